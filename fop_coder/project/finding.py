"""Words and phrases over all turns and memos, narrowed by who speaks, what is coded, and who the respondents are."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import chain

from fop_coder.coding.passages import code_passage, uncode
from fop_coder.model.base import Guid
from fop_coder.model.change import Change
from fop_coder.model.codebook import Code
from fop_coder.model.coding import Coding
from fop_coder.model.documents import Document, Role
from fop_coder.model.people import Coder
from fop_coder.model.tally import Hit
from fop_coder.project.blindness import Hidden, hidden_behind, is_discussed
from fop_coder.project.project import Project
from fop_coder.project.reading_done import taken_up
from fop_coder.project.samples import choose_sample, choose_scope, choose_view
from fop_coder.store.search import CONTEXT

__all__ = ["CONTEXT", "Narrowing", "code_turns_change", "codes_at", "find", "hidden_from_search", "turn_around"]


@dataclass(frozen=True, slots=True)
class Narrowing:
    """Where to look; what is left empty is not narrowed.

    Attributes:
        roles: of the speaker.
        codes: names of codes; a code that gathers brings those below it.
        where: filter over respondents by attribute and class; scope: filter over documents.
        memos: whether memos are searched too; never with another narrowing, which memos cannot meet.
        seen_by: the coder who is looking: what is hidden from them brings no hit in, see ``hidden_from_search``; None
            for somebody who may see everything.
    """

    roles: Sequence[Role] = ()
    codes: Sequence[str] = ()
    where: str = ""
    scope: str = ""
    memos: bool = True
    seen_by: Guid | None = None

    @property
    def leaves_memos_out(self) -> bool:
        """Whether it asks for what no memo has: a speaker, codes, respondents, documents."""
        return bool(self.roles or self.codes or self.where or self.scope)


def find(project: Project, words: str, narrowing: Narrowing | None = None) -> Iterator[Hit]:
    """Yield hits one by one, in the order of documents and text, then those in memos.

    Raises:
        FilterRefused: if there is no word to look for, or a filter cannot be read.
    """
    wanted = narrowing or Narrowing()
    scope = choose_scope(project, wanted.scope)
    respondents = None
    if wanted.where:
        respondents = choose_sample(project, wanted.where, choose_view(project, None), scope).respondents
    codes = _gathered(project, wanted.codes) if wanted.codes else None
    hits = project.store.find(
        words,
        roles=wanted.roles or None,
        codes=codes,
        respondents=respondents,
        documents=scope.documents,
        unseen=_hidden(project, wanted.seen_by, codes, scope.documents).unseen,
    )
    if wanted.leaves_memos_out or not wanted.memos:
        return hits
    return chain(hits, project.store.find_in_memos(words, _hidden(project, wanted.seen_by, None, None).unseen))


def hidden_from_search(project: Project, narrowing: Narrowing) -> str:
    """Return the sentence on what a search does not look at, as who is looking has not read it yet; '' for nothing.

    Texts are always searched: other coders' codings and memos are what may be hidden.
    """
    documents = choose_scope(project, narrowing.scope).documents
    if narrowing.codes:
        return _hidden(project, narrowing.seen_by, _gathered(project, narrowing.codes), documents).sentence
    if narrowing.leaves_memos_out or not narrowing.memos:
        return ""
    return _hidden(project, narrowing.seen_by, None, None).sentence


def _gathered(project: Project, names: Iterable[str]) -> frozenset[Guid]:
    codebook = project.codebook
    return frozenset(chain.from_iterable(codebook.gathered(project.code_named(name).guid) for name in names))


def _hidden(
    project: Project, seen_by: Guid | None, codes: frozenset[Guid] | None, documents: frozenset[Guid] | None
) -> Hidden:
    everybody = [c.guid for c in project.store.values(Coder)] if seen_by is not None else []
    return hidden_behind(project, seen_by, everybody, codes=codes, scope=documents)


def turn_around(project: Project, hit: Hit) -> tuple[int, int] | None:
    """Return the turn in which a hit lies, in code points of the document's text; None for a hit in a memo."""
    if hit.where != "turn" or hit.document_guid is None:
        return None
    turn_list = project.store.turns(hit.document_guid)
    for turn in turn_list.turns if turn_list else ():
        if turn.start <= hit.start < turn.end:
            return turn.start, turn.end
    return None


def codes_at(project: Project, document: Guid) -> list[Coding]:
    """Return the acting coder's codings in a document, in the order of the text."""
    found = project.store.values(Coding, document=document, coder=project.coder)
    return sorted(found, key=lambda c: (c.start, -c.end))


def code_turns_change(project: Project, hits: Iterable[Hit], code: Code) -> tuple[Change | None, bool]:
    """Return the Change that puts a code on the turns of hits, and True; or takes it off where all have it, and False.

    A turn has the code only where a coding of the acting coder covers exactly the turn. None where there is no turn.

    Raises:
        ChangeRefused: if the code is retired.
    """
    turns = {(h.document_guid, t) for h in hits if h.document_guid and (t := turn_around(project, h))}
    documents = project.store.by_guid(Document, {d for d, _ in turns})
    steps: list[Change] = []
    have: list[Change] = []
    for guid, (start, end) in sorted(turns):
        document = documents[guid]
        there = [c for c in codes_at(project, guid) if (c.start, c.end, c.code) == (start, end, code.guid)]
        if there:
            have.append(uncode(there[0], code, document))
        else:
            discussed = is_discussed(project, guid, project.coder, code.guid)
            steps.append(code_passage(document, start, end, code, project.coder, discussed=discussed))
    wanted = steps or have
    if not wanted:
        return None, False
    label = wanted[0].label
    if len(wanted) > 1:
        label = f"Code {code.name} on {len(wanted)} turns" if steps else f"Take {code.name} off {len(wanted)} turns"
    change = Change(label, tuple(v for s in wanted for v in s.removed), tuple(v for s in wanted for v in s.added))
    return taken_up(project, change), bool(steps)
