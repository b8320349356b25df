"""Second coding: rounds of it, packs handed to second coders, and where a pack comes from."""

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


def _check_several(guids: tuple[Guid, ...], what: str) -> None:
    check(bool(guids), f"there are no {what}")
    check(list(guids) == sorted(set(guids)), f"the {what} are not sorted or not distinct")
    for guid in guids:
        check_guid(guid, what)
