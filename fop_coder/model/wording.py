"""How figures are put into words: quantifiers and templates of sentences, as data that a project keeps.

Templates name fields in braces and nothing else: they are filled by looking names up, never evaluated or formatted.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field, fields, replace
from string import Formatter
from typing import Any, cast

from fop_coder.model.base import check
from fop_coder.model.errors import ValueRefused
from fop_coder.model.people import Settings

WHERE = "wording"
_LONGEST = 400
"""Characters of a template: sentences that are longer are read by nobody."""


def _check_keys(plain: Mapping[str, Any], known: tuple[str, ...], where: str) -> None:
    for key in plain:
        check(key in known, f"{key!r} is not known", where=where, do=f"Known: {', '.join(known)}")


def _check_words(words: Any, where: str) -> None:
    fits = isinstance(words, str) and words.strip() == words != "" and words.isprintable() and len(words) <= _LONGEST
    check(fits, f"{words!r} is no word for a figure", where=f"{WHERE}: {where}", do="Write words without spaces around")


@dataclass(frozen=True, slots=True)
class Quantifier:
    """A word for shares below so many percent: from where the one before it ends. The last one ends at 100."""

    words: str
    below: float

    def __post_init__(self) -> None:
        """Check the fields."""
        _check_words(self.words, "scale")
        check(
            isinstance(self.below, int | float) and not isinstance(self.below, bool) and 0 < self.below <= 100,
            f"{self.below!r} is not a percentage above 0 and up to 100",
            where=f"{WHERE}: {self.words}",
        )


_SCALE = (
    Quantifier("a few", 25),
    Quantifier("fewer than half of the", 45),
    Quantifier("about half of the", 60),
    Quantifier("most", 85),
    Quantifier("nearly all", 100),
)


@dataclass(frozen=True, slots=True)
class Quantifiers:
    """The words that stand for figures.

    Attributes:
        none, one, two, all: for these numbers, whatever the share.
        scale: for all other figures, by rising limits.
        smallest: N below which figures stand alone, without a quantifier.
    """

    none: str = "none of the"
    one: str = "one of the"
    two: str = "two of the"
    all: str = "all"
    scale: tuple[Quantifier, ...] = _SCALE
    smallest: int = 10

    def __post_init__(self) -> None:
        """Check the fields."""
        for name in ("none", "one", "two", "all"):
            _check_words(getattr(self, name), name)
        limits = [quantifier.below for quantifier in self.scale]
        check(
            bool(limits) and limits == sorted(set(limits)) and limits[-1] == 100,
            "the limits of the scale must rise, and the last must be 100",
            where=WHERE,
        )
        check(
            isinstance(self.smallest, int) and not isinstance(self.smallest, bool) and 1 <= self.smallest <= 1000,
            f"{self.smallest!r} is not a number of respondents from 1 to 1000",
            where=f"{WHERE}: smallest",
        )

    def word(self, n: int, of: int) -> str:
        """Return the words for n of N, '' where N is too small for any.

        Limits are compared exactly: 25 % of 100 is no longer "a few".
        """
        if of < self.smallest or of == 0:
            return ""
        exact = {0: self.none, of: self.all, 1: self.one, 2: self.two}
        return exact.get(n) or next(q.words for q in self.scale if 100 * n < q.below * of)


FIGURE = frozenset({"Quantity", "quantity", "n", "N", "respondents"})
"""Fields of every sentence about one figure; ``Quantity`` begins with a capital letter."""

FIELDS: Mapping[str, frozenset[str]] = {
    "referred": FIGURE | {"verb", "code"},
    "referred_small": FIGURE | {"verb", "code"},
    "complement": FIGURE | {"complement", "code"},
    "complement_small": FIGURE | {"complement", "code"},
    "classified": FIGURE | {"were", "category", "scheme"},
    "classified_small": FIGURE | {"were", "category", "scheme"},
    "scheme": frozenset({"scheme", "N", "respondents", "categories"}),
    "category": frozenset({"n", "N", "category"}),
    "by_group": frozenset({"said", "groups", "by"}),
    "group": frozenset({"n", "N", "group", "by"}),
    "group_classified": frozenset({"n", "N", "group", "by"}),
    "group_number": frozenset({"n", "N", "group", "by"}),
    "group_without": frozenset({"n", "N", "by"}),
    "so_far": frozenset({"said"}),
}
"""The fields that each template may name."""

NEEDED: Mapping[str, frozenset[str]] = {
    "referred": frozenset({"n", "N", "verb"}),
    "referred_small": frozenset({"n", "N", "verb"}),
    "complement": frozenset({"n", "N", "complement"}),
    "complement_small": frozenset({"n", "N", "complement"}),
    "classified": frozenset({"n", "N", "category"}),
    "classified_small": frozenset({"n", "N", "category"}),
    "scheme": frozenset({"N", "categories"}),
    "category": frozenset({"n", "category"}),
    "by_group": frozenset({"said", "groups"}),
    "group": frozenset({"n", "N", "group"}),
    "group_classified": frozenset({"n", "N", "group"}),
    "group_number": frozenset({"n", "N", "group"}),
    "group_without": frozenset({"n", "N"}),
    "so_far": frozenset({"said"}),
}
"""The fields without which a sentence would hide its figure."""


def _check_template(name: str, template: Any, allowed: frozenset[str]) -> None:
    where = f"{WHERE}: {name}"
    check(isinstance(template, str) and template.strip() != "", "the template is empty", where=where)
    check(template.isprintable() and len(template) <= _LONGEST, "a template is one line of words", where=where)
    listed = ", ".join(f"{{{known}}}" for known in sorted(allowed))
    try:
        found = [(named, bool(form or conversion)) for _, named, form, conversion in Formatter().parse(template)]
    except ValueError as error:
        raise ValueRefused(f"{template!r} cannot be read ({error})", where=where, do=f"It may name {listed}") from error
    named = {field_name for field_name, _ in found if field_name is not None}
    for unknown in sorted(named - allowed):
        raise ValueRefused(f"{{{unknown}}} is not a field of this template", where=where, do=f"It may name {listed}")
    check(not any(formed for _, formed in found), "fields stand alone in their braces", where=where)
    for missing in sorted(NEEDED[name] - named):
        raise ValueRefused(
            f"the template does not say {{{missing}}}", where=where, do="A sentence must name its figure"
        )


@dataclass(frozen=True, slots=True)
class Templates:
    """A template for each kind of sentence. Who was left out, and the full stop, follow by themselves.

    Attributes:
        referred, complement, classified: for one figure, with N large enough for a quantifier; ``_small``: for others.
        scheme: all categories of a scheme, each by ``category``.
        by_group: ``said`` is the sentence of the whole, ``groups`` a list by ``group`` (values of an attribute),
            ``group_classified`` (of a scheme), ``group_number`` (of a band or number) or ``group_without`` (no value).
        so_far: while somebody is pending.
    """

    referred: str = "{Quantity} {respondents} ({n}/{N}) {verb}"
    referred_small: str = "{n} of {N} {respondents} {verb}"
    complement: str = "{Quantity} {respondents} ({n}/{N}) {complement}"
    complement_small: str = "{n} of {N} {respondents} {complement}"
    classified: str = "{Quantity} {respondents} ({n}/{N}) {were} classified as {category} on {scheme}"
    classified_small: str = "{n} of {N} {respondents} {were} classified as {category} on {scheme}"
    scheme: str = "{scheme} of {N} {respondents}: {categories}"
    category: str = "{n} {category}"
    by_group: str = "{said}: {groups}"
    group: str = "{n}/{N} in {group}"
    group_classified: str = "{n}/{N} classified as {group}"
    group_number: str = "{n}/{N} with {by} {group}"
    group_without: str = "{n}/{N} without {by}"
    so_far: str = "So far, {said}"

    def __post_init__(self) -> None:
        """Check each template."""
        for name, allowed in FIELDS.items():
            _check_template(name, getattr(self, name), allowed)


@dataclass(frozen=True, slots=True)
class Wording:
    """The quantifiers and templates of a project."""

    quantifiers: Quantifiers = field(default_factory=Quantifiers)
    templates: Templates = field(default_factory=Templates)

    def say(self, template: str, values: Mapping[str, str]) -> str:
        """Return the template of this name, filled; ``values``: a text for each of its fields."""
        return fill(getattr(self.templates, template), values)


PROGRAMS = Wording()
"""The program's own wording."""


