"""Agreement between coders: of a project, or of any table of ratings without one."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, NamedTuple

import typer

from fop_coder.cli.options import JsonOption, ScopeOption, WhereOption, examples, reading, separated
from fop_coder.cli.output import print_json, say, tell
from fop_coder.model.agreement import RESAMPLES, SEED
from fop_coder.model.second_coding import Stage

if TYPE_CHECKING:
    from fop_coder.model.agreement import AgreementReport, MatchTable
    from fop_coder.model.agreement_told import MethodParagraph
    from fop_coder.project.project import Project

app = typer.Typer()

_LEVELS = ("respondent", "criterion", "classification", "segment", "character")
_SEGMENTS = ("turn", "sentence")
_STAGES = {"before": Stage.BEFORE, "after": Stage.AFTER}
_OF_TEXT = ("segment", "character")
_HALF = 0.5


@app.command(
    epilog=examples(
        "agreement study.fop --coders Ann,Ben",
        "agreement study.fop --coders Ann,Ben --level character --more",
        "agreement study.fop --coders Ann,Ben --level character --matches",
        "agreement study.fop --coders Ann,Ben --stage after",
        "agreement study.fop --coders Ann,Ben --method",
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
        list[str] | None,
        typer.Option("--coders", metavar="A,B", help="Of a project: the coders compared; else a round's."),
    ] = None,
    level: Annotated[str, typer.Option("--level", metavar="LEVEL", help=f"One of {', '.join(_LEVELS)}.")] = _LEVELS[0],
    segment: Annotated[str, typer.Option("--segments", metavar="turn|sentence", help="What a segment is.")] = _SEGMENTS[
        0
    ],
    scheme: Annotated[str, typer.Option("--scheme", metavar="NAME", help="Of classification; else the first.")] = "",
    stage: Annotated[
        str,
        typer.Option(
            "--stage",
            metavar="before|after",
            help="Independent coding alone, or after discussion, with what was settled.",
        ),
    ] = "before",
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
    matches: Annotated[
        bool, typer.Option("--matches", help="Of text: also how many passages match, are split or were missed.")
    ] = False,
    threshold: Annotated[
        float,
        typer.Option("--threshold", metavar="SHARE", help="Passages match from this share of common characters on."),
    ] = _HALF,
    method: Annotated[
        bool, typer.Option("--method", help="Of a project: print a paragraph for the method section instead.")
    ] = False,
    as_json: JsonOption = False,
) -> None:
    """Show how far coders agree: counts, coefficients and intervals, with what to bear in mind."""
    from fop_coder.project.agreement import agreement_of_file

    _check_wording(project, ratings, coders or round_, level, segment, stage)
    if ratings is not None:
        _check_of_table(method=method, matches=matches)
        named = separated(categories)
        found = _Found(agreement_of_file(ratings, categories=named, yes=yes, resamples=resamples, seed=seed))
    else:
        if matches and level not in _OF_TEXT:
            raise typer.BadParameter("passages are matched at the levels segment and character", param_hint="--matches")
        found = _of_project(
            str(project),
            separated(coders),
            (level, segment, stage),
            (scheme, where, scope, round_),
            (resamples, seed),
            method=method,
            threshold=threshold if matches else None,
        )
    if as_json:
        _print_plain(found)
    else:
        _say(found, ratings.name if ratings else str(project), more=more)


class _Found(NamedTuple):
    """What was asked for; paragraph and matches only where they were."""

    report: AgreementReport
    paragraph: MethodParagraph | None = None
    matches: tuple[MatchTable, ...] = ()


def _print_plain(found: _Found) -> None:
    from fop_coder.project.agreement import matches_to_plain, method_to_plain, report_to_plain

    matches = {"matches": matches_to_plain(found.matches)} if found.matches else {}
    method = {"method": method_to_plain(found.paragraph)} if found.paragraph else {}
    print_json({**report_to_plain(found.report), **matches, **method})


def _say(found: _Found, source: str, *, more: bool) -> None:
    from fop_coder.cli.agreements import code_lines, match_lines, report_lines

    report, paragraph, matches = found
    if paragraph:
        say(paragraph.text)
        tell(*(f"{source}: still to be filled in: {placeholder}" for placeholder in paragraph.missing))
        return
    say(*(code_lines(report, more=more) if report.rows else report_lines(report, more=more)))
    say(*(line for table in matches for line in match_lines(table)))
    tell(*(f"{source}: {note}" for note in report.notes))


def _check_wording(
    project: str | None, ratings: Path | None, who: object, level: str, segment: str, stage: str
) -> None:
    if (project is None) == (ratings is None):
        raise typer.BadParameter("name a project, or a table with --ratings", param_hint="PROJECT")
    if project is not None and not who:
        raise typer.BadParameter("name the coders to compare: --coders A,B, or a round", param_hint="--coders")
    asked = ((level, _LEVELS, "--level"), (segment, _SEGMENTS, "--segments"), (stage, tuple(_STAGES), "--stage"))
    for value, known, option in asked:
        if value not in known:
            raise typer.BadParameter(f"{value!r} is not one of {', '.join(known)}", param_hint=option)


def _check_of_table(*, method: bool, matches: bool) -> None:
    if method:
        raise typer.BadParameter("a table does not say who coded what, and how it was drawn", param_hint="--method")
    if matches:
        raise typer.BadParameter("a table holds no passages", param_hint="--matches")


def _of_project(
    project: str,
    coders: tuple[str, ...],
    how: tuple[str, str, str],
    narrowing: tuple[str, str, str, str],
    resampling: tuple[int, int],
    *,
    method: bool,
    threshold: float | None,
) -> _Found:
    from fop_coder.project.coders_compared import Comparison, Level, Segment, compare_coders
    from fop_coder.project.method import method_paragraph
    from fop_coder.project.passages_matched import match_passages

    level, segment, stage = how
    scheme, where, scope, round_ = narrowing
    resamples, seed = resampling
    with reading(project) as opened:
        asked = Comparison(
            coders or _coders_of_round(opened, round_),
            Level(level),
            scheme,
            where,
            scope,
            round_,
            resamples,
            seed,
            segment=Segment(segment),
            stage=_STAGES[stage],
        )
        return _Found(
            compare_coders(opened, asked),
            method_paragraph(opened, asked) if method else None,
            match_passages(opened, asked, threshold) if threshold is not None else (),
        )


def _coders_of_round(project: Project, name: str) -> tuple[str, ...]:
    from fop_coder.model.people import Coder
    from fop_coder.project.rounds import round_named

    who = round_named(project, name).coders
    return tuple(c.name for c in project.store.values(Coder) if c.guid in who)
