"""The sample project's material: what its README promises holds for the files as the importers read them.

The counting here is plain loops on purpose: the figures must not rest on the code that they are used to check.
"""

from __future__ import annotations

import csv
import itertools
import re
from collections import Counter
from functools import cache
from pathlib import Path

import pytest

from fop_coder.importers.registry import read_documents
from fop_coder.model.draft import DocumentDraft, ReadingChoices
from fop_coder.model.errors import ImportRefused

pytestmark = pytest.mark.untraced

SAMPLE = Path(__file__).resolve().parents[2] / "fixtures" / "sample"
FILES = sorted((SAMPLE / "transcripts").iterdir())
IDS = [path.name for path in FILES]

# Which criteria make a code fully in the programme's spirit, over all of a respondent's passages.
REQUIRED = {"planning": "abc", "hypotheses": "abc", "engagement": "ab", "techniques": "", "review": "ab"}


def rows_of(name: str) -> list[dict[str, str]]:
    with (SAMPLE / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


RESPONDENTS = {row["respondent"]: row for row in rows_of("respondents.csv")}
CODINGS = rows_of("codings.csv")


@cache
def draft_of(path: Path) -> DocumentDraft:
    drafts = read_documents(path, ReadingChoices(known_respondents=frozenset(RESPONDENTS)))
    assert len(drafts) == 1, f"{path.name} holds {len(drafts)} documents"
    return drafts[0]


def label_in(name: str) -> str:
    match = re.search(r"(KC|WE|HF)\d\d", name)
    assert match, f"{name} does not say whose interview it is"
    return match[0]


def speech(draft: DocumentDraft, role: str) -> list[str]:
    labels = {s.label for s in draft.speakers if s.role == role}
    return [draft.text[t.start : t.end] for t in draft.turns if t.speaker in labels]


def counts_for(draft: DocumentDraft, start: int, end: int) -> set[str]:
    """Respondents on whose own turns a passage has at least one character that is not a space."""
    found: set[str] = set()
    for turn in draft.turns:
        (speaker,) = [s for s in draft.speakers if s.label == turn.speaker]
        shared = (
            draft.text[max(start, turn.start) : min(end, turn.end)] if start < turn.end and turn.start < end else ""
        )
        respondent = speaker.respondent or draft.respondent
        if shared.strip() and speaker.role == "respondent" and respondent:
            found.add(respondent)
    return found


def counted_codings() -> list[tuple[str, str, str]]:
    """Respondent, code and criterion keys of every coding that counts."""
    drafts = {draft.name: draft for draft in map(draft_of, FILES)}
    return [
        (respondent, row["code"], row["criteria"])
        for row in CODINGS
        for respondent in counts_for(drafts[row["document"]], int(row["start"]), int(row["end"]))
    ]


def test_there_is_one_transcript_for_each_respondent() -> None:
    assert sorted(label_in(path.name) for path in FILES) == sorted(RESPONDENTS)
    assert len(RESPONDENTS) == 25


@pytest.mark.parametrize("path", FILES, ids=IDS)
def test_a_transcript_comes_in_with_interviewer_and_respondent(path: Path) -> None:
    draft = draft_of(path)
    assert draft.name == path.stem
    assert {(str(s.role), s.respondent) for s in draft.speakers} == {
        ("interviewer", None),
        ("respondent", label_in(path.name)),
    }
    assert len(draft.speakers) == 2
    assert len(draft.turns) >= 8


@pytest.mark.parametrize("path", FILES, ids=IDS)
def test_nothing_but_speech_stands_in_the_turns(path: Path) -> None:
    spoken = " ".join(speech(draft_of(path), "interviewer") + speech(draft_of(path), "respondent"))
    assert not re.search(r"-->|confidential|recording stopped|\d\d:\d\d|\b(KC|WE|HF)\d\d\b", spoken)
    assert not re.search(r"(?m)^\W*(I|R|Q|A|Int|INT|Resp|Interviewer|Respondent|Researcher|RESEARCHER)\b\.?:", spoken)


@pytest.mark.parametrize("path", FILES, ids=IDS)
def test_an_interview_is_long_enough_and_both_speak_in_turns(path: Path) -> None:
    draft = draft_of(path)
    asked, said = speech(draft, "interviewer"), speech(draft, "respondent")
    assert len(" ".join(asked + said).split()) >= 350
    assert min(len(asked), len(said)) >= 6
    assert len(" ".join(said).split()) > 2 * len(" ".join(asked).split())
    speakers = [turn.speaker for turn in draft.turns]
    assert all(before != after for before, after in itertools.pairwise(speakers)), "a turn was cut in two"


def test_no_two_interviews_share_a_sentence_of_more_than_eight_words() -> None:
    where: dict[str, set[str]] = {}
    for path in FILES:
        spoken = " ".join(speech(draft_of(path), "interviewer") + speech(draft_of(path), "respondent"))
        for sentence in re.split(r"[.!?…]+", spoken.lower()):
            words = re.findall(r"[^\W_]+(?:['’][^\W_]+)*", sentence)
            if len(words) > 8:
                where.setdefault(" ".join(words), set()).add(path.name)
    assert len(where) > 300
    assert {sentence: files for sentence, files in where.items() if len(files) > 1} == {}


@pytest.mark.parametrize("path", FILES, ids=IDS)
def test_each_coding_covers_its_passage_within_one_turn(path: Path) -> None:
    draft = draft_of(path)
    rows = [row for row in CODINGS if row["document"] == draft.name]
    assert rows
    for row in rows:
        start, end = int(row["start"]), int(row["end"])
        assert draft.text[start:end] == row["passage"]
        assert row["passage"] == row["passage"].strip() != ""
        assert any(turn.start <= start and end <= turn.end for turn in draft.turns), row["passage"]


def test_codings_are_of_known_documents_and_codes_and_none_stands_twice() -> None:
    assert {row["document"] for row in CODINGS} <= {path.stem for path in FILES}
    assert {row["code"] for row in CODINGS} == set(REQUIRED)
    assert {row["coder"] for row in CODINGS} == {"First coder"}
    assert {key for row in CODINGS for key in row["criteria"].split(";")} == {"", "a", "b", "c"}
    places = Counter((row["document"], row["start"], row["end"], row["code"]) for row in CODINGS)
    assert max(places.values()) == 1


def test_the_published_totals_come_out_of_the_passages_on_respondents_own_turns() -> None:
    referred: dict[str, set[str]] = {}
    for respondent, code, _ in counted_codings():
        referred.setdefault(code, set()).add(respondent)
    assert {code: len(respondents) for code, respondents in referred.items()} == {
        "planning": 22,
        "hypotheses": 12,
        "engagement": 17,
        "techniques": 17,
        "review": 11,
    }


def test_six_codings_lie_on_interviewers_turns_and_would_change_the_totals() -> None:
    drafts = {draft.name: draft for draft in map(draft_of, FILES)}
    hollow = {
        (label_in(row["document"]), row["code"])
        for row in CODINGS
        if not counts_for(drafts[row["document"]], int(row["start"]), int(row["end"]))
    }
    assert {respondent for respondent, _ in hollow} == {"KC02", "KC05", "KC10", "WE02", "WE05", "HF03"}
    counted = {(respondent, code) for respondent, code, _ in counted_codings()}
    assert Counter(code for _, code in counted | hollow) == {
        "planning": 23,
        "hypotheses": 13,
        "engagement": 17,
        "techniques": 18,
        "review": 12,
    }


def test_how_many_met_the_criteria_is_as_the_readme_says() -> None:
    keys: dict[tuple[str, str], set[str]] = {}
    for respondent, code, criteria in counted_codings():
        keys.setdefault((respondent, code), set()).update(criteria.split(";"))
    met = Counter(
        code
        for (_, code), shown in keys.items()
        if (set(REQUIRED[code]) <= shown if REQUIRED[code] else bool(shown & {"a", "b"}))
    )
    assert met == {"planning": 15, "hypotheses": 7, "engagement": 13, "techniques": 14, "review": 8}


def test_boroughs_roles_and_training_days_are_those_of_the_evaluation() -> None:
    rows = RESPONDENTS.values()
    assert Counter(row["borough"] for row in rows) == {"RBKC": 12, "WCC": 9, "LBHF": 4}
    days = {b: sorted(int(r["training days"]) for r in rows if r["borough"] == b) for b in ("RBKC", "WCC", "LBHF")}
    assert days["RBKC"] == [0, 0, 0, 0, 10, 10, 10, 11, 11, 14, 15, 15]
    assert days["WCC"] == [0, 9, 10, 12, 12, 13, 13, 15, 15]
    assert days["LBHF"] == [0, 9, 11, 13]
    assert {r["respondent"] for r in rows if r["note"] == "agency"} == {"WE02", "HF02"}


def test_classes_and_marks_add_up_to_the_twenty_five() -> None:
    classes = rows_of("classifications.csv")
    marks = rows_of("marks.csv")
    group = {row["respondent"]: row["category"] for row in classes if row["scheme"] == "analytic-group"}
    supervision = {row["respondent"]: row["category"] for row in classes if row["scheme"] == "supervision"}
    assert len(classes) == len(group) + len(supervision)
    assert group.keys() == RESPONDENTS.keys()
    assert Counter(group.values()) == {"enthusiast": 17, "cautious": 5, "limited-knowledge": 3}
    assert Counter(supervision.values()) == {"yes": 14, "no": 8}
    marked = {row["respondent"] for row in marks}
    assert {(row["about"], row["mark"]) for row in marks} == {("supervision", "too-little-information")}
    assert len(marked) == len(marks) == 2
    assert len(RESPONDENTS.keys() - supervision.keys() - marked) == 1
    assert not marked & supervision.keys()
    assert all(row["because"].strip() and row["coder"] == "First coder" for row in classes + marks)


@pytest.mark.parametrize(
    ("name", "format", "encoding"),
    [
        ("KC04.txt", "plain text", "UTF-16"),
        ("KC09-interview.txt", "plain text", "UTF-8"),
        ("KC10.txt", "plain text", "Windows-1252"),
        ("KC12.txt", "plain text", "UTF-8"),
        ("KC07.docx", "Word", ""),
        ("KC06.odt", "OpenDocument", ""),
        ("KC11.rtf", "RTF", ""),
        ("KC08.pdf", "PDF", ""),
        ("WE03.vtt", "WebVTT", ""),
        ("WE02.srt", "SubRip", ""),
    ],
)
def test_formats_and_encodings_are_recognised(name: str, format: str, encoding: str) -> None:
    draft = draft_of(SAMPLE / "transcripts" / name)
    assert (draft.format, draft.encoding) == (format, encoding)


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("KC04.txt", "\N{THUMBS UP SIGN}"),
        ("KC07.docx", "السلام عليكم"),
        ("KC09-interview.txt", "e\N{COMBINING ACUTE ACCENT}"),
        ("KC10.txt", "\N{EM DASH}"),
        ("KC11.rtf", "\N{LATIN SMALL LETTER O WITH ACUTE}"),
        ("WE03.vtt", "\N{WAVING HAND SIGN}"),
        ("WE05.odt", "e\N{COMBINING ACUTE ACCENT}"),
        ("WE07.docx", "Добрий день"),
    ],
)
def test_letters_beyond_plain_english_stay_as_typed(name: str, words: str) -> None:
    assert words in " ".join(speech(draft_of(SAMPLE / "transcripts" / name), "respondent"))


