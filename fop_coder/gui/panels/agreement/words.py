"""Figures of agreement in words: two decimals, shares as percentages, reasons where there is no figure."""

from __future__ import annotations

import math

from PySide6.QtCore import QCoreApplication

from fop_coder.model.agreement import Agreement, Coefficient, Interval, Measure

_SHARES = frozenset((Measure.PERCENT,))


def tr(words: str) -> str:
    """Translate words of the screen."""
    return QCoreApplication.translate("Agreement", words)


def number(value: float) -> str:
    """Return a figure with two decimals and a true minus; nothing that rounds to nought has one."""
    return f"{round(value, 2) + 0.0:.2f}".replace("-", "\u2212")


def figure(measure: Measure, value: float) -> str:
    """Return a figure as its column shows it."""
    if measure not in _SHARES:
        return number(value)
    if value < 1 and round(100 * value) == 100:  # not all agree, so it must not look so
        return f"{math.floor(1000 * value) / 10:.1f} %"
    return f"{100 * value:.0f} %"


def shown(measure: Measure, found: Coefficient | None) -> str:
    """Return a coefficient, or that it is not defined; '' where it has no place in the comparison."""
    if found is None:
        return ""
    return tr("not defined") if found.value is None else figure(measure, found.value)


def between(interval: Interval | None) -> str:
    """Return an interval; '' for none."""
    return "" if interval is None else tr("{0} to {1}").format(*map(number, interval))


def why_no_interval(row: Agreement, found: Coefficient | None) -> str:
    """Return why a coefficient has no interval, '' where it has one."""
    if found is None or found.interval is not None:
        return ""
    if found.value is None:
        return found.reason
    few = next((note for note in row.notes if note.startswith("Too few")), "")
    return few or tr("All resamples gave the same")


def spoken(name: str, label: str, measure: Measure, found: Coefficient | None) -> str:
    """Return a cell in words: whose, which figure, its value, its interval or the reason why there is none."""
    if found is None:
        return name
    if found.value is None:
        return tr("{0}, {1}: not defined, {2}").format(name, label, found.reason)
    said = tr("{0}, {1} {2}").format(name, label, figure(measure, found.value))
    if found.interval is not None:
        said += tr(", interval {0}").format(between(found.interval))
    return f"{said}. {found.caution[:1].upper()}{found.caution[1:]}" if found.caution else said
