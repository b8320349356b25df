"""Agreement over respondents: who refers to what, and which criteria they meet."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence

import numpy as np

from fop_coder.agreement.comparing import compare
from fop_coder.agreement.figures import Terms
from fop_coder.agreement.ratings import MISSING, Whole, rate_codes
from fop_coder.model.agreement import AgreementReport, Measure
from fop_coder.model.base import Guid, check
from fop_coder.model.codebook import Code, Criterion
from fop_coder.model.people import Respondent
from fop_coder.model.status import NOBODY, CodeStatuses, Status
from fop_coder.project.blindness import hidden_behind, hidden_by_code
from fop_coder.project.comparison import NO, WAITING, YES, YES_NO, Asked, left_out_notes
from fop_coder.project.criteria_said import Met, criteria_said
from fop_coder.project.shared_reading import Shared, narrow_to_shared
from fop_coder.project.stages import discussed_notes, statuses

_SAID = {Status.NOT_REFERRED: NO, Status.REFERRED: YES}
_ALL = (Status.REFERRED, Status.NOT_REFERRED, Status.NOT_ASKED, Status.TOO_LITTLE)
_MARKS = (Status.NOT_ASKED, Status.TOO_LITTLE)

_Statuses = tuple[Status | None, ...]
"""Of one respondent, each coder's; None of all where one of them has not finished."""


def compare_respondents(asked: Asked) -> AgreementReport:
    """Return how far coders agree on who refers to what, of each respondent in the documents that all were given.

    Raises:
        ValueRefused: if there is no code.
    """
    codes = asked.codes
    check(bool(codes), "the codebook has no code")
    everybody, shared = asked.people(), narrow_to_shared(asked)
    asked = shared.asked
    people, said, notes = _said(shared, codes, everybody)
    terms = asked.terms(unit="respondent", drawn="respondent", codes=tuple((c.ident, c.name) for c in codes), yes=YES)
    values = _table(said, lambda status: _SAID.get(status, MISSING) if status else MISSING, len(asked.coders))
    notes += _mark_notes(asked, codes, said, people)
    if any(s in _MARKS for line in said for statuses_ in line for s in statuses_):
        notes.append(_over_all_statuses(asked, said, terms))
    return compare(rate_codes(values, asked.names, YES_NO), terms, notes=notes)


def compare_criteria(asked: Asked) -> AgreementReport:
    """Return how far coders agree on which criteria are met, among those whom all of them have as referred.

    Raises:
        ValueRefused: if no code has criteria.
    """
    codes = [code for code in asked.codes if code.criteria]
    check(bool(codes), "no code of the codebook has criteria")
    everybody, shared = asked.people(), narrow_to_shared(asked)
    asked = shared.asked
    people, said, notes = _said(shared, codes, everybody)
    met = criteria_said(asked, codes)
    rows = [(place, code, criterion) for place, code in enumerate(codes) for criterion in code.criteria]
    values = np.array(
        [
            [
                _criterion_values(line, respondent.guid, criterion, met)
                for line, respondent in zip(said[place], people, strict=True)
            ]
            for place, _, criterion in rows
        ],
        dtype=np.int64,
    ).reshape(len(rows), len(people), len(asked.coders))
    terms = asked.terms(
        unit="respondent",
        drawn="respondent",
        codes=tuple((f"{code.ident}/{criterion.key}", f"{code.name}: {criterion.name}") for _, code, criterion in rows),
        yes=YES,
    )
    notes.insert(0, "Compared: respondents whom all of the coders have as referred to the code; the others are missing")
    return compare(rate_codes(values, asked.names, YES_NO), terms, notes=notes)


def _said(
    shared: Shared, codes: Sequence[Code], everybody: Sequence[Respondent]
) -> tuple[list[Respondent], list[list[_Statuses]], list[str]]:
    """Return the respondents compared, what is said of these by code, and who was left out why."""
    asked = shared.asked
    parts = statuses(asked, codes, frozenset(r.guid for r in everybody))
    people = [r for r in everybody if any(_of(parts[code.guid], r.guid)[0] for code in codes)]
    said = [[_of(parts[code.guid], r.guid) for r in people] for code in codes]
    notes = [*_left_out(shared, codes, parts, everybody), *shared.notes(everybody), *discussed_notes(asked, codes)]
    return people, said, notes


