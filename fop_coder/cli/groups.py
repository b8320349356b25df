"""How commands are found and how refusals leave the program: the command line's own rules on top of Typer's."""

from __future__ import annotations

from itertools import takewhile
from pathlib import Path
from typing import Any

import typer
from typer.core import TyperGroup

from fop_coder.cli.options import is_file
from fop_coder.cli.output import refuse, tell
from fop_coder.model.errors import FopCoderError

WINDOW = "window"
"""The hidden command that a project's name alone stands for."""


class RootGroup(TyperGroup):
    """All commands; a project's name in place of a command opens the window."""

    def resolve_command(self, ctx: Any, args: list[str]) -> Any:
        """Return the command of a name, or the one that opens the window on a project."""
        if args[0] not in self.commands and _names_project(args[0]):
            args = [WINDOW, *args]
        return super().resolve_command(ctx, args)

    def invoke(self, ctx: Any) -> Any:
        """Run a command; a refusal is one line on stderr and exit code 1."""
        try:
            return super().invoke(ctx)
        except FopCoderError as error:
            raise refuse(error) from error
        except KeyboardInterrupt as error:
            tell("fop-coder: stopped; what was done before stays, nothing is left half-done")
            raise typer.Exit(130) from error


class ProjectGroup(TyperGroup):
    """Commands that stand behind a project's name: ``codes PROJECT add NAME``; without one, the project's list."""

    default = "list"

    def parse_args(self, ctx: Any, args: list[str]) -> list[str]:
        """Read the project's name, and put in the command that is meant where none is named."""
        flags = list(takewhile(lambda arg: arg == "--json", args))
        args = [*args[len(flags) :], *flags]
        if "--help" in args[:2]:
            args = ["--help"]
        elif args and (len(args) == 1 or args[1].startswith("-")):
            args = [args[0], self.default, *args[1:]]
        return super().parse_args(ctx, args)


def _names_project(word: str) -> bool:
    return word.lower().endswith(".fop") or "://" in word or (not word.startswith("-") and is_file(Path(word)))
