"""Tables of agreement for the clipboard."""

from __future__ import annotations

from PySide6.QtCore import Qt

from fop_coder.gui.panels.agreement.model import FiguresModel
from fop_coder.gui.panels.agreement.rows import Column
from fop_coder.gui.panels.tallies.copying import Rows

_ACROSS = Qt.Orientation.Horizontal


def figures_table(model: FiguresModel) -> Rows:
    """Return headings and cells of the figures; a picture has no cell."""
    if model.report is None:
        return []
    places = [place for place, column in enumerate(model.columns) if column is not Column.PLOT]
    heads = [str(model.headerData(place, _ACROSS) or "").replace("\n", " ") for place in places]
    rows = [[str(model.index(row, place).data() or "") for place in places] for row in range(model.rowCount())]
    return [heads, *rows]
