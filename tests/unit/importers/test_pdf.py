"""PDF transcripts: paragraphs and words put together again, running heads gone, scans and locked files refused."""

from __future__ import annotations

import hashlib
import re
import textwrap
from collections.abc import Sequence
from pathlib import Path

import pytest

from fop_coder.importers import pdf
from fop_coder.model.documents import Role
from fop_coder.model.draft import DocumentDraft, ReadingChoices
from fop_coder.model.errors import ImportRefused

CORPUS = Path(__file__).resolve().parents[4] / "shared" / "corpus"
PADDING = bytes.fromhex("28BF4E5E4E758A4164004E56FFFA01082E2E00B6D0683E802F0CA9FE6453697A")
PERMISSIONS = -3904  # reading alone
FONT = b"<< /Type /Font /Subtype /Type1 /BaseFont /Courier /Encoding /WinAnsiEncoding >>"
PICTURE = (
    b"<< /Type /XObject /Subtype /Image /Width 1 /Height 1 /ColorSpace /DeviceGray /BitsPerComponent 8 /Length 1 >>\n"
    b"stream\n\x80\nendstream"
)
Placed = tuple[float, float, str]
"""x and y in points from the lower left corner, and what is written there in Courier 10 (6 points a character)."""


def rc4(key: bytes, content: bytes) -> bytes:
    state, j = list(range(256)), 0
    for i in range(256):
        j = (j + state[i] + key[i % len(key)]) % 256
        state[i], state[j] = state[j], state[i]
    i = j = 0
    out = bytearray()
    for byte in content:
        i = (i + 1) % 256
        j = (j + state[i]) % 256
        state[i], state[j] = state[j], state[i]
        out.append(byte ^ state[(state[i] + state[j]) % 256])
    return bytes(out)


def written(lines: Sequence[Placed], *, matrix: str = "1 0 0 1") -> bytes:
    """Return the content of a page."""
    content = [b"BT /F1 10 Tf"]
    for x, y, words in lines:
        encoded = re.sub(rb"([\\()])", rb"\\\1", words.encode("cp1252"))
        content.append(f"{matrix} {x:g} {y:g} Tm (".encode() + encoded + b") Tj")
    return b"\n".join([*content, b"ET"])


def save(
    path: Path, contents: Sequence[bytes], *, password: str | None = None, page: str = "/MediaBox [0 0 595 842]"
) -> Path:
    """Write a PDF by hand; with a password it is encrypted (an empty one only forbids copying)."""
    tree = 3 + 2 * len(contents)
    key, extra = b"", b""
    if password is not None:
        owner = rc4(hashlib.md5(b"owner".ljust(32, PADDING[:1])).digest()[:5], PADDING)
        padded = (password.encode() + PADDING)[:32]
        key = hashlib.md5(padded + owner + PERMISSIONS.to_bytes(4, "little", signed=True) + b"id").digest()[:5]
        extra = (
            f" /Encrypt << /Filter /Standard /V 1 /R 2 /P {PERMISSIONS} /O <{owner.hex()}>"
            f" /U <{rc4(key, PADDING).hex()}> >> /ID [<{b'id'.hex()}> <{b'id'.hex()}>]"
        ).encode()
    objects = [FONT, PICTURE]
    for content in contents:
        number = len(objects) + 1
        own_key = hashlib.md5(key + number.to_bytes(3, "little") + bytes(2)).digest()[:10]
        kept = rc4(own_key, content) if key else content
        objects.append(b"<< /Length %d >>\nstream\n" % len(kept) + kept + b"\nendstream")
        objects.append(
            f"<< /Type /Page /Parent {tree} 0 R {page} /Contents {number} 0 R "
            "/Resources << /Font << /F1 1 0 R >> /XObject << /P1 2 0 R >> >> >>".encode()
        )
    kids = " ".join(f"{4 + 2 * place} 0 R" for place in range(len(contents)))
    objects.append(f"<< /Type /Pages /Count {len(contents)} /Kids [{kids}] >>".encode())
    objects.append(f"<< /Type /Catalog /Pages {tree} 0 R >>".encode())
    out, places = bytearray(b"%PDF-1.4\n"), []
    for number, content in enumerate(objects, 1):
        places.append(len(out))
        out += b"%d 0 obj\n" % number + content + b"\nendobj\n"
    table = len(out)
    out += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    out += b"".join(b"%010d 00000 n \n" % place for place in places)
    out += b"trailer << /Size %d /Root %d 0 R%b >>\n" % (len(objects) + 1, len(objects), extra)
    path.write_bytes(bytes(out) + b"startxref\n%d\n%%%%EOF" % table)
    return path


