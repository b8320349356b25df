"""Codebooks as files: YAML that holds everything, a sheet, or REFI-QDA for other programs; by the file's ending."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from fop_coder.exporters.beside import file_beside
from fop_coder.exporters.codebook_qdc import not_in_qdc, qdc_bytes
from fop_coder.exporters.codebook_table import csv_bytes, workbook_bytes
from fop_coder.exporters.codebook_yaml import yaml_bytes
from fop_coder.model.codebook import Codebook
from fop_coder.model.errors import ExportRefused

WRITERS: dict[str, Callable[[Codebook], bytes]] = {
    ".yaml": yaml_bytes,
    ".yml": yaml_bytes,
    ".csv": csv_bytes,
    ".xlsx": workbook_bytes,
    ".qdc": qdc_bytes,
}
"""The formats by the ending of the file, in lower case."""


def write_codebook(codebook: Codebook, path: Path) -> None:
    """Write a codebook by the ending of the file; a file that is there is replaced, and stays whole if this fails.

    YAML gives back exactly the same codebook when read. A sheet does too, save for white space at the ends of texts and
    for control characters. REFI-QDA holds codes alone: see ``left_out``.

    Raises:
        ExportRefused: the ending is not known, the codebook does not fit the format, or the file cannot be written.
    """
    content = _writer(path)(codebook)
    try:
        with file_beside(path) as part:
            part.write_bytes(content)
    except OSError as error:
        raise ExportRefused(
            f"cannot be written ({error.strerror})", where=str(path), do="Close it elsewhere, or choose another folder"
        ) from error


def left_out(codebook: Codebook, path: Path) -> tuple[str, ...]:
    """Return what a file of this ending will not hold, one clause each, to be said before it is written."""
    _writer(path)
    return not_in_qdc(codebook) if path.suffix.lower() == ".qdc" else ()


def _writer(path: Path) -> Callable[[Codebook], bytes]:
    writer = WRITERS.get(path.suffix.lower())
    if writer is None:
        raise ExportRefused(
            f"{path.suffix or 'no ending'} is not a format of codebooks",
            where=str(path),
            do=f"Choose one of {', '.join(WRITERS)}",
        )
    return writer
