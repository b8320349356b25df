"""The actions of the screen of respondents."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from fop_coder.gui.actions import ActionSpec
from fop_coder.gui.panels.respondents.editing import GridEdits
from fop_coder.model.coding import MarkKind

if TYPE_CHECKING:
    from fop_coder.gui.panels.respondents.panel import RespondentsPanel


def respondent_actions(panel: RespondentsPanel, edits: GridEdits) -> tuple[ActionSpec, ...]:
    """Return what can be done on the screen, in the order of the menu."""
    menu = "Respondents"
    mark = partial(partial, edits.mark)
    return tuple(
        ActionSpec(
            f"respondents.{name}", title, menu, run, keys, writes=writes, context=panel.name, icon=sign, hint=hint
        )
        for name, title, run, keys, writes, sign, hint in (
            ("add", panel.tr("Add respondent"), edits.add_respondent, "", True, "ph.plus", ""),
            (
                "not_asked",
                panel.tr("Not asked"),
                mark(MarkKind.NOT_ASKED),
                "N",
                True,
                "ph.prohibit",
                panel.tr("Mark the selected respondents on the code of the current column, else on the scheme"),
            ),
            (
                "too_little",
                panel.tr("Too little information"),
                mark(MarkKind.TOO_LITTLE),
                "T",
                True,
                "ph.circle-half-fill",
                panel.tr("Mark the selected respondents on the code of the current column, else on the scheme"),
            ),
            ("reason", panel.tr("Reason"), edits.ask_reason, "R", True, "ph.note-pencil", ""),
            ("empty", panel.tr("Empty the cells"), edits.empty, "", True, "", panel.tr("Delete in the grid")),
            ("copy", panel.tr("Copy cells"), panel.table.copy_block, "", False, "ph.copy", ""),
            ("paste", panel.tr("Paste from spreadsheet"), panel._paste, "", True, "ph.table", ""),
            (
                "fill_down",
                panel.tr("Fill down"),
                edits.fill_down,
                "Ctrl+D",
                True,
                "ph.arrow-down",
                panel.tr("Put the first selected cell of each column into those below it"),
            ),
            ("leave_out", panel.tr("Leave out with a reason"), edits.leave_out, "", True, "ph.user-minus", ""),
            (
                "quoting",
                panel.tr("Do not quote"),
                edits.toggle_quoting,
                "",
                True,
                "ph.eye-slash",
                panel.tr("Keep the selected respondents out of quotations, or let them be quoted again"),
            ),
            (
                "link",
                panel.tr("Link as a case"),
                panel.linking.link,
                "",
                True,
                "ph.users-three",
                panel.tr("The selected respondents belong together, such as a family and its social worker"),
            ),
            (
                "link_by",
                panel.tr("Link all who share a value"),
                panel.linking.link_by_value,
                "",
                True,
                "",
                panel.tr("A case for each value of the attribute in the current column that two or more have"),
            ),
            (
                "unlink",
                panel.tr("Take out of the case"),
                panel.linking.take_out,
                "",
                True,
                "",
                panel.tr("The current respondent belongs to it no longer; a case of one is taken apart"),
            ),
            (
                "profile",
                panel.tr("Show or hide the profile"),
                panel.toggle_profile,
                "Ctrl+Shift+B",
                False,
                "ph.user",
                "",
            ),
            ("take_back", panel.tr("Take back into the samples"), edits.take_back, "", True, "ph.user-plus", ""),
            ("print", panel.tr("Print the profile"), panel.print_profile, "", False, "ph.printer", ""),
        )
    )
