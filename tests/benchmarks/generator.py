"""Projects of a given size, the same for the same size: invented respondents, transcripts and dense codings.

They are written as the program writes them (one Change per document) and kept in build/bench, because the huge one
takes minutes to make.
"""

from __future__ import annotations

import hashlib
import uuid
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from random import Random

import fop_coder.store.migrations.versions as migrations
from fop_coder.model.base import Guid
from fop_coder.model.change import Change, Value
from fop_coder.model.codebook import (
    Category,
    Code,
    Codebook,
    CodebookVersion,
    CriteriaRule,
    Criterion,
    Need,
    Scheme,
    Within,
)
from fop_coder.model.coding import Classification, Coding, Mark, MarkKind
from fop_coder.model.documents import (
    Assignment,
    Document,
    Finish,
    ReadFor,
    Role,
    Speaker,
    Text,
    Turn,
    TurnList,
    turns_guid,
)
from fop_coder.model.people import Attribute, AttributeType, AttributeValue, Coder, Respondent, Settings
from fop_coder.store.store import Store
from tests.benchmarks.speech import Stretch, Talk, Transcript

VERSION = 1
"""To be raised when other projects come out of this module, so that kept ones are made anew."""

VOCABULARY_SEED = f"words {VERSION}"
AT = "2024-01-01T09:00:00Z"
CODES = 20
_KEY = 12
GROUP = 8
"""How many respondents speak in the long document, a focus group."""

Progress = Callable[[int, int], None]


@dataclass(frozen=True)
class Size:
    """How large a project is.

    Attributes:
        characters: of each document; long_characters: of the one long document, 0 for none.
        codings: over all documents but the long one; long_codings: in that. Half of them are each coder's.
    """

    name: str
    documents: int
    respondents: int
    characters: int
    codings: int
    long_characters: int = 0
    long_codings: int = 0

    @property
    def all_codings(self) -> int:
        """Codings in all documents."""
        return self.codings + self.long_codings


LARGE = Size("large", 200, 200, 40_000, 50_000, 500_000, 5_000)
LARGE_TENTH = Size("large-tenth", 20, 20, 40_000, 5_000, 50_000, 500)
HUGE = Size("huge", 2_000, 2_000, 40_000, 1_000_000)
HUGE_TENTH = Size("huge-tenth", 200, 200, 40_000, 100_000)
TINY = Size("tiny", 3, 9, 1_500, 60, 3_000, 20)


def kept_project(size: Size, folder: Path, progress: Progress | None = None) -> Path:
    """Return a project of this size, made now unless it is kept from an earlier run."""
    path = folder / f"{size.name}-{_key(size)}.fop"
    if not path.exists():
        folder.mkdir(parents=True, exist_ok=True)
        fresh = path.with_suffix(".making")
        fresh.unlink(missing_ok=True)
        make_project(size, fresh, progress)
        for stale in folder.glob(f"{size.name}-{'?' * _KEY}.fop"):
            stale.unlink()
        fresh.rename(path)
    return path


def _key(size: Size) -> str:
    """Return what changes when the generator or the file's schema does."""
    told = hashlib.sha256(f"{VERSION} {size}".encode())
    for place in migrations.__path__:
        for migration in sorted(Path(place).glob("*.py")):
            told.update(migration.read_bytes())
    return told.hexdigest()[:_KEY]


def words_for(size: Size) -> str:
    """Return a size in words."""
    documents = size.documents + bool(size.long_characters)
    return f"{documents:,} documents, {size.respondents:,} respondents, {size.all_codings:,} codings"


def make_project(size: Size, path: Path, progress: Progress | None = None) -> None:
    """Write a project of this size."""
    study = _Study(size)
    Store.create(path, study.first(), study.coders[0].guid)
    store = Store.open(path)
    try:
        total = size.documents + bool(size.long_characters)
        for number, change in enumerate(study.documents(), start=1):
            store.apply(change, study.coders[0].guid)
            if progress:
                progress(number, total)
        store.apply(study.last(), study.coders[0].guid)
    finally:
        store.close()


