"""The report as a Word document: real styles, captions that number themselves, tables with headings marked as such."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path
from typing import Any

from fop_coder.exporters.cells import shown_text
from fop_coder.exporters.parts import Parts
from fop_coder.exporters.pictures import WIDTH, draw_pictures
from fop_coder.exporters.report import BarPicture, Block, Grid, Heading, Paragraphs, Quotation, report_blocks
from fop_coder.exporters.tables import Cell
from fop_coder.exporters.watch import Watch
from fop_coder.model.export import ExportContents

NOTE = "Table Note"
_STYLES = {"plain": "Normal", "list": "List Bullet", "note": NOTE}
WIDE = 9
"""Columns from which on a table stands on a page turned sideways."""

LETTER = 90_000
"""EMU of a bold letter in a table: 2.5 mm, as wide as in the fonts that stand in where Word's own are missing."""

SMALL, SMALL_TEXT = 8, "Table Small"
"""Points of the letters, and the style, of tables whose words have no room in letters of the usual 11 points."""

LONGEST, MEASURED = 20, 200
"""Letters of a word, and rows of a table, beyond which neither widens a column."""

SHORT = 15
"""Rows up to which a table stands on one page."""

MOST = 12
"""Columns of one table; more are legible on no page, and Word itself has an end at 63."""


def write_word_document(contents: ExportContents, path: Path, parts: Parts, watch: Watch) -> None:
    """Write an export as a document.

    Raises:
        Cancelled: when the user has stopped it.
        OSError: if the file cannot be written.
    """
    about = dict(contents.about)
    title, program = about.get("Project", contents.codebook.name), about.get("Program", "FOP Coder")
    write_word_blocks(report_blocks(contents, parts, watch), path, title=title, program=program)


def write_word_blocks(blocks: Iterable[Block], path: Path, *, title: str, program: str) -> None:
    """Write blocks as a document; ``program``: who is named as its author.

    Raises:
        OSError: if the file cannot be written.
    """
    from docx import Document

    document = Document()
    writer = _Writer(document)
    writer.begin(title, program)
    for block in blocks:
        writer.write(block)
    writer.finish()
    document.save(str(path))


