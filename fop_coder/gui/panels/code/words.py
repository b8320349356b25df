"""Sentences of the Code screen."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication

from fop_coder.gui.panels.code.chip_row import Chip
from fop_coder.gui.panels.code.coding_index import Drawn
from fop_coder.model.codebook import Scheme
from fop_coder.model.documents import Document
from fop_coder.project.reading_list import ReadingEntry

if TYPE_CHECKING:
    from fop_coder.gui.panels.code.open_document import OpenDocument

MOST_LETTERS = 5
"""How many letters a sentence names; with more of them it points to picking by name."""


def _tr(words: str) -> str:
    return QCoreApplication.translate("CodePanel", words)


def about_document(document: Document) -> str:
    """Return a document's kind and occasion ("Interview, first wave")."""
    return ", ".join(part for part in (document.kind.capitalize(), document.occasion) if part)


def attribute_parts(entry: ReadingEntry, without: str = "") -> list[str]:
    """Return what is known of the respondent, a few words each ("RBKC", "11 training days"); of several, who they are.

    Args:
        without: name of the attribute that is told elsewhere.
    """
    if len(entry.respondents) > 1:
        return list(entry.respondents)
    told = [(name, value) for name, value in entry.values.items() if name != without]
    return [f"{value} {name}" if value[:1].isdigit() else value for name, value in told] or list(entry.respondents)


def chips(opened: OpenDocument, entry: ReadingEntry | None, scheme: Scheme | None) -> list[Chip]:
    """Return what is known of whoever speaks: of one person attributes and class, of several their labels."""
    if entry is None:
        return []
    if len(entry.respondents) != 1:
        return [Chip(label) for label in entry.respondents]
    label = entry.respondents[0]
    found = [] if label in opened.document.name else [Chip(label)]
    found += [Chip(_cut(part)) for part in attribute_parts(entry)] if entry.values else []
    respondent = opened.respondent_at(None)
    if scheme is not None and respondent is not None:
        given = opened.class_of(respondent, scheme)
        found.append(Chip(given.name, given.key) if given is not None else Chip(_tr("not classified")))
    return found


def _cut(words: str) -> str:
    return words if len(words) <= 40 else f"{words[:39]}…"


def selection_sentence(opened: OpenDocument, passage: tuple[int, int]) -> str:
    """Return how much is selected and which keys code it."""
    length = passage[1] - passage[0]
    many = _tr("1 character") if length == 1 else _tr("{0} characters").format(f"{length:,}")
    turns = opened.turn_words(*passage)
    if turns is None:
        said = _tr("Selected: {0} outside the turns.").format(many)
    elif turns[0] == turns[1]:
        said = _tr("Selected: {0} in turn {1}.").format(many, turns[0])
    else:
        said = _tr("Selected: {0} in turns {1} to {2}.").format(many, *turns)
    if opened.project.store.read_only:
        return said
    return f"{said} {keys_sentence([c.key for c in opened.codes.values() if c.key and not c.retired])}"


def keys_sentence(keys: list[str]) -> str:
    """Return which keys code ("Press 1 to 5 to code them.")."""
    if not keys:
        return _tr("Press / to code them.")
    if len(keys) == 1:
        return _tr("Press {0} to code them.").format(keys[0])
    digits = sorted(k for k in keys if k.isdigit())
    letters = [k for k in keys if not k.isdigit()]
    in_a_row = len(digits) > 2 and int(digits[-1]) - int(digits[0]) == len(digits) - 1
    named = [_tr("{0} to {1}").format(digits[0], digits[-1])] if in_a_row else digits
    if len(letters) > MOST_LETTERS:
        shown = ", ".join([*named, *letters[:MOST_LETTERS]])
        return _tr("Press {0} … to code them, or / to pick a code.").format(shown)
    return _tr("Press {0} to code them.").format(", ".join([*named, *letters]))


def where_words(opened: OpenDocument, drawn: Drawn) -> str:
    """Return a coding's place ("turn 44, 4 of 4"): its turn, and which of the codings that begin there it is."""
    turns = opened.turn_words(drawn.coding.start, drawn.coding.end)
    if turns is None:
        return _tr("outside the turns")
    numbers = opened.segments.paragraphs_of(turns[0] - 1)
    there = {d.coding.guid: d for n in numbers for d in opened.index.in_block(n)}
    order = sorted(there.values(), key=lambda d: d.order)
    place = next(i for i, d in enumerate(order, start=1) if d.coding.guid == drawn.coding.guid)
    return _tr("turn {0}, {1} of {2}").format(turns[0], place, len(order))


def others_sentence(opened: OpenDocument) -> str:
    """Return what is shown of other coders' passages, or why nothing or not everything is."""
    others = opened.others
    if others is None:
        return _tr("Other coders' passages are not shown any more.")
    if others.hidden:
        return others.hidden
    many, name = len(others.index), opened.document.name
    if not many:
        return _tr("Nobody else has coded {0}.").format(name)
    if many == 1:
        return _tr("1 passage of another coder is shown beside yours.")
    return _tr("{0} passages of other coders are shown beside yours.").format(f"{many:,}")


def describe_coding(drawn: Drawn, coder: str) -> str:
    """Return what the mouse is told over a coding: code, coder, criteria, memo."""
    met = [c.name for c in drawn.code.criteria if c.guid in drawn.coding.criteria]
    lines = [f"{drawn.code.name}, {coder}"]
    if not drawn.counted:
        lines.append(_tr("not counted"))
    if drawn.code.criteria:
        lines.append(_tr("Criteria: {0}").format(", ".join(met) or _tr("none")))
    if drawn.coding.memo:
        lines.append(_tr("Memo: {0}").format(drawn.coding.memo))
    return "\n".join(lines)
