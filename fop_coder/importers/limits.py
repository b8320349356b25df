"""What keeps damaged, hostile and absurdly large files out, before anything tries to understand them."""

from __future__ import annotations

import zipfile
import zlib
from pathlib import Path

from fop_coder.importers.content import Content, content_of
from fop_coder.model.errors import ImportRefused

MAX_CHARACTERS = 20_000_000
"""The longest text taken in, in code points: some 400 hours of speech."""

MAX_LINES = 1_000_000
"""The most lines a text may have; a transcript of ``MAX_CHARACTERS`` has a third of that."""

MAX_UNPACKED = 200 * 1024 * 1024
"""The most that a zipped file (Word, OpenDocument, Excel) may hold when unpacked, in bytes."""

MAX_FILE = 500 * 1024 * 1024
"""The largest file that is opened at all, in bytes (recordings are larger, transcripts are not)."""

MAX_RATIO = 500
"""How many times larger than packed a member above ``MIN_SUSPICIOUS`` may be; text packs some 10 times, XML 50."""

MIN_SUSPICIOUS = 10 * 1024 * 1024
"""Below this size, in bytes, no member is refused for how well it packs."""

OLD_OFFICE = {
    Content.PROTECTED: "Open it with its password, save it without one, and import that",
    Content.OLD_WORD: "Open it in Word or LibreOffice, save it as .docx, and import that",
    Content.OLD_EXCEL: "Open it in Excel or LibreOffice, save it as .xlsx, and import that",
    Content.OLE: "Open it in its own program, save it as .docx or .xlsx without a password, and import that",
}
"""What to do with Office files that are no zip archives."""

_CHUNK = 1024 * 1024
_ENCRYPTED = 0x1
_MANIFEST = "META-INF/manifest.xml"
_AGAIN = "Open it in its own program, save it again, and import that copy"


def check_file(path: Path) -> None:
    """Raise ImportRefused unless the path is a file that can be read and is neither empty nor absurdly large."""
    try:
        if not path.exists():
            raise ImportRefused(path.name, "does not exist", do="Check the name and the folder")
        if not path.is_file():
            raise ImportRefused(path.name, "is not a file", do="Choose the transcript itself")
        size = path.stat().st_size
        with path.open("rb"):
            pass
    except OSError as error:
        raise ImportRefused(
            path.name, f"cannot be read ({error.strerror})", do="Close it elsewhere and check that you may open it"
        ) from error
    if size == 0:
        raise ImportRefused(path.name, "is empty", do="Ask for the file again; nothing of it has arrived")
    if size > MAX_FILE:
        raise ImportRefused(
            path.name,
            f"has {size // 1024**2} MB, too much for a transcript",
            do="Import the transcript, without its recording or pictures",
        )


def check_zip(path: Path) -> None:
    """Raise ImportRefused unless a zipped file is whole, without password, and of a sane size when unpacked.

    Every member is unpacked once, piece by piece and never beyond ``MAX_UNPACKED``: the sizes a zip declares may lie.
    """
    content = content_of(path)
    if content in OLD_OFFICE:
        raise ImportRefused(path.name, f"is {content}", do=OLD_OFFICE[content])
    try:
        with zipfile.ZipFile(path) as archive:
            _check_declared(path, archive.infolist())
            unpacked = 0
            for info in archive.infolist():
                unpacked += _size(path, archive, info, MAX_UNPACKED - unpacked)
            _check_password(path, archive)
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, OSError, RuntimeError, ValueError) as error:
        raise ImportRefused(path.name, "is damaged, or not what its ending says", do=_AGAIN) from error


def read_zip_member(path: Path, name: str) -> bytes:
    """Return one member of a zipped file, at most ``MAX_UNPACKED`` bytes.

    Raises:
        ImportRefused: the member is missing, damaged, or too large.
    """
    try:
        with zipfile.ZipFile(path) as archive, archive.open(name) as member:
            content = member.read(MAX_UNPACKED + 1)
    except KeyError as error:
        raise ImportRefused(
            path.name, f"is damaged, or not what its ending says: {name} is missing", do=_AGAIN
        ) from error
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, OSError, RuntimeError, ValueError) as error:
        raise ImportRefused(path.name, f"is damaged: {name} cannot be read", do=_AGAIN) from error
    if len(content) > MAX_UNPACKED:
        raise _too_large(path)
    return content


def check_text(path: Path, text: str) -> None:
    """Raise ImportRefused for a text with NUL characters, without letters and digits, or over ``MAX_CHARACTERS``."""
    if len(text) > MAX_CHARACTERS:
        raise ImportRefused(
            path.name,
            f"has {len(text):,} characters, more than the {MAX_CHARACTERS:,} of the longest text taken in",
            do="Divide it into one file per interview",
        )
    if text.count("\n") >= MAX_LINES:
        raise ImportRefused(
            path.name, f"has more than {MAX_LINES:,} lines", do="Check that it is a transcript, or divide it"
        )
    if "\0" in text:
        raise ImportRefused(
            path.name,
            f"is no text, or in another encoding: character {text.index(chr(0)) + 1:,} is a NUL",
            do="Choose its encoding, or open it in its own program and save it as .docx or as UTF-8 text",
        )
    if not any(character.isalnum() for character in text):
        raise ImportRefused(path.name, "has no words in it", do="If it is a scan, have it typed or recognised first")


def _check_declared(path: Path, members: list[zipfile.ZipInfo]) -> None:
    if any(info.flag_bits & _ENCRYPTED for info in members):
        raise _protected(path)
    if sum(info.file_size for info in members) > MAX_UNPACKED:
        raise _too_large(path)
    for info in members:
        if info.file_size > MIN_SUSPICIOUS and info.file_size > MAX_RATIO * max(info.compress_size, 1):
            raise _too_large(path)


def _size(path: Path, archive: zipfile.ZipFile, info: zipfile.ZipInfo, most: int) -> int:
    size = 0
    with archive.open(info) as member:
        while piece := member.read(_CHUNK):
            size += len(piece)
            if size > most:
                raise _too_large(path)
    return size


def _check_password(path: Path, archive: zipfile.ZipFile) -> None:
    """OpenDocument encrypts its members one by one and says so in its manifest."""
    if _MANIFEST in archive.namelist() and b"encryption-data" in archive.read(_MANIFEST):
        raise _protected(path)


def _protected(path: Path) -> ImportRefused:
    return ImportRefused(path.name, "is protected by a password", do="Save it without the password, and import that")


def _too_large(path: Path) -> ImportRefused:
    return ImportRefused(
        path.name,
        f"unpacks to more than {MAX_UNPACKED // 1024**2} MB, or far more than a document would",
        do="Save it again without pictures and recordings, and import that copy",
    )
