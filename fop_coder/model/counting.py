"""For whom a coding counts: the one definition, used wherever the derived table is made or checked."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Hashable, Iterable
from typing import Generic, TypeVar

Person = TypeVar("Person", bound=Hashable)


class Voices(Generic[Person]):
    """Who speaks where in one document, ready to be asked about passages.

    Args:
        text: the document's stored text.
        turns: (start, end, respondent) of the turns that count for somebody, in the order of the text; turns of
            interviewers, others and unidentified speakers are left out before.
    """

    def __init__(self, text: str, turns: Iterable[tuple[int, int, Person]]) -> None:
        """Keep the turns and their ends for searching."""
        self._text = text
        self._turns = list(turns)
        self._ends = [end for _, end, _ in self._turns]

    def heard_in(self, start: int, end: int) -> frozenset[Person]:
        """Return those on whose turns the passage covers at least one character that is not a space.

        Args:
            start: in code points.
            end: half-open.
        """
        found: set[Person] = set()
        place = bisect_right(self._ends, start)
        while place < len(self._turns) and self._turns[place][0] < end:
            turn_start, turn_end, person = self._turns[place]
            heard = self._text[max(start, turn_start) : min(end, turn_end)]
            if person not in found and heard and not heard.isspace():
                found.add(person)
            place += 1
        return frozenset(found)
