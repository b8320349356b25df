"""Passages of several coders compared by interval arithmetic: lengths and counts, never an array per character."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from fop_coder.agreement.ratings import MISSING, Ratings, Real, Whole, distinct
from fop_coder.model.base import check

MOST_CODERS = 16
"""Who codes a stretch is kept as one bit per coder."""


@dataclass(frozen=True, slots=True, eq=False)
class Passages:
    """Codings as columns of numbers: of document, code and coder, and half-open offsets in code points."""

    document: Whole
    code: Whole
    coder: Whole
    start: Whole
    end: Whole


@dataclass(frozen=True, slots=True, eq=False)
class Ground:
    """The stretches of text that count: turns of respondents, or the sentences in them.

    Attributes:
        documents: how many there are, with stretches or without.
        document, start, end: of each stretch, in the order of documents and text, none overlapping another.
    """

    documents: int
    document: Whole
    start: Whole
    end: Whole

    def __post_init__(self) -> None:
        """Check the order, on which everything here rests."""
        alike = self.document[1:] == self.document[:-1]
        in_order = (self.document[1:] >= self.document[:-1]) & (~alike | (self.start[1:] >= self.end[:-1]))
        check(
            bool((self.start < self.end).all()) and bool(in_order.all()), "stretches of text overlap or are unordered"
        )


@dataclass(frozen=True, slots=True, eq=False)
class Lengths:
    """Coded stretches of each coder, overlapping and touching ones of a code taken together.

    ``cell`` is code * documents + document; ``size`` what each cell measures in all.
    """

    start: Whole
    end: Whole
    coder: Whole
    cell: Whole
    size: Real


def trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    """Return a passage without white space at its edges, which says nothing about coders; empty if it is nothing else.

    Args:
        start, end: code points into the text, half-open.
    """
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return start, end


def measure_characters(passages: Passages, ground: Ground, codes: int, coders: int) -> Lengths:
    """Return the stretches that each coder has coded, in characters that count: text between turns has no length."""
    line = _one_line(ground)
    before = np.concatenate(([0], np.cumsum(ground.end - ground.start)))
    begins, ends = (np.append(column, line.length) for column in (line.start, line.end))
    find = _Finder(line)

    def place(position: Whole, stretch: Whole) -> Whole:
        placed: Whole = before[stretch] + np.maximum(position - begins[stretch], 0)
        return placed

    own = _in_groups(passages, line, codes, coders)
    first = find.ended_by(own.start)
    last = first.copy()
    beyond = np.flatnonzero(own.end >= ends[first])  # most passages end in the turn in which they begin
    last[beyond] = find.ended_by(own.end[beyond])
    sizes = np.bincount(ground.document, weights=ground.end - ground.start, minlength=ground.documents)
    return _unite(own, place(own.start, first), place(own.end, last), sizes.astype(np.int64), codes, coders)


def measure_stretches(passages: Passages, ground: Ground, codes: int, coders: int) -> Lengths:
    """Return which turns (or sentences) each coder has touched; each measures 1."""
    line = _one_line(ground)
    own = _in_groups(passages, line, codes, coders)
    first = np.searchsorted(line.end, own.start, side="right")
    beyond = np.searchsorted(line.start, own.end, side="left")
    sizes = np.bincount(ground.document, minlength=ground.documents)
    return _unite(own, first, beyond, sizes.astype(np.int64), codes, coders)


def rate_lengths(lengths: Lengths, coders: Sequence[str], categories: tuple[str, str], finished: Whole) -> Ratings:
    """Return what was measured as ratings: yes where a coder coded, no elsewhere; whole documents are drawn.

    Args:
        categories: the words for no and yes.
        finished: codes × documents × coders: 1 where the coder finished the document for the code. Elsewhere nothing
            is known of them. Documents that fewer than two finished are left out.
    """
    codes, documents, many = finished.shape
    check(many == len(coders) <= MOST_CODERS, f"no more than {MOST_CODERS} coders can be compared at once")
    bits = 1 << np.arange(many, dtype=np.int64)
    unread = ((finished == 0) @ bits).reshape(-1)
    counts = finished.reshape(-1, many).sum(axis=1) >= 2
    mask, cell, length = _by_who_coded(lengths, bits)
    if unread.any():  # what somebody coded of what they did not finish is not known of
        mask &= ~unread[cell]
        mask |= unread[cell] << many
    key = np.concatenate((mask, unread << many))
    cells = np.concatenate((cell, np.arange(codes * documents)))
    coded = np.bincount(cell, weights=length, minlength=codes * documents)
    amount = np.concatenate((length, lengths.size - coded)) * counts[cells]
    keys, place = distinct(key)
    everywhere = codes * documents
    weights = np.bincount(place * everywhere + cells, weights=amount, minlength=len(keys) * everywhere)
    patterns = np.where(keys[:, np.newaxis] >> many & bits, MISSING, (keys[:, np.newaxis] & bits > 0).astype(np.int64))
    shaped = weights.astype(np.float64).reshape(len(keys), codes, documents)
    return Ratings(tuple(coders), categories, patterns, shaped, independent=False)


@dataclass(frozen=True, slots=True, eq=False)
class _Line:
    """All documents laid end to end, each up to the last stretch that counts: nothing behind it has any length.

    Attributes:
        base, last: where each document begins on the line, and where its last stretch ends in its own text.
        length: of the line.
        start, end: of the stretches that count, on the line.
    """

    base: Whole
    last: Whole
    length: int
    start: Whole
    end: Whole


def _one_line(ground: Ground) -> _Line:
    last = np.zeros(ground.documents, dtype=np.int64)
    last[ground.document] = ground.end  # the later of a document's stretches overwrite the earlier
    base = np.cumsum(last + 1) - (last + 1)
    length = int(last.sum()) + ground.documents
    return _Line(base, last, length, ground.start + base[ground.document], ground.end + base[ground.document])


class _Finder:
    """Says how many stretches of a line have ended at a place, faster than by halving: a table leads close to it."""

    def __init__(self, line: _Line) -> None:
        """Divide the line into as many parts as there are stretches; note how many have ended before each part."""
        self._ends = np.append(line.end, np.iinfo(np.int64).max)
        self._shift = max(line.length // max(len(line.end), 1), 1).bit_length()
        many = (line.length >> self._shift) + 2
        within = np.bincount(line.end >> self._shift, minlength=many)
        self._before = np.cumsum(within) - within

    def ended_by(self, places: Whole) -> Whole:
        """Return for each place how many stretches end there or before."""
        found: Whole = self._before[places >> self._shift]
        further = np.flatnonzero(self._ends[found] <= places)
        while further.size:
            found[further] += 1
            further = further[self._ends[found[further]] <= places[further]]
        return found


@dataclass(frozen=True, slots=True, eq=False)
class _Own:
    """Passages on the line, those of a coder's code together; ``group`` is coder * codes + code."""

    start: Whole
    end: Whole
    group: Whole
    document: Whole


