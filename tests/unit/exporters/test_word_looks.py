"""Word documents and charts as they look on paper: whole words, figures under their headings, numbered pages."""

from __future__ import annotations

import warnings

import docx
import lxml.etree
import pytest
from docx.enum.text import WD_ALIGN_PARAGRAPH

from fop_coder.exporters.pictures import NAME_LETTERS, NAME_LINES, draw_pictures
from fop_coder.exporters.report import BarPicture, Grid
from fop_coder.exporters.word_document import SMALL_TEXT, write_word_blocks

RIGHT = WD_ALIGN_PARAGRAPH.RIGHT
LONG = "What families and their social workers say about the time between two visits, and about the school run as well"


def written(tmp_path, *blocks):
    write_word_blocks(blocks, tmp_path / "a.docx", title="Study", program="FOP Coder")
    return docx.Document(str(tmp_path / "a.docx"))


def alignments(row):
    return [cell.paragraphs[0].alignment for cell in row.cells]


def test_headings_of_numbers_stand_over_them(tmp_path):
    rows = (("Planning", 22, "22/25", None), ("Review", 11, "11/25", 4))
    (table,) = written(tmp_path, Grid("Codes", ("Code", "n", "n/N", "FoP-minded"), rows)).tables
    assert [alignments(row) for row in table.rows[:2]] == [[None, RIGHT, None, RIGHT], [None, RIGHT, None, None]]
    assert alignments(table.rows[2]) == [None, RIGHT, None, RIGHT]


def test_a_table_without_rows_is_written(tmp_path):
    (table,) = written(tmp_path, Grid("Nobody", ("Code", "n"), ())).tables
    assert alignments(table.rows[0]) == [None, None]


@pytest.mark.parametrize(("columns", "style"), [(3, "Normal"), (11, SMALL_TEXT)])
def test_tables_with_many_long_words_have_smaller_letters(tmp_path, columns, style):
    headings = ("Respondent", *["Documentation"] * columns)
    document = written(tmp_path, Grid("Wide", headings, (("LB02", *["referred"] * columns),)))
    (table,) = document.tables
    assert {cell.paragraphs[0].style.name for row in table.rows for cell in row.cells} == {style}
    section = document.sections[-1]
    room = section.page_width - section.left_margin - section.right_margin
    assert sum(cell.width for cell in table.rows[0].cells) <= room + 635 * (columns + 1), "Word rounds to twips"


def test_no_row_is_divided_between_pages_and_pages_are_numbered(tmp_path):
    document = written(tmp_path, Grid("Codes", ("Code", "n"), (("Planning", 22),)))
    assert all(row._tr.xpath("w:trPr/w:cantSplit") for row in document.tables[0].rows)
    footer = document.sections[0].footer
    assert footer.paragraphs[0]._p.xpath("w:fldSimple/@w:instr") == ["PAGE"]


@pytest.mark.parametrize("name", [LONG, "x" * 200, "😀" * 90, "a\nb"])
def test_bars_have_room_beside_names_of_any_length(name):
    picture = BarPicture(LONG, ("Planning", name), {"referred": (22, 11), "not referred": (3, 14)}, 25, "words")
    with warnings.catch_warnings():
        warnings.simplefilter("error")  # the drawing program warns where no room is left for the bars
        warnings.filterwarnings("ignore", message="Glyph")
        svg = lxml.etree.fromstring(draw_pictures([picture], "svg"))
    lines = ["".join(text.itertext()).strip() for text in svg.iter("{*}text")]
    assert "Planning" in lines and all(len(line) <= 60 for line in lines)
    if name is LONG:
        assert "What families and their social" in lines, "a name is put in lines"
    assert NAME_LETTERS * NAME_LINES < 200
