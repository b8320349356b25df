"""Samples and scopes kept under a name."""

from __future__ import annotations

from fop_coder.model.base import new_guid
from fop_coder.model.change import Change
from fop_coder.model.coding import FilterOver, NamedFilter


def keep_filter(over: FilterOver, name: str, written: str, present: NamedFilter | None) -> Change:
    """Keep a filter under a name; an earlier one of that name is replaced."""
    word = "sample" if over is FilterOver.RESPONDENTS else "scope"
    kept = NamedFilter(present.guid if present else new_guid(), over, name, written)
    return Change(f"Keep {word} {name}", () if present is None else (present,), (kept,))


def drop_filter(present: NamedFilter) -> Change:
    """Forget a kept filter; the respondents and documents it selected are not touched."""
    word = "sample" if present.over is FilterOver.RESPONDENTS else "scope"
    return Change(f"Forget {word} {present.name}", removed=(present,))
