"""Hand out a pack: to whom, which documents, what goes along, and where the file shall be; the draw is seen before."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path

from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QComboBox, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from fop_coder.gui import files
from fop_coder.gui.panel import Surroundings
from fop_coder.gui.second_coding.choosing import DocumentChoice, TickedList, TickedModel
from fop_coder.gui.second_coding.parts import (
    SecondCodingDialog,
    beside,
    button,
    form,
    label,
    narrow,
    note,
    say_in,
    scrolling,
)
from fop_coder.gui.tasks import Progress
from fop_coder.model.change import Change
from fop_coder.model.errors import FopCoderError
from fop_coder.model.people import VIEW_NAMES, Attribute, Coder
from fop_coder.model.second_coding import Aim, Pack, Round
from fop_coder.project.draws import Choice, Draw
from fop_coder.project.packs import RARE, TARGET, Wish, coded_before, draw, several_documents, units_of, write_pack

FOLDER = "pack/folder"
BESIDE = 860
"""px at 100 % from which fields and preview stand side by side."""
ALPHAS = (0.667, TARGET, 0.9)
SHARES = (0.5, RARE, 0.1, 0.05)


class HandOutDialog(SecondCodingDialog):
    """Nothing is written before *Hand out* is pressed; the ledger's entry is one Change, one undo."""

    def __init__(self, parent: QWidget, around: Surroundings) -> None:
        """Offer what the project has; show it with ``open``."""
        super().__init__(parent, around, parent.tr("Hand out a pack"), 1000, 640)
        self._own_path: Path | None = None
        self._project = around.desk.open_project
        both = QWidget()
        self._sides = QBoxLayout(QBoxLayout.Direction.LeftToRight, both)
        self._sides.setContentsMargins(0, 0, 12, 0)
        self._sides.setSpacing(24)
        self._sides.addWidget(self._fields(), 11)
        self._sides.addWidget(self._preview(), 9)
        self.body.addWidget(scrolling(both), 1)
        self.done_note = label(
            self.tr("The pack holds texts, codebook and labels. Nobody's codings, classes or memos go along."), "small"
        )
        self.foot.addWidget(self.done_note, 1)
        self.hand = self.add_buttons(self.tr("Cancel"), self.tr("Hand out"), self._hand_out)
        for signal in (self.coder.editTextChanged, self.round.editTextChanged):
            signal.connect(self._person_changed)
        for field in (self.because, self.path):
            field.textChanged.connect(self._check)
        self._person_changed()
        self.coder.setFocus()

    # ---- building ----------------------------------------------------------------------------------------------------

    def _fields(self) -> QWidget:
        page = QWidget()
        column = QVBoxLayout(page)
        column.setContentsMargins(0, 0, 0, 0)
        rows = form()
        column.addLayout(rows)
        column.addStretch(1)
        store = self._project.store
        self.coder = _writable([c.name for c in store.values(Coder) if c.guid != self._project.coder])
        self.coder.setAccessibleName(self.tr("For whom"))
        self._hint(self.coder, self.tr("Name of the second coder"))
        rows.addRow(self.tr("&For"), self.coder)
        self.choice = DocumentChoice(self.theme, self._project, self._drawn_for)
        self.choice.drawn.connect(self._check)
        self.choice.add_to(rows)
        self.round = _writable([r.name for r in store.values(Round) if not r.opened])
        self.round.setAccessibleName(self.tr("Round of double coding"))
        self._hint(self.round, self.tr("None"))
        self.aim = QComboBox()
        self.aim.setAccessibleName(self.tr("What a new round is for"))
        for aim, words in (
            (Aim.TRAINING, self.tr("for training")),
            (Aim.CALIBRATION, self.tr("for calibration")),
            (Aim.FINAL, self.tr("final")),
        ):
            self.aim.addItem(words, aim)
        self.aim.setCurrentIndex(2)
        rows.addRow(self.tr("&Round"), beside(self.round, self.aim))
        self.because = QLineEdit()
        self.because.setPlaceholderText(self.tr("Why these, for the ledger"))
        rows.addRow(self.tr("Re&ason"), self.because)
        self.attributes = TickedModel(self, (a.name for a in store.values(Attribute)))
        self.attribute_list = TickedList(self.theme, self.attributes, self.tr("Attributes that go along"), 4)
        if self.attributes.rowCount():
            rows.addRow(self.tr("A&long go"), self.attribute_list)
            self.attribute_list.setToolTip(self.tr("No attribute goes along unless it is ticked"))
        else:
            self.attribute_list.setParent(page)  # or it would outlive the dialog
            self.attribute_list.hide()
        self.path = QLineEdit()
        self.path.setAccessibleName(self.tr("File of the pack"))
        rows.addRow(self.tr("F&ile"), beside(self.path, button(self.tr("Choose…"), self._choose_file)))
        return page

    def _preview(self) -> QWidget:
        page = QWidget()
        column = QVBoxLayout(page)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addWidget(self.choice)
        self.alpha, self.share = QComboBox(), QComboBox()
        self.alpha.setAccessibleName(self.tr("Alpha that shall be shown"))
        self.share.setAccessibleName(self.tr("Share of respondents with the rarest code"))
        for alpha in ALPHAS:
            self.alpha.addItem(self.tr("alpha ≥ {0}").format(f"{alpha:g}"), alpha)
        for share in SHARES:
            self.share.addItem(self.tr("rarest code: {0} %").format(f"{100 * share:g}"), share)
        self.alpha.setCurrentIndex(ALPHAS.index(TARGET))
        self.share.setCurrentIndex(SHARES.index(RARE))
        row = QHBoxLayout()
        shown = label(self.tr("To show"), "sub")
        shown.setWordWrap(False)
        row.addWidget(shown)
        row.addWidget(self.alpha)
        row.addWidget(self.share)
        row.addStretch(1)
        self.target = QWidget()
        self.target.setLayout(row)
        row.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.target)
        self.enough = note("grey")
        column.addWidget(self.enough)
        self.caution = note("warning")
        column.addWidget(self.caution)
        column.addStretch(1)
        self.alpha.currentIndexChanged.connect(self._check)
        self.share.currentIndexChanged.connect(self._check)
        return page

    # ---- while filling in --------------------------------------------------------------------------------------------

    def _drawn_for(self, choice: Choice) -> Draw:
        return draw(self._project, choice, self.coder.currentText().strip())

    def _person_changed(self) -> None:
        if self._own_path is None:
            who = _file_stem(self.coder.currentText()) or "pack"
            stem = f"{_file_stem(self._project.settings.name)}, {who}"
            self.path.setText(files.short(files.free_place(self._folder(), stem, ".fop")))
        self.choice.look_again()

    def _folder(self) -> Path:
        kept = self.around.preferences.text(FOLDER)
        if kept and Path(kept).is_dir():
            return Path(kept)
        return self._project.store.path.parent if self._project.store.path else files.documents_folder()

    def _choose_file(self) -> None:
        chosen = files.choose_new_file(self, self.tr("File of the pack"), self.out, self.tr("Packs"), files.PROJECTS)
        if chosen:
            self._own_path = chosen
            self.path.setText(files.short(chosen))

    @property
    def out(self) -> Path:
        """Where the pack will be."""
        path = Path(self.path.text().strip()).expanduser()
        return path if path.suffix or not path.name else path.with_suffix(".fop")

    def _check(self) -> None:
        """Say at once what cannot be; offer the button when all is there."""
        known = {r.name.casefold() for r in self._project.store.values(Round)}
        name = self.round.currentText().strip()
        self.aim.setVisible(bool(name) and name.casefold() not in known)
        fault = self._what_is_wrong(name)
        self.show_fault(fault)
        self._show_enough()
        filled = bool(self.coder.currentText().strip()) and bool(self.path.text().strip())
        self.hand.setEnabled(filled and not fault and self.choice.draw is not None and not self.is_busy)

    def _what_is_wrong(self, round_: str) -> str:
        who = self.coder.currentText().strip()
        if who.casefold() in VIEW_NAMES:
            return self.tr("A coder cannot be called {0}, which is the name of a view.").format(who)
        opened = {r.name.casefold() for r in self._project.store.values(Round) if r.opened}
        if round_.casefold() in opened:
            return self.tr("Round {0} is open: its coders see each other's work. Name a new round.").format(round_)
        if self.path.text().strip() and self.out.exists():
            return self.tr("{0} is there already. Choose another name.").format(self.out.name)
        if self.path.text().strip() and not self.out.parent.is_dir():
            return self.tr("There is no folder {0}.").format(self.out.parent)
        return ""

    def _show_enough(self) -> None:
        chosen = self.choice.draw
        self.target.setVisible(chosen is not None)
        if chosen is None:
            say_in(self.enough, "")
            say_in(self.caution, "")
            return
        say_in(self.caution, coded_before(self._project, self.coder.currentText().strip(), chosen))
        units = units_of(self._project, chosen, self.alpha.currentData(), self.share.currentData())
        self.enough.setProperty("note", "good" if units.enough else "warning")
        self.enough.style().unpolish(self.enough)
        self.enough.style().polish(self.enough)
        say_in(self.enough, units.sentence)

    # ---- handing out -------------------------------------------------------------------------------------------------

    @property
    def wish(self) -> Wish:
        """Everything about the pack but its documents."""
        return Wish(
            self.coder.currentText().strip(),
            self.attributes.chosen,
            self.because.text().strip(),
            self.round.currentText().strip(),
            Aim(self.aim.currentData()),
        )

    def _hand_out(self) -> None:
        chosen = self.choice.draw
        if chosen is None or not self.hand.isEnabled():
            return
        out, wish, copy = self.out, self.wish, self._project.snapshot()

        def job(_progress: Progress, _cancelled: Callable[[], bool]) -> tuple[Pack, Change]:
            with copy:
                return write_pack(copy, out, wish, chosen)

        self.is_busy = True
        self._check()
        self.around.runner.run(
            self.tr("Writing {0}").format(out.name), job, partial(self._written, out, wish, chosen), self._refused
        )

    def _written(self, out: Path, wish: Wish, chosen: Draw, made: tuple[Pack, Change]) -> None:
        self.is_busy = False
        try:
            self.around.desk.do(made[1])
        except FopCoderError as error:
            out.unlink(missing_ok=True)
            self._check()
            self.refused(error)
            return
        self.around.preferences.set_text(FOLDER, str(out.parent))
        words = self.tr("Written to {0}: {1} for {2}")
        self.around.offer_undo(words.format(files.short(out), several_documents(len(chosen.documents)), wish.coder))
        self.accept()

    def _refused(self, error: Exception) -> None:
        self.is_busy = False
        self._check()
        self.refused(error)
        self.path.setFocus()

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's name
        """Put the preview beside the fields, or below them where there is little room."""
        super().resizeEvent(event)
        is_wide = event.size().width() >= self.theme.px(BESIDE)
        direction = QBoxLayout.Direction
        self._sides.setDirection(direction.LeftToRight if is_wide else direction.TopToBottom)

    def _hint(self, field: QComboBox, words: str) -> None:
        editor = field.lineEdit()
        if editor is not None:
            editor.setPlaceholderText(words)
            editor.setAccessibleName(field.accessibleName())


def _writable(names: list[str]) -> QComboBox:
    """Return a field to type a name into, or to choose a known one."""
    made = narrow(QComboBox())
    made.setEditable(True)
    made.addItems(names)
    made.setCurrentIndex(-1)
    made.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
    return made


def _file_stem(name: str) -> str:
    return "".join("-" if c in '<>:"/\\|?*' or ord(c) < 32 else c for c in name.strip()).strip(". ")
