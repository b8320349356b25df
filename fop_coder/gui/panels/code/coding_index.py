"""The codings of the document shown, ready to be painted: by paragraph, by lane, by place."""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Mapping
from itertools import accumulate
from operator import attrgetter

from fop_coder.gui.panels.code.segments import Segments
from fop_coder.model.base import Guid
from fop_coder.model.codebook import Code
from fop_coder.model.coding import Coding

LANES = 4
"""How many stripes are drawn beside one another; a number tells of the rest."""

LINE_OF_TEXT = 72
"""Characters in a line: two passages that meet within one line must not share a lane."""


class Drawn:
    """A coding with what its drawing needs; where it shows is looked up when that is asked for first.

    Attributes:
        counted: whether it counts for anybody.
        order: its place among all codings: by beginning, the longer first, then as in the codebook.
        lane: of its stripe, 0 nearest the text; -1 until a paragraph that it shows in is looked at.
    """

    __slots__ = ("_line_end", "_segments", "_shown", "code", "coding", "counted", "lane", "order")

    def __init__(self, coding: Coding, code: Code, counted: bool, segments: Segments) -> None:
        """Keep what it is; a transcript has thousands, so nothing is worked out yet."""
        self.coding, self.code, self.counted = coding, code, counted
        self.order = (coding.start, -coding.end, code.position, coding.guid)
        self.lane = -1
        self._segments = segments
        self._shown: tuple[int, int, range] | None = None
        self._line_end = -1

    @property
    def length(self) -> int:
        """Characters it covers, labels between turns included."""
        return self.coding.end - self.coding.start

    @property
    def first(self) -> int:
        """Qt's position of its beginning."""
        return self._places()[0]

    @property
    def last(self) -> int:
        """Qt's position of its end."""
        return self._places()[1]

    @property
    def blocks(self) -> range:
        """The paragraphs in which it shows."""
        return self._places()[2]

    @property
    def line_end(self) -> int:
        """The stored position up to which nothing else fits on its last line."""
        if self._line_end < 0:
            end, blocks = self.coding.end, self.blocks
            self._line_end = max(end, min(end + LINE_OF_TEXT, self._segments[blocks[-1]].end)) if blocks else end
        return self._line_end

    def _places(self) -> tuple[int, int, range]:
        if self._shown is None:
            self._shown = self._segments.passage_to_qt(self.coding.start, self.coding.end)
        return self._shown


_order = attrgetter("order")


def _by_length(drawn: Drawn) -> int:
    return -drawn.length


