"""What a file is by its first bytes, whatever its name says."""

from __future__ import annotations

import zipfile
import zlib
from enum import StrEnum
from pathlib import Path

OLE_MAGIC = bytes.fromhex("D0CF11E0A1B11AE1")
"""How old Office files, and new ones with a password, begin."""

_OLE_READ = 64 * 1024 * 1024
_HEAD = 4096


class Content(StrEnum):
    """Kinds of content, as a noun with its article for messages."""

    DOCX = "a Word file"
    ODT = "an OpenDocument text"
    XLSX = "an Excel file"
    OTHER_ZIP = "a zip archive"
    PDF = "a PDF"
    RTF = "an RTF file"
    OLD_WORD = "an old Word file (.doc)"
    OLD_EXCEL = "an old Excel file (.xls)"
    PROTECTED = "an Office file with a password"
    OLE = "an encrypted or an old Word or Excel file"
    IMAGE = "a picture"
    RECORDING = "a recording"
    ARCHIVE = "a compressed archive"
    DATABASE = "a database"
    PROGRAM = "a program"
    WEB_PAGE = "a web page"
    XML = "an XML file"
    TEXT = "text"


_SIGNATURES: tuple[tuple[int, bytes, Content], ...] = (
    (0, b"{\\rtf", Content.RTF),
    (0, b"\x89PNG\r\n", Content.IMAGE),
    (0, b"\xff\xd8\xff", Content.IMAGE),
    (0, b"GIF8", Content.IMAGE),
    (0, b"II*\x00", Content.IMAGE),
    (0, b"MM\x00*", Content.IMAGE),
    (8, b"WEBP", Content.IMAGE),
    (8, b"WAVE", Content.RECORDING),
    (4, b"ftyp", Content.RECORDING),
    (0, b"ID3", Content.RECORDING),
    (0, b"OggS", Content.RECORDING),
    (0, b"fLaC", Content.RECORDING),
    (0, b"\x1aE\xdf\xa3", Content.RECORDING),
    (0, b"\x1f\x8b\x08", Content.ARCHIVE),
    (0, b"7z\xbc\xaf\x27\x1c", Content.ARCHIVE),
    (0, b"Rar!\x1a\x07", Content.ARCHIVE),
    (0, b"\xfd7zXZ\x00", Content.ARCHIVE),
    (0, b"SQLite format 3\x00", Content.DATABASE),
    (0, b"\x7fELF", Content.PROGRAM),
)
_MARKUP = ((b"<!doctype html", Content.WEB_PAGE), (b"<html", Content.WEB_PAGE), (b"<?xml", Content.XML))
_ENDINGS = {
    Content.DOCX: ".docx",
    Content.ODT: ".odt",
    Content.XLSX: ".xlsx",
    Content.PDF: ".pdf",
    Content.RTF: ".rtf",
}
_ZIPPED = (("word/", Content.DOCX), ("xl/", Content.XLSX))


def content_of(path: Path) -> Content:
    """Return what a file is; anything that has no known signature is text.

    Raises:
        OSError: the file cannot be read.
    """
    with path.open("rb") as file:
        head = file.read(_HEAD)
        if head.startswith(OLE_MAGIC):
            return _ole(head + file.read(_OLE_READ))
    if head.startswith((b"PK\x03\x04", b"PK\x05\x06", b"PK\x07\x08")):
        return _zipped(path)
    if b"%PDF-" in head[:1024]:
        return Content.PDF
    bare = head.removeprefix(b"\xef\xbb\xbf").lstrip()
    for offset, signature, content in _SIGNATURES:
        if head[offset:].startswith(signature) or (offset == 0 and bare.startswith(signature)):
            return content
    return next((content for sign, content in _MARKUP if bare[:20].lower().startswith(sign)), Content.TEXT)


def right_ending(content: Content) -> str:
    """Return the ending that a file of this content should have, '' where it cannot be read anyway."""
    return _ENDINGS.get(content, "")


def _zipped(path: Path) -> Content:
    try:
        with zipfile.ZipFile(path) as archive:
            names = archive.namelist()
            if "mimetype" in names:
                with archive.open("mimetype") as member:
                    mimetype = member.read(200)
                return Content.ODT if mimetype.startswith(_ODT) else Content.OTHER_ZIP
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError, ValueError, KeyError):
        return Content.OTHER_ZIP
    return next((kind for folder, kind in _ZIPPED if any(n.startswith(folder) for n in names)), Content.OTHER_ZIP)


_ODT = b"application/vnd.oasis.opendocument.text"


def _ole(content: bytes) -> Content:
    def names(entry: str) -> bool:
        return entry.encode("utf-16-le") in content

    if names("EncryptedPackage") or names("EncryptionInfo"):
        return Content.PROTECTED
    if names("WordDocument"):
        return Content.OLD_WORD
    return Content.OLD_EXCEL if names("Workbook") or names("Book") else Content.OLE
