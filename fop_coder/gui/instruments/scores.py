"""How scores of an instrument lie: total and subscales in the sample and in each group, and who has none and why."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QComboBox, QVBoxLayout, QWidget

from fop_coder.gui.flow_layout import FlowLayout
from fop_coder.gui.latest_answer import LatestAnswer
from fop_coder.gui.panel import Place, Surroundings
from fop_coder.gui.panels.tallies.controls import labelled
from fop_coder.gui.second_coding.parts import (
    RowsModel,
    RowsView,
    SecondCodingDialog,
    button,
    label,
    note,
    say_in,
    scrolling,
)
from fop_coder.model.base import Guid
from fop_coder.model.crosstab import NumberTable
from fop_coder.model.errors import FopCoderError
from fop_coder.project import Project
from fop_coder.project.instrument_scores import missing_rule, score_tables
from fop_coder.project.instruments import instrument_named
from fop_coder.project.numbers import number_text
from fop_coder.project.occasions import occasions
from fop_coder.project.tally_sheet import choices, is_large
from fop_coder.project.tallying import Question

_NUMBERS = range(2, 7)
"""Columns of numbers."""


class ScoresDialog(SecondCodingDialog):
    """Looks at scores; Enter on somebody without one leads to them."""

    def __init__(
        self, parent: QWidget, around: Surroundings, instrument: Guid | None = None, occasion: str = ""
    ) -> None:
        """Show an instrument's scores, of the first if None; show it with ``open``."""
        super().__init__(parent, around, parent.tr("Scores of instruments"), 900, 680)
        project = around.desk.open_project
        self.instrument, self.occasion, self.by = QComboBox(), QComboBox(), QComboBox()
        for found in project.codebook.instruments:
            self.instrument.addItem(found.name, found.guid)
        self.instrument.setCurrentIndex(max(0, self.instrument.findData(instrument)))
        self.occasion.addItems([self.tr("for all occasions"), *occasions(project)])
        self.occasion.setCurrentIndex(max(0, self.occasion.findText(occasion)) if occasion else 0)
        self.by.addItem(self.tr("nothing"), "")
        for name in choices(project).dividing:
            self.by.addItem(name, name)
        chosen = QWidget()
        row = FlowLayout(chosen, 12)
        for words, box in (
            (self.tr("&Instrument"), self.instrument),
            (self.tr("&Occasion"), self.occasion),
            (self.tr("&By"), self.by),
        ):
            row.addWidget(labelled(words, box))
            box.setAccessibleName(words.replace("&", ""))
            box.activated.connect(self._ask)
        self.body.addWidget(chosen)
        self._build_tables()
        self.copy = button(self.tr("&Copy the table"), self._copy)
        self.foot.addWidget(self.copy)
        self.add_buttons(self.tr("Close"))
        self._answer = LatestAnswer(around.desk, around.runner, self)
        self._answer.answered.connect(self._show)
        self._answer.refused.connect(self._show_refusal)
        self.finished.connect(self._answer.fall_away)
        self._ask()
        self.table.setFocus()

    def _build_tables(self) -> None:
        inside = QWidget()
        column = QVBoxLayout(inside)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        self.rule = label("", "small")
        headings = (
            self.tr("Scale"),
            self.tr("Group"),
            self.tr("n of N"),
            self.tr("Lowest"),
            self.tr("Median"),
            self.tr("Mean"),
            self.tr("Highest"),
        )
        self.spreads = RowsModel(self, headings, right=_NUMBERS)
        self.table = RowsView(self.theme, self.spreads, self.tr("How scores lie"))
        self.title = label("", "section")
        self.without = RowsModel(self, (self.tr("Respondent"), self.tr("Scale"), self.tr("Why")))
        self.list = RowsView(self.theme, self.without, self.tr("Who has no score"))
        self.list.doubleClicked.connect(lambda _index: self.enter_in_table())
        self.nobody = note("grey")
        for part in (self.rule, self.nobody, self.table, self.title, self.list):
            column.addWidget(part)
        column.addStretch(1)
        self._inside, self._area = inside, scrolling(inside)
        self.body.addWidget(self._area, 1)
        for table in (self.table, self.list):
            table.selectionModel().currentRowChanged.connect(partial(self._follow, table))

    def _follow(self, table: RowsView, row: QModelIndex, _before: QModelIndex) -> None:
        """Bring the row that the arrow keys went to into sight."""
        place = table.viewport().mapTo(self._inside, table.visualRect(row).center())
        self._area.ensureVisible(0, place.y(), 0, table.rowHeight(row.row()) * 2)

    def _ask(self) -> None:
        """Ask for the scores of what is chosen."""
        self.show_fault("")
        chosen = self.instrument.currentData()
        if chosen is None:
            say_in(
                self.nobody, self.tr("The codebook has no instrument yet. Add one under Respondents, Enter answers.")
            )
            for part in (self.table, self.list, self.title, self.copy):
                part.hide()
            return
        occasion = self.occasion.currentText() if self.occasion.currentIndex() else ""
        scope = f'occasion = "{occasion}"' if occasion else ""
        question = Question(scope=scope, by=self.by.currentData() or None)
        project = self.around.desk.open_project
        asked = partial(_asked, instrument=chosen, question=question, coder=project.coder)
        self._answer.ask(self.tr("Counting"), asked, at_once=not is_large(project))

    def _show_refusal(self, error: object) -> None:
        assert isinstance(error, FopCoderError)  # noqa: S101 - nothing else is refused
        self.refused(error)
        self._show_tables(())

    def _show(self, found: object) -> None:
        assert isinstance(found, tuple)  # noqa: S101 - what was asked for
        rule, tables = found
        self.rule.setText(rule)
        self._show_tables(tables)

    def _show_tables(self, tables: tuple[NumberTable, ...]) -> None:
        rows = []
        for scores in tables:
            for place, spread in enumerate(scores.spreads):
                figures = (spread.lowest, spread.median, spread.mean, spread.highest)
                base = self.tr("{0} of {1}").format(spread.n, spread.n + spread.left_out)
                name = scores.name if not place else ""
                group = spread.group if place else self.tr("sample")
                rows.append((name, group, base, *("" if f is None else number_text(f) for f in figures)))
        self.spreads.show(rows)
        self.table.fit(most=320, rows=len(rows))
        without: dict[tuple[str, str], list[str]] = {}
        for scores in tables:
            for row in scores.rows:
                if row.value is None:
                    without.setdefault((row.respondent, row.why), []).append(scores.name)
        every = len(tables)
        self.without.show(
            (who, self.tr("all scales") if len(names) == every else ", ".join(names), why)
            for (who, why), names in sorted(without.items(), key=lambda found: found[0][0].casefold())
        )
        self.list.fit(most=420, rows=8)
        has_rows = bool(rows)
        people = len({who for who, _ in without})
        self.title.setText(self.tr("Without a score: {0}").format(people))
        self.table.setVisible(has_rows)
        self.copy.setVisible(has_rows)
        self.title.setVisible(bool(without))
        self.list.setVisible(bool(without))

    def _copy(self) -> None:
        """Put the table of scores on the clipboard, cells divided by tabs."""
        count = self.spreads.columnCount()
        headings = tuple(str(self.table.model().headerData(c, Qt.Orientation.Horizontal)) for c in range(count))
        lines, scale = ["\t".join(headings)], ""
        for row in self.spreads.rows:
            scale = row[0] or scale
            lines.append("\t".join((scale, *row[1:])))
        QGuiApplication.clipboard().setText("\n".join(lines))
        self.around.say(self.tr("The table is on the clipboard"))

    def enter_in_table(self) -> None:
        """Go to the respondent without a score."""
        row = self.list.currentIndex().row()
        if self.focusWidget() is not self.list or row < 0:
            return
        found = self.around.desk.open_project.respondent_labelled(self.without.rows[row][0])
        self.accept()
        self.around.go(Place("respondents", respondent=found.guid))


def _asked(project: Project, instrument: Guid, question: Question, coder: Guid) -> tuple[str, tuple[NumberTable, ...]]:
    project.coder = coder
    found = instrument_named(project, instrument)
    return missing_rule(found), score_tables(project, found, question)
