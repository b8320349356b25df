"""One band: its name, what it is made from, its limits, and who would fall where."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QComboBox, QLineEdit, QVBoxLayout, QWidget

from fop_coder.gui.latest_answer import LatestAnswer
from fop_coder.gui.panel import Surroundings
from fop_coder.gui.second_coding.choosing import TickedList, TickedModel
from fop_coder.gui.second_coding.parts import (
    RowsModel,
    RowsView,
    SecondCodingDialog,
    form,
    label,
    note,
    say_in,
    scrolling,
)
from fop_coder.gui.sentences import error_words
from fop_coder.model.base import Guid
from fop_coder.model.codebook import Band, Cut
from fop_coder.model.errors import FopCoderError, ValueRefused
from fop_coder.project import Project
from fop_coder.project.band_edits import (
    BandPreview,
    BandWished,
    all_codes,
    band_change,
    number_sources,
    preview_band,
)
from fop_coder.project.band_limits import limits_text, read_limits
from fop_coder.project.numbers import codes_counted, number_text
from fop_coder.project.tally_sheet import choices, is_large
from fop_coder.project.tallying import Question

WAIT = 200
"""ms after the last key before who falls where is worked out anew."""

_LIMITS = "0–1, 2–4, 5+"
_LARGE = 1.3
"""The size of text from which fewer codes are seen at once."""


class BandDialog(SecondCodingDialog):
    """Makes a band or changes one, in one Change; the preview follows what is typed."""

    def __init__(self, parent: QWidget, around: Surroundings, band: Band | None) -> None:
        """Show a band, or an empty one where it is None; show it with ``open``."""
        title = parent.tr("New band") if band is None else parent.tr("Change the band")
        super().__init__(parent, around, title, 780, 760)
        self._band = band
        self._wished: BandWished | None = None
        project = around.desk.open_project
        inside = QWidget()
        column = QVBoxLayout(inside)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        self._build_fields(project, column)
        self._build_preview(project, column)
        column.addStretch(1)
        self.body.addWidget(scrolling(inside), 1)
        self.body.addWidget(self.wrong)
        self.do = self.add_buttons(
            self.tr("Cancel"), self.tr("Make the band") if band is None else self.tr("Change it"), self._keep
        )
        self._answer = LatestAnswer(around.desk, around.runner, self)
        self._answer.answered.connect(self._show_preview)
        self._answer.refused.connect(self._show_refusal)
        self.finished.connect(self._answer.fall_away)
        self._later = QTimer(self)
        self._later.setSingleShot(True)
        self._later.setInterval(WAIT)
        self._later.timeout.connect(self._ask)
        self._source_changed()
        self.name.setFocus()

    # ---- building ----------------------------------------------------------------------------------------------------

    def _build_fields(self, project: Project, column: QVBoxLayout) -> None:
        band = self._band
        self.name = QLineEdit(band.name if band is not None else "")
        self.name.setPlaceholderText(self.tr("Breadth of practice"))
        self.name.textChanged.connect(self._typed)
        self.source = QComboBox()
        if all_codes(project):
            self.source.addItem(self.tr("how many of these codes they referred to"), "")
        for option in number_sources(project):
            self.source.addItem(option.name, option.key)
        if band is not None and band.number_of:
            if self.source.findData(band.number_of) < 0:
                self.source.addItem(band.number_of, band.number_of)
            self.source.setCurrentIndex(self.source.findData(band.number_of))
        self.source.currentIndexChanged.connect(self._source_changed)
        asked = band.codes if band is not None and band.codes else [c.guid for c in codes_counted(project.codebook)]
        self._codes = [
            c for c in project.codebook.codes if not c.retired or (band is not None and c.guid in band.codes)
        ]
        self.ticked = TickedModel(self, (c.name for c in self._codes))
        for row, code in enumerate(self._codes):
            if code.guid in asked:
                self.ticked.setData(self.ticked.index(row), True, Qt.ItemDataRole.CheckStateRole)
        self.ticked.ticked.connect(self._typed)
        self.list = TickedList(
            self.theme, self.ticked, self.tr("Codes to count"), 6 if self.theme.scale < _LARGE else 4
        )
        self.limits = QLineEdit(limits_text(band.cuts) if band is not None else "")
        self.limits.setPlaceholderText(_LIMITS)
        self.limits.setToolTip(self.tr("A name may stand before: few: 0–1, some: 2–4, many: 5+"))
        self.limits.textChanged.connect(self._typed)
        self.wrong = note("warning")
        self.definition = QLineEdit(band.definition if band is not None else "")
        self.definition.setPlaceholderText(self.tr("what it is for; printed with the codebook"))
        for field in (self.name, self.limits, self.definition):
            field.setCursorPosition(0)
        rows = form()
        rows.addRow(self.tr("&Name"), self.name)
        rows.addRow(self.tr("&Made from"), self.source)
        self._codes_label = label(self.tr("C&odes"))
        self._codes_label.setBuddy(self.list)
        rows.addRow(self._codes_label, self.list)
        rows.addRow(self.tr("De&finition"), self.definition)
        rows.addRow(self.tr("&Limits"), self.limits)
        column.addLayout(rows)

    def _build_preview(self, project: Project, column: QVBoxLayout) -> None:
        self.documents = QComboBox()
        self.documents.setEditable(True)
        self.documents.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
        kept = choices(project).scopes
        written = QLineEdit()
        written.setPlaceholderText(self.tr("all documents, or a filter such as kind = vignette"))
        self.documents.setLineEdit(written)
        self.documents.addItems(["", *kept])
        self.documents.setToolTip(
            self.tr("For this preview. Every table looks at its own documents, whichever its filter says.")
        )
        self.documents.editTextChanged.connect(self._typed)
        self.title = label(self.tr("Who would fall where"), "section")
        rows = form()
        rows.addRow(self.tr("&Documents"), self.documents)
        self.base = label("", "small")
        headings = (self.tr("Band"), self.tr("n"), self.tr("Respondents"))
        self.bands = RowsModel(self, headings, right=(1,))
        self.table = RowsView(self.theme, self.bands, self.tr("Who would fall where"))
        self.none = note("grey")
        column.addSpacing(4)
        column.addWidget(self.title)
        column.addLayout(rows)
        for part in (self.base, self.table, self.none):
            column.addWidget(part)

    # ---- what is wished ----------------------------------------------------------------------------------------------

    def _source_changed(self) -> None:
        """Show the codes where codes are counted."""
        counts = self._number_of == ""
        self.list.setVisible(counts)
        self._codes_label.setVisible(counts)
        self._typed()

    @property
    def _number_of(self) -> str:
        return str(self.source.currentData() or "")

    def _typed(self, *_: object) -> None:
        self.show_fault("")
        self._later.start()
        self.do.setEnabled(bool(self.name.text().strip() and self.limits.text().strip()))

    def _cuts(self) -> tuple[Cut, ...]:
        """Return the limits; those that a codebook file brought in may stay as they are, gaps and all."""
        band, written = self._band, self.limits.text()
        if band is not None and written == limits_text(band.cuts):
            return band.cuts
        return read_limits(written)

    def _wish(self) -> BandWished:
        codes = tuple(c.guid for row, c in enumerate(self._codes) if self._is_ticked(row))
        if not self._number_of and not codes:
            raise ValueRefused(self.tr("no code is ticked"), do=self.tr("Tick the codes to count"))
        return BandWished(
            self.name.text(),
            self._cuts(),
            () if self._number_of else codes,
            self._number_of,
            self.definition.text().strip(),
        )

    def _is_ticked(self, row: int) -> bool:
        return bool(self.ticked.index(row).data(Qt.ItemDataRole.CheckStateRole) == Qt.CheckState.Checked)

    # ---- the preview -------------------------------------------------------------------------------------------------

    def _ask(self) -> None:
        """Say what is wrong with the limits; else ask who would fall where."""
        self._later.stop()
        if not self.limits.text().strip():
            self._answer.fall_away()
            self._clear("")
            return
        try:
            wished = self._wish()
        except ValueRefused as error:
            self._answer.fall_away()
            self._clear(error_words(error))
            return
        say_in(self.wrong, "")
        project = self.around.desk.open_project
        asked = partial(
            _preview, wished=wished, question=Question(scope=self.documents.currentText().strip()), coder=project.coder
        )
        self._answer.ask(self.tr("Counting"), asked, at_once=not is_large(project))

    def _clear(self, wrong: str) -> None:
        say_in(self.wrong, wrong)
        self.base.setText("" if wrong else self.tr("Write limits such as {0}.").format(_LIMITS))
        self.table.hide()
        say_in(self.none, "")

    def _show_refusal(self, error: object) -> None:
        assert isinstance(error, FopCoderError)  # noqa: S101 - nothing else is refused
        self._clear(error_words(error))

    def _show_preview(self, found: object) -> None:
        assert isinstance(found, BandPreview)  # noqa: S101 - what was asked for
        self.bands.show((name, str(len(who)), ", ".join(who)) for name, who in found.bands)
        self.table.show()
        self.table.fit(most=260, rows=8)
        said = [self.tr("{0} respondents.").format(found.base.respondents)]
        if found.lowest is not None and found.highest is not None:
            lies = self.tr("Their numbers run from {0} to {1}.")
            said.append(lies.format(number_text(found.lowest), number_text(found.highest)))
        if found.documents:
            one, several = self.tr("{0} in one document"), self.tr("{0} in {1} documents")
            heard = ((one if n == 1 else several).format(many, n) for n, many in found.documents)
            said.append(self.tr("Those counted were heard: {0}.").format(", ".join(heard)))
        self.base.setText(" ".join(said))
        why = "; ".join(f"{who}: {reason}" for who, reason in found.none)
        say_in(self.none, self.tr("In no band, {0}: {1}").format(len(found.none), why) if found.none else "")

    # ---- keeping -----------------------------------------------------------------------------------------------------

    def _keep(self) -> None:
        try:
            change = band_change(self.around.desk.open_project, self._band, self._wish())
            if change is not None:
                self.around.desk.do(change)
        except FopCoderError as error:
            self.refused(error)
            return
        if change is not None:
            self.around.offer_undo(change.label)
        self.accept()


def _preview(project: Project, wished: BandWished, question: Question, coder: Guid) -> BandPreview:
    project.coder = coder
    return preview_band(project, wished, question)
