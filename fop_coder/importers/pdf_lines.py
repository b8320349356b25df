"""The lines of a PDF page with their places, as the text layer gives them."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Iterator
from ctypes import c_double
from dataclasses import dataclass
from typing import Any

HYPHEN = "\x02"
"""How PDFium marks a hyphen at the end of a line, whether it belongs to the word or not."""

UNREADABLE = "\ufffd"
_WIDE_GAP = 1.5
"""A gap on a line that is wider than this, in heights of the line, is a tab: a label stands before it, or a column."""

_Place = Callable[[float, float], tuple[float, float]]


@dataclass(frozen=True, slots=True)
class Word:
    """A word on a page; places in points from the page's upper left corner, ``base`` that of the line it stands on."""

    text: str
    left: float
    right: float
    base: float
    height: float


@dataclass(frozen=True, slots=True)
class Line:
    """A line of a page; ``page_height``: of the page as shown, in points."""

    words: tuple[Word, ...]
    page_height: float

    @property
    def text(self) -> str:
        """The words, with tabs where wide gaps are."""
        parts = [self.words[0].text]
        for before, word in zip(self.words, self.words[1:], strict=False):
            wide = word.left - before.right > _WIDE_GAP * word.height
            parts += ["\t" if wide else " ", word.text]
        return "".join(parts)

    @property
    def left(self) -> float:
        """Where the line begins, in points from the left edge."""
        return self.words[0].left

    @property
    def right(self) -> float:
        """Where it ends."""
        return self.words[-1].right

    @property
    def base(self) -> float:
        """Where it stands, in points from the upper edge."""
        return self.words[0].base

    @property
    def height(self) -> float:
        """How high its letters are set, in points."""
        return self.words[0].height


@dataclass(frozen=True, slots=True)
class PageText:
    """What a page says.

    Attributes:
        characters: all that the text layer holds.
        letters: those that are letters or digits.
        unreadable: those whose font does not say what they are.
        has_picture: the page shows a picture and hardly any text.
    """

    lines: tuple[Line, ...]
    characters: int
    letters: int
    unreadable: int
    has_picture: bool


def read_page(page: Any) -> PageText:
    """Return the text of a pypdfium2 page. Closes what it opens, the page itself is the caller's.

    Raises:
        PdfiumError: the page cannot be read.
    """
    textpage = page.get_textpage()
    try:
        lines = tuple(_lines(textpage, *_placing(page)))
        characters = textpage.count_chars()
    finally:
        textpage.close()
    text = "".join(word.text for line in lines for word in line.words)
    letters = sum(character.isalnum() for character in text)
    return PageText(lines, characters, letters, text.count(UNREADABLE), letters < 10 and _has_picture(page))


def _has_picture(page: Any) -> bool:
    from pypdfium2 import raw

    return any(True for _ in page.get_objects(filter=[raw.FPDF_PAGEOBJ_IMAGE], max_depth=3))


def _placing(page: Any) -> tuple[_Place, float]:
    """Return what turns a place on the page as written into one on the page as shown, and the height shown."""
    left, bottom, right, top = page.get_bbox()
    places: dict[int, tuple[_Place, float]] = {
        0: (lambda x, y: (x - left, top - y), top - bottom),
        90: (lambda x, y: (y - bottom, x - left), right - left),
        180: (lambda x, y: (right - x, y - bottom), top - bottom),
        270: (lambda x, y: (top - y, right - x), right - left),
    }
    return places.get(page.get_rotation(), places[0])


def _lines(textpage: Any, place: _Place, page_height: float) -> Iterator[Line]:
    words: list[Word] = []
    for characters, ends in _words(textpage):
        word = _word(textpage, characters, place) if characters else None
        if word is not None and -word.height < word.base < page_height + word.height:  # else it is not on the page
            words.append(word)
        if ends and words:
            yield Line(tuple(words), page_height)
            words = []
    if words:
        yield Line(tuple(words), page_height)


def _words(textpage: Any) -> Iterator[tuple[list[tuple[int, str]], bool]]:
    """Yield words as (number of the character, character), and whether the line ends behind them."""
    word: list[tuple[int, str]] = []
    for number, character in _characters(textpage):
        if character in "\r\n":
            yield word, True
            word = []
        elif character == HYPHEN:
            yield [*word, (number, character)], True
            word = []
        elif character.isspace() and character not in "\xa0\u202f":
            yield word, False
            word = []
        else:
            word.append((number, character))
    yield word, True


def _characters(textpage: Any) -> Iterator[tuple[int, str]]:
    """Yield characters with their numbers; what is no character stands as U+FFFD, what is not shown is left out."""
    from pypdfium2 import raw

    high: tuple[int, int] | None = None
    for number in range(textpage.count_chars()):
        unit = raw.FPDFText_GetUnicode(textpage, number)
        if 0xD800 <= unit < 0xDC00:
            high = number, unit
            continue
        if high is not None and 0xDC00 <= unit < 0xE000:
            yield high[0], chr(0x10000 + ((high[1] - 0xD800) << 10) + unit - 0xDC00)
        elif unit == 0xFFFE or chr(unit) == HYPHEN:
            yield number, HYPHEN
        elif unit != 0xAD:
            yield number, _readable(unit)
        high = None


def _readable(unit: int) -> str:
    character = chr(unit) if unit <= 0x10FFFF else UNREADABLE
    if character in "\r\n\t":
        return character
    return UNREADABLE if unicodedata.category(character) in ("Cc", "Cn", "Co", "Cs") else character


def _word(textpage: Any, characters: list[tuple[int, str]], place: _Place) -> Word:
    first, last = characters[0][0], characters[-1][0]
    left, base = place(*_origin(textpage, first))
    corners = [place(x, y) for x, y in _corners(textpage, first) + _corners(textpage, last)]
    height = max(y for _, y in corners) - min(y for _, y in corners)
    return Word("".join(c for _, c in characters), left, max(x for x, _ in corners), base, height)


def _origin(textpage: Any, number: int) -> tuple[float, float]:
    from pypdfium2 import raw

    x, y = c_double(), c_double()
    raw.FPDFText_GetCharOrigin(textpage, number, x, y)
    return x.value, y.value


def _corners(textpage: Any, number: int) -> list[tuple[float, float]]:
    left, bottom, right, top = textpage.get_charbox(number, loose=True)
    return [(left, bottom), (right, top)]
