"""The table as text for other programs: plain with tabs, and as an HTML table, both from the same cells."""

from __future__ import annotations

from html import escape

from PySide6.QtCore import QMimeData

from fop_coder.gui.panels.tallies.lines import Figure, Line, tr
from fop_coder.gui.panels.tallies.model import TalliesModel
from fop_coder.model.status import NOT_CLASSIFIED, Status
from fop_coder.project.figures import plain_cell

Rows = list[list[str]]

_REST: tuple[Status | str, ...] = (
    Status.NOT_REFERRED,
    Status.NOT_ASKED,
    Status.TOO_LITTLE,
    Status.PENDING,
    Status.NO_DATA,
    NOT_CLASSIFIED,
)


def rows_of(model: TalliesModel) -> Rows:
    """Return headings and cells. n and N stand apart: a spreadsheet takes 7/12 for a day in December."""
    lines = model.lines
    has_percent = any(line.figure and line.figure.percent for line in lines)
    has_interval = any(line.figure and line.figure.interval for line in lines)
    head = [tr("Code"), "n", "N"]
    head += [tr("Share of N")] * has_percent + [tr("95 % interval")] * has_interval
    for group in model.groups:
        head += [f"{group}: n", f"{group}: N"]
    head += [str(status) for status in _REST]
    rows = [head]
    for line in lines:
        cells = [line.name, *_pair(line.figure)]
        cells += [line.figure.percent if line.figure else ""] * has_percent
        cells += [line.figure.interval_words if line.figure else ""] * has_interval
        for group in model.groups:
            cells += _pair(line.groups.get(group))
        rows.append([*cells, *_rest(line)])
    return rows


def _pair(figure: Figure | None) -> list[str]:
    return ["", ""] if figure is None else [str(figure.n), str(figure.of)]


def _rest(line: Line) -> list[str]:
    went = dict(line.went)
    return [str(went[status]) if status in went else "" for status in _REST]


def plain(rows: Rows) -> str:
    """Return rows divided by line ends and cells by tabs."""
    return "\n".join("\t".join(plain_cell(cell) for cell in row) for row in rows)


def rich(rows: Rows, caption: str) -> str:
    """Return an HTML table; every character of the cells is text."""
    head, *body = rows
    parts = [f"<table><caption>{escape(caption)}</caption><thead><tr>"]
    parts.extend(f"<th>{escape(cell)}</th>" for cell in head)
    parts.append("</tr></thead><tbody>")
    for row in body:
        parts.append("<tr>" + "".join(f"<td>{escape(cell)}</td>" for cell in row) + "</tr>")
    parts.append("</tbody></table>")
    return "".join(parts)


def table_mime(model: TalliesModel, caption: str) -> QMimeData:
    """Return the whole table for the clipboard."""
    return mime_of(rows_of(model), caption)


def mime_of(rows: Rows, caption: str) -> QMimeData:
    """Return headings and cells for the clipboard."""
    mime = QMimeData()
    mime.setText(plain(rows))
    mime.setHtml(rich(rows, caption))
    return mime