class _Study:
    """Everything in one project, from one seed."""

    def __init__(self, size: Size) -> None:
        self.size = size
        self.rng = Random(f"{VERSION} {size.name}")
        self.talk = Talk(VOCABULARY_SEED)
        self.coders = tuple(Coder(self.guid(), f"Coder {n}") for n in (1, 2))
        self.codebook = Codebook("Bench", self._codes(), (self._scheme(),))
        self.respondents = tuple(Respondent(self.guid(), f"R{n:04}") for n in range(1, size.respondents + 1))
        chances = {c.guid: self.rng.uniform(0.1, 0.95) for c in self.codebook.codes}
        self.likely = {
            r.guid: [c for c in self.codebook.codes if self.rng.random() < chances[c.guid]] or [self.codebook.codes[0]]
            for r in self.respondents
        }

    def guid(self) -> Guid:
        return Guid(str(uuid.UUID(int=self.rng.getrandbits(128), version=4)))

    def _codes(self) -> tuple[Code, ...]:
        codes: list[Code] = []
        for place in range(CODES):
            name = f"{self.talk.words[200 + place].capitalize()} {place + 1}"
            code = Code(
                self.guid(),
                f"code-{place + 1}",
                name,
                definition=" ".join(self.talk.sentence(self.rng) for _ in range(3)),
                colour=place % 12 + 1,
                position=place,
            )
            if place % 5 == 0:
                rule = (
                    CriteriaRule(Need.ALL, Within.PASSAGE),
                    CriteriaRule(Need.AT_LEAST, Within.RESPONDENT, at_least=2),
                )[place // 5 % 2]
                criteria = tuple(Criterion(self.guid(), key, f"Criterion {key}") for key in "abc")
                code = replace(code, criteria=criteria, criteria_rule=rule, criteria_word="fully so")
            elif place % 5 == 3:
                code = replace(code, parent=codes[place - 1].guid)
                codes[place - 1] = replace(codes[place - 1], gathers=True)
            codes.append(code)
        return tuple(codes)

    def _scheme(self) -> Scheme:
        categories = tuple(Category(self.guid(), ident, ident.capitalize()) for ident in ("early", "midway", "late"))
        return Scheme(self.guid(), "stage", "Stage", categories)

    def first(self) -> Change:
        """Return what the project begins with: coders, codebook, respondents and their attributes."""
        coder = self.coders[0].guid
        settings = Settings(self.guid(), f"Bench {self.size.name}", coder, coder, chosen="random")
        version = CodebookVersion(self.guid(), 1, AT, "Codebook Bench")
        start: tuple[Value, ...] = (*self.coders, settings, version, *self.codebook.codes, *self.codebook.schemes)
        return Change("New project", added=(*start, *self.respondents, *self._attributes()))

    def _attributes(self) -> Iterator[Value]:
        category, number, date = AttributeType.CATEGORY, AttributeType.NUMBER, AttributeType.DATE
        told: tuple[tuple[str, AttributeType, Callable[[], str]], ...] = (
            ("borough", category, lambda: f"Borough {self.rng.randint(1, 5)}"),
            ("role", category, lambda: self.rng.choice(("practitioner", "manager", "trainer"))),
            ("team", category, lambda: f"Team {self.rng.randint(1, 8)}"),
            ("training days", number, lambda: str(self.rng.randint(0, 30))),
            ("started", date, lambda: f"20{self.rng.randint(10, 23)}-0{self.rng.randint(1, 9)}-15"),
        )
        for position, (name, kind, value) in enumerate(told):
            attribute = Attribute(self.guid(), name, kind, position)
            yield attribute
            for respondent in self.respondents:
                if self.rng.random() < 0.97:
                    written = value()
                    figure = float(written) if kind is number else None
                    yield AttributeValue(self.guid(), respondent.guid, attribute.guid, written, figure)

    def documents(self) -> Iterator[Change]:
        """Yield a Change for each document: text, turns, assignments, finish records and codings."""
        size = self.size
        for place in range(size.documents):
            joint = 2 if place % 8 == 7 else 1
            people = [self.respondents[(place + n) % len(self.respondents)] for n in range(joint)]
            codings = size.codings * (place + 1) // size.documents - size.codings * place // size.documents
            yield self._document(f"Interview {place + 1:04}", people, size.characters, codings)
        if size.long_characters:
            people = list(self.respondents[:GROUP])
            yield self._document("Focus group", people, size.long_characters, size.long_codings)

    def _document(self, name: str, people: list[Respondent], characters: int, codings: int) -> Change:
        labels = ("Interviewer", *(p.label for p in people))
        transcript = self.talk.transcript(self.rng, labels, characters)
        text = Text.of(transcript.text)
        document = Document(
            self.guid(), name, text.sha256, len(text.content), source=f"{name}.docx", format="Word", added=AT
        )
        speakers = [Speaker(self.guid(), document.guid, labels[0], Role.INTERVIEWER)]
        speakers += [Speaker(self.guid(), document.guid, p.label, Role.RESPONDENT, p.guid) for p in people]
        turns = tuple(Turn(s.start, s.end, speakers[s.speaker].guid) for s in transcript.stretches)
        added: list[Value] = [document, *speakers, TurnList(turns_guid(document.guid), document.guid, turns)]
        for coder in self.coders:
            added.append(Assignment(self.guid(), document.guid, coder.guid))
            added.extend(self._finished(document, coder))
        added.extend(self._codings(document, transcript, people, codings))
        return Change(f"Import and code {name}", added=tuple(added), texts=(text,))

    def _finished(self, document: Document, coder: Coder) -> Iterator[Finish]:
        """Yield the finish record of nearly every document; some were read before the last two codes came."""
        if self.rng.random() < 0.04:
            return
        codes = self.codebook.codes[: -2 if self.rng.random() < 0.1 else None]
        read_for = tuple(ReadFor(guid, 1) for guid in sorted(c.guid for c in codes))
        yield Finish(self.guid(), document.guid, coder.guid, document.sha256, AT, 1, read_for)

    def _codings(
        self, document: Document, transcript: Transcript, people: list[Respondent], wanted: int
    ) -> Iterator[Coding]:
        answers = [s for s in transcript.stretches if s.speaker]
        questions = [s for s in transcript.stretches if not s.speaker]
        taken: set[tuple[int, int, Guid, Guid]] = set()
        while len(taken) < wanted:
            coder = self.coders[len(taken) % 2].guid
            # Half of the codings lie on a quarter of the turns: that is where passages overlap most.
            hot = answers[: max(1, len(answers) // 4)] if self.rng.random() < 0.5 else answers
            turn = self.rng.choice(hot) if self.rng.random() < 0.95 or not questions else self.rng.choice(questions)
            start, end = self._passage(turn, len(transcript.text))
            code = self.rng.choice(self.likely[people[max(0, turn.speaker - 1)].guid])
            if (start, end, code.guid, coder) in taken:
                continue
            taken.add((start, end, code.guid, coder))
            criteria = tuple(sorted(c.guid for c in code.criteria if self.rng.random() < 0.5))
            memo = self.talk.sentence(self.rng) if self.rng.random() < 0.05 else ""
            yield Coding(self.guid(), document.guid, start, end, code.guid, coder, criteria, memo, AT)

    def _passage(self, turn: Stretch, length: int) -> tuple[int, int]:
        """Return a whole turn, a part of it, or more than it."""
        kind = self.rng.random()
        if kind < 0.25 or turn.end - turn.start < 8:
            return turn.start, turn.end
        start = self.rng.randrange(turn.start, turn.end - 5)
        if kind < 0.95:
            return start, self.rng.randint(start + 5, turn.end)
        return start, min(length, turn.end + self.rng.randint(1, 600))

    def last(self) -> Change:
        """Return marks and classes, which are given when everything has been read."""
        scheme = self.codebook.schemes[0]
        added: list[Value] = []
        for respondent in self.respondents:
            for coder in self.coders:
                if self.rng.random() < 0.9:
                    category = self.rng.choice(scheme.categories).guid
                    added.append(Classification(self.guid(), respondent.guid, scheme.guid, category, coder.guid))
                for code in self.rng.sample(self.codebook.codes, 2):
                    if self.rng.random() < 0.3:
                        kind = self.rng.choice(list(MarkKind))
                        added.append(Mark(self.guid(), respondent.guid, code.guid, coder.guid, kind))
        return Change("Classify and mark", added=tuple(added))
