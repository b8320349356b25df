"""Numbers by name: a numeric attribute, the total of an instrument, or how many distinct codes were referred to."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TypeVar

from fop_coder.analysis.numbers import Numbers, distinct_codes, totals, written_numbers
from fop_coder.model.base import Guid
from fop_coder.model.codebook import Band, Code, Codebook, Instrument, Item
from fop_coder.model.errors import NotFound
from fop_coder.model.people import Attribute, AttributeValue
from fop_coder.model.status import Group
from fop_coder.project.project import Project, named
from fop_coder.project.views import Scope, View, statuses_in_view

Called = TypeVar("Called", Band, Instrument)

CODES = "codes"
"""The name of the number of distinct codes."""


@dataclass(frozen=True, slots=True)
class NumberAsked:
    """A number looked up.

    Attributes:
        name: as it is called in tables.
        kind: "attribute", "instrument", "subscale" or "codes".
        codes: those counted, where codes are.
    """

    name: str
    kind: str
    attribute: Attribute | None = None
    instrument: Instrument | None = None
    subscale: str | None = None
    codes: tuple[Code, ...] = ()


def number_named(project: Project, name: str) -> NumberAsked:
    """Return what a number's name means.

    In this order: an attribute; a band (the number behind it); an instrument's total; ``codes`` for all distinct codes
    in use; ``INSTRUMENT: SUBSCALE``; ``codes: NAME, NAME`` for some of them.

    Raises:
        NotFound: naming the numbers that there are.
    """
    codebook = project.codebook
    found = _plain_number(project, codebook, name)
    if found is not None:
        return found
    band = _called(codebook.bands, name)
    if band is not None:
        return number_of_band(project, band)
    if name.strip().casefold() == CODES:
        return NumberAsked("distinct codes", CODES, codes=codes_counted(codebook))
    before, colon, after = name.partition(":")
    if colon and before.strip().casefold() == CODES:
        chosen = [named("code", codebook.codes, n.strip(), lambda c: (c.ident, c.name)) for n in after.split(",")]
        distinct = tuple({c.guid: c for c in chosen}.values())
        return NumberAsked(f"distinct codes among {', '.join(c.name for c in distinct)}", CODES, codes=distinct)
    raise NotFound(f"there is no number called {name!r}", do=f"Known: {', '.join(_known(project))}")


def number_of_band(project: Project, band: Band) -> NumberAsked:
    """Return the number that a band is derived from.

    Raises:
        NotFound: if the attribute or instrument that it names is not there.
    """
    codebook = project.codebook
    if band.codes:
        by_guid = {c.guid: c for c in codebook.codes}
        return NumberAsked(band.name, CODES, codes=tuple(by_guid[guid] for guid in band.codes if guid in by_guid))
    found = _plain_number(project, codebook, band.number_of)
    if found is None:
        raise NotFound(
            f"the band {band.name} is made from {band.number_of!r}, which is neither an attribute nor an instrument",
            do="Import the attribute, or correct number_of in the codebook",
        )
    return found


def numbers_of(
    project: Project, asked: NumberAsked, respondents: Group, view: View, scope: Scope, *, exactly: bool = False
) -> Numbers:
    """Return everybody's number, or why they have none.

    Args:
        exactly: only values that were given for the scope's occasion, none that hold for all.

    Raises:
        NotFound: if no attribute holds the answers to an instrument.
    """
    if asked.attribute is not None:
        values = attribute_values(project, asked.attribute, scope.occasion, exactly=exactly)
        return written_numbers(respondents, {r: v.value for r, v in values.items()})
    if asked.instrument is not None:
        return instrument_totals(project, asked.instrument, respondents, scope, asked.subscale, exactly=exactly)
    codebook = project.codebook
    return distinct_codes(
        respondents, [*statuses_in_view(project, asked.codes, codebook, respondents, view, scope).values()]
    )


def codes_counted(codebook: Codebook) -> tuple[Code, ...]:
    """Return the codes that "distinct codes" counts: all in use but those that gather, which would count twice."""
    above = {c.parent for c in codebook.codes if not c.retired}
    return tuple(c for c in codebook.codes if not c.retired and not (c.gathers and c.guid in above))


def attribute_values(
    project: Project, attribute: Attribute, occasion: str, *, exactly: bool = False
) -> dict[Guid, AttributeValue]:
    """Return an attribute's values by respondent; one for the occasion goes before one for all occasions."""
    occasions = [occasion] if exactly else ["", occasion]
    values = project.store.values(AttributeValue, attribute=attribute.guid, occasion=occasions)
    return {value.respondent: value for value in sorted(values, key=lambda v: v.occasion)}


