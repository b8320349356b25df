"""The list of disagreements with how many are settled, and what narrows it."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QModelIndex, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QHBoxLayout,
    QLabel,
    QListView,
    QVBoxLayout,
    QWidget,
)

from fop_coder.gui.cells import FramedList
from fop_coder.gui.panels.agreement.difference_words import many_disagreements, short_names
from fop_coder.gui.panels.agreement.disagreements_delegate import DisagreementDelegate
from fop_coder.gui.panels.agreement.disagreements_model import DisagreementModel, Key, Narrowing
from fop_coder.gui.panels.code.share_bar import ShareBar
from fop_coder.gui.theme import Theme
from fop_coder.model.base import Guid
from fop_coder.model.people import Coder
from fop_coder.project.disagreements import Disagreement, Over

ALL, OPEN = "all", "open"


class _List(FramedList):
    """The list, whose Enter opens the place."""

    opened = Signal()

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not event.modifiers():
            self.opened.emit()
        else:
            super().keyPressEvent(event)


class DisagreementsPane(QWidget):
    """Heading, progress, narrowing, list.

    Signals:
        moved: another disagreement is current, or none.
        opened: the place of the current one shall be shown in its transcript.
    """

    moved = Signal()
    opened = Signal()

    def __init__(self, theme: Theme) -> None:
        """Build it empty."""
        super().__init__()
        self._theme = theme
        self.setProperty("side", True)
        self.setObjectName("disagreements_pane")
        self.setStyleSheet(
            "#disagreements_pane { border-top-left-radius: 9px; border-bottom-left-radius: 9px; }"  # as the card has
        )
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.heading, self.settled = QLabel(), QLabel()
        self.heading.setProperty("role", "section")
        self.settled.setProperty("role", "small")
        self.bar = ShareBar(theme, self.tr("Settled"))
        self.which, self.about = QComboBox(), QComboBox()
        self.boundaries = QCheckBox()
        self.hidden = QLabel()
        self.hidden.setTextFormat(Qt.TextFormat.PlainText)
        self.hidden.setWordWrap(True)
        self.hidden.setProperty("note", "grey")
        self.hidden.hide()
        self.model = DisagreementModel(self)
        self.list = _List(theme)
        self._coders: tuple[Coder, ...] = ()
        self._build()

    def _build(self) -> None:
        self.which.setAccessibleName(self.tr("Which disagreements"))
        self.about.setAccessibleName(self.tr("Over which code"))
        self.list.setAccessibleName(self.tr("Disagreements"))
        self.list.setProperty("side", True)
        self.list.setProperty("pane", True)
        self.list.setStyleSheet("QListView, QListView:focus { border: none; }")
        self.list.setUniformItemSizes(True)
        self.list.setMouseTracking(True)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.list.setModel(self.model)
        self.list.setItemDelegate(DisagreementDelegate(self._theme, self.list))
        self.list.opened.connect(self.opened)
        self.list.doubleClicked.connect(self._double_clicked)
        self.list.selectionModel().currentChanged.connect(self._current_changed)
        self.which.activated.connect(self._narrow)
        self.about.activated.connect(self._narrow)
        self.boundaries.toggled.connect(self._narrow)
        for combo in (self.which, self.about):
            combo.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
            combo.setMinimumContentsLength(6)
        self._lay_out()

    def _lay_out(self) -> None:
        top = QHBoxLayout()
        top.addWidget(self.heading, 1)
        top.addWidget(self.settled, 0, Qt.AlignmentFlag.AlignBaseline)
        filters = QHBoxLayout()
        filters.setSpacing(6)
        filters.addWidget(self.which, 1)
        filters.addWidget(self.about, 1)
        head = QVBoxLayout()
        head.setContentsMargins(12, 10, 12, 6)
        head.setSpacing(8)
        head.addLayout(top)
        head.addWidget(self.bar)
        head.addLayout(filters)
        head.addWidget(self.boundaries)
        head.addWidget(self.hidden)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(head)
        inside = QHBoxLayout()
        inside.setContentsMargins(5, 0, 2, 4)
        inside.addWidget(self.list)
        column.addLayout(inside, 1)

    # ---- what is listed ------------------------------------------------------------------------------------------

    def fill(self, found: Sequence[Disagreement], coders: tuple[Coder, ...]) -> None:
        """List these; the current one stays where it is among them, else the first open one becomes it."""
        kept = self.current_key()
        if coders != self._coders:
            self._coders = coders
            self._offer_which()
        self._offer_codes(found)
        self.model.show(found, self._chosen())
        if not self.model.rowCount() and found:
            self._clear_narrowing()
        self._say()
        self._restore(kept)

    def _offer_which(self) -> None:
        names = short_names(self._coders)
        self.which.clear()
        self.which.addItem(self.tr("All"), ALL)
        self.which.addItem(self.tr("Open"), OPEN)
        for place, name in enumerate(names):
            self.which.addItem(self.tr("Only {0} coded it").format(name), place)

    def _offer_codes(self, found: Sequence[Disagreement]) -> None:
        chosen = self.about.currentData()
        self.about.clear()
        self.about.addItem(self.tr("All codes"), None)
        for guid, name in {d.about.guid: d.about.name for d in found}.items():
            self.about.addItem(name, guid)
        self.about.setCurrentIndex(max(0, self.about.findData(chosen)) if chosen else 0)
        number = sum(d.over is Over.BOUNDARY for d in found)
        self.boundaries.setText(self.tr("Also other ends ({0})").format(number))
        self.boundaries.setToolTip(self.tr("Passages that all have, but that begin or end otherwise"))
        self.boundaries.setVisible(bool(number))

    def _chosen(self) -> Narrowing:
        which = self.which.currentData()
        only = which if isinstance(which, int) else None
        return Narrowing(which == OPEN, self.about.currentData(), only, self.boundaries.isChecked())

    def narrow_to(self, code: Guid | None, only: str) -> None:
        """List what is over a code, and what only the "first" or "second" coder coded; '' for all."""
        self.about.setCurrentIndex(max(0, self.about.findData(code)) if code is not None else 0)
        place = {"first": 0, "second": 1}.get(only)
        self.which.setCurrentIndex(0 if place is None else max(0, self.which.findData(place)))
        self._narrow()

    def _narrow(self, _chosen: object = None) -> None:
        kept = self.current_key()
        self.model.narrow(self._chosen())
        self._say()
        self._restore(kept)

    def _clear_narrowing(self) -> None:
        """List everything, where what was chosen before leaves nothing of what there is now."""
        for combo in (self.which, self.about):
            combo.setCurrentIndex(0)
        self.model.narrow(self._chosen())

    def say_hidden(self, words: str) -> None:
        """Say what the acting coder may not see yet; '' for nothing."""
        self.hidden.setText(words)
        self.hidden.setVisible(bool(words))

    def say_settled(self) -> None:
        """Bring heading and progress in step with what was settled."""
        self._say()
        self.list.viewport().update()

    def _say(self) -> None:
        counted = self.model.counted
        settled = sum(d.settlement is not None for d in counted)
        self.heading.setText(many_disagreements(len(counted)))
        self.settled.setText(self.tr("{0} settled").format(f"{settled:,}"))
        self.bar.show_share(settled, len(counted))

    # ---- where one is --------------------------------------------------------------------------------------------

    def current(self) -> Disagreement | None:
        """Return the current disagreement."""
        return self.model.at(self.list.currentIndex().row())

    def current_key(self) -> Key | None:
        """Return what the current disagreement is known by."""
        found = self.current()
        return found.key if found is not None else None

    def _restore(self, key: Key | None) -> None:
        row = self.model.row_of(key)
        self.go_to_row(row if row is not None else self.model.next_open(-1) or 0)
        self.moved.emit()

    def go_to_row(self, row: int) -> bool:
        """Make a row current and bring it into sight; say whether there is such a row."""
        if not 0 <= row < self.model.rowCount():
            return False
        self.list.setCurrentIndex(self.model.index(row))
        self.list.scrollTo(self.list.currentIndex())
        return True

    def step(self, by: int) -> bool:
        """Go to the next or previous disagreement; say whether there is one."""
        return self.go_to_row(self.list.currentIndex().row() + by)

    def go_to_next_open(self) -> bool:
        """Go to the next open one; say whether there is another."""
        row = self.list.currentIndex().row()
        following = self.model.next_open(row)
        return following is not None and following != row and self.go_to_row(following)

    def _current_changed(self, _now: QModelIndex, _before: QModelIndex) -> None:
        self.moved.emit()

    def _double_clicked(self, _index: QModelIndex) -> None:
        self.opened.emit()

    def dress(self) -> None:
        """Take sizes from the theme."""
        self.list.doItemsLayout()
        self.update()
