"""Which documents: all, a share, a number, or those that are ticked; in groups; and how the draw came out."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, Qt, QTimer, Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QComboBox, QFormLayout, QVBoxLayout, QWidget

from fop_coder.gui.cells import FramedList
from fop_coder.gui.second_coding.parts import (
    RowsModel,
    RowsView,
    beside,
    label,
    narrow,
    note,
    say_in,
    spin,
)
from fop_coder.gui.sentences import error_words
from fop_coder.gui.theme import Theme
from fop_coder.model.documents import Document
from fop_coder.model.errors import FopCoderError
from fop_coder.model.people import Attribute
from fop_coder.project import Project
from fop_coder.project.draws import Choice, Draw

_Index = QModelIndex | QPersistentModelIndex
_NOWHERE = QModelIndex()
ALL, SHARE, NUMBER, NAMED = "all", "share", "number", "named"
WAIT = 120
"""ms after the last change before a draw is made anew."""


class TickedModel(QAbstractListModel):
    """Names that can be ticked.

    Signals:
        ticked: other names are ticked now.
    """

    ticked = Signal()

    def __init__(self, parent: QObject, names: Iterable[str]) -> None:
        """Begin with none ticked."""
        super().__init__(parent)
        self._names = list(names)
        self._ticked: set[int] = set()

    @property
    def chosen(self) -> tuple[str, ...]:
        """The names that are ticked."""
        return tuple(name for row, name in enumerate(self._names) if row in self._ticked)

    def rowCount(self, parent: _Index = _NOWHERE) -> int:  # noqa: N802 - Qt's name
        """Return how many names there are."""
        return 0 if parent.isValid() else len(self._names)

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Return a name, and whether it is ticked."""
        if not index.isValid():
            return None
        is_ticked = index.row() in self._ticked
        if role == Qt.ItemDataRole.DisplayRole:
            return self._names[index.row()]
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return f"{self._names[index.row()]}, {self.tr('chosen') if is_ticked else self.tr('not chosen')}"
        if role == Qt.ItemDataRole.CheckStateRole:
            return Qt.CheckState.Checked if is_ticked else Qt.CheckState.Unchecked
        return None

    def flags(self, index: _Index) -> Qt.ItemFlag:
        """Every name can be ticked."""
        flags = super().flags(index)
        return flags | Qt.ItemFlag.ItemIsUserCheckable if index.isValid() else flags

    def setData(self, index: _Index, value: Any, role: int = Qt.ItemDataRole.EditRole) -> bool:  # noqa: N802 - Qt's name
        """Tick a name, or take the tick off."""
        if role != Qt.ItemDataRole.CheckStateRole or not index.isValid():
            return False
        self._ticked ^= {index.row()}
        self.dataChanged.emit(index, index)
        self.ticked.emit()
        return True


class TickedList(FramedList):
    """A list of names to tick with Space, a few rows high."""

    def __init__(self, theme: Theme, model: TickedModel, name: str, rows: int) -> None:
        """Show a model under a name."""
        super().__init__(theme)
        self.setModel(model)
        self.setAccessibleName(name)
        self.setUniformItemSizes(True)
        self._rows = rows
        self.setVerticalScrollMode(FramedList.ScrollMode.ScrollPerPixel)
        self._fit()
        theme.changed.connect(self._fit)

    def _fit(self) -> None:
        high = max(24, self._theme.px(24))  # to be hit
        edge, accent = (self._theme.colour(name).name() for name in ("control_edge", "accent"))
        self.setStyleSheet(
            f"QListView {{ border: 1px solid {edge}; border-radius: 6px; padding: 2px; }}"
            f"QListView:focus {{ border: 2px solid {accent}; padding: 1px; }}"
            f"QListView::item {{ min-height: {high}px; }}"
        )
        rows = min(self._rows, max(1, self.model().rowCount()))
        self.setFixedHeight(max(high, self.sizeHintForRow(0)) * rows + 6)

    def showEvent(self, event: QShowEvent) -> None:  # noqa: N802 - Qt's name
        """Be as high as the rows, whose size is known now."""
        super().showEvent(event)
        self._fit()


