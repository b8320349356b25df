"""Arguments and options that several commands have, and how they open a project."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from fop_coder.model.errors import FopCoderError
from fop_coder.model.names import names_between_commas

if TYPE_CHECKING:
    from fop_coder.model.base import Guid
    from fop_coder.project.project import Project
    from fop_coder.project.tallying import Question

ProjectArgument = Annotated[
    str, typer.Argument(metavar="PROJECT", help="The project file, such as study.fop.", show_default=False)
]
AsOption = Annotated[
    str | None,
    typer.Option(
        "--as", metavar="NAME", help="The coder who acts; else the project's default coder.", show_default=False
    ),
]
SeenByOption = Annotated[
    str | None,
    typer.Option(
        "--as", metavar="NAME", help="Leave out what is hidden from this coder; else all is shown.", show_default=False
    ),
]
JsonOption = Annotated[bool, typer.Option("--json", help="Print one JSON document instead of text.")]
ViewOption = Annotated[
    str | None,
    typer.Option(
        "--view",
        metavar="VIEW",
        help="A coder's name, consensus, either or both, or a kept view; else the project's default view.",
    ),
]
CodersOption = Annotated[
    list[str] | None,
    typer.Option("--coders", metavar="A,B", help="The coders that consensus, either and both look at; else all."),
]
ByOption = Annotated[
    str | None, typer.Option("--by", metavar="NAME", help="An attribute, scheme or band that divides the sample.")
]
SeveralByOption = Annotated[
    list[str] | None,
    typer.Option("--by", metavar="A,B", help="Attributes and schemes to divide by; else those with few values."),
]
WhereOption = Annotated[
    str,
    typer.Option(
        "--where", metavar="FILTER", help='Only respondents such as: borough = RBKC and "training days" >= 10'
    ),
]
ScopeOption = Annotated[
    str,
    typer.Option("--scope", metavar="FILTER", help="Only documents such as: kind = interview and occasion = time one"),
]
PercentagesOption = Annotated[bool, typer.Option("--percentages", help="Show shares even where N is below 30.")]
IntervalsOption = Annotated[
    bool, typer.Option("--intervals", help="Show intervals even though the respondents were not drawn at random.")
]
PromptedOption = Annotated[
    bool, typer.Option("--prompted-only", help="Who raised a code without being asked about it counts as not asked.")
]
SmallestOption = Annotated[
    int | None,
    typer.Option("--smallest", metavar="N", min=2, help="Groups of fewer respondents are small; else the project's."),
]
NamesOption = Annotated[
    Path | None,
    typer.Option("--names", metavar="FILE", help="Names to keep out, one on a line, looked for in all that goes out."),
]
RetiredOption = Annotated[bool, typer.Option("--retired", help="Show retired codes too.")]


def examples(*lines: str) -> str:
    """Return the end of a command's help: commands to copy, one a line, kept as they are."""
    return "\b\n" + "\n".join(
        ["Example:" if len(lines) == 1 else "Examples:", *(f"  fop-coder {line}" for line in lines)]
    )


def is_file(path: Path) -> bool:
    """Say whether a path is a file; what cannot be looked at (a name too long, a folder that is closed) is none."""
    try:
        return path.is_file()
    except OSError:
        return False


def project_path(project: str) -> Path:
    """Return the path of a project file.

    Raises:
        FopCoderError: if it is the address of a database.
    """
    if "://" in project:
        raise FopCoderError(
            "team projects on a server are not part of this version", where=project, do="Use a project file (.fop)"
        )
    return Path(project)


@contextmanager
def reading(project: str) -> Iterator[Project]:
    """Open a project for reading only: this works while somebody has it open."""
    from fop_coder.project.project import Project

    with Project.open(project_path(project), read_only=True) as opened:
        yield opened


@contextmanager
def writing(project: str, coder: str | None) -> Iterator[Project]:
    """Open a project for work in the name of a coder."""
    from fop_coder.project.project import Project

    with Project.open(project_path(project), coder=coder) as opened:
        yield opened


def seen_by(project: Project, name: str | None) -> Guid | None:
    """Return the coder of ``SeenByOption``; None for the project's leader, who sees everything.

    Raises:
        NotFound: if nobody is called so.
    """
    return project.coder_named(name).guid if name is not None else None


def question_of(
    view: str | None,
    coders: Sequence[str] | None,
    where: str,
    scope: str,
    *,
    by: str | None = None,
    prompted_only: bool = False,
    retired: bool = False,
) -> Question:
    """Return what the options of the same names ask: whose coding, over whom and what, divided by what."""
    from fop_coder.project.tallying import Question

    return Question(
        view=view,
        coders=separated(coders),
        where=where,
        scope=scope,
        by=by,
        prompted_only=prompted_only,
        retired=retired,
    )


def separated(values: Sequence[str] | None) -> tuple[str, ...]:
    """Return the names of an option that may be given several times, each with several names between commas."""
    return tuple(name for value in values or () for name in names_between_commas(value))


def pairs(option: str, values: Sequence[str] | None) -> dict[str, str]:
    """Return what an option of the form NAME=VALUE says.

    Raises:
        typer.BadParameter: if one has no equals sign, nothing before it or nothing behind it.
    """
    found = {}
    for value in values or ():
        name, equals, content = value.partition("=")
        if not (equals and name.strip() and content.strip()):
            raise typer.BadParameter(f"{value!r} is not of the form NAME=VALUE", param_hint=option)
        found[name.strip()] = content.strip()
    return found
