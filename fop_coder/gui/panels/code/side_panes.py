"""The two side panes: beside the transcript where there is room, else drawers over it."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QColor, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QSplitter, QWidget

from fop_coder.gui.preferences import Preferences
from fop_coder.gui.theme import Theme

LEFT, RIGHT = 0, 1
LEFT_WIDTH, RIGHT_WIDTH, RIGHT_NARROW = 250, 314, 272
ROOMY, LEFT_NEEDS, RIGHT_NEEDS = 1440, 1324, 1074
"""Effective widths of the window (its width divided by the text scale)."""


class Dimmed(QWidget):
    """Dims the screen behind a drawer.

    Signals:
        clicked: the dimmed part was clicked.
    """

    clicked = Signal()

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        """Begin hidden."""
        super().__init__(parent)
        self._theme = theme
        self.hide()

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
        """Dim."""
        with QPainter(self) as painter:
            painter.fillRect(self.rect(), QColor(0, 0, 0, round(255 * (0.55 if self._theme.is_dark else 0.34))))

    def mousePressEvent(self, event: QMouseEvent) -> None:  # noqa: N802 - Qt's name
        """Say that it was clicked."""
        self.clicked.emit()


class SidePanes:
    """Moves the panes in and out of the splitter. Which are hidden and how wide they are is remembered."""

    def __init__(
        self,
        screen: QWidget,
        splitter: QSplitter,
        left: QWidget,
        right: QWidget,
        theme: Theme,
        preferences: Preferences,
    ) -> None:
        """Keep the panes, which stand in the splitter now, left and right of the transcript."""
        self._screen, self._splitter, self._theme, self._preferences = screen, splitter, theme, preferences
        self._panes = (left, right)
        self._is_drawer = [False, False]
        self._wanted = [preferences.text(f"code/pane{side}", "shown") != "hidden" for side in (LEFT, RIGHT)]
        self._dimmed = Dimmed(theme, screen)
        self._dimmed.clicked.connect(self.close_drawer)
        self._was_roomy: bool | None = None
        splitter.splitterMoved.connect(self._remember_widths)

    def fit(self) -> None:
        """Make drawers of panes for which there is no room, and panes of drawers for which there is."""
        width = self._screen.window().width() / self._theme.scale
        for side, needs in ((LEFT, LEFT_NEEDS), (RIGHT, RIGHT_NEEDS)):
            self._put(side, drawer=width < needs)
        roomy = width >= ROOMY
        if roomy is not self._was_roomy or not roomy:
            self._was_roomy = roomy
            self._set_widths(roomy=roomy)
        self._lay_out_drawers()

    def _put(self, side: int, *, drawer: bool) -> None:
        pane = self._panes[side]
        if drawer and not self._is_drawer[side]:
            pane.setParent(self._screen)
            pane.hide()
        elif not drawer and self._is_drawer[side]:
            self._splitter.insertWidget(0 if side is LEFT else self._splitter.count(), pane)
            self._dimmed.hide()
        self._is_drawer[side] = drawer
        if not drawer:
            pane.setVisible(self._wanted[side])

    def _set_widths(self, *, roomy: bool) -> None:
        kept = self._preferences.plain("code/widths", []) if roomy else []
        widths = {
            self._panes[LEFT]: self._theme.px(LEFT_WIDTH),
            self._panes[RIGHT]: self._theme.px(RIGHT_WIDTH if roomy else RIGHT_NARROW),
        }
        if isinstance(kept, list) and len(kept) == 2 and all(isinstance(w, int) and w > 0 for w in kept):
            widths = dict(zip(self._panes, kept, strict=True))
        whole = self._splitter.width()
        shown = [self._splitter.widget(n) for n in range(self._splitter.count())]
        sizes = [widths.get(w, 0) if w is not None else 0 for w in shown]
        sizes = [size or max(1, whole - sum(sizes)) for size in sizes]
        self._splitter.setSizes(sizes)

    def _remember_widths(self, _place: int, _handle: int) -> None:
        if self._was_roomy and not any(self._is_drawer) and all(p.isVisible() for p in self._panes):
            self._preferences.set_plain("code/widths", [p.width() for p in self._panes])

    def _lay_out_drawers(self) -> None:
        rect = self._screen.rect()
        self._dimmed.setGeometry(rect)
        for side, pane in enumerate(self._panes):
            if self._is_drawer[side]:
                width = min(self._theme.px(LEFT_WIDTH if side is LEFT else RIGHT_WIDTH), rect.width() - 80)
                left = 0 if side is LEFT else rect.width() - width
                pane.setGeometry(left, 0, width, rect.height())

    # ---- showing and hiding ------------------------------------------------------------------------------------------

    def is_drawer(self, side: int) -> bool:
        """Say whether a pane lies over the transcript when it is shown."""
        return self._is_drawer[side]

    def is_out_of_sight(self, side: int) -> bool:
        """Say whether a pane is a drawer, or was hidden."""
        return self._is_drawer[side] or not self._wanted[side]

    def toggle(self, side: int) -> None:
        """Show or hide a pane."""
        pane = self._panes[side]
        if self._is_drawer[side]:
            if pane.isVisible():
                self.close_drawer()
            else:
                self.show(side)
            return
        self._wanted[side] = not self._wanted[side]
        self._preferences.set_text(f"code/pane{side}", "shown" if self._wanted[side] else "hidden")
        pane.setVisible(self._wanted[side])

    def show(self, side: int) -> None:
        """Bring a pane into sight."""
        pane = self._panes[side]
        if not self._is_drawer[side]:
            if not self._wanted[side]:
                self.toggle(side)
            return
        self.close_drawer()
        self._lay_out_drawers()
        self._dimmed.show()
        self._dimmed.raise_()
        pane.show()
        pane.raise_()
        pane.setFocus(Qt.FocusReason.OtherFocusReason)

    def close_drawer(self) -> bool:
        """Put drawers away; say whether one was open."""
        was_open = self._dimmed.isVisible()
        self._dimmed.hide()
        for side, pane in enumerate(self._panes):
            if self._is_drawer[side]:
                pane.hide()
        return was_open
