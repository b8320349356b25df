"""The tables. Row classes do not validate and never leave this package; values are checked by ``model``.

References are whole numbers inside the file (a million codings would otherwise carry their GUIDs four times); GUIDs are
what the outside knows things by. Those of reporting stand in ``rows_report``.
"""

from sqlalchemy import Column, ForeignKey, Index, Integer, LargeBinary, Text, UniqueConstraint
from sqlmodel import Field

from fop_coder.store.columns import Row, added_later, metadata, reference, unique_text
from fop_coder.store.rows_report import (
    CaseRow,
    FrozenFiguresRow,
    GuideQuestionRow,
    KeptNameRow,
    QuotationRow,
    ReportItemRow,
)

__all__ = [
    "CaseRow",
    "FrozenFiguresRow",
    "GuideQuestionRow",
    "KeptNameRow",
    "QuotationRow",
    "ReportItemRow",
    "Row",
    "metadata",
]
"""What is made elsewhere and looked for here."""


class SettingsRow(Row, table=True):
    """The one set of settings."""

    __tablename__ = "settings"
    id: int | None = Field(default=None, primary_key=True)
    guid: str = Field(sa_column=unique_text())
    name: str = Field(sa_type=Text)
    default_coder_id: int = Field(sa_column=reference("coder"))
    default_view: str = Field(sa_type=Text)
    chosen: str = Field(sa_type=Text)
    respondent_word: str = Field(sa_type=Text)
    smallest_group: int = Field(sa_column_kwargs=added_later("5"))
    wording: str = Field(sa_type=Text, sa_column_kwargs=added_later("''"))
    quotation_label: str = Field(sa_type=Text, sa_column_kwargs=added_later("''"))


class CoderRow(Row, table=True):
    """Somebody who codes."""

    __tablename__ = "coder"
    id: int | None = Field(default=None, primary_key=True)
    guid: str = Field(sa_column=unique_text())
    name: str = Field(sa_column=unique_text())
    role: str = Field(sa_type=Text, sa_column_kwargs=added_later("''"))
    training: str = Field(sa_type=Text, sa_column_kwargs=added_later("''"))
    again_of: str | None = Field(default=None, sa_type=Text)


class CodebookVersionRow(Row, table=True):
    """A numbered state of the codebook."""

    __tablename__ = "codebook_version"
    id: int | None = Field(default=None, primary_key=True)
    guid: str = Field(sa_column=unique_text())
    number: int = Field(unique=True)
    at: str = Field(sa_type=Text)
    note: str = Field(sa_type=Text)


class CodeRow(Row, table=True):
    """A code; its criteria lie in a table of their own."""

    __tablename__ = "code"
    id: int | None = Field(default=None, primary_key=True)
    guid: str = Field(sa_column=unique_text())
    ident: str = Field(sa_type=Text)
    name: str = Field(sa_type=Text)
    key: str = Field(sa_type=Text)
    definition: str = Field(sa_type=Text)
    include: str = Field(sa_type=Text)
    exclude: str = Field(sa_type=Text)
    examples: str = Field(sa_type=Text)
    criteria_rule: str | None = Field(default=None, sa_type=Text)
    criteria_word: str = Field(sa_type=Text)
    colour: int
    parent_id: int | None = Field(default=None, sa_column=reference("code", optional=True))
    gathers: bool
    position: int
    meaning: int
    retired: bool
    verb: str = Field(sa_type=Text)
    complement: str = Field(sa_type=Text)


class CriterionRow(Row, table=True):
    """One of the criteria of a code."""

    __tablename__ = "criterion"
    id: int | None = Field(default=None, primary_key=True)
    guid: str = Field(sa_column=unique_text())
    code_id: int = Field(sa_column=reference("code", index=True))
    key: str = Field(sa_type=Text)
    name: str = Field(sa_type=Text)
    position: int


