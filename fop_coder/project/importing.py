"""Transcripts coming in: read, shown before anything is written, corrected, then written one file at a time.

Each document is a Change of its own: a program killed in the middle keeps every document that was told to be in.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path

from fop_coder.coding.documents import bring_in
from fop_coder.coding.respondents import add_respondents
from fop_coder.importers.registry import find_files, read_documents
from fop_coder.model.base import Guid
from fop_coder.model.documents import Document, Role, Speaker, fingerprint
from fop_coder.model.draft import DocumentDraft, ReadingChoices
from fop_coder.model.errors import Cancelled, ChangeRefused, ImportRefused
from fop_coder.model.people import Attribute, AttributeType, Respondent, parse_number
from fop_coder.project.project import Project
from fop_coder.project.respondents import attribute_change, known_labels

Progress = Callable[[int, int], None]


@dataclass(frozen=True, slots=True)
class Preview:
    """What would happen to one document of a file.

    Attributes:
        path: the file.
        draft: what was read; None where it was refused.
        refused: why, if so.
        duplicate_of: name of the document with the same text that is there already.
        name: the document's name to be, unique in the project.
        respondents: labels that it would count for, with whether the project (or the sheet) knows them.
    """

    path: Path
    draft: DocumentDraft | None = None
    refused: str = ""
    duplicate_of: str = ""
    name: str = ""
    respondents: Mapping[str, bool] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class ImportResult:
    """What happened to one document: ``imported``, ``duplicate`` or ``refused`` (then ``why`` says the reason)."""

    file: str
    result: str
    document: str = ""
    respondents: tuple[str, ...] = ()
    turns: int = 0
    why: str = ""
    notes: tuple[str, ...] = ()


def choices_for(project: Project, choices: ReadingChoices, known: Iterable[str] = ()) -> ReadingChoices:
    """Add what the project remembers: roles of speakers by label from earlier files, and the respondents it knows.

    What the user chose goes before what is remembered. Only roles that do not count are remembered: who respondents are
    differs from file to file.
    """
    remembered: dict[str, Role] = {}
    for speaker in project.store.values(Speaker):
        if speaker.label and not speaker.role.counts:
            remembered[speaker.label.casefold()] = speaker.role
        else:
            remembered.pop(speaker.label.casefold(), None)
    given = {label.casefold(): role for label, role in choices.roles.items()}
    labels = known_labels(project) | frozenset(known)
    return replace(choices, roles={**remembered, **given}, known_respondents=labels | choices.known_respondents)


def preview(
    project: Project,
    paths: Iterable[Path],
    choices: ReadingChoices,
    *,
    known: Iterable[str] = (),
    progress: Progress | None = None,
    cancelled: Callable[[], bool] | None = None,
) -> Iterator[Preview]:
    """Read files and folders one at a time and yield what would happen; nothing is written.

    Args:
        known: labels of respondents about to be imported along.

    Raises:
        Cancelled: if the user stops it.
    """
    files = find_files(paths)
    full = choices_for(project, choices, known)
    for number, path in enumerate(files):
        if cancelled and cancelled():
            raise Cancelled("reading was stopped; nothing more was imported")
        try:
            drafts = read_documents(path, full)
        except ImportRefused as error:
            yield Preview(path, refused=_reason(error))
        else:
            for draft in drafts:
                yield look_at(project, path, draft, full.known_respondents)
        if progress:
            progress(number + 1, len(files))


def _reason(error: ImportRefused) -> str:
    row = f"row {error.line}: " if error.line else ""
    return f"{row}{error.reason}. {error.do}" if error.do else f"{row}{error.reason}"


def look_at(project: Project, path: Path, draft: DocumentDraft, known: frozenset[str]) -> Preview:
    """Say what would happen to a draft in the project as it is now."""
    same = project.store.values(Document, sha256=fingerprint(draft.text))
    if same:
        return Preview(path, draft, duplicate_of=same[0].name, name=same[0].name)
    folded = {label.casefold() for label in known}
    respondents = {label: label.casefold() in folded for label in respondents_of(draft)}
    return Preview(path, draft, name=_free_name(project, draft.name), respondents=respondents)


def respondents_of(draft: DocumentDraft) -> tuple[str, ...]:
    """Return the labels of the respondents that a draft's speakers are mapped to, in the order of speaking."""
    found = dict.fromkeys(s.respondent or draft.respondent for s in draft.speakers if s.role.counts)
    return tuple(label for label in found if label)


def _free_name(project: Project, wanted: str) -> str:
    number, name = 2, wanted
    while project.store.values(Document, name=name):
        name, number = f"{wanted} ({number})", number + 1
    return name


def carry_out(project: Project, found: Preview) -> ImportResult:
    """Write one document as previewed (or corrected): its respondents, speakers, turns and text, in one Change."""
    file = found.path.name
    if found.draft is None:
        return ImportResult(file, "refused", why=found.refused)
    draft = found.draft
    again = look_at(project, found.path, draft, frozenset())
    if again.duplicate_of:
        why = f"the same text is there already as {again.duplicate_of}"
        return ImportResult(file, "duplicate", again.duplicate_of, respondents_of(draft), len(draft.turns), why)
    labels = respondents_of(draft)
    known = {r.label.casefold(): r for r in project.store.values(Respondent)}
    fresh = add_respondents(label for label in labels if label.casefold() not in known) if labels else None
    for respondent in fresh.added if fresh else ():
        if isinstance(respondent, Respondent):
            known[respondent.label.casefold()] = respondent
    guids: dict[str, Guid] = {label: known[label.casefold()].guid for label in labels}
    try:
        change = bring_in(draft, again.name, guids, [project.settings.default_coder])
        if fresh and fresh.added:
            change = fresh.joined(change, change.label)
        told = attribute_change(project, _attributes_told(project, draft, guids))
        project.apply(change.joined(told, change.label) if told else change)
    except ChangeRefused as error:
        return ImportResult(file, "refused", why=str(error))
    return ImportResult(file, "imported", again.name, labels, len(draft.turns), notes=draft.notes)


def _attributes_told(
    project: Project, draft: DocumentDraft, guids: Mapping[str, Guid]
) -> dict[Attribute, dict[Guid, str]]:
    """Return what an excerpt sheet says of the one respondent besides; what is known already is not overwritten."""
    from fop_coder.model.base import new_guid
    from fop_coder.model.people import AttributeValue

    if len(guids) != 1 or not draft.attributes:
        return {}
    respondent = next(iter(guids.values()))
    have = {a.name.casefold(): a for a in project.store.values(Attribute)}
    told: dict[Attribute, dict[Guid, str]] = {}
    position = len(have)
    for name, written in draft.attributes.items():
        attribute = have.get(name.casefold())
        if attribute is None:
            kind = AttributeType.NUMBER if parse_number(written) is not None else AttributeType.CATEGORY
            attribute = Attribute(new_guid(), name, kind, position)
            position += 1
        elif project.store.values(AttributeValue, respondent=respondent, attribute=attribute.guid):
            continue
        told[attribute] = {respondent: written}
    return told


def import_files(
    project: Project,
    paths: Iterable[Path],
    choices: ReadingChoices | None = None,
    *,
    known: Iterable[str] = (),
    progress: Progress | None = None,
    cancelled: Callable[[], bool] | None = None,
) -> Iterator[ImportResult]:
    """Read and write files one at a time; a refused one is said and the rest goes on.

    Raises:
        Cancelled: if the user stops it; what is in stays in.
    """
    for found in preview(
        project, paths, choices or ReadingChoices(), known=known, progress=progress, cancelled=cancelled
    ):
        yield carry_out(project, found)
