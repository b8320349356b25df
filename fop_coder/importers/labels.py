"""Speaker labels in running text: who speaks from where to where.

What could be a label is read from the heads of lines (``heads``), what is one is decided over the whole text
(``label_evidence``), slips of the pen are put right (``spelling``). A turn runs from its label to the next, over as
many paragraphs as it takes. What stands before the first label belongs to nobody.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from fop_coder.importers.heads import Head, Line, Style, alone_on, heads_of, lines_of, trailing_time
from fop_coder.importers.label_evidence import SURE_STYLES, Evidence, looks_like_a_name, spellings, systematic
from fop_coder.importers.label_words import is_about_the_interview, is_known
from fop_coder.importers.spelling import slips
from fop_coder.importers.wording import count

_WEAK_STYLES = (Style.ALONE, Style.TAB, Style.DASH, Style.DOT)
_SLIP_STYLES = frozenset({Style.SEMICOLON, Style.TAB, Style.DOT})
_TIMED_SHARE = 0.3
"""Share of paragraphs that must begin with a time before times divide a text without labels into turns."""

_LONG_HEAD = 100
"""Words before the first label from which on a label after half of the text is not believed."""


@dataclass(frozen=True, slots=True)
class Stretch:
    """What one speaker says in one go, in code points; ``label`` is '' where nobody is named."""

    start: int
    end: int
    label: str
    time: int | None = None
    time_end: int | None = None


@dataclass(frozen=True, slots=True)
class Speech:
    """A text divided among its speakers.

    Attributes:
        stretches: in the order of the text.
        notes: on labels merged and words that belong to nobody.
    """

    stretches: tuple[Stretch, ...]
    notes: tuple[str, ...] = ()


def find_speech(text: str, told: frozenset[str] = frozenset()) -> Speech | None:
    """Return who speaks where by the labels or times in the text; None where it has neither.

    Args:
        text: with line feeds as line ends.
        told: keys (``label_key``) of labels that are known for certain.
    """
    lines = lines_of(text)
    readings = _readings(lines)
    paragraphs = _paragraphs(lines)
    chosen, notes = _labelled(text, lines, readings, paragraphs, told)
    if chosen and _words(text[: chosen[0].start]) > max(_LONG_HEAD, _words(text) / 2):
        return None
    if chosen:
        return _speech(text, lines, readings, chosen, notes)
    timed = [head for heads in readings for head in heads if head.style is Style.TIME]
    if len(timed) < 2 or len(timed) < _TIMED_SHARE * paragraphs:
        return None
    return _speech(text, lines, readings, timed, ())


def label_lines(
    lines: Sequence[str], captions: int, told: frozenset[str] = frozenset()
) -> tuple[list[tuple[str, int] | None], list[str]]:
    """Return for each line of captions its label and where the speech begins in it, or None; and notes on slips.

    Args:
        lines: of all captions.
        captions: how many there are.
        told: keys of labels that are known for certain.
    """
    text = "\n".join(lines)
    places = lines_of(text)
    readings = [[h for h in heads if h.style in (Style.COLON, Style.BRACKET)] for heads in _readings(places)]
    evidence = _evidence(text, readings, captions, told, captions=True)
    chosen, notes = _sure(evidence, readings)
    by_start = {places[head.line].start: head for head in chosen}
    found: list[tuple[str, int] | None] = []
    place = 0
    for line in lines:
        head = by_start.get(place + len(line) - len(line.lstrip()))
        found.append((head.label, head.speech - place) if head else None)
        place += len(line) + 1
    return found, notes


def _readings(lines: Sequence[Line]) -> list[list[Head]]:
    readings = [list(heads_of(number, line)) for number, line in enumerate(lines)]
    _read_lines_beside_times(lines, readings)
    return readings


def _read_lines_beside_times(lines: Sequence[Line], readings: list[list[Head]]) -> None:
    """Read a name on a line of its own as timed if its time is in the same line, or is the line before or after."""
    bare = [_is_bare_time(line, heads) for line, heads in zip(lines, readings, strict=True)]
    led = [any(head.style in (Style.TIME, Style.TIMED) for head in heads) for heads in readings]
    after, before = [], []
    for number, heads in enumerate(readings[:-1]):
        head = next((h for h in heads if h.style is Style.ALONE and h.time is not None), None)
        if head is not None:
            if not led[number + 1]:
                heads.insert(0, replace(head, style=Style.TIMED))
            continue
        follows = number > 0 and bare[number - 1] and not led[number + 1]
        head = alone_on(number, lines[number]) if (follows or bare[number + 1]) and not led[number] else None
        if head is not None and follows:
            after.append(_with_time(head, readings[number - 1][-1]))
        elif head is not None:
            time = readings[number + 1][-1]
            before.append(replace(_with_time(head, time), start=head.start, speech=time.speech))
    for head in max(after, before, key=_recurring):
        readings[head.line].insert(0, head)


def _with_time(head: Head, time: Head) -> Head:
    return replace(head, style=Style.TIMED, start=time.start, time=time.time, time_end=time.time_end)


def _recurring(heads: Sequence[Head]) -> int:
    counts = Counter(head.key for head in heads)
    return sum(count for count in counts.values() if count >= 2)


def _is_bare_time(line: Line, heads: Sequence[Head]) -> bool:
    return bool(heads) and heads[-1].style is Style.TIME and heads[-1].speech >= line.end


def _paragraphs(lines: Sequence[Line]) -> int:
    """Return how many paragraphs there are: blocks between empty lines where these divide the text, else lines."""
    blocks = sum(line.after_gap for line in lines)
    return blocks if blocks >= 0.3 * len(lines) else len(lines)


def _labelled(
    text: str, lines: Sequence[Line], readings: Sequence[Sequence[Head]], paragraphs: int, told: frozenset[str]
) -> tuple[list[Head], list[str]]:
    head_end = _head_of_transcript(lines, readings)
    readings = [() if number < head_end else heads for number, heads in enumerate(readings)]
    chosen, notes = _sure(_evidence(text, readings, paragraphs, told), readings)
    for style in _WEAK_STYLES:
        other = _weak(readings, style, paragraphs, lines)
        if len(other) > len(chosen):
            chosen, notes = other, []
    return _without_head(text, lines, chosen), notes


def _evidence(
    text: str, readings: Sequence[Sequence[Head]], paragraphs: int, told: frozenset[str], captions: bool = False
) -> Evidence:
    possible = [head for heads in readings if (head := _first(heads))]
    return Evidence(possible, paragraphs, text, told, captions)


def _sure(evidence: Evidence, readings: Sequence[Sequence[Head]]) -> tuple[list[Head], list[str]]:
    """Return the heads with a label that is believed, one per line, each under its right spelling; and notes."""
    believed = evidence.believed()
    if not believed:
        return [], []
    all_heads = [head for heads in readings for head in heads if head.style in SURE_STYLES | {Style.SEMICOLON}]
    counts = Counter(head.key for head in all_heads)
    labels = spellings(all_heads)
    right = {slip: key for slip, key in slips(counts, labels).items() if key in believed and slip not in evidence.told}
    chosen = []
    for heads in readings:
        for head in heads:
            key = right.get(head.key, head.key)
            if key in believed and _is_sign(head, key, right):
                label = evidence.labels[key]
                alike = head.label == label and head.key == key  # as nearly always; making thousands anew takes time
                chosen.append(head if alike else replace(head, label=label, key=key))
                break
    return chosen, _slip_notes(all_heads, right, evidence.labels, believed)


def _first(heads: Iterable[Head]) -> Head | None:
    return next((head for head in heads if head.style in SURE_STYLES), None)


def _is_sign(head: Head, key: str, right: dict[str, str]) -> bool:
    """Whether a head's way of marking the label is enough, now that the label itself is believed."""
    if head.style in SURE_STYLES or head.style is Style.SEMICOLON:
        return True
    return head.style in _SLIP_STYLES and len(key) > 1 and is_known(head.label) and head.key not in right


