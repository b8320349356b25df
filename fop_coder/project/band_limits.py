"""The limits of bands as people write them: "0–1, 2–4, 5+", each with a name before it if wanted."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from fop_coder.model.codebook import Cut
from fop_coder.model.errors import ValueRefused

_PART = re.compile(r'(?:"[^"]*"|[^,;\n"])+')
"""What stands between commas; a name in quotation marks may hold one."""

_NUMBER = r"[-\u2212]?\d{1,12}(?:\.\d{1,6})?"
_LIMITS = re.compile(
    rf"(?P<low>{_NUMBER})\s*(?:(?P<open>\+|(?:and|or)\s+(?:more|over))|(?:[-\u2010-\u2014]|\bto\b)\s*(?P<high>{_NUMBER}))?",
    re.IGNORECASE,
)
_LIKE = 'Write them like "0–1, 2–4, 5+"; a name may stand before: "few: 0–1"'


def read_limits(text: str) -> tuple[Cut, ...]:
    """Return the bands that are written, from the lowest to the highest.

    Neighbours must touch: between them no number may lie that has as many decimals as the limits are written with, and
    none may lie in two.

    Raises:
        ValueRefused: saying what overlaps, or which number would fall into none.
    """
    cuts = sorted(map(_cut, _parts(text)), key=lambda c: c.lowest)
    if len(cuts) < 2:
        raise ValueRefused("one band divides nobody", do=f"Write at least two. {_LIKE}")
    _check_names(cuts)
    step = 10.0 ** -max(_decimals(c) for c in cuts)
    for low, high in pairwise(cuts):
        _check_neighbours(low, high, step)
    return tuple(cuts)


def limits_text(cuts: Sequence[Cut]) -> str:
    """Return bands as ``read_limits`` reads them."""
    return ", ".join(
        limits if cut.label.strip() == limits else f"{_quoted(cut.label)}: {limits}"
        for cut, limits in ((cut, written_limits(cut)) for cut in cuts)
    )


def written_limits(cut: Cut) -> str:
    """Return from where to where a band goes: "2–4", "5+", "3"."""
    low = _written(cut.lowest)
    if cut.highest is None:
        return f"{low}+"
    return low if cut.highest == cut.lowest else f"{low}\N{EN DASH}{_written(cut.highest)}"


def _quoted(label: str) -> str:
    plain = label.strip().replace('"', "'")
    return f'"{plain}"' if re.search("[,;:=\n]", plain) else plain


def _parts(text: str) -> Iterator[str]:
    return (part.strip() for part in _PART.findall(text) if part.strip())


def _cut(part: str) -> Cut:
    label, limits = _divided(part)
    found = _LIMITS.fullmatch(limits)
    if found is None:
        raise ValueRefused(f"{limits or part!r} says no limits of a band", do=_LIKE)
    low = _number(found["low"])
    high = None if found["open"] else _number(found["high"]) if found["high"] else low
    if high is not None and high < low:
        raise ValueRefused(f"{limits} goes down from {_written(low)} to {_written(high)}", do=_LIKE)
    cut = Cut(label, low, high)
    return cut if label else Cut(written_limits(cut), low, high)


def _divided(part: str) -> tuple[str, str]:
    """Return the name before the limits, '' where there is none, and the limits."""
    quoted = re.fullmatch(r'"([^"]*)"\s*[:=]?\s*(.*)', part, re.DOTALL)
    if quoted is not None:
        return quoted[1].strip(), quoted[2].strip()
    before, colon, after = part.replace("=", ":").rpartition(":")
    return (before.strip(), after.strip()) if colon else ("", part)


def _number(text: str) -> float:
    return float(text.replace("\u2212", "-"))


def _written(number: float) -> str:
    return f"{number:.6f}".rstrip("0").rstrip(".")


def _decimals(cut: Cut) -> int:
    ends = (cut.lowest,) if cut.highest is None else (cut.lowest, cut.highest)
    return max(len(_written(end).partition(".")[2]) for end in ends)


def _check_names(cuts: Sequence[Cut]) -> None:
    seen: set[str] = set()
    for cut in cuts:
        if cut.label.casefold() in seen:
            raise ValueRefused(f"two bands are called {cut.label!r}", do="Give each its own name")
        seen.add(cut.label.casefold())


def _check_neighbours(low: Cut, high: Cut, step: float) -> None:
    if low.highest is None or high.lowest <= low.highest:
        raise ValueRefused(
            f"{low.label} and {high.label} overlap: {_written(high.lowest)} would fall into both",
            do="Let the one end before the other begins",
        )
    between = round(low.highest + step, 6)
    if between < high.lowest:
        raise ValueRefused(
            f"{_written(between)} would fall into none, between {low.label} and {high.label}",
            do=f"Begin {high.label} at {_written(between)}, or write a band between them",
        )
