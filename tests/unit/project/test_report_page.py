"""The report page: what is put in stays as it was, and says when its figures have changed or are gone."""

from __future__ import annotations

from dataclasses import replace

import docx
import lxml.html
import pytest

from fop_coder.coding.passages import uncode
from fop_coder.exporters.report import Heading
from fop_coder.model.base import new_guid
from fop_coder.model.change import Change
from fop_coder.model.coding import Classification, Coding, Mark
from fop_coder.model.documents import Assignment
from fop_coder.model.errors import Cancelled, ChangeRefused, ExportRefused, NotFound, ValueRefused
from fop_coder.model.people import Coder, KeptName, Respondent
from fop_coder.model.report import Quotation, ReportKind
from fop_coder.project import codebook_edits, report_edits
from fop_coder.project.method import day_in_words
from fop_coder.project.quotations import unstar_change
from fop_coder.project.report_asked import (
    ItemAsked,
    What,
    asked_from_json,
    asked_to_json,
    crosstab_asked,
    fixed,
    scheme_asked,
    sentence_asked,
    tally_asked_of,
)
from fop_coder.project.report_figures import Figure, differences, made_from_json, made_to_json
from fop_coder.project.report_figures import Made as Made_
from fop_coder.project.report_page import ItemState, report_items, report_page
from fop_coder.project.report_writing import ReportWishes, told, write_report
from fop_coder.project.tallying import Question, tally
from fop_coder.project.wording import read_wording, telling_of, wording_change
from tests.made import Made, band, code, guid, scheme

PLANNING = code("planning")
BOROUGHS = ("RBKC",) * 7 + ("LBHF",) * 5


@pytest.fixture
def project(bare_project):
    """Twelve, of whom nine referred to planning, one was not asked; all are classified."""
    study = Made(
        PLANNING, code("review"), scheme("group", "Enthusiast", "Cautious", "Other"), band("breadth", "0 1+", PLANNING)
    )
    for number, borough in enumerate(BOROUGHS):
        said = ["planning"] if number < 9 else []
        marks = {"planning": "not asked"} if number == 11 else {}
        classes = {"group": "Enthusiast" if number < 8 else "Cautious"}
        study.says(f"P{number:02}", *said, borough=borough, marks=marks, classes=classes)
    with study.open(bare_project) as opened:
        yield opened


def ask(project, name="planning", *, complement=False, category="", **question):
    return sentence_asked(project, name, Question(**question), complement=complement, category=category)


def add(project, asked, kind=ReportKind.SENTENCE, **options):
    project.apply(report_edits.add_made(project, kind, asked, **options))
    return next(looked for looked in report_page(project) if looked.place == len(report_items(project)))


def passage(project, number):
    return next(
        c
        for c in project.store.values(Coding)
        if c.guid == guid(guid("document", f"P{number:02}", "interview", ""), "planning")
    )


def take_off(project, number):
    coding = passage(project, number)
    document = project.document_named(f"P{number:02} interview")
    project.apply(uncode(coding, project.code_named("planning"), document))


# ---- sentences -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        ({}, "Most respondents (9/11) referred to planning (one was not asked)."),
        ({"complement": True}, "Two of the respondents (2/11) did not mention planning (one was not asked)."),
        (
            {"by": "borough"},
            "Most respondents (9/11) referred to planning: 2/4 in LBHF and 7/7 in RBKC (one was not asked).",
        ),
        (
            {"by": "group"},
            "Most respondents (9/11) referred to planning: 8/8 classified as Enthusiast and 1/3 classified as Cautious"
            " (one was not asked).",
        ),
        (
            {"by": "breadth"},
            "Most respondents (9/11) referred to planning: 0/2 with Breadth 0, 9/9 with Breadth 1+ and 0/0 without"
            " Breadth (one was not asked).",
        ),
        ({"where": "borough = RBKC"}, "7 of 7 respondents referred to planning (of those with borough = RBKC)."),
        ({"name": "group"}, "Group of 12 respondents: 8 Enthusiast, 4 Cautious and 0 Other."),
        (
            {"name": "group", "category": "cautious"},
            "Fewer than half of the respondents (4/12) were classified as Cautious on Group.",
        ),
    ],
)
def test_a_sentence_says_what_the_tally_says(project, asked, said):
    looked = add(project, ask(project, **asked))
    assert looked.words == said and looked.state is ItemState.CURRENT
    assert not looked.edited and not looked.reworded
    assert asked_to_json(asked_from_json(looked.item.asked)) == looked.item.asked
    project.undo()
    assert report_items(project) == []


