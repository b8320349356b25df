"""Bands: categories derived from a number; made, tried out, changed and taken away."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from fop_coder.cli.options import (
    AsOption,
    CodersOption,
    JsonOption,
    ProjectArgument,
    ScopeOption,
    ViewOption,
    WhereOption,
    examples,
    question_of,
    reading,
    separated,
    writing,
)
from fop_coder.cli.output import counted, one_line, print_json, say
from fop_coder.cli.tables import Column, table

if TYPE_CHECKING:
    from fop_coder.model.base import Guid
    from fop_coder.project.project import Project

app = typer.Typer(help="Bands such as 0–1, 2–4, 5+: made from how many codes somebody referred to, or from a number.")

_BandArgument = Annotated[str, typer.Argument(metavar="BAND", help="Its short name or name.")]
_CodesOption = Annotated[
    list[str] | None, typer.Option("--codes", metavar="A,B", help="Codes to count, each once for a respondent; or all.")
]
_OfOption = Annotated[
    str, typer.Option("--of", metavar="NUMBER", help="Or an attribute, an instrument, or one of its subscales.")
]
_DefinitionOption = Annotated[str | None, typer.Option("--definition", metavar="TEXT", help="What it is for.")]


@app.command("list", epilog=examples("band list study.fop"))
def list_(project: ProjectArgument, as_json: JsonOption = False) -> None:
    """List the bands with what they are made from, and their limits."""
    from fop_coder.project.band_edits import made_from
    from fop_coder.project.band_limits import limits_text

    with reading(project) as opened:
        found = [
            {"band": b.ident, "name": b.name, "from": made_from(opened, b), "limits": limits_text(b.cuts)}
            for b in opened.codebook.bands
        ]
    if as_json:
        print_json(found)
    elif not found:
        say('No band yet. Make one: fop-coder band add PROJECT NAME --codes all --limits "0-1, 2-4, 5+"')
    else:
        columns = ("band", "name", "from", "limits")
        say(*table([Column(c) for c in columns], [[row[c] for c in columns] for row in found]))


@app.command("show", epilog=examples("band show study.fop practices --scope 'kind = vignette'"))
def show(
    project: ProjectArgument,
    band: _BandArgument,
    view: ViewOption = None,
    coders: CodersOption = None,
    where: WhereOption = "",
    scope: ScopeOption = "",
    as_json: JsonOption = False,
) -> None:
    """Show who falls into which band, and who into none and why."""
    from fop_coder.project.band_edits import band_named, made_from, preview_band, wish_of

    with reading(project) as opened:
        found = band_named(opened, band)
        preview = preview_band(opened, wish_of(found), question_of(view, coders, where, scope))
        source = made_from(opened, found)
    if as_json:
        print_json(
            {
                "band": found.ident,
                "name": found.name,
                "from": source,
                "sample": {"respondents": preview.base.respondents},
                "view": preview.base.view,
                "bands": [{"label": label, "n": len(who), "respondents": list(who)} for label, who in preview.bands],
                "none": [{"respondent": label, "why": why} for label, why in preview.none],
                "documents": [{"documents": n, "respondents": many} for n, many in preview.documents],
            }
        )
        return
    say(one_line(f"{found.name}, from {source}, of {preview.base.respondents} respondents"))
    rows = [(label, str(len(who)), ", ".join(who)) for label, who in preview.bands]
    rows.append(("none", str(len(preview.none)), "; ".join(f"{label}: {why}" for label, why in preview.none)))
    say(*table((Column("band"), Column("n", right=True), Column("respondents")), rows))
    heard = ", ".join(f"{many} in {counted(n, 'document')}" for n, many in preview.documents)
    if heard:
        say("", f"Respondents counted were heard: {heard}.")


@app.command(
    "add",
    epilog=examples(
        'band add study.fop "Breadth" --codes planning,review --limits "0, 1, 2"',
        'band add study.fop "Training" --of "training days" --limits "none: 0, some: 1-9, much: 10+"',
    ),
)
def add(
    project: ProjectArgument,
    name: Annotated[str, typer.Argument(metavar="NAME", help="What it is called.")],
    limits: Annotated[str, typer.Option("--limits", metavar="LIMITS", help='Such as "0-1, 2-4, 5+".')],
    codes: _CodesOption = None,
    of: _OfOption = "",
    definition: _DefinitionOption = None,
    as_: AsOption = None,
    as_json: JsonOption = False,
) -> None:
    """Make a band; overlaps and gaps are refused."""
    from fop_coder.project.band_edits import BandWished, band_change, source_named
    from fop_coder.project.band_limits import read_limits

    with writing(project, as_) as opened:
        source = source_named(opened, of) if of else ""
        wished = BandWished(name, read_limits(limits), _codes(opened, codes), source, definition or "")
        change = band_change(opened, None, wished)
        if change is not None:
            opened.apply(change)
    _said(name, "added", changed=True, as_json=as_json)


@app.command(
    "change",
    epilog=examples('band change study.fop breadth --limits "0-1, 2+"', "band change study.fop breadth --name B"),
)
def change_(
    project: ProjectArgument,
    band: _BandArgument,
    name: Annotated[str | None, typer.Option("--name", metavar="NAME", help="Another name.")] = None,
    limits: Annotated[str | None, typer.Option("--limits", metavar="LIMITS", help='Such as "0-1, 2-4, 5+".')] = None,
    codes: _CodesOption = None,
    of: _OfOption = "",
    definition: _DefinitionOption = None,
    as_: AsOption = None,
    as_json: JsonOption = False,
) -> None:
    """Change a band; its short name stays, and filters that name it go on."""
    from dataclasses import replace

    from fop_coder.project.band_edits import band_change, band_named, source_named, wish_of
    from fop_coder.project.band_limits import read_limits

    with writing(project, as_) as opened:
        before = band_named(opened, band)
        wished = wish_of(before)
        if codes or of:
            source = source_named(opened, of) if of else ""
            wished = replace(wished, codes=_codes(opened, codes), number_of=source)
        wished = replace(
            wished,
            name=wished.name if name is None else name,
            cuts=wished.cuts if limits is None else read_limits(limits),
            definition=wished.definition if definition is None else definition,
        )
        change = band_change(opened, before, wished)
        if change is not None:
            opened.apply(change)
    _said(wished.name, "changed", changed=change is not None, as_json=as_json)


@app.command("remove", epilog=examples("band remove study.fop breadth"))
def remove(project: ProjectArgument, band: _BandArgument, as_: AsOption = None, as_json: JsonOption = False) -> None:
    """Take a band away. Respondents, codes and numbers are not touched."""
    from fop_coder.project.band_edits import band_named, remove_band_change

    with writing(project, as_) as opened:
        found = band_named(opened, band)
        opened.apply(remove_band_change(opened, found))
    _said(found.name, "removed", changed=True, as_json=as_json)


def _codes(project: Project, names: list[str] | None) -> tuple[Guid, ...]:
    """Return the codes of the option; "all" stands for all that distinct codes are counted of."""
    from fop_coder.project.numbers import codes_counted

    asked = separated(names)
    if [name.strip().casefold() for name in asked] == ["all"]:
        return tuple(c.guid for c in codes_counted(project.codebook))
    return tuple(dict.fromkeys(project.code_named(name).guid for name in asked))


def _said(name: str, what: str, *, changed: bool, as_json: bool) -> None:
    if as_json:
        print_json({"name": name, "changed": changed})
    else:
        say(one_line(f"{name}: {what if changed else 'is so already'}"))
