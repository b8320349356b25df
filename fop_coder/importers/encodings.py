"""Bytes → text: the encoding is told, marked, or guessed, and the guess is said."""

from __future__ import annotations

import codecs
import re
from collections import Counter
from dataclasses import dataclass

from fop_coder.model.errors import ImportRefused

_MARKS = (
    (codecs.BOM_UTF8, "utf-8", "UTF-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le", "UTF-32"),
    (codecs.BOM_UTF32_BE, "utf-32-be", "UTF-32"),
    (codecs.BOM_UTF16_LE, "utf-16-le", "UTF-16"),
    (codecs.BOM_UTF16_BE, "utf-16-be", "UTF-16"),
)
_NAMES = {
    "cp1252": "Windows-1252",
    "mac-roman": "MacRoman",
    "utf-8": "UTF-8",
    "utf-8-sig": "UTF-8",
    "utf-16": "UTF-16",
    "utf-16-le": "UTF-16",
    "utf-16-be": "UTF-16",
}
_MOST_FAULTS = 100
"""More bytes than this that are not UTF-8, and the file is not UTF-8 at all."""

_MOST_STRAY = 0.1
"""Share of NULs up to which they have strayed into a text; in UTF-16 every other byte of Latin letters is one."""

_SAMPLE = 100_000
"""How many characters beyond ASCII are looked at to tell Windows-1252 from MacRoman."""


@dataclass(frozen=True, slots=True)
class Decoded:
    """A text with the name of its encoding, and what to say of how that was found."""

    text: str
    encoding: str
    notes: tuple[str, ...] = ()


def decode(source: str, content: bytes, wanted: str | None = None) -> Decoded:
    """Return a file's text, without a byte order mark; line ends are left alone.

    Args:
        source: the file's name, for errors.
        content: the file's bytes.
        wanted: name of an encoding, as Python or this module calls it; None to guess.

    Raises:
        ImportRefused: the encoding is not known, or the bytes do not fit it.
    """
    if wanted:
        return _as_told(source, content, wanted)
    for mark, codec, name in _MARKS:
        if content.startswith(mark):
            return Decoded(_strict(source, content[len(mark) :], codec, len(mark)), name)
    if b"\0" in content:
        return _with_nuls(source, content)
    return _as_utf8(content) or _as_one_byte(content)


def _as_told(source: str, content: bytes, wanted: str) -> Decoded:
    name = wanted.strip()
    try:
        codec = codecs.lookup(name.replace(" ", "-"))
        text = content.decode(codec.name)
    except LookupError as error:
        raise ImportRefused(
            source, f"{name!r} is not a text encoding", do="Choose for instance UTF-8, Windows-1252 or MacRoman"
        ) from error
    except UnicodeDecodeError as error:
        raise _undecodable(source, name, error.start) from error
    except UnicodeError as error:
        raise ImportRefused(source, f"cannot be read as {name}", do="Choose another encoding") from error
    return Decoded(text.removeprefix("\ufeff"), _NAMES.get(codec.name, name))


def _strict(source: str, content: bytes, codec: str, skipped: int) -> str:
    try:
        return content.decode(codec)
    except UnicodeDecodeError as error:
        raise _undecodable(source, codec.upper(), error.start + skipped) from error


def _undecodable(source: str, encoding: str, offset: int) -> ImportRefused:
    return ImportRefused(
        source,
        f"cannot be read as {encoding}: byte {offset:,} does not fit (counted from 0)",
        do="Choose another encoding",
    )


def _with_nuls(source: str, content: bytes) -> Decoded:
    """Read as UTF-16 in the byte order that gives the more spaces, line ends and letters; else refuse."""
    _refuse_stray_nuls(source, content)
    best, found = 0, None
    for codec in ("utf-16-le", "utf-16-be"):
        try:
            text = content.decode(codec)
        except UnicodeDecodeError:
            continue
        common = len(re.findall(r"[ \r\nA-Za-z]", text[:_SAMPLE]))
        if "\0" not in text and common > best:
            best, found = common, text
    if found is None or best * 20 < len(found[:_SAMPLE]):
        raise ImportRefused(
            source,
            f"is no text, or in an unknown encoding: byte {content.index(0):,} is a NUL",
            do=f"Choose its encoding, or save it in its own program as {_other_format(source)} or as UTF-8 text",
        )
    return Decoded(found, "UTF-16", ("Read as UTF-16, though the file does not say so",))


def _refuse_stray_nuls(source: str, content: bytes) -> None:
    """Refuse a text that is UTF-8 but for a few NULs, and say in which line: neither UTF-16 nor a binary file."""
    number = content.count(0)
    if number > _MOST_STRAY * len(content):
        return
    try:
        text = content.replace(b"\0", b"").decode("utf-8")
    except UnicodeDecodeError:
        return
    if re.search(r"[\x01-\x08\x0e-\x1b\x7f]", text):
        return  # no text at all, which the caller says
    lines = content[: content.index(0)].replace(b"\r\n", b"\n").replace(b"\r", b"\n").count(b"\n") + 1
    what = "a NUL, a character" if number == 1 else f"the first of {number:,} NULs, a character"
    raise ImportRefused(
        source, f"holds {what} that no text has", line=lines, do="Take it out in a text editor, or write the file anew"
    )