def test_a_sentence_is_stale_when_its_figures_change_and_names_them(project):
    before = add(project, ask(project))
    take_off(project, 0)
    (looked,) = report_page(project)
    when = day_in_words(before.item.at)
    assert looked.state is ItemState.STALE and looked.words == before.words
    assert looked.why == (f"Planning: 9/11 when written on {when}, now 8/11",)
    assert looked.now == "Most respondents (8/11) referred to planning (one was not asked)."
    project.apply(report_edits.renew_item(project, "1"))
    (renewed,) = report_page(project)
    assert renewed.state is ItemState.CURRENT and renewed.words == looked.now
    assert report_edits.renew_item(project, "1").is_empty
    project.undo()
    assert report_page(project)[0].state is ItemState.STALE


def test_other_statuses_make_it_stale_too(project):
    add(project, ask(project, complement=True))
    mark = next(m for m in project.store.values(Mark) if m.respondent == guid("respondent", "P11"))
    project.apply(Change("Unmark", (mark,)))
    why = report_page(project)[0].why
    assert [w.partition(" when")[0] for w in why] == ["Planning: 2/11", "Planning, not asked: 1"]
    assert [w.rpartition(", now ")[2] for w in why] == ["3/12", "0"]


def test_words_of_ones_own_stay_and_are_watched(project):
    add(project, ask(project))
    project.apply(report_edits.edit_item(project, "1", "  Nine of eleven planned.  "))
    (edited,) = report_page(project)
    assert (edited.words, edited.edited, edited.state) == ("Nine of eleven planned.", True, ItemState.CURRENT)
    take_off(project, 0)
    assert report_page(project)[0].state is ItemState.STALE
    project.apply(report_edits.renew_stale(project))
    (kept,) = report_page(project)
    assert (kept.words, kept.edited, kept.state) == ("Nine of eleven planned.", True, ItemState.CURRENT)
    project.apply(report_edits.renew_item(project, "1"))
    (anew,) = report_page(project)
    assert anew.words.startswith("Most respondents (8/11)") and not anew.edited
    take_off(project, 1)
    project.apply(report_edits.renew_item(project, "1", keep_words=True))
    assert report_page(project)[0].edited, "its words were for other figures"


def test_a_renamed_code_only_words_it_otherwise(project):
    add(project, ask(project))
    add(project, tally_asked_of(project, [], Question()), ReportKind.TABLE)
    codebook_edits.rename(project, project.code_named("planning"), "Planning ahead")
    page = report_page(project)
    assert [(one.state, one.reworded) for one in page] == [(ItemState.CURRENT, True)] * 2
    project.apply(report_edits.renew_stale(project))
    assert "planning ahead" in report_page(project)[0].words and not report_page(project)[1].reworded


def test_what_it_is_about_is_gone(project):
    add(project, ask(project, "review"))
    add(project, ask(project, "group", category="cautious"))
    review = project.code_named("review")
    codebook_edits.remove(project, review)
    group = project.codebook.schemes[0]
    gone = group.categories[1]
    given = tuple(v for v in project.store.values(Classification) if v.category == gone.guid)
    without = replace(group, categories=(group.categories[0], group.categories[2]))
    project.apply(Change("Without a category", (*given, group), (without,)))
    page = report_page(project)
    assert [one.state for one in page] == [ItemState.GONE] * 2
    assert "no longer in the codebook" in page[0].why[0] and "category" in page[1].why[0]
    with pytest.raises(NotFound):
        report_edits.renew_item(project, "1")
    assert report_edits.renew_stale(project).is_empty, "there is nothing to renew"


def test_the_view_and_names_of_the_moment_are_kept(project):
    asked = fixed(project, Question(by="borough"))
    assert (asked.view, asked.by) == (project.settings.default_coder, guid("attribute", "borough"))
    assert fixed(project, Question(view="consensus")) == Question(view="consensus")
    only = fixed(project, Question(view="either", coders=(project.store.values(Coder)[0].name,)))
    assert only.coders == (project.settings.default_coder,)


