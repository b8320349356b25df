"""Where coders differ, and settling it, on the command line."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any

import typer

from fop_coder.cli.options import (
    AsOption,
    JsonOption,
    ProjectArgument,
    ScopeOption,
    examples,
    reading,
    separated,
    writing,
)
from fop_coder.cli.output import counted, one_line, print_json, say
from fop_coder.model.second_coding import Outcome

if TYPE_CHECKING:
    from fop_coder.project.disagreements import Disagreement
    from fop_coder.project.project import Project

app = typer.Typer()

_AGREE = "They agree on everything that both finished"

TwoCoders = Annotated[
    list[str], typer.Option("--coders", metavar="A,B", help="The coders compared, two or more.", show_default=False)
]


def _listed(opened: Project, coders: list[str], scope: str, *, boundaries: bool = True) -> list[Disagreement]:
    from fop_coder.project.disagreements import list_disagreements

    chosen = [opened.coder_named(name) for name in separated(coders)]
    return list_disagreements(opened, chosen, scope=scope, boundaries=boundaries)


@app.command(
    epilog=examples(
        "disagreements study.fop --coders Ann,Ben", "disagreements study.fop --coders Ann,Ben --open --json"
    )
)
def disagreements(
    project: ProjectArgument,
    coders: TwoCoders,
    scope: ScopeOption = "",
    still_open: Annotated[bool, typer.Option("--open", help="Only those not settled yet.")] = False,
    boundaries: Annotated[
        bool, typer.Option("--boundaries", help="Also passages that all have, but not with the same ends.")
    ] = False,
    as_json: JsonOption = False,
) -> None:
    """List where coders differ: passages that somebody has not, statuses and classes; and how each was settled."""
    from fop_coder.project.difference_reasons import reasons_of

    with reading(project) as opened:
        listed = _listed(opened, coders, scope, boundaries=boundaries)
    found = [d for d in listed if not (still_open and d.settlement)]
    if as_json:
        print_json([_plain(d) for d in found])
        return
    for disagreement in found:
        say(_line(disagreement))
        say(
            *(
                f"    {c.name}: {one_line(words) or '-'}"
                for c, words in zip(disagreement.coders, disagreement.said, strict=True)
            )
        )
    left = sum(d.settlement is None for d in found)
    none = f"Nothing is open: {counted(len(listed), 'disagreement')} settled" if listed else _AGREE
    say(f"{counted(len(found), 'disagreement')}, {left} open" if found else none)
    for counts in reasons_of(listed):
        if counts.needs_wording:
            said = f"{counts.wording} of {counted(counts.settled, 'settled difference')} over {counts.about.name}"
            say(one_line(f"{said} came from its wording: look at its definition"))


def _line(disagreement: Disagreement) -> str:
    where = disagreement.document.name if disagreement.document else ""
    if disagreement.cluster is not None:
        where += f", characters {disagreement.cluster.start} to {disagreement.cluster.end}"
    if disagreement.respondent is not None:
        where = disagreement.respondent.label
    settled = disagreement.settlement
    words = [str(disagreement.outcome), settled.reason, settled.because] if settled else []
    ending = f" [settled: {', '.join(w for w in words if w)}]" if words else ""
    return one_line(f"{disagreement.name}  {disagreement.about.name} ({disagreement.over}) {where}{ending}")


def _plain(disagreement: Disagreement) -> dict[str, Any]:
    cluster, settled = disagreement.cluster, disagreement.settlement
    return {
        "name": disagreement.name,
        "over": str(disagreement.over),
        "about": disagreement.about.ident,
        "document": disagreement.document.name if disagreement.document else None,
        "respondent": disagreement.respondent.label if disagreement.respondent else None,
        "start": cluster.start if cluster else None,
        "end": cluster.end if cluster else None,
        "said": {c.name: words for c, words in zip(disagreement.coders, disagreement.said, strict=True)},
        "settled": str(disagreement.outcome) if settled else None,
        "reason": settled.reason if settled else None,
        "because": settled.because if settled else None,
    }


@app.command(
    epilog=examples(
        'settle study.fop 3f2a91c0 first --coders Ann,Ben --reason oversight --because "she says so twice"',
        "settle study.fop 3f2a91c0 new --to cautious --coders Ann,Ben",
    )
)
def settle(
    project: ProjectArgument,
    name: Annotated[
        str, typer.Argument(metavar="DISAGREEMENT", help="Its name, as disagreements lists it.", show_default=False)
    ],
    outcome: Annotated[Outcome, typer.Argument(metavar="OUTCOME", help="first, second, both, neither or new.")],
    coders: TwoCoders,
    scope: ScopeOption = "",
    because: Annotated[str, typer.Option("--because", metavar="TEXT", help="A note in your own words.")] = "",
    reason: Annotated[
        str,
        typer.Option(
            "--reason",
            metavar="REASON",
            help="Why they had differed: wording (of the code), boundary, oversight or ambiguous.",
        ),
    ] = "",
    to: Annotated[
        str, typer.Option("--to", metavar="STATUS|CATEGORY|START-END", help="With new: what it is settled to.")
    ] = "",
    acting: AsOption = None,
    as_json: JsonOption = False,
) -> None:
    """Settle a disagreement into the consensus, with a reason. What coders coded stays as it is."""
    if (outcome is Outcome.NEW) != bool(to.strip()):
        raise typer.BadParameter("goes with the outcome new: what it is settled to", param_hint="--to")
    from fop_coder.project.difference_reasons import reason_named
    from fop_coder.project.disagreements import disagreement_named
    from fop_coder.project.disagreements import settle as settling
    from fop_coder.project.kept_agreement import on_record_first

    with writing(project, acting) as opened:
        found = disagreement_named(_listed(opened, coders, scope), name)
        why = reason_named(reason)
        change = settling(opened, found, outcome, because, reason=why, passages=_passages(found, to), label=to)
        opened.apply(on_record_first(opened, change, found.coders))
        left = sum(d.settlement is None for d in _listed(opened, coders, scope, boundaries=False))
    if as_json:
        print_json({"name": found.name, "settled": str(outcome), "reason": why, "because": because, "open": left})
    else:
        say(f"Settled {one_line(found.about.name)}: {outcome}. {counted(left, 'disagreement')} left")


def _passages(disagreement: Disagreement, to: str) -> list[Any]:
    from fop_coder.model.second_coding import SettledPassage

    start, dash, end = to.partition("-")
    if disagreement.cluster is None or not (dash and start.strip().isdecimal() and end.strip().isdecimal()):
        return []
    return [SettledPassage(int(start), int(end))]
