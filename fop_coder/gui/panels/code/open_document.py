"""The document that is open, as the acting coder sees it, and the Changes that their keys make of it."""

from __future__ import annotations

from fop_coder.coding.codebook import add_code, next_key
from fop_coder.coding.passages import code_passage, resize, uncode
from fop_coder.gui.panels.code.coding_index import CodingIndex, Drawn
from fop_coder.gui.panels.code.others_here import OthersHere
from fop_coder.gui.panels.code.segments import Segments
from fop_coder.model.base import Guid
from fop_coder.model.change import Change
from fop_coder.model.codebook import Category, Code, Scheme
from fop_coder.model.coding import Coding
from fop_coder.model.documents import Document
from fop_coder.model.people import Respondent
from fop_coder.project import Project
from fop_coder.project.blindness import is_discussed
from fop_coder.project.codebook_edits import edit_change
from fop_coder.project.documents import codings_of, speeches_of, text_of
from fop_coder.project.judgements import class_change, classification_of
from fop_coder.project.others_coding import others_coding
from fop_coder.project.reading_done import taken_up


class OpenDocument:
    """A document's text, turns and codings, read once and kept in step."""

    def __init__(self, project: Project, document: Document) -> None:
        """Read everything that is shown of it."""
        self.project, self.document = project, document
        self.segments = Segments(text_of(project, document), speeches_of(project, document))
        self.index = CodingIndex(self.segments)
        self.codes: dict[Guid, Code] = {}
        self.others: OthersHere | None = None
        self.read_codings()

    def is_discussed(self, code: Guid) -> bool:
        """Say whether a coding that the acting coder makes now is made after discussion."""
        return is_discussed(self.project, self.document.guid, self.project.coder, code)

    def read_codings(self) -> None:
        """Read codes and codings anew."""
        self.codes = {c.guid: c for c in self.project.codebook.codes}
        codings, uncounted = codings_of(self.project, self.document)
        self.index.fill(codings, self.codes, uncounted)

    def read_others(self, *, wanted: bool) -> None:
        """Read what others made of it, as far as the acting coder may see it; forget it where it is not wanted."""
        found = others_coding(self.project, self.document) if wanted else None
        self.others = OthersHere(self.segments, found, self.codes) if found is not None else None

    def take_in(self, change: Change) -> None:
        """Follow a Change of codings without reading the others anew."""
        for value in change.removed:
            if isinstance(value, Coding):
                self.index.remove(value.guid)
        added = [c for c in change.added if isinstance(c, Coding) and c.document == self.document.guid]
        counted = self.project.store.counted_for([c.guid for c in added])
        for coding in added:
            self.index.add(coding, self.codes[coding.code], counted=bool(counted[coding.guid]))

    def codes_used(self) -> frozenset[Guid]:
        """Return the codes of counting passages."""
        return frozenset(d.code.guid for d in self.index.in_order() if d.counted)

    def turn_words(self, start: int, end: int) -> tuple[int, int] | None:
        """Return the numbers, counted from 1, of the first and last turn that a passage touches; None outside turns."""
        turns = [t for n in self.segments.span(start, end) if (t := self.segments.turn_of(n)) is not None]
        return (turns[0] + 1, turns[-1] + 1) if turns else None

    # ---- what keys do ------------------------------------------------------------------------------------------------

    def code_with_key(self, key: str) -> Code | None:
        """Return the code in use that a key stands for."""
        wanted = key.casefold()
        return next((c for c in self.codes.values() if not c.retired and c.key and c.key.casefold() == wanted), None)

    def toggle(self, code: Code, passage: tuple[int, int]) -> Change:
        """Put a code on a passage, or take it off where it is on exactly that passage."""
        there = self.index.at(*passage, code.guid)
        if there is not None:
            return uncode(there.coding, code, self.document)
        discussed = self.is_discussed(code.guid)
        put = code_passage(self.document, *passage, code, self.project.coder, discussed=discussed)
        return taken_up(self.project, put)

    def make_and_code(self, name: str, passage: tuple[int, int] | None) -> Change:
        """Make a new code and put it on a passage, in one Change.

        Raises:
            ValueRefused: if it cannot be called so.
        """
        codebook = self.project.codebook
        made = edit_change(self.project, add_code(codebook, name, key=next_key(codebook)))
        if passage is None:
            return made
        code = next(v for v in made.added if isinstance(v, Code))
        put = code_passage(self.document, *passage, code, self.project.coder, discussed=self.is_discussed(code.guid))
        return taken_up(self.project, made.joined(put, f"Make code {name} and put it on {self.document.name}"))

    def resized(self, drawn: Drawn, start: int, end: int) -> Change | None:
        """Return the Change that moves a passage's ends; None where nothing would change or another has that place."""
        coding = drawn.coding
        if start >= end or (start, end) == (coding.start, coding.end):
            return None
        if self.index.at(start, end, coding.code) is not None:
            return None
        return resize(coding, start, end, self.document, discussed=self.is_discussed(coding.code))

    def pulled(self, drawn: Drawn, which: str) -> tuple[int, int]:
        """Return a passage with one end a word further: "end", "end back", "start", "start back"."""
        start, end, segments = drawn.coding.start, drawn.coding.end, self.segments
        if which == "end":
            return start, segments.next_end(end)
        if which == "end back":
            return start, segments.previous_end(end)
        if which == "start":
            return segments.next_start(start), end
        return segments.previous_start(start), end

    # ---- whose turn it is --------------------------------------------------------------------------------------------

    def respondent_at(self, turn: int | None) -> Respondent | None:
        """Return whom a turn counts for; the only respondent of the document where the turn counts for nobody."""
        people = {s.person for s in self.segments.speeches if s.person}
        wanted = self.segments.speeches[turn].person if turn is not None else None
        if wanted is None and len(people) == 1:
            wanted = next(iter(people))
        return self.project.store.by_guid(Respondent, [wanted]).get(wanted) if wanted else None

    def class_of(self, respondent: Respondent, scheme: Scheme) -> Category | None:
        """Return the class that the acting coder gave a respondent."""
        present = classification_of(self.project, respondent.guid, scheme.guid, self.project.coder)
        return scheme.category(present.category) if present else None

    def classify(self, respondent: Respondent, scheme: Scheme, category: Category) -> Change | None:
        """Return the Change that gives a respondent a class; None where they have it."""
        if self.class_of(respondent, scheme) == category:
            return None
        return class_change(self.project, respondent, scheme, category.ident, "")
