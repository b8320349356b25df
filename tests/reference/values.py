"""Any value of any kind, each valid by itself: for what must hold of all values alike."""

from __future__ import annotations

import json
from typing import Any

from hypothesis import strategies as st

from fop_coder.model.base import Guid
from fop_coder.model.change import KINDS, Value
from fop_coder.model.codebook import (
    COLOURS,
    Band,
    Category,
    Code,
    CodebookVersion,
    CriteriaRule,
    Criterion,
    Cut,
    Instrument,
    Item,
    Need,
    Scheme,
    Within,
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
    Turn,
    TurnList,
    fingerprint,
    turns_guid,
)
from fop_coder.model.matrix import Summary
from fop_coder.model.people import (
    VIEW_NAMES,
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

guids = st.uuids().map(lambda u: Guid(str(u)))
words = st.text(st.characters(codec="utf-8"), max_size=12)
"""Anything that may stand in a definition, reason or memo."""

full_words = words.filter(lambda w: w.strip() != "")
names = st.text(st.characters(exclude_categories=("Cs", "Cc")), max_size=12).map(str.strip).filter(bool)
idents = st.from_regex(r"[a-z][a-z0-9]{0,3}(-[a-z0-9]{1,3})?", fullmatch=True)
keys = st.sampled_from(["", *"123abcxyzé"])
small = st.integers(0, 50)
numbers = st.floats(allow_nan=False, allow_infinity=False)


asked = st.dictionaries(words, words | small, max_size=2).map(json.dumps)
"""A question or its figures, as JSON."""


def _distinct(items: st.SearchStrategy, key, **size) -> st.SearchStrategy:
    return st.lists(items, unique_by=key, **size).map(tuple)


settings = st.builds(
    Settings,
    guids,
    names,
    guids,
    st.sampled_from(sorted(VIEW_NAMES)) | guids,
    st.sampled_from(["random", "purposive", "everyone", "unknown"]),
    names,
    st.integers(1, 100),
    st.just("") | asked,
    words,
)
coders = st.builds(
    Coder, guids, names.filter(lambda n: n.casefold() not in VIEW_NAMES), words, words, st.none() | guids
)
versions = st.builds(CodebookVersion, guids, st.integers(1, 50), words, words)


@st.composite
def codes(draw: st.DrawFn) -> Code:
    """Return a code, with criteria and a rule that they can meet or without."""
    criteria = draw(_distinct(st.builds(Criterion, guids, keys.filter(bool), names), lambda c: c.key, max_size=3))
    rules = st.builds(
        CriteriaRule, st.sampled_from(Need), st.sampled_from(Within), st.integers(1, max(1, len(criteria)))
    )
    return draw(
        st.builds(
            Code,
            guids,
            idents,
            names,
            keys,
            words,
            words,
            words,
            st.lists(words, max_size=2).map(tuple),
            st.just(criteria),
            (st.none() | rules) if criteria else st.none(),
            words,
            st.integers(1, COLOURS),
            st.none() | guids,
            st.booleans(),
            small,
            st.integers(1, 9),
            st.booleans(),
            words,
            words,
        )
    )


_categories = _distinct(
    st.builds(Category, guids, idents, names, definition=words), lambda c: c.ident, min_size=2, max_size=4
)
schemes = st.builds(Scheme, guids, idents, names, _categories, words, small)
_items = st.lists(st.tuples(st.integers(1, 30), st.booleans(), words, words), min_size=1, max_size=4).map(
    lambda rows: tuple(Item(*row) for row in sorted({row[0]: row for row in rows}.values()))
)
instruments = st.builds(
    Instrument,
    guids,
    idents,
    names,
    st.integers(-5, 0),
    st.integers(1, 5),
    _items,
    words,
    small,
    words,
    small,
)


@st.composite
def bands(draw: st.DrawFn) -> Band:
    """Return a band over codes or over a number, its cuts in order."""
    limits = draw(st.lists(st.integers(-50, 50), min_size=1, max_size=4, unique=True).map(sorted))
    ends = [*(limit - 0.5 for limit in limits[1:]), draw(st.none() | st.just(99.5))]
    cuts = tuple(Cut(draw(names), float(low), high) for low, high in zip(limits, ends, strict=True))
    counted = draw(st.lists(guids, max_size=3).map(tuple))
    number_of = "" if counted else draw(full_words)
    return draw(
        st.builds(
            Band,
            guids,
            idents,
            names,
            st.just(cuts),
            st.just(counted),
            st.just(number_of),
            words,
            small,
        )
    )


@st.composite
def respondents(draw: st.DrawFn) -> Respondent:
    """Return a respondent; one who is left out has a reason."""
    standing = draw(st.sampled_from(Standing))
    because = draw(words if standing is Standing.ANALYSED else full_words)
    return Respondent(draw(guids), draw(names), standing, because, draw(st.booleans()))


attributes = st.builds(Attribute, guids, names, st.sampled_from(AttributeType), small)
attribute_values = st.builds(AttributeValue, guids, guids, guids, full_words, st.none() | numbers, words)
documents = st.builds(
    Document,
    guids,
    names,
    words.map(fingerprint),
    st.integers(1, 10**6),
    full_words,
    words,
    words,
    words,
    words,
    words,
)


@st.composite
def speakers(draw: st.DrawFn) -> Speaker:
    """Return a speaker; only a role that counts has a respondent."""
    role = draw(st.sampled_from(Role))
    return Speaker(draw(guids), draw(guids), draw(words), role, draw(st.none() | guids) if role.counts else None)


@st.composite
def turn_lists(draw: st.DrawFn) -> TurnList:
    """Return turns that follow one another with gaps or without."""
    document, place, turns = draw(guids), 0, []
    for gap, length in draw(st.lists(st.tuples(st.integers(0, 3), st.integers(1, 9)), min_size=1, max_size=4)):
        time = draw(st.none() | small)
        turns.append(Turn(place + gap, place + gap + length, draw(guids), time, draw(st.none() | small)))
        place += gap + length
    return TurnList(turns_guid(document), document, tuple(turns))


assignments = st.builds(Assignment, guids, guids, guids)
_read_for = st.dictionaries(guids, st.integers(1, 9), max_size=3).map(
    lambda read: tuple(ReadFor(code, meaning) for code, meaning in sorted(read.items()))
)
finishes = st.builds(Finish, guids, guids, guids, words.map(fingerprint), words, st.integers(1, 50), _read_for)


@st.composite
def codings(draw: st.DrawFn) -> Coding:
    """Return a coding of some passage."""
    start = draw(st.integers(0, 10**6))
    end = start + draw(st.integers(1, 500))
    criteria = tuple(sorted(draw(st.sets(guids, max_size=3))))
    memo, at, discussed = draw(words), draw(words), draw(st.booleans())
    return Coding(draw(guids), draw(guids), start, end, draw(guids), draw(guids), criteria, memo, at, discussed)


classifications = st.builds(Classification, guids, guids, guids, guids, guids, words, words)
marks = st.builds(Mark, guids, guids, guids, guids, st.sampled_from(MarkKind), words)
memos = st.builds(Memo, guids, st.sampled_from(MemoOn), guids, guids, full_words, words)
named_filters = st.builds(NamedFilter, guids, st.sampled_from(FilterOver), names, words)

_several = st.sets(guids, min_size=1, max_size=3).map(lambda found: tuple(sorted(found)))
_seeds = st.none() | st.integers(0, 10**9)
rounds = st.builds(Round, guids, names, st.sampled_from(Aim), _several, _several, words, _seeds, small, words, words)
packs = st.builds(Pack, guids, guids, _several, words, _seeds, words, small, words, st.none() | guids, words)
pack_origins = st.builds(PackOrigin, guids, guids, guids, words)


@st.composite
def settlements(draw: st.DrawFn) -> Settlement:
    """Return a settlement of passages, of a status or of a class."""
    start = draw(st.integers(0, 10**6))
    passage = SettledPassage(start, start + draw(st.integers(1, 500)), draw(_several))
    what: dict[str, Any] = draw(
        st.sampled_from(
            [
                {"document": draw(guids), "passages": (passage,)},
                {"document": draw(guids)},
                {"respondent": draw(guids), "status": "referred"},
                {"respondent": draw(guids), "category": draw(guids)},
            ]
        )
    )
    what["outcome"], what["because"] = draw(st.sampled_from(Outcome)), draw(words)
    what["reason"] = draw(st.sampled_from(["", *map(str, Reason)]))
    return Settlement(draw(guids), draw(guids), draw(_several), "basis", by=draw(guids), at=draw(words), **what)


_members = st.lists(guids, min_size=2, max_size=3, unique=True).map(tuple)


@st.composite
def quotations(draw: st.DrawFn) -> Quotation:
    """Return a starred passage of which any stretches are left out."""
    ends = draw(st.lists(st.integers(0, 500), max_size=6, unique=True).map(sorted))
    left_out = tuple(LeftOut(*pair) for pair in zip(ends[::2], ends[1::2], strict=False))
    return Quotation(draw(guids), draw(guids), draw(guids), left_out, draw(words), draw(words))


@st.composite
def report_items(draw: st.DrawFn) -> ReportItem:
    """Return an item of a report; only a quotation is about a passage."""
    kind = draw(st.sampled_from(ReportKind))
    about = draw(guids) if kind is ReportKind.QUOTATION else None
    made_from = st.just("") | asked
    rest = draw(st.tuples(made_from, made_from, words))
    return ReportItem(draw(guids), kind, draw(small), draw(guids), draw(words), about, *rest)


BY_KIND: dict[type[Value], st.SearchStrategy] = {
    Settings: settings,
    Coder: coders,
    CodebookVersion: versions,
    Code: codes(),
    Scheme: schemes,
    Instrument: instruments,
    Band: bands(),
    Respondent: respondents(),
    Attribute: attributes,
    AttributeValue: attribute_values,
    Document: documents,
    Speaker: speakers(),
    TurnList: turn_lists(),
    Assignment: assignments,
    Finish: finishes,
    Coding: codings(),
    Classification: classifications,
    Mark: marks,
    Memo: memos,
    NamedFilter: named_filters,
    Round: rounds,
    Pack: packs,
    PackOrigin: pack_origins,
    Settlement: settlements(),
    KeptAgreement: st.builds(
        KeptAgreement,
        guids,
        st.sampled_from(Stage),
        names,
        st.lists(guids, min_size=2, max_size=3).map(tuple),
        small,
        names,
        words.map(lambda w: "{" + w),
        words,
        st.none() | guids,
    ),
    Summary: st.builds(Summary, guids, guids, guids, guids, full_words, words),
    Case: st.builds(Case, guids, names, _members, words),
    KeptName: st.builds(KeptName, guids, names, st.sampled_from(["", "a pseudonym of no name"])),
    GuideQuestion: st.builds(GuideQuestion, guids, full_words, small, _distinct(guids, None, max_size=3)),
    Quotation: quotations(),
    ReportItem: report_items(),
    FrozenFigures: st.builds(FrozenFigures, guids, names, st.just("") | asked, asked, small, guids, words),
}

values = st.one_of([BY_KIND[kind] for kind in KINDS])
