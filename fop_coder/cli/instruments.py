"""Instruments such as SCORE-15: their items, answers entered or from a sheet, and the scores."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from fop_coder.cli.options import (
    AsOption,
    ByOption,
    CodersOption,
    JsonOption,
    ProjectArgument,
    ScopeOption,
    ViewOption,
    WhereOption,
    examples,
    question_of,
    reading,
    writing,
)
from fop_coder.cli.output import counted, one_line, print_json, say, tell
from fop_coder.cli.tables import WIDTH, Column, table, wrapped

if TYPE_CHECKING:
    from fop_coder.model.codebook import Instrument
    from fop_coder.project.instrument_scores import Answers

app = typer.Typer(help="Instruments such as SCORE-15: answers item by item, totals and subscales.")

_InstrumentArgument = Annotated[str, typer.Argument(metavar="INSTRUMENT", help="Its short name or name.")]
_OccasionOption = Annotated[
    str, typer.Option("--occasion", metavar="OCCASION", help="Only for this occasion, such as: time two; else for all.")
]


@app.command("list", epilog=examples("instrument list study.fop"))
def list_(project: ProjectArgument, as_json: JsonOption = False) -> None:
    """List the instruments with their scales, and how many respondents have answered."""
    from fop_coder.project.instrument_scores import scales
    from fop_coder.project.instruments import respondents_answering

    with reading(project) as opened:
        found = [
            {
                "instrument": i.ident,
                "name": i.name,
                "items": len(i.items),
                "lowest": i.lowest,
                "highest": i.highest,
                "most_missing": i.most_missing,
                "subscales": [s.name for s in scales(i)[1:]],
                "respondents": respondents_answering(opened, i),
            }
            for i in opened.codebook.instruments
        ]
    if as_json:
        print_json(found)
    elif not found:
        say("No instrument yet. Add the one that comes with the program: fop-coder instrument add PROJECT score-15")
    else:
        columns = ("instrument", "name", "items", "answers", "respondents")
        right = ("items", "respondents")
        rows = [[str(i[c]) if c != "answers" else f"{i['lowest']} to {i['highest']}" for c in columns] for i in found]
        say(*table([Column(c, right=c in right) for c in columns], rows))


@app.command("add", epilog=examples("instrument add study.fop score-15"))
def add(
    project: ProjectArgument, instrument: _InstrumentArgument, as_: AsOption = None, as_json: JsonOption = False
) -> None:
    """Take an instrument that comes with the program into the codebook."""
    from fop_coder.project.instruments import add_instrument_change, shipped_instrument_named

    with writing(project, as_) as opened:
        found = shipped_instrument_named(opened, instrument)
        opened.apply(add_instrument_change(opened, found))
    if as_json:
        print_json({"instrument": found.ident, "items": len(found.items)})
    else:
        say(f"Added {found.name} with {counted(len(found.items), 'item')}")


@app.command("show", epilog=examples("instrument show study.fop score-15"))
def show(project: ProjectArgument, instrument: _InstrumentArgument, as_json: JsonOption = False) -> None:
    """Show the items of an instrument, which are turned round, and the rule for missing answers."""
    from fop_coder.project.instrument_scores import missing_rule, reversed_rule
    from fop_coder.project.instruments import instrument_named
    from fop_coder.project.numbers import item_attributes

    with reading(project) as opened:
        found = instrument_named(opened, instrument)
        attributes = item_attributes(opened, found)
    rules = [rule for rule in (reversed_rule(found), missing_rule(found)) if rule]
    items = [
        {
            "number": i.number,
            "name": i.name,
            "subscale": i.subscale,
            "reversed": i.reversed,
            "attribute": attributes[i.number].name if i.number in attributes else None,
        }
        for i in found.items
    ]
    if as_json:
        print_json(
            {
                "instrument": found.ident,
                "name": found.name,
                "lowest": found.lowest,
                "highest": found.highest,
                "higher_is": found.higher_is,
                "definition": found.definition,
                "rules": rules,
                "items": items,
            }
        )
        return
    say(f"{one_line(found.name)}: answers {found.lowest} to {found.highest}")
    say(*wrapped(one_line(found.definition), WIDTH), *(line for rule in rules for line in wrapped(rule, WIDTH)), "")
    rows = [(str(i.number), i.name, i.subscale, "turned round" if i.reversed else "") for i in found.items]
    say(*table((Column("item", right=True), Column("wording"), Column("subscale"), Column("")), rows))


@app.command(
    "enter",
    epilog=examples(
        "instrument enter study.fop score-15 F3 2 4 1 5 4 2 4 4 5 1 4 5 4 - 2",
        'instrument enter study.fop score-15 F3 14=4 --occasion "time two"',
    ),
)
def enter(
    project: ProjectArgument,
    instrument: _InstrumentArgument,
    respondent: Annotated[str, typer.Argument(metavar="RESPONDENT", help="The respondent's label.")],
    answers: Annotated[
        list[str],
        typer.Argument(metavar="ANSWER...", help="All in the order of the items, - for a missing one; or ITEM=ANSWER."),
    ],
    occasion: _OccasionOption = "",
    as_: AsOption = None,
    as_json: JsonOption = False,
) -> None:
    """Keep a respondent's answers, as one step; show total and subscales."""
    from fop_coder.project.instrument_scores import scores
    from fop_coder.project.instruments import answers_change, answers_in_order, form_of, instrument_named
    from fop_coder.project.numbers import number_text

    with writing(project, as_) as opened:
        found, who = instrument_named(opened, instrument), opened.respondent_labelled(respondent)
        pairs = all("=" in answer for answer in answers)
        given = _named_items(found, answers) if pairs else answers_in_order(found, answers)
        change = answers_change(opened, found, who, given, occasion)
        if change is not None:
            opened.apply(change)
        form = form_of(opened, found, who, occasion)
    result = scores(found, form.counting())
    if as_json:
        print_json(
            {
                "respondent": who.label,
                "occasion": form.occasion,
                "changed": change is not None,
                "scores": [
                    {"scale": s.scale.name, "score": s.score, "missing": s.missing, "why": s.why} for s in result
                ],
            }
        )
        return
    when = f", {form.occasion}" if form.occasion else ""
    say(one_line(f"{who.label}{when}: {'kept' if change is not None else 'is so already'}"))
    rows = [
        (
            s.scale.name,
            "" if s.score is None else number_text(s.score),
            f"{len(s.scale.items) - s.missing} of {len(s.scale.items)}",
            s.why,
        )
        for s in result
    ]
    columns = (Column("scale"), Column("score", right=True), Column("answered", right=True), Column(""))
    say(*table(columns, rows))


