"""The window on a project: opening it, showing a long transcript, coding there, scrolling, listing all passages.

Everything happens without a screen, in one process, through the window that users have.
"""

from __future__ import annotations

import gc
import os
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass, replace
from itertools import cycle
from pathlib import Path
from typing import TYPE_CHECKING, Any

from fop_coder.model.base import new_guid
from fop_coder.model.change import Change
from fop_coder.model.coding import Coding
from fop_coder.model.documents import Document
from fop_coder.project import Project
from fop_coder.project.documents import codings_of, speeches_of, text_of
from fop_coder.project.passage_rows import passage_rows
from tests.benchmarks.generator import LARGE, LARGE_TENTH, Size, kept_project, words_for
from tests.benchmarks.measure import Measured, Pair, Row, take_turns
from tests.benchmarks.starting import copy_of

if TYPE_CHECKING:
    from PySide6.QtWidgets import QPlainTextEdit

    from fop_coder.gui.main_window import MainWindow

STEP = 120
"""px that a notch of the wheel scrolls."""
PLACES = 200
"""Places of the long transcript that are scrolled to or coded in turn."""


class Seen:
    """A window on a copy of a project, and beside it the plainest widget that shows the same text."""

    def __init__(self, window: MainWindow, path: Path) -> None:
        """Open the project; all codings of the long document become the acting coder's."""
        from PySide6.QtWidgets import QApplication, QPlainTextEdit

        self.window, self.path = window, path
        self.settle: Callable[[], None] = QApplication.processEvents
        self.plain: QPlainTextEdit = QPlainTextEdit()
        self.plain.setReadOnly(True)
        self.open()
        documents = self.project.store.values(Document)
        self.long = max(documents, key=lambda d: d.length)
        self.short = next(d for d in documents if d is not self.long)
        self.text = text_of(self.project, self.long)
        _take_over_codings(self.project, self.long)
        self.plain.setFont(self.view.document().defaultFont())
        self.plain.resize(self.view.size())
        self.plain.show()
        self.settle()

    @property
    def project(self) -> Project:
        """The open project."""
        return self.window.desk.open_project

    @property
    def panel(self) -> Any:
        """The screen on which transcripts are read and coded."""
        return self.window.panel_named("code")

    @property
    def view(self) -> Any:
        """The transcript."""
        return self.panel.transcript

    def open(self) -> None:
        """Open the project until it is painted."""
        if not self.window.open_project(self.path):
            raise RuntimeError(f"{self.path} was not opened")
        self.paint()

    def close(self) -> None:
        """Close the project."""
        self.window.desk.close()
        self.settle()

    def paint(self) -> None:
        """Paint what is waiting to be painted, the transcript in any case."""
        self.settle()
        self.view.viewport().repaint()

    def show_long(self) -> None:
        """Show the long transcript in both, and lay both out to their ends."""
        self.panel.open(self.long.guid)
        self.plain.setPlainText(self.text)
        for part in (self.view, self.plain):
            part.verticalScrollBar().setValue(part.verticalScrollBar().maximum())
            self.settle()
            part.verticalScrollBar().setValue(0)
            self.settle()


def _take_over_codings(project: Project, document: Document) -> None:
    """Give the acting coder all codings of a document: a transcript is shown with one coder's."""
    mine: list[Coding] = []
    others: list[Coding] = []
    for coding in project.store.values(Coding, document=document.guid):
        (mine if coding.coder == project.coder else others).append(coding)
    there = {(c.start, c.end, c.code) for c in mine}
    taken = [replace(c, guid=new_guid(), coder=project.coder) for c in others if (c.start, c.end, c.code) not in there]
    project.apply(Change("Take over codings", added=tuple(taken)))


