"""Show a window in this process and say on stdout what memory it holds, in MB: once it is painted, or once it rests.

``python -m tests.benchmarks.window bare|store|start|project [settled] PROJECT``
"""

from __future__ import annotations

import os
import sys
from pathlib import Path


def resident() -> float:
    """Return the memory that this process holds, in MB."""
    status = Path("/proc/self/status")
    if status.exists():
        line = next(line for line in status.read_text(encoding="ascii").splitlines() if line.startswith("VmRSS:"))
        return int(line.split()[1]) / 1024
    from tests.benchmarks.memory import peak

    return peak()


def show_bare() -> None:
    """Paint an empty window."""
    from PySide6.QtWidgets import QApplication, QMainWindow

    application = QApplication([])
    window = QMainWindow()
    window.resize(1440, 900)
    window.show()
    application.processEvents()
    window.repaint()
    _kept.extend((window, application))


def show_bare_with_store() -> None:
    """Paint an empty window and import what no store can do without."""
    show_bare()
    import alembic  # noqa: F401
    import sqlmodel  # noqa: F401


def show_ours(project: Path | None, *, settled: bool) -> None:
    """Paint the start screen or a project's first transcript; ``settled``: and wait until nothing is left to do."""
    from fop_coder.gui.app import make_application, show_window
    from fop_coder.gui.furnishing import furnish_behind
    from fop_coder.gui.preferences import Preferences

    application = make_application([])
    window = show_window(application, Preferences(), project)
    if project is not None and window.desk.project is None:
        raise RuntimeError(f"{project} was not opened")
    application.processEvents()
    window.panel.repaint()
    if settled and project is not None:
        from PySide6.QtTest import QTest

        furnishing = furnish_behind(window)
        while not furnishing.is_done or window.runner.tasks:
            QTest.qWait(20)
        QTest.qWait(200)
    _kept.extend((window, application))


_kept: list[object] = []
"""Held to the end of the process, which does not end in an orderly way."""


def main(what: str, *rest: str) -> None:
    """Show what is asked for."""
    settled, project = "settled" in rest, Path(rest[-1])
    if what == "bare":
        show_bare()
    elif what == "store":
        show_bare_with_store()
    else:
        show_ours(project if what == "project" else None, settled=settled)
    print(f"{resident():.1f}", flush=True)
    os._exit(0)  # what closing takes is not asked here


if __name__ == "__main__":
    main(*sys.argv[1:])
