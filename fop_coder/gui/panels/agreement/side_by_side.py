"""What the coders made of one place, a column for each: the turns around it, their passage, criteria and memo."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QFrame, QHBoxLayout, QLabel, QScrollBar, QSizePolicy, QVBoxLayout, QWidget

from fop_coder.gui.painting import icon
from fop_coder.gui.panels.agreement.column_text import ColumnText
from fop_coder.gui.panels.agreement.difference_words import place_of_coder, short_names
from fop_coder.gui.panels.agreement.excerpt import Excerpt
from fop_coder.gui.panels.agreement.key_button import badge_pixmap
from fop_coder.gui.panels.agreement.one_line import OneLine
from fop_coder.gui.theme import Theme
from fop_coder.gui.tips import plain_tip
from fop_coder.model.codebook import Code
from fop_coder.model.status import Status
from fop_coder.project.disagreements import Disagreement, Over
from fop_coder.project.side_by_side import Around, Side

MEMO, NARROW_MEMO = 240, 120
"""Characters of a memo that are shown; the tooltip has the whole of it."""
NAME = 130
"""Width in px at 100 % that is left to a coder's name, however long the code's is."""
ROOMY = 330
"""Width of a column in px at 100 %, below which only its essentials are shown."""


class CoderColumn(QFrame):
    """One coder's side."""

    def __init__(self, theme: Theme) -> None:
        """Begin empty."""
        super().__init__()
        self._theme = theme
        self._about: Code | None = None
        self._names, self._is_wide, self._is_named_so = ("", ""), True, False
        self._status = Status.NOT_REFERRED
        self._memo = self._whole_memo = ""
        self.setProperty("card", True)
        self.name, self.met, self.said = OneLine(), OneLine(), OneLine()
        self.role, self.body, self.memo = (QLabel() for _ in range(3))
        self._sign, self._pencil = QLabel(), QLabel()
        for label in (self.role, self.body, self.memo):
            label.setTextFormat(Qt.TextFormat.PlainText)
        self.name.dress_as(role="strong")
        self.met.dress_as(role="small")
        for line in (self.name, self.met, self.said):
            line.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        for label in (self.role, self.memo):
            label.setProperty("role", "small")
        for label in (self.body, self.memo):
            label.setWordWrap(True)
        self.text = ColumnText(theme)
        self._lay_out()

    def _lay_out(self) -> None:
        top = QHBoxLayout()
        top.setSpacing(8)
        for widget in (self.name, self.role):
            top.addWidget(widget)
        top.addStretch(1)
        for widget in (self._sign, self.said):
            top.addWidget(widget)
        noted = QHBoxLayout()
        noted.setSpacing(6)
        noted.addWidget(self._pencil, 0, Qt.AlignmentFlag.AlignTop)
        noted.addWidget(self.memo, 1)
        self._foot = foot = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        foot.setSpacing(6)
        foot.addLayout(noted, 1)
        foot.addWidget(self.met)
        column = QVBoxLayout(self)
        column.setContentsMargins(14, 10, 6, 8)
        column.setSpacing(6)
        column.addLayout(top)
        column.addWidget(self.text, 1)
        self.body.setAlignment(Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeft)
        column.addWidget(self.body, 1)
        column.addLayout(foot)
        top.setContentsMargins(0, 0, 8, 0)
        self.memo.setAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop)
        self.met.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignTop)
        foot.setContentsMargins(0, 0, 8, 0)

    def show_side(self, disagreement: Disagreement, side: Side, place: int, excerpt: Excerpt | None) -> None:
        """Show what a coder made of it; ``place`` of the coder among those compared, from 0."""
        self._names = side.coder.name, short_names(disagreement.coders)[place]
        self.fit(wide=self._is_wide)
        self.role.setText(place_of_coder(place))
        self._is_named_so = self._names[0].casefold() in (place_of_coder(n).casefold() for n in range(2))
        about = disagreement.about
        self._about = about if isinstance(about, Code) else None
        if excerpt is not None and self._about is not None:
            coded = [(c.start, c.end) for c in side.codings]
            self.text.show_excerpt(excerpt, coded, self._about.colour)
            self.text.setAccessibleName(self.tr("Text as {0} coded it").format(side.coder.name))
            self.said.say(self._about.name if coded else self.tr("not coded here"))
            self._status = Status.REFERRED if coded else Status.NOT_REFERRED
        else:
            self._about = None
            self.said.say("")
            self.body.setText(side.said[:1].upper() + side.said[1:])
            is_status = disagreement.over is Over.STATUS and side.said in [str(s) for s in Status]
            self._status = Status(side.said) if is_status else Status.REFERRED
        self.text.setVisible(excerpt is not None)
        self.body.setVisible(excerpt is None)
        criteria = about.criteria if isinstance(about, Code) else ()
        met = ", ".join(side.criteria) or self.tr("none")
        self.met.say(self.tr("Criteria: {0}").format(met))
        self.met.setVisible(bool(criteria) and bool(side.codings))
        self._show_notes(side, excerpt)
        self.setAccessibleName(f"{side.coder.name}: {self.said.whole or self.body.text()}")
        self._dress_signs()

    def fit(self, *, wide: bool) -> None:
        """Show only the essentials in a narrow column: the first name, and a code's badge without its name."""
        self._is_wide = wide
        self.name.say(self._names[0 if wide else 1])
        self.name.setMinimumWidth(min(self.name.sizeHint().width(), self._theme.px(NAME)))  # the code's gives way first
        self.role.setVisible(wide and not self._is_named_so)
        self.said.setVisible(bool(self.said.whole) and (wide or not self.has_passage))
        direction = QBoxLayout.Direction
        self._foot.setDirection(direction.LeftToRight if wide else direction.TopToBottom)
        self._show_memo()

    @property
    def has_passage(self) -> bool:
        """Whether the coder has a passage there."""
        return self._about is not None and self._status is Status.REFERRED

    def _show_notes(self, side: Side, excerpt: Excerpt | None) -> None:
        nothing = self.tr("No memo.") if excerpt is not None else self.tr("No reason given.")
        self._memo = " · ".join(" ".join(note.split()) for note in side.notes) or nothing
        self._whole_memo = "\n".join(side.notes)
        self._show_memo()

    def _show_memo(self) -> None:
        most = MEMO if self._is_wide else NARROW_MEMO
        is_long = len(self._memo) > most
        self.memo.setText(f"{self._memo[: most - 1]}…" if is_long else self._memo)
        self.memo.setToolTip(plain_tip(self._whole_memo) if is_long else "")

    def dress(self) -> None:
        """Take colours and sizes from the theme."""
        size = self._theme.px(15)
        self._pencil.setPixmap(icon("ph.note-pencil", self._theme.colour("sub")).pixmap(QSize(size, size)))
        self.body.setFont(self._theme.sans(15, 600))
        self.text.dress()
        self._dress_signs()

    def _dress_signs(self) -> None:
        theme, size = self._theme, self._theme.px(16)
        if self._about is not None and self._status is Status.REFERRED:
            colour = theme.code(self._about.colour)
            self._sign.setPixmap(badge_pixmap(self, theme, self._about.key, colour))
            self.said.setStyleSheet(f"color: {colour.ink.name()}; font-weight: 600;")
        else:
            name, ink = theme.status(self._status)
            self._sign.setPixmap(icon(name, ink).pixmap(QSize(size, size)))
            self.said.setStyleSheet(f"color: {theme.colour('sub').name()};")
        self._sign.setVisible(bool(self.said.whole))
        self.fit(wide=self._is_wide)