def fill(template: str, values: Mapping[str, str]) -> str:
    """Return a template with its fields replaced by texts, which are taken as they are."""
    return "".join(
        literal + (values[name] if name is not None else "") for literal, name, _, _ in Formatter().parse(template)
    )


# ---- kept in the project ---------------------------------------------------------------------------------------------


def wording_of(settings: Settings) -> Wording:
    """Return the wording that a project keeps, the program's where it keeps none.

    Raises:
        ValueRefused: if what is kept cannot be read.
    """
    return read_wording(settings.wording)


def read_wording(text: str) -> Wording:
    """Return the wording written as JSON; what it does not name is the program's, and '' is all the program's.

    Raises:
        ValueRefused: saying which part cannot be, and why.
    """
    if not text.strip():
        return PROGRAMS
    try:
        plain = json.loads(text)
    except ValueError as error:
        raise ValueRefused(
            f"this is no JSON ({error})", where=WHERE, do="See: fop-coder wording PROJECT --json"
        ) from error
    check(isinstance(plain, dict), "a wording is an object with quantifiers and templates", where=WHERE)
    _check_keys(plain, ("quantifiers", "templates"), WHERE)
    return Wording(_quantifiers(plain.get("quantifiers", {})), _templates(plain.get("templates", {})))


def write_wording(wording: Wording) -> str:
    """Return as JSON what differs from the program's wording; '' where nothing does."""
    return json.dumps(found, ensure_ascii=False) if (found := _differing(wording)) else ""


