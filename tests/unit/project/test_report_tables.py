"""The report shows codes against codes, moves and numbers as it shows tallies: kept, watched, nobody lost."""

from __future__ import annotations

from dataclasses import replace

import docx
import pytest

from fop_coder.coding.passages import uncode
from fop_coder.exporters.report import Grid, Paragraphs
from fop_coder.model.change import Change
from fop_coder.model.codebook import Within
from fop_coder.model.coding import Coding, FilterOver
from fop_coder.model.errors import ExportRefused, FilterRefused, NotFound, ValueRefused
from fop_coder.model.quotations import source_words
from fop_coder.model.report import ReportKind
from fop_coder.project import report_asked, report_edits
from fop_coder.project.frozen import freeze, frozen_named
from fop_coder.project.frozen_compared import compare_frozen
from fop_coder.project.kept_filters import keep, rename_filter_change
from fop_coder.project.report_asked import asked_from_json, asked_to_json
from fop_coder.project.report_figures import made_from_json, made_to_json
from fop_coder.project.report_page import ItemState, report_page
from fop_coder.project.report_published import published
from fop_coder.project.report_sentences import make
from fop_coder.project.report_writing import ReportWishes, write_report
from fop_coder.project.tallying import Question
from tests.made import Made, band, code, guid, instrument, scheme

PLANNING, REVIEW = code("planning"), code("review")
FIRST, THEN = "time one", "time two"
SIZES = {"RBKC": 6, "WCC": 6, "LBHF": 2}


@pytest.fixture
def project(bare_project):
    """Fourteen of two boroughs, two seen twice; nine plan, one was not asked; days of training, one in words."""
    study = Made(PLANNING, REVIEW, scheme("group", "Keen", "Cautious"), band("breadth", "0 1+", PLANNING, REVIEW))
    for number in range(14):
        said = (["planning"] if number < 9 else []) + (["review"] if number % 2 else [])
        marks = {"planning": "not asked"} if number == 13 else {}
        borough = "RBKC" if number < 6 else "WCC" if number < 12 else "LBHF"
        days = "many" if number == 12 else number
        classes = {"group": "Keen" if number < 8 else "Cautious"}
        label = f"P{number:02}"
        occasion = {"occasion": FIRST} if number < 2 else {}
        study.says(label, *said, marks=marks, borough=borough, training_days=days, **occasion)
        study.judged(label, {}, classes)
    study.says("P00", "review", occasion=THEN)
    study.says("P01", "planning", occasion=THEN)
    with study.open(bare_project) as opened:
        yield opened


def codes(_project, within=Within.RESPONDENT, **question):
    return report_asked.codes_asked(within, Question(**question))


def moved(project, **question):
    return report_asked.moves_asked(project, "planning", FIRST, THEN, Question(**question))


def correlated(project, y="codes", **question):
    return report_asked.correlation_asked(project, "training days", y, Question(**question))


def lying(project, name="training days", **question):
    return report_asked.numbers_asked(project, name, Question(**question))


def add(project, asked, kind=ReportKind.TABLE):
    project.apply(report_edits.add_made(project, kind, asked))
    return report_page(project)[-1]


def lines(looked):
    """Return the rows of a table, and the notes below it."""
    grid, notes = looked.blocks
    assert isinstance(grid, Grid) and isinstance(notes, Paragraphs)
    return [grid.headings, *grid.rows], notes.lines


# ---- what they show --------------------------------------------------------------------------------------------------


def test_codes_meet_in_respondents_and_who_is_not_counted_is_said(project):
    rows, notes = lines(add(project, codes(project)))
    assert rows == [
        ("Code", "Planning", "Review"),
        ("Planning", "9/13, 1 not counted", "5/13, 1 not counted"),
        ("Review", "5/13, 1 not counted", "8/14"),
    ]
    assert "Not counted on Planning: 1 not asked." in notes
    rows, _ = lines(add(project, codes(project, Within.PASSAGE)))
    assert rows[1] == ("Planning", "9/13, 1 not counted", "0/13, 1 not counted")
    with pytest.raises(FilterRefused, match="passages do not overlap"):
        add(project, codes(project, Within.PASSAGE, view="consensus"))


def test_moves_have_the_whole_sample_and_name_who_was_seen_once(project):
    rows, notes = lines(add(project, moved(project)))
    assert rows == [
        ("Planning, time one", "referred", "not referred", "no data", "All"),
        ("referred", 1, 1, 0, 2),
        ("not referred", 0, 0, 0, 0),
        ("no data", 0, 0, 12, 12),
        ("All", 1, 1, 12, 14),
    ]
    assert notes[0] == (
        "Counted at both times: 2, of whom 1 the same and 1 another at time two. Counted at one time only: 0; "
        "at neither: 12."
    )


