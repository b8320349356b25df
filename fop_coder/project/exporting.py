"""Gathering what an export shows: the same figures for the workbook, CSV and JSON."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from fop_coder import __version__
from fop_coder.analysis.names import NameFinder
from fop_coder.analysis.suppression import anonymous_lines, suppress
from fop_coder.exporters.parts import PARTS, parts_from
from fop_coder.exporters.registry import export
from fop_coder.model.agreement_told import AgreementContents
from fop_coder.model.base import Guid, now
from fop_coder.model.codebook import Codebook, Scheme
from fop_coder.model.coding import Coding
from fop_coder.model.disclosure import SMALLEST
from fop_coder.model.errors import ExportRefused, NotFound
from fop_coder.model.export import ExportContents
from fop_coder.model.filters import NO_VALUE
from fop_coder.model.matrix import Matrix
from fop_coder.model.people import Attribute, AttributeValue, Respondent
from fop_coder.model.status import ClassStatuses, CodeStatuses, Group
from fop_coder.model.tally import PassageRow, SchemeTally, StatusRow, Tally
from fop_coder.project.agreement_exported import gather_agreement
from fop_coder.project.blindness import hidden_behind, hidden_by_code
from fop_coder.project.disclosure_check import check_contents, refuse_names
from fop_coder.project.figures import interval_wording, shows_intervals
from fop_coder.project.matrix import matrix
from fop_coder.project.project import Project
from fop_coder.project.samples import class_statuses, divide
from fop_coder.project.tallying import (
    Asked,
    PassagesBehind,
    Question,
    code_statuses,
    divided,
    find_passages,
    look_up,
    tally,
    tally_scheme,
)

SEVERAL_VALUES = 12
"""An attribute with more distinct values than this does not get a table of its own unless asked for."""


@dataclass(frozen=True, slots=True)
class ExportWishes:
    """What the user wants to see besides the figures.

    Attributes:
        by: names of attributes and schemes to divide by; None for all that have few values.
        percentages: even where N is below 30.
        intervals: even though the respondents were not a random sample.
        what: parts of the export by name; None for all.
        frozen: besides a workbook with formulas, one without.
        publication: figures of small groups are hidden, lines of respondents and passages go out only when named, and
            nobody is quoted who must not be; else it is for the team.
        smallest: groups of fewer respondents are small.
        names: to be kept out; nothing is written that holds one of them.
    """

    by: tuple[str, ...] | None = None
    percentages: bool = False
    intervals: bool = False
    what: frozenset[str] | None = None
    frozen: bool = False
    publication: bool = False
    smallest: int = SMALLEST
    names: tuple[str, ...] = ()

    @property
    def shown(self) -> frozenset[str] | None:
        """The parts that go out, by name; None for all."""
        return frozenset(PARTS) - LINES if self.publication and self.what is None else self.what


LINES = frozenset({"respondents", "passages", "matrix"})
"""Parts with a line for each respondent or passage: they would undo the hiding."""


def gather(
    project: Project,
    question: Question,
    wishes: ExportWishes,
    *,
    seen_by: Guid | None = None,
    cancelled: Callable[[], bool] | None = None,
) -> ExportContents:
    """Work out everything that an export shows; for publication, what may be shown of it.

    Args:
        seen_by: the coder who will read it, who may not see everything yet; None for somebody who may.

    Raises:
        ExportRefused: if a part is not known, agreement alone is asked for where nobody can be compared, or a sample is
            too small to be published.
        NotFound, FilterRefused: if the question names something that is not there.
        Cancelled: if the user stops it.
    """
    agreement = _agreement(project, question, wishes, seen_by, cancelled)
    cells = _matrix(project, question, wishes, seen_by)
    asked = look_up(project, question)
    codebook = project.codebook
    schemes = () if asked.view.name in ("either", "both") else codebook.schemes
    by = wishes.by if wishes.by is not None else _dividing_by_default(project, schemes)
    passages = find_passages(project, None, asked, uncounted=not wishes.publication, seen_by=seen_by)
    if wishes.publication:
        passages = _quotable(project, passages)
    hidden = passages.hidden.sentence
    whole = tally(project, question)
    contents = ExportContents(
        about=_about(project, whole, question, hidden),
        tally=whole,
        tallies_by=tuple(tally(project, divided(question, name)) for name in by),
        schemes=tuple(tally_scheme(project, s, question) for s in schemes),
        schemes_by=tuple(_schemes_by(project, schemes, by, question)),
        attributes=tuple(a.name for a in _attributes(project)),
        status_rows=_status_rows(project, asked, codebook, schemes, by, seen_by),
        passages=_PassageRows(project, passages),
        passage_count=len(passages.guids),
        codebook=codebook,
        unquoted=frozenset(r.label for r in project.store.values(Respondent) if r.do_not_quote),
        show_percentages=wishes.percentages,
        show_intervals=shows_intervals(whole.base.chosen, insisted=wishes.intervals),
        interval_note=interval_wording(whole.base),
        live=not hidden,  # a spreadsheet cannot count what is hidden from it
        hidden=hidden,
        agreement=agreement,
        matrix=cells,
        some_discussed=_some_discussed(project, asked),
    )
    return _for_publication(contents, wishes) if wishes.publication else contents


def _quotable(project: Project, passages: PassagesBehind) -> PassagesBehind:
    """Leave out the passages of those who are not to be quoted, also where they share them with others."""
    silent = {r.guid for r in project.store.values(Respondent) if r.do_not_quote}
    theirs = {guid for person, guids in passages.by_respondent(project).items() if person in silent for guid in guids}
    return replace(passages, guids=tuple(guid for guid in passages.guids if guid not in theirs))


def _for_publication(contents: ExportContents, wishes: ExportWishes) -> ExportContents:
    """Hide small groups; what would tell more than the figures stays only where it was named."""
    if wishes.smallest < 2:
        raise ExportRefused(f"{wishes.smallest} is too small: a group of one is a person", do="Take 2 or more")
    parts = parts_from(wishes.shown)
    labels = [row.respondent for row in contents.status_rows]
    contents = suppress(contents, wishes.smallest)
    if not parts.respondents:
        contents = replace(anonymous_lines(contents), live=False)
    if contents.agreement:
        contents = replace(contents, agreement=_publishable(contents.agreement, contents, labels, lines=parts.passages))
    about = [("For", f"publication; groups of fewer than {wishes.smallest} respondents are hidden")]
    if contents.suppressed:
        about.append(("Hidden", contents.suppressed))
    return replace(contents, about=(*contents.about, *about))


@dataclass(frozen=True, slots=True)
class _PassageRows:
    """Passages that are read from the project anew each time: none is kept."""

    project: Project
    passages: PassagesBehind

    def __iter__(self) -> Iterator[PassageRow]:
        return self.passages.rows(self.project)


def _publishable(
    agreement: AgreementContents, contents: ExportContents, labels: Sequence[str], *, lines: bool
) -> AgreementContents:
    """Leave out differences, which are told with passages and whose they are, and notes that name respondents.

    Args:
        lines: whether passages go out; then those of people who are not to be quoted alone are left out.
    """
    if lines:
        quotable = (row for row in agreement.disagreements if contents.unquoted.isdisjoint(row.respondents))
        return replace(agreement, disagreements=tuple(quotable))
    finder = NameFinder(labels)
    told = tuple(replace(one, report=_without_labels(one.report, finder)) for one in agreement.told)
    return replace(agreement, told=told, disagreements=())


def _without_labels(value: Any, finder: NameFinder) -> Any:
    """Return JSON types without the texts of lists that name anybody."""
    if isinstance(value, Mapping):
        return {key: _without_labels(held, finder) for key, held in value.items()}
    if isinstance(value, list | tuple):
        kept = (held for held in value if not (isinstance(held, str) and any(finder.found_in(held))))
        return [_without_labels(held, finder) for held in kept]
    return value


def _some_discussed(project: Project, asked: Asked) -> bool:
    """Say whether any passage was made after discussion: by a coder, or into the consensus."""
    store = project.store
    settled = asked.view.name == "consensus" and store.count("settlement") > 0
    return settled or bool(store.discussed_codings() or store.values(Coding, discussed=True))


def _agreement(
    project: Project,
    question: Question,
    wishes: ExportWishes,
    seen_by: Guid | None,
    cancelled: Callable[[], bool] | None,
) -> AgreementContents | None:
    """Return what is said of agreement, if it is wanted; resampling takes its time and is done once."""
    parts = parts_from(wishes.shown)
    if not parts.agreement:
        return None
    found = gather_agreement(project, where=question.where, scope=question.scope, seen_by=seen_by, cancelled=cancelled)
    if found is None and wishes.what == frozenset({"agreement"}):
        raise ExportRefused(
            "no two coders have finished a document together, so there is no agreement to export",
            do="Choose other parts, or have documents coded by a second coder",
        )
    return found


def _matrix(project: Project, question: Question, wishes: ExportWishes, seen_by: Guid | None) -> Matrix | None:
    """Return the matrix, if it is asked for, or wanted with all else and not empty of summaries."""
    is_everything = wishes.shown is None or wishes.shown >= frozenset(PARTS)
    if not parts_from(wishes.shown).matrix or (is_everything and not project.store.count("summary")):
        return None
    found = matrix(project, question, seen_by=seen_by)
    if not wishes.publication:
        return found
    return replace(found, rows=tuple(row for row in found.rows if not row.do_not_quote))  # summaries quote


def _schemes_by(
    project: Project, schemes: Sequence[Scheme], by: Sequence[str], question: Question
) -> list[SchemeTally]:
    return [
        tally_scheme(project, scheme, divided(question, name))
        for name in by
        for scheme in schemes
        if name.casefold() not in (scheme.name.casefold(), scheme.ident)
    ]


def _attributes(project: Project) -> list[Attribute]:
    return sorted(project.store.values(Attribute), key=lambda a: a.position)


def _dividing_by_default(project: Project, schemes: Sequence[Scheme]) -> tuple[str, ...]:
    """Return the attributes with few values, and the schemes that are in use."""
    names = []
    for attribute in _attributes(project):
        values = {v.value for v in project.store.values(AttributeValue, attribute=attribute.guid)}
        if 1 < len(values) <= SEVERAL_VALUES:
            names.append(attribute.name)
    return (*names, *(s.name for s in schemes if project.store.count("classification")))


def _about(project: Project, whole: Tally, question: Question, hidden: str) -> tuple[tuple[str, str], ...]:
    base, settings = whole.base, project.settings
    flow = base.flow
    lines = [
        ("Project", settings.name),
        ("Project file", project.file_name),
        ("Written on", now()),
        ("Program", f"FOP Coder {__version__}"),
        ("View", base.view + (f" ({base.view_note})" if base.view_note else "")),
        ("Coders", ", ".join(base.coders)),
        ("Sample", base.sample or "everybody"),
        ("Scope", base.scope or "all documents"),
        ("Respondents", str(base.respondents)),
        ("Interviewed", str(flow.interviewed)),
        ("Withdrawn", str(flow.withdrawn)),
        ("Unusable", str(flow.unusable)),
        ("Left out by the sample's filter", str(flow.filtered_out)),
        ("How respondents were chosen", base.chosen),
        ("Codebook version", str(project.version)),
        ("State of the project", project.fingerprint),
    ]
    if hidden:
        lines.append(("Not shown", hidden))
    if question.prompted_only:
        lines.append(("Raised unprompted", "counted as not asked"))
    return tuple(lines)


def _status_rows(
    project: Project,
    asked: Asked,
    codebook: Codebook,
    schemes: Sequence[Scheme],
    by: Sequence[str],
    seen_by: Guid | None,
) -> tuple[StatusRow, ...]:
    """Return a line per respondent; statuses and classes that are hidden are left out of it."""
    codes = [c for c in codebook.codes if asked.question.retired or not c.retired]
    by_code = code_statuses(project, asked, codes, codebook)
    idents = {c.guid: c.ident for c in codes}
    classes = {s: class_statuses(project, s, asked.sample.respondents, asked.view, asked.scope) for s in schemes}
    people = sorted(
        project.store.by_guid(Respondent, asked.sample.respondents).values(), key=lambda r: r.label.casefold()
    )
    names = {a.guid: a.name for a in _attributes(project)}
    values: dict[Guid, dict[str, str]] = {}
    for value in sorted(project.store.values(AttributeValue), key=lambda v: v.occasion):
        if value.occasion in ("", asked.scope.occasion):
            values.setdefault(value.respondent, {})[names[value.attribute]] = value.value
    groups = _groups(project, asked, by)
    coders = [c.guid for c in asked.view.coders]
    hidden = hidden_by_code(project, seen_by, coders, by_code, asked.scope.documents)
    unread = hidden_behind(project, seen_by, coders, codes=None).respondents
    rows = []
    for person in people:
        seen = {code: found for code, found in by_code.items() if person.guid not in hidden.get(code, ())}
        said, among = ({}, {}) if person.guid in unread else (classes, groups)
        rows.append(_status_row(person, values.get(person.guid, {}), said, seen, idents, among))
    return tuple(rows)


def _groups(project: Project, asked: Asked, by: Sequence[str]) -> dict[Guid, dict[str, str]]:
    """Return for each respondent the groups in which divided tables count them, by what divides."""
    found: dict[Guid, dict[str, str]] = {}
    for name in by:
        dividing = divide(project, name, asked.sample.respondents, asked.view, asked.scope)
        for group, members in dividing.groups.items():
            for respondent in members:
                found.setdefault(respondent, {})[dividing.name] = group
    return found


def _status_row(
    respondent: Respondent,
    attributes: Mapping[str, str],
    classes: Mapping[Scheme, ClassStatuses],
    by_code: Mapping[Guid, CodeStatuses],
    idents: Mapping[Guid, str],
    groups: Mapping[Guid, Mapping[str, str]],
) -> StatusRow:
    statuses = {}
    for code, found in by_code.items():
        status = found.of(respondent.guid)
        if status is None:
            raise NotFound(f"{respondent.label} is not in the sample")
        statuses[idents[code]] = status

    def said_of(members: Callable[[CodeStatuses], Group]) -> frozenset[str]:
        return frozenset(idents[code] for code, found in by_code.items() if respondent.guid in members(found))

    return StatusRow(
        respondent.label,
        attributes,
        {scheme.name: _class_word(scheme, found, respondent.guid) for scheme, found in classes.items()},
        statuses,
        met=said_of(lambda found: found.met),
        unprompted=said_of(lambda found: found.unprompted),
        coded=said_of(lambda found: found.pending_coded),
        differ=said_of(lambda found: found.differ),
        classified=frozenset(s.name for s, found in classes.items() if respondent.guid in found.pending_classified),
        groups=groups.get(respondent.guid, {}),
    )


def _class_word(scheme: Scheme, found: ClassStatuses, respondent: Guid) -> str:
    for category in scheme.categories:
        if respondent in found.by_category[category.guid]:
            return category.name
    return next((str(label) for label, group in found.by_status.items() if respondent in group), NO_VALUE)


def export_project(
    project: Project,
    out: Path,
    question: Question | None = None,
    wishes: ExportWishes | None = None,
    *,
    seen_by: Guid | None = None,
    progress: Callable[[int, int], None] | None = None,
    cancelled: Callable[[], bool] | None = None,
) -> tuple[Path, ...]:
    """Write tables, passages and codebook by the ending of ``out``; return the files written.

    Raises:
        ExportRefused: if the ending is unknown or the place cannot be written to; or a name to keep out was found.
        Cancelled: if the user stops it; what was there stays.
    """
    wanted = wishes or ExportWishes()
    if wanted.frozen:
        frozen_name(out)  # refused before anything is written
    contents = gather(project, question or Question(), wanted, seen_by=seen_by, cancelled=cancelled)
    if wanted.names:
        parts = parts_from(wanted.shown)
        refuse_names(check_contents(contents, parts, wanted.smallest, names=wanted.names, cancelled=cancelled))
    written = export(contents, out, what=wanted.shown, progress=progress, cancelled=cancelled)
    if not wanted.frozen:
        return written
    again = replace(contents, live=False)
    return (*written, *export(again, frozen_name(out), what=wanted.shown, progress=progress, cancelled=cancelled))


def frozen_name(out: Path) -> Path:
    """Return the name of the workbook without formulas that stands beside one with them.

    Raises:
        ExportRefused: if ``out`` is no workbook; other formats have no formulas.
    """
    if out.suffix.lower() != ".xlsx":
        raise ExportRefused("only a workbook has a frozen twin", where=str(out), do="Give it the ending .xlsx")
    return out.with_name(f"{out.stem} (frozen){out.suffix}")
