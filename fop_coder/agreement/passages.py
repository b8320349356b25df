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
    line = _one_line(passages, ground)
    before = np.concatenate(([0], np.cumsum(ground.end - ground.start)))

    starts, ends = (np.append(column, line.length) for column in (line.start, line.end))

    def place(position: Whole, stretch: Whole) -> Whole:
        placed: Whole = before[stretch] + np.maximum(position - starts[stretch], 0)
        return placed

    sizes = np.bincount(ground.document, weights=ground.end - ground.start, minlength=ground.documents)
    own = _unite(passages, line, codes, coders)
    first = np.searchsorted(line.end, own.start, side="right")
    last = first.copy()
    beyond = np.flatnonzero(own.end >= ends[first])  # most passages end in the turn in which they begin
    last[beyond] = np.searchsorted(line.end, own.end[beyond], side="right")
    return _measure(own, place(own.start, first), place(own.end, last), sizes.astype(np.float64), codes)


def measure_stretches(passages: Passages, ground: Ground, codes: int, coders: int) -> Lengths:
    """Return which turns (or sentences) each coder has touched; each measures 1."""
    line = _one_line(passages, ground)
    own = _unite(passages, line, codes, coders)
    first = np.searchsorted(line.end, own.start, side="right")
    beyond = np.searchsorted(line.start, own.end, side="left")
    sizes = np.bincount(ground.document, minlength=ground.documents)
    return _measure(own, first, beyond, sizes.astype(np.float64), codes)


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
    position, mask, cell = _by_who_coded(lengths, bits)
    length = np.diff(position)
    some = (mask[:-1] & ~unread[cell[:-1]]) > 0
    mask, cell, length = (mask[:-1] & ~unread[cell[:-1]])[some], cell[:-1][some], length[some]
    key = np.concatenate((mask | unread[cell] << many, unread << many))
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
    """All documents laid end to end: where each begins, how long the line is, and the stretches that count there."""

    base: Whole
    length: int
    start: Whole
    end: Whole


@dataclass(frozen=True, slots=True, eq=False)
class _United:
    """Each coder's passages on the line, united per code, in the order of coders, codes and the line."""

    start: Whole
    end: Whole
    coder: Whole
    code: Whole
    document: Whole


def _one_line(passages: Passages, ground: Ground) -> _Line:
    longest = max((int(column.max()) for column in (passages.end, ground.end) if column.size), default=0) + 1
    base = np.arange(ground.documents, dtype=np.int64) * longest
    length = ground.documents * longest
    return _Line(base, length, ground.start + base[ground.document], ground.end + base[ground.document])


def _unite(passages: Passages, line: _Line, codes: int, coders: int) -> _United:
    """Return the union of each coder's passages of each code: all are laid on one longer line, coder by coder."""
    some = passages.start < passages.end
    group = passages.coder * codes + passages.code
    shift = (group * line.length + line.base[passages.document])[some]
    start, end = _union(np.sort(passages.start[some] + shift), np.sort(passages.end[some] + shift))
    edges = np.searchsorted(start, np.arange(coders * codes + 1) * line.length)
    group = np.repeat(np.arange(coders * codes), np.diff(edges))
    start, end = start - group * line.length, end - group * line.length
    coder, code = np.repeat(np.arange(coders), codes)[group], np.tile(np.arange(codes), coders)[group]
    return _United(start, end, coder, code, np.searchsorted(line.base, start, side="right") - 1)


def _measure(own: _United, start: Whole, end: Whole, sizes: Real, codes: int) -> Lengths:
    """Return the stretches on a line of what counts alone, where start and end have been placed.

    A step of 1 between documents and between codes keeps apart what merely lies end to end there; what is divided by
    text that does not count becomes one.
    """
    documents = len(sizes)
    step = int(sizes.sum()) + documents + 1
    some = end > start
    shift = (own.document + own.code * step)[some]
    start, end = start[some] + shift, end[some] + shift
    coder, cell = own.coder[some], (own.code * documents + own.document)[some]
    first = np.concatenate(([True], (start[1:] > end[:-1]) | (coder[1:] != coder[:-1])))[: len(start)]
    last = np.concatenate((first[1:], [True]))[: len(start)]
    return Lengths(start[first], end[last], coder[first], cell[first], np.tile(sizes, codes))


def _union(start: Whole, end: Whole) -> tuple[Whole, Whole]:
    """Return the union of half-open intervals whose starts and whose ends are given in order.

    A gap follows the i-th end where the next start lies beyond it.
    """
    gap = start[1:] > end[:-1]
    return start[np.concatenate(([True], gap))[: len(start)]], end[np.concatenate((gap, [True]))[: len(end)]]


def _by_who_coded(lengths: Lengths, bits: Whole) -> tuple[Whole, Whole, Whole]:
    """Return all ends of stretches in order, who codes from there on (a bit each), and the cell there."""
    position = np.concatenate((lengths.start, lengths.end))
    order = np.argsort(position, kind="stable")
    bit = bits[lengths.coder]
    mask = np.cumsum(np.concatenate((bit, -bit))[order])
    cell = np.concatenate((lengths.cell, lengths.cell))[order]
    return position[order], mask, cell
