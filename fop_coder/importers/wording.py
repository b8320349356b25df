"""How notes and refusals count and list things."""

from __future__ import annotations

from collections.abc import Sequence


def count(number: int, what: str) -> str:
    """Return a number with its noun ("1 footnote", "2 footnotes")."""
    return f"{number} {what}" if number == 1 else f"{number} {what}s"


def listing(items: Sequence[str], most: int = 8) -> str:
    """Return items divided by commas; beyond ``most`` only how many more there are."""
    shown = ", ".join(items[:most])
    return shown if len(items) <= most else f"{shown} and {len(items) - most} more"


def quoted(items: Sequence[str], most: int = 12) -> str:
    """Return items in quotation marks, divided by commas."""
    return listing([f'"{item}"' for item in items], most)
