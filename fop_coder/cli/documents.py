"""Documents: what is there, their texts and turns, who is to read them and who has."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Annotated, Any

import typer

from fop_coder.cli.options import AsOption, JsonOption, ProjectArgument, examples, reading, writing
from fop_coder.cli.output import counted, print_json, safe, say
from fop_coder.cli.tables import Column, table

if TYPE_CHECKING:
    from fop_coder.model.documents import Document
    from fop_coder.project.documents import DocumentEntry, Speech
    from fop_coder.project.project import Project

app = typer.Typer()

_DocumentArgument = Annotated[
    str, typer.Argument(metavar="DOCUMENT", help="A document's name, or the name of the file it came from.")
]
_DocumentArguments = Annotated[
    list[str] | None, typer.Argument(metavar="DOCUMENT", help="Documents by name.", show_default=False)
]


@app.command(epilog=examples("documents study.fop"))
def documents(project: ProjectArgument, as_json: JsonOption = False) -> None:
    """List the documents, their speakers, and who has read them."""
    from fop_coder.project.documents import list_documents

    with reading(project) as opened:
        entries = list_documents(opened)
    if as_json:
        print_json([_to_plain(entry) for entry in entries])
    elif not entries:
        say("There are no documents yet. Bring them in with: fop-coder import PROJECT FILE...")
    else:
        columns = (
            Column("document"),
            Column("kind"),
            Column("fingerprint"),
            Column("speakers"),
            Column("assigned"),
            Column("finished"),
        )
        say(*table(columns, [_row(entry) for entry in entries]))


def _to_plain(entry: DocumentEntry) -> dict[str, Any]:
    document = entry.document
    return {
        "document": document.name,
        "guid": document.guid,
        "kind": document.kind,
        "occasion": document.occasion,
        "fingerprint": document.sha256,
        "length": document.length,
        "source": document.source,
        "format": document.format,
        "encoding": document.encoding,
        "speakers": [{"label": v.label, "role": str(v.role), "respondent": v.respondent} for v in entry.voices],
        "assigned": [p.coder for p in entry.progress if p.assigned],
        "finished": [p.coder for p in entry.progress if p.finished],
        "reread": {p.coder: list(p.reread) for p in entry.progress if p.reread},
    }


def _row(entry: DocumentEntry) -> tuple[str, ...]:
    document = entry.document
    voices = [
        f"{v.label or '(no label)'}: {v.role}{f' ({v.respondent})' if v.respondent else ''}" for v in entry.voices
    ]
    finished = [
        p.coder + (f" (to re-read for {', '.join(p.reread)})" if p.reread else "") for p in entry.progress if p.finished
    ]
    return (
        document.name,
        f"{document.kind}, {document.occasion}" if document.occasion else document.kind,
        document.sha256[:12],
        "; ".join(voices),
        ", ".join(p.coder for p in entry.progress if p.assigned),
        ", ".join(finished),
    )


@app.command(epilog=examples("text study.fop LB02", "text study.fop LB02 --turns --json"))
def text(
    project: ProjectArgument,
    document: _DocumentArgument,
    turns: Annotated[bool, typer.Option("--turns", help="Show where each turn is and who speaks it, instead.")] = False,
    as_json: JsonOption = False,
) -> None:
    """Print a document's text or its turns. Offsets refer to this text.

    On the terminal control characters are shown as U+FFFD; --json gives the text exactly.
    """
    from fop_coder.project.documents import speeches_of, text_of

    with reading(project) as opened:
        found = opened.document_named(document)
        content = text_of(opened, found)
        speeches = speeches_of(opened, found)
    if turns:
        _show_turns(speeches, as_json=as_json)
    elif as_json:
        print_json({"document": found.name, "text": content, "fingerprint": found.sha256})
    else:
        typer.echo(safe(content), nl=not content.endswith("\n"))


def _show_turns(speeches: Sequence[Speech], *, as_json: bool) -> None:
    if as_json:
        print_json(
            [
                {
                    "start": s.start,
                    "end": s.end,
                    "speaker": s.speaker,
                    "role": str(s.role),
                    "respondent": s.respondent,
                    "time": s.time,
                }
                for s in speeches
            ]
        )
        return
    columns = (
        Column("start", right=True),
        Column("end", right=True),
        Column("speaker"),
        Column("role"),
        Column("respondent"),
        Column("time", right=True),
    )
    rows = [(str(s.start), str(s.end), s.speaker, str(s.role), s.respondent, _clock(s.time)) for s in speeches]
    say(*table(columns, rows))


def _clock(milliseconds: int | None) -> str:
    if milliseconds is None:
        return ""
    seconds = milliseconds // 1000
    return f"{seconds // 3600}:{seconds // 60 % 60:02}:{seconds % 60:02}"


@app.command(epilog=examples("assign study.fop Ben LB02 LB07", "assign study.fop Ben --all"))
def assign(
    project: ProjectArgument,
    coder: Annotated[str, typer.Argument(metavar="CODER", help="Who is to read; a new name adds a coder.")],
    documents: _DocumentArguments = None,
    everything: Annotated[bool, typer.Option("--all", help="All documents.")] = False,
    remove: Annotated[bool, typer.Option("--remove", help="Take the documents off the coder's list instead.")] = False,
    as_: AsOption = None,
    as_json: JsonOption = False,
) -> None:
    """Give documents to a coder to read. Only documents that are assigned are waited for."""
    from fop_coder.model.documents import Document
    from fop_coder.project.reading_done import assign_documents, unassign_documents

    _check_named(documents, everything)
    with writing(project, as_) as opened:
        wanted = opened.store.values(Document) if everything else _named(opened, documents)
        if remove:
            who, is_new = opened.coder_named(coder), False
            done = unassign_documents(opened, who, wanted)
        else:
            who, is_new = opened.coder_or_new(coder)
            done = assign_documents(opened, who, wanted)
    if as_json:
        print_json({"coder": who.name, "new_coder": is_new, "taken_off" if remove else "assigned": done})
        return
    new = " (a new coder)" if is_new else ""
    if remove:
        say(f"Took {counted(done, 'document')} off the list of {who.name}")
    else:
        say(f"Assigned {counted(done, 'document')} to {who.name}{new}; {len(wanted) - done} were on the list already")


@app.command(
    epilog=examples("finish study.fop LB02 LB03", "finish study.fop --all --as Ben", "finish study.fop LB02 --reopen")
)
def finish(
    project: ProjectArgument,
    documents: _DocumentArguments = None,
    everything: Annotated[bool, typer.Option("--all", help="All documents assigned to the coder.")] = False,
    reopen: Annotated[bool, typer.Option("--reopen", help="Take back that they were read.")] = False,
    as_: AsOption = None,
    as_json: JsonOption = False,
) -> None:
    """Record that documents were read to the end, for all codes in use."""
    from fop_coder.project.reading_done import assigned_documents, finish_documents, reopen_document

    _check_named(documents, everything)
    with writing(project, as_) as opened:
        wanted = assigned_documents(opened) if everything else _named(opened, documents)
        done = sum([reopen_document(opened, d) for d in wanted]) if reopen else finish_documents(opened, wanted)
    word = "reopened" if reopen else "finished"
    if as_json:
        print_json({"documents": [d.name for d in wanted], word: done})
    else:
        rest = len(wanted) - done
        say(f"{counted(done, 'document')} {word}" + (f"; {rest} needed nothing" if rest else ""))


def _check_named(documents: list[str] | None, everything: bool) -> None:
    if bool(documents) == everything:
        raise typer.BadParameter("name documents, or use --all", param_hint="DOCUMENT...")


def _named(project: Project, names: list[str] | None) -> list[Document]:
    """Return the documents of these names; one name that is not known refuses the whole command."""
    return list({d.guid: d for d in (project.document_named(name) for name in names or ())}.values())