class _Writer:
    def __init__(self, document: Any) -> None:
        self._document = document
        self._numbers = {"Table": 0, "Figure": 0}
        self._waiting: list[Heading] = []

    def begin(self, title: str, program: str) -> None:
        from docx.enum.style import WD_STYLE_TYPE
        from docx.enum.text import WD_ALIGN_PARAGRAPH
        from docx.shared import Cm, Pt

        properties = self._document.core_properties
        properties.title, properties.author, properties.comments = _text(title)[:255], program, ""
        properties.created = properties.modified = datetime.now(UTC).replace(tzinfo=None)
        properties.language = "en-GB"
        for section in self._document.sections:
            section.page_width, section.page_height = Cm(21), Cm(29.7)
            section.left_margin = section.right_margin = Cm(2.5)
        note = self._document.styles.add_style(NOTE, WD_STYLE_TYPE.PARAGRAPH)
        note.base_style, note.font.size = self._document.styles["Normal"], Pt(9)
        note.paragraph_format.space_after = Pt(8)
        small = self._document.styles.add_style(SMALL_TEXT, WD_STYLE_TYPE.PARAGRAPH)
        small.base_style, small.font.size = self._document.styles["Normal"], Pt(SMALL)
        footer = self._document.sections[0].footer.paragraphs[0]
        footer.alignment = WD_ALIGN_PARAGRAPH.RIGHT
        _add_field(footer, "PAGE", "1")
        self._document.add_paragraph(_text(title), style="Title")

    def write(self, block: Block) -> None:
        """Write a block. Headings wait for what follows them: both stand on a page that is turned alike."""
        if isinstance(block, Heading):
            self._waiting.append(block)
            return
        if isinstance(block, Grid):
            for part in in_parts(block):
                self._turn(sideways=len(part.headings) >= WIDE)
                self._grid(part)
            return
        if not (isinstance(block, Paragraphs) and block.style == "note"):
            self._turn(sideways=False)
        self._write_headings()
        if isinstance(block, Paragraphs):
            for line in block.lines:
                self._document.add_paragraph(_text(line), style=_STYLES[block.style])
        elif isinstance(block, BarPicture):
            self._picture(block)
        else:
            self._quotation(block)

    def finish(self) -> None:
        """Write the headings that nothing follows."""
        self._write_headings()

    def _write_headings(self) -> None:
        for heading in self._waiting:
            self._document.add_paragraph(_text(heading.text), style=f"Heading {heading.level}")
        self._waiting.clear()

    def _quotation(self, block: Quotation) -> None:
        paragraph = self._document.add_paragraph(style="Quote")
        paragraph.add_run(f"“{_text(block.text)}”")
        source = paragraph.add_run(f"  ({_text(block.source)})")
        source.italic = False

    def _grid(self, grid: Grid) -> None:
        self._write_headings()
        self._caption("Table", grid.caption)
        table = self._document.add_table(rows=0, cols=len(grid.headings), style="Light List Accent 1")
        look = table._tbl.tblPr.find(_tag("tblLook"))
        look.set(_tag("firstRow"), "1")
        look.set(_tag("firstColumn"), "1")
        look.set(_tag("noHBand"), "0")
        widths, style = self._widths(grid)
        for column, width in zip(table._tbl.tblGrid.gridCol_lst, widths, strict=True):
            column.w = width
        numbers = [_are_numbers(cells) for cells in zip(*grid.rows, strict=True)] or [False] * len(widths)
        _mark_as_heading(self._row(table, grid.headings, widths, numbers, style))
        for row in grid.rows:
            right = [isinstance(cell, int | float) for cell in row]
            self._row(table, row, widths, right, style)
        if len(grid.rows) <= SHORT:
            _keep_together(table)
        self._document.add_paragraph(style=NOTE)

    def _widths(self, grid: Grid) -> tuple[list[int], str]:
        """Return the widths of the columns of a table, so that no word is broken where there is room, and a style.

        Where there is no room the letters are smaller; '' for the usual ones. What is left over goes to the columns,
        twice as much to the one that names the rows as to a figure.
        """
        section = self._document.sections[-1]
        room = int(section.page_width - section.left_margin - section.right_margin)
        columns = zip(grid.headings, *grid.rows[:MEASURED], strict=True)
        letters = [2 + min(LONGEST, max(map(_longest_word, cells))) for cells in columns]
        style = SMALL_TEXT if LETTER * sum(letters) > room else ""
        letter = LETTER * SMALL // 11 if style else LETTER
        left = room - letter * sum(letters)
        if left < 0:
            return [room * one // sum(letters) for one in letters], style
        shares = [2, *[1] * (len(letters) - 1)]
        widths = [letter * one + left * share // sum(shares) for one, share in zip(letters, shares, strict=True)]
        return widths, style

    def _row(
        self, table: Any, cells: tuple[Cell, ...], widths: Sequence[int], right: Sequence[bool], style: str
    ) -> Any:
        """Write a row that stays on one page; ``right``: whether each cell stands at the right, as numbers do."""
        from docx.enum.text import WD_ALIGN_PARAGRAPH

        row = table.add_row()
        row._tr.get_or_add_trPr().append(_element("cantSplit"))
        style_id = self._document.styles[style].style_id if style else None
        for place, cell, width, is_right in zip(row._tr.tc_lst, cells, widths, right, strict=True):
            place.width = width
            paragraph = place.p_lst[0]
            if style_id:
                paragraph.get_or_add_pPr().style = style_id
            run = paragraph.add_r()
            run.text = "" if cell is None else _text(str(cell))
            if is_right:
                paragraph.get_or_add_pPr().jc_val = WD_ALIGN_PARAGRAPH.RIGHT
        return row

    def _picture(self, picture: BarPicture) -> None:
        from docx.shared import Inches

        self._caption("Figure", picture.caption)
        drawn = self._document.add_picture(BytesIO(draw_pictures([picture], "png")), width=Inches(WIDTH))
        drawn._inline.docPr.set("descr", _text(picture.words))

    def _caption(self, kind: str, words: str) -> None:
        """Write a caption whose number Word keeps up to date."""
        self._numbers[kind] += 1
        paragraph = self._document.add_paragraph(style="Caption")
        paragraph.paragraph_format.keep_with_next = True
        paragraph.add_run(f"{kind} ")
        _add_field(paragraph, f"SEQ {kind} \\* ARABIC", str(self._numbers[kind]))
        paragraph.add_run(f". {_text(words)}")

    def _turn(self, *, sideways: bool) -> None:
        """Begin a section of pages that stand as they must, unless they do already."""
        from docx.enum.section import WD_ORIENT, WD_SECTION

        last = self._document.sections[-1]
        if (last.orientation == WD_ORIENT.LANDSCAPE) == sideways:
            return
        section = self._document.add_section(WD_SECTION.NEW_PAGE)
        section.orientation = WD_ORIENT.LANDSCAPE if sideways else WD_ORIENT.PORTRAIT
        section.page_width, section.page_height = last.page_height, last.page_width


def in_parts(grid: Grid) -> list[Grid]:
    """Return a table as tables of at most ``MOST`` columns, each with the column that names its rows."""
    others = range(1, len(grid.headings))
    if len(others) < MOST:
        return [grid]
    parts = [others[first : first + MOST - 1] for first in range(0, len(others), MOST - 1)]
    return [
        Grid(
            f"{grid.caption}, part {number} of {len(parts)}",
            (grid.headings[0], *(grid.headings[n] for n in part)),
            tuple((row[0], *(row[n] for n in part)) for row in grid.rows),
        )
        for number, part in enumerate(parts, start=1)
    ]


def _text(words: str) -> str:
    return shown_text(words)[0]


def _tag(name: str) -> str:
    from docx.oxml.ns import qn

    return str(qn(f"w:{name}"))


def _keep_together(table: Any) -> None:
    """Let a short table begin on a new page rather than be divided between two."""
    for row in table._tbl.tr_lst[:-1]:
        for cell in row.tc_lst:
            cell.p_lst[0].get_or_add_pPr().get_or_add_keepNext()


def _mark_as_heading(row: Any) -> None:
    """Say that a row holds headings: it is repeated on each page, and read out with each cell."""
    row._tr.get_or_add_trPr().append(_element("tblHeader"))


def _element(name: str) -> Any:
    from docx.oxml import OxmlElement

    return OxmlElement(f"w:{name}")


def _are_numbers(cells: Sequence[Cell]) -> bool:
    """Say whether a column holds numbers alone, beside empty cells."""
    held = [cell for cell in cells if cell is not None]
    return bool(held) and all(isinstance(cell, int | float) for cell in held)


def _add_field(paragraph: Any, instruction: str, shown: str) -> None:
    field, run, text = _element("fldSimple"), _element("r"), _element("t")
    field.set(_tag("instr"), instruction)
    text.text = shown
    run.append(text)
    field.append(run)
    paragraph._p.append(field)


def _longest_word(cell: Cell) -> int:
    """Return how many letters the longest word of a cell has."""
    return max(map(len, str("" if cell is None else cell).split()), default=0)
