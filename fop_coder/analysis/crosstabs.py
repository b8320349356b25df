"""Two divisions of a sample crossed: respondents by row and column, nobody lost."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from fop_coder.model.base import Guid
from fop_coder.model.crosstab import Axis, Labels, Pair
from fop_coder.model.status import NOT_CLASSIFIED, ClassStatuses, CodeStatuses, Group, Status

NamedGroups = tuple[tuple[str, Group], ...]
"""Groups with their labels, in order; two may be called alike."""

Label = Callable[[Group], Labels]
"""Gives the labels of respondents in their order."""

NOT_COUNTED = (Status.NOT_ASKED, Status.TOO_LITTLE, Status.PENDING, Status.NO_DATA)
"""Why somebody is not counted on a code, in the order shown."""


@dataclass(frozen=True, slots=True)
class Division:
    """A sample divided: ``values`` are counted, ``left_out`` are not; every respondent is in exactly one group."""

    name: str
    kind: str
    ident: str
    values: NamedGroups
    left_out: NamedGroups

    @property
    def axis(self) -> Axis:
        """The side of a table that this makes."""
        return Axis(
            self.name,
            self.kind,
            self.ident,
            tuple(label for label, _ in self.values),
            tuple(label for label, _ in self.left_out),
        )


def division_of_code(name: str, ident: str, statuses: CodeStatuses) -> Division:
    """Return a sample divided by a code: referred, not referred, and those who are not counted."""
    counted = (Status.REFERRED, Status.NOT_REFERRED)
    return Division(
        name,
        "code",
        ident,
        tuple((str(s), statuses[s]) for s in counted),
        tuple((str(s), statuses[s]) for s in NOT_COUNTED),
    )


def division_of_classes(
    name: str, kind: str, ident: str, categories: Iterable[tuple[Guid, str]], statuses: ClassStatuses
) -> Division:
    """Return a sample divided by a scheme or band; ``categories``: GUIDs and names in their order."""
    left_out = (NOT_CLASSIFIED, *map(str, NOT_COUNTED))
    return Division(
        name,
        kind,
        ident,
        tuple((label, statuses.by_category[guid]) for guid, label in categories),
        tuple((label, statuses.by_status[label]) for label in left_out),
    )


def cross(rows: Division, columns: Division, label: Label) -> tuple[tuple[Labels, ...], ...]:
    """Return the respondents of each row and column, also of what is left out; they make up the sample."""
    return tuple(
        tuple(label(down & across) for _, across in (*columns.values, *columns.left_out))
        for _, down in (*rows.values, *rows.left_out)
    )


def pair(
    row: tuple[str, CodeStatuses],
    column: tuple[str, CodeStatuses],
    sample: Group,
    label: Label,
    overlapping: Sequence[Group] | None = None,
) -> Pair:
    """Return how two codes meet in a sample.

    Args:
        row, column: short name and statuses of the codes.
        overlapping: for each place where passages of the two overlap, those for whom the overlap counts; None where
            respondents alone are looked at.
    """
    (row_name, down), (column_name, across) = row, column
    counted = _counted(down) & _counted(across)
    both = counted & down[Status.REFERRED] & across[Status.REFERRED]
    places = None if overlapping is None else [group & both for group in overlapping if group & both]
    return Pair(
        row_name,
        column_name,
        both=label(both),
        row_only=len(counted & down[Status.REFERRED]) - len(both),
        column_only=len(counted & across[Status.REFERRED]) - len(both),
        neither=len(counted & down[Status.NOT_REFERRED] & across[Status.NOT_REFERRED]),
        left_out=label(sample - counted),
        together=None if places is None else label(frozenset[Guid]().union(*places)),
        places=None if places is None else len(places),
    )


def _counted(statuses: CodeStatuses) -> Group:
    return statuses[Status.REFERRED] | statuses[Status.NOT_REFERRED]
