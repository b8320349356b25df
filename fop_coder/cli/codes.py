"""The codes of a project: listed, added, put in order, defined. Files and figures refer to a code by its short name."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any

import typer

from fop_coder.cli import codes_merging
from fop_coder.cli.codes_opened import CodeArgument, changed, opened_for
from fop_coder.cli.groups import ProjectGroup
from fop_coder.cli.options import AsOption, JsonOption, ProjectArgument, examples, reading
from fop_coder.cli.output import print_json, say
from fop_coder.cli.tables import Column, table
from fop_coder.model.codebook import CriteriaRule, Criterion, Need, Within

if TYPE_CHECKING:
    from fop_coder.model.codebook import Code, Codebook

app = typer.Typer(
    cls=ProjectGroup,
    help="The codes of a project: list, add, move, merge, split. PROJECT alone lists them.",
    epilog=examples("codes study.fop", "codes study.fop add Reflection --key 6"),
    subcommand_metavar="[COMMAND] [ARGS]...",
)

_KeyOption = Annotated[str | None, typer.Option("--key", metavar="KEY", help="The letter or digit that codes with it.")]
_ColourOption = Annotated[int | None, typer.Option("--colour", min=1, max=12, help="1 to 12.")]
_DefinitionOption = Annotated[str | None, typer.Option("--definition", metavar="TEXT", help="What the code means.")]
_IncludeOption = Annotated[str | None, typer.Option("--include", metavar="TEXT", help="What is to be included.")]
_ExcludeOption = Annotated[str | None, typer.Option("--exclude", metavar="TEXT", help="What is to be left out.")]


@app.callback()
def of_project(ctx: typer.Context, project: ProjectArgument) -> None:
    """Remember which project is meant."""
    ctx.obj = project


@app.command("list", epilog=examples("codes study.fop", "codes study.fop list --retired --json"))
def list_(
    ctx: typer.Context,
    retired: Annotated[bool, typer.Option("--retired", help="Show retired codes too.")] = False,
    as_json: JsonOption = False,
) -> None:
    """List the codes in the order of the codebook; what stands under a code is indented."""
    with reading(ctx.obj) as project:
        codebook = project.codebook
    shown = [c for c in codebook.codes if retired or not c.retired]
    if as_json:
        print_json([_to_plain(code, codebook) for code in shown])
    elif not shown:
        say("There are no codes yet. Add one with: fop-coder codes PROJECT add NAME")
    else:
        columns = (Column("key"), Column("short name"), Column("name"), Column("criteria"), Column("definition"))
        say(*table(columns, [_row(code, codebook) for code in shown]))


def _to_plain(code: Code, codebook: Codebook) -> dict[str, Any]:
    parents = {c.guid: c.ident for c in codebook.codes}
    return {
        "code": code.ident,
        "name": code.name,
        "guid": code.guid,
        "key": code.key,
        "colour": code.colour,
        "parent": parents[code.parent] if code.parent else None,
        "gathers": code.gathers,
        "retired": code.retired,
        "meaning": code.meaning,
        "definition": code.definition,
        "include": code.include,
        "exclude": code.exclude,
        "examples": list(code.examples),
        "criteria": [{"key": c.key, "name": c.name} for c in code.criteria],
        "criteria_word": code.criteria_word,
    }


def _row(code: Code, codebook: Codebook) -> tuple[str, ...]:
    parents = {c.guid: c.parent for c in codebook.codes}
    depth, above = 0, code.parent
    while above is not None:
        depth, above = depth + 1, parents[above]
    name = f"{'. ' * depth}{code.name}{' (retired)' if code.retired else ''}"
    definition = code.definition.split("\n")[0]
    shown = definition if len(definition) <= 90 else definition[:89].rsplit(" ", 1)[0] + " …"
    return code.key, code.ident, name, " ".join(c.key for c in code.criteria), shown


@app.command(epilog=examples('codes study.fop add "Use of maps" --parent planning --definition "Draws the family."'))
def add(
    ctx: typer.Context,
    name: Annotated[str, typer.Argument(metavar="NAME")],
    ident: Annotated[
        str | None, typer.Option("--ident", metavar="IDENT", help="The short name; else made from the name.")
    ] = None,
    key: _KeyOption = None,
    parent: Annotated[str | None, typer.Option("--parent", metavar="CODE", help="The code it stands under.")] = None,
    colour: _ColourOption = None,
    definition: _DefinitionOption = None,
    include: _IncludeOption = None,
    exclude: _ExcludeOption = None,
    gathers: Annotated[bool, typer.Option("--gathers", help="Passages of codes under it count for it too.")] = False,
    as_: AsOption = None,
    as_json: JsonOption = False,
) -> None:
    """Add a code at the end. Documents finished before must be re-read for it."""
    from fop_coder.project import codebook_edits

    fields: dict[str, Any] = {
        "ident": ident,
        "key": key,
        "colour": colour,
        "definition": definition,
        "include": include,
        "exclude": exclude,
    }
    given = {field: value for field, value in fields.items() if value is not None}
    with opened_for(ctx, as_) as project:
        above = project.code_named(parent).guid if parent else None
        code = codebook_edits.add(project, name, parent=above, gathers=gathers, **given)
        changed(project, code.ident, f"Added {code.name} ({code.ident})", as_json=as_json)


@app.command(epilog=examples('codes study.fop rename planning "Planning ahead"'))
def rename(
    ctx: typer.Context,
    code: CodeArgument,
    name: Annotated[str, typer.Argument(metavar="NAME")],
    as_: AsOption = None,
    as_json: JsonOption = False,
) -> None:
    """Give a code another name; its short name stays, because files refer to it."""
    from fop_coder.project import codebook_edits

    with opened_for(ctx, as_) as project:
        meant = project.code_named(code)
        codebook_edits.rename(project, meant, name)
        changed(project, meant.ident, f"Renamed {meant.name} to {name}", as_json=as_json)


@app.command(epilog=examples("codes study.fop key planning p", "codes study.fop key planning none"))
def key(
    ctx: typer.Context,
    code: CodeArgument,
    key: Annotated[str, typer.Argument(metavar="KEY", help="A letter or digit, or none.")],
    as_: AsOption = None,
    as_json: JsonOption = False,
) -> None:
    """Give a code another key."""
    from fop_coder.project import codebook_edits

    with opened_for(ctx, as_) as project:
        meant = project.code_named(code)
        codebook_edits.rekey(project, meant, "" if key.casefold() == "none" else key)
        changed(project, meant.ident, f"The key of {meant.name} is now {key}", as_json=as_json)


@app.command(epilog=examples("codes study.fop recolour planning 7"))
def recolour(
    ctx: typer.Context,
    code: CodeArgument,
    colour: Annotated[int, typer.Argument(min=1, max=12, metavar="COLOUR", help="1 to 12.")],
    as_: AsOption = None,
    as_json: JsonOption = False,
) -> None:
    """Give a code another of the twelve colours."""
    from fop_coder.project import codebook_edits

    with opened_for(ctx, as_) as project:
        meant = project.code_named(code)
        codebook_edits.recolour(project, meant, colour)
        changed(project, meant.ident, f"{meant.name} has colour {colour}", as_json=as_json)


@app.command(
    epilog=examples("codes study.fop move maps --under planning", "codes study.fop move maps --top --before review")
)
def move(
    ctx: typer.Context,
    code: CodeArgument,
    under: Annotated[str | None, typer.Option("--under", metavar="CODE", help="The code it shall stand under.")] = None,
    top: Annotated[bool, typer.Option("--top", help="Let it stand under no other code.")] = False,
    before: Annotated[
        str | None, typer.Option("--before", metavar="CODE", help="The code it shall stand before.")
    ] = None,
    as_: AsOption = None,
    as_json: JsonOption = False,
) -> None:
    """Put a code under another or at the top, at the end or before one that is named."""
    from fop_coder.project import codebook_edits

    if under and top:
        raise typer.BadParameter("cannot be given together with --top", param_hint="--under")
    if not (under or top or before):
        raise typer.BadParameter("say where to: --under CODE, --top, or --before CODE", param_hint="move")
    with opened_for(ctx, as_) as project:
        meant = project.code_named(code)
        by_guid = {c.guid: c for c in project.codebook.codes}
        neighbour = project.code_named(before) if before else None
        stays = neighbour.parent if neighbour and not under else meant.parent
        parent = project.code_named(under) if under else None if top or stays is None else by_guid[stays]
        codebook_edits.move(project, meant, parent=parent, before=neighbour)
        place = f"under {parent.name}" if parent else "at the top"
        changed(project, meant.ident, f"{meant.name} stands {place}", as_json=as_json)


@app.command(epilog=examples("codes study.fop retire maps", "codes study.fop retire maps --again"))
def retire(
    ctx: typer.Context,
    code: CodeArgument,
    again: Annotated[bool, typer.Option("--again", help="Take a retired code back into use.")] = False,
    as_: AsOption = None,
    as_json: JsonOption = False,
) -> None:
    """Offer a code no longer; its codings stay, and tallies leave it out unless asked for retired codes."""
    from fop_coder.project import codebook_edits

    with opened_for(ctx, as_) as project:
        meant = project.code_named(code)
        if meant.retired is again:
            codebook_edits.retire(project, meant, retired=not again)
        done = "is in use again" if again else "is retired"
        changed(project, meant.ident, f"{meant.name} {done}", as_json=as_json)


@app.command(
    epilog=examples(
        'codes study.fop define planning --definition "Getting ready before a visit" --wording-only',
        'codes study.fop define planning --criterion a="planned ahead" --need any --reread',
    )
)
def define(
    ctx: typer.Context,
    code: CodeArgument,
    definition: _DefinitionOption = None,
    include: _IncludeOption = None,
    exclude: _ExcludeOption = None,
    example: Annotated[
        list[str] | None, typer.Option("--example", metavar="TEXT", help="A passage as an example; may be repeated.")
    ] = None,
    criterion: Annotated[
        list[str] | None,
        typer.Option("--criterion", metavar="KEY=NAME", help="A criterion, new or renamed; may be repeated."),
    ] = None,
    need: Annotated[Need | None, typer.Option("--need", help="How many criteria must be met.")] = None,
    at_least: Annotated[
        int | None, typer.Option("--at-least", min=1, metavar="K", help="With --need at-least.")
    ] = None,
    within: Annotated[Within | None, typer.Option("--within", help="Where the criteria must come together.")] = None,
    criteria_word: Annotated[
        str | None, typer.Option("--criteria-word", metavar="WORD", help='How meeting them is called ("FoP-minded").')
    ] = None,
    verb: Annotated[
        str | None, typer.Option("--verb", metavar="WORDS", help='For sentences: "referred to planning".')
    ] = None,
    complement: Annotated[
        str | None, typer.Option("--complement", metavar="WORDS", help='For sentences: "did not mention planning".')
    ] = None,
    gathers: Annotated[
        bool | None, typer.Option("--gathers/--no-gathers", help="Whether passages of codes under it count for it.")
    ] = None,
    reread: Annotated[
        bool | None,
        typer.Option("--reread/--wording-only", help="Whether finished documents must be read again for the code."),
    ] = None,
    as_: AsOption = None,
    as_json: JsonOption = False,
) -> None:
    """Change what a code means. You must say whether that is wording only, or documents are to be re-read."""
    from fop_coder.cli.options import pairs
    from fop_coder.project import codebook_edits

    if reread is None:
        raise typer.BadParameter(
            "say which: only the wording changes, or documents are to be re-read", param_hint="--reread/--wording-only"
        )
    words: dict[str, Any] = {
        "definition": definition,
        "include": include,
        "exclude": exclude,
        "examples": tuple(example) if example else None,
        "criteria_word": criteria_word,
        "verb": verb,
        "complement": complement,
        "gathers": gathers,
    }
    fields = {field: value for field, value in words.items() if value is not None}
    with opened_for(ctx, as_) as project:
        meant = project.code_named(code)
        fields.update(_criteria(meant, pairs("--criterion", criterion)))
        fields.update(_rule(meant, need, at_least, within))
        if not fields:
            raise typer.BadParameter("say what to change, such as --definition TEXT", param_hint="define")
        codebook_edits.define(project, meant, reread=reread, **fields)
        after = "finished documents are to be re-read for it" if reread else "nothing has to be re-read"
        changed(project, meant.ident, f"Changed {meant.name}; {after}", as_json=as_json)


def _criteria(code: Code, named: dict[str, str]) -> dict[str, Any]:
    """Return the code's criteria with those of a key that is there renamed, and new ones at the end."""
    from dataclasses import replace

    from fop_coder.model.base import new_guid

    if not named:
        return {}
    kept = tuple(replace(c, name=named.pop(c.key)) if c.key in named else c for c in code.criteria)
    return {"criteria": (*kept, *(Criterion(new_guid(), key, name) for key, name in named.items()))}


def _rule(code: Code, need: Need | None, at_least: int | None, within: Within | None) -> dict[str, Any]:
    if need is None and at_least is None and within is None:
        return {}
    present = code.criteria_rule or CriteriaRule()
    wanted = Need.AT_LEAST if need is None and at_least is not None else need or present.need
    return {"criteria_rule": CriteriaRule(wanted, within or present.within, at_least or present.at_least)}


codes_merging.add_to(app)