def read(path: Path) -> DocumentDraft:
    (draft,) = pdf.read(path, ReadingChoices())
    return draft


def page(folder: Path, *lines: str | Placed, name: str = "KC01.pdf") -> DocumentDraft:
    """Read a page of lines, each 12 points below the one before unless its place is given."""
    placed: list[Placed] = []
    height = 760.0
    for line in lines:
        placed.append((72, height, line) if isinstance(line, str) else line)
        height = placed[-1][1] - 12
    return read(save(folder / name, [written(placed)]))


def open_files() -> int:
    return sum(1 for _ in Path("/proc/self/fd").iterdir())


def spoken(draft: DocumentDraft) -> list[tuple[str, str]]:
    return [(turn.speaker, draft.text[turn.start : turn.end]) for turn in draft.turns]


TURNS = [
    ("Interviewer", "Could you tell me how you prepare for a first visit to a family?"),
    ("KC01", "I draw a map of who is who, and I ask the school, the nurse and whoever else knows them what they see. "
             "Then I write down three possible stories, not one, and I take them all with me."),
    ("Interviewer", "And afterwards?"),
    ("KC01", "We look back at it in the group. It is the best hour of the week, honestly, and the one that goes first "
             "when there is no time."),
] * 6  # fmt: skip


def test_a_transcript_over_several_pages_comes_back_as_it_was_spoken(tmp_path):
    lines = [line for name, words in TURNS for line in [*textwrap.wrap(f"{name}: {words}", 70), ""]]
    pages = [lines[place : place + 25] for place in range(0, len(lines), 25)]
    contents = []
    for number, content in enumerate(pages, 1):
        placed: list[Placed] = [(72, 805, "Evaluation of a training programme - KC01")]
        placed += [(72, 760 - 12 * row, line) for row, line in enumerate(content) if line]
        placed.append((260, 40, f"Page {number} of {len(pages)}"))
        contents.append(written(placed))
    draft = read(save(tmp_path / "KC01.pdf", contents))
    assert spoken(draft) == TURNS
    assert len(pages) > 2
    assert draft.text == "\n".join(f"{name}: {words}" for name, words in TURNS)
    assert {s.label: s.role for s in draft.speakers} == {"Interviewer": Role.INTERVIEWER, "KC01": Role.RESPONDENT}
    assert any(
        '"Page 1 of 3"' in note and '"Evaluation of a training programme - KC01"' in note for note in draft.notes
    )


def test_short_answers_at_the_same_place_of_pages_are_no_running_heads(tmp_path):
    contents = [
        written([(72, 760, "I: Yes?"), (72, 748, f"R: Number {word}."), (72, 736, "I: Mm.")]) for word in ("one", "two")
    ]
    assert [words for _, words in spoken(read(save(tmp_path / "a.pdf", contents)))] == [
        "Yes?",
        "Number one.",
        "Mm.",
        "Yes?",
        "Number two.",
        "Mm.",
    ]


@pytest.mark.parametrize("foot", ["- 1 -", "1", "Seite 1 von 9", "p. 1"])
def test_the_page_number_of_a_single_page_goes(tmp_path, foot):
    draft = page(tmp_path, "I: How was it?", "R: It was the 2", (300, 40, foot))
    assert draft.text == "I: How was it?\nR: It was the 2"