# ---- tables, charts, quotations --------------------------------------------------------------------------------------


def cells(looked):
    grid = looked.blocks[0]
    return [grid.headings, *grid.rows]


def test_tables_show_the_figures_of_the_tally(project):
    table = add(project, tally_asked_of(project, ["planning"], Question()), ReportKind.TABLE, caption="Who planned")
    assert table.words == "Who planned" and table.edited
    (row,) = cells(table)[1:]
    assert row == ("Planning", 9, 11, 2, 1, 12)
    divided = add(project, tally_asked_of(project, [], Question(by="borough")), ReportKind.TABLE)
    figures = {r.name: r.groups for r in tally(project, Question(by="borough")).rows}
    assert cells(divided)[1] == ("Planning", "9/11, 1 not asked", "2/4, 1 not asked", "7/7")
    assert figures["Planning"]["LBHF"].not_asked == 1
    crossed = add(project, crosstab_asked(project, "planning", "group", Question()), ReportKind.TABLE)
    assert cells(crossed) == [
        ("Planning", "Enthusiast", "Cautious", "Other", "All"),
        ("referred", 8, 1, 0, 9),
        ("not referred", 0, 2, 0, 2),
        ("not asked", 0, 1, 0, 1),
        ("All", 8, 4, 0, 12),
    ]
    by_group = add(project, scheme_asked(project, "group", Question(by="borough")), ReportKind.TABLE)
    assert ("Enthusiast", 8, 1, 7) in cells(by_group) and cells(by_group)[-1] == ("Sample", 12, 5, 7)
    assert ("Enthusiast", 8, 12) in cells(add(project, scheme_asked(project, "group", Question()), ReportKind.TABLE))


def test_a_table_is_stale_by_the_cells_that_changed(project):
    add(project, crosstab_asked(project, "planning", "kind", Question()), ReportKind.TABLE)
    add(project, tally_asked_of(project, [], Question(by="borough")), ReportKind.TABLE)
    add(project, tally_asked_of(project, [], Question()), ReportKind.CHART)
    take_off(project, 0)
    crossed, divided, chart = (tuple(w.partition(" when")[0] for w in one.why) for one in report_page(project))
    assert crossed == ("referred, interview: 9", "not referred, interview: 2")
    assert divided == ("Planning: 9/11", "Planning, RBKC: 7/7") and chart == ("Planning: 9/11",)
    project.apply(report_edits.renew_stale(project))
    assert [one.state for one in report_page(project)] == [ItemState.CURRENT] * 3


def test_charts(project):
    chart = add(project, scheme_asked(project, "group", Question()), ReportKind.CHART)
    assert chart.blocks[0].parts == {"respondents": (8, 4, 0)}
    with pytest.raises(ValueRefused, match="a chart cannot tell this"):
        add(project, crosstab_asked(project, "planning", "group", Question()), ReportKind.CHART)


def test_a_quotation_is_starred_with_it_and_watched(project):
    coding = passage(project, 0)
    project.apply(report_edits.add_quotation(project, coding.guid))
    (looked,) = report_page(project)
    assert looked.words.startswith("“on planning.” (P00") and looked.state is ItemState.CURRENT
    with pytest.raises(ChangeRefused, match="in the report already"):
        report_edits.add_quotation(project, coding.guid)
    with pytest.raises(ChangeRefused, match="are the respondent's"):
        report_edits.edit_item(project, "1", "Other words")
    project.apply(Change("Shorter", (coding,), (replace(coding, start=coding.start + 3),)))
    (moved,) = report_page(project)
    assert moved.state is ItemState.STALE and "words of the passage" in moved.why[0] and "on planning" in moved.words
    project.apply(report_edits.renew_item(project, "1"))
    assert report_page(project)[0].words.startswith("“planning.”")
    project.apply(unstar_change(project, coding.guid))
    assert "not starred" in report_page(project)[0].why[0]
    project.undo()
    take_off(project, 0)
    (gone,) = report_page(project)
    assert (gone.state, gone.why) == (ItemState.GONE, ("the passage was taken off",))


