"""Other coders' passages beside one's own in the transcript: shown when wanted and allowed, gone to, never edited."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QEvent, QPoint, Qt
from PySide6.QtGui import QHelpEvent
from PySide6.QtTest import QAbstractItemModelTester, QTest
from PySide6.QtWidgets import QApplication, QToolTip

from fop_coder.gui.panels.code import open_document
from fop_coder.gui.panels.code.measures import measures, with_others
from fop_coder.gui.panels.code.right_pane import OF_DOCUMENT
from fop_coder.gui.theme import Appearance
from fop_coder.model.change import Change
from fop_coder.model.coding import Coding
from fop_coder.model.documents import Assignment
from tests.gui.hands import settle
from tests.study import Study

FIRST, SECOND = "I plan ahead. I draw a map.", "I look back on it, and I plan again."
SENTENCE = "What Ann Lee made of MX02 is hidden until you have finished it."
SHIFTED = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier


@pytest.fixture
def study_file(tmp_path):
    """Return a project: Ann Lee has read MX01 to MX03; Ben has finished MX01, is to read MX02, was not given MX03."""
    study = Study(tmp_path)
    project = study.project
    project.coder_or_new("Ann Lee")
    for name in ("MX01", "MX02", "MX03"):
        study.interview(name, [("I", "How?"), (name, FIRST), ("I", "And then?"), (name, SECOND)])
    study.assign("Ann Lee", "MX01", "MX02", "MX03")
    mine = project.store.values(Assignment, coder=project.coder_named("Ann").guid)
    project.apply(Change("Ann has nothing to read", removed=tuple(mine)))
    for name in ("MX01", "MX02", "MX03"):
        study.code(name, "plan ahead", coder="Ann Lee", criteria="a")
        study.code(name, "look back", "review", coder="Ann Lee")
    study.finish("MX01", "MX02", "MX03", coder="Ann Lee")
    study.assign("Ben", "MX01", "MX02")
    study.code("MX01", "I plan ahead", coder="Ben")
    study.finish("MX01", coder="Ben")
    project.close()
    return study.path


@pytest.fixture
def code(bare_window, study_file):
    """Return the Code screen with Ben acting, MX01 open."""
    assert bare_window.open_project(study_file)
    bare_window.desk.act_as("Ben")
    bare_window.show_panel("code")
    screen = bare_window.panel_named("code")
    go(screen, "MX01")
    return screen


def go(screen, document):
    screen.open(screen.desk.project.document_named(document).guid)
    screen.transcript.setFocus()
    settle(screen.window())


def toggle(screen):
    QTest.keyClick(screen.transcript, Qt.Key.Key_O, SHIFTED)
    settle(screen.window())


def painted(screen):
    """Return the words of the codings that others' stripes and signs stand for, as they were painted."""
    screen.transcript.grab()
    others = screen.transcript._others
    if others.here is None:
        return set()
    text = screen.opened.segments.text
    found = [others.here.index.get(t.coding).coding for t in others.targets(0)]
    return {text[c.start : c.end] for c in found}


def mine(screen):
    project = screen.desk.project
    return project.store.values(Coding, coder=project.coder)


def theirs(screen):
    project = screen.desk.project
    return set(project.store.values(Coding, coder=project.coder_named("Ann Lee").guid))


def listed(screen):
    screen.right.tabs.setCurrentIndex(OF_DOCUMENT)
    model = screen.right.list.model
    return [model.index(row).data(Qt.ItemDataRole.AccessibleTextRole) for row in range(model.rowCount())]


def test_they_are_off_at_first_and_nothing_is_read(code, monkeypatch):
    def refuse(*_):
        raise AssertionError("nothing of others is to be read while it is not wanted")

    monkeypatch.setattr(open_document, "others_coding", refuse)
    go(code, "MX02")
    go(code, "MX01")
    assert painted(code) == set() and len(listed(code)) == 1
    assert not code.around.actions.action("code.others").isChecked()


def test_a_key_shows_them_and_the_text_stays_where_it_is(code):
    def places():
        transcript = code.transcript
        return [transcript.cursorRect().topLeft(), transcript.viewport().x(), transcript.document().size()]

    before, lanes = places(), code.transcript.places.lanes
    toggle(code)
    assert painted(code) == {"plan ahead", "look back"}
    assert places() == before and code.transcript.places.lanes == lanes
    assert code.around.actions.action("code.others").isChecked()
    own = {t.coding for t in code.transcript._targets}
    assert own == {c.guid for c in mine(code)}
    toggle(code)
    assert painted(code) == set() and places() == before
    assert not code.around.actions.action("code.others").isChecked()


