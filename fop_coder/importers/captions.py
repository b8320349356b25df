"""The blocks of WebVTT and SubRip files, read forgivingly: a blank line or a comma loses no words."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from fop_coder.importers.times import milliseconds
from fop_coder.model.errors import ImportRefused

_STAMP = r"(?:\d+:)?\d{1,2}:\d{1,2}(?:[.,:]\d{1,3})?"
_TIMING = re.compile(rf"\s*({_STAMP})\s*-{{1,3}}>\s*({_STAMP})(?:[ \t].*)?")
_BROKEN_TIMING = re.compile(r"\s*\d+[:.,]\d[^<>]*-->")
_BLOCK = re.compile(r"(?:NOTE|STYLE|REGION)(?:[ \t].*)?")
_VOICE = re.compile(r"<v(?:\.[^\s>]*)?\s+([^>]*)>")
_INLINE_TIME = re.compile(r"<\d+:\d\d(?::\d\d)?[.,]\d+>")
_TAG = re.compile(r"</?(?:v|c|i|b|u|lang|ruby|rt|font)(?:[.\s][^<>]*)?>|<\d+:\d\d[^<>]*>", re.IGNORECASE)
_ASS = re.compile(r"\{\\[^{}]*\}")


@dataclass(slots=True)
class Caption:
    """One timed block.

    Attributes:
        time, time_end: milliseconds.
        line: of its timing in the file, counted from 1.
        lines: what is said, as in the file.
    """

    time: int
    time_end: int
    line: int
    lines: list[str] = field(default_factory=list)


def read_captions(source: str, text: str) -> list[Caption]:
    """Return the timed blocks of a file; headers, comments, styles and numbers of blocks are left out.

    Args:
        source: the file's name, for errors.
        text: with line feeds as line ends.

    Raises:
        ImportRefused: there are no timed blocks, or a line that should be a timing is damaged.
    """
    captions: list[Caption] = []
    skipping = blank = True
    for number, line in enumerate(text.split("\n"), 1):
        timing = _timing(source, line, number)
        if timing is not None:
            _drop_number(captions)
            captions.append(Caption(*timing, number))
            skipping = False
        elif blank and _BLOCK.fullmatch(line):
            skipping = True
        elif not line.strip() and skipping and captions:
            skipping = False
        elif not skipping and captions:
            captions[-1].lines.append(line)
        blank = not line.strip()
    if not captions:
        raise ImportRefused(source, "has no captions: no line with a time such as 00:00:01.000 --> 00:00:04.000")
    return captions


def voices(lines: Sequence[str]) -> Iterator[tuple[str | None, str]]:
    """Yield what is said in a block, line by line, each with the speaker whom a ``<v Name>`` tag names, if any.

    Tags go, entities become characters. A line with several voices is divided.
    """
    speaker: str | None = None
    for line in lines:
        parts = _VOICE.split(line)
        for place in range(0, len(parts), 2):
            if place:
                speaker = html.unescape(parts[place - 1]).strip()
            words = _plain(parts[place])
            if words:
                yield speaker, words


def without_repeats(captions: Sequence[Caption]) -> bool:
    """Drop lines that captions made by a machine repeat while they roll; return whether these are such captions."""
    if not any(_INLINE_TIME.search(line) for caption in captions for line in caption.lines):
        return False
    last = ""
    for caption in captions:
        kept = []
        for line in caption.lines:
            words = _plain(line)
            if words and words != last:
                kept.append(line)
                last = words
        caption.lines[:] = kept
    return True


def _plain(line: str) -> str:
    return html.unescape(_TAG.sub("", _ASS.sub("", line))).strip()


def _timing(source: str, line: str, number: int) -> tuple[int, int] | None:
    if "->" not in line:
        return None
    found = _TIMING.fullmatch(line)
    if found is not None:
        return _stamp(found[1]), _stamp(found[2])
    if _BROKEN_TIMING.match(line):
        raise ImportRefused(
            source,
            f"has a damaged timing: {line.strip()[:60]!r}",
            line=number,
            do="Correct it to the form 00:00:01.000 --> 00:00:04.000, or export the captions again",
        )
    return None


def _stamp(stamp: str) -> int:
    parts = re.split(r"[.,]", stamp)
    if len(parts) == 1 and stamp.count(":") == 3:  # 00:00:01:250
        parts = stamp.rsplit(":", 1)
    return milliseconds(".".join(parts))


def _drop_number(captions: list[Caption]) -> None:
    """Take the number or name of the next block, on the line above its timing, off the block before."""
    lines = captions[-1].lines if captions else []
    if not lines or not lines[-1].strip():
        return
    last = lines[-1].strip()
    apart = len(lines) > 1 and not lines[-2].strip()
    numbered = last.isdecimal() and (apart or int(last) in (len(captions), len(captions) + 1))
    if numbered or (apart and " " not in last):
        lines.pop()
