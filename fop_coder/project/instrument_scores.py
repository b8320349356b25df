"""Scores of instruments such as SCORE-15: the total and the subscales, and how they lie over a sample."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from fop_coder.analysis.numbers import score
from fop_coder.model.codebook import Instrument, Item
from fop_coder.model.crosstab import NumberTable
from fop_coder.model.people import parse_number
from fop_coder.project.correlating import number_table
from fop_coder.project.project import Project
from fop_coder.project.tallying import Question

Answers = Mapping[int, str]
"""Answers as written, by the number of the item; one that is missing is not there, or ''."""

TOTAL = "total"
"""What the sum of all items is called."""


@dataclass(frozen=True, slots=True)
class Scale:
    """The total of an instrument, or one of its subscales.

    Attributes:
        subscale: its name; None for the total.
        lowest, highest: the lowest and the highest score that there can be.
    """

    subscale: str | None
    items: tuple[Item, ...]
    lowest: int
    highest: int

    @property
    def name(self) -> str:
        """How it is called."""
        return self.subscale if self.subscale is not None else TOTAL


@dataclass(frozen=True, slots=True)
class ScaleScore:
    """One respondent's score on a scale.

    Attributes:
        score: None where there is none; ``why`` then says so, and else whether missing answers were filled.
        missing: items without an answer.
    """

    scale: Scale
    score: float | None
    missing: int
    why: str = ""


def scales(instrument: Instrument) -> tuple[Scale, ...]:
    """Return the total and the subscales in the order of their first items; no subscale holds all items anew."""
    names = dict.fromkeys(item.subscale for item in instrument.items if item.subscale)
    kept = [None, *(name for name in names if any(i.subscale != name for i in instrument.items))]
    return tuple(_scale(instrument, name) for name in kept)


def _scale(instrument: Instrument, subscale: str | None) -> Scale:
    items = tuple(i for i in instrument.items if subscale is None or i.subscale == subscale)
    return Scale(subscale, items, instrument.lowest * len(items), instrument.highest * len(items))


def scores(instrument: Instrument, answers: Answers) -> tuple[ScaleScore, ...]:
    """Return total and subscales of one respondent's answers, by the instrument's rule for missing ones."""
    found = []
    for scale in scales(instrument):
        result = score(instrument, answers, scale.subscale)
        missing = sum(parse_number(answers.get(i.number, "")) is None for i in scale.items)
        if isinstance(result, str):
            found.append(ScaleScore(scale, None, missing, result))
        else:
            filled = "counted as the mean of the others" if missing else ""
            found.append(ScaleScore(scale, result, missing, filled))
    return tuple(found)


def missing_rule(instrument: Instrument) -> str:
    """Return the sentence on missing answers."""
    most = instrument.most_missing
    if not most:
        return "No answer may be missing: a scale with one missing has no score."
    items = "1 answer" if most == 1 else f"{most} answers"
    counts = "it then counts" if most == 1 else "each then counts"
    return f"Up to {items} of a scale may be missing; {counts} as the mean of those given. Else there is no score."


def reversed_rule(instrument: Instrument) -> str:
    """Return the sentence on items that are turned round; '' where none is."""
    if not any(item.reversed for item in instrument.items):
        return ""
    return f"Items turned round are added as {instrument.lowest + instrument.highest} \N{MINUS SIGN} answer."


def score_tables(project: Project, instrument: Instrument, question: Question) -> tuple[NumberTable, ...]:
    """Return everybody's total and subscales, and how they lie in the sample and in each group of ``question.by``.

    Raises:
        NotFound: if nobody has an answer yet, or a name of the question is not known.
        FilterRefused: with the names that there are.
    """
    names = (instrument.guid if s.subscale is None else f"{instrument.guid}: {s.subscale}" for s in scales(instrument))
    return tuple(number_table(project, name, question) for name in names)
