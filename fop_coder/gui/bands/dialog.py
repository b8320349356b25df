"""The bands of a project: what each is made from, and its limits; made, changed and taken away."""

from __future__ import annotations

from PySide6.QtWidgets import QHBoxLayout, QWidget

from fop_coder.gui.bands.editor import BandDialog
from fop_coder.gui.panel import Surroundings
from fop_coder.gui.second_coding.parts import RowsModel, RowsView, SecondCodingDialog, button, note
from fop_coder.model.codebook import Band
from fop_coder.model.errors import FopCoderError
from fop_coder.project.band_edits import made_from, remove_band_change
from fop_coder.project.band_limits import limits_text


class BandsDialog(SecondCodingDialog):
    """Looks at bands; each edit is one Change."""

    def __init__(self, parent: QWidget, around: Surroundings) -> None:
        """Show them; show it with ``open``."""
        super().__init__(parent, around, parent.tr("Bands"), 860, 760)
        self._bands: tuple[Band, ...] = ()
        self.new = button(self.tr("&New band…"), self._new)
        self.head.addWidget(self.new)
        self.empty = note("grey")
        self.empty.setText(
            self.tr(
                "No bands yet. A band puts respondents into groups by a number, such as how many practices they showed "
                "(0–1, 2–4, 5+), how many days of training they had, or the total of an instrument."
            )
        )
        self.model = RowsModel(self, (self.tr("Band"), self.tr("Limits"), self.tr("Made from")))
        self.table = RowsView(self.theme, self.model, self.tr("Bands"))
        self.table.doubleClicked.connect(lambda _index: self._edit())
        self.table.selectionModel().currentRowChanged.connect(lambda *_: self._check())
        row = QHBoxLayout()
        row.setSpacing(8)
        self.edit = button(self.tr("&Edit…"), self._edit)
        self.remove = button(self.tr("&Remove"), self._remove)
        row.addWidget(self.edit)
        row.addWidget(self.remove)
        row.addStretch(1)
        self.body.addWidget(self.empty)
        self.body.addWidget(self.table)
        self.body.addLayout(row)
        self.body.addStretch(1)
        self.add_buttons(self.tr("Close"))
        self.leave.setProperty("main", False)
        around.desk.changed.connect(self._changed)
        self._show()
        (self.table if self._bands else self.new).setFocus()

    def _show(self) -> None:
        """Show what there is; whatever is chosen stays so."""
        project, chosen = self.around.desk.open_project, self._chosen
        self._bands = project.codebook.bands
        self.model.show((b.name, limits_text(b.cuts), made_from(project, b)) for b in self._bands)
        self.empty.setVisible(not self._bands)
        for part in (self.table, self.edit, self.remove):
            part.setVisible(bool(self._bands))
        if self._bands:
            guids = [b.guid for b in self._bands]
            known = chosen is not None and chosen.guid in guids
            self.table.setCurrentIndex(self.model.index(guids.index(chosen.guid) if chosen and known else 0, 0))
            self.table.fit(most=300, rows=9)
        self._check()

    @property
    def _chosen(self) -> Band | None:
        row = self.table.currentIndex().row()
        return self._bands[row] if 0 <= row < len(self._bands) else None

    def _check(self) -> None:
        writes = not self.around.desk.is_read_only
        self.new.setEnabled(writes)
        for made in (self.edit, self.remove):
            made.setEnabled(writes and self._chosen is not None)

    def _changed(self, kinds: frozenset[type]) -> None:
        if Band in kinds:
            before = {b.guid for b in self._bands}
            self._show()
            added = next((row for row, b in enumerate(self._bands) if b.guid not in before), None)
            if added is not None and before:
                self.table.setCurrentIndex(self.model.index(added, 0))

    def _new(self) -> None:
        BandDialog(self, self.around, None).open()

    def _edit(self) -> None:
        if self._chosen is not None and self.edit.isEnabled():
            BandDialog(self, self.around, self._chosen).open()

    def enter_in_table(self) -> None:
        """Change the band."""
        self._edit()

    def _remove(self) -> None:
        chosen = self._chosen
        if chosen is None:
            return
        self.show_fault("")
        try:
            change = remove_band_change(self.around.desk.open_project, chosen)
            self.around.desk.do(change)
        except FopCoderError as error:
            self.refused(error)
            return
        self.around.offer_undo(change.label)
        (self.table if self._bands else self.new).setFocus()
