"""The questions of codebook editing: merge into which code, and which passages go to a new one."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QModelIndex, QObject, QSize, Qt
from PySide6.QtWidgets import (
    QComboBox,
    QDialog,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QListView,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from fop_coder.gui.panels.code.passages_list import Fetch, Index, PassagesModel
from fop_coder.gui.sentences import what_and_do
from fop_coder.model.base import Guid
from fop_coder.model.codebook import Code
from fop_coder.model.errors import FopCoderError

_CHECK = Qt.ItemDataRole.CheckStateRole


class CodeQuestion(QDialog):
    """A small dialog with one main button; what is refused is said in it."""

    def __init__(self, parent: QWidget, title: str, words: str, verb: str) -> None:
        """Say what will happen."""
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(title)
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(24, 20, 24, 16)
        self.column.setSpacing(10)
        said = QLabel(words)
        said.setTextFormat(Qt.TextFormat.PlainText)
        said.setWordWrap(True)
        said.setMinimumWidth(420)
        self.column.addWidget(said)
        self.fault = QLabel()
        self.fault.setProperty("note", "error")
        self.fault.setTextFormat(Qt.TextFormat.PlainText)
        self.fault.setWordWrap(True)
        self.fault.hide()
        self.yes = QPushButton(verb)
        self.yes.setProperty("main", True)
        self.yes.setDefault(True)
        self.yes.clicked.connect(self._pressed)

    def _finish(self) -> None:
        """Put fault and buttons below what the question asks for."""
        self.column.addWidget(self.fault)
        row = QHBoxLayout()
        row.addStretch(1)
        leave = QPushButton(self.tr("Cancel"))
        leave.setAutoDefault(False)
        leave.clicked.connect(self.reject)
        row.addWidget(leave)
        row.addWidget(self.yes)
        self.column.addLayout(row)

    def _pressed(self, _checked: bool = False) -> None:
        try:
            self.carry_out()
        except FopCoderError as error:
            self.fault.setText(what_and_do(error))
            self.fault.show()
            return
        self.accept()

    def carry_out(self) -> None:
        """Do what was asked for; may raise a FopCoderError."""


class MergeQuestion(CodeQuestion):
    """Asks into which code another one goes."""

    def __init__(
        self, parent: QWidget, code: Code, others: Sequence[Code], many: int, done: Callable[[Code], None]
    ) -> None:
        """``many``: how many passages would move; ``done`` gets the code that stays."""
        super().__init__(
            parent,
            parent.tr("Merge {0}").format(code.name),
            parent.tr(
                "The {0} passages of {1} go to another code, with their memos, and {1} is retired. "
                "Documents that were not read for both must be re-read for the one that stays."
            ).format(many, code.name),
            parent.tr("Merge"),
        )
        self._others, self._done = others, done
        self.into = QComboBox()
        self.into.setAccessibleName(self.tr("Merge into"))
        for other in others:
            self.into.addItem(other.name)
        self.column.addWidget(self.into)
        self._finish()
        self.into.setFocus()

    def carry_out(self) -> None:
        """Hand the chosen code over."""
        self._done(self._others[self.into.currentIndex()])


class TickedPassages(PassagesModel):
    """Passages of which some are ticked."""

    def __init__(self, parent: QObject, fetch: Fetch) -> None:
        """Begin empty."""
        super().__init__(parent, fetch)
        self.ticked: set[Guid] = set()
        self.row_height = 24

    def flags(self, index: Index) -> Qt.ItemFlag:
        """Say that each can be ticked."""
        usual = super().flags(index)
        return usual | Qt.ItemFlag.ItemIsUserCheckable if index.isValid() else usual

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Return whether a passage is ticked, or whose it is and its words."""
        if not index.isValid():
            return None
        if role == _CHECK:
            ticked = self._guids[index.row()] in self.ticked
            return Qt.CheckState.Checked if ticked else Qt.CheckState.Unchecked
        if role == Qt.ItemDataRole.SizeHintRole:
            return QSize(100, self.row_height)  # as wide as the list, or words would be cut without dots
        if role == Qt.ItemDataRole.DisplayRole:
            row = self.passage(index.row())
            if row is None:
                return ""
            return f"{', '.join(row.respondents) or row.document}: {' '.join(row.text[:200].split())}"
        return super().data(index, role)

    def setData(self, index: Index, value: object, role: int = Qt.ItemDataRole.EditRole) -> bool:  # noqa: N802 - Qt's
        """Tick or untick a passage."""
        if role != _CHECK or not index.isValid():
            return False
        guid = self._guids[index.row()]
        ticked = Qt.CheckState(value) is Qt.CheckState.Checked
        (self.ticked.add if ticked else self.ticked.discard)(guid)
        self.dataChanged.emit(index, index, [_CHECK])
        return True


class SplitQuestion(CodeQuestion):
    """Asks which passages go to a new code, and how that is called."""

    def __init__(
        self,
        parent: QWidget,
        code: Code,
        passages: Sequence[Guid],
        fetch: Fetch,
        done: Callable[[str, list[Guid]], None],
    ) -> None:
        """``done`` gets the new code's name and the passages ticked."""
        super().__init__(
            parent,
            parent.tr("Split {0}").format(code.name),
            parent.tr(
                "Tick the passages of {0} that go to a new code. Finished documents must be re-read for both."
            ).format(code.name),
            parent.tr("Split"),
        )
        self._done, self._passages = done, list(passages)
        self.name = QLineEdit()
        self.name.setPlaceholderText(self.tr("Name of the new code"))
        self.name.setAccessibleName(self.tr("Name of the new code"))
        self.model = TickedPassages(self, fetch)
        self.model.row_height = self.fontMetrics().height() + 10
        self.model.fill(self._passages)
        self.list = QListView()
        self.list.setModel(self.model)
        self.list.setUniformItemSizes(True)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.setAccessibleName(self.tr("Passages of {0}").format(code.name))
        self.list.setMinimumSize(640, 300)
        self.list.activated.connect(self._toggle)
        self.many = QLabel()
        self.many.setProperty("role", "small")
        for part in (self.name, self.list, self.many):
            self.column.addWidget(part)
        self._finish()
        self.name.textChanged.connect(self._check)
        self.model.dataChanged.connect(self._check)
        self._check()
        self.name.setFocus()

    def _toggle(self, index: QModelIndex) -> None:
        ticked = index.data(_CHECK) == Qt.CheckState.Checked
        self.model.setData(index, Qt.CheckState.Unchecked if ticked else Qt.CheckState.Checked, _CHECK)

    def _check(self, _first: object = None, _last: object = None, _roles: object = None) -> None:
        self.many.setText(self.tr("{0} of {1} ticked").format(len(self.model.ticked), len(self._passages)))
        self.yes.setEnabled(bool(self.name.text().strip() and self.model.ticked))

    def carry_out(self) -> None:
        """Hand name and passages over, these in the order of the list."""
        self._done(self.name.text().strip(), [g for g in self._passages if g in self.model.ticked])
