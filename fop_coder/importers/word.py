"""Word documents (.docx): the text with all tracked changes accepted, and tables that are transcripts."""

from __future__ import annotations

from pathlib import Path

from fop_coder.importers import limits, safe_xml, transcript_tables
from fop_coder.importers.blocks import Block
from fop_coder.importers.word_text import Story
from fop_coder.model.draft import DocumentDraft, ReadingChoices
from fop_coder.model.errors import ImportRefused

_NAMESPACES = (
    "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
    "http://purl.oclc.org/ooxml/wordprocessingml/main",  # "strict" files
)
_BODY = frozenset(f"{{{namespace}}}body" for namespace in _NAMESPACES)
_RELATIONS = "_rels/.rels"


def read(path: Path, choices: ReadingChoices) -> list[DocumentDraft]:
    """Return the one document in a Word file.

    Headers, footers, footnotes, comments, numbering, hidden and deleted text stay out; a note says what was there.

    Raises:
        ImportRefused: the file is damaged, encrypted, too large, not a Word document, or has no words.
    """
    limits.check_file(path)
    limits.check_zip(path)
    story = Story()
    blocks: list[Block] = []
    for element in safe_xml.children_of(path, _main_part(path), _BODY):
        blocks.extend(story.read(element))
    blocks.extend(story.finish())
    return [transcript_tables.draft_of(path, "Word", blocks, choices, story.notes())]


def _main_part(path: Path) -> str:
    """Return the member with the text; most often, but not always, ``word/document.xml``."""
    for relation in safe_xml.parse(path, _RELATIONS).iter("{*}Relationship"):
        if relation.get("Type", "").endswith("/officeDocument"):
            return relation.get("Target", "").lstrip("/")
    raise ImportRefused(
        path.name,
        "is damaged, or not a Word document: it does not say where its text is",
        do="Open it in Word, save it again, and import that copy",
    )
