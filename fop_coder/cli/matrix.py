"""The matrix: what each respondent said on each code, and the summaries that researchers write of it."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from fop_coder.cli.options import (
    AsOption,
    CodersOption,
    JsonOption,
    ProjectArgument,
    RetiredOption,
    ScopeOption,
    SeenByOption,
    ViewOption,
    WhereOption,
    examples,
    question_of,
    reading,
    seen_by,
    separated,
    writing,
)
from fop_coder.cli.output import counted, one_line, print_json, say
from fop_coder.cli.tables import Column, table
from fop_coder.model.errors import FopCoderError

if TYPE_CHECKING:
    from fop_coder.model.matrix import Matrix

app = typer.Typer()


@app.command(
    epilog=examples(
        "matrix study.fop --codes planning,review --by borough",
        "matrix study.fop --where 'borough = RBKC' --sort \"training days\" --descending",
        "matrix study.fop --view consensus --json",
    )
)
def matrix(
    project: ProjectArgument,
    codes: Annotated[
        list[str] | None, typer.Option("--codes", metavar="A,B", help="Only these codes; else all in use.")
    ] = None,
    by: Annotated[
        str | None, typer.Option("--by", metavar="NAME", help="Attribute or scheme that groups the respondents.")
    ] = None,
    sort: Annotated[
        str, typer.Option("--sort", metavar="NAME", help="Attribute, scheme or code to sort by; else by label.")
    ] = "",
    descending: Annotated[bool, typer.Option("--descending", help="The last value first.")] = False,
    view: ViewOption = None,
    coders: CodersOption = None,
    where: WhereOption = "",
    scope: ScopeOption = "",
    retired: RetiredOption = False,
    as_: SeenByOption = None,
    as_json: JsonOption = False,
) -> None:
    """Show respondents × codes: status, number of passages, and the summary written of them."""
    from fop_coder.project.figures import matrix_to_plain
    from fop_coder.project.matrix import Arrangement
    from fop_coder.project.matrix import matrix as read_matrix

    question = question_of(view, coders, where, scope, by=by, retired=retired)
    wanted = Arrangement(separated(codes), sort, descending)
    with reading(project) as opened:
        found = read_matrix(opened, question, wanted, seen_by=seen_by(opened, as_))
    if as_json:
        print_json(matrix_to_plain(found))
    else:
        say(*_lines(found))


def _lines(found: Matrix) -> list[str]:
    from fop_coder.project.figures import cell_words

    lines = [one_line(f"{found.base.respondents} respondents, view: {found.base.view}"), ""]
    by = (Column(one_line(found.base.by)),) if found.base.by else ()
    for place, code in enumerate(found.codes):
        lines.append(one_line(f"{code.name} ({code.n}/{code.of})"))
        columns = (Column("respondent"), *by, Column("passages"), Column("summary"))
        rows = [(row.label, *((row.group,) if by else ()), *cell_words(row.cells[place])) for row in found.rows]
        lines += [*(table(columns, rows) if rows else ["nobody is in the sample"]), ""]
    lines.append(f"{counted(found.referred, 'cell')} referred, {found.summed_up} of them with a summary")
    return [*lines, one_line(found.hidden)] if found.hidden else lines


@app.command(
    epilog=examples(
        'summarise study.fop LB02 planning "Plans on the way, never on paper."',
        "summarise study.fop LB02 planning --file notes.txt",
        "summarise study.fop LB02 planning --clear",
    )
)
def summarise(
    project: ProjectArgument,
    respondent: Annotated[str, typer.Argument(metavar="RESPONDENT", help="The respondent's label.")],
    code: Annotated[str, typer.Argument(metavar="CODE", help="The code's short name or name.")],
    text: Annotated[str | None, typer.Argument(metavar="[TEXT]", help="The summary.", show_default=False)] = None,
    file: Annotated[
        Path | None, typer.Option("--file", metavar="FILE", help="Take the text from a file; - for standard input.")
    ] = None,
    clear: Annotated[bool, typer.Option("--clear", help="Take the summary off.")] = False,
    as_: AsOption = None,
    as_json: JsonOption = False,
) -> None:
    """Write the summary of a respondent on a code, in place of the one that is there; or take it off."""
    from fop_coder.project.summaries import write_summary

    written = _text(text, file, clear=clear)
    with writing(project, as_) as opened:
        who, meant = opened.respondent_labelled(respondent), opened.code_named(code)
        looking = opened.coder if as_ is not None else None
        change = write_summary(opened, who, meant, written, seen_by=looking)
        if change:
            opened.apply(change)
    if as_json:
        print_json({"respondent": who.label, "code": meant.ident, "changed": change is not None})
    else:
        say(change.label if change else f"{who.label}, {meant.name}: is so already")


def _text(text: str | None, file: Path | None, *, clear: bool) -> str:
    """Return what is to be written; exactly one of the three must say it."""
    if [text is not None, file is not None, clear].count(True) != 1:
        raise typer.BadParameter("give the summary, or --file, or --clear", param_hint="TEXT")
    if clear:
        return ""
    found = text if file is None else _read(file)
    if not (found or "").strip():
        raise typer.BadParameter("is empty; --clear takes a summary off", param_hint="TEXT")
    return found or ""


def _read(file: Path) -> str:
    if str(file) == "-":
        return sys.stdin.read()
    try:
        return file.read_text(encoding="utf-8-sig")
    except OSError as error:
        raise FopCoderError(
            f"cannot be read ({error.strerror or error})", where=str(file), do="Check the name of the file"
        ) from error
    except UnicodeDecodeError as error:
        raise FopCoderError("is not a text file in UTF-8", where=str(file), do="Save it as UTF-8") from error
