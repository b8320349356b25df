"""What opens the window, and what is said where there is no display to open it on."""

from __future__ import annotations

import socket
from pathlib import Path

import pytest
from typer.testing import CliRunner

from fop_coder.cli.main import app
from fop_coder.cli.window import has_display

DISPLAYS = ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM")


@pytest.fixture
def no_display(monkeypatch):
    """A machine that one works on from afar."""
    monkeypatch.setattr("sys.platform", "linux")
    for name in DISPLAYS:
        monkeypatch.delenv(name, raising=False)


@pytest.fixture
def opened(monkeypatch):
    """Note what the window would be opened on, and let it end with 7."""
    noted: list[Path | None] = []

    def run(project: Path | None = None) -> int:
        noted.append(project)
        return 7

    monkeypatch.setattr("fop_coder.cli.window.has_display", lambda: True)
    monkeypatch.setattr("fop_coder.gui.app.run", run)
    return noted


@pytest.mark.parametrize("words", [[], ["window"]])
def test_fop_coder_alone_opens_the_window(words, opened):
    result = CliRunner().invoke(app, words)
    assert opened == [None]
    assert result.exit_code == 7, "the window's exit code is the program's"


def test_a_projects_name_alone_opens_the_window_on_it(tmp_path, opened):
    project = tmp_path / "study.fop"
    project.touch()
    assert CliRunner().invoke(app, [str(project)]).exit_code == 7
    assert opened == [project]


def test_a_project_that_is_not_there_is_refused_in_one_line_before_any_window(tmp_path, opened):
    result = CliRunner().invoke(app, [str(tmp_path / "none.fop")])
    assert result.exit_code == 1
    assert "none.fop: there is no such project" in result.stderr
    assert result.stderr.count("\n") == 1
    assert opened == []


def test_a_database_is_refused(opened):
    result = CliRunner().invoke(app, ["postgresql://host/study"])
    assert result.exit_code == 1
    assert "postgresql://host/study" in result.stderr
    assert opened == []


def test_without_a_display_it_says_so_and_names_a_command_that_works(tmp_path, no_display):
    project = tmp_path / "study.fop"
    project.touch()
    for words, instead in (([], "fop-coder --help"), ([str(project)], f"fop-coder info {project}")):
        result = CliRunner().invoke(app, words)
        assert result.exit_code == 1
        assert result.stdout == ""
        assert "no display" in result.stderr and instead in result.stderr
        assert result.stderr.count("\n") == 1


@pytest.mark.parametrize(
    ("environment", "platform", "expected"),
    [
        ({}, "linux", False),
        ({}, "win32", True),
        ({}, "darwin", True),
        ({"DISPLAY": "localhost:10.0"}, "linux", True),  # forwarded by ssh
        ({"DISPLAY": ":98765"}, "linux", False),  # announced, but nobody listens
        ({"DISPLAY": ":98765", "QT_QPA_PLATFORM": "xcb"}, "linux", False),
        ({"WAYLAND_DISPLAY": "wayland-0"}, "linux", False),  # the session has ended
        ({"DISPLAY": "localhost:10.0", "QT_QPA_PLATFORM": "offscreen"}, "linux", False),
        ({"QT_QPA_PLATFORM": "minimal:enable_fonts"}, "linux", False),
        ({"QT_QPA_PLATFORM": "vnc:size=1440x900"}, "linux", True),
    ],
)
def test_where_a_window_can_be_seen(environment, platform, expected):
    assert has_display(environment, platform) is expected


def test_a_wayland_session_that_is_there_is_a_display(tmp_path):
    (tmp_path / "wayland-0").touch()
    assert has_display({"WAYLAND_DISPLAY": "wayland-0", "XDG_RUNTIME_DIR": str(tmp_path)}, "linux")


def test_an_x_server_that_listens_is_a_display():
    with socket.socket(socket.AF_UNIX) as server:
        server.bind("\0/tmp/.X11-unix/X98764")
        server.listen()
        assert has_display({"DISPLAY": ":98764"}, "linux")
        assert has_display({"DISPLAY": "unix:98764.0"}, "linux")
    assert not has_display({"DISPLAY": ":98764"}, "linux")
