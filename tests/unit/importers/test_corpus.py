"""Real files, where they are at hand: captions and chats of public meetings and podcasts."""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path

import pytest

from fop_coder.importers.registry import read_documents
from fop_coder.model.documents import Role
from fop_coder.model.draft import DocumentDraft, ReadingChoices

CORPUS = Path(__file__).resolve().parents[4] / "shared" / "corpus"

pytestmark = pytest.mark.skipif(not CORPUS.is_dir(), reason="the corpus is not at hand")


def read(name: str) -> DocumentDraft:
    (draft,) = read_documents(CORPUS / name, ReadingChoices())
    return draft


def content(name: str) -> str:
    return (CORPUS / name).read_text(encoding="utf-8-sig").replace("\r\n", "\n")


def spoken_lines(name: str) -> list[str]:
    """Return the lines of captions that are speech, read as plainly as can be."""
    lines = content(name).split("\n")[1:]
    return [line for line in lines if line.strip() and "-->" not in line and not line.strip().isdecimal()]


def words(text: str) -> list[str]:
    return text.split()


@pytest.mark.parametrize("name", ["podcast_vtt/000.vtt", "podcast_vtt/001.vtt"])
def test_captions_without_speakers_are_turns_of_one_unnamed_respondent(name: str) -> None:
    draft = read(name)
    assert words(draft.text) == words(" ".join(spoken_lines(name)))
    assert [(speaker.label, speaker.role) for speaker in draft.speakers] == [("", Role.RESPONDENT)]
    assert all(turn.time is not None and turn.time_end is not None for turn in draft.turns)
    assert max(turn.end - turn.start for turn in draft.turns) < 1000


def test_dashes_of_a_video_site_divide_the_speech_but_name_nobody() -> None:
    name = "podcast_vtt/youtube_395.vtt"
    draft = read(name)
    lines = spoken_lines(name)
    text = "\n".join(lines)
    assert words(draft.text) == words(re.sub(r"^- |>>", "", text, flags=re.MULTILINE))
    assert len(draft.turns) == len(re.findall(r"^- |>>", text, re.MULTILINE))
    assert [(speaker.label, speaker.role) for speaker in draft.speakers] == [("", Role.UNIDENTIFIED)]


@pytest.mark.parametrize("name", ["zoom_vtt/zoom_acdc_154.vtt", "zoom_vtt/zoom_focil_022.vtt"])
def test_every_speaker_of_a_zoom_meeting_is_told_apart(name: str) -> None:
    draft = read(name)
    named = Counter(line.split(": ")[0] for line in spoken_lines(name))
    assert {speaker.label for speaker in draft.speakers} == set(named)
    assert words(draft.text) == words(" ".join(line.split(": ", 1)[1] for line in spoken_lines(name)))
    assert [speaker.label for speaker in draft.speakers if speaker.role is Role.INTERVIEWER] == [
        named.most_common(1)[0][0]
    ]


def test_every_writer_of_a_zoom_chat_is_told_apart() -> None:
    name = "zoom_vtt/zoom_chat_aa_001.txt"
    draft = read(name)
    entries = re.findall(r"^\d\d:\d\d:\d\d\t(.+?):\t", content(name), re.MULTILINE)
    assert [turn.speaker for turn in draft.turns] == entries
    assert draft.text == content(name)
    rest = re.sub(r"^\d\d:\d\d:\d\d\t.+?:\t", "", content(name), flags=re.MULTILINE)
    assert words(" ".join(draft.text[turn.start : turn.end] for turn in draft.turns)) == words(rest)


def test_a_focus_group_with_bracketed_labels() -> None:
    draft = read("qualcoder_examples/transcript.txt")
    assert [turn.speaker for turn in draft.turns] == ["id1", "id2", "id3", "id1", "id3", "id1", "id2"]
    assert {speaker.label: speaker.respondent for speaker in draft.speakers} == {
        "id1": "id1",
        "id2": "id2",
        "id3": "id3",
    }
    assert all(not draft.text[turn.start : turn.end].startswith("[") for turn in draft.turns)


def test_lines_with_times_and_no_labels_are_turns_with_their_times() -> None:
    name = "podcast_vtt/001.txt"
    draft = read(name)
    lines = [line for line in content(name).split("\n") if line.strip()]
    assert [draft.text[turn.start : turn.end] for turn in draft.turns] == [line[9:].strip() for line in lines]
    assert [turn.time for turn in draft.turns][:3] == [0, 8000, 41_000]
    assert [speaker.label for speaker in draft.speakers] == [""]
