"""Where things lie in the transcript, in px, at the present text size."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import lru_cache

from PySide6.QtGui import QFont, QFontMetricsF

from fop_coder.gui.panels.code.coding_index import LANES
from fop_coder.gui.theme import Theme

SAMPLE_LINE = "The family had been known to us for a year before anyone asked the boy h"
"""72 characters of ordinary prose: a line is as wide as these."""

STRIPE, STRIPE_CURRENT, LANE_STEP = 4, 6, 8
LABEL_STEP = 19
TURN_GAP, PARAGRAPH_GAP = 14, 6
MORE_ROOM = 20
"""For "+2" beside the lanes, where there are more than four: the label in that row is moved by as much."""
OTHER_STRIPE, OTHER_LANE_STEP, OTHER_LANES, FEWER_LANES = 4, 6, 3, 2
"""Other coders' stripes, where they are shown: thinner than one's own, in lanes of their own."""


@dataclass(frozen=True, slots=True)
class Measures:
    """Left edges and widths.

    Attributes:
        label_room: for the names in labels, 0 for key badges alone.
        others: left edge of other coders' stripes, 0 where they are not shown.
        other_lanes: how many of them stand beside one another; ``sign_room``: for their initials.
    """

    gutter: int
    text: int
    lanes: int
    labels: int
    label_room: int
    badge: int
    others: int = 0
    other_lanes: int = 0
    sign_room: int = 0

    @property
    def signs(self) -> int:
        """Left edge of other coders' initials."""
        return self.others + self.other_lanes * OTHER_LANE_STEP + 2

    @property
    def column(self) -> int:
        """How wide the document is: margin and text."""
        return self.gutter + self.text

    @property
    def whole(self) -> int:
        """How wide everything is."""
        return self.labels + max(self.label_room, self.badge + 8)


def text_measure(font: QFont) -> int:
    """Return the width of a line of 72 characters."""
    return _advance(font.key())


@lru_cache(maxsize=64)
def _advance(font_key: str) -> int:
    font = QFont()
    font.fromString(font_key)
    return round(QFontMetricsF(font).horizontalAdvance(SAMPLE_LINE))


def measures(theme: Theme, width: int) -> Measures:
    """Return where things lie in a view of this width: with names in the labels where there is room.

    Nothing of it depends on the codings: coding must not move the text.
    """
    gutter = theme.px(110)
    text = text_measure(theme.serif())
    lanes = gutter + text + 7
    badge = theme.px(16)
    labels = lanes + LANES * LANE_STEP - 2
    room = width - labels
    names = theme.px(80)
    return Measures(gutter, text, lanes, labels, min(room, theme.px(150)) if room >= names else 0, badge)


def with_others(places: Measures, theme: Theme, width: int) -> Measures:
    """Return the same with room for other coders' stripes at the right; the text stays where it is.

    One's own labels give way first, then the keys beside the initials, then the initials: tooltips tell them, too.

    Args:
        width: of what is painted on.
    """
    signs, gap = theme.px(34), theme.px(6)
    lanes = OTHER_LANES * OTHER_LANE_STEP + 2
    room = min(places.label_room, width - places.labels - lanes - signs - gap)
    room = room if room >= theme.px(80) else 0
    left = places.labels + (room or places.badge + 8) + gap
    if width - left >= lanes + signs:
        return replace(places, label_room=room, others=left, other_lanes=OTHER_LANES, sign_room=signs)
    left, lanes = places.labels + places.badge + 3, FEWER_LANES * OTHER_LANE_STEP + 2
    signs = width - left - lanes
    if signs < theme.px(15):
        return replace(places, label_room=0, others=min(left, width - lanes), other_lanes=FEWER_LANES)
    return replace(places, label_room=0, others=left, other_lanes=FEWER_LANES, sign_room=signs)
