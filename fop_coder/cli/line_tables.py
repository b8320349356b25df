"""Codings, classes and marks as tables: from and to .csv."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from fop_coder.cli.options import (
    AsOption,
    JsonOption,
    ProjectArgument,
    SeenByOption,
    ViewOption,
    examples,
    reading,
    seen_by,
    writing,
)
from fop_coder.cli.output import counted, print_json, say

codings = typer.Typer(
    help="Codings as a table (.csv). Columns: document, start, end, code, coder, criteria, memo, passage, made."
)
classifications = typer.Typer(help="Classes as a table (.csv). Columns: respondent, scheme, category, coder, because.")
marks = typer.Typer(help="Marks as a table (.csv). Columns: respondent, about, mark, coder, because.")

_FileArgument = Annotated[Path, typer.Argument(metavar="FILE.csv", help="A table with headings in its first row.")]
_OutArgument = Annotated[Path, typer.Argument(metavar="FILE.csv", help="A file that is there is replaced.")]


@codings.command("import", epilog=examples("codings import study.fop codings.csv --as Ben"))
def import_codings(
    project: ProjectArgument, file: _FileArgument, as_: AsOption = None, as_json: JsonOption = False
) -> None:
    """Take over codings: all rows or none.

    Offsets are Unicode code points into the text as shown by the command text, half-open. Where no coder is named it
    is the one who acts; a coder who is not known yet is added. Where the column passage is filled, it must be what the
    text holds there. The column made says blind or after discussion; codings without it count as made blind.
    """
    from fop_coder.project.codings import import_codings as take_over

    with writing(project, as_) as opened:
        report = take_over(opened, file)
    if as_json:
        print_json(
            {
                "added": report.added,
                "there_already": report.there_already,
                "new_coders": list(report.new_coders),
                "newly_assigned": report.newly_assigned,
            }
        )
        return
    say(f"{counted(report.added, 'coding')} added, {report.there_already} there already")
    if report.new_coders:
        say(f"New coders: {', '.join(report.new_coders)}")
    if report.newly_assigned:
        say(f"{counted(report.newly_assigned, 'document')} newly assigned to those who coded them")


@codings.command("export", epilog=examples("codings export study.fop codings.csv"))
def export_codings(
    project: ProjectArgument,
    file: _OutArgument,
    view: ViewOption = None,
    as_: SeenByOption = None,
    as_json: JsonOption = False,
) -> None:
    """Write all codings, or with --view those of one coder, as a table that codings import reads."""
    from fop_coder.project.blindness import blind_for
    from fop_coder.project.codings import export_codings as write
    from fop_coder.project.samples import choose_view

    with reading(project) as opened:
        coders = [c.guid for c in choose_view(opened, view).coders] if view else None
        looking = seen_by(opened, as_)
        unseen = blind_for(opened, looking).unseen() if looking is not None else None
        count = write(opened, file, opened.store.coding_guids(coders=coders, unseen=unseen))
    if as_json:
        print_json({"file": str(file), "codings": count})
    else:
        say(f"Wrote {counted(count, 'coding')} to {file}")


@classifications.command("import", epilog=examples("classifications import study.fop classes.csv"))
def import_classifications(
    project: ProjectArgument, file: _FileArgument, as_: AsOption = None, as_json: JsonOption = False
) -> None:
    """Take over classes: all rows or none. The category clear takes a class off."""
    from fop_coder.project.judgements import import_classes

    with writing(project, as_) as opened:
        count = import_classes(opened, file)
    _said(count, "class", "classes", as_json=as_json)


@classifications.command("export", epilog=examples("classifications export study.fop classes.csv"))
def export_classifications(project: ProjectArgument, file: _OutArgument, as_json: JsonOption = False) -> None:
    """Write all classes, by all coders, as a table that classifications import reads."""
    from fop_coder.project.respondent_tables import export_classes

    with reading(project) as opened:
        count = export_classes(opened, file)
    _wrote(count, file, "class", "classes", as_json=as_json)


@marks.command("import", epilog=examples("marks import study.fop marks.csv"))
def import_marks(
    project: ProjectArgument, file: _FileArgument, as_: AsOption = None, as_json: JsonOption = False
) -> None:
    """Take over marks of not-asked and too-little-information: all rows or none. The mark clear takes one off."""
    from fop_coder.project.judgements import import_marks as take_over

    with writing(project, as_) as opened:
        count = take_over(opened, file)
    _said(count, "mark", "marks", as_json=as_json)


@marks.command("export", epilog=examples("marks export study.fop marks.csv"))
def export_marks(project: ProjectArgument, file: _OutArgument, as_json: JsonOption = False) -> None:
    """Write all marks, by all coders, as a table that marks import reads."""
    from fop_coder.project.respondent_tables import export_marks as write

    with reading(project) as opened:
        count = write(opened, file)
    _wrote(count, file, "mark", "marks", as_json=as_json)


def _said(count: int, one: str, several: str, *, as_json: bool) -> None:
    if as_json:
        print_json({"changed": count})
    else:
        say(f"{counted(count, one, several)} set, changed or taken off")


def _wrote(count: int, file: Path, one: str, several: str, *, as_json: bool) -> None:
    if as_json:
        print_json({"file": str(file), several: count})
    else:
        say(f"Wrote {counted(count, one, several)} to {file}")