class SideBySide(QWidget):
    """The columns, scrolled in step.

    Signals:
        taken: Enter was pressed in a column: the selection there shall be the new passage.
        left: Esc was pressed in a column.
    """

    taken = Signal()
    left = Signal()

    def __init__(self, theme: Theme) -> None:
        """Begin without columns."""
        super().__init__()
        self._theme = theme
        self.columns: list[CoderColumn] = []
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.setSpacing(12)

    def show_sides(self, disagreement: Disagreement, sides: Sequence[Side], around: Around | None) -> None:
        """Show a difference."""
        self._make(len(sides))
        excerpt = Excerpt(around) if around is not None else None
        for place, (column, side) in enumerate(zip(self.columns, sides, strict=True)):
            column.show_side(disagreement, side, place, excerpt)
        if around is not None and disagreement.cluster is not None:
            for column in self.columns:
                column.text.seek(max(around.number, around.first - 1), disagreement.cluster.start)

    def _make(self, number: int) -> None:
        while len(self.columns) > number:
            column = self.columns.pop()
            self._row.removeWidget(column)
            column.deleteLater()
        while len(self.columns) < number:
            column = CoderColumn(self._theme)
            column.text.taken.connect(self.taken)
            column.text.left.connect(self.left)
            column.text.verticalScrollBar().valueChanged.connect(self._scrolled)
            column.text.selectionChanged.connect(self._selected)
            column.dress()
            self.columns.append(column)
            self._row.addWidget(column, 1)
        self._fit()

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's name
        """Leave out which coder it is where a column is narrow: the order says it too."""
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        wide = self.width() / max(1, len(self.columns)) >= self._theme.px(ROOMY)
        for column in self.columns:
            column.fit(wide=wide)

    def _scrolled(self, value: int) -> None:
        for column in self.columns:
            bar = column.text.verticalScrollBar()
            if bar is not self.sender() and isinstance(self.sender(), QScrollBar):
                bar.setValue(value)

    def _selected(self) -> None:
        """Leave one selection: that of the column where something was selected last."""
        changed = self.sender()
        if isinstance(changed, ColumnText) and changed.textCursor().hasSelection():
            for column in self.columns:
                if column.text is not changed and column.text.textCursor().hasSelection():
                    column.text.unselect()

    # ---- a new passage -------------------------------------------------------------------------------------------

    def begin_selecting(self, point: int) -> None:
        """Put the caret where the passages begin (code points), in the column of whoever coded there."""
        coded = next((c for c in self.columns if c.text.isVisibleTo(self) and c.has_passage), None)
        column = coded or (self.columns[0] if self.columns else None)
        if column is not None:
            column.text.setFocus(Qt.FocusReason.ShortcutFocusReason)
            column.text.put_caret(point)

    def selected(self) -> tuple[int, int] | None:
        """Return what is selected (code points), in whichever column."""
        return next((found for c in self.columns if (found := c.text.selected()) is not None), None)

    def unselect(self) -> None:
        """Select nothing any more."""
        for column in self.columns:
            column.text.unselect()

    def dress(self) -> None:
        """Take colours and sizes from the theme."""
        for column in self.columns:
            column.dress()
        self._fit()
