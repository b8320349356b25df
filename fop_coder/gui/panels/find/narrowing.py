"""The row of fields that narrow a search: who speaks, what is coded there, which respondents and documents."""

from __future__ import annotations

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QCheckBox, QComboBox, QCompleter, QGridLayout, QLineEdit, QWidget

from fop_coder.gui.fields import set_in_columns
from fop_coder.model.documents import Role
from fop_coder.model.people import Attribute
from fop_coder.project import Project
from fop_coder.project.finding import Narrowing

PAUSE = 350
"""Milliseconds after the last key before a filter is taken."""


class NarrowingRow(QWidget):
    """Fields for a ``Narrowing``.

    Signals:
        changed: it is another one now.
    """

    changed = Signal()

    def __init__(self) -> None:
        """Build the fields; ``offer`` fills them from a project."""
        super().__init__()
        self.role, self.code = QComboBox(), QComboBox()
        self.where, self.scope = QLineEdit(), QLineEdit()
        for box in (self.role, self.code):
            box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
            box.setMinimumContentsLength(9)
        self.memos = QCheckBox(self.tr("&Memos too"))
        self.memos.setChecked(True)
        self.where.setPlaceholderText(self.tr("borough = RBKC"))
        self.scope.setPlaceholderText(self.tr("kind = interview"))
        self.role.addItem(self.tr("Anybody"), None)
        for role in Role:
            self.role.addItem(str(role).capitalize(), str(role))
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(12)
        grid.setVerticalSpacing(4)
        fields: tuple[tuple[str, QWidget, int], ...] = (
            (self.tr("Sp&eaker"), self.role, 2),
            (self.tr("Coded &with"), self.code, 2),
            (self.tr("&Respondents where"), self.where, 3),
            (self.tr("&Documents where"), self.scope, 3),
        )
        set_in_columns(grid, fields)
        grid.addWidget(self.memos, 1, len(fields), Qt.AlignmentFlag.AlignVCenter)
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(PAUSE)
        self._pause.timeout.connect(self._choose)
        self.role.activated.connect(self._choose)
        self.code.activated.connect(self._choose)
        self.memos.toggled.connect(self._choose)
        for edit in (self.where, self.scope):
            edit.textEdited.connect(self._typed)

    def offer(self, project: Project | None) -> None:
        """Offer the codes and attributes of a project; what was chosen stays where it is still there."""
        chosen = self.code.currentData()
        self.code.clear()
        self.code.addItem(self.tr("Any or none"), None)
        names: list[str] = []
        if project is not None:
            codebook = project.codebook
            for code in codebook.codes:
                self.code.addItem(code.name, code.ident)
            names = [a.name for a in project.store.values(Attribute)] + [s.name for s in codebook.schemes]
        place = self.code.findData(chosen)
        self.code.setCurrentIndex(max(0, place))
        completer = QCompleter([f"{_quoted(name)} = " for name in names], self.where)
        completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        self.where.setCompleter(completer)
        completer.activated.connect(self._typed)

    def clear(self) -> None:
        """Look everywhere again, without telling anybody."""
        self._pause.stop()
        self.blockSignals(True)
        self.role.setCurrentIndex(0)
        self.code.setCurrentIndex(0)
        self.where.clear()
        self.scope.clear()
        self.memos.setChecked(True)
        self.blockSignals(False)
        self._offer_memos()

    @property
    def is_narrowed(self) -> bool:
        """Whether anything is left out."""
        return self.narrowing != Narrowing()

    def _choose(self, *_: object) -> None:
        self._offer_memos()
        self.changed.emit()

    def _offer_memos(self) -> None:
        """Memos have neither speakers nor codes nor respondents: a search narrowed by these leaves them out."""
        left_out = self.narrowing.leaves_memos_out
        self.memos.setEnabled(not left_out)
        self.memos.setToolTip(self.tr("A search narrowed so leaves memos out") if left_out else "")

    def _typed(self, *_: object) -> None:
        self._pause.start()

    @property
    def narrowing(self) -> Narrowing:
        """What is chosen now."""
        role, code = self.role.currentData(), self.code.currentData()
        return Narrowing(
            roles=(Role(role),) if role else (),
            codes=(code,) if code else (),
            where=self.where.text().strip(),
            scope=self.scope.text().strip(),
            memos=self.memos.isChecked(),
        )


def _quoted(name: str) -> str:
    return f'"{name}"' if " " in name else name
