"""What the head of a line could be: a speaker's label, a time, both, or neither. Nothing is decided here."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import IntEnum

from fop_coder.importers.label_words import is_identifier, is_known, label_key, role_of, tidy
from fop_coder.importers.times import FULL_TIME, TIME, milliseconds

MAX_LABEL = 40
"""The longest label believed, in characters."""

MAX_WORDS = 5
"""The most words a label may have; symbols between names do not count."""


class Style(IntEnum):
    """How a label is marked as one, the surest ways first."""

    TIMED = 1
    """With a time: ``[00:03] Anna: text``, ``Anna  00:03`` on a line of its own."""
    HEADING = 2
    """``### Interviewer`` on a line of its own."""
    COLON = 3
    """``Interviewer: text``."""
    BRACKET = 4
    """``[id1] text``."""
    SEMICOLON = 5
    """``Interviewer; text``: believed only as a slip."""
    ALONE = 6
    """``Interviewer`` on a line of its own."""
    TAB = 7
    """``I``, a tab, the text."""
    DASH = 8
    """``I - text``."""
    DOT = 9
    """``Q. text``."""
    TIME = 10
    """A time without a label."""


@dataclass(frozen=True, slots=True)
class Line:
    """A line of a text: its place in code points, its words without white space at the ends, and if a gap precedes."""

    start: int
    end: int
    words: str
    after_gap: bool


@dataclass(frozen=True, slots=True)
class Head:
    """One reading of a line's head.

    Attributes:
        line: number of the line among those that are not empty.
        label: as written; '' for a time alone. key: what it is compared by.
        start: where the head begins; speech: where what is said begins; both in code points into the text.
        time, time_end: milliseconds, if the head has them.
        mark: emphasis that the label opened and the speech closes ("**"), '' otherwise.
        tabbed: whether a tab stands between time and label, as in saved chats.
    """

    line: int
    style: Style
    label: str
    key: str
    start: int
    speech: int
    time: int | None = None
    time_end: int | None = None
    mark: str = ""
    tabbed: bool = False


_LINE = re.compile(r"[^\n\x0b\x0c\x85\u2028\u2029]+")
_SPAN = rf"(?P<time>{TIME})(?:\s*(?:-->|–|—|-|to)\s*(?P<end>{TIME}))?"
_LEADING_TIME = re.compile(rf"[\[({{<#]?\s?{_SPAN}\s?[\])}}>#]?(?=\s|$|[-–—|:])(?::(?=\s|$))?\s*(?:[-–—|]\s+)?")
_BRACKETED_TIME = re.compile(
    rf"\s*(?:[\[({{<#]\s?{_SPAN}\s?[\])}}>#]|(?P<bare>{FULL_TIME})(?=\s|$)"
    rf"|{_SPAN.replace('?P<', '?P<own_')}$)\s*"
)
_BEFORE = r"(?:[-–—•>]\s+)?(?:\d{1,4}[.)]?\s+)?(?P<open>\*{1,3}|__)?"
_NAME = r"(?P<label>[^\t:;：*\"“”„!={}\\]{1,60}?)"
_CLOSE = r"(?P<shut>\*{1,3}|__)?"
_COLON = re.compile(
    rf"{_BEFORE}{_NAME}\s*+{_CLOSE}\s*+(?:[\[({{<#]?{_SPAN}[\])}}>#]?)?\s*+"
    rf"(?P<sep>[:;：])(?!//)(?!\d){_CLOSE.replace('shut', 'late')}\s*"
)
_OWN_LINE = re.compile(
    rf"{_BEFORE}{_NAME}{_CLOSE}\s*+[|,–-]?\s*+[\[({{<#]?{_SPAN}[\])}}>#]?{_CLOSE.replace('shut', 'late')}"
)
_HEADING = re.compile(
    rf"\#{{1,6}}\s+{_CLOSE.replace('shut', 'open')}{_NAME}\s*:?{_CLOSE}\s*(?:[\[({{<]?{_SPAN}[\])}}>]?)?\s*:?\s*\#*"
)
_BRACKET = re.compile(r"(?:\*\*)?[\[(<](?P<label>[^\]\[()<>:\n]{1,40})[\])>](?:\*\*)?\s*:?\s*(?=\S|$)")
_ALONE = re.compile(rf"{_BEFORE}{_NAME}{_CLOSE}")
_OTHERS = (
    (Style.TAB, re.compile(r"(?P<label>[^\t\n:;]{1,40}?) *\t\s*(?=\S)")),
    (Style.DASH, re.compile(r"(?P<label>[^\t\n:;]{1,40}?)\s+[-–—]\s+(?=\S)")),
    (Style.DOT, re.compile(r"(?P<label>[^\W\d_]{1,11}\d{0,2})\.:?\s+(?=\S)")),
)
_CHAT = re.compile(r"from\s+(?P<name>.+?)(?:\s+to\s+.+)?", re.IGNORECASE)
_TRAILING_TIME = re.compile(rf"\s*#(?P<time>{TIME})#\s*$")
_BRACKETS = re.compile(r"[()\[\]<>]")
_LETTER = re.compile(r"[^\W\d_]")
_SYMBOLS = re.compile(r"[^\w?]+")


def lines_of(text: str) -> list[Line]:
    """Return the lines that are not empty; line and paragraph separators of every kind end a line."""
    lines: list[Line] = []
    last = 0
    for found in _LINE.finditer(text):
        words = found.group().strip()
        if words:
            start = found.start() + found.group().index(words[0])
            gap = not lines or "\n" in text[last : found.start()].strip(" \t").replace("\n", "", 1)
            lines.append(Line(start, start + len(words), words, gap))
            last = start + len(words)
    return lines


