"""The colours: contrast by WCAG 2 as the design asks for it, and codes that can be told apart by every eye."""

import itertools

import numpy as np
import pytest
from PySide6.QtGui import QColor

from fop_coder.gui.colours import CODE_COLOURS, STATUS_SIGNS, TOKENS, contrast, ink_on
from fop_coder.gui.theme import Appearance
from fop_coder.model.palette import CODE_COLOURS as MARKS

MODES = pytest.mark.parametrize("mode", [0, 1], ids=["light", "dark"])

MACHADO = {
    "protanopia": [[0.152286, 1.052583, -0.204868], [0.114503, 0.786281, 0.099216], [-0.003882, -0.048116, 1.051998]],
    "deuteranopia": [[0.367322, 0.860646, -0.227968], [0.280085, 0.672501, 0.047413], [-0.011820, 0.042940, 0.968881]],
    "tritanopia": [[1.255528, -0.076749, -0.178779], [-0.078411, 0.930809, 0.147602], [0.004733, 0.691367, 0.303900]],
    "normal": [[1, 0, 0], [0, 1, 0], [0, 0, 1]],
}
"""Machado, Oliveira and Fernandes 2009, severity 1.0, on linear RGB."""


def token(name, mode):
    return QColor(TOKENS[name][mode])


@MODES
@pytest.mark.parametrize(
    ("ink", "ground", "least"),
    [
        ("text", "base", 7),
        ("text", "sel", 7),
        ("sub", "base", 4.5),
        ("sub", "sel", 4.5),
        ("sub", "rail", 4.5),
        ("place", "base", 4.5),
        ("place", "rail", 4.5),
        ("on_accent", "accent", 7),
        ("highlighted_text", "highlight", 4.5),
        ("control_edge", "base", 3),
        ("control_edge", "window", 3),
        ("scroll", "base", 3),
        ("warning_ink", "warning_ground", 4.5),
        ("error_ink", "error_ground", 4.5),
        ("good_ink", "good_ground", 4.5),
        ("pending_ink", "pending_ground", 4.5),
    ],
)
def test_text_and_edges_have_contrast(mode, ink, ground, least):
    assert contrast(token(ink, mode), token(ground, mode)) >= least


@MODES
@pytest.mark.parametrize("number", range(12))
def test_code_colours_have_contrast(mode, number):
    mark, tint, ink = (QColor(c) for c in CODE_COLOURS[number][mode])
    assert contrast(mark, token("base", mode)) >= 3.55
    assert contrast(mark, tint) >= 2.95
    assert contrast(token("text", mode), tint) >= 10.5
    assert contrast(ink_on(mark), mark) >= 4.5
    for ground in ("base", "window", "side", "sel"):
        assert contrast(ink, token(ground, mode)) >= 4.45, ground


@MODES
def test_statuses_have_contrast(mode):
    for _, light, dark in STATUS_SIGNS.values():
        assert contrast(QColor((light, dark)[mode]), token("base", mode)) >= 4.5


def lab(colour, matrix):
    rgb = np.array([colour.redF(), colour.greenF(), colour.blueF()])
    linear = np.where(rgb <= 0.04045, rgb / 12.92, ((rgb + 0.055) / 1.055) ** 2.4)
    seen = np.clip(np.array(matrix) @ linear, 0, 1)
    xyz = np.array(
        [[0.4124564, 0.3575761, 0.1804375], [0.2126729, 0.7151522, 0.0721750], [0.0193339, 0.1191920, 0.9503041]]
    )
    ratio = xyz @ seen / np.array([0.95047, 1.0, 1.08883])
    f = np.where(ratio > (6 / 29) ** 3, np.cbrt(ratio), ratio / (3 * (6 / 29) ** 2) + 4 / 29)
    return np.array([116 * f[1] - 16, 500 * (f[0] - f[1]), 200 * (f[1] - f[2])])


def ciede2000(one, other):
    """Return the difference of two colours (Sharma, Wu and Dalal 2005)."""
    (l1, a1, b1), (l2, a2, b2) = one, other
    mean_c = (np.hypot(a1, b1) + np.hypot(a2, b2)) / 2
    g = 0.5 * (1 - np.sqrt(mean_c**7 / (mean_c**7 + 25**7)))
    a1, a2 = a1 * (1 + g), a2 * (1 + g)
    c1, c2 = np.hypot(a1, b1), np.hypot(a2, b2)
    h1, h2 = np.degrees(np.arctan2(b1, a1)) % 360, np.degrees(np.arctan2(b2, a2)) % 360
    dl, dc = l2 - l1, c2 - c1
    dh = h2 - h1
    if c1 * c2 == 0:
        dh = 0
    elif dh > 180:
        dh -= 360
    elif dh < -180:
        dh += 360
    big_dh = 2 * np.sqrt(c1 * c2) * np.sin(np.radians(dh / 2))
    ml, mc = (l1 + l2) / 2, (c1 + c2) / 2
    if c1 * c2 == 0:
        mh = h1 + h2
    elif abs(h1 - h2) <= 180:
        mh = (h1 + h2) / 2
    else:
        mh = (h1 + h2 + (360 if h1 + h2 < 360 else -360)) / 2
    t = (
        1
        - 0.17 * np.cos(np.radians(mh - 30))
        + 0.24 * np.cos(np.radians(2 * mh))
        + 0.32 * np.cos(np.radians(3 * mh + 6))
        - 0.20 * np.cos(np.radians(4 * mh - 63))
    )
    sl = 1 + 0.015 * (ml - 50) ** 2 / np.sqrt(20 + (ml - 50) ** 2)
    sc, sh = 1 + 0.045 * mc, 1 + 0.015 * mc * t
    rt = -np.sin(np.radians(60 * np.exp(-(((mh - 275) / 25) ** 2)))) * 2 * np.sqrt(mc**7 / (mc**7 + 25**7))
    return np.sqrt((dl / sl) ** 2 + (dc / sc) ** 2 + (big_dh / sh) ** 2 + rt * dc / sc * big_dh / sh)


def test_the_difference_formula_gives_published_values():
    assert ciede2000((50, 2.6772, -79.7751), (50, 0, -82.7485)) == pytest.approx(2.0425, abs=1e-4)
    assert ciede2000((50, 2.5, 0), (73, 25, -18)) == pytest.approx(27.1492, abs=1e-4)


@MODES
@pytest.mark.parametrize("eye", MACHADO)
def test_any_two_codes_can_be_told_apart(mode, eye):
    seen = [lab(QColor(colours[mode][0]), MACHADO[eye]) for colours in CODE_COLOURS]
    assert min(ciede2000(a, b) for a, b in itertools.combinations(seen, 2)) >= 10.9
    assert min(ciede2000(a, b) for a, b in itertools.combinations(seen[:5], 2)) >= 12.2


def test_the_palette_of_the_window_is_the_one_other_programs_get():
    assert tuple(colours[0][0].lower() for colours in CODE_COLOURS) == tuple(m.lower() for m in MARKS)


def test_appearance_and_size_change_at_once(theme, qtbot):
    with qtbot.waitSignal(theme.changed):
        theme.apply(Appearance.DARK, 1.5)
    assert theme.is_dark and theme.px(20) == 30
    assert theme.sans(13).pointSizeF() > 13
    theme.apply(Appearance.LIGHT, 9)
    assert theme.scale == 2.0 and not theme.is_dark
    theme.apply(Appearance.LIGHT, 1.0)
