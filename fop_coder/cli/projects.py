"""Projects as a whole: made, described, set up, checked, kept safe; and the sample project."""

from __future__ import annotations

from dataclasses import asdict
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from fop_coder.cli.options import (
    AsOption,
    JsonOption,
    ProjectArgument,
    examples,
    is_file,
    project_path,
    reading,
    writing,
)
from fop_coder.cli.output import Progress, counted, found_wanting, one_line, print_json, say
from fop_coder.cli.tables import Column, table
from fop_coder.model.errors import NotFound

if TYPE_CHECKING:
    from fop_coder.model.people import Settings
    from fop_coder.project.information import Information
    from fop_coder.project.project import Project

app = typer.Typer()


class Chosen(StrEnum):
    """How respondents can have been chosen."""

    RANDOM = "random"
    PURPOSIVE = "purposive"
    EVERYONE = "everyone"
    UNKNOWN = "unknown"


def codebook_file(named: str) -> Path:
    """Return the codebook file meant: a path, or a shipped codebook by its name.

    Raises:
        NotFound: if it is neither.
    """
    from fop_coder.shipped import shipped_codebook, shipped_codebooks

    path = Path(named)
    if path.suffix or len(path.parts) > 1 or is_file(path):
        return path
    try:
        return shipped_codebook(named)
    except NotFound as error:
        names = ", ".join(p.stem for p in shipped_codebooks())
        raise NotFound(
            f"there is no codebook {named!r}", do=f"Name a file, or a codebook that comes with the program: {names}"
        ) from error


@app.command(
    epilog=examples(
        "new study.fop --codebook five-learning-outcomes --coder Ann", "new study.fop --codebook codes.yaml"
    )
)
def new(
    project: ProjectArgument,
    codebook: Annotated[
        str,
        typer.Option(
            "--codebook", metavar="FILE", help="A .yaml, .csv, .xlsx or .qdc file, or a shipped codebook's name."
        ),
    ],
    coder: Annotated[str, typer.Option("--coder", metavar="NAME", help="The first coder.")] = "First coder",
    name: Annotated[
        str | None, typer.Option("--name", metavar="NAME", help="The project's name; else that of the file.")
    ] = None,
    as_json: JsonOption = False,
) -> None:
    """Create a project with a codebook. A file that is there already is never overwritten."""
    from fop_coder.project.codebook_edits import read_file
    from fop_coder.project.project import Project

    path = project_path(project)
    read = read_file(codebook_file(codebook))
    Project.create(path, read, coder=coder, name=name)
    if as_json:
        print_json({"project": str(path), "codebook": read.name, "codes": len(read.codes), "coder": coder})
    else:
        say(f"Created {path} with the codebook {read.name} ({counted(len(read.codes), 'code')}); coder: {coder}")


@app.command(epilog=examples("info study.fop", "info study.fop --json"))
def info(project: ProjectArgument, as_json: JsonOption = False) -> None:
    """Show counts of everything, and how far everybody is."""
    from fop_coder.project.information import inform

    with reading(project) as opened:
        found = inform(opened)
    if as_json:
        print_json(asdict(found))
    else:
        say(*_information_lines(found))


def _information_lines(found: Information) -> list[str]:
    outside = found.respondents - found.analysed
    facts = (
        ("Project", found.name),
        ("Documents", f"{found.documents:,}"),
        ("Respondents", f"{found.respondents:,}" + (f", of whom {outside:,} excluded" if outside else "")),
        ("Codings", f"{found.codings:,}"),
        (
            "Codebook",
            f"version {found.codebook_version}: {counted(found.codes, 'code')}, {counted(found.schemes, 'scheme')}",
        ),
        ("Default coder", found.default_coder),
        ("Default view", found.default_view),
        ("Respondents chosen", found.chosen),
    )
    lines = [f"{label + ':':<20}{one_line(content)}" for label, content in facts]
    columns = (
        Column("Coder"),
        Column("codings", right=True),
        Column("assigned", right=True),
        Column("finished", right=True),
        Column("to re-read", right=True),
    )
    rows = [(c.name, f"{c.codings:,}", f"{c.assigned:,}", f"{c.finished:,}", f"{c.to_reread:,}") for c in found.coders]
    return [*lines, "", *table(columns, rows)]


