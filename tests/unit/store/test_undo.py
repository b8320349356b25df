"""The inverse takes back whatever was done; derived tables and the full-text index follow every random Change."""

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from fop_coder.model.change import KINDS, Change
from fop_coder.model.codebook import Band, Code, CodebookVersion, Scheme
from fop_coder.model.coding import Classification, Coding, GuideQuestion, Mark, Memo
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
from fop_coder.model.errors import ChangeRefused, ValueRefused
from fop_coder.model.people import VIEW_NAMES, Attribute, AttributeValue, Case, Coder, KeptName, Respondent, Settings
from fop_coder.model.report import FrozenFigures, Quotation, ReportItem
from tests.reference import small
from tests.reference.stores import dump, in_memory, values
from tests.reference.values import BY_KIND

FIRST = small.FIRST.guid
CONTENTS = ("We plan \U0001f600 e\u0301 שלום.", "we  \n plan", "Other words altogether, and more of them.")


class Drawing:
    """Draws values that mostly fit a project, and now and then refer to what is not there."""

    def __init__(self, draw, there):
        self.draw, self.there = draw, there

    def one(self, kind):
        """Return the GUID of something that is there, or of nothing."""
        found = sorted(v.guid for v in self.there[kind.__name__])
        return self.draw(st.sampled_from([*found, *found, small.guid("nothing")]))

    def fitting(self, kind):
        """Return any value of a kind, referring to what is there."""
        value = self.draw(BY_KIND[kind])
        rewire = REWIRE.get(kind)
        value = rewire(self, value) if rewire else value
        guid = small.guid("random", kind.__name__, self.draw(st.integers(0, 2)))
        return value if kind is TurnList else replace(value, guid=guid)

    def document(self):
        """Return a document that is there, its text, and the GUIDs of its speakers."""
        found = self.draw(st.sampled_from(sorted(self.there["Document"], key=lambda d: d.guid)))
        speakers = sorted(s.guid for s in self.there["Speaker"] if s.document == found.guid)
        return found, speakers


def _with_criteria(drawing, coding):
    document, _ = drawing.document()
    code = drawing.draw(st.sampled_from(sorted(drawing.there["Code"], key=lambda c: c.guid)))
    start = drawing.draw(st.integers(0, document.length))
    end = start + drawing.draw(st.integers(1, 30))
    criteria = drawing.draw(st.sets(st.sampled_from(code.criteria))) if code.criteria else ()
    return replace(
        coding,
        document=document.guid,
        start=start,
        end=end,
        code=code.guid,
        coder=drawing.one(Coder),
        criteria=tuple(sorted(c.guid for c in criteria)),
    )


def _turns(drawing, turn_list):
    document, speakers = drawing.document()
    speakers = speakers or [small.guid("nothing")]
    turns = tuple(
        Turn(t.start, t.end, drawing.draw(st.sampled_from(speakers)))
        for t in turn_list.turns
        if t.end <= document.length
    )
    return TurnList(turns_guid(document.guid), document.guid, turns or (Turn(0, 1, speakers[0]),))


def _document(drawing, document):
    content = drawing.draw(st.sampled_from(CONTENTS))
    return replace(document, sha256=Text.of(content).sha256, length=len(content), name=drawing.draw(NAMES))


def _class(drawing, classification):
    scheme = drawing.draw(st.sampled_from(sorted(drawing.there["Scheme"], key=lambda s: s.guid)))
    category = drawing.draw(st.sampled_from(scheme.categories))
    return replace(
        classification,
        respondent=drawing.one(Respondent),
        scheme=scheme.guid,
        category=category.guid,
        coder=drawing.one(Coder),
        occasion=drawing.draw(st.sampled_from(("", "time two"))),
    )


def _memo(drawing, memo):
    kinds = {"document": Document, "respondent": Respondent, "code": Code, "project": Settings}
    return replace(memo, about=drawing.one(kinds[memo.on]), coder=drawing.one(Coder))


