"""What happened in a project, and taking it back."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from typing import TYPE_CHECKING, Annotated, Any

import typer

from fop_coder.cli.options import AsOption, JsonOption, ProjectArgument, examples, reading, writing
from fop_coder.cli.output import print_json, say
from fop_coder.cli.tables import Column, table

if TYPE_CHECKING:
    from fop_coder.model.change import HistoryEntry, Value

app = typer.Typer()

_ERASED = "(erased)"


@app.command(epilog=examples("history study.fop --last 20"))
def history(
    project: ProjectArgument,
    last: Annotated[
        int | None, typer.Option("--last", min=1, metavar="N", help="Only the last N entries.", show_default=False)
    ] = None,
    as_json: JsonOption = False,
) -> None:
    """Show who did what and when, the oldest first."""
    from fop_coder.model.people import Coder

    with reading(project) as opened:
        coders = {c.guid: c.name for c in opened.store.values(Coder)}
        entries = [_to_plain(entry, coders.get(entry.coder, entry.coder)) for entry in opened.history(last=last)]
    if as_json:
        print_json(entries)
        return
    columns = (Column("No.", right=True), Column("when (UTC)"), Column("coder"), Column("what"))
    say(*table(columns, [(str(e["number"]), _moment(e["at"]), e["coder"], _what(e)) for e in entries]))


def _to_plain(entry: HistoryEntry, coder: str) -> dict[str, Any]:
    change = entry.change
    return {
        "number": entry.number,
        "at": entry.at,
        "coder": coder,
        "label": change.label if change else None,
        "undoes": entry.undoes,
        "removed": _kinds(change.removed) if change else None,
        "added": _kinds(change.added) if change else None,
    }


def _kinds(values: Iterable[Value]) -> dict[str, int]:
    """Return how many values of each kind a side of a Change holds."""
    return dict(Counter(type(value).__name__ for value in values))


def _moment(at: str) -> str:
    return at.replace("T", " ").removesuffix("Z")


def _what(entry: dict[str, Any]) -> str:
    label = entry["label"] or _ERASED
    return f"Undo no. {entry['undoes']}: {label}" if entry["undoes"] else str(label)


@app.command(epilog=examples("undo study.fop"))
def undo(project: ProjectArgument, as_: AsOption = None, as_json: JsonOption = False) -> None:
    """Take back the last Change. Repeated, it goes further back."""
    with writing(project, as_) as opened:
        change = opened.undo()
        number = opened.history(last=1)[0].number
    if as_json:
        print_json({"undone": change.label, "number": number})
    else:
        say(f"Taken back: {change.label}")
