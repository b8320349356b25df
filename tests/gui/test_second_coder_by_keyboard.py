"""Second coding on two machines without the mouse: a pack goes out, is coded blind, comes back, and all is settled."""

from __future__ import annotations

import openpyxl
import pytest
from PySide6.QtCore import QCoreApplication, QEvent, QSettings, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMenu

from fop_coder.gui import app, files
from fop_coder.gui.main_window import MainWindow
from fop_coder.gui.notices import Notice
from fop_coder.gui.preferences import Preferences
from fop_coder.gui.second_coding.hand_out import HandOutDialog
from fop_coder.gui.second_coding.merging import MergeDialog
from fop_coder.gui.theme import Appearance
from fop_coder.model.agreement import Measure
from fop_coder.model.coding import Coding
from fop_coder.model.documents import Finish
from fop_coder.model.second_coding import KeptAgreement, Outcome, Reason, Settlement, Stage
from fop_coder.project.coders_compared import Comparison, compare_coders
from fop_coder.project.disagreements import Over, list_disagreements, waiting_for
from fop_coder.project.tallying import Question, tally
from tests.gui.access import name_of
from tests.gui.hands import give_back, press, settle
from tests.study import Study

pytestmark = pytest.mark.untraced

NAMES = [f"HF0{number}" for number in range(1, 7)]
SAID = "We plan ahead \U0001f5fa with <b>them</b> before each visit."
MORE = "And afterwards we look back at it together."
LINES = [("I", "What do you do?"), (None, SAID), ("I", "And then?"), (None, MORE)]

ANN = {
    "HF01": [("plan ahead", "planning"), ("look back", "review")],
    "HF02": [("We plan", "planning")],
    "HF03": [("look back", "review")],
    "HF04": [(MORE, "review"), (SAID, "planning")],
    "HF05": [],
    "HF06": [("before each visit", "planning")],
}
ANN_SAYS = dict(zip(NAMES, ("enthusiast", "cautious", "cautious", "enthusiast", "cautious", "enthusiast"), strict=True))

KIM = {
    "HF01": [(1, "1"), (3, "2")],
    "HF02": [],
    "HF03": [(1, "1"), (3, "2")],
    "HF04": [(1, "1")],
    "HF05": [(3, "2")],
    "HF06": [(1, "1")],
}
"""By document: the turn, and the key of the code."""
KIM_SAYS = {"HF01": "E", "HF02": "C", "HF03": "E", "HF04": "E", "HF05": "C", "HF06": "E"}

PLAN = "plan ahead"
"""What the last passage is narrowed to by hand, from the beginning of its text."""


@pytest.fixture
def first_file(tmp_path):
    """What the first coder has made of six interviews."""
    folder = tmp_path / "first machine"
    folder.mkdir()
    study = Study(folder)
    for name in NAMES:
        study.interview(name, [(who or name, words) for who, words in LINES])
        for words, code in ANN[name]:
            study.code(name, words, code)
        study.classify(name, ANN_SAYS[name])
    study.finish(*NAMES)
    study.project.close()
    return study.path


@pytest.fixture
def machines(qtbot, theme, tmp_path, monkeypatch):
    """Give windows of machines with preferences of their own; the system's file dialogs are answered."""
    sat_at = []

    class Machines:
        file = None

        def sit_down(self, name, path, appearance, scale, **keys):
            self.leave()
            preferences = Preferences(QSettings(str(tmp_path / f"{name}.ini"), QSettings.Format.IniFormat))
            preferences.set_plain("shortcuts", {k.replace("__", "."): v for k, v in keys.items()})
            theme.apply(appearance, scale)
            window = MainWindow(theme, preferences, app.all_panels())
            window.resize(1440, 900)
            window.show()
            qtbot.waitUntil(window.isActiveWindow)
            sat_at.append(window)
            self.file = path
            press("Ctrl+O")
            qtbot.waitUntil(lambda: window.desk.project is not None, timeout=20_000)
            settle(window)
            return window

        def leave(self):
            if sat_at:
                window = sat_at.pop()
                settle(window)
                window.close()
                window.deleteLater()
                QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
                QApplication.processEvents()

    made = Machines()
    monkeypatch.setattr(files, "choose_file", lambda *_: made.file)
    yield made
    made.leave()
    theme.apply(Appearance.LIGHT, 1.0)


def do(window, words):
    """Do something by the first words of its name, in the palette."""
    press("Ctrl+K")
    QTest.keyClicks(QApplication.focusWidget(), f">{words}")
    QApplication.processEvents()
    assert window.palette_shown.shown, f"nothing is called {words}"
    assert window.palette_shown.shown[0].title.startswith(words)
    press("Return")
    settle(window)


def dialog(kind):
    """Return the dialog that is open."""
    found = QApplication.activeModalWidget()
    assert isinstance(found, kind), f"{kind.__name__} is not open, but {found}"
    return found


