"""How figures are put into words: quantifiers and templates, shown and changed."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from fop_coder.cli.groups import ProjectGroup
from fop_coder.cli.options import AsOption, JsonOption, ProjectArgument, examples, reading, writing
from fop_coder.cli.output import one_line, print_json, say
from fop_coder.cli.tables import Column, table

if TYPE_CHECKING:
    from collections.abc import Callable

    from fop_coder.project.wording import Wording


class _WordingGroup(ProjectGroup):
    default = "show"


app = typer.Typer(
    cls=_WordingGroup,
    help="How figures are put into words: quantifiers and templates of sentences. PROJECT alone shows them.",
    epilog=examples(
        "wording study.fop",
        'wording study.fop set referred "{n}/{N} {respondents} {verb}"',
        "wording study.fop read wording.json",
    ),
    subcommand_metavar="[COMMAND] [ARGS]...",
)


@app.callback()
def of_project(ctx: typer.Context, project: ProjectArgument) -> None:
    """Remember which project is meant."""
    ctx.obj = project


@app.command("show", epilog=examples("wording study.fop", "wording study.fop show --json"))
def show(ctx: typer.Context, as_json: JsonOption = False) -> None:
    """Show the quantifiers with their limits, and each template with the fields that it may name."""
    from fop_coder.project.wording import plain_wording, wording_of

    with reading(ctx.obj) as project:
        wording = wording_of(project.settings)
    if as_json:
        print_json(plain_wording(wording))
    else:
        say(*_lines(wording))


def _lines(wording: Wording) -> list[str]:
    from fop_coder.project.wording import FIELDS

    quantifiers, templates = wording.quantifiers, wording.templates
    words = [(name, getattr(quantifiers, name)) for name in ("none", "one", "two")]
    words += [(f"below {quantifier.below:g} %", quantifier.words) for quantifier in quantifiers.scale]
    words += [("all", quantifiers.all)]
    fields = [(name, getattr(templates, name), ", ".join(sorted(allowed))) for name, allowed in FIELDS.items()]
    return [
        *table((Column("share"), Column("words")), words),
        f"Below N = {quantifiers.smallest} figures stand without a quantifier.",
        "",
        *table((Column("template"), Column("words"), Column("fields")), fields),
    ]


@app.command(
    "set",
    epilog=examples(
        'wording study.fop set referred "{Quantity} {respondents} ({n}/{N}) {verb}"',
        'wording study.fop set so_far "Until now {said}"',
    ),
)
def set_(
    ctx: typer.Context,
    name: Annotated[str, typer.Argument(metavar="TEMPLATE", help="Its name, as listed.")],
    template: Annotated[str, typer.Argument(metavar="WORDS", help="What it says, fields in braces.")],
    as_: AsOption = None,
    as_json: JsonOption = False,
) -> None:
    """Set one template. Who was left out, and the full stop, follow by themselves."""
    from fop_coder.project.wording import with_template

    _keep(ctx, as_, as_json, lambda present: with_template(present, name, template))


@app.command("read", epilog=examples("wording study.fop read wording.json"))
def read(
    ctx: typer.Context,
    file: Annotated[Path, typer.Argument(metavar="FILE", help="JSON as `wording PROJECT --json` prints it.")],
    as_: AsOption = None,
    as_json: JsonOption = False,
) -> None:
    """Read quantifiers and templates from a file; what it does not name is the program's."""
    from fop_coder.project.wording import read_wording_file

    _keep(ctx, as_, as_json, lambda _: read_wording_file(file))


@app.command("reset", epilog=examples("wording study.fop reset"))
def reset(ctx: typer.Context, as_: AsOption = None, as_json: JsonOption = False) -> None:
    """Take the program's wording again."""
    from fop_coder.project.wording import PROGRAMS

    _keep(ctx, as_, as_json, lambda _: PROGRAMS)


def _keep(ctx: typer.Context, coder: str | None, as_json: bool, make: Callable[[Wording], Wording]) -> None:
    from fop_coder.project.wording import plain_wording, wording_change, wording_of

    with writing(ctx.obj, coder) as project:
        wording = make(wording_of(project.settings))
        change = wording_change(project, wording)
        if change is not None:
            project.apply(change)
    if as_json:
        print_json({**plain_wording(wording), "changed": change is not None})
    else:
        say(one_line(change.label if change is not None else "The wording is so already"))
