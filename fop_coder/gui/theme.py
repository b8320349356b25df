"""The appearance of the window: light or dark, sizes and fonts, and the style sheet with the colours filled in."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache
from importlib.util import find_spec
from pathlib import Path

from PySide6.QtCore import QObject, QPoint, Qt, QTemporaryDir, Signal
from PySide6.QtGui import QColor, QFont, QFontDatabase, QFontInfo, QGuiApplication, QPainter, QPalette, QPen, QPixmap
from PySide6.QtWidgets import QApplication

from fop_coder.gui.colours import CODE_COLOURS, DISABLED, ROLES, STATUS_SIGNS, TOKENS, Role, ink_on
from fop_coder.gui.style_sheet import style_sheet
from fop_coder.model.status import Status


class Appearance(StrEnum):
    """What the user chose."""

    SYSTEM = "system"
    LIGHT = "light"
    DARK = "dark"


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
        for role, pair in ROLES.items():
            palette.setColor(role, QColor(pair[place]))
        for role in (Role.Text, Role.WindowText, Role.ButtonText):
            palette.setColor(QPalette.ColorGroup.Disabled, role, QColor(DISABLED[place]))
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
        values = {name: pair[int(self.is_dark)] for name, pair in TOKENS.items()}
        values["control"] = f"{self.px(30) - 2}px"
        sizes = {"small": SMALL, "brand": BRAND, "title": TITLE, "section": SECTION}
        values |= {name: f"{size * 0.75 * self._scale * self._sans_factor:.2f}pt" for name, size in sizes.items()}
        return style_sheet(values, {"caret": self._caret(), "check": self._check(), "caret_up": self._caret_up()})


def theme_in_use() -> Theme | None:
    """Return the theme of the application, for dialogs that are given none; None before there is one."""
    application = QApplication.instance()
    return application.findChild(Theme) if application is not None else None


@lru_cache(maxsize=256)
def _token(token: str, dark: int) -> QColor:
    return QColor(TOKENS[token][dark])


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
