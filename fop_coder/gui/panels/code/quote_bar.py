"""The star of the current passage, beside which words are left out of it."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QSizePolicy, QToolButton, QWidget

from fop_coder.gui.painting import icon
from fop_coder.gui.theme import Theme

STAR, STARRED = "ph.star", "ph.star-fill"


class QuoteBar(QWidget):
    """The button that leaves words out of the current passage; its star, ``star``, stands above the card.

    Signals:
        star_asked, leave_out_asked: by their buttons.
    """

    star_asked = Signal()
    leave_out_asked = Signal()

    def __init__(self, theme: Theme) -> None:
        """Begin without a star."""
        super().__init__()
        self._theme = theme
        self.star = QToolButton()
        self.star.setText(self.tr("Quotable"))
        self.star.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self.star.setCheckable(True)
        self.star.setAccessibleName(self.tr("Star the passage as quotable"))
        self.star.clicked.connect(self._ask_star)
        self.leave_out = QPushButton(self.tr("Leave out"))
        self.leave_out.setAccessibleName(self.tr("Leave the selected words out of the quotation"))
        self.leave_out.clicked.connect(self._ask_leave_out)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self.leave_out)
        row.addStretch(1)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)

    def show_star(self, *, is_starred: bool, may_write: bool) -> None:
        """Show whether the passage is starred."""
        self.star.setChecked(is_starred)
        self.star.setEnabled(may_write)
        self.setVisible(is_starred)
        self.leave_out.setEnabled(may_write)
        self.dress()

    def show_keys(self, star: str, leave_out: str) -> None:
        """Tell the keys of both, as they are set now."""
        self.star.setToolTip(self.tr("Star the passage as quotable ({0})").format(star))
        self.leave_out.setToolTip(
            self.tr("Select words within the passage: they are printed as […], or put back ({0})").format(leave_out)
        )

    def dress(self) -> None:
        """Take colours and sizes from the theme."""
        theme = self._theme
        self.star.setIcon(icon(STARRED if self.star.isChecked() else STAR, theme.colour("text")))
        self.leave_out.setIcon(icon("ph.text-strikethrough", theme.colour("text")))
        for button in (self.star, self.leave_out):
            button.setIconSize(QSize(theme.px(16), theme.px(16)))
        self.star.setFixedHeight(theme.px(24))

    def _ask_star(self, _checked: bool = False) -> None:
        self.star.setChecked(not self.star.isChecked())  # it shows what is in the project
        self.star_asked.emit()

    def _ask_leave_out(self, _checked: bool = False) -> None:
        self.leave_out_asked.emit()
