"""Codings as a table: document, start, end, code, coder, criteria, memo, the passage to be sure of the place, made:
blind or after discussion, and the GUID by which a passage is named elsewhere.
"""  # noqa: D205

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from fop_coder.coding.documents import assignment
from fop_coder.coding.respondents import add_coder
from fop_coder.exporters.line_tables import write_lines
from fop_coder.importers.line_tables import CodingLine, read_codings
from fop_coder.model.base import Guid, new_guid, now
from fop_coder.model.change import Change, Value
from fop_coder.model.codebook import Code
from fop_coder.model.coding import Coding
from fop_coder.model.documents import Assignment, Document
from fop_coder.model.errors import ChangeRefused, NotFound
from fop_coder.model.people import Coder
from fop_coder.project.project import Project, in_row, named

COLUMNS = ("document", "start", "end", "code", "coder", "criteria", "memo", "passage", "made", "guid")
MADE = {False: "blind", True: "after discussion"}
"""What the column made says of a coding: whether its coder could see what others had made of the document."""


@dataclass(frozen=True, slots=True)
class CodingsReport:
    """What came of a table of codings."""

    added: int
    there_already: int
    new_coders: tuple[str, ...]
    newly_assigned: int


def import_codings(project: Project, path: Path) -> CodingsReport:
    """Take over a table of codings: all rows in one Change, or none.

    A coder who is not known yet is added. Somebody who codes a document is assigned to it. A row with the same passage,
    code and coder as a coding that is there is passed over. Where the column passage is filled it must be what the text
    holds there. The column guid is not looked at: what comes in
    is a coding of this project, with a GUID of its own. Where the column made says "after discussion" a coding is no
    independent one; without it, it is.

    Raises:
        ChangeRefused: naming the first row that does not fit.
    """
    lines = read_codings(path)
    taking = _Taking(project, path.name)
    for line in lines:
        with in_row(path.name, line.row):
            taking.take(line)
    return taking.finish()


class _Taking:
    """Rows of codings on their way in; names are looked up once."""

    def __init__(self, project: Project, source: str) -> None:
        self.project, self.source = project, source
        self.documents = project.store.values(Document)
        self.codes = project.codebook.codes
        self.coders = list(project.store.values(Coder))
        self.assigned = {(a.document, a.coder) for a in project.store.values(Assignment)}
        self.there: dict[tuple[Guid, Guid], set[tuple[int, int, Guid]]] = {}
        self.texts: tuple[Guid, str] | None = None
        self.codings: list[Coding] = []
        self.new: list[Value] = []
        self.assignments: dict[tuple[Guid, Guid], Assignment] = {}
        self.doubled = 0
        self._found: dict[tuple[str, str], Document | Code] = {}

    def take(self, line: CodingLine) -> None:
        """Turn a row into a coding."""
        document = self._document(line.document)
        code = self._code(line.code)
        coder = self._coder(line.coder)
        self._check_place(line, document)
        place = (line.start, line.end, code.guid)
        there = self._there(document.guid, coder.guid)
        if place in there:
            self.doubled += 1
            return
        there.add(place)
        criteria = tuple(sorted({criterion_named(code, word) for word in line.criteria}))
        self.codings.append(
            Coding(
                new_guid(),
                document.guid,
                line.start,
                line.end,
                code.guid,
                coder.guid,
                criteria,
                memo=line.memo,
                at=now(),
                discussed=line.discussed,
            )
        )
        pair = (document.guid, coder.guid)
        if pair not in self.assigned:
            self.assignments.setdefault(pair, assignment(*pair))

    def finish(self) -> CodingsReport:
        """Apply everything taken."""
        added: tuple[Value, ...] = (*self.new, *self.assignments.values(), *self.codings)
        self.project.apply(Change(f"Import {len(self.codings)} codings from {self.source}", added=added))
        names = tuple(c.name for c in self.new if isinstance(c, Coder))
        return CodingsReport(len(self.codings), self.doubled, names, len(self.assignments))

    def _document(self, name: str) -> Document:
        found = self._found.get(("document", name))
        if not isinstance(found, Document):
            found = named("document", self.documents, name, lambda d: (d.name, d.source))
            self._found[("document", name)] = found
        return found

    def _code(self, name: str) -> Code:
        found = self._found.get(("code", name))
        if not isinstance(found, Code):
            found = named("code", self.codes, name, lambda c: (c.ident, c.name))
            self._found[("code", name)] = found
        return found

    def _coder(self, name: str) -> Coder:
        if not name:
            return next(c for c in self.coders if c.guid == self.project.coder)
        for coder in self.coders:
            if name.casefold() == coder.name.casefold() or name == coder.guid:
                return coder
        fresh = next(v for v in add_coder(name).added if isinstance(v, Coder))
        self.coders.append(fresh)
        self.new.append(fresh)
        return fresh

    def _check_place(self, line: CodingLine, document: Document) -> None:
        if line.end > document.length:
            raise ChangeRefused(
                f"the passage ends at character {line.end}, {document.name} has {document.length}",
                where=f"{self.source}, row {line.row}",
                do="Offsets are Unicode code points into the text as shown by: fop-coder text",
            )
        if line.passage and self._text(document)[line.start : line.end] != line.passage:
            shown = self._text(document)[line.start : line.end]
            raise ChangeRefused(
                f"{document.name} has other words from {line.start} to {line.end}: {shown[:60]!r}",
                where=f"{self.source}, row {line.row}",
                do="Correct start and end, or empty the column passage",
            )

    def _text(self, document: Document) -> str:
        if self.texts is None or self.texts[0] != document.guid:
            self.texts = (document.guid, self.project.store.text(document.guid) or "")
        return self.texts[1]

    def _there(self, document: Guid, coder: Guid) -> set[tuple[int, int, Guid]]:
        if (document, coder) not in self.there:
            present = self.project.store.values(Coding, document=document, coder=coder)
            self.there[(document, coder)] = {(c.start, c.end, c.code) for c in present}
        return self.there[(document, coder)]


