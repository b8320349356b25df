"""A small project made by hand, with one of everything: joint interview, interpreter, emoji, accents, right-to-left."""

from __future__ import annotations

import json
from dataclasses import replace

import numpy as np

from fop_coder.agreement.comparing import compare
from fop_coder.agreement.figures import Terms
from fop_coder.agreement.ratings import rate_codes
from fop_coder.exporters.plain_agreement import report_to_plain
from fop_coder.model.base import Guid, derived_guid
from fop_coder.model.change import Change
from fop_coder.model.codebook import (
    Band,
    Category,
    Code,
    CodebookVersion,
    CriteriaRule,
    Criterion,
    Cut,
    Instrument,
    Item,
    Scheme,
)
from fop_coder.model.coding import (
    Classification,
    Coding,
    FilterOver,
    GuideQuestion,
    Mark,
    MarkKind,
    Memo,
    MemoOn,
    NamedFilter,
)
from fop_coder.model.documents import (
    Assignment,
    Document,
    Finish,
    ReadFor,
    Role,
    Speaker,
    Text,
    Turn,
    TurnList,
    turns_guid,
)
from fop_coder.model.matrix import Summary, summary_guid
from fop_coder.model.people import (
    Attribute,
    AttributeType,
    AttributeValue,
    Case,
    Coder,
    KeptName,
    Respondent,
    Settings,
    Standing,
)
from fop_coder.model.report import FrozenFigures, LeftOut, Quotation, ReportItem, ReportKind
from fop_coder.model.second_coding import (
    Aim,
    KeptAgreement,
    Outcome,
    Pack,
    PackOrigin,
    Reason,
    Round,
    SettledPassage,
    Settlement,
    Stage,
)

AT = "2024-05-03T10:00:00Z"


def guid(*parts: object) -> Guid:
    """Return the GUID that something of the small project has, always the same."""
    return derived_guid("small project", *(str(part) for part in parts))


FIRST = Coder(guid("first"), "First coder")
SECOND = Coder(guid("second"), "Second coder", "research assistant", "three interviews coded together")
A_YEAR_LATER = Coder(guid("a year later"), "First coder, a year later", again_of=FIRST.guid)
SETTINGS = Settings(
    guid("settings"),
    "Small study",
    FIRST.guid,
    FIRST.guid,
    smallest_group=3,
    wording='{"quantifiers": {"one": "a single one of the"}}',
    quotation_label="{respondent}, {borough}",
)

PLANNING = Code(
    guid("planning"),
    "planning",
    "Planning",
    key="1",
    definition="Thinks ahead",
    examples=("we plan", "we prepare"),
    criteria=(
        Criterion(guid("early"), "e", "early"),
        Criterion(guid("together"), "t", "together"),
    ),
    criteria_rule=CriteriaRule(),
    criteria_word="FoP-minded",
)
NEEDS = Code(guid("needs"), "needs", "Needs", key="2", colour=2, gathers=True, position=1)
HOUSING = Code(guid("housing"), "housing", "Housing", colour=3, parent=NEEDS.guid, position=2)
GROUP = Scheme(
    guid("group"),
    "group",
    "Analytic group",
    (Category(guid("E"), "e", "Engaged", "e"), Category(guid("C"), "c", "Cautious", "c")),
)
OTHER_SCHEME = Scheme(
    guid("tone"),
    "tone",
    "Tone",
    (Category(guid("warm"), "warm", "Warm"), Category(guid("cool"), "cool", "Cool")),
    position=1,
)
SCORE = Instrument(guid("score"), "score", "Score", 1, 5, (Item(1), Item(2, reversed=True)), most_missing=1)
BREADTH = Band(
    guid("breadth"), "breadth", "Breadth", (Cut("few", 0, 1), Cut("many", 2, None)), (PLANNING.guid, NEEDS.guid)
)
VERSION = CodebookVersion(guid("version"), 1, AT, "As planned")

LB01, LB02, LB03, LB04 = (Respondent(guid(label), label) for label in ("LB01", "LB02", "LB03", "LB04"))
LB05 = Respondent(guid("LB05"), "LB05", Standing.WITHDRAWN, "asked to be left out")
BOROUGH = Attribute(guid("borough"), "borough", AttributeType.CATEGORY)
DAYS = Attribute(guid("days"), "training days", AttributeType.NUMBER, 1)


class Transcript:
    """A document with its text, speakers and turns, made from lines of (label, speech)."""

    def __init__(
        self, name: str, voices: dict[str, tuple[Role, Respondent | None]], *lines: tuple[str, str], **fields: str
    ) -> None:
        self.speakers = {
            label: Speaker(guid(name, label), guid(name), label, role, who.guid if who else None)
            for label, (role, who) in voices.items()
        }
        content, turns = "", []
        for label, speech in lines:
            content += f"{label}: "
            turns.append(Turn(len(content), len(content) + len(speech), self.speakers[label].guid))
            content += speech + "\n"
        self.text = Text.of(content)
        self.document = Document(guid(name), name, self.text.sha256, len(content), **fields)
        self.turns = TurnList(turns_guid(self.document.guid), self.document.guid, tuple(turns))

    def place_of(self, words: str) -> tuple[int, int]:
        """Return where some words first stand in the text."""
        start = self.text.content.index(words)
        return start, start + len(words)

    @property
    def values(self):
        """Document, speakers and turns."""
        return (self.document, *self.speakers.values(), self.turns)


