"""Which files are taken from folders, and what is said of files that are not what their names say."""

from __future__ import annotations

import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from fop_coder.importers import registry
from fop_coder.model.draft import ReadingChoices
from fop_coder.model.errors import ImportRefused

CHOICES = ReadingChoices()
OLE = bytes.fromhex("D0CF11E0A1B11AE1") + bytes(600)


def names(found: list[Path], folder: Path) -> list[str]:
    return [path.relative_to(folder).as_posix() for path in found]


def put(folder: Path, *files: str) -> None:
    for file in files:
        path = folder / file
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("I: Why?\nR: Because.\n", encoding="utf-8")


def refusal(path: Path) -> str:
    with pytest.raises(ImportRefused) as refused:
        registry.read_documents(path, CHOICES)
    return str(refused.value)


def test_numbers_in_names_sort_by_their_value(tmp_path: Path) -> None:
    put(tmp_path, "LB10.txt", "lb2.txt", "LB1.txt", "wave 2/LB3.txt", "wave 10/LB4.txt")
    assert names(registry.find_files([tmp_path]), tmp_path) == [
        "LB1.txt",
        "lb2.txt",
        "LB10.txt",
        "wave 2/LB3.txt",
        "wave 10/LB4.txt",
    ]


def test_lock_temporary_hidden_and_system_files_are_left_out(tmp_path: Path) -> None:
    put(
        tmp_path,
        "LB1.docx",
        "~$LB1.docx",
        ".~lock.LB1.odt#",
        ".DS_Store",
        "Thumbs.db",
        "LB2.txt~",
        "x.tmp",
        ".hidden.txt",
    )
    put(tmp_path, ".git/LB3.txt", "__MACOSX/LB4.txt")
    assert names(registry.find_files([tmp_path]), tmp_path) == ["LB1.docx"]


def test_recordings_beside_transcripts_are_left_out_of_folders_but_not_old_word_files(tmp_path: Path) -> None:
    put(tmp_path, "LB1.txt", "LB1.mp3", "plan.JPG", "LB2.doc", "LB3")
    assert names(registry.find_files([tmp_path]), tmp_path) == ["LB1.txt", "LB2.doc", "LB3"]


def test_a_file_given_twice_is_found_once(tmp_path: Path) -> None:
    put(tmp_path, "a/LB1.txt")
    assert registry.find_files([tmp_path, tmp_path / "a" / "LB1.txt"]) == [tmp_path / "a" / "LB1.txt"]


def test_a_missing_file_stays_in_the_list_to_be_refused(tmp_path: Path) -> None:
    (missing,) = registry.find_files([tmp_path / "gone.txt"])
    assert "does not exist" in refusal(missing)


def test_a_text_file_is_read(tmp_path: Path) -> None:
    put(tmp_path, "LB1.TXT")
    (draft,) = registry.read_documents(tmp_path / "LB1.TXT", CHOICES)
    assert (draft.format, draft.name, len(draft.turns)) == ("plain text", "LB1", 2)


@pytest.mark.parametrize(
    ("name", "content", "said", "do"),
    [
        ("a.docx", b"%PDF-1.7 ...", "is a PDF, though its name ends in .docx", "end in .pdf"),
        ("a.txt", b"%PDF-1.7 ...", "is a PDF, though its name ends in .txt", "end in .pdf"),
        ("a.txt", b"{\\rtf1 words}", "is an RTF file, though its name ends in .txt", "end in .rtf"),
        ("a.doc", b"{\\rtf1 words}", "is an RTF file, though its name ends in .doc", "end in .rtf"),
        ("a.txt", OLE + "WordDocument".encode("utf-16-le"), "is an old Word file", ".docx"),
        ("a.docx", OLE + "EncryptionInfo".encode("utf-16-le"), "is an Office file with a password", "without one"),
        ("a.pdf", b"words alone", "is text, though its name ends in .pdf", ".txt"),
        ("a.rtf", b"words alone", "is text, though its name ends in .rtf", ".txt"),
        ("a.docx", b"words alone", "is text, though its name ends in .docx", ".txt"),
        ("a.vtt", b"\x89PNG\r\n\x1a\n", "is a picture, though its name ends in .vtt", "recognised"),
        ("a.txt", b"ID3\x04 ...", "is a recording, though its name ends in .txt", "transcript of the recording"),
        ("a.txt", b"\xef\xbb\xbf<!DOCTYPE html><p>Words", "is a web page, though its name ends in .txt", ".docx"),
        ("a.csv", b"\x1f\x8b\x08 ...", "is a compressed archive", "transcript itself"),
    ],
)
def test_a_file_that_is_not_what_its_name_says_is_refused(
    tmp_path: Path, name: str, content: bytes, said: str, do: str
) -> None:
    path = tmp_path / name
    path.write_bytes(content)
    message = refusal(path)
    assert message.startswith(f"{name}: {said}")
    assert do in message


@pytest.mark.parametrize(
    ("member", "said", "ending"),
    [("word/document.xml", "a Word file", ".docx"), ("xl/workbook.xml", "an Excel file", ".xlsx")],
)
def test_office_files_under_another_office_name_are_refused(
    tmp_path: Path, member: str, said: str, ending: str
) -> None:
    path = tmp_path / "a.odt"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr(member, "<x/>")
    message = refusal(path)
    assert f"is {said}, though its name ends in .odt" in message
    assert f"end in {ending}" in message


@pytest.mark.parametrize(
    ("name", "said", "do"),
    [
        ("a.doc", "is an old Word file", "save it as .docx"),
        ("a.xls", "is an old Excel file", "save it as .xlsx"),
        ("a.ods", "is an OpenDocument sheet", ".xlsx or .csv"),
        ("a.mp3", "is a recording", "transcript of the recording"),
        ("a.png", "is a picture", "recognised or typed"),
        ("a.xyz", "files ending in .xyz are not read", ".docx, .odt, .rtf, .pdf, .txt"),
        ("notes", "no ending", ".docx"),
    ],
)
def test_other_formats_are_refused_with_what_to_do(tmp_path: Path, name: str, said: str, do: str) -> None:
    path = tmp_path / name
    path.write_bytes(b"anything")
    message = refusal(path)
    assert said in message
    assert do in message


def test_every_format_says_its_name_and_endings_once() -> None:
    suffixes = [suffix for format in registry.FORMATS for suffix in format.suffixes]
    assert len(set(suffixes)) == len(suffixes)
    assert {".docx", ".odt", ".rtf", ".pdf", ".txt", ".md", ".vtt", ".srt", ".csv", ".xlsx"} <= set(suffixes)
    assert all(suffix == suffix.lower() and suffix.startswith(".") for suffix in suffixes)


def test_the_registry_loads_no_format_before_it_is_used() -> None:
    code = (
        "import sys, fop_coder.importers.registry\n"
        "heavy = {'docx', 'lxml', 'openpyxl', 'pypdfium2', 'odfdo', 'pandas', 'charset_normalizer'}\n"
        "print(sorted(heavy & set(sys.modules)))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