class SchemeRow(Row, table=True):
    """A classification scheme; its categories lie in a table of their own."""

    __tablename__ = "scheme"
    id: int | None = Field(default=None, primary_key=True)
    guid: str = Field(sa_column=unique_text())
    ident: str = Field(sa_type=Text)
    name: str = Field(sa_type=Text)
    definition: str = Field(sa_type=Text)
    position: int


class CategoryRow(Row, table=True):
    """One of the categories of a scheme."""

    __tablename__ = "category"
    id: int | None = Field(default=None, primary_key=True)
    guid: str = Field(sa_column=unique_text())
    scheme_id: int = Field(sa_column=reference("scheme", index=True))
    ident: str = Field(sa_type=Text)
    name: str = Field(sa_type=Text)
    key: str = Field(sa_type=Text)
    definition: str = Field(sa_type=Text)
    position: int


class InstrumentRow(Row, table=True):
    """A questionnaire, its items as JSON."""

    __tablename__ = "instrument"
    id: int | None = Field(default=None, primary_key=True)
    guid: str = Field(sa_column=unique_text())
    ident: str = Field(sa_type=Text)
    name: str = Field(sa_type=Text)
    lowest: int
    highest: int
    items: str = Field(sa_type=Text)
    higher_is: str = Field(sa_type=Text)
    most_missing: int
    definition: str = Field(sa_type=Text)
    position: int


class BandRow(Row, table=True):
    """A derived category, its cuts and codes as JSON."""

    __tablename__ = "band"
    id: int | None = Field(default=None, primary_key=True)
    guid: str = Field(sa_column=unique_text())
    ident: str = Field(sa_type=Text)
    name: str = Field(sa_type=Text)
    cuts: str = Field(sa_type=Text)
    codes: str = Field(sa_type=Text)
    number_of: str = Field(sa_type=Text)
    definition: str = Field(sa_type=Text)
    position: int


class RespondentRow(Row, table=True):
    """A respondent, the case."""

    __tablename__ = "respondent"
    id: int | None = Field(default=None, primary_key=True)
    guid: str = Field(sa_column=unique_text())
    label: str = Field(sa_column=unique_text())
    standing: str = Field(sa_type=Text)
    because: str = Field(sa_type=Text)
    do_not_quote: bool


class AttributeRow(Row, table=True):
    """Something known about respondents."""

    __tablename__ = "attribute"
    id: int | None = Field(default=None, primary_key=True)
    guid: str = Field(sa_column=unique_text())
    name: str = Field(sa_column=unique_text())
    type: str = Field(sa_type=Text)
    position: int


class AttributeValueRow(Row, table=True):
    """One respondent's value of one attribute, for one occasion."""

    __tablename__ = "attribute_value"
    __table_args__ = (UniqueConstraint("respondent_id", "attribute_id", "occasion"),)
    id: int | None = Field(default=None, primary_key=True)
    guid: str = Field(sa_column=unique_text())
    respondent_id: int = Field(sa_column=reference("respondent"))
    attribute_id: int = Field(sa_column=reference("attribute", index=True))
    value: str = Field(sa_type=Text)
    number: float | None
    occasion: str = Field(sa_type=Text)


class TextRow(Row, table=True):
    """The words of documents, once per fingerprint."""

    __tablename__ = "text"
    sha256: str = Field(sa_column=Column(Text, primary_key=True))
    content: str = Field(sa_type=Text)


class DocumentRow(Row, table=True):
    """A transcript; its words lie apart."""

    __tablename__ = "document"
    id: int | None = Field(default=None, primary_key=True)
    guid: str = Field(sa_column=unique_text())
    name: str = Field(sa_column=unique_text())
    sha256: str = Field(sa_column=Column(Text, ForeignKey("text.sha256"), nullable=False, index=True))
    length: int
    kind: str = Field(sa_type=Text)
    occasion: str = Field(sa_type=Text)
    source: str = Field(sa_type=Text)
    format: str = Field(sa_type=Text)
    encoding: str = Field(sa_type=Text)
    added: str = Field(sa_type=Text)


