"""Quotations: passages starred as quotable, words left out of them, their labels, and from whom they come."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any

import typer

from fop_coder.cli.groups import ProjectGroup
from fop_coder.cli.options import (
    AsOption,
    CodersOption,
    JsonOption,
    ProjectArgument,
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
from fop_coder.cli.output import counted, one_line, print_json, say
from fop_coder.model.base import Guid

if TYPE_CHECKING:
    from collections.abc import Callable

    from fop_coder.model.change import Change
    from fop_coder.model.quotations import Quotations, Spread
    from fop_coder.project.project import Project

app = typer.Typer(
    cls=ProjectGroup,
    help="Quotations: passages starred as quotable, with their labels. PROJECT alone lists them.",
    epilog=examples(
        "quote study.fop",
        "quote study.fop add 1f0c2d3e-0a1b-4c5d-8e9f-001122334455",
        'quote study.fop label "{role}, {class}"',
    ),
    subcommand_metavar="[COMMAND] [ARGS]...",
)

_PassageArgument = Annotated[
    str, typer.Argument(metavar="PASSAGE", help="The GUID of a coding, as exports and lists as JSON give it.")
]
_WordsArgument = Annotated[str, typer.Argument(metavar="WORDS", help="As they stand in the passage.")]


@app.callback()
def of_project(ctx: typer.Context, project: ProjectArgument) -> None:
    """Remember which project is meant."""
    ctx.obj = project


@app.command(
    "list",
    epilog=examples(
        "quote study.fop", "quote study.fop list --code planning", 'quote study.fop list --label "{class}"'
    ),
)
def list_(
    ctx: typer.Context,
    code: Annotated[
        list[str] | None, typer.Option("--code", metavar="A,B", help="Only these codes, and those below them.")
    ] = None,
    label: Annotated[
        str | None, typer.Option("--label", metavar="TEMPLATE", help="Try this template; the project keeps its own.")
    ] = None,
    view: ViewOption = None,
    coders: CodersOption = None,
    where: WhereOption = "",
    scope: ScopeOption = "",
    as_: SeenByOption = None,
    as_json: JsonOption = False,
) -> None:
    """List the quotations with label and place, and from whom they come; say so where they are few people's."""
    from fop_coder.project.quotation_spread import spread
    from fop_coder.project.quotations import quotations

    question = question_of(view, coders, where, scope)
    with reading(ctx.obj) as project:
        codes = [project.code_named(name) for name in separated(code)] or None
        looking = seen_by(project, as_)
        found = quotations(project, question, codes=codes, template=label, seen_by=looking)
        told = spread(project, found.rows, question, seen_by=looking)
    if as_json:
        print_json(_plain(found, told))
    else:
        say(*map(one_line, _lines(found, told)))


def _plain(found: Quotations, told: Spread) -> dict[str, Any]:
    from fop_coder.exporters.tables_quotations import quotation_to_plain

    balance = told.balance
    return {
        "quotations": [quotation_to_plain(row) for row in found.rows],
        "not_to_be_quoted": found.silent,
        "hidden": found.hidden,
        "warnings": list(told.warnings),
        "respondents": dict(balance.respondents),
        "groups": {
            by: {group: {"quotations": given, "respondents": size} for group, (given, size) in groups.items()}
            for by, groups in balance.groups.items()
        },
    }


def _lines(found: Quotations, told: Spread) -> list[str]:
    if not found.rows:
        lines = ["No passage is starred. Star one with: fop-coder quote PROJECT add PASSAGE"]
    else:
        lines = []
        for row in found.rows:
            lines += [f"“{row.text}”", f"    {row.source} [{row.code_name}] {row.coding}"]
        people = ", ".join(f"{who} {many}" for who, many in told.balance.respondents.items())
        lines += ["", f"{counted(len(found.rows), 'quotation')}: {people}", *told.warnings]
    if found.silent:
        lines.append(f"{counted(found.silent, 'quotation')} of respondents who are not to be quoted: left out")
    return [*lines, *([found.hidden] if found.hidden else [])]


