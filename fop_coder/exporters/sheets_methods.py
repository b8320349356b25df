"""The sheet of methods: what each figure means and how it came about, in sentences that can go into a report."""

from __future__ import annotations

from collections.abc import Iterator

from fop_coder.exporters.sheets import Sheet
from fop_coder.exporters.tables import SMALLEST_SHARE, Column, Look, base_lines
from fop_coder.model.export import ExportContents

METHODS = "Methods"

_COLUMNS = (Column("", "", Look.LABEL, 30), Column("", "", Look.TEXT, 100))

_STATUSES = (
    ("no data", "No document of the respondent in scope was assigned to the coder."),
    ("pending", "A document that the coder is to read is not finished for the code; nobody is counted before it is."),
    ("referred (n)", "At least one passage on the respondent's own turns carries the code, or one that it gathers."),
    ("not asked", "Marked so by the coder, with a reason, and without a passage: the interview gave no occasion."),
    ("too little information", "Marked so by the coder, with a reason: what was said does not allow to tell."),
    ("not referred", "The documents were read for the code, and none of the above is so."),
)


def write_methods(sheet: Sheet, contents: ExportContents) -> None:
    """Write the sheet."""
    sheet.open(_COLUMNS, 0, 0)
    sheet.lines(("Methods",), "title")
    for heading, lines in method_sections(contents):
        sheet.append(())
        sheet.append((heading,), "band")
        for label, words in lines:
            sheet.append((label, words), Look.TEXT.value)


def method_sections(contents: ExportContents, *, workbook: bool = True) -> Iterator[tuple[str, list[tuple[str, str]]]]:
    """Yield what is said, under its headings, as (label, words); of a ``workbook`` also how to check its figures."""
    about = dict(contents.about)
    base = contents.tally.base
    yield (
        "Whom and what the figures are about",
        [tuple(line.split(": ", 1)) for line in base_lines(base)],  # type: ignore[misc] # each has a colon
    )
    yield (
        "Who coded",
        [
            ("View", base.view + (f" ({base.view_note})" if base.view_note else "")),
            ("Coders", ", ".join(base.coders)),
            ("Codebook", f"{contents.codebook.name}, version {about.get('Codebook version', '1')}"),
        ],
    )
    yield (
        "What a respondent is counted as, for one code; the first that fits",
        list(_STATUSES),
    )
    yield (
        "How figures are formed",
        [
            ("n", "Respondents, not passages: somebody who refers to a code in five passages is counted once."),
            ("N", "Those who referred to it and those who did not. Everybody else stands beside, and all add up."),
            ("share", f"n / N, shown where N is {SMALLEST_SHARE} or more, or where it was asked for."),
            ("what is claimed", "What respondents referred to in their interviews, not what they do."),
            ("intervals", _intervals(contents)),
        ],
    )
    if workbook:
        yield ("How to check them", list(_checks(contents)))
    yield (
        "Made with",
        [(label, about[label]) for label in ("Program", "Written on", "State of the project") if label in about],
    )


def _intervals(contents: ExportContents) -> str:
    if not contents.show_intervals:
        return "Not shown: they assume a random sample of respondents."
    return f"Wilson, 95 %. {contents.interval_note}".strip()


def _checks(contents: ExportContents) -> Iterator[tuple[str, str]]:
    if contents.live:
        yield (
            "(counted)",
            "Columns headed so are formulas over the lines of respondents; “recounted” compares them with the rest.",
        )
    else:
        yield ("frozen", "This workbook holds no formulas: its figures are those of the moment when it was written.")
    yield ("underlined", "Figures lead to the respondents, and those to their passages.")
