"""What all tables share: the base of their rows, and columns that many of them have."""

from typing import Any, ClassVar

from sqlalchemy import Column, ForeignKey, Integer, MetaData, Text, text
from sqlmodel import SQLModel

metadata = MetaData()


class Row(SQLModel):
    """What all tables share."""

    metadata: ClassVar[MetaData] = metadata


def reference(table: str, *, optional: bool = False, index: bool = False) -> Column[int]:
    """Return a column that refers to the number of another table's row."""
    return Column(Integer, ForeignKey(f"{table}.id"), nullable=optional, index=index)


def unique_text() -> Column[str]:
    """Return a column of texts of which no two are the same."""
    return Column(Text, nullable=False, unique=True)


def added_later(content: str) -> dict[str, Any]:
    """Return what a column needs that a later format added: SQLite wants to know what older rows hold in it."""
    return {"server_default": text(content)}
