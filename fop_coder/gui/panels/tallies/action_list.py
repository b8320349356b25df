"""The actions of the screen of tallies."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

from fop_coder.gui.actions import ActionSpec
from fop_coder.gui.panels.tallies.lines import tr
from fop_coder.gui.panels.tallies.page import BANDS, CODES, CROSS, NUMBERS

if TYPE_CHECKING:
    from fop_coder.gui.panels.tallies.panel import TalliesPanel


def tally_actions(panel: TalliesPanel) -> tuple[ActionSpec, ...]:
    """Return what can be done on the screen, in the order of the menu."""
    return (
        panel.spec(
            "evidence",
            tr("Evidence of the cell"),
            panel.follow_current,
            tr("Show who is behind the current figure, with their passages (Enter in the table)"),
        ),
        replace(
            panel.spec(
                "star",
                tr("Star the passage in the evidence"),
                panel.drawer.star,
                tr("As quotable; again takes the star off. Starred passages stand under Analyse, Quotations"),
                "ph.star",
                writes=True,
            ),
            shortcut="Ctrl+Shift+Q",
        ),
        panel.spec(
            "copy_table",
            tr("Copy the table of tallies"),
            panel.copy_table,
            tr("Copy all figures, plain and as a table (Ctrl+C in the table)"),
            "ph.copy",
        ),
        panel.spec("copy_sentence", tr("Copy the sentence for the report"), panel.page.sentence.copy, icon="ph.copy"),
        panel.spec(
            "freeze",
            tr("Freeze these figures"),
            partial(_freeze, panel),
            tr("Keep them under a name, to see later which moved, by whom and why"),
            "ph.snowflake",
            writes=True,
        ),
        *panel.to_report.actions(),
        panel.spec(
            "by",
            tr("Divide the figures by…"),
            partial(_choose_by, panel),
            tr("Each figure in groups: by an attribute, a classification or a band"),
            group=1,
        ),
        _tab(panel, "codes", tr("Tallies of codes and classifications"), CODES),
        _tab(panel, "cross", tr("Cross-tables"), CROSS),
        _tab(panel, "bands", tr("Band against class, and change"), BANDS),
        _tab(panel, "numbers", tr("Numbers against numbers"), NUMBERS),
    )


def _freeze(panel: TalliesPanel) -> None:
    from fop_coder.gui.frozen.freezing import FreezeDialog

    FreezeDialog(panel, panel.around, panel.controls.question()).open()


def _choose_by(panel: TalliesPanel) -> None:
    panel.show_tab(CODES)
    panel.controls.by.setFocus()
    panel.controls.by.showPopup()


def _tab(panel: TalliesPanel, name: str, title: str, tab: int) -> ActionSpec:
    hint = panel.page.tabs.tabToolTip(tab)
    return panel.spec(f"tab_{name}", title, partial(panel.show_tab, tab), hint, group=1)
