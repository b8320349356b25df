"""Cross-tables: any two of code, scheme, band, attribute, instrument and document kind, over one sample."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from fop_coder.analysis.association import associate
from fop_coder.analysis.crosstabs import Division, NamedGroups, cross, division_of_classes, division_of_code
from fop_coder.model.base import Guid
from fop_coder.model.codebook import Scheme
from fop_coder.model.crosstab import Crosstab, Labels
from fop_coder.model.documents import Document
from fop_coder.model.errors import NotFound
from fop_coder.model.filters import NO_VALUE
from fop_coder.model.people import Attribute, Respondent
from fop_coder.model.status import Group
from fop_coder.project.project import Project
from fop_coder.project.samples import Scope, View, class_statuses, divide, divider_named, dividers
from fop_coder.project.tallying import Asked, Question, base_of, look_up
from fop_coder.project.views import statuses_in_view

NO_DOCUMENT = "no document"

DOCUMENT_NAMES = {"kind": "kind", "document kind": "kind", "occasion": "occasion"}
"""Names under which respondents are divided by the documents that they have in scope."""


def crosstab(
    project: Project, rows: str, columns: str, question: Question | None = None, *, test: bool = False
) -> Crosstab:
    """Return a sample divided by two things, and if wanted whether they go together.

    Args:
        rows, columns: names of what divides, see ``division_named``; ``question.by`` is not looked at.
        test: whether to test the association.

    Raises:
        NotFound, FilterRefused: with the names that there are.
    """
    asked = look_up(project, question or Question())
    down, across = (division_asked(project, name, asked) for name in (rows, columns))
    return crossed(project, asked, down, across, test=test)


def crossed(project: Project, asked: Asked, rows: Division, columns: Division, *, test: bool = False) -> Crosstab:
    """Return the table of two divisions of a question's sample."""
    people = cross(rows, columns, labelling(project, asked.sample.respondents))
    table = Crosstab(base_of(project, asked), rows.axis, columns.axis, people)
    return replace(table, test=associate(table.counts, table.base.chosen)) if test else table


def labelling(project: Project, respondents: Group) -> Callable[[Group], Labels]:
    """Return a function that gives the labels of some of the respondents in the order of labels."""
    known = {r.guid: r.label for r in project.store.by_guid(Respondent, respondents).values()}
    order = {guid: place for place, guid in enumerate(sorted(known, key=lambda g: known[g].casefold()))}
    return lambda group: tuple(known[guid] for guid in sorted(group, key=order.__getitem__))


def division_asked(project: Project, name: str, asked: Asked) -> Division:
    """Divide a question's sample; see ``division_named``."""
    return division_named(project, name, asked.sample.respondents, asked.view, asked.scope)


def division_named(
    project: Project, name: str, respondents: Group, view: View, scope: Scope, *, exactly: bool = False
) -> Division:
    """Divide respondents by what a name means: an attribute, scheme, band, instrument's total, code, or document kind.

    Where several bear the name, the first of these is meant; short names and GUIDs tell them apart.

    Args:
        exactly: only values that were given for the scope's occasion, none that hold for all.

    Raises:
        NotFound: with the names that there are.
        FilterRefused: for a scheme in the views either and both.
    """
    found = divider_named(project, name)
    if found is None:
        return _code_or_documents(project, name, respondents, view, scope)
    if not isinstance(found, Scheme):
        groups = dict(divide(project, found.guid, respondents, view, scope, exactly=exactly).groups)
        missing = groups.pop(NO_VALUE, frozenset())
        kind, ident = ("attribute", "") if isinstance(found, Attribute) else ("instrument", found.ident)
        return Division(found.name, kind, ident, tuple(groups.items()), ((NO_VALUE, missing),))
    statuses = class_statuses(project, found, respondents, view, scope, exactly=exactly)
    kind = "band" if found.guid in {b.guid for b in project.codebook.bands} else "scheme"
    categories = ((c.guid, c.name) for c in found.categories)
    return division_of_classes(found.name, kind, found.ident, categories, statuses)


def _code_or_documents(project: Project, name: str, respondents: Group, view: View, scope: Scope) -> Division:
    try:
        code = project.code_named(name)
    except NotFound as unknown:
        if name.strip().casefold() in DOCUMENT_NAMES:
            return _by_documents(project, DOCUMENT_NAMES[name.strip().casefold()], respondents, scope)
        known = [a.name for a in sorted(project.store.values(Attribute), key=lambda a: a.position)]
        known += [v.ident for v in dividers(project)] + [c.ident for c in project.codebook.codes if not c.retired]
        raise NotFound(
            f"there is nothing called {name!r}", do=f"Known: {', '.join([*known, *DOCUMENT_NAMES])}"
        ) from unknown
    statuses = statuses_in_view(project, [code], project.codebook, respondents, view, scope)[code.guid]
    return division_of_code(code.name, code.ident, statuses)


def _by_documents(project: Project, what: str, respondents: Group, scope: Scope) -> Division:
    """Divide respondents by which kinds of documents (or of which occasions) they have in scope."""
    documents = {d.guid: d for d in project.store.values(Document)}
    theirs: dict[Guid, set[str]] = {}
    for guid, who in project.store.respondents_of_documents().items():
        if scope.documents is None or guid in scope.documents:
            word = (documents[guid].kind if what == "kind" else documents[guid].occasion) or f"(no {what})"
            for respondent in who & respondents:
                theirs.setdefault(respondent, set()).add(word)
    groups: dict[str, set[Guid]] = {}
    for respondent, words in theirs.items():
        groups.setdefault(" and ".join(sorted(words)), set()).add(respondent)
    values: NamedGroups = tuple((label, frozenset(groups[label])) for label in sorted(groups, key=str.casefold))
    return Division(f"document {what}", "documents", "", values, ((NO_DOCUMENT, respondents - theirs.keys()),))
