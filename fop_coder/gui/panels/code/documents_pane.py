"""The documents pane: filter, list, and how many are finished."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import partial

from PySide6.QtCore import QModelIndex, QSize, Qt, Signal
from PySide6.QtGui import QIcon
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QMenu,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from fop_coder.gui.painting import icon
from fop_coder.gui.panels.code.documents_delegate import DocumentsDelegate
from fop_coder.gui.panels.code.documents_model import ROW_ROLE, Arrangement, DocumentsModel, Which
from fop_coder.gui.panels.code.reading_places import ReadingPlace
from fop_coder.gui.panels.code.share_bar import ShareBar
from fop_coder.gui.panels.code.side_list import side_list
from fop_coder.gui.preferences import Preferences
from fop_coder.gui.theme import Theme
from fop_coder.model.base import Guid
from fop_coder.model.codebook import Code
from fop_coder.project.reading_list import Finished, ReadingEntry


class DocumentsPane(QWidget):
    """Lists the documents.

    Signals:
        opened: GUID of a document that shall be shown.
    """

    opened = Signal(str)

    def __init__(self, theme: Theme, preferences: Preferences, place_of: Callable[[Guid], ReadingPlace | None]) -> None:
        """Build it empty; how the list is ordered and grouped is remembered."""
        super().__init__()
        self._theme, self._preferences = theme, preferences
        self._attributes: list[str] = []
        self.setProperty("side", True)
        self.setProperty("pane", True)
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setAccessibleName(self.tr("Documents"))
        self.model = DocumentsModel(self, place_of)
        self.model.show_as(
            Arrangement(group=preferences.text("code/group"), by_name=preferences.text("code/order") == "name")
        )
        self._build()
        self.setFocusProxy(self.list)

    def _build(self) -> None:
        self.field = QLineEdit()
        self.field.setClearButtonEnabled(True)
        self.field.setAccessibleName(self.tr("Filter documents"))
        self._glass = self.field.addAction(QIcon(), QLineEdit.ActionPosition.LeadingPosition)
        self.field.setToolTip(self.tr("Part of a name or attribute; unfinished, finished, to re-read"))
        self.field.textChanged.connect(self._typed)
        self.delegate = DocumentsDelegate(self._theme, self.model, self)
        self.list = side_list(self.model, self.delegate, self.tr("Documents"), self._chosen)
        self._nothing = QLabel(self.tr("No document is like that."))
        self._nothing.setProperty("role", "sub")
        self._nothing.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._nothing.hide()
        column = QVBoxLayout(self)
        column.setContentsMargins(8, 12, 8, 12)
        column.setSpacing(8)
        column.addLayout(self._top())
        column.addWidget(self.field)
        column.addWidget(self.list, 1)
        column.addWidget(self._nothing)
        column.addLayout(self._footer())

    def _top(self) -> QHBoxLayout:
        self._title = QLabel(self.tr("Documents"))
        self._title.setProperty("role", "section")
        self._order = self._menu_button(self.tr("Order and groups"))
        self._order.menu().aboutToShow.connect(self._fill_order)
        self._which = self._menu_button(self.tr("Which documents"))
        self._which.menu().aboutToShow.connect(self._fill_which)
        top = QHBoxLayout()
        top.setContentsMargins(4, 0, 0, 0)
        top.addWidget(self._title, 1)
        top.addWidget(self._order)
        top.addWidget(self._which)
        return top

    def _footer(self) -> QVBoxLayout:
        self.finished = QLabel()
        self.pending = QLabel()
        self.pending.setProperty("role", "small")
        row = QHBoxLayout()
        row.addWidget(self.finished, 1)
        row.addWidget(self.pending)
        self._bar = ShareBar(self._theme, self.tr("Documents finished"))
        self._line = QFrame()
        self._line.setFixedHeight(1)
        column = QVBoxLayout()
        column.setContentsMargins(4, 0, 4, 0)
        column.setSpacing(8)
        column.addWidget(self._line)
        column.addLayout(row)
        column.addWidget(self._bar)
        return column

    def _menu_button(self, name: str) -> QToolButton:
        button = QToolButton()
        button.setAccessibleName(name)
        button.setToolTip(name)
        button.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        button.setMenu(QMenu(button))
        button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        return button

    def dress(self) -> None:
        """Take colours and sizes from the theme."""
        theme = self._theme
        self._order.setIcon(icon("ph.sort-ascending", theme.colour("sub")))
        self._which.setIcon(icon("ph.funnel", theme.colour("sub")))
        self._title.setFont(theme.sans(15, 600))
        self._glass.setIcon(icon("ph.magnifying-glass", theme.colour("sub")))
        self._line.setStyleSheet(f"background: {theme.colour('line').name()};")
        self.finished.setFont(theme.sans(12, 600))
        for button in (self._order, self._which):
            button.setIconSize(QSize(theme.px(18), theme.px(18)))
            button.setStyleSheet("QToolButton::menu-indicator { image: none; }")
        self.list.scheduleDelayedItemsLayout()

    # ---- what is in it -----------------------------------------------------------------------------------------------

    def fill(self, entries: Sequence[ReadingEntry], codes: Sequence[Code], attributes: list[str]) -> None:
        """Show the documents anew; the place in the list stays."""
        self._attributes = attributes
        self.delegate.set_codes(codes)
        if self.model.arrangement.group and self.model.arrangement.group not in attributes:
            self.model.show_as(replace(self.model.arrangement, group=""))
        scrolled = self.list.verticalScrollBar().value()
        self.model.fill(entries)
        self.list.verticalScrollBar().setValue(scrolled)
        self.field.setPlaceholderText(self.tr("Filter {0} documents").format(len(entries)))
        self._after_arranging()

    def show_finished(self, finished: Finished) -> None:
        """Say how many are finished."""
        self.finished.setText(self.tr("{0} of {1} finished").format(finished.done, finished.of))
        self.pending.setText(self.tr("{0} pending").format(finished.pending) if finished.pending else "")
        self._bar.show_share(finished.done, finished.of)

    def show_open(self, document: Guid | None) -> None:
        """Mark the document that is open and bring it into sight."""
        self.model.set_open(document)
        row = self.model.row_of(document) if document is not None else None
        if row is not None:
            self.list.setCurrentIndex(self.model.index(row))
            self.list.scrollTo(self.model.index(row))

    def show_rereads(self, code: str) -> Guid | None:
        """List only what must be read again for a code (its name); return the first of it."""
        self.model.show_as(replace(self.model.arrangement, which=Which.REREAD, typed=code))
        self.field.blockSignals(True)
        self.field.setText(code)
        self.field.blockSignals(False)
        self._after_arranging()
        rows = (self.model.index(n).data(ROW_ROLE) for n in range(self.model.rowCount()))
        return next((r.document.guid for r in rows if isinstance(r, ReadingEntry)), None)

    def _typed(self, words: str) -> None:
        self._show_as(replace(self.model.arrangement, typed=words))

    def _show_as(self, how: Arrangement) -> None:
        self.model.show_as(how)
        self._preferences.set_text("code/group", how.group)
        self._preferences.set_text("code/order", "name" if how.by_name else "")
        self._after_arranging()

    def _after_arranging(self) -> None:
        self._nothing.setVisible(bool(self.model.entries) and not self.model.rowCount())
        filtered = self.model.arrangement.which is not Which.ALL
        self._which.setIcon(
            icon("ph.funnel-fill" if filtered else "ph.funnel", self._theme.colour("text" if filtered else "sub"))
        )
        if self.model.open_document is not None:
            self.show_open(self.model.open_document)

    def _chosen(self, index: QModelIndex) -> None:
        row = index.data(ROW_ROLE)
        if isinstance(row, ReadingEntry):
            self.opened.emit(row.document.guid)

    # ---- the two menus -----------------------------------------------------------------------------------------------

    def _fill_which(self) -> None:
        words = {
            Which.ALL: self.tr("All documents"),
            Which.UNFINISHED: self.tr("Unfinished"),
            Which.FINISHED: self.tr("Finished"),
            Which.REREAD: self.tr("To re-read"),
        }
        menu = self._which.menu()
        menu.clear()
        how = self.model.arrangement
        for which, title in words.items():
            action = menu.addAction(title)
            action.setCheckable(True)
            action.setChecked(which is how.which)
            action.triggered.connect(partial(self._choose, replace(how, which=which)))

    def _fill_order(self) -> None:
        menu = self._order.menu()
        menu.clear()
        how = self.model.arrangement
        orders = ((self.tr("As they came in"), False), (self.tr("By name"), True))
        groups = [(self.tr("Plain list"), "")]
        groups += [(self.tr("Grouped by {0}").format(name), name) for name in self._attributes]
        for title, by_name in orders:
            action = menu.addAction(title)
            action.setCheckable(True)
            action.setChecked(how.by_name is by_name)
            action.triggered.connect(partial(self._choose, replace(how, by_name=by_name)))
        menu.addSeparator()
        for title, name in groups:
            action = menu.addAction(title)
            action.setCheckable(True)
            action.setChecked(how.group == name)
            action.triggered.connect(partial(self._choose, replace(how, group=name)))

    def _choose(self, how: Arrangement, _checked: bool = False) -> None:
        self._show_as(how)
