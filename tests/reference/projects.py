"""Small projects made at random: joint interviews, interpreters, several documents, half-finished reading."""

from __future__ import annotations

import itertools

from hypothesis import strategies as st

from fop_coder.model.base import Guid, derived_guid
from fop_coder.model.codebook import Category, Code, CriteriaRule, Criterion, Need, Scheme, Within
from fop_coder.model.coding import Classification, Coding, Mark, MarkKind
from fop_coder.model.documents import (
    Assignment,
    Document,
    Finish,
    ReadFor,
    Role,
    Speaker,
    Turn,
    TurnList,
    fingerprint,
    turns_guid,
)
from fop_coder.model.people import Coder, Respondent, Standing
from tests.reference.material import Material

OCCASIONS = ("", "time two")
KINDS = ("interview", "vignette")
SPEECHES = ("we plan it", "\U0001f600", "  ", " \n\t", "e\u0301te\u0301", "שלום עולם", "a\u200db", "\u00a0\u2003", "x")
GAPS = ("", "\n", "B: ", "\n00:01 A: ")

_STANDINGS = (Standing.ANALYSED,) * 5 + (Standing.WITHDRAWN, Standing.UNUSABLE)
_ROLES = (Role.RESPONDENT,) * 4 + (Role.INTERPRETER, Role.INTERVIEWER, Role.OTHER, Role.UNIDENTIFIED)
_READ = ("all",) * 6 + ("not", "some", "older meaning", "other text")


def _guid(*parts: object) -> Guid:
    return derived_guid("random project", *(str(part) for part in parts))


@st.composite
def materials(draw: st.DrawFn) -> Material:
    """Return a project of 2 to 6 respondents, 1 to 3 coders and 1 to 4 codes."""
    material = Material(
        coders=[Coder(_guid("coder", n), f"coder {n}") for n in range(draw(st.integers(1, 3)))],
        respondents=[_respondent(draw, n) for n in range(draw(st.integers(2, 6)))],
        schemes=[_scheme(draw)],
    )
    for number in range(draw(st.integers(1, 4))):
        material.codes.append(_code(draw, number, material.codes))
    mostly_of = draw(st.permutations(material.respondents))
    for number in range(len(material.respondents) + draw(st.integers(-1, 2))):
        _add_document(draw, number, material, mostly_of[number % len(mostly_of)])
    _add_reading(draw, material)
    _add_codings(draw, material)
    _add_marks(draw, material)
    _add_classes(draw, material)
    return material


def _respondent(draw, number: int) -> Respondent:
    standing = draw(st.sampled_from(_STANDINGS))
    because = "" if standing is Standing.ANALYSED else "asked to be left out"
    return Respondent(_guid("respondent", number), f"LB{number:02}", standing, because)


def _scheme(draw) -> Scheme:
    letters = "ecl"[: draw(st.integers(2, 3))]
    categories = tuple(Category(_guid("category", c), c, c.upper()) for c in letters)
    return Scheme(_guid("scheme"), "group", "Group", categories)


def _code(draw, number: int, above: list[Code]) -> Code:
    criteria = tuple(
        Criterion(_guid("criterion", number, k), k, f"criterion {k}") for k in "abc"[: draw(st.integers(0, 3))]
    )
    rule = None
    if criteria and draw(st.booleans()):
        at_least = draw(st.integers(1, len(criteria)))
        rule = CriteriaRule(draw(st.sampled_from(Need)), draw(st.sampled_from(Within)), at_least)
    return Code(
        _guid("code", number),
        f"code-{number}",
        f"Code {number}",
        criteria=criteria,
        criteria_rule=rule,
        parent=draw(st.sampled_from([None, *(c.guid for c in above)])),
        gathers=draw(st.booleans()),
        position=number,
        meaning=draw(st.integers(1, 2)),
    )


