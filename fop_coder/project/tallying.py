"""n of N: from a question to a table, and from each number to the respondents and passages behind it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from fop_coder.analysis.counting import count_classes, count_groups, count_statuses, wilson
from fop_coder.analysis.sentences import figure_sentence, why
from fop_coder.model.base import Guid
from fop_coder.model.codebook import Code, Codebook, Scheme
from fop_coder.model.people import Respondent
from fop_coder.model.status import CodeStatuses, Group, Status
from fop_coder.model.tally import Base, CategoryRow, PassageRow, Reason, SchemeTally, Tally, TallyRow
from fop_coder.project.blindness import Hidden, hidden_behind
from fop_coder.project.consensus_passages import ConsensusPassage, consensus_passages
from fop_coder.project.passage_rows import passage_rows
from fop_coder.project.project import Project
from fop_coder.project.samples import (
    Dividing,
    Sample,
    Scope,
    View,
    choose_sample,
    choose_scope,
    choose_view,
    class_statuses,
    divide,
)
from fop_coder.project.views import statuses_in_view
from fop_coder.project.wording import telling_of


@dataclass(frozen=True, slots=True)
class Question:
    """What is asked of the project. Everything left at its default is not narrowed.

    Attributes:
        view: a coder's name, "consensus", "either", "both"; None for the project's default view.
        coders: names, for views of several coders.
        where: filter over respondents; scope: filter over documents.
        by: name of the attribute or scheme that divides the sample.
        prompted_only: those who raised a code unprompted count as not asked.
        retired: whether retired codes are shown.
    """

    view: str | None = None
    coders: tuple[str, ...] = ()
    where: str = ""
    scope: str = ""
    by: str | None = None
    prompted_only: bool = False
    retired: bool = False


@dataclass(frozen=True, slots=True)
class Asked:
    """A question with its names looked up."""

    question: Question
    view: View
    scope: Scope
    sample: Sample
    dividing: Dividing | None


def look_up(project: Project, question: Question) -> Asked:
    """Find the view, scope, sample and dividing that a question names.

    Raises:
        NotFound, FilterRefused: with the names that there are.
    """
    view = choose_view(project, question.view, list(question.coders))
    scope = choose_scope(project, question.scope)
    sample = choose_sample(project, question.where, view, scope)
    dividing = divide(project, question.by, sample.respondents, view, scope) if question.by else None
    return Asked(question, view, scope, sample, dividing)


def code_statuses(
    project: Project, asked: Asked, codes: Iterable[Code], codebook: Codebook
) -> dict[Guid, CodeStatuses]:
    """Divide the sample by status for each code: the ground of every figure."""
    found = statuses_in_view(project, codes, codebook, asked.sample.respondents, asked.view, asked.scope)
    return {guid: s.without_unprompted() for guid, s in found.items()} if asked.question.prompted_only else found


def tally(project: Project, question: Question | None = None) -> Tally:
    """Return n of N for every code in use."""
    asked = look_up(project, question or Question())
    return tally_asked(project, asked)


def tally_asked(project: Project, asked: Asked, codes: Sequence[Code] | None = None) -> Tally:
    """Return n of N for codes (None: every code in use), for a question already looked up."""
    codebook = project.codebook
    if codes is None:
        codes = [c for c in codebook.codes if asked.question.retired or not c.retired]
    statuses = code_statuses(project, asked, codes, codebook)
    telling = telling_of(project)
    depths = _depths(codebook)
    divided = asked.dividing.groups if asked.dividing else {}
    group_of = {respondent: value for value, group in divided.items() for respondent in group}
    rows = []
    for code in _in_tree_order(codes):
        counts = count_statuses(statuses[code.guid], code, several=not asked.view.one)
        groups = count_groups(statuses[code.guid], code, divided, group_of, several=not asked.view.one)
        sentence = figure_sentence(code, counts, telling)
        rows.append(
            TallyRow(
                code.guid,
                code.ident,
                code.name,
                depths[code.guid],
                counts,
                groups,
                code.criteria_word,
                sentence,
                code.retired,
            )
        )
    return Tally(base_of(project, asked), tuple(rows))


def _in_tree_order(codes: Sequence[Code]) -> list[Code]:
    """Return codes with those below following the one above them; otherwise in the codebook's order."""
    guids = {c.guid for c in codes}
    below: dict[Guid | None, list[Code]] = {}
    for code in codes:
        below.setdefault(code.parent if code.parent in guids else None, []).append(code)
    ordered: list[Code] = []
    stack = list(reversed(below.get(None, [])))
    while stack:
        code = stack.pop()
        ordered.append(code)
        stack.extend(reversed(below.get(code.guid, [])))
    return ordered


