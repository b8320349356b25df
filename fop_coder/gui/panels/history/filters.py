"""The row of fields that narrow the history: words, who, about what, and when."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, date, datetime, time, timedelta, tzinfo

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QComboBox, QLineEdit, QWidget

from fop_coder.gui.flow_layout import FlowLayout
from fop_coder.model.people import parse_date
from fop_coder.project.happenings import Wanted, kinds

PAUSE = 250
"""Milliseconds after the last key before words are taken."""

ANY, BETWEEN = -1, -2
"""All days; days that are typed. Other numbers are days before today."""

UTC_FORM = "%Y-%m-%dT%H:%M:%SZ"


class HistoryFilters(QWidget):
    """Fields for a ``Wanted``.

    Signals:
        changed: something else is wanted now.
    """

    changed = Signal()

    def __init__(self) -> None:
        """Build the fields; ``offer_coders`` fills the list of coders."""
        super().__init__()
        self.words, self.since, self.until = QLineEdit(), QLineEdit(), QLineEdit()
        self.coder, self.kind, self.days = QComboBox(), QComboBox(), QComboBox()
        row = FlowLayout(self, 8)
        for edit, words in (
            (self.words, self.tr("Filter by words")),
            (self.since, self.tr("From, as 2024-05-03")),
            (self.until, self.tr("To, as 2024-05-31")),
        ):
            edit.setPlaceholderText(words)
            edit.setAccessibleName(words)
            edit.setClearButtonEnabled(True)
            edit.textChanged.connect(self._typed)
        for box, name in (
            (self.coder, self.tr("Who")),
            (self.kind, self.tr("About what")),
            (self.days, self.tr("When")),
        ):
            box.setAccessibleName(name)
            box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
            box.activated.connect(self._chosen)
        self.kind.addItem(self.tr("About anything"), "")
        for kind in kinds():
            self.kind.addItem(kind, kind)
        for words, days in (
            (self.tr("Any day"), ANY),
            (self.tr("Today"), 0),
            (self.tr("Last 7 days"), 6),
            (self.tr("Last 30 days"), 29),
            (self.tr("From … to …"), BETWEEN),
        ):
            self.days.addItem(words, days)
        self.words.setMinimumWidth(220)
        for widget in (self.words, self.coder, self.kind, self.days, self.since, self.until):
            row.addWidget(widget)
        self.since.hide()
        self.until.hide()
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(PAUSE)
        self._pause.timeout.connect(self.changed)
        self.offer_coders(())

    def offer_coders(self, names: Iterable[str]) -> None:
        """Offer other coders; who was chosen stays where they are still there."""
        chosen = self.coder.currentData()
        self.coder.clear()
        self.coder.addItem(self.tr("Everybody"), "")
        for name in names:
            self.coder.addItem(name, name)
        self.coder.setCurrentIndex(max(0, self.coder.findData(chosen)))

    def clear(self) -> None:
        """Let everything through, without telling anybody."""
        for edit in (self.words, self.since, self.until):
            edit.clear()
        for box in (self.coder, self.kind, self.days):
            box.setCurrentIndex(0)
        self._show_days()
        self._pause.stop()

    def _typed(self, *_: object) -> None:
        self._pause.start()

    def _chosen(self, *_: object) -> None:
        self._show_days()
        self._pause.stop()
        self.changed.emit()

    def _show_days(self) -> None:
        between = self.days.currentData() == BETWEEN
        self.since.setVisible(between)
        self.until.setVisible(between)

    @property
    def is_waiting(self) -> bool:
        """Whether somebody is still typing."""
        return self._pause.isActive()

    @property
    def wrong_day(self) -> str:
        """What is typed as a day and is none; '' where all is well."""
        if self.days.currentData() != BETWEEN:
            return ""
        typed = (self.since.text().strip(), self.until.text().strip())
        return next((words for words in typed if words and parse_date(words) is None), "")

    @property
    def wanted(self) -> Wanted:
        """What is wanted now."""
        since, until = self._span()
        return Wanted(
            coder=self.coder.currentData() or "",
            kind=self.kind.currentData() or "",
            words=self.words.text().strip(),
            since=moment(since) if since else "",
            until=moment(until + timedelta(days=1)) if until else "",
        )

    def _span(self) -> tuple[date | None, date | None]:
        """Return the first and last day that is wanted."""
        days = self.days.currentData()
        if days == BETWEEN:
            return parse_date(self.since.text()), parse_date(self.until.text())
        return (None if days == ANY else date.today() - timedelta(days=days)), None


def moment(day: date, zone: tzinfo | None = None) -> str:
    """Return the moment (ISO 8601, UTC) in which a day begins here, or in another time zone."""
    begins = datetime.combine(day, time(), zone)
    return datetime.fromtimestamp(begins.timestamp(), tz=UTC).strftime(UTC_FORM)
