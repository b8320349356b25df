"""Gathering what an export shows: the same figures for the workbook, CSV and JSON."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from fop_coder import __version__
from fop_coder.exporters.registry import export
from fop_coder.model.base import Guid, now
from fop_coder.model.codebook import Codebook, Scheme
from fop_coder.model.errors import NotFound
from fop_coder.model.export import ExportContents
from fop_coder.model.filters import NO_VALUE
from fop_coder.model.people import Attribute, AttributeValue, Respondent
from fop_coder.model.status import ClassStatuses, CodeStatuses
from fop_coder.model.tally import SchemeTally, StatusRow, Tally
from fop_coder.project.figures import interval_wording, shows_intervals
from fop_coder.project.project import Project
from fop_coder.project.samples import class_statuses
from fop_coder.project.tallying import (
    Asked,
    Question,
    code_statuses,
    divided,
    look_up,
    passage_rows,
    passages_behind,
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
    """

    by: tuple[str, ...] | None = None
    percentages: bool = False
    intervals: bool = False
    what: frozenset[str] | None = None


def gather(project: Project, question: Question, wishes: ExportWishes) -> ExportContents:
    """Work out everything that an export shows."""
    asked = look_up(project, question)
    codebook = project.codebook
    schemes = () if asked.view.name in ("either", "both") else codebook.schemes
    by = wishes.by if wishes.by is not None else _dividing_by_default(project, schemes)
    passages = passages_behind(project, None, question, uncounted=True)
    whole = tally(project, question)
    return ExportContents(
        about=_about(project, whole, question),
        tally=whole,
        tallies_by=tuple(tally(project, divided(question, name)) for name in by),
        schemes=tuple(tally_scheme(project, s, question) for s in schemes),
        schemes_by=tuple(_schemes_by(project, schemes, by, question)),
        attributes=tuple(a.name for a in _attributes(project)),
        status_rows=_status_rows(project, asked, codebook, schemes),
        passages=passage_rows(project, passages),
        passage_count=len(passages),
        codebook=codebook,
        show_percentages=wishes.percentages,
        show_intervals=shows_intervals(whole.base.chosen, insisted=wishes.intervals),
        interval_note=interval_wording(whole.base),
    )


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


def _about(project: Project, whole: Tally, question: Question) -> tuple[tuple[str, str], ...]:
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
    if question.prompted_only:
        lines.append(("Raised unprompted", "counted as not asked"))
    return tuple(lines)


def _status_rows(
    project: Project, asked: Asked, codebook: Codebook, schemes: Sequence[Scheme]
) -> tuple[StatusRow, ...]:
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
    return tuple(_status_row(p, values.get(p.guid, {}), classes, by_code, idents) for p in people)


def _status_row(
    respondent: Respondent,
    attributes: Mapping[str, str],
    classes: Mapping[Scheme, ClassStatuses],
    by_code: Mapping[Guid, CodeStatuses],
    idents: Mapping[Guid, str],
) -> StatusRow:
    statuses = {}
    for code, found in by_code.items():
        status = found.of(respondent.guid)
        if status is None:
            raise NotFound(f"{respondent.label} is not in the sample")
        statuses[idents[code]] = status
    return StatusRow(
        respondent.label,
        attributes,
        {scheme.name: _class_word(scheme, found, respondent.guid) for scheme, found in classes.items()},
        statuses,
        frozenset(idents[code] for code, found in by_code.items() if respondent.guid in found.met),
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
    progress: Callable[[int, int], None] | None = None,
    cancelled: Callable[[], bool] | None = None,
) -> tuple[Path, ...]:
    """Write tables, passages and codebook by the ending of ``out``; return the files written.

    Raises:
        ExportRefused: if the ending is unknown or the place cannot be written to.
        Cancelled: if the user stops it; what was there stays.
    """
    wanted = wishes or ExportWishes()
    contents = gather(project, question or Question(), wanted)
    return export(contents, out, what=wanted.what, progress=progress, cancelled=cancelled)
