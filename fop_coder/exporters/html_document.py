"""The report as one HTML file: no script, nothing fetched, tables that a screen reader can walk through."""

from __future__ import annotations

from collections.abc import Iterable
from html import escape
from pathlib import Path

from fop_coder.exporters.cells import shown_text
from fop_coder.exporters.parts import Parts
from fop_coder.exporters.pictures import draw_pictures
from fop_coder.exporters.report import BarPicture, Block, Grid, Heading, Paragraphs, Quotation, report_blocks
from fop_coder.exporters.tables import Cell
from fop_coder.exporters.watch import Watch
from fop_coder.model.export import ExportContents

_STYLE = """\
:root { color-scheme: light dark; }
body { font: 1rem/1.5 system-ui, sans-serif; max-width: 62rem; margin: 2rem auto; padding: 0 1rem; }
table { border-collapse: collapse; margin: 1rem 0; font-variant-numeric: tabular-nums; }
caption { text-align: left; font-weight: 600; padding: .3rem 0; }
th, td { border: 1px solid #8a9099; padding: .3rem .6rem; text-align: left; vertical-align: top; }
thead th { background: #e7e9ec; color: #22262b; }
td.n { text-align: right; }
.note { font-size: .9rem; opacity: .85; }
.wide { overflow-x: auto; }
blockquote { border-left: .25rem solid #1f5fbf; margin: .6rem 0; padding: .1rem 1rem; white-space: pre-line; }
blockquote footer { font-size: .9rem; opacity: .85; }
figure { margin: 1rem 0; background: #fff; color: #22262b; padding: .5rem; }
figure svg { max-width: 100%; height: auto; }
nav ul { columns: 2; }
"""
_POLICY = "default-src 'none'; style-src 'unsafe-inline'"


def write_html_document(contents: ExportContents, path: Path, parts: Parts, watch: Watch) -> None:
    """Write an export as one page.

    Raises:
        Cancelled: when the user has stopped it.
        OSError: if the file cannot be written.
    """
    about = dict(contents.about)
    write_html_blocks(report_blocks(contents, parts, watch), path, title=about.get("Project", contents.codebook.name))


def write_html_blocks(blocks: Iterable[Block], path: Path, *, title: str) -> None:
    """Write blocks as one page.

    Raises:
        OSError: if the file cannot be written.
    """
    writer = _Writer()
    title = _text(title)
    body = [line for block in blocks for line in writer.lines(block)]
    with path.open("w", encoding="utf-8", newline="\n") as file:
        file.write(
            '<!DOCTYPE html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n'
            f'<meta http-equiv="Content-Security-Policy" content="{_POLICY}">\n'
            '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
            f"<title>{title}</title>\n<style>\n{_STYLE}</style>\n</head>\n<body>\n<main>\n<h1>{title}</h1>\n"
        )
        file.writelines(f"{line}\n" for line in [*writer.contents(), *body])
        file.write("</main>\n</body>\n</html>\n")


class _Writer:
    def __init__(self) -> None:
        self._tables = self._figures = 0
        self._headings: list[str] = []

    def contents(self) -> list[str]:
        """Return the list of parts, with links."""
        items = [f'<li><a href="#part-{n}">{words}</a></li>' for n, words in enumerate(self._headings, start=1)]
        return ['<nav aria-label="Contents"><ul>', *items, "</ul></nav>"] if items else []

    def lines(self, block: Block) -> list[str]:
        """Return a block as lines of HTML."""
        if isinstance(block, Heading):
            return [self._heading(block)]
        if isinstance(block, Paragraphs):
            return _paragraphs(block)
        if isinstance(block, Grid):
            return self._grid(block)
        if isinstance(block, BarPicture):
            return self._picture(block)
        return _quotation(block)

    def _heading(self, block: Heading) -> str:
        if block.level > 1:
            return f"<h3>{_text(block.text)}</h3>"
        self._headings.append(_text(block.text))
        return f'<h2 id="part-{len(self._headings)}">{_text(block.text)}</h2>'

    def _grid(self, grid: Grid) -> list[str]:
        self._tables += 1
        headings = "".join(f'<th scope="col">{_text(words)}</th>' for words in grid.headings)
        return [
            f'<div class="wide" tabindex="0" role="region" aria-label="Table {self._tables}"><table>',
            f"<caption>Table {self._tables}. {_text(grid.caption)}</caption>",
            f"<thead><tr>{headings}</tr></thead>",
            "<tbody>",
            *(_row(row) for row in grid.rows),
            "</tbody>",
            "</table></div>",
        ]

    def _picture(self, picture: BarPicture) -> list[str]:
        self._figures += 1
        drawn = draw_pictures([picture], "svg").decode("utf-8")
        svg = drawn[drawn.index("<svg") :].replace("<svg", f'<svg role="img" aria-label="{_text(picture.words)}"', 1)
        # Two charts on one page must not share the names by which their parts find one another.
        svg = svg.replace('id="', f'id="f{self._figures}-').replace('href="#', f'href="#f{self._figures}-')
        svg = svg.replace("url(#", f"url(#f{self._figures}-")
        caption = f"<figcaption>Figure {self._figures}. {_text(picture.caption)}</figcaption>"
        return ["<figure>", svg.rstrip(), caption, "</figure>"]


def _paragraphs(block: Paragraphs) -> list[str]:
    if block.style == "list":
        return ["<ul>", *(f"<li>{_text(line)}</li>" for line in block.lines), "</ul>"]
    attribute = ' class="note"' if block.style == "note" else ""
    return [f"<p{attribute}>{_text(line)}</p>" for line in block.lines]


def _row(cells: tuple[Cell, ...]) -> str:
    first, *rest = cells
    return f'<tr><th scope="row">{_shown(first)}</th>{"".join(_cell(cell) for cell in rest)}</tr>'


def _cell(cell: Cell) -> str:
    number = ' class="n"' if isinstance(cell, int | float) else ""
    return f"<td{number}>{_shown(cell)}</td>"


def _shown(cell: Cell) -> str:
    return "" if cell is None else _text(str(cell))


def _quotation(block: Quotation) -> list[str]:
    return [f"<blockquote>{_text(block.text)}<footer>{_text(block.source)}</footer></blockquote>"]


def _text(words: str) -> str:
    return escape(shown_text(words)[0])
