"""What opens the window: the one place where the command line knows of it."""

from __future__ import annotations

import os
import sys
from collections.abc import Mapping
from pathlib import Path

import typer

from fop_coder.cli.options import is_file, project_path
from fop_coder.model.errors import FopCoderError, NotFound

_INTO_MEMORY = ("offscreen", "minimal")
"""Qt's platforms that paint where nobody sees it."""


def open_window(project: str | None) -> None:
    """Open the window, on a project if one is named, and end with its exit code.

    Raises:
        FopCoderError: there is no display, no such project, or it is one that this version cannot open.
    """
    path = _project_file(project) if project else None
    if not has_display():
        instead = f"fop-coder info {project}" if project else "fop-coder --help"
        raise FopCoderError(
            "there is no display to open the window on", do=f"The commands work without one; see: {instead}"
        )
    from fop_coder.gui.app import run

    raise typer.Exit(run(path))


def _project_file(named: str) -> Path:
    path = project_path(named)
    if not is_file(path):
        raise NotFound(
            "there is no such project",
            where=named,
            do="fop-coder alone opens the window, where a project can be made or chosen",
        )
    return path


def has_display(environment: Mapping[str, str] | None = None, platform: str = "") -> bool:
    """Say whether a window can be seen here: always on Windows and macOS, on others where a display is announced.

    A display that is announced but gone (a session that has ended) does not count: Qt would end the process.
    """
    known = os.environ if environment is None else environment
    chosen = known.get("QT_QPA_PLATFORM", "").partition(":")[0]
    if chosen:
        return chosen not in _INTO_MEMORY and (chosen != "xcb" or _has_x11(known.get("DISPLAY", "")))
    if (platform or sys.platform) in ("win32", "darwin"):
        return True
    return _has_wayland(known) or _has_x11(known.get("DISPLAY", ""))


def _has_wayland(known: Mapping[str, str]) -> bool:
    name = known.get("WAYLAND_DISPLAY", "")
    return bool(name) and (Path(known.get("XDG_RUNTIME_DIR", "")) / name).exists()


def _has_x11(display: str) -> bool:
    """Say whether an X server listens; one on another machine, or forwarded, is taken for granted."""
    if not display.startswith((":", "unix:")):
        return bool(display)
    import socket

    number = display.partition(":")[2].partition(".")[0]
    for address in (f"\0/tmp/.X11-unix/X{number}", f"/tmp/.X11-unix/X{number}"):  # noqa: S108 - where X servers listen
        with socket.socket(socket.AF_UNIX) as asked:
            try:
                asked.connect(address)
            except OSError:
                continue
            return True
    return False
