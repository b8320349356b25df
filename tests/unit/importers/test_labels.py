"""Speaker labels in running text, in all the ways in which transcribers write them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fop_coder.importers.labels import Speech, find_speech
from fop_coder.importers.spelling import distance

DIALOGUE = [("I", "Where were you?"), ("R", "At home."), ("I", "And then?"), ("R", "I slept.")]


def said(text: str, told: frozenset[str] = frozenset()) -> list[tuple[str, str]]:
    speech = find_speech(text, told)
    assert speech is not None
    return [(stretch.label, text[stretch.start : stretch.end]) for stretch in speech.stretches]


def times(text: str) -> list[int | None]:
    speech = find_speech(text)
    assert speech is not None
    return [stretch.time for stretch in speech.stretches]


def speech_of(text: str) -> Speech:
    speech = find_speech(text)
    assert speech is not None
    return speech


@pytest.mark.parametrize(
    "pattern",
    [
        "{0}: {1}\n",
        "{0}: {1}\n\n",
        "{0}:{1}\n",
        "{0}:\t{1}\n",
        "{0} : {1}\n",
        "{0}:\n{1}\n\n",
        "  {0}: {1}\n",
        "**{0}:** {1}\n\n",
        "**{0}**: {1}\n\n",
        "**{0}: {1}**\n\n",
        "__{0}:__ {1}\n\n",
        "### {0}\n\n{1}\n\n",
        "[{0}] {1}\n",
        "{0}\t{1}\n",
        "{0} - {1}\n",
        "{0} – {1}\n",
        "{0}\n{1}\n\n",
        "- {0}: {1}\n",
        "12. {0}: {1}\n",
        "{0}: {1}\x0b",
        "{0}: {1}\u2028",
    ],
)
@pytest.mark.parametrize(
    "names",
    [
        {"I": "I", "R": "R"},
        {"I": "Interviewer", "R": "P03"},
        {"I": "INT", "R": "Respondent"},
        {"I": "Int", "R": "WE05"},
        {"I": "Int 1", "R": "LB-02"},
    ],
)
def test_every_way_of_marking_a_label(pattern: str, names: dict[str, str]) -> None:
    if "\n{1}" in pattern and pattern.startswith("{0}\n") and names["R"] == "LB-02":
        names = {**names, "R": "LB02"}
    text = "".join(pattern.format(names[label], words) for label, words in DIALOGUE)
    assert said(text) == [(names[label], words) for label, words in DIALOGUE]


@pytest.mark.parametrize(
    "pattern",
    [
        "{1}  {0}\n{2}\n\n",
        "{1} ({0})\n{2}\n\n",
        "{1} ({0}):\n{2}\n\n",
        "{0} {1}: {2}\n",
        "[{0}] {1}: {2}\n",
        "[{0}] {1}:\n{2}\n\n",
        "({0}) {1}: {2}\n",
        "{0} - {1}: {2}\n",
        "[{0}] - {1}\n{2}\n\n",
        "{1} ({0}): {2}\n",
        "{1} [{0}]: {2}\n",
        "{1}: [{0}] {2}\n",
        "{1}: ({0}) {2}\n",
        "**{1}:** [{0}] {2}\n\n",
        "{0}\t{1}:\t{2}\n",
        "{0}\t From {1} to Everyone: {2}\n",
        "{0}\n{1}: {2}\n\n",
        "[{0}]\n\n{1}: {2}\n\n",
        "{1}:\n[{0}]\n{2}\n\n",
        "{1}\n{0}\n{2}\n\n",
        "{0}\n{1}\n{2}\n\n",
        "{0} --> {0}\n{1}\n{2}\n",
        "#{0}-0# {1}: {2}\n\n",
        "### {1} ({0})\n\n{2}\n\n",
    ],
)
@pytest.mark.parametrize("names", [{"I": "Anna Lee", "R": "Ben Moe"}, {"I": "Speaker 1", "R": "Speaker 2"}])
def test_times_before_and_after_labels(pattern: str, names: dict[str, str]) -> None:
    stamps = ["00:00:03", "00:00:09", "00:01:00", "01:00:00"]
    text = "".join(
        pattern.format(stamp, names[label], words) for stamp, (label, words) in zip(stamps, DIALOGUE, strict=True)
    )
    assert said(text) == [(names[label], words) for label, words in DIALOGUE]
    assert times(text) == [3000, 9000, 60_000, 3_600_000]


def test_short_times_with_names_as_otter_writes_them() -> None:
    text = "Anna Lee  0:03  \nHow was it?\n\nBen Moe  0:09  \nFine: really.\nYes.\n\nAnna Lee  10:00  \nGood?\n"
    assert said(text) == [("Anna Lee", "How was it?"), ("Ben Moe", "Fine: really.\nYes."), ("Anna Lee", "Good?")]
    assert times(text) == [3000, 9000, 600_000]


def test_times_of_the_day_with_halves() -> None:
    assert times("01:05:10 PM From Anna: Hi.\n01:05:20 PM From Ben: Ho.\n12:00:01 AM From Anna: Late.\n") == [
        47_110_000,
        47_120_000,
        1000,
    ]


def test_times_at_the_end_of_turns_are_their_ends() -> None:
    text = "I: Wie war das? #00:00:12-3#\n\nB: Gut. #00:00:15-1#\n\nI: Und? #00:00:18-0#\n\nB: Ja. #00:00:20#\n"
    assert said(text) == [("I", "Wie war das?"), ("B", "Gut."), ("I", "Und?"), ("B", "Ja.")]
    assert [stretch.time_end for stretch in speech_of(text).stretches] == [12_300, 15_100, 18_000, 20_000]


def test_lines_with_times_but_no_labels_are_turns_of_nobody_named() -> None:
    text = "00:00:00 Hello and welcome.\n\n00:00:08 Let me introduce\n\nher.\n\n00:00:41 Yes\n"
    assert said(text) == [("", "Hello and welcome."), ("", "Let me introduce\n\nher."), ("", "Yes")]
    assert times(text) == [0, 8000, 41_000]


@pytest.mark.parametrize(
    "text",
    [
        "There were three things: tea, talk and time.\n\nAnd a fourth.\n",
        "Note: she laughed.\n\nThat was all.\n",
        "Note: she laughed.\n\nNote: she cried.\n\nExample: none.\n\nExample: two.\n",
        "See http://example.org/a and\nhttps://example.org\n",
        "10:30 was when we left.\n\nThen it was late.\n",
        "I - I don't know what to say.\nHe - he went away.\nI - I was sad.\nHe - he too.\n",
        "Step 1: rise.\n\nStep 2: fall.\n\nDay 1: rest.\n\nDay 1: again.\n\nDay2: a.\n\nDay2: b.\n",
        "She said: go away.\n\nAnd I said: no.\n\nShe said: please.\n\nOnce more.\n\nTwice more.\n",
        "A. First there was a list.\nB. Then it went on, and nobody spoke.\n",
    ],
)
def test_sentences_with_colons_are_no_labels(text: str) -> None:
    assert find_speech(text) is None


def test_colons_inside_speech_stay_speech() -> None:
    text = (
        "I: What do you do?\n\nR: I do planning every day.\n\nPlanning: that is what I do.\n\nI: And at 10:30?\n\n"
        "R: More planning.\n\nPlanning: always.\n\nThere were three things: tea, talk, time.\n\nNote: I laughed.\n"
    )
    assert [label for label, _ in said(text)] == ["I", "R", "I", "R"]
    assert said(text)[3][1].endswith("Note: I laughed.")


def test_a_word_with_a_colon_once_in_an_interview_is_speech() -> None:
    text = "".join(f"I: Why {n}?\nR: So {n}.\n" for n in range(20)) + "Housing: that was it.\nI: Ah?\n"
    assert {label for label, _ in said(text)} == {"I", "R"}


def test_invisible_characters_are_no_part_of_a_label() -> None:
    assert [label for label, _ in said("\ufeffI: Why?\n\u200fR: So.\nI: Ah?\nR: Yes.\n")] == ["I", "R", "I", "R"]


def test_one_turn_over_several_paragraphs_with_stage_directions() -> None:
    text = "I: Why?\n\nR: Because.\n\n[laughs] Well.\n\n(pause)\n\nSo.\n\nI: Yes?\n"
    assert said(text)[1] == ("R", "Because.\n\n[laughs] Well.\n\n(pause)\n\nSo.")


def test_stage_directions_are_no_speakers_however_often_they_occur() -> None:
    text = "I: Why?\n[laughs] a\nR: Because.\n[laughs] b\n[inaudible] c\nI: Yes?\n[Pause] d\n[Pause] e\nR: No.\n"
    assert {label for label, _ in said(text)} == {"I", "R"}


def test_the_head_of_a_transcript_belongs_to_nobody() -> None:
    text = (
        "Interview P03\nDate: 12 March 2019\nInterviewer: A. B.\nRespondent: P03\nDuration: 45:12\n\n"
        "I: How did it begin?\n\nR: Slowly.\n\nI: And?\n"
    )
    assert [label for label, _ in said(text)] == ["I", "R", "I"]
    assert speech_of(text).notes == ("13 words before the first label belong to nobody's turn",)


def test_a_head_with_the_labels_of_the_body_is_told_apart_by_its_dates() -> None:
    text = (
        "Interviewer: Anna Lee\nRespondent: P03\nDate: 3 May\n\nInterviewer: How?\nRespondent: So.\nInterviewer: Ah?\n"
    )
    assert said(text)[0] == ("Interviewer", "How?")


def test_names_of_a_head_that_never_speak_are_no_speakers() -> None:
    text = "Interviewer: Anna Lee\nRespondent: P03\n\nI: How?\nR: So.\nI: Ah?\nR: Yes.\n"
    assert [label for label, _ in said(text)] == ["I", "R", "I", "R"]


def test_a_first_question_is_not_taken_for_the_head() -> None:
    text = "Moderator: Ready\nI: How?\nR: So.\nModerator: Stop there.\nI: Ah?\nR: Yes.\n"
    assert [label for label, _ in said(text)] == ["Moderator", "I", "R", "Moderator", "I", "R"]


def test_labels_differing_in_case_spaces_and_stops_are_one_speaker() -> None:
    text = "Int.: a?\nP 03: b\nINT: c?\nP03: d\nInt.: e?\nP03: f\n"
    assert [label for label, _ in said(text)] == ["Int.", "P03", "Int.", "P03", "Int.", "P03"]
    assert speech_of(text).notes == ()


def test_misspelt_labels_are_merged_and_said() -> None:
    text = (
        "Interviewer: a?\nRespondent: b\nIntervewer: c?\nRespondent: d\nINTERVIEWER : e?\nRespondant: f\n"
        "Interviewer; g?\nRespondent: h\nInterviewer: i?\n"
    )
    assert [label for label, _ in said(text)] == ["Interviewer", "Respondent"] * 4 + ["Interviewer"]
    assert speech_of(text).notes == (
        "The label “Intervewer” (1 turn) was read as “Interviewer”",
        "The label “Respondant” (1 turn) was read as “Respondent”",
        "The label “Interviewer;” (1 turn) was read as “Interviewer”",
    )


def test_misspelt_names_are_merged() -> None:
    text = "Margaret: a?\nThomas: b\nMargaret: c?\nThomas: d\nMagraret: e?\nThoams: f\nMargaret: g?\nThomas: h\n"
    assert [label for label, _ in said(text)] == ["Margaret", "Thomas"] * 4


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("P03", "P04"),
        ("R1", "R2"),
        ("I", "R"),
        ("Interviewer", "Interviewee"),
        ("Speaker 1", "Speaker 2"),
        ("Ann", "Jan"),
    ],
)
def test_labels_that_may_be_different_people_are_never_merged(one: str, other: str) -> None:
    text = f"{one}: a\n" * 9 + f"{other}: b\n" + f"{one}: c\n" * 3 + f"{other}: d\n"
    assert {label for label, _ in said(text)} == {one, other}
    assert speech_of(text).notes == ()


def test_somebody_who_speaks_once_in_a_meeting_is_told_apart() -> None:
    text = "Anna Lee: So?\nBen Moe: Yes.\nAnna Lee: Who else?\nCy Poe: Me, once.\nBen Moe: Fine.\nAnna Lee: Bye.\n"
    assert ("Cy Poe", "Me, once.") in said(text)


def test_a_saved_chat_keeps_its_handles_and_pasted_colons() -> None:
    text = (
        "00:03:54\tread.notes bot:\tJoined the meeting.\n\nTitle: a page\n00:04:00\tben | moe:\tStarting 🙂\n"
        "00:05:00\tAnna:\tTitle: mine\n00:06:00\tben | moe:\thttps://example.org/a:b\n"
    )
    assert said(text) == [
        ("read.notes bot", "Joined the meeting.\n\nTitle: a page"),
        ("ben | moe", "Starting 🙂"),
        ("Anna", "Title: mine"),
        ("ben | moe", "https://example.org/a:b"),
    ]


def test_times_inside_a_turn_stay_in_it_and_times_before_a_label_do_not() -> None:
    text = "I: Why?\n\nR: So.\n[00:01:00]\nStill me.\n\n[00:02:00]\nI: Ah?\n"
    assert said(text) == [("I", "Why?"), ("R", "So.\n[00:01:00]\nStill me."), ("I", "Ah?")]
    assert times(text) == [None, None, 120_000]


def test_a_time_of_day_at_the_beginning_of_speech_is_speech() -> None:
    assert said("I: When?\nR: 10:30 we left.\nI: Ah?\n")[1] == ("R", "10:30 we left.")


def test_a_question_mark_in_a_label_is_doubt_not_spelling() -> None:
    text = "I: Why?\nR: So.\nR?: Maybe.\n?: Who.\nI: Ah?\nR: Yes.\n"
    assert [label for label, _ in said(text)] == ["I", "R", "R?", "?", "I", "R"]


def test_labels_told_beforehand_are_believed_at_once() -> None:
    text = "kestrel: so it was.\nheron: no.\n"
    assert find_speech(text) is None
    assert said(text, frozenset({"kestrel", "heron"})) == [("kestrel", "so it was."), ("heron", "no.")]


def test_initials_that_are_words_elsewhere_are_labels_if_they_recur() -> None:
    assert find_speech("A long tale.\n\nPS: one more.\n\nPS: and another.\n\nThe end.\n") is None
    assert [label for label, _ in said("RE: a?\nPS: b.\n" * 4)] == ["RE", "PS"] * 4


def test_names_with_an_aside_or_that_are_words_too() -> None:
    text = (
        "Grace (she/her): I will say grace.\nMark: I mark time, as I will.\n" * 6 + "Will: so.\nWill: yes.\nWill: no.\n"
    )
    assert {label for label, _ in said(text)} == {"Grace (she/her)", "Mark", "Will"}


def test_labels_of_other_scripts() -> None:
    text = "المحاور: كيف حالك؟\nالمشارك: بخير.\nالمحاور: ولماذا؟\nالمشارك: لأن.\n"
    assert [label for label, _ in said(text)] == ["المحاور", "المشارك"] * 2


def test_a_label_far_down_a_text_does_not_make_a_transcript_of_it() -> None:
    assert find_speech("A long report goes on about many things. " * 20 + "\n\nR: Yes.\nR: No.\n") is None


def test_labels_without_speech_are_no_turns() -> None:
    assert said("I: Why?\nR:\nI: Hello?\nR: Yes.\n") == [("I", "Why?"), ("I", "Hello?"), ("R", "Yes.")]


@pytest.mark.parametrize(
    ("one", "other", "steps"),
    [("abcd", "abcd", 0), ("abcd", "abdc", 1), ("abcd", "abd", 1), ("abcd", "xbcdy", 2), ("abcd", "wxyz", 3)],
)
def test_distance_counts_slips(one: str, other: str, steps: int) -> None:
    assert distance(one, other, 2) == steps == distance(other, one, 2)


@given(
    st.lists(
        st.one_of(
            st.sampled_from(
                ["I: ", "R:", "[00:03] ", "00:00:09", "#", "**", "\n", "\n\n", "\x0b", "Anna Lee: ", "\t", " - "]
            ),
            st.text(max_size=12),
        ),
        max_size=40,
    ).map("".join)
)
def test_stretches_lie_in_the_text_in_order_without_space_at_their_ends(text: str) -> None:
    speech = find_speech(text)
    place = 0
    for stretch in speech.stretches if speech else ():
        words = text[stretch.start : stretch.end]
        assert place <= stretch.start < stretch.end <= len(text)
        assert words == words.strip() != ""
        place = stretch.end
