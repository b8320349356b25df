"""The disclosure check of what an export holds: figures, lines, passages, and names to keep out wherever they stand."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import fields, is_dataclass, replace
from typing import Any

from fop_coder.analysis.balance import balance_findings, balance_of
from fop_coder.analysis.disclosure import combination_findings, figure_findings
from fop_coder.analysis.names import NameFinder
from fop_coder.exporters.parts import Parts
from fop_coder.exporters.tables_quotations import QUOTATIONS, shown_quotations
from fop_coder.model.disclosure import Concern, DisclosureReport, Finding
from fop_coder.model.errors import Cancelled, ExportRefused
from fop_coder.model.export import ExportContents
from fop_coder.model.quotations import QuotationRow
from fop_coder.model.tally import PassageRow, StatusRow

_MOST_NAMED = 3
"""Labels named one by one; more are only counted."""

_EVERY = 500
"""Passages between two looks at whether the check is still wanted."""

_GUID = re.compile(r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}")


def check_contents(
    contents: ExportContents,
    parts: Parts,
    smallest: int,
    *,
    names: Sequence[str] = (),
    cancelled: Callable[[], bool] | None = None,
) -> DisclosureReport:
    """Check what would be written of contents; all their passages are read.

    Raises:
        Cancelled: if it is not wanted any more.
    """
    finder = NameFinder(names)
    found: dict[tuple[str, str], int] = {}
    passages: list[tuple[str, Sequence[str]]] = []
    quoted: set[str] = set()
    unquoted = 0
    for number, passage in enumerate(contents.passages if parts.passages else ()):
        if number % _EVERY == 0 and cancelled and cancelled():
            raise Cancelled("the check is not wanted any more")
        _look(finder, found, _place_of(passage), _texts(passage))
        if passage.respondents:
            passages.append((passage.code_name, passage.respondents))
        if not contents.unquoted.isdisjoint(passage.respondents):
            quoted |= contents.unquoted.intersection(passage.respondents)
            unquoted += 1
    for where, texts in _other_texts(contents, parts):
        _look(finder, found, where, texts)
    groups = _groups(contents.status_rows) if not parts_are_bare(contents, parts) else {}
    findings = [
        *_name_findings(found, finder.names),
        *_unquoted_findings(unquoted, quoted),
        *_lines_findings(contents, parts),
        *figure_findings(_figures_shown(contents, parts), smallest),
        *(combination_findings(contents.status_rows, contents.attributes, smallest) if parts.respondents else ()),
        *(_label_findings(contents.quotations or (), smallest) if parts.quotations else ()),
        *balance_findings(passages, contents.status_rows, groups),
        *(_quotation_balance(contents, groups) if parts.quotations else ()),
    ]
    order = list(Concern)
    findings.sort(key=lambda finding: order.index(finding.concern))
    balance = balance_of([labels for _, labels in passages], groups)
    return DisclosureReport(smallest, tuple(findings), balance)


def refuse_names(report: DisclosureReport) -> None:
    """Raise if any name to keep out was found.

    Raises:
        ExportRefused: naming the first place, and how many more there are.
    """
    if report.names:
        first, *others = report.names
        more = f" (and {len(others)} more)" if others else ""
        raise ExportRefused(
            f"a name to keep out was found: {first.sentence.rstrip('.')}, {first.where}{more}",
            do="Take it out there, give it a pseudonym, leave that part out, or take it off the list",
        )


# ---- names -----------------------------------------------------------------------------------------------------------


def _look(finder: NameFinder, found: dict[tuple[str, str], int], where: str, texts: Iterator[str]) -> None:
    if finder.names:
        for text in texts:
            for name in finder.found_in(text):
                found[name, where] = found.get((name, where), 0) + 1


def _name_findings(found: Mapping[tuple[str, str], int], names: Sequence[str]) -> Iterator[Finding]:
    for (name, where), times in sorted(found.items(), key=lambda item: names.index(item[0][0])):
        how_often = "" if times == 1 else f", {times} times"
        yield Finding(Concern.NAME, f"“{name}” is on the list of names to keep out{how_often}.", where)


def _place_of(passage: PassageRow) -> str:
    return f"passage of {passage.document}, {passage.code_name}, from {passage.start:,}"


def _other_texts(contents: ExportContents, parts: Parts) -> Iterator[tuple[str, Iterator[str]]]:
    """Yield (where, texts) of everything that would be written besides passages."""
    yield "About", _texts(contents.about)
    yield "what the figures are over", _texts(contents.tally.base)
    if parts.tally:
        yield "Tally", _texts(contents.tally.rows)
        yield from ((f"Tally by {t.base.by}", _texts((t.base, t.rows))) for t in contents.tallies_by)
    if parts.classification:
        yield from ((scheme.name, _texts(scheme)) for scheme in contents.schemes)
        yield from ((f"{s.name} by {s.base.by}", _texts(s)) for s in contents.schemes_by)
    if parts.quotations:
        yield from ((f"quotation of {row.label}, {row.code_name}", _texts(row)) for row in shown_quotations(contents))
    if parts.codebook:
        yield from _codebook_texts(contents)
    if parts.agreement and contents.agreement:
        yield "Agreement", _texts(contents.agreement)
    if parts.matrix and contents.matrix:
        yield from ((f"Matrix: {row.label}", _texts(row)) for row in contents.matrix.rows)
    yield "headings of the lines of respondents", iter(contents.attributes)
    yield from ((f"line of {row.respondent}", _texts(row)) for row in contents.status_rows)


def _codebook_texts(contents: ExportContents) -> Iterator[tuple[str, Iterator[str]]]:
    book = contents.codebook
    yield "Codebook", iter((book.name, book.definition))
    yield from ((f"Codebook: {code.name}", _texts(code)) for code in book.codes)
    yield from ((f"Codebook: {scheme.name}", _texts(scheme)) for scheme in book.schemes)
    yield from ((f"Codebook: {instrument.name}", _texts(instrument)) for instrument in book.instruments)
    yield from ((f"Codebook: {band.name}", _texts(band)) for band in book.bands)


def _texts(value: Any) -> Iterator[str]:
    """Yield every text in a value, whatever it is made of."""
    if isinstance(value, str):
        if not _GUID.fullmatch(value):
            yield value
    elif isinstance(value, Mapping):
        for key, held in value.items():
            yield from _texts(key)
            yield from _texts(held)
    elif is_dataclass(value) and not isinstance(value, type):
        for field in fields(value):
            yield from _texts(getattr(value, field.name))
    elif isinstance(value, tuple | list | frozenset):
        for held in value:
            yield from _texts(held)


# ---- the rest --------------------------------------------------------------------------------------------------------


def parts_are_bare(contents: ExportContents, parts: Parts) -> bool:
    """Say whether the lines of respondents tell nothing but statuses, so that passages cannot be told by group."""
    return contents.smallest is not None and not parts.respondents


def _figures_shown(contents: ExportContents, parts: Parts) -> ExportContents:
    """Return contents without the figures that are not written."""
    if not parts.tally:
        contents = replace(contents, tally=replace(contents.tally, rows=()), tallies_by=())
    return contents if parts.classification else replace(contents, schemes=(), schemes_by=())


def _unquoted_findings(passages: int, people: set[str]) -> Iterator[Finding]:
    if passages:
        words = "1 passage is" if passages == 1 else f"{passages:,} passages are"
        listed = ", ".join(sorted(people, key=str.casefold))
        yield Finding(Concern.DO_NOT_QUOTE, f"{words} of respondents who are not to be quoted ({listed}).", "Passages")


def _label_findings(rows: Sequence[QuotationRow], smallest: int) -> Iterator[Finding]:
    """Yield which labels of quotations few respondents of the sample bear."""
    few = {row.label: row.alike for row in rows if row.alike < smallest}
    if few:
        first = sorted(few.items(), key=lambda item: item[1])[:_MOST_NAMED]
        listed = "; ".join(f"{label} ({alike})" for label, alike in first)
        more = f"; and {len(few) - len(first)} more" if len(few) > len(first) else ""
        words = "1 label is" if len(few) == 1 else f"{len(few)} labels are"
        sentence = f"{words} borne by fewer than {smallest} respondents: {listed}{more}."
        yield Finding(Concern.COMBINATION, sentence, QUOTATIONS)


def _quotation_balance(contents: ExportContents, groups: Mapping[str, Mapping[str, str]]) -> Iterator[Finding]:
    people = [(row.code_name, row.respondents) for row in contents.quotations or ()]
    return balance_findings(people, contents.status_rows, groups, word=QUOTATIONS)


def _lines_findings(contents: ExportContents, parts: Parts) -> Iterator[Finding]:
    """Yield that the lines undo the hiding, where they go out with hidden figures."""
    if not contents.suppressed:
        return
    matrix = parts.matrix and contents.matrix is not None
    for is_there, where in (
        (parts.respondents, "Respondents × codes"),
        (parts.passages, "Passages"),
        (matrix, "Matrix"),
    ):
        if is_there:
            yield Finding(Concern.LINES, "A line for each, with whose it is, undoes the hiding.", where)


def _groups(rows: Sequence[StatusRow]) -> dict[str, dict[str, str]]:
    found: dict[str, dict[str, str]] = {}
    for row in rows:
        for by, group in row.groups.items():
            found.setdefault(by, {})[row.respondent] = group
    return found
