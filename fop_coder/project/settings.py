"""What belongs to the project as a whole, changed."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from fop_coder.model.base import Guid
from fop_coder.model.change import Change
from fop_coder.model.people import Coder
from fop_coder.project.project import Project
from fop_coder.project.samples import VIEWS


def change_settings(project: Project, **fields: Any) -> bool:
    """Set fields of ``Settings``; say whether anything was changed.

    Raises:
        ValueRefused: if a value cannot be.
    """
    change = settings_change(project, **fields)
    if change is not None:
        project.apply(change)
    return change is not None


def settings_change(project: Project, **fields: Any) -> Change | None:
    """Return the Change that sets fields of ``Settings``; None where all are so already.

    Raises:
        ValueRefused: if a value cannot be.
    """
    present = project.settings
    wanted = replace(present, **fields)
    if wanted == present:
        return None
    names = ", ".join(name.replace("_", " ") for name in fields if getattr(wanted, name) != getattr(present, name))
    return Change(f"Settings: {names}", (present,), (wanted,))


def view_reference(project: Project, name: str) -> str:
    """Return what the settings keep for a view: a coder's GUID, or the name of a view of several coders.

    Raises:
        NotFound: if there is no coder of that name.
    """
    return name.casefold() if name.casefold() in VIEWS else project.coder_named(name).guid


def view_name(project: Project, reference: str) -> str:
    """Return what people call the view that the settings keep."""
    coders = project.store.by_guid(Coder, [Guid(reference)])
    return coders[Guid(reference)].name if reference in coders else reference
