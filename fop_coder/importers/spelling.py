"""Labels that are slips of the pen for another label of the same transcript ("Intervewer" for "Interviewer")."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping

from fop_coder.importers.label_words import is_known

_MOST_LABELS = 200
"""How many frequent labels slips are looked for of; more would be a list, not speakers."""

_OFTEN = 3
"""How often the right spelling must occur at least, and how many times as often as the slip."""


def slips(counts: Mapping[str, int], labels: Mapping[str, str]) -> dict[str, str]:
    """Return which rare label is a slip for which frequent one.

    Digits must be the same, three letters or fewer are never compared, and a word that is right in itself
    ("Interviewee" beside "Interviewer") is no slip.

    Args:
        counts: how many turns, by what labels are compared by (``label_key``).
        labels: as written, by the same.
    """
    frequent = sorted((key for key in counts if counts[key] >= _OFTEN), key=lambda key: (-counts[key], key))
    by_length: dict[int, list[str]] = defaultdict(list)
    for key in frequent[:_MOST_LABELS]:
        by_length[len(key)].append(key)
    found = {}
    for key, count in counts.items():
        if len(_letters(key)) < 4 or is_known(labels[key]):
            continue
        near = list(_neighbours(key, count, counts, by_length))
        if near:
            distance, best = min(near)
            if [d for d, _ in near].count(distance) == 1:
                found[key] = best
    return found


def distance(one: str, other: str, most: int) -> int:
    """Return how many letters to insert, drop, replace or swap with the next; ``most`` + 1 for anything above that."""
    if abs(len(one) - len(other)) > most:
        return most + 1
    before: list[int] = []
    row = list(range(len(other) + 1))
    for i, a in enumerate(one, 1):
        last, before, row = before, row, [i]
        for j, b in enumerate(other, 1):
            cost = min(before[j] + 1, row[j - 1] + 1, before[j - 1] + (a != b))
            if i > 1 and j > 1 and a == other[j - 2] and b == one[i - 2]:
                cost = min(cost, last[j - 2] + 1)
            row.append(cost)
        if min(row) > most:
            return most + 1
    return min(row[-1], most + 1)


def _neighbours(
    key: str, count: int, counts: Mapping[str, int], by_length: Mapping[int, list[str]]
) -> Iterator[tuple[int, str]]:
    letters, digits = _letters(key), _digits(key)
    used = set(key)
    most = 1 if len(letters) < 7 else 2
    for length in range(len(key) - most, len(key) + most + 1):
        for other in by_length.get(length, ()):
            if other == key or counts[other] < _OFTEN * count or len(used ^ set(other)) > 2 * most:
                continue
            if _digits(other) != digits:
                continue
            if len(_letters(other)) >= 4 and (steps := distance(letters, _letters(other), most)) <= most:
                yield steps, other


def _letters(key: str) -> str:
    return "".join(character for character in key if character.isalpha())


def _digits(key: str) -> str:
    return "".join(character for character in key if not character.isalpha())
