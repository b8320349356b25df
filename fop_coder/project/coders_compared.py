"""Agreement of a project's coders at the three levels: respondent × code, classification, and the text."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum

import numpy as np

from fop_coder.agreement.comparing import compare
from fop_coder.agreement.figures import Terms
from fop_coder.agreement.passages import (
    Ground,
    Passages,
    measure_characters,
    measure_stretches,
    rate_lengths,
    trimmed,
)
from fop_coder.agreement.ratings import MISSING, Whole, rate_codes, rate_units
from fop_coder.agreement.sentences import sentences_in
from fop_coder.agreement.unitized import squared_lengths
from fop_coder.model.agreement import RESAMPLES, SEED, AgreementReport, Measure
from fop_coder.model.base import Guid, check
from fop_coder.model.codebook import Code, Scheme
from fop_coder.model.documents import Document, Speaker
from fop_coder.model.errors import NotFound
from fop_coder.model.people import Coder, Respondent
from fop_coder.model.second_coding import Round
from fop_coder.model.status import ClassStatuses, CodeStatuses, Status, classes_of_coder, statuses_of_coder
from fop_coder.project.disagreements import finished_for
from fop_coder.project.project import Project
from fop_coder.project.samples import Scope, choose_sample, choose_scope, choose_view

NO, YES = 0, 1
_YES_NO = ("no", "yes")
_SAID = {Status.NOT_REFERRED: NO, Status.REFERRED: YES}
_ALL = (Status.REFERRED, Status.NOT_REFERRED, Status.NOT_ASKED, Status.TOO_LITTLE)
_WAITING = (Status.NO_DATA, Status.PENDING)


class Level(StrEnum):
    """At which level coders are compared."""

    RESPONDENT = "respondent"
    CLASSIFICATION = "classification"
    SEGMENT = "segment"
    CHARACTER = "character"


class Segment(StrEnum):
    """What a segment of the text is."""

    TURN = "turn"
    SENTENCE = "sentence"


@dataclass(frozen=True, slots=True)
class Comparison:
    """What is compared and how.

    Attributes:
        coders: names, two or more.
        level: see ``Level``; ``scheme`` names the scheme for the level of classification, the first one for ''.
        where, scope: filters over respondents and documents.
        round: name of a round of double coding; only its documents are looked at. '' for all.
        segment: what segments are, for their level.
        trim: white space at the edges of passages is left out of the text levels.
    """

    coders: tuple[str, ...]
    level: Level = Level.RESPONDENT
    scheme: str = ""
    where: str = ""
    scope: str = ""
    round: str = ""
    resamples: int = RESAMPLES
    seed: int = SEED
    segment: Segment = Segment.TURN
    trim: bool = True


def compare_coders(project: Project, comparison: Comparison) -> AgreementReport:
    """Return how far coders agree. Only what all of them finished is compared; what was left out is said.

    Compared is what each of them coded, never what was settled between them.

    Raises:
        NotFound, FilterRefused: if a name is not known.
        ValueRefused: if there are not two coders, or nothing that both finished.
    """
    coders = tuple(project.coder_named(name) for name in comparison.coders)
    check(len(coders) >= 2, "agreement needs two coders", do="Name at least two")
    scope = _scope(project, comparison)
    if comparison.level is Level.RESPONDENT:
        return _respondents(project, comparison, coders, scope)
    if comparison.level is Level.CLASSIFICATION:
        return _classes(project, comparison, coders, scope)
    return _texts(project, comparison, coders, scope)


def _scope(project: Project, comparison: Comparison) -> Scope:
    scope = choose_scope(project, comparison.scope)
    if not comparison.round:
        return scope
    rounds = project.store.values(Round)
    found = next((r for r in rounds if r.name.casefold() == comparison.round.casefold()), None)
    if found is None:
        known = ", ".join(r.name for r in rounds)
        raise NotFound(f"there is no round called {comparison.round!r}", do=f"Known: {known or 'none yet'}")
    documents = frozenset(found.documents)
    both = documents if scope.documents is None else scope.documents & documents
    return Scope(scope.text, both, scope.occasion)


def _sample(project: Project, comparison: Comparison, coders: Sequence[Coder], scope: Scope) -> list[Respondent]:
    """Return the respondents looked at, in the order of the project."""
    sample = choose_sample(project, comparison.where, choose_view(project, coders[0].guid), scope).respondents
    return [r for r in project.store.values(Respondent) if r.guid in sample]


# ---- respondent × code -----------------------------------------------------------------------------------------------


def _respondents(project: Project, comparison: Comparison, coders: tuple[Coder, ...], scope: Scope) -> AgreementReport:
    people = _sample(project, comparison, coders, scope)
    group = frozenset(r.guid for r in people)
    codebook = project.codebook
    codes = [c for c in codebook.codes if not c.retired]
    facts = [project.store.coder_facts(c.guid, codebook, codes, scope.documents) for c in coders]
    parts = {code.guid: [statuses_of_coder(group, f, code.guid) for f in facts] for code in codes}
    everybody = people
    people = [r for r in everybody if any(_said_of(parts[code.guid], r.guid)[0] for code in codes)]
    said = [[_said_of(parts[code.guid], r.guid) for r in people] for code in codes]
    terms = Terms(
        str(comparison.level),
        unit="respondent",
        drawn="respondent",
        codes=tuple((c.ident, c.name) for c in codes),
        yes=YES,
        resamples=comparison.resamples,
        seed=comparison.seed,
    )
    names = [c.name for c in coders]
    values = _table(said, lambda status: _SAID.get(status, MISSING) if status else MISSING, len(coders))
    notes = [*_left_out_notes(coders, parts[codes[0].guid] if codes else [], everybody)]
    notes += _mark_notes(codes, said, people, coders)
    if any(Status.NOT_ASKED in s or Status.TOO_LITTLE in s for line in said for s in line):
        everything = _table(said, lambda s: _ALL.index(s) if s in _ALL else MISSING, len(coders))
        whole = compare(rate_codes(everything, names, [str(s) for s in _ALL]), _without_yes(terms)).overall
        alpha = whole.value(Measure.ALPHA)
        shown = "not defined" if alpha is None else f"{alpha:.2f}"
        notes.append(f"Over all four statuses, marks included: Krippendorff's alpha {shown} ({whole.units} units)")
    return compare(rate_codes(values, names, _YES_NO), terms, notes=notes)


def _without_yes(terms: Terms) -> Terms:
    return Terms(terms.level, terms.unit, terms.drawn, terms.codes, None, terms.resamples, terms.seed)


def _said_of(parts: Sequence[CodeStatuses], respondent: Guid) -> tuple[Status | None, ...]:
    """Return each coder's status of a respondent; None of all where one of them has not finished."""
    said = tuple(part.of(respondent) for part in parts)
    return tuple(None for _ in said) if any(s is None or s in _WAITING for s in said) else said


