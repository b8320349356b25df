"""The evidence drawer: who is behind a number, with their passages, the others, and why the N is what it is."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from PySide6.QtCore import QModelIndex, QSize, Qt, Signal
from PySide6.QtGui import QGuiApplication, QPainter, QPaintEvent
from PySide6.QtWidgets import (
    QButtonGroup,
    QFrame,
    QHBoxLayout,
    QLabel,
    QListView,
    QPushButton,
    QScrollArea,
    QStackedWidget,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from fop_coder.gui.flow_layout import FlowLayout
from fop_coder.gui.painting import icon, paint_badge, paint_icon
from fop_coder.gui.panel import Place, Surroundings
from fop_coder.gui.panels.tallies.drawer_delegate import EvidenceDelegate
from fop_coder.gui.panels.tallies.drawer_model import Entry, EvidenceModel
from fop_coder.gui.panels.tallies.evidence_list import EvidenceList
from fop_coder.gui.panels.tallies.lines import Kind, Line
from fop_coder.gui.starring import toggle_star_of
from fop_coder.gui.theme import SMALL, Theme
from fop_coder.model.base import Guid
from fop_coder.model.status import Status
from fop_coder.model.tally import PassageRow
from fop_coder.project.evidence import Evidence
from fop_coder.project.quotations import starred

_ALWAYS = (str(Status.REFERRED), str(Status.NOT_REFERRED))


@dataclass(frozen=True, slots=True)
class Behind:
    """What the drawer shows: a line of the table, in a group or in all of the sample, and the status chosen."""

    line: Line
    group: str | None
    status: str
    evidence: Evidence


class _Sign(QWidget):
    """The badge of the code, or the tag of a classification."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self.line: Line | None = None

    def sizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        side = self._theme.px(22)
        return QSize(side, side)

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
        if self.line is None:
            return
        side = self._theme.px(20)
        rect = self.rect()
        rect.setSize(QSize(side, side))
        rect.moveCenter(self.rect().center())
        with QPainter(self) as painter:
            if self.line.kind is Kind.CODE:
                font = self._theme.sans(SMALL, 600)
                paint_badge(painter, rect, self.line.key, self._theme.code(self.line.colour), font)
            else:
                name = "ph.users" if self.line.kind is Kind.CELL else "ph.tag"
                paint_icon(painter, name, self._theme.colour("sub"), rect)


