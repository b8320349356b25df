"""Codes whose passages move or which go away: merge, split, remove."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from fop_coder.cli.codes_opened import CodeArgument, changed, opened_for
from fop_coder.cli.options import AsOption, JsonOption, examples
from fop_coder.cli.output import counted

if TYPE_CHECKING:
    from fop_coder.model.base import Guid
    from fop_coder.model.codebook import Code
    from fop_coder.project.project import Project


def add_to(app: typer.Typer) -> None:
    """Put the commands of this module into the group of codes."""
    app.command(epilog=examples("codes study.fop merge maps planning"))(merge)
    app.command(
        epilog=examples(
            'codes study.fop split planning "Planning with others" --passages with-others.csv',
            'codes study.fop split planning "Planned ahead" --criterion a',
        )
    )(split)
    app.command(epilog=examples("codes study.fop remove maps"))(remove)


def merge(
    ctx: typer.Context,
    code: CodeArgument,
    into: Annotated[str, typer.Argument(metavar="INTO", help="The code that stays.")],
    as_: AsOption = None,
    as_json: JsonOption = False,
) -> None:
    """Put all passages of a code under another, by all coders, and retire it."""
    from fop_coder.project import codebook_edits

    with opened_for(ctx, as_) as project:
        gone, stays = project.code_named(code), project.code_named(into)
        moved = len(project.store.coding_guids(codes=[gone.guid]))
        codebook_edits.merge(project, gone, stays)
        sentence = f"Put {counted(moved, 'passage')} of {gone.name} under {stays.name} and retired {gone.name}"
        changed(project, stays.ident, sentence, as_json=as_json)


def split(
    ctx: typer.Context,
    code: CodeArgument,
    name: Annotated[str, typer.Argument(metavar="NAME", help="The new code's name.")],
    passages: Annotated[
        Path | None,
        typer.Option(
            "--passages", metavar="FILE.csv", help="Rows of codings export: the passages that go to the new code."
        ),
    ] = None,
    document: Annotated[
        list[str] | None,
        typer.Option("--document", metavar="DOCUMENT", help="Passages of this document; may be repeated."),
    ] = None,
    criterion: Annotated[
        str | None, typer.Option("--criterion", metavar="KEY", help="Passages that meet this criterion.")
    ] = None,
    coder: Annotated[str | None, typer.Option("--coder", metavar="NAME", help="Passages of this coder.")] = None,
    key: Annotated[str | None, typer.Option("--key", metavar="KEY", help="The new code's key.")] = None,
    as_: AsOption = None,
    as_json: JsonOption = False,
) -> None:
    """Divide a code: passages that meet all that is asked go to a new one. Documents are to be re-read for both."""
    from fop_coder.project import codebook_edits
    from fop_coder.project.codings import codings_in_table

    if not (passages or document or criterion or coder):
        raise typer.BadParameter(
            "say which passages: --passages, --document, --criterion or --coder", param_hint="split"
        )
    with opened_for(ctx, as_) as project:
        meant = project.code_named(code)
        moved = _chosen(project, meant, document, criterion, coder)
        if passages:
            listed = codings_in_table(project, passages)
            moved = [guid for guid in listed if guid in set(moved)] if document or criterion or coder else listed
        codebook_edits.split(project, meant, name, moved, **({"key": key} if key else {}))
        made = max(project.codebook.codes, key=lambda c: c.position)
        changed(project, made.ident, f"{counted(len(moved), 'passage')} moved to {made.name}", as_json=as_json)


def _chosen(
    project: Project, code: Code, documents: list[str] | None, criterion: str | None, coder: str | None
) -> list[Guid]:
    from fop_coder.project.codings import criterion_named

    guids = project.store.coding_guids(
        codes=[code.guid],
        documents=[project.document_named(name).guid for name in documents] if documents else None,
        coders=[project.coder_named(coder).guid] if coder else None,
    )
    if criterion is None:
        return guids
    wanted = criterion_named(code, criterion)
    return [coding.guid for coding in project.store.codings(guids) if wanted in coding.criteria]


def remove(ctx: typer.Context, code: CodeArgument, as_: AsOption = None, as_json: JsonOption = False) -> None:
    """Take out a code that has no passages; one that has is refused: retire or merge it."""
    from fop_coder.project import codebook_edits

    with opened_for(ctx, as_) as project:
        meant = project.code_named(code)
        codebook_edits.remove(project, meant)
        changed(project, meant.ident, f"Removed {meant.name}", as_json=as_json)