def test_tracked_changes_come_in_as_accepted() -> None:
    text = draft_of(SAMPLE / "transcripts" / "KC02 interview.docx").text
    assert "somebody's weans didn't get seen" in text
    assert "twenty-six weeks to a final hearing" in text
    assert not re.search(r"noisy|inaudible|phone rings|Checked against", text)


def test_the_pdf_comes_in_without_its_running_head_and_page_numbers() -> None:
    text = draft_of(SAMPLE / "transcripts" / "KC08.pdf").text
    assert "confidential" not in text
    assert re.search(r"gone\s+with\s+the\s+midwife's", text), "a page break stands within this sentence"


@pytest.mark.parametrize(
    "name", ["KC05.vtt", "KC07.docx", "WE02.srt", "WE03.vtt", "WE06.txt", "WE08.vtt", "WE09_otter.txt"]
)
def test_times_of_the_recording_rise_from_turn_to_turn(name: str) -> None:
    times = [turn.time for turn in draft_of(SAMPLE / "transcripts" / name).turns]
    known = [time for time in times if time is not None]
    assert len(known) == len(times)
    assert known == sorted(set(known))
    assert 180_000 < known[-1] < 420_000


def test_a_transcript_under_a_wrong_ending_is_not_taken_for_another_format(tmp_path: Path) -> None:
    (tmp_path / "KC08.docx").write_bytes((SAMPLE / "transcripts" / "KC08.pdf").read_bytes())
    with pytest.raises(ImportRefused):
        read_documents(tmp_path / "KC08.docx", ReadingChoices())
