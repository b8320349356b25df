"""The codings of the document shown, ready to be painted: by paragraph, by lane, by place."""

from __future__ import annotations

from bisect import bisect_left, insort
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from operator import attrgetter

from fop_coder.gui.panels.code.segments import Segments
from fop_coder.model.base import Guid
from fop_coder.model.codebook import Code
from fop_coder.model.coding import Coding

LANES = 4
"""How many stripes are drawn beside one another; a number tells of the rest."""

LINE_OF_TEXT = 72
"""Characters in a line: two passages that meet within one line must not share a lane."""


@dataclass(slots=True, eq=False)
class Drawn:
    """A coding with what its drawing needs.

    Attributes:
        first, last: Qt's positions of its ends.
        blocks: the paragraphs in which it shows.
        counted: whether it counts for anybody.
        lane: of its stripe, 0 nearest the text.
    """

    coding: Coding
    code: Code
    first: int
    last: int
    blocks: range
    counted: bool
    lane: int = 0

    @property
    def length(self) -> int:
        """Characters it covers, labels between turns included."""
        return self.coding.end - self.coding.start

    @property
    def order(self) -> tuple[int, int, int, str]:
        """Place among all codings: by beginning, the longer first, then as in the codebook."""
        return self.coding.start, -self.coding.end, self.code.position, self.coding.guid


_order = attrgetter("order")


class CodingIndex:
    """Codings of one document by one coder. Adding and taking off touch nothing but their own paragraphs."""

    def __init__(self, segments: Segments) -> None:
        """Begin without codings."""
        self._segments = segments
        self._all: dict[Guid, Drawn] = {}
        self._in_order: list[Drawn] = []
        self._by_block: dict[int, list[Drawn]] = {}
        self._lanes_known = True
        self._most_lanes = 0

    def fill(self, codings: Iterable[Coding], codes: Mapping[Guid, Code], uncounted: frozenset[Guid]) -> None:
        """Take in all codings of the document."""
        self._all = {c.guid: self._drawn(c, codes[c.code], c.guid not in uncounted) for c in codings}
        self._in_order = sorted(self._all.values(), key=_order)
        self._by_block = {}
        for drawn in self._in_order:
            for block in drawn.blocks:
                self._by_block.setdefault(block, []).append(drawn)
        for there in self._by_block.values():
            there.sort(key=lambda d: -d.length)
        self._lanes_known = False

    def _drawn(self, coding: Coding, code: Code, counted: bool) -> Drawn:
        first, last, blocks = self._segments.passage_to_qt(coding.start, coding.end)
        return Drawn(coding, code, first, last, blocks, counted)

    def add(self, coding: Coding, code: Code, *, counted: bool) -> None:
        """Take in one coding."""
        drawn = self._drawn(coding, code, counted)
        self._all[coding.guid] = drawn
        insort(self._in_order, drawn, key=_order)
        for block in drawn.blocks:
            there = self._by_block.setdefault(block, [])
            insort(there, drawn, key=lambda d: -d.length)
        self._lanes_known = False

    def remove(self, guid: Guid) -> None:
        """Take out one coding, if it is there."""
        drawn = self._all.pop(guid, None)
        if drawn is None:
            return
        del self._in_order[bisect_left(self._in_order, drawn.order, key=_order)]
        for block in drawn.blocks:
            self._by_block[block].remove(drawn)
        self._lanes_known = False

    # ---- asking ------------------------------------------------------------------------------------------------------

    def __len__(self) -> int:
        """Return how many codings there are."""
        return len(self._all)

    def get(self, guid: Guid | None) -> Drawn | None:
        """Return a coding by its GUID, None if it is not here."""
        return self._all.get(guid) if guid is not None else None

    def in_block(self, block: int) -> list[Drawn]:
        """Return the codings of a paragraph, the longest first."""
        return self._by_block.get(block, [])

    def in_order(self) -> list[Drawn]:
        """Return all codings in the order of the text."""
        return self._in_order

    def at(self, start: int, end: int, code: Guid) -> Drawn | None:
        """Return the coding of exactly this passage and code, None if there is none (code points)."""
        place = bisect_left(self._in_order, (start, -end, -1, ""), key=_order)
        while place < len(self._in_order):
            coding = self._in_order[place].coding
            if (coding.start, coding.end) != (start, end):
                break
            if coding.code == code:
                return self._in_order[place]
            place += 1
        return None

    def shortest_at(self, unit: int, block: int) -> Drawn | None:
        """Return the shortest coding that holds one of Qt's positions, None if there is none."""
        there = [d for d in self.in_block(block) if d.first <= unit < d.last]
        return there[-1] if there else None

    def counts(self) -> dict[Guid, int]:
        """Return how many passages each code has here, counted or not."""
        found: dict[Guid, int] = {}
        for drawn in self._in_order:
            found[drawn.code.guid] = found.get(drawn.code.guid, 0) + 1
        return found

    def step(self, current: Guid | None, caret: int, by: int) -> Drawn | None:
        """Return the next (by 1) or previous (by -1) coding from the current one, or from a caret (Qt's position)."""
        drawn = self.get(current)
        if drawn is not None:
            place = bisect_left(self._in_order, drawn.order, key=_order) + by
        else:
            point = self._segments.from_qt(caret)
            after = bisect_left(self._in_order, (point, -len(self._segments.text), -1, ""), key=_order)
            place = after if by > 0 else after - 1
        return self._in_order[place] if 0 <= place < len(self._in_order) else None

    def most_lanes(self) -> int:
        """Return how many lanes the stripes need; gives every coding its lane."""
        if not self._lanes_known:
            self._give_lanes()
        return self._most_lanes

    def _give_lanes(self) -> None:
        """Give each coding the lowest lane that is free on all its lines."""
        ends: list[int] = []
        for drawn in self._in_order:
            start = drawn.coding.start
            lane = 0
            while lane < len(ends) and ends[lane] > start:
                lane += 1
            line_end = drawn.coding.end + LINE_OF_TEXT
            if drawn.blocks:
                line_end = min(line_end, max(drawn.coding.end, self._segments[drawn.blocks[-1]].end))
            if lane == len(ends):
                ends.append(line_end)
            else:
                ends[lane] = line_end
            drawn.lane = lane
        self._most_lanes = len(ends)
        self._lanes_known = True