def heads_of(number: int, line: Line) -> Iterator[Head]:
    """Yield the readings of a line's head, the surest first; none where nothing there looks like a label or time."""
    lead = _LEADING_TIME.match(line.words) if line.words[0] in "0123456789[({<#" else None
    if lead is None:
        yield from _labels(number, line, 0, None)
        return
    rest = list(_labels(number, line, lead.end(), lead))
    yield from rest
    if not any(head.style in (Style.TIMED, Style.SEMICOLON) for head in rest):
        time, end = _times(lead)
        yield Head(number, Style.TIME, "", "", line.start, line.start + lead.end(), time, end)


def alone_on(number: int, line: Line) -> Head | None:
    """Return a line read as a label alone, if it is short enough and has nothing that a label has not."""
    if len(line.words) > MAX_LABEL + 6 or ":" in line.words:
        return None
    found = _ALONE.fullmatch(line.words)
    return _head(number, Style.ALONE, line, found, None) if found and _could_be_label(found["label"]) else None


def trailing_time(speech: str) -> tuple[int, int] | None:
    """Return where a ``#00:03:05-2#`` at the end of a speech begins, and its milliseconds; None where there is none."""
    found = _TRAILING_TIME.search(speech[-40:]) if speech.endswith("#") else None
    if found is None:
        return None
    return max(len(speech) - 40, 0) + found.start(), milliseconds(found["time"])


def _labels(number: int, line: Line, at: int, lead: re.Match[str] | None) -> Iterator[Head]:
    words = line.words
    if at >= len(words):
        return
    if any(sign in words[at : at + 110] for sign in ":;："):
        yield from _with_sign(number, line, at, lead)
    if lead is None:
        yield from _unsigned(number, line)
    elif len(words) - at <= MAX_LABEL + 6:
        found = _ALONE.fullmatch(words, at)
        if found and _could_be_label(found["label"]):
            yield _head(number, Style.ALONE, line, found, lead)


def _with_sign(number: int, line: Line, at: int, lead: re.Match[str] | None) -> Iterator[Head]:
    words = line.words
    if lead is None and len(words) <= 90:
        found = _HEADING.fullmatch(words) or _OWN_LINE.fullmatch(words)
        if found and found["time"] and _could_be_label(found["label"]):
            yield _head(number, Style.TIMED, line, found, None)
            return
    found = _COLON.match(words, at)
    if found is None or not _could_be_label(found["label"]):
        return
    style = Style.TIMED if lead or found["time"] else Style.COLON
    if found["sep"] == ";":
        style = Style.SEMICOLON
    yield _head(number, style, line, found, lead)


def _unsigned(number: int, line: Line) -> Iterator[Head]:
    words = line.words
    if words[0] == "#":
        found = _HEADING.fullmatch(words)
        if found and _could_be_label(found["label"]):
            yield _head(number, Style.HEADING, line, found, None)
        return
    if words[0] in "[(<*":
        found = _BRACKET.match(words)
        if found and _could_be_label(found["label"]):
            yield _head(number, Style.BRACKET, line, found, None)
    alone = alone_on(number, line)
    if alone and (is_known(alone.label) or is_identifier(alone.label)):
        yield alone
    for style, pattern in _OTHERS:
        found = pattern.match(words)
        if found and _could_be_label(found["label"]):
            yield _head(number, style, line, found, None)


def _head(number: int, style: Style, line: Line, found: re.Match[str], lead: re.Match[str] | None) -> Head:
    groups = found.groupdict()
    time, end = _times(lead or found)
    speech = found.end()
    after = (
        _BRACKETED_TIME.match(line.words, speech) if time is None and style in (Style.COLON, Style.BRACKET) else None
    )
    if after:
        time, end = _times(after)
        speech = after.end()
        style = Style.TIMED
    opened = groups.get("open") or ""
    mark = "" if groups.get("shut") or groups.get("late") else opened
    name = _name(found["label"], lead)
    tabbed = lead is not None and "\t" in lead.group()
    return Head(number, style, name, label_key(name), line.start, line.start + speech, time, end, mark, tabbed)


def _times(found: re.Match[str]) -> tuple[int | None, int | None]:
    groups = found.groupdict()
    time = groups.get("time") or groups.get("bare") or groups.get("own_time")
    end = groups.get("end") or groups.get("own_end")
    return (milliseconds(time) if time else None), (milliseconds(end) if end else None)


def _name(label: str, lead: re.Match[str] | None) -> str:
    chat = _CHAT.fullmatch(label.strip()) if lead else None
    return tidy(chat["name"] if chat else label)


def _could_be_label(label: str) -> bool:
    label = label.strip()
    if not label or len(label) > MAX_LABEL + 20:
        return False
    if not _LETTER.search(label):
        return set(label) <= {"?"}
    if len(label) > MAX_LABEL or len(_SYMBOLS.sub(" ", label).split()) > MAX_WORDS:
        return False
    if label[0] in "[]()<>.,'’‘/&-–" or label[-1] in ",-–'’‘/&([<":
        return False
    if _BRACKETS.search(label) and any(label.count(a) != label.count(b) for a, b in ("()", "[]", "<>")):
        return False
    return _ends_like_a_label(label)


def _ends_like_a_label(label: str) -> bool:
    if label[-1] == ".":
        return len(label.split()) <= 2 or role_of(label) is not None
    return label[-1] != "?" or len(label.split()) <= 2
