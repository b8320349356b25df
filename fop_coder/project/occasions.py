"""Occasions (time one, time two): the ones that documents, classes and attributes of a project name."""

from __future__ import annotations

from fop_coder.model.coding import Classification
from fop_coder.model.documents import Document
from fop_coder.model.errors import NotFound
from fop_coder.model.people import AttributeValue
from fop_coder.project.project import Project


def occasions(project: Project) -> list[str]:
    """Return the occasions that anything in the project names, sorted."""
    store = project.store
    known = {d.occasion for d in store.values(Document)}
    known |= {v.occasion for v in store.values(AttributeValue)} | {c.occasion for c in store.values(Classification)}
    return sorted(known - {""})


def occasion_named(project: Project, name: str) -> str:
    """Return an occasion as the project writes it.

    Raises:
        NotFound: naming the occasions that there are.
    """
    known = occasions(project)
    found = next((o for o in known if o.casefold() == name.strip().casefold()), None)
    if found is None:
        raise NotFound(f"there is no occasion called {name!r}", do=f"Known: {', '.join(known) or 'none yet'}")
    return found


def occasion_written(project: Project, name: str) -> str:
    """Return an occasion as the project writes it, or as it is given where the project does not know it yet."""
    given = name.strip()
    return next((o for o in occasions(project) if o.casefold() == given.casefold()), given) if given else ""
