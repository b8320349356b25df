"""The check before an export: what in it could tell who somebody is, or what one person said."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any

import typer

from fop_coder.cli.options import (
    CodersOption,
    JsonOption,
    NamesOption,
    ProjectArgument,
    ScopeOption,
    SeenByOption,
    SeveralByOption,
    SmallestOption,
    ViewOption,
    WhereOption,
    examples,
    question_of,
    reading,
    seen_by,
    separated,
)
from fop_coder.cli.output import counted, found_wanting, one_line, print_json, say

if TYPE_CHECKING:
    from fop_coder.model.disclosure import DisclosureReport

app = typer.Typer()


@app.command(
    epilog=examples(
        "disclosure study.fop",
        "disclosure study.fop --by borough --smallest 10",
        "disclosure study.fop --publication --names names.txt",
    )
)
def disclosure(
    project: ProjectArgument,
    what: Annotated[
        list[str] | None, typer.Option("--what", metavar="A,B", help="Parts of the export to look at; else all.")
    ] = None,
    view: ViewOption = None,
    coders: CodersOption = None,
    by: SeveralByOption = None,
    where: WhereOption = "",
    scope: ScopeOption = "",
    publication: Annotated[
        bool, typer.Option("--publication", help="Look at what an export for publication still shows.")
    ] = False,
    smallest: SmallestOption = None,
    names: NamesOption = None,
    as_: SeenByOption = None,
    as_json: JsonOption = False,
) -> None:
    """List what an export could tell of few people. Ends with 1 if a name to keep out was found."""
    from fop_coder.project.disclosure import check_disclosure, read_names
    from fop_coder.project.exporting import ExportWishes

    question = question_of(view, coders, where, scope)
    wishes = ExportWishes(
        by=separated(by) if by else None,
        what=frozenset(separated(what)) if what else None,
        publication=publication,
        smallest=smallest,
        names=read_names(names) if names else (),
    )
    with reading(project) as opened:
        report = check_disclosure(opened, question, wishes, seen_by=seen_by(opened, as_))
    if as_json:
        print_json(_plain(report))
    else:
        say(*_lines(report))
    if report.names:
        raise found_wanting(f"{counted(len(report.names), 'place')} with a name to keep out")


def _lines(report: DisclosureReport) -> list[str]:
    if not report.findings:
        return [f"Nothing was found (groups of fewer than {report.smallest} respondents count as small)."]
    lines: list[str] = []
    concern = None
    for finding in report.findings:
        if finding.concern is not concern:
            concern = finding.concern
            lines += [*([""] if lines else []), str(concern).capitalize()]
        lines.append(one_line(f"  {finding.where}: {finding.sentence}"))
    return [*lines, "", counted(len(report.findings), "finding")]


def _plain(report: DisclosureReport) -> dict[str, Any]:
    balance = report.balance
    return {
        "smallest": report.smallest,
        "findings": [{"concern": str(f.concern), "where": f.where, "sentence": f.sentence} for f in report.findings],
        "balance": {
            "passages": balance.passages,
            "respondents": dict(balance.respondents),
            "groups": {
                by: {group: {"passages": given, "respondents": size} for group, (given, size) in groups.items()}
                for by, groups in balance.groups.items()
            },
        },
    }
