"""Where passages overlap: pairs of one coder's passages in one document that share characters."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from fop_coder.model.coding import Coding


def overlapping_pairs(codings: Iterable[Coding]) -> Iterator[tuple[Coding, Coding, int, int]]:
    """Yield every two passages that share at least one character, once, with the ends of what they share.

    Args:
        codings: of one document; passages of different coders never make a pair.

    Yields:
        the two, in the order of the text, and start and end (half-open) in code points of the shared part.
    """
    opened: list[Coding] = []
    for coding in sorted(codings, key=lambda c: (c.start, c.end, c.code, c.guid)):
        opened = [before for before in opened if before.end > coding.start]
        for before in opened:
            if before.coder == coding.coder:
                yield before, coding, coding.start, min(before.end, coding.end)
        opened.append(coding)