@pytest.mark.parametrize(
    ("first", "second", "expected"),
    [
        ("we saw the sit-", "uation as it was, all of us in it", "the situation as"),
        ("it was a two-", "year course for all of us, and hard", "a two-year course"),
        ("a well-known rule, as well-", "known as any, so we knew it", "as well-known as"),
        ("she works for the Anglo-", "Irish school that is round the corner", "the Anglo-Irish school"),
        ("he said th-", "that there was no time for it", "said th-that there"),
        ("we planned it in 2015-", "16 and went on with it for long", "in 2015-16 and"),
        ("hypotheses and under-", "standing; an understanding of who is", "and understanding; an"),
        ("we did go -", "and then we came back to the room", "did go - and then"),
    ],
)
def test_words_divided_at_line_ends(tmp_path, first, second, expected):
    before = f"R: We met in the small room at the end, and {first}"
    draft = page(tmp_path, "I: What happened there, in your own words?", before, second)
    assert expected in draft.text
    assert len(draft.turns) == 2


def test_speech_that_is_cut_off_keeps_its_hyphen(tmp_path):
    draft = page(tmp_path, "R: We had planned it all, and then they took the-", "I: Sorry?", "R: The room.")
    assert spoken(draft)[0] == ("R", "We had planned it all, and then they took the-")


def test_paragraphs_without_labels_are_told_by_gaps_indents_and_room(tmp_path):
    full = "The group met every week in the same room and talked about the cases"
    draft = page(
        tmp_path,
        (72, 760, full),
        (72, 748, "that had gone badly."),
        (72, 736, "Then the room was taken away from us and we met in the kitchen, which"),
        (72, 724, "was small."),
        (72, 700, full),
        (72, 688, "and nobody minded that at all, as far as I can tell from where I was."),
        (84, 676, "Indented lines begin a paragraph even if the line before them is full,"),
        (72, 664, "as they do in books."),
    )
    assert draft.text.split("\n") == [
        f"{full} that had gone badly.",
        "Then the room was taken away from us and we met in the kitchen, which was small.",
        f"{full} and nobody minded that at all, as far as I can tell from where I was.",
        "Indented lines begin a paragraph even if the line before them is full, as they do in books.",
    ]
    assert len(draft.turns) == 4


def test_labels_in_a_column_of_their_own_and_hanging_speech(tmp_path):
    draft = page(
        tmp_path,
        (72, 760, "INT:"),
        (140, 760, "How do you prepare for a first visit, if there is time to do so at"),
        (140, 748, "all?"),
        (72, 736, "RES:"),
        (140, 736, "I draw a map."),
        (72, 724, "INT:"),
        (140, 724, "And then?"),
        (72, 712, "RES:"),
        (140, 712, "We look at it together, the whole family and I, until somebody says"),
        (140, 700, "what is missing."),
    )
    assert spoken(draft) == [
        ("INT", "How do you prepare for a first visit, if there is time to do so at all?"),
        ("RES", "I draw a map."),
        ("INT", "And then?"),
        ("RES", "We look at it together, the whole family and I, until somebody says what is missing."),
    ]


def test_line_numbers_in_the_margin_go(tmp_path):
    words = [
        "I: How was the first visit to",
        "the family for you, all in all?",
        "R: It went well, I think, as we",
        "had 3 days to plan it, and",
        "we took the map with us, too.",
        "I: Which map?",
        "R: The one of the family.",
    ]
    numbers: list[Placed] = [(50, 760 - 12 * row, str(row + 1)) for row in range(len(words))]
    speech: list[Placed] = [(90, 760 - 12 * row, line) for row, line in enumerate(words)]
    draft = page(tmp_path, *[placed for pair in zip(numbers, speech, strict=True) for placed in pair])
    assert [words for _, words in spoken(draft)] == [
        "How was the first visit to the family for you, all in all?",
        "It went well, I think, as we had 3 days to plan it, and we took the map with us, too.",
        "Which map?",
        "The one of the family.",
    ]
    assert "Line numbers in the margin are left out" in draft.notes


def test_what_lies_outside_the_page_is_not_read(tmp_path):
    draft = page(tmp_path, "I: How was it?", "R: Good.", (72, -100, "cut off"))
    assert draft.text == "I: How was it?\nR: Good."


def test_a_turned_page_is_read_as_it_is_shown(tmp_path):
    placed = [
        (72 + 12 * row, 100.0, line)
        for row, line in enumerate(("I: How was the", "first visit?", "R: Good.", "I: Why?"))
    ]
    path = save(
        tmp_path / "turned.pdf", [written(placed, matrix="0 1 -1 0")], page="/MediaBox [0 0 595 842] /Rotate 90"
    )
    assert read(path).text == "I: How was the first visit?\nR: Good.\nI: Why?"


