"""What an export says of agreement: who is compared, every level of it, where they differ, and the method paragraph."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import combinations

from fop_coder.model.agreement_told import AgreementContents, DisagreementRow, ToldAgreement
from fop_coder.model.base import Guid
from fop_coder.model.errors import Cancelled, ValueRefused
from fop_coder.model.people import Coder, Respondent
from fop_coder.model.second_coding import Round, Stage
from fop_coder.project.blindness import Hidden, hidden_behind
from fop_coder.project.coders_compared import Comparison, Level
from fop_coder.project.disagreements import Disagreement, finished_for
from fop_coder.project.double_coding import differences_of, gather_double_coding, told_now
from fop_coder.project.kept_agreement import kept_agreements, latest, who_compare
from fop_coder.project.method import paragraph_of, settled_words
from fop_coder.project.method_words import Plain
from fop_coder.project.project import Project
from fop_coder.project.side_by_side import sides_of

INDEPENDENT = "independent codings"
AFTER = "after discussion"


@dataclass(frozen=True, slots=True)
class Compared:
    """Coders who can be compared, in a round or over all documents."""

    coders: tuple[Coder, ...]
    round: Round | None

    def asked(self, where: str, scope: str) -> Comparison:
        """Return the comparison of respondents × codes, narrowed by filters."""
        return Comparison(
            tuple(c.name for c in self.coders), where=where, scope=scope, round=self.round.name if self.round else ""
        )


def who_is_compared(project: Project) -> list[Compared]:
    """Return who can be compared: those of the latest round in which anybody can, then each pair of several.

    Where there is no such round, the pairs of coders who finished documents together, those with most of them first.
    """
    for round_ in sorted(project.store.values(Round), key=lambda r: r.at, reverse=True):
        groups = who_compare(project, round_)
        if groups:
            pairs = [pair for group in groups if len(group) > 2 for pair in combinations(group, 2)]
            return [Compared(group, round_) for group in (*groups, *pairs)]
    coders = project.store.values(Coder)
    done = {c.guid: finished_for(project, c.guid, None).keys() for c in coders}
    shared = {pair: len(done[pair[0].guid] & done[pair[1].guid]) for pair in combinations(coders, 2)}
    return [Compared(p, None) for p in sorted((p for p in shared if shared[p]), key=lambda p: -shared[p])]


def gather_agreement(
    project: Project,
    *,
    where: str = "",
    scope: str = "",
    seen_by: Guid | None = None,
    cancelled: Callable[[], bool] | None = None,
) -> AgreementContents | None:
    """Return what an export says of agreement, each comparison worked out once; None where nobody can be compared.

    Args:
        where, scope: filters over respondents and documents.
        seen_by: the coder who will read it; differences between others that they may not see yet are left out.

    Raises:
        NotFound, FilterRefused: if a filter names something that is not there.
        Cancelled: if the user stops it between two comparisons.
    """
    told: list[ToldAgreement] = []
    rows: list[DisagreementRow] = []
    method = None
    writer = _Rows(project)
    codes = [c.guid for c in project.codebook.codes]
    hidden = hidden_behind(project, seen_by, [c.guid for c in project.store.values(Coder)], codes=codes)
    for compared in who_is_compared(project):
        asked = compared.asked(where, scope)
        now = list(_told_now(project, compared, asked, Stage.BEFORE, seen_by, cancelled))
        if not now:
            continue
        told += now
        _go_on(cancelled)
        differences = differences_of(project, asked, compared.coders)
        if not _is_within(compared, [told_.report["coders"] for told_ in told if told_.told == INDEPENDENT]):
            rows += writer.rows([d for d in differences if _may_be_seen(d, hidden)])
        later = _told_after(project, compared, asked, differences, seen_by, cancelled)
        told += [*later, *_on_record(project, compared)]
        if method is None:
            gathered = gather_double_coding(
                project,
                asked,
                before=now[0].report,
                after=later[0].report if later else None,
                differences=differences,
            )
            method = paragraph_of(gathered)
    return AgreementContents(tuple(told), tuple(rows), method, hidden.sentence) if method else None


def _go_on(cancelled: Callable[[], bool] | None) -> None:
    if cancelled and cancelled():
        raise Cancelled("the export was stopped")


def _may_be_seen(difference: Disagreement, hidden: Hidden) -> bool:
    if difference.respondent is not None and difference.respondent.guid in hidden.respondents:
        return False
    return difference.document is None or difference.document.guid not in hidden.documents


def _is_within(compared: Compared, before: Sequence[Sequence[str]]) -> bool:
    """Say whether these coders were compared among more of them, so that their differences are listed already."""
    names = {c.name for c in compared.coders}
    return any(names < set(coders) for coders in before)


def _told_now(
    project: Project,
    compared: Compared,
    asked: Comparison,
    stage: Stage,
    seen_by: Guid | None,
    cancelled: Callable[[], bool] | None,
) -> Iterator[ToldAgreement]:
    """Yield a report of each level at which there is something to compare; respondents × codes first."""
    levels = [asked, *(replace(asked, level=Level.CLASSIFICATION, scheme=s.name) for s in project.codebook.schemes)]
    for comparison in (*levels, replace(asked, level=Level.CHARACTER)):
        _go_on(cancelled)
        try:
            report = told_now(project, comparison, stage, seen_by=seen_by)
        except ValueRefused:  # nothing at this level that two of them finished
            continue
        if max(row["units"] for row in (report["overall"], *report["rows"])):
            yield ToldAgreement(
                INDEPENDENT if stage is Stage.BEFORE else AFTER, compared.round.name if compared.round else "", report
            )


def _told_after(
    project: Project,
    compared: Compared,
    asked: Comparison,
    differences: Sequence[Disagreement],
    seen_by: Guid | None,
    cancelled: Callable[[], bool] | None,
) -> list[ToldAgreement]:
    if not any(d.settlement for d in differences):
        return []
    return list(_told_now(project, compared, asked, Stage.AFTER, seen_by, cancelled))


def _on_record(project: Project, compared: Compared) -> Iterator[ToldAgreement]:
    who = {c.guid for c in compared.coders}
    records = kept_agreements(project, compared.round)
    for stage in Stage:
        for record in latest(records, stage):
            if set(record.kept.coders) == who:
                report: Plain = json.loads(record.kept.report)
                told = f"on record {stage}, {record.kept.at[:10]}"
                yield ToldAgreement(told, compared.round.name if compared.round else "", report)


class _Rows:
    """Makes lines of differences; names and texts are read once."""

    def __init__(self, project: Project) -> None:
        self._project = project
        self._labels = {r.guid: r.label for r in project.store.values(Respondent)}
        self._names = {c.guid: c.name for c in project.store.values(Coder)}
        self._categories = {c.guid: c.name for s in project.codebook.schemes for c in s.categories}
        self._counted: Mapping[Guid, frozenset[Guid]] = {}
        self._text: tuple[Guid, str] = (Guid(""), "")

    def rows(self, differences: Sequence[Disagreement]) -> list[DisagreementRow]:
        """Return their lines; for whom passages count is asked for all of them at once."""
        codings = [coding.guid for d in differences if d.cluster for coding in d.cluster.codings]
        self._counted = self._project.store.counted_for(codings)
        return [self._row(d) for d in differences]

    def _row(self, difference: Disagreement) -> DisagreementRow:
        settled, cluster = difference.settlement, difference.cluster
        sides = sides_of(self._project, difference)
        return DisagreementRow(
            coders=tuple(c.name for c in difference.coders),
            over=str(difference.over),
            document=difference.document.name if difference.document else "",
            respondents=self._respondents(difference),
            code=difference.about.ident,
            name=difference.about.name,
            start=cluster.start if cluster else None,
            end=cluster.end if cluster else None,
            said={c.name: words for c, words in zip(difference.coders, difference.said, strict=True)},
            memos={side.coder.name: "\n".join(side.notes) for side in sides if side.notes},
            settled=settled_words(difference),
            settled_to=self._settled_to(difference),
            by=self._names[settled.by] if settled else "",
            at=settled.at if settled else "",
            reason=settled.reason if settled else "",
            note=settled.because if settled else "",
        )

    def _respondents(self, difference: Disagreement) -> tuple[str, ...]:
        if difference.respondent is not None:
            return (difference.respondent.label,)
        codings = difference.cluster.codings if difference.cluster else ()
        labels = {self._labels[r] for coding in codings for r in self._counted[coding.guid]}
        return tuple(sorted(labels, key=str.casefold))

    def _settled_to(self, difference: Disagreement) -> str:
        settled = difference.settlement
        if settled is None:
            return ""
        if difference.document is None:
            return settled.status or self._categories.get(settled.category or Guid(""), "")
        if self._text[0] != difference.document.guid:
            self._text = (difference.document.guid, self._project.store.text(difference.document.guid) or "")
        return " … ".join(self._text[1][p.start : p.end] for p in settled.passages)
