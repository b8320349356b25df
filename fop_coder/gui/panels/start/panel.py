"""The start screen."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QModelIndex, QSize, QSortFilterProxyModel, Qt
from PySide6.QtGui import QAction, QKeySequence, QResizeEvent, QShortcut, QShowEvent
from PySide6.QtWidgets import (
    QBoxLayout,
    QFrame,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QListView,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from fop_coder.gui import dialogs
from fop_coder.gui.files import short
from fop_coder.gui.painting import icon
from fop_coder.gui.panel import Panel, Surroundings
from fop_coder.gui.panels.start.cards import ActionCard, Mark, SampleFigures
from fop_coder.gui.panels.start.recent import (
    Known,
    RecentDelegate,
    RecentModel,
    look_into,
    remember,
    remembered,
)
from fop_coder.gui.tasks import Progress, Task
from fop_coder.model.errors import Cancelled

ACTIONS = (
    ("project.new", "ph.file-plus"),
    ("project.open", "ph.folder-open"),
    ("project.restore", "ph.clock-counter-clockwise"),
)


BESIDE = 560
"""Down to this width (at 100 %) of its card, the sample's figures stand beside its words; below, under them."""

LEFT_WIDEST, RIGHT_WIDEST = 400, 880
"""How wide the two halves' contents become (at 100 %); what is more is margin."""


