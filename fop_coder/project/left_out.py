"""Words left out of starred passages: whole words, put back as they were, and never all of a passage."""

from __future__ import annotations

import re
from collections.abc import Sequence

from fop_coder.analysis.ellipsis import merged, pieces, widened, without
from fop_coder.coding import quotations as verbs
from fop_coder.model.base import Guid
from fop_coder.model.change import Change
from fop_coder.model.coding import Coding
from fop_coder.model.documents import Document
from fop_coder.model.errors import ChangeRefused, NotFound
from fop_coder.model.report import LeftOut, Quotation
from fop_coder.project.project import Project
from fop_coder.project.quotations import passage_of, star_of


def leave_out_change(project: Project, coding: Guid, start: int, end: int) -> Change | None:
    """Return the Change that leaves words out of a starred passage; None where they are left out already.

    Args:
        start, end: code points into the document's text, half-open; widened to whole words of the passage.

    Raises:
        NotFound: if the passage is not there or not starred.
        ChangeRefused: if no word of the passage is meant, or none would be left.
    """
    present, passage, text = _words(project, coding)
    begin = passage.start
    wanted = widened(text, start - begin, end - begin)
    if wanted is None:
        raise ChangeRefused("no word of the passage is chosen", do="Select words within the starred passage")
    stretches = merged([*present.left_out, LeftOut(begin + wanted.start, begin + wanted.end)], text, begin)
    if _nothing_left(text, begin, stretches):
        raise ChangeRefused("nothing of the passage would be left", do="Leave some words, or take the star off")
    return _left_out(project, present, passage, stretches)


def put_back_change(project: Project, coding: Guid, start: int = 0, end: int | None = None) -> Change | None:
    """Return the Change that puts words back, whole stretches; None where nothing is left out there.

    Args:
        start, end: code points into the document's text, half-open; all that is left out unless given.

    Raises:
        NotFound: if the passage is not there or not starred.
    """
    present, passage, _ = _words(project, coding)
    return _left_out(project, present, passage, without(present.left_out, start, passage.end if end is None else end))


def toggle_left_out(project: Project, coding: Guid, start: int, end: int) -> Change | None:
    """Return the Change that leaves words out, or puts them back where all of them are left out.

    Raises:
        NotFound, ChangeRefused: as ``leave_out_change``.
    """
    change = leave_out_change(project, coding, start, end)
    return put_back_change(project, coding, start, end) if change is None else change


def quoted_pieces(project: Project, passage: Coding, quotation: Quotation) -> tuple[tuple[str, bool], ...]:
    """Return the words of a starred passage in order, each stretch with whether it is left out."""
    text = project.store.text(passage.document) or ""
    return tuple(pieces(text[passage.start : passage.end], passage.start, quotation.left_out))


def words_place(project: Project, coding: Guid, words: str) -> tuple[int, int]:
    """Return where words stand in a passage, in code points of its document; spaces and line ends are alike.

    Raises:
        NotFound: if the passage does not hold them, is not there, or is not starred.
        ChangeRefused: if it holds them more than once.
    """
    _, passage, text = _words(project, coding)
    found = [*re.finditer(r"\s+".join(map(re.escape, words.split())), text)] if words.strip() else []
    if not found:
        raise NotFound(f"the passage does not hold {words!r}", do="Write the words as they stand there")
    if len(found) > 1:
        raise ChangeRefused(f"the passage holds {words!r} {len(found)} times", do="Give more of the words around it")
    return passage.start + found[0].start(), passage.start + found[0].end()


def _words(project: Project, coding: Guid) -> tuple[Quotation, Coding, str]:
    passage, _ = passage_of(project, coding)
    text = project.store.text(passage.document) or ""
    return star_of(project, coding), passage, text[passage.start : passage.end]


def _nothing_left(text: str, begin: int, stretches: Sequence[LeftOut]) -> bool:
    out = {place for one in stretches for place in range(one.start - begin, one.end - begin)}
    return not any(character.isalnum() for place, character in enumerate(text) if place not in out)


def _left_out(project: Project, present: Quotation, passage: Coding, stretches: tuple[LeftOut, ...]) -> Change | None:
    if stretches == present.left_out:
        return None
    return verbs.leave_out(present, stretches, project.store.by_guid(Document, [passage.document])[passage.document])
