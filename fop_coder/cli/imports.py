"""Transcripts coming in: one line per file, and on with the next where one is refused."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from fop_coder.cli.options import AsOption, JsonOption, ProjectArgument, examples, pairs, reading, writing
from fop_coder.cli.output import Progress, counted, found_wanting, one_line, print_json, say, tell
from fop_coder.cli.sheets import doubled_lines, sheet_notes
from fop_coder.model.documents import Role
from fop_coder.model.draft import ReadingChoices

if TYPE_CHECKING:
    from fop_coder.model.draft import DocumentDraft, RespondentSheet
    from fop_coder.project.importing import ImportResult, Preview
    from fop_coder.project.project import Project

app = typer.Typer()

_ROLES = ", ".join(Role)


@dataclass(frozen=True, slots=True)
class _Batch:
    """What is to be imported, and how."""

    files: list[Path]
    choices: ReadingChoices
    respondents: Mapping[str, str]
    sheet: RespondentSheet | None
    dry_run: bool


@app.command(
    "import",
    epilog=examples(
        "import study.fop transcripts --respondents respondents.xlsx",
        'import study.fop LB02.docx LB03.vtt --interviewer "Speaker 1" --dry-run',
        "import study.fop joint.docx --respondent joint.docx=LB07 --kind vignette",
    ),
)
def import_(
    project: ProjectArgument,
    files: Annotated[list[Path], typer.Argument(metavar="FILE", help="Transcripts, sheets of excerpts, or folders.")],
    respondents: Annotated[
        Path | None, typer.Option("--respondents", metavar="SHEET", help="A sheet of respondents, imported first.")
    ] = None,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Only say what would happen; write nothing.")] = False,
    role: Annotated[
        list[str] | None, typer.Option("--role", metavar="LABEL=ROLE", help=f"A speaker's role: {_ROLES}; repeatable.")
    ] = None,
    interviewer: Annotated[
        list[str] | None, typer.Option("--interviewer", metavar="LABEL", help="The interviewer's label; repeatable.")
    ] = None,
    respondent: Annotated[
        list[str] | None, typer.Option("--respondent", metavar="FILE=LABEL", help="Whose a file is; repeatable.")
    ] = None,
    kind: Annotated[
        str, typer.Option("--kind", metavar="KIND", help="interview, vignette, focus group …")
    ] = "interview",
    occasion: Annotated[str, typer.Option("--occasion", metavar="OCCASION", help="time one, time two …")] = "",
    one_respondent: Annotated[
        bool, typer.Option("--one-respondent", help="Keep a joint interview as one respondent.")
    ] = False,
    several_respondents: Annotated[
        bool, typer.Option("--several-respondents", help="Take every speaker who answers as a respondent.")
    ] = False,
    column: Annotated[
        list[str] | None,
        typer.Option(
            "--column", metavar="NAME=HEADING", help="Of excerpt sheets: respondent, question, speaker, text, time."
        ),
    ] = None,
    encoding: Annotated[
        str | None, typer.Option("--encoding", metavar="NAME", help="Of plain text files; else recognised.")
    ] = None,
    as_: AsOption = None,
    as_json: JsonOption = False,
) -> None:
    """Import transcripts and sheets of excerpts.

    Reads Word, OpenDocument, RTF, PDF, plain text, WebVTT, SubRip, and sheets of excerpts (.csv, .xlsx). A refused file
    is said and the rest goes on; the command then ends with 1. A text that is there already is not imported again.
    """
    choices = ReadingChoices(
        encoding=encoding,
        roles={**_roles(role), **dict.fromkeys(interviewer or (), Role.INTERVIEWER)},
        columns=pairs("--column", column),
        kind=kind,
        occasion=occasion,
        one_respondent=one_respondent,
        several_respondents=several_respondents,
    )
    whose = {Path(name).name: label for name, label in pairs("--respondent", respondent).items()}
    with reading(project) if dry_run else writing(project, as_) as opened:
        batch = _Batch(files, choices, whose, _read_sheet(respondents), dry_run)
        entries = _carry_out(opened, batch, as_json=as_json)
        unknown = _not_named(opened, batch, entries)
    _report(batch, entries, unknown, as_json=as_json)


def _roles(values: list[str] | None) -> dict[str, Role]:
    roles = {}
    for label, word in pairs("--role", values).items():
        if word.casefold() not in set(Role):
            raise typer.BadParameter(f"{word!r} is no role; known: {_ROLES}", param_hint="--role")
        roles[label] = Role(word.casefold())
    return roles


def _read_sheet(path: Path | None) -> RespondentSheet | None:
    from fop_coder.project.respondents import read_sheet

    return read_sheet(path) if path else None


def _carry_out(project: Project, batch: _Batch, *, as_json: bool) -> list[dict[str, Any]]:
    """Import (or rehearse) one document after the other, saying what came of each."""
    from fop_coder.project.respondents import import_read_sheet

    if batch.sheet and not batch.dry_run:
        report = import_read_sheet(project, batch.sheet)
        tell(f"{batch.sheet.source}: {counted(len(report.added), 'respondent')} added, {len(report.updated)} updated")
    entries = []
    progress = Progress("Importing file")
    for found, result in _results(project, batch, progress):
        entry = _to_plain(found, result, dry_run=batch.dry_run)
        entries.append(entry)
        progress.clear()
        if not as_json:
            say(*_lines(entry, batch.dry_run))
            tell(*(f"  {entry['file']}: {note}" for note in entry["notes"]))
    return entries


def _results(project: Project, batch: _Batch, progress: Progress) -> Iterator[tuple[Preview, ImportResult]]:
    from fop_coder.project import importing

    known = (*batch.sheet.labels, *batch.sheet.doubled) if batch.sheet else ()
    found = importing.preview(
        project, batch.files, batch.choices, known=known, respondents=batch.respondents, progress=progress
    )
    if batch.dry_run:
        yield from importing.rehearse(project, found)
    else:
        for one in found:
            yield one, importing.carry_out(project, one)


def _to_plain(found: Preview, result: ImportResult, *, dry_run: bool) -> dict[str, Any]:
    entry: dict[str, Any] = {
        "file": result.file,
        "path": str(found.path),
        "result": result.result,
        "document": result.document,
        "respondent": ", ".join(result.respondents),
        "respondents": list(result.respondents),
        "turns": result.turns,
        "why": result.why,
        "notes": list(result.notes),
        "speakers": _speakers(found.draft) if found.draft else [],
    }
    if dry_run:
        entry["dry_run"] = True
    return entry


def _speakers(draft: DocumentDraft) -> list[dict[str, Any]]:
    return [
        {
            "label": s.label,
            "role": str(s.role),
            "respondent": (s.respondent or draft.respondent or "") if s.role.counts else "",
            "turns": s.turns,
            "words": s.words,
            "why": s.why,
        }
        for s in draft.speakers
    ]


def _lines(entry: Mapping[str, Any], dry_run: bool) -> Iterator[str]:
    """Yield the line about a file, and in a dry run one for each speaker."""
    file = one_line(entry["file"])
    if entry["result"] == "refused":
        yield one_line(f"refused        {file}: {entry['why']}")
        return
    if entry["result"] == "duplicate":
        yield one_line(f"already there  {file}: {entry['why']}")
        return
    word = "would import" if dry_run else "imported"
    if not entry["document"]:
        yield one_line(f"{word:<15}{file}: {entry['why']}")
        return
    whose = entry["respondent"] or "nobody"
    turns = counted(entry["turns"], "turn")
    yield one_line(f"{word:<15}{file} as {entry['document']}: {turns}, counts for {whose}")
    for speaker in entry["speakers"] if dry_run else ():
        label = speaker["label"] or "(no label)"
        whose = f" for {speaker['respondent']}" if speaker["respondent"] else ""
        why = f": {speaker['why']}" if speaker["why"] else ""
        yield one_line(f"    {label} is {speaker['role']}{whose}, {counted(speaker['turns'], 'turn')}{why}")


def _not_named(project: Project, batch: _Batch, entries: list[dict[str, Any]]) -> list[str]:
    """Return the respondents whom the sheet does not name, and say so in the notes of their files."""
    from fop_coder.project.respondents import unknown_respondents

    if batch.sheet is None:
        return []
    named = {label.casefold() for label in (*batch.sheet.labels, *batch.sheet.doubled)}
    doubled = {label.casefold(): rows for label, rows in batch.sheet.doubled.items()}
    fresh: list[str] = []
    for entry in entries:
        for label in entry["respondents"]:
            if label.casefold() not in named:
                entry["notes"].append(f"{batch.sheet.source} does not name {label}")
                fresh.append(label)
            if label.casefold() in doubled:
                rows = ", ".join(str(row) for row in doubled[label.casefold()])
                entry["notes"].append(f"{label} stands in several rows of {batch.sheet.source} ({rows}), all left out")
    return sorted({*fresh, *unknown_respondents(project, batch.sheet)}, key=str.casefold)


def _report(batch: _Batch, entries: list[dict[str, Any]], unknown: list[str], *, as_json: bool) -> None:
    """Say the rest: totals, what the sheet lacks or has twice; end with 1 where something was left out."""
    sheet = batch.sheet
    results = Counter(entry["result"] for entry in entries)
    if as_json:
        print_json(entries)
    else:
        word = "would be imported" if batch.dry_run else "imported"
        say(f"{results['imported']} {word}, {results['duplicate']} there already, {results['refused']} refused")
    if sheet:
        tell(*sheet_notes(sheet.source, sheet.notes, sheet.unnamed), *doubled_lines(sheet.source, sheet.doubled))
        if unknown:
            tell(f"{sheet.source} does not name {counted(len(unknown), 'respondent')}: {', '.join(unknown)}")
    if results["refused"]:
        raise found_wanting(f"{counted(results['refused'], 'document')} of {len(entries)} refused")
    if not entries:
        raise found_wanting("there is nothing to import. Name files, or folders with files in them")
    if sheet and sheet.doubled:
        raise found_wanting(f"{sheet.source}: respondents in several rows were left out. Keep one row for each")
