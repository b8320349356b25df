"""Invented talk: pseudo-words with the frequencies of a language, in turns of the lengths that interviews have."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import accumulate
from random import Random

EMOJI = ("🙂", "👍🏽", "🏡", "👩‍👧", "🌧️", "😅")
"""Some lie outside the basic plane and some are several code points, as in chats and captions."""

_ONSETS = ("bl", "br", "dr", "f", "gl", "gr", "k", "l", "m", "n", "pl", "qu", "r", "s", "t", "tr", "v", "w", "z")
_NUCLEI = ("a", "e", "é", "i", "ia", "o", "oa", "u")
_CODAS = ("", "b", "d", "ft", "l", "m", "n", "nk", "r", "sk", "st", "v", "x")
_VOCABULARY = 3_000
_EMOJI_EVERY = 400


@dataclass(frozen=True)
class Stretch:
    """One turn: half-open, in code points, the label left out; ``speaker`` is a place in ``Transcript.labels``."""

    start: int
    end: int
    speaker: int


@dataclass(frozen=True)
class Transcript:
    """A transcript as text with its turns. The first label is the interviewer's."""

    text: str
    labels: tuple[str, ...]
    stretches: tuple[Stretch, ...]


class Talk:
    """Speaks in an invented language; the same seed says the same.

    Attributes:
        words: the vocabulary, the most frequent first (by Zipf's law).
    """

    def __init__(self, seed: str) -> None:
        """Invent the vocabulary."""
        inventing = Random(seed)
        words: dict[str, None] = {}
        while len(words) < _VOCABULARY:
            syllables = inventing.choices((1, 2, 3), (1, 4, 3))[0]
            word = "".join(
                inventing.choice(_ONSETS) + inventing.choice(_NUCLEI) + inventing.choice(_CODAS)
                for _ in range(syllables)
            )
            words[word] = None
        self.words = sorted(words, key=len)
        self._weights = list(accumulate(1 / (rank + 3) for rank in range(_VOCABULARY)))

    def sentence(self, rng: Random, end: str = ".") -> str:
        """Return 4 to 22 words with a capital and a full stop (or another end)."""
        words = rng.choices(self.words, cum_weights=self._weights, k=rng.randint(4, 22))
        if rng.randrange(_EMOJI_EVERY) < len(words):
            words.append(rng.choice(EMOJI))
        if len(words) > 9:
            words[5] += ","
        return " ".join(words).capitalize() + end

    def question(self, rng: Random) -> str:
        """Return what an interviewer says: a sentence or two that end in a question."""
        lead = [self.sentence(rng)] if rng.random() < 0.4 else []
        return " ".join([*lead, self.sentence(rng, "?")])

    def answer(self, rng: Random) -> str:
        """Return what a respondent says: one sentence or many."""
        return " ".join(self.sentence(rng) for _ in range(rng.choices((1, 3, 6, 12), (3, 4, 3, 1))[0]))

    def transcript(self, rng: Random, labels: tuple[str, ...], characters: int) -> Transcript:
        """Return talk of this many characters, labels and line ends included."""
        parts: list[str] = []
        stretches: list[Stretch] = []
        place, speaker = 0, 0
        while place < characters:
            said = self.question(rng) if speaker == 0 else self.answer(rng)
            head = f"{labels[speaker]}: "
            start = place + len(head)
            said = said[: max(1, characters - start)].rstrip()
            parts.append(f"{head}{said}")
            stretches.append(Stretch(start, start + len(said), speaker))
            place = start + len(said) + 1
            # Interviewer and respondents take turns; in groups, respondents also answer one another.
            speaker = 0 if speaker and rng.random() < 1 / (len(labels) - 1) else rng.randrange(1, len(labels))
        return Transcript("\n".join(parts), labels, tuple(stretches))