def _in_groups(passages: Passages, line: _Line, codes: int, coders: int) -> _Own:
    """Return passages by coder and code; what was in the order of the text stays so, which sorting thanks."""
    group = passages.coder * codes + passages.code
    order = np.argsort(group.astype(np.min_scalar_type(coders * codes)), kind="stable")  # small numbers take no time
    some = passages.start < passages.end
    if not some.all():
        order = order[some[order]]
    document = passages.document[order]
    base, last = line.base[document], line.last[document]
    start, end = (np.minimum(column[order], last) + base for column in (passages.start, passages.end))
    return _Own(start, end, group[order], document)


def _unite(own: _Own, start: Whole, end: Whole, sizes: Whole, codes: int, coders: int) -> Lengths:
    """Return the union of each coder's passages of each code, where start and end are placed on a line of what counts.

    All are laid on one longer line, coder by coder and code by code, and sorted there at once. A step of 1 between
    documents and between codes keeps apart what merely lies end to end; what is divided by text that does not count
    becomes one.
    """
    step = int(sizes.sum()) + len(sizes) + 1
    shift = own.group * step + own.document
    some = end > start
    start, end = (start + shift)[some], (end + shift)[some]
    start, end = _union(np.sort(start, kind="stable"), np.sort(end, kind="stable"))
    begins = np.arange(coders * codes)[:, np.newaxis] * step + np.cumsum(sizes + 1) - (sizes + 1)
    edges = np.append(np.searchsorted(start, begins.reshape(-1)), len(start))
    cells = codes * len(sizes)
    place = np.repeat(np.arange(coders * cells), np.diff(edges))
    coder, cell = place // cells, place % cells
    start, end = start - coder * (codes * step), end - coder * (codes * step)
    return Lengths(start, end, coder, cell, np.tile(sizes, codes).astype(np.float64))


def _union(start: Whole, end: Whole) -> tuple[Whole, Whole]:
    """Return the union of half-open intervals whose starts and whose ends are given in order.

    A gap follows the i-th end where the next start lies beyond it.
    """
    gap = start[1:] > end[:-1]
    return start[np.concatenate(([True], gap))[: len(start)]], end[np.concatenate((gap, [True]))[: len(end)]]


def _by_who_coded(lengths: Lengths, bits: Whole) -> tuple[Whole, Whole, Whole]:
    """Return who codes (a bit each), the cell and the length of each piece of text that somebody coded."""
    position = np.concatenate((lengths.start, lengths.end))
    order = np.argsort(position, kind="stable")
    bit = bits[lengths.coder]
    mask = np.cumsum(np.concatenate((bit, -bit))[order])
    length = np.diff(position[order], append=0)
    some = np.flatnonzero(mask)  # behind the last end nobody codes
    cell = np.concatenate((lengths.cell, lengths.cell))
    return mask[some], cell[order[some]], length[some]
