"""Above the transcript: what is open, what is known of the respondent, and the button that finishes it."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QToolButton, QVBoxLayout, QWidget

from fop_coder.gui.painting import icon
from fop_coder.gui.panels.code.chip_row import Chip, ChipRow
from fop_coder.gui.panels.code.share_bar import ShareBar
from fop_coder.gui.theme import Theme


class Header(QWidget):
    """Title, chips, progress.

    Signals:
        finish_asked, mark_asked, documents_asked, codebook_asked: a button was pressed.
    """

    finish_asked = Signal()
    mark_asked = Signal()
    documents_asked = Signal()
    codebook_asked = Signal()

    def __init__(self, theme: Theme) -> None:
        """Build it without a document."""
        super().__init__()
        self._theme = theme
        self._narrow = self._is_done = False
        self._known: tuple[Chip, ...] = ()
        self._reread: tuple[Chip, ...] = ()
        self.documents_button = QToolButton()
        self.documents_button.setAccessibleName(self.tr("Documents"))
        self.documents_button.setToolTip(self.tr("Documents (Ctrl+B)"))
        self.documents_button.clicked.connect(self._ask_documents)
        self.title = QLabel()
        self.title.setProperty("role", "title")
        self.about = QLabel()
        for label in (self.title, self.about):
            label.setTextFormat(Qt.TextFormat.PlainText)
        self.codebook_button = QPushButton(self.tr("Codebook"))
        self.codebook_button.setToolTip(self.tr("Codebook and passage (Ctrl+Shift+B)"))
        self.codebook_button.clicked.connect(self._ask_codebook)
        self.mark_button = QPushButton(self.tr("Mark status"))
        self.mark_button.setToolTip(self.tr("Not asked (N) or too little information (T), for the current code"))
        self.mark_button.clicked.connect(self._ask_mark)
        self.finish_button = QPushButton()
        self.finish_button.setProperty("main", True)
        self.finish_button.clicked.connect(self._ask_finish)
        self.chips = ChipRow(theme)
        self.read = QLabel()
        self.read.setProperty("role", "small")
        self._bar = ShareBar(theme, self.tr("Turns read"))
        self._lay_out()

    def _lay_out(self) -> None:
        upper = QHBoxLayout()
        upper.setSpacing(12)
        upper.addWidget(self.documents_button)
        upper.addWidget(self.title)
        upper.addWidget(self.about, 1)
        upper.addWidget(self.codebook_button)
        upper.addWidget(self.mark_button)
        upper.addWidget(self.finish_button)
        lower = QHBoxLayout()
        lower.setSpacing(12)
        lower.addWidget(self.chips, 1)
        lower.addWidget(self.read)
        lower.addWidget(self._bar)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 10, 18, 10)
        column.setSpacing(6)
        column.addLayout(upper)
        column.addLayout(lower)

    def dress(self) -> None:
        """Take colours and sizes from the theme."""
        theme = self._theme
        self.title.setFont(theme.sans(20, 600))
        self.about.setFont(theme.sans(14))
        self._bar.setFixedWidth(theme.px(110))
        self.documents_button.setIcon(icon("ph.list-dashes", theme.colour("text")))
        self.codebook_button.setIcon(icon("ph.columns", theme.colour("text")))
        self.finish_button.setIcon(icon("ph.check-bold", theme.colour("on_accent")))
        self.mark_button.setIcon(icon("ph.prohibit", theme.colour("text")))
        for button in (self.documents_button, self.codebook_button, self.mark_button, self.finish_button):
            button.setIconSize(QSize(theme.px(16), theme.px(16)))
        self.about.setStyleSheet(f"color: {theme.colour('sub').name()};")
        self.chips.dress()

    def fit(self, *, narrow: bool, documents_hidden: bool, codebook_hidden: bool) -> None:
        """Show the buttons that open hidden panes; key hints go first where there is little room."""
        self._narrow = narrow
        self.documents_button.setVisible(documents_hidden)
        self.codebook_button.setVisible(codebook_hidden)
        self.mark_button.setVisible(not (narrow and codebook_hidden))
        self._name_finish()

    # ---- what is shown -----------------------------------------------------------------------------------------------

    def show_document(self, name: str, about: str) -> None:
        """Say what is open."""
        self.title.setText(name)
        self.about.setText(about)

    def show_chips(self, chips: Sequence[Chip]) -> None:
        """Show what is known of the respondents."""
        self._known = tuple(chips)
        self.chips.show_chips((*self._reread, *self._known))

    def show_read(self, turn: int, of: int) -> None:
        """Say how far the document is read."""
        self.read.setText(self.tr("Read to turn {0} of {1}").format(turn, of) if of else "")
        self._bar.setVisible(bool(of))
        self._bar.show_share(turn, of)

    def show_rereads(self, codes: Sequence[str]) -> None:
        """Say for which codes the document must be read again."""
        named = ", ".join(codes[:3]) + (self.tr(" and {0} more").format(len(codes) - 3) if len(codes) > 3 else "")
        self._reread = (Chip(self.tr("Re-read for {0}").format(named), warns=True),) if codes else ()
        self.chips.show_chips((*self._reread, *self._known))

    def show_done(self, *, is_done: bool, can_finish: bool, can_mark: bool) -> None:
        """Say whether the document is finished: then the button only goes on."""
        self._is_done = is_done
        self.finish_button.setEnabled(can_finish)
        self.mark_button.setEnabled(can_mark)
        self._name_finish()

    def _name_finish(self) -> None:
        words = self.tr("Next unfinished") if self._is_done else self.tr("Finish and next")
        self.finish_button.setText(words if self._narrow else self.tr("{0}   Ctrl+Enter").format(words))
        self.finish_button.setAccessibleName(words)

    def _ask_finish(self, _checked: bool = False) -> None:
        self.finish_asked.emit()

    def _ask_mark(self, _checked: bool = False) -> None:
        self.mark_asked.emit()

    def _ask_documents(self, _checked: bool = False) -> None:
        self.documents_asked.emit()

    def _ask_codebook(self, _checked: bool = False) -> None:
        self.codebook_asked.emit()
