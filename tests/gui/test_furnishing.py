"""Starting lightly: the start screen needs no store; screens come when they are needed, and are the same then."""

import gc
import re
import subprocess
import sys
from contextlib import contextmanager
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, QSize, Qt
from PySide6.QtGui import QColor, QIcon
from PySide6.QtWidgets import QApplication

from fop_coder.gui import app
from fop_coder.gui.furnishing import furnish_behind
from fop_coder.gui.icons import phosphor
from fop_coder.gui.main_window import MainWindow
from fop_coder.gui.theme import Appearance

GUI = Path(app.__file__).parent
NAMES = ["code", "respondents", "tallies", "matrix", "agreement", "find", "export", "report", "history"]


@contextmanager
def shown_window(theme, preferences, *panels):
    """Give a window; afterwards nothing of it may be left."""
    theme.apply(Appearance.LIGHT, 1.0)
    before = set(QApplication.topLevelWidgets())
    window = MainWindow(theme, preferences, *panels)
    window.resize(1440, 900)
    window.show()
    QApplication.processEvents()
    yield window
    window.close()
    window.deleteLater()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    QCoreApplication.processEvents()
    assert not [w for w in QApplication.topLevelWidgets() if w not in before]


@pytest.fixture
def light_window(qtbot, theme, preferences):
    """Return the window as it is when it has just been started."""
    with shown_window(theme, preferences, *app.window_panels()) as window:
        yield window


@pytest.fixture
def usual_garbage():
    """Put back how garbage is looked for."""
    threshold = gc.get_threshold()
    yield
    gc.unfreeze()
    gc.enable()
    gc.set_threshold(*threshold)


def test_the_start_screen_loads_neither_store_nor_the_other_screens(tmp_path):
    script = (
        "import sys\n"
        "from PySide6.QtCore import QSettings\n"
        "from fop_coder.gui.app import make_application, show_window\n"
        "from fop_coder.gui.preferences import Preferences\n"
        "a = make_application([])\n"
        "w = show_window(a, Preferences(QSettings(sys.argv[1], QSettings.Format.IniFormat)))\n"
        "a.processEvents()\n"
        "assert w.panel.name == 'start' and w.isVisible()\n"
        "print(*sorted(m for m in sys.modules if m.partition('.')[0] in ('fop_coder', 'sqlalchemy', 'sqlmodel', 'yaml',"
        " 'qtpy', 'alembic', 'matplotlib', 'pandas', 'pyreadstat', 'narwhals', 'docx', 'PIL', 'scipy', 'openpyxl',"
        " 'lxml')))\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", script, str(tmp_path / "p.ini")],
        check=True,
        capture_output=True,
        text=True,
        cwd=GUI.parents[1],
    )
    loaded = done.stdout.split()
    assert "fop_coder.gui.main_window" in loaded
    assert not [m for m in loaded if not m.startswith("fop_coder")]
    assert not [
        m for m in loaded if m.startswith(("fop_coder.project", "fop_coder.store", "fop_coder.gui.panels.code"))
    ]


def test_a_project_opened_at_once_shows_its_first_screen_alone(light_window, sample_copy):
    assert light_window.open_project(sample_copy)
    assert light_window.panel.name == "code"
    assert light_window.panel.documents.model.entries
    assert set(light_window._panels) == {"start", "code"}


def test_a_screen_asked_for_is_there_and_knows_the_project(light_window, sample_copy):
    light_window.open_project(sample_copy)
    light_window.show_panel("tallies")
    assert light_window.panel.name == "tallies"
    assert list(light_window._panels) == ["start", "code", "tallies"]  # none that was not asked for


def test_menus_and_actions_are_those_of_a_window_made_at_once(light_window, theme, preferences):
    def menus(window):
        return {
            menu.text(): [a.text() for a in menu.menu().actions()]
            for menu in window.menuBar().actions()
            if menu.menu() is not None
        }

    shown = {a.menu().title() for a in light_window.menuBar().actions() if a.menu() and a.isVisible()}
    assert "Respondents" in shown  # though what is in it comes later
    while light_window.furnish_next():
        pass
    with shown_window(theme, preferences, app.all_panels()) as whole:
        assert menus(light_window) == menus(whole)
        assert {s.id for s, _ in light_window.actions_known} == {s.id for s, _ in whole.actions_known}


def test_a_menu_opened_early_holds_everything(light_window):
    menu = next(a.menu() for a in light_window.menuBar().actions() if a.menu() and a.menu().title() == "Respondents")
    menu.aboutToShow.emit()
    assert not menu.isEmpty()
    assert list(light_window._panels) == ["start", *NAMES]


def test_the_palette_offers_the_actions_of_all_screens(light_window, sample_copy):
    light_window.open_project(sample_copy)
    light_window.show_palette()
    assert {"Tallies", "History"} <= {e.title for e in light_window.palette_shown._everything}
    light_window.palette_shown.leave()


def test_changed_keys_hold_for_screens_that_come_later(light_window, preferences):
    preferences.set_plain("shortcuts", {"code.finish": "Ctrl+Alt+9"})
    while light_window.furnish_next():
        pass
    assert light_window.actions_known.action("code.finish").shortcut().toString() == "Ctrl+Alt+9"


def test_all_screens_come_behind_the_start_screen(light_window, qtbot, usual_garbage):
    furnishing = furnish_behind(light_window)
    assert not furnishing.is_done
    qtbot.waitUntil(lambda: furnishing.is_done, timeout=20_000)
    assert light_window.panel.name == "start"
    assert list(light_window._panels) == ["start", *NAMES]
    assert gc.isenabled() and gc.get_freeze_count() > 0


def test_every_icon_named_anywhere_is_in_the_font(qapp):
    named = {n for f in GUI.rglob("*.py") for n in re.findall(r'"(ph\.[a-z0-9-]+)"', f.read_text(encoding="utf-8"))}
    assert len(named) > 30
    for name in named:
        assert not phosphor(name, "#14161a").pixmap(16, 16).isNull()
    with pytest.raises(KeyError):
        phosphor("ph.no-such-icon", "#14161a")


def test_an_icon_has_its_colour_and_is_greyed_where_disabled(theme):
    theme.apply(Appearance.LIGHT, 1.0)
    icon = phosphor("ph.square-fill", "#c00020")
    middle = icon.pixmap(32, 32).toImage().pixelColor(16, 16)
    assert middle == QColor("#c00020")
    greyed = icon.pixmap(QSize(32, 32), QIcon.Mode.Disabled).toImage().pixelColor(16, 16)
    assert greyed not in (middle, QColor(Qt.GlobalColor.transparent))
    assert QIcon(icon).pixmap(16, 16).size() == QSize(16, 16)