def _of(parts: Sequence[CodeStatuses], respondent: Guid) -> _Statuses:
    said = tuple(part.of(respondent) for part in parts)
    return tuple(None for _ in said) if any(s is None or s in WAITING for s in said) else said


def _criterion_values(said: _Statuses, respondent: Guid, criterion: Criterion, met: Sequence[Met]) -> list[int]:
    if any(status is not Status.REFERRED for status in said):
        return [MISSING for _ in said]
    return [YES if respondent in theirs.get(criterion.guid, ()) else NO for theirs in met]


def _table(said: Sequence[Sequence[_Statuses]], number: Callable[[Status | None], int], coders: int) -> Whole:
    rows = [[[number(s) for s in statuses_] for statuses_ in line] for line in said]
    return np.array(rows, dtype=np.int64).reshape(len(said), len(said[0]) if said else 0, coders)


def _over_all_statuses(asked: Asked, said: Sequence[Sequence[_Statuses]], terms: Terms) -> str:
    """Return the line for alpha over all four statuses, in which marks are values like others."""
    everything = _table(said, lambda s: _ALL.index(s) if s in _ALL else MISSING, len(asked.coders))
    without_yes = Terms(terms.level, terms.unit, terms.drawn, terms.codes, None, resamples=1)
    whole = compare(rate_codes(everything, asked.names, [str(s) for s in _ALL]), without_yes).overall
    alpha = whole.value(Measure.ALPHA)
    shown = "not defined" if alpha is None else f"{alpha:.2f}"
    return f"Over all four statuses, marks included: Krippendorff's alpha {shown} ({whole.units:,} units)"


def _left_out(
    shared: Shared, codes: Sequence[Code], parts: Mapping[Guid, Sequence[CodeStatuses]], everybody: Sequence[Respondent]
) -> Iterator[str]:
    """Yield who was left out because of whom: of everything first, then where a code alone must be read again."""
    if not codes:
        return
    coders, sample = shared.asked.coders, frozenset(r.guid for r in everybody)
    pending = [
        frozenset.intersection(*(parts[code.guid][place][Status.PENDING] for code in codes))
        for place in range(len(coders))
    ]
    always = [
        {Status.NO_DATA: sample - given, Status.PENDING: waiting}
        for given, waiting in zip(shared.given, pending, strict=True)
    ]
    yield from left_out_notes(coders, [{str(s): g for s, g in a.items()} for a in always], everybody)
    for code in codes:
        only = [
            {str(Status.NO_DATA): NOBODY, str(Status.PENDING): part[Status.PENDING] - waiting}
            for part, waiting in zip(parts[code.guid], pending, strict=True)
        ]
        for note in left_out_notes(coders, only, everybody):
            yield f"{code.name}: {note[0].lower()}{note[1:]}"


def _mark_notes(
    asked: Asked, codes: Sequence[Code], said: Sequence[Sequence[_Statuses]], people: Sequence[Respondent]
) -> Iterator[str]:
    coders, scope = [c.guid for c in asked.coders], asked.scope.documents
    hidden = hidden_by_code(asked.project, asked.seen_by, coders, [c.guid for c in codes], scope)
    for code, line in zip(codes, said, strict=True):
        marked: dict[str, list[str]] = defaultdict(list)
        for respondent, statuses_ in zip(people, line, strict=True):
            for coder, status in zip(asked.coders, statuses_, strict=True):
                if status in _MARKS and respondent.guid not in hidden.get(code.guid, NOBODY):
                    marked[respondent.label].append(f"{status} by {coder.name}")
        if marked:
            listed = ", ".join(f"{label} ({' and '.join(whose)})" for label, whose in marked.items())
            yield f"{code.name}: marks are missing values here: {listed}"
    unlisted = hidden_behind(asked.project, asked.seen_by, coders, codes=[c.guid for c in codes], scope=scope).sentence
    if unlisted:
        yield f"Marks are not listed one by one everywhere. {unlisted}"
