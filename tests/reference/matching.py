"""Passages matched once more, by sets of characters: nothing here is shared with ``fop_coder.agreement.matching``."""

from __future__ import annotations

from collections.abc import Iterable
from fractions import Fraction

Place = tuple[int, int]
"""Document and character."""


def stretches(characters: Iterable[Place], ground: Iterable[Place]) -> list[frozenset[Place]]:
    """Return coded characters as passages: those of a document with nothing uncoded that counts between them."""
    coded = set(characters)
    found: list[set[Place]] = []
    following = False
    document = None
    for place in sorted(ground):
        if place in coded:
            if not following or place[0] != document:
                found.append(set())
            found[-1].add(place)
        following, document = place in coded, place[0]
    return [frozenset(passage) for passage in found]


def share(one: frozenset[Place], other: frozenset[Place]) -> Fraction:
    """Return characters of both / characters of either."""
    return Fraction(len(one & other), len(one | other))


def fates(first: list[frozenset[Place]], second: list[frozenset[Place]], threshold: Fraction) -> dict[str, int]:
    """Return how often passages match, are split, overlap too little or are missed."""
    pairs = [(share(a, b), n, m) for n, a in enumerate(first) for m, b in enumerate(second) if a & b]
    matched: set[tuple[int, int]] = set()
    for value, n, m in sorted(pairs, key=lambda p: (-p[0], p[1], p[2])):
        if value >= threshold and not any(n == a or m == b for a, b in matched):
            matched.add((n, m))
    split = overlapping = 0
    for group in _places([(("a", n), ("b", m)) for _, n, m in pairs]):
        pairs_here = sum((("a", n) in group) for n, _ in matched)
        if len(group) > 2 * pairs_here:
            split += len(group) > 2
            overlapping += len(group) == 2
    return {
        "first": len(first),
        "second": len(second),
        "matched": len(matched),
        "split": split,
        "overlapping": overlapping,
        "missed_by_first": sum(all(m != other for _, _, other in pairs) for m in range(len(second))),
        "missed_by_second": sum(all(n != one for _, one, _ in pairs) for n in range(len(first))),
    }


def _places(edges: list[tuple[tuple[str, int], tuple[str, int]]]) -> list[set[tuple[str, int]]]:
    groups: list[set[tuple[str, int]]] = []
    for edge in edges:
        touched = [group for group in groups if group & set(edge)]
        groups = [group for group in groups if group not in touched]
        groups.append(set(edge).union(*touched))
    return groups