def _table(
    said: Sequence[Sequence[tuple[Status | None, ...]]], number: Callable[[Status | None], int], coders: int
) -> Whole:
    rows = [[[number(s) for s in statuses] for statuses in line] for line in said]
    return np.array(rows, dtype=np.int64).reshape(len(said), len(said[0]) if said else 0, coders)


def _left_out_notes(
    coders: Sequence[Coder], parts: Sequence[CodeStatuses | ClassStatuses], people: Sequence[Respondent]
) -> Iterator[str]:
    """Yield for each coder the respondents whose documents they have not finished, or were not given."""
    labels = {r.guid: r.label for r in people}
    for coder, part in zip(coders, parts, strict=False):
        for status, why in (
            (Status.NO_DATA, "was given no document"),
            (Status.PENDING, "has not finished the documents"),
        ):
            group = part.by_status[status]
            if group:
                names = ", ".join(label for guid, label in labels.items() if guid in group)
                yield f"Left out, because {coder.name} {why}: {names}"


def _mark_notes(
    codes: Sequence[Code],
    said: Sequence[Sequence[tuple[Status | None, ...]]],
    people: Sequence[Respondent],
    coders: Sequence[Coder],
) -> Iterator[str]:
    for code, line in zip(codes, said, strict=True):
        marked = [
            f"{respondent.label} ({status} by {coder.name})"
            for respondent, statuses in zip(people, line, strict=True)
            for coder, status in zip(coders, statuses, strict=True)
            if status in (Status.NOT_ASKED, Status.TOO_LITTLE)
        ]
        if marked:
            yield f"{code.name}: marks are missing values here: {', '.join(marked)}"


# ---- classification --------------------------------------------------------------------------------------------------


def _classes(project: Project, comparison: Comparison, coders: tuple[Coder, ...], scope: Scope) -> AgreementReport:
    schemes = project.codebook.schemes
    check(bool(schemes), "the codebook has no classification scheme")
    scheme = project.scheme_named(comparison.scheme) if comparison.scheme else schemes[0]
    people = _sample(project, comparison, coders, scope)
    group = frozenset(r.guid for r in people)
    parts = [_class_part(project, coder, scheme, group, scope) for coder in coders]
    numbers = [_category_numbers(part, scheme) for part in parts]
    waiting = frozenset[Guid]().union(*(part.by_status[status] for part in parts for status in _WAITING))
    compared = [r for r in people if r.guid not in waiting]
    values = np.array(
        [[numbered.get(r.guid, MISSING) for numbered in numbers] for r in compared], dtype=np.int64
    ).reshape(len(compared), len(coders))
    terms = Terms(
        str(comparison.level),
        unit="respondent",
        drawn="respondent",
        resamples=comparison.resamples,
        seed=comparison.seed,
    )
    rated = rate_units(values, [c.name for c in coders], [c.name for c in scheme.categories])
    return compare(rated, terms, notes=[f"Scheme: {scheme.name}", *_left_out_notes(coders, parts, people)])


def _class_part(project: Project, coder: Coder, scheme: Scheme, group: frozenset[Guid], scope: Scope) -> ClassStatuses:
    facts = project.store.class_facts(coder.guid, scheme.guid, scope.documents, scope.occasion)
    return classes_of_coder(group, facts, [c.guid for c in scheme.categories])


