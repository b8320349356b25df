"""Errors as sentences that can be read in place: what happened, and what to do."""

from __future__ import annotations

from fop_coder.model.errors import FopCoderError


def sentence(words: str) -> str:
    """Return a clause as a sentence: a large letter, a full stop; '' for none."""
    words = words.strip()
    return words[:1].upper() + words[1:] + ("" if words.endswith((".", "?", "!")) else ".") if words else ""


def what_and_do(error: Exception) -> str:
    """Return what happened and what to do, where it is plain which file or field is meant."""
    if not isinstance(error, FopCoderError):
        return str(error)
    return " ".join(part for part in (sentence(error.what), sentence(error.do)) if part)


def error_words(error: Exception) -> str:
    """Return an error as sentences: where, what, and what to do."""
    if not isinstance(error, FopCoderError) or not error.where:
        return what_and_do(error)
    return f"{error.where}: {error.what}. {sentence(error.do)}".strip()
