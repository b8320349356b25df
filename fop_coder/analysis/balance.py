"""From whom passages come: whether one or two people, or a small group, give most of them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence

from fop_coder.model.disclosure import Balance, Concern, Finding
from fop_coder.model.tally import StatusRow

_ENOUGH = 5
"""Passages from which on more than half of them from few people is worth a word."""

People = Sequence[Sequence[str]]
"""For each passage, the labels of the respondents it counts for."""


def balance_of(passages: People, groups: Mapping[str, Mapping[str, str]]) -> Balance:
    """Return from whom passages come.

    Args:
        groups: what divides the sample → respondent → group.
    """
    by_group = {
        by: {
            group: (given, sum(other == group for other in group_of.values()))
            for group, given in _passages_of_groups(passages, group_of).items()
        }
        for by, group_of in groups.items()
    }
    return Balance(len(passages), dict(_passages_of_each(passages)), by_group)


def balance_findings(
    passages: Sequence[tuple[str, Sequence[str]]],
    rows: Sequence[StatusRow],
    groups: Mapping[str, Mapping[str, str]],
    *,
    word: str = "Passages",
) -> Iterator[Finding]:
    """Yield where two people give more than half of the passages, overall or of a code, or a smaller group does.

    Args:
        passages: (name of the code, labels of the respondents) of each.
        rows: the sample.
        groups: what divides the sample → respondent → group.
        word: what the passages are called, as a heading.
    """
    by_code: dict[str, list[Sequence[str]]] = {}
    for code, people in passages:
        by_code.setdefault(code, []).append(people)
    whole = [people for _, people in passages]
    if len(rows) > 2:
        yield from _two_people(whole, word, word)
        for code, found in by_code.items():
            yield from _two_people(found, f"{word}: {code}", word)
    for by, group_of in groups.items():
        if words := _one_group(whole, group_of, len(rows), word.casefold()):
            yield Finding(Concern.BALANCE, words, f"{word} by {by}")


def balance_warnings(
    passages: People, groups: Mapping[str, Mapping[str, str]], size: int, *, word: str
) -> Iterator[str]:
    """Yield a sentence where all chosen passages, or more than half of five or more, come from one or two people.

    And one for each smaller group that gives more than half of five or more. Where the whole sample is two people
    nothing is said of them.

    Args:
        size: respondents of the sample.
        word: what the passages are called ("quotations").
    """
    few = _few_people(passages)
    if few and size > 2:
        who, given = " and ".join(few[0]), few[1]
        if given == len(passages):
            yield f"{'Both' if given == 2 else f'All {given}'} {word} come from {who}."
        elif len(passages) >= _ENOUGH and 2 * given > len(passages):
            yield f"{given} of {len(passages)} {word} come from {who}, more than half."
    for by, group_of in groups.items():
        if words := _one_group(passages, group_of, size, word):
            yield f"By {by}: {words}"


def _few_people(passages: People) -> tuple[list[str], int] | None:
    """Return who gives the most, one or two, and how many; None where so few passages cannot but come from so few.

    One passage comes from one person, two may well come from two.
    """
    most = _passages_of_each(passages)[:2]
    if not most or len(passages) == 1 or (len(passages) == 2 and most[0][1] == 1):
        return None
    labels = [label for label, _ in most]
    return labels, sum(not set(labels).isdisjoint(people) for people in passages)


def _two_people(passages: People, where: str, word: str) -> Iterator[Finding]:
    few = _few_people(passages)
    if few is None or len(passages) < _ENOUGH or 2 * few[1] <= len(passages):
        return
    who, given = few
    verb = "give" if len(who) > 1 else "gives"
    told = f"{' and '.join(who)} {verb} {given} of {len(passages)} {word.casefold()}, more than half."
    yield Finding(Concern.BALANCE, told, where)


def _one_group(passages: People, group_of: Mapping[str, str], size: int, word: str) -> str:
    """Return that a group has more than half of the passages and fewer than half of the people; '' where none does."""
    members = Counter(group_of.values())
    for group, given in _passages_of_groups(passages, group_of).items():
        if len(passages) >= _ENOUGH and 2 * given > len(passages) and 2 * members[group] < size:
            return f"{group} gives {given} of {len(passages)} {word}, and is {members[group]} of {size} respondents."
    return ""


def _passages_of_each(passages: People) -> list[tuple[str, int]]:
    """Return (label, passages) of everybody who has any, the most first."""
    counted = Counter(person for people in passages for person in set(people))
    return sorted(counted.items(), key=lambda item: (-item[1], item[0].casefold()))


def _passages_of_groups(passages: People, group_of: Mapping[str, str]) -> dict[str, int]:
    """Return how many passages each group gives; one that counts for two people of a group is one."""
    found = dict.fromkeys(sorted(set(group_of.values())), 0)
    for people in passages:
        for group in {group_of[person] for person in people if person in group_of}:
            found[group] += 1
    return found
