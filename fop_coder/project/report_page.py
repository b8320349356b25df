"""The report page: headings, texts, sentences, tables, charts and quotations in order, each watched.

An item shows what it showed when it was put in or renewed, never silently something else. Looked at, it says whether
its figures are still so: current, stale with the figures that changed, or gone.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, replace
from enum import StrEnum

from fop_coder.exporters.report import BarPicture, Block, Grid, Heading, Paragraphs
from fop_coder.exporters.report import Quotation as QuotationBlock
from fop_coder.model.base import Guid
from fop_coder.model.errors import FilterRefused, NotFound, ValueRefused
from fop_coder.model.people import Coder
from fop_coder.model.quotations import QuotationRow
from fop_coder.model.report import ReportItem, ReportKind
from fop_coder.project.blindness import blind_for
from fop_coder.project.project import Project
from fop_coder.project.quotations import quotations
from fop_coder.project.report_asked import asked_from_json
from fop_coder.project.report_figures import Made, differences, made_from_json
from fop_coder.project.report_sentences import make
from fop_coder.project.tallying import Question

__all__ = [
    "ItemState",
    "LookedAt",
    "ReportKind",
    "StarredRows",
    "named_item",
    "report_items",
    "report_page",
    "starred_to_add",
]

WATCHED = frozenset({ReportKind.SENTENCE, ReportKind.TABLE, ReportKind.CHART, ReportKind.QUOTATION})
"""Kinds of items that rest on what may change."""


class ItemState(StrEnum):
    """Whether what an item shows is still so."""

    CURRENT = "current"
    STALE = "stale"
    GONE = "gone"


@dataclass(frozen=True, slots=True)
class LookedAt:
    """An item of the report as it stands now.

    Attributes:
        place: counted from 1.
        why: sentences without full stop, each naming what changed or is gone; none of a current item.
        now: the sentence that would be told now, where it is another; '' else.
        reworded: whether it would be worded otherwise now (a code was renamed, say), though no figure has changed.
        edited: of a sentence or a caption, whether somebody changed the program's words.
        hidden: says why a quotation may not be read yet by who is looking; '' where it may.
        blocks: what is printed.
    """

    item: ReportItem
    place: int
    state: ItemState
    why: tuple[str, ...] = ()
    now: str = ""
    reworded: bool = False
    edited: bool = False
    hidden: str = ""
    blocks: tuple[Block, ...] = ()

    @property
    def words(self) -> str:
        """The item in words: its text, the caption, or the quotation with whose it is."""
        if self.item.text or self.hidden:
            return self.item.text or self.hidden
        block = self.blocks[0]
        if isinstance(block, QuotationBlock):
            return f"“{block.text}” ({block.source})"
        return block.caption if isinstance(block, Grid | BarPicture) else ""


def report_items(project: Project) -> list[ReportItem]:
    """Return the items in their order."""
    every = enumerate(project.store.values(ReportItem))
    return [item for _, item in sorted(every, key=lambda pair: (pair[1].position, pair[1].at, pair[0]))]


# ---- looking at it ---------------------------------------------------------------------------------------------------


def report_page(project: Project, *, seen_by: Guid | None = None) -> list[LookedAt]:
    """Return the items in order, each with whether it is still so; every figure is worked out anew.

    Args:
        seen_by: the coder who is looking, who may not read all quotations yet; None for somebody who may.
    """
    looking = _Looking(project, seen_by)
    return [looking.at(item, place) for place, item in enumerate(report_items(project), start=1)]


class _Looking:
    """Looks at items; what several of them need is asked once."""

    def __init__(self, project: Project, seen_by: Guid | None) -> None:
        self._project = project
        self._blind = None if seen_by is None else blind_for(project, seen_by)
        self._rows = StarredRows(project)
        self._made: dict[tuple[ReportKind, str], Made] = {}

    def at(self, item: ReportItem, place: int) -> LookedAt:
        if item.kind not in WATCHED:
            return LookedAt(item, place, ItemState.CURRENT, blocks=_written(item))
        then = made_from_json(item.figures)
        edited = bool(item.text) and item.text != then.words
        looked = LookedAt(item, place, ItemState.CURRENT, edited=edited, blocks=blocks_of(item, then))
        if item.kind is ReportKind.QUOTATION and (hidden := self._hidden(item)):
            return replace(looked, hidden=hidden, blocks=(Paragraphs((hidden,), "note"),))
        try:
            present = self._present(item)
        except (NotFound, FilterRefused, ValueRefused) as error:
            return replace(looked, state=ItemState.GONE, why=(str(error),))
        return _compared(looked, then, present)

    def _present(self, item: ReportItem) -> Made:
        if item.about is not None:
            return made_of_quotation(self._rows.row(item.about))
        key = (item.kind, item.asked)
        if key not in self._made:
            self._made[key] = make(self._project, item.kind, asked_from_json(item.asked))
        return self._made[key]

    def _hidden(self, item: ReportItem) -> str:
        found = self._project.store.codings([item.about] if item.about else [])
        if self._blind is None or not any(self._blind.hides(coding) for coding in found):
            return ""
        return "This quotation is hidden until its document is finished: another coder chose it."


def _compared(looked: LookedAt, then: Made, present: Made) -> LookedAt:
    why = differences(then, present, looked.item.at)
    if looked.item.kind is ReportKind.QUOTATION and present != then:
        why = ["The words of the passage, what is left out of it, or its label are others now"]
    other = present.words if looked.item.kind is ReportKind.SENTENCE and present.words != then.words else ""
    if why:
        return replace(looked, state=ItemState.STALE, why=tuple(why), now=other)
    return replace(looked, now=other, reworded=present != then)


def made_of_quotation(row: QuotationRow) -> Made:
    """Return what a quotation shows."""
    return Made((), row.text, (QuotationBlock(row.text, row.source),))


class StarredRows:
    """Starred passages by coder, each coder's asked for once."""

    def __init__(self, project: Project) -> None:
        self._project = project
        self._known: dict[Guid, Mapping[Guid, QuotationRow]] = {}

    def row(self, coding: Guid) -> QuotationRow:
        """Return a starred passage as it is quoted.

        Raises:
            NotFound: if it is gone, not starred any more, or must not be quoted.
        """
        found = self._project.store.codings([coding])
        if not found:
            raise NotFound("the passage was taken off")
        coder = found[0].coder
        if coder not in self._known:
            asked = quotations(self._project, Question(view=coder))
            self._known[coder] = {row.coding: row for row in asked.rows}
        if coding not in self._known[coder]:
            raise NotFound("the passage is not starred any more, or may not be quoted")
        return self._known[coder][coding]