def plain_wording(wording: Wording) -> dict[str, Any]:
    """Return a whole wording as JSON types, in the shape that ``read_wording`` reads."""
    return {"quantifiers": _plain_part(wording.quantifiers), "templates": _plain_part(wording.templates)}


def with_template(wording: Wording, name: str, template: str) -> Wording:
    """Return a wording with another template.

    Raises:
        ValueRefused: if there is no template of that name, or it names fields that it does not have.
    """
    _check_keys({name: template}, tuple(FIELDS), f"{WHERE}: templates")
    return replace(wording, templates=replace(wording.templates, **{name: template}))


def _plain_part(part: Quantifiers | Templates) -> dict[str, Any]:
    plain: dict[str, Any] = {f.name: getattr(part, f.name) for f in fields(part)}
    if isinstance(part, Quantifiers):
        plain["scale"] = [{"words": q.words, "below": q.below} for q in part.scale]
    return plain


def _differing(wording: Wording) -> dict[str, Any]:
    own, programs = plain_wording(wording), plain_wording(PROGRAMS)
    parts = {
        part: {name: held for name, held in content.items() if held != programs[part][name]}
        for part, content in own.items()
    }
    return {part: content for part, content in parts.items() if content}


def _quantifiers(plain: Any) -> Quantifiers:
    where = f"{WHERE}: quantifiers"
    check(isinstance(plain, dict), "quantifiers are an object", where=where)
    _check_keys(plain, tuple(f.name for f in fields(Quantifiers)), where)
    given = dict(plain)
    if "scale" in given:
        given["scale"] = _scale(given["scale"], where)
    return Quantifiers(**given)


def _scale(plain: Any, where: str) -> tuple[Quantifier, ...]:
    check(isinstance(plain, list), "the scale is a list of words with the percentage that they stay below", where=where)
    for step in plain:
        fits = isinstance(step, dict) and set(step) == {"words", "below"}
        check(fits, f"{step!r} is no step of the scale", where=where, do='Write it as {"words": "a few", "below": 25}')
    return tuple(Quantifier(step["words"], step["below"]) for step in plain)


def _templates(plain: Any) -> Templates:
    where = f"{WHERE}: templates"
    check(isinstance(plain, dict), "templates are an object", where=where)
    _check_keys(plain, tuple(FIELDS), where)
    return Templates(**cast(dict[str, str], plain))
