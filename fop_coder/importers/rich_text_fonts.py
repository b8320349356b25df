"""The fonts of an RTF file, which say in what code page the bytes written in them are."""

from __future__ import annotations

import codecs
from dataclasses import dataclass

from fop_coder.importers.symbols import symbol_at

_SYMBOLS = 2
"""The character set of fonts such as Symbol and Wingdings."""

_CODE_PAGES = {
    0: 1252, 77: 10000, 78: 932, 79: 949, 80: 936, 81: 950, 128: 932, 129: 949, 130: 1361, 134: 936, 136: 950,
    161: 1253, 162: 1254, 163: 1258, 177: 1255, 178: 1256, 186: 1257, 204: 1251, 222: 874, 238: 1250,
    254: 437, 255: 850,
}  # fmt: skip
_NAMES = {10000: "mac_roman", 1361: "johab", 65001: "utf-8"}


@dataclass(slots=True)
class _Font:
    name: str = ""
    charset: int = 1
    code_page: int = 0


class Fonts:
    """What the header of the file says about fonts and code pages."""

    def __init__(self) -> None:
        self._fonts: dict[int, _Font] = {}
        self._defining = _Font()
        self._default: int | None = None
        self._code_page = 1252

    def define(self, word: str, number: int) -> None:
        """Take a control word of the font table."""
        if word == "f":
            self._defining = self._fonts.setdefault(number, _Font())
        elif word == "fcharset":
            self._defining.charset = number
        elif word == "cpg":
            self._defining.code_page = number

    def name(self, text: bytes) -> None:
        """Take a font's name, which ends with a semicolon."""
        self._defining.name += text.decode("latin-1").rstrip(";").strip()

    def set_code_page(self, number: int) -> None:
        """Take the code page of the whole file."""
        self._code_page = number

    def set_default(self, font: int) -> None:
        """Take the number of the font that holds where none is named."""
        self._default = font

    def decode(self, content: bytes, font: int | None) -> str:
        """Return bytes written in a font as text, U+FFFD for what its code page does not have."""
        used = self._font(font)
        if used.charset == _SYMBOLS:
            return "".join(symbol_at(0xF000 + byte, used.name) if byte > 0x20 else chr(byte) for byte in content)
        return content.decode(self._codec(used), "replace")

    def symbol(self, unit: int, font: int | None) -> str:
        """Return a UTF-16 unit as text; places in the private area are those of a symbol font."""
        return symbol_at(unit, self._font(font).name) if 0xF000 <= unit <= 0xF0FF else chr(unit)

    def _font(self, number: int | None) -> _Font:
        wanted = self._default if number is None else number
        return self._fonts.get(-1 if wanted is None else wanted, _Font())

    def _codec(self, font: _Font) -> str:
        number = font.code_page or _CODE_PAGES.get(font.charset, self._code_page)
        if font.charset == 0 and self._code_page == 65001:
            number = 65001
        name = _NAMES.get(number, f"cp{number}")
        try:
            codecs.lookup(name)
        except LookupError:
            return "cp1252"
        return name
