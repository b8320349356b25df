"""The topic guide: its questions, and who may not have been asked."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from fop_coder.cli.options import AsOption, JsonOption, ProjectArgument, ScopeOption, examples, reading, writing
from fop_coder.cli.output import Progress, counted, one_line, print_json, say
from fop_coder.cli.tables import Column, table

if TYPE_CHECKING:
    from fop_coder.project.not_asked import GuideFindings, Proposal
    from fop_coder.project.project import Project

app = typer.Typer(help="The questions of the topic guide, and who may not have been asked them.")

ThresholdOption = Annotated[
    float | None,
    typer.Option(
        "--threshold",
        metavar="SHARE",
        min=0.0,
        max=1.0,
        help="How much of a question's words must be found together, 0 to 1; 0.6 unless said.",
    ),
]
CodesOption = Annotated[
    list[str] | None, typer.Option("--codes", metavar="A,B", help="The codes that the question asks about.")
]


@app.command("list", epilog=examples("guide list study.fop", "guide list study.fop --threshold 0.5"))
def list_(
    project: ProjectArgument,
    threshold: ThresholdOption = None,
    scope: ScopeOption = "",
    as_: AsOption = None,
    as_json: JsonOption = False,
) -> None:
    """List the questions with the codes that they ask about, and in how many interviews each was found."""
    with reading(project) as opened:
        found = _look(opened, threshold, scope, as_)
    if as_json:
        print_json(
            [
                {
                    **{"number": n, "question": a.question.text, "codes": list(a.codes)},
                    **{"found": len(a.found), "of": a.of, "documents": list(a.found)},
                }
                for n, a in enumerate(found.questions, start=1)
            ]
        )
    elif not found.questions:
        say("The topic guide has no question yet. Bring one in with: fop-coder guide import PROJECT FILE")
    else:
        columns = (Column("", right=True), Column("question"), Column("asks about"), Column("found in", right=True))
        rows = [
            (str(n), a.question.text, ", ".join(a.codes), f"{len(a.found)} of {a.of}")
            for n, a in enumerate(found.questions, start=1)
        ]
        say(*table(columns, rows))


@app.command("import", epilog=examples("guide import study.fop guide.csv", "guide import study.fop guide.docx"))
def import_(
    project: ProjectArgument,
    file: Annotated[Path, typer.Argument(metavar="FILE", help="A text, a question a line; or a table.")],
    replace: Annotated[
        bool, typer.Option("--replace", help="Take out what the file does not hold, and put the rest in its order.")
    ] = False,
    as_: AsOption = None,
    as_json: JsonOption = False,
) -> None:
    """Take over a guide: a text with a question on each line, or a table with the columns question and codes."""
    from fop_coder.project.guide import guide_questions, import_change

    with writing(project, as_) as opened:
        change = import_change(opened, file, instead=replace)
        if change is not None:
            opened.apply(change)
        questions = len(guide_questions(opened))
    if as_json:
        print_json({"questions": questions, "changed": change is not None})
    else:
        said = counted(questions, "question")
        say(one_line(f"The topic guide has {said}" if change is not None else f"Nothing is new; it has {said}"))


@app.command("add", epilog=examples('guide add study.fop "How do you plan a visit?" --codes planning'))
def add(
    project: ProjectArgument,
    question: Annotated[str, typer.Argument(metavar="QUESTION", help="Its words.")],
    codes: CodesOption = None,
    as_: AsOption = None,
    as_json: JsonOption = False,
) -> None:
    """Put a question at the end of the guide; one of the same words gets these codes instead."""
    from fop_coder.cli.options import separated
    from fop_coder.project.guide import add_change

    with writing(project, as_) as opened:
        change = add_change(opened, question, [opened.code_named(name) for name in separated(codes)])
        if change is not None:
            opened.apply(change)
    if as_json:
        print_json({"question": question, "changed": change is not None})
    else:
        say(one_line(change.label if change is not None else "The guide has it so already"))


@app.command("remove", epilog=examples("guide remove study.fop 3", 'guide remove study.fop "How do you plan"'))
def remove(
    project: ProjectArgument,
    question: Annotated[str, typer.Argument(metavar="QUESTION", help="Its number, or words that it begins with.")],
    as_: AsOption = None,
    as_json: JsonOption = False,
) -> None:
    """Take a question out of the guide. Marks that were set by it stay."""
    from fop_coder.project.guide import question_named, remove_questions

    with writing(project, as_) as opened:
        found = question_named(opened, question)
        opened.apply(remove_questions([found]))
    if as_json:
        print_json({"question": found.text, "removed": True})
    else:
        say(one_line(f"Taken out: {found.text}"))


@app.command("propose", epilog=examples("guide propose study.fop", "guide propose study.fop --threshold 0.5 --json"))
def propose(
    project: ProjectArgument,
    threshold: ThresholdOption = None,
    scope: ScopeOption = "",
    as_: AsOption = None,
    as_json: JsonOption = False,
) -> None:
    """List who may not have been asked: not referred, and no question about the code found. Nothing is marked."""
    with reading(project) as opened:
        found = _look(opened, threshold, scope, as_)
    if as_json:
        proposals = [_to_plain(p) for p in found.proposals]
        print_json({"threshold": found.threshold, "proposals": proposals, "nothing_said_by": list(found.silent)})
        return
    for proposal in found.proposals:
        say(one_line(f"{proposal.label}, {proposal.code_name}"), one_line(f"    {_nearest(proposal)}"))
    if found.silent:
        say(one_line(f"Nothing can be said of {', '.join(found.silent)}: no interviewer speaks in their transcripts"))
    if not found.proposals:
        say("Nobody is proposed" if found.questions else "The topic guide has no question yet")


@app.command(
    "confirm",
    epilog=examples("guide confirm study.fop LB02=planning LB07=maps", "guide confirm study.fop --all"),
)
def confirm(
    project: ProjectArgument,
    pairs: Annotated[
        list[str] | None, typer.Argument(metavar="RESPONDENT=CODE...", help="Proposals to confirm.")
    ] = None,
    all_: Annotated[bool, typer.Option("--all", help="All that are proposed.")] = False,
    threshold: ThresholdOption = None,
    scope: ScopeOption = "",
    as_: AsOption = None,
    as_json: JsonOption = False,
) -> None:
    """Mark those who are proposed as not asked, in one step. Existing marks and passages are left as they are."""
    from fop_coder.project.not_asked import confirm_change

    if all_ == bool(pairs):
        raise typer.BadParameter("name the proposals, or give --all", param_hint="RESPONDENT=CODE")
    with writing(project, as_) as opened:
        found = _look(opened, threshold, scope, None).proposals
        chosen = found if all_ else _chosen(opened, found, pairs or [])
        change = confirm_change(opened, chosen, scope=scope)
        if change is not None:
            opened.apply(change)
    marked = len(change.added) if change is not None else 0
    if as_json:
        print_json({"marked": marked})
    else:
        say(f"{counted(marked, 'mark')} set: not asked")


def _look(opened: Project, threshold: float | None, scope: str, as_: str | None) -> GuideFindings:
    from fop_coder.analysis.asked import THRESHOLD
    from fop_coder.project.not_asked import look_through_guide

    if as_ is not None:
        opened.coder = opened.coder_named(as_).guid
    wanted = THRESHOLD if threshold is None else threshold
    return look_through_guide(opened, threshold=wanted, scope=scope, progress=Progress("Looking through interviews"))


def _chosen(opened: Project, found: tuple[Proposal, ...], written: list[str]) -> list[Proposal]:
    """Return the proposals that are named.

    Raises:
        NotFound: if somebody is not proposed for a code.
    """
    from fop_coder.model.errors import NotFound

    known = {(p.respondent, p.code): p for p in found}
    chosen = []
    for pair in written:
        label, equals, name = pair.rpartition("=")
        if not (equals and label.strip() and name.strip()):
            raise typer.BadParameter(f"{pair!r} is not of the form RESPONDENT=CODE", param_hint="RESPONDENT=CODE")
        who, code = opened.respondent_labelled(label.strip()), opened.code_named(name.strip())
        if (who.guid, code.guid) not in known:
            raise NotFound(
                f"{who.label} is not proposed as not asked about {code.name}", do="See who is with: guide propose"
            )
        chosen.append(known[who.guid, code.guid])
    return chosen


def _nearest(proposal: Proposal) -> str:
    near = proposal.nearest
    if near is None:
        return "no word of the questions is said"
    return f"nearest, {round(100 * near.likeness)} %: {near.document_name} {near.start}–{near.end}: {near.text}"


def _to_plain(proposal: Proposal) -> dict[str, Any]:
    near = proposal.nearest
    nearest = None
    if near is not None:
        nearest = {
            **{"document": near.document_name, "start": near.start, "end": near.end},
            **{"likeness": round(near.likeness, 4), "text": near.text},
        }
    return {"respondent": proposal.label, "code": proposal.code_name, "nearest": nearest}
