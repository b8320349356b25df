"""Words and phrases, found in turns and memos."""

from __future__ import annotations

from dataclasses import replace
from itertools import islice
from typing import TYPE_CHECKING, Annotated, Any

import typer

from fop_coder.cli.options import (
    JsonOption,
    ProjectArgument,
    ScopeOption,
    SeenByOption,
    WhereOption,
    examples,
    reading,
    seen_by,
    separated,
)
from fop_coder.cli.output import counted, one_line, print_json, say, tell
from fop_coder.model.documents import Role

if TYPE_CHECKING:
    from fop_coder.model.tally import Hit

app = typer.Typer()


@app.command(
    epilog=examples(
        "find study.fop genogram",
        "find study.fop '\"reflecting team\" OR huddle' --speaker respondent --limit 20",
        "find study.fop 'plan*' --code planning",
    )
)
def find(
    project: ProjectArgument,
    words: Annotated[
        str,
        typer.Argument(metavar="WORDS", help='All words in one turn; "a phrase"; plan* begins a word; OR; -without.'),
    ],
    code: Annotated[
        list[str] | None,
        typer.Option("--code", metavar="CODE", help="Only turns with passages of this code; repeatable."),
    ] = None,
    speaker: Annotated[
        list[Role] | None, typer.Option("--speaker", help="Only turns of speakers with this role; repeatable.")
    ] = None,
    where: WhereOption = "",
    scope: ScopeOption = "",
    as_: SeenByOption = None,
    limit: Annotated[int | None, typer.Option("--limit", min=1, metavar="N", help="At most N hits.")] = None,
    as_json: JsonOption = False,
) -> None:
    """Find words in turns and memos. Case and accents make no difference.

    Memos are left out where the search is narrowed. The number of hits is said on stderr, and with --as what was not
    looked at.
    """
    from fop_coder.project.finding import Narrowing, hidden_from_search
    from fop_coder.project.finding import find as look_for

    narrowing = Narrowing(roles=tuple(speaker or ()), codes=separated(code), where=where, scope=scope)
    with reading(project) as opened:
        narrowing = replace(narrowing, seen_by=seen_by(opened, as_))
        found = look_for(opened, words, narrowing)
        hits = list(islice(found, None if limit is None else limit + 1))
        hidden = hidden_from_search(opened, narrowing)
    shown = hits if limit is None else hits[:limit]
    if as_json:
        print_json([_to_plain(hit) for hit in shown])
    else:
        say(*(_line(hit) for hit in shown))
    more = " and there are more" if len(hits) > len(shown) else ""
    tell(f"{counted(len(shown), 'hit')}{more}")
    if hidden:
        tell(hidden)


def _to_plain(hit: Hit) -> dict[str, Any]:
    return {
        "document": hit.document,
        "start": hit.start,
        "end": hit.end,
        "text": hit.text,
        "before": hit.before,
        "after": hit.after,
        "where": hit.where,
        "speaker": hit.speaker,
        "role": hit.role,
        "respondent": hit.respondent,
    }


def _line(hit: Hit) -> str:
    who = f", {hit.respondent or hit.speaker or hit.role}" if hit.where == "turn" else ", memo"
    return one_line(f"{hit.document} {hit.start}–{hit.end}{who}: {hit.before}»{hit.text}«{hit.after}")
