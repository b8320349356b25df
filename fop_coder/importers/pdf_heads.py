"""What stands around the text of a page: running heads and feet, page numbers, line numbers in the margin."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence
from itertools import pairwise
from statistics import median

from fop_coder.importers.pdf_lines import Line
from fop_coder.importers.wording import quoted

_OUTERMOST = 3
"""How many lines at each edge of a page can belong to its head or foot."""

_SAME_PLACE = 4.0
"""Points by which the place of a running head may differ from page to page."""

_GAP = 1.4
"""What stands this many line pitches or more from the text is no part of it."""

_DIGITS = re.compile(r"\d+")
_PAGE_WORD = r"(?:page|pages|p|pp|seite|s|página|pagina|pág|pag|side|sida|sid|strona|str|sivu|bladzijde|blz)"
_OF = r"(?:of|von|de|di|sur|van|av|af|z|/|-|–|\|)"
_PAGE_NUMBER = re.compile(rf"\W*(?:{_PAGE_WORD}\b\.?\s*)?(\d{{1,4}})(?:\s*{_OF}\s*(\d{{1,4}}))?\W*", re.IGNORECASE)
_LABELLED = re.compile(r"\S.{0,30}[:;\t]\s*\S")

Pages = Sequence[Sequence[Line]]


def without_margins(pages: Pages) -> tuple[list[list[Line]], list[str]]:
    """Return pages without running heads, feet, page and line numbers, and a note for each kind left out."""
    notes = []
    numbered = _line_numbers(pages)
    bare = [[cut for line in page if (cut := _without(line, numbered)) is not None] for page in pages]
    if numbered:
        notes.append("Line numbers in the margin are left out")
    heads = _running(bare) | _page_numbers(bare)
    if heads:
        texts = {_DIGITS.sub("#", line.text): line.text for page in reversed(bare) for line in page if line in heads}
        notes.append(f"Left out at the edges of pages: {quoted(list(texts.values()), 4)}")
    return [[line for line in page if line not in heads] for page in bare], notes


def _running(pages: Pages) -> set[Line]:
    """Return lines that stand at the same place of most pages with the same words, digits aside."""
    alike: dict[tuple[bool, str], list[tuple[float, int, Line]]] = defaultdict(list)
    for number, page in enumerate(pages):
        for at_top, line in _outermost(page):
            place = line.base if at_top else line.page_height - line.base
            alike[at_top, _DIGITS.sub("#", line.text)].append((place, number, line))
    found: set[Line] = set()
    written = [page for page in pages if page]
    for (_, words), places in alike.items():
        usual = median(place for place, _, _ in places)
        same = [(number, line) for place, number, line in places if abs(place - usual) <= _SAME_PLACE]
        on_pages = len({number for number, _ in same})
        # a head may differ on left and right pages, and speech may repeat itself by chance
        wanted = max(3, 0.8 * len(written)) if _LABELLED.match(words) else max(2, (len(written) - 1) / 2)
        if on_pages >= wanted and (_LABELLED.match(words) or _all_apart(pages, same) or on_pages > 0.8 * len(written)):
            found.update(line for _, line in same)
    return found


def _all_apart(pages: Pages, places: Sequence[tuple[int, Line]]) -> bool:
    return all(_is_apart(line, pages[number]) for number, line in places)


def _page_numbers(pages: Pages) -> set[Line]:
    """Return lines at the edges that number the pages: with a word or a total, or counting up with the pages."""
    found: set[Line] = set()
    counting: dict[int, list[Line]] = defaultdict(list)
    for number, page in enumerate(pages):
        for _, line in _outermost(page):
            numbered = _PAGE_NUMBER.fullmatch(line.text)
            if numbered is None:
                continue
            says_so = numbered[2] is not None and int(numbered[1]) <= int(numbered[2])
            if says_so or (line.text.strip()[0].isalpha() and _is_apart(line, page)):
                found.add(line)
            elif _is_apart(line, page):
                counting[int(numbered[1]) - number].append(line)
    for lines in counting.values():
        if len(lines) > 1 or len(pages) == 1:
            found.update(lines)
    return found


def _outermost(page: Sequence[Line]) -> list[tuple[bool, Line]]:
    """Return the uppermost and lowest lines of a page, with whether they are in its upper half."""
    by_place = sorted(page, key=lambda line: line.base)
    edge = [*by_place[:_OUTERMOST], *by_place[-_OUTERMOST:]]
    return [(line.base < line.page_height / 2, line) for line in dict.fromkeys(edge)]


def _is_apart(line: Line, page: Sequence[Line]) -> bool:
    """Say whether a line stands apart from all that follows it towards the middle of the page."""
    towards = 1 if line.base < line.page_height / 2 else -1
    nearer = [towards * (other.base - line.base) for other in page if towards * (other.base - line.base) > 1]
    return not nearer or min(nearer) >= _GAP * _pitch(page, line.height)


def _pitch(page: Sequence[Line], height: float) -> float:
    """Return the usual distance from line to line on a page, in points."""
    steps = [b.base - a.base for a, b in pairwise(page) if 0 < b.base - a.base < 3 * height]
    return median(steps) if steps else height


def _line_numbers(pages: Pages) -> set[Line]:
    """Return the lines that begin with a line number: set apart in the margin, and counting by ones or fives."""
    numbered = [line for page in pages for line in page if _starts_with_number(line)]
    if len(numbered) < 5:
        return set()
    numbers = [int(line.words[0].text) for line in numbered]
    steps = [b - a for a, b in pairwise(numbers)]
    counting = sum(step in (1, 2, 5, 10) or after == 1 for step, after in zip(steps, numbers[1:], strict=True))
    margin = max(line.words[0].right for line in numbered) - min(line.words[0].left for line in numbered)
    if counting < 0.9 * len(steps) or margin > 5 * numbered[0].height:
        return set()
    return set(numbered)


def _starts_with_number(line: Line) -> bool:
    first = line.words[0]
    if not (first.text.isascii() and first.text.isdecimal() and len(first.text) <= 5):
        return False
    return len(line.words) == 1 or line.words[1].left - first.right > 0.7 * first.height


def _without(line: Line, numbered: set[Line]) -> Line | None:
    if line not in numbered:
        return line
    return Line(line.words[1:], line.page_height) if len(line.words) > 1 else None
