"""Captions as Teams, Zoom, Otter and video sites write them, and as they come damaged."""

from __future__ import annotations

from pathlib import Path

import pytest

from fop_coder.importers import cues
from fop_coder.model.documents import Role
from fop_coder.model.draft import DocumentDraft, ReadingChoices
from fop_coder.model.errors import ImportRefused

ZOOM = """WEBVTT

1
00:00:01.000 --> 00:00:03.500
Anna Lee: So, how did it begin?

2
00:00:04.000 --> 00:00:06.000
Ben Moe: It began with a visit.

3
00:00:06.500 --> 00:00:09.000
And then there was: another one.

4
00:00:09.500 --> 00:00:11.000
Anna Lee: And then?

5
00:00:11.500 --> 00:00:12.000
Ben Moe: Then it ended.
"""


def read(tmp_path: Path, content: str, name: str = "LB02.vtt", choices: ReadingChoices | None = None) -> DocumentDraft:
    path = tmp_path / name
    path.write_bytes(content.encode())
    (draft,) = cues.read(path, choices or ReadingChoices())
    return draft


def said(draft: DocumentDraft) -> list[tuple[str, str]]:
    return [(turn.speaker, draft.text[turn.start : turn.end]) for turn in draft.turns]


def roles(draft: DocumentDraft) -> dict[str, Role]:
    return {speaker.label: speaker.role for speaker in draft.speakers}


def test_zooms_names_become_speakers_and_a_cue_without_one_goes_on(tmp_path: Path) -> None:
    draft = read(tmp_path, ZOOM)
    assert said(draft) == [
        ("Anna Lee", "So, how did it begin?"),
        ("Ben Moe", "It began with a visit. And then there was: another one."),
        ("Anna Lee", "And then?"),
        ("Ben Moe", "Then it ended."),
    ]
    assert draft.text == "\n".join(words for _, words in said(draft))
    assert [(t.time, t.time_end) for t in draft.turns][:2] == [(1000, 3500), (4000, 9000)]
    assert roles(draft) == {"Anna Lee": Role.INTERVIEWER, "Ben Moe": Role.RESPONDENT}
    assert draft.respondent == "LB02"


def test_line_ends_a_byte_order_mark_and_a_missing_header_do_no_harm(tmp_path: Path) -> None:
    whole = read(tmp_path, ZOOM)
    assert read(tmp_path, "\ufeff" + ZOOM.replace("\n", "\r\n")) == whole
    headless = read(tmp_path, ZOOM.removeprefix("WEBVTT\n\n"))
    assert said(headless) == said(whole)
    assert any("first line of WebVTT is missing" in note for note in headless.notes)


def test_teams_voice_tags_over_several_lines(tmp_path: Path) -> None:
    draft = read(
        tmp_path,
        "WEBVTT\n\n"
        "0b1c-44/12-0\n00:00:01.000 --> 00:00:03.000\n<v Lee, Anna>How was it\nfor you?</v>\n\n"
        "0b1c-44/13-0\n00:00:03.000 --> 00:00:05.000\n<v.loud Ben Moe>Tea &amp; talk &lt;3, <i>really</i>.</v>\n\n"
        "0b1c-44/13-1\n00:00:05.000 --> 00:00:06.000\n<v Ben Moe>Yes.</v>\n",
    )
    assert said(draft) == [("Lee, Anna", "How was it for you?"), ("Ben Moe", "Tea & talk <3, really. Yes.")]
    assert draft.turns[1].time_end == 6000


def test_subrip_with_commas_and_otters_names(tmp_path: Path) -> None:
    draft = read(
        tmp_path,
        "1\n00:00:01,000 --> 00:00:02,250\nSpeaker 1: What is it?\n\n"
        "2\n00:00:02,500 --> 00:00:04,000\nSpeaker 2: {\\an8}<b>Nothing</b> much.\n\n"
        "3\n00:00:04,500 --> 00:00:05,000\nSpeaker 1: Really?\n",
        "LB02.srt",
    )
    assert draft.format == "SubRip"
    assert draft.notes == ()
    assert said(draft) == [("Speaker 1", "What is it?"), ("Speaker 2", "Nothing much."), ("Speaker 1", "Really?")]
    assert draft.turns[0].time_end == 2250


def test_comments_and_styles_are_not_speech(tmp_path: Path) -> None:
    draft = read(
        tmp_path,
        "WEBVTT - interview\nKind: captions\n\nSTYLE\n::cue { color: red }\n\nNOTE made by hand\nover two lines\n\n"
        "intro\n00:01.000 --> 00:02.000 align:start position:10%\nHello there.\n\nNOTE\nanother remark\n\n"
        "00:02.000 --> 00:03.000\nGoodbye.\n",
    )
    assert draft.text == "Hello there. Goodbye."


