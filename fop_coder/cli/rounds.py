"""Rounds of double coding, and the packs that went out for them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any

import typer

from fop_coder.cli.options import AsOption, JsonOption, ProjectArgument, examples, reading, separated, writing
from fop_coder.cli.output import counted, one_line, print_json, say
from fop_coder.model.errors import ValueRefused
from fop_coder.model.people import Coder
from fop_coder.model.second_coding import Aim, Stage

if TYPE_CHECKING:
    from fop_coder.project.kept_agreement import OnRecord
    from fop_coder.project.packs import Draw
    from fop_coder.project.project import Project
    from fop_coder.project.round_overview import LedgerLine, RoundOverview

app = typer.Typer(help="Rounds of double coding: who reads what blind, who is waited for, when it was opened.")
ledger = typer.Typer()

_NameArgument = Annotated[str, typer.Argument(metavar="NAME", help="The round's name.", show_default=False)]
_CodersOption = Annotated[
    list[str] | None, typer.Option("--coders", metavar="A,B", help="Who codes, or is compared.", show_default=False)
]
_DocumentsOption = Annotated[
    str, typer.Option("--documents", metavar="N%|N|LIST", help="A share, a number, or names; else all.")
]


@app.command("list", epilog=examples("round list study.fop"))
def list_(project: ProjectArgument, as_json: JsonOption = False) -> None:
    """List the rounds: who has finished how much, who is waited for, and the agreement on record."""
    from fop_coder.project.round_overview import rounds_overview

    with reading(project) as opened:
        found = rounds_overview(opened)
    if as_json:
        print_json([_plain(one) for one in found])
    elif not found:
        say("There are no rounds yet. Make one with: fop-coder round add PROJECT NAME --coders A,B")
    for one in () if as_json else found:
        say(*(one_line(line) for line in _lines(one)))


def _lines(one: RoundOverview) -> list[str]:
    made = one.round
    state = f"open since {made.opened[:10]}" if made.opened else "blind"
    return [
        f"{made.name} ({made.aim}, {state}): {counted(len(one.documents), 'document')}, {made.drawn}",
        *(
            f"  {r.coder.name}: {r.finished} of {r.assigned} finished"
            + (f"; waited for: {', '.join(r.waiting)}" if r.waiting else "")
            for r in one.readers
        ),
        *(f"  {record.kept.stage}: {_figures(record)}" for record in (*one.before, *one.after)),
    ]


def _figures(record: OnRecord) -> str:
    found = record.figures
    of = f" ({found.of})" if found.of else ""
    alpha = "not defined" if found.alpha is None else f"{found.alpha:.2f}"
    between = f" ({found.interval[0]:.2f} to {found.interval[1]:.2f})" if found.interval else ""
    percent = "" if found.percent is None else f", {100 * found.percent:.0f} % agree"
    units = counted(found.units, found.unit)
    if found.level != "classification":  # pooled over codes: each unit stands once for each code
        units += " × codes"
    return f"{found.level}{of}, {', '.join(record.coders)}: alpha {alpha}{between}{percent}, {units}"


def _plain(one: RoundOverview) -> dict[str, Any]:
    made = one.round
    return {
        "round": made.name,
        "aim": str(made.aim),
        "documents": list(one.documents),
        "drawn": made.drawn,
        "seed": made.seed,
        "codebook_version": made.codebook_version,
        "at": made.at,
        "opened": made.opened or None,
        "complete": one.is_complete,
        "coders": [
            {"name": r.coder.name, "assigned": r.assigned, "finished": r.finished, "waited_for": list(r.waiting)}
            for r in one.readers
        ],
        "agreement": [_plain_record(record) for record in (*one.before, *one.after)],
        "packs": [_plain_pack(line) for line in one.packs],
    }


def _plain_record(record: OnRecord) -> dict[str, Any]:
    import json

    return {
        "stage": str(record.kept.stage),
        "at": record.kept.at,
        "coders": list(record.coders),
        "codebook_version": record.kept.version,
        "program": record.kept.program,
        "report": json.loads(record.kept.report),
    }


def _plain_pack(line: LedgerLine) -> dict[str, Any]:
    return {
        "pack": line.pack.guid,
        "coder": line.coder,
        "documents": list(line.documents),
        "drawn": line.pack.drawn,
        "seed": line.pack.seed,
        "because": line.pack.because,
        "round": line.round or None,
        "codebook_version": line.pack.codebook_version,
        "at": line.pack.at,
        "merged": line.pack.merged or None,
    }


@app.command(
    epilog=examples(
        "round add study.fop Training --coders Ann,Ben --aim training --documents 3 --seed 7",
        "round add study.fop Again --aim again --coders Ann --documents 20%",
    )
)
def add(
    project: ProjectArgument,
    name: _NameArgument,
    coders: _CodersOption = None,
    aim: Annotated[Aim, typer.Option("--aim", help="What it is for; again: one coder a second time.")] = Aim.FINAL,
    documents: _DocumentsOption = "",
    seed: Annotated[int, typer.Option("--seed", metavar="N", help="What the draw begins with.")] = 1,
    by: Annotated[
        str | None, typer.Option("--by", metavar="ATTRIBUTE|SCHEME", help="Draw in proportion to its groups.")
    ] = None,
    acting: AsOption = None,
    as_json: JsonOption = False,
) -> None:
    """Make a round: its documents are assigned to its coders, who code them blind."""
    from fop_coder.project.packs import draw, parse_choice
    from fop_coder.project.rounds import add_round, draw_to_read_again, read_again

    choice = parse_choice(documents, by=by, seed=seed)
    with writing(project, acting) as opened:
        who = _known(opened, coders)
        if aim is Aim.AGAIN:
            if len(who) != 1:
                raise typer.BadParameter("name the one coder who reads again", param_hint="--coders")
            chosen = draw_to_read_again(opened, choice, who[0])
            opened.apply(read_again(opened, name, chosen, who[0]))
        else:
            chosen = draw(opened, choice)
            opened.apply(add_round(opened, name, aim, chosen, who))
        made = _overview(opened, name)
    _tell_made(made, chosen, as_json=as_json)


def _known(project: Project, names: list[str] | None) -> list[Coder]:
    return [project.coder_named(name) for name in separated(names)]


def _overview(project: Project, name: str) -> RoundOverview:
    from fop_coder.project.round_overview import rounds_overview

    return next(one for one in rounds_overview(project) if one.round.name.casefold() == name.strip().casefold())


def _tell_made(made: RoundOverview, chosen: Draw, *, as_json: bool) -> None:
    if as_json:
        groups = {group: {"drawn": n, "of": of} for group, (n, of) in chosen.groups.items()}
        print_json({**_plain(made), "groups": groups})
        return
    say(*(one_line(line) for line in _lines(made)))
    say(f"Documents: {one_line(', '.join(made.documents))}")


@app.command(epilog=examples("round extend study.fop Final --documents KC04,KC05 --coders Cem"))
def extend(
    project: ProjectArgument,
    name: _NameArgument,
    documents: Annotated[
        list[str] | None, typer.Option("--documents", metavar="LIST", help="Documents to add, by their names.")
    ] = None,
    coders: _CodersOption = None,
    acting: AsOption = None,
    as_json: JsonOption = False,
) -> None:
    """Add documents or coders to a round that is not open yet; every document is assigned to every coder of it."""
    from fop_coder.project.rounds import extend_round, round_named

    with writing(project, acting) as opened:
        named = [opened.document_named(d) for d in separated(documents)]
        opened.apply(extend_round(opened, round_named(opened, name), named, _known(opened, coders)))
        made = _overview(opened, name)
    if as_json:
        print_json(_plain(made))
    else:
        say(*(one_line(line) for line in _lines(made)))


@app.command("open", epilog=examples("round open study.fop Final"))
def open_(project: ProjectArgument, name: _NameArgument, acting: AsOption = None, as_json: JsonOption = False) -> None:
    """Let the coders of a round see each other's work; agreement before discussion is kept first."""
    from fop_coder.project.rounds import open_round, round_named

    with writing(project, acting) as opened:
        opened.apply(open_round(opened, round_named(opened, name)))
        made = _overview(opened, name)
    if as_json:
        print_json(_plain(made))
        return
    say(*(one_line(line) for line in _lines(made)))
    if not made.before:
        say("No agreement was kept: no two of its coders have finished a document together")


