"""OpenDocument texts (.odt): the text with its changes accepted, and tables that are transcripts."""

from __future__ import annotations

from pathlib import Path

from fop_coder.importers import limits, safe_xml, transcript_tables
from fop_coder.importers.blocks import Block
from fop_coder.importers.open_document_text import Story
from fop_coder.model.draft import DocumentDraft, ReadingChoices

_OFFICE = "urn:oasis:names:tc:opendocument:xmlns:office:1.0"
_TEXT = frozenset({f"{{{_OFFICE}}}text"})
_CONTENT = "content.xml"


def read(path: Path, choices: ReadingChoices) -> list[DocumentDraft]:
    """Return the one document in an OpenDocument text.

    Headers, footers, footnotes, comments, numbering, hidden and deleted text stay out; a note says what was there.

    Raises:
        ImportRefused: the file is damaged, encrypted, too large, not an OpenDocument text, or has no words.
    """
    limits.check_file(path)
    limits.check_zip(path)
    story = Story()
    blocks: list[Block] = []
    for element in safe_xml.children_of(path, _CONTENT, _TEXT):
        blocks.extend(story.read(element))
    return [transcript_tables.draft_of(path, "OpenDocument", blocks, choices, story.notes())]
