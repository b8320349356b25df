"""From what something was about to the screen that shows it."""

from __future__ import annotations

from fop_coder.gui.panel import Place
from fop_coder.project.happenings import About


def place_of(found: About) -> Place:
    """Return where something can be seen: in its transcript, at the respondent, or in the tally of the code."""
    if found.document is not None:
        return Place("code", document=found.document, position=found.position, coding=found.coding)
    if found.respondent is not None:
        return Place("respondents", respondent=found.respondent)
    return Place("tallies", code=found.code)