def criterion_named(code: Code, word: str) -> Guid:
    """Return a criterion of a code by key, name or GUID.

    Raises:
        NotFound: naming the code's criteria.
    """
    for criterion in code.criteria:
        if word.casefold() in (criterion.key.casefold(), criterion.name.casefold(), criterion.guid):
            return criterion.guid
    keys = ", ".join(c.key for c in code.criteria) or "none"
    raise NotFound(f"{code.name} has no criterion {word!r}", do=f"Its criteria: {keys}")


def codings_in_table(project: Project, path: Path) -> list[Guid]:
    """Return the codings that the rows of a table name by document, start, end, code and coder.

    Raises:
        ChangeRefused: naming the first row that is no coding of the project.
    """
    found = []
    for line in read_codings(path):
        with in_row(path.name, line.row):
            document, code = project.document_named(line.document), project.code_named(line.code)
            coder = project.coder_named(line.coder).guid if line.coder else project.coder
            there = project.store.values(Coding, document=document.guid, code=code.guid, coder=coder, start=line.start)
            same = [c.guid for c in there if c.end == line.end]
            if not same:
                raise NotFound(f"{document.name} has no passage from {line.start} to {line.end} with {code.name}")
        found.extend(same)
    return found


def export_codings(project: Project, path: Path, codings: Iterable[Guid] | None = None) -> int:
    """Write codings as a table that ``import_codings`` reads; return how many."""
    guids = project.store.coding_guids() if codings is None else list(codings)
    return write_lines(path, COLUMNS, _coding_lines(project, guids))


def _coding_lines(project: Project, guids: list[Guid]) -> Iterator[tuple[object, ...]]:
    criteria = {k.guid: k.key for c in project.codebook.codes for k in c.criteria}
    codes = {c.guid: c.ident for c in project.codebook.codes}
    coders = {c.guid: c.name for c in project.store.values(Coder)}
    documents = {d.guid: d.name for d in project.store.values(Document)}
    of, text = None, ""
    for first in range(0, len(guids), 1000):
        for coding in project.store.codings(guids[first : first + 1000]):
            if of != coding.document:
                of, text = coding.document, project.store.text(coding.document) or ""
            yield (
                documents[coding.document],
                coding.start,
                coding.end,
                codes[coding.code],
                coders[coding.coder],
                ";".join(sorted(criteria[c] for c in coding.criteria)),
                coding.memo,
                text[coding.start : coding.end],
                MADE[coding.discussed],
                coding.guid,
            )
