"""The tables of agreement: all coefficients, the same code by code, where coders differ, and what to say of it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from fop_coder.exporters.tables import Cell, Column, Look, Table, distinct_columns
from fop_coder.model.agreement import LABELS, Measure
from fop_coder.model.agreement_told import AgreementContents, DisagreementRow, ToldAgreement

NOT_DEFINED = "not defined"
OPEN = "open"
_Plain = Mapping[str, Any]

_SCHEME = "Scheme: "


def agreement_tables(contents: AgreementContents) -> Iterator[Table]:
    """Yield the four tables; figures are as exact as they were worked out."""
    yield agreement_table(contents.told)
    yield agreement_by_code_table(contents.told)
    yield disagreements_table(contents.disagreements, contents.hidden)
    yield agreement_in_words_table(contents)


# ---- all coefficients ------------------------------------------------------------------------------------------------

_WHICH = (
    Column("told", "of which codings and when: independent ones, after discussion, or put on record", Look.LABEL, 26),
    Column("coders", "who is compared, in this order", Look.LABEL, 22),
    Column("round", "the round of double coding; empty for all documents", Look.LABEL, 14),
)

_COEFFICIENT_COLUMNS = (
    Column("level", "respondent, classification, or a unit of the text", Look.LABEL, 14),
    Column("of", "the scheme, or over how many codes it is pooled", Look.LABEL, 22),
    Column("coefficient", "which figure", Look.LABEL, 28),
    Column("value", "the figure, or that it is not defined", Look.COEFFICIENT),
    Column("from", "lower limit of the 95 % interval, percentile bootstrap", Look.COEFFICIENT),
    Column("to", "upper limit of the 95 % interval", Look.COEFFICIENT),
    Column("units", "how many are compared: those with a value by two coders or more"),
    Column("unit", "one of what is compared", Look.LABEL, 12),
    *_WHICH,
    Column("left out", "units with fewer values than that"),
    Column("without a value", "of whom how many units have none", Look.LABEL, 18),
    Column("resampled", "what the resamples draw", Look.LABEL, 12),
    Column("resamples", "how many were drawn"),
    Column("seed", "what the draws began with; the same seed gives the same intervals"),
    Column("undefined resamples", "share of resamples in which it was not defined and which were dropped", Look.SHARE),
    Column("standard error", "of a large sample", Look.COEFFICIENT),
    Column("large sample from", "lower limit of the 95 % interval by the standard error", Look.COEFFICIENT),
    Column("large sample to", "upper limit of it", Look.COEFFICIENT),
    Column("in words", "what scales of words call the value and the lower limit of its interval", Look.LABEL, 40),
    Column("why not defined", "the reason where there is no value", Look.LABEL, 40),
    Column("formula and source", "how it is computed and where that was published", Look.LABEL, 60),
    Column("software", "what computed it", Look.LABEL, 16),
)


def agreement_table(told: Sequence[ToldAgreement]) -> Table:
    """Return a line for each comparison and coefficient, pooled over codes or of the whole scheme."""
    return Table(
        "Agreement",
        "how far coders agree: a line for each comparison and coefficient",
        _COEFFICIENT_COLUMNS,
        (line for one in told for line in _coefficient_lines(one)),
        frozen=3,
    )


def _coefficient_lines(told: ToldAgreement) -> Iterator[tuple[Cell, ...]]:
    report, overall = told.report, told.report["overall"]
    for measure in _measures([overall]):
        key = str(measure)
        yield (
            report["level"],
            _of(report),
            LABELS[measure],
            _value(overall, measure),
            *_limits(overall["intervals"].get(key)),
            overall["units"],
            report["unit"],
            *_which(told),
            overall["left_out"],
            _lacking(overall),
            report["resampled"],
            report["resamples"],
            report["seed"],
            overall["undefined_resamples"].get(key),
            overall["standard_errors"].get(key),
            *_limits(overall["large_sample_intervals"].get(key)),
            _bands(overall["bands"].get(key, ())),
            _why(overall, measure),
            report["formulas"].get(key, ""),
            report["software"],
        )


def _which(told: ToldAgreement) -> tuple[Cell, ...]:
    return told.told, ", ".join(told.report["coders"]), told.round


def _of(report: _Plain) -> str:
    """Return what the figures of the whole are of; codes that nobody used are not pooled."""
    rows = report["rows"]
    if len(rows) > 1:
        used = sum(row.get(str(Measure.POSITIVE)) is not None for row in rows)
        return f"pooled over {len(rows)} codes" if used == len(rows) else f"pooled over {used} of {len(rows)} codes"
    if rows:
        return str(rows[0]["name"])
    return next((n.removeprefix(_SCHEME) for n in report["notes"] if n.startswith(_SCHEME)), "the whole table")


def _measures(rows: Iterable[_Plain]) -> list[Measure]:
    """Return the measures that any of the rows has, in the order in which they are shown."""
    held = {key for row in rows for key in row}
    return [measure for measure in Measure if str(measure) in held]


def _value(row: _Plain, measure: Measure) -> Cell:
    value: float | None = row.get(str(measure))
    return NOT_DEFINED if value is None else value


def _why(row: _Plain, measure: Measure) -> str:
    """Return why there is no value; what was put on record by earlier versions says it in its notes alone."""
    return str(row.get("not_defined", {}).get(str(measure), ""))


def _limits(interval: Sequence[float] | None) -> tuple[Cell, Cell]:
    return (interval[0], interval[1]) if interval else (None, None)


def _lacking(row: _Plain) -> str:
    return ", ".join(f"{coder} {number:,}" for coder, number in row["lacking"].items() if number)


def _bands(bands: Iterable[_Plain]) -> str:
    return "; ".join(f"{b['value']}, lower limit {b['lower_limit']} ({b['scale']})" for b in bands)


# ---- in words --------------------------------------------------------------------------------------------------------


def agreement_in_words_table(contents: AgreementContents) -> Table:
    """Return the paragraph for the method section, part by part, and what is to be known of each comparison."""
    return Table(
        "Agreement in words",
        "a paragraph for the method section, and what to bear in mind with each comparison",
        (
            Column("of", "the method section, or the comparison that it is said of", Look.TEXT, 36),
            Column("text", "what is said", Look.TEXT, 120),
        ),
        _words(contents),
    )


def _words(contents: AgreementContents) -> Iterator[tuple[Cell, ...]]:
    method = contents.method
    yield "method section: the whole paragraph", method.text
    yield from (("method section: still to be filled in", placeholder) for placeholder in method.missing)
    yield from (
        (", ".join(str(cell) for cell in (one.report["level"], *_which(one)) if cell), note)
        for one in contents.told
        for note in dict.fromkeys((*one.report["notes"], *one.report["overall"]["notes"]))
    )


# ---- code by code ----------------------------------------------------------------------------------------------------

_COUNTS = (
    Column("both yes", "units to which both of two coders gave the code"),
    Column("only first", "units to which only the first of two coders gave it"),
    Column("only second", "units to which only the second of two coders gave it"),
    Column("both no", "units to which neither of two coders gave it"),
)


def agreement_by_code_table(told: Sequence[ToldAgreement]) -> Table:
    """Return a line for each code of each comparison, and each category; what is pooled over codes ends them."""
    measures = _measures(row for one in told for row in (one.report["overall"], *one.report["rows"]))
    columns = (
        Column("code", "the code's short name; empty for what is pooled and for categories", Look.LABEL, 16),
        Column("name", "of the code or category", Look.LABEL, 24),
        Column("level", "respondent, classification, or a unit of the text", Look.LABEL, 14),
        Column("units", "how many are compared"),
        *_COUNTS,
        *(column for measure in measures for column in _measure_columns(measure)),
        Column("left out", "units with fewer than two values"),
        Column("without a value", "of whom how many units have none", Look.LABEL, 18),
        *_WHICH,
        Column("to bear in mind", "why a figure is not defined, and how to read others", Look.LABEL, 60),
    )
    return Table(
        "Agreement by code",
        "agreement on each code: counts of yes and no, all coefficients, 95 % intervals",
        distinct_columns(columns),
        (line for one in told for line in _code_lines(one, measures)),
        notes=("Of a category, “Agreement on yes” is agreement on that category against all others.",),
        frozen=2,
    )


_WITHOUT_INTERVALS = (Measure.COHEN_MAX, Measure.PREVALENCE, Measure.BIAS)
"""They describe the material, and are not resampled."""


def _measure_columns(measure: Measure) -> tuple[Column, ...]:
    name = LABELS[measure]
    value = Column(name, name, Look.COEFFICIENT, 14)
    if measure in _WITHOUT_INTERVALS:
        return (value,)
    return (
        value,
        Column(f"{name} from", "lower limit of its 95 % interval", Look.COEFFICIENT, 14),
        Column(f"{name} to", "upper limit of its 95 % interval", Look.COEFFICIENT, 14),
    )


def _code_lines(told: ToldAgreement, measures: Sequence[Measure]) -> Iterator[tuple[Cell, ...]]:
    report = told.report
    whole = (report["overall"],) if len(report["rows"]) != 1 else ()
    for row in (*report["rows"], *whole):
        name = row["name"] if row["code"] else _of(report)
        yield (
            row["code"],
            name,
            report["level"],
            row["units"],
            *_yes_no(report, row["table"]),
            *(cell for measure in measures for cell in _measured(row, measure)),
            row["left_out"],
            _lacking(row),
            *_which(told),
            "; ".join(row["notes"]),
        )
    for category in report["overall"]["categories"]:
        yield (
            None,
            category["category"],
            report["level"],
            report["overall"]["units"],
            *(None,) * len(_COUNTS),
            *(cell for measure in measures for cell in _measured(_of_category(category), measure)),
            *(None, None),
            *_which(told),
            "given by " + ", ".join(f"{coder} {number:,}" for coder, number in category["given"].items()),
        )


def _of_category(category: _Plain) -> _Plain:
    """Return a category's figures under the measures that they are."""
    figures = {str(Measure.POSITIVE): category["agreement"], str(Measure.FLEISS): category["fleiss_kappa"]}
    return {**figures, "intervals": {}}


