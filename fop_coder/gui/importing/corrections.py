"""What the user corrected in the preview, kept so that reading files again does not lose it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from fop_coder.gui.importing.entries import Entry
from fop_coder.model.documents import Role
from fop_coder.project import Project

Key = tuple[Path, int]
"""A file, and the number of a document in it."""


def keys_of(entries: Iterable[Entry]) -> list[Key]:
    """Return what entries are known by from one reading to the next."""
    seen: Counter[Path] = Counter()
    keys = []
    for entry in entries:
        keys.append((entry.found.path, seen[entry.found.path]))
        seen[entry.found.path] += 1
    return keys


@dataclass(slots=True)
class Corrections:
    """Roles by speaker, respondents by speaker (None: of the whole document), what is not wanted, encodings."""

    roles: dict[tuple[Key, str], Role] = field(default_factory=dict)
    respondents: dict[tuple[Key, str | None], str] = field(default_factory=dict)
    unwanted: set[Key] = field(default_factory=set)
    encodings: dict[Path, str] = field(default_factory=dict)

    def replay(self, project: Project, entries: Sequence[Entry]) -> None:
        """Correct freshly read entries as before; what no longer fits is let go."""
        for key, entry in zip(keys_of(entries), entries, strict=True):
            entry.wanted = key not in self.unwanted
            labels = {speaker.label for speaker in entry.draft.speakers} if entry.draft else set()
            for label in labels:
                if (key, label) in self.roles:
                    entry.set_role(project, label, self.roles[key, label])
            for whose in (None, *sorted(labels)):
                if (key, whose) in self.respondents:
                    entry.set_respondent(project, whose, self.respondents[key, whose])


def with_own_encodings(entries: Sequence[Entry], own: Mapping[Path, Sequence[Entry]]) -> list[Entry]:
    """Return entries with those of some files replaced by others, each file at its place."""
    found: list[Entry] = []
    taken: set[Path] = set()
    for entry in entries:
        path = entry.found.path
        if path not in own:
            found.append(entry)
        elif path not in taken:
            found.extend(own[path])
        taken.add(path)
    return found
