"""Linked cases: respondents who belong together."""

from __future__ import annotations

from collections.abc import Iterable

from fop_coder.model.base import new_guid
from fop_coder.model.change import Change
from fop_coder.model.people import Case, Respondent


def link(name: str, members: Iterable[Respondent], note: str, present: Case | None) -> Change | None:
    """Link respondents as a case; an earlier one of that name is replaced. None where it is so already."""
    who = tuple(dict.fromkeys(r.guid for r in members))
    case = Case(present.guid if present else new_guid(), name, who, note)
    return None if case == present else Change(f"Link {name}", () if present is None else (present,), (case,))


def unlink(case: Case) -> Change:
    """Take a case apart; its respondents are not touched."""
    return Change(f"Take {case.name} apart", removed=(case,))
