"""Left of the items: who has answered how many of them, and the scores of whoever is chosen."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHeaderView, QVBoxLayout, QWidget

from fop_coder.gui.second_coding.parts import RowsModel, RowsView, label
from fop_coder.gui.theme import Theme
from fop_coder.project.instrument_scores import ScaleScore
from fop_coder.project.instruments import Filled
from fop_coder.project.numbers import number_text


class Side(QWidget):
    """Respondents and scores.

    Signals:
        chosen: another respondent is chosen.
    """

    chosen = Signal()

    def __init__(self, theme: Theme) -> None:
        """Build it."""
        super().__init__()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        self.people = RowsModel(self, (self.tr("Respondent"), self.tr("Answered")), right=(1,))
        self.list = RowsView(theme, self.people, self.tr("Respondents"))
        self._is_filling = False
        self.list.selectionModel().currentRowChanged.connect(self._tell)
        self.list.setMinimumHeight(theme.px(110))
        self.of = label("", "section")
        self.found = RowsModel(self, (self.tr("Scale"), self.tr("Score"), self.tr("Answered")), right=(1, 2))
        self.table = RowsView(theme, self.found, self.tr("Scores"))
        self.why = label("", "small")
        for part, stretch in ((self.list, 1), (self.of, 0), (self.table, 0), (self.why, 0)):
            column.addWidget(part, stretch)

    @property
    def row(self) -> int:
        """The row of whoever is chosen; -1 for nobody."""
        return self.list.currentIndex().row()

    def choose(self, row: int) -> None:
        """Choose somebody."""
        index = self.people.index(row, 0)
        self.list.setCurrentIndex(index)
        self.list.scrollTo(index)

    def stay_on(self, row: int) -> None:
        """Choose somebody without telling anybody."""
        self._is_filling = True
        self.choose(row)
        self._is_filling = False

    def show_people(self, people: Sequence[Filled], items: int) -> None:
        """Show who has answered how many items; whoever is chosen stays so, without telling anybody."""
        row, self._is_filling = self.row, True
        self.people.show(
            (p.respondent.label, self.tr("{0} of {1}").format(p.answered, items) if p.answered else "\N{EN DASH}")
            for p in people
        )
        if 0 <= row < len(people):
            self.choose(row)
        self._is_filling = False
        _spread(self.list)

    def _tell(self) -> None:
        if not self._is_filling:
            self.chosen.emit()

    def show_scores(self, found: Sequence[ScaleScore]) -> None:
        """Show total and subscales, and why there are none."""
        self.found.show(
            (
                s.scale.name[:1].upper() + s.scale.name[1:],
                "" if s.score is None else number_text(s.score),
                self.tr("{0} of {1}").format(len(s.scale.items) - s.missing, len(s.scale.items)),
            )
            for s in found
        )
        self.table.fit(most=180, rows=6)
        _spread(self.table)
        said: dict[str, list[str]] = {}
        for score in found:
            if score.why:
                said.setdefault(score.why, []).append(score.scale.name)
        everything = self.tr("all scales")
        lines = (f"{everything if len(n) == len(found) > 1 else ', '.join(n)}: {why}" for why, n in said.items())
        self.why.setText("\n".join(line[:1].upper() + line[1:] for line in lines))


def _spread(table: RowsView) -> None:
    """Let the first column take what room the numbers leave."""
    table.resizeColumnsToContents()
    table.horizontalHeader().setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
