"""PDF transcripts: the text layer in reading order, without running heads, with the paragraphs put together again."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from fop_coder.importers import assembly, limits
from fop_coder.importers.label_evidence import keys_of
from fop_coder.importers.pdf_heads import without_margins
from fop_coder.importers.pdf_lines import PageText, read_page
from fop_coder.importers.pdf_paragraphs import paragraphs
from fop_coder.importers.wording import count, listing
from fop_coder.model.draft import DocumentDraft, ReadingChoices
from fop_coder.model.errors import ImportRefused

MOST_PAGES = 10_000
"""More pages than any transcript has."""

_FEW_LETTERS = 25
"""Pages of a scan without recognised text have on average fewer letters than this (a stamp, a page number)."""

_MOST_UNREADABLE = 0.2
"""The share of characters without a meaning beyond which a file is not worth reading."""


def read(path: Path, choices: ReadingChoices) -> list[DocumentDraft]:
    """Return the one document in a PDF file.

    Raises:
        ImportRefused: the file is damaged, encrypted, too large, or a scan without text.
    """
    limits.check_file(path)
    with _opened(path) as document:
        pages = list(_pages(path, document))
    _refuse_scan(path, pages)
    notes = _notes(pages)
    lines, left_out = without_margins([page.lines for page in pages])
    text = "\n".join(paragraphs(lines, keys_of([*choices.roles, *choices.known_respondents])))
    return [assembly.from_text(path.name, "PDF", text, choices, notes=[*left_out, *notes])]


@contextmanager
def _opened(path: Path) -> Iterator[Any]:
    """Open a PDF and close it whatever happens."""
    import pypdfium2
    from pypdfium2 import raw

    try:
        document = pypdfium2.PdfDocument(path)
    except pypdfium2.PdfiumError as error:
        if error.err_code in (raw.FPDF_ERR_PASSWORD, raw.FPDF_ERR_SECURITY):
            raise ImportRefused(
                path.name, "is encrypted", do="Save it without the password, or print it to a new PDF, and import that"
            ) from error
        raise ImportRefused(
            path.name,
            "is damaged, or not a PDF, whatever its ending says",
            do="Open it in a PDF reader, save a copy, and import that",
        ) from error
    try:
        yield document
    finally:
        document.close()


def _pages(path: Path, document: Any) -> Iterator[PageText]:
    """Yield the text of each page; no more once there is more than ``limits`` would let pass."""
    import pypdfium2

    number = len(document)
    if number > MOST_PAGES:
        raise ImportRefused(path.name, f"has {number:,} pages, more than a transcript", do="Divide it by interview")
    characters = 0
    for place in range(number):
        try:
            page = document[place]
            try:
                found = read_page(page)
            finally:
                page.close()
        except pypdfium2.PdfiumError as error:
            raise ImportRefused(
                path.name,
                f"is damaged: page {place + 1} cannot be read",
                do="Open it in a PDF reader, print it to a new PDF, and import that",
            ) from error
        characters += found.characters
        yield found
        if characters > limits.MAX_CHARACTERS:
            return


def _refuse_scan(path: Path, pages: list[PageText]) -> None:
    letters = sum(page.letters for page in pages)
    if letters < _FEW_LETTERS * len(pages) and any(page.has_picture for page in pages):
        raise ImportRefused(
            path.name, "is a scan without text; run text recognition (OCR) on it first", do="Then import the result"
        )
    unreadable = sum(page.unreadable for page in pages)
    if unreadable > _MOST_UNREADABLE * max(letters, 1):
        raise ImportRefused(
            path.name,
            "has fonts that do not say which letters they show",
            do="Ask for the Word file, or print it to pictures and run text recognition (OCR)",
        )


def _notes(pages: list[PageText]) -> list[str]:
    notes = []
    pictures = [str(place) for place, page in enumerate(pages, 1) if page.has_picture]
    if pictures:
        where = (
            f"Page {pictures[0]} shows a picture" if len(pictures) == 1 else f"Pages {listing(pictures)} show pictures"
        )
        notes.append(f"{where} without text: if words are missing, run text recognition (OCR) on the file")
    unreadable = sum(page.unreadable for page in pages)
    if unreadable:
        notes.append(f"{count(unreadable, 'character')} could not be read and stand as \ufffd")
    return notes
