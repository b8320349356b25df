"""The actions of the screen of the report."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from fop_coder.gui.actions import ActionSpec

if TYPE_CHECKING:
    from fop_coder.gui.panels.report.panel import ReportPanel


def report_actions(panel: ReportPanel) -> tuple[ActionSpec, ...]:
    """Return what can be done on the screen, in the order of the menu."""
    tr = panel.tr

    def spec(name: str, title: str, run: Callable[[], object], keys: str = "", hint: str = "") -> ActionSpec:
        return ActionSpec(
            f"report.{name}",
            title,
            "Analyse",
            run,
            keys,
            writes=name not in ("write", "publish"),
            context=panel.name,
            hint=hint,
            group=5,
        )

    return (
        spec("heading", tr("Add a heading to the report"), panel.write_heading),
        spec("subheading", tr("Add a heading within a part"), partial(panel.write_heading, 2)),
        spec("text", tr("Add words of your own to the report"), panel.write_text),
        spec("quotations", tr("Add quotations to the report"), panel.choose_quotations),
        spec("edit", tr("Edit the item"), panel.edit_current, "F2", tr("In place; Ctrl+Enter keeps, Esc leaves it")),
        spec("up", tr("Move the item up"), partial(panel.move_current, -1), "Alt+Up"),
        spec("down", tr("Move the item down"), partial(panel.move_current, 1), "Alt+Down"),
        spec("remove", tr("Take the item out of the report"), panel.remove_current, "Del"),
        spec("renew", tr("Renew the item"), panel.renew_current, "Ctrl+R", tr("Take the figures of now")),
        spec("renew_all", tr("Renew all that is not up to date"), panel.renew_stale),
        spec("write", tr("Write the report"), panel.write_report, "Ctrl+Return", tr("A Word document or a web page")),
        spec(
            "publish", tr("Write the report for publication"), panel.publish_report, "", tr("Small groups are hidden")
        ),
    )