def uncode_of(project, label, occasion):
    document = project.document_named(f"{label} interview {occasion}".strip())
    coding = next(c for c in project.store.values(Coding) if c.document == document.guid)
    return uncode(coding, next(c for c in project.codebook.codes if c.guid == coding.code), document)


def test_totals_of_instruments_are_kept_by_guid_and_who_was_seen_once_is_named(bare_project):
    scale = instrument("wellbeing", 4)
    study = Made(PLANNING, scale)
    for number in range(4):
        items = {f"wellbeing {item}": 1 + (number + item) % 5 for item in range(1, 5)}
        study.says(f"P{number}", "planning", occasion=FIRST if number else THEN, **items)
    study.says("P1", occasion=THEN)
    with study.open(bare_project) as project:
        assert lying(project, "wellbeing").about == (scale.guid,)
        asked = correlated_with(project, "wellbeing", "WELLBEING: first")
        assert asked.about == (scale.guid, f"{scale.guid}: first")
        rows, _ = lines(add(project, asked))
        assert {row[-1] for row in rows[1:]} == {4}
        _, notes = lines(add(project, moved(project)))
        assert "P0 (time two: referred), P2 (time one: referred), P3 (time one: referred)" in notes[1]
        published_notes = published(project, report_page(project), 2)[1].blocks[1].lines
        assert not any("P2" in line for line in published_notes)
    random = Made(PLANNING, chosen="random")
    for number in range(12):
        random.says(f"P{number}", "planning", one=number, other=(number * 5) % 12)
    with random.open(bare_project) as project:
        rows, notes = lines(add(project, correlated_with(project, "one", "other")))
        assert rows[0] == ("Coefficient", "Value", "95 % interval", "N") and " to " in rows[1][2]
        assert any("simple random sample" in note for note in notes) and any("Fisher" in note for note in notes)


def correlated_with(project, x, y):
    return report_asked.correlation_asked(project, x, y, Question())


def test_numbers_are_told_with_who_has_none_and_why(project):
    rows, notes = lines(add(project, correlated(project)))
    assert rows[0] == ("Coefficient", "Value", "N") and [row[0] for row in rows[1:]] == [
        "Spearman's rho",
        "Kendall's tau-b",
    ]
    assert {row[2] for row in rows[1:]} == {12} and all(-1 <= float(row[1]) <= 1 for row in rows[1:])
    left = next(line for line in notes if line.startswith("Left out"))
    assert left == "Left out: 2. distinct codes: not asked (1); training days: not a number (many) (1)."
    rows, notes = lines(add(project, lying(project, by="borough")))
    assert rows[1:] == [
        ("All", 13, 1, 6.08, 6, "3 to 9", "0 to 13"),
        ("LBHF", 1, 1, 13, 13, "13 to 13", "13 to 13"),
        ("RBKC", 6, 0, 2.5, 2.5, "1.25 to 3.75", "0 to 5"),
        ("WCC", 6, 0, 8.5, 8.5, "7.25 to 9.75", "6 to 11"),
    ]
    assert "Left out: 1. not a number (many) (1)." in notes
    _, notes = lines(add(project, lying(project, "codes: planning, review")))
    assert notes[0] == "Counted, each code once: Planning, Review."


def test_coefficients_that_are_not_defined_say_so(project):
    rows, notes = lines(add(project, correlated(project, where="borough = LBHF")))
    assert [row[1] for row in rows[1:]] == ["not defined"] * 2 and any("only 0 points" in note for note in notes)


# ---- kept, and watched -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("ask", "taken", "why"),
    [
        (codes, ("P02", ""), "Planning: 9/13 when written"),
        (moved, ("P01", FIRST), "referred, referred: 1 when written"),
        (correlated, ("P02", ""), "Spearman's rho: "),
        (lambda p: lying(p, "codes", by="borough"), ("P02", ""), "distinct codes, RBKC, mean: 1.67 when written"),
    ],
)
def test_a_table_is_stale_when_its_figures_are_others(project, ask, taken, why):
    looked = add(project, ask(project))
    assert looked.state is ItemState.CURRENT and not looked.reworded
    assert asked_to_json(asked_from_json(looked.item.asked)) == looked.item.asked
    made = made_from_json(looked.item.figures)
    assert made_to_json(made) == looked.item.figures and make(project, looked.item.kind, ask(project)) == made
    project.apply(uncode_of(project, *taken))
    (stale,) = report_page(project)
    assert stale.state is ItemState.STALE and any(clause.startswith(why) for clause in stale.why), stale.why
    project.apply(report_edits.renew_item(project, "1"))
    assert report_page(project)[0].state is ItemState.CURRENT


