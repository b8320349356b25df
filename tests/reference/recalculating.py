"""Workbooks as LibreOffice works them out, and the figures of their sheets beside what formulas count."""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from fop_coder.exporters.workbook import FIGURES_HEADING_ROW as HEADING

OFFICE = shutil.which("soffice")
needs_office = pytest.mark.skipif(OFFICE is None, reason="LibreOffice is not installed")


def recalculated(paths: Iterable[Path], folder: Path) -> list[Any]:
    """Return workbooks as LibreOffice works them out; results that were kept in the files are gone before."""
    bare = folder / "bare"
    bare.mkdir(exist_ok=True)
    names = []
    for path in paths:
        openpyxl.load_workbook(path).save(bare / path.name)
        names.append(path.name)
    done = subprocess.run(
        [
            str(OFFICE),
            f"-env:UserInstallation={(folder.parent / 'office').as_uri()}",
            "--headless",
            "--convert-to",
            "xlsx:Calc MS Excel 2007 XML",
            "--outdir",
            str(folder / "done"),
            *(str(bare / name) for name in names),
        ],
        capture_output=True,
        check=False,
        timeout=120,
    )
    assert done.returncode == 0, done.stderr
    return [openpyxl.load_workbook(folder / "done" / name, data_only=True) for name in names]


def figures(book: Any) -> Iterator[tuple[str, tuple[Any, ...], str, Any, Any, str]]:
    """Yield (sheet, row, heading, told, counted, what the comparison says) of all sheets of figures."""
    for sheet in book:
        headings = [cell.value for cell in sheet[HEADING]] if sheet.max_row >= HEADING else []
        if "recounted" not in headings:
            continue
        for row in sheet.iter_rows(min_row=HEADING + 1, values_only=True):
            if row[1] is None:
                break
            shown = dict(zip(headings, row, strict=True))
            for heading in headings:
                counted = shown.get(f"{heading} (counted)")
                if counted is not None:
                    yield sheet.title, row[:2], heading, shown[heading], counted, shown["recounted"]