class SpeakerRow(Row, table=True):
    """Who speaks under a label in one document."""

    __tablename__ = "speaker"
    id: int | None = Field(default=None, primary_key=True)
    guid: str = Field(sa_column=unique_text())
    document_id: int = Field(sa_column=reference("document", index=True))
    label: str = Field(sa_type=Text)
    role: str = Field(sa_type=Text)
    respondent_id: int | None = Field(default=None, sa_column=reference("respondent", optional=True, index=True))


class TurnRow(Row, table=True):
    """One speaker's stretch of a document."""

    __tablename__ = "turn"
    __table_args__ = (Index("turn_in_document", "document_id", "start"),)
    id: int | None = Field(default=None, primary_key=True)
    document_id: int = Field(sa_column=reference("document"))
    start: int
    end: int
    speaker_id: int = Field(sa_column=reference("speaker", index=True))
    time: int | None
    time_end: int | None


class AssignmentRow(Row, table=True):
    """A document that a coder is to read."""

    __tablename__ = "assignment"
    __table_args__ = (UniqueConstraint("coder_id", "document_id"),)
    id: int | None = Field(default=None, primary_key=True)
    guid: str = Field(sa_column=unique_text())
    document_id: int = Field(sa_column=reference("document", index=True))
    coder_id: int = Field(sa_column=reference("coder"))


class ReadingRow(Row, table=True):
    """A set of codes with their meanings that documents were read for; the same set is kept once."""

    __tablename__ = "reading"
    id: int | None = Field(default=None, primary_key=True)
    digest: str = Field(sa_column=unique_text())
    codes: str = Field(sa_type=Text)


class FinishRow(Row, table=True):
    """A document that a coder has read."""

    __tablename__ = "finish"
    __table_args__ = (UniqueConstraint("coder_id", "document_id"),)
    id: int | None = Field(default=None, primary_key=True)
    guid: str = Field(sa_column=unique_text())
    document_id: int = Field(sa_column=reference("document", index=True))
    coder_id: int = Field(sa_column=reference("coder"))
    sha256: str = Field(sa_type=Text)
    at: str = Field(sa_type=Text)
    codebook_version: int
    reading_id: int = Field(sa_column=reference("reading"))


class CodingRow(Row, table=True):
    """One passage × one code × one coder."""

    __tablename__ = "coding"
    __table_args__ = (
        UniqueConstraint("document_id", "start", "end", "code_id", "coder_id"),
        Index("coding_of_code", "code_id", "document_id", "start"),
        Index("coding_of_coder", "coder_id", "document_id"),
    )
    id: int | None = Field(default=None, primary_key=True)
    guid: str = Field(sa_column=unique_text())
    document_id: int = Field(sa_column=reference("document"))
    start: int
    end: int
    code_id: int = Field(sa_column=reference("code"))
    coder_id: int = Field(sa_column=reference("coder"))
    memo: str = Field(sa_type=Text)
    at: str = Field(sa_type=Text)
    discussed: bool = Field(sa_column_kwargs=added_later("0"))


class CodingCriterionRow(Row, table=True):
    """A criterion that a passage meets."""

    __tablename__ = "coding_criterion"
    coding_id: int = Field(sa_column=Column(Integer, ForeignKey("coding.id"), primary_key=True))
    criterion_id: int = Field(sa_column=Column(Integer, ForeignKey("criterion.id"), primary_key=True, index=True))


class CountedRow(Row, table=True):
    """Derived: for which respondents a coding counts, and how many criteria it meets. Kept by ``derived``."""

    __tablename__ = "counted"
    __table_args__ = (
        Index("counted_of_coding", "coding_id"),
        Index("counted_of_respondent", "respondent_id", "code_id"),
        {"sqlite_with_rowid": False},
    )
    coder_id: int = Field(primary_key=True, sa_type=Integer)
    code_id: int = Field(primary_key=True, sa_type=Integer)
    respondent_id: int = Field(primary_key=True, sa_type=Integer)
    document_id: int = Field(primary_key=True, sa_type=Integer)
    coding_id: int = Field(primary_key=True, sa_type=Integer)
    criteria: int