def _measured(row: _Plain, measure: Measure) -> tuple[Cell, ...]:
    """Return a figure with its interval; nothing where the row does not have this measure at all."""
    value = _value(row, measure) if str(measure) in row else None
    if measure in _WITHOUT_INTERVALS:
        return (value,)
    return (value, *_limits(row["intervals"].get(str(measure))))


def _yes_no(report: _Plain, table: Sequence[Sequence[int]] | None) -> tuple[Cell, ...]:
    """Return the counts of two coders' table: both yes, only the first, only the second, both no."""
    if table is None or not report["yes"]:
        return (None,) * len(_COUNTS)
    yes = report["categories"].index(report["yes"])
    no = 1 - yes
    return table[yes][yes], table[yes][no], table[no][yes], table[no][no]


# ---- disagreements ---------------------------------------------------------------------------------------------------


_OVERLAP = "Passages that overlap are no difference; where only their ends differ, they are listed once settled."


def disagreements_table(rows: Sequence[DisagreementRow], hidden: str = "") -> Table:
    """Return a line for each difference: where, what each coder made of it, and how it was settled.

    Args:
        hidden: what to say of those that are left out.
    """
    coders = list(dict.fromkeys(coder for row in rows for coder in row.coders))
    columns = (
        Column("document", "the transcript; empty where it is over a respondent", Look.LABEL, 20),
        Column("respondent", "whom it is about; several are joined by “; ”", Look.LABEL, 16),
        Column("code", "short name of the code or scheme", Look.LABEL, 16),
        Column("name", "its name", Look.LABEL, 22),
        Column("over", "a passage, the boundary of one, a status, or a class", Look.LABEL, 12),
        Column("between", "the coders compared", Look.LABEL, 20),
        Column("start", "place in the document's text in Unicode code points", Look.NUMBER, 10),
        Column("end", "the first place after it", Look.NUMBER, 10),
        *(
            column
            for coder in coders
            for column in (
                Column(f"{coder} coded", "words of their passages, status or class; empty for none", Look.TEXT, 50),
                Column(f"memo of {coder}", "their memos or reasons", Look.TEXT, 30),
            )
        ),
        Column("settled", "how, or open", Look.LABEL, 26),
        Column("settled to", "what the consensus has: words, status or class", Look.TEXT, 50),
        Column("settled by", "who settled it", Look.LABEL, 16),
        Column("settled on", "when", Look.LABEL, 20),
        Column("reason", "why they had differed", Look.LABEL, 20),
        Column("note", "in their own words", Look.TEXT, 30),
    )
    return Table(
        "Disagreements",
        "where coders differ in what all of them finished, and how each difference was settled",
        distinct_columns(columns),
        (_difference_line(row, coders) for row in rows),
        notes=(_OVERLAP, hidden) if hidden else (_OVERLAP,),
    )


def _difference_line(row: DisagreementRow, coders: Sequence[str]) -> tuple[Cell, ...]:
    return (
        row.document,
        "; ".join(row.respondents),
        row.code,
        row.name,
        row.over,
        ", ".join(row.coders),
        row.start,
        row.end,
        *(words.get(coder, "") for coder in coders for words in (row.said, row.memos)),
        row.settled or OPEN,
        row.settled_to,
        row.by,
        row.at,
        row.reason,
        row.note,
    )
