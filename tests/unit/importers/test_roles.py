"""Who is taken for interviewer, respondent and interpreter, and which respondents that makes."""

from __future__ import annotations

import pytest

from fop_coder.importers.respondents import clean_stem, known_in_stem
from fop_coder.importers.roles import Guess, guess_speakers
from fop_coder.model.documents import Role
from fop_coder.model.draft import ReadingChoices

LONG = "We planned for weeks and then the visit came, and it went as such visits go, slowly and with tea."
ASKING = ["How was it?", "And then?", "Why?", "What did you do?"]
TELLING = [LONG, LONG, "No. " + LONG, LONG]


def roles(guess: Guess) -> dict[str, str]:
    return {speaker.label: str(speaker.role) for speaker in guess.speakers}


def respondents(guess: Guess) -> dict[str, str | None]:
    return {speaker.label: speaker.respondent for speaker in guess.speakers}


def guess(speeches: dict[str, list[str]], stem: str = "LB02_interview final", **choices: object) -> Guess:
    return guess_speakers(speeches, ReadingChoices(**choices), stem)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("label", "role"),
    [
        ("I", "interviewer"),
        ("Int.", "interviewer"),
        ("INTERVIEWER 2", "interviewer"),
        ("Q", "interviewer"),
        ("Facilitator", "interviewer"),
        ("Anna (Interviewer)", "interviewer"),
        ("Moderatorin", "interviewer"),
        ("Enquêteur", "interviewer"),
        ("Entrevistadora", "interviewer"),
        ("Intervistatore", "interviewer"),
        ("Onderzoeker", "interviewer"),
        ("P12", "respondent"),
        ("Respondent", "respondent"),
        ("Female participant", "respondent"),
        ("Befragte", "respondent"),
        ("Enquêtée", "respondent"),
        ("Interpreter", "interpreter"),
        ("Dolmetscherin", "interpreter"),
        ("Unidentified", "unidentified"),
        ("Unknown speaker", "unidentified"),
        ("?", "unidentified"),
        ("Anna?", "unidentified"),
    ],
)
def test_words_name_roles(label: str, role: str) -> None:
    found = guess({"I": ASKING, label: TELLING, "R": TELLING})
    assert roles(found)[label] == role
    assert f"“{label}”" in next(s.why for s in found.speakers if s.label == label)


@pytest.mark.parametrize(
    ("one", "other"),
    [("I", "R"), ("Q", "A"), ("R", "P"), ("A", "B"), ("Anna Lee", "Ben Moe"), ("Speaker 1", "Speaker 2")],
)
def test_letters_initials_and_names_are_told_by_who_asks(one: str, other: str) -> None:
    assert roles(guess({one: ASKING, other: TELLING})) == {one: "interviewer", other: "respondent"}


def test_the_one_who_asks_need_not_speak_first() -> None:
    found = guess({"Ben Moe": TELLING, "Anna Lee": ASKING})
    assert roles(found) == {"Ben Moe": "respondent", "Anna Lee": "interviewer"}
    assert found.speakers[1].why == "asks most of the questions (4 of 4 turns end in one), in shorter turns"


def test_two_who_ask_are_both_interviewers() -> None:
    speeches = {"Anna": ["Why?", "How so?", "Fine."], "Cy": ["And you?", "When?"], "Ben": TELLING, "Di": TELLING}
    assert roles(guess(speeches)) == {
        "Anna": "interviewer",
        "Cy": "interviewer",
        "Ben": "respondent",
        "Di": "respondent",
    }


def test_the_one_left_beside_identified_respondents_asks_if_only_sometimes() -> None:
    speeches = {"P03": TELLING, "Anna": [*TELLING * 3, "Why?"]}
    assert roles(guess(speeches)) == {"P03": "respondent", "Anna": "interviewer"}


def test_without_clear_evidence_nobody_is_an_interviewer_and_that_is_said() -> None:
    found = guess({"Anna Lee": TELLING, "Ben Moe": TELLING})
    assert set(roles(found).values()) == {"respondent"}
    assert any("Nobody clearly asks the questions" in note for note in found.notes)


def test_the_leader_of_a_round_asks_in_long_turns() -> None:
    leading = [LONG + " What do you think? And you? " + LONG] * 6
    found = guess({"Anna": leading, **{name: [LONG] for name in ("Ben", "Cy", "Di", "Ed", "Fay", "Gus", "Hal", "Ida")}})
    assert roles(found)["Anna"] == "interviewer"
    assert any("9 speakers" in note and "check the roles" in note for note in found.notes)


def test_roles_told_beat_every_guess() -> None:
    found = guess({"I": ASKING, "Ben": TELLING}, roles={"i": Role.RESPONDENT, "BEN": Role.INTERVIEWER})
    assert roles(found) == {"I": "respondent", "Ben": "interviewer"}
    assert found.speakers[0].why == "as you chose"


