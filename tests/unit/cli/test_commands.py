"""Every command is documented, everything documented is there, and every example can be typed."""

from __future__ import annotations

import re
import shlex
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import typer.main
from typer.testing import CliRunner

from fop_coder.cli.groups import ProjectGroup
from fop_coder.cli.main import app

REFERENCE = Path(__file__).resolve().parents[3] / "docs" / "cli.md"
ROOT = typer.main.get_command(app)

AGREED = (
    "new",
    "codebook check",
    "codebook import",
    "codebook export",
    "import",
    "respondents import",
    "respondents export",
    "codings import",
    "codings export",
    "classify",
    "classifications import",
    "finish",
    "status",
    "documents",
    "text",
    "assign",
    "exclude",
    "undo",
    "history",
    "codes add",
    "codes rename",
    "codes move",
    "codes merge",
    "codes split",
    "codes retire",
    "info",
    "tally",
    "crosstab",
    "correlate",
    "agreement",
    "disagreements",
    "pack",
    "merge",
    "export",
    "find",
    "verify",
    "backup",
    "restore",
    "sample",
)
"""What callers rely on."""


def walk(group: Any, name: str = "") -> Iterator[tuple[str, Any]]:
    """Yield each command that does something, with its name."""
    for word, command in group.commands.items():
        whole = f"{name} {word}".strip()
        if command.hidden:
            continue
        if hasattr(command, "commands"):
            yield from walk(command, whole)
        else:
            yield whole, command


COMMANDS = dict(walk(ROOT))


def examples_of(command: Any) -> list[str]:
    return re.findall(r"^\s*fop-coder (.+)$", command.epilog or "", re.MULTILINE)


def parse(line: str) -> str:
    """Parse a typed line down to its command without running it; return the command's name."""
    words = shlex.split(line)
    context: Any = ROOT.make_context("fop-coder", words)
    names = []
    while hasattr(context.command, "commands"):
        words = [*context._protected_args, *context.args]
        name, command, rest = context.command.resolve_command(context, words)
        names.append(name)
        context = command.make_context(name, list(rest), parent=context)
    return " ".join(names)


def sections() -> dict[str, str]:
    parts = re.split(r"^### `([^`]+)`$", REFERENCE.read_text(encoding="utf-8"), flags=re.MULTILINE)[1:]
    return dict(zip(parts[::2], parts[1::2], strict=True))


def test_every_agreed_command_is_there() -> None:
    assert set(AGREED) - set(COMMANDS) == set()


def test_every_command_is_documented_and_every_documented_command_is_there() -> None:
    assert sorted(sections()) == sorted(COMMANDS)


@pytest.mark.parametrize("name", sorted(COMMANDS))
def test_each_command_has_help_with_an_example_of_itself_that_parses(name: str) -> None:
    examples = examples_of(COMMANDS[name])
    assert examples
    assert {parse(example) for example in examples} == {name}


@pytest.mark.parametrize("name", sorted(COMMANDS))
def test_each_example_of_the_reference_parses(name: str) -> None:
    examples = re.findall(r"^    fop-coder (.+)$", sections().get(name, ""), re.MULTILINE)
    assert examples
    assert {parse(example) for example in examples} == {name}


@pytest.mark.parametrize("name", sorted(COMMANDS))
def test_each_command_explains_itself_and_can_print_json(name: str) -> None:
    words = name.split()
    if isinstance(vars(ROOT)["commands"][words[0]], ProjectGroup):
        words.insert(1, "study.fop")
    result = CliRunner().invoke(app, [*words, "--help"])
    assert result.exit_code == 0
    assert "Example" in result.stdout
    assert "--json" in result.stdout
    assert "\x1b" not in result.stdout


@pytest.mark.parametrize("name", sorted(COMMANDS))
def test_each_command_that_writes_to_a_project_can_act_for_a_coder(name: str) -> None:
    writes = {
        *("assign", "classify", "codebook import", "codings import", "classifications import", "exclude", "finish"),
        *(
            "import",
            "include",
            "marks import",
            "respondents import",
            "settings",
            "status",
            "summarise",
            "undo",
            "pack",
            "merge",
            "settle",
        ),
        *(c for c in COMMANDS if c.startswith("codes ") and c != "codes list"),
        *("filters add", "filters remove", "names add", "names import", "names remove"),
        *("quote add", "quote label", "quote leave-out", "quote put-back", "quote remove"),
        *("coder add", "coder describe", "round add", "round extend", "round keep", "round open"),
        *("case add", "case remove", "freeze", "frozen forget"),
        *("band add", "band change", "band remove", "instrument add", "instrument enter", "instrument import"),
        *("guide import", "guide add", "guide remove", "guide confirm", "wording set", "wording read", "wording reset"),
        *(c for c in COMMANDS if c.startswith("report ") and c not in ("report list", "report write")),
    }
    reads_for_somebody = {
        *("tally", "matrix", "find", "export", "codings export", "disclosure", "quote list"),
        *("frozen compare", "guide list", "guide propose", "report list", "report write"),
    }
    options = {option for parameter in COMMANDS[name].params for option in parameter.opts}
    assert ("--as" in options) == (name in writes | reads_for_somebody)


def test_help_of_the_program_names_the_commands_in_plain_text() -> None:
    result = CliRunner().invoke(app, ["--help"])
    assert result.exit_code == 0
    assert all(re.search(rf"^  {name.split()[0]} ", result.stdout, re.MULTILINE) for name in COMMANDS)


@pytest.mark.parametrize(
    "words",
    [
        ["tally"],
        ["nonsense"],
        ["tally", "study.fop", "--nonsense"],
        ["status", "study.fop", "LB01", "planning", "perhaps"],
        ["finish", "study.fop"],
        ["finish", "study.fop", "LB01", "--all"],
        ["codes"],
        ["codes", "study.fop", "nonsense"],
        ["codes", "study.fop", "define", "planning", "--definition", "x"],
        ["codes", "study.fop", "move", "planning"],
        ["codes", "study.fop", "move", "planning", "--top", "--under", "review"],
        ["codes", "study.fop", "split", "planning", "x"],
        ["codes", "study.fop", "recolour", "planning", "13"],
        ["import", "study.fop", "a.txt", "--role", "A=leader"],
        ["import", "study.fop", "a.txt", "--role", "A"],
        ["tally", "study.fop", "--who", "planning", "--by", "borough"],
        ["tally", "study.fop", "--who", "planning", "--why", "planning"],
        ["find", "study.fop", "x", "--speaker", "somebody"],
        ["settings", "study.fop", "--chosen", "carefully"],
        ["crosstab", "study.fop", "--rows", "planning"],
        ["crosstab", "study.fop", "--rows", "codes", "--columns", "borough"],
        ["crosstab", "study.fop", "--rows", "codes", "--columns", "codes", "--test"],
    ],
)
def test_wrong_usage_ends_with_2_and_says_so_on_stderr(words: list[str]) -> None:
    result = CliRunner().invoke(app, words)
    assert result.exit_code == 2
    assert result.stdout == ""
    assert "Usage:" in result.stderr
