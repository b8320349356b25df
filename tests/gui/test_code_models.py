"""The lists of the Code screen: Qt's model tester, filters, groups, what a screen reader says."""

from __future__ import annotations

from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QAbstractItemModelTester

from fop_coder.gui.panels.code.documents_model import ROW_ROLE, Arrangement, DocumentsModel, Heading, Which
from fop_coder.gui.panels.code.reading_places import ReadingPlace
from fop_coder.project.reading_list import Reading

STRICT = QAbstractItemModelTester.FailureReportingMode.Warning


@pytest.fixture
def code(window):
    """The Code screen."""
    window.show_panel("code")
    return window.panel


@pytest.fixture
def testers(code):
    """Qt's testers on every model of the screen, at work while a test changes them."""
    models = (code.documents.model, code.right.codebook.model, code.right.list.model)
    return [QAbstractItemModelTester(m, STRICT, m) for m in models]


def names(code):
    rows = (code.documents.model.index(n).data(ROW_ROLE) for n in range(code.documents.model.rowCount()))
    return [r.words if isinstance(r, Heading) else r.document.name for r in rows]


def test_typing_filters_by_name_attribute_and_how_far_it_is_read(code, testers, qtbot):
    field = code.documents.field
    qtbot.keyClicks(field, "kc0")
    assert names(code) == [n for n in names(code) if "KC0" in n]
    assert len(names(code)) == 9
    field.clear()
    qtbot.keyClicks(field, "unfinished")
    assert names(code) == []
    assert code.documents._nothing.isVisible()
    code.open(code.desk.open_project.document_named("KC05").guid)
    code.reopen()
    assert names(code) == ["KC05"]
    field.clear()
    assert len(names(code)) == 25


def test_a_new_code_puts_documents_among_those_to_re_read(code, testers, qtbot):
    code.hand.make_code("Stakeholders")
    code.documents._choose(replace(code.documents.model.arrangement, which=Which.REREAD))
    assert len(names(code)) == 25
    entry = code.documents.model.entries[3]
    assert entry.reread == ("Stakeholders",)
    assert code.documents.model.state_words(entry) == "re-read: Stakeholders"
    following = code.documents.model.next_waiting(code.opened.document.guid)
    code.finish()
    assert code.opened.document.guid == following.document.guid
    assert len(names(code)) == 24


def test_groups_have_headings_with_their_own_count(code, testers):
    code.documents._choose(Arrangement(group="borough", by_name=True))
    rows = [code.documents.model.index(n).data(ROW_ROLE) for n in range(code.documents.model.rowCount())]
    headings = [r for r in rows if isinstance(r, Heading)]
    assert sum(h.finished.of for h in headings) == 25
    assert [h.words for h in headings] == sorted(h.words for h in headings)
    index = code.documents.model.index(0)
    assert not index.flags() & Qt.ItemFlag.ItemIsSelectable
    assert index.data(Qt.ItemDataRole.AccessibleTextRole).endswith("finished")
    assert code.around.preferences.text("code/group") == "borough"


def test_a_half_read_document_says_how_far(qapp, code):
    project = code.desk.open_project
    model = DocumentsModel(code, lambda _guid: ReadingPlace(5, 0, 44, 63))
    entry = replace(code.documents.model.entries[0], reading=Reading.NOT_STARTED, codes=frozenset())
    model.fill([entry])
    assert model.is_begun(entry)
    spoken = model.index(0).data(Qt.ItemDataRole.AccessibleTextRole)
    assert spoken == "HF01_transcript, HF01, LBHF, long term, 11 training days, turn 44 of 63"
    assert project is not None


def test_passages_are_fetched_a_screenful_at_a_time(code, testers, monkeypatch):
    asked = []
    model = code.right.list.model
    fetch = model._fetch
    monkeypatch.setattr(model, "_fetch", lambda guids: asked.append(len(guids)) or fetch(guids))
    project = code.desk.open_project
    model.fill(project.store.coding_guids(coders=[project.coder]))
    assert model.rowCount() == 130
    assert model.passage(100) is not None
    assert asked  # the view asks for what it shows, and we for one further down
    assert sum(asked) <= 80
    assert model.passage(131) is None


def test_searching_the_codebook_narrows_and_offers_a_new_code(code, testers):
    model = code.right.codebook.model
    model.search("tech", may_make=True)
    assert [model.index(n).data() for n in range(model.rowCount())] == ["Techniques", "tech"]
    assert model.index(1).data(Qt.ItemDataRole.AccessibleTextRole) == "New code tech"
    model.search("techniques", may_make=True)
    assert model.rowCount() == 1
    model.search("x", may_make=False)
    assert model.rowCount() == 0