def test_only_interviewers_are_noted() -> None:
    assert any("no respondent speaks" in note for note in guess({"I": ASKING}).notes)


def test_turns_and_words_are_counted() -> None:
    speaker = guess({"R": ["one two", "three"]}).speakers[0]
    assert (speaker.turns, speaker.words) == (2, 3)


def test_a_known_respondent_in_the_files_name_wins() -> None:
    found = guess({"I": ASKING, "P7": TELLING}, known_respondents=frozenset({"lb02", "LB0", "LB021", "P7x"}))
    assert found.respondent == "lb02"
    assert respondents(found) == {"I": None, "P7": "lb02"}


def test_two_known_respondents_in_the_files_name_are_left_to_the_labels() -> None:
    known = frozenset({"LB02", "LB03"})
    found = guess({"I": ASKING, "LB02": TELLING, "LB03": TELLING}, "LB02 and LB03", known_respondents=known)
    assert respondents(found) == {"I": None, "LB02": "LB02", "LB03": "LB03"}
    assert found.respondent is None


@pytest.mark.parametrize(
    ("label", "respondent"),
    [
        ("P03", "P03"),
        ("id1", "id1"),
        ("LB-02", "LB-02"),
        ("R", "LB02"),
        ("Respondent", "LB02"),
        ("Ben Moe", "LB02"),
        ("R1", "LB02"),
        ("R07", "R07"),
    ],
)
def test_the_respondent_of_one_speaker(label: str, respondent: str) -> None:
    found = guess({"I": ASKING, label: TELLING})
    assert respondents(found)[label] == respondent
    assert found.respondent == respondent


def test_the_speakers_of_a_focus_group_are_respondents_of_their_own() -> None:
    found = guess({"M": ASKING, "P1": TELLING, "Ben Moe": TELLING, "R2": TELLING}, "FG1 transcript")
    assert respondents(found) == {"M": None, "P1": "P1", "Ben Moe": "Ben Moe", "R2": "FG1 R2"}
    assert found.respondent is None


def test_a_joint_interview_can_be_kept_as_one_respondent() -> None:
    found = guess({"M": ASKING, "P1": TELLING, "P2": TELLING}, "FG1 transcript", one_respondent=True)
    assert respondents(found) == {"M": None, "P1": "FG1", "P2": "FG1"}
    assert found.respondent == "FG1"


def test_several_respondents_can_be_asked_for_against_the_files_name() -> None:
    speeches = {"M": ASKING, "P1": TELLING, "P2": TELLING}
    known = frozenset({"FG1"})
    assert respondents(guess(speeches, "FG1", known_respondents=known))["P1"] == "FG1"
    assert respondents(guess(speeches, "FG1", known_respondents=known, several_respondents=True))["P1"] == "P1"


def test_an_interpreter_speaks_for_the_only_respondent() -> None:
    assert respondents(guess({"I": ASKING, "R": TELLING, "Interpreter": TELLING}))["Interpreter"] == "LB02"


def test_an_interpreter_of_several_is_asked_about() -> None:
    found = guess({"I": ASKING, "P1": TELLING, "P2": TELLING, "Interpreter": TELLING})
    assert respondents(found)["Interpreter"] is None
    assert any("Say for whom “Interpreter” interprets" in note for note in found.notes)


def test_a_respondent_named_by_the_file_beats_everything() -> None:
    found = guess_speakers(
        {"P1": TELLING}, ReadingChoices(known_respondents=frozenset({"LB02"})), "LB02", respondent="ID4"
    )
    assert (found.respondent, found.speakers[0].respondent) == ("ID4", "ID4")


@pytest.mark.parametrize(
    ("stem", "label"),
    [
        ("LB02_interview final", "LB02"),
        ("LB-02_Transcript_v2.1", "LB-02"),
        ("2019-03-12 Interview Camden_07 FINAL (1)", "Camden 07"),
        ("Interview with KC03 12.03.2019 draft 3", "KC03"),
        ("KC03 12 March 2019 anonymised", "KC03"),
        ("KC09-interview", "KC09"),
        ("LB02_vignette", "LB02"),
        ("LB02_T2", "LB02"),
        ("20190312_LB02", "LB02"),
        ("Interview 3", "3"),
        ("Interview final", "Interview final"),
        ("transcript", "transcript"),
        ("Anna", "Anna"),
    ],
)
def test_a_files_name_is_cleaned(stem: str, label: str) -> None:
    assert clean_stem(stem) == label


def test_known_labels_are_found_as_whole_words_only() -> None:
    known = {"LB0", "LB02", "02", "interview", "LB 02"}
    assert known_in_stem("lb02_INTERVIEW", known - {"LB 02"}) == ["LB02", "interview"]
    assert known_in_stem("LB_02", {"LB 02", "02"}) == ["LB 02"]
