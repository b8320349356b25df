"""Samples, scopes and views kept under names: a name then stands for what was written wherever that can be given."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass, replace

from fop_coder.coding.filters import drop_filter, rename_filter
from fop_coder.model.base import check
from fop_coder.model.change import Change, Value
from fop_coder.model.coding import FilterOver, NamedFilter
from fop_coder.model.errors import FopCoderError, NotFound
from fop_coder.model.report import FrozenFigures, ReportItem
from fop_coder.model.status import NOBODY, Group
from fop_coder.project.project import Project
from fop_coder.project.samples import choose_sample, choose_scope, choose_view
from fop_coder.project.tally_sheet import check_view_name, keep_filter_change
from fop_coder.project.views import read_view

_ASKED_AS = {FilterOver.RESPONDENTS: "where", FilterOver.DOCUMENTS: "scope"}
"""As which part of a question a kept filter is named; of a kept view it is kept what it stood for."""


@dataclass(frozen=True, slots=True)
class KeptFilter:
    """A kept filter with how many respondents or documents it now lets through, or coders a view looks at.

    Attributes:
        lets_through: None where it no longer fits the project; ``why`` then says so.
    """

    name: str
    over: FilterOver
    filter: str
    lets_through: int | None
    why: str = ""


def kept_filters(project: Project) -> list[KeptFilter]:
    """Return the samples, the scopes, and the views that are kept, each by name, in the project's default view."""
    order = list(FilterOver)
    kept = sorted(project.store.values(NamedFilter), key=lambda f: (order.index(f.over), f.name.casefold()))
    return [_looked_at(project, f) for f in kept]


def keep(project: Project, over: FilterOver, name: str, written: str) -> bool:
    """Keep a sample, scope or view under a name, in place of one of that name; say whether anything changed.

    Raises:
        FilterRefused: if it cannot be read, is empty, or asks about something that the project does not know.
        NotFound: if a view names nobody.
        ValueRefused: if it cannot be called so.
    """
    change = keep_filter_change(project, over, name, written)
    _let_through(project, over, written)
    if change is not None:
        project.apply(change)
    return change is not None


def forget(project: Project, over: FilterOver, name: str) -> None:
    """Forget a kept sample, scope or view; respondents, documents and coders are not touched.

    Raises:
        NotFound: naming those that are kept.
    """
    project.apply(forget_change(project, over, name))


def forget_change(project: Project, over: FilterOver, name: str) -> Change:
    """Return the Change that forgets a kept sample, scope or view.

    Raises:
        NotFound: naming those that are kept.
    """
    return drop_filter(_kept_named(project, over, name))


def rename_filter_change(project: Project, over: FilterOver, name: str, other: str) -> Change | None:
    """Return the Change that gives a kept sample, scope or view another name; None where it is called so.

    Items of the report and frozen figures that ask for it by its name go on asking for the same.

    Raises:
        NotFound: naming those that are kept.
        ValueRefused: if another is called so, or it cannot be called so.
    """
    found, title = _kept_named(project, over, name), other.strip()
    alike = {f.name.casefold() for f in project.store.values(NamedFilter) if f.over is over and f.guid != found.guid}
    check(title.casefold() not in alike, f"another {over.word} is kept as {title!r}", do="Choose another name")
    if over is FilterOver.VIEWS:
        check_view_name(project, title)
    if title == found.name:
        return None
    naming = list(_naming(project, found, title))
    change = rename_filter(found, title)
    removed, added = (tuple(side) for side in zip(*naming, strict=True)) if naming else ((), ())
    return replace(change, removed=change.removed + removed, added=change.added + added)


def _naming(project: Project, kept: NamedFilter, title: str) -> Iterator[tuple[Value, Value]]:
    """Yield what asks for a kept filter by its name, as it is and as it shall be: it goes on asking for the same."""
    part = _ASKED_AS.get(kept.over)
    if part is None:
        return
    asking: list[ReportItem | FrozenFigures] = [*project.store.values(ReportItem)]
    asking += project.store.values(FrozenFigures)
    for value in asking:
        plain = json.loads(value.asked or "{}")
        if str(plain.get(part) or "").strip().casefold() == kept.name.casefold():
            yield value, replace(value, asked=json.dumps({**plain, part: title}, ensure_ascii=False))


def _kept_named(project: Project, over: FilterOver, name: str) -> NamedFilter:
    kept = [f for f in project.store.values(NamedFilter) if f.over is over]
    found = next((f for f in kept if f.name.casefold() == name.strip().casefold()), None)
    if found is None:
        known = ", ".join(f.name for f in kept)
        raise NotFound(f"no {over.word} is kept under the name {name!r}", do=f"Known: {known or 'none yet'}")
    return found


def _looked_at(project: Project, kept: NamedFilter) -> KeptFilter:
    try:
        return KeptFilter(kept.name, kept.over, kept.filter, len(_let_through(project, kept.over, kept.filter)))
    except (
        FopCoderError
    ) as error:  # an attribute or code that it names may be gone; the list is to be seen all the same
        return KeptFilter(kept.name, kept.over, kept.filter, None, str(error))


def _let_through(project: Project, over: FilterOver, written: str) -> Group:
    if over is FilterOver.VIEWS:
        return frozenset(c.guid for c in read_view(project, written).coders)
    if over is FilterOver.DOCUMENTS:
        return choose_scope(project, written).documents or NOBODY
    return choose_sample(project, written, choose_view(project, None), choose_scope(project, "")).respondents
