"""What the file of a word processor is made of: paragraphs, and tables of cells that hold paragraphs and tables."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Table:
    """A table in reading order; a cell holds blocks. Cells that another cell spans are empty."""

    rows: tuple[tuple[tuple[Block, ...], ...], ...]


Block = str | Table
"""A paragraph's text (line breaks within it are ``\\n``), or a table."""


def paragraphs(blocks: Iterable[Block]) -> Iterator[str]:
    """Yield the paragraphs of blocks in reading order, those in tables cell by cell, empty cells left out."""
    for block in blocks:
        if isinstance(block, str):
            yield block
        else:
            for row in block.rows:
                for cell in row:
                    yield from (p for p in paragraphs(cell) if p.strip())


def running_text(blocks: Iterable[Block]) -> str:
    """Return the paragraphs of blocks, one per line."""
    return "\n".join(paragraphs(blocks))


def cell_text(cell: Iterable[Block]) -> str:
    """Return what stands in a cell, its paragraphs one per line, without empty ones at the ends."""
    return "\n".join(paragraphs(cell)).strip()
