"""What is known of double coding: who finished which documents together, how they agree, and where they differ."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace

from fop_coder.exporters.plain_agreement import report_to_plain
from fop_coder.model.base import Guid, check
from fop_coder.model.in_words import listed
from fop_coder.model.people import Coder, Respondent, Standing
from fop_coder.model.second_coding import Pack, Round, Stage
from fop_coder.project.coders_compared import Comparison, Level, compare_coders
from fop_coder.project.disagreements import Disagreement, Over, Where, finished_for, list_disagreements
from fop_coder.project.kept_agreement import kept_agreements, latest
from fop_coder.project.method_words import Plain
from fop_coder.project.project import Project
from fop_coder.project.rounds import round_named
from fop_coder.project.views import choose_scope


@dataclass(frozen=True, slots=True)
class DoubleCoding:
    """What a method section tells of.

    Attributes:
        packs: those that came back, or where none has, all that went out; with these documents.
        documents: GUIDs of those that two of the coders finished and in which a respondent speaks who is not excluded;
            ``of``: how many such the project has in scope.
        before: figures before discussion; ``kept_at``: when they were put on record, '' for those of now.
        after: figures after discussion, None where nothing was settled or coded after it.
        differences: settled and open, of what the comparison is about.
        discussed: how many passages of these coders were made after discussion.
    """

    project: Project
    comparison: Comparison
    coders: tuple[Coder, ...]
    round: Round | None
    packs: tuple[Pack, ...]
    documents: frozenset[Guid]
    of: int
    before: Plain
    kept_at: str
    after: Plain | None
    differences: tuple[Disagreement, ...]
    discussed: int


def gather_double_coding(
    project: Project,
    comparison: Comparison,
    *,
    before: Plain | None = None,
    after: Plain | None = None,
    differences: Sequence[Disagreement] | None = None,
) -> DoubleCoding:
    """Gather what a method section tells of; what is given was worked out already and is not worked out again.

    Raises:
        NotFound, FilterRefused: if a name is not known.
        ValueRefused: if there are not two coders, or no document that two of them finished.
    """
    coders = tuple(project.coder_named(name) for name in comparison.coders)
    check(len(coders) >= 2, "agreement needs two coders", do="Name at least two")
    round_ = round_named(project, comparison.round) if comparison.round else None
    everything = choose_scope(project, comparison.scope).documents
    speaking = _in_which_somebody_speaks(project)
    documents = shared_documents(project, coders, round_, everything) & speaking
    check(
        bool(documents),
        f"{listed([c.name for c in coders])} have finished no document together",
        do="Finish some, or choose others",
    )
    kept = on_record(project, comparison, coders, round_)
    told = kept[1] if kept else before or told_now(project, comparison, Stage.BEFORE)
    found = list(differences) if differences is not None else differences_of(project, comparison, coders)
    found = [d for d in found if _belongs(d, comparison)]
    discussed = _count_discussed(project, coders, documents)
    if after is None and (discussed or any(d.settlement for d in found)):
        after = told_now(project, comparison, Stage.AFTER)
    return DoubleCoding(
        project,
        comparison,
        coders,
        round_,
        _packs(project, coders, documents),
        documents,
        len(speaking if everything is None else speaking & everything),
        told,
        kept[0] if kept else "",
        after,
        tuple(found),
        discussed,
    )


def told_now(project: Project, comparison: Comparison, stage: Stage, *, seen_by: Guid | None = None) -> Plain:
    """Return a report of now as JSON types: of independent codings, or of what the coders say after discussion."""
    return report_to_plain(compare_coders(project, replace(comparison, stage=stage), seen_by=seen_by))


def on_record(
    project: Project, comparison: Comparison, coders: Sequence[Coder], round_: Round | None
) -> tuple[str, Plain] | None:
    """Return when agreement before discussion was put on record for these coders at this level, and the report.

    None where there is none, or where filters ask for something else than what was kept.
    """
    if comparison.where or comparison.scope:
        return None
    who = {c.guid for c in coders}
    scheme = scheme_name(project, comparison)
    for record in latest(kept_agreements(project, round_), Stage.BEFORE):
        alike = set(record.kept.coders) == who and record.figures.level == comparison.level
        if alike and (comparison.level is not Level.CLASSIFICATION or record.figures.of == scheme):
            return record.kept.at, json.loads(record.kept.report)
    return None


def scheme_name(project: Project, comparison: Comparison) -> str:
    """Return the name of the scheme that is compared, '' at other levels."""
    schemes = project.codebook.schemes
    if comparison.level is not Level.CLASSIFICATION or not schemes:
        return ""
    return (project.scheme_named(comparison.scheme) if comparison.scheme else schemes[0]).name


def shared_documents(
    project: Project, coders: Sequence[Coder], round_: Round | None, scope: frozenset[Guid] | None
) -> frozenset[Guid]:
    """Return the documents that two of the coders finished at least, in a round and scope."""
    looked_at = scope if round_ is None else frozenset(round_.documents) & (scope or frozenset(round_.documents))
    times = Counter(d for c in coders for d in finished_for(project, c.guid, looked_at))
    return frozenset(d for d, number in times.items() if number >= 2)


def differences_of(project: Project, comparison: Comparison, coders: Sequence[Coder]) -> list[Disagreement]:
    """Return where the coders differ: what keeps somebody waiting, and boundaries that were settled all the same."""
    where = Where(comparison.where, comparison.scope, comparison.round)
    found = list_disagreements(project, coders, boundaries=True, where=where)
    return [d for d in found if d.over is not Over.BOUNDARY or d.settlement is not None]


def _belongs(difference: Disagreement, comparison: Comparison) -> bool:
    if comparison.level is not Level.CLASSIFICATION:
        return difference.over is not Over.CLASS
    asked = comparison.scheme.casefold()
    about = difference.about
    return difference.over is Over.CLASS and asked in ("", about.name.casefold(), about.ident, about.guid)


def _in_which_somebody_speaks(project: Project) -> frozenset[Guid]:
    """Return the documents that can be coded for somebody: only of these documents are drawn."""
    analysed = {r.guid for r in project.store.values(Respondent) if r.standing is Standing.ANALYSED}
    return frozenset(d for d, who in project.store.respondents_of_documents().items() if who & analysed)


def _packs(project: Project, coders: Sequence[Coder], documents: frozenset[Guid]) -> tuple[Pack, ...]:
    who = {c.guid for c in coders}
    found = [p for p in project.store.values(Pack) if p.coder in who and documents & set(p.documents)]
    return tuple(sorted([p for p in found if p.merged] or found, key=lambda p: p.at))


def _count_discussed(project: Project, coders: Sequence[Coder], documents: frozenset[Guid]) -> int:
    who = {c.guid for c in coders}
    found = project.store.discussed_codings().items()
    return sum(number for (coder, document, _), number in found if coder in who and document in documents)
