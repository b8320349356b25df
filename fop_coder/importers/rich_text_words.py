"""The words of RTF: a reader of its groups, control words and code pages that keeps what a page would show.

A reader of its own, because the usual library keeps deleted text and list numbers, divides cells by bars, adds the
addresses of links to the text, and leaves emoji as halves.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, replace
from mmap import mmap

from fop_coder.importers.blocks import Block, Table
from fop_coder.importers.limits import MAX_CHARACTERS
from fop_coder.importers.rich_text_fonts import Fonts
from fop_coder.importers.wording import count
from fop_coder.model.errors import ImportRefused

_TOKEN = re.compile(
    rb"\\(?P<word>[a-zA-Z]{1,32})(?P<number>-?[0-9]{1,10})? ?|\\'(?P<hex>[0-9a-fA-F]{2})|\\(?P<sign>[^a-zA-Z])"
    rb"|(?P<brace>[{}])|(?P<plain>[^\\{}]+)",
    re.DOTALL,
)
_DEEPEST = 2000
"""How many groups may lie within one another."""

_LEFT_OUT_WORDS = """
    info colortbl stylesheet listtable listoverridetable revtbl rsidtbl filetbl generator header headerl headerr
    headerf footer footerl footerr footerf pict objdata objclass objname sp shprslt nonshppict nonesttables
    listtext pntext pntxta pntxtb fldinst datafield formfield xe tc tcn rxe do atnid atnauthor atnref atndate
    atntime atnparent atrfstart atrfend bkmkstart bkmkend ftnsep ftnsepc ftncn aftnsep aftnsepc aftncn themedata
    colorschememapping datastore latentstyles xmlnstbl mmathPr upr template operator
    """
_LEFT_OUT = frozenset(_LEFT_OUT_WORDS.split())
_OMITTED = {"footnote": "footnote", "annotation": "comment"}
_STARRED_TEXT = frozenset({"ud", "shpinst"})
"""Starred groups that hold words; all others may be passed over by whoever does not know them."""

_CHARACTERS = {
    "tab": "\t", "line": "\n", "lbr": "\n", "softline": "\n", "emdash": "\u2014", "endash": "\u2013",
    "emspace": "\u2003", "enspace": "\u2002", "qmspace": "\u2005", "bullet": "\u2022", "lquote": "\u2018",
    "rquote": "\u2019", "ldblquote": "\u201c", "rdblquote": "\u201d", "zwj": "\u200d", "zwnj": "\u200c",
    "zwbo": "\u200b", "zwnbo": "\u2060", "ltrmark": "\u200e", "rtlmark": "\u200f",
}  # fmt: skip
_SIGNS = {b"~": "\xa0", b"_": "\u2011", b"{": "{", b"}": "}", b"\\": "\\", b"\t": "\t"}
_PARAGRAPH_ENDS = frozenset({"par", "sect", "page", "column"})


@dataclass(frozen=True, slots=True)
class _State:
    """What holds within a group and falls back at its end.

    Attributes:
        silent: nothing here is shown.
        fallback: bytes after each Unicode character that repeat it for old readers.
        spare: the group offers the same words twice, here silent, in the starred group within shown.
    """

    silent: bool = False
    hidden: bool = False
    deleted: bool = False
    fallback: int = 1
    font: int | None = None
    fonts: bool = False
    spare: bool = False


class Story:
    """Reads one RTF file into blocks."""

    def __init__(self, source: str) -> None:
        """Start with nothing read; ``source`` is the file's name, for refusals."""
        self._source = source
        self.blocks: list[Block] = []
        self._fonts = Fonts()
        self._state = _State()
        self._stack: list[_State] = []
        self._starred = False
        self._skip = 0
        self._raw = bytearray()
        self._words: list[str] = []
        self._length = 0
        self._in_table = False
        self._cell: list[Block] = []
        self._row: list[tuple[Block, ...]] = []
        self._rows: list[tuple[tuple[Block, ...], ...]] = []
        self._omitted: Counter[str] = Counter()
        self._seen: set[str] = set()

    def read(self, content: mmap, place: int) -> None:
        """Read from the opening brace to the one that closes it; stop beyond ``limits.MAX_CHARACTERS``.

        Raises:
            ImportRefused: groups lie in one another deeper than any word processor would write them.
        """
        end = len(content)
        while place < end and self._length <= MAX_CHARACTERS:
            token = _TOKEN.match(content, place)
            if token is None:
                break
            place = token.end()
            if token.lastgroup == "brace":
                self._brace(token.group())
                if not self._stack:
                    break
            elif token["word"] == b"bin":
                place += max(int(token["number"] or 0), 0)
            else:
                self._take(token)
        if self._stack and self._length <= MAX_CHARACTERS:
            self._seen.add("The file ends in the middle: words at its end may be missing")
        self._finish()

    def notes(self) -> list[str]:
        """Say what was left out, and whether something may be missing."""
        notes = sorted(self._seen)
        if self._omitted:
            notes.append("Left out: " + ", ".join(count(number, what) for what, number in self._omitted.items()))
        return notes

    def _take(self, token: re.Match[bytes]) -> None:
        kind = token.lastgroup
        if kind == "plain":
            self._plain(token)
        elif kind == "hex":
            self._byte(int(token["hex"], 16))
        elif kind == "sign":
            self._sign(token["sign"])
        else:
            number = token["number"]
            self._word(token["word"].decode("ascii"), None if number is None else int(number))

    def _brace(self, brace: bytes) -> None:
        self._flush()
        self._skip = 0
        self._starred = False
        if brace == b"{":
            self._stack.append(self._state)
            if len(self._stack) > _DEEPEST:
                raise ImportRefused(self._source, "is damaged: it has groups within groups without end")
        else:
            self._state = self._stack.pop()

    def _plain(self, token: re.Match[bytes]) -> None:
        if self._state.silent and not self._state.fonts:
            return  # a picture's millions of digits are not even looked at
        text = token.group().replace(b"\r", b"").replace(b"\n", b"")
        skipped = min(self._skip, len(text))
        self._skip -= skipped
        if self._state.fonts:
            self._fonts.name(text)
        elif self._shown():
            self._raw += text[skipped:]

    def _byte(self, byte: int) -> None:
        if self._skip:
            self._skip -= 1
        elif self._shown():
            self._raw.append(byte)

    def _sign(self, sign: bytes) -> None:
        if sign == b"*":
            self._starred = True
        elif self._skip:
            self._skip -= 1
        elif sign in b"\r\n":
            self._end_paragraph()
        elif sign in _SIGNS:
            self._say(_SIGNS[sign])

    def _word(self, word: str, number: int | None) -> None:
        starred, self._starred = self._starred, False
        action = _ACTIONS.get(word)
        if word == "u":
            self._unicode(number or 0)
        elif self._skip and word != "uc":
            self._skip -= 1
        elif word in _LEFT_OUT or word in _OMITTED:
            self._leave_out(word)
        elif starred and word not in _STARRED_TEXT:
            self._silence()
        elif self._state.fonts:
            self._fonts.define(word, number or 0)
        elif action is not None:
            action(self, number)
        elif word in _CHARACTERS:
            self._say(_CHARACTERS[word])
        elif word in _PARAGRAPH_ENDS:
            self._end_paragraph()

    def _leave_out(self, word: str) -> None:
        if word in _OMITTED and not self._state.silent:
            self._omitted[_OMITTED[word]] += 1
        self._state = replace(self._state, spare=word == "upr" and not self._state.silent)
        self._silence()

    def _silence(self) -> None:
        self._flush()
        self._state = replace(self._state, silent=True, fonts=False)

    def _shown(self) -> bool:
        """Say whether words here are shown, and remember why not."""
        state = self._state
        if not state.silent and state.deleted:
            self._seen.add("Tracked changes are taken as accepted")
        elif not state.silent and state.hidden:
            self._seen.add("Hidden text is left out")
        return not (state.silent or state.hidden or state.deleted)

    def _unicode(self, number: int) -> None:
        self._flush()
        unit = number + 0x10000 if number < 0 else number
        self._say(self._fonts.symbol(unit, self._state.font) if 0 <= unit <= 0x10FFFF else "\ufffd")
        self._skip = self._state.fallback

    def _say(self, text: str) -> None:
        self._flush()
        if self._shown():
            self._words.append(text)

    def _flush(self) -> None:
        """Decode the bytes gathered so far, all in one font: a character may take two of them."""
        if self._raw:
            self._words.append(self._fonts.decode(bytes(self._raw), self._state.font))
            self._raw.clear()

    def _paragraph(self) -> str:
        """Return the words gathered, with the halves of astral characters put together."""
        self._flush()
        text = "".join(self._words).encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
        self._words = []
        self._length += len(text) + 1
        return text

    def _end_paragraph(self) -> None:
        self._flush()
        if not self._shown():
            return  # a deleted or hidden mark joins two paragraphs
        if self._in_table:
            self._cell.append(self._paragraph())
        else:
            self._end_table()
            self.blocks.append(self._paragraph())

    def _end_cell(self) -> None:
        if self._shown():
            self._cell.append(self._paragraph())
            self._row.append(tuple(self._cell))
            self._cell = []

    def _end_row(self) -> None:
        if self._row:
            self._rows.append(tuple(self._row))
        self._row = []

    def _end_table(self) -> None:
        self._end_row()
        if self._rows:
            self.blocks.append(Table(tuple(self._rows)))
            self._rows = []

    def _finish(self) -> None:
        last = self._paragraph()
        if self._cell:
            self._row.append((*self._cell, last))
            last = ""
        self._end_table()
        if last.strip():
            self.blocks.append(last)

    def _set_table(self, inside: bool) -> None:
        if not self._state.silent:  # a table in the running head says nothing about the text
            self._in_table = inside

    def _change(self, **values: bool | int | None) -> None:
        self._flush()
        self._state = replace(self._state, **values)  # type: ignore[arg-type]

    def _show_spare(self) -> None:
        if self._state.spare:
            self._change(silent=False, spare=False)

    def _plain_style(self) -> None:
        self._change(font=None, hidden=False, deleted=False)


_ACTIONS: dict[str, Callable[[Story, int | None], None]] = {
    "f": lambda story, number: story._change(font=number),
    "uc": lambda story, number: story._change(fallback=max(number or 0, 0)),
    "v": lambda story, number: story._change(hidden=number != 0),
    "deleted": lambda story, number: story._change(deleted=number != 0),
    "plain": lambda story, _: story._plain_style(),
    "fonttbl": lambda story, _: story._change(silent=True, fonts=True),
    "ud": lambda story, _: story._show_spare(),
    "ansicpg": lambda story, number: story._fonts.set_code_page(number or 0),
    "mac": lambda story, _: story._fonts.set_code_page(10000),
    "pc": lambda story, _: story._fonts.set_code_page(437),
    "pca": lambda story, _: story._fonts.set_code_page(850),
    "deff": lambda story, number: story._fonts.set_default(number or 0),
    "intbl": lambda story, _: story._set_table(True),
    "pard": lambda story, _: story._set_table(False),
    "nestcell": lambda story, _: story._end_paragraph(),
    "cell": lambda story, _: story._end_cell(),
    "row": lambda story, _: story._end_row(),
}