NAMES = st.sampled_from(["LB01", "LB02", "new", "newer"])
REWIRE = {
    Settings: lambda d, v: replace(
        v, default_coder=d.one(Coder), default_view=v.default_view if v.default_view in VIEW_NAMES else d.one(Coder)
    ),
    Coder: lambda d, v: replace(v, name=d.draw(NAMES)),
    CodebookVersion: lambda d, v: replace(v, number=v.number % 3 + 1),
    Code: lambda d, v: replace(v, parent=d.one(Code) if v.parent else None),
    Band: lambda d, v: replace(v, codes=tuple(d.one(Code) for _ in v.codes)),
    Respondent: lambda d, v: replace(v, label=d.draw(NAMES)),
    Attribute: lambda d, v: replace(v, name=d.draw(NAMES)),
    AttributeValue: lambda d, v: replace(v, respondent=d.one(Respondent), attribute=d.one(Attribute), occasion=""),
    Document: _document,
    Speaker: lambda d, v: replace(v, document=d.one(Document), respondent=d.one(Respondent) if v.role.counts else None),
    TurnList: _turns,
    Assignment: lambda d, v: replace(v, document=d.one(Document), coder=d.one(Coder)),
    Finish: lambda d, v: replace(v, document=d.one(Document), coder=d.one(Coder), read_for=(ReadFor(d.one(Code), 1),)),
    Coding: _with_criteria,
    Classification: _class,
    Mark: lambda d, v: replace(
        v, respondent=d.one(Respondent), about=d.one(d.draw(st.sampled_from((Code, Scheme)))), coder=d.one(Coder)
    ),
    Memo: _memo,
    Case: lambda d, v: replace(
        v,
        name=d.draw(NAMES),
        members=tuple(dict.fromkeys((d.one(Respondent), small.LB01.guid, small.LB02.guid))),
    ),
    KeptName: lambda d, v: replace(v, name=d.draw(NAMES)),
    GuideQuestion: lambda d, v: replace(v, codes=(d.one(Code),) if v.codes else ()),
    Quotation: lambda d, v: replace(v, coding=d.one(Coding), by=d.one(Coder)),
    ReportItem: lambda d, v: replace(v, by=d.one(Coder)),
    FrozenFigures: lambda d, v: replace(v, name=d.draw(NAMES), by=d.one(Coder)),
}


def instead_of(before, after):
    """Return a value that takes another's place; the other where that cannot be (a code would be its own parent)."""
    try:
        return replace(after, guid=before.guid, **({"document": before.document} if type(after) is TurnList else {}))
    except ValueRefused:
        return before


def random_change(draw, there):
    """Return a Change of one to three values: put in, taken out, or replaced."""
    drawing = Drawing(draw, there)
    removed, added = {}, {}
    for _ in range(draw(st.integers(1, 3))):
        kind = draw(st.sampled_from(KINDS))
        present = sorted(there[kind.__name__], key=lambda v: v.guid)
        action = draw(st.sampled_from(("add", "replace", "remove"))) if present else "add"
        before = draw(st.sampled_from(present)) if action != "add" else None
        after = drawing.fitting(kind) if action != "remove" else None
        if before is not None and after is not None:
            after = instead_of(before, after)
        for side, value in ((removed, before), (added, after)):
            if value is not None:
                side[kind, value.guid] = value
    if removed == added:
        added = {}
    return Change("At random", tuple(removed.values()), tuple(added.values()), tuple(map(Text.of, CONTENTS)))


@settings(max_examples=25)
@given(st.data())
def test_whatever_is_done_at_random_can_be_taken_back(small_project, data):
    with in_memory(small_project) as store:
        for _ in range(data.draw(st.integers(1, 4), label="steps")):
            before = values(store)
            change = random_change(data.draw, before)
            rows = dump(store)
            try:
                store.apply(change, FIRST)
            except ChangeRefused:
                assert dump(store) == rows
                continue
            after = values(store)
            assert store.find_problems() == []
            for side, there in ((change.removed, before), (change.added, after)):
                for value in side:
                    assert value in there[type(value).__name__]
            store.apply(change.inverse, FIRST)
            assert values(store) == before
            assert store.find_problems() == []
            store.apply(change.inverse.inverse, FIRST)
            assert values(store) == after


