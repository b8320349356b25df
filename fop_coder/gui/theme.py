"""Every colour, size and font of the window, in one place: Qt's palette roles, our own tokens, and the style sheet."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache
from importlib.util import find_spec
from pathlib import Path

from PySide6.QtCore import QObject, QPoint, Qt, QTemporaryDir, Signal
from PySide6.QtGui import QColor, QFont, QFontDatabase, QFontInfo, QGuiApplication, QPainter, QPalette, QPen, QPixmap
from PySide6.QtWidgets import QApplication

from fop_coder.model.status import Status


class Appearance(StrEnum):
    """What the user chose."""

    SYSTEM = "system"
    LIGHT = "light"
    DARK = "dark"


_Role = QPalette.ColorRole

_ROLES: dict[_Role, tuple[str, str]] = {
    _Role.Window: ("#F6F6F4", "#18191C"),
    _Role.Base: ("#FFFFFF", "#1E1F23"),
    _Role.AlternateBase: ("#F8F8F6", "#232428"),
    _Role.Button: ("#FFFFFF", "#2A2C31"),
    _Role.Text: ("#1B1D20", "#E8E9EB"),
    _Role.WindowText: ("#1B1D20", "#E8E9EB"),
    _Role.ButtonText: ("#1B1D20", "#E8E9EB"),
    _Role.Link: ("#1B1D20", "#E8E9EB"),
    _Role.LinkVisited: ("#1B1D20", "#E8E9EB"),
    _Role.PlaceholderText: ("#666B73", "#9297A0"),
    _Role.Accent: ("#2B2E34", "#E4E6EA"),
    _Role.BrightText: ("#FFFFFF", "#17181B"),
    _Role.Highlight: ("#CBCFD6", "#53575F"),
    _Role.HighlightedText: ("#1B1D20", "#F3F5F8"),
    _Role.Light: ("#EDEDE9", "#26282D"),
    _Role.Midlight: ("#EDEDE9", "#26282D"),
    _Role.Mid: ("#CFCFC9", "#3C3F46"),
    _Role.Dark: ("#868A90", "#7A808A"),
    _Role.ToolTipBase: ("#24262A", "#E8E9EB"),
    _Role.ToolTipText: ("#F4F4F2", "#1B1D20"),
}
_DISABLED = ("#8D9198", "#6B7079")

_TOKENS: dict[str, tuple[str, str]] = {
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
    "disabled": _DISABLED,
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

SPACES = (2, 4, 6, 8, 12, 16, 20, 24, 32)
SMALL, BODY, SECTION, TITLE, READING, INTERVIEWER, PASSAGE, FIGURE = 12.0, 13.0, 15.0, 20.0, 15.5, 14.5, 14.5, 21.0
"""Sizes of type in px at 100 %."""

BRAND = 28.0
"""The program's name on the start screen."""

READING_LINE, INTERVIEWER_LINE = 24, 23
"""Line heights of the transcript in px at 100 %."""

_SANS_ON_ITS_BODY = 1.08
"""Source Sans 3 is small on its body."""


@dataclass(frozen=True, slots=True)
class CodeColour:
    """One code's colours: ``mark`` for stripes, lines and badges, ``tint`` behind text, ``ink`` for its name."""

    mark: QColor
    tint: QColor
    ink: QColor
    on_mark: QColor