def _category_numbers(part: ClassStatuses, scheme: Scheme) -> dict[Guid, int]:
    return {r: n for n, category in enumerate(scheme.categories) for r in part.by_category[category.guid]}


# ---- the text --------------------------------------------------------------------------------------------------------


def _texts(project: Project, comparison: Comparison, coders: tuple[Coder, ...], scope: Scope) -> AgreementReport:
    """Compare coders on respondents' words alone: interviewers' would be agreed upon by nobody coding them."""
    codes = [c for c in project.codebook.codes if not c.retired]
    check(bool(codes), "the codebook has no code")
    read = [finished_for(project, c.guid, scope.documents) for c in coders]
    documents = [d for d in project.store.values(Document) if sum(d.guid in r for r in read) >= 2]
    check(bool(documents), "there is no document that two of the coders finished", do="Finish some, or choose others")
    finished = np.array(
        [[[(c.guid, c.meaning) in r.get(d.guid, ()) for r in read] for d in documents] for c in codes], dtype=np.int64
    )
    texts = _Texts(project, documents, coders, codes, trim=comparison.trim)
    by_character = comparison.level is Level.CHARACTER
    by_sentence = not by_character and comparison.segment is Segment.SENTENCE
    ground = texts.ground(sentences=by_sentence)
    measure = measure_characters if by_character else measure_stretches
    lengths = measure(texts.passages(), ground, len(codes), len(coders))
    complete = bool(finished.all())
    squares = squared_lengths(lengths, len(codes)) if by_character and complete else None
    terms = Terms(
        str(comparison.level),
        unit="character" if by_character else str(comparison.segment),
        drawn="document",
        codes=tuple((c.ident, c.name) for c in codes),
        yes=YES,
        resamples=comparison.resamples,
        seed=comparison.seed,
    )
    rated = rate_lengths(lengths, [c.name for c in coders], _YES_NO, finished)
    return compare(rated, terms, squares=squares, notes=_text_notes(project, comparison, coders, read, documents))


def _text_notes(
    project: Project,
    comparison: Comparison,
    coders: Sequence[Coder],
    read: Sequence[dict[Guid, frozenset[tuple[Guid, int]]]],
    documents: Sequence[Document],
) -> list[str]:
    notes = ["Compared: respondents' turns; interviewers' words are left out"]
    if comparison.trim:
        notes.append("White space at the edges of passages is left out")
    looked_at = {d.guid for d in documents}
    for coder, theirs in zip(coders, read, strict=True):
        others = {d for r in read for d in r} - theirs.keys()
        names = [d.name for d in project.store.values(Document) if d.guid in others]
        if names:
            notes.append(f"Not finished by {coder.name}: {', '.join(names)}")
    left_out = [d for r in read for d in r if d not in looked_at]
    if left_out:
        notes.append(f"Left out, because only one coder finished them: {len(set(left_out))} documents")
    return notes


class _Texts:
    """Documents as columns of numbers: what counts in them, and who coded what."""

    def __init__(
        self,
        project: Project,
        documents: Sequence[Document],
        coders: Sequence[Coder],
        codes: Sequence[Code],
        *,
        trim: bool,
    ) -> None:
        self._project, self._documents, self._trim = project, documents, trim
        self._place = {d.guid: n for n, d in enumerate(documents)}
        self._coders = {c.guid: n for n, c in enumerate(coders)}
        self._codes = {c.guid: n for n, c in enumerate(codes)}
        counting = {s.guid for s in project.store.values(Speaker, document=list(self._place)) if s.counts_for}
        self._turns: list[tuple[int, int, int]] = []
        for number, document in enumerate(documents):
            turn_list = project.store.turns(document.guid)
            for turn in turn_list.turns if turn_list else ():
                if turn.speaker in counting:
                    self._turns.append((number, turn.start, turn.end))

    def ground(self, *, sentences: bool) -> Ground:
        """Return the turns that count, or the sentences in them."""
        stretches = list(self._sentences()) if sentences else self._turns
        columns = np.array(stretches, dtype=np.int64).reshape(-1, 3)
        return Ground(len(self._documents), columns[:, 0], columns[:, 1], columns[:, 2])

    def _sentences(self) -> Iterator[tuple[int, int, int]]:
        text, at = "", -1
        for number, start, end in self._turns:
            if number != at:
                text, at = self._project.store.text(self._documents[number].guid) or "", number
            yield from ((number, first, last) for first, last in sentences_in(text, start, end))

    def passages(self) -> Passages:
        """Return the codings that count for somebody, in code points."""
        store = self._project.store
        guids = store.coding_guids(documents=self._place, coders=self._coders, codes=self._codes, counted=True)
        rows, text, at = [], "", Guid("")
        for coding in store.codings(guids):
            start, end = coding.start, coding.end
            if self._trim:
                if coding.document != at:
                    text, at = store.text(coding.document) or "", coding.document
                start, end = trimmed(text, start, end)
            if start < end:
                place, code = self._place[coding.document], self._codes[coding.code]
                rows.append((place, code, self._coders[coding.coder], start, end))
        columns = np.array(rows, dtype=np.int64).reshape(-1, 5)
        return Passages(*(columns[:, n] for n in range(5)))
