"""What is looked for: codes with criteria, schemes of categories, instruments, bands, and versions of all this."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from enum import StrEnum

from fop_coder.model.base import Guid, check, check_guid, check_name

COLOURS = 12
"""How many code colours the design system has; colours repeat after that."""

_IDENT = re.compile(r"[a-z][a-z0-9]*(?:-[a-z0-9]+)*")


def check_ident(ident: str, where: str) -> None:
    """Raise ValueRefused unless the text is lower-case letters, digits and single hyphens, starting with a letter."""
    check(
        bool(_IDENT.fullmatch(ident)),
        f"{ident!r} cannot be used as a short name",
        where=where,
        do="Use lower-case letters, digits and hyphens, starting with a letter",
    )


def ident_from(name: str) -> str:
    """Return a short name made from a name ("Stories & conversation" → "stories-conversation")."""
    ident = re.sub(r"[^a-z0-9]+", "-", name.casefold()).strip("-")
    return ident if _IDENT.fullmatch(ident) else f"c-{ident}".rstrip("-")


def _check_key(key: str, where: str) -> None:
    check(len(key) <= 1 and (key == "" or key.isalnum()), f"the key {key!r} is not one letter or digit", where=where)


class Need(StrEnum):
    """How many criteria make a passage, or a respondent, fully meet a code."""

    ALL = "all"
    ANY = "any"
    AT_LEAST = "at-least"


class Within(StrEnum):
    """Where the criteria must come together."""

    PASSAGE = "passage"
    RESPONDENT = "respondent"


@dataclass(frozen=True, slots=True)
class CriteriaRule:
    """All, any, or at least k criteria; in one passage or over the respondent's passages."""

    need: Need = Need.ALL
    within: Within = Within.RESPONDENT
    at_least: int = 1

    def __post_init__(self) -> None:
        """Check the fields."""
        check(self.at_least >= 1, "a criteria rule needs at least one criterion")

    def needed(self, criteria: int) -> int:
        """Return how many of a code's criteria must be met."""
        if self.need is Need.ALL:
            return criteria
        return 1 if self.need is Need.ANY else self.at_least


@dataclass(frozen=True, slots=True)
class Criterion:
    """One of the things that make a passage fully what a code means. ``key`` is a letter or digit."""

    guid: Guid
    key: str
    name: str

    def __post_init__(self) -> None:
        """Check the fields."""
        check_guid(self.guid, "criterion")
        check_name(self.name, "criterion")
        _check_key(self.key, self.name)
        check(self.key != "", "a criterion needs a key", where=self.name)


@dataclass(frozen=True, slots=True)
class Code:
    """Something a passage can be about.

    Attributes:
        ident: short name, unique in the codebook, used in files and on the command line.
        key: the key that puts the code on a passage; '' where it has none.
        include: what to include; exclude: what to leave out; examples: of passages, the codebook's own words.
        criteria_word: how meeting the rule is called ("FoP-minded").
        colour: 1 to 12.
        parent: GUID of the code above; gathers: whether passages of the codes below count for this one.
        position: place in the codebook among all codes.
        meaning: grows by one whenever the meaning changes so that finished documents must be re-read.
        retired: no longer offered for coding; its codings stay.
        verb, complement: whole phrases for sentences ("referred to planning before visits"; "did not mention it");
            '' for "referred to <name>" and "did not mention <name>".
    """

    guid: Guid
    ident: str
    name: str
    key: str = ""
    definition: str = ""
    include: str = ""
    exclude: str = ""
    examples: tuple[str, ...] = ()
    criteria: tuple[Criterion, ...] = ()
    criteria_rule: CriteriaRule | None = None
    criteria_word: str = ""
    colour: int = 1
    parent: Guid | None = None
    gathers: bool = False
    position: int = 0
    meaning: int = 1
    retired: bool = False
    verb: str = ""
    complement: str = ""

    def __post_init__(self) -> None:
        """Check the fields."""
        check_guid(self.guid, "code")
        check_name(self.name, "code")
        check_ident(self.ident, self.name)
        _check_key(self.key, self.name)
        check(1 <= self.colour <= COLOURS, f"colour {self.colour} is not between 1 and {COLOURS}", where=self.name)
        check(self.meaning >= 1, "a meaning is counted from 1", where=self.name)
        check(self.parent != self.guid, "a code cannot be its own parent", where=self.name)
        keys = [c.key for c in self.criteria]
        check(len(set(keys)) == len(keys), "two criteria have the same key", where=self.name)
        if self.criteria_rule is not None:
            needed = self.criteria_rule.needed(len(self.criteria))
            check(bool(self.criteria), "a criteria rule needs criteria", where=self.name)
            check(
                needed <= len(self.criteria),
                f"the rule asks for {needed} of {len(self.criteria)} criteria",
                where=self.name,
            )


@dataclass(frozen=True, slots=True)
class Category:
    """One answer of a classification scheme."""

    guid: Guid
    ident: str
    name: str
    key: str = ""
    definition: str = ""

    def __post_init__(self) -> None:
        """Check the fields."""
        check_guid(self.guid, "category")
        check_name(self.name, "category")
        check_ident(self.ident, self.name)
        _check_key(self.key, self.name)


