"""Codebook files → Codebook: YAML, sheets (.csv, .xlsx) and REFI-QDA (.qdc).

Each reader makes plain data with places (``located``); ``build`` checks it against the JSON Schema (``schema``) and
against itself (``relations``), fills in what may be left out, and builds the values. All faults of a file are found at
once.
"""

from __future__ import annotations

import difflib
from collections.abc import Callable
from pathlib import Path

from fop_coder.importers.codebooks.located import MAX_BYTES
from fop_coder.importers.codebooks.qdc_codebook import read_qdc
from fop_coder.importers.codebooks.table_codebook import read_table
from fop_coder.importers.codebooks.yaml_codebook import read_yaml
from fop_coder.model.codebook import Codebook
from fop_coder.model.errors import CodebookRefused

__all__ = ["READERS", "read_codebook"]

READERS: dict[str, Callable[[Path], Codebook]] = {
    ".yaml": read_yaml,
    ".yml": read_yaml,
    ".csv": read_table,
    ".xlsx": read_table,
    ".qdc": read_qdc,
}
"""The formats by the ending of the file, in lower case."""


def read_codebook(path: Path) -> Codebook:
    """Return the codebook in a file, read by its ending.

    Missing GUIDs are made afresh, so that reading such a file twice gives two codebooks.

    Raises:
        CodebookRefused: with every fault, its line and column (row and column of a sheet).
    """
    reader = READERS.get(path.suffix.lower())
    if reader is None:
        near = difflib.get_close_matches(path.suffix.lower(), READERS, n=1)
        do = f"did you mean {near[0]}?" if near else f"known are {', '.join(READERS)}"
        raise CodebookRefused(str(path), [(0, 0, f"{path.suffix or 'no ending'} is not a format of codebooks; {do}")])
    try:
        size = path.stat().st_size
        if size > MAX_BYTES:
            message = f"the file has {size // 1024**2} MB, far more than a codebook; choose the codebook alone"
            raise CodebookRefused(str(path), [(0, 0, message)])
        return reader(path)
    except FileNotFoundError as error:
        raise CodebookRefused(str(path), [(0, 0, "there is no such file; check the name and the folder")]) from error
    except OSError as error:
        message = f"the file cannot be read ({error.strerror}); close it elsewhere and check that you may open it"
        raise CodebookRefused(str(path), [(0, 0, message)]) from error
