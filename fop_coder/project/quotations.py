"""Quotations: passages starred as quotable, what is left out of them, whose they are, and from whom they come."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from fop_coder.analysis.balance import balance_of, balance_warnings
from fop_coder.analysis.ellipsis import merged, pieces, printed, widened, without
from fop_coder.coding import quotations as verbs
from fop_coder.model.base import Guid
from fop_coder.model.change import Change
from fop_coder.model.codebook import Code
from fop_coder.model.coding import Coding
from fop_coder.model.documents import Document
from fop_coder.model.errors import ChangeRefused, NotFound
from fop_coder.model.filters import NO_VALUE
from fop_coder.model.people import Respondent
from fop_coder.model.quotations import QuotationRow, Quotations, Spread
from fop_coder.model.report import LeftOut, Quotation
from fop_coder.model.status import Group
from fop_coder.model.tally import PassageRow
from fop_coder.project.blindness import Hidden, hidden_behind
from fop_coder.project.consensus_passages import consensus_passages
from fop_coder.project.passage_rows import passage_rows
from fop_coder.project.project import Project
from fop_coder.project.quotation_labels import Labels, label_template
from fop_coder.project.samples import class_statuses, divide, dividing_by_default
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
    found, document = _passage(project, coding)
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
    _, document = _passage(project, coding)
    return verbs.unstar(_starred(project, coding), document)


def toggle_star(project: Project, coding: Guid) -> Change:
    """Return the Change that stars a passage, or takes its star off.

    Raises:
        NotFound, ChangeRefused: as ``star_change``.
    """
    present = quotation_of(project, coding)
    change = star_change(project, coding) if present is None else None
    return unstar_change(project, coding) if change is None else change


def _starred(project: Project, coding: Guid) -> Quotation:
    found = quotation_of(project, coding)
    if found is None:
        raise NotFound("this passage is not starred", do="Star it first")
    return found


def _passage(project: Project, coding: Guid) -> tuple[Coding, Document]:
    found = project.store.codings([coding])
    if not found:
        raise NotFound(f"there is no passage {coding!r}", do="Use the GUID that a list of passages gives")
    return found[0], project.store.by_guid(Document, [found[0].document])[found[0].document]


# ---- leaving words out -----------------------------------------------------------------------------------------------


def leave_out_change(project: Project, coding: Guid, start: int, end: int) -> Change | None:
    """Return the Change that leaves words out of a starred passage; None where they are left out already.

    Args:
        start, end: code points into the document's text, half-open; widened to whole words of the passage.

    Raises:
        NotFound: if the passage is not there or not starred.
        ChangeRefused: if no word of the passage is meant, or none would be left.
    """
    present, passage, text = _words(project, coding)
    begin = passage.start
    wanted = widened(text, start - begin, end - begin)
    if wanted is None:
        raise ChangeRefused("no word of the passage is chosen", do="Select words within the starred passage")
    stretches = merged([*present.left_out, LeftOut(begin + wanted.start, begin + wanted.end)], text, begin)
    if _nothing_left(text, begin, stretches):
        raise ChangeRefused("nothing of the passage would be left", do="Leave some words, or take the star off")
    return _left_out(project, present, passage, stretches)


def put_back_change(project: Project, coding: Guid, start: int = 0, end: int | None = None) -> Change | None:
    """Return the Change that puts words back, whole stretches; None where nothing is left out there.

    Args:
        start, end: code points into the document's text, half-open; all that is left out unless given.

    Raises:
        NotFound: if the passage is not there or not starred.
    """
    present, passage, _ = _words(project, coding)
    return _left_out(project, present, passage, without(present.left_out, start, passage.end if end is None else end))


def toggle_left_out(project: Project, coding: Guid, start: int, end: int) -> Change | None:
    """Return the Change that leaves words out, or puts them back where all of them are left out.

    Raises:
        NotFound, ChangeRefused: as ``leave_out_change``.
    """
    change = leave_out_change(project, coding, start, end)
    return put_back_change(project, coding, start, end) if change is None else change


def quoted_pieces(project: Project, passage: Coding, quotation: Quotation) -> tuple[tuple[str, bool], ...]:
    """Return the words of a starred passage in order, each stretch with whether it is left out."""
    text = project.store.text(passage.document) or ""
    return tuple(pieces(text[passage.start : passage.end], passage.start, quotation.left_out))


def words_place(project: Project, coding: Guid, words: str) -> tuple[int, int]:
    """Return where words stand in a passage, in code points of its document; spaces and line ends are alike.

    Raises:
        NotFound: if the passage does not hold them, is not there, or is not starred.
        ChangeRefused: if it holds them more than once.
    """
    import re

    _, passage, text = _words(project, coding)
    found = [*re.finditer(r"\s+".join(map(re.escape, words.split())), text)] if words.strip() else []
    if not found:
        raise NotFound(f"the passage does not hold {words!r}", do="Write the words as they stand there")
    if len(found) > 1:
        raise ChangeRefused(f"the passage holds {words!r} {len(found)} times", do="Give more of the words around it")
    return passage.start + found[0].start(), passage.start + found[0].end()


def _words(project: Project, coding: Guid) -> tuple[Quotation, Coding, str]:
    passage, _ = _passage(project, coding)
    text = project.store.text(passage.document) or ""
    return _starred(project, coding), passage, text[passage.start : passage.end]


def _nothing_left(text: str, begin: int, stretches: Sequence[LeftOut]) -> bool:
    out = {place for one in stretches for place in range(one.start - begin, one.end - begin)}
    return not any(character.isalnum() for place, character in enumerate(text) if place not in out)


def _left_out(project: Project, present: Quotation, passage: Coding, stretches: tuple[LeftOut, ...]) -> Change | None:
    if stretches == present.left_out:
        return None
    return verbs.leave_out(present, stretches, project.store.by_guid(Document, [passage.document])[passage.document])


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


# ---- from whom they come ---------------------------------------------------------------------------------------------


def spread(
    project: Project,
    rows: Sequence[QuotationRow],
    question: Question | None = None,
    *,
    by: Sequence[str] | None = None,
    seen_by: Guid | None = None,
) -> Spread:
    """Return from whom quotations come, and sentences where few people, or a small group, give most of them.

    Args:
        rows: of ``quotations`` for the same question, or some of them.
        by: names of attributes and schemes whose groups are told; None for all with few values.

    Raises:
        NotFound, FilterRefused: if something is named that is not there.
    """
    asked = look_up(project, question or Question())
    people = project.store.by_guid(Respondent, asked.sample.respondents)
    coders = [c.guid for c in asked.view.coders]
    unread = hidden_behind(project, seen_by, coders, codes=None).respondents
    is_classed = asked.view.name not in ("either", "both")
    names = dividing_by_default(project, project.codebook.schemes if is_classed else ()) if by is None else by
    groups = {}
    for name in names:
        found = divide(project, name, asked.sample.respondents, asked.view, asked.scope)
        groups[found.name] = {
            people[r].label: value for value, group in found.groups.items() if value != NO_VALUE for r in group - unread
        }
    passages = [row.respondents for row in rows]
    warnings = balance_warnings(passages, groups, len(people), word="quotations")
    return Spread(balance_of(passages, groups), tuple(warnings))
