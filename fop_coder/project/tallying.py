"""n of N: from a question to a table, and from each number to the respondents and passages behind it."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace

from fop_coder.analysis.counting import count_classes, count_groups, count_statuses, wilson
from fop_coder.analysis.sentences import figure_sentence, why
from fop_coder.model.base import Guid
from fop_coder.model.codebook import Code, Codebook, Scheme
from fop_coder.model.coding import Coding
from fop_coder.model.documents import Document, Speaker
from fop_coder.model.people import Coder, Respondent
from fop_coder.model.status import (
    CodeStatuses,
    Group,
    Status,
    statuses_both,
    statuses_consensus,
    statuses_either,
    statuses_of_coder,
)
from fop_coder.model.tally import Base, CategoryRow, PassageRow, Reason, SchemeTally, Tally, TallyRow
from fop_coder.project.consensus import settled_statuses
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
    wanted = list(codes)
    facts = [project.store.coder_facts(c.guid, codebook, wanted, asked.scope.documents) for c in asked.view.coders]
    sample = asked.sample.respondents
    found = {}
    for code in wanted:
        parts = [statuses_of_coder(sample, f, code.guid) for f in facts]
        if asked.view.one:
            statuses = parts[0]
        elif asked.view.name == "consensus":
            coders = [c.guid for c in asked.view.coders]
            settled = settled_statuses(project, code, codebook, coders, parts, asked.scope.documents)
            statuses = statuses_consensus(sample, parts, settled)
        else:
            statuses = (statuses_either if asked.view.name == "either" else statuses_both)(sample, parts)
        found[code.guid] = statuses.without_unprompted() if asked.question.prompted_only else statuses
    return found


def tally(project: Project, question: Question | None = None) -> Tally:
    """Return n of N for every code in use."""
    asked = look_up(project, question or Question())
    return tally_asked(project, asked)


def tally_asked(project: Project, asked: Asked) -> Tally:
    """Return n of N for every code in use, for a question already looked up."""
    codebook = project.codebook
    codes = [c for c in codebook.codes if asked.question.retired or not c.retired]
    statuses = code_statuses(project, asked, codes, codebook)
    word = project.settings.respondent_word
    depths = _depths(codebook)
    divided = asked.dividing.groups if asked.dividing else {}
    group_of = {respondent: value for value, group in divided.items() for respondent in group}
    rows = []
    for code in _in_tree_order(codes):
        counts = count_statuses(statuses[code.guid], code, several=not asked.view.one)
        groups = count_groups(statuses[code.guid], code, divided, group_of, several=not asked.view.one)
        sentence = figure_sentence(code, counts, word)
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
    return Tally(_base(project, asked), tuple(rows))


def _in_tree_order(codes: list[Code]) -> list[Code]:
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


def _base(project: Project, asked: Asked) -> Base:
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
    return SchemeTally(_base(project, asked), scheme.guid, scheme.ident, scheme.name, rows, counts, by_group)


# ---- following a number ------------------------------------------------------------------------------------------


def labels(project: Project, group: Group) -> list[str]:
    """Return the labels of respondents in the order of labels."""
    return sorted((r.label for r in project.store.by_guid(Respondent, group).values()), key=str.casefold)


def respondents_with(project: Project, code: Code, status: Status, question: Question | None = None) -> list[str]:
    """Return the labels of those of the sample who have a status on a code: also those who did *not* refer."""
    asked = look_up(project, question or Question())
    return labels(project, code_statuses(project, asked, [code], project.codebook)[code.guid][status])


def why_this_n(project: Project, code: Code, question: Question | None = None) -> tuple[Reason, ...]:
    """Return the card "why this N?": a sentence per status with the respondents it holds of."""
    asked = look_up(project, question or Question())
    statuses = code_statuses(project, asked, [code], project.codebook)[code.guid]
    return why(code, statuses, lambda group: labels(project, group))


@dataclass(frozen=True, slots=True)
class _Names:
    """What the rows of passages need, read once."""

    codes: Mapping[Guid, Code]
    criteria: Mapping[Guid, str]
    coders: Mapping[Guid, str]
    documents: Mapping[Guid, Document]
    respondents: Mapping[Guid, str]


def passages_behind(
    project: Project, codes: Iterable[Code] | None, question: Question | None = None, *, uncounted: bool = False
) -> list[Guid]:
    """Return GUIDs of the passages behind figures, in the order of documents and text.

    Args:
        codes: None for all; a code that gathers brings the passages of those below it.
        uncounted: also passages that count for nobody of the sample.
    """
    asked = look_up(project, question or Question())
    codebook = project.codebook
    gathered = None if codes is None else frozenset[Guid]().union(*(codebook.gathered(c.guid) for c in codes))
    return project.store.coding_guids(
        documents=asked.scope.documents,
        coders=[c.guid for c in asked.view.coders],
        codes=gathered,
        respondents=None if uncounted else asked.sample.respondents,
    )


def passage_rows(project: Project, codings: Iterable[Guid]) -> Iterator[PassageRow]:
    """Yield passages with whose and where they are; texts are read one document at a time."""
    guids = list(codings)
    codebook = project.codebook
    names = _Names(
        codes={c.guid: c for c in codebook.codes},
        criteria={k.guid: k.name for c in codebook.codes for k in c.criteria},
        coders={c.guid: c.name for c in project.store.values(Coder)},
        documents={d.guid: d for d in project.store.values(Document)},
        respondents={r.guid: r.label for r in project.store.values(Respondent)},
    )
    opened: dict[Guid, _OpenDocument] = {}
    for first in range(0, len(guids), 1000):
        part = guids[first : first + 1000]
        counted = project.store.counted_for(part)
        for coding in project.store.codings(part):
            if coding.document not in opened:
                if len(opened) >= _DOCUMENTS_OPEN:
                    opened.clear()
                opened[coding.document] = _OpenDocument(project, coding.document)
            yield _row(coding, opened[coding.document], counted[coding.guid], names)


_DOCUMENTS_OPEN = 4
"""Documents kept while passages are read: a respondent's or a code's may go to and fro between some."""


class _OpenDocument:
    """The document that passages are being read from: its text and who speaks where."""

    def __init__(self, project: Project, guid: Guid) -> None:
        self.text = project.store.text(guid) or ""
        turn_list = project.store.turns(guid)
        self._turns = turn_list.turns if turn_list else ()
        self._ends = [t.end for t in self._turns]
        self._labels = {s.guid: s.label for s in project.store.values(Speaker, document=guid)}

    def speakers(self, start: int, end: int) -> tuple[str, ...]:
        """Return the labels of those on whose turns a passage lies, in the order of the text."""
        found: dict[str, None] = {}
        for place in range(bisect_right(self._ends, start), len(self._turns)):
            if self._turns[place].start >= end:
                break
            found[self._labels[self._turns[place].speaker]] = None
        return tuple(found)


def _row(coding: Coding, document: _OpenDocument, counted: frozenset[Guid], names: _Names) -> PassageRow:
    code = names.codes[coding.code]
    return PassageRow(
        coding=coding.guid,
        respondents=tuple(sorted((names.respondents[r] for r in counted), key=str.casefold)),
        document=names.documents[coding.document].name,
        speakers=document.speakers(coding.start, coding.end),
        text=document.text[coding.start : coding.end],
        code=code.ident,
        code_name=code.name,
        coder=names.coders[coding.coder],
        criteria=tuple(names.criteria[c] for c in coding.criteria),
        memo=coding.memo,
        start=coding.start,
        end=coding.end,
    )


def divided(question: Question, by: str) -> Question:
    """Return the same question, divided by an attribute or scheme."""
    return replace(question, by=by)
