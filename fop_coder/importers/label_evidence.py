"""Which of the words that could be speaker labels are believed, by what they are, how often and where they stand."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property

from fop_coder.importers.heads import Head, Style
from fop_coder.importers.label_words import is_identifier, is_known, is_no_speaker, label_key, role_of

SURE_STYLES = frozenset({Style.TIMED, Style.HEADING, Style.COLON, Style.BRACKET})
"""Ways of marking a label that are looked at together; the others each need a whole transcript of their kind."""

_COVERED = 0.6
"""Share of paragraphs with a believed label from which a name that occurs once is believed too."""

_INITIALS = 4
"""From how many times on "RE:" and "PS:" are somebody's initials."""

_COMPLETE = 0.9
"""Share from which handles ("pk910") are believed, too."""

_MACHINE = 0.7
"""Share of captions from which all labels are believed: a program put them there."""

_SELDOM = 0.1
"""Share of captions with a believed label from which a name that occurs once is believed, if it is like others."""

_TIMED = 0.3
"""Share of paragraphs that must begin with a time and a name before each such name is believed at once."""

_PARTICLE_WORDS = "de da do dos das di del della du la le van von der den ter ten bin ibn al el e y and und et"
_PARTICLES = frozenset(_PARTICLE_WORDS.split())
_TOKEN = re.compile(r"[^\W_]+(?:['’.-][^\W_]+)*")
_ASIDE = re.compile(r"\([^()]*\)")
_ORDINARY = re.compile(r"\b[^\W\d_]{2,}")


@dataclass(frozen=True)
class Evidence:
    """What is known of all possible labels of a transcript.

    Attributes:
        heads: of ``SURE_STYLES`` alone.
        paragraphs: how many there are, labelled or not.
        text: of the transcript.
        told: keys of labels that the user or the project knows.
        captions: each paragraph is a caption, as a program wrote it: few labels are slips, and names may come rarely.
    """

    heads: Sequence[Head]
    paragraphs: int
    text: str
    told: frozenset[str]
    captions: bool = False

    @cached_property
    def counts(self) -> Counter[str]:
        """How many heads, by key."""
        return Counter(head.key for head in self.heads)

    @cached_property
    def by_style(self) -> dict[Style, Counter[str]]:
        """How many heads of each style, by key."""
        counters: dict[Style, Counter[str]] = defaultdict(Counter)
        for head in self.heads:
            counters[head.style][head.key] += 1
        return counters

    @cached_property
    def labels(self) -> dict[str, str]:
        """The most frequent spelling, by key."""
        return spellings(self.heads)

    @cached_property
    def tabbed(self) -> Counter[str]:
        """How many heads of a saved chat (time, tab, name), by key; these are written by a machine."""
        return Counter(head.key for head in self.heads if head.tabbed)

    @cached_property
    def timed_names(self) -> frozenset[str]:
        """Keys of labels with a time that look like names."""
        keys = self.by_style[Style.TIMED]
        return frozenset(k for k in keys if looks_like_a_name(self.labels[k]) and not self._is_ordinary(self.labels[k]))

    @cached_property
    def ordinary(self) -> frozenset[str]:
        """Words that occur with a small letter in speech: "planning" is no name, however often "Planning:" occurs."""
        words = Counter(word for word in _ORDINARY.findall(self.text) if word[0].islower())
        words.subtract(head.label for head in self.heads)
        return frozenset(word for word, count in words.items() if count > 0)

    def believed(self) -> set[str]:
        """Return the keys of the labels that are believed."""
        core = {key for key in self.counts if self._is_sure(key)}
        structured = sum(self._structured(key) for key in core)
        plain = sum(self.counts[key] for key in core if not self._structured(key))
        led = structured >= 2 and structured >= 2 * plain
        if led:
            core = {key for key in core if self._structured(key) or self._is_told(key)}
        return core | self._like(core, led)

    def _like(self, core: set[str], led: bool) -> set[str]:
        """Return labels that occur too seldom to be sure but are just like those believed."""
        coverage = sum(self.counts[key] for key in core) / max(self.paragraphs, 1)
        shapes = {_shape(self.labels[key]) for key in core if not is_known(self.labels[key])}

        def fits(key: str) -> bool:
            label = self.labels[key]
            if is_no_speaker(label):
                return False
            strong = looks_like_a_name(label) and not self._is_ordinary(label)
            handle = len(label.split()) == 1 and label.casefold() not in self.ordinary
            if led:
                return bool(self.by_style[Style.TIMED][key]) and (strong or handle)
            if not self.by_style[Style.COLON][key] or not (shapes or self.captions):
                return False
            if coverage >= (_MACHINE if self.captions else _COMPLETE):
                return strong or handle or self.captions
            return coverage >= (_SELDOM if self.captions else _COVERED) and strong and _shape(label) in shapes

        return {key for key in self.counts if key not in core and fits(key)}

    def _structured(self, key: str) -> int:
        return self.by_style[Style.TIMED][key] + self.by_style[Style.HEADING][key]

    def _is_told(self, key: str) -> bool:
        return key in self.told or is_known(self.labels[key])

    def _is_sure(self, key: str) -> bool:
        label, count = self.labels[key], self.counts[key]
        if key in self.told or (self.tabbed[key] and self.tabbed.total() >= 3):
            return True
        if is_no_speaker(label) and not (count >= _INITIALS and label.isupper() and len(label) <= 3):
            return False
        if self.by_style[Style.BRACKET][key] == count:
            return self._is_sure_in_brackets(key)
        if is_known(label):
            return True
        if count < 2:
            return self._is_timed_name(key)
        if role_of(label) is not None:
            return True
        strong = looks_like_a_name(label) and not self._is_ordinary(label)
        return strong or self._structured(key) >= 2 or self._is_frequent(count)

    def _is_timed_name(self, key: str) -> bool:
        return key in self.timed_names and len(self.timed_names) >= max(2, _TIMED * self.paragraphs)

    def _is_sure_in_brackets(self, key: str) -> bool:
        label, count = self.labels[key], self.counts[key]
        if is_identifier(label) or (is_known(label) and len(label.split()) == 1):
            return True
        bracketed = sum(self.by_style[Style.BRACKET].values())
        return count >= 2 and bracketed >= self.paragraphs / 2 and looks_like_a_name(label)

    def _is_frequent(self, count: int) -> bool:
        many = len(self.heads)
        return count >= 3 and count >= 0.05 * many and many >= self.paragraphs / 2

    def _is_ordinary(self, label: str) -> bool:
        return len(label.split()) == 1 and not label.isupper() and label.casefold() in self.ordinary