class Theme(QObject):
    """The present appearance. Widgets paint from it and repaint on ``changed``."""

    changed = Signal()

    def __init__(self, application: QApplication) -> None:
        """Load the fonts; call ``apply`` to dress the application."""
        super().__init__(application)
        self._application = application
        self._appearance = Appearance.SYSTEM
        self._is_dark = False
        self._scale = 1.0
        self._pictures = QTemporaryDir()
        self._has_system_letters = False
        self._sans, self._sans_factor = _sans_family()
        self._serif = _load("fontpkg_source_serif_4") or "serif"
        QGuiApplication.styleHints().colorSchemeChanged.connect(self._system_changed)

    @property
    def appearance(self) -> Appearance:
        """What the user chose."""
        return self._appearance

    @property
    def is_dark(self) -> bool:
        """Whether the dark colours are in use."""
        return self._is_dark

    @property
    def scale(self) -> float:
        """Text size, 0.8 to 2.0."""
        return self._scale

    @property
    def has_system_letters(self) -> bool:
        """Whether the user wants the system's font for the chrome, whatever it is."""
        return self._has_system_letters

    def apply(
        self, appearance: Appearance | None = None, scale: float | None = None, *, system_letters: bool | None = None
    ) -> None:
        """Dress the application; what is None stays."""
        if system_letters is not None and system_letters != self._has_system_letters:
            self._has_system_letters = system_letters
            self._sans, self._sans_factor = _system_family() if system_letters else _sans_family()
        if appearance is not None:
            self._appearance = appearance
        if scale is not None:
            self._scale = min(2.0, max(0.8, scale))
        self._is_dark = self._appearance is Appearance.DARK
        if self._appearance is Appearance.SYSTEM:
            self._is_dark = QGuiApplication.styleHints().colorScheme() is Qt.ColorScheme.Dark
        self._application.setStyleSheet("")  # or every widget is polished three times: half a second of a large window
        if self._application.style().name() != "fusion":
            self._application.setStyle("Fusion")
        self._application.setPalette(self.palette())
        self._application.setFont(self.sans())
        self._application.setStyleSheet(self._style_sheet())
        self.changed.emit()

    def _system_changed(self) -> None:
        if self._appearance is Appearance.SYSTEM:
            self.apply()

    def palette(self) -> QPalette:
        """Return Qt's palette."""
        palette = QPalette()
        place = int(self.is_dark)
        for role, pair in _ROLES.items():
            palette.setColor(role, QColor(pair[place]))
        for role in (_Role.Text, _Role.WindowText, _Role.ButtonText):
            palette.setColor(QPalette.ColorGroup.Disabled, role, QColor(_DISABLED[place]))
        return palette

    def colour(self, token: str) -> QColor:
        """Return a colour by its token ("sub", "side", "warning_ink" ...)."""
        return QColor(_token(token, int(self._is_dark)))

    def code(self, number: int) -> CodeColour:
        """Return the colours of a code colour, 1 to 12."""
        return _code_colour((number - 1) % len(CODE_COLOURS), int(self.is_dark))

    def status(self, status: Status) -> tuple[str, QColor]:
        """Return the icon name and colour of a status."""
        icon, light, dark = STATUS_SIGNS[status]
        return icon, QColor(dark if self.is_dark else light)

    def px(self, size: float) -> int:
        """Return a length that grows with the text size."""
        return round(size * self._scale)

    def sans(self, size: float = BODY, weight: int = 400) -> QFont:
        """Return the font of the chrome; size in px at 100 %."""
        return self._font(self._sans, size * self._sans_factor, weight)

    def serif(self, size: float = READING, weight: int = 400) -> QFont:
        """Return the font of transcripts, passages and sentences."""
        return self._font(self._serif, size, weight)

    def _font(self, family: str, size: float, weight: int) -> QFont:
        return QFont(_font(family, size * 0.75 * self._scale, weight))

    def _caret(self) -> str:
        """Return the file of the sign that combo boxes show; a style sheet takes its pictures from files alone."""
        return self._picture("caret", self.colour("sub"), [QPoint(4, 8), QPoint(12, 16), QPoint(20, 8)])

    def _caret_up(self) -> str:
        return self._picture("caret-up", self.colour("sub"), [QPoint(4, 16), QPoint(12, 8), QPoint(20, 16)])

    def _check(self) -> str:
        """Return the file of the tick in a ticked box."""
        return self._picture("check", self.colour("on_accent"), [QPoint(5, 12), QPoint(10, 17), QPoint(19, 7)])

    def _picture(self, name: str, colour: QColor, points: list[QPoint]) -> str:
        path = self._pictures.filePath(f"{name}-{'dark' if self.is_dark else 'light'}.png")
        if not Path(path).exists():
            picture = QPixmap(24, 24)
            picture.fill(Qt.GlobalColor.transparent)
            with QPainter(picture) as painter:
                painter.setRenderHint(QPainter.RenderHint.Antialiasing)
                painter.setPen(QPen(colour, 3, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap))
                painter.drawPolyline(points)
            picture.save(path)
        return path

    def _style_sheet(self) -> str:
        values = {name: pair[int(self.is_dark)] for name, pair in _TOKENS.items()}
        values |= {
            "control": f"{self.px(30) - 2}px",
            "small": f"{SMALL * 0.75 * self._scale * self._sans_factor:.2f}pt",
        }
        values["brand"] = f"{BRAND * 0.75 * self._scale * self._sans_factor:.2f}pt"
        values["title"] = f"{TITLE * 0.75 * self._scale * self._sans_factor:.2f}pt"
        values["section"] = f"{SECTION * 0.75 * self._scale * self._sans_factor:.2f}pt"
        sheet = _STYLE_SHEET.replace("@caret@", self._caret()).replace("@check@", self._check())
        sheet = sheet.replace("@caret_up@", self._caret_up())
        for name, value in values.items():
            sheet = sheet.replace(f"@{name};", f"{value};").replace(f"@{name} ", f"{value} ")
        return sheet


