"""What the tables over a sample can be made of: what divides respondents, numbers, bands, and occasions."""

from __future__ import annotations

from dataclasses import dataclass

from fop_coder.model.codebook import Band
from fop_coder.model.people import Attribute, AttributeType, AttributeValue, parse_number
from fop_coder.project.numbers import CODES, answer_attributes, item_attributes
from fop_coder.project.occasions import occasions
from fop_coder.project.project import Project


@dataclass(frozen=True, slots=True)
class Option:
    """One thing to choose.

    Attributes:
        key: what to ask for; a GUID wherever there is one, because names may be borne twice.
        kind: "code", "scheme", "band", "attribute", "instrument", "subscale", "documents" or "codes".
    """

    key: str
    name: str
    kind: str


@dataclass(frozen=True, slots=True)
class TableChoices:
    """What can be chosen for tables.

    Attributes:
        dividing: what can be one side of a cross-table.
        numbers: what can be set against one another.
        occasions: sorted.
    """

    dividing: tuple[Option, ...]
    numbers: tuple[Option, ...]
    occasions: tuple[str, ...]

    @property
    def bands(self) -> tuple[Option, ...]:
        """What was derived from a number."""
        return tuple(o for o in self.dividing if o.kind == "band")

    @property
    def schemes(self) -> tuple[Option, ...]:
        """What respondents are classified by."""
        return tuple(o for o in self.dividing if o.kind == "scheme")

    @property
    def changing(self) -> tuple[Option, ...]:
        """What may be another at a later occasion: everything but which documents somebody has."""
        return tuple(o for o in self.dividing if o.kind != "documents")


def table_choices(project: Project) -> TableChoices:
    """Return what tables of a project can be made of; answers to the items of an instrument stand in its total."""
    codebook = project.codebook
    instruments = [(i, item_attributes(project, i)) for i in codebook.instruments]
    items = answer_attributes(project)
    attributes = sorted(project.store.values(Attribute), key=lambda a: a.position)
    shown = [a for a in attributes if a.guid not in items]
    answered = [i for i, found in instruments if found]
    dividing = [
        *(Option(c.guid, c.name, "code") for c in codebook.codes if not c.retired),
        *(Option(s.guid, s.name, "scheme") for s in codebook.schemes),
        *(Option(b.guid, b.name, "band") for b in codebook.bands if divides(b)),
        *(Option(a.guid, a.name, "attribute") for a in shown),
        *(Option(i.guid, i.name, "instrument") for i in answered),
        Option("kind", "Document kind", "documents"),
        Option("occasion", "Document occasion", "documents"),
    ]
    numbers = [
        *(Option(a.guid, a.name, "attribute") for a in shown if _holds_numbers(project, a)),
        *(Option(CODES, "Distinct codes", CODES) for _ in codebook.codes[:1]),
        *(Option(b.guid, b.name, "band") for b in codebook.bands if b.codes),
        *(Option(i.guid, i.name, "instrument") for i in answered),
    ]
    for instrument in answered:
        subscales = dict.fromkeys(item.subscale for item in instrument.items if item.subscale)
        numbers += [Option(f"{instrument.ident}: {s}", f"{instrument.name}: {s}", "subscale") for s in subscales]
    return TableChoices(tuple(dividing), tuple(numbers), tuple(occasions(project)))


def _holds_numbers(project: Project, attribute: Attribute) -> bool:
    """Say whether an attribute can be set against a number: also where one value is a word, such as "Trainer"."""
    if attribute.type is AttributeType.NUMBER:
        return True
    numbers = [parse_number(value.value) for value in project.store.values(AttributeValue, attribute=attribute.guid)]
    return len({n for n in numbers if n is not None}) > 1 and numbers.count(None) * 2 < len(numbers)


def divides(band: Band) -> bool:
    """Say whether a band divides anybody: one of a single cut does not."""
    return len(band.cuts) > 1
