"""The same words come out of every encoding and with every kind of line end."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fop_coder.importers import plain_text
from fop_coder.importers.encodings import decode
from fop_coder.model.draft import DocumentDraft, ReadingChoices
from fop_coder.model.errors import ImportRefused

TEXTS = {
    "English": "I: How’s the café – the “new” one?\n\nR: It’s £5 for a coffee… I don’t mind, and I’ve been there.\n",
    "English apostrophes": "I: Don’t you? Isn’t it what you’d say?\n\nR: I’m sure they’re fine, we’ll see.\n",
    "French": "I: Où étiez-vous l’été passé ?\n\nR: À l’hôpital, près de la forêt… ça m’a plu, où que j’aille. "
    "Noël à Nîmes.\n",
    "German": "I: Was heißt für Sie „Übergang“?\n\nR: Äußerst schwer. Wir müssen größer denken – schön wäre’s.\n",
    "Spanish": "I: ¿Cómo está? ¿Y el niño?\n\nR: Así así, mañana será otro día… ¡qué ilusión! "
    "Él también; los años pasan.\n",
    "Italian": "I: Perché è così?\n\nR: È la città che cambia, più o meno; cioè, l’età. Sì, però va bene.\n",
    "Portuguese": "I: Então, como é?\n\nR: Não sei; à tarde há reuniões, são ótimas lições. Vocês vão, avô?\n",
    "Dutch": "I: Hoe gaat het met de coördinatie?\n\nR: Eén keer – ‘zo’n idee’ – kost het €20. Ruïne.\n",
}
UNICODE = "I: 🙂 “So?”\n\nR: السلام عليكم، نعم. – 👩‍👧 e\u0301 £5\u2028next\x0bline\u0085end\n"


def read(path: Path, content: bytes, **choices: str) -> DocumentDraft:
    path.write_bytes(content)
    (draft,) = plain_text.read(path, ReadingChoices(**choices))  # type: ignore[arg-type]
    return draft


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "LB02.txt"


@pytest.mark.parametrize("language", TEXTS)
@pytest.mark.parametrize(
    ("codec", "name"),
    [
        ("utf-8", "UTF-8"),
        ("utf-8-sig", "UTF-8"),
        ("utf-16", "UTF-16"),
        ("utf-16-le", "UTF-16"),
        ("utf-16-be", "UTF-16"),
        ("utf-32", "UTF-32"),
        ("cp1252", "Windows-1252"),
        ("mac-roman", "MacRoman"),
    ],
)
def test_the_same_text_comes_out_of_every_encoding(path: Path, language: str, codec: str, name: str) -> None:
    text = TEXTS[language]
    draft = read(path, text.encode(codec))
    assert draft.text == text
    assert draft.encoding == name


@pytest.mark.parametrize("codec", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be"])
def test_emoji_arabic_and_odd_line_separators_stay(path: Path, codec: str) -> None:
    draft = read(path, UNICODE.encode(codec))
    assert draft.text == UNICODE
    assert [turn.speaker for turn in draft.turns] == ["I", "R"]


def test_arabic_alone_is_read_from_unmarked_utf16(path: Path) -> None:
    text = "كيف حالك اليوم\nبخير والحمد لله\n"
    for codec in ("utf-16-le", "utf-16-be"):
        assert read(path, text.encode(codec)).text == text


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_line_ends_of_every_system_become_one(path: Path, end: str) -> None:
    draft = read(path, f"I: Why?{end}{end}R: Because.{end}".encode())
    assert draft.text == "I: Why?\n\nR: Because.\n"
    assert [draft.text[turn.start : turn.end] for turn in draft.turns] == ["Why?", "Because."]


def test_mixed_line_ends_become_one(path: Path) -> None:
    assert read(path, b"I: a\r\nR: b\rI: c\nR: d").text == "I: a\nR: b\nI: c\nR: d"


def test_a_guessed_encoding_is_said_and_utf8_is_not(path: Path) -> None:
    assert read(path, "I: Why?\nR: The café.\n".encode()).notes == ()
    (note,) = read(path, "I: Why?\nR: The café.\n".encode("cp1252")).notes
    assert note == "Read as Windows-1252; choose another encoding if letters look wrong"


@pytest.mark.parametrize("name", ["MacRoman", "mac_roman", "Mac Roman", "macroman"])
def test_a_chosen_encoding_beats_the_guess(path: Path, name: str) -> None:
    content = "I: Why?\nR: It’s.\n".encode("cp1252")
    draft = read(path, content, encoding=name)
    assert draft.text == content.decode("mac-roman")
    assert draft.encoding == "MacRoman"
    assert draft.notes == ()


def test_a_chosen_encoding_that_does_not_fit_is_refused_with_the_place(path: Path) -> None:
    with pytest.raises(ImportRefused, match="cannot be read as UTF-8: byte 12 does not fit"):
        read(path, b"I: Why?\nR: a\xe9t\xe9", encoding="UTF-8")


@pytest.mark.parametrize("name", ["nonsense", "hex", "rot13"])
def test_an_unknown_encoding_is_refused(path: Path, name: str) -> None:
    with pytest.raises(ImportRefused, match="is not a text encoding"):
        read(path, b"I: Why?", encoding=name)


def test_a_few_bytes_that_are_not_utf8_are_read_as_windows_and_said(path: Path) -> None:
    good = "R: café, été, naïve, “so”.\n"
    draft = read(path, f"I: Où?\n{good}".encode() + "R: déjà\n".encode("cp1252"))
    assert draft.text == f"I: Où?\n{good}R: déjà\n"
    assert draft.encoding == "UTF-8"
    assert "2 places are not UTF-8" in draft.notes[0]


def test_cyrillic_is_guessed_where_western_encodings_make_no_sense(path: Path) -> None:
    text = "Вопрос: Как вы поживаете сегодня?\nОтвет: Спасибо, хорошо. Мы много работали и очень устали.\n" * 5
    assert read(path, text.encode("cp1251")).text == text


def test_binary_files_are_refused(path: Path) -> None:
    with pytest.raises(ImportRefused, match="byte 3 is a NUL"):
        read(path, b"abc\x00\x01\x02\x00\x00\x07" * 30)
    with pytest.raises(ImportRefused, match="full of control characters"):
        read(path, b"abc\x01\x02\x03\x04" * 30)


def test_single_control_characters_stay(path: Path) -> None:
    text = "I: Why is it that you ask me so?\nR: Because\x0bof\x0c that, and so on and so forth, it is\x07.\n" * 3
    assert read(path, text.encode()).text == text


def test_captions_under_a_text_name_are_read_as_captions(path: Path) -> None:
    draft = read(path, b"WEBVTT\n\n00:00:01.000 --> 00:00:02.000\n<v Anna>Why?</v>\n")
    assert draft.format == "WebVTT"
    assert draft.text == "Why?"


def test_subrip_under_a_text_name_is_read_as_captions(path: Path) -> None:
    draft = read(
        path, b"1\r\n00:00:01,000 --> 00:00:02,000\r\nWhy?\r\n\r\n2\r\n00:00:02,000 --> 00:00:03,000\r\nSo.\r\n"
    )
    assert (draft.format, draft.text) == ("SubRip", "Why? So.")
    assert draft.notes[0] == "Read as captions (SubRip)"


@given(st.text(st.characters(codec="utf-8", exclude_characters="\0")))
def test_utf8_is_always_taken_literally(text: str) -> None:
    content = text.encode()
    if not content.startswith((b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff")):
        assert decode("a.txt", content).text == text


@given(st.binary())
def test_no_bytes_break_the_guess(content: bytes) -> None:
    try:
        decoded = decode("a.txt", content)
    except ImportRefused:
        return
    assert len(decoded.text) <= len(content)
