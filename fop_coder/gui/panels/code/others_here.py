"""Other coders' passages of the open document: where they lie, whose they are, and how they are painted beside it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from PySide6.QtCore import QCoreApplication, QPointF, QRectF, Qt
from PySide6.QtGui import QPainter, QPen

from fop_coder.gui.panels.code.beside_text import Stripe, Target
from fop_coder.gui.panels.code.coding_index import CodingIndex, Drawn
from fop_coder.gui.panels.code.margin import Margin, Strip
from fop_coder.gui.panels.code.measures import OTHER_LANE_STEP, OTHER_STRIPE, Measures
from fop_coder.gui.panels.code.segments import Segments
from fop_coder.gui.panels.code.words import describe_coding
from fop_coder.gui.theme import Theme
from fop_coder.model.base import Guid
from fop_coder.model.codebook import Code
from fop_coder.project.others_coding import OthersCoding, initials_of

PUSHED_AT_MOST = 4
"""How many signs below its stripe's head a sign may be pushed; after that, the stripe and its tooltip tell."""


class OthersHere:
    """What others made of the document, as far as it may be seen; nothing of it can be edited.

    Attributes:
        index: their codings, ready to be painted.
        hidden: why something is not shown, a sentence; '' where everything is.
    """

    def __init__(self, segments: Segments, found: OthersCoding, codes: Mapping[Guid, Code]) -> None:
        """Take in what may be seen; nothing is worked out before it is painted."""
        self.index = CodingIndex(segments)
        self.index.fill(found.codings, codes, found.uncounted)
        self.hidden = found.hidden
        self._names = found.names
        self._initials = initials_of(found.names.values())

    def name_of(self, drawn: Drawn) -> str:
        """Return the name of whoever made a coding."""
        return self._names[drawn.coding.coder]

    def signs_of(self, drawn: Drawn) -> tuple[str, str]:
        """Return what stands at a stripe's head: the code's key and the coder's initials ("1 TB"), and the shorter."""
        initials = self._initials[self.name_of(drawn)]
        return f"{drawn.code.key} {initials}".strip(), initials

    def describe(self, coding: Guid) -> str:
        """Return what the mouse is told over a stripe; '' where it is not here."""
        drawn = self.index.get(coding)
        return describe_coding(drawn, self.name_of(drawn)) if drawn is not None else ""

    def names_in(self, paragraphs: Iterable[int]) -> str:
        """Return what a screen reader says of some paragraphs: "Planning by Tom Birch"; '' where nothing is there."""
        there = {d.coding.guid: d for n in paragraphs for d in self.index.in_block(n)}
        words = QCoreApplication.translate("Transcript", "{0} by {1}")
        told = [words.format(d.code.name, self.name_of(d)) for d in sorted(there.values(), key=lambda d: d.order)]
        return ", ".join(dict.fromkeys(told))


class OthersMargin(Margin):
    """Keeps the picture of others' stripes: thin and hollow, each with its code's key and the coder's initials."""

    def __init__(self, theme: Theme) -> None:
        """Begin without any."""
        super().__init__(theme)
        self.here: OthersHere | None = None

    def _left(self, places: Measures) -> int:
        return places.others

    def _paint_strip(
        self, painter: QPainter, strip: Strip, places: Measures, stripes: Sequence[Stripe], begun: Sequence[Stripe]
    ) -> list[Target]:
        assert self.here is not None  # noqa: S101 - it is painted only then
        targets = []
        for stripe in stripes:
            if stripe.drawn.lane < places.other_lanes:
                left = places.others + stripe.drawn.lane * OTHER_LANE_STEP
                rect = QRectF(left, stripe.top + 2, OTHER_STRIPE, max(6.0, stripe.bottom - stripe.top - 4))
                painter.setPen(QPen(self._theme.code(stripe.drawn.code.colour).mark, 1))
                painter.setBrush(Qt.BrushStyle.NoBrush)
                painter.drawRoundedRect(rect.adjusted(0.5, 0.5, -0.5, -0.5), 1.5, 1.5)
                targets.append(Target(rect.adjusted(-2, 0, 2, 0), stripe.drawn.coding.guid))
        return targets + self._paint_signs(painter, places, begun, self.here)

    def _paint_signs(
        self, painter: QPainter, places: Measures, begun: Sequence[Stripe], here: OthersHere
    ) -> list[Target]:
        """Paint the signs at the stripes' heads, none over another; return where they are."""
        theme, targets = self._theme, list[Target]()
        painter.setFont(theme.sans(11, 600))
        letters = painter.fontMetrics()
        line = letters.height()
        free = -1e9
        for stripe in sorted(begun, key=lambda s: (s.top, s.drawn.order)) if places.sign_room else ():
            head = stripe.top + theme.px(12)
            middle = max(head, free)
            if middle > head + PUSHED_AT_MOST * line:
                continue
            rect = QRectF(places.signs, middle - line / 2, places.sign_room, line)
            whole, short = here.signs_of(stripe.drawn)
            words = whole if letters.horizontalAdvance(whole) <= places.sign_room else short
            words = letters.elidedText(words, Qt.TextElideMode.ElideRight, places.sign_room)
            painter.setPen(theme.code(stripe.drawn.code.colour).ink)
            painter.drawText(QPointF(rect.left(), rect.top() + letters.ascent()), words)
            targets.append(Target(rect, stripe.drawn.coding.guid))
            free = middle + line
        return targets
