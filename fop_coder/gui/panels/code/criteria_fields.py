"""The criteria of a code in its form: one line each, and the rule that says how many are needed."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QLineEdit, QPushButton, QSpinBox, QVBoxLayout, QWidget

from fop_coder.model.base import new_guid
from fop_coder.model.codebook import Code, CriteriaRule, Criterion, Need, Within

_KEYS = "abcdefghijklmnopqrstuvwxyz0123456789"
_NO_RULE = "none"


class CriteriaFields(QWidget):
    """Edits criteria and their rule.

    Signals:
        edited: something was typed or chosen.
    """

    edited = Signal()

    def __init__(self, code: Code | None) -> None:
        """Show those of a code; nothing for a new one."""
        super().__init__()
        self._rows: list[tuple[Criterion | None, QLineEdit, QWidget]] = []
        self._column = QVBoxLayout()
        self._column.setSpacing(4)
        self.add_button = QPushButton(self.tr("Add a criterion"))
        self.add_button.setAutoDefault(False)
        self.add_button.clicked.connect(self._add_pressed)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(6)
        whole.addLayout(self._column)
        top = QHBoxLayout()
        top.addWidget(self.add_button)
        top.addStretch(1)
        whole.addLayout(top)
        self._rule_row = self._build_rule(code.criteria_rule if code else None, code.criteria_word if code else "")
        whole.addWidget(self._rule_row)
        for criterion in code.criteria if code else ():
            self._add(criterion)
        self._fit()

    def _build_rule(self, rule: CriteriaRule | None, word: str) -> QWidget:
        self.need = QComboBox()
        for words, data in (
            (self.tr("No rule"), _NO_RULE),
            (self.tr("All are needed"), Need.ALL),
            (self.tr("Any is enough"), Need.ANY),
            (self.tr("At least"), Need.AT_LEAST),
        ):
            self.need.addItem(words, data)
        self.need.setAccessibleName(self.tr("How many criteria are needed"))
        self.need.setCurrentIndex(max(0, self.need.findData(rule.need if rule else _NO_RULE)))
        self.least = QSpinBox()
        self.least.setRange(1, 99)
        self.least.setValue(rule.at_least if rule else 1)
        self.least.setAccessibleName(self.tr("How many criteria at least"))
        self.within = QComboBox()
        self.within.addItem(self.tr("in one passage"), Within.PASSAGE)
        self.within.addItem(self.tr("over all passages of a respondent"), Within.RESPONDENT)
        self.within.setAccessibleName(self.tr("Where the criteria must come together"))
        self.within.setCurrentIndex(max(0, self.within.findData(rule.within if rule else Within.RESPONDENT)))
        self.word = QLineEdit(word)
        self.word.setPlaceholderText(self.tr("How that is called, such as FoP-minded"))
        self.word.setAccessibleName(self.tr("How meeting the rule is called"))
        both = QWidget()
        column = QVBoxLayout(both)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        row = QHBoxLayout()
        for part in (self.need, self.least, self.within):
            row.addWidget(part)
        row.addStretch(1)
        column.addLayout(row)
        column.addWidget(self.word)
        self.need.currentIndexChanged.connect(self._changed)
        self.within.currentIndexChanged.connect(self._changed)
        self.least.valueChanged.connect(self._changed)
        self.word.textChanged.connect(self._changed)
        return both

    def _add_pressed(self, _checked: bool = False) -> None:
        self._add(None).setFocus()
        self._changed()

    def _add(self, criterion: Criterion | None) -> QLineEdit:
        line = QLineEdit(criterion.name if criterion else "")
        line.setAccessibleName(self.tr("Criterion {0}").format(len(self._rows) + 1))
        line.setPlaceholderText(self.tr("What the passage must also say"))
        line.textChanged.connect(self._changed)
        off = QPushButton(self.tr("Take out"))
        off.setAutoDefault(False)
        off.setAccessibleName(self.tr("Take criterion {0} out").format(len(self._rows) + 1))
        row = QWidget()
        inside = QHBoxLayout(row)
        inside.setContentsMargins(0, 0, 0, 0)
        inside.addWidget(line, 1)
        inside.addWidget(off)
        off.clicked.connect(partial(self._take_out, row))
        self._rows.append((criterion, line, row))
        self._column.addWidget(row)
        return line

    def _take_out(self, row: QWidget, _checked: bool = False) -> None:
        self._rows = [r for r in self._rows if r[2] is not row]
        self._column.removeWidget(row)
        row.hide()
        row.deleteLater()
        self.add_button.setFocus()
        self._changed()

    def _changed(self, _value: object = None) -> None:
        self._fit()
        self.edited.emit()

    def _fit(self) -> None:
        self._rule_row.setVisible(bool(self._rows))
        self.least.setVisible(self.need.currentData() == Need.AT_LEAST)
        ruled = self.need.currentData() != _NO_RULE
        self.within.setVisible(ruled)
        self.word.setVisible(ruled)

    def lines(self) -> list[QLineEdit]:
        """Return the lines of the criteria in their order."""
        return [line for _, line, _ in self._rows]

    # ---- what was entered --------------------------------------------------------------------------------------------

    def criteria(self) -> tuple[Criterion, ...]:
        """Return the criteria; those left empty fall away, new ones get the next free key."""
        kept = [(before, line.text().strip()) for before, line, _ in self._rows if line.text().strip()]
        taken = {before.key for before, _ in kept if before is not None}
        found = []
        for before, name in kept:
            if before is not None:
                found.append(before if before.name == name else Criterion(before.guid, before.key, name))
                continue
            key = next((k for k in _KEYS if k not in taken), "")
            taken.add(key)
            found.append(Criterion(new_guid(), key, name))
        return tuple(found)

    def rule(self) -> CriteriaRule | None:
        """Return the rule; none without criteria."""
        need = self.need.currentData()
        if need == _NO_RULE or not any(line.text().strip() for line in self.lines()):
            return None
        least = self.least.value() if need == Need.AT_LEAST else 1
        return CriteriaRule(Need(need), Within(self.within.currentData()), least)

    def rule_word(self) -> str:
        """Return how meeting the rule is called."""
        return self.word.text().strip() if self.rule() is not None else ""
