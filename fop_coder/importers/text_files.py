"""A file of text read and decoded, and refused where it is something else than text."""

from __future__ import annotations

import re
from pathlib import Path

from fop_coder.importers.encodings import Decoded, decode
from fop_coder.model.draft import ReadingChoices
from fop_coder.model.errors import ImportRefused

_MOST_CONTROLS = 0.02
"""Share of control characters above which a file is something else than text."""

_CONTROLS = re.compile(r"[\x00-\x08\x0e-\x1b\x7f]")


def read_decoded(path: Path, choices: ReadingChoices) -> Decoded:
    """Return a text file's content, its encoding, and notes on it.

    Raises:
        ImportRefused: as for ``read``.
    """
    try:
        content = path.read_bytes()
    except OSError as error:
        raise ImportRefused(path.name, f"cannot be read ({error.strerror})", do="Close it elsewhere") from error
    decoded = decode(path.name, content, choices.encoding)
    controls = len(_CONTROLS.findall(decoded.text))
    if controls > _MOST_CONTROLS * len(decoded.text) and not choices.encoding:
        raise ImportRefused(
            path.name,
            "is no text: it is full of control characters",
            do="Open it in its own program and save it as .docx or as UTF-8 text",
        )
    return decoded