RESPONDENT, INTERVIEWER = Role.RESPONDENT, Role.INTERVIEWER
ALONE = Transcript(
    "Interview LB01",
    {"I": (INTERVIEWER, None), "LB01": (RESPONDENT, LB01)},
    ("I", "How do you plan a visit?"),
    ("LB01", "We plan \U0001f600 every visit, at the cafe\u0301 with the family."),
    ("I", "And afterwards?"),
    ("LB01", "We review the plan. We don't always have the time; résumé first."),
)
JOINT = Transcript(
    "Interview LB02 and LB03",
    {"I": (INTERVIEWER, None), "LB02": (RESPONDENT, LB02), "INT": (Role.INTERPRETER, LB03), "X": (Role.OTHER, None)},
    ("I", "Tell me about planning ahead."),
    ("LB02", "Housing comes first. Planning comes later."),
    ("INT", "She says: planning ahead keeps us well."),
    ("X", "Somebody comes in planning to stay."),
)
LATER = Transcript(
    "Vignette LB01",
    {"": (RESPONDENT, LB01)},
    ("", "The family plans ahead, step by step."),
    kind="vignette",
    occasion="time two",
)
HEBREW = Transcript(
    "Interview LB04",
    {"LB04": (RESPONDENT, LB04), "?": (Role.UNIDENTIFIED, None)},
    ("LB04", "אנחנו מתכננים מראש plan \U0001f468\u200d\U0001f469\u200d\U0001f467 שלום"),
    ("?", "plan"),
)
TRANSCRIPTS = (ALONE, JOINT, LATER, HEBREW)


def coding(
    transcript: Transcript,
    words: str,
    code: Code,
    coder: Coder = FIRST,
    criteria: tuple[Criterion, ...] = (),
    memo: str = "",
) -> Coding:
    """Return a coding of the first place where the words stand."""
    start, end = transcript.place_of(words)
    key = guid("coding", transcript.document.guid, start, end, code.guid, coder.guid)
    met = tuple(sorted(c.guid for c in criteria))
    return Coding(key, transcript.document.guid, start, end, code.guid, coder.guid, met, memo, AT)


def finish(transcript: Transcript, coder: Coder, *codes: Code) -> Finish:
    """Return the record that a coder has read a transcript for codes in their present meaning."""
    read_for = tuple(ReadFor(c.guid, c.meaning) for c in sorted(codes, key=lambda c: c.guid))
    key = guid("finish", transcript.document.guid, coder.guid)
    return Finish(key, transcript.document.guid, coder.guid, transcript.text.sha256, AT, 1, read_for)


def assignment(transcript: Transcript, coder: Coder) -> Assignment:
    """Return the assignment of a transcript to a coder."""
    return Assignment(guid("assignment", transcript.document.guid, coder.guid), transcript.document.guid, coder.guid)


PLANS = coding(
    ALONE, "We plan \U0001f600 every visit", PLANNING, criteria=PLANNING.criteria, memo="a plan with a smile"
)
REVIEWS = coding(ALONE, "We review the plan", PLANNING, criteria=PLANNING.criteria[:1])
HOUSED = coding(JOINT, "Housing comes first", HOUSING)
AHEAD = coding(JOINT, "planning ahead keeps us well", PLANNING)
ASIDE = coding(JOINT, "Somebody comes in", PLANNING, memo="counts for nobody")
AGAIN = replace(coding(ALONE, "We plan", PLANNING, SECOND), discussed=True)
CODINGS = (PLANS, REVIEWS, HOUSED, AHEAD, ASIDE, AGAIN)

