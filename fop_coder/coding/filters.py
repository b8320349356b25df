"""Samples, scopes and views kept under a name."""

from __future__ import annotations

from dataclasses import replace

from fop_coder.model.base import new_guid
from fop_coder.model.change import Change
from fop_coder.model.coding import FilterOver, NamedFilter


def keep_filter(over: FilterOver, name: str, written: str, present: NamedFilter | None) -> Change:
    """Keep a filter under a name; an earlier one of that name is replaced."""
    kept = NamedFilter(present.guid if present else new_guid(), over, name, written)
    return Change(f"Keep {over.word} {name}", () if present is None else (present,), (kept,))


def drop_filter(present: NamedFilter) -> Change:
    """Forget a kept filter; what it selected is not touched."""
    return Change(f"Forget {present.over.word} {present.name}", removed=(present,))


def rename_filter(present: NamedFilter, name: str) -> Change:
    """Give a kept filter another name."""
    label = f"Rename {present.over.word} {present.name} to {name}"
    return Change(label, (present,), (replace(present, name=name),))
