"""Figures frozen under a name, and compared with those of now."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any

import typer

from fop_coder.cli.options import (
    AsOption,
    ByOption,
    CodersOption,
    JsonOption,
    ProjectArgument,
    PromptedOption,
    ScopeOption,
    SeenByOption,
    ViewOption,
    WhereOption,
    examples,
    question_of,
    reading,
    seen_by,
    writing,
)
from fop_coder.cli.output import Progress, counted, one_line, print_json, say
from fop_coder.cli.tables import Column, table

if TYPE_CHECKING:
    from fop_coder.project.frozen_compared import Comparison, PartMoved

top = typer.Typer()
app = typer.Typer(help="Figures that were frozen: list them, compare them with now, forget them.")

_NameArgument = Annotated[str, typer.Argument(metavar="NAME", help="What they are called.")]


@top.command(
    epilog=examples(
        'freeze study.fop "first draft"',
        'freeze study.fop "inner boroughs" --view consensus --where "borough = RBKC" --by role',
    )
)
def freeze(
    project: ProjectArgument,
    name: _NameArgument,
    view: ViewOption = None,
    coders: CodersOption = None,
    by: ByOption = None,
    where: WhereOption = "",
    scope: ScopeOption = "",
    prompted_only: PromptedOption = False,
    as_: AsOption = None,
    as_json: JsonOption = False,
) -> None:
    """Keep the figures of now under a name: every code and class, respondent by respondent."""
    from fop_coder.project.frozen import freeze as frozen
    from fop_coder.project.frozen import frozen_figures

    question = question_of(view, coders, where, scope, by=by, prompted_only=prompted_only)
    with writing(project, as_) as opened:
        opened.apply(frozen(opened, name, question))
        kept = next(f for f in frozen_figures(opened) if f.name == name.strip())
    if as_json:
        print_json({"name": kept.name, "respondents": kept.respondents, "codes": kept.codes, "view": kept.view})
    else:
        who, what = counted(kept.respondents, "respondent"), counted(kept.codes, "code")
        say(one_line(f"{kept.name}: {who}, {what}, in the view {kept.view}"))


@app.command("list", epilog=examples("frozen list study.fop"))
def list_(project: ProjectArgument, as_json: JsonOption = False) -> None:
    """List what is frozen, the latest first."""
    from fop_coder.project.frozen import frozen_figures

    with reading(project) as opened:
        found = frozen_figures(opened)
    if as_json:
        print_json(
            [
                {
                    **{"name": f.name, "at": f.at, "by": f.by, "codebook_version": f.version, "view": f.view},
                    **{"sample": f.sample, "scope": f.scope, "divided_by": f.group or None},
                    **{"respondents": f.respondents, "codes": f.codes},
                }
                for f in found
            ]
        )
    elif not found:
        say("No figures are frozen yet. Freeze them with: fop-coder freeze PROJECT NAME")
    else:
        columns = (
            Column("name"),
            Column("frozen"),
            Column("by"),
            Column("view"),
            Column("over"),
            Column("n", right=True),
        )
        rows = [(f.name, f.at[:10], f.by, f.view, _over(f.sample, f.scope), str(f.respondents)) for f in found]
        say(*table(columns, rows))


def _over(sample: str, scope: str) -> str:
    return "; ".join(part for part in (sample or "everybody", scope) if part)


@app.command("compare", epilog=examples('frozen compare study.fop "first draft"'))
def compare(
    project: ProjectArgument, name: _NameArgument, as_: SeenByOption = None, as_json: JsonOption = False
) -> None:
    """Compare frozen figures with those of now, respondent by respondent, with the reasons that the history has."""
    from fop_coder.project.frozen import frozen_named
    from fop_coder.project.frozen_compared import compare_frozen

    with reading(project) as opened:
        looking = seen_by(opened, as_)
        found = compare_frozen(
            opened, frozen_named(opened, name), seen_by=looking, progress=Progress("Reading the history")
        )
    if as_json:
        print_json(_to_plain(found))
    else:
        say(*map(one_line, _lines(found)))


@app.command("forget", epilog=examples('frozen forget study.fop "first draft"'))
def forget(project: ProjectArgument, name: _NameArgument, as_: AsOption = None, as_json: JsonOption = False) -> None:
    """Forget frozen figures. Nothing else is touched."""
    from fop_coder.project.frozen import forget_frozen, frozen_named

    with writing(project, as_) as opened:
        kept = frozen_named(opened, name)
        opened.apply(forget_frozen(kept))
    if as_json:
        print_json({"name": kept.name, "removed": True})
    else:
        say(one_line(f"{kept.name} is kept no longer"))


def _to_plain(found: Comparison) -> dict[str, Any]:
    return {
        "name": found.name,
        "at": found.at,
        "codebook_version": [found.version, found.version_now],
        "respondents": list(found.respondents),
        "same": found.same,
        "gone": list(found.gone),
        "new": list(found.fresh),
        "moved": [_part_to_plain(part) for part in found.parts],
        **({"hidden": found.hidden} if found.hidden else {}),
    }


def _part_to_plain(part: PartMoved) -> dict[str, Any]:
    from fop_coder.project.frozen_compared import sentence_of

    return {
        "kind": part.kind,
        "name": part.name,
        "figure": part.figure,
        "counts": {word: list(pair) for word, pair in part.counts.items()},
        "respondents": [
            {
                **{"respondent": m.label, "before": m.before, "after": m.after},
                **{"reason": m.reason, "sentence": sentence_of(part, m)},
            }
            for m in part.moved
        ],
    }


def _lines(found: Comparison) -> list[str]:
    versions = f"codebook version {found.version}"
    if found.version != found.version_now:
        versions += f", now {found.version_now}"
    then, now = found.respondents
    people = f"{then} respondents" if then == now else f"{then} respondents, now {now}"
    lines = [f"{found.name}, frozen on {found.at[:10]}: {people}; {versions}"]
    for part in found.parts:
        lines.append(f"{part.name} {part.figure}" if part.figure else f"{part.name}: the counts are as they were")
        lines += [f"    {m.label}: {m.before} → {m.after}. {m.reason}".rstrip() for m in part.moved]
    lines += [f"{name} is no longer there" for name in found.gone]
    lines += [f"{name} was not there yet" for name in found.fresh]
    lines += [found.hidden] if found.hidden else []
    return [*lines, "Every figure is as it was" if found.is_same else f"{found.same} other lines are as they were"]
