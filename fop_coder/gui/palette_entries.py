"""What the command palette offers, and how what is typed picks from it."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import partial
from itertools import islice

from PySide6.QtCore import QCoreApplication

from fop_coder.gui.actions import keys_shown
from fop_coder.gui.panel import Place, Surroundings
from fop_coder.model.documents import Document
from fop_coder.model.errors import FilterRefused
from fop_coder.model.people import Respondent

MOST = 60
"""How many entries are listed at once; typing more brings the rest."""

HITS, BESIDE = 20, 34
"""So many passages are listed, with so many characters on each side."""

LEAST = 3
"""From so many characters on, words are looked for in the transcripts without being asked to."""

COMMANDS, PEOPLE, CODES, TEXT = ">", "@", "#", '"'


@dataclass(frozen=True, slots=True)
class Entry:
    """One thing in the palette.

    Attributes:
        sign: ``>`` commands, ``@`` respondents and documents, ``#`` codes, ``"`` text.
        detail: said beside the title, quieter.
        keys: its shortcut, '' for none.
        colour: of a code's badge, which then shows ``keys``; 0 for an icon.
    """

    sign: str
    title: str
    detail: str
    keys: str
    icon: str
    run: Callable[[], object]
    colour: int = 0


@dataclass(frozen=True, slots=True)
class Heading:
    """Stands above entries of one kind."""

    words: str


def words_of(typed: str) -> tuple[str, list[str]]:
    """Return the sign that narrows the kind ('' for none) and the words to look for, in small letters."""
    sign = typed[:1] if typed[:1] in (COMMANDS, PEOPLE, CODES, TEXT) else ""
    return sign, typed[len(sign) :].strip('"').casefold().split()


def matching(entries: Iterable[Entry], typed: str) -> list[Entry]:
    """Return the entries that hold all typed words, kind by kind; the kind with the best entry comes first.

    Best is a title that is what is typed, then those that begin with it, then those that hold it, then those whose
    details do.
    """
    sign, words = words_of(typed)
    found: list[tuple[tuple[bool, bool, bool], Entry]] = []
    for entry in entries:
        title = entry.title.casefold()
        if (sign and entry.sign != sign) or not all(w in f"{title} {entry.detail.casefold()}" for w in words):
            continue
        begins = bool(words) and title.startswith(words[0])
        is_it = bool(words) and title == " ".join(words)
        found.append(((not is_it, not begins, not all(w in title for w in words)), entry))
    best: dict[str, tuple[bool, bool, bool]] = {}
    for rank, entry in found:
        best[entry.sign] = min(rank, best.get(entry.sign, rank))
    kinds = sorted(best, key=lambda kind: (best[kind], (COMMANDS + CODES + PEOPLE).index(kind)))
    found.sort(key=lambda pair: (kinds.index(pair[1].sign), pair[0]))
    return [entry for _, entry in found[:MOST]]


def headed(entries: Sequence[Entry]) -> list[Entry | Heading]:
    """Put a heading above the entries of each kind."""
    names = {
        COMMANDS: _tr("Do"),
        CODES: _tr("Codes"),
        PEOPLE: _tr("Respondents and documents"),
        TEXT: _tr("In the transcripts"),
    }
    rows: list[Entry | Heading] = []
    for number, entry in enumerate(entries):
        if not number or entries[number - 1].sign != entry.sign:
            rows.append(Heading(names[entry.sign]))
        rows.append(entry)
    return rows


def runs(title: str, words: Sequence[str]) -> list[tuple[str, bool]]:
    """Divide a title into parts that were typed and parts that were not."""
    if not words:
        return [(title, False)]
    pattern = re.compile("(" + "|".join(map(re.escape, sorted(words, key=len, reverse=True))) + ")", re.IGNORECASE)
    return [(part, bool(pattern.fullmatch(part))) for part in pattern.split(title) if part]


def commands(around: Surroundings) -> list[Entry]:
    """Return all that can be done now."""
    entries = []
    for spec, action in around.actions:
        if action.isEnabled() and spec.id != "view.palette":
            keys = keys_shown(action.shortcut())
            entries.append(
                Entry(COMMANDS, action.text(), spec.hint, keys, spec.icon or "ph.caret-right", action.trigger)
            )
    return entries


def places(around: Surroundings) -> list[Entry]:
    """Return codes, documents and respondents of the open project."""
    project, go = around.desk.project, around.go
    if project is None:
        return []
    entries = [
        Entry(
            CODES,
            c.name,
            _tr("code, its tally"),
            c.key,
            "ph.tag",
            partial(go, Place("tallies", code=c.guid)),
            colour=c.colour,
        )
        for c in project.codebook.codes
        if not c.retired
    ]
    entries += [
        Entry(PEOPLE, r.label, _tr("respondent"), "", "ph.user", partial(go, Place("respondents", respondent=r.guid)))
        for r in project.store.values(Respondent)
    ]
    entries += [
        Entry(
            PEOPLE, d.name, _tr("document, its text"), "", "ph.file-text", partial(go, Place("code", document=d.guid))
        )
        for d in project.store.values(Document)
    ]
    return entries


def passages(around: Surroundings, words: str) -> list[Entry]:
    """Return where words stand in the transcripts."""
    project, go = around.desk.project, around.go
    if project is None or not words:
        return []
    from fop_coder.project.finding import Narrowing, find

    try:
        hits = list(islice(find(project, words, Narrowing(memos=False)), HITS))
    except FilterRefused:
        return []
    return [
        Entry(
            TEXT,
            f"{_tail(h.before)}{h.text}{_head(h.after)}",
            h.document,
            "",
            "ph.quotes",
            partial(go, Place("code", document=h.document_guid, position=h.start)),
        )
        for h in hits
    ]


def _tail(before: str) -> str:
    """Return the last words before a hit, whole."""
    text = " ".join(before.split()) + (" " if before[-1:].isspace() else "")
    if len(text) <= BESIDE:
        return text
    cut = text[-BESIDE:]
    return "…" + (cut.partition(" ")[2] or cut)


def _head(after: str) -> str:
    """Return the first words after a hit, whole."""
    text = (" " if after[:1].isspace() else "") + " ".join(after.split())
    if len(text) <= BESIDE:
        return text
    cut = text[:BESIDE]
    return (cut.rpartition(" ")[0] or cut) + "…"


def _tr(words: str) -> str:
    return QCoreApplication.translate("Palette", words)
