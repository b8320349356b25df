"""The middle of the export screen: what goes out, over whom, in which view, divided by what."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QCheckBox, QComboBox, QGridLayout, QLabel, QVBoxLayout, QWidget

from fop_coder.gui.panels.export.publication import PUBLICATION, TEAM, BeforeItLeaves, for_whom
from fop_coder.gui.theme import Theme
from fop_coder.model.coding import FilterOver, NamedFilter
from fop_coder.model.people import Attribute, Coder
from fop_coder.project import Project
from fop_coder.project.exporting import LINES, ExportWishes
from fop_coder.project.names import kept_names, pseudonyms
from fop_coder.project.quotations import starred
from fop_coder.project.samples import VIEWS
from fop_coder.project.tallying import Question

PAUSE = 400
"""Milliseconds after the last key before a filter is taken."""

FEW, NONE = "few", "none"
"""Divided by everything with few values; by nothing."""


class ExportChoices(QWidget):
    """Fields for a ``Question`` and ``ExportWishes``.

    Signals:
        changed: something else is wanted now.
    """

    changed = Signal()

    def __init__(self, theme: Theme) -> None:
        """Build the fields; ``offer`` fills them from a project."""
        super().__init__()
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 12, 16, 12)
        column.setSpacing(8)
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(PAUSE)
        self._pause.timeout.connect(self.changed)
        column.addWidget(_heading(self.tr("For")))
        self.whom = for_whom(theme, self.tr("For"), self.tr("The team"), self.tr("Publication"))
        self.whom.chosen.connect(self._whom_chosen)
        column.addWidget(self.whom)
        self.before = BeforeItLeaves()
        self.before.changed.connect(self.changed)
        self.before.hide()
        column.addWidget(self.before)
        column.addWidget(_heading(self.tr("Over whom")))
        column.addLayout(self._selections())
        column.addWidget(_heading(self.tr("What")))
        self.parts: dict[str, QCheckBox] = {}
        for name, words in (
            ("tally", self.tr("&Tallies and sentences")),
            ("classification", self.tr("&Classifications")),
            ("respondents", self.tr("&Respondents × codes")),
            ("passages", self.tr("&Passages")),
            ("quotations", self.tr("&Quotations")),
            ("matrix", self.tr("Matri&x of summaries")),
            ("agreement", self.tr("A&greement and differences")),
            ("codebook", self.tr("Code&book")),
            ("charts", self.tr("C&harts")),
            ("methods", self.tr("&Methods")),
        ):
            box = QCheckBox(words)
            box.setChecked(True)
            box.toggled.connect(self._choose)
            self.parts[name] = box
            column.addWidget(box)
            if name == "quotations":
                column.addWidget(self._lines_note())
        column.addWidget(_heading(self.tr("Shares")))
        self.percentages = QCheckBox(self.tr("Percentages &even below N = 30"))
        self.percentages.setToolTip(self.tr("Shares of fewer than 30 respondents mislead: they are written on request"))
        self.intervals = QCheckBox(self.tr("&Intervals, though not random"))
        self.intervals.setToolTip(self.tr("Intervals assume that the respondents were drawn at random"))
        self.frozen = QCheckBox(self.tr("A second one without &formulas"))
        self.frozen.setToolTip(self.tr("Write a frozen workbook beside the one whose formulas count everything again"))
        for box in (self.percentages, self.intervals, self.frozen):
            box.toggled.connect(self._choose)
            column.addWidget(box)
        column.addStretch(1)
        self._team_lines = dict.fromkeys(LINES, True)

    def _lines_note(self) -> QLabel:
        self.lines_note = QLabel(self.tr("Lines for each are for the team: they would undo the hiding"))
        self.lines_note.setProperty("role", "small")
        self.lines_note.setWordWrap(True)
        self.lines_note.hide()
        return self.lines_note

    def _selections(self) -> QGridLayout:
        self.sample, self.scope, self.view, self.by = QComboBox(), QComboBox(), QComboBox(), QComboBox()
        for box in (self.sample, self.scope):
            box.setEditable(True)
            box.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
            box.editTextChanged.connect(self._typed)
        grid = QGridLayout()
        grid.setHorizontalSpacing(10)
        grid.setVerticalSpacing(6)
        grid.setColumnStretch(1, 1)
        for row, (words, field) in enumerate(
            (
                (self.tr("&Sample"), self.sample),
                (self.tr("&Documents"), self.scope),
                (self.tr("&View"), self.view),
                (self.tr("B&y"), self.by),
            )
        ):
            label = QLabel(words)
            label.setBuddy(field)
            label.setProperty("role", "sub")
            field.setAccessibleName(words.replace("&", ""))
            field.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
            field.setMinimumContentsLength(15)
            grid.addWidget(label, row, 0)
            grid.addWidget(field, row, 1)
        self._grid = grid
        self.view.activated.connect(self._choose)
        self.by.activated.connect(self._choose)
        return grid

    def dress(self, line: int) -> None:
        """Give the fields room; ``line`` is the height of one in pixels."""
        self.whom.dress()
        for row in range(4):
            self._grid.setRowMinimumHeight(row, line)

    def _whom_chosen(self, whom: object) -> None:
        """Leave lines of respondents and passages out of what is published, until they are asked for."""
        self.blockSignals(True)
        for name in LINES:
            box = self.parts[name]
            if whom == PUBLICATION:
                self._team_lines[name] = box.isChecked()
            box.setChecked(whom != PUBLICATION and self._team_lines[name])
        self.blockSignals(False)
        self._show_whom()
        self.changed.emit()

    def _show_whom(self) -> None:
        is_public = self.whom.value == PUBLICATION
        self.before.setVisible(is_public)
        self.lines_note.setVisible(is_public)

    def _choose(self, *_: object) -> None:
        self.changed.emit()

    def _typed(self, *_: object) -> None:
        self._pause.start()

    # ---- what is offered ---------------------------------------------------------------------------------------------

    def offer(self, project: Project) -> None:
        """Offer the samples, scopes, views, attributes and schemes of a project; what was chosen stays."""
        kept = self.remembered()
        self.blockSignals(True)
        saved = project.store.values(NamedFilter)
        self._fill(self.sample, [f.name for f in saved if f.over is FilterOver.RESPONDENTS], self.tr("Everybody"))
        self._fill(self.scope, [f.name for f in saved if f.over is FilterOver.DOCUMENTS], self.tr("All documents"))
        self.view.clear()
        self.view.addItem(self.tr("The project's default"), "")
        coders = project.store.values(Coder)
        self.parts["agreement"].setVisible(len(coders) > 1)
        self.parts["matrix"].setVisible(project.store.count("summary") > 0)
        self.parts["quotations"].setVisible(bool(starred(project)))
        self.show_kept(project)
        kept_views = [f.name for f in saved if f.over is FilterOver.VIEWS]
        for name in [c.name for c in coders] + (list(VIEWS) if len(coders) > 1 else []) + kept_views:
            self.view.addItem(name, name)
        self.by.clear()
        self.by.addItem(self.tr("All with few values"), FEW)
        self.by.addItem(self.tr("Nothing"), NONE)
        attributes = sorted(project.store.values(Attribute), key=lambda a: a.position)
        for name in [a.name for a in attributes] + [s.name for s in project.codebook.schemes]:
            self.by.addItem(name, name)
        self.recall(kept)
        random = project.settings.chosen == "random"
        self.intervals.setText(self.tr("&Intervals") if random else self.tr("&Intervals, though not random"))
        self._pause.stop()
        self.blockSignals(False)

    def show_kept(self, project: Project) -> None:
        """Show the smallest group and the names that the project keeps."""
        names = kept_names(project)
        self.before.show_kept(project.settings.smallest_group, len(names), len(pseudonyms(names)))

    @staticmethod
    def _fill(box: QComboBox, names: list[str], everything: str) -> None:
        box.clear()
        box.addItem("")
        box.addItems(names)
        editor = box.lineEdit()
        if editor is not None:
            editor.setPlaceholderText(everything)

    # ---- what is chosen ----------------------------------------------------------------------------------------------

    @property
    def question(self) -> Question:
        """Over whom, and in which view."""
        return Question(
            view=self.view.currentData() or None,
            where=self.sample.currentText().strip(),
            scope=self.scope.currentText().strip(),
        )

    @property
    def wishes(self) -> ExportWishes:
        """What goes out."""
        by = self.by.currentData()
        return ExportWishes(
            by=None if by in (FEW, None) else () if by == NONE else (str(by),),
            percentages=self.percentages.isChecked(),
            intervals=self.intervals.isChecked(),
            what=frozenset(name for name, box in self.parts.items() if box.isChecked() and not box.isHidden()),
            frozen=self.frozen.isEnabled() and self.frozen.isChecked(),
            publication=self.whom.value == PUBLICATION,
            smallest=self.before.smallest.value(),
        )

    @property
    def names_file(self) -> Path | None:
        """The file of names to keep out of what is published."""
        return self.before.file if self.whom.value == PUBLICATION else None

    def remembered(self) -> dict[str, Any]:
        """Return all choices as JSON types."""
        return {
            "sample": self.sample.currentText(),
            "scope": self.scope.currentText(),
            "view": self.view.currentData() or "",
            "by": self.by.currentData() or FEW,
            "left_out": [name for name, box in self.parts.items() if not box.isChecked()],
            "percentages": self.percentages.isChecked(),
            "intervals": self.intervals.isChecked(),
            "frozen": self.frozen.isChecked(),
            "for": self.whom.value,
            "team_without": [name for name, taken in self._team_lines.items() if not taken],
            **self.before.remembered(),
        }

    def recall(self, kept: dict[str, Any]) -> None:
        """Choose what was chosen before, as far as it is there."""
        self.sample.setEditText(str(kept.get("sample", "")))
        self.scope.setEditText(str(kept.get("scope", "")))
        self.view.setCurrentIndex(max(0, self.view.findData(kept.get("view", ""))))
        self.by.setCurrentIndex(max(0, self.by.findData(kept.get("by", FEW))))
        left_out = kept.get("left_out")
        for name, box in self.parts.items():
            box.setChecked(not isinstance(left_out, list) or name not in left_out)
        self.percentages.setChecked(kept.get("percentages") is True)
        self.intervals.setChecked(kept.get("intervals") is True)
        self.frozen.setChecked(kept.get("frozen") is True)
        self.whom.choose(PUBLICATION if kept.get("for") == PUBLICATION else TEAM)
        without = kept.get("team_without")
        self._team_lines = {name: not isinstance(without, list) or name not in without for name in LINES}
        self.before.recall(kept)
        self._show_whom()

    def take_only(self, part: str) -> None:
        """Choose one part alone."""
        self.blockSignals(True)
        for name, box in self.parts.items():
            box.setChecked(name == part)
        self.blockSignals(False)
        self.changed.emit()

    def set_format(self, ending: str) -> None:
        """Offer what belongs to a format: charts, methods and formulas are a workbook's."""
        for box in (self.frozen, self.parts["charts"], self.parts["methods"]):
            box.setEnabled(ending == ".xlsx")


def _heading(words: str) -> QLabel:
    label = QLabel(words)
    label.setProperty("role", "section")
    return label