def test_words_after_an_empty_line_inside_a_cue_are_kept(tmp_path: Path) -> None:
    draft = read(
        tmp_path,
        "WEBVTT\n\n1\n00:00:01.000 --> 00:00:02.000\nHello\n\nthere after the gap\n\n"
        "2\n00:00:02.000 --> 00:00:03.000\n42\n\n3\n00:00:03,000 --> 00:00:04,000\nthe end\n"
        "4\n0:0:5.0 --> 0:0:6.0\nafter all\n",
    )
    assert draft.text == "Hello there after the gap 42 the end after all"


def test_a_damaged_timing_is_refused_with_its_line(tmp_path: Path) -> None:
    with pytest.raises(ImportRefused, match=r"LB02\.vtt, row 6: has a damaged timing") as refused:
        read(tmp_path, "WEBVTT\n\n00:00:01.000 --> 00:00:02.000\nHello.\n\n00:00:02.000 --> end\nBye.\n")
    assert refused.value.line == 6


def test_a_file_without_cues_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ImportRefused, match="has no captions"):
        read(tmp_path, "WEBVTT\n\nHello there.\n")


def test_dashes_mark_turns_of_nobody_in_particular(tmp_path: Path) -> None:
    content = (
        "WEBVTT\n\n00:00.000 --> 00:01.000\n- Hello, everyone.\n\n00:01.000 --> 00:02.000\nWelcome back.\n\n"
        "00:02.000 --> 00:03.000\n- Thanks.\n- Sure – of course.\n"
    )
    draft = read(tmp_path, content)
    assert said(draft) == [("", "Hello, everyone. Welcome back."), ("", "Thanks."), ("", "Sure – of course.")]
    assert [(turn.time, turn.time_end) for turn in draft.turns] == [(0, 2000), (2000, 3000), (2000, 3000)]
    assert roles(draft) == {"": Role.UNIDENTIFIED}
    assert any("Changes of speaker are marked, but not who speaks" in note for note in draft.notes)

    told = read(tmp_path, content, choices=ReadingChoices(roles={"": Role.RESPONDENT}))
    assert roles(told) == {"": Role.RESPONDENT}
    assert told.speakers[0].respondent == "LB02"


def test_arrows_mark_turns_too_and_may_name_the_speaker(tmp_path: Path) -> None:
    draft = read(
        tmp_path,
        "WEBVTT\n\n00:00.000 --> 00:01.000\n&gt;&gt; Hello?\n\n00:01.000 --> 00:02.000\n>> Hi.\n",
    )
    assert said(draft) == [("", "Hello?"), ("", "Hi.")]
    named = read(
        tmp_path,
        "WEBVTT\n\n00:00.000 --> 00:01.000\n>> ANNA: Hello?\n\n00:01.000 --> 00:02.000\n>> BEN: Hi.\n\n"
        "00:02.000 --> 00:03.000\n>> ANNA: So?\n\n00:03.000 --> 00:04.000\n>> BEN: So.\n",
    )
    assert said(named) == [("ANNA", "Hello?"), ("BEN", "Hi."), ("ANNA", "So?"), ("BEN", "So.")]


def test_one_dash_is_punctuation(tmp_path: Path) -> None:
    draft = read(tmp_path, "WEBVTT\n\n00:00.000 --> 00:01.000\nWe went home\n\n00:01.000 --> 00:02.000\n- and slept.\n")
    assert draft.text == "We went home - and slept."


def test_a_colon_in_a_sentence_names_nobody(tmp_path: Path) -> None:
    draft = read(
        tmp_path,
        "WEBVTT\n\n00:00.000 --> 00:01.000\nThere were three things: tea, talk and time.\n\n"
        "00:01.000 --> 00:02.000\nNote: this is http://example.org at 10:30.\n",
    )
    assert {speaker for speaker, _ in said(draft)} == {""}
    assert draft.text.startswith("There were three things: tea, talk and time. Note: this")


def test_rolling_captions_are_not_repeated(tmp_path: Path) -> None:
    draft = read(
        tmp_path,
        "WEBVTT\nKind: captions\n\n"
        "00:00.000 --> 00:02.000\n \nwe<00:00:00.500><c> went</c><00:00:01.000><c> home</c>\n\n"
        "00:02.000 --> 00:02.010\nwe went home\n \n\n"
        "00:02.010 --> 00:04.000\nwe went home\nand<00:00:03.000><c> slept</c>\n\n"
        "00:04.000 --> 00:04.010\nand slept\n \n",
    )
    assert draft.text == "we went home and slept"
    assert "Lines that rolling captions repeat were left out" in draft.notes


def test_words_said_twice_in_ordinary_captions_stay(tmp_path: Path) -> None:
    draft = read(tmp_path, "WEBVTT\n\n00:00.000 --> 00:01.000\nYes.\n\n00:01.000 --> 00:02.000\nYes.\n")
    assert draft.text == "Yes. Yes."