class StartPanel(Panel):
    """Where everything begins: no project is open."""

    name = "start"
    title = "Start"
    icon = "ph.house"

    def __init__(self, around: Surroundings) -> None:
        """Build both halves; recent projects are listed when the screen is shown."""
        super().__init__(around)
        self._looking: Task | None = None
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        self._left, self._right = self._build_left(), self._build_right()
        left = _in_the_middle(self._left)
        left.setProperty("side", True)
        left.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._edge = QFrame()
        self._edge.setFixedWidth(1)
        self._left_area = _scrolled(left)
        row.addWidget(self._left_area, 35)
        row.addWidget(self._edge)
        row.addWidget(_scrolled(_in_the_middle(self._right)), 65)
        self.theme_changed()

    # ---- building ----------------------------------------------------------------------------------------------------

    def _build_left(self) -> QWidget:
        left = QWidget()
        column = QVBoxLayout(left)
        self._left_column = column
        head = QHBoxLayout()
        head.setSpacing(14)
        head.addWidget(Mark(self.theme))
        self._name = QLabel("FOP Coder")
        self._name.setProperty("role", "brand")
        head.addWidget(self._name, 1)
        column.addLayout(head)
        self._motto = QLabel(self.tr("From interview transcripts to counts that stand up to questioning."))
        self._motto.setWordWrap(True)
        self._motto.setProperty("role", "lead")
        column.addWidget(self._motto)
        column.addSpacing(16)
        self.cards: dict[str, ActionCard] = {}
        for name, sign in ACTIONS:
            card = ActionCard(self.around.actions.action(name), sign, self.theme, main=name == "project.new")
            self.cards[name] = card
            column.addWidget(card)
        column.addStretch(1)
        column.addLayout(self._build_promise())
        return left

    def _build_promise(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(10)
        self._shield = QLabel()
        self._shield.setAlignment(Qt.AlignmentFlag.AlignTop)
        self._promise = QLabel(self.tr("The material stays on this computer. Nothing is sent anywhere."))
        self._promise.setWordWrap(True)
        self._promise.setProperty("role", "small")
        row.addWidget(self._shield)
        row.addWidget(self._promise, 1)
        return row

    def _build_right(self) -> QWidget:
        right = QWidget()
        column = QVBoxLayout(right)
        self._right_column = column
        head = QHBoxLayout()
        heading = QLabel(self.tr("Recent projects"))
        heading.setProperty("role", "section")
        head.addWidget(heading, 1)
        self.filter = QLineEdit()
        self.filter.setPlaceholderText(self.tr("Filter"))
        self.filter.setAccessibleName(self.tr("Filter recent projects"))
        self.filter.setClearButtonEnabled(True)
        head.addWidget(self.filter)
        column.addLayout(head)
        column.addWidget(self._build_recent())
        column.addSpacing(20)
        new_here = QLabel(self.tr("New here"))
        new_here.setProperty("role", "section")
        column.addWidget(new_here)
        column.addWidget(self._build_sample())
        column.addStretch(1)
        return right

    def _build_recent(self) -> QWidget:
        card = QFrame()
        card.setProperty("card", True)
        inside = QVBoxLayout(card)
        inside.setContentsMargins(4, 4, 4, 4)
        self.model = RecentModel(self)
        self._shown = QSortFilterProxyModel(self)
        self._shown.setSourceModel(self.model)
        self._shown.setFilterCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        self.recent = QListView()
        self.recent.setModel(self._shown)
        self.recent.setItemDelegate(RecentDelegate(self.theme, self))
        self.recent.setAccessibleName(self.tr("Recent projects"))
        self.recent.setMouseTracking(True)
        self.recent.setStyleSheet("QListView:focus { border: none; }")  # the row is framed
        self.recent.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.recent.setProperty("pane", True)
        self.recent.activated.connect(self._open)
        self.recent.clicked.connect(self._open)
        self.nothing = QLabel(self.tr("Projects that you open will be listed here."))
        self.nothing.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.nothing.setProperty("role", "sub")
        inside.addWidget(self.recent)
        inside.addWidget(self.nothing)
        self.filter.textChanged.connect(self._narrow)
        take_off = QShortcut(QKeySequence(QKeySequence.StandardKey.Delete), self.recent)
        take_off.setContext(Qt.ShortcutContext.WidgetShortcut)
        take_off.activated.connect(self._take_off_current)
        self.recent.setContextMenuPolicy(Qt.ContextMenuPolicy.ActionsContextMenu)
        action = QAction(self.tr("Take it off the list (Delete)"), self.recent)
        action.triggered.connect(self._take_off_current)
        self.recent.addAction(action)
        return card

    def _build_sample(self) -> QWidget:
        card = QFrame()
        card.setProperty("card", True)
        row = QBoxLayout(QBoxLayout.Direction.LeftToRight, card)
        row.setContentsMargins(20, 20, 20, 20)
        row.setSpacing(20)
        self._sample_card, self._sample_row = card, row
        words = QVBoxLayout()
        words.setSpacing(8)
        title = QLabel(self.tr("Sample project: 25 family social workers"))
        title.setProperty("role", "strong")
        about = QLabel(
            self.tr(
                "Invented transcripts, coded with five codes. Change what you like; a fresh copy is one click away."
            )
        )
        about.setWordWrap(True)
        about.setProperty("role", "sub")
        buttons = QHBoxLayout()
        self.open_sample = QPushButton(self.tr("Open the sample"))
        self.open_sample.clicked.connect(self.around.actions.action("project.sample").trigger)
        self.tour = QPushButton(self.tr("Four-step tour"))
        self.tour.setProperty("flat", True)
        self.tour.clicked.connect(self.around.actions.action("help.tour").trigger)
        buttons.addWidget(self.open_sample)
        buttons.addWidget(self.tour)
        buttons.addStretch(1)
        words.addWidget(title)
        words.addWidget(about)
        words.addLayout(buttons)
        words.addStretch(1)
        row.addLayout(words, 1)
        line = QFrame()
        self._line = line
        row.addWidget(line)
        self._figures = SampleFigures(self.theme)
        row.addWidget(self._figures, 1)
        return card

    # ---- keeping in step ---------------------------------------------------------------------------------------------

    def theme_changed(self) -> None:
        """Set sizes and colours anew."""
        theme = self.theme
        shown = icon("ph.shield-check", theme.colour("good_ink"))
        self._shield.setPixmap(shown.pixmap(QSize(theme.px(18), theme.px(18))))
        for line in (self._line, self._edge):
            line.setStyleSheet(f"background: {theme.colour('line').name()}; border: none;")
        self.open_sample.setIcon(icon("ph.play", theme.colour("text")))
        self.filter.setFixedWidth(theme.px(210))
        self._left.setMaximumWidth(theme.px(LEFT_WIDEST))
        self._right.setMaximumWidth(theme.px(RIGHT_WIDEST))
        self._left_column.setSpacing(8)
        self._right_column.setSpacing(10)
        self._fit()
        self._fit_size()
        super().theme_changed()

    def project_opened(self) -> None:
        """Stop looking into recent projects when one was opened; look again when it was closed."""
        if self._looking is not None:
            self._looking.cancel()
        if self.desk.project is None and self.isVisible():
            self._list()

    def showEvent(self, event: QShowEvent) -> None:  # noqa: N802 - Qt's name
        """List the recent projects as they are now."""
        super().showEvent(event)
        self._list()
        self.focus_first()

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's name
        """Share out the room there is."""
        super().resizeEvent(event)
        self._fit_size()

    def _fit_size(self) -> None:
        """Give margins what is left over; put the sample's figures under its words where there is no room beside."""
        theme = self.theme
        side = max(24, min(round((self.width() / theme.scale - 700) / 10), 72))
        right = min(round(self.width() * 0.65 - 2 * side), theme.px(RIGHT_WIDEST))
        is_beside = right >= theme.px(BESIDE)
        direction = QBoxLayout.Direction.LeftToRight if is_beside else QBoxLayout.Direction.TopToBottom
        self._sample_row.setDirection(direction)
        self._line.setFixedSize(*((1, theme.px(110)) if is_beside else (right - 42, 1)))
        over = self.height() - self._right_column.sizeHint().height() + self._right_column.contentsMargins().top()
        top = max(24, min(over // 3, round(self.height() * 0.12)))
        for column, foot in ((self._left_column, max(20, top // 2)), (self._right_column, 24)):
            column.setContentsMargins(0, top, 0, foot)
        for half in (self._left, self._right):
            outer = half.parentWidget()
            layout = outer.layout() if outer is not None else None
            if layout is not None:
                layout.setContentsMargins(side, 0, side, 0)
        self._left_area.setMinimumWidth(self._left.minimumSizeHint().width() + 2 * side)

    def focus_first(self) -> None:
        """Put the focus on the latest project, or on *New project*."""
        (self.recent if self.model.paths else self.cards["project.new"]).setFocus()

    def _list(self) -> None:
        preferences = self.around.preferences
        paths = preferences.listed()
        self.model.show_projects(paths, remembered(preferences))
        self._fit()
        if paths:
            self.recent.setCurrentIndex(self._shown.index(0, 0))
        if self._looking is None and paths:
            known = dict(self.model.known)

            def job(_progress: Progress, cancelled: object) -> dict[str, Known]:
                assert callable(cancelled)  # noqa: S101 - the runner gives it
                return look_into(paths, known, cancelled)

            self._looking = self.around.runner.run(
                self.tr("Looking into recent projects"), job, self._looked, self._not_looked
            )

    def _looked(self, found: dict[str, Known]) -> None:
        self._looking = None
        known = {**self.model.known, **found}
        remember(self.around.preferences, {str(p): known[str(p)] for p in self.model.paths if str(p) in known})
        if self.isVisible():
            row = self.recent.currentIndex().row()
            self.model.show_projects(self.model.paths, known)
            self.recent.setCurrentIndex(self._shown.index(max(0, row), 0))

    def _not_looked(self, error: Exception) -> None:
        self._looking = None
        if not isinstance(error, Cancelled):
            self.around.show_error(error)

    def _fit(self) -> None:
        """Make the list as high as its rows, up to eight."""
        rows = self._shown.rowCount()
        self.nothing.setVisible(rows == 0)
        self.recent.setVisible(rows > 0)
        self.filter.setVisible(len(self.model.paths) > 3)
        self.nothing.setMinimumHeight(self.theme.px(96))
        self.nothing.setText(
            self.tr("No recent project has this in its name.")
            if self.model.paths
            else self.tr("Projects that you open will be listed here.")
        )
        self.recent.setFixedHeight(min(rows, 6) * self.theme.px(66) + 4)

    def _narrow(self, words: str) -> None:
        self._shown.setFilterFixedString(words)
        self._fit()
        self.recent.setCurrentIndex(self._shown.index(0, 0))

    def _open(self, index: QModelIndex) -> None:
        path = index.data(RecentModel.PATH)
        if not isinstance(path, Path):
            return
        if path.is_file():
            self.around.open_project(path)
        elif dialogs.ask(
            self,
            self.tr("Open a project"),
            self.tr("{0} is not there any more.").format(short(path))
            + "\n\n"
            + self.tr("It was moved, renamed or deleted. If you know where it lies now, open it there."),
            self.tr("Take it off the list"),
            self.tr("Leave it listed"),
        ):
            self._take_off(path)

    def _take_off_current(self) -> None:
        path = self.recent.currentIndex().data(RecentModel.PATH)
        if isinstance(path, Path):
            self._take_off(path)

    def _take_off(self, path: Path) -> None:
        self.around.preferences.forget_recent(path)
        self.around.say(self.tr("{0} is off the list; the file was left alone.").format(short(path)))
        self._list()
        self.focus_first()


def _scrolled(inside: QWidget) -> QScrollArea:
    area = QScrollArea()
    area.setWidgetResizable(True)
    area.setFrameShape(QFrame.Shape.NoFrame)
    area.setWidget(inside)
    area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    return area


def _in_the_middle(inside: QWidget) -> QWidget:
    """Return a widget that gives another all its width, as far as that takes it, and else keeps it in the middle."""
    outer = QWidget()
    row = QHBoxLayout(outer)
    row.addStretch(1)
    row.addWidget(inside, 1000)
    row.addStretch(1)
    return outer