class EvidenceDrawer(QFrame):
    """The pane on the right.

    Signals:
        closed: it was closed by the user.
        status_changed: another status was chosen.
    """

    closed = Signal()
    status_changed = Signal()

    def __init__(self, around: Surroundings, parent: QWidget | None = None) -> None:
        """Build it; ``show_behind`` fills it."""
        super().__init__(parent)
        self._around, self._theme = around, around.theme
        self._behind: Behind | None = None
        self.setProperty("side", True)
        self.setProperty("pane", True)
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setAccessibleName(self.tr("Evidence"))
        self._build()
        self.dress()
        self.hide()

    @property
    def behind(self) -> Behind | None:
        """What is shown, None while nothing is."""
        return self._behind

    def _build(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 12, 0, 0)
        column.setSpacing(0)
        head = QVBoxLayout()
        head.setContentsMargins(16, 0, 12, 12)
        head.setSpacing(8)
        head.addLayout(self._title_row())
        self._figure = QLabel()
        self._figure.setTextFormat(Qt.TextFormat.PlainText)
        self._of = QLabel()
        self._of.setTextFormat(Qt.TextFormat.PlainText)
        self._said = QLabel()
        self._said.setTextFormat(Qt.TextFormat.PlainText)
        self._said.setProperty("role", "sub")
        numbers = QHBoxLayout()
        numbers.setSpacing(0)
        numbers.addWidget(self._figure, 0, Qt.AlignmentFlag.AlignBaseline)
        numbers.addWidget(self._of, 0, Qt.AlignmentFlag.AlignBaseline)
        numbers.addSpacing(12)
        numbers.addWidget(self._said, 1, Qt.AlignmentFlag.AlignBaseline)
        head.addLayout(numbers)
        self._switch = QWidget()
        self._switch.setAccessibleName(self.tr("Show those who"))
        self._switch_row = FlowLayout(self._switch, 6)
        self._statuses = QButtonGroup(self)
        self._statuses.setExclusive(True)
        head.addWidget(self._switch)
        head.addLayout(self._button_row())
        self._hidden = QLabel()
        self._hidden.setTextFormat(Qt.TextFormat.PlainText)
        self._hidden.setWordWrap(True)
        self._hidden.setProperty("note", "grey")
        self._hidden.hide()
        head.addWidget(self._hidden)
        column.addLayout(head)
        column.addWidget(self._lists(), 1)

    def _title_row(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(8)
        self._sign = _Sign(self._theme)
        self._title = QLabel()
        self._title.setTextFormat(Qt.TextFormat.PlainText)
        self._title.setProperty("role", "section")
        self._title.setWordWrap(True)
        self._close = QToolButton()
        self._close.setAccessibleName(self.tr("Close evidence"))
        self._close.setToolTip(self.tr("Close evidence (Esc)"))
        self._close.clicked.connect(self.closed)
        row.addWidget(self._sign, 0, Qt.AlignmentFlag.AlignTop)
        row.addWidget(self._title, 1)
        row.addWidget(self._close, 0, Qt.AlignmentFlag.AlignTop)
        return row

    def _button_row(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(6)
        self._why_button = QPushButton(self.tr("Why this N?"))
        self._why_button.setCheckable(True)
        self._why_button.toggled.connect(self._show_why)
        self._copy = QPushButton(self.tr("Copy"))
        self._copy.setToolTip(self.tr("Copy respondents and passages as plain text"))
        self._copy.clicked.connect(self.copy_text)
        row.addWidget(self._why_button)
        row.addStretch(1)
        row.addWidget(self._copy)
        return row

    def _lists(self) -> QStackedWidget:
        self._pages = QStackedWidget()
        self._list = EvidenceList(self._theme)
        self._list.setProperty("side", True)
        self._list.setStyleSheet("QListView, QListView:focus { border: none; }")
        self._list.setAccessibleName(self.tr("Respondents and passages"))
        self._list.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self._list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._list.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOn)
        self._list.setMouseTracking(True)
        self.model = EvidenceModel(self._read, self)
        self.model.star_of = self._star_of
        self._list.setModel(self.model)
        self._delegate = EvidenceDelegate(self._theme, self._list)
        self._list.setItemDelegate(self._delegate)
        self._list.opened.connect(self.open_entry)
        self._list.clicked.connect(self.open_entry)
        self._list.copied.connect(self.copy_text)
        self._list.starred.connect(self._star_at)
        self._nobody = QLabel()
        self._nobody.setTextFormat(Qt.TextFormat.PlainText)
        self._nobody.setProperty("role", "sub")
        self._nobody.setWordWrap(True)
        self._nobody.setAlignment(Qt.AlignmentFlag.AlignTop)
        self._nobody.setContentsMargins(16, 12, 16, 12)
        self._why = QScrollArea()
        self._why.setWidgetResizable(True)
        self._why.setFrameShape(QFrame.Shape.NoFrame)
        self._why.setAccessibleName(self.tr("Why this N?"))
        for page in (self._list, self._nobody, self._why):
            self._pages.addWidget(page)
        return self._pages

    # ---- filling it --------------------------------------------------------------------------------------------------

    def _read(self, guids: Iterable[Guid]) -> Iterable[PassageRow]:
        project, behind = self._around.desk.project, self._behind
        return behind.evidence.rows(project, guids) if project is not None and behind is not None else ()

    def show_behind(self, behind: Behind) -> None:
        """Show what lies behind a cell."""
        self._behind = behind
        evidence, line = behind.evidence, behind.line
        title = line.name if behind.group is None else self.tr("{0} in {1}").format(line.name, behind.group)
        self._title.setText(title)
        self._sign.line = line
        self._sign.update()
        self._figure.setText(str(evidence.n))
        self._of.setText(f"/{evidence.of}")
        said = self.tr("respondents, {0} passages") if evidence.passages != 1 else self.tr("respondents, {0} passage")
        has_passages = line.kind is Kind.CODE or evidence.passages > 0
        alone = self.tr("respondent") if evidence.of == 1 else self.tr("respondents")
        self._said.setText(said.format(evidence.passages) if has_passages else alone)
        self._fill_switch(behind)
        self._switch.setVisible(line.kind is not Kind.CELL)
        self._why_button.setVisible(bool(evidence.reasons))
        if not evidence.reasons:
            self._why_button.setChecked(False)
        self._fill_why(evidence)
        self._show_people()
        self.show()

    def _fill_switch(self, behind: Behind) -> None:
        for button in self._statuses.buttons():
            self._statuses.removeButton(button)
            self._switch_row.removeWidget(button)
            button.hide()
            button.deleteLater()
        for status, number in behind.evidence.numbers.items():
            if not number and status not in _ALWAYS and status != behind.status:
                continue
            button = QPushButton(f"{status} {number}")
            button.setCheckable(True)
            button.setChecked(status == behind.status)
            button.setProperty("status", status)
            button.setAccessibleName(self.tr("Show {0}: {1}").format(status, number))
            if status in list(Status):
                button.setIcon(icon(*self._theme.status(Status(status))))
                button.setIconSize(QSize(self._theme.px(16), self._theme.px(16)))
            button.clicked.connect(self._chosen)
            self._statuses.addButton(button)
            self._switch_row.addWidget(button)
            button.show()
        self._switch.updateGeometry()

    def _chosen(self) -> None:
        button = self._statuses.checkedButton()
        if button is None or self._behind is None:
            return
        self._behind = Behind(
            self._behind.line, self._behind.group, str(button.property("status")), self._behind.evidence
        )
        self._why_button.setChecked(False)
        self._show_people()
        self.status_changed.emit()

    def _show_people(self) -> None:
        if self._behind is None:
            return
        status = self._behind.status
        people = self._behind.evidence.people.get(status, ())
        self._delegate.status = Status(status) if status in list(Status) else None
        self.model.show(people)
        none = self.tr("Nobody: {0} is 0 here.") if not self._behind.evidence.numbers.get(status) else ""
        self._nobody.setText(none.format(status))
        self._hidden.setText(self._behind.evidence.hidden)
        self._hidden.setVisible(bool(self._behind.evidence.hidden))
        if self._why_button.isChecked():
            self._pages.setCurrentWidget(self._why)
        else:
            self._pages.setCurrentWidget(self._list if people else self._nobody)
        self._copy.setEnabled(bool(people))
        self.setFocusProxy(self._list if self._pages.currentWidget() is self._list else self._close)

    def _fill_why(self, evidence: Evidence) -> None:
        inside = QWidget()
        inside.setProperty("side", True)
        inside.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        column = QVBoxLayout(inside)
        column.setContentsMargins(16, 4, 16, 16)
        column.setSpacing(12)
        for reason in evidence.reasons:
            sentence = QLabel(reason.sentence)
            sentence.setFont(self._theme.sans(weight=500))
            who = QLabel(", ".join(reason.respondents))
            who.setProperty("role", "small")
            for label in (sentence, who):
                label.setTextFormat(Qt.TextFormat.PlainText)
                label.setWordWrap(True)
                label.setTextInteractionFlags(
                    Qt.TextInteractionFlag.TextSelectableByMouse | Qt.TextInteractionFlag.TextSelectableByKeyboard
                )
                column.addWidget(label)
            who.setVisible(bool(reason.respondents))
        column.addStretch(1)
        self._why.setWidget(inside)

    def _show_why(self, _checked: bool) -> None:
        self._show_people()

    def clear(self) -> None:
        """Show nothing."""
        self._behind = None
        self.model.show(())
        self.hide()

    # ---- from here on ------------------------------------------------------------------------------------------------

    def open_entry(self, index: QModelIndex) -> None:
        """Go to a passage in its transcript, or to the respondent's document where there is no passage."""
        entry, project = self.model.entry(index.row()), self._around.desk.project
        if entry is None or project is None:
            return
        coding = entry.coding or next(iter(entry.person.passages), None)
        if coding is not None:
            found = self._behind.evidence.place_of(project, coding) if self._behind is not None else None
            if found is not None:
                self._around.go(Place("code", document=found[0], coding=coding, position=found[1]))
        elif entry.person.documents:
            self._around.go(Place("code", document=entry.person.documents[0]))

    def star(self) -> None:
        """Star the passage that is current, or take its star off; say so where none is."""
        self._star_at(self._list.currentIndex())

    def _star_at(self, index: QModelIndex) -> None:
        entry = self.model.entry(index.row()) if self.isVisible() and index.isValid() else None
        if entry is None or entry.coding is None:
            self._around.say(self.tr("Choose a passage in the evidence first."))
        elif entry.person.do_not_quote:
            self._around.say(self.tr("{0} is not to be quoted.").format(entry.person.label))
        elif self._star_of(entry) is None:
            self._around.say(self.tr("This is the passage of several coders. Star the coding on Code."))
        elif self._around.desk.is_read_only:
            self._around.say(self.tr("The project is open for reading only"))
        else:
            toggle_star_of(self._around, entry.coding)

    def _star_of(self, entry: Entry) -> bool | None:
        """Return whether a passage is starred; None where it cannot be: of several coders, or not to be quoted."""
        project, behind = self._around.desk.project, self._behind
        if project is None or behind is None or entry.coding is None:
            return None
        if entry.coding in behind.evidence.joint or entry.person.do_not_quote:
            return None
        return entry.coding in starred(project)

    def show_stars(self) -> None:
        """Show the stars as they are now."""
        self._list.viewport().update()

    def copy_text(self) -> None:
        """Put respondents and passages on the clipboard as plain text."""
        QGuiApplication.clipboard().setText(self.model.whole_text())
        self._around.say(self.tr("Respondents and passages are on the clipboard"))

    def current_entry(self) -> Guid | None:
        """Return the passage or respondent that is current, None if none is."""
        entry = self.model.entry(self._list.currentIndex().row())
        return None if entry is None else entry.coding or entry.person.respondent

    def focus_list(self, entry: Guid | None = None) -> None:
        """Put the focus on a passage or respondent, else on the first respondent."""
        self._list.setFocus()
        row = self.model.row_of(entry) if entry is not None else None
        if row is not None:
            self._list.setCurrentIndex(self.model.index(row, 0))
        elif not self._list.currentIndex().isValid() and self.model.rowCount():
            self._list.setCurrentIndex(self.model.index(0, 0))

    def dress(self) -> None:
        """Take over colours and sizes."""
        theme = self._theme
        self._figure.setFont(theme.sans(28, 650))
        self._of.setFont(theme.sans(28))
        self._of.setStyleSheet(f"color: {theme.colour('sub').name()};")
        self._close.setIcon(icon("ph.x", theme.colour("sub")))
        self._close.setIconSize(QSize(theme.px(16), theme.px(16)))
        self._close.setFixedSize(theme.px(28), theme.px(28))
        self._copy.setIcon(icon("ph.copy", theme.colour("text")))
        self._copy.setIconSize(QSize(theme.px(16), theme.px(16)))
        self._list.scheduleDelayedItemsLayout()
        if self._behind is not None:
            self.show_behind(self._behind)
