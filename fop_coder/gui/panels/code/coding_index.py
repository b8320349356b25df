"""The codings of the document shown, ready to be painted: by paragraph, by lane, by place."""

from __future__ import annotations

from bisect import bisect_left, insort
from collections import Counter
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
class Cluster:
    """Codings that follow one another without a gap; lanes are given within it alone. ``end``: of its last line."""

    end: int


@dataclass(slots=True, eq=False)
class Drawn:
    """A coding with what its drawing needs.

    Attributes:
        first, last: Qt's positions of its ends.
        blocks: the paragraphs in which it shows.
        counted: whether it counts for anybody.
        order: its place among all codings: by beginning, the longer first, then as in the codebook.
        line_end: stored position up to which nothing else fits on its last line.
        lane: of its stripe, 0 nearest the text; -1 while it has none.
    """

    coding: Coding
    code: Code
    first: int
    last: int
    blocks: range
    counted: bool
    order: tuple[int, int, int, str]
    line_end: int
    cluster: Cluster
    lane: int = -1

    @property
    def length(self) -> int:
        """Characters it covers, labels between turns included."""
        return self.coding.end - self.coding.start


_order = attrgetter("order")


def _by_length(drawn: Drawn) -> int:
    return -drawn.length


_NOWHERE = Cluster(-1)


class CodingIndex:
    """Codings of one document by one coder. Adding and taking off touch nothing but their own paragraphs."""

    def __init__(self, segments: Segments) -> None:
        """Begin without codings."""
        self._segments = segments
        self._all: dict[Guid, Drawn] = {}
        self._in_order: list[Drawn] = []
        self._by_block: dict[int, list[Drawn]] = {}
        self._lanes: Counter[int] = Counter()
        self._counts: Counter[Guid] = Counter()

    def fill(self, codings: Iterable[Coding], codes: Mapping[Guid, Code], uncounted: frozenset[Guid]) -> None:
        """Take in all codings of the document."""
        self._all = {c.guid: self._drawn(c, codes[c.code], c.guid not in uncounted) for c in codings}
        self._in_order = sorted(self._all.values(), key=_order)
        self._by_block = {}
        for drawn in sorted(self._in_order, key=_by_length):
            for block in drawn.blocks:
                self._by_block.setdefault(block, []).append(drawn)
        self._lanes = Counter()
        self._counts = Counter(d.code.guid for d in self._in_order)
        self._give_lanes(0, len(self._in_order))

    def _drawn(self, coding: Coding, code: Code, counted: bool) -> Drawn:
        first, last, blocks = self._segments.passage_to_qt(coding.start, coding.end)
        line_end = coding.end
        if blocks:
            line_end = max(line_end, min(line_end + LINE_OF_TEXT, self._segments[blocks[-1]].end))
        order = (coding.start, -coding.end, code.position, coding.guid)
        return Drawn(coding, code, first, last, blocks, counted, order, line_end, _NOWHERE)

    def add(self, coding: Coding, code: Code, *, counted: bool) -> None:
        """Take in one coding."""
        drawn = self._drawn(coding, code, counted)
        self._all[coding.guid] = drawn
        self._counts[code.guid] += 1
        place = bisect_left(self._in_order, drawn.order, key=_order)
        self._in_order.insert(place, drawn)
        for block in drawn.blocks:
            insort(self._by_block.setdefault(block, []), drawn, key=_by_length)
        first, last, end = place, place + 1, drawn.line_end
        if place and self._in_order[place - 1].cluster.end > coding.start:
            first = self._first_of_cluster(place - 1)
            end = max(end, self._in_order[place - 1].cluster.end)
        while last < len(self._in_order) and self._in_order[last].coding.start < end:
            end = max(end, self._in_order[last].line_end)
            last += 1
        self._give_lanes(first, last)

    def remove(self, guid: Guid) -> None:
        """Take out one coding, if it is there."""
        drawn = self._all.pop(guid, None)
        if drawn is None:
            return
        place = bisect_left(self._in_order, drawn.order, key=_order)
        first, last = self._first_of_cluster(place), place
        while last < len(self._in_order) and self._in_order[last].cluster is drawn.cluster:
            last += 1
        del self._in_order[place]
        for block in drawn.blocks:
            self._by_block[block].remove(drawn)
        self._lanes[drawn.lane] -= 1
        self._counts[drawn.code.guid] -= 1
        self._give_lanes(first, last - 1)

    def _first_of_cluster(self, place: int) -> int:
        cluster = self._in_order[place].cluster
        while place and self._in_order[place - 1].cluster is cluster:
            place -= 1
        return place

    def _give_lanes(self, first: int, last: int) -> None:
        """Give some neighbouring codings the lowest lanes that are free on all their lines."""
        ends: list[int] = []
        cluster = _NOWHERE
        for drawn in self._in_order[first:last]:
            start = drawn.coding.start
            if start >= cluster.end:
                ends, cluster = [], Cluster(0)
            lane = 0
            while lane < len(ends) and ends[lane] > start:
                lane += 1
            if lane == len(ends):
                ends.append(drawn.line_end)
            else:
                ends[lane] = drawn.line_end
            cluster.end = max(cluster.end, drawn.line_end)
            if drawn.lane >= 0:
                self._lanes[drawn.lane] -= 1
            self._lanes[lane] += 1
            drawn.lane, drawn.cluster = lane, cluster

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
        return dict(self._counts)

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
        """Return how many lanes the stripes need."""
        return max((lane + 1 for lane, many in self._lanes.items() if many), default=0)
