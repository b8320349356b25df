"""Whose coding is looked at: a list of views, and buttons that keep the one on screen under a name."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtCore import QSignalBlocker, Signal
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QLabel, QSizePolicy, QToolButton, QWidget

from fop_coder.gui.flow_layout import FlowLayout
from fop_coder.gui.panels.tallies.lines import tr
from fop_coder.model.names import between_commas


def name_button(words: str, name: str, hint: str) -> QToolButton:
    """Return a button for the name under which something is kept; it is hidden until there is one."""
    made = QToolButton()
    made.setText(words)
    made.setAccessibleName(name)
    made.setToolTip(hint)
    made.hide()
    return made


def in_one_row(label: QLabel, box: QComboBox) -> QWidget:
    """Return a label and its field, which stay together where buttons go on in the next row."""
    pair = QWidget()
    inside = QHBoxLayout(pair)
    inside.setContentsMargins(0, 0, 0, 0)
    inside.setSpacing(6)
    inside.addWidget(label)
    inside.addWidget(box, 1)
    return pair


class ViewField(QWidget):
    """A label, the views, and what can be done with their names.

    Signals:
        keep: the view on screen shall be kept under a name.
        rename, forget: the kept view that is chosen shall be called otherwise, or be forgotten.
    """

    keep = Signal()
    rename = Signal()
    forget = Signal()

    def __init__(self) -> None:
        """Begin without views."""
        super().__init__()
        self._kept: dict[str, str] = {}
        self._several = False
        self._coders: tuple[str, ...] = ()
        self.label = QLabel(tr("View"))
        self.label.setProperty("role", "sub")
        self.box = QComboBox()
        self.box.setAccessibleName(tr("View"))
        self.box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
        self.box.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self.label.setBuddy(self.box)
        self.keep_button = name_button(
            tr("Keep under a name …"), tr("Keep this view under a name"), tr("Whose coding is looked at, under a name")
        )
        self.rename_button = name_button(tr("Rename …"), tr("Rename this kept view"), tr("Give it another name"))
        self.forget_button = name_button(
            tr("Forget"), tr("Forget this kept view"), tr("Forget the name; coders and their work are not touched")
        )
        for made, signal in (
            (self.keep_button, self.keep),
            (self.rename_button, self.rename),
            (self.forget_button, self.forget),
        ):
            made.clicked.connect(signal)
        row = FlowLayout(self, 6)
        for part in (in_one_row(self.label, self.box), self.keep_button, self.rename_button, self.forget_button):
            row.addWidget(part)
        self.box.currentIndexChanged.connect(self.show_buttons)

    def offer(self, views: Sequence[str], kept: Mapping[str, str], chosen: str) -> None:
        """Offer views; ``kept``: those of them that are kept under names, with what was kept."""
        self._kept, self._several = dict(kept), len(views) - len(kept) > 1
        with QSignalBlocker(self.box):
            self.box.clear()
            self.box.addItems(list(views))
            self.box.setCurrentIndex(max(0, self.box.findText(chosen)))
        self.show_buttons()

    def set_coders(self, names: Sequence[str]) -> None:
        """Say which coders are chosen for a view of several; nobody for all."""
        self._coders = tuple(names)

    @property
    def text(self) -> str:
        """The view that is chosen."""
        return self.box.currentText()

    @property
    def to_keep(self) -> str:
        """The view on screen in words, with the coders that were chosen for it."""
        if not self._coders:
            return self.text
        return f"{self.text} of {between_commas(self._coders)}"

    def set_text(self, text: str) -> None:
        """Choose a view by name."""
        with QSignalBlocker(self.box):
            self.box.setCurrentIndex(max(0, self.box.findText(text)))
        self.show_buttons()

    def show_kept(self, name: str, written: str) -> None:
        """Offer and choose a view that was kept just now."""
        self._kept[name] = written
        if self.box.findText(name) < 0:
            with QSignalBlocker(self.box):
                self.box.addItem(name)
        self.set_text(name)

    def written(self, name: str) -> str:
        """Return what is kept under a name; the name itself where nothing is."""
        return self._kept.get(name, name)

    def show_buttons(self, *_: object) -> None:
        """Offer to keep a view of a project of several coders, or what can be done with a kept one."""
        is_kept = self.text in self._kept
        self.keep_button.setVisible(self._several and not is_kept)
        for made in (self.rename_button, self.forget_button):
            made.setVisible(is_kept)
