"""Samples, scopes and views kept under names in the project."""

from __future__ import annotations

from typing import Annotated

import typer

from fop_coder.cli.groups import ProjectGroup
from fop_coder.cli.options import AsOption, JsonOption, ProjectArgument, examples, reading, writing
from fop_coder.cli.output import one_line, print_json, say
from fop_coder.cli.tables import Column, table
from fop_coder.model.coding import FilterOver

app = typer.Typer(
    cls=ProjectGroup,
    help="Kept under names: samples for --where, scopes for --scope, views for --view. PROJECT alone lists them.",
    epilog=examples(
        "filters study.fop",
        'filters study.fop add "well trained" "training days >= 10"',
    ),
    subcommand_metavar="[COMMAND] [ARGS]...",
)

_NameArgument = Annotated[str, typer.Argument(metavar="NAME", help="What it is called.")]
_DocumentsOption = Annotated[
    bool, typer.Option("--documents", help="A scope over documents (kind, occasion); else a sample of respondents.")
]
_ViewOption = Annotated[bool, typer.Option("--view", help="A view, such as: both of Ann, Ben")]


@app.callback()
def of_project(ctx: typer.Context, project: ProjectArgument) -> None:
    """Remember which project is meant."""
    ctx.obj = project


@app.command("list", epilog=examples("filters study.fop", "filters study.fop list --json"))
def list_(ctx: typer.Context, as_json: JsonOption = False) -> None:
    """List what is kept, with how many respondents, documents or coders each is about."""
    from fop_coder.project.kept_filters import kept_filters

    with reading(ctx.obj) as project:
        found = kept_filters(project)
    if as_json:
        print_json(
            [
                {"name": f.name, "over": str(f.over), "filter": f.filter, "lets_through": f.lets_through, "why": f.why}
                for f in found
            ]
        )
    elif not found:
        say("No filters are kept yet. Keep one with: fop-coder filters PROJECT add NAME FILTER")
    else:
        columns = (Column("name"), Column("of"), Column("as written"), Column("lets through", right=True))
        rows = [
            (f.name, str(f.over), f.filter, f.why if f.lets_through is None else str(f.lets_through)) for f in found
        ]
        say(*table(columns, rows))


@app.command(
    "add",
    epilog=examples(
        'filters study.fop add "well trained" "training days >= 10"',
        'filters study.fop add "first round" "occasion = time one" --documents',
        'filters study.fop add "the leads" "both of Ann, Ben" --view',
    ),
)
def add(
    ctx: typer.Context,
    name: _NameArgument,
    written: Annotated[
        str, typer.Argument(metavar="FILTER", help="As for --where; with --documents or --view, as for these.")
    ],
    documents: _DocumentsOption = False,
    view: _ViewOption = False,
    as_: AsOption = None,
    as_json: JsonOption = False,
) -> None:
    """Keep a filter or view under a name; one of that name is replaced. It then stands for it in every command."""
    from fop_coder.project.kept_filters import keep

    over = _over(documents=documents, view=view)
    with writing(ctx.obj, as_) as project:
        changed = keep(project, over, name, written)
    if as_json:
        print_json({"name": name, "over": str(over), "filter": written, "changed": changed})
    else:
        say(one_line(f"{name}: {written}" if changed else f"{name} is so already"))


@app.command("remove", epilog=examples('filters study.fop remove "well trained"'))
def remove(
    ctx: typer.Context,
    name: _NameArgument,
    documents: _DocumentsOption = False,
    view: _ViewOption = False,
    as_: AsOption = None,
    as_json: JsonOption = False,
) -> None:
    """Forget a kept filter or view. Respondents, documents and coders are not touched."""
    from fop_coder.project.kept_filters import forget

    over = _over(documents=documents, view=view)
    with writing(ctx.obj, as_) as project:
        forget(project, over, name)
    if as_json:
        print_json({"name": name, "over": str(over), "removed": True})
    else:
        say(one_line(f"{name} is kept no longer"))


def _over(*, documents: bool, view: bool) -> FilterOver:
    if documents and view:
        raise typer.BadParameter("does not go with --documents", param_hint="--view")
    if view:
        return FilterOver.VIEWS
    return FilterOver.DOCUMENTS if documents else FilterOver.RESPONDENTS
