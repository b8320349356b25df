"""Editors of the preview: a list of roles, and labels of respondents that are known."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

from PySide6.QtCore import QAbstractItemModel, QModelIndex, QObject, QPersistentModelIndex, QRect, QSize, Qt
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import (
    QComboBox,
    QCompleter,
    QLineEdit,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from fop_coder.gui.cells import FramedDelegate
from fop_coder.gui.painting import paint_icon
from fop_coder.gui.theme import Theme

_Index = QModelIndex | QPersistentModelIndex


class CorrectionDelegate(FramedDelegate):
    """Shows by a sign what can be corrected."""

    sign = "ph.pencil-simple"

    def sizeHint(self, option: QStyleOptionViewItem, index: _Index) -> QSize:  # noqa: N802 - Qt's name
        """Return room for an editor."""
        hint = super().sizeHint(option, index)
        return QSize(hint.width() + self.theme.px(24), max(hint.height(), self.theme.px(32)))

    def initStyleOption(self, option: QStyleOptionViewItem, index: _Index) -> None:  # noqa: N802 - Qt's name
        """Cut the words where the sign begins."""
        super().initStyleOption(option, index)
        if index.flags() & Qt.ItemFlag.ItemIsEditable:
            room = option.rect.width() - self.theme.px(28)
            option.text = option.fontMetrics.elidedText(option.text, Qt.TextElideMode.ElideRight, room)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        """Paint the words and, where they can be corrected, the sign."""
        super().paint(painter, option, index)
        if index.flags() & Qt.ItemFlag.ItemIsEditable:
            size = self.theme.px(12)
            rect = option.rect
            left, top = rect.right() - size - self.theme.px(8), rect.center().y() - size // 2
            paint_icon(painter, self.sign, self.theme.colour("sub"), QRect(left, top, size, size))


class ChoiceDelegate(CorrectionDelegate):
    """Edits with a combo box; what is chosen is taken at once."""

    sign = "ph.caret-down"

    def __init__(self, theme: Theme, choices: Sequence[str], called: str, parent: QObject) -> None:
        """Offer ``choices``, ``called`` so to those who cannot see them."""
        super().__init__(theme, parent)
        self._choices, self._called = tuple(choices), called

    def createEditor(self, parent: QWidget, _option: QStyleOptionViewItem, _index: _Index) -> QWidget:  # noqa: N802
        """Return the list of choices."""
        box = QComboBox(parent)
        box.addItems(self._choices)
        box.setAccessibleName(self._called)
        box.activated.connect(self._chosen)
        return box

    def _chosen(self) -> None:
        box = self.sender()
        if isinstance(box, QComboBox):
            self.commitData.emit(box)
            self.closeEditor.emit(box, QStyledItemDelegate.EndEditHint.NoHint)

    def setEditorData(self, editor: QWidget, index: _Index) -> None:  # noqa: N802 - Qt's name
        """Choose what is there now; what is not among the choices is put before them."""
        if isinstance(editor, QComboBox):
            present = str(index.data(Qt.ItemDataRole.EditRole))
            if editor.findText(present) < 0:
                editor.insertItem(0, present)
            editor.setCurrentText(present)

    def setModelData(self, editor: QWidget, model: QAbstractItemModel, index: _Index) -> None:  # noqa: N802
        """Take what was chosen."""
        if isinstance(editor, QComboBox):
            model.setData(index, editor.currentText())


class RespondentDelegate(CorrectionDelegate):
    """Edits a respondent's label; those that are known are offered."""

    def __init__(self, theme: Theme, labels: Callable[[], Iterable[str]], parent: QObject) -> None:
        """Offer what ``labels`` returns when an editor opens."""
        super().__init__(theme, parent)
        self._labels = labels

    def createEditor(self, parent: QWidget, _option: QStyleOptionViewItem, _index: _Index) -> QWidget:  # noqa: N802
        """Return a field that completes labels."""
        field = QLineEdit(parent)
        field.setAccessibleName(self.tr("Respondent"))
        completer = QCompleter(sorted(self._labels(), key=str.casefold), field)
        completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        field.setCompleter(completer)
        return field
