"""Word, HTML, SPSS and charts, read back: the same figures, everybody accounted for, nothing taken for markup."""

from __future__ import annotations

import re
import struct
from dataclasses import replace

import docx
import lxml.html
import pyreadstat
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from fop_coder.exporters.charts import bars_of_schemes
from fop_coder.exporters.registry import export
from fop_coder.exporters.report import Grid, scheme_picture, without_class
from fop_coder.exporters.spss import MISSING, spss_variables
from fop_coder.exporters.word_document import MOST, in_parts
from fop_coder.model.errors import Cancelled, ExportRefused
from fop_coder.model.status import Status
from fop_coder.model.tally import PassageRow
from tests.unit.exporters.contents import CODES, GROUP, contents, nothing, passage, scheme, status_rows, tally

REASONS = ("not_classified", "not_asked", "too_little_information", "no_data", "pending")

MARKUP = '<b onclick="x">&amp; $x$ </script>'


def word(path, shown, **choices):
    export(shown, path / "a.docx", **choices)
    return docx.Document(str(path / "a.docx"))


def page(path, shown, **choices):
    export(shown, path / "a.html", **choices)
    return lxml.html.parse(str(path / "a.html")).getroot()


def word_tables(document):
    """Return the tables as lists of rows of text, by caption."""
    captions = [p.text for p in document.paragraphs if p.style.name == "Caption" and p.text.startswith("Table")]
    found = [[[cell.text for cell in row.cells] for row in table.rows] for table in document.tables]
    return dict(zip((c.partition(". ")[2] for c in captions), found, strict=True))


def page_tables(root):
    return {
        table.findtext("caption").partition(". ")[2]: [[c.text_content() for c in row] for row in table.iter("tr")]
        for table in root.iter("table")
    }


READERS = {"docx": lambda path, what: word_tables(word(path, what)), "html": lambda p, what: page_tables(page(p, what))}


@pytest.fixture(scope="module")
def usual(tmp_path_factory):
    """Return both kinds of report on the usual contents, written once."""
    folder = tmp_path_factory.mktemp("usual")
    return {"docx": word(folder, contents()), "html": page(folder, contents())}


@pytest.fixture(scope="module")
def tables(usual):
    """Return the tables of both."""
    return {"docx": word_tables(usual["docx"]), "html": page_tables(usual["html"])}


@pytest.mark.parametrize("kind", READERS)
def test_every_figure_of_the_tally_stands_in_its_table_and_adds_up(kind, tables):
    what = contents()
    table = tables[kind]["Respondents who referred to each code (sample of 6)"]
    headings, *rows = table
    for row, expected in zip(rows, what.tally.rows, strict=True):
        shown = dict(zip(headings, row, strict=True))
        counts = expected.counts
        assert shown["Code"].startswith(expected.name)
        assert (shown["n"], shown["N"], shown["Sample"]) == (str(counts.n), str(counts.of), str(counts.total))
        statuses = ("n", "Not referred", "Not asked", "Too little information", "No data", "Pending")
        assert sum(int(shown[s]) for s in statuses) == 6
        assert shown["Of whom FoP-minded"] == ("" if counts.criteria_met is None else str(counts.criteria_met))


@pytest.mark.parametrize("kind", READERS)
def test_nobody_of_a_group_is_hidden(kind, tables):
    what = contents()
    table = tables[kind]["Respondents who referred to each code, by borough"]
    headings, *rows = table
    assert headings == ["Code", "All (6)", "North (3)", "South (2)", "(no value) (1)"]
    for row, expected in zip(rows, what.tallies_by[0].rows, strict=True):
        for heading, cell in zip(headings[1:], row[1:], strict=True):
            size = int(re.search(r"\((\d+)\)$", heading)[1])
            counted, *others = cell.split(", ")
            assert int(counted.split("/")[1]) + sum(int(o.split()[0]) for o in others) == size, (expected.name, cell)


@pytest.mark.parametrize("kind", READERS)
def test_classes_and_those_without_one_add_up(kind, tables):
    headings, *rows = tables[kind]["Analytic group (sample of 6)"]
    *lines, last = [(row[0], int(row[1])) for row in rows]
    assert lines == [("Enthusiast", 2), ("Cautious", 1), ("Not classified", 1), ("No data", 1), ("Pending", 1)]
    assert last == ("Sample", sum(n for _, n in lines))
    headings, *rows = tables[kind]["Analytic group by borough"]
    for number, heading in enumerate(headings[1:], start=1):
        counts = [int(row[number]) for row in rows]
        assert sum(counts[:-1]) == counts[-1] == int(re.search(r"\((\d+)\)$", heading)[1])


