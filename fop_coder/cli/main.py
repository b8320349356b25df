"""The program ``fop-coder``: all commands put together."""

from __future__ import annotations

from typing import Annotated

import typer

from fop_coder import __version__
from fop_coder.cli import (
    agreement,
    bands,
    cases,
    changes,
    codebooks,
    coders,
    codes,
    crosstabs,
    disagreements,
    disclosure,
    documents,
    export,
    filters,
    find,
    frozen,
    guide,
    imports,
    instruments,
    line_tables,
    matrix,
    names,
    packs,
    projects,
    quotations,
    report,
    respondents,
    rounds,
    tally,
    wording,
)
from fop_coder.cli.groups import WINDOW, RootGroup
from fop_coder.cli.options import examples
from fop_coder.cli.output import say, speak_utf8
from fop_coder.cli.window import open_window

app = typer.Typer(
    cls=RootGroup,
    help="Code interview transcripts, and count what respondents referred to.",
    epilog=examples(
        "sample sample-project",
        "new study.fop --codebook five-learning-outcomes",
        "import study.fop transcripts --respondents respondents.xlsx",
        "tally study.fop --by borough",
    ),
    subcommand_metavar="[PROJECT | COMMAND [ARGS]...]",
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
    add_completion=False,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
)


def _show_version(wanted: bool) -> None:
    if wanted:
        say(f"FOP Coder {__version__}")
        raise typer.Exit


@app.callback(invoke_without_command=True)
def start(
    ctx: typer.Context,
    version: Annotated[
        bool, typer.Option("--version", callback=_show_version, is_eager=True, help="Show the version and stop.")
    ] = False,
) -> None:
    """Open the window where no command is named."""
    if ctx.invoked_subcommand is None:
        open_window(None)


@app.command(WINDOW, hidden=True)
def window(project: Annotated[str | None, typer.Argument(metavar="PROJECT")] = None) -> None:
    """Open the window on a project: what PROJECT without a command does."""
    open_window(project)


app.add_typer(projects.app)
app.add_typer(codebooks.app, name="codebook")
app.add_typer(codes.app, name="codes")
app.add_typer(imports.app)
app.add_typer(documents.app)
app.add_typer(respondents.sheets, name="respondents")
app.add_typer(respondents.app)
app.add_typer(line_tables.codings, name="codings")
app.add_typer(line_tables.classifications, name="classifications")
app.add_typer(line_tables.marks, name="marks")
app.add_typer(tally.app)
app.add_typer(crosstabs.app)
app.add_typer(bands.app, name="band")
app.add_typer(instruments.app, name="instrument")
app.add_typer(matrix.app)
app.add_typer(filters.app, name="filters")
app.add_typer(frozen.top)
app.add_typer(frozen.app, name="frozen")
app.add_typer(guide.app, name="guide")
app.add_typer(cases.app, name="case")
app.add_typer(agreement.app)
app.add_typer(find.app)
app.add_typer(export.app)
app.add_typer(disclosure.app)
app.add_typer(names.app, name="names")
app.add_typer(quotations.app, name="quote")
app.add_typer(report.app, name="report")
app.add_typer(wording.app, name="wording")
app.add_typer(coders.app, name="coder")
app.add_typer(packs.app)
app.add_typer(rounds.ledger)
app.add_typer(rounds.app, name="round")
app.add_typer(disagreements.app)
app.add_typer(changes.app)


def main() -> None:
    """Run the command that the arguments name."""
    speak_utf8()
    app()


if __name__ == "__main__":
    main()