@app.command(
    epilog=examples("settings study.fop", 'settings study.fop --chosen random --respondent-word "social workers"')
)
def settings(
    project: ProjectArgument,
    name: Annotated[str | None, typer.Option("--name", metavar="NAME", help="The project's name.")] = None,
    coder: Annotated[
        str | None, typer.Option("--coder", metavar="NAME", help="The default coder, who acts when nobody is named.")
    ] = None,
    view: Annotated[
        str | None, typer.Option("--view", metavar="VIEW", help="The default view: a coder, consensus, either or both.")
    ] = None,
    chosen: Annotated[
        Chosen | None, typer.Option("--chosen", help="How the respondents were chosen; intervals assume random.")
    ] = None,
    respondent_word: Annotated[
        str | None, typer.Option("--respondent-word", metavar="WORDS", help="The plural for respondents in sentences.")
    ] = None,
    smallest_group: Annotated[
        int | None,
        typer.Option(
            "--smallest-group", metavar="N", min=2, max=100, help="Smaller groups are hidden in publications."
        ),
    ] = None,
    as_: AsOption = None,
    as_json: JsonOption = False,
) -> None:
    """Show or set name, default coder and view, how respondents were chosen, and the smallest group published."""
    wanted: dict[str, Any] = {"name": name, "respondent_word": respondent_word, "chosen": chosen and str(chosen)}
    wanted["smallest_group"] = smallest_group
    if not any((name, coder, view, chosen, respondent_word, smallest_group)):
        with reading(project) as opened:
            shown = _settings_to_plain(opened)
    else:
        with writing(project, as_) as opened:
            _change(opened, {field: value for field, value in wanted.items() if value}, coder, view)
            shown = _settings_to_plain(opened)
    if as_json:
        print_json(shown)
    else:
        say(*(f"{label.replace('_', ' ') + ':':<18}{one_line(str(content))}" for label, content in shown.items()))


def _change(project: Project, fields: dict[str, Any], coder: str | None, view: str | None) -> None:
    from fop_coder.project.settings import change_settings, view_reference

    if coder:
        fields["default_coder"] = project.coder_named(coder).guid
    if view:
        fields["default_view"] = view_reference(project, view)
    change_settings(project, **fields)


def _settings_to_plain(project: Project) -> dict[str, str | int]:
    from fop_coder.project.settings import view_name

    kept: Settings = project.settings
    return {
        "name": kept.name,
        "default_coder": view_name(project, kept.default_coder),
        "default_view": view_name(project, kept.default_view),
        "chosen": kept.chosen,
        "respondent_word": kept.respondent_word,
        "smallest_group": kept.smallest_group,
    }


@app.command(epilog=examples("verify study.fop"))
def verify(project: ProjectArgument, as_json: JsonOption = False) -> None:
    """Check that a project is whole. Says what is wrong, and where.

    Looks at the database, texts and offsets, what is derived from them, and the chain of the history.
    """
    from fop_coder.project.safekeeping import find_damage

    path = project_path(project)
    progress = Progress("Checking, step")
    problems = find_damage(path, progress)
    progress.clear()
    if as_json:
        print_json({"ok": not problems, "problems": problems})
    else:
        say(*(one_line(problem) for problem in problems) if problems else (f"{path} is whole",))
    if problems:
        raise found_wanting(
            f"{path}: {counted(len(problems), 'problem')} found. Restore a backup with: fop-coder restore"
        )


@app.command(epilog=examples("backup study.fop study-backup.fop"))
def backup(
    project: ProjectArgument,
    out: Annotated[
        Path, typer.Argument(metavar="OUT", help="The copy's name; a file that is there is not overwritten.")
    ],
    as_json: JsonOption = False,
) -> None:
    """Write a copy of a project. Safe while somebody works in it."""
    from fop_coder.project.safekeeping import back_up

    progress = Progress("Copying, page")
    with reading(project) as opened:
        back_up(opened, out, progress)
    progress.clear()
    if as_json:
        print_json({"backup": str(out)})
    else:
        say(f"Wrote {out}")


@app.command(epilog=examples("restore study-backup.fop study.fop --replace"))
def restore(
    backup: Annotated[Path, typer.Argument(metavar="BACKUP", help="A copy that backup wrote.")],
    project: ProjectArgument,
    replace: Annotated[
        bool, typer.Option("--replace", help="Put it in the place of a project; that one is kept beside.")
    ] = False,
    as_json: JsonOption = False,
) -> None:
    """Put a backup in a project's place, once it is found whole."""
    from fop_coder.project import safekeeping

    path = project_path(project)
    kept = safekeeping.restore(backup, path, replace=replace)
    if as_json:
        print_json({"project": str(path), "replaced": str(kept) if kept else None})
    else:
        say(f"Restored {path} from {backup}" + (f"; what was there is now {kept.name}" if kept else ""))


@app.command(epilog=examples("sample sample-project"))
def sample(
    folder: Annotated[Path, typer.Argument(metavar="DIR", help="A folder, made if it is not there.")],
    as_json: JsonOption = False,
) -> None:
    """Build the sample project of 25 invented interviews. Prints its tallies and exports its workbook."""
    from fop_coder.cli.tallies import scheme_lines, tally_lines
    from fop_coder.project.figures import scheme_to_plain, tally_to_plain
    from fop_coder.project.sample import build_sample
    from fop_coder.project.tallying import tally, tally_scheme

    progress = Progress("Importing transcript")
    path, workbook = build_sample(folder, progress)
    progress.clear()
    with reading(str(path)) as opened:
        codes = tally(opened)
        schemes = [tally_scheme(opened, scheme) for scheme in opened.codebook.schemes]
    if as_json:
        print_json(
            {
                "project": str(path),
                "workbook": str(workbook),
                "tally": tally_to_plain(codes),
                "schemes": [scheme_to_plain(scheme) for scheme in schemes],
            }
        )
        return
    say(*tally_lines(codes))
    for scheme in schemes:
        say("", *scheme_lines(scheme, over=False))
    say("", f"Project:  {path}", f"Workbook: {workbook}")