def _other_format(source: str) -> str:
    """Return the ending of files of the same kind that say their encoding themselves."""
    return ".xlsx" if source.casefold().endswith((".csv", ".tsv")) else ".docx"


def _as_utf8(content: bytes) -> Decoded | None:
    """Return the text if it is UTF-8, or nearly: single bytes that are not are read as Windows-1252."""
    pieces: list[str] = []
    place = faults = 0
    while True:
        try:
            pieces.append(content[place:].decode("utf-8"))
            break
        except UnicodeDecodeError as error:
            faults += 1
            if faults > _MOST_FAULTS:
                return None
            start, end = place + error.start, place + error.end
            pieces += [content[place:start].decode("utf-8"), _windows(content[start:end])]
            place = end
    text = "".join(pieces)
    if not faults:
        return Decoded(text, "UTF-8")
    whole = len(re.findall(rb"[\xc2-\xf4][\x80-\xbf]+", content[: _SAMPLE * 10]))
    if whole <= 2 * faults:
        return None
    places = "1 place is" if faults == 1 else f"{faults} places are"
    return Decoded(text, "UTF-8", (f"{places} not UTF-8 and read as Windows-1252; look for wrong letters",))


def _as_one_byte(content: bytes) -> Decoded:
    """Tell Windows-1252 from MacRoman by which gives the likelier text; ask a guesser where neither does."""
    windows, mac = _windows(content), content.decode("mac-roman")
    likely_windows, likely_mac = likelihood(windows), likelihood(mac)
    if max(likely_windows, likely_mac) < 0 or _is_mostly_beyond_ascii(content):
        other = _by_guesser(content)
        if other is not None:
            return other
    text, name = (mac, "MacRoman") if likely_mac > likely_windows else (windows, "Windows-1252")
    return Decoded(text, name, (f"Read as {name}; choose another encoding if letters look wrong",))


def _is_mostly_beyond_ascii(content: bytes) -> bool:
    """Whether a third of the letters or more are beyond ASCII: then the script is not Latin."""
    beyond = len(re.findall(rb"[\x80-\xff]", content[:_SAMPLE]))
    return beyond >= 20 and beyond * 2 > len(re.findall(rb"[A-Za-z]", content[:_SAMPLE]))


def _windows(content: bytes) -> str:
    """Read as Windows-1252; the five bytes it leaves undefined become control characters, as browsers do."""
    try:
        return content.decode("cp1252")
    except UnicodeDecodeError:
        return "".join(_WINDOWS[byte] for byte in content)


_WINDOWS = [bytes([b]).decode("cp1252") if b not in (0x81, 0x8D, 0x8F, 0x90, 0x9D) else chr(b) for b in range(256)]


def _by_guesser(content: bytes) -> Decoded | None:
    from charset_normalizer import from_bytes

    best = from_bytes(content[:200_000]).best()
    if best is None:
        return None
    try:
        text = content.decode(best.encoding)
    except (UnicodeDecodeError, LookupError):
        return None
    name = _NAMES.get(best.encoding, best.encoding)
    return Decoded(text, name, (f"Read as {name}; choose another encoding if letters look wrong",))


_BEYOND_ASCII = re.compile(r"(?=(^|[\s\S])([^\x00-\x7f])([\s\S]|$))")


def likelihood(text: str) -> float:
    """Return how likely the characters beyond ASCII are where they stand; below 0 where they make no sense."""
    contexts: Counter[tuple[str, str, str]] = Counter()
    for number, found in enumerate(_BEYOND_ASCII.finditer(text)):
        if number >= _SAMPLE:
            break
        start = found.start(2)
        contexts[text[start - 1 : start], found[2], text[start + 1 : start + 2]] += 1
    return sum(count * _fit(*context) for context, count in contexts.items())


_OPENING, _CLOSING = "“‘„‚«‹¿¡", "”»›"
_SIGNS = "£€$¥§©®°•·½¼¾²³×µ"


def _fit(before: str, character: str, after: str) -> float:
    """Return how well a character stands between its neighbours, from -3 (not at all) to 3."""
    if character == "’":
        return 3 if before.isalpha() and after.isalpha() else 1 if before.strip() else -1
    if character in _OPENING:
        return 2 if not before.isalnum() and after.strip() else -2
    if character in _CLOSING:
        return 2 if before.strip() and not after.isalnum() else -2
    if character in "–—":
        return -1 if before.isalpha() and after.isalpha() and character == "–" else 2
    if character == "…":
        return 2 if not after.isalpha() or not before.isalpha() else 0
    if character.isalpha() and character not in "ªºˆµƒ":
        return _fit_of_letter(before, character, after)
    if character in "\xa0\xad":
        return 1
    return 1 if character in _SIGNS and not (before.isalpha() and after.isalpha()) else -2


def _fit_of_letter(before: str, letter: str, after: str) -> float:
    if letter in "ﬁﬂıπΩ":
        return -2
    if letter.isupper():
        if before.islower():
            return -3
        return 1 if after.isalpha() or before.isalpha() else -1
    if before.isalpha() or after.isalpha():
        return 2
    return 1 if letter in "àèéòóùáêôïüœ" and not before.strip() and not after.strip() else -1
