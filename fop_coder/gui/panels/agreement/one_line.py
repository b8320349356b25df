"""Words on one line: what does not fit is left to the tooltip."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, QEvent, QSize, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QLabel, QSizePolicy

from fop_coder.gui.painting import restyle
from fop_coder.gui.tips import plain_tip


class OneLine(QLabel):
    """A label that is as wide as there is room."""

    def __init__(self) -> None:
        """Begin empty."""
        super().__init__()
        self.whole = ""
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def say(self, words: str) -> None:
        """Show other words."""
        self.whole = " ".join(words.split())
        self.setAccessibleName(self.whole)
        self._fit()
        self.updateGeometry()

    def dress_as(self, *, role: str = "", note: str = "") -> None:
        """Show it as a role of text, or as a note."""
        if (self.property("role"), self.property("note")) != (role, note):
            self.setProperty("role", role)
            self.setProperty("note", note)
            restyle(self)
            QCoreApplication.sendEvent(self, QEvent(QEvent.Type.StyleChange))  # or a note has no space around it
            self._fit()

    def minimumSizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """Ask for the height of a line alone."""
        return QSize(1, super().minimumSizeHint().height())

    def sizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """Ask for room for all words."""
        size = super().sizeHint()
        more = self.fontMetrics().horizontalAdvance(self.whole) - self.fontMetrics().horizontalAdvance(self.text())
        return QSize(size.width() + max(0, more) + 2, size.height())

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's name
        """Show as much as fits."""
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        shown = self.fontMetrics().elidedText(self.whole, Qt.TextElideMode.ElideRight, self.contentsRect().width())
        if shown != self.text():
            self.setText(shown)
            self.setToolTip(plain_tip(self.whole) if shown != self.whole else "")


class FewLines(QLabel):
    """A label that stands on one line where there is room for it, and else goes on below."""

    def __init__(self) -> None:
        """Begin empty."""
        super().__init__()
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setWordWrap(True)

    def minimumSizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """Ask for the height of a line alone."""
        return QSize(1, self.fontMetrics().height())

    def sizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """Ask for room for all words on one line."""
        wide = self.fontMetrics().horizontalAdvance(self.text()) + 2
        return QSize(wide, self.heightForWidth(wide))
