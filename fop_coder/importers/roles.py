"""Who of the speakers asks, who answers, and which respondent each speaks for: guesses, with their reasons."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from fop_coder.importers.label_words import is_generic, is_identifier, is_numbered, label_key, role_of
from fop_coder.importers.respondents import clean_stem, known_in_stem
from fop_coder.model.documents import Role
from fop_coder.model.draft import ReadingChoices, SpeakerDraft

_MEETING = 8
"""From more speakers than this on, a guess by questions is said to be a weak one."""

_CLEAR = 1.5
"""How many times as large a share of questions as the next speaker's the interviewer must have."""

_OFTEN, _SELDOM = 0.4, 0.2
"""Shares of turns that end in a question: of those who ask, at least; of those who answer, less than."""

_LEADING = 0.5
"""Share of all question marks that the leader of a larger round must have, where few turns end in a question."""

_QUESTIONS = ("?", "？", "؟")
_CLOSING = " \t\n\"'”’»)]*"


@dataclass(frozen=True, slots=True)
class Guess:
    """The speakers of a transcript with their roles, the respondent of the whole document, and notes."""

    speakers: tuple[SpeakerDraft, ...]
    respondent: str | None
    notes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Voice:
    """How somebody speaks.

    Attributes:
        place: 0 for who speaks first.
        questions: turns that end in a question mark.
        marks: question marks anywhere.
    """

    label: str
    place: int
    turns: int
    words: int
    questions: int
    marks: int

    @property
    def asking(self) -> float:
        return self.questions / self.turns if self.turns else 0.0

    @property
    def length(self) -> float:
        return self.words / self.turns if self.turns else 0.0


def guess_speakers(
    speeches: Mapping[str, Sequence[str]],
    choices: ReadingChoices,
    stem: str,
    *,
    unnamed: tuple[Role, str] = (Role.RESPONDENT, "nobody else is named"),
    respondent: str | None = None,
) -> Guess:
    """Return a role and, where the role counts, a respondent for each speaker.

    Args:
        speeches: what each says, by label, in the order of first speaking.
        choices: roles already decided win over every guess.
        stem: of the file's name, in which a respondent's label is looked for.
        unnamed: role of the speaker '' and why.
        respondent: of the whole document, where the file itself names one.
    """
    voices = [_voice(label, place, said) for place, (label, said) in enumerate(speeches.items())]
    reasons = _told(voices, choices)
    for voice in voices:
        if voice.label not in reasons and not voice.label:
            reasons[""] = unnamed
    _by_words(voices, reasons, choices)
    notes = _by_questions(voices, reasons)
    speakers = tuple(_speaker(voice, *reasons[voice.label]) for voice in voices)
    guess = _with_respondents(speakers, choices, stem, respondent)
    return replace(guess, notes=(*notes, *_gaps(speakers), *guess.notes))


def _voice(label: str, place: int, said: Sequence[str]) -> _Voice:
    questions = sum(speech[-40:].rstrip(_CLOSING).endswith(_QUESTIONS) for speech in said)
    marks = sum(speech.count(mark) for speech in said for mark in _QUESTIONS)
    return _Voice(label, place, len(said), sum(len(speech.split()) for speech in said), questions, marks)


def _speaker(voice: _Voice, role: Role, why: str) -> SpeakerDraft:
    return SpeakerDraft(voice.label, role, None, voice.turns, voice.words, why)


def _told(voices: Sequence[_Voice], choices: ReadingChoices) -> dict[str, tuple[Role, str]]:
    told = {label_key(label): role for label, role in choices.roles.items()}
    return {v.label: (told[key], "as you chose") for v in voices if (key := label_key(v.label)) in told}