@contextmanager
def seen(size: Size, folder: Path) -> Iterator[Seen]:
    """Give a window on a copy of a project; afterwards nothing of it is left."""
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    from PySide6.QtCore import QCoreApplication, QEvent, QSettings

    from fop_coder.gui.app import make_application, show_window
    from fop_coder.gui.furnishing import furnish_behind
    from fop_coder.gui.preferences import Preferences

    application = make_application(["bench"])
    with copy_of(kept_project(size, folder), folder) as path:
        settings = QSettings(str(path.with_suffix(".ini")), QSettings.Format.IniFormat)
        garbage_after = gc.get_threshold()
        window = show_window(application, Preferences(settings))
        window.resize(1440, 900)
        furnishing = furnish_behind(window)
        while not furnishing.is_done:
            application.processEvents()
        found = Seen(window, path)
        try:
            yield found
        finally:
            window.close()
            for widget in (window, found.plain):
                widget.deleteLater()
            QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
            application.processEvents()
            gc.unfreeze()
            gc.set_threshold(*garbage_after)


@dataclass(frozen=True)
class OpenRow:
    """From the start screen, all screens made, to a painted transcript; the file lies in the system's memory."""

    name: str = "open the large project"
    budget: float | str = "0.5 s"
    full: Size = LARGE
    tenth: Size = LARGE_TENTH

    def measure(self, size: Size, folder: Path, runs: int) -> Measured:
        """Measure on a copy."""
        with seen(size, folder) as here:
            return Measured(words_for(size), *take_turns(Pair(here.open, here.path.read_bytes, here.close), runs))


@dataclass(frozen=True)
class ShowRow:
    """From the values of a document, as the floor has its text, to a painted transcript.

    ``settled``: until nothing is left to do; the whole document is laid out and every list beside it shows its own.
    """

    name: str
    budget: float | str
    settled: bool = False
    full: Size = LARGE
    tenth: Size = LARGE_TENTH

    def measure(self, size: Size, folder: Path, runs: int) -> Measured:
        """Measure in the window's own transcript."""
        from fop_coder.gui.panels.code.coding_index import CodingIndex
        from fop_coder.gui.panels.code.segments import Segments

        with seen(size, folder) as here:
            view, plain = here.view, here.plain
            speeches = speeches_of(here.project, here.long)
            codings, uncounted = codings_of(here.project, here.long)
            codes = {c.guid: c for c in here.project.codebook.codes}

            def ours() -> None:
                segments = Segments(here.text, speeches)
                index = CodingIndex(segments)
                index.fill(codings, codes, uncounted)
                view.show_document(segments, index)
                view.viewport().repaint()
                if self.settled:
                    here.settle()

            def floor() -> None:
                plain.setPlainText(here.text)
                plain.viewport().repaint()

            def before() -> None:
                here.settle()
                view.clear_document()
                here.settle()

            seconds = take_turns(Pair(ours, floor, before), runs)
            words = f"{len(here.text):,} characters, {len(codings):,} codings"
            here.panel.open(here.long.guid)
        return Measured(words, *seconds)


@dataclass(frozen=True)
class ClickRow:
    """The same from a click in the list of documents: text, turns and codings are read, panes and figures follow."""

    name: str = "show the 500,000-character transcript, read from the file"
    budget: float | str = "0.1 s"
    full: Size = LARGE
    tenth: Size = LARGE_TENTH

    def measure(self, size: Size, folder: Path, runs: int) -> Measured:
        """Measure on a copy."""
        with seen(size, folder) as here:

            def ours() -> None:
                here.panel.open(here.long.guid)
                here.paint()

            def floor() -> None:
                here.plain.setPlainText(here.text)
                here.plain.viewport().repaint()

            def before() -> None:
                here.plain.clear()
                here.panel.open(here.short.guid)
                here.settle()

            seconds = take_turns(Pair(ours, floor, before), runs)
            words = f"{len(here.text):,} characters, {len(here.panel.opened.index):,} codings"
        return Measured(words, *seconds)


