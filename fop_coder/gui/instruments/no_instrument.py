"""What stands in place of the form while the codebook has no instrument, or the project nobody."""

from __future__ import annotations

from collections.abc import Iterable
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from fop_coder.gui.second_coding.parts import button, note, say_in
from fop_coder.model.codebook import Instrument


class NoInstrument(QWidget):
    """Says what is to be done first, and does it.

    Signals:
        added: an Instrument that shall be taken into the codebook.
        import_asked: a codebook file shall be imported.
    """

    added = Signal(object)
    import_asked = Signal()

    def __init__(self) -> None:
        """Build it; ``show_for`` shows or hides it."""
        super().__init__()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        self.words = note("grey")
        self.offers = QWidget()
        self._row = QHBoxLayout(self.offers)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.setSpacing(8)
        column.addWidget(self.words)
        column.addWidget(self.offers)
        column.addStretch(1)

    def offer(self, instruments: Iterable[Instrument], *, writes: bool) -> None:
        """Offer instruments that come with the program."""
        while self._row.count():
            item = self._row.takeAt(0)
            widget = item.widget() if item is not None else None
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        made = [button(self.tr("&Add {0}").format(i.name), partial(self.added.emit, i)) for i in instruments]
        for offered in (*made, button(self.tr("Import a &codebook\N{HORIZONTAL ELLIPSIS}"), self.import_asked.emit)):
            offered.setEnabled(writes)
            self._row.addWidget(offered)
        self._row.addStretch(1)

    def show_for(self, *, has_instrument: bool, has_people: bool) -> None:
        """Say what is missing; hide where nothing is."""
        words = ""
        if not has_instrument:
            words = self.tr(
                "The codebook has no instrument yet. Add one that comes with the program, or import a codebook file "
                "with your own: items, which are turned round, subscales, and how many answers may be missing."
            )
        elif not has_people:
            words = self.tr("Nobody here yet. Import transcripts or respondents, or add respondents one by one.")
        say_in(self.words, words)
        self.offers.setVisible(not has_instrument)
        self.setVisible(bool(words))
