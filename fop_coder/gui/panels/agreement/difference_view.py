"""One disagreement as it is looked at: the coders side by side, the code's definition, and how it is settled."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QScrollArea,
    QSizePolicy,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from fop_coder.gui.flow_layout import FlowLayout
from fop_coder.gui.painting import icon
from fop_coder.gui.panels.agreement.difference_words import place_of, reasons_sentence, turn_words
from fop_coder.gui.panels.agreement.key_button import badge_pixmap
from fop_coder.gui.panels.agreement.one_line import OneLine
from fop_coder.gui.panels.agreement.settle_bar import SettleBar, line_with
from fop_coder.gui.panels.agreement.side_by_side import SideBySide
from fop_coder.gui.panels.code.chip_row import Chip, ChipRow
from fop_coder.gui.theme import Theme
from fop_coder.gui.tips import plain_tip
from fop_coder.model.codebook import Code
from fop_coder.project.difference_reasons import ReasonCounts
from fop_coder.project.disagreements import Disagreement
from fop_coder.project.project import Project
from fop_coder.project.side_by_side import about_whom, settled_by, sides_of, turns_around

LONG = 40
"""Characters of a code's name that are shown on a button."""


class DifferenceView(QScrollArea):
    """The right side.

    Signals:
        stepped: by how many disagreements to go on or back.
        definition_asked: the code's definition shall be opened.
        grown: it needs another height than before.
    """

    stepped = Signal(int)
    grown = Signal()
    definition_asked = Signal()

    def __init__(self, theme: Theme) -> None:
        """Build it; ``show_disagreement`` fills it."""
        super().__init__()
        self._theme = theme
        self._code: Code | None = None
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.viewport().setAutoFillBackground(False)
        self.number, self._badge = QLabel(), QLabel()
        self.title, self._name, self.definition, self.reasons = (OneLine() for _ in range(4))
        self.chips = ChipRow(theme)
        self.back, self.on = QToolButton(), QToolButton()
        self.sides, self.bar = SideBySide(theme), SettleBar(theme)
        self.open_definition = QPushButton()
        for label in (self.title, self._name):  # both may be long, and what stands beside them must stay in sight
            label.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        self._build()

    def _build(self) -> None:
        self.title.setProperty("role", "section")
        self.number.setProperty("role", "small")
        self._name.setProperty("role", "strong")
        self.definition.setProperty("role", "sub")
        self.open_definition.setProperty("link", True)
        self.open_definition.setAutoDefault(False)
        self.open_definition.clicked.connect(self.definition_asked)
        for button, name, tip, by in (
            (self.back, self.tr("Previous disagreement"), self.tr("Previous disagreement (Ctrl+Up)"), -1),
            (self.on, self.tr("Next disagreement"), self.tr("Next disagreement (Ctrl+Down)"), 1),
        ):
            button.setAccessibleName(name)
            button.setToolTip(tip)
            button.setProperty("by", by)
            button.clicked.connect(self._step)
        inside = QWidget()
        column = QVBoxLayout(inside)
        column.setContentsMargins(16, 8, 16, 10)
        column.setSpacing(8)
        column.addLayout(self._heading())
        column.addWidget(self.sides, 1)
        column.addLayout(self._definition_row())
        column.addWidget(self.bar)
        column.addWidget(self._foot())
        self.setWidget(inside)
        inside.setAutoFillBackground(False)  # or it would not lie on the card

    def _heading(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(10)
        row.addWidget(self.title)
        row.addWidget(self.chips, 1)
        for widget in (self.number, self.back, self.on):
            row.addWidget(widget)
        return row

    def _definition_row(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(8)
        for widget in (self._badge, self._name):
            row.addWidget(widget)
        row.addWidget(self.definition, 1)
        return row

    def _foot(self) -> QWidget:
        """Return who settled it, and beside or below it why coders differ over this code."""
        whole = QWidget()
        row = FlowLayout(whole, 8)
        self._reasons_row = line_with(self.reasons, self.open_definition)
        row.addWidget(self.bar.settled_row)
        row.addWidget(self._reasons_row)
        policy = whole.sizePolicy()
        policy.setHeightForWidth(True)
        policy.setVerticalPolicy(QSizePolicy.Policy.Minimum)
        whole.setSizePolicy(policy)
        return whole

    def _step(self, _checked: bool = False) -> None:
        button = self.sender()
        if button is not None:
            self.stepped.emit(int(button.property("by")))

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's name
        """Ask for the height that everything needs at this width."""
        super().resizeEvent(event)
        self._ask_height()

    def _ask_height(self) -> None:
        inside = self.widget()
        layout = inside.layout() if inside is not None else None
        if layout is not None:
            needed = layout.minimumHeightForWidth(self.viewport().width())
            if needed != self.minimumHeight():
                self.setMinimumHeight(needed)
                self.grown.emit()

    # ---- what is shown -------------------------------------------------------------------------------------------

    def show_disagreement(self, project: Project, found: Disagreement, number: int, of: int) -> None:
        """Show a disagreement; ``number`` is its place in the list, counted from 1."""
        around = turns_around(project, found)
        where = place_of(found)
        if around is not None:
            where = self.tr("{0}, {1}").format(where, turn_words(around.first, around.last))
        self.title.say(where)
        self.title.setToolTip(plain_tip(found.document.name if found.document is not None else ""))
        about = ", ".join(about_whom(project, found))
        self.chips.show_chips([Chip(about)] if about else [])
        self.show_number(number, of)
        self.sides.show_sides(found, sides_of(project, found), around)
        self._code = found.about if isinstance(found.about, Code) else None
        self._name.say(found.about.name)
        definition = self._code.definition if self._code is not None else ""
        whole = definition or (self.tr("No definition yet.") if self._code is not None else "")
        self.definition.say(whole)
        self._dress_badge()

    def show_number(self, number: int, of: int) -> None:
        """Say which of how many it is."""
        self.number.setText(self.tr("{0} of {1}").format(f"{number:,}", f"{of:,}"))
        self.back.setEnabled(number > 1)
        self.on.setEnabled(number < of)

    def show_settled(self, project: Project, found: Disagreement, *, may_write: bool, keep_reason: bool) -> None:
        """Show how it can be settled, or was."""
        by = settled_by(project, found)
        self.bar.show_disagreement(found, by, may_write=may_write, keep_reason=keep_reason)

    def show_reasons(self, counts: ReasonCounts | None) -> None:
        """Show why coders differed over this code, where anybody said so."""
        words = reasons_sentence(counts) if counts is not None else ""
        stands_out = counts is not None and counts.needs_wording and isinstance(counts.about, Code)
        self.reasons.dress_as(role="" if stands_out else "small", note="warning" if stands_out else "")
        self.reasons.say(words)
        self._reasons_row.setVisible(bool(words))
        self.open_definition.setVisible(stands_out)
        if counts is not None:
            button = self.open_definition
            most = button.fontMetrics().averageCharWidth() * LONG
            name = button.fontMetrics().elidedText(counts.about.name, Qt.TextElideMode.ElideRight, most)
            button.setText(self.tr("Open the definition of {0}").format(name.replace("&", "&&")))
            button.setAccessibleName(self.tr("Open the definition of {0}").format(counts.about.name))
        self._ask_height()

    def dress(self) -> None:
        """Take colours and sizes from the theme."""
        theme = self._theme
        for button, name in ((self.back, "ph.caret-up"), (self.on, "ph.caret-down")):
            button.setIcon(icon(name, theme.colour("sub")))
            button.setIconSize(QSize(theme.px(16), theme.px(16)))
        for part in (self.chips, self.sides, self.bar):
            part.dress()
        self._dress_badge()
        self._ask_height()

    def _dress_badge(self) -> None:
        theme = self._theme
        if self._code is None:
            size = theme.px(16)
            self._badge.setPixmap(icon("ph.tag", theme.colour("sub")).pixmap(QSize(size, size)))
        else:
            self._badge.setPixmap(badge_pixmap(self, theme, self._code.key, theme.code(self._code.colour)))
