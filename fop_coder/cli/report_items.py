"""Items of the report page on the command line: how they are named, told, and changed."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any

import typer

from fop_coder.cli.options import writing
from fop_coder.cli.output import one_line, print_json, say

if TYPE_CHECKING:
    from collections.abc import Callable

    from fop_coder.model.base import Guid
    from fop_coder.model.change import Change
    from fop_coder.project.project import Project
    from fop_coder.project.report_page import LookedAt

ItemArgument = Annotated[str, typer.Argument(metavar="ITEM", help="Its place in the list, or its GUID.")]
AfterOption = Annotated[
    str | None, typer.Option("--after", metavar="ITEM", help="Put it after this item; else at the end.")
]


def item_to_plain(looked: LookedAt) -> dict[str, Any]:
    """Return an item as JSON types."""
    item = looked.item
    return {
        "place": looked.place,
        "item": item.guid,
        "kind": str(item.kind),
        "words": looked.words,
        "state": str(looked.state),
        "why": list(looked.why),
        "now": looked.now,
        "reworded": looked.reworded,
        "edited": looked.edited,
        "passage": item.about,
        "at": item.at,
    }


def item_lines(looked: LookedAt) -> list[str]:
    """Return an item as text: what it shows, and whether its figures are still so."""
    marks = [str(looked.state)] if looked.why else []
    marks += ["edited"] if looked.edited else []
    marks += ["would be worded otherwise now"] if looked.reworded else []
    end = f" [{', '.join(marks)}]" if marks else ""
    lines = [one_line(f"{looked.place:>3}  {looked.item.kind}: {looked.words}{end}")]
    return lines + [one_line(f"     {why}") for why in looked.why]


def item_named(project: Project, name: str | None) -> Guid | None:
    """Return the item of a name; None for none.

    Raises:
        NotFound: if there is no such item.
    """
    from fop_coder.project.report_page import named_item

    return None if name is None else named_item(project, name).guid


def change_report(ctx: typer.Context, coder: str | None, as_json: bool, make: Callable[[Project], Change]) -> None:
    """Carry out a Change, and say what was done; with the items that it put in or changed, not those it only moved."""
    from fop_coder.project.report_edits import items_written
    from fop_coder.project.report_page import report_page

    with writing(ctx.obj, coder) as project:
        change = make(project)
        project.apply(change)
        written = items_written(change)
        changed = [looked for looked in report_page(project) if looked.item.guid in written] if written else []
    if as_json:
        print_json(
            {"done": change.label, "changed": not change.is_empty, "items": [item_to_plain(one) for one in changed]}
        )
    elif change.is_empty:
        say("Nothing has changed")
    else:
        say(one_line(change.label), *(line for one in changed for line in item_lines(one)))
