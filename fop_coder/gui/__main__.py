"""``python -m fop_coder.gui [PROJECT]`` opens the window as ``fop-coder`` does, without looking for a display."""

import sys
from pathlib import Path

from fop_coder.gui.app import run

if __name__ == "__main__":
    sys.exit(run(Path(sys.argv[1]) if len(sys.argv) > 1 else None))
