"""Tooltips of names and words that come from people and files: Qt would take what looks like mark-up for mark-up."""

from __future__ import annotations

from html import escape


def plain_tip(words: str) -> str:
    """Return a tooltip that shows the words as they are."""
    if "<" not in words and "&" not in words:
        return words
    return f"<qt>{escape(words)}</qt>".replace("\n", "<br>")