ENGAGED = Classification(
    guid("class LB01"), LB01.guid, GROUP.guid, GROUP.categories[0].guid, FIRST.guid, "by her answers"
)
NOT_ASKED = Mark(guid("mark LB04"), LB04.guid, PLANNING.guid, FIRST.guid, MarkKind.NOT_ASKED, "ran out of time")
ON_CODE = Memo(guid("memo"), MemoOn.CODE, PLANNING.guid, FIRST.guid, "Where does planning end?", AT)
ON_DOCUMENT = Memo(guid("memo 2"), MemoOn.DOCUMENT, JOINT.document.guid, FIRST.guid, "Recorded in a café", AT)
CALIBRATION = Round(
    guid("round"),
    "Calibration",
    Aim.CALIBRATION,
    tuple(sorted([ALONE.document.guid])),
    tuple(sorted([FIRST.guid, SECOND.guid])),
    "1 of 4 documents",
    7,
    1,
    AT,
)
PACK = Pack(
    guid("pack"), SECOND.guid, (ALONE.document.guid,), "1 of 4 documents", 7, "to begin with", 1, AT, CALIBRATION.guid
)
ORIGIN = PackOrigin(guid("origin"), guid("another project"), FIRST.guid, AT)
SETTLED = Settlement(
    guid("settlement"),
    PLANNING.guid,
    tuple(sorted([FIRST.guid, SECOND.guid])),
    "what they had said",
    Outcome.BOTH,
    FIRST.guid,
    AT,
    "both are right",
    ALONE.document.guid,
    passages=(SettledPassage(REVIEWS.start, REVIEWS.end),),
    reason=str(Reason.WORDING),
)
_SAID = np.array([[[1, 1], [1, 0], [0, 0]]])
_REPORT = compare(
    rate_codes(_SAID, [FIRST.name, SECOND.name], ("no", "yes")),
    Terms("respondent", "respondent", "respondent", (("planning", "Planning"),), 1, 10),
)
KEPT = KeptAgreement(
    guid("kept agreement"),
    Stage.BEFORE,
    "respondent",
    (FIRST.guid, SECOND.guid),
    1,
    "0.1",
    json.dumps(report_to_plain(_REPORT)),
    AT,
    CALIBRATION.guid,
)
SUMMED_UP = Summary(
    summary_guid(LB01.guid, PLANNING.guid),
    LB01.guid,
    PLANNING.guid,
    FIRST.guid,
    "Plans every visit \U0001f600 and reviews the plan, résumé first.\nSays nothing of whom with.",
    AT,
)
FAMILY = Case(guid("case"), "Family and worker", (LB02.guid, LB01.guid), "the worker came twice")
NAMELESS = KeptName(guid("kept name"), "Zoë", "Mary")
ON_PLANS = GuideQuestion(guid("question"), "How do you plan a visit?", 1, (PLANNING.guid, NEEDS.guid))
STARRED = Quotation(
    guid("quotation"),
    PLANS.guid,
    FIRST.guid,
    (LeftOut(PLANS.start + 3, PLANS.start + 9),),
    "with a smile \U0001f600",
    AT,
)
_ASKED = '{"code": "planning", "view": "First coder"}'
REPORT = (
    ReportItem(guid("heading"), ReportKind.HEADING, 0, FIRST.guid, "What was said", at=AT),
    ReportItem(
        guid("sentence"),
        ReportKind.SENTENCE,
        1,
        FIRST.guid,
        "Two of four respondents …",
        asked=_ASKED,
        figures='{"n": 2, "of": 4}',
        at=AT,
    ),
    ReportItem(guid("quoted"), ReportKind.QUOTATION, 2, SECOND.guid, about=PLANS.guid, at=AT),
)
FROZEN = FrozenFigures(guid("frozen"), "Before the vignettes", "", '[{"code": "planning", "n": 2}]', 1, FIRST.guid, AT)
BOTH_VIEW = NamedFilter(guid("view"), FilterOver.VIEWS, "agreed", "both of First coder, Second coder")
SAMPLE = NamedFilter(guid("sample"), FilterOver.RESPONDENTS, "inner boroughs", "borough = RBKC")

_FIRST_VALUES = (FIRST, SETTINGS, VERSION)
BARE = Change("New project", added=_FIRST_VALUES)
EVERYTHING = Change(
    "New project with everything",
    added=(
        *_FIRST_VALUES,
        SECOND,
        A_YEAR_LATER,
        PLANNING,
        NEEDS,
        HOUSING,
        GROUP,
        OTHER_SCHEME,
        SCORE,
        BREADTH,
        *(LB01, LB02, LB03, LB04, LB05),
        BOROUGH,
        DAYS,
        AttributeValue(guid("value 1"), LB01.guid, BOROUGH.guid, "RBKC"),
        AttributeValue(guid("value 2"), LB01.guid, DAYS.guid, "10", 10.0),
        AttributeValue(guid("value 3"), LB02.guid, DAYS.guid, "Trainer"),
        *(value for transcript in TRANSCRIPTS for value in transcript.values),
        *(assignment(transcript, FIRST) for transcript in TRANSCRIPTS),
        assignment(ALONE, SECOND),
        finish(ALONE, FIRST, PLANNING, NEEDS, HOUSING),
        finish(JOINT, FIRST, PLANNING, NEEDS, HOUSING),
        finish(LATER, FIRST, PLANNING, NEEDS, HOUSING),
        finish(HEBREW, FIRST, PLANNING, NEEDS),
        finish(ALONE, SECOND, PLANNING),
        *CODINGS,
        ENGAGED,
        NOT_ASKED,
        ON_CODE,
        ON_DOCUMENT,
        SAMPLE,
        CALIBRATION,
        PACK,
        ORIGIN,
        SETTLED,
        KEPT,
        SUMMED_UP,
        BOTH_VIEW,
        FAMILY,
        NAMELESS,
        ON_PLANS,
        STARRED,
        *REPORT,
        FROZEN,
    ),
    texts=tuple(transcript.text for transcript in TRANSCRIPTS),
)
