"""Quotations as they are told: whose, where, with which words; and from whom they come."""

from __future__ import annotations

from dataclasses import dataclass, replace

from fop_coder.model.base import Guid
from fop_coder.model.disclosure import Balance
from fop_coder.model.report import LeftOut


def source_words(label: str, document: str, place: str = "") -> str:
    """Return whose words they are and where they stand, as it is put behind them; a name that is both is said once.

    Args:
        label: of the respondent, maybe with more ("KC03, RBKC").
        document: its name; '' for none. So ``place``: "turn 6".
    """
    if document.startswith(f"{label} "):
        label = ""  # "KC03 time two" says who
    elif document in label.split(", "):
        document = ""
    return ", ".join(part for part in (label, document, place) if part)


@dataclass(frozen=True, slots=True)
class QuotationRow:
    """A starred passage as it is quoted.

    Attributes:
        coding: GUID of the passage.
        label: by the project's template.
        alike: how many respondents of the sample bear the label.
        text: with “[…]” for what is left out.
        code, code_name: short name and name.
        respondents: labels of those it counts for, sorted.
        category: name of their category in the codebook's first scheme, '' for none, or where they have several.
        document: its name; '' in what is published.
        turn: number of the turn that it begins in, counted from 1; None outside all turns.
        line: of the text that it begins on, counted from 1.
        coder: who coded it.
        start, end: code points into the document's text, half-open.
        left_out: what is left out, measured alike.
        note: why it was starred.
    """

    coding: Guid
    label: str
    alike: int
    text: str
    code: str
    code_name: str
    respondents: tuple[str, ...]
    category: str
    document: str
    turn: int | None
    line: int
    coder: str
    start: int
    end: int
    left_out: tuple[LeftOut, ...] = ()
    note: str = ""

    @property
    def place(self) -> str:
        """Where in its document it stands: "turn 14", or "line 3" outside all turns."""
        return f"line {self.line}" if self.turn is None else f"turn {self.turn}"

    @property
    def published(self) -> QuotationRow:
        """The same without whose it is and where, beside its label."""
        return replace(self, respondents=(), category="", document="", coder="", note="")

    @property
    def source(self) -> str:
        """Label and place, as they stand behind the words, neither twice; of what is published, the label alone."""
        return source_words(self.label, self.document, self.place) if self.document else self.label


@dataclass(frozen=True, slots=True)
class Quotations:
    """Starred passages in the order of documents and text.

    Attributes:
        silent: how many are left out, as their respondents are not to be quoted.
        hidden: says what is left out as who is looking has not read it yet; '' for nothing.
    """

    rows: tuple[QuotationRow, ...]
    silent: int = 0
    hidden: str = ""


@dataclass(frozen=True, slots=True)
class Spread:
    """From whom quotations come. ``warnings``: sentences, where they rest on few people or one group."""

    balance: Balance
    warnings: tuple[str, ...] = ()