class CodingIndex:
    """Codings of one document by one coder.

    Filling sorts them and no more; a paragraph's codings are found, and their lanes given, when it is first looked at.
    """

    def __init__(self, segments: Segments) -> None:
        """Begin without codings."""
        self._segments = segments
        self._all: dict[Guid, Drawn] = {}
        self._in_order: list[Drawn] = []
        self._reach: list[int] = []
        """Of each coding in order, the furthest end of it and all before it."""
        self._by_block: dict[int, list[Drawn]] = {}
        self._laned = 0
        """How many codings, from the first on, have their lanes."""
        self._counts: Counter[Guid] = Counter()

    def fill(self, codings: Iterable[Coding], codes: Mapping[Guid, Code], uncounted: frozenset[Guid]) -> None:
        """Take in all codings of the document."""
        segments = self._segments
        self._all = {c.guid: Drawn(c, codes[c.code], c.guid not in uncounted, segments) for c in codings}
        self._in_order = sorted(self._all.values(), key=_order)
        self._reach = list(accumulate([d.coding.end for d in self._in_order], max))
        self._by_block = {}
        self._laned = 0
        self._counts = Counter([d.code.guid for d in self._in_order])

    def add(self, coding: Coding, code: Code, *, counted: bool) -> None:
        """Take in one coding."""
        drawn = Drawn(coding, code, counted, self._segments)
        self._all[coding.guid] = drawn
        self._counts[code.guid] += 1
        place = bisect_left(self._in_order, drawn.order, key=_order)
        self._in_order.insert(place, drawn)
        self._reach.insert(place, 0)
        self._reach_from(place)
        self._forget_blocks(drawn)
        if place < self._laned:
            self._laned += 1
            self._give_lanes_again(place, drawn.line_end)

    def remove(self, guid: Guid) -> None:
        """Take out one coding, if it is there."""
        drawn = self._all.pop(guid, None)
        if drawn is None:
            return
        place = bisect_left(self._in_order, drawn.order, key=_order)
        del self._in_order[place]
        del self._reach[place]
        self._reach_from(place)
        self._counts[drawn.code.guid] -= 1
        self._forget_blocks(drawn)
        if place < self._laned:
            self._laned -= 1
            self._give_lanes_again(place, drawn.line_end)

    def _reach_from(self, place: int) -> None:
        """Work out from a place on how far codings reach, until it is as it was: all that follows then is, too."""
        furthest = self._reach[place - 1] if place else 0
        for later in range(place, len(self._in_order)):
            furthest = max(furthest, self._in_order[later].coding.end)
            if self._reach[later] == furthest:
                return
            self._reach[later] = furthest

    def _forget_blocks(self, drawn: Drawn) -> None:
        for block in drawn.blocks:
            self._by_block.pop(block, None)

    # ---- lanes -------------------------------------------------------------------------------------------------------

    def _give_lanes(self, until: int) -> None:
        """Give the codings up to a place the lowest lanes that are free on all their lines."""
        if until <= self._laned:
            return
        beside = self._still_open(self._laned)
        for drawn in self._in_order[self._laned : until]:
            beside = _open_at(beside, drawn.coding.start)
            drawn.lane = _lowest_free(beside)
            beside.append(drawn)
        self._laned = until

    def _give_lanes_again(self, place: int, reach: int) -> None:
        """Give lanes anew from a place on, as far as what happened there, up to ``reach``, makes a difference."""
        beside = self._still_open(place)
        for drawn in self._in_order[place : self._laned]:
            if drawn.coding.start >= reach:
                return
            beside = _open_at(beside, drawn.coding.start)
            lane = _lowest_free(beside)
            if lane != drawn.lane:
                drawn.lane, reach = lane, max(reach, drawn.line_end)
            beside.append(drawn)

    def _still_open(self, place: int) -> list[Drawn]:
        """Return the codings before a place whose last line goes on beyond the beginning of the one there."""
        if place >= len(self._in_order):
            return []
        start, before, found = self._in_order[place].coding.start, place - 1, []
        while before >= 0 and self._reach[before] + LINE_OF_TEXT > start:
            if self._in_order[before].line_end > start:
                found.append(self._in_order[before])
            before -= 1
        return found

    # ---- asking ------------------------------------------------------------------------------------------------------

    def __len__(self) -> int:
        """Return how many codings there are."""
        return len(self._all)

    def get(self, guid: Guid | None) -> Drawn | None:
        """Return a coding by its GUID, None if it is not here."""
        return self._all.get(guid) if guid is not None else None

    def in_block(self, block: int) -> list[Drawn]:
        """Return the codings of a paragraph, the longest first, with their lanes."""
        there = self._by_block.get(block)
        if there is None:
            there = self._by_block[block] = self._find_in_block(block)
        return there

    def _find_in_block(self, block: int) -> list[Drawn]:
        if not 0 <= block < len(self._segments):
            return []
        start, end = self._segments[block].start, self._segments[block].end
        beyond = bisect_left(self._in_order, (max(end, start + 1), -len(self._segments.text) - 1, -1, ""), key=_order)
        self._give_lanes(beyond)
        found, place = [], beyond - 1
        while place >= 0 and self._reach[place] > start:
            if block in self._in_order[place].blocks:
                found.append(self._in_order[place])
            place -= 1
        found.reverse()  # of equal length, as they follow one another in the text
        return sorted(found, key=_by_length)

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


def _open_at(drawn: list[Drawn], start: int) -> list[Drawn]:
    return [d for d in drawn if d.line_end > start]


def _lowest_free(beside: list[Drawn]) -> int:
    """Return the lowest lane that none of some codings has."""
    taken = {d.lane for d in beside}
    lane = 0
    while lane in taken:
        lane += 1
    return lane
