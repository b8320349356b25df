"""Codebook files: checked, taken over into a project, written from it."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from fop_coder.cli.options import AsOption, JsonOption, ProjectArgument, examples, reading, writing
from fop_coder.cli.output import counted, found_wanting, one_line, print_json, say, tell
from fop_coder.cli.projects import codebook_file
from fop_coder.model.errors import CodebookRefused

app = typer.Typer(help="Codebook files: check, import, export (.yaml, .csv, .xlsx, .qdc).")

_FileArgument = Annotated[
    str, typer.Argument(metavar="FILE", help="A .yaml, .csv, .xlsx or .qdc file, or a shipped codebook's name.")
]


@app.command(epilog=examples("codebook check codes.yaml"))
def check(file: _FileArgument, as_json: JsonOption = False) -> None:
    """Read a codebook file and list every fault in it with its line."""
    from fop_coder.project.codebook_edits import read_file

    path = codebook_file(file)
    try:
        codebook = read_file(path)
    except CodebookRefused as error:
        faults = error.faults
        if as_json:
            plain = [{"line": line, "column": column, "message": message} for line, column, message in faults]
            print_json({"file": str(path), "ok": False, "problems": plain})
        else:
            say(*(one_line(f"{path}:{line}:{column}: {m}" if line else f"{path}: {m}") for line, column, m in faults))
        raise found_wanting(f"{path} has {counted(len(faults), 'fault')}") from error
    counts = {
        "codes": len(codebook.codes),
        "schemes": len(codebook.schemes),
        "instruments": len(codebook.instruments),
        "bands": len(codebook.bands),
    }
    if as_json:
        print_json({"file": str(path), "ok": True, "problems": [], "name": codebook.name, **counts})
    else:
        held = ", ".join(counted(number, name.removesuffix("s")) for name, number in counts.items() if number)
        say(f"{codebook.name} is in order: {held or 'empty'}")


@app.command("import", epilog=examples("codebook import study.fop more-codes.yaml"))
def import_(project: ProjectArgument, file: _FileArgument, as_: AsOption = None, as_json: JsonOption = False) -> None:
    """Add the codes and schemes of a file; those with the same GUID are brought to the file's state."""
    from fop_coder.model.codebook import Code
    from fop_coder.project.codebook_edits import import_file

    with writing(project, as_) as opened:
        change = import_file(opened, codebook_file(file))
        version = opened.version
    before = {v.guid for v in change.removed}
    added = [v.ident for v in change.added if isinstance(v, Code) and v.guid not in before]
    changed = [v.ident for v in change.added if isinstance(v, Code) and v.guid in before]
    if as_json:
        print_json({"added": added, "changed": changed, "values": len(change.added), "codebook_version": version})
    elif change.is_empty:
        say("The project's codebook holds all of this already")
    else:
        say(f"{counted(len(added), 'code')} added, {len(changed)} changed; codebook version {version}")


@app.command("export", epilog=examples("codebook export study.fop codes.xlsx"))
def export(
    project: ProjectArgument,
    file: Annotated[Path, typer.Argument(metavar="FILE", help="Its ending says the format: .yaml, .csv, .xlsx, .qdc.")],
    as_json: JsonOption = False,
) -> None:
    """Write the project's codebook; a file that is there is replaced."""
    from fop_coder.project.codebook_edits import export_file, not_held

    with reading(project) as opened:
        missing = not_held(opened, file)
        export_file(opened, file)
    tell(*(f"{file.name}: {clause}" for clause in missing))
    if as_json:
        print_json({"file": str(file), "left_out": list(missing)})
    else:
        say(f"Wrote {file}")
