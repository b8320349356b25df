"""From whom quotations come: how many of each respondent and group, and sentences where few people give most."""

from __future__ import annotations

from collections.abc import Sequence

from fop_coder.analysis.balance import balance_of, balance_warnings
from fop_coder.model.base import Guid
from fop_coder.model.filters import NO_VALUE
from fop_coder.model.people import Respondent
from fop_coder.model.quotations import QuotationRow, Spread
from fop_coder.project.blindness import hidden_behind
from fop_coder.project.project import Project
from fop_coder.project.samples import divide, dividing_by_default
from fop_coder.project.tallying import Question, look_up


def spread(
    project: Project,
    rows: Sequence[QuotationRow],
    question: Question | None = None,
    *,
    by: Sequence[str] | None = None,
    seen_by: Guid | None = None,
) -> Spread:
    """Return from whom quotations come, and sentences where few people, or a small group, give most of them.

    Args:
        rows: of ``quotations`` for the same question, or some of them.
        by: names of attributes and schemes whose groups are told; None for all with few values.

    Raises:
        NotFound, FilterRefused: if something is named that is not there.
    """
    asked = look_up(project, question or Question())
    people = project.store.by_guid(Respondent, asked.sample.respondents)
    coders = [c.guid for c in asked.view.coders]
    unread = hidden_behind(project, seen_by, coders, codes=None).respondents
    is_classed = asked.view.name not in ("either", "both")
    names = dividing_by_default(project, project.codebook.schemes if is_classed else ()) if by is None else by
    groups = {}
    for name in names:
        found = divide(project, name, asked.sample.respondents, asked.view, asked.scope)
        groups[found.name] = {
            people[r].label: value for value, group in found.groups.items() if value != NO_VALUE for r in group - unread
        }
    passages = [row.respondents for row in rows]
    warnings = balance_warnings(passages, groups, len(people), word="quotations")
    return Spread(balance_of(passages, groups), tuple(warnings))
