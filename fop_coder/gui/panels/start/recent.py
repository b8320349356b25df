"""Recent projects: a list model that shows what is remembered at once and what is read from the files afterwards."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import Any

from PySide6.QtCore import (
    QAbstractListModel,
    QDateTime,
    QLocale,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QRect,
    QSize,
    Qt,
)
from PySide6.QtGui import QPainter, QPen
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from fop_coder.gui.files import short
from fop_coder.gui.painting import paint_bar, paint_status
from fop_coder.gui.preferences import Preferences
from fop_coder.gui.theme import BODY, SMALL, Theme
from fop_coder.gui.tips import plain_tip
from fop_coder.model.errors import FopCoderError
from fop_coder.model.status import Status

_Index = QModelIndex | QPersistentModelIndex
_REMEMBERED = "start/known"

GONE = "is not there any more"
"""What is said of a project whose file was moved, renamed or deleted."""


@dataclass(frozen=True, slots=True)
class Known:
    """What is known of a project file. ``fault``: why it cannot be looked into, '' where it can."""

    name: str
    respondents: int = 0
    documents: int = 0
    finished: int = 0
    assigned: int = 0
    modified: int = 0
    fault: str = ""


def look_into(paths: Sequence[Path], known: dict[str, Known], cancelled: Callable[[], bool]) -> dict[str, Known]:
    """Read name and counts of projects that have changed since they were last looked into. Runs in the background."""
    found = {}
    for path in paths:
        if cancelled():
            break
        had = known.get(str(path))
        try:
            modified = path.stat().st_mtime_ns
        except OSError:
            found[str(path)] = replace(had or Known(path.stem), fault=GONE)
            continue
        found[str(path)] = had if had and had.modified == modified and not had.fault else _read(path, modified)
    return found


def _read(path: Path, modified: int) -> Known:
    from fop_coder.project import Project  # in the background: the screen is painted without the store
    from fop_coder.project.information import inform

    try:
        with Project.open(path, read_only=True) as project:
            told = inform(project)
    except FopCoderError as error:
        return Known(path.stem, modified=modified, fault=error.what)
    mine = next(c for c in told.coders if c.name == told.default_coder)
    return Known(told.name, told.respondents, told.documents, mine.finished, mine.assigned, modified)


def remembered(preferences: Preferences) -> dict[str, Known]:
    """Return what was read of projects before."""
    found = {}
    for path, fields in preferences.plain(_REMEMBERED, {}).items():
        try:
            found[path] = Known(**fields)
        except TypeError:  # written by another version
            continue
    return found


def remember(preferences: Preferences, known: dict[str, Known]) -> None:
    """Keep what was read for the next start."""
    preferences.set_plain(_REMEMBERED, {path: asdict(of) for path, of in known.items()})


class RecentModel(QAbstractListModel):
    """The projects opened last, the latest first."""

    PATH = Qt.ItemDataRole.UserRole
    KNOWN = Qt.ItemDataRole.UserRole + 1

    def __init__(self, parent: QObject) -> None:
        """Begin with nothing."""
        super().__init__(parent)
        self.paths: list[Path] = []
        self.known: dict[str, Known] = {}

    def show_projects(self, paths: Sequence[Path], known: dict[str, Known]) -> None:
        """List these projects."""
        self.beginResetModel()
        self.paths, self.known = list(paths), dict(known)
        self.endResetModel()

    def rowCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: N802, B008 - Qt's name and default
        """Return how many projects are listed."""
        return 0 if parent.isValid() else len(self.paths)

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Return name, path, and what is said of a project."""
        if not index.isValid():
            return None
        path = self.paths[index.row()]
        known = self.known.get(str(path))
        name = known.name if known else path.stem
        answers: dict[int, Callable[[], Any]] = {
            Qt.ItemDataRole.DisplayRole: lambda: f"{name} {short(path)}",
            Qt.ItemDataRole.ToolTipRole: lambda: plain_tip(str(path)),
            Qt.ItemDataRole.AccessibleTextRole: lambda: f"{name}, {self.counts(index.row())}, {self.when(index.row())}",
            self.PATH: lambda: path,
            self.KNOWN: lambda: known,
        }
        return answers[role]() if role in answers else None

    def counts(self, row: int) -> str:
        """Return respondents and documents of a project in words, or why they are not known."""
        known = self.known.get(str(self.paths[row]))
        if known is None:
            return ""
        if known.fault:
            return known.fault
        counts = self.tr("{0} respondents, {1} documents").format(known.respondents, known.documents)
        if not known.assigned:
            return counts
        return counts + ", " + self.tr("{0} of {1} finished").format(known.finished, known.assigned)

    def when(self, row: int) -> str:
        """Return when a project was last written to, as people say it."""
        try:
            moment = QDateTime.fromSecsSinceEpoch(int(self.paths[row].stat().st_mtime))
        except OSError:
            return ""
        locale = QLocale()
        days = moment.date().daysTo(QDateTime.currentDateTime().date())
        if days == 0:
            return self.tr("today, {0}").format(locale.toString(moment.time(), QLocale.FormatType.ShortFormat))
        if days == 1:
            return self.tr("yesterday")
        this_year = moment.date().year() == QDateTime.currentDateTime().date().year()
        return str(locale.toString(moment.date(), "d MMMM" if this_year else "d MMMM yyyy"))


