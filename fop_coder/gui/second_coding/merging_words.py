"""What merging a pack would do, in words and rows."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import QCoreApplication

from fop_coder.project.merging import Merging
from fop_coder.project.pack_work import WORDS

_PLURALS = {"class": "classes"}


def tr(words: str) -> str:
    """Translate words of the dialog."""
    return QCoreApplication.translate("MergePack", words)


def merge_rows(merging: Merging) -> list[tuple[str, str, str, str]]:
    """Return for each kind of thing how many are new, replace others, and are taken off."""
    columns = (merging.new, merging.changed, merging.taken_off)
    words = dict.fromkeys(("coder", "code", *WORDS.values()))
    rows = []
    for word in words:
        if any(column.get(word) for column in columns):
            new, changed, gone = (f"{column.get(word, 0):,}" for column in columns)
            plural = many(2, word).partition(" ")[2]
            rows.append((plural[:1].upper() + plural[1:], new, changed, gone))
    return rows


def many(number: int, word: str) -> str:
    """Return a number of things in words."""
    return f"{number:,} {word if number == 1 else _PLURALS.get(word, f'{word}s')}"


def in_short(counts: Mapping[str, int]) -> str:
    """Return counts in one line: "25 codings, 3 classes"."""
    return ", ".join(many(n, word) for word, n in counts.items() if n)


def headline(merging: Merging) -> tuple[str, str]:
    """Return in one sentence what would come in, and how grave it is (a kind of note)."""
    if merging.unknown:
        return tr("Say first who the coders are that this project does not know."), "warning"
    if merging.change.is_empty and not merging.unfit:
        return tr("Nothing new: everything in the pack is here already."), "grey"
    if merging.change.is_empty:
        return tr("Nothing of this pack can come in."), "error"
    if merging.unfit:
        return tr("Not everything in the pack fits. It comes in whole, or without what is listed."), "warning"
    return tr("The work of {0} fits.").format(", ".join(merging.coders)), "good"


def kept_words(merging: Merging) -> str:
    """Return that a round is complete with this pack and its agreement is kept; '' where none is."""
    if not merging.completes:
        return ""
    rounds = ", ".join(merging.completes)
    words = tr("Nobody is waited for in round {0} now. Agreement before discussion is put on record with the merge.")
    return words.format(rounds)


def done_words(merging: Merging) -> str:
    """Return what was done, for the status line."""
    parts = [
        words.format(in_short(counts))
        for words, counts in ((tr("{0} new"), merging.new), (tr("{0} changed"), merging.changed))
        if counts
    ]
    gone = in_short(merging.taken_off)
    parts += [tr("{0} taken off").format(gone)] if gone else []
    return tr("Merged the work of {0}: {1}").format(", ".join(merging.coders), "; ".join(parts))