def starred_to_add(project: Project, *, seen_by: Guid | None = None) -> list[QuotationRow]:
    """Return the starred passages that are not in the report yet, by coder, in the order of documents and text.

    Args:
        seen_by: the coder who is looking, who may not see everything yet.
    """
    there = {item.about for item in report_items(project)}
    coders = project.store.values(Coder)
    found = (row for c in coders for row in quotations(project, Question(view=c.guid), seen_by=seen_by).rows)
    return [row for row in found if row.coding not in there]


def _written(item: ReportItem) -> tuple[Block, ...]:
    if item.kind is ReportKind.HEADING:
        return (Heading(item.text, level_of(item)),)
    return (Paragraphs(tuple(line for line in item.text.splitlines() if line.strip())),)


def blocks_of(item: ReportItem, made: Made) -> tuple[Block, ...]:
    """Return what is printed: a sentence as it was written, a table or chart under the caption that it was given."""
    if item.kind is ReportKind.SENTENCE:
        return (Paragraphs((item.text,)),)
    first, *others = made.blocks
    if item.text and isinstance(first, Grid | BarPicture):
        first = replace(first, caption=item.text)
    return (first, *others)


def level_of(item: ReportItem) -> int:
    """Return the level of a heading: 1 for a part of the report, 2 within it."""
    return 2 if item.asked and json.loads(item.asked).get("level") == 2 else 1


def named_item(project: Project, name: str) -> ReportItem:
    """Return an item by its place, counted from 1, or its GUID.

    Raises:
        NotFound: saying how many there are.
    """
    items = report_items(project)
    for place, item in enumerate(items, start=1):
        if name in (str(place), item.guid):
            return item
    there = f"The report has {len(items)} items" if items else "The report is empty"
    raise NotFound(f"there is no item {name!r} in the report", do=there)
