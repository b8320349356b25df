"""What goes to the terminal: results on stdout, everything else on stderr, and nothing that could act on a terminal."""

from __future__ import annotations

import io
import json
import re
import sys
from typing import Any

import typer

from fop_coder.model.errors import FopCoderError

_UNSAFE = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff]")
"""Control characters, which begin a terminal's commands, and those that turn the direction of writing.

Tab and line feed stay; so do the direction marks that texts in Arabic and Hebrew rightly have.
"""

_LINE_ENDS = re.compile("[\t\n\u2028\u2029]")
_UNSAFE_IN_JSON = re.compile("[\x7f-\x9f\u2028-\u202e\u2066-\u2069\ud800-\udfff]")


def speak_utf8() -> None:
    """Let stdout and stderr write UTF-8 whatever the locale; what has no UTF-8 is shown by its number."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")


def safe(text: str) -> str:
    """Return a text with each unsafe character shown as U+FFFD: transcripts are other people's words.

    The length stays, so that offsets still refer to what is shown.
    """
    return _UNSAFE.sub("\ufffd", text)


def one_line(text: str) -> str:
    """Return a text made safe, in one line."""
    return safe(_LINE_ENDS.sub(" ", text))


def say(*lines: str) -> None:
    """Print lines of the result."""
    for line in lines:
        typer.echo(safe(line))


def tell(*lines: str) -> None:
    """Print lines about the work, each kept to one line, on stderr."""
    for line in lines:
        typer.echo(one_line(line), err=True)


def print_json(value: Any) -> None:
    """Print the one JSON document of a command; what could act on a terminal is escaped."""
    written = json.dumps(value, ensure_ascii=False, indent=2, allow_nan=False)
    typer.echo(_UNSAFE_IN_JSON.sub(lambda found: f"\\u{ord(found.group()):04x}", written))


def refuse(error: FopCoderError) -> typer.Exit:
    """Print a refusal as one line on stderr; return the exit to raise."""
    tell(f"fop-coder: {error}")
    return typer.Exit(1)


def found_wanting(line: str) -> typer.Exit:
    """Print why the work, though done, ends with 1; return the exit to raise."""
    tell(f"fop-coder: {line}")
    return typer.Exit(1)


def counted(number: int, one: str, several: str = "") -> str:
    """Return a number with its noun ("1 document", "3 documents")."""
    return f"{number:,} {one if number == 1 else several or one + 's'}"


class Progress:
    """Shows how far long work is, on stderr, and only to somebody who is watching."""

    def __init__(self, what: str) -> None:
        """``what`` is being done, such as "Importing"."""
        self._what = what
        self._watched = sys.stderr.isatty()
        self._width = 0

    def __call__(self, done: int, total: int) -> None:
        """Show that so many of so many steps are done."""
        if self._watched:
            line = f"{self._what} {done:,} of {total:,}"
            self._width = max(self._width, len(line))
            sys.stderr.write(f"\r{line:<{self._width}}")
            if done >= total:
                self.clear()
            sys.stderr.flush()

    def clear(self) -> None:
        """Take the line away, before something else is printed."""
        if self._width:
            sys.stderr.write("\r" + " " * self._width + "\r")
            sys.stderr.flush()
            self._width = 0
