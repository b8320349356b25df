"""The formats that can be read, which files of a folder are meant, and what to do about the others."""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path

from fop_coder.importers.content import Content, content_of, right_ending
from fop_coder.importers.limits import OLD_OFFICE, check_file
from fop_coder.model.draft import DocumentDraft, ReadingChoices
from fop_coder.model.errors import ImportRefused

Read = Callable[[Path, ReadingChoices], Sequence[DocumentDraft]]


@dataclass(frozen=True, slots=True)
class Format:
    """A format that can be read.

    Attributes:
        name: as in ``DocumentDraft.format``.
        suffixes: endings of file names, in small letters, with the dot.
        read: from a path to the drafts; loads what it needs when first called.
        content: what such a file is by its first bytes.
    """

    name: str
    suffixes: tuple[str, ...]
    read: Read
    content: Content = Content.TEXT


def _lazily(module: str) -> Read:
    """Return the ``read`` of a module that is imported when it is first used."""

    def read(path: Path, choices: ReadingChoices) -> Sequence[DocumentDraft]:
        found: Sequence[DocumentDraft] = import_module(f"fop_coder.importers.{module}").read(path, choices)
        return found

    return read


FORMATS: tuple[Format, ...] = (
    Format("Word", (".docx",), _lazily("word"), Content.DOCX),
    Format("OpenDocument", (".odt",), _lazily("open_document"), Content.ODT),
    Format("RTF", (".rtf",), _lazily("rich_text"), Content.RTF),
    Format("PDF", (".pdf",), _lazily("pdf"), Content.PDF),
    Format("plain text", (".txt", ".md", ".text"), _lazily("plain_text")),
    Format("WebVTT", (".vtt",), _lazily("cues")),
    Format("SubRip", (".srt",), _lazily("cues")),
    Format("CSV", (".csv", ".tsv"), _lazily("sheets")),
    Format("Excel", (".xlsx",), _lazily("sheets"), Content.XLSX),
)
"""All formats, the usual ones first."""

_BY_SUFFIX = {suffix: format for format in FORMATS for suffix in format.suffixes}

_RECORDINGS = (
    ".mp3",
    ".m4a",
    ".wav",
    ".wma",
    ".ogg",
    ".oga",
    ".opus",
    ".flac",
    ".aac",
    ".aif",
    ".aiff",
    ".amr",
    ".ds2",
    ".dss",
    ".mp4",
    ".m4v",
    ".mov",
    ".avi",
    ".mkv",
    ".wmv",
    ".ogv",
    ".webm",
    ".3gp",
)
_PICTURES = (".jpg", ".jpeg", ".png", ".gif", ".tif", ".tiff", ".bmp", ".webp", ".heic", ".heif", ".svg", ".ico")
_SYSTEM = frozenset({"thumbs.db", "desktop.ini", "icon\r"})
_TEMPORARY = re.compile(r"~\$.*|\.~lock\..*|~.*\.tmp|.*\.(?:tmp|bak|swp|part|crdownload)|.*~|\.ds_store", re.IGNORECASE)

_AS_DOCX = "Open it in its own program, save it as .docx, and import that"
_REFUSED: dict[str, tuple[str, str]] = {
    ".doc": ("is an old Word file (.doc)", OLD_OFFICE[Content.OLD_WORD]),
    ".dot": ("is an old Word file (.dot)", OLD_OFFICE[Content.OLD_WORD]),
    ".xls": ("is an old Excel file (.xls)", OLD_OFFICE[Content.OLD_EXCEL]),
    ".docm": ("is a Word file with macros", _AS_DOCX),
    ".xlsm": ("is an Excel file with macros", "Open it in Excel, save it as .xlsx, and import that"),
    ".ods": ("is an OpenDocument sheet", "Open it in LibreOffice, save it as .xlsx or .csv, and import that"),
    ".pages": ("is a Pages file", "Open it in Pages, export it as Word (.docx), and import that"),
    ".numbers": ("is a Numbers file", "Open it in Numbers, export it as .csv, and import that"),
    ".wpd": ("is a WordPerfect file", _AS_DOCX),
    ".wps": ("is a Works file", _AS_DOCX),
    ".htm": ("is a web page", "Open it in Word or LibreOffice, save it as .docx, and import that"),
    ".html": ("is a web page", "Open it in Word or LibreOffice, save it as .docx, and import that"),
    ".zip": ("is a zip archive", "Unpack it and import the files in it"),
    ".qdpx": ("is a whole project, not a transcript", "Import it as a REFI-QDA project"),
    ".fop": ("is a project of FOP Coder, not a transcript", "Open it instead"),
    ".eaf": ("is an ELAN file", "Export it from ELAN as subtitles (.srt), and import that"),
    ".ttml": ("holds captions in a form that is not read", "Export the captions as .vtt or .srt"),
    ".json": ("holds data, not a transcript", "Export the transcript as .vtt, .docx or .txt"),
}


