"""The tally: n of N, and every number followed to respondents and passages."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any

import typer

from fop_coder.cli.options import (
    CodersOption,
    IntervalsOption,
    JsonOption,
    PercentagesOption,
    ProjectArgument,
    PromptedOption,
    RetiredOption,
    ScopeOption,
    ViewOption,
    WhereOption,
    examples,
    reading,
    separated,
)
from fop_coder.cli.output import counted, one_line, print_json, say

if TYPE_CHECKING:
    from fop_coder.cli.tallies import Wishes
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
        "tally study.fop --why planning",
    )
)
def tally(
    project: ProjectArgument,
    view: ViewOption = None,
    coders: CodersOption = None,
    by: Annotated[
        str | None, typer.Option("--by", metavar="NAME", help="An attribute or scheme that divides the sample.")
    ] = None,
    where: WhereOption = "",
    scope: ScopeOption = "",
    scheme: Annotated[
        str | None, typer.Option("--scheme", metavar="NAME", help="The categories of this scheme, instead of codes.")
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
    as_json: JsonOption = False,
) -> None:
    """Show n of N per code or category, and who is behind it."""
    from fop_coder.cli.tallies import Wishes
    from fop_coder.project.tallying import Question

    if (who or why) and by:
        raise typer.BadParameter("does not go with --who and --why; narrow with --where instead", param_hint="--by")
    if why and (who or scheme):
        raise typer.BadParameter("goes neither with --who nor with --scheme", param_hint="--why")
    question = Question(
        view=view,
        coders=separated(coders),
        where=where,
        scope=scope,
        by=by,
        prompted_only=prompted_only,
        retired=retired,
    )
    wishes = Wishes(percentages, intervals)
    with reading(project) as opened:
        if who:
            _show_who(opened, question, who, status, scheme, as_json=as_json)
        elif why:
            _show_why(opened, question, why, as_json=as_json)
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
    from fop_coder.project.figures import interval_wording, scheme_to_plain
    from fop_coder.project.tallying import tally_scheme

    found = tally_scheme(project, project.scheme_named(name), question)
    if as_json:
        print_json({**scheme_to_plain(found), "interval_note": interval_wording(found.base)})
    else:
        say(*map(one_line, scheme_lines(found, wishes)))


def _show_why(project: Project, question: Question, name: str, *, as_json: bool) -> None:
    from fop_coder.project.tallying import why_this_n

    code = project.code_named(name)
    reasons = why_this_n(project, code, question)
    if as_json:
        plain = [
            {"status": r.status, "n": len(r.respondents), "respondents": list(r.respondents), "sentence": r.sentence}
            for r in reasons
        ]
        print_json({"code": code.ident, "name": code.name, "reasons": plain})
        return
    for reason in reasons:
        say(one_line(f"{reason.status}: {reason.sentence}"))
        if reason.respondents:
            say(one_line(f"    {', '.join(reason.respondents)}"))


def _show_who(
    project: Project, question: Question, name: str, status: str, scheme: str | None, *, as_json: bool
) -> None:
    from fop_coder.project.following import follow_category, follow_code, status_named

    if scheme:
        meant = project.scheme_named(scheme)
        found = follow_category(project, meant, name, question)
        _print_followed(found, {"scheme": meant.ident, "category": found.status}, meant.name, as_json=as_json)
    else:
        code = project.code_named(name)
        found = follow_code(project, code, status_named(status), question)
        _print_followed(found, {"code": code.ident, "status": found.status}, code.name, as_json=as_json)


def _print_followed(found: Followed, about: dict[str, Any], name: str, *, as_json: bool) -> None:
    if as_json:
        passages = [_passage_to_plain(row) for row in found.passages]
        print_json({**about, "n": len(found.respondents), "respondents": list(found.respondents), "passages": passages})
        return
    say(one_line(f"{name}, {found.status}: {counted(len(found.respondents), 'respondent')}"))
    for label in found.respondents:
        say(one_line(label))
        for row in found.passages:
            if label in row.respondents:
                criteria = f" [{', '.join(row.criteria)}]" if row.criteria else ""
                say(one_line(f"    {row.document} {row.start}–{row.end}, {row.coder}{criteria}: {row.text}"))


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
