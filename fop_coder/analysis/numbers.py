"""Numbers of respondents: distinct codes, totals of instruments, and the bands that numbers fall into."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from fop_coder.model.base import Guid
from fop_coder.model.codebook import Cut, Instrument
from fop_coder.model.people import parse_number
from fop_coder.model.status import NOBODY, NOT_CLASSIFIED, ClassStatuses, CodeStatuses, Group, Status

NO_VALUE_GIVEN = "no value"
NOT_A_NUMBER = "not a number"
NO_ANSWERS = "no answers"
TOO_MANY_MISSING = "too many answers missing"
NO_ANSWER_OF_THE_SCALE = "an answer that the scale does not have"

WITHOUT = (
    str(Status.PENDING),
    str(Status.NO_DATA),
    str(Status.NOT_ASKED),
    str(Status.TOO_LITTLE),
    NO_VALUE_GIVEN,
    NOT_A_NUMBER,
    NO_ANSWERS,
    TOO_MANY_MISSING,
    NO_ANSWER_OF_THE_SCALE,
)
"""Why somebody has no number, in the order shown."""

_CLASSES: Mapping[str, str] = {
    NO_VALUE_GIVEN: Status.NO_DATA,
    NO_ANSWERS: Status.NO_DATA,
    TOO_MANY_MISSING: Status.TOO_LITTLE,
    NOT_A_NUMBER: NOT_CLASSIFIED,
    NO_ANSWER_OF_THE_SCALE: NOT_CLASSIFIED,
}
"""Which status of a class stands for a reason to have no number; reasons that are statuses stand for themselves."""


@dataclass(frozen=True, slots=True)
class Numbers:
    """A sample with its numbers.

    Attributes:
        values: by respondent.
        without: those who have none, by reason; with ``values`` they make up the sample.
        pending_coded: of the pending, those already coded.
    """

    values: Mapping[Guid, float]
    without: Mapping[str, Group]
    pending_coded: Group = field(default=NOBODY)


def distinct_codes(sample: Group, statuses: Sequence[CodeStatuses]) -> Numbers:
    """Count for each respondent how many codes of a set they referred to, each once however often it comes up.

    First match wins, as for classes: no data, pending on any of the codes, then a mark (not asked, too little
    information) on any of the codes without a passage, as the number would then be too low; else the number.

    Args:
        sample: everybody divided in each of ``statuses``, which stand for a code each.
    """

    def anywhere(status: Status, among: Group) -> Group:
        return among & NOBODY.union(*(s[status] for s in statuses))

    without: dict[str, Group] = {}
    rest = sample
    for status in (Status.NO_DATA, Status.PENDING, Status.NOT_ASKED, Status.TOO_LITTLE):
        without[str(status)] = anywhere(status, rest)
        rest -= without[str(status)]
    counted = Counter(respondent for s in statuses for respondent in s[Status.REFERRED])
    coded = NOBODY.union(*(s[Status.REFERRED] | s.pending_coded for s in statuses))
    return Numbers(
        {respondent: float(counted[respondent]) for respondent in rest},
        without,
        without[str(Status.PENDING)] & coded,
    )


def written_numbers(sample: Group, written: Mapping[Guid, str]) -> Numbers:
    """Read the numbers of an attribute; words among them ("Trainer") are no numbers, and nobody is guessed."""
    read = {respondent: parse_number(text) for respondent, text in written.items() if respondent in sample}
    return Numbers(
        {respondent: number for respondent, number in read.items() if number is not None},
        {
            NO_VALUE_GIVEN: sample - read.keys(),
            NOT_A_NUMBER: frozenset(respondent for respondent, number in read.items() if number is None),
        },
    )


def score(instrument: Instrument, answers: Mapping[int, str], subscale: str | None = None) -> float | str:
    """Return the total of an instrument or of one subscale, or why there is none.

    Items that are turned round count as lowest + highest - answer. Up to ``most_missing`` items of the scale asked for
    may lack; each then counts as the mean of those answered (person-mean substitution), so that totals stay
    comparable.

    Args:
        answers: as written, by item number; what is empty or no number at all counts as missing.
        subscale: its name; None for the total.
    """
    items = [i for i in instrument.items if subscale is None or i.subscale == subscale]
    given = [(item, parse_number(answers.get(item.number, ""))) for item in items]
    found = [(item, number) for item, number in given if number is not None]
    if not found:
        return NO_ANSWERS
    if any(not (number.is_integer() and instrument.lowest <= number <= instrument.highest) for _, number in found):
        return NO_ANSWER_OF_THE_SCALE
    if len(items) - len(found) > instrument.most_missing:
        return TOO_MANY_MISSING
    turned = (instrument.lowest + instrument.highest - number if item.reversed else number for item, number in found)
    return sum(turned) * len(items) / len(found)


def totals(
    sample: Group, instrument: Instrument, answers: Mapping[Guid, Mapping[int, str]], subscale: str | None = None
) -> Numbers:
    """Return everybody's total; ``answers``: by respondent and item number, as written."""
    scores = {respondent: score(instrument, answers.get(respondent, {}), subscale) for respondent in sample}
    return Numbers(
        {respondent: found for respondent, found in scores.items() if isinstance(found, float)},
        {
            reason: frozenset(respondent for respondent, found in scores.items() if found == reason)
            for reason in (NO_ANSWERS, TOO_MANY_MISSING, NO_ANSWER_OF_THE_SCALE)
        },
    )


def band_numbers(numbers: Numbers, cuts: Mapping[Guid, Cut]) -> ClassStatuses:
    """Divide a sample by the band that each number falls into; a number between or outside the cuts has no class.

    Args:
        cuts: by the GUID of the category that stands for them, in their order.
    """
    by_category = {
        guid: frozenset(r for r, number in numbers.values.items() if within(number, cut)) for guid, cut in cuts.items()
    }
    by_status: dict[str, Group] = {NOT_CLASSIFIED: frozenset(numbers.values) - NOBODY.union(*by_category.values())}
    for status in (Status.NOT_ASKED, Status.TOO_LITTLE, Status.NO_DATA, Status.PENDING):
        by_status[str(status)] = NOBODY
    for reason, group in numbers.without.items():
        status_of = str(_CLASSES.get(reason, reason))
        by_status[status_of] |= group
    return ClassStatuses(by_category, by_status, numbers.pending_coded)


def within(number: float, cut: Cut) -> bool:
    """Say whether a number lies between the limits of a band, both included."""
    return cut.lowest <= number and (cut.highest is None or number <= cut.highest)
