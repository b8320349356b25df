"""What the tabs beside the first have in common: their figures are worked out in the background, and lead on."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import partial

from PySide6.QtCore import QSignalBlocker, Signal
from PySide6.QtWidgets import QCheckBox, QComboBox, QVBoxLayout, QWidget

from fop_coder.gui.empty_state import EmptyState
from fop_coder.gui.flow_layout import FlowLayout
from fop_coder.gui.latest_answer import LatestAnswer
from fop_coder.gui.panel import Surroundings
from fop_coder.gui.panels.tallies.cells import Follow, Sheet
from fop_coder.gui.panels.tallies.cells_model import Where
from fop_coder.gui.panels.tallies.cells_table import CellsTable
from fop_coder.gui.panels.tallies.controls import labelled
from fop_coder.gui.panels.tallies.dot_plot import DotPlot
from fop_coder.project import Project
from fop_coder.project.report_asked import ItemAsked
from fop_coder.project.table_choices import TableChoices
from fop_coder.project.tallying import Question


@dataclass(frozen=True, slots=True)
class Followed:
    """A cell whose respondents somebody wants to see: in which table of the tab, where, and over what it was asked."""

    table: int
    where: Where
    follow: Follow
    question: Question


@dataclass(frozen=True, slots=True)
class Choice:
    """What is chosen in a tab: the keys of its lists by name, and which boxes are ticked."""

    keys: tuple[tuple[str, str], ...] = ()
    ticked: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ForReport:
    """A table of a tab that can go into the report: what it is called, and what it is made from."""

    words: str
    asked: Callable[[Project], ItemAsked]


class TabPart(QWidget):
    """A tab. Subclasses add lists, boxes and tables, and fill the tables when they are answered.

    Signals:
        followed: Followed.
        answered: new figures stand in the tab.
        refused: a FopCoderError: the question cannot be asked so.
        waiting: whether an answer is on its way.
        copied: a table was put on the clipboard.
    """

    uses_by = False
    """Whether what divides the sample plays a part."""

    followed = Signal(object)
    answered = Signal()
    refused = Signal(object)
    waiting = Signal(bool)
    copied = Signal()

    def __init__(self, around: Surroundings) -> None:
        """Build what is alike."""
        super().__init__()
        self.around, self.theme = around, around.theme
        self.question: Question | None = None
        self.tables: list[CellsTable] = []
        self.paled: list[CellsTable | DotPlot] = []
        self.boxes: dict[str, QComboBox] = {}
        self.checks: dict[str, QCheckBox] = {}
        self._readers: list[LatestAnswer] = []
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(0, 0, 0, 0)
        self.column.setSpacing(10)
        self.state = EmptyState(self.theme)
        self.state.hide()

    # ---- building blocks ---------------------------------------------------------------------------------------------

    def add_row(self, *widgets: QWidget) -> QWidget:
        """Put controls beside one another; they go on in a second row where it is narrow."""
        whole = QWidget()
        row = FlowLayout(whole, 12)
        for widget in widgets:
            row.addWidget(widget)
        self.column.addWidget(whole)
        return whole

    def add_check(self, name: str, words: str, hint: str, told: Callable[[], object]) -> QCheckBox:
        """Return a box to tick; ``told`` is called when it is ticked or not any more."""
        box = self.checks[name] = QCheckBox(words)
        box.setToolTip(hint)
        box.toggled.connect(lambda _on: told())
        return box

    def add_box(self, name: str, label: str, box: QComboBox, told: Callable[[], object]) -> QWidget:
        """Return a list with its label; ``told`` is called when the user chooses."""
        self.boxes[name] = box
        box.activated.connect(lambda _place: told())
        return labelled(label, box)

    def add_table(self, table: CellsTable) -> None:
        """Listen to a table; its number is its place."""
        number = len(self.tables)
        self.tables.append(table)
        self.paled.append(table)
        table.setProperty("pane", True)
        table.followed.connect(partial(self._follow, number))
        table.copied.connect(self.copied)

    def reader(self, answered: Callable[..., object]) -> LatestAnswer:
        """Return somebody who asks a copy of the project in the background."""
        reader = LatestAnswer(self.around.desk, self.around.runner, self)
        reader.answered.connect(answered)
        reader.answered.connect(self.answered)
        reader.refused.connect(self.refused)
        reader.waiting.connect(self._tell_waiting)
        reader.stopped.connect(self._tell_stopped)
        self._readers.append(reader)
        return reader

    def _tell_waiting(self, _is: bool) -> None:
        self.waiting.emit(self.is_waiting)

    def _tell_stopped(self) -> None:
        self.around.say(self.tr("Stopped. What stands in grey is still of the last question."))

    @property
    def is_waiting(self) -> bool:
        """Whether an answer is on its way."""
        return any(reader.is_waiting for reader in self._readers)

    # ---- what the screen asks of a tab -------------------------------------------------------------------------------

    def offer(self, choices: TableChoices) -> None:
        """Offer what there is to choose."""

    def ask(self, question: Question) -> None:
        """Ask for the figures anew; those that are shown are grey until they come."""
        by = question.by if self.uses_by else None
        self.question = replace(question, by=by, prompted_only=False)
        for shown in self.paled:
            shown.set_stale(True)
        self.ask_chosen(self.question)

    def ask_chosen(self, question: Question) -> None:
        """Ask for the figures of what is chosen."""

    def ask_aside(self, reader: LatestAnswer, question: Callable[[Project], object]) -> None:
        """Ask a reader."""
        reader.ask(self.tr("Counting"), question)

    def ask_again(self) -> None:
        """Something else was chosen."""
        if self.question is not None:
            self.ask(self.question)

    def show_again(self) -> None:
        """Show the same figures with other things beside them."""

    def for_report(self, question: Question) -> tuple[ForReport, ...]:
        """Return the tables that can go into the report, those that are shown alone."""
        return ()

    def choice(self) -> Choice:
        """Return what is chosen, to come back to."""
        keys = tuple((name, str(box.currentData() or "")) for name, box in self.boxes.items())
        return Choice(keys, tuple(name for name, box in self.checks.items() if box.isChecked()))

    def set_choice(self, choice: Choice) -> None:
        """Choose again what was chosen before, without asking."""
        for name, key in choice.keys:
            box = self.boxes[name]
            with QSignalBlocker(box):
                box.setCurrentIndex(max(0, box.findData(key)))
        for name, tick in self.checks.items():
            with QSignalBlocker(tick):
                tick.setChecked(name in choice.ticked)

    def forget(self) -> None:
        """Let go of another project's figures."""
        self.question = None
        for reader in self._readers:
            reader.fall_away()
        for table in self.tables:
            table.show_sheet(Sheet())

    def current_table(self) -> CellsTable:
        """Return the table that has the focus, or else the first."""
        return next((t for t in self.tables if t.hasFocus()), self.tables[0])

    def focus_first(self) -> bool:
        """Put the focus where work goes on: into a table, or onto what leads to one; say whether there is any."""
        places = (self.current_table(), *self.tables, self.state.main)
        place = next((widget for widget in places if widget.isVisibleTo(self)), None)
        if place is not None:
            place.setFocus()
        return place is not None

    def dress(self) -> None:
        """Take over colours and sizes."""
        for table in self.tables:
            table.dress()

    def _follow(self, number: int, follow: Follow, where: Where) -> None:
        if self.question is not None:
            self.followed.emit(Followed(number, where, follow, self.question))
