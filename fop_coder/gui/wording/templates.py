"""The templates of sentences: typed, with what their fields mean, and how they read."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QLabel, QPushButton, QWidget

from fop_coder.gui.second_coding.parts import button, label
from fop_coder.gui.sentences import what_and_do
from fop_coder.gui.theme import Theme
from fop_coder.gui.wording.beside_list import BesideList
from fop_coder.gui.wording.checked_field import CheckedField
from fop_coder.gui.wording.words import field_meanings, template_titles
from fop_coder.model.errors import ValueRefused
from fop_coder.model.wording import NEEDED, Templates
from fop_coder.project.wording import FIELDS, PROGRAMS, Wording, with_template
from fop_coder.project.wording_tried import Example

_ORDER = tuple(field_meanings())


class TemplatesTab(BesideList):
    """Holds what is typed of every template, whether it can be or not."""

    def __init__(self, theme: Theme, *, read_only: bool) -> None:
        """Begin with the program's."""
        self._typed: dict[str, str] = {}
        self._read_only = read_only
        super().__init__(theme, self.tr("Templates"), self.tr("changed"))
        self.field = CheckedField(theme, self.tr("Template"))
        self.field.edited.connect(self._take)
        self.reads = label("")
        self.reads.setAccessibleName(self.tr("How it reads"))
        self.reads.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.whence = label("", "small")
        self._grid_of = QWidget()
        self._grid = QGridLayout(self._grid_of)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(12)
        self._grid.setVerticalSpacing(2)
        self._grid.setColumnStretch(1, 1)
        explained = label(self.tr("In braces it may name these; a click puts one in where the caret is."), "small")
        end = label(self.tr("Who was left out, and the full stop, follow by themselves."), "small")
        for shown in (self.field, self.reads, self.whence):
            self.column.addWidget(shown)
        self.column.addSpacing(8)
        for part in (explained, self._grid_of, end):
            self.column.addWidget(part)
        self.column.addStretch(1)
        self.model.show(template_titles())

    # ---- what is typed -----------------------------------------------------------------------------------------------

    def show_templates(self, templates: Templates) -> None:
        """Show templates; the current one stays."""
        self._typed = {name: getattr(templates, name) for name in FIELDS}
        if not self.current:
            self.go_to(next(iter(self._typed)))
        self.show_current()
        self._tell()

    @property
    def wrong(self) -> Mapping[str, ValueRefused]:
        """The templates that cannot be as they are typed, with the reason."""
        faults = {}
        for name, template in self._typed.items():
            try:
                with_template(PROGRAMS, name, template.strip())
            except ValueRefused as error:
                faults[name] = error
        return faults

    def laid_over(self, wording: Wording) -> Wording:
        """Return a wording with the templates that are typed; those that cannot be are left as they are there."""
        wrong = self.wrong
        for name, template in self._typed.items():
            if name not in wrong:
                wording = with_template(wording, name, template.strip())
        return wording

    def _take(self) -> None:
        self._typed[self.current] = self.field.text
        self._tell()
        self.edited.emit()

    def _tell(self) -> None:
        wrong = self.wrong
        programs = PROGRAMS.templates
        changed = [name for name, typed in self._typed.items() if typed.strip() != getattr(programs, name)]
        self.model.set_states(list(wrong), changed)
        error = wrong.get(self.current)
        self.field.show_fault(what_and_do(error) if error is not None else "")

    # ---- showing -----------------------------------------------------------------------------------------------------

    def show_current(self) -> None:
        """Show the current template with its fields."""
        name = self.current
        if name not in self._typed:
            return
        self.title.setText(template_titles()[name])
        self.field.show_text(self._typed[name], getattr(PROGRAMS.templates, name), read_only=self._read_only)
        self._show_fields(name)
        self._tell()
        self.edited.emit()

    def _show_fields(self, name: str) -> None:
        while (item := self._grid.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        meanings, needed = field_meanings(), NEEDED[name]
        for row, field in enumerate(sorted(FIELDS[name], key=_ORDER.index)):
            said = meanings[field] + (self.tr(" (needed)") if field in needed else "")
            self._grid.addWidget(self._field_button(field, said), row, 0)
            words = QLabel(said)
            words.setTextFormat(Qt.TextFormat.PlainText)
            words.setWordWrap(True)
            self._grid.addWidget(words, row, 1)

    def _field_button(self, field: str, said: str) -> QPushButton:
        made = button(f"{{{field}}}", partial(self.field.insert, f"{{{field}}}"))
        made.setAccessibleName(self.tr("Put in {0}: {1}").format(field, said))
        made.setEnabled(not self._read_only)
        made.setStyleSheet("text-align: left;")
        return made

    def show_example(self, example: Example | None) -> None:
        """Show how the current template reads; None while the figures are not there yet."""
        self.reads.setText(example.sentence if example is not None else self.tr("…"))
        invented = self.tr("With invented figures: the project has none of the kind yet.")
        own = self.tr("With figures of this project.")
        self.whence.setText("" if example is None else invented if example.is_invented else own)
        self.reads.setEnabled(self.current not in self.wrong)