def _depths(codebook: Codebook) -> dict[Guid, int]:
    parents = {c.guid: c.parent for c in codebook.codes}
    depths = {}
    for code in codebook.codes:
        depth, above = 0, code.parent
        while above is not None:
            depth, above = depth + 1, parents[above]
        depths[code.guid] = depth
    return depths


def base_of(project: Project, asked: Asked) -> Base:
    """Return what the figures of a question are over."""
    return Base(
        respondents=len(asked.sample.respondents),
        sample=asked.sample.text,
        scope=asked.scope.text,
        view=asked.view.name,
        view_note=_view_note(project, asked),
        coders=tuple(c.name for c in asked.view.coders),
        chosen=project.settings.chosen,
        flow=asked.sample.flow,
        by=asked.dividing.name if asked.dividing else None,
        group_sizes={value: len(g) for value, g in asked.dividing.groups.items()} if asked.dividing else {},
    )


def _view_note(project: Project, asked: Asked) -> str:
    """Return what a view of several coders rests on: "5 double-coded, 20 single-coded"."""
    if asked.view.one:
        return ""
    chosen = {c.guid for c in asked.view.coders}
    at_work = project.store.coders_at_work(asked.sample.respondents, asked.scope.documents)
    times = [sum(r in group for coder, group in at_work.items() if coder in chosen) for r in asked.sample.respondents]
    parts = (
        (sum(t > 1 for t in times), "double-coded"),
        (times.count(1), "single-coded"),
        (times.count(0), "not assigned"),
    )
    return ", ".join(f"{n} {word}" for n, word in parts if n or word != "not assigned")


def tally_scheme(project: Project, scheme: Scheme, question: Question | None = None) -> SchemeTally:
    """Return the categories of a scheme with everybody who has none, and why."""
    asked = look_up(project, question or Question())
    statuses = class_statuses(project, scheme, asked.sample.respondents, asked.view, asked.scope)
    counts = count_classes(statuses)
    divided = asked.dividing.groups if asked.dividing else {}
    by_group = {value: count_classes(statuses, group) for value, group in divided.items()}
    rows = tuple(
        CategoryRow(
            category.guid,
            category.ident,
            category.name,
            n=len(statuses.by_category[category.guid]),
            of=counts.classified,
            groups={
                value: (len(statuses.by_category[category.guid] & group), by_group[value].classified)
                for value, group in divided.items()
            },
            interval=wilson(len(statuses.by_category[category.guid]), counts.classified),
        )
        for category in scheme.categories
    )
    return SchemeTally(base_of(project, asked), scheme.guid, scheme.ident, scheme.name, rows, counts, by_group)


# ---- following a number ------------------------------------------------------------------------------------------


def labels(project: Project, group: Group) -> list[str]:
    """Return the labels of respondents in the order of labels."""
    return sorted((r.label for r in project.store.by_guid(Respondent, group).values()), key=str.casefold)


def respondents_with(project: Project, code: Code, status: Status, question: Question | None = None) -> list[str]:
    """Return the labels of those of the sample who have a status on a code: also those who did *not* refer."""
    asked = look_up(project, question or Question())
    return labels(project, code_statuses(project, asked, [code], project.codebook)[code.guid][status])


