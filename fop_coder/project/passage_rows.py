"""Passages with whose and where they are: the rows of every list, drawer and export."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from fop_coder.model.base import Guid
from fop_coder.model.codebook import Code
from fop_coder.model.coding import Coding
from fop_coder.model.documents import Document, Speaker
from fop_coder.model.people import Coder, Respondent
from fop_coder.model.tally import CONSENSUS_OF, PassageRow
from fop_coder.project.consensus_passages import ConsensusPassage
from fop_coder.project.project import Project

_AT_ONCE = 1000
_DOCUMENTS_OPEN = 4
"""Documents kept while passages are read: a respondent's or a code's may go to and fro between some."""


def passage_rows(
    project: Project, passages: Iterable[Guid], joint: Mapping[Guid, ConsensusPassage] | None = None
) -> Iterator[PassageRow]:
    """Yield passages with whose and where they are; texts are read one document at a time.

    Args:
        passages: GUIDs of codings, or of what ``joint`` holds; those that are gone are left out.
        joint: passages of the consensus that are no coding of one coder, by GUID.
    """
    rows = _Rows(project)
    every = list(passages)
    for first in range(0, len(every), _AT_ONCE):
        part = every[first : first + _AT_ONCE]
        guids = [guid for guid in part if not (joint and guid in joint)]
        counted = project.store.counted_for(guids)
        codings = {c.guid: c for c in project.store.codings(guids)}
        for guid in part:
            if joint and guid in joint:
                yield rows.of_consensus(joint[guid])
            elif guid in codings:
                yield rows.of_coding(codings[guid], counted[guid])


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


@dataclass(frozen=True, slots=True)
class _Said:
    """Who says that a passage carries a code, and what they note."""

    coder: str
    memo: str
    discussed: bool


class _Rows:
    """Makes rows; names are read once."""

    def __init__(self, project: Project) -> None:
        codebook = project.codebook
        self._project = project
        self._codes: Mapping[Guid, Code] = {c.guid: c for c in codebook.codes}
        self._coders = {c.guid: c.name for c in project.store.values(Coder)}
        self._documents = {d.guid: d for d in project.store.values(Document)}
        self._respondents = {r.guid: r.label for r in project.store.values(Respondent)}
        self._opened: dict[Guid, _OpenDocument] = {}

    def of_coding(self, coding: Coding, counted: frozenset[Guid]) -> PassageRow:
        """Return the row of one coder's passage; ``counted``: for whom it counts."""
        return self._row(coding, counted, _Said(self._coders[coding.coder], coding.memo, coding.discussed))

    def of_consensus(self, passage: ConsensusPassage) -> PassageRow:
        """Return the row of a passage of the consensus: who said so, and all their memos."""
        names = [self._coders[coder] for coder in passage.coders]
        several = passage.is_settled or len(names) > 1
        codings = self._project.store.codings(passage.codings)
        memos = [f"{self._coders[c.coder]}: {c.memo}" if several else c.memo for c in codings if c.memo]
        discussed = passage.is_settled or any(c.discussed for c in codings)
        said = _Said(f"{CONSENSUS_OF}{', '.join(names)})" if several else names[0], "\n".join(memos), discussed)
        return self._row(passage, passage.respondents, said)

    def _row(self, passage: Coding | ConsensusPassage, counted: frozenset[Guid], said: _Said) -> PassageRow:
        code, document = self._codes[passage.code], self._open(passage.document)
        return PassageRow(
            coding=passage.guid,
            respondents=tuple(sorted((self._respondents[r] for r in counted), key=str.casefold)),
            document=self._documents[passage.document].name,
            speakers=document.speakers(passage.start, passage.end),
            text=document.text[passage.start : passage.end],
            code=code.ident,
            code_name=code.name,
            coder=said.coder,
            criteria=tuple(c.name for c in code.criteria if c.guid in passage.criteria),
            memo=said.memo,
            start=passage.start,
            end=passage.end,
            discussed=said.discussed,
        )

    def _open(self, guid: Guid) -> _OpenDocument:
        if guid not in self._opened:
            if len(self._opened) >= _DOCUMENTS_OPEN:
                self._opened.clear()
            self._opened[guid] = _OpenDocument(self._project, guid)
        return self._opened[guid]
