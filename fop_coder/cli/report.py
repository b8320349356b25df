"""The report page: put together, watched, renewed and written."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from fop_coder.cli.groups import ProjectGroup
from fop_coder.cli.options import (
    AsOption,
    ByOption,
    CodersOption,
    JsonOption,
    NamesOption,
    ProjectArgument,
    PromptedOption,
    ScopeOption,
    SeenByOption,
    ViewOption,
    WhereOption,
    examples,
    question_of,
    reading,
    seen_by,
    separated,
    writing,
)
from fop_coder.cli.output import Progress, counted, one_line, print_json, say

if TYPE_CHECKING:
    from collections.abc import Callable

    from fop_coder.model.change import Change
    from fop_coder.project.project import Project
    from fop_coder.project.report_page import LookedAt
    from fop_coder.project.tallying import Question

app = typer.Typer(
    cls=ProjectGroup,
    help="The report page: sentences, tables, charts and quotations, each watched. PROJECT alone lists them.",
    epilog=examples(
        "report study.fop",
        "report study.fop add-sentence planning --by borough",
        "report study.fop add-table --codes planning,hypotheses",
        "report study.fop write report.docx",
    ),
    subcommand_metavar="[COMMAND] [ARGS]...",
)

_ItemArgument = Annotated[str, typer.Argument(metavar="ITEM", help="Its place in the list, or its GUID.")]
_AfterOption = Annotated[
    str | None, typer.Option("--after", metavar="ITEM", help="Put it after this item; else at the end.")
]
_CodesOption = Annotated[
    list[str] | None, typer.Option("--codes", metavar="A,B", help="Only these codes; else all in use.")
]
_SchemeOption = Annotated[
    str | None,
    typer.Option("--scheme", metavar="NAME", help="The categories of this scheme or band, instead of codes."),
]
_CaptionOption = Annotated[str, typer.Option("--caption", metavar="TEXT", help="In place of the program's.")]


@app.callback()
def of_project(ctx: typer.Context, project: ProjectArgument) -> None:
    """Remember which project is meant."""
    ctx.obj = project


@app.command("list", epilog=examples("report study.fop", "report study.fop list --json"))
def list_(ctx: typer.Context, as_: SeenByOption = None, as_json: JsonOption = False) -> None:
    """List the items in order: what each shows, and whether its figures are still so."""
    from fop_coder.project.report_page import report_page

    with reading(ctx.obj) as project:
        page = report_page(project, seen_by=seen_by(project, as_))
    if as_json:
        print_json([_plain(looked) for looked in page])
    elif not page:
        say("The report is empty. Add to it with: fop-coder report PROJECT add-sentence CODE")
    else:
        say(*(line for looked in page for line in _lines(looked)))


def _plain(looked: LookedAt) -> dict[str, Any]:
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


def _lines(looked: LookedAt) -> list[str]:
    marks = [str(looked.state)] if looked.why else []
    marks += ["edited"] if looked.edited else []
    marks += ["would be worded otherwise now"] if looked.reworded else []
    end = f" [{', '.join(marks)}]" if marks else ""
    lines = [one_line(f"{looked.place:>3}  {looked.item.kind}: {looked.words}{end}")]
    return lines + [one_line(f"     {why}") for why in looked.why]


# ---- adding ----------------------------------------------------------------------------------------------------------


@app.command("add-heading", epilog=examples('report study.fop add-heading "What they referred to"'))
def add_heading(
    ctx: typer.Context,
    text: Annotated[str, typer.Argument(metavar="TEXT", help="The heading.")],
    level: Annotated[int, typer.Option("--level", min=1, max=2, help="1 for a part, 2 within it.")] = 1,
    after: _AfterOption = None,
    as_: AsOption = None,
    as_json: JsonOption = False,
) -> None:
    """Add a heading."""
    from fop_coder.project import report_edits

    _change(ctx, as_, as_json, lambda p: report_edits.add_heading(p, text, level=level, after=_item(p, after)))


@app.command("add-text", epilog=examples('report study.fop add-text "Interviews took place in spring."'))
def add_text(
    ctx: typer.Context,
    text: Annotated[str, typer.Argument(metavar="TEXT", help="Words of your own; a line end begins a paragraph.")],
    after: _AfterOption = None,
    as_: AsOption = None,
    as_json: JsonOption = False,
) -> None:
    """Add words of your own."""
    from fop_coder.project import report_edits

    _change(ctx, as_, as_json, lambda p: report_edits.add_text(p, text, after=_item(p, after)))


@app.command(
    "add-sentence",
    epilog=examples(
        "report study.fop add-sentence planning",
        "report study.fop add-sentence planning --not --by borough",
        "report study.fop add-sentence analytic-group --category enthusiast --view consensus",
    ),
)
def add_sentence(
    ctx: typer.Context,
    about: Annotated[str, typer.Argument(metavar="CODE|SCHEME", help="A code, scheme or band.")],
    category: Annotated[
        str,
        typer.Option("--category", metavar="NAME", help="Of a scheme, only this category; else all in one sentence."),
    ] = "",
    complement: Annotated[bool, typer.Option("--not", help="Those who did not refer to the code.")] = False,
    view: ViewOption = None,
    coders: CodersOption = None,
    by: ByOption = None,
    where: WhereOption = "",
    scope: ScopeOption = "",
    prompted_only: PromptedOption = False,
    after: _AfterOption = None,
    as_: AsOption = None,
    as_json: JsonOption = False,
) -> None:
    """Add a sentence about a figure. While anybody is pending it says "so far"."""
    from fop_coder.model.report import ReportKind
    from fop_coder.project.report_asked import sentence_asked
    from fop_coder.project.report_edits import add_made

    question = question_of(view, coders, where, scope, by=by, prompted_only=prompted_only)

    def change(project: Project) -> Change:
        asked = sentence_asked(project, about, question, category=category, complement=complement)
        return add_made(project, ReportKind.SENTENCE, asked, after=_item(project, after))

    _change(ctx, as_, as_json, change)


@app.command(
    "add-table",
    epilog=examples(
        "report study.fop add-table --by borough",
        "report study.fop add-table --scheme analytic-group",
        "report study.fop add-table --rows planning --columns analytic-group",
    ),
)
def add_table(
    ctx: typer.Context,
    codes: _CodesOption = None,
    scheme: _SchemeOption = None,
    rows: Annotated[str | None, typer.Option("--rows", metavar="X", help="A cross-table: what makes its rows.")] = None,
    columns: Annotated[str | None, typer.Option("--columns", metavar="Y", help="With --rows: its columns.")] = None,
    caption: _CaptionOption = "",
    view: ViewOption = None,
    coders: CodersOption = None,
    by: ByOption = None,
    where: WhereOption = "",
    scope: ScopeOption = "",
    prompted_only: PromptedOption = False,
    after: _AfterOption = None,
    as_: AsOption = None,
    as_json: JsonOption = False,
) -> None:
    """Add a table: n and N of codes, categories of a scheme, or a cross-table. Everybody of the sample stands in it."""
    from fop_coder.model.report import ReportKind
    from fop_coder.project.report_asked import crosstab_asked
    from fop_coder.project.report_edits import add_made

    if (rows is None) != (columns is None) or (rows and (codes or scheme or by)):
        raise typer.BadParameter(
            "goes with --columns, and with neither --codes, --scheme nor --by", param_hint="--rows"
        )
    question = question_of(view, coders, where, scope, by=by, prompted_only=prompted_only)

    def change(project: Project) -> Change:
        if rows is not None and columns is not None:
            asked = crosstab_asked(project, rows, columns, question)
        else:
            asked = _figures_asked(project, codes, scheme, question)
        return add_made(project, ReportKind.TABLE, asked, after=_item(project, after), caption=caption)

    _change(ctx, as_, as_json, change)


@app.command("add-chart", epilog=examples("report study.fop add-chart", "report study.fop add-chart --scheme bands"))
def add_chart(
    ctx: typer.Context,
    codes: _CodesOption = None,
    scheme: _SchemeOption = None,
    caption: _CaptionOption = "",
    view: ViewOption = None,
    coders: CodersOption = None,
    where: WhereOption = "",
    scope: ScopeOption = "",
    prompted_only: PromptedOption = False,
    after: _AfterOption = None,
    as_: AsOption = None,
    as_json: JsonOption = False,
) -> None:
    """Add a chart of n per code, or of the categories of a scheme."""
    from fop_coder.model.report import ReportKind
    from fop_coder.project.report_edits import add_made

    question = question_of(view, coders, where, scope, prompted_only=prompted_only)

    def change(project: Project) -> Change:
        asked = _figures_asked(project, codes, scheme, question)
        return add_made(project, ReportKind.CHART, asked, after=_item(project, after), caption=caption)

    _change(ctx, as_, as_json, change)


@app.command("add-quotation", epilog=examples("report study.fop add-quotation 0b0e7f0c-5a0e-4c5c-9d0e-2f6a4b1c3d5e"))
def add_quotation(
    ctx: typer.Context,
    passage: Annotated[str, typer.Argument(metavar="PASSAGE", help="GUID of a passage.")],
    after: _AfterOption = None,
    as_: AsOption = None,
    as_json: JsonOption = False,
) -> None:
    """Add a passage as a quotation; it is starred if it is not yet."""
    from fop_coder.model.base import Guid
    from fop_coder.project import report_edits

    _change(ctx, as_, as_json, lambda p: report_edits.add_quotation(p, Guid(passage), after=_item(p, after)))


def _figures_asked(project: Project, codes: list[str] | None, scheme: str | None, question: Question) -> Any:
    from fop_coder.project.report_asked import scheme_asked, tally_asked_of

    if scheme and codes:
        raise typer.BadParameter("does not go with --codes", param_hint="--scheme")
    return scheme_asked(project, scheme, question) if scheme else tally_asked_of(project, separated(codes), question)


# ---- changing --------------------------------------------------------------------------------------------------------


@app.command("edit", epilog=examples('report study.fop edit 3 "Nearly all (22/25) planned their visits."'))
def edit(
    ctx: typer.Context,
    item: _ItemArgument,
    text: Annotated[str, typer.Argument(metavar="TEXT", help="Other words; of a table or chart its caption.")],
    as_: AsOption = None,
    as_json: JsonOption = False,
) -> None:
    """Give an item other words. Its figures are watched as before."""
    from fop_coder.project import report_edits

    _change(ctx, as_, as_json, lambda p: report_edits.edit_item(p, item, text))


@app.command("move", epilog=examples("report study.fop move 5 up", "report study.fop move 5 1"))
def move(
    ctx: typer.Context,
    item: _ItemArgument,
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

    _change(ctx, as_, as_json, change)


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
    _change(ctx, as_, as_json, lambda p: renew_item(p, item, keep_words=keep_words) if item else renew_stale(p))


@app.command("remove", epilog=examples("report study.fop remove 4"))
def remove(ctx: typer.Context, item: _ItemArgument, as_: AsOption = None, as_json: JsonOption = False) -> None:
    """Take an item out. Passages and their stars stay."""
    from fop_coder.project.report_edits import remove_item

    _change(ctx, as_, as_json, lambda p: remove_item(p, item))


def _item(project: Project, name: str | None) -> Any:
    from fop_coder.project.report_page import named_item

    return None if name is None else named_item(project, name).guid


def _change(ctx: typer.Context, coder: str | None, as_json: bool, make: Callable[[Project], Change]) -> None:
    """Carry out a Change, and say what was done; with the items that it put in or changed, not those it only moved."""
    from fop_coder.project.report_edits import items_written
    from fop_coder.project.report_page import report_page

    with writing(ctx.obj, coder) as project:
        change = make(project)
        project.apply(change)
        written = items_written(change)
        changed = [looked for looked in report_page(project) if looked.item.guid in written] if written else []
    if as_json:
        print_json({"done": change.label, "changed": not change.is_empty, "items": [_plain(one) for one in changed]})
    elif change.is_empty:
        say("Nothing has changed")
    else:
        say(one_line(change.label), *(line for one in changed for line in _lines(one)))


# ---- writing ---------------------------------------------------------------------------------------------------------


@app.command(
    "write", epilog=examples("report study.fop write report.docx", "report study.fop write draft.html --stale")
)
def write(
    ctx: typer.Context,
    out: Annotated[Path, typer.Argument(metavar="OUT", help=".docx or .html.")],
    stale: Annotated[
        bool, typer.Option("--stale", help="Write items that are not up to date too; each is marked in words.")
    ] = False,
    names: NamesOption = None,
    as_: SeenByOption = None,
    as_json: JsonOption = False,
) -> None:
    """Write the report for others. A file that is there is replaced."""
    from fop_coder.project.disclosure import read_names
    from fop_coder.project.report_writing import write_report

    progress = Progress("Writing item")
    kept_out = read_names(names) if names else ()
    with reading(ctx.obj) as project:
        looking = seen_by(project, as_)
        items = write_report(project, out, stale=stale, names=kept_out, seen_by=looking, progress=progress)
    progress.clear()
    if as_json:
        print_json({"out": str(out), "items": items})
    else:
        say(f"Wrote {out} ({counted(items, 'item')})")