class RefersRow(Row, table=True):
    """Derived: who refers to what in which document, in how many passages; the sum of ``counted``, many times smaller.

    ``criteria`` is the most that one of the passages meets. Kept by ``derived``.
    """

    __tablename__ = "refers"
    __table_args__ = ({"sqlite_with_rowid": False},)
    coder_id: int = Field(primary_key=True, sa_type=Integer)
    code_id: int = Field(primary_key=True, sa_type=Integer)
    respondent_id: int = Field(primary_key=True, sa_type=Integer)
    document_id: int = Field(primary_key=True, sa_type=Integer)
    passages: int
    criteria: int


class ClassificationRow(Row, table=True):
    """The category that a coder gives a respondent."""

    __tablename__ = "classification"
    __table_args__ = (UniqueConstraint("scheme_id", "coder_id", "respondent_id", "occasion"),)
    id: int | None = Field(default=None, primary_key=True)
    guid: str = Field(sa_column=unique_text())
    respondent_id: int = Field(sa_column=reference("respondent", index=True))
    scheme_id: int = Field(sa_column=reference("scheme"))
    category_id: int = Field(sa_column=reference("category", index=True))
    coder_id: int = Field(sa_column=reference("coder", index=True))
    because: str = Field(sa_type=Text)
    occasion: str = Field(sa_type=Text)


class MarkRow(Row, table=True):
    """A coder's mark on a respondent for a code or scheme."""

    __tablename__ = "mark"
    __table_args__ = (UniqueConstraint("coder_id", "about", "respondent_id"),)
    id: int | None = Field(default=None, primary_key=True)
    guid: str = Field(sa_column=unique_text())
    respondent_id: int = Field(sa_column=reference("respondent", index=True))
    about: str = Field(sa_type=Text)
    coder_id: int = Field(sa_column=reference("coder"))
    kind: str = Field(sa_type=Text)
    because: str = Field(sa_type=Text)


class MemoRow(Row, table=True):
    """A coder's note, except those on passages."""

    __tablename__ = "memo"
    __table_args__ = (Index("memo_about", "about"),)
    id: int | None = Field(default=None, primary_key=True)
    guid: str = Field(sa_column=unique_text())
    on: str = Field(sa_type=Text)
    about: str = Field(sa_type=Text)
    coder_id: int = Field(sa_column=reference("coder", index=True))
    text: str = Field(sa_type=Text)
    at: str = Field(sa_type=Text)


class NamedFilterRow(Row, table=True):
    """A sample or scope kept under a name."""

    __tablename__ = "named_filter"
    __table_args__ = (UniqueConstraint("over", "name"),)
    id: int | None = Field(default=None, primary_key=True)
    guid: str = Field(sa_column=unique_text())
    over: str = Field(sa_type=Text)
    name: str = Field(sa_type=Text)
    filter: str = Field(sa_type=Text)


class RoundRow(Row, table=True):
    """A round of double coding, its documents and coders as JSON."""

    __tablename__ = "round"
    id: int | None = Field(default=None, primary_key=True)
    guid: str = Field(sa_column=unique_text())
    name: str = Field(sa_column=unique_text())
    aim: str = Field(sa_type=Text)
    documents: str = Field(sa_type=Text)
    coders: str = Field(sa_type=Text)
    drawn: str = Field(sa_type=Text)
    seed: int | None = Field(default=None)
    codebook_version: int
    at: str = Field(sa_type=Text)
    opened: str = Field(sa_type=Text)


