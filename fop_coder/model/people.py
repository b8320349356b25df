"""The people of a project: those who code, those who were interviewed, and what is known about them."""

from __future__ import annotations

import math
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from fop_coder.model.base import Guid, check, check_guid, check_json, check_name

VIEW_NAMES = frozenset({"consensus", "either", "both"})
"""Names of views; no coder may bear one (compared without regard to case)."""


@dataclass(frozen=True, slots=True)
class Settings:
    """What belongs to the project as a whole. There is exactly one.

    Attributes:
        guid: the project's identity.
        name: shown in titles and on the About sheet.
        default_coder: who acts and whose view is shown when nobody is named.
        default_view: a coder's GUID or the name of a view.
        chosen: how the respondents were chosen (``random``, ``purposive``, ``everyone``, ``unknown``): intervals and
            tests assume a random sample.
        respondent_word: the plural used in sentences ("family social workers").
        smallest_group: in exports for publication, figures of groups of fewer respondents are hidden; 1 to 100.
        wording: JSON of the quantifiers and templates of sentences, '' for the program's own.
        quotation_label: template of what stands under a quotation, '' for the program's own.
    """

    guid: Guid
    name: str
    default_coder: Guid
    default_view: str
    chosen: str = "unknown"
    respondent_word: str = "respondents"
    smallest_group: int = 5
    wording: str = ""
    quotation_label: str = ""

    def __post_init__(self) -> None:
        """Check the fields."""
        check_guid(self.guid, "project")
        check_name(self.name, "project")
        check_guid(self.default_coder, "default coder")
        if self.default_view not in VIEW_NAMES:
            check_guid(self.default_view, "default view")
        known = ("random", "purposive", "everyone", "unknown")
        check(
            self.chosen in known,
            f"{self.chosen!r} is not one of {', '.join(known)}",
            where="how respondents were chosen",
        )
        check_name(self.respondent_word, "word for respondents")
        check(
            1 <= self.smallest_group <= 100,
            f"{self.smallest_group} is not a number from 1 to 100",
            where="smallest group",
        )
        check_json(self.wording, "wording of sentences")


@dataclass(frozen=True, slots=True)
class Coder:
    """Somebody who codes.

    Attributes:
        role: who they are, for the method section ("research assistant, not part of the programme").
        training: how they learnt to code, for the method section ("two sessions on three interviews").
        again_of: the coder who reads a second time under this name, to be compared with themselves.
    """

    guid: Guid
    name: str
    role: str = ""
    training: str = ""
    again_of: Guid | None = None

    def __post_init__(self) -> None:
        """Check the fields."""
        check_guid(self.guid, "coder")
        check_name(self.name, "coder")
        check(self.again_of != self.guid, "a coder cannot be a second reading of themselves")
        check(
            self.name.casefold() not in VIEW_NAMES,
            f"a coder cannot be called {self.name!r}, which is the name of a view",
            do="Choose another name",
        )


class Standing(StrEnum):
    """Whether a respondent takes part in the figures."""

    ANALYSED = "analysed"
    WITHDRAWN = "withdrawn"
    UNUSABLE = "unusable"


@dataclass(frozen=True, slots=True)
class Respondent:
    """A person (or family) whose words are counted: the case.

    Attributes:
        label: how the respondent is named in tables (a pseudonym such as LB02).
        standing: withdrawn and unusable respondents are outside every sample.
        because: why, required unless analysed.
        do_not_quote: never to appear in quotations.
    """

    guid: Guid
    label: str
    standing: Standing = Standing.ANALYSED
    because: str = ""
    do_not_quote: bool = False

    def __post_init__(self) -> None:
        """Check the fields."""
        check_guid(self.guid, "respondent")
        check_name(self.label, "respondent")
        if self.standing is not Standing.ANALYSED:
            check(self.because.strip() != "", "leaving a respondent out needs a reason", where=self.label)


@dataclass(frozen=True, slots=True)
class Case:
    """Respondents who belong together: a family and its social worker. One respondent may be in several.

    Attributes:
        name: no two are called the same.
        members: GUIDs of respondents, at least two, in the order in which they are shown.
    """

    guid: Guid
    name: str
    members: tuple[Guid, ...]
    note: str = ""

    def __post_init__(self) -> None:
        """Check the fields."""
        check_guid(self.guid, "case")
        check_name(self.name, "case")
        for guid in self.members:
            check_guid(guid, "member of a case")
        check(len(set(self.members)) == len(self.members), "a respondent is in a case twice", where=self.name)
        check(len(self.members) >= 2, "a case links at least two respondents", where=self.name)


@dataclass(frozen=True, slots=True)
class KeptName:
    """A name to keep out of exports; no two are the same but for upper and lower case.

    Attributes:
        instead: the pseudonym that is put in its place, '' for none.
    """

    guid: Guid
    name: str
    instead: str = ""

    def __post_init__(self) -> None:
        """Check the fields."""
        check_guid(self.guid, "name to keep out")
        check_name(self.name, "name to keep out")
        if self.instead:
            check_name(self.instead, "pseudonym")
            check(
                self.instead.casefold() != self.name.casefold(),
                f"{self.name!r} would be put in its own place",
                do="Choose a pseudonym",
            )


class AttributeType(StrEnum):
    """What the values of an attribute are."""

    NUMBER = "number"
    CATEGORY = "category"
    DATE = "date"
    TEXT = "text"


@dataclass(frozen=True, slots=True)
class Attribute:
    """Something known about respondents: borough, role, training days."""

    guid: Guid
    name: str
    type: AttributeType
    position: int = 0

    def __post_init__(self) -> None:
        """Check the fields."""
        check_guid(self.guid, "attribute")
        check_name(self.name, "attribute")


@dataclass(frozen=True, slots=True)
class AttributeValue:
    """One respondent's value of one attribute, for one occasion ('' for all).

    Attributes:
        value: as written, always text; empty values are not kept.
        number: the value as a number where it is one. "Trainer" among training days keeps its words and has no number.
    """

    guid: Guid
    respondent: Guid
    attribute: Guid
    value: str
    number: float | None = None
    occasion: str = ""

    def __post_init__(self) -> None:
        """Check the fields."""
        for guid in (self.guid, self.respondent, self.attribute):
            check_guid(guid, "attribute value")
        check(self.value.strip() != "", "an attribute value is empty", do="Leave it out instead")
        check(self.number is None or math.isfinite(self.number), f"{self.value!r} is not a finite number")


def parse_number(text: str) -> float | None:
    """Return the finite number written in a cell, or None where it is not one. A decimal comma is understood."""
    compact = text.strip().replace("\u2212", "-")
    if not compact or compact.startswith("_") or "_" in compact:
        return None
    for candidate in (
        compact,
        compact.replace(",", ".") if compact.count(",") == 1 and "." not in compact else compact,
    ):
        try:
            number = float(candidate)
        except ValueError:
            continue
        return number if math.isfinite(number) else None
    return None


def parse_date(text: str) -> date | None:
    """Return the date written as YYYY-MM-DD, D/M/YYYY or D.M.YYYY, or None where the text is none."""
    stripped = text.strip()
    try:
        return (
            date.fromisoformat(stripped[:10])
            if len(stripped) in (10, 19) and stripped[4:5] == "-"
            else _day_first(stripped)
        )
    except ValueError:
        return None


def _day_first(text: str) -> date | None:
    parts = text.replace(".", "/").split("/")
    if len(parts) != 3 or not all(p.isdecimal() for p in parts) or len(parts[2]) != 4:
        return None
    return date(int(parts[2]), int(parts[1]), int(parts[0]))
