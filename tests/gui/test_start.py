"""Starting: recent projects, a new project, the sample, the tour."""

from __future__ import annotations

import shutil

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QFontMetrics
from PySide6.QtTest import QAbstractItemModelTester
from PySide6.QtWidgets import QApplication

from fop_coder.gui import dialogs, files
from fop_coder.gui.new_project import NewProjectDialog
from fop_coder.gui.panels.start.recent import RecentModel
from fop_coder.gui.panels.start.tour import Tour
from fop_coder.gui.theme import Appearance
from fop_coder.model.people import Coder
from fop_coder.project import Project
from fop_coder.project.sample import FIGURES
from fop_coder.project.tallying import tally


def dialog_of(window, kind):
    return next(d for d in window.findChildren(kind) if d.isVisible())


def idle(qtbot, window):
    qtbot.waitUntil(lambda: not window.runner.tasks, timeout=20_000)


@pytest.fixture
def new_project(bare_window, qtbot):
    qtbot.keyClick(bare_window, Qt.Key.Key_N, Qt.KeyboardModifier.ControlModifier)
    return dialog_of(bare_window, NewProjectDialog)


def test_a_window_without_projects_says_what_to_do(bare_window):
    start = bare_window.panel
    assert start.name == "start"
    assert start.nothing.isVisible()
    assert start.cards["project.new"].hasFocus()
    assert "Nothing is sent anywhere" in start._promise.text()


def test_a_recent_project_shows_its_counts_and_opens_with_enter(window, qtbot):
    path = window.desk.open_project.store.path
    window.desk.close()
    start = window.panel
    idle(qtbot, window)
    said = start.recent.model().index(0, 0).data(Qt.ItemDataRole.AccessibleTextRole)
    assert "Focus on Practice (sample), 25 respondents, 25 documents, 25 of 25 finished, today" in said
    assert start.recent.hasFocus()
    qtbot.keyClick(start.recent, Qt.Key.Key_Return)
    assert window.desk.open_project.store.path == path


def test_a_recent_project_opens_by_mouse(window, qtbot):
    window.desk.close()
    idle(qtbot, window)
    view = window.panel.recent
    middle = view.visualRect(view.model().index(0, 0)).center()
    qtbot.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=middle)
    assert window.desk.project is not None


def test_a_damaged_recent_project_is_listed_with_the_reason(bare_window, qtbot, tmp_path, preferences):
    broken = tmp_path / "broken.fop"
    broken.write_text("no project")
    preferences.add_recent(broken)
    bare_window.panel._list()
    idle(qtbot, bare_window)
    said = bare_window.panel.recent.model().index(0, 0).data(Qt.ItemDataRole.AccessibleTextRole)
    assert "is not a FOP Coder project" in said


def test_recent_projects_are_filtered_by_typing(bare_window, qtbot, tmp_path, sample_file, preferences):
    for name in ("alpha", "beta", "gamma", "delta"):
        preferences.add_recent(shutil.copy(sample_file, tmp_path / f"{name}.fop"))
    start = bare_window.panel
    start._list()
    idle(qtbot, bare_window)
    qtbot.keyClicks(start.filter, "gam")
    assert start.recent.model().rowCount() == 1
    start.filter.setText("no such")
    assert start.nothing.isVisible()


def test_the_model_of_recent_projects_is_sound(qtbot, tmp_path, bare_window):
    model = RecentModel(bare_window)
    QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Fatal, model)
    model.show_projects([tmp_path / "a.fop", tmp_path / "b.fop"], {})
    model.show_projects([], {})


def test_the_figures_shown_of_the_sample_are_those_of_its_tally(sample_file):
    with Project.open(sample_file, read_only=True) as project:
        codes = {c.guid: c for c in project.codebook.codes}
        found = [(r.name, codes[r.code].colour, r.counts.n, r.counts.of) for r in tally(project).rows]
    assert found == list(FIGURES)


