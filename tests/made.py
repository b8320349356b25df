"""Studies made of a few words for each respondent: what they referred to, classes, marks, and what is known of them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from fop_coder.model.base import Guid, derived_guid
from fop_coder.model.change import Change, Value
from fop_coder.model.codebook import Band, Category, Code, Cut, Instrument, Item, Scheme
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
    fingerprint,
    turns_guid,
)
from fop_coder.model.people import Attribute, AttributeType, AttributeValue, Respondent, Settings, parse_number
from fop_coder.project import Project
from tests.reference import small
from tests.reference.stores import in_memory

MARKS = {"not asked": MarkKind.NOT_ASKED, "too little information": MarkKind.TOO_LITTLE}


def guid(*parts: object) -> Guid:
    return derived_guid("made", *map(str, parts))


def code(ident: str, **fields: object) -> Code:
    return Code(guid("code", ident), ident, ident.capitalize(), **fields)  # type: ignore[arg-type]


def scheme(ident: str, *categories: str) -> Scheme:
    made = (Category(guid(ident, c), c.replace(" ", "-").lower(), c) for c in categories)
    return Scheme(guid("scheme", ident), ident, ident.replace("-", " ").capitalize(), tuple(made))


def band(ident: str, cuts: str, *codes: Code, number_of: str = "") -> Band:
    """Return a band with cuts written like "0–1 2–4 5+"."""
    made = []
    for label in cuts.split():
        lowest, _, highest = label.rstrip("+").partition("–")
        made.append(Cut(label, float(lowest), None if label.endswith("+") else float(highest or lowest)))
    counted = tuple(c.guid for c in codes)
    return Band(guid("band", ident), ident, ident.capitalize(), tuple(made), counted, number_of)


def instrument(ident: str, items: int, reversed_: Iterable[int] = (), *, most_missing: int = 0) -> Instrument:
    """Return an instrument with answers 1 to 5; the first half of its items make the subscale "first"."""
    turned = set(reversed_)
    made = (Item(n, n in turned, "first" if n <= items // 2 else "second") for n in range(1, items + 1))
    return Instrument(guid(ident), ident, ident.upper(), 1, 5, tuple(made), "worse", most_missing)


class Made:
    """A study that one coder has read: gathered in memory, then opened."""

    def __init__(self, *codebook: Code | Scheme | Band | Instrument, chosen: str = "unknown") -> None:
        self.codes = {v.ident: v for v in codebook if isinstance(v, Code)}
        self.schemes = {v.ident: v for v in codebook if isinstance(v, Scheme)}
        self.chosen = chosen
        self._values: list[Value] = list(codebook)
        self._texts: dict[str, Text] = {}
        self._people: dict[str, Respondent] = {}
        self._attributes: dict[str, Attribute] = {}

    def person(self, label: str) -> Respondent:
        """Return a respondent, added where they are new."""
        if label not in self._people:
            self._people[label] = Respondent(guid("respondent", label), label)
            self._values.append(self._people[label])
        return self._people[label]

    def says(
        self,
        label: str,
        *codes: str,
        finished: bool = True,
        kind: str = "interview",
        occasion: str = "",
        marks: Mapping[str, str] | None = None,
        classes: Mapping[str, str] | None = None,
        **values: object,
    ) -> None:
        """Somebody is heard in a document, in which each of some codes has a passage of its own."""
        who = self.person(label)
        document = guid("document", label, kind, occasion)
        words = [f"on {ident}." for ident in codes] or ["nothing."]
        text = f"{label} {kind} {occasion}: " + " ".join(words)
        self._texts[text] = Text.of(text)
        speaker = Speaker(guid(document, "R"), document, "R", Role.RESPONDENT, who.guid)
        sha256, first = fingerprint(text), small.FIRST.guid
        self._values += [
            Document(document, f"{label} {kind} {occasion}".strip(), sha256, len(text), kind=kind, occasion=occasion),
            speaker,
            TurnList(turns_guid(document), document, (Turn(0, len(text), speaker.guid),)),
            Assignment(guid(document, "assigned"), document, first),
        ]
        if finished:
            read = tuple(sorted((ReadFor(c.guid, c.meaning) for c in self.codes.values()), key=lambda r: r.code))
            self._values.append(Finish(guid(document, "read"), document, first, sha256, small.AT, 1, read))
        for ident in codes:
            start = text.index(f"on {ident}.")
            coding = Coding(
                guid(document, ident), document, start, start + len(ident) + 4, self.codes[ident].guid, first
            )
            self._values.append(coding)
        self.judged(label, marks or {}, classes or {}, occasion=occasion if classes and occasion else "")
        self.known(label, {name.replace("_", " "): str(value) for name, value in values.items()})

    def judged(self, label: str, marks: Mapping[str, str], classes: Mapping[str, str], *, occasion: str = "") -> None:
        """The coder marks and classifies somebody."""
        who, first = self.person(label), small.FIRST.guid
        about: dict[str, Code | Scheme] = {**self.codes, **self.schemes}
        for ident, mark in marks.items():
            self._values.append(Mark(guid(label, ident), who.guid, about[ident].guid, first, MARKS[mark]))
        for ident, name in classes.items():
            category = next(c.guid for c in self.schemes[ident].categories if c.name == name)
            given = guid(label, ident, occasion)
            self._values.append(
                Classification(given, who.guid, self.schemes[ident].guid, category, first, occasion=occasion)
            )

    def known(self, label: str, values: Mapping[str, str], *, occasion: str = "") -> None:
        """Something is known of somebody, on all occasions or on one."""
        for name, written in values.items():
            if name not in self._attributes:
                self._attributes[name] = Attribute(
                    guid("attribute", name), name, AttributeType.NUMBER, len(self._attributes)
                )
                self._values.append(self._attributes[name])
            attribute = self._attributes[name].guid
            value = guid(label, name, occasion)
            number = parse_number(written)
            who = self.person(label).guid
            self._values.append(AttributeValue(value, who, attribute, written, number, occasion))

    @contextmanager
    def open(self, bare_project: Path) -> Iterator[Project]:
        """Open the study, in memory."""
        with in_memory(bare_project) as store:
            store.apply(
                Change("All of it", added=tuple(self._values), texts=tuple(self._texts.values())), small.FIRST.guid
            )
            project = Project(store, small.FIRST.guid)
            if self.chosen != "unknown":
                present = project.settings
                after = Settings(present.guid, present.name, present.default_coder, present.default_view, self.chosen)
                project.apply(Change("Chosen", (present,), (after,)))
            yield project