EDITS = {
    "Settings": Change("e", (small.SETTINGS,), (replace(small.SETTINGS, name="Other", chosen="random"),)),
    "Coder": Change("e", (small.SECOND,), (replace(small.SECOND, name="Somebody"),)),
    "CodebookVersion": Change("e", (small.VERSION,), (replace(small.VERSION, note="Otherwise"),)),
    "Code": Change("e", (small.HOUSING,), (replace(small.HOUSING, parent=None, examples=("a", "b"), retired=True),)),
    "Scheme": Change(
        "e", (small.OTHER_SCHEME,), (replace(small.OTHER_SCHEME, categories=small.OTHER_SCHEME.categories[::-1]),)
    ),
    "Instrument": Change("e", (small.SCORE,), (replace(small.SCORE, items=small.SCORE.items[:1]),)),
    "Band": Change("e", (small.BREADTH,), (replace(small.BREADTH, codes=(), number_of="days"),)),
    "Respondent": Change("e", (small.LB05,), (replace(small.LB05, because="moved away", do_not_quote=True),)),
    "Attribute": Change("e", (small.DAYS,), (replace(small.DAYS, name="days", position=7),)),
    "Document": Change("e", (small.LATER.document,), (replace(small.LATER.document, kind="profile", occasion=""),)),
    "Speaker": Change(
        "e",
        (small.JOINT.speakers["LB02"],),
        (replace(small.JOINT.speakers["LB02"], role=Role.INTERVIEWER, respondent=None),),
    ),
    "TurnList": Change("e", (small.JOINT.turns,), (replace(small.JOINT.turns, turns=small.JOINT.turns.turns[:2]),)),
    "Coding": Change("e", (small.PLANS,), (replace(small.PLANS, start=0, criteria=(), memo=""),)),
    "Classification": Change("e", (small.ENGAGED,), (replace(small.ENGAGED, category=small.GROUP.categories[1].guid),)),
    "Mark": Change("e", (small.NOT_ASKED,), (replace(small.NOT_ASKED, about=small.GROUP.guid),)),
    "Memo": Change("e", (small.ON_CODE,), (replace(small.ON_CODE, text="Other words"),)),
    "NamedFilter": Change("e", (small.SAMPLE,), (replace(small.SAMPLE, filter="borough = Brent"),)),
}


@pytest.mark.parametrize("kind", [k.__name__ for k in KINDS])
def test_an_edit_of_every_kind_is_taken_back_by_undo(store, kind):
    present = values(store)[kind]
    one = min(present, key=lambda v: v.guid)
    change = EDITS.get(kind, Change("e", removed=(one,)))
    before = values(store)
    number = store.apply(change, FIRST)
    assert values(store) != before
    entry = store.entry_to_undo()
    assert (entry.number, entry.change.removed, entry.change.added) == (number, change.removed, change.added)
    store.apply(entry.change.inverse, FIRST, undoes=entry.number)
    assert values(store) == before
    assert store.find_problems() == []


def test_undo_goes_back_through_everything_and_not_through_undoes(store):
    for label in ("LB10", "LB11", "LB12"):
        store.apply(Change(f"Add {label}", added=(Respondent(small.guid(label), label),)), FIRST)
    taken_back = []
    while (entry := store.entry_to_undo()) and entry.number > 1:
        store.apply(entry.change.inverse, FIRST, undoes=entry.number)
        taken_back.append(entry.change.label)
    assert taken_back == ["Add LB12", "Add LB11", "Add LB10"]
    assert [e.undoes for e in store.history()] == [None, None, None, None, 4, 3, 2]
    store.apply(Change("Add LB13", added=(Respondent(small.guid("LB13"), "LB13"),)), FIRST)
    assert store.entry_to_undo().change.label == "Add LB13"