def _slip_notes(heads: Iterable[Head], right: dict[str, str], labels: dict[str, str], believed: set[str]) -> list[str]:
    slipped: Counter[tuple[str, str]] = Counter()
    for head in heads:
        key = right.get(head.key, head.key)
        if key not in believed:
            continue
        if head.style is Style.SEMICOLON:
            slipped[f"{head.label};", labels[key]] += 1
        elif head.key in right:
            slipped[head.label, labels[key]] += 1
    return [
        f"The label “{wrong}” ({count(many, 'turn')}) was read as “{label}”" for (wrong, label), many in slipped.items()
    ]


def _weak(readings: Sequence[Sequence[Head]], style: Style, paragraphs: int, lines: Sequence[Line]) -> list[Head]:
    heads = [head for one in readings for head in one if head.style is style]
    if style is Style.ALONE:
        paragraphs = len(heads)
    keys = systematic(heads, paragraphs, looks_like_a_name)
    labels = spellings(heads)
    chosen = [replace(head, label=labels[head.key]) for head in heads if head.key in keys]
    if style is Style.ALONE:
        followed = {head.line - 1 for head in chosen}
        chosen = [h for h in chosen if h.line not in followed and h.line + 1 < len(lines)]
    return chosen


def _head_of_transcript(lines: Sequence[Line], readings: Sequence[Sequence[Head]]) -> int:
    """Return how many lines at the top are about the interview ("Date: 3 May", "Interviewer: A. B.")."""
    last = -1
    for number, line in enumerate(lines[:60]):
        head = next((h for h in readings[number] if h.style in SURE_STYLES | {Style.TAB}), None)
        if not _is_short(line.words[head.speech - line.start :] if head else line.words):
            break
        if head and is_about_the_interview(head.label):
            last = number
    if last < 0:
        return 0
    end = last + 1
    while end < len(lines) and not lines[end].after_gap and _is_short(lines[end].words):
        end += 1
    return end


