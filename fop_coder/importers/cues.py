"""Captions (.vtt .srt) with or without speakers: Teams' voice tags, Zoom's "Name: text", dashes, or nothing."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from fop_coder.importers import limits
from fop_coder.importers.assembly import Cue, from_cues
from fop_coder.importers.captions import Caption, read_captions, voices, without_repeats
from fop_coder.importers.encodings import Decoded
from fop_coder.importers.label_evidence import keys_of
from fop_coder.importers.labels import label_lines
from fop_coder.importers.text_files import read_decoded
from fop_coder.model.draft import DocumentDraft, ReadingChoices

_MARK = re.compile(r"(?:>{2,3}|[-–—])\s*(?=[^\s\d>–—-])")
_INSIDE = re.compile(r"\s+(?=>>\s)")
_FORMATS = {".srt": "SubRip", ".vtt": "WebVTT"}


@dataclass(frozen=True, slots=True)
class _Line:
    """One line of a caption. ``voice``: as tagged; ``marked``: a dash or ">>" says that the speaker changes."""

    caption: Caption
    words: str
    voice: str | None
    marked: bool = False


def read(path: Path, choices: ReadingChoices) -> list[DocumentDraft]:
    """Return the one document in a file of captions.

    Raises:
        ImportRefused: the file is missing, empty, no text, or has no captions; a timing is damaged.
    """
    limits.check_file(path)
    return [draft_of(path.name, read_decoded(path, choices), choices, _FORMATS.get(path.suffix.lower(), "WebVTT"))]


def draft_of(
    source: str, decoded: Decoded, choices: ReadingChoices, format: str, notes: Sequence[str] = ()
) -> DocumentDraft:
    """Return the draft of decoded captions.

    Args:
        source: the file's name.
        decoded: its text, with line ends of any kind.
        choices: what the user has decided.
        format: "WebVTT" or "SubRip".
        notes: what is already known of the file.

    Raises:
        ImportRefused: there are no captions; a timing is damaged.
    """
    text = decoded.text.replace("\r\n", "\n").replace("\r", "\n")
    captions = read_captions(source, text)
    said = [*decoded.notes, *notes]
    if format == "WebVTT" and not text.lstrip().startswith("WEBVTT"):
        said.append("The first line of WebVTT is missing; read all the same")
    if without_repeats(captions):
        said.append("Lines that rolling captions repeat were left out")
    lines = [_Line(caption, words, voice) for caption in captions for voice, words in voices(caption.lines)]
    cues, merged = _spoken(lines, choices)
    return from_cues(source, format, cues, choices, notes=(*said, *merged))


def _spoken(lines: Sequence[_Line], choices: ReadingChoices) -> tuple[list[Cue], list[str]]:
    """Return cues with their speakers, by whichever way the file names or marks them; and notes on labels."""
    if any(line.voice for line in lines):
        return [_cue(line.voice, line, line.words) for line in lines], []
    lines = _with_marks(lines)
    told = keys_of([*choices.roles, *choices.known_respondents])
    labels, notes = label_lines([line.words for line in lines], len({line.caption.line for line in lines}), told)
    first = next((place for place, label in enumerate(labels) if label), len(lines))
    if first < max(len(lines) / 2, 1):
        return [_cue(*spoken) for spoken in _labelled(lines, labels)], notes
    if any(line.marked for line in lines):
        return list(_marked(lines)), []
    return [_cue(None, line, line.words) for line in lines], []


def _with_marks(lines: Sequence[_Line]) -> list[_Line]:
    """Take dashes and ">>" off the lines, if at least two begin with one; ">>" inside a line divides it."""
    if sum(_MARK.match(line.words) is not None for line in lines) < 2:
        return list(lines)
    divided = [replace(line, words=words) for line in lines for words in _INSIDE.split(line.words)]
    return [
        replace(line, words=line.words[found.end() :], marked=True) if (found := _MARK.match(line.words)) else line
        for line in divided
    ]


def _labelled(
    lines: Sequence[_Line], labels: Sequence[tuple[str, int] | None]
) -> Iterator[tuple[str | None, _Line, str]]:
    """Yield lines with their speakers; a line without a label goes on with the speaker before, unless marked."""
    speaker: str | None = None
    for line, label in zip(lines, labels, strict=True):
        if label is not None:
            speaker = label[0]
        elif line.marked:
            speaker = ""
        yield speaker, line, line.words[label[1] :] if label else line.words


def _marked(lines: Sequence[_Line]) -> Iterator[Cue]:
    """Yield one whole cue from each marked line to the next."""
    run: list[_Line] = []
    for line in lines:
        if line.marked and run:
            yield _run(run)
            run = []
        run.append(line)
    if run:
        yield _run(run)


def _run(run: Sequence[_Line]) -> Cue:
    words = " ".join(line.words for line in run)
    return Cue("", words, run[0].caption.time, run[-1].caption.time_end, whole=True)


def _cue(speaker: str | None, line: _Line, words: str) -> Cue:
    return Cue(speaker, words, line.caption.time, line.caption.time_end)