def spellings(heads: Iterable[Head]) -> dict[str, str]:
    """Return the most frequent spelling of each label by key; of equally frequent ones the first."""
    counters: dict[str, Counter[str]] = defaultdict(Counter)
    for head in heads:
        counters[head.key][head.label] += 1
    return {key: counter.most_common(1)[0][0] for key, counter in counters.items()}


def keys_of(labels: Iterable[str]) -> frozenset[str]:
    """Return what the labels are compared by; the unnamed speaker has none."""
    return frozenset(label_key(label) for label in labels if label.strip())


def looks_like_a_name(label: str) -> bool:
    """Return whether all words begin with a capital letter or a digit, or belong to a script without capitals."""
    bare = _ASIDE.sub("", label).strip() or label
    words = [word for word in _TOKEN.findall(bare) if word.casefold() not in _PARTICLES]
    return bool(words) and all(not word[0].islower() or any(c.isdigit() for c in word) for word in words)


def systematic(heads: Sequence[Head], paragraphs: int, believable: Callable[[str], bool]) -> set[str]:
    """Return the keys of labels of one weak style, if that style carries a whole transcript; else nothing.

    That is: at least two labels, each twice or known, on half of the paragraphs.
    """
    counts = Counter(head.key for head in heads)
    labels = spellings(heads)
    keys = {
        key
        for key, count in counts.items()
        if count >= 2 and not is_no_speaker(labels[key]) and (is_known(labels[key]) or believable(labels[key]))
    }
    covered = sum(counts[key] for key in keys)
    return keys if len(keys) >= 2 and covered >= paragraphs / 2 else set()


def _shape(label: str) -> str:
    pattern = "".join("9" if c.isdigit() else "A" if c.isupper() else "a" if c.isalpha() else c for c in label)
    return re.sub(r"(.)\1+", r"\1", pattern)
