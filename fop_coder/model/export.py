"""What an export shows: the same values for the workbook, CSV and JSON, so that all show the same figures."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from fop_coder.model.agreement_told import AgreementContents
from fop_coder.model.codebook import Codebook
from fop_coder.model.matrix import Matrix
from fop_coder.model.quotations import QuotationRow
from fop_coder.model.tally import PassageRow, SchemeTally, StatusRow, Tally


@dataclass(frozen=True, slots=True)
class ExportContents:
    """Everything that goes into an export.

    Attributes:
        about: (label, value) lines of the About sheet: project, view, sample, scope, date, version, fingerprint …
        tally: n of N per code for the whole sample.
        tallies_by: the same tallies divided, one for each attribute or scheme asked for.
        schemes: a tally for each scheme.
        schemes_by: the same divided, matching ``tallies_by``.
        attributes: names of the attributes, in order.
        status_rows: a line per respondent of the sample.
        passages: all passages in scope, in the order of documents and text; a format reads them once.
        passage_count: how many they are, for progress.
        codebook: codes, schemes and the rest.
        show_percentages: even where N is below 30.
        show_intervals: whether Wilson intervals are shown, and with which caution.
        unquoted: labels of respondents whose words never appear in a report.
        live: whether a workbook has formulas that count everything again from the lines of respondents.
        interval_note: the wording that must stand beside intervals; '' where none is needed.
        agreement: None where no document was finished by two coders, or it is not wanted.
        matrix: summaries by respondent and code; None where nobody has written one, or it is not wanted.
        quotations: passages starred as quotable; None where nobody has starred one, or they are not wanted.
        hidden: says which passages and statuses are left out, as who exports has not read them yet; '' for none.
        some_discussed: whether any passage was made after discussion, so that it must be said of each.
        smallest: of an export for publication, groups of fewer respondents are hidden; None for the team.
        suppressed: says how many cells are hidden before publication, and why; '' for none.
    """

    about: tuple[tuple[str, str], ...]
    tally: Tally
    tallies_by: tuple[Tally, ...]
    schemes: tuple[SchemeTally, ...]
    schemes_by: tuple[SchemeTally, ...]
    attributes: tuple[str, ...]
    status_rows: tuple[StatusRow, ...]
    passages: Iterable[PassageRow]
    passage_count: int
    codebook: Codebook
    show_percentages: bool = False
    show_intervals: bool = False
    unquoted: frozenset[str] = frozenset()
    live: bool = True
    interval_note: str = ""
    agreement: AgreementContents | None = None
    some_discussed: bool = False
    hidden: str = ""
    smallest: int | None = None
    suppressed: str = ""
    matrix: Matrix | None = None
    quotations: tuple[QuotationRow, ...] | None = None
