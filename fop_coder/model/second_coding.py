"""Second coding: rounds of it, packs handed to second coders, and how differences were settled."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from fop_coder.model.base import Guid, check, check_guid, check_name


class Aim(StrEnum):
    """What a round of double coding is for."""

    TRAINING = "training"
    CALIBRATION = "calibration"
    FINAL = "final"
    AGAIN = "again"
    """One coder against themselves, later."""


@dataclass(frozen=True, slots=True)
class Round:
    """Documents that several coders read independently, so that agreement can be told.

    Attributes:
        documents, coders: GUIDs, sorted.
        drawn: how the documents were chosen, in words ("5 of 25 documents, by borough").
        seed: what the draw began with; None where nothing was drawn at random.
        codebook_version: number of the version that was coded with.
        at: moment it was made, ISO 8601.
        opened: moment when coders were let see each other's work, '' as long as they code blind.
    """

    guid: Guid
    name: str
    aim: Aim
    documents: tuple[Guid, ...]
    coders: tuple[Guid, ...]
    drawn: str
    seed: int | None
    codebook_version: int
    at: str
    opened: str = ""

    def __post_init__(self) -> None:
        """Check the fields."""
        check_guid(self.guid, "round")
        check_name(self.name, "round")
        _check_several(self.documents, "documents of a round")
        _check_several(self.coders, "coders of a round")


@dataclass(frozen=True, slots=True)
class Pack:
    """A line of the ledger: which documents went to whom for second coding, and how they were chosen.

    Attributes:
        documents: GUIDs, sorted.
        drawn, seed: as in ``Round``.
        because: why these, in the words of whoever handed it out.
        round: the round it belongs to, if any.
        merged: moment when it last came back with something new, '' as long as it has not.
    """

    guid: Guid
    coder: Guid
    documents: tuple[Guid, ...]
    drawn: str
    seed: int | None
    because: str
    codebook_version: int
    at: str
    round: Guid | None = None
    merged: str = ""

    def __post_init__(self) -> None:
        """Check the fields."""
        check_guid(self.guid, "pack")
        check_guid(self.coder, "pack")
        _check_several(self.documents, "documents of a pack")


@dataclass(frozen=True, slots=True)
class PackOrigin:
    """Stands in a pack alone and says where it comes from, so that it finds its way back.

    Attributes:
        guid: that of the ``Pack`` in the ledger of the project it was made from.
        project: GUID of that project's settings.
        coder: whom it was made for.
    """

    guid: Guid
    project: Guid
    coder: Guid
    at: str

    def __post_init__(self) -> None:
        """Check the fields."""
        for guid in (self.guid, self.project, self.coder):
            check_guid(guid, "pack")


class Outcome(StrEnum):
    """How a difference between coders was settled. First and second are in the order of the settlement's coders."""

    FIRST = "first"
    SECOND = "second"
    BOTH = "both"
    NEITHER = "neither"
    NEW = "new"


class Reason(StrEnum):
    """Why coders differed. Many of the first kind say that a code needs a clearer definition."""

    WORDING = "wording of the code"
    BOUNDARY = "boundary"
    OVERSIGHT = "oversight"
    AMBIGUOUS = "truly ambiguous"


@dataclass(frozen=True, slots=True)
class SettledPassage:
    """A passage of the consensus: code points into the document's text, half-open; criteria sorted."""

    start: int
    end: int
    criteria: tuple[Guid, ...] = ()

    def __post_init__(self) -> None:
        """Check the ends."""
        check(0 <= self.start < self.end, f"a passage cannot run from {self.start} to {self.end}")


@dataclass(frozen=True, slots=True)
class Settlement:
    """What a difference between coders was settled to.

    It holds as long as what it settled is as it was: ``basis`` names that. A difference over passages is settled for a
    document, to the passages of the consensus (none for neither); one over a status or class for a respondent.

    Attributes:
        about: code or scheme.
        coders: those who differed.
        basis: fingerprint of what they had said.
        status: the status settled to, for a respondent's status on a code.
        category: the category settled to, for a respondent's class.
        by: who settled it; ``at``: when, ISO 8601.
        because: a note in the coders' own words.
        reason: why they had differed, one of ``Reason``; '' where nobody said.
    """

    guid: Guid
    about: Guid
    coders: tuple[Guid, ...]
    basis: str
    outcome: Outcome
    by: Guid
    at: str
    because: str = ""
    document: Guid | None = None
    respondent: Guid | None = None
    passages: tuple[SettledPassage, ...] = ()
    status: str = ""
    category: Guid | None = None
    reason: str = ""

    def __post_init__(self) -> None:
        """Check that it is about a document's passages or about a respondent, not both."""
        for guid in (self.guid, self.about, self.by, *self.coders):
            check_guid(guid, "settlement")
        check((self.document is None) != (self.respondent is None), "a settlement is of a document or of a respondent")
        check(self.basis != "", "a settlement does not say what it settled")
        known = [str(reason) for reason in Reason]
        check(self.reason in ("", *known), f"{self.reason!r} is no reason to differ", do=f"Known: {', '.join(known)}")
        if self.document is not None:
            check(not self.status and self.category is None, "a settlement of passages has no status or class")
        else:
            check(not self.passages, "a settlement of a status or class has no passages")
            check(
                bool(self.status) != (self.category is not None), "a settlement needs a status or a class, one of them"
            )


class Stage(StrEnum):
    """When agreement was told: before the coders had talked about their differences, or after."""

    BEFORE = "before discussion"
    AFTER = "after discussion"


@dataclass(frozen=True, slots=True)
class KeptAgreement:
    """Agreement as it was told at some moment, so that it stays on record whatever is coded or settled later.

    Attributes:
        round: the round it was told of, None for all double-coded documents.
        coders: GUIDs, in the order in which they were compared.
        level: see ``AgreementReport``.
        version: number of the codebook's version.
        program: version of the program that told it.
        report: the whole report as JSON, the same that ``agreement --json`` prints.
        at: ISO 8601.
    """

    guid: Guid
    stage: Stage
    level: str
    coders: tuple[Guid, ...]
    version: int
    program: str
    report: str
    at: str
    round: Guid | None = None

    def __post_init__(self) -> None:
        """Check the fields."""
        check_guid(self.guid, "agreement")
        check(len(self.coders) >= 2, "agreement needs two coders")
        for guid in self.coders:
            check_guid(guid, "agreement")
        check(self.report.startswith("{"), "kept agreement holds no report")


def _check_several(guids: tuple[Guid, ...], what: str) -> None:
    check(bool(guids), f"there are no {what}")
    check(list(guids) == sorted(set(guids)), f"the {what} are not sorted or not distinct")
    for guid in guids:
        check_guid(guid, what)
