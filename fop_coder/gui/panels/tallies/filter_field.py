"""A field for a filter: typed or chosen among the kept ones, checked while it is written."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import QSignalBlocker, Qt, QTimer, Signal
from PySide6.QtWidgets import QComboBox, QLabel, QLineEdit, QSizePolicy, QWidget

from fop_coder.gui.flow_layout import FlowLayout
from fop_coder.gui.painting import icon
from fop_coder.gui.panels.tallies.view_field import in_one_row, name_button
from fop_coder.gui.theme import Theme
from fop_coder.gui.tips import plain_tip

_WRONG = "wrong"
CHECK_AFTER = 250
"""Milliseconds without a key after which what is written is checked."""


class FilterField(QWidget):
    """A label, an editable list of kept filters, and a button that keeps what is written.

    Signals:
        edited: what is written changed and wants to be checked.
        keep: the filter shall be kept under a name.
        rename, forget: the kept filter that is chosen shall be called otherwise, or be forgotten.
    """

    edited = Signal()
    keep = Signal()
    rename = Signal()
    forget = Signal()

    def __init__(self, theme: Theme, label: str, everything: str, example: str) -> None:
        """``everything`` is what stands for no filter; ``example`` is shown as a hint."""
        super().__init__()
        self._theme = theme
        self._kept: dict[str, str] = {}
        self.label = QLabel(label)
        self.label.setProperty("role", "sub")
        self.box = QComboBox()
        self.box.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
        self.box.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.box.setMinimumContentsLength(16)
        self.box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.box.setAccessibleName(label)
        self.box.setToolTip(example)
        line = QLineEdit()
        self.box.setLineEdit(line)
        self.line = line
        line.setPlaceholderText(everything)
        line.setAccessibleName(self.tr("{0}, as a filter").format(label))
        self.label.setBuddy(self.box)
        self.keep_button = name_button(
            self.tr("Keep under a name …"),
            self.tr("Keep this {0} under a name").format(label.casefold()),
            self.tr("Keep this filter under a name"),
        )
        self.keep_button.clicked.connect(self.keep)
        self.forget_button = name_button(
            self.tr("Forget"),
            self.tr("Forget this kept {0}").format(label.casefold()),
            self.tr("Forget the name; respondents and documents are not touched"),
        )
        self.forget_button.clicked.connect(self.forget)
        self.rename_button = name_button(
            self.tr("Rename …"),
            self.tr("Rename this kept {0}").format(label.casefold()),
            self.tr("Give this filter another name"),
        )
        self.rename_button.clicked.connect(self.rename)
        pair = in_one_row(self.label, self.box)
        pair.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        row = FlowLayout(self, 6)
        for part in (pair, self.keep_button, self.rename_button, self.forget_button):
            row.addWidget(part)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)  # buttons may go on below
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(CHECK_AFTER)
        self._timer.timeout.connect(self.edited)
        self.box.editTextChanged.connect(self._changed)
        self.box.activated.connect(self._now)
        line.returnPressed.connect(self._now)

    @property
    def text(self) -> str:
        """What is written: a filter or the name of a kept one."""
        return self.box.currentText().strip()

    @property
    def to_keep(self) -> str:
        """What would be kept under a name: what is written."""
        return self.text

    def set_text(self, text: str) -> None:
        """Write a filter without asking for a check."""
        with QSignalBlocker(self.box):
            self.box.setEditText(text)
        self._offer_keeping()

    def show_kept(self, name: str, written: str) -> None:
        """Write the name of a filter that was kept just now."""
        self._kept[name] = written
        self.set_text(name)

    def set_kept(self, kept: Mapping[str, str]) -> None:
        """Offer other kept filters; what is written stays."""
        self._kept = dict(kept)
        written = self.box.currentText()
        with QSignalBlocker(self.box):
            self.box.clear()
            self.box.addItem("")
            for name, filter_ in kept.items():
                self.box.addItem(name)
                self.box.setItemData(self.box.count() - 1, plain_tip(filter_), Qt.ItemDataRole.ToolTipRole)
            self.box.setEditText(written)
        self._offer_keeping()

    def set_wrong(self, wrong: bool) -> None:
        """Show whether what is written can be used."""
        line = self.line
        if bool(self.box.property("wrong")) != wrong:
            self.box.setProperty("wrong", wrong)
            edge = self._theme.colour("error_mark").name()
            self.box.setStyleSheet(f"QComboBox {{ border-color: {edge}; }}" if wrong else "")
        signs = [a for a in line.actions() if a.objectName() == _WRONG]
        if wrong and not signs:
            colour = self._theme.colour("error_mark")
            sign = line.addAction(icon("ph.warning-circle", colour), QLineEdit.ActionPosition.TrailingPosition)
            sign.setObjectName(_WRONG)
        elif not wrong:
            for sign in signs:
                line.removeAction(sign)
                sign.deleteLater()
        self.keep_button.setEnabled(not wrong)

    def _changed(self) -> None:
        self._timer.start()
        self._offer_keeping()

    def _offer_keeping(self) -> None:
        is_kept = self._kept_name(self.text) is not None
        self.keep_button.setVisible(bool(self.text) and not is_kept)
        self.rename_button.setVisible(is_kept)
        self.forget_button.setVisible(is_kept)

    def _kept_name(self, text: str) -> str | None:
        return next((name for name in self._kept if name.casefold() == text.casefold()), None)

    def written(self, name: str) -> str:
        """Return the filter that is kept under a name; the name itself where none is."""
        kept = self._kept_name(name)
        return name if kept is None else self._kept[kept]

    def _now(self) -> None:
        self._timer.stop()
        self.edited.emit()
