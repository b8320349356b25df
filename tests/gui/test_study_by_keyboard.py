"""A whole study without the mouse: from the start screen to the tallies, nothing but keys."""

from __future__ import annotations

import csv
from collections import defaultdict

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLineEdit

from fop_coder.gui import files
from fop_coder.model.documents import Document, Finish, Role, Speaker
from fop_coder.model.people import Respondent
from fop_coder.shipped import fixtures_folder
from tests.gui.hands import give_back, press, settle

pytestmark = pytest.mark.untraced

MATERIAL = fixtures_folder() / "sample"
FIGURES = {"Planning": "22/25", "Hypotheses": "12/25", "Engagement": "17/25", "Techniques": "17/25", "Review": "11/25"}
MEETING = {"Planning": 15, "Hypotheses": 7, "Engagement": 13, "Techniques": 14, "Review": 8}
GROUPS = {"Enthusiast": 17, "Cautious": 5, "Limited knowledge": 3}


def rows_of(name):
    with (MATERIAL / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


@pytest.fixture
def project(bare_window, tmp_path, monkeypatch, qtbot):
    """A project made and filled with the 25 transcripts by keys alone; only the system's file dialog is answered."""
    window = bare_window
    monkeypatch.setattr(files, "choose_folder", lambda *_: MATERIAL / "transcripts")
    press("Ctrl+N")
    write("Family social workers")
    press("Tab")
    press("Ctrl+A")
    write(str(tmp_path))
    while QApplication.focusWidget() is not dialog().coder:
        press("Tab")
    write("First coder")
    press("Return")
    qtbot.waitUntil(lambda: window.desk.project is not None, timeout=20_000)
    give_back(window)
    assert QApplication.focusWidget() is not None, "keys go nowhere"
    press("Ctrl+I")
    press("Alt+O")
    settle(window)
    qtbot.waitUntil(lambda: dialog().bring_in.text() == "Import 25 documents", timeout=20_000)
    press("Ctrl+Return")
    qtbot.waitUntil(lambda: dialog().pages.currentIndex() == 2, timeout=30_000)
    press("Return")
    qtbot.waitUntil(lambda: QApplication.activeModalWidget() is None)
    give_back(window)
    return window.desk.open_project


def dialog():
    found = QApplication.activeModalWidget()
    assert found is not None, "no dialog is open"
    return found


def write(text):
    """Type a text into the field that has the caret."""
    assert isinstance(QApplication.focusWidget(), QLineEdit)
    for letter in text:
        press(letter)


class Plan:
    """What the sample's coder did, as keys on whole turns."""

    def __init__(self, project):
        self.codes = {c.ident: c for c in project.codebook.codes}
        scheme = project.codebook.schemes[0]
        keys = {c.ident: c.key for c in scheme.categories}
        self.classes = {
            row["respondent"]: keys[row["category"]]
            for row in rows_of("classifications.csv")
            if row["scheme"] == scheme.ident
        }
        self.turns = {d.name: project.store.turns(d.guid).turns for d in project.store.values(Document)}
        speakers = {s.guid: s.role for s in project.store.values(Speaker)}
        self.answers = {
            name: next(n for n, turn in enumerate(turns) if speakers[turn.speaker] is Role.RESPONDENT)
            for name, turns in self.turns.items()
        }
        self.codings = defaultdict(lambda: defaultdict(set))
        for row in rows_of("codings.csv"):
            turn = self.turn_at(row["document"], int(row["start"]))
            self.codings[row["document"]][turn, row["code"]] |= set(row["criteria"].split(";")) - {""}

    def turn_at(self, document, position):
        return next(n for n, turn in enumerate(self.turns[document]) if turn.start <= position < turn.end)

    def keys_for(self, document):
        """Yield (turn, keys to be pressed there)."""
        for (turn, ident), criteria in sorted(self.codings[document].items()):
            code = self.codes[ident]
            of_code = [c.key for c in code.criteria]
            yield turn, [code.key, *(f"Alt+{of_code.index(key) + 1}" for key in sorted(criteria))]
        yield self.answers[document], [self.classes[self.label_in(document)]]

    def label_in(self, document):
        return next(label for label in self.classes if document.startswith(label))


def turn_under_the_caret():
    """Return the number of the turn as the screen tells it to those who cannot see."""
    return int(QApplication.focusWidget().accessibleDescription().split(",")[0].removeprefix("Turn "))


def go_to(turn):
    for _ in range(500):
        here = turn_under_the_caret() - 1
        if here == turn:
            return
        press("Alt+Down" if here < turn else "Alt+Up")
    raise AssertionError(f"turn {turn} is never reached")


def test_a_whole_study_without_the_mouse(project, bare_window):
    window, plan, seen = bare_window, Plan(project), []
    assert len(plan.turns) == 25
    press("Ctrl+1")
    for _ in range(25):
        shown = window.panel.header.title.text()
        seen.append(shown)
        for turn, keys in plan.keys_for(shown):
            go_to(turn)
            for key in keys:
                press(key)
        press("Ctrl+Return")
        assert "is finished." in window._sentence.text()
    assert "No document is waiting." in window._sentence.text()
    assert sorted(seen) == sorted(plan.turns), "each document came once"

    press("Ctrl+3")
    settle(window)
    table = window.panel.table.model()
    names = [table.index(row, 0).data() for row in range(table.rowCount())]
    figures = {name: table.index(row, 1).data() for row, name in enumerate(names) if name in FIGURES}
    assert figures == FIGURES
    told = Qt.ItemDataRole.AccessibleTextRole
    said = {name: table.index(row, 0).data(told) for row, name in enumerate(names) if name in FIGURES}
    assert all(f"of whom {many} FoP-minded" in said[name] for name, many in MEETING.items()), said
    group = project.codebook.schemes[0]
    first = names.index(group.name)
    sizes = {names[r]: table.index(r, 1).data() for r in range(first + 1, first + 4)}
    assert sizes == {name: f"{many}/25" for name, many in GROUPS.items()}

    assert len(project.store.values(Finish)) == 25
    assert len(project.store.values(Respondent)) == 25
    assert project.verify() == []