class PackRow(Row, table=True):
    """A line of the ledger of packs, its documents as JSON."""

    __tablename__ = "pack"
    id: int | None = Field(default=None, primary_key=True)
    guid: str = Field(sa_column=unique_text())
    coder_id: int = Field(sa_column=reference("coder", index=True))
    documents: str = Field(sa_type=Text)
    drawn: str = Field(sa_type=Text)
    seed: int | None = Field(default=None)
    because: str = Field(sa_type=Text)
    codebook_version: int
    at: str = Field(sa_type=Text)
    round: str | None = Field(default=None, sa_type=Text)
    merged: str = Field(sa_type=Text)


class PackOriginRow(Row, table=True):
    """Where a pack comes from; only packs have one."""

    __tablename__ = "pack_origin"
    id: int | None = Field(default=None, primary_key=True)
    guid: str = Field(sa_column=unique_text())
    project: str = Field(sa_type=Text)
    coder: str = Field(sa_type=Text)
    at: str = Field(sa_type=Text)


class SettlementRow(Row, table=True):
    """How a difference between coders was settled; its coders and passages as JSON."""

    __tablename__ = "settlement"
    __table_args__ = (
        Index("settlement_of_document", "document_id", "about"),
        Index("settlement_of_respondent", "respondent_id", "about"),
    )
    id: int | None = Field(default=None, primary_key=True)
    guid: str = Field(sa_column=unique_text())
    about: str = Field(sa_type=Text)
    coders: str = Field(sa_type=Text)
    basis: str = Field(sa_type=Text)
    outcome: str = Field(sa_type=Text)
    by: str = Field(sa_type=Text)
    at: str = Field(sa_type=Text)
    because: str = Field(sa_type=Text)
    document_id: int | None = Field(default=None, sa_column=reference("document", optional=True))
    respondent_id: int | None = Field(default=None, sa_column=reference("respondent", optional=True))
    passages: str = Field(sa_type=Text)
    status: str = Field(sa_type=Text)
    category: str | None = Field(default=None, sa_type=Text)
    reason: str = Field(sa_type=Text, sa_column_kwargs=added_later("''"))


class KeptAgreementRow(Row, table=True):
    """Agreement as it was told at some moment; its coders and the report as JSON."""

    __tablename__ = "kept_agreement"
    id: int | None = Field(default=None, primary_key=True)
    guid: str = Field(sa_column=unique_text())
    stage: str = Field(sa_type=Text)
    level: str = Field(sa_type=Text)
    coders: str = Field(sa_type=Text)
    version: int
    program: str = Field(sa_type=Text)
    report: str = Field(sa_type=Text)
    at: str = Field(sa_type=Text)
    round: str | None = Field(default=None, sa_type=Text)


class SummaryRow(Row, table=True):
    """What a researcher writes of a respondent on a code."""

    __tablename__ = "summary"
    __table_args__ = (UniqueConstraint("respondent_id", "code_id"),)
    id: int | None = Field(default=None, primary_key=True)
    guid: str = Field(sa_column=unique_text())
    respondent_id: int = Field(sa_column=reference("respondent"))
    code_id: int = Field(sa_column=reference("code", index=True))
    coder_id: int = Field(sa_column=reference("coder", index=True))
    text: str = Field(sa_type=Text)
    at: str = Field(sa_type=Text)


class HistoryRow(Row, table=True):
    """Append-only. ``chain`` is SHA-256 over the previous chain and this row; ``digest`` over salt and payload."""

    __tablename__ = "history"
    number: int = Field(primary_key=True, sa_type=Integer)
    at: str = Field(sa_type=Text)
    coder: str = Field(sa_type=Text)
    undoes: int | None = Field(default=None, index=True)
    digest: str = Field(sa_type=Text)
    chain: str = Field(sa_type=Text)


class PayloadRow(Row, table=True):
    """What a history row did, apart from it so that it can be erased while the chain still verifies."""

    __tablename__ = "payload"
    number: int = Field(sa_column=Column(Integer, ForeignKey("history.number"), primary_key=True))
    salt: bytes = Field(sa_type=LargeBinary)
    body: bytes = Field(sa_type=LargeBinary)
