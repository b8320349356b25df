"""The report page put together: items added, written anew, moved, renewed and taken out, each one Change."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from fop_coder.model.base import Guid, check, new_guid, now
from fop_coder.model.change import Change
from fop_coder.model.errors import ChangeRefused
from fop_coder.model.report import ReportItem, ReportKind
from fop_coder.project.project import Project
from fop_coder.project.quotations import star_change
from fop_coder.project.report_asked import ItemAsked, asked_from_json, asked_to_json, fixed
from fop_coder.project.report_figures import Made, made_from_json, made_to_json
from fop_coder.project.report_page import (
    WATCHED,
    ItemState,
    StarredRows,
    made_of_quotation,
    named_item,
    report_items,
    report_page,
)
from fop_coder.project.report_sentences import make

# ---- adding ----------------------------------------------------------------------------------------------------------


def add_heading(project: Project, text: str, *, level: int = 1, after: Guid | None = None) -> Change:
    """Return the Change that adds a heading.

    Args:
        level: 1 for a part of the report, 2 within it.
        after: the item that it follows; None for the end. So for all that is added.

    Raises:
        ValueRefused: if it is empty or longer than a line.
    """
    check(text.strip() != "" and "\n" not in text, "a heading is one line of words", where="report")
    check(level in (1, 2), f"there is no level {level}", where="report", do="Use 1 or 2")
    asked = '{"level": 2}' if level == 2 else ""
    return _added(project, [_item(project, ReportKind.HEADING, text.strip(), asked=asked)], after)


def add_text(project: Project, text: str, *, after: Guid | None = None) -> Change:
    """Return the Change that adds a paragraph of one's own words, or several.

    Raises:
        ValueRefused: if it is empty.
    """
    check(text.strip() != "", "a text needs words", where="report")
    return _added(project, [_item(project, ReportKind.TEXT, text.strip())], after)


def add_made(
    project: Project, kind: ReportKind, asked: ItemAsked, *, after: Guid | None = None, caption: str = ""
) -> Change:
    """Return the Change that adds a sentence, a table or a chart with the figures of now.

    Args:
        caption: of a table or chart, in place of the program's.

    Raises:
        NotFound, FilterRefused: if something that the question names is not there.
        ValueRefused: if there is nothing to tell.
    """
    wanted = replace(asked, question=fixed(project, asked.question))
    made = make(project, kind, wanted)
    item = _item(project, kind, _text_of(kind, made, caption), asked=asked_to_json(wanted), figures=made_to_json(made))
    return _added(project, [item], after)


def add_quotation(project: Project, coding: Guid, *, after: Guid | None = None) -> Change:
    """Return the Change that adds a passage as a quotation; one that is not starred yet is starred with it.

    Raises:
        NotFound: if there is no such passage.
        ChangeRefused: if it may not be quoted, or is in the report already.
    """
    star = star_change(project, coding)
    if star is None:
        return add_quotations(project, [coding], after=after)
    with project.scratch() as starred:
        starred.apply(star)
        change = add_quotations(starred, [coding], after=after)
    return star.joined(change, change.label)


def add_quotations(project: Project, codings: Sequence[Guid], *, after: Guid | None = None) -> Change:
    """Return the Change that adds starred passages as quotations, in this order.

    Raises:
        NotFound: if there is no such passage, or it is not starred or may not be quoted.
        ChangeRefused: if one is in the report already.
    """
    there = {item.about for item in report_items(project)}
    if not there.isdisjoint(codings):
        raise ChangeRefused("this passage is in the report already", do="Move it where it shall stand")
    rows = StarredRows(project)
    made = [(coding, made_of_quotation(rows.row(coding))) for coding in codings]
    quoted = [_item(project, ReportKind.QUOTATION, "", about=c, figures=made_to_json(m)) for c, m in made]
    return _added(project, quoted, after)


def _text_of(kind: ReportKind, made: Made, caption: str = "") -> str:
    if kind is not ReportKind.SENTENCE:
        return caption.strip() if caption.strip() != made.words else ""
    check(made.words != "", "there is no sentence while nobody can be counted", where="report")
    return made.words


def _item(
    project: Project, kind: ReportKind, text: str, *, about: Guid | None = None, asked: str = "", figures: str = ""
) -> ReportItem:
    return ReportItem(new_guid(), kind, 0, project.coder, text, about, asked, figures, now())


def _added(project: Project, new: Sequence[ReportItem], after: Guid | None) -> Change:
    items = report_items(project)
    place = len(items) if after is None else items.index(named_item(project, after)) + 1
    words = f"a {new[0].kind}" if len(new) == 1 else f"{len(new)} {new[0].kind}s"
    return _arranged(project, [*items[:place], *new, *items[place:]], f"Add {words} to the report")


def _arranged(project: Project, wanted: Sequence[ReportItem], label: str) -> Change:
    """Return the Change after which the report has these items in this order; those left as they are do not change."""
    present = {item.guid: item for item in report_items(project)}
    placed = {item.guid: replace(item, position=place) for place, item in enumerate(wanted)}
    return Change(
        label,
        tuple(item for guid, item in present.items() if placed.get(guid) != item),
        tuple(item for guid, item in placed.items() if present.get(guid) != item),
    )


# ---- changing what is there ------------------------------------------------------------------------------------------


def move_item(project: Project, name: str, place: int) -> Change:
    """Return the Change that moves an item to a place, counted from 1; beyond the ends means the ends.

    Args:
        name: its place or GUID.

    Raises:
        NotFound: if there is no such item.
    """
    items = report_items(project)
    item = named_item(project, name)
    items.remove(item)
    items.insert(min(max(place - 1, 0), len(items)), item)
    return _arranged(project, items, f"Move a {item.kind} of the report")


def remove_item(project: Project, name: str) -> Change:
    """Return the Change that takes an item out of the report; passages and stars stay.

    Raises:
        NotFound: if there is no such item.
    """
    item = named_item(project, name)
    others = [other for other in report_items(project) if other != item]
    return _arranged(project, others, f"Take a {item.kind} out of the report")


def edit_item(project: Project, name: str, text: str) -> Change:
    """Return the Change that gives an item other words; its figures are watched as before.

    A table or chart takes them for its caption, and has the program's again where they are empty.

    Raises:
        NotFound: if there is no such item.
        ValueRefused: if the words are empty, or a heading's more than a line.
        ChangeRefused: for a quotation, whose words are the respondent's.
    """
    item = named_item(project, name)
    if item.kind is ReportKind.QUOTATION:
        raise ChangeRefused(
            "the words of a quotation are the respondent's", do="Leave words out of it where it is starred"
        )
    words = text.strip()
    if item.kind in (ReportKind.TABLE, ReportKind.CHART):
        words = "" if words == made_from_json(item.figures).words else words
        check("\n" not in words, "a caption is one line", where="report")
    else:
        check(words != "", f"a {item.kind} needs words", where="report", do="Take it out instead")
        check(item.kind is ReportKind.TEXT or "\n" not in words, f"a {item.kind} is one line", where="report")
    return _replaced(project, item, replace(item, text=words, by=project.coder), f"Edit a {item.kind} of the report")


def renew_item(project: Project, name: str, *, keep_words: bool = False) -> Change:
    """Return the Change that takes the figures of now into an item, and the words for them; empty where both are so.

    Args:
        keep_words: of a sentence, keep its words as they are, since they were made to fit.

    Raises:
        NotFound, FilterRefused: if there is no such item, or what it is about is gone.
        ValueRefused: if there is nothing to tell any more.
    """
    return _renewed(project, [named_item(project, name)], keep_words=keep_words)


def place_of(project: Project, name: str) -> int:
    """Return the place of an item, counted from 1.

    Raises:
        NotFound: if there is no such item.
    """
    return report_items(project).index(named_item(project, name)) + 1


def renew_stale(project: Project) -> Change:
    """Return the Change that renews every stale item, and those that would be worded otherwise now; gone ones stay.

    Sentences that somebody edited keep their words.
    """
    page = report_page(project)
    old = [looked.item.guid for looked in page if looked.state is ItemState.STALE or looked.reworded]
    return renew_all(project, old)


def renew_all(project: Project, names: Sequence[str]) -> Change:
    """Return the Change that renews several items at once; sentences that somebody edited keep their words.

    Raises:
        NotFound, FilterRefused, ValueRefused: as ``renew_item``.
    """
    return _renewed(project, [named_item(project, name) for name in names], keep_words=None)


def _renewed(project: Project, items: Sequence[ReportItem], *, keep_words: bool | None) -> Change:
    rows = StarredRows(project)
    fresh = {item.guid: _with_figures(project, item, rows, keep_words) for item in items if item.kind in WATCHED}
    wanted = [fresh.get(item.guid, item) for item in report_items(project)]
    word = f"a {items[0].kind}" if len(items) == 1 else f"{len(items)} items"
    return _arranged(project, wanted, f"Renew {word} of the report")


def _with_figures(project: Project, item: ReportItem, rows: StarredRows, keep_words: bool | None) -> ReportItem:
    then = made_from_json(item.figures)
    if item.about is not None:
        made = made_of_quotation(rows.row(item.about))
    else:
        made = make(project, item.kind, asked_from_json(item.asked))
    if made == then and (item.text in ("", then.words) or keep_words is not False):
        return item
    keeps = item.text != then.words if keep_words is None else keep_words
    is_sentence = item.kind is ReportKind.SENTENCE
    text = _text_of(item.kind, made) if is_sentence and not keeps else item.text
    return replace(item, text=text, figures=made_to_json(made), by=project.coder, at=now())


def _replaced(project: Project, item: ReportItem, other: ReportItem, label: str) -> Change:
    return _arranged(project, [other if one == item else one for one in report_items(project)], label)


def items_written(change: Change) -> tuple[Guid, ...]:
    """Return the items that a Change puts in or gives other content, in their order; not those that it only moves."""
    before = {item.guid: replace(item, position=0) for item in change.removed if isinstance(item, ReportItem)}
    after = {item.guid: replace(item, position=0) for item in change.added if isinstance(item, ReportItem)}
    places = {item.guid: item.position for item in change.added if isinstance(item, ReportItem)}
    written = [guid for guid, item in after.items() if before.get(guid) != item]
    return tuple(sorted(written, key=places.__getitem__))
