"""RTF transcripts: code pages, Unicode with emoji, tables, and what a page does not show."""

from __future__ import annotations

import tracemalloc
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fop_coder.importers import rich_text
from fop_coder.model.draft import DocumentDraft, ReadingChoices
from fop_coder.model.errors import ImportRefused

HEAD = (
    r"{\rtf1\ansi\ansicpg1252\deff0\uc1{\fonttbl{\f0\froman\fcharset0 Times{\*\falt Serif};}"
    r"{\f1\fnil\fcharset238 Arial CE;}"
    r"{\f2\fnil\fcharset204{\*\panose 0202}Arial Cyr;}{\f3\fnil\fcharset128 MS Mincho;}{\f4\fnil\fcharset2 Wingdings;}"
    r"{\f5\fnil\fcharset161 Arial Greek;}}{\colortbl;\red255\green0\blue0;}{\stylesheet{\s0 Normal;}}"
    r"{\info{\title Not the text}{\author Nobody}}"
)


def read(folder: Path, body: str | bytes, *, head: str = HEAD) -> DocumentDraft:
    path = folder / "KC01.rtf"
    path.write_bytes(head.encode() + (body if isinstance(body, bytes) else body.encode("latin-1")) + b"}")
    (draft,) = rich_text.read(path, ReadingChoices())
    return draft


def text(folder: Path, body: str | bytes, *, head: str = HEAD) -> str:
    return read(folder, body, head=head).text


def test_a_transcript_becomes_turns(tmp_path):
    body = (
        r"\pard\b Interviewer:\b0  How do you plan?\par KC01: I draw a map\emdash\~\lquote well\rquote ,"
        r"\tab it depends.\line Always.\par Interviewer: Why\'3f\par KC01: It helps.\par"
    )
    draft = read(tmp_path, body)
    assert [(t.speaker, draft.text[t.start : t.end]) for t in draft.turns] == [
        ("Interviewer", "How do you plan?"),
        ("KC01", "I draw a map—\u00a0‘well’,\tit depends.\nAlways."),
        ("Interviewer", "Why?"),
        ("KC01", "It helps."),
    ]
    assert draft.format == "RTF"
    assert "Not the text" not in draft.text


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        (r"caf\'e9 \'80", "café €"),
        (r"{\f1 \'b3\'f3d\'9f}", "łódź"),
        (r"{\f2 \'ef\'f0\'e8}", "при"),
        (r"{\f5 \'e1\'e2}", "αβ"),
        (r"{\f3 \'93\'fa\'96\'7b}", "日本"),
        (r"{\f3 \'83e\'83X\'83g}", "テスト"),
        (r"{\f4 \'e0\'fc}", "→✓"),
        (r"{\f4 \u-3913 ?}", "•"),
    ],
)
def test_bytes_are_read_in_the_code_page_of_their_font(tmp_path, body, expected):
    assert text(tmp_path, f"x{body}\\par") == f"x{expected}"


@pytest.mark.parametrize(
    ("declared", "expected"),
    [(r"\ansi\ansicpg1250", "ł"), (r"\ansi\ansicpg1251", "і"), (r"\mac", "≥"), (r"\pca", "│"), (r"\ansi", "³")],
)
def test_without_a_font_table_the_code_page_of_the_file_holds(tmp_path, declared, expected):
    assert text(tmp_path, r"x\'b3\par", head=rf"{{\rtf1{declared} ") == f"x{expected}"


def test_unicode_escapes_skip_their_stand_ins(tmp_path):
    assert text(tmp_path, r"na\u239 ive {\uc2 \u12354\'82\'a0!}{\uc0\u8217 s} \u8364\'80.") == "naïve あ!’s €."


def test_an_emoji_of_two_escapes_is_one_character(tmp_path):
    draft = read(tmp_path, r"good \u-10179?\u-8704? day\par")
    assert draft.text == "good \U0001f600 day"
    assert len(draft.text) == 10


def test_half_an_emoji_does_no_harm(tmp_path):
    assert text(tmp_path, r"a\u-10179?b\par") == "a\ufffdb"


def test_numbers_headers_notes_comments_fields_and_pictures_are_left_out(tmp_path):
    body = (
        r"{\header\pard\intbl CONFIDENTIAL\par}{\footerr Page 3\par}"
        r"{\listtext\pard\plain 1.\tab}We plan{\super\chftn}{\footnote\pard A note.} ahead"
        r"{\*\atnid AB}{\*\atnauthor Nobody}\chatn{\*\annotation Really?}"
        r' with {\field{\*\fldinst{HYPERLINK "http://example.org"}}{\fldrslt the guide}}'
        r"{\*\unknown secret}{\pict\wmetafile8 0102030405}{\xe index}{\*\bkmkstart here}.\par"
    )
    draft = read(tmp_path, body)
    assert draft.text == "We plan ahead with the guide."
    assert "Left out: 1 footnote, 1 comment" in draft.notes


