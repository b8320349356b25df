"""Whose coding is looked at in which documents: views, scopes, and how respondents stand in them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from fop_coder.model.base import Guid
from fop_coder.model.codebook import Code, Codebook, Scheme
from fop_coder.model.coding import FilterOver, NamedFilter
from fop_coder.model.documents import Document
from fop_coder.model.errors import FilterRefused, NotFound
from fop_coder.model.filters import Filter, parse_filter
from fop_coder.model.names import names_between_commas
from fop_coder.model.people import Coder
from fop_coder.model.second_coding import Round
from fop_coder.model.status import (
    ClassStatuses,
    CodeStatuses,
    Group,
    classes_consensus,
    classes_of_coder,
    statuses_both,
    statuses_consensus,
    statuses_either,
    statuses_of_coder,
)
from fop_coder.project.consensus import settled_classes, settled_statuses
from fop_coder.project.occasions import occasion_written
from fop_coder.project.project import Project

VIEWS = ("consensus", "either", "both")

_SEVERAL = re.compile(rf"({'|'.join(VIEWS)})(?:\s+of\s+(.+))?", re.IGNORECASE | re.DOTALL)


@dataclass(frozen=True, slots=True)
class View:
    """Whose coding is shown. ``name`` is a coder's name or one of ``VIEWS``; ``coders`` in the order of the project."""

    name: str
    coders: tuple[Coder, ...]
    one: bool


@dataclass(frozen=True, slots=True)
class Scope:
    """The documents looked at: None for all. ``occasion`` is set where the filter names exactly one."""

    text: str
    documents: frozenset[Guid] | None
    occasion: str


def choose_view(project: Project, view: str | None, coders: list[str] | None = None) -> View:
    """Return the view of a name; a name under which one is kept stands for what was kept.

    Args:
        view: a coder's name, "consensus", "either", "both", one of these with "of Ann, Ben", or the name of a kept
            view; None for the project's default.
        coders: names of the coders looked at by a view of several; None for all.

    Raises:
        NotFound: if nobody is called so.
    """
    name = view if view is not None else project.settings.default_view
    try:
        return read_view(project, name, coders)
    except NotFound as error:
        kept = [f for f in project.store.values(NamedFilter) if f.over is FilterOver.VIEWS]
        found = next((f.filter for f in kept if f.name.casefold() == name.strip().casefold()), None)
        if found is not None:
            return read_view(project, found, coders)
        if not kept:
            raise
        names = ", ".join(sorted(f.name for f in kept))
        raise NotFound(error.what, where=error.where, do=f"{error.do}; or a kept one: {names}") from error


def read_view(project: Project, written: str, coders: Sequence[str] | None = None) -> View:
    """Return the view that is written: a coder's name, or one of several, all of them or "of Ann, Ben".

    Args:
        coders: names of the coders looked at by a view of several, where the words name none.

    Raises:
        NotFound: if nobody is called so, or coders are named twice or for a view of one.
    """
    several = _SEVERAL.fullmatch(written.strip())
    is_coder = any(c.name.casefold() == written.casefold() for c in project.store.values(Coder))
    if several is not None and not is_coder:
        listed = names_between_commas(several[2] or "")
        if listed and coders:
            raise NotFound(f"the view {written!r} names its coders already", do="Leave out --coders")
        names = listed or list(coders or ())
        who = {coder.guid: coder for coder in map(project.coder_named, names)} if names else None
        chosen = project.store.values(Coder) if who is None else who.values()
        return View(several[1].casefold(), tuple(chosen), one=False)
    if coders:
        raise NotFound(
            "--coders goes with the views consensus, either and both", do="Leave it out, or choose one of them"
        )
    try:
        coder = project.coder_named(written)
    except NotFound as error:
        raise NotFound(
            f"there is no view or coder called {written!r}", do=f"{error.do}; or consensus, either, both"
        ) from error
    return View(coder.name, (coder,), one=True)


def says_several(written: str) -> bool:
    """Say whether a text says a view of several coders ("consensus", "both of Ann, Ben")."""
    return _SEVERAL.fullmatch(written.strip()) is not None


