"""The widgets left of the profile: title, filters, legend and the grid, or what to do where there is nobody yet."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import QSize, Qt, QTimer, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import (
    QComboBox,
    QFrame,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QMenu,
    QPushButton,
    QStackedWidget,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from fop_coder.gui.flow_layout import FlowLayout
from fop_coder.gui.legend import Legend
from fop_coder.gui.painting import icon
from fop_coder.gui.panels.respondents.model import CellEdits
from fop_coder.gui.panels.respondents.view import GridView
from fop_coder.gui.theme import Theme
from fop_coder.gui.tips import plain_tip
from fop_coder.model.status import NOT_CLASSIFIED
from fop_coder.project.respondent_grid import ColumnKind, GridColumn

_MOST_VALUES = 40
"""A column with more values than this is searched by words, not chosen from."""

_LONGEST_CHOICE = 40

Wanted = Mapping[tuple[str, str], str]


class RespondentsPage(QWidget):
    """The page.

    Signals:
        narrowed: the words or values that rows must hold changed.
        scheme_chosen: GUID of the scheme that keys belong to now.
    """

    narrowed = Signal()
    scheme_chosen = Signal(str)

    def __init__(self, theme: Theme, edits: CellEdits) -> None:
        """Build it."""
        super().__init__()
        self._theme = theme
        self.wanted: dict[tuple[str, str], str] = {}
        self.table = GridView(theme, edits)
        self.table.setProperty("pane", True)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 16, 24, 12)
        column.setSpacing(10)
        column.addWidget(self._title_row())
        column.addWidget(self._filter_row())
        column.addWidget(self._note_row())
        self._pages = QStackedWidget()
        self._pages.addWidget(self._card())
        self._pages.addWidget(self._empty())
        column.addWidget(self._pages, 1)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(150)
        self._timer.timeout.connect(self.narrowed)
        self.search.textChanged.connect(self._typed)

    def _title_row(self) -> QWidget:
        whole = QWidget()
        row = FlowLayout(whole, 10)
        head = QWidget()
        inside = QHBoxLayout(head)
        inside.setContentsMargins(0, 0, 10, 0)
        inside.setSpacing(12)
        title = QLabel(self.tr("Respondents"))
        title.setProperty("role", "title")
        self.count = QLabel()
        self.count.setProperty("note", "grey")
        inside.addWidget(title)
        inside.addWidget(self.count)
        self.scheme = QComboBox()
        self.scheme.setAccessibleName(self.tr("Scheme that the keys belong to"))
        self.scheme.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
        self.scheme.activated.connect(self._scheme_activated)
        part = QWidget()
        pair = QHBoxLayout(part)
        pair.setContentsMargins(0, 0, 0, 0)
        pair.setSpacing(6)
        words = QLabel(self.tr("Classify by"))
        words.setProperty("role", "sub")
        words.setBuddy(self.scheme)
        pair.addWidget(words)
        pair.addWidget(self.scheme)
        self._scheme_part = part
        self.paste = QPushButton(self.tr("Paste from spreadsheet"))
        self.paste.setToolTip(self.tr("Paste a block of cells, beginning at the current one (Ctrl+V in the grid)"))
        self.answers = QPushButton(self.tr("Enter answers"))
        self.answers.setToolTip(self.tr("Answers of the respondent to an instrument, item by item"))
        self.answers.hide()
        self.add = QPushButton(self.tr("Add respondent"))
        self.add.setProperty("main", True)
        self.profile = QPushButton(self.tr("Profile"))
        self.profile.setToolTip(self.tr("Show all that is known of the respondent (Ctrl+Shift+B)"))
        self.profile.hide()
        for widget in (head, part, self.paste, self.answers, self.add, self.profile):
            row.addWidget(widget)
        return whole

    def _filter_row(self) -> QWidget:
        whole = QWidget()
        row = FlowLayout(whole, 10)
        self.search = QLineEdit()
        self.search.setPlaceholderText(self.tr("Filter respondents"))
        self.search.setAccessibleName(self.tr("Filter respondents by words"))
        self.search.setClearButtonEnabled(True)
        self.values = QToolButton()
        self.values.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self.values.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self.values.setAccessibleName(self.tr("Filter by attribute or class"))
        self.menu = QMenu(self.values)
        self.menu.aboutToShow.connect(self._fill_menu)
        self.menu.triggered.connect(self._value_chosen)
        self.values.setMenu(self.menu)
        for widget in (self.search, self.values, Legend(self._theme)):
            row.addWidget(widget)
        return whole

    def _note_row(self) -> QWidget:
        self._note_part = QWidget()
        row = QHBoxLayout(self._note_part)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(6)
        self.note = QLabel()
        self.note.setTextFormat(Qt.TextFormat.PlainText)
        self.note.setProperty("note", "warning")
        self.show_unclassified = QPushButton()
        self.show_unclassified.setProperty("link", True)
        self.show_unclassified.clicked.connect(self._toggle_unclassified)
        row.addWidget(self.note)
        row.addWidget(self.show_unclassified)
        row.addStretch(1)
        self._note_part.hide()
        return self._note_part

    def _card(self) -> QFrame:
        card = QFrame()
        card.setProperty("card", True)
        inside = QVBoxLayout(card)
        inside.setContentsMargins(2, 4, 2, 4)
        inside.addWidget(self.table)
        return card

    def _empty(self) -> QWidget:
        whole = QWidget()
        column = QVBoxLayout(whole)
        column.setSpacing(8)
        title = QLabel(self.tr("Nobody here yet"))
        title.setProperty("role", "section")
        line = QLabel(self.tr("Respondents come with their transcripts, from a spreadsheet, or one by one."))
        line.setProperty("role", "sub")
        self.add_first = QPushButton(self.tr("Add the first respondent"))
        self.add_first.setProperty("main", True)
        column.addStretch(1)
        for widget in (title, line, self.add_first):
            column.addWidget(widget, 0, Qt.AlignmentFlag.AlignHCenter)
        column.addStretch(2)
        return whole

    # ---- what is shown -----------------------------------------------------------------------------------------------

    def show_counts(self, unclassified: int, scheme: str) -> None:
        """Say how many there are, and how many of them are shown."""
        shown, total = self.table.grid.rowCount(), self.table.grid.total
        words = self.tr("{0} respondents").format(total)
        self.count.setText(words if shown == total else self.tr("{0} of {1} shown").format(shown, total))
        self._pages.setCurrentIndex(0 if total else 1)
        left = self.tr("{0} not classified on {1}.").format(unclassified, scheme) if unclassified else ""
        self.note.setText(left)
        self._note_part.setVisible(bool(left))
        narrowed = NOT_CLASSIFIED in self.wanted.values()
        self.show_unclassified.setText(self.tr("Show everybody") if narrowed else self.tr("Show them"))
        self.show_unclassified.setAccessibleName(f"{left} {self.show_unclassified.text()}")

    def offer_schemes(self, schemes: list[tuple[str, str]], active: str) -> None:
        """Offer the schemes, (GUID, name) each."""
        self.scheme.clear()
        for guid, name in schemes:
            self.scheme.addItem(name, guid)
        self.scheme.setCurrentIndex(max(0, self.scheme.findData(active)))
        self._scheme_part.setVisible(bool(schemes))

    def _toggle_unclassified(self) -> None:
        """Show only those whom nobody has classified, or everybody again."""
        place = self.table.grid.first_of(ColumnKind.CLASS)
        column = self.table.grid.column_at(place) if place is not None else None
        if column is None:
            return
        if self.wanted.get(column.key) == NOT_CLASSIFIED:
            del self.wanted[column.key]
        else:
            self.wanted[column.key] = NOT_CLASSIFIED
        self._name_values()
        self.narrowed.emit()

    def clear_filters(self) -> None:
        """Let everybody through again."""
        self.wanted.clear()
        self.search.clear()
        self._name_values()

    def _scheme_activated(self) -> None:
        self.scheme_chosen.emit(str(self.scheme.currentData()))

    def _typed(self) -> None:
        self._timer.start()

    # ---- the filter by values ----------------------------------------------------------------------------------------

    def _fill_menu(self) -> None:
        for old in self.menu.findChildren(QMenu, options=Qt.FindChildOption.FindDirectChildrenOnly):
            old.deleteLater()
        self.menu.clear()
        everybody = self.menu.addAction(self.tr("Everybody"))
        everybody.setEnabled(bool(self.wanted))
        self.menu.addSeparator()
        codes: QMenu | None = None
        for column in self.table.grid.columns:
            if column.kind is ColumnKind.CODE:
                codes = codes or self.menu.addMenu(self.tr("Status on a code"))
                self._add_values(codes, column)
            elif column.kind in (ColumnKind.ATTRIBUTE, ColumnKind.CASE, ColumnKind.CLASS, ColumnKind.STANDING):
                self._add_values(self.menu, column)

    def _add_values(self, menu: QMenu, column: GridColumn) -> None:
        """Add the values of a column to choose from."""
        values = self.table.grid.values_of(column)
        if not 0 < len(values) <= _MOST_VALUES:
            return
        under = menu.addMenu((column.name[:1].upper() + column.name[1:]).replace("&", "&&"))
        for value in ("", *values):
            action = under.addAction(value.replace("&", "&&") or self.tr("all"))
            action.setCheckable(True)
            action.setChecked(self.wanted.get(column.key, "") == value)
            action.setData((column.key[0], column.key[1], value))

    def _value_chosen(self, action: QAction) -> None:
        data = action.data()
        if data is None:
            self.wanted.clear()
        else:
            kind, about, value = data
            if value:
                self.wanted[(kind, about)] = value
            else:
                self.wanted.pop((kind, about), None)
        self._name_values()
        self.narrowed.emit()

    def _name_values(self) -> None:
        """Say what is chosen; of a status also on which code."""
        names = {c.key: c.name for c in self.table.grid.columns if c.kind is ColumnKind.CODE}
        chosen = [f"{names[key]} {value}" if key in names else value for key, value in self.wanted.items()]
        words = ", ".join(chosen)
        self.values.setToolTip(plain_tip(words))
        if len(words) > _LONGEST_CHOICE:
            words = (
                self.tr("{0} choices").format(len(chosen)) if len(chosen) > 1 else f"{words[:_LONGEST_CHOICE]}\u2026"
            )
        self.values.setText(self.tr("Show: {0}").format(words.replace("&", "&&")) if chosen else self.tr("Show: all"))
        self.values.updateGeometry()

    def dress(self) -> None:
        """Take over colours and sizes."""
        theme = self._theme
        self.search.setMinimumWidth(theme.px(200))
        for button, name, token in (
            (self.paste, "ph.table", "text"),
            (self.answers, "ph.list-numbers", "text"),
            (self.add, "ph.plus", "on_accent"),
            (self.values, "ph.funnel", "text"),
            (self.profile, "ph.user", "text"),
        ):
            button.setIcon(icon(name, theme.colour(token)))
            button.setIconSize(QSize(theme.px(16), theme.px(16)))
        edge = theme.colour("control_edge").name()
        self.values.setStyleSheet(
            f"QToolButton {{ border: 1px solid {edge}; background: {theme.colour('button').name()};"
            f" padding: 0 {theme.px(18)}px 0 {theme.px(10)}px; min-height: {theme.px(28)}px; }}"
            f" QToolButton:focus {{ border: 2px solid {theme.colour('accent').name()}; }}"
            " QToolButton::menu-indicator { subcontrol-origin: padding; subcontrol-position: center right;"
            " right: 6px; }"
        )
        self._name_values()
        self.table.dress()
