"""The project's list of names to keep out of what is published, and pseudonyms in their place."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from fop_coder.cli.groups import ProjectGroup
from fop_coder.cli.options import AsOption, JsonOption, ProjectArgument, examples, reading, writing
from fop_coder.cli.output import counted, one_line, print_json, say
from fop_coder.cli.tables import Column, table

app = typer.Typer(
    cls=ProjectGroup,
    help="Names to keep out of what is published, some with a pseudonym. PROJECT alone lists them.",
    epilog=examples(
        "names study.fop",
        'names study.fop add "Ann Lee" --instead Mary',
        "names study.fop import names.txt",
    ),
    subcommand_metavar="[COMMAND] [ARGS]...",
)


@app.callback()
def of_project(ctx: typer.Context, project: ProjectArgument) -> None:
    """Remember which project is meant."""
    ctx.obj = project


@app.command("list", epilog=examples("names study.fop", "names study.fop list --json"))
def list_(ctx: typer.Context, as_json: JsonOption = False) -> None:
    """List the names with their pseudonyms."""
    from fop_coder.project.names import kept_names

    with reading(ctx.obj) as project:
        found = kept_names(project)
    if as_json:
        print_json([{"name": kept.name, "instead": kept.instead} for kept in found])
    elif not found:
        say("No names are kept yet. Keep one with: fop-coder names PROJECT add NAME")
    else:
        rows = [(kept.name, kept.instead or "(stops the export)") for kept in found]
        say(*table((Column("name"), Column("pseudonym")), rows))


@app.command("add", epilog=examples("names study.fop add Tom", 'names study.fop add "Ann Lee" --instead Mary'))
def add(
    ctx: typer.Context,
    name: Annotated[str, typer.Argument(metavar="NAME", help="As people write it.")],
    instead: Annotated[
        str, typer.Option("--instead", metavar="PSEUDONYM", help="Put in its place; else the name stops the export.")
    ] = "",
    as_: AsOption = None,
    as_json: JsonOption = False,
) -> None:
    """Keep a name out of what is published; one that is kept already gets the new pseudonym, or none."""
    from fop_coder.project.names import keep_names_change

    with writing(ctx.obj, as_) as project:
        change = keep_names_change(project, {name: instead})
        if change is not None:
            project.apply(change)
    if as_json:
        print_json({"name": name, "instead": instead, "changed": change is not None})
    else:
        told = f"{name}: {instead or 'stops the export'}"
        say(one_line(told if change is not None else f"{name} is so already"))


@app.command("import", epilog=examples("names study.fop import names.txt"))
def import_(
    ctx: typer.Context,
    file: Annotated[
        Path, typer.Argument(metavar="FILE", help='One name on a line, its pseudonym behind " = " or a tab.')
    ],
    as_: AsOption = None,
    as_json: JsonOption = False,
) -> None:
    """Keep all names of a list, as one step."""
    from fop_coder.project.names import keep_names_change, read_name_list

    names = read_name_list(file)
    with writing(ctx.obj, as_) as project:
        change = keep_names_change(project, names)
        if change is not None:
            project.apply(change)
    changed = len(change.added) if change is not None else 0
    if as_json:
        print_json({"names": len(names), "changed": changed})
    else:
        say(f"{counted(len(names), 'name')} read, {changed} of them new or changed")


@app.command("remove", epilog=examples("names study.fop remove Tom"))
def remove(
    ctx: typer.Context,
    names: Annotated[list[str], typer.Argument(metavar="NAME...", help="Names of the list.")],
    as_: AsOption = None,
    as_json: JsonOption = False,
) -> None:
    """Take names off the list."""
    from fop_coder.project.names import forget_names_change

    with writing(ctx.obj, as_) as project:
        project.apply(forget_names_change(project, names))
    if as_json:
        print_json({"removed": names})
    else:
        say(one_line(f"No longer kept out: {', '.join(names)}"))