def choose_scope(project: Project, text: str) -> Scope:
    """Return the documents that a filter over kind and occasion lets through; a saved scope's name stands for it.

    Raises:
        FilterRefused: if it cannot be read or asks about something else.
    """
    wanted = filter_asked(project, FilterOver.DOCUMENTS, text)
    if not wanted.conditions:
        return Scope("", None, "")
    for name in wanted.names:
        if name.casefold() not in ("kind", "occasion"):
            raise FilterRefused(f"a scope cannot ask about {name!r}", do="Documents have a kind and an occasion")
    found = frozenset(
        d.guid
        for d in project.store.values(Document)
        if all(c.holds(d.kind if c.name.casefold() == "kind" else d.occasion) for c in wanted.conditions)
    )
    occasions = [c.values for c in wanted.conditions if c.name.casefold() == "occasion" and c.operator == "="]
    one = occasions[0][0] if len(occasions) == 1 and len(occasions[0]) == 1 else ""
    return Scope(wanted.text, found, occasion_written(project, one))


def narrow_to_round(project: Project, scope: Scope, name: str) -> Scope:
    """Return a scope with only the documents of a round of double coding; the same scope where no round is named.

    Raises:
        NotFound: if there is no round of that name.
    """
    if not name:
        return scope
    rounds = project.store.values(Round)
    found = next((r for r in rounds if r.name.casefold() == name.casefold()), None)
    if found is None:
        known = ", ".join(r.name for r in rounds)
        raise NotFound(f"there is no round called {name!r}", do=f"Known: {known or 'none yet'}")
    documents = frozenset(found.documents)
    return Scope(scope.text, documents if scope.documents is None else scope.documents & documents, scope.occasion)


def filter_asked(project: Project, over: FilterOver, text: str) -> Filter:
    """Return the filter that is kept under a name, or else the one that is written.

    Raises:
        FilterRefused: if it is neither; names those that are kept.
    """
    kept = [f for f in project.store.values(NamedFilter) if f.over is over]
    found = next((f.filter for f in kept if f.name.casefold() == text.strip().casefold()), text)
    try:
        return parse_filter(found)
    except FilterRefused as error:
        if not kept:
            raise
        names = ", ".join(sorted(f.name for f in kept))
        raise FilterRefused(error.what, where=error.where, do=f"{error.do}; or name a kept one: {names}") from error


def statuses_in_view(
    project: Project, codes: Iterable[Code], codebook: Codebook, respondents: Group, view: View, scope: Scope
) -> dict[Guid, CodeStatuses]:
    """Divide respondents by status for each code: the ground of every figure."""
    wanted = list(codes)
    facts = [project.store.coder_facts(c.guid, codebook, wanted, scope.documents) for c in view.coders]
    found = {}
    for code in wanted:
        parts = [statuses_of_coder(respondents, f, code.guid) for f in facts]
        if view.one:
            found[code.guid] = parts[0]
        elif view.name == "consensus":
            coders = [c.guid for c in view.coders]
            settled = settled_statuses(project, code, codebook, coders, parts, scope.documents)
            found[code.guid] = statuses_consensus(respondents, parts, settled)
        else:
            found[code.guid] = (statuses_either if view.name == "either" else statuses_both)(respondents, parts)
    return found


def scheme_statuses(project: Project, scheme: Scheme, respondents: Group, view: View, scope: Scope) -> ClassStatuses:
    """Divide respondents by the categories of a scheme in a view.

    Raises:
        FilterRefused: in the views either and both, which classes do not have.
    """
    if view.name in ("either", "both"):
        raise FilterRefused(f"classes have no view {view.name!r}", do="Choose one coder, or consensus")
    categories = [c.guid for c in scheme.categories]
    parts = [
        classes_of_coder(
            respondents, project.store.class_facts(c.guid, scheme.guid, scope.documents, scope.occasion), categories
        )
        for c in view.coders
    ]
    if view.one:
        return parts[0]
    settled = settled_classes(project, scheme, [c.guid for c in view.coders], parts)
    return classes_consensus(respondents, parts, categories, settled)
