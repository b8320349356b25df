"""Charts as pictures, drawn by matplotlib: SVG for screens and print, PNG at print size for Word."""

from __future__ import annotations

import textwrap
import warnings
from collections.abc import Sequence
from io import BytesIO
from pathlib import Path
from typing import Any

from fop_coder.exporters.cells import shown_text
from fop_coder.exporters.parts import Parts
from fop_coder.exporters.report import BarPicture, scheme_picture, tally_picture
from fop_coder.exporters.watch import Watch
from fop_coder.model.errors import ExportRefused
from fop_coder.model.export import ExportContents

WIDTH = 6.3
"""Inches: what stands between the margins of an A4 page."""

NAME_LETTERS, NAME_LINES = 30, 4
"""How long the lines of a name beside the bars are, in letters, and how many it may have."""

_LETTER, _BOLD_LETTER = 0.075, 0.1
"""Inches that a letter beside the bars and one of the title take."""

RESOLUTION = 300
"""Dots per inch of a PNG, as printers ask for."""

COLOURS = ("#1f5fbf", "#c9cdd3", "#e6b45c", "#8f86c9", "#b8a79a", "#6fa8a0")
"""Told apart by colour-blind people; every part is also named, and written into its bar where there is room."""

FURTHER = (
    *("Noto Sans CJK SC", "Noto Sans CJK JP", "Source Han Sans SC", "WenQuanYi Zen Hei", "Droid Sans Fallback"),
    *("Microsoft YaHei", "Yu Gothic", "Malgun Gothic", "PingFang SC", "Hiragino Sans", "Arial Unicode MS"),
    *("Noto Sans Devanagari", "Nirmala UI"),
)
"""Looked to, where they are installed, for letters that matplotlib's own font lacks."""

_DARK = {"#1f5fbf", "#8f86c9"}
_INK = "#22262b"


def write_charts_picture(contents: ExportContents, path: Path, parts: Parts, watch: Watch, *, kind: str) -> None:
    """Write the charts of codes and schemes, one below the other; ``kind``: "svg" or "png".

    Raises:
        ExportRefused: if there is nothing to draw.
        OSError: if the file cannot be written.
    """
    pictures = [tally_picture(contents.tally)] if parts.tally and contents.tally.rows else []
    if parts.classification:
        pictures += [scheme_picture(scheme) for scheme in contents.schemes if scheme.rows]
    if not pictures:
        raise ExportRefused("there is nothing to draw", do="Choose tally or classification, or add codes")
    watch.tell()
    path.write_bytes(draw_pictures(pictures, kind))


def draw_pictures(pictures: Sequence[BarPicture], kind: str) -> bytes:
    """Return charts, one below the other, as a picture.

    Args:
        kind: "svg" or "png".
    """
    from matplotlib import rc_context
    from matplotlib.figure import Figure

    titles = _titles(pictures)
    heights = [_height(picture, title) for picture, title in zip(pictures, titles, strict=True)]
    families = ["sans-serif", *_further_families()]
    # A letter that no font has is drawn as a box in a PNG; an SVG has it as text in any case.
    warnings.filterwarnings("ignore", message=r"Glyph \d+ .* missing from font", category=UserWarning)
    # Texts stay texts in an SVG, so that they can be read aloud and found; the same chart gives the same bytes.
    with rc_context({"svg.fonttype": "none", "svg.hashsalt": "fop", "font.family": families, "font.size": 9}):
        figure = Figure(figsize=(WIDTH, sum(heights)), layout="constrained")
        rows = figure.subplots(len(pictures), 1, squeeze=False, gridspec_kw={"height_ratios": heights})
        for axes, picture, title in zip((row[0] for row in rows), pictures, titles, strict=True):
            _draw(axes, picture, title)
        out = BytesIO()
        metadata = {"Date": None} if kind == "svg" else {"Software": None}
        figure.savefig(out, format=kind, dpi=RESOLUTION, metadata=metadata)
    return out.getvalue()


def _further_families() -> list[str]:
    """Return fonts of this machine with letters that matplotlib's own lacks, such as those of East Asia."""
    from matplotlib.font_manager import fontManager

    there = {font.name for font in fontManager.ttflist}
    return [name for name in FURTHER if name in there]


def _height(picture: BarPicture, title: str) -> float:
    """Return inches: for a bar with the space around it as much as the lines of the names beside the bars ask for."""
    lines = max((_beside(name).count("\n") + 1 for name in picture.names), default=1)
    return 1.1 + 0.17 * title.count("\n") + max(0.34, 0.15 * lines + 0.1) * len(picture.names)


def _beside(name: str) -> str:
    """Return a name in lines that leave room for the bars; what is longer ends in … (the table has it whole)."""
    return "\n".join(textwrap.wrap(name, NAME_LETTERS, max_lines=NAME_LINES, placeholder=" …"))


def _titles(pictures: Sequence[BarPicture]) -> list[str]:
    """Return the titles in lines as long as the bars over which they stand; all bars begin at the same place."""
    names = [name for picture in pictures for name in picture.names]
    beside = max((len(line) for name in names for line in _beside(name).split("\n")), default=0)
    letters = int((WIDTH - _LETTER * beside) / _BOLD_LETTER)
    return [textwrap.fill(picture.caption, letters) for picture in pictures]


def _draw(axes: Any, picture: BarPicture, title: str) -> None:
    places = range(len(picture.names))
    before = [0] * len(picture.names)
    for (name, lengths), colour in zip(picture.parts.items(), COLOURS, strict=False):
        bars = axes.barh(places, lengths, left=before, color=colour, label=_plain(name), height=0.66)
        words = [str(length) if length else "" for length in lengths]
        axes.bar_label(bars, words, label_type="center", color="white" if colour in _DARK else _INK)
        before = [b + n for b, n in zip(before, lengths, strict=True)]
    axes.set_yticks(list(places), [_plain(_beside(name)) for name in picture.names])
    axes.invert_yaxis()
    axes.set_xlim(0, max(1, picture.most))
    axes.xaxis.get_major_locator().set_params(integer=True)
    axes.tick_params(length=0)
    for side in ("top", "right", "left"):
        axes.spines[side].set_visible(False)
    axes.set_title(_plain(title), loc="left", fontweight="bold", color=_INK)
    if len(picture.parts) > 1:
        axes.legend(loc="upper center", bbox_to_anchor=(0.5, -0.12), ncols=3, frameon=False)


def _plain(words: str) -> str:
    """Return words as matplotlib shows them as they are: a dollar sign would begin a formula."""
    return shown_text(words)[0].replace("$", r"\$")