def test_deleted_and_hidden_text_is_not_shown_and_a_deleted_mark_joins(tmp_path):
    body = r"We {\deleted never }{\revised always} plan{\v secretly}{\deleted\par} ahead.\par Then {\v hid\v0 go}.\par"
    draft = read(tmp_path, body)
    assert draft.text == "We always plan ahead.\nThen go."
    assert "Tracked changes are taken as accepted" in draft.notes
    assert "Hidden text is left out" in draft.notes


def test_a_link_keeps_its_words_and_an_alternative_is_read_once(tmp_path):
    assert text(tmp_path, r"{\upr{Ko\u322?dz}{\*\ud{\u321?\'f3d\u378?}}} box {\shp{\*\shpinst{\sp{\sn x}{\sv 1}}"
                r"{\shptxt\pard In a box.\par}}{\shprslt{\*\do old}}}\par") == "Łódź box In a box.\n"  # fmt: skip


def test_binary_pictures_may_hold_braces(tmp_path):
    assert text(tmp_path, b"one {\\pict\\bin6 }}{{\\x} two\\par") == "one  two"


def test_a_table_of_speakers_gives_turns(tmp_path):
    rows = (
        ("00:03", "I", "What helped?"),
        ("00:07", "R", r"The group.\par And supervision."),
        ("01:10", "I", "Anything else?"),
        ("01:12", "R", "No."),
    )
    body = "".join(
        r"\trowd\cellx1000\cellx2000\cellx9000\pard\intbl " + "".join(f"{cell}\\cell " for cell in row) + r"\row "
        for row in rows
    )
    draft = read(tmp_path, r"\pard Interview R01\par " + body + r"\pard End\par")
    assert [(t.speaker, t.time, draft.text[t.start : t.end]) for t in draft.turns] == [
        ("I", 3000, "What helped?"),
        ("R", 7000, "The group.\nAnd supervision."),
        ("I", 70000, "Anything else?"),
        ("R", 72000, "No."),
    ]
    assert draft.text.startswith("Interview R01\n")


def test_raw_line_ends_mean_nothing_and_escaped_ones_end_a_paragraph(tmp_path):
    assert text(tmp_path, b"one\r\n two\\\nthree\\\r\nfour\\par") == "one two\nthree\nfour"


def test_a_file_cut_off_is_read_with_a_warning(tmp_path):
    path = tmp_path / "cut.rtf"
    path.write_bytes(HEAD.encode() + rb"All that has {\b arrived")
    (draft,) = rich_text.read(path, ReadingChoices())
    assert draft.text == "All that has arrived"
    assert any("ends in the middle" in note for note in draft.notes)


def test_what_follows_the_last_brace_is_not_read(tmp_path):
    path = tmp_path / "tail.rtf"
    path.write_bytes(HEAD.encode() + b"The text.}\0\0junk}")
    (draft,) = rich_text.read(path, ReadingChoices())
    assert draft.text == "The text."


def test_pictures_take_no_memory(tmp_path):
    path = tmp_path / "pictures.rtf"
    path.write_bytes(HEAD.encode() + b"one {\\pict\\pngblip\n" + b"0123456789abcdef" * 2_000_000 + b"}two}")
    tracemalloc.start()
    try:
        (draft,) = rich_text.read(path, ReadingChoices())
        assert tracemalloc.get_traced_memory()[1] < 5_000_000
    finally:
        tracemalloc.stop()
    assert draft.text == "one two"


def test_what_is_not_rtf_is_refused(tmp_path):
    path = tmp_path / "plain.rtf"
    path.write_text("Interviewer: just text", encoding="utf-8")
    with pytest.raises(ImportRefused, match="is not RTF"):
        rich_text.read(path, ReadingChoices())


def test_endless_groups_are_refused(tmp_path):
    with pytest.raises(ImportRefused, match="without end"):
        read(tmp_path, "{" * 100_000)


def escaped(words: str) -> str:
    units = words.encode("utf-16-le")
    numbers = [int.from_bytes(units[place : place + 2], "little", signed=True) for place in range(0, len(units), 2)]
    return "".join(rf"\u{number}?" for number in numbers)


@given(st.text(st.characters(exclude_categories=["Cs", "Cc", "Co"]), min_size=1, max_size=40))
def test_whatever_is_escaped_comes_back_code_point_by_code_point(tmp_path_factory, words):
    draft = read(tmp_path_factory.mktemp("rtf"), rf"A{escaped(words)}Z\par")
    assert draft.text == f"A{words}Z"
