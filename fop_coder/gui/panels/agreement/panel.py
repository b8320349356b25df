"""Agreement: how far coders agree on every code, with intervals and reasons, and where they differ."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout

from fop_coder.gui.actions import ActionSpec
from fop_coder.gui.panel import Place, Surroundings
from fop_coder.gui.panels.agreement import said
from fop_coder.gui.panels.agreement.behind import BehindFigures
from fop_coder.gui.panels.agreement.levels import Tab
from fop_coder.gui.panels.agreement.page import AgreementPage
from fop_coder.gui.panels.agreement.reading import FiguresReader, only_settles, touches_figures
from fop_coder.gui.panels.agreement.rows import Column, FigureRow, rows_of
from fop_coder.gui.panels.agreement.taking_out import TakingOut
from fop_coder.gui.panels.agreement.words import tr
from fop_coder.gui.sentences import what_and_do
from fop_coder.gui.status_line import LONG_WORK
from fop_coder.gui.up_to_date import UpToDatePanel, single_shot
from fop_coder.model.base import Guid
from fop_coder.model.errors import FopCoderError
from fop_coder.model.people import Coder
from fop_coder.model.second_coding import PackOrigin, Stage
from fop_coder.project import Project
from fop_coder.project.agreement_sheet import AgreementSheet, agreement_choices
from fop_coder.project.coders_compared import Comparison

_TABS = (
    (Tab.RESPONDENT, "agreement.by_respondent", "Agreement by respondent and code"),
    (Tab.GROUP, "agreement.by_group", "Agreement on groups"),
    (Tab.PASSAGES, "agreement.by_passage", "Agreement on passages"),
    (Tab.CRITERIA, "agreement.by_criterion", "Agreement on criteria"),
)


@dataclass(frozen=True, slots=True)
class Asked:
    """What was compared and which cell was current, for the way back."""

    comparison: Comparison
    about: Guid | None = None
    pooled: bool = False
    column: Column = Column.NAME


class AgreementPanel(UpToDatePanel):
    """The screen."""

    name = "agreement"
    title = "Agreement"
    icon = "ph.intersect"

    def __init__(self, around: Surroundings) -> None:
        """Build it; figures are asked for when it is shown."""
        super().__init__(around)
        self.page = AgreementPage(around)
        self.controls, self.table, self.part = self.page.controls, self.page.table, self.page.part
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self.page)
        self._reader = FiguresReader(self.desk, around.runner, self)
        self.behind = BehindFigures(around, self.page, self)
        self.taking_out = TakingOut(around, self.page, self)
        self._sheet: AgreementSheet | None = None
        self._nothing = said.no_second_coder()
        self._wanted: Asked | None = None
        self._standing: tuple[int, int] | None = None
        self._wants_focus = False
        self._slow = single_shot(self, self._say_at_work)
        self._slow.setInterval(LONG_WORK)
        self._connect()
        self.theme_changed()

    def _connect(self) -> None:
        controls, table, page = self.controls, self.table, self.page
        controls.asked.connect(self.ask)
        self._reader.answered.connect(self._show_sheet)
        self._reader.refused.connect(self._show_refusal)
        self._reader.stopped.connect(self._show_stopped)
        self._reader.waiting.connect(self._show_waiting)
        table.differences_asked.connect(self._go_to_differences)
        page.classes.differences_asked.connect(self._go_to_class_differences)
        page.state.main_asked.connect(self._do_main)
        page.state.example_chosen.connect(self._do_other)
        self.part.counted.connect(self._counted)
        self.part.filled.connect(self.page.place_line, Qt.ConnectionType.QueuedConnection)
        self.desk.coder_changed.connect(self._coder_changed)

    def action_specs(self) -> Sequence[ActionSpec]:
        """Return the screen's own actions, and those of the disagreements."""
        levels = [
            ActionSpec(
                name,
                tr(title),
                "Analyse",
                partial(self._choose_level, tab),
                f"Alt+{number}",
                context=self.name,
                group=2,
                hint=tr("Compare the coders at this level"),
            )
            for number, (tab, name, title) in enumerate(_TABS, start=1)
        ]
        return (*levels, *self.behind.action_specs(), *self.taking_out.action_specs(), *self.part.action_specs())

    # ---- keeping up with the project ---------------------------------------------------------------------------------

    def project_opened(self) -> None:
        """Start afresh with another project."""
        self._reader.forget()
        self.behind.forget()
        self.taking_out.forget()
        self._forget_figures()
        self._wanted = None
        self.outdate(afresh=True)

    def project_changed(self, kinds: object) -> None:
        """Ask again where figures may be others; settling leaves those before discussion as they are."""
        changed = kinds if isinstance(kinds, frozenset) else frozenset()
        if not touches_figures(changed):
            return
        if only_settles(changed) and self.controls.comparison().stage is Stage.BEFORE:
            return
        self._reader.forget()
        self.outdate()

    def _coder_changed(self) -> None:
        """What may be seen is that of another coder now."""
        self._reader.forget()
        self.outdate()

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's name
        """Keep the line between the halves where it belongs."""
        super().resizeEvent(event)
        self.page.place_line()

    def read_again(self, project: Project, *, afresh: bool) -> None:
        """Offer who can be compared, and ask for the figures anew."""
        choices = agreement_choices(project)
        self.controls.offer(choices, afresh=afresh)
        alone = len(choices.coders) < 2
        self._offer_choosers(not alone)
        if alone:
            self._forget_figures()
            is_pack = bool(project.store.values(PackOrigin))
            self._say_nothing(said.in_a_pack() if is_pack else said.no_second_coder())
        else:
            self.ask()

    def _offer_choosers(self, offered: bool) -> None:
        controls = self.controls
        for widget in (controls.first, controls.second, controls.sample, controls.export, controls.taking_out):
            widget.setVisible(offered)
        controls.stage.setVisible(offered)

    def ask(self) -> None:
        """Ask for the figures of what the controls say."""
        self._reader.compare(self.controls.comparison())

    # ---- showing figures ---------------------------------------------------------------------------------------------

    def _show_waiting(self, waiting: bool) -> None:
        """What is still shown belongs to the last question: it fades until the answer is there."""
        self.table.set_faded(waiting)
        self._slow.stop()
        if waiting:
            self._slow.start()
            self.controls.units.setText(tr("Being worked out …"))
            self.controls.show_n(None)

    def _say_at_work(self) -> None:
        if self._sheet is None:
            self._say_nothing(said.at_work())

    def _show_sheet(self, sheet: AgreementSheet) -> None:
        project = self.desk.project
        if project is None:
            return
        if sheet.report is None:
            self._forget_figures()
            self._sheet = sheet
            acting = project.store.by_guid(Coder, [project.coder])[project.coder].name
            self._say_nothing(said.nothing_shared(sheet, acting))
            return
        cell = self._wanted or self._cell()
        self._wanted = None
        self._sheet, report = sheet, sheet.report
        self._tell_sheet()
        self.table.figures.show(rows_of(sheet, project.codebook), report)
        self.table.set_faded(False)
        self.table.setCurrentIndex(self.table.cell_of(cell.about, cell.pooled, cell.column))
        self.page.classes.show_report(report)
        self.page.note.say(said.note_parts(sheet))
        self.page.matches.setVisible(self.controls.tab is Tab.PASSAGES)
        self.controls.units.setText(said.units_words(report))
        self.controls.seed.setText(tr("Seed {0}").format(report.seed))
        self.controls.show_n(report.overall.drawn)
        self.page.show_figures(True)
        self.table.fit()
        self.page.place_line()
        if self._wants_focus:
            self.focus_first()
        self.part.show_for(sheet.comparison.coders, sheet.comparison)

    def _cell(self) -> Asked:
        """Return what is current, to find it again among other figures."""
        row, columns = self.table.current_row(), self.table.figures.columns
        place = self.table.currentIndex().column()
        column = columns[place] if row is not None and place >= 0 else Column.NAME
        about, pooled = (row.about, row.pooled) if row is not None else (None, False)
        comparison = self._sheet.comparison if self._sheet is not None else self.controls.comparison()
        return Asked(comparison, about, pooled, column)

    def _tell_sheet(self) -> None:
        """Let what lies behind the figures know which they are; none where there are none."""
        sheet = self._sheet if self._sheet is not None and self._sheet.report is not None else None
        self.behind.sheet = self.taking_out.sheet = sheet

    def _show_refusal(self, error: FopCoderError) -> None:
        """Say what cannot be compared; no figures are shown, because none answer the question."""
        self._forget_figures()
        self.page.show_figures(False)
        self.page.controls.level_row.show()
        self.page.state.hide()
        self.page.say_refused(what_and_do(error))
        self.controls.filter.set_wrong(bool(self.controls.filter.text))

    def _show_stopped(self) -> None:
        self._forget_figures()
        self._say_nothing(said.stopped())

    def _forget_figures(self) -> None:
        self._sheet = None
        self._tell_sheet()
        self._standing = None
        self.table.figures.show([], None)
        self.controls.units.setText("")
        self.controls.show_n(None)
        self.moved.emit()

    def _say_nothing(self, nothing: said.Nothing) -> None:
        self._nothing = nothing
        self.page.show_figures(False)
        other = [nothing.other] if nothing.other[0] else []
        self.page.state.show()
        self.page.state.show_state(self.icon, nothing.title, nothing.line, nothing.main, other)
        self.page.state.main.setEnabled(self._can(nothing.does))
        for button in self.page.state.examples:
            button.setEnabled(self._can(nothing.other_does))
        if self._wants_focus:
            self.focus_first()

    def _can(self, name: str) -> bool:
        """Say whether what a button offers can be done now: packs are not handed out of a file that is only read."""
        if name in (said.AGAIN, said.STOP, said.CODE):
            return True
        return any(spec.id == name and action.isEnabled() for spec, action in self.around.actions)

    def _do_main(self) -> None:
        self._do(self._nothing.does)

    def _do_other(self, _words: str) -> None:
        self._do(self._nothing.other_does)

    def _do(self, name: str) -> None:
        if name == said.AGAIN:
            self.ask()
        elif name == said.STOP:
            self._reader.stop()
        elif name == said.CODE:
            self.around.go(Place("code"))
        else:
            self.around.actions.action(name).trigger()

    # ---- from a figure on --------------------------------------------------------------------------------------------

    def _go_to_differences(self, row: FigureRow, only: str) -> None:
        self.part.go_to(row.about, only)

    def _go_to_class_differences(self) -> None:
        row = self.table.current_row()
        self.part.go_to(row.about if row is not None else None, "")

    def _choose_level(self, tab: Tab) -> None:
        if self.controls.tabs.buttons[tab].isVisible():
            self.controls.tabs.choose(tab, tell=True)

    # ---- the status line ---------------------------------------------------------------------------------------------

    def _counted(self, open_: int, pending: int) -> None:
        self._standing = (open_, pending)
        self.moved.emit()

    def standing(self) -> str:
        """Return how many disagreements are open, and for how many respondents the consensus is pending."""
        if self._sheet is None or self._sheet.report is None or self._standing is None:
            return ""
        return said.standing_words(*self._standing)

    def key_hints(self) -> Sequence[tuple[str, str]]:
        """Return the keys that settle."""
        if not self.standing():
            return ()
        return (("1–5", tr("settle")), ("R", tr("reason")), ("Ctrl ↑↓", tr("disagreement")))

    # ---- places ------------------------------------------------------------------------------------------------------

    def go(self, place: Place) -> None:
        """Come back to where the panel was, or show the figures of a code."""
        asked = place.detail if isinstance(place.detail, Asked) else None
        if asked is not None:
            self._wanted = asked
            self.controls.show_comparison(asked.comparison)
            self.ask()
        elif place.code is not None:
            self._wanted = Asked(self.controls.comparison(), place.code)
            self.ask()

    def place(self) -> Place:
        """Return what is compared, and the current cell."""
        return Place(self.name, detail=self._cell() if self._sheet is not None else None)

    def focus_first(self) -> None:
        """Put the focus on the figures, or on what can be done where there are none; they may be on their way."""
        self._wants_focus = self._reader.is_waiting or self._stale
        if self.page.splitter.isVisibleTo(self):
            self.table.setFocus()
        elif self.page.state.isVisibleTo(self):
            self.page.state.main.setFocus()
        else:
            self.controls.first.setFocus()

    def theme_changed(self) -> None:
        """Take over colours and sizes."""
        self.page.dress()
        self.update()
