"""What ``make run`` does: the window on a copy of the sample project; without a display, figures and pictures.

The copy in ``build/try`` is the newcomer's: it is made once and opened as it was left. Without a display the sample is
built afresh in ``build/sample``, because then it is looked at, not worked on.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

from fop_coder.cli.window import has_display

BUILD = Path("build")
PROGRAM = (sys.executable, "-m", "fop_coder.cli.main")


def call(*words: str, quiet: bool = False) -> None:
    """Run the program; where it fails, end as it did."""
    done = subprocess.run(words, check=False, stdout=subprocess.DEVNULL if quiet else None)  # noqa: S603 - our own
    if done.returncode:
        sys.exit(done.returncode)


def open_window() -> None:
    """Open the window on the newcomer's copy, built before if it is not there."""
    project = BUILD / "try" / "sample.fop"
    if project.is_file():
        print(f"Opening the sample project as you left it: {project.resolve()}")
    else:
        shutil.rmtree(project.parent, ignore_errors=True)
        call(*PROGRAM, "sample", str(project.parent), quiet=True)
        print(f"Opening a copy of the sample project, yours to play with: {project.resolve()}")
    print("For a fresh one choose Project › Open the sample in the window.", flush=True)
    os.execv(PROGRAM[0], [*PROGRAM, str(project)])  # noqa: S606 - in our place, so that Ctrl+C reaches the window alone


def work_without_window() -> None:
    """Say that there is no display, and do what can be done without one."""
    print(
        "There is no display here, so this builds the sample, its tallies, workbook and pictures instead.\n", flush=True
    )
    folder = BUILD / "sample"
    shutil.rmtree(folder, ignore_errors=True)
    call(*PROGRAM, "sample", str(folder))
    print("Pictures:", flush=True)
    copy = Path(shutil.copy(folder / "sample.fop", folder / "pictured.fop"))
    from fop_coder.gui.pictures import picture_screens

    for picture in picture_screens(copy, folder / "pictures"):
        print(f"  {picture}")
    copy.unlink()


if __name__ == "__main__":
    BUILD.mkdir(exist_ok=True)
    try:
        (open_window if has_display() else work_without_window)()
    except KeyboardInterrupt:
        sys.exit(130)
