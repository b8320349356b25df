"""Where sentences begin and end, for comparing coders sentence by sentence."""

from __future__ import annotations

import re
from collections.abc import Iterator

_BREAK = re.compile(r"[.!?…]+[\"'”’»)\]]*(?=\s)|[。！？]+[」』”’)]*|\n+")
"""A stop with the quotation marks that close behind it, before a space; or a line's end."""

_NEXT = re.compile(r"\s+[\"'“‘«(\[¿¡–—-]*(\S)")

_SHORT = re.compile(
    r"(?:^|[\s(\"'“‘«])(?:[^\W\d_i]|mr|mrs|ms|dr|prof|st|rev|vs|nr|cf|ca|e\.g|i\.e|z\.b|d\.h|bzw|mme|mlle|sra?|dra)\.$",
    re.IGNORECASE,
)
"""An initial or a title before its stop does not end a sentence; "I." does, and so does "No."."""

_LOOKED_BACK = 12


def sentences_in(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Yield the sentences of a stretch of text without the white space around them.

    Args:
        start, end: code points, half-open, of a turn.
    """
    begin = start
    for found in _BREAK.finditer(text, start, end):
        if not _goes_on(text, begin, found, end):
            yield from _sentence(text, begin, found.end())
            begin = found.end()
    yield from _sentence(text, begin, end)


def _goes_on(text: str, begin: int, found: re.Match[str], end: int) -> bool:
    """Say whether a sentence goes on behind a stop: "Mr. Lee", "He said … nothing"."""
    if found.group()[0] not in ".!?…":
        return False
    following = _NEXT.match(text, found.end(), end)
    if following and following[1].islower() and "\n" not in following.group():
        return True
    before = text[max(begin, found.end() - _LOOKED_BACK) : found.end()]
    return found.group() == "." and _SHORT.search(before) is not None


def _sentence(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    spoken = text[start:end]
    left = len(spoken) - len(spoken.lstrip())
    if left < len(spoken):
        yield start + left, start + len(spoken.rstrip())
