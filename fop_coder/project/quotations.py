"""Quotations: passages starred as quotable, and how each is told: its words, whose they are, and where they stand."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from fop_coder.analysis.ellipsis import printed
from fop_coder.coding import quotations as verbs
from fop_coder.model.base import Guid
from fop_coder.model.change import Change
from fop_coder.model.codebook import Code
from fop_coder.model.coding import Coding
from fop_coder.model.documents import Document
from fop_coder.model.errors import ChangeRefused, NotFound
from fop_coder.model.people import Respondent
from fop_coder.model.quotations import QuotationRow, Quotations
from fop_coder.model.report import Quotation
from fop_coder.model.status import Group
from fop_coder.model.tally import PassageRow
from fop_coder.project.blindness import Hidden, hidden_behind
from fop_coder.project.consensus_passages import consensus_passages
from fop_coder.project.passage_rows import passage_rows
from fop_coder.project.project import Project
from fop_coder.project.quotation_labels import Labels, label_template
from fop_coder.project.samples import class_statuses
from fop_coder.project.tallying import Asked, Question, look_up

# ---- starring --------------------------------------------------------------------------------------------------------


def starred(project: Project) -> frozenset[Guid]:
    """Return the GUIDs of all codings that are starred; some may be gone. Kept until a star is set or taken off."""
    return project.store.keep(
        (Quotation,), "starred", lambda: frozenset(q.coding for q in project.store.values(Quotation))
    )


def quotation_of(project: Project, coding: Guid) -> Quotation | None:
    """Return the star of a passage, None where it has none."""
    return next(iter(project.store.values(Quotation, coding=coding)), None)


def star_change(project: Project, coding: Guid, *, note: str = "") -> Change | None:
    """Return the Change that stars a passage; None where it is starred already.

    Raises:
        NotFound: if there is no such passage.
        ChangeRefused: if it counts for nobody, or for somebody who is not to be quoted.
    """
    found, document = passage_of(project, coding)
    counted = project.store.counted_for([coding])[coding]
    if not counted:
        raise ChangeRefused(
            "what counts for nobody is not quoted", where=document.name, do="Choose words of a respondent"
        )
    silent = [r.label for r in project.store.by_guid(Respondent, counted).values() if r.do_not_quote]
    if silent:
        raise ChangeRefused(
            f"{', '.join(sorted(silent))} is not to be quoted", do="Lift that on the Respondents screen first"
        )
    present = quotation_of(project, coding)
    if present is None:
        return verbs.star(found, document, project.coder, note=note)
    return verbs.write_note(present, note) if note and note != present.note else None


def unstar_change(project: Project, coding: Guid) -> Change:
    """Return the Change that takes the star off a passage.

    Raises:
        NotFound: if it is not starred.
    """
    _, document = passage_of(project, coding)
    return verbs.unstar(star_of(project, coding), document)


def toggle_star(project: Project, coding: Guid) -> Change:
    """Return the Change that stars a passage, or takes its star off.

    Raises:
        NotFound, ChangeRefused: as ``star_change``.
    """
    present = quotation_of(project, coding)
    change = star_change(project, coding) if present is None else None
    return unstar_change(project, coding) if change is None else change


def star_of(project: Project, coding: Guid) -> Quotation:
    """Return the star of a passage.

    Raises:
        NotFound: if it has none.
    """
    found = quotation_of(project, coding)
    if found is None:
        raise NotFound("this passage is not starred", do="Star it first")
    return found


def passage_of(project: Project, coding: Guid) -> tuple[Coding, Document]:
    """Return a passage and its document.

    Raises:
        NotFound: if there is no such passage.
    """
    found = project.store.codings([coding])
    if not found:
        raise NotFound(f"there is no passage {coding!r}", do="Use the GUID that a list of passages gives")
    return found[0], project.store.by_guid(Document, [found[0].document])[found[0].document]


# ---- the quotations --------------------------------------------------------------------------------------------------


def quotations(
    project: Project,
    question: Question | None = None,
    *,
    codes: Iterable[Code] | None = None,
    template: str | None = None,
    seen_by: Guid | None = None,
) -> Quotations:
    """Return the starred passages of a sample, scope and view, in the order of documents and text.

    Those of respondents who are not to be quoted are never among them, also where they share them with others. In the
    view consensus a passage stands where it is part of one of the consensus.

    Args:
        codes: only theirs, and of those below them where a code gathers; None for all.
        template: for labels, in place of the project's; '' for the program's.
        seen_by: the coder who is looking, who may not see everything yet; None for somebody who may.

    Raises:
        NotFound, FilterRefused, ValueRefused: if something is named that is not there.
    """
    asked = look_up(project, question or Question())
    standing = _standing(project, asked, codes, seen_by)
    labels = Labels(project, label_template(project, template), asked, seen_by)
    telling = _Telling(project, asked, labels, seen_by)
    rows = telling.rows([coding for coding in standing.codings if standing.counted[coding.guid]])
    return Quotations(tuple(rows), standing.silent, standing.hidden.sentence)


@dataclass(frozen=True, slots=True)
class _Standing:
    """Starred codings that may be quoted, whom each counts for, and what is left out."""

    codings: tuple[Coding, ...]
    counted: dict[Guid, Group]
    silent: int
    hidden: Hidden


def _standing(project: Project, asked: Asked, codes: Iterable[Code] | None, seen_by: Guid | None) -> _Standing:
    store, scope = project.store, asked.scope.documents
    coders = [c.guid for c in asked.view.coders]
    wanted = None if codes is None else frozenset[Guid]().union(*(project.codebook.gathered(c.guid) for c in codes))
    found = [
        coding
        for coding in store.codings(starred(project))
        if coding.coder in coders
        and (scope is None or coding.document in scope)
        and (wanted is None or coding.code in wanted)
    ]
    hidden = hidden_behind(project, seen_by, coders, codes={c.code for c in found} or (), scope=scope)
    found = [c for c in found if not hidden.hides(c.document, c.code, [c.coder])]
    if asked.view.name == "consensus" and not asked.view.one:
        documents, used = {c.document for c in found}, {c.code for c in found}
        joint = consensus_passages(project, coders, codes=used, documents=documents) if found else []
        shared = {coding for passage in joint for coding in (passage.guid, *passage.codings)}
        found = [c for c in found if c.guid in shared]
    counted = store.counted_for([c.guid for c in found])
    quiet = {r.guid for r in store.values(Respondent) if r.do_not_quote}
    sample = asked.sample.respondents
    of_sample = [c for c in found if not sample.isdisjoint(counted[c.guid])]
    spoken = [c for c in of_sample if quiet.isdisjoint(counted[c.guid])]
    return _Standing(tuple(spoken), counted, len(of_sample) - len(spoken), hidden)


class _Telling:
    """Makes rows; names and turns are read once."""

    def __init__(self, project: Project, asked: Asked, labels: Labels, seen_by: Guid | None) -> None:
        self._project, self._labels = project, labels
        self._documents = {d.guid: d for d in project.store.values(Document)}
        self._codes = {c.guid: c for c in project.codebook.codes}
        self._stars = {q.coding: q for q in project.store.values(Quotation)}
        self._people = project.store.by_guid(Respondent, asked.sample.respondents)
        self._categories = _categories(project, asked, seen_by)
        self._turns: dict[Guid, tuple[list[int], list[int]]] = {}
        self._lines: dict[Guid, list[int]] = {}

    def rows(self, codings: Sequence[Coding]) -> Iterator[QuotationRow]:
        """Yield the rows of codings in the order of documents and text."""
        place = {guid: number for number, guid in enumerate(self._documents)}
        order = {guid: number for number, guid in enumerate(self._codes)}
        known = {c.guid: c for c in codings}
        ordered = sorted(known.values(), key=lambda c: (place[c.document], c.start, c.end, order[c.code], c.guid))
        counted = self._project.store.counted_for(known)
        for row in passage_rows(self._project, [c.guid for c in ordered]):
            yield self._row(row, known[row.coding], counted[row.coding])

    def _row(self, row: PassageRow, coding: Coding, counted: Group) -> QuotationRow:
        star, document = self._stars[coding.guid], self._documents[coding.document]
        people = [self._people[r] for r in counted if r in self._people]
        people.sort(key=lambda person: person.label.casefold())
        categories = {self._categories.get(person.guid, "") for person in people}
        turn, line = self._place(coding)
        return QuotationRow(
            coding=coding.guid,
            label=self._labels.label(people, document, self._codes[coding.code]),
            alike=min(self._labels.alike(person, document) for person in people),
            text=printed(row.text, coding.start, star.left_out),
            code=row.code,
            code_name=row.code_name,
            respondents=tuple(person.label for person in people),
            category=categories.pop() if len(categories) == 1 else "",
            document=document.name,
            turn=turn,
            line=line,
            coder=row.coder,
            start=coding.start,
            end=coding.end,
            left_out=tuple(o for o in star.left_out if o.start < coding.end and o.end > coding.start),
            note=star.note,
        )

    def _place(self, coding: Coding) -> tuple[int | None, int]:
        """Return turn and line that a passage begins in, counted from 1; the first turn that it touches."""
        store, document = self._project.store, coding.document
        if document not in self._turns:
            listed = store.turns(document)
            turns = listed.turns if listed else ()
            self._turns[document] = [t.start for t in turns], [t.end for t in turns]
            text = store.text(document) or ""
            self._lines[document] = [place for place, character in enumerate(text) if character == "\n"]
        starts, ends = self._turns[document]
        number = bisect_right(ends, coding.start)
        inside = number < len(starts) and starts[number] < coding.end
        return number + 1 if inside else None, bisect_right(self._lines[document], coding.start) + 1


def _categories(project: Project, asked: Asked, seen_by: Guid | None) -> dict[Guid, str]:
    """Return each respondent's category in the first scheme, as far as who is looking may see it."""
    schemes = project.codebook.schemes
    if not schemes or asked.view.name in ("either", "both"):
        return {}
    unread = hidden_behind(project, seen_by, [c.guid for c in asked.view.coders], codes=None).respondents
    found = class_statuses(project, schemes[0], asked.sample.respondents, asked.view, asked.scope)
    return {r: c.name for c in schemes[0].categories for r in found.by_category[c.guid] - unread}
