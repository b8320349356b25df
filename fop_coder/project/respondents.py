"""Respondents and what is known of them: sheets coming in and going out, and who takes part."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from fop_coder.coding.respondents import add_respondents, exclude, include, set_values
from fop_coder.importers.respondent_sheets import read_respondents
from fop_coder.model.base import Guid, new_guid
from fop_coder.model.change import Change
from fop_coder.model.draft import RespondentSheet
from fop_coder.model.people import Attribute, AttributeType, AttributeValue, Respondent, Standing
from fop_coder.project.occasions import occasion_written
from fop_coder.project.project import Project


@dataclass(frozen=True, slots=True)
class SheetReport:
    """What came of a sheet: labels added, labels updated, and what was left out with its rows.

    Attributes:
        not_named: respondents with documents whom the sheet does not name.
    """

    added: tuple[str, ...]
    updated: tuple[str, ...]
    attributes: tuple[str, ...]
    doubled: Mapping[str, tuple[int, ...]]
    unnamed: tuple[int, ...]
    notes: tuple[str, ...]
    not_named: tuple[str, ...] = ()


def known_labels(project: Project) -> frozenset[str]:
    """Return the labels of all respondents."""
    return frozenset(r.label for r in project.store.values(Respondent))


def import_sheet(project: Project, path: Path, *, occasion: str = "") -> SheetReport:
    """Take over a sheet of attributes in one Change; doubled and unnamed rows are listed, not guessed.

    Args:
        occasion: the values hold for this occasion alone; '' for all.

    Raises:
        ImportRefused: if it cannot be read.
        ChangeRefused: if it does not fit the project.
    """
    return import_read_sheet(project, read_respondents(path), occasion=occasion)


def read_sheet(path: Path) -> RespondentSheet:
    """Read a sheet without taking it over.

    Raises:
        ImportRefused: if it cannot be read.
    """
    return read_respondents(path)


def import_read_sheet(project: Project, sheet: RespondentSheet, *, occasion: str = "") -> SheetReport:
    """Take over a sheet that was read before, in one Change; for one occasion alone where it is named."""
    change, report = sheet_change(project, sheet, occasion=occasion)
    project.apply(change)
    return report


def sheet_change(project: Project, sheet: RespondentSheet, *, occasion: str = "") -> tuple[Change, SheetReport]:
    """Return the Change that takes over a sheet, and what comes of it.

    Columns that an export wrote of who takes part are taken for that.
    """
    sheet, standings = _without_standings(sheet)
    known = {r.label.casefold(): r for r in project.store.values(Respondent)}
    fresh = [label for label in sheet.labels if label.casefold() not in known]
    change = Change(f"Import respondents from {sheet.source}")
    if fresh:
        added = add_respondents(fresh)
        change = change.joined(added, change.label)
        known.update({r.label.casefold(): r for r in added.added if isinstance(r, Respondent)})
    guids = {label: known[label.casefold()].guid for label in sheet.labels}
    have = {a.name.casefold(): a for a in project.store.values(Attribute)}
    values: dict[Attribute, dict[Guid, str]] = {}
    for number, column in enumerate(sheet.columns):
        attribute = have.get(column.name.casefold()) or Attribute(
            new_guid(), column.name, AttributeType(column.type), len(have) + number
        )
        values[attribute] = {guids[label]: written for label, written in column.values.items() if label in guids}
    told = attribute_change(project, values, occasion=occasion_written(project, occasion))
    if told:
        change = change.joined(told, change.label)
    for label, (standing, because) in standings.items():
        respondent = known[label.casefold()]
        meant = replace(respondent, standing=standing, because=because)
        if meant != respondent:
            change = change.joined(Change(change.label, (respondent,), (meant,)), change.label)
    updated = [label for label in sheet.labels if label not in set(fresh)]
    return change, SheetReport(
        tuple(fresh),
        tuple(updated),
        tuple(c.name for c in sheet.columns),
        sheet.doubled,
        sheet.unnamed,
        sheet.notes,
        tuple(unknown_respondents(project, sheet)),
    )


_STANDING, _BECAUSE = "standing", "because"


def _without_standings(sheet: RespondentSheet) -> tuple[RespondentSheet, dict[str, tuple[Standing, str]]]:
    """Return a sheet without the columns of ``respondent_table`` that say who takes part, and what they say.

    A column of that name that holds anything else is an attribute like others.
    """
    columns = {c.name: c for c in sheet.columns}
    told = columns.get(_STANDING)
    if told is None or not set(told.values.values()) <= set(Standing):
        return sheet, {}
    reasons = columns[_BECAUSE].values if _BECAUSE in columns else {}
    standings = {label: Standing(told.values[label]) for label in sheet.labels if label in told.values}
    kept = tuple(c for c in sheet.columns if c.name not in (_STANDING, _BECAUSE))
    return replace(sheet, columns=kept), {
        label: (standing, "" if standing is Standing.ANALYSED else reasons.get(label, ""))
        for label, standing in standings.items()
    }


def exclude_respondent(project: Project, respondent: Respondent, because: str, *, withdrawn: bool = False) -> None:
    """Put a respondent outside every sample.

    Raises:
        ValueRefused: if there is no reason.
    """
    project.apply(exclude(respondent, because, withdrawn=withdrawn))


def include_respondent(project: Project, respondent: Respondent) -> bool:
    """Take a respondent back into the samples; say whether they were outside."""
    if respondent.standing is Standing.ANALYSED:
        return False
    project.apply(include(respondent))
    return True


def attribute_change(
    project: Project, values: Mapping[Attribute, Mapping[Guid, str]], *, occasion: str = ""
) -> Change | None:
    """Return the Change that sets attributes (new ones are added) for an occasion; None where nothing changes."""
    have = {a.guid for a in project.store.values(Attribute)}
    whole: Change | None = None
    for attribute, written in values.items():
        present = {
            v.respondent: v for v in project.store.values(AttributeValue, attribute=attribute.guid, occasion=occasion)
        }
        step = set_values(attribute, written, present, occasion=occasion)
        if attribute.guid not in have:
            step = Change(step.label, step.removed, (attribute, *step.added))
        if not step.is_empty:
            whole = step if whole is None else whole.joined(step)
    return whole


def respondent_table(project: Project, *, occasion: str = "") -> tuple[list[str], list[dict[str, str]]]:
    """Return headings and rows of all respondents with their attributes and whether they take part.

    Args:
        occasion: attributes as given for this occasion alone; '' for what holds for all.
    """
    occasion = occasion_written(project, occasion)
    attributes = sorted(project.store.values(Attribute), key=lambda a: a.position)
    values = {(v.respondent, v.attribute): v.value for v in project.store.values(AttributeValue, occasion=occasion)}
    headings = ["respondent", *(a.name for a in attributes), _STANDING, _BECAUSE]
    rows = []
    for respondent in sorted(project.store.values(Respondent), key=lambda r: r.label.casefold()):
        row = {"respondent": respondent.label, _STANDING: str(respondent.standing), _BECAUSE: respondent.because}
        for attribute in attributes:
            row[attribute.name] = values.get((respondent.guid, attribute.guid), "")
        rows.append(row)
    return headings, rows


def unknown_respondents(project: Project, sheet: RespondentSheet) -> list[str]:
    """Return the labels of respondents with documents that a sheet does not name."""
    with_documents = frozenset[Guid]().union(*project.store.respondents_of_documents().values())
    named = {label.casefold() for label in (*sheet.labels, *sheet.doubled)}
    present = project.store.by_guid(Respondent, with_documents).values()
    return sorted(r.label for r in present if r.label.casefold() not in named)
