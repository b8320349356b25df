"""Respondents: who takes part, what is known of them, how they are classified and marked."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace

from fop_coder.model.base import Guid, derived_guid, new_guid
from fop_coder.model.change import Change, Value
from fop_coder.model.codebook import Category, Code, Scheme
from fop_coder.model.coding import Classification, Mark, MarkKind
from fop_coder.model.names import check_new_coder_name
from fop_coder.model.people import Attribute, AttributeType, AttributeValue, Coder, Respondent, Standing, parse_number


def add_coder(name: str) -> Change:
    """Add somebody who codes.

    Raises:
        ValueRefused: if the name holds a comma, is empty, or that of a view.
    """
    check_new_coder_name(name)
    return Change(f"Add coder {name}", added=(Coder(new_guid(), name),))


def add_respondents(labels: Iterable[str]) -> Change:
    """Add respondents by their labels."""
    added = tuple(Respondent(new_guid(), label) for label in labels)
    return Change(f"Add {len(added)} respondents" if len(added) != 1 else f"Add {added[0].label}", added=added)


def exclude(respondent: Respondent, because: str, *, withdrawn: bool = False) -> Change:
    """Put a respondent outside every sample, with the reason."""
    standing = Standing.WITHDRAWN if withdrawn else Standing.UNUSABLE
    return Change(
        f"Exclude {respondent.label}", (respondent,), (replace(respondent, standing=standing, because=because),)
    )


def include(respondent: Respondent) -> Change:
    """Take a respondent back into the samples."""
    back = replace(respondent, standing=Standing.ANALYSED, because="")
    return Change(f"Include {respondent.label} again", (respondent,), (back,))


def set_quoting(respondent: Respondent, *, do_not_quote: bool) -> Change:
    """Say that a respondent is never to be quoted, or may be."""
    said = "do not quote" if do_not_quote else "may be quoted"
    return Change(f"{respondent.label}: {said}", (respondent,), (replace(respondent, do_not_quote=do_not_quote),))


def rename_respondent(respondent: Respondent, label: str) -> Change:
    """Give a respondent another label."""
    return Change(f"Rename {respondent.label} to {label}", (respondent,), (replace(respondent, label=label),))


def classify(
    respondent: Respondent,
    scheme: Scheme,
    category: Category,
    coder: Guid,
    because: str,
    present: Classification | None,
    *,
    occasion: str = "",
) -> Change:
    """Give a respondent a category of a scheme; an earlier one is replaced."""
    guid = present.guid if present else new_guid()
    given = Classification(guid, respondent.guid, scheme.guid, category.guid, coder, because, occasion)
    return Change(f"{respondent.label}: {category.name}", () if present is None else (present,), (given,))


def declassify(respondent: Respondent, scheme: Scheme, present: Classification) -> Change:
    """Take a respondent's class off."""
    return Change(f"{respondent.label}: no {scheme.name}", removed=(present,))


def mark_status(
    respondent: Respondent, about: Code | Scheme, kind: MarkKind, coder: Guid, because: str, present: Mark | None
) -> Change:
    """Mark a respondent as not asked, or as having told too little, on a code or scheme."""
    guid = present.guid if present else new_guid()
    mark = Mark(guid, respondent.guid, about.guid, coder, kind, because)
    word = str(kind).replace("-", " ")
    return Change(f"{respondent.label}, {about.name}: {word}", () if present is None else (present,), (mark,))


def clear_status(respondent: Respondent, about: Code | Scheme, present: Mark) -> Change:
    """Take a mark off."""
    return Change(f"{respondent.label}, {about.name}: mark taken off", removed=(present,))


def set_values(
    attribute: Attribute, values: Mapping[Guid, str], present: Mapping[Guid, AttributeValue], *, occasion: str = ""
) -> Change:
    """Set an attribute of several respondents at once; an empty text takes the value off.

    Args:
        values: by respondent, as written.
        present: the values that are there now, by respondent.
    """
    removed: list[Value] = []
    added: list[Value] = []
    for respondent, written in values.items():
        before = present.get(respondent)
        text = written.strip()
        if before is not None and before.value == text:
            continue
        if before is not None:
            removed.append(before)
        if text:
            guid = before.guid if before else derived_guid("value", respondent, attribute.guid, occasion)
            number = parse_number(text) if attribute.type is AttributeType.NUMBER else None
            added.append(AttributeValue(guid, respondent, attribute.guid, text, number, occasion))
    return Change(f"Set {attribute.name}", tuple(removed), tuple(added))
