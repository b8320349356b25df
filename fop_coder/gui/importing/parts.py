"""Parts of the import dialog that hold nothing of the project: the empty page, the choices, the bar of long work."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import (
    QComboBox,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QProgressBar,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from fop_coder.gui.fields import set_in_columns
from fop_coder.gui.painting import icon
from fop_coder.gui.theme import Theme
from fop_coder.model.draft import ReadingChoices

KINDS = ("interview", "vignette", "focus group", "profile")
ENCODINGS = ("UTF-8", "Windows-1252", "UTF-16", "MacRoman", "ISO-8859-15")


class EmptyPage(QWidget):
    """Says what can be dropped here."""

    def __init__(self, theme: Theme) -> None:
        """Build it."""
        super().__init__()
        self._theme = theme
        column = QVBoxLayout(self)
        column.setSpacing(8)
        column.addStretch(1)
        self._sign = QLabel()
        self.title = QLabel(self.tr("Drop files or a folder here"))
        self.title.setProperty("role", "section")
        words = QLabel(
            self.tr("Word, OpenDocument, RTF, PDF, text, captions, sheets.")
            + "\n"
            + self.tr("Speakers are recognised and shown before anything is kept.")
        )
        words.setProperty("role", "sub")
        for label in (self._sign, self.title, words):
            label.setAlignment(Qt.AlignmentFlag.AlignCenter)
            column.addWidget(label)
        self.add = QPushButton(self.tr("Add files"))
        self.add.setProperty("main", True)
        self.add.setAutoDefault(False)
        column.addSpacing(8)
        column.addWidget(self.add, 0, Qt.AlignmentFlag.AlignCenter)
        column.addStretch(1)
        theme.changed.connect(self._dress)
        self._dress()

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
        """Paint the place where files can be dropped."""
        with QPainter(self) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setBrush(self._theme.colour("base"))
            painter.setPen(QPen(self._theme.colour("control_edge"), 1, Qt.PenStyle.DashLine))
            painter.drawRoundedRect(self.rect().adjusted(1, 1, -2, -2), 10, 10)

    def _dress(self) -> None:
        size = self._theme.px(32)
        self._sign.setPixmap(icon("ph.file-plus", self._theme.colour("sub")).pixmap(QSize(size, size)))


class Choices(QWidget):
    """How files are read, for all of them.

    Signals:
        changed: files must be read again.
    """

    changed = Signal()

    def __init__(self, kinds: tuple[str, ...]) -> None:
        """Offer the kinds of documents that there are besides the usual ones."""
        super().__init__()
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(12)
        grid.setVerticalSpacing(4)
        self.kind = QComboBox()
        self.kind.setEditable(True)
        self.kind.addItems(list(dict.fromkeys((*KINDS, *kinds))))
        self.occasion = QLineEdit()
        self.occasion.setPlaceholderText(self.tr("only one"))
        self.several = QComboBox()
        for words, value in (
            (self.tr("As recognised"), ""),
            (self.tr("One for the document"), "one"),
            (self.tr("Everybody who answers"), "several"),
        ):
            self.several.addItem(words, value)
        self.encoding = QComboBox()
        self.encoding.addItem(self.tr("As recognised"), "")
        for name in ENCODINGS:
            self.encoding.addItem(name, name)
        fields: tuple[tuple[str, QWidget, int], ...] = (
            (self.tr("&Kind"), self.kind, 1),
            (self.tr("Occas&ion"), self.occasion, 1),
            (self.tr("Respon&dents"), self.several, 1),
            (self.tr("&Encoding of text files"), self.encoding, 1),
        )
        set_in_columns(grid, fields)
        self.kind.activated.connect(self._tell)
        editor = self.kind.lineEdit()
        if editor is not None:
            editor.editingFinished.connect(self._tell)
        self.occasion.editingFinished.connect(self._tell)
        self.several.activated.connect(self._tell)
        self.encoding.activated.connect(self._tell)
        self._said = self.choices

    def _tell(self) -> None:
        if self.choices != self._said:
            self._said = self.choices
            self.changed.emit()

    @property
    def choices(self) -> ReadingChoices:
        """What is chosen now."""
        several = self.several.currentData()
        return ReadingChoices(
            encoding=self.encoding.currentData() or None,
            kind=self.kind.currentText().strip() or "interview",
            occasion=self.occasion.text().strip(),
            one_respondent=several == "one",
            several_respondents=several == "several",
        )


class WorkBar(QWidget):
    """A bar with what is being done, how far, and *Cancel*.

    Signals:
        cancelled: the user wants it to stop.
    """

    cancelled = Signal()

    def __init__(self) -> None:
        """Hidden until something is done."""
        super().__init__()
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(12)
        self.words = QLabel()
        self.words.setTextFormat(Qt.TextFormat.PlainText)
        self.bar = QProgressBar()
        self.bar.setTextVisible(False)
        self.stop = QPushButton(self.tr("Cancel"))
        self.stop.setAutoDefault(False)
        self.stop.clicked.connect(self.cancelled)
        row.addWidget(self.words)
        row.addWidget(self.bar, 1)
        row.addWidget(self.stop)
        self.hide()

    def begin(self, words: str) -> None:
        """Show that something has begun."""
        self.words.setText(words)
        self.bar.setRange(0, 0)
        self.bar.setAccessibleName(words)
        self.show()

    def tell(self, done: int, of: int, words: str) -> None:
        """Show how far it is."""
        self.bar.setRange(0, max(of, 1))
        self.bar.setValue(done)
        self.words.setText(words)
