"""Those who code: listed, added, and described for the method section."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any

import typer

from fop_coder.cli.options import AsOption, JsonOption, ProjectArgument, examples, reading, writing
from fop_coder.cli.output import one_line, print_json, say
from fop_coder.cli.tables import Column, table

if TYPE_CHECKING:
    from fop_coder.project.coders import CoderLine
    from fop_coder.project.project import Project

app = typer.Typer(help="Those who code: names, and who they are for the method section.")

_NameArgument = Annotated[str, typer.Argument(metavar="NAME", help="The coder's name.", show_default=False)]
_RoleOption = Annotated[
    str | None, typer.Option("--role", metavar="TEXT", help="Who they are: research assistant, not part of the study.")
]
_TrainingOption = Annotated[
    str | None,
    typer.Option("--training", metavar="TEXT", help="How they learnt to code: two sessions, three interviews."),
]


@app.command("list", epilog=examples("coder list study.fop"))
def list_(project: ProjectArgument, as_json: JsonOption = False) -> None:
    """List those who code, with their part of the work."""
    from fop_coder.project.coders import coder_lines

    with reading(project) as opened:
        lines = coder_lines(opened)
    if as_json:
        print_json([_plain(line) for line in lines])
        return
    columns = [Column("coder"), Column("role"), Column("training"), Column("assigned", right=True)]
    columns += [Column("finished", right=True), Column("codings", right=True)]
    say(*table(columns, [_row(line) for line in lines]))


def _row(line: CoderLine) -> list[str]:
    done = line.done
    texts = [one_line(text) for text in (line.coder.name, line.coder.role, line.coder.training)]
    return [*texts, f"{done.assigned:,}", f"{done.finished:,}", f"{done.codings:,}"]


def _plain(line: CoderLine) -> dict[str, Any]:
    return {
        "name": line.coder.name,
        "guid": line.coder.guid,
        "role": line.coder.role,
        "training": line.coder.training,
        "again_of": line.again_of or None,
        "leads": line.leads,
        "assigned": line.done.assigned,
        "finished": line.done.finished,
        "to_reread": line.done.to_reread,
        "codings": line.done.codings,
    }


@app.command(epilog=examples('coder add study.fop Ben --role "research assistant"'))
def add(
    project: ProjectArgument,
    name: _NameArgument,
    role: _RoleOption = None,
    training: _TrainingOption = None,
    acting: AsOption = None,
    as_json: JsonOption = False,
) -> None:
    """Add somebody who codes."""
    from fop_coder.project.coders import new_coder

    with writing(project, acting) as opened:
        opened.apply(new_coder(opened, name, role=role or "", training=training or ""))
        line = _line(opened, name.strip())
    _tell(line, f"Added {line.coder.name}", as_json=as_json)


@app.command(epilog=examples('coder describe study.fop Ben --training "two sessions on three interviews"'))
def describe(
    project: ProjectArgument,
    coder: _NameArgument,
    name: Annotated[str | None, typer.Option("--name", metavar="NAME", help="Another name.")] = None,
    role: _RoleOption = None,
    training: _TrainingOption = None,
    acting: AsOption = None,
    as_json: JsonOption = False,
) -> None:
    """Say who a coder is and how they learnt to code; what is not named stays as it is."""
    from fop_coder.project.coders import describe_coder

    with writing(project, acting) as opened:
        found = opened.coder_named(coder)
        change = describe_coder(opened, found, name=name, role=role, training=training)
        if change is not None:
            opened.apply(change)
        line = _line(opened, found.guid)
    said = "Nothing was changed" if change is None else f"{line.coder.name}: {_described(line)}"
    _tell(line, said, as_json=as_json)


def _described(line: CoderLine) -> str:
    parts = [text for text in (line.coder.role, line.coder.training) if text]
    return "; ".join(parts) or "no role and no training is known"


def _line(project: Project, name: str) -> CoderLine:
    from fop_coder.project.coders import coder_lines

    guid = project.coder_named(name).guid
    return next(line for line in coder_lines(project) if line.coder.guid == guid)


def _tell(line: CoderLine, words: str, *, as_json: bool) -> None:
    if as_json:
        print_json(_plain(line))
    else:
        say(one_line(words))