def test_a_scan_is_refused_with_the_way_out(tmp_path):
    picture = b"q 595 0 0 842 0 0 cm /P1 Do Q"
    path = save(tmp_path / "scan.pdf", [picture, picture + b"\n" + written([(300, 40, "2")])])
    with pytest.raises(
        ImportRefused, match=r"scan\.pdf: is a scan without text; run text recognition \(OCR\) on it first"
    ):
        read(path)


def test_a_scan_with_recognised_text_is_read_and_a_page_without_is_told(tmp_path):
    picture = b"q 595 0 0 842 0 0 cm /P1 Do Q\n"
    words = written(
        [(72, 760, "I: What did the programme change for you and for the team?"), (72, 748, "R: The meetings.")]
    )
    draft = read(save(tmp_path / "ocr.pdf", [picture + b"3 Tr\n" + words, picture]))
    assert [speaker for speaker, _ in spoken(draft)] == ["I", "R"]
    assert any(note.startswith("Page 2 shows a picture without text") for note in draft.notes)


def test_a_pdf_without_words_or_pictures_has_no_words(tmp_path):
    with pytest.raises(ImportRefused, match="no words"):
        read(save(tmp_path / "blank.pdf", [b""]))


def test_an_encrypted_file_is_refused_and_one_that_only_forbids_copying_is_read(tmp_path):
    content = written([(72, 760, "I: How was it?"), (72, 748, "R: Good.")])
    with pytest.raises(ImportRefused, match=r"locked\.pdf: is encrypted"):
        read(save(tmp_path / "locked.pdf", [content], password="secret"))
    assert read(save(tmp_path / "open.pdf", [content], password="")).text == "I: How was it?\nR: Good."


def test_a_damaged_file_is_refused(tmp_path):
    path = save(tmp_path / "whole.pdf", [written([(72, 760, "I: How was it?")])])
    cut = tmp_path / "cut.pdf"
    cut.write_bytes(path.read_bytes()[:60])
    with pytest.raises(ImportRefused, match=r"cut\.pdf: is damaged"):
        read(cut)
    cut.write_text("Just text", encoding="utf-8")
    with pytest.raises(ImportRefused, match="not a PDF"):
        read(cut)


def test_a_file_of_absurdly_many_pages_is_refused(tmp_path, monkeypatch):
    monkeypatch.setattr(pdf, "MOST_PAGES", 2)
    with pytest.raises(ImportRefused, match="has 3 pages"):
        read(save(tmp_path / "long.pdf", [written([(72, 760, "I: Yes?")])] * 3))


@pytest.mark.skipif(not Path("/proc/self/fd").exists(), reason="open files cannot be counted here")
def test_files_are_closed_again_also_after_a_refusal(tmp_path):
    good = save(tmp_path / "good.pdf", [written([(72, 760, "I: How was it?"), (72, 748, "R: Good.")])])
    scan = save(tmp_path / "scan.pdf", [b"q 595 0 0 842 0 0 cm /P1 Do Q"])
    read(good)
    before = open_files()
    read(good)
    with pytest.raises(ImportRefused):
        read(scan)
    assert open_files() == before


@pytest.mark.skipif(not CORPUS.exists(), reason="the corpus is not here")
@pytest.mark.parametrize(("name", "turns"), [("P1", 94), ("P2", 165)])
def test_pdf_transcripts_from_the_corpus(name, turns):
    draft = read(CORPUS / "pdpilot" / f"{name}.pdf")
    assert {s.label: s.role for s in draft.speakers} == {"Dan": Role.INTERVIEWER, "Participant": Role.RESPONDENT}
    assert len(draft.turns) == turns
    assert draft.respondent == name
    lines = draft.text.split("\n")
    assert not [line for line in lines if re.fullmatch(r"[\d/ ]+", line)], "no page or line numbers"
    assert [line for line in lines if not line.startswith(("Dan: ", "Participant: "))] == ["Interview"]