class RecentDelegate(QStyledItemDelegate):
    """Paints a project: name, counts and folder; how far it is read; when it was last used."""

    def __init__(self, theme: Theme, parent: QObject) -> None:
        """Paint in the theme's colours."""
        super().__init__(parent)
        self._theme = theme

    def sizeHint(self, option: QStyleOptionViewItem, _index: _Index) -> QSize:  # noqa: N802 - Qt's name
        """Return room for two lines."""
        return QSize(self._theme.px(320), self._theme.px(66))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        """Paint one project."""
        theme, rect = self._theme, QRect(option.rect)
        state = option.state
        painter.save()
        self._paint_ground(painter, rect, index, state)
        room = rect.adjusted(theme.px(18), theme.px(10), -theme.px(18), -theme.px(12))
        model = self._source(index)
        if model is None:
            painter.restore()
            return
        recent, row = model
        known = recent.known.get(str(recent.paths[row]))
        date_width, progress_width = theme.px(96), theme.px(170)
        right = room.right()
        painter.setFont(theme.sans(SMALL))
        painter.setPen(theme.colour("sub"))
        dated = QRect(right - date_width, room.top(), date_width, room.height())
        painter.drawText(dated, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, recent.when(row))
        wide = room.width() > theme.px(460)
        if wide and known and known.assigned and not known.fault:
            place = QRect(right - date_width - progress_width - theme.px(8), room.top(), progress_width, room.height())
            self._paint_progress(painter, place, known)
        taken = date_width + (progress_width + theme.px(20) if wide else 0)
        self._paint_words(painter, room.adjusted(0, 0, -taken, 0), recent, row, with_progress=not wide)
        painter.restore()

    def _source(self, index: _Index) -> tuple[RecentModel, int] | None:
        model: Any = index.model()
        row: Any = index
        while hasattr(model, "sourceModel"):
            row = model.mapToSource(row)
            model = model.sourceModel()
        return (model, row.row()) if isinstance(model, RecentModel) else None

    def _paint_ground(self, painter: QPainter, rect: QRect, index: _Index, state: QStyle.StateFlag) -> None:
        theme = self._theme
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        ground = ""
        if state & QStyle.StateFlag.State_Selected:
            ground = "sel"
        elif state & QStyle.StateFlag.State_MouseOver:
            ground = "hover"
        if index.row() and not ground:
            painter.setPen(QPen(theme.colour("line"), 1))
            painter.drawLine(rect.topLeft(), rect.topRight())
        if ground:
            focused = bool(state & QStyle.StateFlag.State_HasFocus)
            painter.setPen(QPen(theme.colour("accent"), 2) if focused else Qt.PenStyle.NoPen)
            painter.setBrush(theme.colour(ground))
            painter.drawRoundedRect(rect.adjusted(1, 1, -1, -1), 8, 8)

    def _paint_words(
        self, painter: QPainter, room: QRect, model: RecentModel, row: int, *, with_progress: bool
    ) -> None:
        theme, path = self._theme, model.paths[row]
        known = model.known.get(str(path))
        said = ""
        if known:
            counts = model.tr("{0} respondents, {1} documents").format(known.respondents, known.documents)
            said = known.fault or (model.counts(row) if with_progress else counts)
        painter.setFont(theme.sans(BODY + 0.5, 600))
        painter.setPen(theme.colour("text"))
        name = known.name if known else path.stem
        shown = painter.fontMetrics().elidedText(name, Qt.TextElideMode.ElideRight, room.width())
        painter.drawText(room, Qt.AlignmentFlag.AlignTop, shown)
        painter.setFont(theme.sans(SMALL))
        painter.setPen(theme.colour("error_ink" if known and known.fault else "sub"))
        metrics = painter.fontMetrics()
        said = metrics.elidedText(said, Qt.TextElideMode.ElideRight, room.width())
        painter.drawText(room, Qt.AlignmentFlag.AlignBottom, said)
        rest = room.adjusted(metrics.horizontalAdvance(said) + theme.px(10 if said else 0), 0, 0, 0)
        if rest.width() > theme.px(60):  # a path is cut in its middle: its end tells most
            painter.setPen(theme.colour("sub"))
            place = metrics.elidedText(short(path.parent), Qt.TextElideMode.ElideMiddle, rest.width())
            painter.drawText(rest, Qt.AlignmentFlag.AlignBottom, place)

    def _paint_progress(self, painter: QPainter, place: QRect, known: Known) -> None:
        theme = self._theme
        whole = known.finished >= known.assigned
        painter.setFont(theme.sans(SMALL))
        painter.setPen(theme.colour("text"))
        words = self.tr("{0} of {1} finished").format(known.finished, known.assigned)
        line = QRect(place.left(), place.top() + theme.px(2), place.width(), theme.px(18))
        painter.drawText(line, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, words)
        size = theme.px(14)
        left = line.right() - painter.fontMetrics().horizontalAdvance(words) - size - theme.px(6)
        sign = QRect(left, line.top() + (line.height() - size) // 2, size, size)
        paint_status(painter, theme, Status.REFERRED if whole else Status.PENDING, sign)
        bar = QRect(place.left(), line.bottom() + theme.px(6), place.width(), theme.px(5))
        share = known.finished / known.assigned
        paint_bar(painter, bar, share, theme.colour("accent"), theme.colour("bar"))
