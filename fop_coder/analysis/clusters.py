"""Where coders agree and differ in the text: connected clusters of overlapping passages of one code."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from fop_coder.model.base import Guid
from fop_coder.model.coding import Coding


@dataclass(frozen=True, slots=True)
class Cluster:
    """Passages of one code in one document that overlap, directly or through others; of any coders.

    Attributes:
        start, end: of all of them together, in code points, half-open.
        codings: in the order of the text.
    """

    document: Guid
    code: Guid
    start: int
    end: int
    codings: tuple[Coding, ...]

    @property
    def coders(self) -> frozenset[Guid]:
        """Those who have a passage in it."""
        return frozenset(c.coder for c in self.codings)

    @property
    def basis(self) -> str:
        """Names what the coders said here: another passage, end or criterion gives another name."""
        lines = sorted(f"{c.guid} {c.coder} {c.start} {c.end} {' '.join(c.criteria)}" for c in self.codings)
        return fingerprint_of(lines)


def fingerprint_of(lines: Iterable[str]) -> str:
    """Return a short name for some lines, the same for the same lines."""
    return hashlib.sha256("\n".join(lines).encode()).hexdigest()[:32]


def basis_of_words(coders: Sequence[Guid], words: Sequence[str]) -> str:
    """Name what coders said of a respondent's status or class."""
    return fingerprint_of(sorted(f"{coder} {word}" for coder, word in zip(coders, words, strict=True)))


def find_clusters(codings: Iterable[Coding]) -> list[Cluster]:
    """Return the clusters of codings, by document, code and place. Passages that only touch do not overlap."""
    ordered = sorted(codings, key=lambda c: (c.document, c.code, c.start, c.end, c.coder, c.guid))
    found: list[Cluster] = []
    gathered: list[Coding] = []
    reach = 0
    for coding in ordered:
        follows = gathered and (gathered[0].document, gathered[0].code) == (coding.document, coding.code)
        if not follows or coding.start >= reach:
            found += [_cluster(gathered)] if gathered else []
            gathered, reach = [], 0
        gathered.append(coding)
        reach = max(reach, coding.end)
    return [*found, _cluster(gathered)] if gathered else found


def _cluster(codings: Sequence[Coding]) -> Cluster:
    first = codings[0]
    return Cluster(first.document, first.code, first.start, max(c.end for c in codings), tuple(codings))
