"""The report page as it may be published: small groups hidden in its figures, quotations with their labels alone."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from fop_coder.exporters.report import Block, Paragraphs
from fop_coder.model.errors import ExportRefused
from fop_coder.model.report import ReportItem, ReportKind
from fop_coder.project.project import Project
from fop_coder.project.report_asked import ItemAsked, asked_from_json
from fop_coder.project.report_figures import Made
from fop_coder.project.report_hiding import Hiding, hiding_of, over
from fop_coder.project.report_page import ItemState, LookedAt, StarredRows, blocks_of, made_of_quotation
from fop_coder.project.report_sentences import make
from fop_coder.project.tallying import Question

_FIGURES = frozenset({ReportKind.SENTENCE, ReportKind.TABLE, ReportKind.CHART})


def published(project: Project, page: Sequence[LookedAt], smallest: int) -> list[LookedAt]:
    """Return the items as they may be published.

    Figures are worked out again, with the groups hidden that are small or would give one of them away; the tables of
    the report are looked at together. Quotations have their label without document and place.

    Args:
        page: everything up to date: what the figures were once cannot be hidden now.
        smallest: groups of fewer respondents are small.

    Raises:
        ExportRefused: if an item is not up to date; if a whole sample is small; if the words that somebody gave a
            sentence may tell of a group that is hidden; or if a group of one is asked for.
    """
    if smallest < 2:
        raise ExportRefused(f"{smallest} is too small: a group of one is a person", do="Take 2 or more")
    for looked in page:
        if looked.state is not ItemState.CURRENT:
            raise ExportRefused(
                f"item {looked.place} of the report is {looked.state}, and what is published must be up to date",
                do="Renew it or take it out",
            )
    asked = {looked.item.guid: asked_from_json(looked.item.asked) for looked in page if looked.item.kind in _FIGURES}
    hidden = hiding_of(project, list(asked.values()), smallest)
    rows = StarredRows(project)
    return [
        replace(looked, blocks=_blocks(project, looked, asked.get(looked.item.guid), hidden, rows)) for looked in page
    ]


def _blocks(
    project: Project,
    looked: LookedAt,
    asked: ItemAsked | None,
    hidden: dict[Question, Hiding],
    rows: StarredRows,
) -> tuple[Block, ...]:
    item = looked.item
    if item.about is not None and not looked.hidden:
        return made_of_quotation(rows.row(item.about).published).blocks
    if asked is None:
        return looked.blocks
    made = make(project, item.kind, asked, hidden[over(asked)])
    if item.kind is ReportKind.SENTENCE:
        return _sentence(looked, item, made)
    return blocks_of(item, made)


def _sentence(looked: LookedAt, item: ReportItem, made: Made) -> tuple[Block, ...]:
    """Return a sentence; one whose groups are hidden says so below."""
    if not made.blocks:
        return (Paragraphs((item.text,)),)
    if looked.edited:
        raise ExportRefused(
            f"item {looked.place} of the report, in words of your own, may tell of groups that are hidden",
            do="Take it out, or put in the sentence without its groups",
        )
    return (Paragraphs((made.words,)), *made.blocks)
