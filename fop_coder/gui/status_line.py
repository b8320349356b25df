"""The line at the foot: what is on disk, what was done, what runs, how far the reading is, who codes."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QSize, Qt, QTimer, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QProgressBar, QPushButton, QStatusBar, QWidget

from fop_coder.gui.painting import icon
from fop_coder.gui.tasks import Task
from fop_coder.gui.theme import Theme
from fop_coder.gui.tips import plain_tip

SENTENCE_SECONDS = 6
LONG_WORK = 400
"""ms after which work in the background is shown."""
ROOM_FOR_KEYS = 1200
"""Below this width (at 100 %) the keys are left out."""
ROOM_FOR_HINTS = 1400
"""Below this width (at 100 %) the keys of a screen are left out."""


class StatusLine(QStatusBar):
    """Parts that come and go; the sentence in the middle gives way first.

    Signals:
        undo_asked: the link beside a sentence was pressed.
        cancel_asked: what runs in the background shall stop.
    """

    undo_asked = Signal()
    cancel_asked = Signal()

    def __init__(self, theme: Theme) -> None:
        """Begin without a project."""
        super().__init__()
        self._theme = theme
        self._tasks: list[Task] = []
        self._first: Task | None = None
        self._is_open = self._reads_only = False
        self._stands = ""
        self._hints: tuple[tuple[str, str], ...] = ()
        self.setSizeGripEnabled(False)
        self._build()
        self._silence = QTimer(self)
        self._silence.setSingleShot(True)
        self._silence.timeout.connect(self.unsay)
        self._wait = QTimer(self)
        self._wait.setSingleShot(True)
        self._wait.timeout.connect(self._show_work)
        theme.changed.connect(self.dress)
        self.dress()

    def _build(self) -> None:
        self._whole = whole = QWidget()
        row = QHBoxLayout(whole)
        row.setContentsMargins(12, 0, 12, 0)
        row.setSpacing(8)
        self._tick = QLabel()
        self.saved = QLabel()
        self.saved.setProperty("role", "strong")
        self.sentence = QLabel()
        self.sentence.setTextFormat(Qt.TextFormat.PlainText)
        self.sentence.setMinimumWidth(1)
        self.undo = _link(self.tr("Undo"))
        self.undo.clicked.connect(self.undo_asked)
        self.working = QLabel()
        self.working.setTextFormat(Qt.TextFormat.PlainText)
        self._bar = QProgressBar()
        self._bar.setTextVisible(False)
        self.cancel = _link(self.tr("Cancel"))
        self.cancel.clicked.connect(self.cancel_asked)
        self.reading = QLabel()
        self.who = QLabel()
        self.who.setTextFormat(Qt.TextFormat.PlainText)
        self._face = QLabel()
        self._keys = self._build_keys()
        left: tuple[QWidget, ...] = (self._tick, self.saved, self.sentence, self.undo)
        right = (self.working, self._bar, self.cancel, self.reading, self._face, self.who, self._keys)
        for widget in left:
            row.addWidget(widget)
        row.addStretch(1)
        for widget in right:
            row.addWidget(widget)
        for gap in (self.saved, self.cancel, self.reading, self.who):
            row.insertSpacing(row.indexOf(gap) + 1, 8)
        self.addWidget(whole, 1)
        self.undo.hide()
        self._show_work()
        self.show_project(open_=False, reads_only=False)

    def _build_keys(self) -> QWidget:
        both = QWidget()
        row = QHBoxLayout(both)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(4)
        self._own_keys = QWidget()
        for part in (self._own_keys, _keys((("F6", self.tr("pane")), ("?", self.tr("all keys"))))):
            row.addWidget(part)
        return both

    def dress(self) -> None:
        """Set sizes and colours anew."""
        theme = self._theme
        size = theme.px(14)
        sign, colour = ("ph.lock-key", "sub") if self._reads_only else ("ph.check-bold", "good_ink")
        self._tick.setPixmap(icon(sign, theme.colour(colour)).pixmap(QSize(size, size)))
        self._face.setPixmap(icon("ph.user-circle", theme.colour("sub")).pixmap(QSize(size + 2, size + 2)))
        self._bar.setFixedWidth(theme.px(120))
        self.setFixedHeight(max(28, theme.px(28)))
        self.fit(self.width())

    def fit(self, wide: int) -> None:
        """Leave the keys out where there is little room."""
        room = wide / self._theme.scale
        self._keys.setVisible(room >= ROOM_FOR_KEYS)
        self._own_keys.setVisible(bool(self._hints) and room >= ROOM_FOR_HINTS)
        self._give_way(wide)

    def _give_way(self, wide: int) -> None:
        """Let the sentence have the room of what other places say too: how far the reading is, then who codes."""
        giving = ((self.reading,), (self._face, self.who))
        for part in (part for parts in giving for part in parts):
            part.setVisible(self._is_open or part is self.who)
        for parts in giving:
            if self._whole.sizeHint().width() <= wide:
                return
            for part in parts:
                part.hide()

    # ---- what is said ------------------------------------------------------------------------------------------------

    def show_project(self, *, open_: bool, reads_only: bool) -> None:
        """Say that all is on disk, or that nothing can be written."""
        self._is_open, self._reads_only = open_, reads_only
        self.saved.setText(self.tr("Open for reading only") if reads_only else self.tr("All changes are on disk"))
        for widget in (self._tick, self.saved):
            widget.setVisible(open_)
        self.dress()

    def show_reading(self, words: str) -> None:
        """Say which document is read, and how many are finished."""
        self.reading.setText(words)
        self._give_way(self.width())

    def show_standing(self, words: str) -> None:
        """Say how far the work on a screen is, whenever nothing else is said; '' for nothing."""
        self._stands = words
        if not self._silence.isActive():
            self.unsay()

    def show_keys(self, hints: Sequence[tuple[str, str]]) -> None:
        """Show the keys of a screen before those that are always shown."""
        if tuple(hints) == self._hints:
            return
        self._hints = tuple(hints)
        old, self._own_keys = self._own_keys, _keys(self._hints)
        layout = self._keys.layout()
        if layout is not None:
            layout.replaceWidget(old, self._own_keys)
        old.hide()
        old.deleteLater()
        self.fit(self.width())

    def show_who(self, words: str) -> None:
        """Say who codes."""
        self.who.setText(words)
        self._give_way(self.width())

    def say(self, words: str, *, with_undo: bool = False) -> None:
        """Put a sentence on the line for a few seconds."""
        self.sentence.setText(words)
        self.sentence.setToolTip(plain_tip(words))
        self.undo.setVisible(with_undo)
        self._give_way(self.width())
        self._silence.start(SENTENCE_SECONDS * 1000)

    def unsay(self) -> None:
        """Take the sentence away; what stands comes back."""
        self._silence.stop()
        self.sentence.setText(self._stands)
        self.sentence.setToolTip(plain_tip(self._stands))
        self.undo.hide()
        self._give_way(self.width())

    # ---- what runs in the background ---------------------------------------------------------------------------------

    def task_started(self, task: Task) -> None:
        """Show work that lasts."""
        self._tasks.append(task)
        task.progressed.connect(self._tell)
        self._wait.start(LONG_WORK)

    def task_ended(self, task: Task) -> None:
        """Forget it."""
        if task in self._tasks:
            self._tasks.remove(task)
        if self.working.isVisibleTo(self) or not self._tasks:
            self._show_work()

    def _tell(self, done: int, of: int) -> None:
        if self._tasks and self.sender() is self._tasks[0]:
            self._take_first()
            self._bar.setRange(0, max(of, 1))
            self._bar.setValue(done)
            self.working.setText(self.tr("{0}, {1} of {2}").format(self._tasks[0].title, done, of))

    def _take_first(self) -> None:
        """Name the work that runs now, where it is another than before."""
        first = self._tasks[0] if self._tasks else None
        if first is not None and first is not self._first:
            self.working.setText(first.title)
            self._bar.setRange(0, 0)
        self._first = first

    def _show_work(self) -> None:
        self._take_first()
        for widget in (self.working, self._bar, self.cancel):
            widget.setVisible(bool(self._tasks))


def _keys(hints: Sequence[tuple[str, str]]) -> QWidget:
    """Return keys with what they do, side by side."""
    whole = QWidget()
    row = QHBoxLayout(whole)
    row.setContentsMargins(0, 0, 0, 0)
    row.setSpacing(4)
    for keys, words in hints:
        badge = QLabel(keys)
        badge.setProperty("key", True)
        said = QLabel(words)
        said.setProperty("role", "small")
        row.addWidget(badge)
        row.addWidget(said)
        row.addSpacing(4)
    return whole


def _link(words: str) -> QPushButton:
    button = QPushButton(words)
    button.setProperty("link", True)
    button.setCursor(Qt.CursorShape.PointingHandCursor)
    return button