def tab_to(name):
    """Press Tab until the field or button of a name has the focus."""
    for _ in range(60):
        here = QApplication.focusWidget()
        if name_of(here).replace("&", "") == name:
            return here
        press("Tab")
    raise AssertionError(f"Tab never comes to {name}")


def write(words):
    """Put words in the place of those in the field."""
    press("Ctrl+A")
    QTest.keyClicks(QApplication.focusWidget(), words)
    QApplication.processEvents()


def hand_out(window, out):
    """Hand all documents out to Kim, with a reason, by the dialog."""
    do(window, "Hand out a pack")
    asked = dialog(HandOutDialog)
    write("Kim Lee")
    tab_to("Round of double coding")
    write("First round")
    tab_to("Reason")
    write("to see whether the definitions hold")
    tab_to("File of the pack")
    write(str(out))
    assert asked.hand.isEnabled()
    press("Return")
    settle(window)
    assert QApplication.activeModalWidget() is None
    give_back(window)
    assert "6 documents for Kim Lee" in window.status.sentence.text()


def turn_under_the_caret():
    return int(QApplication.focusWidget().accessibleDescription().split(",")[0].removeprefix("Turn "))


def go_to_turn(turn):
    for _ in range(20):
        here = turn_under_the_caret() - 1
        if here == turn:
            return
        press("Alt+Down" if here < turn else "Alt+Up")
    raise AssertionError(f"turn {turn} is never reached")


def code_blind(window):
    """Code what is in the pack as Kim would, and say that it is finished."""
    assert "A pack for second coding" in window.status.sentence.text()
    press("Ctrl+1")
    settle(window)
    for _ in NAMES:
        name = window.panel.header.title.text()
        go_to_turn(1)
        for turn, key in KIM[name]:
            go_to_turn(turn)
            press(key)
        go_to_turn(1)
        press(KIM_SAYS[name])
        press("F9")  # her own key for "Finish and next"
        settle(window)
    assert "All 6 documents are finished" in window.status.sentence.text()
    do(window, "Finish this pack")
    assert "Everything is finished" in " ".join(part.text() for part in dialog(Notice).findChildren(type_of_label()))
    press("Escape")
    give_back(window)


def type_of_label():
    from PySide6.QtWidgets import QLabel

    return QLabel


def merge(window, machines, pack):
    """Merge what came back: one look, then Enter."""
    machines.file = pack
    do(window, "Merge a pack")
    asked = dialog(MergeDialog)
    assert QApplication.focusWidget() is asked.choose
    press("Space")
    settle(window)
    assert asked.do.isEnabled()
    assert QApplication.focusWidget() is asked.do
    press("Return")
    settle(window)
    assert QApplication.activeModalWidget() is None
    give_back(window)


def figures(window, column):
    """Return what stands in a column of the table, by the name of its row."""
    table = window.panel.table.model()
    headings = [
        str(table.headerData(n, Qt.Orientation.Horizontal)).replace("\n", " ") for n in range(table.columnCount())
    ]
    place = headings.index(column)
    return {table.index(row, 0).data(): table.index(row, place).data() for row in range(table.rowCount())}


def settled_by_keys(window, count):
    """Settle what is listed, each in another way, until nothing is open; return how many are settled then."""
    part = window.panel.part
    ways = [("1", "W"), ("2", "O"), ("3", "A"), ("4", "B")]
    while (found := part.pane.current()) is not None and found.settlement is None:
        outcome, reason = ways[count % len(ways)]
        if outcome == "4" and found.over is Over.BOUNDARY:  # all have a passage there
            outcome = "3"
        if found.cluster is None and outcome in "34":
            outcome = "2"
        if count == 5:
            press("5")
            for _ in PLAN:
                press("Shift+Right")
            press("Return")
        else:
            press(outcome)
        press(reason)
        press("R")
        QTest.keyClicks(QApplication.focusWidget(), f"Talked over as number {count}")
        press("Ctrl+Return")
        count += 1
        assert count < 40, "there is no end of disagreements"
    return count


def pending(project):
    return sum(row.counts.pending for row in tally(project, Question(view="consensus")).rows)


def figures_are_those_of_the_project(window):
    """Read the screen; return the counts that it shows by code."""
    do(window, "Agreement")
    assert window.panel.name == "agreement"
    project = window.desk.open_project
    report = compare_coders(project, Comparison(("Ann", "Kim Lee")))
    shown = {heading: figures(window, heading) for heading in ("Agree", "Alpha", "Kappa", "AC1")}
    measures = {"Alpha": Measure.ALPHA, "Kappa": Measure.COHEN, "AC1": Measure.AC1}
    for row in (*report.rows, report.overall):
        name = row.name if row is not report.overall else "All codes, pooled"
        assert shown["Agree"][name] == f"{row.value(Measure.PERCENT):.0%}".replace("%", " %")
        for heading, measure in measures.items():
            value = row.value(measure)
            assert value is not None, f"{name}: the test compares nothing"
            assert shown[heading][name].replace("\u2212", "-") == f"{value:.2f}"
    counts = [figures(window, heading) for heading in ("Both yes", "First only", "Second only", "Both no")]
    return {name: tuple(column[name] for column in counts) for name in counts[0]}