def _named_items(instrument: Instrument, answers: list[str]) -> Answers:
    """Return answers of the form ITEM=ANSWER; an empty one, or -, is taken off."""
    numbers = {str(i.number): i.number for i in instrument.items}
    given: dict[int, str] = {}
    for written in answers:
        item, _, answer = written.partition("=")
        if item.strip() not in numbers:
            raise typer.BadParameter(f"{instrument.name} has no item {item.strip()!r}", param_hint="ANSWER")
        given[numbers[item.strip()]] = "" if answer.strip() in ("-", ".") else answer
    return given


@app.command(
    "import",
    epilog=examples(
        "instrument import study.fop score-15 answers.xlsx",
        'instrument import study.fop score-15 follow-up.csv --occasion "time two"',
    ),
)
def import_(
    project: ProjectArgument,
    instrument: _InstrumentArgument,
    sheet: Annotated[
        Path, typer.Argument(metavar="SHEET", help="A .csv or .xlsx: respondent, occasion if wanted, and the items.")
    ],
    occasion: _OccasionOption = "",
    as_: AsOption = None,
    as_json: JsonOption = False,
) -> None:
    """Take over answers from a sheet: all rows or none. Empty cells leave what is there."""
    from fop_coder.project.instrument_sheets import import_answers
    from fop_coder.project.instruments import instrument_named

    with writing(project, as_) as opened:
        report = import_answers(opened, instrument_named(opened, instrument), sheet, occasion)
    if as_json:
        print_json(
            {
                "respondents": report.respondents,
                "answers": report.answers,
                "occasions": list(report.occasions),
                "left_out": list(report.left_out),
                "notes": list(report.notes),
            }
        )
    else:
        say(f"{counted(report.answers, 'answer')} of {counted(report.respondents, 'respondent')}")
    tell(*(f"{sheet.name}: {note}" for note in report.notes))
    if report.left_out:
        tell(f"{sheet.name}: no item's, left out: {', '.join(report.left_out)}")


@app.command(
    "scores",
    epilog=examples(
        "instrument scores study.fop score-15 --by network-strength",
        "instrument scores study.fop score-15 --scope 'occasion = \"time two\"'",
    ),
)
def scores_(
    project: ProjectArgument,
    instrument: _InstrumentArgument,
    by: ByOption = None,
    view: ViewOption = None,
    coders: CodersOption = None,
    where: WhereOption = "",
    scope: ScopeOption = "",
    as_json: JsonOption = False,
) -> None:
    """Show how total and subscales lie, in the sample and with --by in each group; and who has none and why."""
    from fop_coder.cli.number_lines import score_lines
    from fop_coder.project.figures import numbers_to_plain
    from fop_coder.project.instrument_scores import missing_rule, score_tables
    from fop_coder.project.instruments import instrument_named

    with reading(project) as opened:
        found = instrument_named(opened, instrument)
        tables = score_tables(opened, found, question_of(view, coders, where, scope, by=by))
    if as_json:
        plain: list[dict[str, Any]] = [numbers_to_plain(t) for t in tables]
        print_json({"instrument": found.ident, "scales": plain})
    else:
        say(*map(one_line, score_lines(tables, missing_rule(found))))