def why_this_n(
    project: Project, code: Code, question: Question | None = None, *, seen_by: Guid | None = None
) -> tuple[Reason, ...]:
    """Return the card "why this N?": a sentence per status with the respondents it holds of.

    Args:
        seen_by: the coder who is looking; respondents whose status is hidden from them are counted, not named.
    """
    asked = look_up(project, question or Question())
    statuses = code_statuses(project, asked, [code], project.codebook)[code.guid]
    hidden = hidden_behind_code(project, code, asked, seen_by).respondents
    return why(code, statuses, lambda group: labels(project, group - hidden))


def hidden_behind_code(project: Project, code: Code, asked: Asked, seen_by: Guid | None) -> Hidden:
    """Return what of a code's figure is hidden from a coder; of a code that gathers, of those below it too."""
    gathered = project.codebook.gathered(code.guid)
    coders = [c.guid for c in asked.view.coders]
    return hidden_behind(project, seen_by, coders, codes=gathered, scope=asked.scope.documents)


@dataclass(frozen=True, slots=True)
class PassagesBehind:
    """The passages behind a figure.

    Attributes:
        guids: of codings, or of passages of the consensus; in the order of documents and text.
        joint: the passages of the consensus that are no coding of one coder, by GUID.
        hidden: what is left out because who is looking has not read it yet.
    """

    guids: tuple[Guid, ...]
    joint: Mapping[Guid, ConsensusPassage]
    hidden: Hidden

    def rows(self, project: Project) -> Iterator[PassageRow]:
        """Yield them with whose and where they are."""
        return passage_rows(project, self.guids, self.joint)

    def by_respondent(self, project: Project) -> dict[Guid, list[Guid]]:
        """Return them by the respondents they count for."""
        counted = project.store.counted_for(g for g in self.guids if g not in self.joint)
        found: dict[Guid, list[Guid]] = {}
        for guid in self.guids:
            joint = self.joint.get(guid)
            for respondent in counted[guid] if joint is None else joint.respondents:
                found.setdefault(respondent, []).append(guid)
        return found


def find_passages(
    project: Project,
    codes: Iterable[Code] | None,
    asked: Asked,
    *,
    uncounted: bool = False,
    seen_by: Guid | None = None,
) -> PassagesBehind:
    """Return the passages behind figures: in the view consensus those of the consensus, else those of the coders.

    Args:
        codes: None for all; a code that gathers brings the passages of those below it.
        uncounted: also passages that count for nobody of the sample.
        seen_by: the coder who is looking, who may not see everything yet; None for somebody who may.
    """
    codebook, scope = project.codebook, asked.scope.documents
    every = codebook.codes if codes is None else codes
    gathered = frozenset[Guid]().union(*(codebook.gathered(c.guid) for c in every))
    coders = [c.guid for c in asked.view.coders]
    hidden = hidden_behind(project, seen_by, coders, codes=gathered, scope=scope)
    if asked.view.name == "consensus" and not asked.view.one:
        standing = consensus_passages(project, coders, codes=gathered, documents=scope, uncounted=uncounted)
        shown = [
            p
            for p in standing
            if (uncounted or not p.respondents.isdisjoint(asked.sample.respondents))
            and not hidden.hides(p.document, p.code, p.coders)
        ]
        return PassagesBehind(tuple(p.guid for p in shown), {p.guid: p for p in shown if not p.is_coding}, hidden)
    guids = project.store.coding_guids(
        documents=scope,
        coders=coders,
        codes=None if codes is None else gathered,
        respondents=None if uncounted else asked.sample.respondents,
        unseen=hidden.unseen,
    )
    return PassagesBehind(tuple(guids), {}, hidden)


def passages_behind(
    project: Project,
    codes: Iterable[Code] | None,
    question: Question | None = None,
    *,
    uncounted: bool = False,
    seen_by: Guid | None = None,
) -> list[Guid]:
    """Return GUIDs of the passages behind figures, in the order of documents and text; see ``find_passages``."""
    asked = look_up(project, question or Question())
    return list(find_passages(project, codes, asked, uncounted=uncounted, seen_by=seen_by).guids)


def divided(question: Question, by: str) -> Question:
    """Return the same question, divided by an attribute or scheme."""
    return replace(question, by=by)
