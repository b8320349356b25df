"""Summaries of respondents on codes: written, changed, taken off, joined."""

from __future__ import annotations

from dataclasses import replace

from fop_coder.model.base import Guid, now
from fop_coder.model.change import Change
from fop_coder.model.codebook import Code
from fop_coder.model.matrix import Summary, summary_guid
from fop_coder.model.people import Respondent


def put_summary(respondent: Respondent, code: Code, coder: Guid, text: str, present: Summary | None) -> Change:
    """Write the summary of a respondent on a code in place of the present one.

    Args:
        text: not empty, without spaces at its ends.
    """
    written = Summary(summary_guid(respondent.guid, code.guid), respondent.guid, code.guid, coder, text, now())
    return Change(f"Summary of {respondent.label} on {code.name}", (present,) if present else (), (written,))


def take_summary_off(respondent: Respondent, code: Code, present: Summary) -> Change:
    """Take the summary of a respondent on a code off."""
    return Change(f"Take off the summary of {respondent.label} on {code.name}", removed=(present,))


def join_summaries(first: Summary, second: Summary) -> Summary:
    """Return one summary that holds the words of two, as the first was kept; equal words stand once."""
    text = "\n".join(dict.fromkeys((first.text, second.text)))
    return replace(first, text=text, at=max(first.at, second.at))
