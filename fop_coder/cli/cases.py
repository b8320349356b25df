"""Linked cases: respondents who belong together, and what each of them says of a code."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any

import typer

from fop_coder.cli.options import (
    AsOption,
    CodersOption,
    JsonOption,
    ProjectArgument,
    PromptedOption,
    ScopeOption,
    ViewOption,
    WhereOption,
    examples,
    question_of,
    reading,
    writing,
)
from fop_coder.cli.output import counted, one_line, print_json, say
from fop_coder.cli.tables import Column, table

if TYPE_CHECKING:
    from fop_coder.project.cases import CaseRow, CaseTable

app = typer.Typer(help="Cases that are linked, such as a family and its social worker.")

_NameArgument = Annotated[str, typer.Argument(metavar="NAME", help="What the case is called.")]


@app.command("list", epilog=examples("case list study.fop"))
def list_(project: ProjectArgument, as_json: JsonOption = False) -> None:
    """List the cases with their members."""
    from fop_coder.project.cases import linked_cases

    with reading(project) as opened:
        found = linked_cases(opened)
    if as_json:
        print_json([{"name": c.name, "members": list(c.members), "note": c.note} for c in found])
    elif not found:
        say("No cases are linked yet. Link them with: fop-coder case add PROJECT NAME RESPONDENTS")
    else:
        columns = (Column("case"), Column("members"), Column("note"))
        say(*table(columns, [(c.name, ", ".join(c.members), c.note) for c in found]))


@app.command(
    "add",
    epilog=examples('case add study.fop "Family 3" F3 SW3', "case add study.fop --by family"),
)
def add(
    project: ProjectArgument,
    name: Annotated[str | None, typer.Argument(metavar="NAME", help="What the case is called.")] = None,
    respondents: Annotated[
        list[str] | None, typer.Argument(metavar="RESPONDENT...", help="Its members, two or more.")
    ] = None,
    by: Annotated[
        str | None, typer.Option("--by", metavar="ATTRIBUTE", help="Link all who share a value of an attribute.")
    ] = None,
    note: Annotated[str, typer.Option("--note", metavar="TEXT", help="A note on the case.")] = "",
    as_: AsOption = None,
    as_json: JsonOption = False,
) -> None:
    """Link respondents as a case, in place of one of that name; or with --by all who share a value."""
    from fop_coder.project.cases import link_by_attribute, link_change, linked_cases

    if (by is None) == (name is None) or (by is not None and (respondents or note)):
        raise typer.BadParameter("give a name and respondents, or --by an attribute alone", param_hint="NAME")
    with writing(project, as_) as opened:
        if by is not None:
            change = link_by_attribute(opened, by)
        else:
            change = link_change(opened, name or "", respondents or [], note)
        if change is not None:
            opened.apply(change)
        cases = len(linked_cases(opened))
    if as_json:
        print_json({"changed": change is not None, "cases": cases})
    else:
        said = change.label if change is not None else "It is linked so already"
        say(one_line(f"{said}; {counted(cases, 'case')} in all"))


@app.command("remove", epilog=examples('case remove study.fop "Family 3"'))
def remove(project: ProjectArgument, name: _NameArgument, as_: AsOption = None, as_json: JsonOption = False) -> None:
    """Take a case apart. Its respondents are not touched."""
    from fop_coder.project.cases import unlink_change

    with writing(project, as_) as opened:
        change = unlink_change(opened, name)
        opened.apply(change)
    if as_json:
        print_json({"name": name, "removed": True})
    else:
        say(one_line(change.label))


@app.command(
    "table",
    epilog=examples("case table study.fop planning --by role", "case table study.fop planning --view consensus"),
)
def table_(
    project: ProjectArgument,
    code: Annotated[str, typer.Argument(metavar="CODE", help="The code that is looked at.")],
    by: Annotated[
        str | None,
        typer.Option("--by", metavar="NAME", help="An attribute or scheme that says what a member is; else its place."),
    ] = None,
    view: ViewOption = None,
    coders: CodersOption = None,
    where: WhereOption = "",
    scope: ScopeOption = "",
    prompted_only: PromptedOption = False,
    as_json: JsonOption = False,
) -> None:
    """Show the members of each case side by side on a code, and count in how many both, one or neither referred."""
    from fop_coder.project.cases import case_table

    question = question_of(view, coders, where, scope, prompted_only=prompted_only)
    with reading(project) as opened:
        found = case_table(opened, opened.code_named(code), question, kind=by)
    if as_json:
        print_json(_to_plain(found))
    else:
        say(*map(one_line, _lines(found)))


def _to_plain(found: CaseTable) -> dict[str, Any]:
    return {
        "code": found.ident,
        "name": found.name,
        "view": found.base.view,
        "kinds": list(found.kinds),
        "cases": [_row_to_plain(row) for row in found.rows],
        "counts": dict(found.counts),
        "compared": found.compared,
        "left_out": list(found.left_out),
        "in_no_case": list(found.outside),
    }


def _row_to_plain(row: CaseRow) -> dict[str, Any]:
    return {
        "case": row.case,
        "members": {
            kind: [{"respondent": label, "status": status} for label, status in members]
            for kind, members in row.members.items()
        },
        "statuses": {kind: status or None for kind, status in row.statuses.items()},
        "said": row.said or None,
    }


def _lines(found: CaseTable) -> list[str]:
    columns = [Column("case"), *(Column(kind) for kind in found.kinds), Column("referred")]
    rows = []
    for row in found.rows:
        cells = [", ".join(f"{label}: {status}" for label, status in row.members[k]) or "–" for k in found.kinds]
        rows.append((row.case, *cells, row.said or "not compared"))
    counts = ", ".join(f"{word} {n}" for word, n in found.counts.items()) or "none can be compared"
    lines = [
        f"{found.name}, view {found.base.view}",
        *table(columns, rows),
        f"Of {counted(found.compared, 'case')}: {counts}",
    ]
    if found.left_out:
        lines.append(f"Not compared, as not everybody can be counted: {', '.join(found.left_out)}")
    if found.outside:
        lines.append(f"In no case: {', '.join(found.outside)}")
    return lines
