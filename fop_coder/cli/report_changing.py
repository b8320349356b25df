"""The report page, once it is there: its items edited, moved, renewed and taken out, and the whole written."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from fop_coder.cli.options import (
    AsOption,
    JsonOption,
    NamesOption,
    SeenByOption,
    SmallestOption,
    examples,
    reading,
    seen_by,
)
from fop_coder.cli.output import Progress, counted, print_json, say
from fop_coder.cli.report_items import ItemArgument, change_report

if TYPE_CHECKING:
    from fop_coder.model.change import Change
    from fop_coder.project.project import Project

app = typer.Typer()


@app.command("edit", epilog=examples('report study.fop edit 3 "Nearly all (22/25) planned their visits."'))
def edit(
    ctx: typer.Context,
    item: ItemArgument,
    text: Annotated[str, typer.Argument(metavar="TEXT", help="Other words; of a table or chart its caption.")],
    as_: AsOption = None,
    as_json: JsonOption = False,
) -> None:
    """Give an item other words. Its figures are watched as before."""
    from fop_coder.project import report_edits

    change_report(ctx, as_, as_json, lambda p: report_edits.edit_item(p, item, text))


@app.command("move", epilog=examples("report study.fop move 5 up", "report study.fop move 5 1"))
def move(
    ctx: typer.Context,
    item: ItemArgument,
    to: Annotated[str, typer.Argument(metavar="up|down|PLACE", help="Where to.")],
    as_: AsOption = None,
    as_json: JsonOption = False,
) -> None:
    """Move an item up, down, or to a place."""
    from fop_coder.project.report_edits import move_item, place_of

    if to not in ("up", "down") and not to.isdecimal():
        raise typer.BadParameter(f"{to!r} is neither up, down nor a place", param_hint="PLACE")

    def change(project: Project) -> Change:
        steps = {"up": -1, "down": 1}
        return move_item(project, item, place_of(project, item) + steps[to] if to in steps else int(to))

    change_report(ctx, as_, as_json, change)


@app.command(
    "renew",
    epilog=examples("report study.fop renew", "report study.fop renew 3", "report study.fop renew 3 --keep-words"),
)
def renew(
    ctx: typer.Context,
    item: Annotated[
        str | None, typer.Argument(metavar="[ITEM]", help="Place or GUID; else all that are stale.", show_default=False)
    ] = None,
    keep_words: Annotated[
        bool, typer.Option("--keep-words", help="Keep the words of a sentence: they were made to fit.")
    ] = False,
    as_: AsOption = None,
    as_json: JsonOption = False,
) -> None:
    """Take the figures of now into an item, and the words for them. Of all, edited sentences keep their words."""
    from fop_coder.project.report_edits import renew_item, renew_stale

    if item is None and keep_words:
        raise typer.BadParameter("is of one item", param_hint="--keep-words")
    change_report(ctx, as_, as_json, lambda p: renew_item(p, item, keep_words=keep_words) if item else renew_stale(p))


@app.command("remove", epilog=examples("report study.fop remove 4"))
def remove(ctx: typer.Context, item: ItemArgument, as_: AsOption = None, as_json: JsonOption = False) -> None:
    """Take an item out. Passages and their stars stay."""
    from fop_coder.project.report_edits import remove_item

    change_report(ctx, as_, as_json, lambda p: remove_item(p, item))


@app.command(
    "write",
    epilog=examples(
        "report study.fop write report.docx",
        "report study.fop write draft.html --stale",
        "report study.fop write report.docx --publication --smallest 10",
    ),
)
def write(
    ctx: typer.Context,
    out: Annotated[Path, typer.Argument(metavar="OUT", help=".docx or .html.")],
    stale: Annotated[
        bool, typer.Option("--stale", help="Write items that are not up to date too; each is marked in words.")
    ] = False,
    publication: Annotated[
        bool, typer.Option("--publication", help="Hide the figures of small groups, and where quotations stand.")
    ] = False,
    smallest: SmallestOption = None,
    names: NamesOption = None,
    as_: SeenByOption = None,
    as_json: JsonOption = False,
) -> None:
    """Write the report for others. A file that is there is replaced."""
    from fop_coder.project.disclosure import read_names
    from fop_coder.project.report_writing import ReportWishes, write_report

    if stale and publication:
        raise typer.BadParameter("does not go with --publication", param_hint="--stale")
    if smallest is not None and not publication:
        raise typer.BadParameter("goes with --publication", param_hint="--smallest")
    progress = Progress("Writing item")
    wishes = ReportWishes(stale, publication, smallest, read_names(names) if names else ())
    with reading(ctx.obj) as project:
        looking = seen_by(project, as_)
        items = write_report(project, out, wishes, seen_by=looking, progress=progress)
    progress.clear()
    if as_json:
        print_json({"out": str(out), "items": items})
    else:
        say(f"Wrote {out} ({counted(items, 'item')})")
