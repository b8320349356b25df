"""Those who code: their names, who they are and how they learnt it, and how far each has got."""

from __future__ import annotations

from dataclasses import dataclass, replace

from fop_coder.coding.respondents import add_coder
from fop_coder.model.base import Guid
from fop_coder.model.change import Change
from fop_coder.model.errors import ChangeRefused
from fop_coder.model.names import check_new_coder_name
from fop_coder.model.people import Coder
from fop_coder.project.information import CoderInformation, inform
from fop_coder.project.project import Project


@dataclass(frozen=True, slots=True)
class CoderLine:
    """A coder with their part of the work.

    Attributes:
        done: codings, documents assigned and finished.
        again_of: name of the coder whose second reading this is, '' for none.
        leads: whether they are the project's default coder, who may open rounds.
    """

    coder: Coder
    done: CoderInformation
    again_of: str
    leads: bool


def coder_lines(project: Project) -> list[CoderLine]:
    """Return everybody who codes, in the order in which they came."""
    coders = project.store.values(Coder)
    names = {c.guid: c.name for c in coders}
    leader = project.settings.default_coder
    return [
        CoderLine(coder, done, names.get(coder.again_of or Guid(""), ""), coder.guid == leader)
        for coder, done in zip(coders, inform(project).coders, strict=True)
    ]


def new_coder(project: Project, name: str, *, role: str = "", training: str = "") -> Change:
    """Return the Change that adds somebody who codes.

    Raises:
        ValueRefused: the name is empty, holds a comma, or is that of a view.
        ChangeRefused: somebody is called so.
    """
    _check_free(project, name.strip(), None)
    change = add_coder(name.strip())
    (coder,) = change.added
    assert isinstance(coder, Coder)  # noqa: S101 - nothing else is added
    return Change(change.label, added=(replace(coder, role=role.strip(), training=training.strip()),))


def describe_coder(
    project: Project, coder: Coder, *, name: str | None = None, role: str | None = None, training: str | None = None
) -> Change | None:
    """Return the Change that says who a coder is; what is None stays. None where nothing would change.

    Raises:
        ValueRefused: the name is empty, holds a comma, or is that of a view.
        ChangeRefused: somebody else is called so.
    """
    wanted = replace(
        coder,
        name=coder.name if name is None else name.strip(),
        role=coder.role if role is None else role.strip(),
        training=coder.training if training is None else training.strip(),
    )
    if wanted == coder:
        return None
    _check_free(project, wanted.name, coder)
    if wanted.name != coder.name:
        check_new_coder_name(wanted.name)
    label = f"Describe coder {wanted.name}" if wanted.name == coder.name else f"Rename {coder.name} to {wanted.name}"
    return Change(label, (coder,), (wanted,))


def _check_free(project: Project, name: str, own: Coder | None) -> None:
    for other in project.store.values(Coder):
        if other.name.casefold() == name.casefold() and (own is None or other.guid != own.guid):
            raise ChangeRefused(f"there is a coder called {other.name!r} already", do="Choose another name")