def test_who_is_not_to_be_quoted_is_not(project):
    coding = passage(project, 0)
    project.apply(report_edits.add_quotation(project, coding.guid))
    who = next(r for r in project.store.values(Respondent) if r.label == "P00")
    project.apply(Change("Silent", (who,), (replace(who, do_not_quote=True),)))
    assert report_page(project)[0].state is ItemState.GONE
    project.apply(report_edits.remove_item(project, "1"))
    with pytest.raises((ChangeRefused, NotFound)):
        report_edits.add_quotation(project, coding.guid)


def test_a_quotation_is_hidden_from_who_is_still_reading(project, tmp_path):
    coding = passage(project, 0)
    project.apply(report_edits.add_quotation(project, coding.guid))
    ben = Coder(new_guid(), "Ben")
    project.apply(Change("Ben reads", added=(ben, Assignment(new_guid(), coding.document, ben.guid))))
    (looked,) = report_page(project, seen_by=ben.guid)
    assert "is hidden until" in looked.words and "on planning" not in str(looked.blocks)
    write_report(project, tmp_path / "report.html", seen_by=ben.guid)
    assert "on planning" not in (tmp_path / "report.html").read_text("utf-8")
    assert report_page(project, seen_by=project.settings.default_coder)[0].hidden == ""


def test_figures_that_come_and_go_are_named():
    then = Made_((Figure("a", "Planning, RBKC", 3, 4), Figure("b", "Planning, LBHF", 1, 4)), "")
    now = Made_((Figure("a", "Planning, RBKC", 3, 4), Figure("c", "Planning, WCC", 0, 2)), "")
    assert differences(then, now, "") == [
        "Planning, LBHF: 1/4 when written, now there no longer",
        "Planning, WCC: not there when written, now 0/2",
    ]
    with pytest.raises(ValueRefused, match="cannot be read"):
        made_from_json('{"figures": [{}]}')
    with pytest.raises(ValueRefused, match="keeps no Heading"):
        made_to_json(Made_((), "", (Heading("x"),)))


# ---- putting it together ---------------------------------------------------------------------------------------------


def words(project):
    return [looked.words for looked in report_page(project)]


def test_items_are_added_moved_and_taken_out_each_in_one_step(project):
    project.apply(report_edits.add_heading(project, "Findings"))
    project.apply(report_edits.add_text(project, "One.\n\nTwo."))
    project.apply(report_edits.add_heading(project, "Planning", level=2, after=report_items(project)[0].guid))
    assert words(project) == ["Findings", "Planning", "One.\n\nTwo."]
    assert [b.level for looked in report_page(project)[:2] for b in looked.blocks] == [1, 2]
    assert report_page(project)[2].blocks[0].lines == ("One.", "Two.")
    project.apply(report_edits.move_item(project, "3", 1))
    assert words(project) == ["One.\n\nTwo.", "Findings", "Planning"]
    project.apply(report_edits.move_item(project, report_items(project)[0].guid, 99))
    assert words(project) == ["Findings", "Planning", "One.\n\nTwo."]
    assert report_edits.move_item(project, "3", 4).is_empty
    project.apply(report_edits.remove_item(project, "2"))
    assert words(project) == ["Findings", "One.\n\nTwo."]
    project.undo()
    project.undo()
    assert words(project) == ["One.\n\nTwo.", "Findings", "Planning"]
    assert report_edits.place_of(project, report_items(project)[1].guid) == 2


def test_what_cannot_be_put_in(project):
    project.apply(report_edits.add_heading(project, "Findings"))
    for refused in (
        lambda: report_edits.add_heading(project, "two\nlines"),
        lambda: report_edits.add_heading(project, "deep", level=3),
        lambda: report_edits.add_text(project, "  "),
        lambda: report_edits.edit_item(project, "1", " "),
        lambda: report_edits.edit_item(project, "1", "two\nlines"),
        lambda: ask(project, "planning", category="cautious"),
        lambda: ask(project, "group", complement=True),
        lambda: ask(project, "group", by="borough"),
        lambda: ItemAsked(What.REFERRED),
        lambda: asked_from_json('{"what": "else"}'),
        lambda: add(project, ask(project, where="borough = XX")),
    ):
        with pytest.raises(ValueRefused):
            refused()
    with pytest.raises(NotFound, match="The report has 1 items"):
        report_edits.remove_item(project, "7")
    with pytest.raises(NotFound, match="no code called"):
        crosstab_asked(project, "nothing", "group", Question())


