"""The report page: listed and put together. What is added is asked by the same options as a tally."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import wraps
from inspect import Parameter, Signature, signature
from typing import TYPE_CHECKING, Annotated, Any

import typer

from fop_coder.cli import report_changing
from fop_coder.cli.groups import ProjectGroup
from fop_coder.cli.options import (
    AsOption,
    ByOption,
    CodersOption,
    JsonOption,
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
)
from fop_coder.cli.output import print_json, say
from fop_coder.cli.report_items import AfterOption, change_report, item_lines, item_named, item_to_plain
from fop_coder.cli.report_tables import Table, figures_asked, refuse_both
from fop_coder.model.codebook import Within

if TYPE_CHECKING:
    from fop_coder.model.change import Change
    from fop_coder.model.report import ReportKind
    from fop_coder.project.project import Project
    from fop_coder.project.report_asked import ItemAsked
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

_CodesOption = Annotated[
    list[str] | None, typer.Option("--codes", metavar="A,B", help="Only these codes; else all in use.")
]
_SchemeOption = Annotated[
    str | None,
    typer.Option("--scheme", metavar="NAME", help="The categories of this scheme or band, instead of codes."),
]
_CaptionOption = Annotated[str, typer.Option("--caption", metavar="TEXT", help="In place of the program's.")]


# ---- the question of what is added -----------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Asking:
    """What the options shared by all that is made from figures say: the question, where it goes, and whose it is."""

    ctx: typer.Context
    question: Question
    after: str | None
    coder: str | None
    as_json: bool

    def add(self, kind: ReportKind, asked: Callable[[Project], ItemAsked], *, caption: str = "") -> None:
        """Put an item into the report and say so.

        Args:
            asked: gives what it is made from.
        """
        from fop_coder.project.report_edits import add_made

        def change(project: Project) -> Change:
            return add_made(project, kind, asked(project), after=item_named(project, self.after), caption=caption)

        change_report(self.ctx, self.coder, self.as_json, change)


def _asking(
    ctx: typer.Context,
    view: ViewOption = None,
    coders: CodersOption = None,
    by: ByOption = None,
    where: WhereOption = "",
    scope: ScopeOption = "",
    prompted_only: PromptedOption = False,
    after: AfterOption = None,
    as_: AsOption = None,
    as_json: JsonOption = False,
) -> Asking:
    """Declare the shared options, and return what they say."""
    question = question_of(view, coders, where, scope, by=by, prompted_only=prompted_only)
    return Asking(ctx, question, after, as_, as_json)


def _asks(command: Callable[..., None]) -> Callable[..., None]:
    """Give a command the shared options in place of its parameter ``asking``."""
    own = [p for p in signature(command, eval_str=True).parameters.values() if p.name != "asking"]
    shared = signature(_asking, eval_str=True).parameters

    @wraps(command)
    def run(**given: Any) -> None:
        asking = _asking(**{name: given.pop(name) for name in shared})
        command(asking=asking, **given)

    context, *options = shared.values()
    every = [p.replace(kind=Parameter.KEYWORD_ONLY) for p in (context, *own, *options)]
    run.__signature__ = Signature(every)  # type: ignore[attr-defined]
    run.__annotations__ = {p.name: p.annotation for p in every}
    return run


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
        print_json([item_to_plain(looked) for looked in page])
    elif not page:
        say("The report is empty. Add to it with: fop-coder report PROJECT add-sentence CODE")
    else:
        say(*(line for looked in page for line in item_lines(looked)))


# ---- adding ----------------------------------------------------------------------------------------------------------


@app.command("add-heading", epilog=examples('report study.fop add-heading "What they referred to"'))
def add_heading(
    ctx: typer.Context,
    text: Annotated[str, typer.Argument(metavar="TEXT", help="The heading.")],
    level: Annotated[int, typer.Option("--level", min=1, max=2, help="1 for a part, 2 within it.")] = 1,
    after: AfterOption = None,
    as_: AsOption = None,
    as_json: JsonOption = False,
) -> None:
    """Add a heading."""
    from fop_coder.project import report_edits

    change_report(
        ctx, as_, as_json, lambda p: report_edits.add_heading(p, text, level=level, after=item_named(p, after))
    )


@app.command("add-text", epilog=examples('report study.fop add-text "Interviews took place in spring."'))
def add_text(
    ctx: typer.Context,
    text: Annotated[str, typer.Argument(metavar="TEXT", help="Words of your own; a line end begins a paragraph.")],
    after: AfterOption = None,
    as_: AsOption = None,
    as_json: JsonOption = False,
) -> None:
    """Add words of your own."""
    from fop_coder.project import report_edits

    change_report(ctx, as_, as_json, lambda p: report_edits.add_text(p, text, after=item_named(p, after)))


@app.command(
    "add-sentence",
    epilog=examples(
        "report study.fop add-sentence planning",
        "report study.fop add-sentence planning --not --by borough",
        "report study.fop add-sentence analytic-group --category enthusiast --view consensus",
    ),
)
@_asks
def add_sentence(
    about: Annotated[str, typer.Argument(metavar="CODE|SCHEME", help="A code, scheme or band.")],
    category: Annotated[
        str,
        typer.Option("--category", metavar="NAME", help="Of a scheme, only this category; else all in one sentence."),
    ] = "",
    complement: Annotated[bool, typer.Option("--not", help="Those who did not refer to the code.")] = False,
    *,
    asking: Asking,
) -> None:
    """Add a sentence about a figure. While anybody is pending it says "so far"."""
    from fop_coder.model.report import ReportKind
    from fop_coder.project.report_asked import sentence_asked

    def asked(project: Project) -> ItemAsked:
        return sentence_asked(project, about, asking.question, category=category, complement=complement)

    asking.add(ReportKind.SENTENCE, asked)


@app.command(
    "add-table",
    epilog=examples(
        "report study.fop add-table --by borough",
        "report study.fop add-table --scheme analytic-group",
        "report study.fop add-table --rows planning --columns analytic-group",
        "report study.fop add-table --rows codes --columns codes --within passage",
        'report study.fop add-table --change planning --from "time one" --to "time two"',
        'report study.fop add-table --x "training days" --y codes',
        'report study.fop add-table --numbers "training days" --by analytic-group',
    ),
)
@_asks
def add_table(
    codes: _CodesOption = None,
    scheme: _SchemeOption = None,
    rows: Annotated[
        str | None, typer.Option("--rows", metavar="X", help="A cross-table: what makes its rows; codes for all.")
    ] = None,
    columns: Annotated[str | None, typer.Option("--columns", metavar="Y", help="With --rows: its columns.")] = None,
    within: Annotated[
        Within | None, typer.Option("--within", help="With codes on both sides: where two must meet.")
    ] = None,
    change: Annotated[
        str | None, typer.Option("--change", metavar="NAME", help="Moves: of a code, scheme, band or attribute.")
    ] = None,
    first: Annotated[
        str | None, typer.Option("--from", metavar="OCCASION", help="With --change: the first occasion.")
    ] = None,
    then: Annotated[
        str | None, typer.Option("--to", metavar="OCCASION", help="With --change: the later occasion.")
    ] = None,
    x: Annotated[
        str | None, typer.Option("--x", metavar="NUMBER", help="Rank correlations: one number, as for correlate.")
    ] = None,
    y: Annotated[str | None, typer.Option("--y", metavar="NUMBER", help="With --x: the other number.")] = None,
    numbers: Annotated[
        str | None, typer.Option("--numbers", metavar="NUMBER", help="How a number lies, also --by.")
    ] = None,
    caption: _CaptionOption = "",
    *,
    asking: Asking,
) -> None:
    """Add a table: n and N of codes, a scheme, a cross-table, moves or numbers. Everybody of the sample is in it."""
    from fop_coder.model.report import ReportKind

    table = Table(codes, scheme, (rows, columns), within, (change, first, then), (x, y), numbers)
    table.check(asking.question)
    asking.add(ReportKind.TABLE, lambda project: table.asked(project, asking.question), caption=caption)


@app.command("add-chart", epilog=examples("report study.fop add-chart", "report study.fop add-chart --scheme bands"))
@_asks
def add_chart(
    codes: _CodesOption = None, scheme: _SchemeOption = None, caption: _CaptionOption = "", *, asking: Asking
) -> None:
    """Add a chart of n per code, or of the categories of a scheme."""
    from fop_coder.model.report import ReportKind

    if asking.question.by is not None:
        raise typer.BadParameter("is for sentences and tables: charts are not divided", param_hint="--by")
    refuse_both(codes, scheme)
    asking.add(
        ReportKind.CHART, lambda project: figures_asked(project, codes, scheme, asking.question), caption=caption
    )


@app.command("add-quotation", epilog=examples("report study.fop add-quotation 0b0e7f0c-5a0e-4c5c-9d0e-2f6a4b1c3d5e"))
def add_quotation(
    ctx: typer.Context,
    passage: Annotated[str, typer.Argument(metavar="PASSAGE", help="GUID of a passage.")],
    after: AfterOption = None,
    as_: AsOption = None,
    as_json: JsonOption = False,
) -> None:
    """Add a passage as a quotation; it is starred if it is not yet."""
    from fop_coder.model.base import Guid
    from fop_coder.project import report_edits

    change_report(ctx, as_, as_json, lambda p: report_edits.add_quotation(p, Guid(passage), after=item_named(p, after)))


app.add_typer(report_changing.app)