@pytest.mark.parametrize("kind", READERS)
def test_shares_and_intervals_follow_the_rules_of_the_workbook(tmp_path, kind, tables):
    name = "Respondents who referred to each code (sample of 6)"
    assert "Share" not in tables[kind][name][0]
    shown = READERS[kind](tmp_path, contents(show_percentages=True, show_intervals=True))[name]
    row = dict(zip(shown[0], shown[1], strict=True))
    assert (row["Share"], row["Interval"]) == ("67%", "12% to 88%")


def test_words_in_headings_of_word_are_not_broken(usual):
    table = next(t for t in usual["docx"].tables if t.cell(0, 2).text == "N")
    for column in table.columns:
        longest = max(len(part) for cell in column.cells for part in cell.text.split())
        assert column.width / (longest + 1) >= 2.2 * 36_000, column.cells[0].text


def test_word_uses_real_styles_and_captions_that_number_themselves(usual):
    document = usual["docx"]
    styles = {p.style.name for p in document.paragraphs}
    assert {"Title", "Heading 1", "Heading 2", "Caption", "List Bullet", "Quote"} <= styles
    fields = [f.get(docx.oxml.ns.qn("w:instr")) for f in document.element.body.iter(docx.oxml.ns.qn("w:fldSimple"))]
    assert fields.count("SEQ Table \\* ARABIC") == len(document.tables)
    assert fields.count("SEQ Figure \\* ARABIC") == len(document.inline_shapes) == 2
    assert document.core_properties.title == "Families & friends"


def test_headings_of_word_tables_are_marked_for_those_who_hear_them(usual):
    for table in usual["docx"].tables:
        first, *others = table._tbl.tr_lst
        assert first.trPr.find(docx.oxml.ns.qn("w:tblHeader")) is not None
        assert all(row.trPr is None or row.trPr.find(docx.oxml.ns.qn("w:tblHeader")) is None for row in others)
        assert table._tbl.tblPr.find(docx.oxml.ns.qn("w:tblLook")).get(docx.oxml.ns.qn("w:firstColumn")) == "1"


def test_headings_of_html_tables_are_marked_and_every_picture_has_words(usual):
    root = usual["html"]
    tables = list(root.iter("table"))
    assert tables
    for table in tables:
        assert table.find("caption") is not None
        assert [th.get("scope") for th in table.find("thead").iter("th")] == ["col"] * len(table.find("thead")[0])
        assert all(row[0].tag == "th" and row[0].get("scope") == "row" for row in table.find("tbody"))
    pictures = [svg for svg in root.iter() if svg.tag == "svg"]
    assert len(pictures) == 2
    assert all(p.get("role") == "img" and "Planning: 2/3" in pictures[0].get("aria-label") for p in pictures)
    ids = [element.get("id") for element in root.iter() if isinstance(element.tag, str) and element.get("id")]
    assert len(ids) == len(set(ids))
    assert root.get("lang") == "en"
    for link in root.iter("a"):
        assert root.get_element_by_id(link.get("href").removeprefix("#")).text == link.text


def test_html_runs_nothing_and_fetches_nothing(tmp_path):
    text = f"{MARKUP} http://example.org/x.png"
    root = page(tmp_path, contents([passage(text)]))
    assert not list(root.iter("script", "link", "img", "iframe", "object"))
    fetched = [v for e in root.iter() if isinstance(e.tag, str) for k, v in e.items() if k in ("src", "href", "data")]
    assert all(v.startswith("#") for v in fetched)
    assert root.find(".//meta[@http-equiv='Content-Security-Policy']").get("content").startswith("default-src 'none'")
    assert root.find(".//blockquote").text == text


@pytest.mark.parametrize("kind", ["docx", "html"])
def test_text_is_text_whatever_it_looks_like(tmp_path, kind):
    odd = [MARKUP, "line\nbreak", "vertical\x0btab", "smile 😀", "שלום"]
    shown = contents([passage(text) for text in odd])
    if kind == "docx":
        quoted = [p.text for p in word(tmp_path, shown).paragraphs if p.style.name == "Quote"]
        assert quoted == [f"“{text.replace(chr(11), '␋')}”  (AB01, Interview 1)" for text in odd]
    else:
        quoted = [q.text for q in page(tmp_path, shown).iter("blockquote")]
        assert quoted == [text.replace("\x0b", "␋") for text in odd]


