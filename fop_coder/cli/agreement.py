"""Agreement between coders: of a project, or of any table of ratings without one."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from fop_coder.cli.options import JsonOption, ScopeOption, WhereOption, examples, reading, separated
from fop_coder.cli.output import print_json, say, tell
from fop_coder.model.agreement import RESAMPLES, SEED

if TYPE_CHECKING:
    from fop_coder.model.agreement import AgreementReport

app = typer.Typer()

_LEVELS = ("respondent", "classification", "segment", "character")
_SEGMENTS = ("turn", "sentence")


@app.command(
    epilog=examples(
        "agreement study.fop --coders Ann,Ben",
        "agreement study.fop --coders Ann,Ben --level character --more",
        "agreement --ratings ratings.csv",
        "agreement --ratings ratings.csv --categories enthusiast,cautious,limited --more",
    )
)
def agreement(
    project: Annotated[
        str | None, typer.Argument(metavar="[PROJECT]", help="The project file; or --ratings.", show_default=False)
    ] = None,
    ratings: Annotated[
        Path | None,
        typer.Option(
            "--ratings",
            metavar="FILE.csv",
            help="A table with the columns unit, coder, value (.csv, .tsv, .xlsx). An empty value is missing.",
            show_default=False,
        ),
    ] = None,
    coders: Annotated[
        list[str] | None, typer.Option("--coders", metavar="A,B", help="Of a project: the coders compared.")
    ] = None,
    level: Annotated[str, typer.Option("--level", metavar="LEVEL", help=f"One of {', '.join(_LEVELS)}.")] = _LEVELS[0],
    segment: Annotated[str, typer.Option("--segments", metavar="turn|sentence", help="What a segment is.")] = _SEGMENTS[
        0
    ],
    scheme: Annotated[str, typer.Option("--scheme", metavar="NAME", help="Of classification; else the first.")] = "",
    round_: Annotated[str, typer.Option("--round", metavar="NAME", help="Only documents of this round.")] = "",
    where: WhereOption = "",
    scope: ScopeOption = "",
    categories: Annotated[
        list[str] | None,
        typer.Option("--categories", metavar="A,B", help="Of ratings: all values that were possible."),
    ] = None,
    yes: Annotated[
        str | None, typer.Option("--yes", metavar="VALUE", help="Which of two values means yes, if they do not say so.")
    ] = None,
    resamples: Annotated[int, typer.Option("--resamples", min=1, metavar="N", help="For the intervals.")] = RESAMPLES,
    seed: Annotated[int, typer.Option("--seed", min=0, metavar="N", help="The same seed, the same intervals.")] = SEED,
    more: Annotated[
        bool, typer.Option("--more", help="Show the other coefficients, categories and pairs too.")
    ] = False,
    as_json: JsonOption = False,
) -> None:
    """Show how far coders agree: counts, coefficients and intervals, with what to bear in mind."""
    from fop_coder.cli.agreements import code_lines, report_lines
    from fop_coder.project.agreement import agreement_of_file, report_to_plain

    _check_wording(project, ratings, coders, level, segment)
    if ratings is not None:
        named = separated(categories)
        report = agreement_of_file(ratings, categories=named, yes=yes, resamples=resamples, seed=seed)
    else:
        report = _of_project(
            str(project), separated(coders), level, segment, (scheme, where, scope, round_), (resamples, seed)
        )
    if as_json:
        print_json(report_to_plain(report))
        return
    say(*(code_lines(report, more=more) if report.rows else report_lines(report, more=more)))
    tell(*(f"{ratings.name if ratings else project}: {note}" for note in report.notes))


def _check_wording(
    project: str | None, ratings: Path | None, coders: Sequence[str] | None, level: str, segment: str
) -> None:
    if (project is None) == (ratings is None):
        raise typer.BadParameter("name a project, or a table with --ratings", param_hint="PROJECT")
    if project is not None and not coders:
        raise typer.BadParameter("name the coders to compare: --coders A,B", param_hint="--coders")
    for value, known, option in ((level, _LEVELS, "--level"), (segment, _SEGMENTS, "--segments")):
        if value not in known:
            raise typer.BadParameter(f"{value!r} is not one of {', '.join(known)}", param_hint=option)


def _of_project(
    project: str,
    coders: tuple[str, ...],
    level: str,
    segment: str,
    narrowing: tuple[str, str, str, str],
    resampling: tuple[int, int],
) -> AgreementReport:
    from fop_coder.project.coders_compared import Comparison, Level, Segment, compare_coders

    scheme, where, scope, round_ = narrowing
    resamples, seed = resampling
    asked = Comparison(coders, Level(level), scheme, where, scope, round_, resamples, seed, segment=Segment(segment))
    with reading(project) as opened:
        return compare_coders(opened, asked)
