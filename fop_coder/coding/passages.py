"""What a coder does to passages."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from fop_coder.model.base import Guid, new_guid, now
from fop_coder.model.change import Change
from fop_coder.model.codebook import Code
from fop_coder.model.coding import Coding
from fop_coder.model.documents import Document
from fop_coder.model.errors import ChangeRefused


def code_passage(  # noqa: PLR0913 - what a coding says
    document: Document,
    start: int,
    end: int,
    code: Code,
    coder: Guid,
    *,
    criteria: Iterable[Guid] = (),
    memo: str = "",
    discussed: bool = False,
) -> Change:
    """Put a code on a passage.

    Args:
        start, end: code points into the document's text, half-open.
        criteria: GUIDs of the code's criteria that the passage meets.
        discussed: the coder could see what others had made of the document (``project.blindness.is_discussed``).

    Raises:
        ChangeRefused: if the code is retired or the passage lies outside the text.
    """
    if code.retired:
        raise ChangeRefused(f"{code.name} is retired", do="Choose another code, or take it back into use")
    if end > document.length:
        raise ChangeRefused(f"a passage ends at character {end}, the text has {document.length}", where=document.name)
    met = tuple(sorted(set(criteria)))
    coding = Coding(
        new_guid(), document.guid, start, end, code.guid, coder, met, memo=memo, at=now(), discussed=discussed
    )
    return Change(f"Code {code.name} on {document.name}", added=(coding,))


def uncode(coding: Coding, code: Code, document: Document) -> Change:
    """Take a code off a passage."""
    return Change(f"Take {code.name} off {document.name}", removed=(coding,))


def resize(coding: Coding, start: int, end: int, document: Document, *, discussed: bool = False) -> Change:
    """Move the ends of a passage (code points, half-open); ``discussed`` as in ``code_passage``."""
    if end > document.length:
        raise ChangeRefused(f"a passage ends at character {end}, the text has {document.length}", where=document.name)
    moved = replace(coding, start=start, end=end, discussed=coding.discussed or discussed)
    return Change(f"Resize a passage of {document.name}", (coding,), (moved,))


def set_criteria(coding: Coding, criteria: Iterable[Guid], code: Code, *, discussed: bool = False) -> Change:
    """Say which of the code's criteria a passage meets; ``discussed`` as in ``code_passage``."""
    chosen = tuple(sorted(set(criteria)))
    said = replace(coding, criteria=chosen, discussed=coding.discussed or discussed)
    return Change(f"Criteria of a passage of {code.name}", (coding,), (said,))


def write_passage_memo(coding: Coding, memo: str) -> Change:
    """Write, change or empty the memo of a passage."""
    return Change("Memo on a passage", (coding,), (replace(coding, memo=memo),))
