"""Plain text files (.txt .md .text), in whatever encoding they come."""

from __future__ import annotations

import re
from pathlib import Path

from fop_coder.importers import cues, limits
from fop_coder.importers.assembly import from_text
from fop_coder.importers.text_files import read_decoded
from fop_coder.model.draft import DocumentDraft, ReadingChoices

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
            return [cues.draft_of(path.name, decoded, choices, format, (f"Read as captions ({format})",))]
    return [from_text(path.name, "plain text", decoded.text, choices, encoding=decoded.encoding, notes=decoded.notes)]
