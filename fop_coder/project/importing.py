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
from fop_coder.importers.respondent_sheets import read_respondents
from fop_coder.model.base import Guid, new_guid
from fop_coder.model.change import Change
from fop_coder.model.documents import Document, Role, Speaker, fingerprint
from fop_coder.model.draft import DocumentDraft, ReadingChoices, RespondentSheet
from fop_coder.model.errors import (
    Cancelled,
    ChangeRefused,
    FopCoderError,
    ImportRefused,
    TextColumnMissing,
    ValueRefused,
)
from fop_coder.model.people import Attribute, AttributeType, AttributeValue, Respondent, parse_number
from fop_coder.project.project import Project
from fop_coder.project.respondents import attribute_change, import_read_sheet, known_labels

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
        sheet: the table of respondents that the file is, if it is no transcript.
        respondents: labels that it would count for, with whether the project (or the sheet) knows them.
    """

    path: Path
    draft: DocumentDraft | None = None
    refused: str = ""
    duplicate_of: str = ""
    name: str = ""
    respondents: Mapping[str, bool] = field(default_factory=dict)
    sheet: RespondentSheet | None = None


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
    respondents: Mapping[str, str] | None = None,
    progress: Progress | None = None,
    cancelled: Callable[[], bool] | None = None,
) -> Iterator[Preview]:
    """Read files and folders one at a time and yield what would happen; nothing is written.

    Args:
        known: labels of respondents about to be imported along.
        respondents: whose documents are which: label by file name, for files where the guess is not wanted.

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
        except TextColumnMissing as error:
            yield _sheet_or_refused(path, error, full)
        except (ImportRefused, ValueRefused) as error:
            yield Preview(path, refused=_reason(error))
        else:
            label = (respondents or {}).get(path.name)
            for draft in drafts:
                meant = spoken_by(draft, label) if label else draft
                yield look_at(project, path, meant, full.known_respondents)
        if progress:
            progress(number + 1, len(files))


def _sheet_or_refused(path: Path, error: TextColumnMissing, choices: ReadingChoices) -> Preview:
    """Take a sheet that names respondents and holds no text for what it is: a table of respondents."""
    if not error.has_respondents:
        return Preview(path, refused=_reason(error))
    try:
        return Preview(path, sheet=read_respondents(path, choices))
    except (ImportRefused, ValueRefused) as refused:
        return Preview(path, refused=_reason(refused))


def _bring_in_sheet(project: Project, path: Path, sheet: RespondentSheet, *, rehearsed: bool) -> ImportResult:
    """Take over a table of respondents that lay among the transcripts; rows that would need a guess are named."""
    if not rehearsed:
        try:
            import_read_sheet(project, sheet)
        except (ChangeRefused, ValueRefused) as error:
            return ImportResult(path.name, "refused", why=str(error))
    names = ", ".join(c.name for c in sheet.columns) or "none"
    notes = (*sheet.notes, *(f"{label} stands in rows {', '.join(map(str, r))}" for label, r in sheet.doubled.items()))
    why = f"a table of {len(sheet.labels)} respondents with their attributes: {names}"
    return ImportResult(path.name, "imported", respondents=sheet.labels, why=why, notes=notes)


def _reason(error: FopCoderError) -> str:
    row = f"row {error.line}: " if isinstance(error, ImportRefused) and error.line else ""
    return f"{row}{error.what}. {error.do}" if error.do else f"{row}{error.what}"


def spoken_by(draft: DocumentDraft, respondent: str) -> DocumentDraft:
    """Say that everybody in a draft whose role counts speaks for one respondent."""
    speakers = tuple(replace(s, respondent=respondent) if s.role.counts else s for s in draft.speakers)
    return replace(draft, respondent=respondent, speakers=speakers)


