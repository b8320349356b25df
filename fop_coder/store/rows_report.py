"""The tables of reporting: quotations, the report, frozen figures, cases, the topic guide, names kept out.

What may be gone while it is still pointed at (a coding) and lists of GUIDs (as JSON) are texts, not numbers.
"""

from sqlalchemy import Text
from sqlmodel import Field

from fop_coder.store.columns import Row, reference, unique_text


class CaseRow(Row, table=True):
    """Respondents who belong together, as JSON."""

    __tablename__ = "linked_case"
    id: int | None = Field(default=None, primary_key=True)
    guid: str = Field(sa_column=unique_text())
    name: str = Field(sa_column=unique_text())
    members: str = Field(sa_type=Text)
    note: str = Field(sa_type=Text)


class KeptNameRow(Row, table=True):
    """A name to keep out of exports."""

    __tablename__ = "kept_name"
    id: int | None = Field(default=None, primary_key=True)
    guid: str = Field(sa_column=unique_text())
    name: str = Field(sa_column=unique_text())
    instead: str = Field(sa_type=Text)


class GuideQuestionRow(Row, table=True):
    """A question of the topic guide, its codes as JSON."""

    __tablename__ = "guide_question"
    id: int | None = Field(default=None, primary_key=True)
    guid: str = Field(sa_column=unique_text())
    text: str = Field(sa_type=Text)
    position: int
    codes: str = Field(sa_type=Text)


class QuotationRow(Row, table=True):
    """A passage starred as quotable, what is left out of it as JSON."""

    __tablename__ = "quotation"
    id: int | None = Field(default=None, primary_key=True)
    guid: str = Field(sa_column=unique_text())
    coding: str = Field(sa_column=unique_text())
    by_id: int = Field(sa_column=reference("coder", index=True))
    left_out: str = Field(sa_type=Text)
    note: str = Field(sa_type=Text)
    at: str = Field(sa_type=Text)


class ReportItemRow(Row, table=True):
    """An item of the report."""

    __tablename__ = "report_item"
    id: int | None = Field(default=None, primary_key=True)
    guid: str = Field(sa_column=unique_text())
    kind: str = Field(sa_type=Text)
    position: int
    by_id: int = Field(sa_column=reference("coder", index=True))
    text: str = Field(sa_type=Text)
    about: str | None = Field(default=None, sa_type=Text)
    asked: str = Field(sa_type=Text)
    figures: str = Field(sa_type=Text)
    at: str = Field(sa_type=Text)


class FrozenFiguresRow(Row, table=True):
    """Figures as they were at some moment, as JSON."""

    __tablename__ = "frozen_figures"
    id: int | None = Field(default=None, primary_key=True)
    guid: str = Field(sa_column=unique_text())
    name: str = Field(sa_column=unique_text())
    asked: str = Field(sa_type=Text)
    figures: str = Field(sa_type=Text)
    version: int
    by_id: int = Field(sa_column=reference("coder", index=True))
    at: str = Field(sa_type=Text)