def theme_in_use() -> Theme | None:
    """Return the theme of the application, for dialogs that are given none; None before there is one."""
    application = QApplication.instance()
    return application.findChild(Theme) if application is not None else None


@lru_cache(maxsize=256)
def _token(token: str, dark: int) -> QColor:
    return QColor(_TOKENS[token][dark])


@lru_cache(maxsize=256)
def _font(family: str, points: float, weight: int) -> QFont:
    """Return a font; kept, because a screenful is painted with hundreds of words. To be copied before it is changed."""
    font = QFont(family)
    font.setPointSizeF(points)
    font.setWeight(QFont.Weight(weight))
    font.setFeature(QFont.Tag("tnum"), 1)
    return font


@lru_cache(maxsize=2 * len(CODE_COLOURS))
def _code_colour(place: int, dark: int) -> CodeColour:
    """Return a code's colours; kept, because a screenful of codings asks hundreds of times."""
    mark, tint, ink = CODE_COLOURS[place][dark]
    return CodeColour(QColor(mark), QColor(tint), QColor(ink), ink_on(QColor(mark)))


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


def _system_family() -> tuple[str, float]:
    """Return the system's font; it is set as large as it is asked for."""
    asked = QFontDatabase.systemFont(QFontDatabase.SystemFont.GeneralFont)
    return QFontInfo(asked).family(), 1.0  # what "Sans Serif" stands for here


def _sans_family() -> tuple[str, float]:
    """Return the chrome's font and how much larger it must be set."""
    family, _ = _system_family()
    if family and "dejavu" not in family.casefold() and family in QFontDatabase.families():
        return family, 1.0
    return (_load("fontpkg_source_sans_3") or family or "sans-serif"), _SANS_ON_ITS_BODY


def _load(package: str) -> str:
    """Load the upright font of a fontpkg package; return its family, '' where it does not load."""
    found = find_spec(package)
    folder = Path(found.origin).parent / "files" if found is not None and found.origin is not None else None
    for entry in folder.iterdir() if folder is not None and folder.is_dir() else ():
        if entry.name.endswith(".ttf") and "Italic" not in entry.name:
            number = QFontDatabase.addApplicationFontFromData(entry.read_bytes())
            families = QFontDatabase.applicationFontFamilies(number) if number >= 0 else []
            if families:
                return families[0]
    return ""