def test_numbers_are_kept_by_guid_so_that_names_may_change(project):
    attribute = project.attribute_named("training days")
    for name, kept in (
        ("Training Days", attribute.guid),
        ("CODES", "codes"),
        ("breadth", guid("band", "breadth")),
        ("codes: review, planning", f"codes: {REVIEW.guid}, {PLANNING.guid}"),
    ):
        assert lying(project, name).about == (kept,)
        add(project, lying(project, name))
    project.apply(Change("Rename", removed=(attribute,), added=(replace(attribute, name="days"),)))
    assert [looked.state for looked in report_page(project)] == [ItemState.CURRENT] * 4
    with pytest.raises(NotFound, match="no number called"):
        lying(project, "nothing")
    with pytest.raises(NotFound, match="no occasion called"):
        report_asked.moves_asked(project, "planning", FIRST, "time nine", Question())
    for wrong in ("score-15: nothing", "codes: nothing"):
        with pytest.raises(NotFound):
            lying(project, wrong)
    with pytest.raises(ValueRefused, match="cannot tell this"):
        add(project, codes(project), ReportKind.CHART)


def test_items_and_frozen_figures_go_on_asking_for_a_filter_that_is_renamed(project):
    keep(project, FilterOver.RESPONDENTS, "Kensington", "borough = RBKC")
    keep(project, FilterOver.DOCUMENTS, "Kensington", "kind = interview")
    project.apply(freeze(project, "May", Question(where="Kensington")))
    before = add(project, lying(project, where="kensington", scope="Kensington")), add(project, lying(project))
    project.apply(rename_filter_change(project, FilterOver.RESPONDENTS, "Kensington", "Königin’s “royal” borough"))
    project.apply(rename_filter_change(project, FilterOver.DOCUMENTS, "Kensington", "spoken"))
    now = report_page(project)
    assert [looked.state for looked in now] == [ItemState.CURRENT] * 2
    assert lines(now[0])[0] == lines(before[0])[0]
    question = asked_from_json(now[0].item.asked).question
    assert (question.where, question.scope) == ("Königin’s “royal” borough", "spoken")
    assert compare_frozen(project, frozen_named(project, "May")).parts == ()
    project.undo()
    project.undo()
    assert asked_from_json(report_page(project)[0].item.asked).question.where == "kensington"


# ---- for publication -------------------------------------------------------------------------------------------------


def published_rows(project, smallest=5):
    return [looked.blocks for looked in published(project, report_page(project), smallest)]


@pytest.mark.parametrize(
    "ask",
    [
        lambda p: report_asked.tally_asked_of(p, [], Question(by="borough")),
        lambda p: report_asked.scheme_asked(p, "group", Question(by="borough")),
        lambda p: report_asked.crosstab_asked(p, "planning", "borough", Question()),
        lambda p: report_asked.crosstab_asked(p, "borough", "group", Question()),
        lambda p: lying(p, by="borough"),
    ],
)
def test_small_groups_are_hidden_in_every_table_with_one_that_would_give_them_away(project, ask):
    add(project, ask(project))
    ((grid, notes),) = published_rows(project)
    lines_ = [(row[0], row[1:]) for row in grid.rows]
    lines_ += [(heading.partition(" (")[0], column) for heading, *column in zip(grid.headings, *grid.rows, strict=True)]
    boroughs = {name: cells for name, cells in lines_ if name in ("LBHF", "RBKC", "WCC")}
    hidden = {name for name, cells in boroughs.items() if set(cells) <= {"hidden", SIZES[name]}}
    assert "LBHF" in hidden and len(hidden) == 2
    assert any("LBHF has only 2 respondents" in line for line in notes.lines)
    assert "Lowest to highest" not in grid.headings, "each is one respondent's"
    assert not any("hidden" in map(str, row) for row in report_page(project)[0].blocks[0].rows), "the team sees all"