def _without_head(text: str, lines: Sequence[Line], chosen: list[Head]) -> list[Head]:
    """Leave out labels that occur only once, with a short entry, before any that recurs: "Interviewer: A. B."."""
    counts = Counter(head.key for head in chosen)
    recurring = next((place for place, head in enumerate(chosen) if counts[head.key] > 1), 0)
    first = 0
    while first < recurring and _is_short(text[chosen[first].speech : lines[chosen[first].line].end]):
        first += 1
    return chosen[first:] if first == recurring else chosen


def _is_short(words: str) -> bool:
    """Whether words are an entry ("12 March 2019", "A. B.") rather than speech."""
    parts = words.split()
    if len(words) > 80 or len(parts) > 8:
        return False
    return not parts or not parts[-1].endswith((".", "?", "!", "…")) or len(parts[-1]) <= 3


def _speech(
    text: str,
    lines: Sequence[Line],
    readings: Sequence[Sequence[Head]],
    chosen: Sequence[Head],
    notes: Iterable[str],
) -> Speech | None:
    heads = [_with_time_after(_with_time_before(head, lines, readings), lines, readings) for head in chosen]
    ends = [head.start for head in heads[1:]] + [_end_of_speech(text, lines, readings)]
    found = [_stretch(text, head, end) for head, end in zip(heads, ends, strict=True)]
    stretches = tuple(stretch for stretch in found if stretch is not None)
    return Speech(stretches, (*notes, *_front_note(text, heads[0].start))) if stretches else None


def _with_time_before(head: Head, lines: Sequence[Line], readings: Sequence[Sequence[Head]]) -> Head:
    """Give a head the time on the line before it, if that line is nothing but a time."""
    before = head.line - 1
    if before < 0 or head.style is Style.TIME or not _is_bare_time(lines[before], readings[before]):
        return head
    time = readings[before][-1]
    if head.time is None:
        head = replace(head, time=time.time, time_end=time.time_end)
    return replace(head, start=min(head.start, time.start))


def _with_time_after(head: Head, lines: Sequence[Line], readings: Sequence[Sequence[Head]]) -> Head:
    """Give a head with nothing said beside it the time on the line after it, if that line is nothing but a time."""
    after = head.line + 1
    if head.time is not None or after >= len(lines) or head.speech < lines[head.line].end:
        return head
    if not _is_bare_time(lines[after], readings[after]):
        return head
    time = readings[after][-1]
    return replace(head, time=time.time, time_end=time.time_end, speech=time.speech)


def _end_of_speech(text: str, lines: Sequence[Line], readings: Sequence[Sequence[Head]]) -> int:
    return lines[-1].start if _is_bare_time(lines[-1], readings[-1]) else len(text)


def _stretch(text: str, head: Head, end: int) -> Stretch | None:
    speech = text[head.speech : end]
    start = head.speech + len(speech) - len(speech.lstrip())
    speech = speech.strip()
    time_end = head.time_end
    trailing = trailing_time(speech)
    if trailing is not None:
        speech, time_end = speech[: trailing[0]].rstrip(), trailing[1]
    if head.mark and speech.endswith(head.mark):
        speech = speech[: -len(head.mark)].rstrip()
    if not speech:
        return None
    return Stretch(start, start + len(speech), head.label, head.time, time_end)


def _words(text: str) -> int:
    return len(text.split())


def _front_note(text: str, start: int) -> tuple[str, ...]:
    words = _words(text[:start])
    if not words:
        return ()
    return (f"{count(words, 'word')} before the first label {'belongs' if words == 1 else 'belong'} to nobody's turn",)