@pytest.mark.parametrize("kind", ["docx", "html"])
def test_those_who_are_not_to_be_quoted_are_not_and_it_is_said(tmp_path, kind):
    shown = contents([passage("mine", respondents=("AB01", "AB02")), passage("yours", respondents=("AB03",))])
    shown = replace(shown, unquoted=frozenset({"AB02"}))
    export(shown, tmp_path / f"b.{kind}")
    if kind == "docx":
        words = "\n".join(p.text for p in docx.Document(str(tmp_path / "b.docx")).paragraphs)
    else:
        words = lxml.html.parse(str(tmp_path / "b.html")).getroot().text_content()
    assert "yours" in words
    assert "mine" not in words
    assert "1 passage of respondents who are not to be quoted: left out." in words


def test_passages_stand_under_their_codes_and_those_that_do_not_count_are_told(usual):
    texts = [(p.style.name, p.text) for p in usual["docx"].paragraphs]
    begin = texts.index(("Heading 1", "Passages"))
    assert texts[begin + 1 :][:5] == [
        ("Normal", "1 passage on turns that count for nobody: left out."),
        ("Heading 2", "Planning (2 passages)"),
        ("Quote", "“Somebody else coded this.”  (AB01, Interview 1)"),
        ("Quote", "“Both of us planned.”  (AB01; AB02, Interview 1)"),
        ("Heading 2", "Mapping (1 passage)"),
    ]


def test_wide_tables_are_laid_in_parts_that_name_their_rows():
    wide = Grid("Codes", ("Code", *(f"c{n}" for n in range(30))), (("x", *range(30)), ("y", *range(30, 60))))
    parts = in_parts(wide)
    assert all(len(part.headings) <= MOST and part.headings[0] == "Code" for part in parts)
    assert [row[0] for row in parts[1].rows] == ["x", "y"]
    assert [c for part in parts for c in part.rows[1][1:]] == list(range(30, 60))
    assert [part.caption for part in parts] == [f"Codes, part {n} of 3" for n in (1, 2, 3)]
    narrow = Grid("Codes", tuple("abc"), ())
    assert in_parts(narrow) == [narrow]


@pytest.mark.parametrize("kind", ["docx", "html", "sav"])
def test_an_empty_project_can_be_written(tmp_path, kind):
    assert export(nothing(), tmp_path / f"a.{kind}") == (tmp_path / f"a.{kind}",)


@pytest.mark.parametrize("kind", ["docx", "html"])
def test_only_the_parts_asked_for_are_written(tmp_path, kind):
    read: list[PassageRow] = []

    def passages():
        read.append(passage())
        yield read[0]

    export(contents(passages()), tmp_path / f"a.{kind}", what=frozenset({"tally"}))
    assert read == []
    captions = (
        (word_tables(docx.Document(str(tmp_path / "a.docx"))))
        if kind == "docx"
        else page_tables(lxml.html.parse(str(tmp_path / "a.html")).getroot())
    )
    assert list(captions) == [
        "Respondents who referred to each code (sample of 6)",
        "Respondents who referred to each code, by borough",
    ]


@pytest.mark.parametrize("kind", ["docx", "html", "sav", "svg"])
def test_what_was_there_stays_when_it_is_stopped(tmp_path, kind):
    out = tmp_path / f"a.{kind}"
    out.write_text("before")
    asked = iter([False, False, True, True, True])
    with pytest.raises(Cancelled):
        export(contents([passage()] * 3000), out, cancelled=lambda: next(asked, True))
    assert out.read_text() == "before"
    assert list(tmp_path.iterdir()) == [out]


# ---- SPSS ------------------------------------------------------------------------------------------------------------


def spss(path, shown):
    export(shown, path / "a.sav")
    return pyreadstat.read_sav(str(path / "a.sav"), user_missing=True)


def test_spss_holds_each_respondent_with_labels_and_missing_codes(tmp_path):
    frame, meta = spss(tmp_path, contents())
    assert list(frame["respondent"]) == [row.respondent for row in status_rows()]
    for code in CODES:
        labels = meta.variable_value_labels[code.ident]
        assert [labels[value] for value in frame[code.ident]] == [str(r.statuses[code.ident]) for r in status_rows()]
        assert meta.column_names_to_labels[code.ident] == code.name
        assert meta.missing_ranges[code.ident] == [{"lo": 91.0, "hi": 95.0}]
    group = meta.variable_value_labels["Analytic_group"]
    assert [group[v] for v in frame["Analytic_group"]] == [r.classes[GROUP.name] for r in status_rows()]
    assert list(frame["planning_met"])[:2] == [1.0, 0.0]
    assert frame["planning_met"].isna().tolist() == [False, False, True, True, True, True]


def test_spss_counts_what_the_tally_counts(tmp_path):
    export(contents(), tmp_path / "a.sav")
    frame, _ = pyreadstat.read_sav(str(tmp_path / "a.sav"))
    for row in contents().tally.rows:
        values = frame[row.ident].dropna()
        assert (int(values.sum()), len(values)) == (row.counts.n, row.counts.of)


