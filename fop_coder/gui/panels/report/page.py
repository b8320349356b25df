"""The page of the report: its items as they will be printed, one below the other on paper."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from fop_coder.gui.panels.report.item_view import ItemView
from fop_coder.gui.theme import Theme
from fop_coder.model.base import Guid
from fop_coder.project.report_page import LookedAt

WIDE = 820
"""Width of the paper in px at 100 %."""


class ReportPage(QScrollArea):
    """Shows items; views of those that did not change stay, so that focus and place stay too.

    Signals:
        edit_asked, renew_asked, keep_asked: of an item's view.
        edited: of an item (None for one that is being written) and its words.
        left: nothing is kept of what was being written.
    """

    edit_asked = Signal(object)
    renew_asked = Signal(object)
    keep_asked = Signal(object)
    edited = Signal(object, str)
    left = Signal(object)

    def __init__(self, theme: Theme) -> None:
        """Build an empty page."""
        super().__init__()
        self._theme = theme
        self.views: list[ItemView] = []
        self.current: ItemView | None = None
        self.draft: ItemView | None = None
        self._writes = True
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._paper = QFrame()
        self._paper.setProperty("card", True)
        self._column = QVBoxLayout(self._paper)
        self._column.setContentsMargins(24, 24, 24, 24)
        self._column.setSpacing(4)
        around = QWidget()
        across = QHBoxLayout(around)
        across.setContentsMargins(24, 0, 24, 16)
        across.addStretch(1)
        across.addWidget(self._paper, 100, Qt.AlignmentFlag.AlignTop)
        across.addStretch(1)
        self.setWidget(around)
        self.dress()

    def dress(self) -> None:
        """Take over sizes."""
        self._paper.setMaximumWidth(self._theme.px(WIDE))

    def show_items(self, page: Sequence[LookedAt], *, writes: bool, anew: bool = False) -> None:
        """Show items in their order.

        Args:
            writes: whether they can be changed.
            anew: also those that are shown already: colours or sizes are others.
        """
        known = {view.guid: view for view in self.views if view.guid is not None}
        anew = anew or writes != self._writes
        self._writes = writes
        wanted = [known.pop(looked.item.guid) if looked.item.guid in known else self._new_view() for looked in page]
        for gone in known.values():
            self._drop(gone)
        if wanted != self.views:
            for place, view in enumerate(wanted):
                self._column.insertWidget(place, view)
                view.show()  # what is not shown cannot take the focus
            self._place_draft(wanted)
        self.views = wanted
        for view, looked in zip(wanted, page, strict=True):
            if anew or view.looked != looked:
                view.show_item(looked, writes=writes)
        if self.current not in self.views:
            self.current = None

    def _new_view(self) -> ItemView:
        view = ItemView(self._theme)
        view.entered.connect(self._entered)
        view.step.connect(partial(self._step, view))
        view.edit_asked.connect(partial(self.edit_asked.emit, view))
        view.renew_asked.connect(partial(self.renew_asked.emit, view))
        view.keep_asked.connect(partial(self.keep_asked.emit, view))
        view.edited.connect(self.edited)
        view.left.connect(partial(self.left.emit, view))
        return view

    def _drop(self, view: ItemView) -> None:
        self._column.removeWidget(view)
        view.hide()
        view.deleteLater()

    def _place_draft(self, views: Sequence[ItemView]) -> None:
        """Put what is being written after the current item again: it must survive what others do meanwhile."""
        if self.draft is not None:
            place = views.index(self.current) + 1 if self.current in views else len(views)
            self._column.insertWidget(place, self.draft)

    def drop_draft(self) -> None:
        """Take away the field for a new item."""
        if self.draft is not None:
            draft, self.draft = self.draft, None
            self._drop(draft)

    # ---- writing a new one -------------------------------------------------------------------------------------------

    def write_new(self, *, lines: bool, name: str) -> None:
        """Open a field for a new item after the current one, or at the end."""
        self.drop_draft()
        self.draft = self._new_view()
        self._place_draft(self.views)
        self.draft.show()
        self.draft.edit("", lines=lines, name=name)

    def keep_typed(self) -> None:
        """Keep what is being typed anywhere on the page."""
        for view in (*self.views, self.draft):
            if view is not None:
                view.keep_typed()

    # ---- going through it --------------------------------------------------------------------------------------------

    def _entered(self, view: ItemView) -> None:
        if view is not self.draft:
            self.current = view
        self.ensureWidgetVisible(view, 8, 24)

    def _step(self, view: ItemView, by: int) -> None:
        if view in self.views:
            place = max(0, min(self.views.index(view) + by, len(self.views) - 1))
            self.views[place].setFocus(Qt.FocusReason.OtherFocusReason)

    def go_to(self, guid: Guid | None) -> None:
        """Put the focus on an item; on the current or the first one where it is not there."""
        view = next((v for v in self.views if v.guid == guid), None) or self.current or next(iter(self.views), None)
        if view is not None:
            self.current = view  # a window that is not active yet gives the focus later
            view.setFocus(Qt.FocusReason.OtherFocusReason)
            self.ensureWidgetVisible(view, 8, 24)
