"""Rich Text Format (.rtf): the text as a word processor shows it, and tables that are transcripts."""

from __future__ import annotations

import mmap
from pathlib import Path

from fop_coder.importers import limits, transcript_tables
from fop_coder.importers.rich_text_words import Story
from fop_coder.model.draft import DocumentDraft, ReadingChoices
from fop_coder.model.errors import ImportRefused


def read(path: Path, choices: ReadingChoices) -> list[DocumentDraft]:
    """Return the one document in an RTF file.

    Headers, footers, footnotes, comments, numbering, pictures, hidden and deleted text stay out; a note says what was
    there. The file is read where it lies: pictures in it take no memory.

    Raises:
        ImportRefused: the file is not RTF, too large, or has no words.
    """
    limits.check_file(path)
    with path.open("rb") as file, mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ) as content:
        start = content.find(b"{\\rtf", 0, 64)
        if start < 0 or content[:start].strip(b"\xef\xbb\xbf \t\r\n\0"):
            raise ImportRefused(
                path.name,
                "is not RTF, whatever its ending says",
                do="Open it in a word processor, save it as RTF or Word, and import that copy",
            )
        story = Story(path.name)
        story.read(content, start)
    return [transcript_tables.draft_of(path, "RTF", story.blocks, choices, story.notes())]