@dataclass(frozen=True)
class CodeRow:
    """A code's key on a selected passage, until the transcript shows it and it is on disk; the panes beside it follow.

    ``synced``: whether the disk must have it, or the system alone.
    """

    name: str
    budget: float | str
    synced: bool
    full: Size = LARGE
    tenth: Size = LARGE_TENTH

    def measure(self, size: Size, folder: Path, runs: int) -> Measured:
        """Measure on passages that have no such coding yet."""
        from PySide6.QtTest import QTest

        with seen(size, folder) as here, closing(sqlite3.connect(here.path.with_suffix(".floor"))) as bare:
            bare.isolation_level = None
            bare.execute("CREATE TABLE coding (id INTEGER PRIMARY KEY, start INTEGER, stop INTEGER)")
            for run in (bare.execute, here.project.store._connection.exec_driver_sql):
                run(f"PRAGMA synchronous = {'FULL' if self.synced else 'OFF'}")
            here.show_long()
            code = next(c for c in here.project.codebook.codes if not c.retired)
            key = code.key or "x"
            if not code.key:
                _give_key(here, code, key)
            places = cycle(_passages(here))

            def before() -> None:
                here.view.select(*next(places))
                here.paint()

            def ours() -> None:
                QTest.keyClicks(here.view, key)
                here.view.viewport().repaint()

            def floor() -> None:
                bare.execute("INSERT INTO coding (start, stop) VALUES (1, 2)")
                here.plain.viewport().repaint()

            codings = len(here.panel.opened.index)
            seconds = take_turns(Pair(ours, floor, before), runs)
            if len(here.panel.opened.index) == codings:
                raise RuntimeError("no passage was coded")
            words = f"{len(here.text):,} characters, {codings:,} codings"
        return Measured(words, *seconds)


def _give_key(here: Seen, code: Any, key: str) -> None:
    here.project.apply(Change("Give a key", removed=(code,), added=(replace(code, key=key),)))
    here.panel.project_changed(frozenset({type(code)}))
    here.settle()


def _passages(here: Seen) -> list[tuple[int, int]]:
    """Return short passages all over the first tenth of the text, each in one paragraph."""
    segments = here.panel.opened.segments
    long = [s for s in (segments[n] for n in range(len(segments))) if s.end - s.start > 40]
    return [(s.start + shift, s.start + shift + 20) for shift in range(3, 13) for s in long[:PLACES]]


@dataclass(frozen=True)
class ScrollRow:
    """One notch of the wheel, painted, down the laid-out transcript."""

    name: str = "scroll there, per step"
    budget: float | str = 2.0
    full: Size = LARGE
    tenth: Size = LARGE_TENTH

    def measure(self, size: Size, folder: Path, runs: int) -> Measured:
        """Measure after everything is laid out."""
        with seen(size, folder) as here:
            here.show_long()
            bar = here.view.verticalScrollBar()
            heights = cycle(range(0, max(STEP, bar.maximum()), STEP))

            def ours() -> None:
                bar.setValue(next(heights))
                here.view.viewport().repaint()

            seconds = take_turns(Pair(ours, here.plain.viewport().repaint, here.settle), runs)
            words = f"{len(here.text):,} characters, {len(here.panel.opened.index):,} codings"
        return Measured(words, *seconds)


@dataclass(frozen=True)
class PassagesRow:
    """The list of the passages of all documents, until its first screen is painted."""

    name: str = "list all 55,000 passages"
    budget: float | str = "0.1 s"
    full: Size = LARGE
    tenth: Size = LARGE_TENTH

    def measure(self, size: Size, folder: Path, runs: int) -> Measured:
        """Measure in the list that the Code screen shows passages in."""
        from fop_coder.gui.panels.code.passages_list import AT_ONCE, PassagesList

        with seen(size, folder) as here:
            project = here.project
            found = PassagesList(here.window.theme, lambda guids: list(passage_rows(project, guids)))
            found.resize(400, 800)
            found.show()
            screen = project.store.coding_guids()[:AT_ONCE]

            def ours() -> None:
                found.fill(project.store.coding_guids(), "all", {})
                found.list.viewport().repaint()

            seconds = take_turns(Pair(ours, lambda: list(passage_rows(project, screen))), runs)
            found.close()
            found.deleteLater()
        return Measured(words_for(size), *seconds)


ROWS: tuple[Row, ...] = (
    OpenRow(),
    ShowRow("show the 500,000-character transcript with 5,000 codings, first paint", 3.0),
    ShowRow("show the 500,000-character transcript with 5,000 codings, settled", 4.0, settled=True),
    ClickRow(),
    CodeRow("put a code on a passage there, until painted and on disk", 3.0, synced=True),
    CodeRow("put a code on a passage there, without the disk sync", "0.016 s", synced=False),
    ScrollRow(),
    PassagesRow(),
)