class DocumentChoice(QWidget):
    """The fields of a draw, to be put into a form, with the draw as it comes out beside them.

    Signals:
        drawn: the draw came out otherwise, or cannot be made.
    """

    drawn = Signal()

    def __init__(self, theme: Theme, project: Project, draw: Callable[[Choice], Draw]) -> None:
        """Offer the documents and groups of a project; ``draw`` makes the draw or says why it cannot be."""
        super().__init__()
        self._draw = draw
        self.draw: Draw | None = None
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(WAIT)
        self._timer.timeout.connect(self.look_again)
        self._make_fields(theme, project)
        self._make_outcome(theme)

    def _make_fields(self, theme: Theme, project: Project) -> None:
        self.how = narrow(QComboBox())
        for words, value in (
            (self.tr("All of them"), ALL),
            (self.tr("A share, at random"), SHARE),
            (self.tr("A number, at random"), NUMBER),
            (self.tr("Those I tick"), NAMED),
        ):
            self.how.addItem(words, value)
        self.how.setAccessibleName(self.tr("Which documents"))
        documents = project.store.values(Document)
        self.share, self.number = (
            spin(20, 1, 100, " %"),
            spin(min(5, max(1, len(documents))), 1, max(1, len(documents))),
        )
        self.share.setAccessibleName(self.tr("Share of the documents in per cent"))
        self.number.setAccessibleName(self.tr("How many documents"))
        self.names = TickedModel(self, (d.name for d in documents))
        self.list = TickedList(theme, self.names, self.tr("Documents"), 6)
        self.by = narrow(QComboBox())
        self.by.setAccessibleName(self.tr("In proportion to groups"))
        self.by.addItem(self.tr("No groups"), None)
        for name in (
            *(a.name for a in project.store.values(Attribute)),
            *(s.name for s in project.codebook.schemes),
        ):
            self.by.addItem(name, name)
        self.seed = spin(1, 0, 999_999)
        self.seed.setAccessibleName(self.tr("Seed of the draw"))
        self.seed.setToolTip(self.tr("The same seed draws the same documents"))
        self.how.currentIndexChanged.connect(self._changed)
        self.by.currentIndexChanged.connect(self._changed)
        for field in (self.share, self.number, self.seed):
            field.valueChanged.connect(self._changed)
        self.names.ticked.connect(self._changed)

    def _make_outcome(self, theme: Theme) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        self.words = label("", "section")
        self.fault = note("error")
        self.documents = label("", "sub")
        self.groups = RowsModel(self, (self.tr("Group"), self.tr("Drawn"), self.tr("There")), right=(1, 2))
        self.table = RowsView(theme, self.groups, self.tr("Groups"))
        self.left_out = note("grey")
        for part in (self.words, self.fault, self.documents, self.table, self.left_out):
            column.addWidget(part)

    def add_to(self, rows: QFormLayout) -> None:
        """Put the fields into a form."""
        rows.addRow(self.tr("&Documents"), beside(self.how, self.share, self.number))
        rows.addRow("", self.list)
        rows.addRow(self.tr("In &proportion to"), self.by)
        rows.addRow(self.tr("S&eed"), self.seed)
        self._rows = rows
        self._show_fields()

    @property
    def choice(self) -> Choice:
        """What is chosen now."""
        how = self.how.currentData()
        return Choice(
            names=self.names.chosen if how == NAMED else (),
            number=self.number.value() if how == NUMBER else None,
            share=self.share.value() / 100 if how == SHARE else None,
            by=None if how == NAMED else self.by.currentData(),
            seed=self.seed.value(),
        )

    def _changed(self) -> None:
        self._show_fields()
        self.draw = None  # until it is made anew: nothing may be written from one that no longer holds
        self._timer.start()
        self.drawn.emit()

    def _show_fields(self) -> None:
        how = self.how.currentData()
        self.share.setVisible(how == SHARE)
        self.number.setVisible(how == NUMBER)
        self._rows.setRowVisible(self.list, how == NAMED)
        self._rows.setRowVisible(self.by, how != NAMED)
        self._rows.setRowVisible(self.seed, how in (SHARE, NUMBER))

    def look_again(self) -> None:
        """Make the draw anew and show how it comes out."""
        self._timer.stop()
        try:
            self.draw = self._made()
        except FopCoderError as error:
            self.draw = None
            say_in(self.fault, error_words(error))
        else:
            say_in(self.fault, "")
        self._show_outcome()
        self.drawn.emit()

    def _made(self) -> Draw | None:
        choice = self.choice
        return None if self.how.currentData() == NAMED and not choice.names else self._draw(choice)

    def _show_outcome(self) -> None:
        draw = self.draw
        named = ", ".join(d.name for d in draw.documents) if draw else ""
        said = f"{draw.words[:1].upper()}{draw.words[1:]}" if draw else ""
        if draw is None and self.fault.isHidden():
            said = self.tr("Tick the documents")
        say_in(self.words, said)
        say_in(self.documents, named)
        groups = draw.groups if draw else {}
        self.groups.show((name, str(n), str(of)) for name, (n, of) in groups.items())
        self.table.setVisible(bool(groups))
        self.table.fit()
        left = ", ".join(draw.handed_out) if draw else ""
        say_in(
            self.left_out, self.tr("Left out, because they were handed out before: {0}").format(left) if left else ""
        )