def read_documents(path: Path, choices: ReadingChoices) -> tuple[DocumentDraft, ...]:
    """Return the drafts of the documents in a file (one, save for sheets of excerpts).

    Raises:
        ImportRefused: the file's format is not read, it is not what its name says, or it cannot be understood.
    """
    check_file(path)
    content = _content(path)
    suffix = path.suffix.lower()
    format = _BY_SUFFIX.get(suffix)
    if format is None:
        raise _not_read(path, suffix, content)
    if content in OLD_OFFICE:
        raise ImportRefused(path.name, f"is {content}, though its name ends in {suffix}", do=OLD_OFFICE[content])
    if not _fits(content, format.content):
        raise _mislabelled(path, content)
    return tuple(format.read(path, choices))


def find_files(paths: Iterable[Path]) -> list[Path]:
    """Return files as given and all files in folders and their folders, each once, sorted naturally (LB2 before LB10).

    Lock, temporary and system files are left out; in folders hidden files, recordings and pictures are, too. Files that
    cannot be read stay in the list, for ``read_documents`` to say why.

    Raises:
        ImportRefused: a folder cannot be opened.
    """
    found: dict[Path, Path] = {}
    for path in paths:
        for file in _walk(path) if _is_folder(path) else (path,):
            if not _is_temporary(file.name):
                found.setdefault(file.absolute(), file)
    return [found[place] for place in sorted(found, key=_naturally)]


def _is_folder(path: Path) -> bool:
    """Say whether a path is a folder; ``check_file`` says why one cannot be looked at."""
    try:
        return path.is_dir()
    except OSError:
        return False


def _content(path: Path) -> Content:
    try:
        return content_of(path)
    except OSError as error:
        raise ImportRefused(path.name, f"cannot be read ({error.strerror})", do="Close it elsewhere") from error


def _fits(content: Content, expected: Content) -> bool:
    if content is expected:
        return True
    # A damaged zip is told apart from a mislabelled one by the format's own checks.
    return content is Content.OTHER_ZIP and expected in (Content.DOCX, Content.ODT, Content.XLSX)


def _mislabelled(path: Path, content: Content) -> ImportRefused:
    suffix = path.suffix.lower()
    ending = right_ending(content)
    if content is Content.TEXT:
        do = "Open it in its own program and save it again, or give it the ending .txt if it is plain text"
    elif ending:
        do = f"Let its name end in {ending} and import it again"
    elif content is Content.RECORDING:
        do = "Import the transcript of the recording"
    elif content is Content.IMAGE:
        do = "Have its text recognised or typed, and import that"
    elif content in (Content.WEB_PAGE, Content.XML):
        do = "Open it in Word or LibreOffice, save it as .docx, and import that"
    else:
        do = "Import the transcript itself"
    return ImportRefused(path.name, f"is {content}, though its name ends in {suffix}", do=do)


def _not_read(path: Path, suffix: str, content: Content) -> ImportRefused:
    if suffix in _REFUSED and (right_ending(content) or content is Content.PROTECTED):
        return _mislabelled(path, content)
    if suffix in _REFUSED:
        reason, do = _REFUSED[suffix]
        return ImportRefused(path.name, reason, do=do)
    if suffix in _RECORDINGS or content is Content.RECORDING:
        return ImportRefused(path.name, "is a recording", do="Import the transcript of the recording")
    if suffix in _PICTURES or content is Content.IMAGE:
        return ImportRefused(path.name, "is a picture", do="Have its text recognised or typed, and import that")
    readable = ", ".join(suffix for format in FORMATS for suffix in format.suffixes)
    ending = f"files ending in {suffix} are not read" if suffix else "its name has no ending that says what it is"
    return ImportRefused(path.name, ending, do=f"Save it as one of {readable}")


def _walk(folder: Path) -> Iterator[Path]:
    for place, folders, files in os.walk(folder, onerror=_refuse_folder):
        folders[:] = [name for name in folders if not name.startswith((".", "__MACOSX"))]
        for name in files:
            file = Path(place, name)
            if not name.startswith(".") and file.suffix.lower() not in (*_RECORDINGS, *_PICTURES):
                yield file


def _refuse_folder(error: OSError) -> None:
    raise ImportRefused(
        Path(str(error.filename)).name, f"cannot be opened ({error.strerror})", do="Check that you may open the folder"
    ) from error


def _is_temporary(name: str) -> bool:
    return name.lower() in _SYSTEM or _TEMPORARY.fullmatch(name) is not None


def _naturally(path: Path) -> list[list[tuple[int, int, str]]]:
    """Return a key that sorts numbers inside names by their value and letters without regard to case."""
    return [
        [(0, int(piece), "") if piece.isdecimal() else (1, 0, piece) for piece in re.split(r"(\d+)", part.casefold())]
        for part in path.parts
    ]