def test_a_new_project_is_made_and_opened(new_project, bare_window, qtbot, tmp_path):
    qtbot.keyClicks(new_project.name, "Study of teams")
    new_project.folder.setText(str(tmp_path))
    qtbot.keyClicks(new_project.coder, "Ruth")
    assert new_project.place.text().endswith("Study of teams.fop")
    qtbot.keyClick(new_project.coder, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: bare_window.desk.project is not None, timeout=20_000)
    project = bare_window.desk.open_project
    assert project.settings.name == "Study of teams"
    assert [c.name for c in project.store.values(Coder)] == ["Ruth"]
    assert [c.key for c in project.codebook.codes] == ["1", "2", "3", "4", "5"]


def test_a_new_project_never_takes_the_place_of_another(new_project, qtbot, tmp_path):
    (tmp_path / "study.fop").write_text("mine")
    new_project.folder.setText(str(tmp_path))
    qtbot.keyClicks(new_project.coder, "Ruth")
    qtbot.keyClicks(new_project.name, "study")
    assert "study.fop is there already" in new_project.fault.text()
    assert not new_project.make.isEnabled()
    qtbot.keyClicks(new_project.name, "2")
    assert not new_project.fault.isVisible()
    assert new_project.make.isEnabled()


@pytest.mark.parametrize(
    ("coder", "folder", "said"),
    [("consensus", "", "name of a view"), ("Ruth", "missing", "There is no folder")],
)
def test_faults_of_a_new_project_are_said_in_place(new_project, tmp_path, coder, folder, said):
    new_project.name.setText("study")
    new_project.folder.setText(str(tmp_path / folder))
    new_project.coder.setText(coder)
    assert said in new_project.fault.text()
    assert not new_project.make.isEnabled()


