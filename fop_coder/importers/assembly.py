"""The draft of a document, made of running text or of cues: the one place where turns come from."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from pathlib import Path

from fop_coder.importers.label_evidence import keys_of
from fop_coder.importers.label_words import label_key, tidy
from fop_coder.importers.labels import Stretch, find_speech
from fop_coder.importers.limits import check_text
from fop_coder.importers.roles import guess_speakers
from fop_coder.importers.times import TIME, milliseconds
from fop_coder.model.documents import Role
from fop_coder.model.draft import DocumentDraft, ReadingChoices, TurnDraft

LONG_ENOUGH = 200
"""Unnamed cues are joined until a turn has this many characters and ends a sentence."""

TOO_LONG = 1000
"""At this many characters a turn of unnamed cues ends with any cue: a machine may put no full stops."""

PAUSE = 2000
"""A silence, in milliseconds, that ends a turn of unnamed cues."""

_BARE_TIME = re.compile(rf"[\[({{<#]?\s?(?P<time>{TIME})\s?[\])}}>#]?")
_SENTENCE_END = re.compile(r"[.!?…。？！؟][\"'”’»)\]]*$")
_UNNAMED = (Role.RESPONDENT, "no speakers are named")
_MARKED = (Role.UNIDENTIFIED, "changes of speaker are marked, but nobody is named")
_AMONG_NAMED = (Role.UNIDENTIFIED, "nobody is named here, though others are elsewhere")


@dataclass(frozen=True, slots=True)
class Cue:
    """One piece of speech as a file gives it (a caption, a row of a sheet).

    Attributes:
        speaker: as named in the file; None where nothing is said; '' where a change of speaker is marked but nobody
            is named.
        text: the speech; white space at its ends is dropped.
        time, time_end: milliseconds into the recording, if known.
        whole: the cue is a turn of its own, never joined with its neighbours (a row of a sheet; a marked change).
    """

    speaker: str | None
    text: str
    time: int | None = None
    time_end: int | None = None
    whole: bool = False


def from_text(
    source: str,
    format: str,
    text: str,
    choices: ReadingChoices,
    *,
    encoding: str = "",
    notes: Iterable[str] = (),
    name: str | None = None,
) -> DocumentDraft:
    """Return the draft of a document whose speakers are labelled in its running text.

    The text is kept as given, save that line ends become line feeds. Labels and times stay in it, outside the turns.
    Without labels or times each paragraph is a turn of one unnamed speaker: a line, or, where the lines are broken by
    hand at a width, the lines up to an empty one.

    Args:
        source: the file's name, without its folder.
        format: as in ``DocumentDraft.format``.
        text: as decoded.
        choices: what the user has decided.
        encoding: of plain text.
        notes: what the reader of the file has to say; notes on speakers follow them.
        name: of the document; None for the file's stem.

    Raises:
        ImportRefused: the text has no words, NUL characters, or is too long.
    """
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    check_text(Path(source), text)
    said = list(notes)
    speech = find_speech(text, keys_of([*choices.roles, *choices.known_respondents]))
    if speech is not None:
        stretches = speech.stretches
        said += speech.notes
        if not any(stretch.label for stretch in stretches):
            said.append("No speaker labels were found: each time begins a turn of one unnamed speaker")
    else:
        stretches = tuple(_spoken_paragraphs(text))
        said.append("No speaker labels were found: each paragraph is a turn of one unnamed speaker")
    draft = DocumentDraft(source, _name(source, name), format, text, (), (), encoding, tuple(said))
    return _with_speakers(draft, stretches, choices, _UNNAMED)


def from_cues(
    source: str,
    format: str,
    cues: Iterable[Cue],
    choices: ReadingChoices,
    *,
    notes: Iterable[str] = (),
    name: str | None = None,
    respondent: str | None = None,
) -> DocumentDraft:
    """Return the draft of a document given in cues; its text is the speeches joined by line ends.

    Cues of one speaker that follow one another become one turn, joined by a space. Cues without any speaker become
    turns that end with a sentence, by one unnamed speaker.

    Args:
        source: the file's name, without its folder.
        format: as in ``DocumentDraft.format``.
        cues: in the order of the recording.
        choices: what the user has decided.
        notes: what the reader of the file has to say; notes on speakers follow them.
        name: of the document; None for the file's stem.
        respondent: label of the respondent where the file names one (a row of a sheet); beats every guess. Attributes
            of a sheet are put in afterwards with ``dataclasses.replace``.

    Raises:
        ImportRefused: there are no words, NUL characters, or too many.
    """
    spoken = [cue for cue in map(_tidied, cues) if cue.text]
    said = list(notes)
    unnamed, note = _unnamed(spoken)
    text = ""
    parts: list[str] = []
    stretches: list[Stretch] = []
    place = 0
    for turn in _joined(_spelt_alike(spoken)):
        stretches.append(Stretch(place, place + len(turn.text), turn.speaker or "", turn.time, turn.time_end))
        parts.append(turn.text)
        place += len(turn.text) + 1
    text = "\n".join(parts)
    check_text(Path(source), text)
    draft = DocumentDraft(source, _name(source, name), format, text, (), (), "", (*said, *note))
    return _with_speakers(draft, stretches, choices, unnamed, respondent)


def paragraphs(text: str) -> Iterator[tuple[int, int]]:
    """Yield where the paragraphs of a text without labels begin and end, white space at their ends left out."""
    pattern = r"[^\n]*\S[^\n]*"
    if _is_broken_by_hand(text):
        pattern = rf"{pattern}(?:\n{pattern})*"
    for found in re.finditer(pattern, text):
        words = found.group()
        start = found.start() + len(words) - len(words.lstrip())
        yield start, start + len(words.strip())


def _spoken_paragraphs(text: str) -> list[Stretch]:
    """Return the paragraphs; one that is nothing but a time gives its time to the next, if any paragraph has words."""
    found = []
    time: int | None = None
    for start, end in paragraphs(text):
        bare = _BARE_TIME.fullmatch(text, start, end)
        if bare is None:
            found.append(Stretch(start, end, "", time))
        time = milliseconds(bare["time"]) if bare else None
    return found or [Stretch(start, end, "") for start, end in paragraphs(text)]


def _is_broken_by_hand(text: str) -> bool:
    """Return whether lines end where a width was reached rather than where a paragraph ends.

    So if there are at least ten lines that are followed by another without an empty one between, none longer than 120
    characters, most of them longer than 45, and most not at the end of a sentence.
    """
    lines = [line.rstrip() for line in text.split("\n")]
    inner = [line for line, following in pairwise(lines) if line and following]
    if len(inner) < 10 or max(map(len, inner)) > 120:
        return False
    long = sum(len(line) > 45 for line in inner)
    open_ended = sum(_SENTENCE_END.search(line) is None for line in inner)
    return long > 0.6 * len(inner) and open_ended > 0.6 * len(inner)


def _name(source: str, name: str | None) -> str:
    return tidy(name if name is not None else Path(source).stem) or "document"


def _tidied(cue: Cue) -> Cue:
    text = cue.text.replace("\r\n", "\n").replace("\r", "\n").strip()
    speaker = None if cue.speaker is None else tidy(cue.speaker)
    return replace(cue, text=text, speaker=speaker)


def _unnamed(cues: Sequence[Cue]) -> tuple[tuple[Role, str], list[str]]:
    """Return role and reason for cues without a name, and a note that says so."""
    speakers = {cue.speaker for cue in cues}
    if None not in speakers and "" not in speakers:
        return _UNNAMED, []
    if any(speakers):
        count = sum(not cue.speaker for cue in cues)
        many = "1 piece of speech has" if count == 1 else f"{count} pieces of speech have"
        return _AMONG_NAMED, [f"{many} no speaker named: not counted for anybody until a role is given"]
    if "" in speakers:
        return _MARKED, [
            "Changes of speaker are marked, but not who speaks: nothing counts for anybody until roles are given"
        ]
    return _UNNAMED, ["No speakers are named: the turns are one unnamed speaker's"]


def _spelt_alike(cues: Sequence[Cue]) -> list[Cue]:
    """Give all cues of one speaker the most frequent spelling of the name ("INT", "Int.")."""
    spelt: dict[str, Counter[str]] = defaultdict(Counter)
    for cue in cues:
        if cue.speaker:
            spelt[label_key(cue.speaker)][cue.speaker] += 1
    best = {key: counter.most_common(1)[0][0] for key, counter in spelt.items()}
    return [replace(cue, speaker=best[label_key(cue.speaker)]) if cue.speaker else cue for cue in cues]


def _joined(cues: Iterable[Cue]) -> Iterator[Cue]:
    """Yield turns: cues joined with those that go on with the same speech."""
    run: list[Cue] = []
    length = 0
    for cue in cues:
        if run and not _goes_on(run[-1], cue, length):
            yield _one(run)
            run, length = [], 0
        run.append(cue)
        length += len(cue.text) + 1
    if run:
        yield _one(run)


def _goes_on(last: Cue, cue: Cue, length: int) -> bool:
    if last.whole or cue.whole or (last.speaker or "") != (cue.speaker or ""):
        return False
    if cue.speaker:
        return True
    silent = last.time_end is not None and cue.time is not None and cue.time - last.time_end >= PAUSE
    ended = length > LONG_ENOUGH and _SENTENCE_END.search(last.text) is not None
    return not silent and not ended and length < TOO_LONG


def _one(run: Sequence[Cue]) -> Cue:
    return Cue(run[0].speaker, " ".join(cue.text for cue in run), run[0].time, run[-1].time_end)


def _with_speakers(
    draft: DocumentDraft,
    stretches: Sequence[Stretch],
    choices: ReadingChoices,
    unnamed: tuple[Role, str],
    respondent: str | None = None,
) -> DocumentDraft:
    speeches: dict[str, list[str]] = defaultdict(list)
    for stretch in stretches:
        speeches[stretch.label].append(draft.text[stretch.start : stretch.end])
    stem = Path(draft.source).stem
    guess = guess_speakers(speeches, choices, stem, unnamed=unnamed, respondent=respondent)
    return replace(
        draft,
        turns=tuple(TurnDraft(s.start, s.end, s.label, s.time, s.time_end) for s in stretches),
        speakers=guess.speakers,
        notes=(*draft.notes, *guess.notes),
        respondent=guess.respondent,
        kind=choices.kind,
        occasion=choices.occasion,
    )
