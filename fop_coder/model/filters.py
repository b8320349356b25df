"""Filters over respondents (samples) and documents (scopes): ``borough = RBKC and "training days" >= 10``."""

from __future__ import annotations

import re
from dataclasses import dataclass

from fop_coder.model.errors import FilterRefused
from fop_coder.model.people import parse_date, parse_number

NO_VALUE = "(no value)"
"""What stands for a missing value in filters and as a group of a tally."""

OPERATORS = ("=", "!=", "<", "<=", ">", ">=", "in")

_TOKEN = re.compile(r"""\s*(?:"([^"]*)"|'([^']*)'|(!=|<=|>=|=|<|>)|([(),])|([^\s"'=<>!(),]+))""")
_EXAMPLE = 'Write it like borough = RBKC and "training days" >= 10'


@dataclass(frozen=True, slots=True)
class Condition:
    """One comparison: the name of an attribute, scheme, kind or occasion; an operator; a value, several for ``in``."""

    name: str
    operator: str
    values: tuple[str, ...]

    def holds(self, value: str | None) -> bool:
        """Say whether a value meets the condition.

        Numbers compare as numbers and dates as dates where both sides are; all else as text without regard to case.
        A missing value meets nothing but ``= (no value)``, so that nobody is counted on what is not known.
        """
        wanted_missing = NO_VALUE in self.values
        if value is None or value == "":
            return wanted_missing and self.operator in ("=", "in")
        if wanted_missing and self.operator != "in":  # a value is there: unlike "no value", neither below nor above it
            return self.operator == "!="
        if self.operator == "in":
            return any(_compare(value, v) == 0 for v in self.values)
        order = _compare(value, self.values[0])
        if self.operator in ("=", "!="):
            return (order == 0) == (self.operator == "=")
        if order is None:
            return False
        return {"<": order < 0, "<=": order <= 0, ">": order > 0, ">=": order >= 0}[self.operator]


def _compare(value: str, other: str) -> int | None:
    """Return -1, 0 or 1 as the value is below, equal to or above the other; None where they have no order."""
    for parse in (parse_number, parse_date):
        left, right = parse(value), parse(other)
        if left is not None and right is not None:
            return (left > right) - (left < right)  # type: ignore[operator]
        if (left is None) != (right is None):
            return None
    left_text, right_text = value.strip().casefold(), other.strip().casefold()
    return (left_text > right_text) - (left_text < right_text)


@dataclass(frozen=True, slots=True)
class Filter:
    """Conditions that must all hold; none at all lets everything through. ``text`` is as the user wrote it."""

    conditions: tuple[Condition, ...] = ()
    text: str = ""

    @property
    def names(self) -> tuple[str, ...]:
        """What the conditions ask about."""
        return tuple(c.name for c in self.conditions)


EVERYTHING = Filter()


def parse_filter(text: str) -> Filter:
    """Read a filter.

    Names and values of several words may stand in quotation marks or not; ``and`` between conditions.

    Raises:
        FilterRefused: if the text is no filter, with the part that is not understood.
    """
    tokens = _tokens(text)
    if not tokens:
        return EVERYTHING
    conditions, place = [], 0
    while True:
        condition, place = _condition(tokens, place, text)
        conditions.append(condition)
        if place == len(tokens):
            return Filter(tuple(conditions), text.strip())
        place += 1


def _tokens(text: str) -> list[tuple[str, str]]:
    """Divide into (kind, content): kind is word, quoted, operator, mark or and."""
    found, place = [], 0
    stripped = text.rstrip()
    while place < len(stripped):
        match = _TOKEN.match(stripped, place)
        if match is None:
            raise FilterRefused(f"the filter is not understood from {stripped[place:].strip()!r} on", do=_EXAMPLE)
        double, single, operator, mark, word = match.groups()
        if double is not None or single is not None:
            found.append(("quoted", double if double is not None else single))
        elif operator or mark:
            found.append(("operator" if operator else "mark", operator or mark))
        elif word.casefold() in ("and", "in"):
            found.append((word.casefold(), word))
        else:
            found.append(("word", word))
        place = match.end()
    return found


def _phrase(tokens: list[tuple[str, str]], place: int, kinds: tuple[str, ...] = ("word",)) -> tuple[str, int]:
    """Read one quoted text, or words up to the next operator, mark or ``and``."""
    if place < len(tokens) and tokens[place][0] == "quoted":
        return tokens[place][1], place + 1
    words = []
    while place < len(tokens) and tokens[place][0] in kinds:
        words.append(tokens[place][1])
        place += 1
    return " ".join(words), place


def _condition(tokens: list[tuple[str, str]], place: int, text: str) -> tuple[Condition, int]:
    name, place = _phrase(tokens, place)
    if not name or place == len(tokens) or tokens[place][0] not in ("operator", "in"):
        raise FilterRefused(f"the filter {text!r} has no comparison after {name or 'its beginning'!r}", do=_EXAMPLE)
    operator = tokens[place][1].casefold()
    place += 1
    values, place = _values(tokens, place, several=operator == "in")
    if not values or "" in values:
        raise FilterRefused(f"the filter {text!r} has no value after {name!r} {operator}", do=_EXAMPLE)
    if place < len(tokens) and (tokens[place][0] != "and" or place + 1 == len(tokens)):
        raise FilterRefused(f"the filter is not understood from {tokens[place][1]!r} on", do=_EXAMPLE)
    return Condition(name, operator, tuple(values)), place


def _values(tokens: list[tuple[str, str]], place: int, *, several: bool) -> tuple[list[str], int]:
    opened = place < len(tokens) and tokens[place] == ("mark", "(")
    if opened:
        first, after = _phrase(tokens, place + 1)
        if first.casefold() == NO_VALUE.strip("()") and after < len(tokens) and tokens[after] == ("mark", ")"):
            return [NO_VALUE], after + 1
        place += 1
    if opened and not several:
        return [], place
    values = []
    while True:
        # A value may hold the word "in" ("child in need"); a name may not, or the operator would be lost.
        value, place = _phrase(tokens, place, ("word", "in"))
        values.append(value)
        if not (several and place < len(tokens) and tokens[place] == ("mark", ",")):
            break
        place += 1
    if opened:
        if place == len(tokens) or tokens[place] != ("mark", ")"):
            return [], place
        place += 1
    return values, place