def settle_everything(window, qtbot):
    """Settle by keys what is listed, then what differs in its ends alone; return how many were settled."""
    project, part = window.desk.open_project, window.panel.part
    assert pending(project) > 0
    for _ in range(12):
        if QApplication.focusWidget() is part.pane.list:
            break
        press("F6")
    assert QApplication.focusWidget() is part.pane.list, "F6 never comes to the disagreements"
    count = settled_by_keys(window, 0)
    assert "All listed here are settled" in window.status.sentence.text()
    assert window.panel.standing() == "No disagreement is open. The consensus is pending for nobody."
    tab_to(part.pane.boundaries.text())
    press("Space")
    tab_to("Disagreements")
    press("Ctrl+Return")
    count = settled_by_keys(window, count)
    settle(window)
    found = list_disagreements(project, [project.coder_named(n) for n in ("Ann", "Kim Lee")], boundaries=True)
    assert len(found) == count == len(project.store.values(Settlement))
    assert all(d.settlement is not None for d in found)
    assert waiting_for(found) == set()
    assert pending(project) == 0
    kept = project.store.values(Settlement)
    assert {s.outcome for s in kept} == set(Outcome)
    assert {s.reason for s in kept} == {str(r) for r in Reason}
    assert all(s.because.startswith("Talked over as number") for s in kept)
    return count


def after_discussion(window, told):
    """The chip leads to the agreement as settled; what was coded blind stays on record."""
    tab_to("Shown: coded blind, before settling")
    press("Space")
    menu = QApplication.activePopupWidget()
    assert isinstance(menu, QMenu)
    while menu.activeAction() is None or "after discussion" not in menu.activeAction().text():
        press("Down", menu)
    press("Return", menu)
    settle(window)
    assert window.panel.controls.stage.stage is Stage.AFTER
    assert set(figures(window, "Agree").values()) == {"100 %"}
    records = window.desk.open_project.store.values(KeptAgreement)
    assert {k.stage for k in records} == {Stage.BEFORE}
    assert told["All codes, pooled"] != ("0", "0", "0", "0")


def export(window, out, count, qtbot):
    """Write the workbook; its sheets hold every disagreement with how it was settled."""
    press("Ctrl+E")
    panel = window.panel
    waited = lambda: not panel._pause.isActive() and panel._previewing is None and not panel.foot.is_busy  # noqa: E731
    qtbot.waitUntil(waited, timeout=30_000)
    tab_to("Where it is written")
    write(str(out))
    press("Ctrl+Return")
    qtbot.waitUntil(waited, timeout=30_000)
    settle(window)
    book = openpyxl.load_workbook(out)
    assert {"Agreement", "Agreement by code", "Disagreements", "Agreement in words"} <= set(book.sheetnames)
    heads, *rows = [[cell.value for cell in row] for row in book["Disagreements"].iter_rows()]
    rows = rows[: rows.index([None] * len(heads))]  # notes stand below
    assert len(rows) == count
    assert all("Talked over as number" in " ".join(map(str, row)) for row in rows), heads


def everything_can_be_undone_and_done_again(window, count):
    """All settlements are taken back one by one, and made again."""
    project = window.desk.open_project
    do(window, "Agreement")
    settle(window)
    whole = set(project.store.values(Settlement))
    labels = [e.change.label for e in project.history() if e.change]
    assert sum(label.startswith("Settle ") for label in labels) >= count
    assert any("Kim Lee" in label and label.startswith("Merge") for label in labels), labels
    steps = 0
    while project.store.values(Settlement):
        press("Ctrl+Z")
        steps += 1
        assert steps <= 4 * count, "undoing never comes to an end"
    assert pending(project) > 0
    for _ in range(steps):
        press("Ctrl+Y")
    settle(window)
    assert set(project.store.values(Settlement)) == whole
    assert pending(project) == 0
    assert project.verify() == []


def test_two_machines_worth_of_work(machines, first_file, tmp_path, qtbot):
    out = tmp_path / "for kim.fop"
    window = machines.sit_down("first", first_file, Appearance.LIGHT, 1.0)
    hand_out(window, out)

    window = machines.sit_down("second", out, Appearance.DARK, 1.5, code__finish="F9")
    code_blind(window)
    with_key = {(c.document, c.code) for c in window.desk.open_project.store.values(Coding)}
    assert len(with_key) == sum(map(len, KIM.values()))

    window = machines.sit_down("first", first_file, Appearance.LIGHT, 1.0)
    project = window.desk.open_project
    merge(window, machines, out)
    assert len(project.store.values(Finish)) == 12
    assert "Merged the work of Kim Lee" in window.status.sentence.text()

    told = figures_are_those_of_the_project(window)
    assert told["Planning"] == ("3", "1", "1", "1")

    count = settle_everything(window, qtbot)
    after_discussion(window, told)
    export(window, tmp_path / "out.xlsx", count, qtbot)
    everything_can_be_undone_and_done_again(window, count)
