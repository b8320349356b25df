"""Drafts of documents from running text and from cues."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fop_coder.importers.assembly import Cue, from_cues, from_text
from fop_coder.model.documents import Role
from fop_coder.model.draft import DocumentDraft, ReadingChoices
from fop_coder.model.errors import ImportRefused

CHOICES = ReadingChoices()


def text(content: str, choices: ReadingChoices = CHOICES) -> DocumentDraft:
    return from_text("LB02 interview.txt", "plain text", content, choices)


def cues(*given: Cue, choices: ReadingChoices = CHOICES) -> DocumentDraft:
    return from_cues("LB02.vtt", "WebVTT", given, choices)


def said(draft: DocumentDraft) -> list[tuple[str, str]]:
    return [(turn.speaker, draft.text[turn.start : turn.end]) for turn in draft.turns]


def test_labels_stay_in_the_text_outside_the_turns() -> None:
    draft = text("I:  Why? \r\n\r\nR: Because. \r\n")
    assert draft.text == "I:  Why? \n\nR: Because. \n"
    assert said(draft) == [("I", "Why?"), ("R", "Because.")]
    assert (draft.name, draft.source, draft.format) == ("LB02 interview", "LB02 interview.txt", "plain text")
    assert draft.respondent == "LB02"
    assert draft.notes == ()


def test_kind_occasion_name_encoding_and_notes_are_handed_on() -> None:
    choices = ReadingChoices(kind="vignette", occasion="time two")
    draft = from_text(
        "a.docx", "Word", "I: Why?\nR: So.", choices, encoding="UTF-8", notes=["said before"], name=" My name "
    )
    assert (draft.kind, draft.occasion, draft.name, draft.encoding) == ("vignette", "time two", "My name", "UTF-8")
    assert draft.notes == ("said before",)


def test_a_text_without_labels_is_one_turn_per_paragraph_of_the_respondent() -> None:
    draft = text("A title\n\n  First paragraph. \nSecond one.\n \n\nThird.")
    assert said(draft) == [("", "A title"), ("", "First paragraph."), ("", "Second one."), ("", "Third.")]
    (speaker,) = draft.speakers
    assert (speaker.label, speaker.role, speaker.respondent) == ("", Role.RESPONDENT, "LB02")
    assert draft.notes == ("No speaker labels were found: each paragraph is a turn of one unnamed speaker",)


def test_a_time_alone_is_no_turn_and_goes_to_the_next_paragraph() -> None:
    draft = text("First.\n\n[00:05:00]\n\nSecond.\n\nThird.\n\nFourth, at 10:30.")
    assert [words for _, words in said(draft)] == ["First.", "Second.", "Third.", "Fourth, at 10:30."]
    assert [turn.time for turn in draft.turns] == [None, 300_000, None, None]


def test_lines_broken_by_hand_are_one_paragraph_up_to_an_empty_line() -> None:
    line = "and then we went on with the plan that had been made for us by\n"
    draft = text((line * 7 + "the team.\n\n") * 2)
    assert [words.endswith("the team.") and words.count("\n") == 7 for _, words in said(draft)] == [True, True]


def test_the_unnamed_speaker_can_be_given_a_role() -> None:
    draft = text("First.\n\nSecond.", ReadingChoices(roles={"": Role.OTHER}))
    assert [(speaker.role, speaker.respondent) for speaker in draft.speakers] == [(Role.OTHER, None)]


@pytest.mark.parametrize(("content", "why"), [(" \n\n", "no words"), ("I: W\0hy?", "NUL"), ("…\n", "no words")])
def test_texts_that_are_none_are_refused(content: str, why: str) -> None:
    with pytest.raises(ImportRefused, match=why):
        text(content)


def test_cues_of_one_speaker_are_one_turn() -> None:
    draft = cues(
        Cue("Int", " So, ", 1000, 2000),
        Cue("INT.", "why?", 2000, 2500),
        Cue("Int", "  ", 2500, 2600),
        Cue("P03", "Because.", 3000, 4000),
        Cue("Int", "Ah.", None, None),
    )
    assert draft.text == "So, why?\nBecause.\nAh."
    assert said(draft) == [("Int", "So, why?"), ("P03", "Because."), ("Int", "Ah.")]
    assert [(turn.time, turn.time_end) for turn in draft.turns] == [(1000, 2500), (3000, 4000), (None, None)]
    assert draft.respondent == "P03"


def test_unnamed_cues_end_with_a_sentence_and_enough_words() -> None:
    sentence = "x" * 99 + "."
    draft = cues(
        *(Cue(None, words, n * 1000, n * 1000 + 900) for n, words in enumerate([sentence] * 3 + ["and", "on."]))
    )
    assert [len(words) for _, words in said(draft)] == [201, 108]
    assert {speaker.role for speaker in draft.speakers} == {Role.RESPONDENT}
    assert draft.notes == ("No speakers are named: the turns are one unnamed speaker's",)


def test_unnamed_cues_end_at_a_silence() -> None:
    draft = cues(Cue(None, "one", 0, 1000), Cue(None, "two", 2999, 3000), Cue(None, "three", 5000, 6000))
    assert [words for _, words in said(draft)] == ["one two", "three"]


def test_unnamed_cues_without_full_stops_are_divided_all_the_same() -> None:
    draft = cues(*(Cue(None, "x" * 99) for _ in range(25)))
    assert [len(words) for _, words in said(draft)] == [999, 999, 499]


def test_whole_cues_are_turns_of_their_own() -> None:
    draft = cues(
        Cue("A", "one", whole=True), Cue("A", "two", whole=True), Cue(None, "x", whole=True), Cue(None, "y", whole=True)
    )
    assert [words for _, words in said(draft)] == ["one", "two", "x", "y"]


def test_unnamed_cues_among_named_ones_count_for_nobody_and_that_is_said() -> None:
    draft = cues(Cue("Anna", "Why?"), Cue("P03", "So."), Cue(None, "Hm."))
    assert draft.speakers[-1].role is Role.UNIDENTIFIED
    assert any("1 piece of speech has no speaker named" in note for note in draft.notes)


def test_a_respondent_named_by_the_file_is_kept() -> None:
    draft = from_cues("survey.csv", "CSV", [Cue(None, "Words.")], CHOICES, respondent="ID4", name="survey ID4")
    assert (draft.respondent, draft.speakers[0].respondent, draft.name) == ("ID4", "ID4", "survey ID4")


def test_cues_without_words_are_refused() -> None:
    with pytest.raises(ImportRefused, match="no words"):
        cues(Cue("Anna", " "), Cue("P03", "…"))


PIECES = st.one_of(
    st.sampled_from(
        ["I: ", "R: ", "\nI: ", "\n\nR: ", "\r\n", "\r", "\n", "[00:03] ", "Anna Lee  0:03\n", "P03:", "?", "🙂", "\t"]
    ),
    st.text(max_size=10),
)


@given(st.lists(PIECES, max_size=30).map("".join))
def test_the_text_is_as_given_and_turns_lie_in_it_in_order(content: str) -> None:
    try:
        draft = text(content)
    except ImportRefused:
        assert "\0" in content or not any(c.isalnum() for c in content)
        return
    assert draft.text == content.replace("\r\n", "\n").replace("\r", "\n")
    place = 0
    for turn in draft.turns:
        assert place <= turn.start < turn.end <= len(draft.text)
        assert draft.text[turn.start : turn.end].strip() == draft.text[turn.start : turn.end]
        place = turn.end
    assert draft.turns
    assert sum(speaker.turns for speaker in draft.speakers) == len(draft.turns)


@given(
    st.lists(
        st.builds(Cue, st.one_of(st.none(), st.sampled_from(["", "Anna", "anna", "P03", "?"])), st.text(max_size=12)),
        max_size=12,
    )
)
def test_cues_lose_no_words(given_cues: list[Cue]) -> None:
    try:
        draft = cues(*given_cues)
    except ImportRefused:
        words = "".join(cue.text for cue in given_cues)
        assert "\0" in words or not any(c.isalnum() for c in words)
        return
    expected = [cue.text.replace("\r\n", "\n").replace("\r", "\n").strip() for cue in given_cues]
    assert draft.text.replace(" ", "\n") == "\n".join(words for words in expected if words).replace(" ", "\n")
    assert "\n".join(words for _, words in said(draft)) == draft.text