def test_they_are_hidden_until_the_document_is_finished_and_one_sentence_says_so(code, said_of):
    go(code, "MX02")
    toggle(code)
    assert painted(code) == set() and said_of[-1] == SENTENCE
    assert listed(code) == [] and code.right.list.note.text() == SENTENCE and code.right.list.note.isVisible()
    code.transcript.setFocus()
    QTest.keyClick(code.transcript, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    go(code, "MX02")
    assert painted(code) == {"plan ahead", "look back"}
    assert len(listed(code)) == 2 and not code.right.list.note.isVisible()
    code.desk.undo_stack.undo()
    settle(code.window())
    assert painted(code) == set() and listed(code) == [] and code.right.list.note.isVisible()


@pytest.fixture
def said_of(code, monkeypatch):
    """Return what the status line is told, one after the other."""
    told = []
    say = code.around.say
    object.__setattr__(code.around, "say", lambda words, *more: (told.append(words), say(words, *more))[1])
    yield told
    object.__setattr__(code.around, "say", say)


def test_what_is_shown_is_said_in_numbers(code, said_of):
    toggle(code)
    assert said_of[-1] == "2 passages of other coders are shown beside yours."
    toggle(code)
    assert said_of[-1] == "Other coders' passages are not shown any more."
    code.desk.act_as("Ann Lee")
    settle(code.window())
    go(code, "MX01")
    toggle(code)
    assert said_of[-1] == "1 passage of another coder is shown beside yours."
    go(code, "MX03")
    toggle(code)
    toggle(code)
    assert said_of[-1] == "Nobody else has coded MX03."


def test_it_is_remembered(code):
    toggle(code)
    window = code.window()
    path = code.desk.project.store.path
    code.around.actions.action("project.close").trigger()
    settle(window)
    assert window.open_project(path)
    window.desk.act_as("Ben")
    go(code, "MX01")
    assert painted(code) == {"plan ahead", "look back"}
    assert code.around.actions.action("code.others").isChecked()


def test_the_list_names_them_and_goes_to_them_without_making_them_ones_own(code):
    toggle(code)
    QAbstractItemModelTester(code.right.list.model)
    assert [words.split(",")[0] for words in listed(code)] == ["Planning", "Planning by Ann Lee", "Review by Ann Lee"]
    before = theirs(code)
    chosen = code.right.list.model.index(2)
    code.right.list.list.scrollTo(chosen)
    QTest.mouseClick(
        code.right.list.list.viewport(),
        Qt.MouseButton.LeftButton,
        pos=code.right.list.list.visualRect(chosen).center(),
    )
    start, end = code.transcript.selected()
    assert code.opened.segments.text[start:end] == "look back" and code.transcript.current is None
    for key in (Qt.Key.Key_Delete, Qt.Key.Key_Right):
        QTest.keyClick(code.transcript, key, Qt.KeyboardModifier.NoModifier)
    assert theirs(code) == before


def test_ones_own_coding_of_the_same_passage_is_another_and_takes_nothing_of_theirs_off(code):
    toggle(code)
    before, own = theirs(code), len(mine(code))
    code.go(code.place())
    there = next(c for c in before if c.document == code.opened.document.guid and c.start > 40)
    code._passage_chosen(there.guid)
    QTest.keyClicks(code.transcript, "2")
    assert len(mine(code)) == own + 1 and theirs(code) == before
    code._passage_chosen(there.guid)
    QTest.keyClicks(code.transcript, "2")
    assert len(mine(code)) == own and theirs(code) == before


def stripe_of(code, words):
    """Return the middle of the sign of another coder's passage, in the view."""
    code.transcript.grab()
    others, text = code.transcript._others, code.opened.segments.text
    targets = others.targets(code.transcript.verticalScrollBar().value())
    found = next(t for t in targets if text[(c := others.here.index.get(t.coding).coding).start : c.end] == words)
    return found.rect.center().toPoint()


def test_a_click_on_a_stripe_goes_to_the_passage(code):
    toggle(code)
    QTest.mouseClick(code.transcript.viewport(), Qt.MouseButton.LeftButton, pos=stripe_of(code, "look back"))
    start, end = code.transcript.selected()
    assert code.opened.segments.text[start:end] == "look back"
    assert code.transcript.current is None


def test_the_mouse_is_told_whose_it_is_and_a_screen_reader_too(code):
    toggle(code)
    place = stripe_of(code, "plan ahead")
    event = QHelpEvent(QEvent.Type.ToolTip, place, code.transcript.viewport().mapToGlobal(place))
    QApplication.sendEvent(code.transcript.viewport(), event)
    assert "Planning, Ann Lee" in QToolTip.text() and "Criteria: ahead" in QToolTip.text()
    QToolTip.hideText()
    code.transcript.go_to_turn(1)
    assert code.transcript.accessibleDescription() == "Turn 2, MX01, 1 codings, Planning by Ann Lee"
    code.transcript.go_to_turn(0)
    assert code.transcript.accessibleDescription() == "Turn 1, I, 0 codings"


@pytest.mark.parametrize("appearance", [Appearance.LIGHT, Appearance.DARK])
def test_the_stripe_is_hollow_and_bears_key_and_initials(code, theme, appearance):
    theme.apply(appearance, 1.0)
    toggle(code)
    here = code.transcript._others.here
    assert [here.signs_of(d) for d in here.index.in_order()] == [("1 AL", "AL"), ("2 AL", "AL")]
    picture = code.transcript.viewport().grab().toImage()
    drawn = next(iter(here.index.in_order()))
    mark = theme.code(drawn.code.colour).mark.rgb()
    places = code.transcript.places
    head = stripe_of(code, "plan ahead").y()
    edge, middle, beyond = (picture.pixel(places.others + x, head) for x in (0, 2, 5))
    assert edge == mark and middle == beyond != mark


@pytest.mark.parametrize("width", [650, 700, 735, 780, 900, 1400])
@pytest.mark.parametrize("scale", [1.0, 1.5])
def test_stripes_are_in_sight_in_every_width_and_over_no_label(theme, width, scale):
    theme.apply(Appearance.LIGHT, scale)
    own = measures(theme, width)
    both = with_others(own, theme, width)
    assert (both.gutter, both.text, both.lanes, both.labels) == (own.gutter, own.text, own.lanes, own.labels)
    assert both.label_room in (0, own.label_room) or both.label_room >= theme.px(80)
    if own.lanes + 30 < width:
        assert both.others + both.other_lanes * 6 <= width and both.signs + both.sign_room <= width + 2
    if both.sign_room:
        assert both.others >= both.labels + (both.label_room or both.badge)
        assert both.sign_room >= theme.px(15)
    theme.apply(Appearance.LIGHT, 1.0)


def test_passages_merged_or_taken_off_by_others_are_followed(code):
    toggle(code)
    gone = next(c for c in theirs(code) if c.document == code.opened.document.guid and c.start > 40)
    assert code.desk.apply(Change("Take off", removed=(gone,)))
    settle(code.window())
    assert painted(code) == {"plan ahead"}
    code.desk.undo_stack.undo()
    settle(code.window())
    assert painted(code) == {"plan ahead", "look back"}


# ---- a document that nobody gave one ---------------------------------------------------------------------------------


def test_a_first_passage_takes_the_document_up_and_hides_what_others_made_of_it(code):
    project = code.desk.project
    toggle(code)
    go(code, "MX03")
    assert painted(code) == {"plan ahead", "look back"}
    document = code.opened.document.guid
    code.transcript.go_to_turn(3)
    QTest.keyClicks(code.transcript, "1")
    settle(code.window())
    made = next(c for c in mine(code) if c.document == document)
    assert not made.discussed
    assert [a.coder for a in project.store.values(Assignment, document=document)].count(project.coder) == 1
    assert painted(code) == set() and code.transcript.current == made.guid
    code.desk.undo_stack.undo()
    settle(code.window())
    assert [c for c in mine(code) if c.document == document] == []
    assert project.coder not in [a.coder for a in project.store.values(Assignment, document=document)]
    assert painted(code) == {"plan ahead", "look back"}
    code.desk.undo_stack.redo()
    assert project.coder in [a.coder for a in project.store.values(Assignment, document=document)]


def test_the_mouse_over_nothing_is_told_nothing(code):
    toggle(code)
    QToolTip.showText(QPoint(0, 0), "before")
    event = QHelpEvent(QEvent.Type.ToolTip, QPoint(300, 5), code.transcript.viewport().mapToGlobal(QPoint(300, 5)))
    QApplication.sendEvent(code.transcript.viewport(), event)
    assert code.transcript._other_under(event.pos().toPointF()) is None