@dataclass(frozen=True, slots=True)
class Scheme:
    """A classification: one category per respondent and coder."""

    guid: Guid
    ident: str
    name: str
    categories: tuple[Category, ...]
    definition: str = ""
    position: int = 0

    def __post_init__(self) -> None:
        """Check the fields."""
        check_guid(self.guid, "scheme")
        check_name(self.name, "scheme")
        check_ident(self.ident, self.name)
        check(len(self.categories) >= 2, "a scheme needs at least two categories", where=self.name)
        for what in ("ident", "key"):
            used = [getattr(c, what) for c in self.categories if getattr(c, what)]
            check(len(set(used)) == len(used), f"two categories have the same {what}", where=self.name)

    def category(self, guid: Guid) -> Category:
        """Return one of the scheme's categories by its GUID."""
        return next(c for c in self.categories if c.guid == guid)


@dataclass(frozen=True, slots=True)
class Item:
    """One question of an instrument. ``reversed``: turned round before adding."""

    number: int
    reversed: bool = False
    subscale: str = ""
    name: str = ""


@dataclass(frozen=True, slots=True)
class Instrument:
    """A questionnaire whose items add up, such as SCORE-15. ``most_missing``: items that may lack per (sub)scale."""

    guid: Guid
    ident: str
    name: str
    lowest: int
    highest: int
    items: tuple[Item, ...]
    higher_is: str = ""
    most_missing: int = 0
    definition: str = ""
    position: int = 0

    def __post_init__(self) -> None:
        """Check the fields."""
        check_guid(self.guid, "instrument")
        check_name(self.name, "instrument")
        check_ident(self.ident, self.name)
        check(self.lowest < self.highest, "the lowest answer is not below the highest", where=self.name)
        numbers = [i.number for i in self.items]
        check(
            len(numbers) > 0 and numbers == sorted(set(numbers)),
            "items are not numbered upwards, once each",
            where=self.name,
        )


@dataclass(frozen=True, slots=True)
class Cut:
    """One band of a Band: lowest to highest, both included; highest None means and more."""

    label: str
    lowest: float
    highest: float | None


@dataclass(frozen=True, slots=True)
class Band:
    """A category derived, never typed: from how many distinct ``codes`` are found, or from the number ``number_of``."""

    guid: Guid
    ident: str
    name: str
    cuts: tuple[Cut, ...]
    codes: tuple[Guid, ...] = ()
    number_of: str = ""
    definition: str = ""
    position: int = 0

    def __post_init__(self) -> None:
        """Check the fields."""
        check_guid(self.guid, "band")
        check_name(self.name, "band")
        check_ident(self.ident, self.name)
        check(bool(self.codes) != bool(self.number_of), "a band counts either codes or one number", where=self.name)
        check(len(self.cuts) >= 1, "a band needs cuts", where=self.name)
        for low, high in zip(self.cuts, self.cuts[1:], strict=False):
            check(
                low.highest is not None and low.highest < high.lowest,
                f"the bands {low.label} and {high.label} overlap",
                where=self.name,
            )


@dataclass(frozen=True, slots=True)
class CodebookVersion:
    """A numbered state of the codebook. Number 1 is the codebook the project began with."""

    guid: Guid
    number: int
    at: str
    note: str

    def __post_init__(self) -> None:
        """Check the fields."""
        check_guid(self.guid, "codebook version")
        check(self.number >= 1, "codebook versions are counted from 1")


@dataclass(frozen=True, slots=True)
class Codebook:
    """All that is looked for, in its order: what a codebook file holds."""

    name: str
    codes: tuple[Code, ...] = ()
    schemes: tuple[Scheme, ...] = ()
    instruments: tuple[Instrument, ...] = ()
    bands: tuple[Band, ...] = ()
    definition: str = field(default="")

    def __post_init__(self) -> None:
        """Check what holds between codes: unique idents and keys, parents that exist and do not run in a circle."""
        codes = {c.guid: c for c in self.codes}
        check(len(codes) == len(self.codes), "two codes have the same GUID", where=self.name)
        _check_unique(self)
        for code in self.codes:
            seen = {code.guid}
            above = code.parent
            while above is not None:
                check(above in codes, "the parent is not in the codebook", where=code.name)
                check(above not in seen, "the parents run in a circle", where=code.name)
                seen.add(above)
                above = codes[above].parent

    def gathered(self, code: Guid) -> frozenset[Guid]:
        """Return the code with all codes below it whose passages count for it."""
        below: dict[Guid, list[Guid]] = {}
        for c in self.codes:
            if c.parent is not None:
                below.setdefault(c.parent, []).append(c.guid)
        gathers = {c.guid: c.gathers for c in self.codes}
        found, open_ends = {code}, [code]
        while open_ends:
            above = open_ends.pop()
            if gathers.get(above):
                found.update(below.get(above, ()))
                open_ends.extend(below.get(above, ()))
        return frozenset(found)


def _check_unique(codebook: Codebook) -> None:
    everything: tuple[Code | Scheme | Instrument | Band, ...] = (
        *codebook.codes,
        *codebook.schemes,
        *codebook.instruments,
        *codebook.bands,
    )
    taken: dict[str, str] = {}
    for thing in everything:
        check(
            thing.ident not in taken,
            f"the short name {thing.ident!r} is also that of {taken.get(thing.ident)!r}",
            where=thing.name,
        )
        taken[thing.ident] = thing.name
    keys: dict[str, str] = {}
    for code in codebook.codes:
        if code.key and not code.retired:
            check(code.key not in keys, f"the key {code.key!r} is also that of {keys.get(code.key)!r}", where=code.name)
            keys[code.key] = code.name
