"""Wording of sentences: quantifiers, templates and phrases of codes, tried on the project's figures while one types."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtWidgets import QFrame, QStackedWidget, QTabBar, QWidget

from fop_coder.gui import dialogs
from fop_coder.gui.latest_answer import LatestAnswer
from fop_coder.gui.panel import Surroundings
from fop_coder.gui.second_coding.parts import SecondCodingDialog, button
from fop_coder.gui.wording.phrases import PhrasesTab
from fop_coder.gui.wording.quantifiers import QuantifiersTab
from fop_coder.gui.wording.templates import TemplatesTab
from fop_coder.model.base import Guid
from fop_coder.model.change import Change
from fop_coder.model.errors import FopCoderError
from fop_coder.project.tally_sheet import is_large
from fop_coder.project.wording import PROGRAMS, Wording, telling_of
from fop_coder.project.wording_tried import (
    ExampleFigures,
    Telling,
    code_examples,
    example_figures,
    quantifier_examples,
    reworded_change,
    template_example,
)


class WordingDialog(SecondCodingDialog):
    """Everything that is typed becomes the project's as one Change."""

    def __init__(self, parent: QWidget, around: Surroundings) -> None:
        """Show what the project keeps; show it with ``open``."""
        super().__init__(parent, around, parent.tr("Wording of sentences"), 1040, 780)
        project = around.desk.open_project
        self._telling = telling_of(project)
        self._kept = self._telling.wording
        self._figures: ExampleFigures | None = None
        read_only = around.desk.is_read_only
        self.quantifiers = QuantifiersTab(self.theme, read_only=read_only)
        self.templates = TemplatesTab(self.theme, read_only=read_only)
        codes = [code for code in project.codebook.codes if not code.retired]
        self.phrases = PhrasesTab(self.theme, codes, read_only=read_only)
        self._build_tabs()
        self.all_back = button(self.tr("&All as delivered"), self._deliver_all)
        self.all_back.setToolTip(self.tr("All words for shares and all sentences; what codes are called stays"))
        self.all_back.setEnabled(not read_only)
        self.foot.addWidget(self.all_back)
        self.keep = self.add_buttons(self.tr("Close"), self.tr("&Keep in the project"), self._keep)
        self.quantifiers.show_quantifiers(self._kept.quantifiers)
        self.templates.show_templates(self._kept.templates)
        for tab in (self.quantifiers, self.templates, self.phrases):
            tab.edited.connect(self._follow)
        self._answer = LatestAnswer(around.desk, around.runner, self)
        self._answer.answered.connect(self._take_figures)
        self._answer.refused.connect(self._refuse)
        self.finished.connect(self._answer.fall_away)
        self._answer.ask(self.tr("Counting"), example_figures, at_once=not is_large(project))
        self._follow()
        self.tabs.setFocus()

    def _build_tabs(self) -> None:
        self.tabs = QTabBar()
        self.tabs.setExpanding(False)
        self.tabs.setDrawBase(False)
        self.tabs.setUsesScrollButtons(False)
        self.tabs.setAccessibleName(self.tr("What is worded"))
        self._stack = QStackedWidget()
        for words, tab in (
            (self.tr("Words for shares"), self.quantifiers),
            (self.tr("Sentences"), self.templates),
            (self.tr("Codes"), self.phrases),
        ):
            self.tabs.addTab(words)
            self._stack.addWidget(tab)
        self.tabs.currentChanged.connect(self._stack.setCurrentIndex)
        line = QFrame()
        line.setFixedHeight(1)
        line.setStyleSheet(f"background: {self.theme.colour('line').name()};")
        self.body.setSpacing(0)
        for part in (self.tabs, line):
            self.body.addWidget(part)
        self.body.addWidget(self._stack, 1)

    # ---- following what is typed -------------------------------------------------------------------------------------

    def _take_figures(self, figures: object) -> None:
        assert isinstance(figures, ExampleFigures)  # noqa: S101 - what was asked for
        self._figures = figures
        self._follow()

    def _refuse(self, error: object) -> None:
        assert isinstance(error, FopCoderError)  # noqa: S101 - nothing else is refused
        self.refused(error)

    @property
    def wording(self) -> Wording:
        """What is typed; where it cannot be, what the project keeps."""
        quantifiers = self.quantifiers.quantifiers() or self._kept.quantifiers
        return self.templates.laid_over(replace(self._kept, quantifiers=quantifiers))

    @property
    def _is_wrong(self) -> bool:
        return bool(self.quantifiers.wrong or self.templates.wrong or self.phrases.wrong)

    def _change(self) -> Change | None:
        """Return what would be kept; None where something cannot be, or nothing is changed."""
        if self._is_wrong or self.around.desk.project is None:
            return None
        return reworded_change(self.around.desk.open_project, self.wording, self.phrases.typed)

    def _follow(self) -> None:
        """Show how everything reads, and whether it can be kept."""
        self.keep.setEnabled(not self.around.desk.is_read_only and self._change() is not None)
        for number, (words, wrong) in enumerate(
            (
                (self.tr("Words for shares"), self.quantifiers.wrong),
                (self.tr("Sentences"), self.templates.wrong),
                (self.tr("Codes"), self.phrases.wrong),
            )
        ):
            self.tabs.setTabText(number, self.tr("{0} (!)").format(words) if wrong else words)
        telling = replace(self._telling, wording=self.wording)
        figures = self._figures
        self.quantifiers.show_examples(quantifier_examples(figures, telling) if figures is not None else {})
        name = self.templates.current
        self.templates.show_example(template_example(figures, name, telling) if figures is not None else None)
        self.phrases.show_examples(self._of_code(figures, telling))

    def _of_code(self, figures: ExampleFigures | None, telling: Telling) -> tuple[str, str] | None:
        """Return how the current code reads; None while its figures are not there."""
        if figures is None:
            return None
        found = figures.codes.get(Guid(self.phrases.current))
        if found is None:
            return "", ""
        code, counts = found
        return code_examples(self.phrases.retold(code), counts, telling)

    # ---- doing -------------------------------------------------------------------------------------------------------

    def _deliver_all(self) -> None:
        self.quantifiers.deliver()
        self.templates.show_templates(PROGRAMS.templates)
        self._follow()

    def _keep(self) -> None:
        change = self._change()
        if change is not None and self.around.desk.apply(change):
            self.around.offer_undo(self.tr("The wording of sentences is kept in the project."))
            self.accept()

    def reject(self) -> None:
        """Close; what was typed and can be kept is asked about first, since undo would not bring it back."""
        if self.keep.isEnabled() and dialogs.ask(
            self,
            self.windowTitle(),
            self.tr("Keep what you changed?\n\nThe sentences of the project would then read so."),
            self.tr("Keep it"),
            self.tr("Leave it as it was"),
        ):
            self._keep()
            return
        super().reject()
