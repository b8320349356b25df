"""What the window remembers between starts, on this machine: appearance, sizes, keys, recent projects, places."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from PySide6.QtCore import QByteArray, QSettings

RECENT_KEPT = 12


class Preferences:
    """Typed access to QSettings. Tests give it a file of their own."""

    def __init__(self, settings: QSettings | None = None) -> None:
        """Use the user's settings unless others are given."""
        self._settings = settings or QSettings("FOP Coder", "FOP Coder")

    def text(self, name: str, default: str = "") -> str:
        """Return a remembered text."""
        return str(self._settings.value(name, default))

    def set_text(self, name: str, value: str) -> None:
        """Remember a text."""
        self._settings.setValue(name, value)

    def number(self, name: str, default: float) -> float:
        """Return a remembered number; the default where it cannot be read."""
        try:
            return float(str(self._settings.value(name, default)))
        except ValueError:
            return default

    def set_number(self, name: str, value: float) -> None:
        """Remember a number."""
        self._settings.setValue(name, str(value))

    def plain(self, name: str, default: Any) -> Any:
        """Return remembered JSON types; the default where they cannot be read."""
        try:
            return json.loads(str(self._settings.value(name, ""))) if self._settings.contains(name) else default
        except ValueError:
            return default

    def set_plain(self, name: str, value: Any) -> None:
        """Remember JSON types."""
        self._settings.setValue(name, json.dumps(value))

    def bytes(self, name: str) -> QByteArray:
        """Return remembered bytes (the geometry of windows and splitters)."""
        value = self._settings.value(name, QByteArray())
        return value if isinstance(value, QByteArray) else QByteArray()

    def set_bytes(self, name: str, value: QByteArray) -> None:
        """Remember bytes."""
        self._settings.setValue(name, value)

    def recent(self) -> list[Path]:
        """Return the projects opened last, the latest first; those that are gone are left out."""
        return [p for p in self.listed() if p.is_file()]

    def listed(self) -> list[Path]:
        """Return the projects opened last with those that are gone, so that it can be said of them."""
        return [Path(p) for p in self.plain("recent", [])]

    def forget_recent(self, path: Path) -> None:
        """Take a project off the list."""
        self.set_plain("recent", [p for p in self.plain("recent", []) if p != str(path)])

    def add_recent(self, path: Path) -> None:
        """Put a project first among the recent ones."""
        whole = str(path.resolve())
        kept = [p for p in self.plain("recent", []) if p != whole]
        self.set_plain("recent", [whole, *kept][:RECENT_KEPT])

    def flush(self) -> None:
        """Write to disk now."""
        self._settings.sync()