_STYLE_SHEET = """
QMainWindow, QDialog { background: @window; }
QToolTip { padding: 4px 8px; border: none; }
QMenuBar { background: @rail; border: none; border-bottom: 1px solid @line; padding: 2px 8px; }
QMenuBar::item { padding: 4px 8px; border-radius: 6px; background: transparent; }
QMenuBar::item:selected { background: @sel; }
QMenu { background: @base; border: 1px solid @card_edge; padding: 4px; }
QMenu::item { padding: 6px 24px 6px 12px; border-radius: 6px; }
QMenu::item:selected { background: @sel; color: @text; }
QMenu::item:disabled { color: @disabled; }
QMenu::separator { height: 1px; background: @line; margin: 4px 8px; }
QStatusBar { background: @rail; border-top: 1px solid @line; }
QStatusBar::item { border: none; }
QPushButton, QComboBox { background: @button; border: 1px solid @control_edge; border-radius: 6px; padding: 0 12px;
    min-height: @control; }
QPushButton:hover, QComboBox:hover { background: @hover; }
QPushButton:pressed, QPushButton:checked { background: @sel; font-weight: 600; }
QPushButton:disabled { color: @disabled; border-color: @card_edge; }
QPushButton[main="true"] { background: @accent; color: @on_accent; border-color: @accent; font-weight: 600; }
QPushButton[main="true"]:disabled { background: @disabled; border-color: @disabled; }
QPushButton[flat="true"], QToolButton { background: transparent; border: 1px solid transparent; border-radius: 6px;
    padding: 2px 6px; }
QPushButton[flat="true"]:hover, QToolButton:hover { background: @hover; }
QPushButton[joined] { border-radius: 0; border-left: none; }
QPushButton[joined="first"], QPushButton[joined="firstlast"] { border-left: 1px solid @control_edge;
    border-top-left-radius: 6px; border-bottom-left-radius: 6px; }
QPushButton[joined="last"], QPushButton[joined="firstlast"] { border-top-right-radius: 6px;
    border-bottom-right-radius: 6px; }
QPushButton[narrow="true"] { padding: 0 6px; }
QPushButton[narrow="true"]::menu-indicator, QPushButton[chip="true"]::menu-indicator { image: none; width: 0; }
QPushButton[chip="true"] { background: @chip; border: 1px solid transparent; padding: 2px 9px; min-height: 0; }
QPushButton[chip="true"]:hover { background: @sel; }
QPushButton[joined]:focus, QPushButton[chip="true"]:focus { border: 2px solid @accent; }
QPushButton[link="true"] { background: transparent; border: 1px solid transparent; border-radius: 6px; padding: 0 4px;
    min-height: 0; text-decoration: underline; }
QPushButton[link="true"]:hover { background: @hover; }
QPushButton[link="true"][alone="true"] { min-height: 22px; }
QPushButton:focus, QComboBox:focus, QToolButton:focus { border: 2px solid @accent; }
QPushButton[main="true"]:focus { border: 2px solid @control_edge; }
QLineEdit, QPlainTextEdit, QTextEdit[field="true"], QSpinBox, QDoubleSpinBox { background: @base;
    border: 1px solid @control_edge; border-radius: 6px; padding: 2px 8px; selection-background-color: @highlight;
    selection-color: @highlighted_text; }
QLineEdit, QSpinBox { min-height: @control; padding: 0 8px; }
QComboBox::drop-down { border: none; width: 24px; }
QComboBox::down-arrow { image: url("@caret@"); width: 12px; height: 12px; }
QSpinBox { padding-right: 24px; }
QSpinBox QLineEdit, QSpinBox QLineEdit:focus { border: none; background: transparent; padding: 0 6px; min-height: 0; }
QSpinBox::up-button, QSpinBox::down-button { subcontrol-origin: border; width: 22px; border: none;
    background: transparent; }
QSpinBox::up-button { subcontrol-position: top right; margin: 3px 3px 0 0; }
QSpinBox::down-button { subcontrol-position: bottom right; margin: 0 3px 3px 0; }
QSpinBox::up-arrow { image: url("@caret_up@"); width: 10px; height: 10px; }
QSpinBox::down-arrow { image: url("@caret@"); width: 10px; height: 10px; }
QSpinBox::up-button:hover, QSpinBox::down-button:hover { background: @hover; border-radius: 4px; }
QLineEdit:focus, QPlainTextEdit:focus, QTextEdit[field="true"]:focus, QSpinBox:focus { border: 2px solid @accent; }
QCheckBox, QRadioButton { spacing: 8px; min-height: 24px; }
QCheckBox::indicator, QAbstractItemView::indicator { width: 14px; height: 14px; border: 1px solid @control_edge;
    border-radius: 4px; background: @base; }
QCheckBox::indicator:checked, QAbstractItemView::indicator:checked { background: @accent; border-color: @accent;
    image: url("@check@"); }
QCheckBox::indicator:disabled { border-color: @card_edge; }
QCheckBox:focus, QRadioButton:focus { outline: none; border: 2px solid @accent; border-radius: 6px; }
QListView, QTreeView, QTableView { background: @base; border: none; outline: none; selection-background-color: @sel;
    selection-color: @text; alternate-background-color: @base; }
QListView[side="true"], QTreeView[side="true"] { background: @side; }
QListView:focus, QTreeView:focus, QTableView:focus { border: 2px solid @accent; }
QHeaderView::section { background: @side; color: @sub; border: none; border-bottom: 1px solid @line; padding: 4px 8px;
    font-weight: 600; }
QTableView { gridline-color: @line; }
QScrollBar:vertical { background: transparent; width: 12px; margin: 0; }
QScrollBar:horizontal { background: transparent; height: 12px; margin: 0; }
QScrollBar::handle { background: @scroll; border-radius: 3px; margin: 3px; }
QScrollBar::handle:vertical { min-height: 32px; }
QScrollBar::handle:horizontal { min-width: 32px; }
QScrollBar::add-line, QScrollBar::sub-line, QScrollBar::add-page, QScrollBar::sub-page { background: none; border: none;
    width: 0; height: 0; }
QSplitter::handle { background: @line; }
QTabBar::tab { background: transparent; border: none; padding: 8px 12px; color: @sub; }
QTabBar::tab:selected { color: @text; font-weight: 600; border-bottom: 2px solid @accent; }
QTabBar::tab:focus { border: 2px solid @accent; }
QProgressBar { background: @bar; border: none; border-radius: 3px; max-height: 6px; }
QProgressBar::chunk { background: @accent; border-radius: 3px; }
QLabel[role="title"] { font-size: @title; font-weight: 600; }
QLabel[role="brand"] { font-size: @brand; font-weight: 600; }
QLabel[role="lead"] { color: @sub; font-size: @section; }
QLabel[role="strong"] { font-weight: 600; }
QLabel[key="true"] { color: @sub; background: @base; border: 1px solid @card_edge; border-radius: 5px; padding: 0 4px;
    font-size: @small; }
QLabel[role="section"] { font-size: @section; font-weight: 600; }
QLineEdit[role="search"] { font-size: @section; padding: 4px 8px; }
QLabel[role="sub"] { color: @sub; }
QLabel[role="small"] { color: @sub; font-size: @small; }
QLabel[note="warning"] { background: @warning_ground; color: @warning_ink; border-radius: 6px; padding: 6px 8px; }
QLabel[note="error"] { background: @error_ground; color: @error_ink; border-radius: 6px; padding: 6px 8px; }
QLabel[note="good"] { background: @good_ground; color: @good_ink; border-radius: 6px; padding: 6px 8px; }
QLabel[note="pending"] { background: @pending_ground; color: @pending_ink; border-radius: 6px; padding: 6px 8px; }
QLabel[note="grey"] { background: @chip; color: @sub; border-radius: 6px; padding: 6px 8px; }
QLabel[chip="true"] { background: @chip; border-radius: 6px; padding: 3px 9px; }
QFrame[card="true"] { background: @base; border: 1px solid @card_edge; border-radius: 10px; }
QFrame[popup="true"] { background: @base; border: 1px solid @card_edge; border-radius: 12px; }
QLineEdit[bare="true"], QLineEdit[bare="true"]:focus { border: none; background: transparent; font-size: @section;
    padding: 0; }
QListView[lined="true"] { border-top: 1px solid @line; border-bottom: 1px solid @line; border-radius: 0; }
QWidget[side="true"] { background: @side; }
QWidget[rail="true"] { background: @rail; }
"""
"""``@token;`` and ``@token `` stand for the colours above."""
