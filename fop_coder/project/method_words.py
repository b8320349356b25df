"""Sentences for the method section, made from a report of agreement as JSON types, of now or of record."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from fop_coder.agreement.sample_size import enough_units, units_needed
from fop_coder.model.agreement import Measure
from fop_coder.model.in_words import listed
from fop_coder.project.shared_reading import ON_SHARED

Plain = Mapping[str, Any]

TARGET = 0.8
"""The alpha that Krippendorff (2019) asks for before data are relied on."""

HALF = 0.5
"""The share of yes at which fewest units are needed."""

SHARES = frozenset((Measure.PERCENT,))
"""Told as percentages, all others with two decimals, as on the screen."""

_TOLD = (
    (Measure.PERCENT, "percent agreement"),
    (Measure.ALPHA, "Krippendorff's alpha"),
    (Measure.AC1, "Gwet's AC1"),
    (Measure.POSITIVE, "agreement on yes"),
    (Measure.NEGATIVE, "agreement on no"),
)
_OVER_CODES = _TOLD[:3]
_NUMBERS = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")


def figure(measure: Measure, value: float) -> str:
    """Return a figure as the window shows it; nothing that rounds to 0 is minus nought."""
    return f"{100 * value:.0f} %" if measure in SHARES else f"{round(value, 2) + 0.0:.2f}"


def several(number: int, noun: str, plural: str = "") -> str:
    """Return a number with its noun ("1 document", "1,200 characters")."""
    return f"{number:,} {noun if number == 1 else plural or noun + 's'}"


def in_words(number: int) -> str:
    """Return small numbers as words, as they stand at the beginning of a sentence or before a few people."""
    return _NUMBERS[number] if number < len(_NUMBERS) else f"{number:,}"


def sentence(words: str) -> str:
    """Return words as a sentence: with a capital, and one full stop."""
    return f"{words[:1].upper()}{words[1:].rstrip('.')}." if words else ""


# ---- one row ---------------------------------------------------------------------------------------------------------


def coefficients(row: Plain, *, with_intervals: bool = True) -> str:
    """Return the figures of a row with their intervals; what is not defined is said to be so, with the reason."""
    found, first = [], with_intervals
    undefined: dict[str, list[str]] = defaultdict(list)
    for measure, name in _TOLD:
        if str(measure) not in row or _is_made_for_others(row, measure):
            continue
        value = row[str(measure)]
        if value is None:
            undefined[_reason(row, measure)].append(name)
            continue
        told = f"{name} {figure(measure, value)}"
        interval = _interval(row, measure) if with_intervals else ""
        if interval:
            told += f" (95 % interval {interval})" if first else f" ({interval})"
            first = False
        found.append(told)
    words = listed(found)
    for reason, names in undefined.items():
        said = f"{listed(names)} {'is' if len(names) == 1 else 'are'} not defined{f' ({reason})' if reason else ''}"
        words = f"{words}; {said}" if words else said
    return words


def _is_made_for_others(row: Plain, measure: Measure) -> bool:
    """Agreement on yes does not belong where nothing means yes."""
    return measure in (Measure.POSITIVE, Measure.NEGATIVE) and bool(row.get("categories"))


def _interval(row: Plain, measure: Measure) -> str:
    limits = row["intervals"].get(str(measure))
    return f"{figure(measure, limits[0])} to {figure(measure, limits[1])}" if limits else ""


def _reason(row: Plain, measure: Measure) -> str:
    """Return why a measure is not defined; reports kept by earlier versions say it in their notes alone."""
    return str(row.get("not_defined", {}).get(str(measure), ""))


# ---- over codes ------------------------------------------------------------------------------------------------------


def over_codes(report: Plain) -> Iterator[str]:
    """Yield sentences on how the figures differ from code to code; nothing where there is one code or none."""
    rows = report["rows"]
    if len(rows) < 2:
        return
    used = used_codes(report)
    spans = [span for measure, name in _OVER_CODES if (span := _span(used, measure, name))]
    if spans:
        yield sentence(f"From {_noun(report)} to {_noun(report)}, {listed(spans)}")
    for reason, names in _not_defined(rows).items():
        yield sentence(f"alpha is not defined for {listed(names)}: {reason}" if reason else _no_alpha(names))


def _noun(report: Plain) -> str:
    """Return what one row of a report is of."""
    return "criterion" if report.get("level") == "criterion" else "code"


def _many_rows(report: Plain, number: int) -> str:
    return several(number, _noun(report), "criteria" if _noun(report) == "criterion" else "")


def used_codes(report: Plain) -> list[Plain]:
    """Return the rows of the codes that anybody gave: only they are pooled, and agreement on the others is trivial."""
    return [row for row in report["rows"] if row.get(str(Measure.POSITIVE)) is not None]


def pooled_over(report: Plain) -> str:
    """Return over what the figures of the whole are pooled, as words after a comma; '' where there is one code."""
    there, used = len(report["rows"]), len(used_codes(report))
    if there < 2:
        return ""
    if used == there:
        return f", pooled over {_many_rows(report, there)}"
    return f", pooled over the {used:,} of {_many_rows(report, there)} that {'was' if used == 1 else 'were'} used"


def _span(rows: Sequence[Plain], measure: Measure, name: str) -> str:
    known = [row for row in rows if row.get(str(measure)) is not None]
    if len(known) < 2:
        return ""
    low, high = (pick(known, key=lambda row: row[str(measure)]) for pick in (min, max))
    lowest, highest = figure(measure, low[str(measure)]), figure(measure, high[str(measure)])
    if lowest == highest:
        return f"{name} was {lowest} for {'each' if len(known) == len(rows) else 'each of those it is defined for'}"
    return f"{name} ran from {lowest} ({low['name']}) to {highest} ({high['name']})"


def _not_defined(rows: Sequence[Plain]) -> dict[str, list[str]]:
    """Return reason → names of the codes whose alpha is not defined."""
    found: dict[str, list[str]] = defaultdict(list)
    for row in rows:
        if row.get(str(Measure.ALPHA)) is None:
            found[_reason(row, Measure.ALPHA)].append(row["name"])
    return found


def _no_alpha(names: Sequence[str]) -> str:
    return f"alpha is not defined for {listed(names)}"


# ---- what the figures cannot say -------------------------------------------------------------------------------------


def too_few(report: Plain, smallest: int) -> Iterator[str]:
    """Yield sentences on what so few units cannot show, and why there are no intervals.

    Units of text are not independent of their neighbours, so of them nothing is said (Bloch and Kraemer 1989).
    """
    overall, drawn = report["overall"], report["resampled"]
    if overall["units"] > 1 and overall["resampled"] < smallest:
        yield f"With fewer than {smallest} {drawn}s, no intervals are given."
    if report["level"] not in ("respondent", "classification"):
        return
    most = max((row["units"] for row in report["rows"]), default=overall["units"])
    if most and not enough_units(most, TARGET, HALF).enough:
        needed = units_needed(TARGET, HALF)
        what = "code that half of the respondents refer to" if report["rows"] else "scheme of two equal categories"
        yield (
            f"{several(most, report['unit'])} cannot show that alpha is {TARGET:.2f} or more: even for a {what}, "
            f"that takes {needed} (Bloch and Kraemer 1989)."
        )


def unreliable(report: Plain, share: float) -> Iterator[str]:
    """Yield a sentence where more resamples than this share were not defined, so that an interval cannot be trusted."""
    overall = report["overall"]
    found = [
        f"{name} ({100 * dropped:.0f} % of the resamples)"
        for measure, name in _TOLD
        if (dropped := overall["undefined_resamples"].get(str(measure)) or 0) > share
        and not _is_made_for_others(overall, measure)
    ]
    if found:
        yield f"The interval is unreliable where many resamples were not defined: {listed(found)}."


# ---- unit and computing ----------------------------------------------------------------------------------------------


def unit_of(report: Plain, scheme: str) -> str:
    """Return what is compared, as a sentence."""
    by_row = [row["units"] for row in report["rows"]] or [report["overall"]["units"]]
    units = max(by_row)
    coders = "both coders" if len(report["coders"]) == 2 else "all of the coders"
    partly = any(note.startswith(ON_SHARED) for note in report.get("notes", ()))
    given = " that both were given" if len(report["coders"]) == 2 else " that all of them were given"
    over = (
        f"over the {several(units, report['unit'])} of whom {coders} had finished all documents"
        f"{given if partly else ''}"
    )
    if report["level"] == "respondent":
        fewer = sum(number < units for number in by_row)
        marked = (
            f"; for {_many_rows(report, fewer)} over fewer, as those marked as not asked or too little are left out"
        )
        over += marked if fewer else ""
        return f"The unit of analysis is the respondent and code: whether the respondent referred to the code, {over}."
    if report["level"] == "classification":
        return f"The unit of analysis is the respondent's class in the scheme “{scheme}”, {over}."
    if report["level"] == "criterion":
        return f"The unit of analysis is the respondent and criterion: whether the criterion was met, {over}."
    return (
        f"The unit of analysis is the {report['unit']} of the respondents' words: whether it was given the code, over "
        f"{several(units, report['unit'])}; interviewers' words are left out."
    )


def pooling(report: Plain) -> str:
    """Return how the figures of codes were brought together, "" where there are no codes."""
    return (
        f"Pooled figures average observed and expected agreement over the {_many_rows(report, 2).split()[1]} that were "
        "used (de Vries, Elliott, Kanouse and Teleki 2008)."
        if len(report["rows"]) > 1
        else ""
    )


def computing(report: Plain, software: str) -> str:
    """Return how intervals were made and by what."""
    if not report["overall"]["intervals"]:
        return f"The figures were computed with {software}."
    return (
        f"Intervals are percentile bootstrap intervals from {several(report['resamples'], 'resample')} of "
        f"{report['resampled']}s (seed {report['seed']}). The figures were computed with {software}."
    )
