"""The actions of the screen of the matrix."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from fop_coder.gui.actions import ActionSpec
from fop_coder.gui.panels.matrix.model import Shown
from fop_coder.gui.panels.matrix.words import tr

if TYPE_CHECKING:
    from fop_coder.gui.panels.matrix.panel import MatrixPanel


def matrix_actions(panel: MatrixPanel) -> tuple[ActionSpec, ...]:
    """Return what can be done on the screen, in the order of the menu."""
    spec = partial(panel.spec, group=3)
    return (
        spec("write", tr("Write the summary"), panel.write, tr("Put the caret into the summary (Enter)")),
        spec("next", tr("Next cell without a summary"), panel.go_to_next, tr("A cell with passages and no summary")),
        spec(
            "fill",
            tr("Fill this summary from its passages"),
            panel.fill_current,
            tr("Add the words of the passages below what is written"),
            writes=True,
        ),
        spec(
            "fill_all",
            tr("Fill all empty summaries from passages"),
            panel.fill_all,
            tr("What somebody has written stays as it is"),
            writes=True,
        ),
        spec(
            "find", tr("Find in the summaries"), panel.finding.focus_field, tr("Go from one cell to the next with it")
        ),
        spec("copy", tr("Copy the matrix"), panel.table.copy_all, icon="ph.copy"),
        spec("summaries", tr("Summaries in the cells"), partial(panel.show_as, Shown.SUMMARIES)),
        spec("passages", tr("Passages in the cells"), partial(panel.show_as, Shown.PASSAGES)),
        spec("counts", tr("Counts in the cells"), partial(panel.show_as, Shown.COUNTS)),
    )
