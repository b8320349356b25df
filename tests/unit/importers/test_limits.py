"""Files that must not get in: damaged, hostile, protected, or no transcript at all."""

from __future__ import annotations

import zipfile
from pathlib import Path

import pytest

from fop_coder.importers import limits
from fop_coder.model.errors import ImportRefused

OLE = bytes.fromhex("D0CF11E0A1B11AE1")


def make_zip(path: Path, members: dict[str, bytes]) -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return path


def test_a_missing_file_is_refused_by_name(tmp_path: Path) -> None:
    with pytest.raises(ImportRefused, match=r"LB01\.docx: does not exist"):
        limits.check_file(tmp_path / "LB01.docx")


def test_a_folder_and_an_empty_file_are_refused(tmp_path: Path) -> None:
    with pytest.raises(ImportRefused, match="is not a file"):
        limits.check_file(tmp_path)
    empty = tmp_path / "LB01.txt"
    empty.touch()
    with pytest.raises(ImportRefused, match="is empty"):
        limits.check_file(empty)


def test_a_file_too_large_for_a_transcript_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "LB01.txt"
    path.write_bytes(b"words " * 10)
    limits.check_file(path)
    monkeypatch.setattr(limits, "MAX_FILE", 59)
    with pytest.raises(ImportRefused, match="too much for a transcript"):
        limits.check_file(path)


def test_a_whole_zip_passes(tmp_path: Path) -> None:
    limits.check_zip(make_zip(tmp_path / "a.docx", {"word/document.xml": b"<w/>" * 1000}))


def test_something_else_is_no_zip(tmp_path: Path) -> None:
    path = tmp_path / "a.docx"
    path.write_bytes(b"just words")
    with pytest.raises(ImportRefused, match="damaged, or not what its ending says"):
        limits.check_zip(path)


def test_a_cut_off_zip_is_damaged(tmp_path: Path) -> None:
    path = make_zip(tmp_path / "a.docx", {"word/document.xml": bytes(range(256)) * 40})
    path.write_bytes(path.read_bytes()[:-30])
    with pytest.raises(ImportRefused, match="damaged"):
        limits.check_zip(path)


def test_a_zip_with_a_wrong_byte_inside_is_damaged(tmp_path: Path) -> None:
    path = make_zip(tmp_path / "a.docx", {"word/document.xml": bytes(range(256)) * 40})
    content = bytearray(path.read_bytes())
    content[60] ^= 0xFF
    path.write_bytes(bytes(content))
    with pytest.raises(ImportRefused, match="damaged"):
        limits.check_zip(path)


def test_a_zip_bomb_is_refused_by_what_it_declares(tmp_path: Path) -> None:
    path = make_zip(tmp_path / "a.docx", {"word/document.xml": bytes(limits.MIN_SUSPICIOUS + 1)})
    with pytest.raises(ImportRefused, match="unpacks to more than"):
        limits.check_zip(path)


def test_a_zip_bomb_is_refused_whatever_it_declares(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = make_zip(tmp_path / "a.docx", {f"word/{n}.xml": b"x" * 600 for n in range(5)})
    monkeypatch.setattr(limits, "MAX_UNPACKED", 2999)
    monkeypatch.setattr(limits, "_check_declared", lambda path, members: None)
    with pytest.raises(ImportRefused, match="unpacks to more than"):
        limits.check_zip(path)


def test_a_member_that_declares_less_than_it_holds_is_not_read_beyond(tmp_path: Path) -> None:
    path = make_zip(tmp_path / "a.docx", {"word/document.xml": b"x" * 5000})
    told = path.read_bytes().replace((5000).to_bytes(4, "little"), (10).to_bytes(4, "little"))
    path.write_bytes(told)
    with pytest.raises(ImportRefused, match="damaged"):
        limits.read_zip_member(path, "word/document.xml")


def test_encrypted_members_are_said_to_be_protected(tmp_path: Path) -> None:
    path = make_zip(tmp_path / "a.docx", {"word/document.xml": b"words"})
    content = bytearray(path.read_bytes())
    content[6] |= 1  # the local header's flags
    content[content.index(b"PK\x01\x02") + 8] |= 1  # and the directory's
    path.write_bytes(bytes(content))
    with pytest.raises(ImportRefused, match="protected by a password"):
        limits.check_zip(path)


def test_an_opendocument_with_encrypted_parts_is_said_to_be_protected(tmp_path: Path) -> None:
    manifest = b"<manifest:file-entry><manifest:encryption-data/></manifest:file-entry>"
    path = make_zip(tmp_path / "a.odt", {"META-INF/manifest.xml": manifest, "content.xml": b"\x8f\x01\x02"})
    with pytest.raises(ImportRefused, match="protected by a password"):
        limits.check_zip(path)


@pytest.mark.parametrize(
    ("entry", "said"),
    [
        ("EncryptedPackage", "with a password"),
        ("WordDocument", "an old Word file"),
        ("Workbook", "an old Excel file"),
        ("Something", "an encrypted or an old Word or Excel file"),
    ],
)
def test_old_office_files_are_told_apart(tmp_path: Path, entry: str, said: str) -> None:
    path = tmp_path / "a.docx"
    path.write_bytes(OLE + bytes(600) + entry.encode("utf-16-le") + bytes(600))
    with pytest.raises(ImportRefused, match=said) as refused:
        limits.check_zip(path)
    assert "save it" in str(refused.value)


def test_a_member_is_read_whole_or_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = make_zip(tmp_path / "a.docx", {"word/document.xml": b"x" * 500})
    assert limits.read_zip_member(path, "word/document.xml") == b"x" * 500
    with pytest.raises(ImportRefused, match=r"content\.xml is missing"):
        limits.read_zip_member(path, "content.xml")
    monkeypatch.setattr(limits, "MAX_UNPACKED", 499)
    with pytest.raises(ImportRefused, match="unpacks to more"):
        limits.read_zip_member(path, "word/document.xml")


def test_a_text_needs_words(tmp_path: Path) -> None:
    limits.check_text(tmp_path / "a.txt", "¿7?")
    with pytest.raises(ImportRefused, match="has no words in it"):
        limits.check_text(tmp_path / "a.txt", " \n…–\n")


def test_a_text_may_not_hold_nul_characters(tmp_path: Path) -> None:
    with pytest.raises(ImportRefused, match="character 4 is a NUL"):
        limits.check_text(tmp_path / "a.txt", "abc\0def")


def test_a_text_may_not_be_endless(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "MAX_CHARACTERS", 100)
    limits.check_text(tmp_path / "a.txt", "a" * 100)
    with pytest.raises(ImportRefused, match="101 characters"):
        limits.check_text(tmp_path / "a.txt", "a" * 101)
    monkeypatch.setattr(limits, "MAX_LINES", 3)
    with pytest.raises(ImportRefused, match="more than 3 lines"):
        limits.check_text(tmp_path / "a.txt", "a\na\na\n")
