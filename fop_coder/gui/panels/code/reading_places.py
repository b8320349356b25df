"""Where each coder left off in each document; remembered on this machine."""

from __future__ import annotations

from dataclasses import dataclass

from fop_coder.gui.preferences import Preferences
from fop_coder.model.base import Guid


@dataclass(frozen=True, slots=True)
class ReadingPlace:
    """Where somebody is in a document.

    Attributes:
        caret, top: code points into the stored text; ``top`` is the first line in sight.
        turn: number of the furthest turn reached, counted from 1; of: how many there are.
    """

    caret: int
    top: int
    turn: int
    of: int


class ReadingPlaces:
    """The places of one coder, written when asked to."""

    def __init__(self, preferences: Preferences, coder: Guid) -> None:
        """Read what is remembered; what cannot be understood is left out."""
        self._preferences, self._key = preferences, f"code/places/{coder}"
        self._document_key = f"code/document/{coder}"
        self._places: dict[str, ReadingPlace] = {}
        kept = preferences.plain(self._key, {})
        for document, numbers in kept.items() if isinstance(kept, dict) else ():
            if isinstance(numbers, list) and len(numbers) == 4 and all(isinstance(n, int) for n in numbers):
                self._places[document] = ReadingPlace(*numbers)

    def get(self, document: Guid) -> ReadingPlace | None:
        """Return the place in a document, None where it was never opened."""
        return self._places.get(document)

    def put(self, document: Guid, place: ReadingPlace) -> None:
        """Take note of a place; the furthest turn never goes back."""
        before = self._places.get(document)
        furthest = max(place.turn, before.turn) if before and before.of == place.of else place.turn
        self._places[document] = ReadingPlace(place.caret, place.top, furthest, place.of)

    def write(self) -> None:
        """Remember all places now, on disk: the program may be killed."""
        kept = {d: [p.caret, p.top, p.turn, p.of] for d, p in self._places.items()}
        self._preferences.set_plain(self._key, kept)
        self._preferences.flush()

    def last_documents(self) -> list[Guid]:
        """Return the documents opened last, the latest first (of all projects)."""
        kept = self._preferences.plain(self._document_key, [])
        return [Guid(str(d)) for d in kept] if isinstance(kept, list) else []

    def opened(self, document: Guid) -> None:
        """Take note of which document is open."""
        kept = [document, *(d for d in self.last_documents() if d != document)]
        self._preferences.set_plain(self._document_key, kept[:20])
