"""What every reader of codebooks hands on: plain data in the layout of the schema, and where in the file each part is.

A path is the way to a part: ``("codes", 2, "criteria", 0, "key")``. A place is (line, column), counted from 1, or
(row, column) of a sheet; 0 where the format has none.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

Path = tuple[str | int, ...]
Place = tuple[int, int]
Fault = tuple[int, int, str]
"""Line, column and message, as ``CodebookRefused`` carries them."""

MAX_BYTES = 8 * 1024 * 1024
"""The largest codebook file that is opened; a thousand codes with long definitions have one megabyte."""


@dataclass(slots=True)
class Located:
    """A codebook as plain data.

    Attributes:
        data: as the schema describes it, if the file is right; None where nothing could be read (the faults say why).
        places: where values stand.
        keys: where the keys (headings) of values stand.
        faults: what the reader already found wrong.
    """

    data: Any
    places: dict[Path, Place] = field(default_factory=dict)
    keys: dict[Path, Place] = field(default_factory=dict)
    faults: list[Fault] = field(default_factory=list)

    def place(self, path: Path) -> Place:
        """Return where a value stands, or where the nearest thing around it does."""
        while path and path not in self.places:
            path = path[:-1]
        return self.places.get(path, (0, 0))

    def key_place(self, path: Path) -> Place:
        """Return where the key of a value stands, or else the value."""
        return self.keys.get(path) or self.place(path)

    def fault(self, path: Path, message: str) -> Fault:
        """Return a fault of the value at a path."""
        return (*self.place(path), message)


def entries(data: Any, kind: str) -> list[tuple[int, dict[str, Any]]]:
    """Return the entries of a list such as ``codes`` that are groups of keys, with their places in the list.

    What is no list, or no group, is left to the check against the schema.
    """
    listed = data.get(kind) if isinstance(data, dict) else None
    if not isinstance(listed, list):
        return []
    return [(number, entry) for number, entry in enumerate(listed) if isinstance(entry, dict)]
