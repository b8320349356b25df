"""Gathering what an export shows: the same figures for the workbook, CSV and JSON."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from fop_coder import __version__
from fop_coder.exporters.parts import PARTS, parts_from
from fop_coder.exporters.registry import export
from fop_coder.model.agreement_told import AgreementContents
from fop_coder.model.base import Guid, now
from fop_coder.model.codebook import Scheme
from fop_coder.model.coding import Coding
from fop_coder.model.errors import ExportRefused
from fop_coder.model.export import ExportContents
from fop_coder.model.matrix import Matrix
from fop_coder.model.people import Respondent
from fop_coder.model.quotations import QuotationRow
from fop_coder.model.tally import PassageRow, SchemeTally, Tally
from fop_coder.project.agreement_exported import gather_agreement
from fop_coder.project.disclosure_check import check_contents, refuse_names
from fop_coder.project.figures import interval_wording, shows_intervals
from fop_coder.project.matrix import matrix
from fop_coder.project.names import kept_names, pseudonyms, with_pseudonyms
from fop_coder.project.project import Project
from fop_coder.project.publication import for_publication, quotable
from fop_coder.project.quotations import quotations, starred
from fop_coder.project.samples import dividing_by_default
from fop_coder.project.status_rows import attributes_in_order, status_rows
from fop_coder.project.tallying import (
    Asked,
    PassagesBehind,
    Question,
    divided,
    find_passages,
    look_up,
    tally,
    tally_scheme,
)


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
        smallest: groups of fewer respondents are small; None for the project's own number.
        names: to be kept out; nothing is written that holds one of them.
        instead: names → pseudonyms that are put in their place in what is published.
    """

    by: tuple[str, ...] | None = None
    percentages: bool = False
    intervals: bool = False
    what: frozenset[str] | None = None
    frozen: bool = False
    publication: bool = False
    smallest: int | None = None
    names: tuple[str, ...] = ()
    instead: Mapping[str, str] = field(default_factory=dict)

    @property
    def shown(self) -> frozenset[str] | None:
        """The parts that go out, by name; None for all."""
        return frozenset(PARTS) - LINES if self.publication and self.what is None else self.what

    @property
    def is_everything(self) -> bool:
        """Whether all parts go out, so that those with nothing in them are left out."""
        return self.shown is None or self.shown >= frozenset(PARTS)


LINES = frozenset({"respondents", "passages", "quotations", "matrix"})
"""Parts with a line for each respondent or passage: they would undo the hiding."""


def smallest_group(project: Project, wishes: ExportWishes) -> int:
    """Return how many respondents a group has at least that is not small: as wished, else as the project keeps it."""
    return project.settings.smallest_group if wishes.smallest is None else wishes.smallest


def with_kept_names(project: Project, wishes: ExportWishes, *, always: bool = False) -> ExportWishes:
    """Return wishes with the project's own list of names to keep out and their pseudonyms; it is for publication.

    Args:
        always: also for the team, to say what would be found.
    """
    kept = kept_names(project) if wishes.publication or always else []
    if not kept:
        return wishes
    given = {name.casefold() for name in wishes.names}
    names = (*wishes.names, *(k.name for k in kept if k.name.casefold() not in given))
    return replace(wishes, names=names, instead={**pseudonyms(kept), **wishes.instead})


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
    chosen = _quotations(project, question, wishes, seen_by)
    asked = look_up(project, question)
    codebook = project.codebook
    schemes = () if asked.view.name in ("either", "both") else codebook.schemes
    by = wishes.by if wishes.by is not None else dividing_by_default(project, schemes)
    passages = find_passages(project, None, asked, uncounted=not wishes.publication, seen_by=seen_by)
    if wishes.publication:
        passages = quotable(project, passages)
    hidden = passages.hidden.sentence
    whole = tally(project, question)
    contents = ExportContents(
        about=_about(project, whole, question, hidden),
        tally=whole,
        tallies_by=tuple(tally(project, divided(question, name)) for name in by),
        schemes=tuple(tally_scheme(project, s, question) for s in schemes),
        schemes_by=tuple(_schemes_by(project, schemes, by, question)),
        attributes=tuple(a.name for a in attributes_in_order(project)),
        status_rows=status_rows(project, asked, codebook, schemes, by, seen_by),
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
        quotations=chosen,
        some_discussed=_some_discussed(project, asked),
    )
    if not wishes.publication:
        return contents
    public = for_publication(contents, smallest_group(project, wishes), parts_from(wishes.shown))
    return with_pseudonyms(public, wishes.instead)


@dataclass(frozen=True, slots=True)
class _PassageRows:
    """Passages that are read from the project anew each time: none is kept."""

    project: Project
    passages: PassagesBehind

    def __iter__(self) -> Iterator[PassageRow]:
        return self.passages.rows(self.project)


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
    if not parts_from(wishes.shown).matrix or (wishes.is_everything and not project.store.count("summary")):
        return None
    found = matrix(project, question, seen_by=seen_by)
    if not wishes.publication:
        return found
    quotable = tuple(row for row in found.rows if not row.do_not_quote)  # summaries quote
    silent = len(found.rows) - len(quotable)
    if not silent:
        return found
    who = "1 respondent who is" if silent == 1 else f"{silent} respondents who are"
    said = f"{who} not to be quoted: counted in n of N, without a line here."
    return replace(found, rows=quotable, hidden=" ".join(part for part in (found.hidden, said) if part))


def _quotations(
    project: Project, question: Question, wishes: ExportWishes, seen_by: Guid | None
) -> tuple[QuotationRow, ...] | None:
    """Return the quotations, if they are asked for, or wanted with all else and any passage is starred."""
    if not parts_from(wishes.shown).quotations or (wishes.is_everything and not starred(project)):
        return None
    return quotations(project, question, seen_by=seen_by).rows


def _schemes_by(
    project: Project, schemes: Sequence[Scheme], by: Sequence[str], question: Question
) -> list[SchemeTally]:
    return [
        tally_scheme(project, scheme, divided(question, name))
        for name in by
        for scheme in schemes
        if name.casefold() not in (scheme.name.casefold(), scheme.ident)
    ]


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
    wanted = with_kept_names(project, wishes or ExportWishes())
    if wanted.frozen:
        frozen_name(out)  # refused before anything is written
    contents = gather(project, question or Question(), wanted, seen_by=seen_by, cancelled=cancelled)
    if wanted.names:
        parts, smallest = parts_from(wanted.shown), smallest_group(project, wanted)
        refuse_names(check_contents(contents, parts, smallest, names=wanted.names, cancelled=cancelled))
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