def _by_words(voices: Sequence[_Voice], reasons: dict[str, tuple[Role, str]], choices: ReadingChoices) -> None:
    known = {label_key(label) for label in choices.known_respondents}
    left = [voice for voice in voices if voice.label not in reasons]
    named = {voice.label: role_of(voice.label) for voice in left}
    asked = Role.INTERVIEWER in named.values() or any(role is Role.INTERVIEWER for role, _ in reasons.values())
    for voice in left:
        key, role = label_key(voice.label), named[voice.label]
        if key in known:
            reasons[voice.label] = (Role.RESPONDENT, "is the label of a known respondent")
        elif key in ("r", "a") and not asked and len(voices) > 1:
            continue  # R beside P may be the researcher, A beside B one of two names
        elif role is not None:
            reasons[voice.label] = (role, f"is called “{voice.label}”")
        elif is_identifier(voice.label):
            reasons[voice.label] = (Role.RESPONDENT, f"“{voice.label}” looks like a respondent's label")


def _by_questions(voices: Sequence[_Voice], reasons: dict[str, tuple[Role, str]]) -> list[str]:
    """Give the roles that words left open, and return notes on how sure that is."""
    left = [voice for voice in voices if voice.label not in reasons]
    if not left:
        return []
    asked = any(role is Role.INTERVIEWER for role, _ in reasons.values())
    askers = [] if asked else _who_ask(left, voices)
    for voice in left:
        if voice in askers:
            reasons[voice.label] = (Role.INTERVIEWER, _why_asks(voice, voices))
        elif asked or askers:
            reasons[voice.label] = (Role.RESPONDENT, "somebody else asks the questions")
        else:
            reasons[voice.label] = (Role.RESPONDENT, "nobody clearly asks the questions")
    return _doubts(left, voices, asked or bool(askers))


def _doubts(left: Sequence[_Voice], voices: Sequence[_Voice], asked: bool) -> list[str]:
    if len(voices) > _MEETING and len(left) > _MEETING // 2:
        return [f"{len(voices)} speakers: who leads was guessed from the questions alone; please check the roles"]
    if not asked and len(voices) > 1:
        return ["Nobody clearly asks the questions: all speakers were taken for respondents; please check the roles"]
    return []


def _who_ask(left: Sequence[_Voice], voices: Sequence[_Voice]) -> list[_Voice]:
    """Return those who ask the questions, if that is clear: mostly one, or all who ask often where the rest do not."""
    if len(voices) < 2:
        return []
    often = [voice for voice in left if voice.asking >= _OFTEN]
    rest = [voice for voice in voices if voice not in often]
    if often and rest and max(v.asking for v in rest) < _SELDOM and _length(often) < _length(rest):
        return often
    first = _who_asks(left, voices) or (_who_leads(left, voices) if len(voices) > 2 else None)
    if first is not None:
        return [first]
    if len(left) == 1 and all(left[0].asking > voice.asking for voice in voices if voice is not left[0]):
        return [left[0]]
    return []


def _who_asks(left: Sequence[_Voice], voices: Sequence[_Voice]) -> _Voice | None:
    """Return the one with by far the largest share of questions, who speaks first or in shorter turns than the rest."""
    most = max(voice.turns for voice in voices)
    first = max((v for v in left if v.turns * 3 >= most), key=lambda v: (v.asking, -v.place), default=None)
    if first is None or first.asking < _SELDOM:
        return None
    others = [voice for voice in voices if voice is not first]
    rivals = [voice for voice in others if voice.turns * 3 >= first.turns]
    if any(first.asking < _CLEAR * voice.asking for voice in rivals):
        return None
    return first if first.place == 0 or first.length < _length(others) else None


def _who_leads(left: Sequence[_Voice], voices: Sequence[_Voice]) -> _Voice | None:
    first = max(left, key=lambda v: (v.marks, -v.place))
    others = [voice.marks for voice in voices if voice is not first]
    leads = first.turns == max(v.turns for v in voices) or first.place == 0
    enough = first.marks >= 3 and first.marks >= _LEADING * (first.marks + sum(others))
    return first if leads and enough and first.marks >= 2 * max(others) else None


