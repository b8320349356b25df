"""Figures, passages and codebook written for others."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from fop_coder.cli.options import (
    CodersOption,
    IntervalsOption,
    JsonOption,
    NamesOption,
    PercentagesOption,
    ProjectArgument,
    PromptedOption,
    RetiredOption,
    ScopeOption,
    SeenByOption,
    SeveralByOption,
    SmallestOption,
    ViewOption,
    WhereOption,
    examples,
    question_of,
    reading,
    seen_by,
    separated,
)
from fop_coder.cli.output import Progress, print_json, say

app = typer.Typer()

_WHAT = (
    "tally, classification, respondents, passages, quotations, matrix, agreement, codebook, charts, methods; "
    "else all there is."
)


@app.command(
    epilog=examples(
        "export study.fop study.xlsx",
        "export study.fop tables.csv --what tally,classification --by borough",
        "export study.fop study.json --view consensus",
        "export study.fop report.docx --publication --names names.txt",
    )
)
def export(
    project: ProjectArgument,
    out: Annotated[
        Path, typer.Argument(metavar="OUT", help=".xlsx, .docx, .html, .csv (a folder), .sav, .json, .svg or .png.")
    ],
    what: Annotated[
        list[str] | None,
        typer.Option("--what", metavar="A,B", help=_WHAT),
    ] = None,
    view: ViewOption = None,
    coders: CodersOption = None,
    by: SeveralByOption = None,
    where: WhereOption = "",
    scope: ScopeOption = "",
    prompted_only: PromptedOption = False,
    retired: RetiredOption = False,
    percentages: PercentagesOption = False,
    intervals: IntervalsOption = False,
    frozen: Annotated[
        bool, typer.Option("--frozen", help="Write a second workbook beside it, with numbers instead of formulas.")
    ] = False,
    publication: Annotated[
        bool,
        typer.Option("--publication", help="Hide small groups; leave out what has a line for each, unless named."),
    ] = False,
    smallest: SmallestOption = None,
    names: NamesOption = None,
    as_: SeenByOption = None,
    as_json: JsonOption = False,
) -> None:
    """Write figures, passages and codebook for others. A file that is there is replaced."""
    from fop_coder.project.disclosure import read_names
    from fop_coder.project.exporting import ExportWishes, export_project

    if smallest is not None and not publication:
        raise typer.BadParameter("is of an export with --publication", param_hint="--smallest")
    question = question_of(view, coders, where, scope, prompted_only=prompted_only, retired=retired)
    wishes = ExportWishes(
        by=separated(by) if by else None,
        percentages=percentages,
        intervals=intervals,
        what=frozenset(separated(what)) if what else None,
        frozen=frozen,
        publication=publication,
        smallest=smallest,
        names=read_names(names) if names else (),
    )
    progress = Progress("Writing row")
    with reading(project) as opened:
        looking = seen_by(opened, as_)
        written = export_project(opened, out, question, wishes, seen_by=looking, progress=progress)
    progress.clear()
    if as_json:
        print_json({"out": str(out), "files": [str(path) for path in written]})
    else:
        say(*(f"Wrote {path}" for path in written))