def rehearse(project: Project, found: Iterable[Preview]) -> Iterator[tuple[Preview, ImportResult]]:
    """Yield with each preview what importing it would come to, as if those before it had been imported."""
    texts: dict[str, str] = {}
    for one in found:
        draft = one.draft
        if one.sheet is not None:
            yield one, _bring_in_sheet(project, one.path, one.sheet, rehearsed=True)
            continue
        if draft is None:
            yield one, ImportResult(one.path.name, "refused", why=one.refused)
            continue
        sha256 = fingerprint(draft.text)
        there = one.duplicate_of or texts.get(sha256, "")
        labels = respondents_of(draft)
        if there:
            why = f"the same text is there already as {there}"
            yield one, ImportResult(one.path.name, "duplicate", there, labels, len(draft.turns), why)
            continue
        name = _free_name(project, draft.name, texts.values())
        try:
            _coming_in(project, draft, name, labels)
        except (ChangeRefused, ValueRefused) as error:
            yield one, ImportResult(one.path.name, "refused", why=str(error))
            continue
        texts[sha256] = name
        yield one, ImportResult(one.path.name, "imported", name, labels, len(draft.turns), notes=draft.notes)


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


def _free_name(project: Project, wanted: str, taken: Iterable[str] = ()) -> str:
    number, name, used = 2, wanted, set(taken)
    while name in used or project.store.values(Document, name=name):
        name, number = f"{wanted} ({number})", number + 1
    return name


def carry_out(project: Project, found: Preview) -> ImportResult:
    """Write one document as previewed (or corrected): its respondents, speakers, turns and text, in one Change."""
    if found.sheet is not None:
        return _bring_in_sheet(project, found.path, found.sheet, rehearsed=False)
    change, result = document_change(project, found)
    if change is None:
        return result
    try:
        project.apply(change)
    except (ChangeRefused, ValueRefused) as error:
        return ImportResult(result.file, "refused", why=str(error))
    return result


def document_change(project: Project, found: Preview) -> tuple[Change | None, ImportResult]:
    """Return the Change that brings in one document as previewed (or corrected), and what it comes to.

    There is no Change where the file was refused or its text is there already.
    """
    file, draft = found.path.name, found.draft
    if draft is None:
        return None, ImportResult(file, "refused", why=found.refused)
    again = look_at(project, found.path, draft, frozenset())
    labels = respondents_of(draft)
    if again.duplicate_of:
        why = f"the same text is there already as {again.duplicate_of}"
        return None, ImportResult(file, "duplicate", again.duplicate_of, labels, len(draft.turns), why)
    try:
        change = _coming_in(project, draft, again.name, labels)
    except (ChangeRefused, ValueRefused) as error:
        return None, ImportResult(file, "refused", why=str(error))
    return change, ImportResult(file, "imported", again.name, labels, len(draft.turns), notes=draft.notes)


def _coming_in(project: Project, draft: DocumentDraft, name: str, labels: Iterable[str]) -> Change:
    """Return the Change that brings in a document with respondents and attributes that are not known yet."""
    known = {r.label.casefold(): r for r in project.store.values(Respondent)}
    fresh = {label.casefold(): label for label in labels if label.casefold() not in known}
    added = add_respondents(fresh.values()) if fresh else None
    for respondent in added.added if added else ():
        if isinstance(respondent, Respondent):
            known[respondent.label.casefold()] = respondent
    guids: dict[str, Guid] = {label: known[label.casefold()].guid for label in labels}
    change = bring_in(draft, name, guids, [project.settings.default_coder])
    if added:
        change = added.joined(change, change.label)
    told = attribute_change(project, _attributes_told(project, draft, guids))
    return change.joined(told, change.label) if told else change


def _attributes_told(
    project: Project, draft: DocumentDraft, guids: Mapping[str, Guid]
) -> dict[Attribute, dict[Guid, str]]:
    """Return what an excerpt sheet says of the one respondent besides; what is known already is not overwritten."""
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
    respondents: Mapping[str, str] | None = None,
    progress: Progress | None = None,
    cancelled: Callable[[], bool] | None = None,
) -> Iterator[ImportResult]:
    """Read and write files one at a time; a refused one is said and the rest goes on. Arguments as for ``preview``.

    Raises:
        Cancelled: if the user stops it; what is in stays in.
    """
    for found in preview(
        project,
        paths,
        choices or ReadingChoices(),
        known=known,
        respondents=respondents,
        progress=progress,
        cancelled=cancelled,
    ):
        yield carry_out(project, found)
