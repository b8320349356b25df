"""One sheet of agreement for the window: the figures, what is notable in them, and who has not finished what."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from fop_coder.agreement.reasons import many
from fop_coder.agreement.sample_size import enough_units
from fop_coder.model.agreement import Agreement, AgreementReport, Measure
from fop_coder.model.base import Guid
from fop_coder.model.coding import FilterOver, NamedFilter
from fop_coder.model.documents import Assignment, Document
from fop_coder.model.people import Coder
from fop_coder.model.second_coding import Round
from fop_coder.project.coders_compared import Comparison, Level, compare_coders
from fop_coder.project.disagreements import finished_for
from fop_coder.project.project import Project

TARGET = 0.8
"""The alpha that Krippendorff asks for before data are relied on."""

ONE_SIDED = 0.8
"""From this share of units on that both coders put into the same value, chance agreement rests on few units."""

WIDE = 0.5
"""An interval that is wider than this tells little."""


@dataclass(frozen=True, slots=True)
class Unread:
    """A coder with documents that stand in the way of a comparison.

    Attributes:
        given: how many documents they were assigned; ``waiting``: names of those they have not finished.
    """

    coder: str
    given: int
    waiting: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Notable:
    """Something that must be known when a row is read: its name, and a sentence."""

    name: str
    sentence: str


@dataclass(frozen=True, slots=True)
class AgreementSheet:
    """The answer to one comparison.

    Attributes:
        report: None where there is nothing that two of the coders finished; ``unread`` then says who has to do what.
        notable: what stands out, most important first.
        enough: whether so many units can show a good alpha, as a sentence; '' where that is no question.
    """

    comparison: Comparison
    report: AgreementReport | None
    unread: tuple[Unread, ...] = ()
    notable: tuple[Notable, ...] = ()
    enough: str = ""


@dataclass(frozen=True, slots=True)
class AgreementChoices:
    """What can be chosen.

    Attributes:
        coders: names, those with most documents finished first, then in the order of the project.
        rounds, schemes: names.
        has_criteria: whether a code in use has criteria.
        samples: kept filters over respondents, name → as written.
    """

    coders: tuple[str, ...]
    rounds: tuple[str, ...]
    schemes: tuple[str, ...]
    has_criteria: bool
    samples: Mapping[str, str]


def agreement_choices(project: Project) -> AgreementChoices:
    """Return what can be chosen on the sheet of agreement."""
    store, codebook = project.store, project.codebook
    coders = store.values(Coder)
    done = {c.guid: len(finished_for(project, c.guid, None)) for c in coders}
    return AgreementChoices(
        tuple(c.name for c in sorted(coders, key=lambda c: -done[c.guid])),
        tuple(r.name for r in store.values(Round)),
        tuple(s.name for s in codebook.schemes),
        any(c.criteria for c in codebook.codes if not c.retired),
        {f.name: f.filter for f in store.values(NamedFilter) if f.over is FilterOver.RESPONDENTS},
    )


def agreement_sheet(project: Project, comparison: Comparison) -> AgreementSheet:
    """Return the agreement of some coders with what to bear in mind, as the acting coder may see it.

    Raises:
        NotFound, FilterRefused, ValueRefused: as ``compare_coders``; not where nobody has finished anything yet.
    """
    coders = [project.coder_named(name) for name in comparison.coders]
    unread = tuple(_unread(project, coders, comparison.round))
    if not _is_shared(project, coders, comparison.round):
        return AgreementSheet(comparison, None, unread)
    report = compare_coders(project, comparison, seen_by=project.coder)
    return AgreementSheet(comparison, report, unread, tuple(notable(report)), enough_words(report))


def _in_round(project: Project, name: str) -> frozenset[Guid] | None:
    """Return the documents of a round, None for all; a name that is not known is refused by the comparison itself."""
    found = next((r for r in project.store.values(Round) if r.name.casefold() == name.casefold()), None)
    return frozenset(found.documents) if found is not None else None


def _is_shared(project: Project, coders: Sequence[Coder], round_: str) -> bool:
    looked_at = _in_round(project, round_)
    read = [finished_for(project, c.guid, looked_at) for c in coders]
    return any(sum(document in theirs for theirs in read) >= 2 for document in {d for theirs in read for d in theirs})


def _unread(project: Project, coders: Sequence[Coder], round_: str) -> Iterator[Unread]:
    """Yield the coders with what they have not finished, of what they were given."""
    looked_at = _in_round(project, round_)
    documents = project.store.values(Document)
    for coder in coders:
        finished = finished_for(project, coder.guid, looked_at)
        given = {a.document for a in project.store.values(Assignment, coder=coder.guid)}
        if looked_at is not None:
            given &= looked_at
        waiting = tuple(d.name for d in documents if d.guid in given and d.guid not in finished)
        yield Unread(coder.name, len(given), waiting)


# ---- what stands out -------------------------------------------------------------------------------------------------


def notable(report: AgreementReport) -> Iterator[Notable]:
    """Yield what a reader of the first figures would misread: values that hardly vary, and what is not defined."""
    of_people = report.level in (Level.RESPONDENT, Level.CRITERION)  # of most text everybody says no
    for row in report.rows or (report.overall,):
        said = (_one_sided(report, row) if of_people else "") or _not_defined(row)
        if said:
            yield Notable(row.name, said)


def _one_sided(report: AgreementReport, row: Agreement) -> str:
    """Return what to say of a yes/no table in which one value is nearly all there is."""
    if row.table is None or not report.yes or row.value(Measure.ALPHA) is None:
        return ""
    (neither, _), (_, both) = row.table
    most, word = (both, "yes") if both >= neither else (neither, "no")
    rest = row.units - most
    if row.units < 2 or most < ONE_SIDED * row.units:
        return ""
    interval = row.coefficients[Measure.ALPHA].interval
    wide = interval is not None and interval[1] - interval[0] > WIDE
    told = f"{most:,} of {row.units:,} are \u201cboth {word}\u201d, so alpha rests on {many(rest, report.unit)}"
    return f"{told}{' and its interval is wide' if wide else ''}. Read it beside AC1 and the counts."


def _not_defined(row: Agreement) -> str:
    """Return why alpha is not defined; '' where it is."""
    alpha = row.coefficients[Measure.ALPHA]
    return "" if alpha.value is not None else f"alpha is not defined: {alpha.reason}."


def enough_words(report: AgreementReport) -> str:
    """Return whether there are units enough to show an alpha of .8 (Bloch and Kraemer 1989), for independent units.

    At its most favourable a code is referred to by half of the respondents; where even that does not do, no code can
    be shown. Words are not independent of their neighbours, so nothing is said of turns, sentences and characters.
    """
    if report.level not in (Level.RESPONDENT, Level.CLASSIFICATION) or report.overall.units < 1:
        return ""
    rows = report.rows or (report.overall,)
    most = max(row.units for row in rows)
    if not enough_units(most, TARGET, 0.5).enough:
        what = "for any code" if report.rows else "for any classification"
        return f"{many(most, report.unit)} cannot show alpha of .8 or more {what}."
    short = [row.name for row in report.rows if not _has_enough(report, row)]
    return f"{many(most, report.unit)} cannot show alpha of .8 or more for {', '.join(short)}." if short else ""


def _has_enough(report: AgreementReport, row: Agreement) -> bool:
    """Say whether a code's own share of yes leaves it enough units; one that everybody or nobody has never has."""
    if row.table is None:
        return enough_units(row.units, TARGET, 0.5).enough
    (_, second), (first, both) = row.table
    share = (2 * both + first + second) / (2 * row.units) if row.units else 0.0
    return 0 < share < 1 and enough_units(row.units, TARGET, share).enough