def instrument_totals(
    project: Project,
    instrument: Instrument,
    respondents: Group,
    scope: Scope,
    subscale: str | None = None,
    *,
    exactly: bool = False,
) -> Numbers:
    """Return everybody's total of an instrument, from the attributes that hold the answers to its items.

    Raises:
        NotFound: if no attribute is called after one of its items.
    """
    attributes = item_attributes(project, instrument)
    if not attributes:
        raise NotFound(
            f"no attribute holds an answer to {instrument.name}",
            do=f"Call the columns {item_names(instrument, instrument.items[0])[0]} and so on",
        )
    answers: dict[Guid, dict[int, str]] = {}
    for number, attribute in attributes.items():
        for respondent, value in attribute_values(project, attribute, scope.occasion, exactly=exactly).items():
            answers.setdefault(respondent, {})[number] = value.value
    return totals(respondents, instrument, answers, subscale)


def item_attributes(project: Project, instrument: Instrument) -> dict[int, Attribute]:
    """Return the attributes that hold the answers to an instrument, by item number; items without one are left out."""
    by_name = {a.name.casefold(): a for a in project.store.values(Attribute)}
    found = {}
    for item in instrument.items:
        name = next((n for n in item_names(instrument, item) if n in by_name), None)
        if name is not None:
            found[item.number] = by_name[name]
    return found


def answer_attributes(project: Project) -> frozenset[Guid]:
    """Return the attributes that hold answers to items; what they say stands in the instruments' scores."""
    return frozenset(a.guid for i in project.codebook.instruments for a in item_attributes(project, i).values())


def item_names(instrument: Instrument, item: Item) -> list[str]:
    """Return what an attribute with the answers to an item may be called: "score-15 1", "SCORE-15_01", its own name."""
    numbers = (str(item.number), f"{item.number:02}")
    first = [f"{base} {n}" for base in (instrument.ident, instrument.name) for n in numbers]
    joined = (
        f"{base}{joint}{n}"
        for base in (instrument.ident, instrument.name)
        for joint in ("_", "-", ".", " item ", "_item_", " q", "_q")
        for n in numbers
    )
    return [name.casefold() for name in (*first, *joined, item.name) if name]


def number_text(number: float) -> str:
    """Return a number as people write it: 12 and not 12.0, two decimals at most."""
    return f"{number:.0f}" if number == round(number) else f"{number:.2f}".rstrip("0")


def _plain_number(project: Project, codebook: Codebook, name: str) -> NumberAsked | None:
    """Return an attribute, an instrument's total or one of its subscales; None where there is none of that name."""
    attribute = next(
        (a for a in project.store.values(Attribute) if a.guid == name or a.name.casefold() == name.strip().casefold()),
        None,
    )
    if attribute is not None:
        return NumberAsked(attribute.name, "attribute", attribute=attribute)
    before, colon, after = name.partition(":")
    instrument = _called(codebook.instruments, name) or (_called(codebook.instruments, before) if colon else None)
    if instrument is None:
        return None
    if not colon or _called(codebook.instruments, name):
        return NumberAsked(instrument.name, "instrument", instrument=instrument)
    subscales = dict.fromkeys(i.subscale for i in instrument.items if i.subscale)
    subscale = next((s for s in subscales if s.casefold() == after.strip().casefold()), None)
    if subscale is None:
        raise NotFound(
            f"{instrument.name} has no subscale called {after.strip()!r}", do=f"Known: {', '.join(subscales) or 'none'}"
        )
    return NumberAsked(f"{instrument.name}: {subscale}", "subscale", instrument=instrument, subscale=subscale)


def _called(values: Iterable[Called], name: str) -> Called | None:
    wanted = name.strip().casefold()
    return next((v for v in values if wanted in (v.guid, v.ident, v.name.casefold())), None)


def _known(project: Project) -> list[str]:
    codebook = project.codebook
    attributes = sorted(project.store.values(Attribute), key=lambda a: a.position)
    return [
        *(a.name for a in attributes),
        *(v.ident for v in codebook.instruments),
        *(b.ident for b in codebook.bands),
        CODES,
    ]