def test_a_sentence_leaves_hidden_groups_out_and_says_so(project):
    asked = report_asked.sentence_asked(project, "planning", Question(by="borough"))
    looked = add(project, asked, ReportKind.SENTENCE)
    assert "0/1 in LBHF" in looked.words
    ((words, note),) = published_rows(project)
    assert "9/13" in words.lines[0] and "LBHF" not in words.lines[0]
    assert note.lines[0].startswith("Not told by group: LBHF has only 2 respondents")
    project.apply(report_edits.edit_item(project, "1", "Nine planned, none of them in LBHF."))
    with pytest.raises(ExportRefused, match="in words of your own"):
        published_rows(project)
    plain = report_asked.sentence_asked(project, "planning", Question())
    project.apply(report_edits.remove_item(project, "1"))
    add(project, plain, ReportKind.SENTENCE)
    project.apply(report_edits.edit_item(project, "1", "Nine planned."))
    assert published_rows(project) == [(Paragraphs(("Nine planned.",)),)]


def test_two_tables_hide_the_same_groups(project):
    """What one table hides, another divided alike does not show; nor does a scheme turned round."""
    add(project, report_asked.tally_asked_of(project, ["review"], Question(by="borough")))
    add(project, report_asked.crosstab_asked(project, "borough", "planning", Question()))
    add(project, report_asked.scheme_asked(project, "group", Question(by="borough")))
    tally, crossed, _ = (blocks[0] for blocks in published_rows(project))
    by_tally = {
        heading.partition(" (")[0]
        for heading, cell in zip(tally.headings, tally.rows[0], strict=True)
        if cell == "hidden"
    }
    assert by_tally == {row[0] for row in crossed.rows if "hidden" in row}


def test_few_counted_on_two_codes_or_two_numbers_are_hidden_and_moves_name_nobody(project):
    add(project, codes(project, where="borough = RBKC"))
    add(project, moved(project))
    add(project, correlated(project))
    meeting, moves, numbers = published_rows(project)
    assert meeting[0].rows[0][1] == "6/6" and moves[0].rows[0][1] == 1 and numbers[0].rows[0][2] == 12
    meeting, moves, numbers = published_rows(project, smallest=6)
    assert numbers[0].rows[0][1] != "hidden"
    with pytest.raises(ExportRefused, match="the sample has 6 respondents, fewer than the 7"):
        published_rows(project, smallest=7)
    project.apply(report_edits.remove_item(project, "1"))
    _, numbers = published_rows(project, smallest=13)
    assert [row[1] for row in numbers[0].rows] == ["hidden", "hidden"]
    add(project, codes(project))
    _, _, meeting = published_rows(project, smallest=14)
    assert meeting[0].rows[0] == ("Planning", "hidden", "hidden") and meeting[0].rows[1][2] == "8/14"
    assert "“hidden”: fewer than 14 respondents are counted on both codes." in meeting[1].lines


def test_nothing_that_is_not_up_to_date_is_published_and_quotations_have_their_label_alone(project, tmp_path):
    coding = next(c for c in project.store.values(Coding) if c.code == PLANNING.guid)
    project.apply(report_edits.add_quotation(project, coding.guid))
    source = report_page(project)[0].blocks[0].source
    (quoted,) = published_rows(project)[0]
    assert "turn" in source and quoted.source and "turn" not in quoted.source and quoted.text
    add(project, codes(project))
    out = tmp_path / "out.docx"
    assert write_report(project, out, ReportWishes(publication=True)) == 2
    assert quoted.source in "".join(p.text for p in docx.Document(str(out)).paragraphs)
    with pytest.raises(ExportRefused, match="a group of one is a person"):
        write_report(project, out, ReportWishes(publication=True, smallest=1))
    document = project.document_named("P05 interview")
    other = next(c for c in project.store.values(Coding) if c.document == document.guid and c.code == PLANNING.guid)
    project.apply(uncode(other, PLANNING, document))
    with pytest.raises(ExportRefused, match="item 2 of the report is stale, and what is published"):
        published_rows(project)


@pytest.mark.parametrize(
    ("label", "document", "said"),
    [
        ("KC03", "KC03", "KC03, turn 6"),
        ("KC03", "KC03 time two", "KC03 time two, turn 6"),
        ("KC03, RBKC", "KC03", "KC03, RBKC, turn 6"),
        ("Enthusiast", "KC03", "Enthusiast, KC03, turn 6"),
        ("KC0", "KC03", "KC0, KC03, turn 6"),
    ],
)
def test_a_name_that_is_label_and_document_is_said_once(label, document, said):
    assert source_words(label, document, "turn 6") == said
