"""Passages of two coders put side by side: which match, which are split, overlap too little, or are missed.

Two passages match when they share enough: characters of both / characters of either (Jaccard 1912; as "intersection
over union" with 0.5 the measure of Everingham, Van Gool, Williams, Winn and Zisserman 2010). Each matches one other at
most, those that share most first. From 0.5 on there is nothing to choose: two of a coder's passages that lie apart
cannot both share half with a third (Kirillov, He, Girshick, Rother and Dollár 2019).
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from fop_coder.agreement.passages import Lengths
from fop_coder.agreement.ratings import Real, Whole
from fop_coder.model.agreement import MatchCounts
from fop_coder.model.base import check

THRESHOLD = 0.5


@dataclass(frozen=True, slots=True, eq=False)
class _Side:
    """One coder's passages in the order of the line of what counts; ``code`` of each."""

    start: Whole
    end: Whole
    code: Whole


@dataclass(frozen=True, slots=True, eq=False)
class _Overlaps:
    """Pairs of passages that overlap, in the order of the line, with what they share of what either covers."""

    first: Whole
    second: Whole
    share: Real


def match_lengths(
    lengths: Lengths, pair: tuple[int, int], finished: Whole, codes: tuple[tuple[str, str], ...], threshold: float
) -> tuple[MatchCounts, ...]:
    """Return how two coders' passages fit together, code by code, over the documents that both have finished.

    Args:
        lengths: as ``passages.measure_characters`` gives them: each coder's passages united where they overlap, touch,
            or have only text between them that does not count.
        pair: numbers of the two coders.
        finished: codes × documents × coders, as for ``passages.rate_lengths``.
        codes: (short name, name) of each.
        threshold: above 0, at most 1.

    Raises:
        ValueRefused: if the threshold is out of its range.
    """
    check(0 < threshold <= 1, f"passages cannot match from {threshold:g} on", do="Choose a share above 0, such as 0.5")
    both = finished[:, :, list(pair)].all(axis=2).reshape(-1)
    first, second = (_side(lengths, coder, both, finished.shape[1]) for coder in pair)
    overlaps = _overlaps(first, second)
    chosen = _choose(overlaps, threshold)
    many = len(codes)
    alone_first, alone_second = (
        np.bincount(side.code[~np.isin(np.arange(len(side.code)), found)], minlength=many)
        for side, found in ((first, overlaps.first), (second, overlaps.second))
    )
    matched = np.bincount(first.code[overlaps.first[chosen]], minlength=many)
    split, overlapping = _unmatched_places(first, second, overlaps, chosen, many)
    totals = [np.bincount(side.code, minlength=many) for side in (first, second)]
    columns = (*totals, matched, split, overlapping, alone_second, alone_first)
    return tuple(
        MatchCounts(ident, name, *(int(column[place]) for column in columns))
        for place, (ident, name) in enumerate(codes)
    )


def pool_matches(rows: tuple[MatchCounts, ...], name: str) -> MatchCounts:
    """Return the counts of all codes together."""
    return MatchCounts(
        "",
        name,
        first=sum(row.first for row in rows),
        second=sum(row.second for row in rows),
        matched=sum(row.matched for row in rows),
        split=sum(row.split for row in rows),
        overlapping=sum(row.overlapping for row in rows),
        missed_by_first=sum(row.missed_by_first for row in rows),
        missed_by_second=sum(row.missed_by_second for row in rows),
    )


def _side(lengths: Lengths, coder: int, looked_at: NDArray[np.bool_], documents: int) -> _Side:
    own = (lengths.coder == coder) & looked_at[lengths.cell]
    return _Side(lengths.start[own], lengths.end[own], lengths.cell[own] // documents)


def _overlaps(first: _Side, second: _Side) -> _Overlaps:
    begin = np.searchsorted(second.end, first.start, side="right")
    beyond = np.searchsorted(second.start, first.end, side="left")
    many = np.maximum(beyond - begin, 0)
    one = np.repeat(np.arange(len(first.start)), many)
    other = np.arange(len(one)) - np.repeat(np.cumsum(many) - many, many) + begin[one]
    shared = np.minimum(first.end[one], second.end[other]) - np.maximum(first.start[one], second.start[other])
    either = first.end[one] - first.start[one] + second.end[other] - second.start[other] - shared
    return _Overlaps(one, other, shared / either)


def _choose(overlaps: _Overlaps, threshold: float) -> Whole:
    """Return the places of the pairs that match: those that share most first, then in the order of the line."""
    enough = np.flatnonzero(overlaps.share >= threshold)
    ordered = enough[np.argsort(-overlaps.share[enough], kind="stable")]
    taken_first: set[int] = set()
    taken_second: set[int] = set()
    chosen = []
    pairs = zip(overlaps.first[ordered].tolist(), overlaps.second[ordered].tolist(), ordered.tolist(), strict=True)
    for one, other, place in pairs:
        if one not in taken_first and other not in taken_second:
            taken_first.add(one)
            taken_second.add(other)
            chosen.append(place)
    return np.array(chosen, dtype=np.int64)


def _unmatched_places(
    first: _Side, second: _Side, overlaps: _Overlaps, chosen: Whole, codes: int
) -> tuple[Whole, Whole]:
    """Return by code the places with passages that overlap and are left without a match: of several, and of two.

    Pairs are in the order of the line, so a new place begins where neither passage was in the pair before.
    """
    fresh = (np.diff(overlaps.first, prepend=-1) > 0) & (np.diff(overlaps.second, prepend=-1) > 0)
    place = np.cumsum(fresh) - 1
    places = int(place[-1]) + 1 if len(place) else 0
    pairs = np.bincount(place, minlength=places)
    matched = np.bincount(place[chosen], minlength=places)
    passages = pairs + 1  # each further pair brings one further passage: pairs of a place make a chain
    left = passages - 2 * matched > 0
    code = first.code[overlaps.first[fresh]]
    return (
        np.bincount(code[left & (pairs > 1)], minlength=codes),
        np.bincount(code[left & (pairs == 1)], minlength=codes),
    )