def _add_document(draw, number: int, material: Material, mostly_of: Respondent) -> None:
    guid = _guid("document", number)
    speakers = [_speaker(draw, guid, n, material.respondents) for n in range(draw(st.integers(0, 3)))]
    speakers.append(Speaker(_guid(guid, "speaker"), guid, "S", Role.RESPONDENT, mostly_of.guid))
    spoken = draw(st.lists(st.tuples(st.sampled_from(speakers), st.sampled_from(SPEECHES)), min_size=1, max_size=5))
    text, turns = "", []
    for speaker, speech in spoken:
        text += draw(st.sampled_from(GAPS))
        turns.append(Turn(len(text), len(text) + len(speech), speaker.guid))
        text += speech
    text += draw(st.sampled_from(GAPS))
    document = Document(
        guid,
        f"document {number}",
        fingerprint(text),
        len(text),
        kind=draw(st.sampled_from(KINDS)),
        occasion=draw(st.sampled_from(OCCASIONS)),
    )
    material.documents.append(document)
    material.texts[guid] = text
    material.speakers.extend(speakers)
    material.turns.append(TurnList(turns_guid(guid), guid, tuple(turns)))


def _speaker(draw, document: Guid, number: int, respondents: list[Respondent]) -> Speaker:
    role = draw(st.sampled_from(_ROLES))
    who = draw(st.sampled_from([None, *(r.guid for r in respondents)])) if role.counts else None
    return Speaker(_guid(document, "speaker", number), document, f"S{number}", role, who)


def _add_reading(draw, material: Material) -> None:
    for document, coder in itertools.product(material.documents, material.coders):
        pair = (document.guid, coder.guid)
        if draw(st.sampled_from((True,) * 7 + (False,))):
            material.assignments.append(Assignment(_guid("assignment", *pair), *pair))
        read = draw(st.sampled_from(_READ))
        if read == "not":
            continue
        codes = {c.guid: c.meaning for c in material.codes}
        if read == "some":
            codes = {g: m for g, m in codes.items() if draw(st.booleans())}
        elif read == "older meaning":
            codes = dict.fromkeys(codes, 1)
        sha256 = fingerprint("as it was") if read == "other text" else document.sha256
        read_for = tuple(ReadFor(*pair) for pair in sorted(codes.items()))
        material.finishes.append(
            Finish(_guid("finish", *pair), *pair, sha256, "2024-05-03T10:00:00Z", 1, read_for),
        )


def _add_codings(draw, material: Material) -> None:
    spoken = [(d, t.start) for d, turns in zip(material.documents, material.turns, strict=True) for t in turns.turns]
    places = st.tuples(
        st.sampled_from(spoken),
        st.integers(-2, 4),
        st.integers(1, 12),
        st.sampled_from(material.codes),
        st.sampled_from(material.coders),
        st.integers(0, 7),
    )
    taken = set()
    for (document, turn), offset, length, code, coder, which in draw(st.lists(places, min_size=2, max_size=14)):
        start = min(max(0, turn + offset), document.length - 1)
        end = min(document.length, start + length)
        key = (document.guid, start, end, code.guid, coder.guid)
        if key not in taken:
            taken.add(key)
            criteria = sorted(c.guid for n, c in enumerate(code.criteria) if which >> n & 1)
            material.codings.append(
                Coding(_guid("coding", *key), document.guid, start, end, code.guid, coder.guid, tuple(criteria))
            )


def _add_marks(draw, material: Material) -> None:
    about = [c.guid for c in material.codes] + [s.guid for s in material.schemes]
    wishes = st.tuples(
        st.sampled_from(material.respondents),
        st.sampled_from(about),
        st.sampled_from(material.coders),
        st.sampled_from(MarkKind),
    )
    found = draw(st.lists(wishes, max_size=6, unique_by=lambda w: (w[0].guid, w[1], w[2].guid)))
    material.marks.extend(
        Mark(_guid("mark", who.guid, what, coder.guid), who.guid, what, coder.guid, kind)
        for who, what, coder, kind in found
    )


def _add_classes(draw, material: Material) -> None:
    scheme = material.schemes[0]
    wishes = st.tuples(
        st.sampled_from(material.respondents),
        st.sampled_from(scheme.categories),
        st.sampled_from(material.coders),
        st.sampled_from(OCCASIONS),
    )
    found = draw(st.lists(wishes, max_size=8, unique_by=lambda w: (w[0].guid, w[2].guid, w[3])))
    material.classifications.extend(
        Classification(
            _guid("class", who.guid, coder.guid, occasion),
            who.guid,
            scheme.guid,
            category.guid,
            coder.guid,
            "",
            occasion,
        )
        for who, category, coder, occasion in found
    )