def test_faults_of_a_codebook_file_are_said_in_place(new_project, bare_window, qtbot, tmp_path, monkeypatch):
    codebook = tmp_path / "mine.yaml"
    codebook.write_text("format: 1\nname: Mine\ncodes:\n  - ident: a\n")
    monkeypatch.setattr(files, "choose_file", lambda *_: codebook)
    new_project._choose_codebook()
    assert "mine.yaml" in new_project.codebook.currentText()
    new_project.name.setText("study")
    new_project.folder.setText(str(tmp_path))
    new_project.coder.setText("Ruth")
    qtbot.mouseClick(new_project.make, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(new_project.fault.isVisible, timeout=20_000)
    assert "The codebook was not read" in new_project.fault.text()
    assert bare_window.desk.project is None
    assert not (tmp_path / "study.fop").exists()


def test_the_sample_is_built_into_a_fresh_folder_and_the_tour_follows_once(
    bare_window, qtbot, tmp_path, monkeypatch, sample_file
):
    documents = tmp_path / "documents"
    documents.mkdir()
    (documents / "FOP Coder sample").mkdir()  # an earlier copy stays as it is
    monkeypatch.setattr(files, "documents_folder", lambda: documents)

    def build(folder, progress):
        progress(1, 25)
        folder.mkdir()
        return shutil.copy(sample_file, folder / "sample.fop"), None

    monkeypatch.setattr("fop_coder.project.sample.build_sample", build)
    qtbot.mouseClick(bare_window.panel.open_sample, Qt.MouseButton.LeftButton)
    assert not bare_window.actions_known.action("project.sample").isEnabled()
    qtbot.waitUntil(lambda: bare_window.desk.project is not None, timeout=20_000)
    assert bare_window.desk.open_project.store.path == documents / "FOP Coder sample 2" / "sample.fop"
    tour = bare_window.findChildren(Tour)[0]
    assert tour.isVisible()
    qtbot.keyClick(QApplication.focusWidget() or bare_window, Qt.Key.Key_Escape)
    qtbot.waitUntil(lambda: not bare_window.findChildren(Tour))
    bare_window.desk.close()
    bare_window.actions_known.action("project.sample").trigger()
    qtbot.waitUntil(lambda: bare_window.desk.project is not None, timeout=20_000)
    assert not bare_window.findChildren(Tour)


def test_a_sample_that_is_cancelled_leaves_nothing(bare_window, qtbot, tmp_path, monkeypatch):
    monkeypatch.setattr(files, "documents_folder", lambda: tmp_path)

    def build(folder, progress):
        folder.mkdir()
        bare_window.runner.tasks[-1].cancel()
        progress(1, 25)

    monkeypatch.setattr("fop_coder.project.sample.build_sample", build)
    bare_window.actions_known.action("project.sample").trigger()
    idle(qtbot, bare_window)
    assert not (tmp_path / "FOP Coder sample").exists()
    assert bare_window.actions_known.action("project.sample").isEnabled()
    assert bare_window.desk.project is None


def test_the_tour_has_four_steps_and_stops_nothing(window, qtbot):
    window.actions_known.action("help.tour").trigger()
    tour = window.findChildren(Tour)[0]
    seen = []
    for _ in range(4):
        seen.append((tour.count.text(), tour.heading.text()))
        assert window.rect().contains(tour.geometry()), "the card is cut off"
        window.show_panel("find")  # the window goes on
        qtbot.mouseClick(tour.next, Qt.MouseButton.LeftButton, pos=QPoint(5, 5))
    assert [count for count, _ in seen] == ["1 of 4", "2 of 4", "3 of 4", "4 of 4"]
    assert len({heading for _, heading in seen}) == 4
    qtbot.waitUntil(lambda: not window.findChildren(Tour))


def test_a_project_that_is_gone_is_said_to_be_and_can_be_taken_off(
    bare_window, qtbot, tmp_path, preferences, monkeypatch
):
    preferences.add_recent(tmp_path / "moved.fop")
    start = bare_window.panel
    start._list()
    idle(qtbot, bare_window)
    assert "moved, is not there any more" in start.recent.model().index(0, 0).data(Qt.ItemDataRole.AccessibleTextRole)
    asked = []
    monkeypatch.setattr(dialogs, "ask", lambda *words: asked.append(words) or len(asked) > 1)
    start.recent.setFocus()
    qtbot.keyClick(start.recent, Qt.Key.Key_Return)
    assert "is not there any more" in asked[0][2]
    assert start.model.rowCount() == 1, "it was left listed"
    qtbot.keyClick(start.recent, Qt.Key.Key_Return)
    assert start.model.rowCount() == 0
    assert preferences.listed() == []
    assert start.nothing.isVisible()


def test_delete_takes_a_project_off_the_list_and_leaves_its_file(
    bare_window, qtbot, tmp_path, preferences, sample_file
):
    kept = shutil.copy(sample_file, tmp_path / "kept.fop")
    preferences.add_recent(kept)
    start = bare_window.panel
    start._list()
    idle(qtbot, bare_window)
    start.recent.setFocus()
    qtbot.keyClick(start.recent, Qt.Key.Key_Delete)
    assert start.model.rowCount() == 0
    assert kept.is_file()
    assert "the file was left alone" in bare_window.status.sentence.text()


@pytest.mark.parametrize(
    ("wide", "high", "scale"),
    [(1440, 900, 1.0), (1100, 700, 1.0), (1920, 1080, 1.0), (1440, 900, 1.5), (1100, 700, 1.5)],
)
def test_nothing_of_the_start_screen_is_lost_at_any_size(bare_window, theme, qtbot, wide, high, scale):
    try:
        theme.apply(scale=scale)
        bare_window.resize(wide, high)
        qtbot.wait(20)
        start = bare_window.panel
        assert start._figures.isVisible(), "the sample's tallies are gone"
        assert start._right.width() <= theme.px(880)
        assert start._left.width() <= theme.px(400)
        name = QFontMetrics(start._name.font())
        assert start._name.font().pointSizeF() >= 20 * scale
        assert start._name.width() >= name.horizontalAdvance("FOP Coder")
    finally:
        theme.apply(Appearance.LIGHT, 1.0)
