"""Pictures of the window: every screen, in few colours, and nothing left open behind them."""

from __future__ import annotations

import signal

import pytest
from PySide6.QtCore import QTimer
from PySide6.QtGui import QColor, QImage
from PySide6.QtWidgets import QApplication

from fop_coder.gui import pictures
from fop_coder.gui.app import closing_when_interrupted
from fop_coder.gui.main_window import MainWindow
from fop_coder.gui.pictures import SCREENS, Scene, picture_screens, reduced, save_picture, settle, take_pictures
from fop_coder.gui.theme import Appearance
from fop_coder.model.errors import FopCoderError

pytestmark = pytest.mark.untraced


@pytest.fixture(autouse=True)
def nothing_left(theme, monkeypatch):
    """Whatever is made for pictures is gone afterwards; a short rest is enough here."""
    monkeypatch.setattr(pictures, "QUIET", 0.03)
    before = set(QApplication.topLevelWidgets())
    yield
    QApplication.processEvents()
    assert not [w for w in QApplication.topLevelWidgets() if w not in before and isinstance(w, MainWindow)]


def test_every_screen_is_pictured(sample_copy, tmp_path):
    written = picture_screens(sample_copy, tmp_path / "pictures")
    assert [p.name for p in written] == [f"{s.name}-light.png" for s in SCREENS]
    seen = [QImage(str(p)) for p in written]
    assert all((i.width(), i.height()) == (1440, 900) for i in seen)
    assert len({p.read_bytes() for p in written}) == len(SCREENS), "each shows something else"
    assert all(p.stat().st_size < 200_000 for p in written)


def test_every_screen_of_the_rail_has_its_picture(window):
    assert {"start", *(p.name for p in window._panels.values())} <= {s.name for s in SCREENS}


def test_light_and_dark_and_what_a_scene_opened_is_closed_before_the_next(sample_copy, tmp_path):
    def with_settings(window):
        window.show_settings()
        return window

    def bare(window):
        assert not window.findChildren(pictures.QDialog)
        assert window.runner.tasks == ()
        return window

    def with_palette(window):
        window.show_palette()
        return window

    def still_bare(window):
        assert not window.palette_shown.isVisible()
        return bare(window)

    scenes = [Scene("one", with_settings), Scene("two", bare), Scene("three", with_palette), Scene("four", still_bare)]
    written = take_pictures(sample_copy, tmp_path, scenes, (Appearance.LIGHT, Appearance.DARK))
    assert [p.name for p in written] == [
        *(f"{n}-light.png" for n in ("one", "two", "three", "four")),
        *(f"{n}-dark.png" for n in ("one", "two", "three", "four")),
    ]
    day, night = QImage(str(tmp_path / "two-light.png")), QImage(str(tmp_path / "two-dark.png"))
    assert day.pixelColor(700, 2).lightness() > 200
    assert night.pixelColor(700, 2).lightness() < 60


def test_a_project_that_does_not_open_leaves_no_window(tmp_path, monkeypatch):
    broken = tmp_path / "broken.fop"
    broken.write_text("no project")
    shown = []
    monkeypatch.setattr(MainWindow, "show_error", lambda _window, error: shown.append(error))
    with pytest.raises(FopCoderError, match="does not open"):
        take_pictures(broken, tmp_path / "pictures", SCREENS[1:2])
    assert len(shown) == 1


def test_a_window_that_never_rests_is_not_waited_for_forever(window, monkeypatch):
    monkeypatch.setattr(pictures, "LONGEST", 0.2)
    monkeypatch.setattr(pictures, "QUIET", 10)
    with pytest.raises(FopCoderError, match="rest"):
        settle(window)


def test_where_another_platform_is_in_use_it_is_refused(sample_copy, tmp_path, monkeypatch):
    monkeypatch.setattr(pictures.QGuiApplication, "platformName", lambda: "xcb")
    with pytest.raises(FopCoderError, match="before any window"):
        picture_screens(sample_copy, tmp_path)


def test_few_colours_stay_as_they_are():
    image = QImage(30, 20, QImage.Format.Format_RGB32)
    image.fill(QColor("#F6F6F4"))
    for place, colour in enumerate(("#2869D5", "#C86F51", "#1A7343", "#8A5600", "#1B1D20")):
        image.setPixelColor(place * 3, place * 2, QColor(colour))
    assert reduced(image).convertToFormat(QImage.Format.Format_RGB32) == image


def test_many_colours_become_256_that_are_near():
    image = QImage(256, 64, QImage.Format.Format_RGB32)
    for y in range(64):
        for x in range(256):
            image.setPixelColor(x, y, QColor(x, y * 4, 255 - x))
    few = reduced(image)
    assert few.colorCount() == 256
    for x, y in ((0, 0), (255, 63), (100, 31)):
        was, now = image.pixelColor(x, y), few.pixelColor(x, y)
        assert abs(was.red() - now.red()) + abs(was.green() - now.green()) + abs(was.blue() - now.blue()) < 48


def test_a_picture_that_cannot_be_written_is_told(tmp_path):
    image = QImage(4, 4, QImage.Format.Format_RGB32)
    image.fill(QColor("white"))
    with pytest.raises(FopCoderError, match="not written"):
        save_picture(image, tmp_path / "no folder" / "picture.png")


def test_ctrl_c_in_the_terminal_closes_the_window(bare_window, qtbot, qapp):
    before = signal.getsignal(signal.SIGINT)
    with closing_when_interrupted(qapp):
        QTimer.singleShot(0, lambda: signal.raise_signal(signal.SIGINT))
        qtbot.waitUntil(lambda: not bare_window.isVisible())
    assert signal.getsignal(signal.SIGINT) is before
