"""Blind second coding by file: packs handed out, and merged when they come back."""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING, Annotated, Any

import typer

from fop_coder.cli.options import (
    AsOption,
    JsonOption,
    ProjectArgument,
    examples,
    pairs,
    project_path,
    reading,
    separated,
    writing,
)
from fop_coder.cli.output import counted, found_wanting, one_line, print_json, say
from fop_coder.cli.tables import WIDTH, wrapped
from fop_coder.model.second_coding import Aim

if TYPE_CHECKING:
    from fop_coder.project.merging import Merging

app = typer.Typer()

_SHOWN = 20
"""How many differences are listed before the rest is only counted."""


@app.command(
    epilog=examples(
        "pack study.fop ben.fop --for Ben --documents 20% --by borough --seed 7",
        'pack study.fop ben.fop --for Ben --documents "KC01, KC02" --attributes borough',
    )
)
def pack(
    project: ProjectArgument,
    out: Annotated[str, typer.Argument(metavar="OUT", help="The pack to write, such as ben.fop.", show_default=False)],
    coder: Annotated[
        str, typer.Option("--for", metavar="CODER", help="Who shall code it; added if new.", show_default=False)
    ],
    documents: Annotated[
        str, typer.Option("--documents", metavar="N%|N|LIST", help="A share, a number, or names; else all.")
    ] = "",
    seed: Annotated[int, typer.Option("--seed", metavar="N", help="What the draw begins with.")] = 1,
    by: Annotated[
        str | None, typer.Option("--by", metavar="ATTRIBUTE|SCHEME", help="Draw in proportion to its groups.")
    ] = None,
    attributes: Annotated[
        list[str] | None, typer.Option("--attributes", metavar="NAME", help="An attribute that goes along.")
    ] = None,
    because: Annotated[str, typer.Option("--because", metavar="TEXT", help="Why these, for the ledger.")] = "",
    round_: Annotated[str, typer.Option("--round", metavar="NAME", help="The round of double coding.")] = "",
    aim: Annotated[Aim, typer.Option("--aim", help="What a new round is for.")] = Aim.FINAL,
    target: Annotated[
        float | None, typer.Option("--target-alpha", metavar="A", help="Say how many respondents this alpha needs.")
    ] = None,
    share: Annotated[
        float | None, typer.Option("--share", metavar="P", help="Share of respondents with the rarest code. [0.25]")
    ] = None,
    acting: AsOption = None,
    as_json: JsonOption = False,
) -> None:
    """Hand documents to a second coder: texts and codebook alone, nothing of what others coded."""
    from fop_coder.project.packs import RARE, TARGET, Wish, coded_before, draw, hand_out, parse_choice, units_of

    with writing(project, acting) as opened:
        chosen = draw(opened, parse_choice(documents, by=by, seed=seed), coder)
        units = units_of(opened, chosen, TARGET if target is None else target, RARE if share is None else share)
        wish = Wish(coder, separated(attributes), because, round_, aim)
        caution = coded_before(opened, coder, chosen)
        made = hand_out(opened, project_path(out), wish, chosen)
        names = [d.name for d in chosen.documents]
    if as_json:
        print_json(
            {
                "pack": out,
                "guid": made.guid,
                "coder": coder,
                "documents": names,
                "drawn": chosen.words,
                "seed": chosen.seed,
                "groups": {group: {"drawn": n, "of": of} for group, (n, of) in chosen.groups.items()},
                "units": {**asdict(units), "enough": units.enough},
                "caution": caution,
            }
        )
        return
    say(f"Wrote {out} for {one_line(coder)}: {chosen.words}")
    say(*(f"  {one_line(group)}: {n} of {of}" for group, (n, of) in chosen.groups.items()))
    say(f"Documents: {', '.join(one_line(name) for name in names)}")
    if chosen.handed_out:
        say(f"Left out, because {one_line(coder)} was handed them before: {', '.join(chosen.handed_out)}")
    if not units.enough or target is not None or share is not None:
        say(*wrapped(units.sentence, WIDTH))
    if caution:
        say(*wrapped(one_line(caution), WIDTH))
    say("It holds nobody's codings. Merge it when it comes back with: fop-coder merge")


@app.command(epilog=examples("merge study.fop ben.fop --dry-run", 'merge study.fop ben.fop --coder "Benjamin=Ben"'))
def merge(
    project: ProjectArgument,
    pack_file: Annotated[str, typer.Argument(metavar="PACK", help="The pack that came back.", show_default=False)],
    coder: Annotated[
        list[str] | None,
        typer.Option("--coder", metavar="THEIRS=OURS", help='Who a coder of the pack is here, or "new".'),
    ] = None,
    leave_out: Annotated[
        bool, typer.Option("--leave-out", help="Leave out what cannot fit; else all is refused.")
    ] = False,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Only say what would happen.")] = False,
    acting: AsOption = None,
    as_json: JsonOption = False,
) -> None:
    """Take in a second coder's pack: all of it in one step that can be undone, or nothing."""
    from fop_coder.project.merging import merge as carry_out
    from fop_coder.project.merging import preview_merge

    told = pairs("--coder", coder)
    with reading(project) if dry_run else writing(project, acting) as opened:
        merging = preview_merge(opened, project_path(pack_file), told)
        done = False if dry_run else carry_out(opened, merging, leave_out=leave_out)
    if as_json:
        print_json({**_plain(merging), "changed_anything": done})
    else:
        _describe(merging, done=done, dry_run=dry_run)
    if dry_run and (merging.unfit or merging.unknown):
        raise found_wanting(f"{pack_file} does not fit as it is")


def _plain(merging: Merging) -> dict[str, Any]:
    return {
        "pack": merging.pack,
        "coders": list(merging.coders),
        "new": dict(merging.new),
        "changed": dict(merging.changed),
        "taken_off": dict(merging.taken_off),
        "differs": list(merging.differs),
        "unfit": [asdict(u) for u in merging.unfit],
        "unknown_coders": [asdict(u) for u in merging.unknown],
        "completes": list(merging.completes),
    }


def _describe(merging: Merging, *, done: bool, dry_run: bool) -> None:
    for word, counts in (("New", merging.new), ("Changed", merging.changed), ("Taken off", merging.taken_off)):
        if counts:
            say(f"{word}: {', '.join(_many(n, what) for what, n in counts.items())}")
    say(*(one_line(sentence) for sentence in merging.differs[:_SHOWN]))
    if len(merging.differs) > _SHOWN:
        say(f"and {len(merging.differs) - _SHOWN} more differences")
    say(*(f"Cannot fit: {one_line(u.what)}: {u.why}" for u in merging.unfit))
    for unknown in merging.unknown:
        near = f"; perhaps {' or '.join(unknown.near)}" if unknown.near else ""
        say(f"Not known here: the coder {one_line(unknown.name)}{near}")
    for name in merging.completes:
        say(f"Nobody is waited for in round {one_line(name)} now: its agreement before discussion is kept with it")
    if merging.change.is_empty and not (merging.unfit or merging.unknown):
        say("Nothing new: everything in the pack is here already")
    elif done:
        say(f"Merged the work of {', '.join(one_line(name) for name in merging.coders)}")
    elif dry_run:
        say("Nothing was changed: this was a dry run")


def _many(number: int, what: str) -> str:
    return counted(number, what, f"{what}es" if what.endswith("s") else "")