def test_a_caption_of_ones_own_and_the_programs_again(project):
    add(project, tally_asked_of(project, [], Question()), ReportKind.TABLE)
    (own,) = words(project)
    project.apply(report_edits.edit_item(project, "1", "What was said"))
    assert report_page(project)[0].blocks[0].caption == "What was said"
    project.apply(report_edits.edit_item(project, "1", ""))
    assert words(project) == [own] and not report_page(project)[0].edited


def test_the_wording_of_the_project_is_that_of_its_sentences(project):
    own = read_wording('{"templates": {"referred": "{n} out of {N} {verb}"}}')
    project.apply(wording_change(project, own))
    assert telling_of(project).wording == own and wording_change(project, own) is None
    assert add(project, ask(project)).words == "9 out of 11 referred to planning (one was not asked)."
    assert tally(project).rows[0].sentence == "9 out of 11 referred to planning (one was not asked)."


# ---- writing ---------------------------------------------------------------------------------------------------------


@pytest.fixture
def full(project):
    project.apply(report_edits.add_heading(project, "Findings"))
    add(project, ask(project))
    add(project, tally_asked_of(project, [], Question(by="borough")), ReportKind.TABLE)
    project.apply(report_edits.add_quotation(project, passage(project, 0).guid))
    return project


def test_word_and_html_show_the_same_in_order(full, tmp_path):
    out, page = tmp_path / "report.docx", tmp_path / "report.html"
    told = []
    assert write_report(full, out, progress=lambda done, of: told.append((done, of))) == 4
    assert write_report(full, page) == 4 and told[-1][0] == told[-1][1]
    written, root = docx.Document(str(out)), lxml.html.parse(str(page)).getroot()
    looked = report_page(full)
    shown = [p.text for p in written.paragraphs if p.style.name != "Table Note"]
    assert shown[1:3] == ["Findings", looked[1].words] and f"Table . {looked[2].words}" in shown
    assert any(p.style.name == "Quote" and p.text.startswith("“on planning.”") for p in written.paragraphs)
    assert [c.text for c in written.tables[0].rows[1].cells] == [c.text_content() for c in root.findall(".//tr")[1]]
    assert [th.get("scope") for th in root.findall(".//thead//th")] == ["col"] * 4
    assert root.find(".//blockquote").text == "on planning." and looked[1].words in root.text_content()
    assert "Sample: 12 respondents, everybody" in root.text_content()


def test_stale_items_are_refused_or_marked(full, tmp_path):
    add(full, crosstab_asked(full, "planning", "borough", Question()), ReportKind.TABLE)
    take_off(full, 1)
    out = tmp_path / "report.html"
    with pytest.raises(ExportRefused, match=r"item 2 of the report is stale: Planning: 9/11 .* \(and 2 more\)"):
        write_report(full, out)
    assert not out.exists()
    full.apply(report_edits.add_heading(full, "Said"))
    add(full, tally_asked_of(full, [], Question()), ReportKind.CHART)
    take_off(full, 8)
    assert "; and 1 more" in "".join(map(told, report_page(full)))
    write_report(full, out, ReportWishes(stale=True))
    text = lxml.html.parse(str(out)).getroot().text_content()
    assert text.count("[Not up to date: Planning: 9/11 when written on") == 2 and text.count("[Not up") == 4


@pytest.mark.parametrize("listed", [True, False])
def test_names_to_keep_out_are_looked_for(full, tmp_path, listed):
    if listed:
        full.apply(Change("Keep out", added=(KeptName(new_guid(), "on planning"),)))
    with pytest.raises(ExportRefused, match="in the report: “on planning”"):
        write_report(full, tmp_path / "a.html", ReportWishes(names=() if listed else ("on planning",)))


def test_a_report_that_cannot_be_written(project, full, tmp_path):
    with pytest.raises(ExportRefused, match="a Word document or a web page"):
        write_report(full, tmp_path / "report.xlsx")
    with pytest.raises(Cancelled):
        write_report(full, tmp_path / "report.html", cancelled=lambda: True)
    for place in range(4):
        full.apply(report_edits.remove_item(full, str(4 - place)))
    with pytest.raises(ExportRefused, match="the report is empty"):
        write_report(full, tmp_path / "report.html")
    assert list(tmp_path.iterdir()) == [] and full.store.count("quotation") == 1
    assert full.store.values(Quotation)[0].coding == passage(full, 0).guid
