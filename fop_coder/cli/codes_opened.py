"""What the commands on codes have in common: which project and code is meant, and what is said afterwards."""

from __future__ import annotations

from contextlib import AbstractContextManager
from typing import TYPE_CHECKING, Annotated

import typer

from fop_coder.cli.options import writing
from fop_coder.cli.output import print_json, say

if TYPE_CHECKING:
    from fop_coder.project.project import Project

CodeArgument = Annotated[str, typer.Argument(metavar="CODE", help="The code's short name or name.")]


def opened_for(ctx: typer.Context, coder: str | None) -> AbstractContextManager[Project]:
    """Open the project whose name stands before the command, for work in the name of a coder."""
    return writing(ctx.obj, coder)


def changed(project: Project, ident: str, sentence: str, *, as_json: bool) -> None:
    """Say what was done to a code, and the codebook version that it led to."""
    if as_json:
        print_json({"code": ident, "done": sentence, "codebook_version": project.version})
    else:
        say(f"{sentence} (codebook version {project.version})")
