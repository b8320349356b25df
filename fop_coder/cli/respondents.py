"""Respondents: sheets of attributes, who takes part, classes, and the marks of the tally."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from fop_coder.cli.options import AsOption, JsonOption, ProjectArgument, examples, reading, writing
from fop_coder.cli.output import counted, found_wanting, print_json, say, tell
from fop_coder.cli.sheets import doubled_lines, sheet_notes
from fop_coder.cli.tables import Column, table

app = typer.Typer()
sheets = typer.Typer(help="Respondents and their attributes, as a sheet (.csv, .xlsx).")

_RespondentArgument = Annotated[str, typer.Argument(metavar="RESPONDENT", help="The respondent's label.")]
_OccasionOption = Annotated[
    str, typer.Option("--occasion", metavar="OCCASION", help="Only for this occasion, such as: time two; else for all.")
]
_BecauseOption = Annotated[str, typer.Option("--because", metavar="TEXT", help="The reason.")]


class Mark(StrEnum):
    """What can be said of a respondent who cannot be counted."""

    NOT_ASKED = "not-asked"
    TOO_LITTLE = "too-little-information"
    CLEAR = "clear"


@sheets.command("list", epilog=examples("respondents list study.fop"))
def list_(project: ProjectArgument, as_json: JsonOption = False) -> None:
    """List the respondents with their attributes and whether they take part."""
    from fop_coder.project.respondents import respondent_table

    with reading(project) as opened:
        headings, rows = respondent_table(opened)
    if as_json:
        print_json(rows)
    else:
        say(*table([Column(h) for h in headings], [[row[h] for h in headings] for row in rows]))


@sheets.command(
    "import",
    epilog=examples(
        "respondents import study.fop respondents.xlsx",
        'respondents import study.fop follow-up.xlsx --occasion "time two"',
    ),
)
def import_(
    project: ProjectArgument,
    sheet: Annotated[Path, typer.Argument(metavar="SHEET", help="A .csv or .xlsx with a row per respondent.")],
    occasion: _OccasionOption = "",
    as_: AsOption = None,
    as_json: JsonOption = False,
) -> None:
    """Take over attributes from a sheet. Respondents in several rows are listed and left out, not guessed."""
    from fop_coder.project.respondents import import_sheet

    with writing(project, as_) as opened:
        report = import_sheet(opened, sheet, occasion=occasion)
    if as_json:
        print_json(
            {
                "added": list(report.added),
                "updated": list(report.updated),
                "attributes": list(report.attributes),
                "doubled": {label: list(rows) for label, rows in report.doubled.items()},
                "unnamed": list(report.unnamed),
                "not_named": list(report.not_named),
                "notes": list(report.notes),
            }
        )
    else:
        attributes = f"; attributes: {', '.join(report.attributes)}" if report.attributes else ""
        say(f"{counted(len(report.added), 'respondent')} added, {len(report.updated)} updated{attributes}")
    tell(*sheet_notes(sheet.name, report.notes, report.unnamed), *doubled_lines(sheet.name, report.doubled))
    if report.not_named:
        tell(
            f"{sheet.name} does not name {counted(len(report.not_named), 'respondent')}: {', '.join(report.not_named)}"
        )
    if report.doubled:
        raise found_wanting(f"{sheet.name}: respondents in several rows were left out. Keep one row for each")


@sheets.command("export", epilog=examples("respondents export study.fop respondents.csv"))
def export(
    project: ProjectArgument,
    sheet: Annotated[Path, typer.Argument(metavar="SHEET", help="A .csv or .xlsx; a file that is there is replaced.")],
    occasion: _OccasionOption = "",
    as_json: JsonOption = False,
) -> None:
    """Write all respondents with their attributes and whether they take part; respondents import reads it again."""
    from fop_coder.project.respondent_tables import export_sheet

    with reading(project) as opened:
        count = export_sheet(opened, sheet, occasion=occasion)
    if as_json:
        print_json({"file": str(sheet), "respondents": count})
    else:
        say(f"Wrote {counted(count, 'respondent')} to {sheet}")


@app.command(epilog=examples('exclude study.fop LB09 --because "recording failed"'))
def exclude(
    project: ProjectArgument,
    respondent: _RespondentArgument,
    because: Annotated[str, typer.Option("--because", metavar="TEXT", help="The reason; it must be given.")],
    withdrawn: Annotated[
        bool, typer.Option("--withdrawn", help="They withdrew; else their material is unusable.")
    ] = False,
    as_: AsOption = None,
    as_json: JsonOption = False,
) -> None:
    """Put a respondent outside every sample."""
    from fop_coder.project.respondents import exclude_respondent

    with writing(project, as_) as opened:
        who = opened.respondent_labelled(respondent)
        exclude_respondent(opened, who, because, withdrawn=withdrawn)
    standing = "withdrawn" if withdrawn else "unusable"
    if as_json:
        print_json({"respondent": who.label, "standing": standing, "because": because})
    else:
        say(f"{who.label} is outside every sample ({standing}: {because})")


@app.command(epilog=examples("include study.fop LB09"))
def include(
    project: ProjectArgument, respondent: _RespondentArgument, as_: AsOption = None, as_json: JsonOption = False
) -> None:
    """Take an excluded respondent back into the samples."""
    from fop_coder.project.respondents import include_respondent

    with writing(project, as_) as opened:
        who = opened.respondent_labelled(respondent)
        include_respondent(opened, who)
    if as_json:
        print_json({"respondent": who.label, "standing": "analysed"})
    else:
        say(f"{who.label} takes part")


@app.command(
    epilog=examples(
        'classify study.fop LB02 analytic-group cautious --because "objects to the time it took"',
        "classify study.fop LB02 analytic-group clear",
    )
)
def classify(
    project: ProjectArgument,
    respondent: _RespondentArgument,
    scheme: Annotated[str, typer.Argument(metavar="SCHEME", help="The scheme's short name or name.")],
    category: Annotated[
        str, typer.Argument(metavar="CATEGORY", help="A category's short name, name or key; or clear.")
    ],
    because: _BecauseOption = "",
    occasion: _OccasionOption = "",
    as_: AsOption = None,
    as_json: JsonOption = False,
) -> None:
    """Give a respondent a category of a scheme, or clear it."""
    from fop_coder.project.judgements import class_change

    with writing(project, as_) as opened:
        who, meant = opened.respondent_labelled(respondent), opened.scheme_named(scheme)
        change = class_change(opened, who, meant, category, because, occasion=occasion)
        if change:
            opened.apply(change)
    if as_json:
        print_json(
            {"respondent": who.label, "scheme": meant.ident, "category": category, "changed": change is not None}
        )
    else:
        say(change.label if change else f"{who.label}: {meant.name} is so already")


@app.command(
    epilog=examples(
        'status study.fop LB02 supervision too-little-information --because "cut off by a call"',
        "status study.fop LB02 supervision clear",
    )
)
def status(
    project: ProjectArgument,
    respondent: _RespondentArgument,
    about: Annotated[str, typer.Argument(metavar="CODE-OR-SCHEME", help="Short name or name.")],
    mark: Annotated[Mark, typer.Argument(metavar="not-asked|too-little-information|clear", help="What is to be said.")],
    because: _BecauseOption = "",
    as_: AsOption = None,
    as_json: JsonOption = False,
) -> None:
    """Mark a respondent as not asked, or as telling too little. About a code or a scheme; or clear the mark."""
    from fop_coder.project.judgements import mark_change

    with writing(project, as_) as opened:
        who, meant = opened.respondent_labelled(respondent), opened.code_or_scheme_named(about)
        change = mark_change(opened, who, meant, str(mark), because)
        if change:
            opened.apply(change)
    if as_json:
        print_json({"respondent": who.label, "about": meant.ident, "mark": str(mark), "changed": change is not None})
    else:
        say(change.label if change else f"{who.label}, {meant.name}: is so already")