def test_attributes_are_numbers_where_all_of_them_are(tmp_path):
    rows = [
        replace(r, attributes={"days": d, "role": w}) for r, d, w in zip(status_rows(), "123456", "abcdef", strict=True)
    ]
    frame, meta = spss(tmp_path, contents(status_rows=tuple(rows), attributes=("days", "role")))
    assert list(frame["days"]) == [1, 2, 3, 4, 5, 6]
    assert list(frame["role"]) == list("abcdef")
    assert meta.variable_measure["days"] == "scale"


@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.text(st.characters(codec="utf-8"), min_size=1, max_size=80), min_size=1, max_size=5, unique=True))
def test_any_name_becomes_one_that_spss_takes(tmp_path, names):
    rows = tuple(replace(r, attributes=dict.fromkeys(names, "x")) for r in status_rows())
    shown = contents(status_rows=rows, attributes=tuple(names))
    variables = spss_variables(shown)
    written = [v.name for v in variables]
    assert len({name.casefold() for name in written}) == len(written)
    assert all(len(name.encode()) <= 64 and name[0].isalpha() for name in written)
    frame, _ = spss(tmp_path, shown)
    assert list(frame.columns) == written


@pytest.mark.parametrize("name", ["and", "WITH", "12 days", "Planning", "planning", "…", "é" * 60])
def test_names_that_mean_something_to_spss_are_changed(tmp_path, name):
    rows = tuple(replace(r, attributes={name: "x"}) for r in status_rows())
    frame, meta = spss(tmp_path, contents(status_rows=rows, attributes=(name,)))
    assert name in meta.column_labels
    assert frame.columns[1].upper() not in ("AND", "WITH")


# ---- charts ----------------------------------------------------------------------------------------------------------


def test_charts_show_every_bar_as_text_and_are_the_same_each_time(tmp_path):
    export(contents(), tmp_path / "a.svg")
    drawn = (tmp_path / "a.svg").read_text()
    assert all(f">{code.name}" in drawn for code in CODES)
    assert ">not referred<" in drawn
    export(contents(), tmp_path / "b.svg")
    assert (tmp_path / "b.svg").read_text() == drawn


def test_a_chart_of_a_scheme_says_who_has_no_category_and_why():
    found = scheme(status_rows())
    missing = without_class(found.counts)
    assert missing and found.counts.classified + sum(n for _, n in missing) == found.counts.total
    picture = scheme_picture(found)
    (bars,) = bars_of_schemes([found], "Classification", 1)
    for line, n in missing:
        assert f"{n} {line.lower()}" in picture.caption and f"{line.lower()}: {n}" in picture.words
        assert f"{line.lower()}: {n}" in bars.title
    everybody = replace(found, counts=replace(found.counts, **dict.fromkeys(REASONS, 0)))
    assert scheme_picture(everybody).caption.endswith("respondents classified")


def test_a_png_has_the_size_of_a_printed_page(tmp_path):
    export(contents(), tmp_path / "a.png")
    width, _ = struct.unpack(">II", (tmp_path / "a.png").read_bytes()[16:24])
    assert width == round(6.3 * 300)


def test_names_are_never_read_as_formulas_of_the_drawing_program(tmp_path):
    what = contents()
    rows = tuple(replace(r, name=r"$\frac{1}{0}$ & <b>") for r in what.tally.rows)
    export(replace(what, tally=replace(what.tally, rows=rows)), tmp_path / "a.svg", what=frozenset({"tally"}))
    assert r"$\frac{1}{0}$ &amp; &lt;b&gt;" in (tmp_path / "a.svg").read_text()


def test_names_in_letters_that_the_font_lacks_are_drawn_without_a_warning(tmp_path):
    what = contents()
    rows = tuple(replace(r, name="計画 / Planning") for r in what.tally.rows)
    for ending in ("svg", "png"):
        export(replace(what, tally=replace(what.tally, rows=rows)), tmp_path / f"a.{ending}", what=frozenset({"tally"}))
    assert "計画 / Planning" in (tmp_path / "a.svg").read_text(encoding="utf-8")


def test_nothing_to_draw_is_said(tmp_path):
    with pytest.raises(ExportRefused, match="nothing to draw"):
        export(contents(), tmp_path / "a.svg", what=frozenset({"codebook"}))


def test_missing_codes_are_no_numbers_of_categories():
    assert len(set(MISSING.values())) == len(MISSING) == 5
    assert set(MISSING) >= {str(s) for s in Status} - {"referred", "not referred"}
    assert tally(status_rows()).rows[0].counts.total == 6