@app.command("add", epilog=examples("quote study.fop add 1f0c2d3e-0a1b-4c5d-8e9f-001122334455"))
def add(
    ctx: typer.Context,
    passage: _PassageArgument,
    note: Annotated[str, typer.Option("--note", metavar="TEXT", help="Why, or what for.")] = "",
    as_: AsOption = None,
    as_json: JsonOption = False,
) -> None:
    """Star a passage as quotable."""
    from fop_coder.project.quotations import star_change

    _do(ctx, passage, as_, lambda project: star_change(project, Guid(passage), note=note), "starred", as_json)


@app.command("remove", epilog=examples("quote study.fop remove 1f0c2d3e-0a1b-4c5d-8e9f-001122334455"))
def remove(ctx: typer.Context, passage: _PassageArgument, as_: AsOption = None, as_json: JsonOption = False) -> None:
    """Take the star off a passage; what was left out of it is forgotten."""
    from fop_coder.project.quotations import unstar_change

    _do(ctx, passage, as_, lambda project: unstar_change(project, Guid(passage)), "no quotation any more", as_json)


@app.command(
    "leave-out", epilog=examples('quote study.fop leave-out 1f0c2d3e-0a1b-4c5d-8e9f-001122334455 ", you know,"')
)
def leave_out(
    ctx: typer.Context,
    passage: _PassageArgument,
    words: _WordsArgument,
    as_: AsOption = None,
    as_json: JsonOption = False,
) -> None:
    """Leave words out of a starred passage, whole words; […] is printed for them."""
    from fop_coder.project.left_out import leave_out_change, words_place

    def work(project: Project) -> Change | None:
        return leave_out_change(project, Guid(passage), *words_place(project, Guid(passage), words))

    _do(ctx, passage, as_, work, "words left out", as_json)


@app.command("put-back", epilog=examples("quote study.fop put-back 1f0c2d3e-0a1b-4c5d-8e9f-001122334455"))
def put_back(
    ctx: typer.Context,
    passage: _PassageArgument,
    words: Annotated[str, typer.Argument(metavar="[WORDS]", help="Some of those left out; else all of them.")] = "",
    as_: AsOption = None,
    as_json: JsonOption = False,
) -> None:
    """Put words back into a starred passage."""
    from fop_coder.project.left_out import put_back_change, words_place

    def work(project: Project) -> Change | None:
        place = words_place(project, Guid(passage), words) if words else ()
        return put_back_change(project, Guid(passage), *place)

    _do(ctx, passage, as_, work, "words put back", as_json)


def _do(
    ctx: typer.Context,
    passage: str,
    coder: str | None,
    work: Callable[[Project], Change | None],
    done: str,
    as_json: bool,
) -> None:
    """Carry out a Change of one quotation and say so."""
    with writing(ctx.obj, coder) as project:
        change = work(project)
        if change is not None:
            project.apply(change)
    if as_json:
        print_json({"coding": passage, "changed": change is not None})
    else:
        say(one_line(f"{passage}: {done}" if change is not None else f"{passage} is so already"))


@app.command("label", epilog=examples("quote study.fop label", 'quote study.fop label "{role}, {class}"'))
def label(
    ctx: typer.Context,
    template: Annotated[
        str | None, typer.Argument(metavar="[TEMPLATE]", help='Such as "{role}, {class}"; "" for the program\'s.')
    ] = None,
    as_: AsOption = None,
    as_json: JsonOption = False,
) -> None:
    """Show or set how respondents are named beside their words, with what a label can say and how it reads."""
    from fop_coder.project.quotation_labels import DEFAULT, check_label, known_fields, label_example
    from fop_coder.project.settings import change_settings
    from fop_coder.project.tallying import Question, look_up

    opening = reading(ctx.obj) if template is None else writing(ctx.obj, as_)
    with opening as project:
        if template is not None:
            change_settings(project, quotation_label=check_label(project, template))
        kept = project.settings.quotation_label
        fields = list(known_fields(project))
        reads = label_example(project, kept, look_up(project, Question()))
    if as_json:
        print_json({"template": kept or DEFAULT, "reads": reads, "fields": fields})
    else:
        known = ", ".join(f"{{{field}}}" for field in fields)
        say(
            *map(
                one_line, (f"Label: {kept or DEFAULT}", f"Reads: {reads or '(nobody to quote yet)'}", f"Known: {known}")
            )
        )
