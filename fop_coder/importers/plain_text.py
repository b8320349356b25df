"""Plain text files (.txt .md .text), in whatever encoding they come."""

from __future__ import annotations

import re
from pathlib import Path

from fop_coder.importers import limits
from fop_coder.importers.assembly import from_text
from fop_coder.importers.encodings import Decoded, decode
from fop_coder.model.draft import DocumentDraft, ReadingChoices
from fop_coder.model.errors import ImportRefused

_MOST_CONTROLS = 0.02
"""Share of control characters above which a file is something else than text."""

_CONTROLS = re.compile(r"[\x00-\x08\x0e-\x1b\x7f]")
_CAPTIONS = {
    "WebVTT": re.compile(r"WEBVTT(?=\s)"),
    "SubRip": re.compile(r"\s*\d+[ \t]*(?:\r\n?|\n)\d+:\d\d:\d\d[,.]\d{3} --> \d+:\d\d:\d\d[,.]\d{3}"),
}


def read(path: Path, choices: ReadingChoices) -> list[DocumentDraft]:
    """Return the one document in a plain text file.

    Captions under a name that ends in .txt are read as captions.

    Raises:
        ImportRefused: the file is missing, empty, no text, without words, or does not fit the encoding chosen.
    """
    limits.check_file(path)
    decoded = read_decoded(path, choices)
    for format, beginning in _CAPTIONS.items():
        if beginning.match(decoded.text):
            from fop_coder.importers import cues

            return [cues.draft_of(path.name, decoded, choices, format, (f"Read as captions ({format})",))]
    return [from_text(path.name, "plain text", decoded.text, choices, encoding=decoded.encoding, notes=decoded.notes)]


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
