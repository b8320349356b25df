"""A list of things that a table can be made of."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QSignalBlocker, QSize
from PySide6.QtWidgets import QComboBox

from fop_coder.gui.panels.tallies.lines import tr
from fop_coder.gui.theme import Theme
from fop_coder.project.table_choices import Option

_MOST = 260
"""Width in px at 100 %; longer names are shown whole in the list."""


class OptionBox(QComboBox):
    """A list whose entries have keys, with a line between kinds."""

    def __init__(self, theme: Theme) -> None:
        """Begin empty."""
        super().__init__()
        self._theme = theme
        self._options: tuple[Option, ...] = ()

    def offer(self, options: Sequence[Option], chosen: str = "") -> None:
        """Offer other things; what is chosen stays where it is offered still, else ``chosen``, else the first."""
        if tuple(options) == self._options:
            return
        before = self.key
        self._options = tuple(options)
        names = [option.name.casefold() for option in options]
        with QSignalBlocker(self):
            self.clear()
            kind = ""
            for option in options:
                if kind and option.kind != kind:
                    self.insertSeparator(self.count())
                kind = option.kind
                is_double = names.count(option.name.casefold()) > 1
                self.addItem(f"{option.name} ({tr(option.kind)})" if is_double else option.name, option.key)
            if not self.choose(before):
                self.choose(chosen or (options[0].key if options else ""))
        self.updateGeometry()

    def choose(self, key: str) -> bool:
        """Choose by key without telling anybody; say whether there is such an entry."""
        place = self.findData(key) if key else -1
        if place >= 0:
            with QSignalBlocker(self):
                self.setCurrentIndex(place)
        return place >= 0

    @property
    def key(self) -> str:
        """What is chosen; '' where there is nothing to choose."""
        return str(self.currentData() or "")

    @property
    def option(self) -> Option | None:
        """What is chosen."""
        return next((option for option in self._options if option.key == self.key), None)

    def sizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """Ask for room for the longest name, within reason."""
        size = super().sizeHint()
        return QSize(min(size.width(), self._theme.px(_MOST)), size.height())

    def minimumSizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """Ask for no less."""
        return self.sizeHint()
