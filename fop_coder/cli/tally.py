"""The tally: n of N, and every number followed to respondents and passages."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Annotated, Any

import typer

from fop_coder.cli.options import (
    ByOption,
    CodersOption,
    IntervalsOption,
    JsonOption,
    PercentagesOption,
    ProjectArgument,
    PromptedOption,
    RetiredOption,
    ScopeOption,
    SeenByOption,
    ViewOption,
    WhereOption,
    examples,
    question_of,
    reading,
    seen_by,
)
from fop_coder.cli.output import counted, one_line, print_json, say

if TYPE_CHECKING:
    from fop_coder.cli.tallies import Wishes
    from fop_coder.model.base import Guid
    from fop_coder.model.tally import PassageRow
    from fop_coder.project.following import Followed
    from fop_coder.project.project import Project
    from fop_coder.project.tallying import Question

app = typer.Typer()


@app.command(
    epilog=examples(
        "tally study.fop",
        'tally study.fop --by borough --where "training days >= 10"',
        "tally study.fop --view consensus --coders Ann,Ben",
        "tally study.fop --scheme analytic-group",
        'tally study.fop --who planning --status "not referred"',
        "tally study.fop --who planning --view Ann --as Ben",
        "tally study.fop --why planning",
    )
)
def tally(
    project: ProjectArgument,
    view: ViewOption = None,
    coders: CodersOption = None,
    by: ByOption = None,
    where: WhereOption = "",
    scope: ScopeOption = "",
    scheme: Annotated[
        str | None,
        typer.Option("--scheme", metavar="NAME", help="The categories of this scheme or band, instead of codes."),
    ] = None,
    prompted_only: PromptedOption = False,
    retired: RetiredOption = False,
    percentages: PercentagesOption = False,
    intervals: IntervalsOption = False,
    who: Annotated[
        str | None,
        typer.Option("--who", metavar="CODE", help="Who is behind a code's figure (with --scheme: a category's)."),
    ] = None,
    status: Annotated[
        str, typer.Option("--status", metavar="STATUS", help="With --who: referred, not referred, not asked, pending …")
    ] = "referred",
    why: Annotated[str | None, typer.Option("--why", metavar="CODE", help="Why this N: a sentence per status.")] = None,
    as_: SeenByOption = None,
    as_json: JsonOption = False,
) -> None:
    """Show n of N per code or category, and who is behind it."""
    from fop_coder.cli.tallies import Wishes

    if (who or why) and by:
        raise typer.BadParameter("does not go with --who and --why; narrow with --where instead", param_hint="--by")
    if as_ is not None and not (who or why):
        raise typer.BadParameter("goes with --who and --why: figures are the same for everybody", param_hint="--as")
    if why and (who or scheme):
        raise typer.BadParameter("goes neither with --who nor with --scheme", param_hint="--why")
    question = question_of(view, coders, where, scope, by=by, prompted_only=prompted_only, retired=retired)
    wishes = Wishes(percentages, intervals)
    with reading(project) as opened:
        if who:
            meant = _Meant(who, status, scheme, seen_by(opened, as_))
            _show_who(opened, question, meant, as_json=as_json)
        elif why:
            _show_why(opened, question, why, seen_by(opened, as_), as_json=as_json)
        elif scheme:
            _show_scheme(opened, question, scheme, wishes, as_json=as_json)
        else:
            _show_codes(opened, question, wishes, as_json=as_json)


def _show_codes(project: Project, question: Question, wishes: Wishes, *, as_json: bool) -> None:
    from fop_coder.cli.tallies import tally_lines
    from fop_coder.project.figures import interval_wording, tally_to_plain
    from fop_coder.project.tallying import tally as count

    found = count(project, question)
    if as_json:
        print_json({**tally_to_plain(found), "interval_note": interval_wording(found.base)})
    else:
        say(*map(one_line, tally_lines(found, wishes)))


def _show_scheme(project: Project, question: Question, name: str, wishes: Wishes, *, as_json: bool) -> None:
    from fop_coder.cli.tallies import scheme_lines
    from fop_coder.project.bands import scheme_or_band_named
    from fop_coder.project.figures import interval_wording, scheme_to_plain
    from fop_coder.project.tallying import tally_scheme

    found = tally_scheme(project, scheme_or_band_named(project, name), question)
    if as_json:
        print_json({**scheme_to_plain(found), "interval_note": interval_wording(found.base)})
    else:
        say(*map(one_line, scheme_lines(found, wishes)))


def _show_why(project: Project, question: Question, name: str, looking: Guid | None, *, as_json: bool) -> None:
    from fop_coder.project.tallying import hidden_behind_code, look_up, why_this_n

    code = project.code_named(name)
    reasons = why_this_n(project, code, question, seen_by=looking)
    hidden = hidden_behind_code(project, code, look_up(project, question), looking).sentence
    if as_json:
        plain = [
            {"status": r.status, "n": r.n, "respondents": list(r.respondents), "sentence": r.sentence} for r in reasons
        ]
        print_json({"code": code.ident, "name": code.name, "reasons": plain, **_not_shown(hidden)})
        return
    for reason in reasons:
        say(one_line(f"{reason.status}: {reason.sentence}"))
        if reason.respondents:
            say(one_line(f"    {', '.join(reason.respondents)}"))
    if hidden:
        say(one_line(hidden))


@dataclass(frozen=True, slots=True)
class _Meant:
    """Who is asked for: a code's figure and a status, or a category of a scheme; and who is looking."""

    name: str
    status: str
    scheme: str | None
    looking: Guid | None


def _show_who(project: Project, question: Question, meant: _Meant, *, as_json: bool) -> None:
    from fop_coder.project.bands import scheme_or_band_named
    from fop_coder.project.following import follow_category, follow_code, status_named

    if meant.scheme:
        scheme = scheme_or_band_named(project, meant.scheme)
        found = follow_category(project, scheme, meant.name, question, seen_by=meant.looking)
        _print_followed(found, {"scheme": scheme.ident, "category": found.status}, scheme.name, as_json=as_json)
    else:
        code = project.code_named(meant.name)
        found = follow_code(project, code, status_named(meant.status), question, seen_by=meant.looking)
        _print_followed(found, {"code": code.ident, "status": found.status}, code.name, as_json=as_json)


def _print_followed(found: Followed, about: dict[str, Any], name: str, *, as_json: bool) -> None:
    if as_json:
        passages = [_passage_to_plain(row) for row in found.passages]
        listed = {"respondents": list(found.respondents), "passages": passages}
        print_json({**about, "n": found.n, **listed, **_not_shown(found.hidden)})
        return
    say(one_line(f"{name}, {found.status}: {counted(found.n, 'respondent')}"))
    for label in found.respondents:
        say(one_line(label))
        for row in found.passages:
            if label in row.respondents:
                criteria = f" [{', '.join(row.criteria)}]" if row.criteria else ""
                say(one_line(f"    {row.document} {row.start}–{row.end}, {row.coder}{criteria}: {row.text}"))
    if found.hidden:
        say(one_line(found.hidden))


def _not_shown(hidden: str) -> dict[str, str]:
    return {"hidden": hidden} if hidden else {}


def _passage_to_plain(row: PassageRow) -> dict[str, Any]:
    return {
        "respondents": list(row.respondents),
        "document": row.document,
        "start": row.start,
        "end": row.end,
        "text": row.text,
        "code": row.code,
        "coder": row.coder,
        "speakers": list(row.speakers),
        "criteria": list(row.criteria),
        "memo": row.memo,
    }
