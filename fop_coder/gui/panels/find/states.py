"""What the list says while it is empty: before a search, and when nothing was found."""

from __future__ import annotations

import re

from fop_coder.gui.empty_state import EmptyState
from fop_coder.gui.panels.find.following import tr
from fop_coder.project import Project
from fop_coder.project.finding import Narrowing

_SIGN = "ph.magnifying-glass"
_PART = re.compile(r'-?"[^"]*"?|\S+')


def say_begin(empty: EmptyState, project: Project | None) -> None:
    """Say what can be looked for, with examples; or that there is nothing to look through yet."""
    if project is not None and not project.store.count("document"):
        empty.show_state(
            "ph.file-plus",
            tr("No transcripts yet"),
            tr("Words can be found as soon as there are transcripts."),
            tr("Add transcripts"),
        )
        return
    examples = (
        ("plan*", tr("words that begin so")),
        ('"first visit"', tr("a phrase, word for word")),
        ("grandmother school", tr("both, in one turn")),
        ("genogram OR tree", tr("either of them")),
        ("visit -school", tr("one without the other")),
    )
    empty.show_state(
        _SIGN,
        tr("Find words in all transcripts and memos"),
        tr("Type above, or try one of these. Accents and capitals make no difference."),
        examples=examples,
    )


def say_nothing(empty: EmptyState, words: str, narrowing: Narrowing) -> None:
    """Say that nothing was found, and offer what may help most."""
    title = tr("Nothing found for {0}").format(words)
    if narrowing.leaves_memos_out or not narrowing.memos:
        line = tr("The search is narrowed. There may be hits elsewhere.")
        empty.show_state(_SIGN, title, line, tr("Search everywhere"))
        return
    wider = widened(words)
    line = tr("All words must occur in the same turn. Try fewer, or only how a word begins.")
    empty.show_state(_SIGN, title, line, tr("Search for {0}").format(wider) if wider != words else "")


def widened(words: str) -> str:
    """Return a search in which every bare word stands for all that begin so."""
    return " ".join(_begins(part) for part in _PART.findall(words))


def _begins(part: str) -> str:
    is_bare = part != "OR" and not part.startswith(("-", '"')) and not part.endswith("*")
    return f"{part}*" if is_bare and any(c.isalnum() for c in part) else part
