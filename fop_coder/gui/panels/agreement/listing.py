"""Disagreements listed in the background, on a copy of the project."""

from __future__ import annotations

from functools import partial

from fop_coder.gui.latest_answer import LatestAnswer
from fop_coder.project import Project
from fop_coder.project.disagreements import Disagreement, Where, list_disagreements
from fop_coder.project.side_by_side import left_to_see


class Listing(LatestAnswer):
    """One list at a time; ``answered`` tells the disagreements the acting coder may see, and what is hidden from them.

    The second is a sentence, '' where nothing is hidden.
    """

    def begin(self, coders: tuple[str, ...], where: Where) -> None:
        """List the disagreements of coders, boundaries included."""
        self.ask(self.tr("Looking for disagreements"), partial(_list, coders=coders, where=where))


def _list(project: Project, *, coders: tuple[str, ...], where: Where) -> tuple[list[Disagreement], str]:
    chosen = [project.coder_named(name) for name in coders]
    found = list_disagreements(project, chosen, boundaries=True, where=where)
    return left_to_see(project, found, project.coder, chosen)