@app.command(epilog=examples("round keep study.fop Final", "round keep study.fop --coders Ann,Ben --after"))
def keep(
    project: ProjectArgument,
    name: Annotated[str, typer.Argument(metavar="[NAME]", help="The round; else all that was double-coded.")] = "",
    coders: _CodersOption = None,
    after: Annotated[bool, typer.Option("--after", help="As agreement after discussion.")] = False,
    acting: AsOption = None,
    as_json: JsonOption = False,
) -> None:
    """Put agreement on record, whatever is coded or settled later: respondents, classes and characters."""
    from fop_coder.project.kept_agreement import keep_agreement, kept_agreements
    from fop_coder.project.rounds import round_named

    stage = Stage.AFTER if after else Stage.BEFORE
    with writing(project, acting) as opened:
        round_ = round_named(opened, name) if name else None
        who = _known(opened, coders)
        if not who and round_ is not None:
            who = list(opened.store.by_guid(Coder, round_.coders).values())
        if not who:
            raise typer.BadParameter("name a round, or the coders to compare", param_hint="--coders")
        change = keep_agreement(opened, round_, who, stage)
        if change.is_empty:
            raise ValueRefused(
                "nothing that they coded can be compared", do="See with: fop-coder agreement PROJECT --coders A,B"
            )
        opened.apply(change)
        fresh = {value.guid for value in change.added}
        records = [record for record in kept_agreements(opened, round_) if record.kept.guid in fresh]
    if as_json:
        print_json([_plain_record(record) for record in records])
    else:
        say(*(one_line(f"Kept {record.kept.stage}: {_figures(record)}") for record in records))


@ledger.command(epilog=examples("packs study.fop"))
def packs(project: ProjectArgument, as_json: JsonOption = False) -> None:
    """List the packs: to whom they went, when, with which documents, and when they came back."""
    from fop_coder.project.round_overview import pack_ledger

    with reading(project) as opened:
        lines = pack_ledger(opened)
    if as_json:
        print_json([_plain_pack(line) for line in lines])
        return
    if not lines:
        say("No pack was handed out yet. Make one with: fop-coder pack PROJECT OUT --for CODER")
    for line in lines:
        back = f"merged {line.pack.merged[:10]}" if line.pack.merged else "not merged yet"
        of = f", round {line.round}" if line.round else ""
        say(
            one_line(f"{line.pack.at[:10]}  {line.coder}{of}: {line.pack.drawn}; {back}"),
            one_line(f"  {', '.join(line.documents)}" + (f"  ({line.pack.because})" if line.pack.because else "")),
        )
