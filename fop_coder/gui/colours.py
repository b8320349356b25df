"""Every colour of the window, light and dark: Qt's palette roles, our own tokens, codes and statuses."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtGui import QColor, QPalette

from fop_coder.model.status import Status

Role = QPalette.ColorRole

ROLES: dict[Role, tuple[str, str]] = {
    Role.Window: ("#F6F6F4", "#18191C"),
    Role.Base: ("#FFFFFF", "#1E1F23"),
    Role.AlternateBase: ("#F8F8F6", "#232428"),
    Role.Button: ("#FFFFFF", "#2A2C31"),
    Role.Text: ("#1B1D20", "#E8E9EB"),
    Role.WindowText: ("#1B1D20", "#E8E9EB"),
    Role.ButtonText: ("#1B1D20", "#E8E9EB"),
    Role.Link: ("#1B1D20", "#E8E9EB"),
    Role.LinkVisited: ("#1B1D20", "#E8E9EB"),
    Role.PlaceholderText: ("#666B73", "#9297A0"),
    Role.Accent: ("#2B2E34", "#E4E6EA"),
    Role.BrightText: ("#FFFFFF", "#17181B"),
    Role.Highlight: ("#CBCFD6", "#53575F"),
    Role.HighlightedText: ("#1B1D20", "#F3F5F8"),
    Role.Light: ("#EDEDE9", "#26282D"),
    Role.Midlight: ("#EDEDE9", "#26282D"),
    Role.Mid: ("#CFCFC9", "#3C3F46"),
    Role.Dark: ("#868A90", "#7A808A"),
    Role.ToolTipBase: ("#24262A", "#E8E9EB"),
    Role.ToolTipText: ("#F4F4F2", "#1B1D20"),
}
DISABLED = ("#8D9198", "#6B7079")

TOKENS: dict[str, tuple[str, str]] = {
    "window": ("#F6F6F4", "#18191C"),
    "base": ("#FFFFFF", "#1E1F23"),
    "text": ("#1B1D20", "#E8E9EB"),
    "place": ("#666B73", "#9297A0"),
    "accent": ("#2B2E34", "#E4E6EA"),
    "on_accent": ("#FFFFFF", "#17181B"),
    "highlight": ("#CBCFD6", "#53575F"),
    "highlighted_text": ("#1B1D20", "#F3F5F8"),
    "hover": ("#EDEDE9", "#26282D"),
    "card_edge": ("#CFCFC9", "#3C3F46"),
    "control_edge": ("#868A90", "#7A808A"),
    "button": ("#FFFFFF", "#2A2C31"),
    "disabled": DISABLED,
    "rail": ("#EFEFEC", "#131416"),
    "side": ("#F9F9F7", "#1A1B1E"),
    "sel": ("#E6E6E1", "#33353B"),
    "line": ("#E2E2DD", "#2D2F34"),
    "sub": ("#565B62", "#A6ABB3"),
    "chip": ("#EBEBE7", "#2D2F35"),
    "scroll": ("#8F9399", "#6F747D"),
    "bar": ("#E9E9E5", "#34363C"),
    "warning_ground": ("#FFF3D9", "#3A2E17"),
    "warning_ink": ("#724700", "#F3C77A"),
    "warning_mark": ("#B26A00", "#E0A63F"),
    "error_ground": ("#FDEBE9", "#3F2120"),
    "error_ink": ("#9B1C13", "#FFAFA6"),
    "error_mark": ("#C4342A", "#FF7B6E"),
    "good_ground": ("#E7F4EC", "#1B3326"),
    "good_ink": ("#14623A", "#83DDAA"),
    "pending_ground": ("#E9F0FB", "#1F2D45"),
    "pending_ink": ("#1A4E9C", "#A8C8FF"),
}

CODE_COLOURS: tuple[tuple[tuple[str, str, str], tuple[str, str, str]], ...] = (
    (("#2869D5", "#E1EDFF", "#2061CC"), ("#72A9FE", "#223148", "#72A9FE")),
    (("#C86F51", "#FEE6DE", "#A34E31"), ("#DA7303", "#432A19", "#EF862A")),
    (("#1E6C55", "#DBF2E9", "#1E6C55"), ("#62946D", "#27352A", "#80B38B")),
    (("#805189", "#F6E5F9", "#805189"), ("#AF68AA", "#3D293B", "#D087CB")),
    (("#C32A58", "#FEE4E8", "#C12857"), ("#FDA2BE", "#412930", "#FDA2BE")),
    (("#956301", "#FBE9D2", "#8A5D0C"), ("#C4AD68", "#37301E", "#C4AD68")),
    (("#1F9599", "#D5F3F3", "#0B7175"), ("#78F7E8", "#163733", "#78F7E8")),
    (("#3D1D10", "#F7E8E3", "#3D1D10"), ("#FDD8BC", "#382F27", "#FDD8BC")),
    (("#180170", "#E6EBFF", "#180170"), ("#6873FA", "#2A2F48", "#8C9BFD")),
    (("#454801", "#ECEEDA", "#454801"), ("#E6F28A", "#303318", "#E6F28A")),
    (("#004158", "#DDEFF8", "#004158"), ("#A6D3F8", "#27323C", "#A6D3F8")),
    (("#242329", "#ECEAF3", "#242329"), ("#7F8187", "#2E3137", "#A2A4AB")),
)
"""Per code colour, light then dark: mark (stripe, underline, badge), tint (behind text), ink (the name)."""

STATUS_SIGNS: Mapping[Status, tuple[str, str, str]] = {
    Status.REFERRED: ("ph.check-circle-fill", "#1A7343", "#5CC98B"),
    Status.NOT_REFERRED: ("ph.circle", "#5E646C", "#9DA3AC"),
    Status.NOT_ASKED: ("ph.prohibit", "#7A4FA3", "#C3A1EA"),
    Status.TOO_LITTLE: ("ph.circle-half-fill", "#8A5600", "#E0AC55"),
    Status.PENDING: ("ph.circle-dashed", "#1F5FBF", "#7FB0FF"),
    Status.NO_DATA: ("ph.minus-circle", "#5E646C", "#9DA3AC"),
}
"""Icon and colours (light, dark) of each status, in the order in which they are always shown."""


def ink_on(ground: QColor) -> QColor:
    """Return white where it has a contrast of 4.5 on the ground (WCAG 2), else near-black."""
    white = QColor("#FFFFFF")
    return white if contrast(white, ground) >= 4.5 else QColor("#14161A")


def contrast(one: QColor, other: QColor) -> float:
    """Return the contrast ratio of two colours (WCAG 2)."""

    def luminance(colour: QColor) -> float:
        parts = (colour.redF(), colour.greenF(), colour.blueF())
        r, g, b = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in parts)
        return 0.2126 * r + 0.7152 * g + 0.0722 * b

    high, low = sorted((luminance(one), luminance(other)), reverse=True)
    return (high + 0.05) / (low + 0.05)
