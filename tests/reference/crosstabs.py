"""Cross-tables counted once more, respondent by respondent and character by character; plain loops over words."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from fop_coder.model.base import Guid
from fop_coder.model.codebook import Code
from tests.reference import statuses
from tests.reference.material import Material
from tests.reference.statuses import Scope

Word = Callable[[Guid], str]
"""What is said of a respondent on one side of a table."""


def table(sample: Sequence[Guid], row: Word, column: Word) -> dict[tuple[str, str], set[Guid]]:
    """Return the respondents by what is said of them on both sides."""
    found: dict[tuple[str, str], set[Guid]] = {}
    for who in sample:
        found.setdefault((row(who), column(who)), set()).add(who)
    return found


def distinct(said: Sequence[str]) -> int | str:
    """Return how many codes of a set somebody referred to, or why that has no number; ``said``: status by code."""
    for status in ("no data", "pending", "not asked", "too little information"):
        if status in said:
            return status
    return sum(status == "referred" for status in said)


def overlap(material: Material, who: Guid, coder: Guid, one: Code, other: Code, scope: Scope) -> int:
    """Return in how many places a passage of one code and another passage of the other share what somebody says."""
    first = statuses.passages(material, who, coder, statuses.gathered(material, one), scope)
    second = statuses.passages(material, who, coder, statuses.gathered(material, other), scope)
    places = set()
    for coding in first:
        for another in second:
            if coding.guid == another.guid or coding.document != another.document:
                continue
            for place in range(max(coding.start, another.start), min(coding.end, another.end)):
                space = material.texts[coding.document][place].isspace()
                if not space and _speaks(material, coding.document, place, who):
                    places.add(frozenset((coding.guid, another.guid)))
    return len(places)


def _speaks(material: Material, document: Guid, place: int, who: Guid) -> bool:
    for turns in material.turns:
        for turn in turns.turns if turns.document == document else ():
            if turn.start <= place < turn.end:
                return any(s.guid == turn.speaker and s.respondent == who for s in material.speakers)
    return False