def _length(voices: Sequence[_Voice]) -> float:
    """Return how many words a turn has, over all turns of these speakers."""
    return sum(voice.words for voice in voices) / max(sum(voice.turns for voice in voices), 1)


def _why_asks(voice: _Voice, voices: Sequence[_Voice]) -> str:
    if voice.asking < _SELDOM:
        return f"asks most of the questions ({voice.marks} of {sum(v.marks for v in voices)})"
    why = f"asks most of the questions ({voice.questions} of {voice.turns} turns end in one)"
    if voice.length < _length([other for other in voices if other is not voice]):
        why += ", in shorter turns"
    return why + (", and speaks first" if voice.place == 0 else "")


def _gaps(speakers: Sequence[SpeakerDraft]) -> list[str]:
    if any(speaker.role.counts or not speaker.label for speaker in speakers):
        return []
    if all(speaker.role is Role.INTERVIEWER for speaker in speakers):
        return ["All turns are an interviewer's: no respondent speaks in this document"]
    return ["No respondent speaks in this document, by the roles guessed"]


def _with_respondents(
    speakers: tuple[SpeakerDraft, ...], choices: ReadingChoices, stem: str, respondent: str | None
) -> Guess:
    answering = [speaker for speaker in speakers if speaker.role is Role.RESPONDENT]
    own, notes = _of_document(answering, choices, stem, respondent)
    if own is None:
        by_label = {s.label: _of_speaker(s.label, choices, stem) for s in answering}
    else:
        by_label = dict.fromkeys((s.label for s in answering), own)
    interpreted = next(iter(by_label.values())) if len(set(by_label.values())) == 1 else None
    given = []
    for speaker in speakers:
        found = interpreted if speaker.role is Role.INTERPRETER else by_label.get(speaker.label)
        given.append(replace(speaker, respondent=found))
        if speaker.role is Role.INTERPRETER and len(answering) > 1 and interpreted is None:
            notes.append(f"Say for whom “{speaker.label}” interprets: there are several respondents")
    return Guess(tuple(given), own, tuple(notes))


def _of_document(
    answering: Sequence[SpeakerDraft], choices: ReadingChoices, stem: str, respondent: str | None
) -> tuple[str | None, list[str]]:
    """Return the respondent of the whole document, None where each speaker has their own; and notes."""
    several = len(answering) > 1
    if respondent is not None:
        return respondent, []
    if several and choices.several_respondents:
        return None, []
    known = known_in_stem(stem, choices.known_respondents)
    keys = {label_key(label): label for label in choices.known_respondents}
    named = {keys[key] for speaker in answering if (key := label_key(speaker.label)) in keys}
    if len(known) == 1 and (choices.one_respondent or named <= set(known)):
        return known[0], []
    notes = [f"The file's name holds several respondents' labels: {', '.join(known)}"] if len(known) > 1 else []
    if choices.one_respondent or not answering:
        return clean_stem(stem), notes
    if several:
        return None, notes
    return _of_one(answering[0].label, keys, stem), notes


def _of_one(label: str, known: Mapping[str, str], stem: str) -> str:
    if label_key(label) in known:
        return known[label_key(label)]
    return label if is_identifier(label) else clean_stem(stem)


def _of_speaker(label: str, choices: ReadingChoices, stem: str) -> str:
    """Return the respondent for one of several speakers.

    "Speaker 1" or "R" says nothing outside its own transcript: the document's name is put before it, so that the same
    word in another transcript is not taken for the same person.
    """
    keys = {label_key(known): known for known in choices.known_respondents}
    if label_key(label) in keys:
        return keys[label_key(label)]
    if not label:
        return clean_stem(stem)
    return (
        f"{clean_stem(stem)} {label}"
        if is_numbered(label) or (is_generic(label) and not is_identifier(label))
        else label
    )
