"""Every screen and dialog with the keyboard alone: names, the way of Tab there and back, rings, sizes, plain text."""

from __future__ import annotations

import shutil
from dataclasses import replace

import pytest
from PySide6.QtWidgets import QApplication, QDialog

from fop_coder.coding.passages import code_passage
from fop_coder.gui import dialogs
from fop_coder.gui.bands.dialog import BandsDialog
from fop_coder.gui.bands.editor import BandDialog
from fop_coder.gui.importing.dialog import ImportDialog
from fop_coder.gui.instruments.dialog import AnswersDialog
from fop_coder.gui.notices import Notice
from fop_coder.gui.panel import Place
from fop_coder.gui.panels.start.tour import Tour
from fop_coder.gui.panels.tallies.page import BANDS, CROSS, NUMBERS
from fop_coder.gui.second_coding.merging import MergeDialog
from fop_coder.gui.second_coding.new_round import NewRoundDialog
from fop_coder.gui.second_coding.of_table import TableAgreementDialog
from fop_coder.gui.second_coding.rounds import RoundsDialog
from fop_coder.model.change import Change
from fop_coder.model.codebook import Code, Scheme
from fop_coder.model.coding import Classification, Coding
from fop_coder.model.documents import Document
from fop_coder.model.errors import ProjectRefused
from fop_coder.model.people import Attribute, AttributeValue, Coder, Respondent, Settings
from fop_coder.project import Project
from fop_coder.project.coders import new_coder
from fop_coder.project.instruments import add_instrument_change, shipped_instruments
from fop_coder.project.packs import Choice, Wish, draw, hand_out
from fop_coder.project.reading_done import finish_document
from tests.gui.access import Way, controls, read_as_markup, too_small, unreachable, without_name
from tests.gui.hands import press, put_away, settle

pytestmark = pytest.mark.untraced

SCREENS = ("code", "respondents", "tallies", "matrix", "agreement", "find", "export", "report", "history")

ACTIONS = (
    *("project.new", "project.import", "window.settings", "help.keys", "view.palette", "help.tour"),
    *("code.codebook_new", "code.codebook_edit", "code.codebook_merge", "code.codebook_split", "code.not_asked"),
    *("respondents.add", "respondents.leave_out", "wording.show"),
    *("pack.hand_out", "pack.merge", "rounds.show", "coders.show", "agreement.of_table"),
)
"""Actions that open a dialog or lay something over the window."""


MARK = "<b>M</b>"
"""What names from files may hold."""


def _screen(name):
    def show(window, _folder):
        window.show_panel(name)
        settle(window)
        return window

    return show


def _action(name):
    def show(window, _folder):
        context = window.actions_known.spec(name).context
        window.show_panel(context or "code")
        settle(window)
        window.actions_known.action(name).trigger()
        settle(window)
        above = QApplication.activeModalWidget()
        window.setProperty("keeps tab", name == "view.palette")
        assert above is not None or name in ("view.palette", "help.tour"), f"{name} opens nothing"
        return above or window

    return show


def _start(window, _folder):
    window.desk.close()
    settle(window)
    return window


def _find(window, _folder):
    window.show_panel("find")
    window.show_palette()
    window.palette_shown.leave()
    window.go(Place("find", detail="family"))
    settle(window)
    return window


def _evidence(window, _folder):
    window.go(Place("tallies", code=window.desk.open_project.store.values(Code)[0].guid))
    settle(window)
    window.actions_known.action("tallies.evidence").trigger()
    settle(window)
    return window


def _matrix(window, _folder):
    """A cell with its passages beside the grid, where there are some."""
    window.show_panel("matrix")
    settle(window)
    window.actions_known.action("matrix.next").trigger()
    settle(window)
    assert window.panel.side.isVisible() and window.panel.side.links
    return window


def _agreement(level):
    def show(window, _folder):
        window.show_panel("agreement")
        settle(window)
        window.actions_known.action(f"agreement.{level}").trigger()
        settle(window)
        return window

    return show


def _of_agreement(name):
    def show(window, folder):
        _agreement("by_passage")(window, folder)
        window.actions_known.action(f"agreement.{name}").trigger()
        settle(window)
        return QApplication.activeModalWidget() or next(
            w for w in QApplication.topLevelWidgets() if isinstance(w, QDialog) and w.isVisible()
        )

    return show


def _tab(number):
    def show(window, _folder):
        window.show_panel("tallies")
        settle(window)
        window.panel.show_tab(number)
        settle(window)
        return window

    return show


def _behind_cell(window, folder):
    _tab(CROSS)(window, folder)
    press("Return", window.panel.part.tables[0])
    settle(window)
    return window


def _preview(window, folder):
    window.project_actions.material.import_transcripts((folder,))
    settle(window)
    return window.findChildren(ImportDialog)[0]


def _report(window, folder):
    dialog = _preview(window, folder)
    dialog.bring_in.click()
    for _ in range(400):
        if dialog.pages.currentIndex() == 2:
            break
        QApplication.processEvents()
    return dialog


def _sheet(window, folder):
    sheet = folder.parent / "sheet.csv"
    sheet.write_text("respondent,borough\nHF01,Here\nMX09,There\n", encoding="utf-8")
    window.project_actions.material.import_respondents_from(sheet)
    settle(window)
    return QApplication.activeModalWidget()


def _pack(window, folder):
    """A pack with somebody in it whom the project does not know, and with what cannot fit."""
    project, out = window.desk.open_project, folder.parent / "pack.fop"
    hand_out(project, out, Wish("Eve Marsh"), draw(project, Choice(number=3)))
    with Project.open(out) as pack:
        pack.apply(new_coder(pack, f"Eve{MARK}"))
        pack.coder = pack.coder_named(f"Eve{MARK}").guid
        for document in pack.store.values(Document):
            finish_document(pack, document)
            pack.apply(code_passage(document, 10, 40, pack.codebook.codes[0], pack.coder))
    window.project_actions.second_coding.merge(out)
    settle(window)
    return window.findChildren(MergeDialog)[0]


def _ratings(window, folder):
    table = folder.parent / "ratings.csv"
    rows = "".join(
        f"u{n},{who}{MARK},{'yes' if n % k else 'no'}\n" for n in range(12) for who, k in (("A", 2), ("B", 3))
    )
    table.write_text(f"unit,coder,value\n{rows}", encoding="utf-8")
    window.project_actions.second_coding.of_table()
    dialog = window.findChildren(TableAgreementDialog)[0]
    dialog.take(table)
    settle(window)
    return dialog


def _new_round(window, _folder):
    window.actions_known.action("rounds.show").trigger()
    window.findChildren(RoundsDialog)[0].new.click()
    settle(window)
    dialog = window.findChildren(NewRoundDialog)[0]
    dialog.choice.how.setCurrentIndex(3)
    return dialog


def _answers(window, _folder):
    project = window.desk.open_project
    window.desk.do(add_instrument_change(project, shipped_instruments(project)[0]))
    window.actions_known.action("instruments.enter").trigger()
    settle(window)
    return window.findChildren(AnswersDialog)[0]


def _band(window, _folder):
    window.actions_known.action("bands.show").trigger()
    window.findChildren(BandsDialog)[0].new.click()
    settle(window)
    dialog = window.findChildren(BandDialog)[0]
    dialog.name.setText("Breadth")
    dialog.limits.setText("0–1, 2–4, 5+")
    dialog._ask()
    return dialog


def _notice(window, _folder):
    notice = Notice(window, window.theme, "Title", "A sentence.", ("one", "two"), note="warning")
    notice.open()
    return notice


def _error(window, _folder):
    dialog = dialogs.error_dialog(window, ProjectRefused("that cannot be", where="sample.fop", do="Do something else"))
    dialog.open()
    return dialog


def _question(window, _folder):
    dialog = dialogs.question_dialog(window, "Title", "Shall it be?\n\nMore words.", "Do it", "Leave it")
    dialog.open()
    return dialog


SCENES = {
    **{f"screen {name}": _screen(name) for name in SCREENS},
    **{f"dialog {name}": _action(name) for name in ACTIONS},
    "screen start": _start,
    "screen find with hits": _find,
    "screen tallies with evidence": _evidence,
    "screen tallies, cross-tables": _tab(CROSS),
    "screen tallies, cross-table with evidence": _behind_cell,
    "screen tallies, bands and change": _tab(BANDS),
    "screen tallies, numbers": _tab(NUMBERS),
    "screen matrix with a cell": _matrix,
    **{f"screen agreement {level}": _agreement(level) for level in ("by_group", "by_passage", "by_criterion")},
    **{f"dialog agreement {name}": _of_agreement(name) for name in ("more", "notes", "matches", "resampling")},
    "dialog import with files": _preview,
    "dialog import, report": _report,
    "dialog respondents from a sheet": _sheet,
    "dialog pack to merge": _pack,
    "dialog agreement of a table, told": _ratings,
    "dialog new round": _new_round,
    "dialog answers to an instrument": _answers,
    "dialog new band": _band,
    "dialog notice": _notice,
    "dialog error": _error,
    "dialog question": _question,
}


@pytest.fixture
def bare_window(window_in_turn):
    return window_in_turn


@pytest.fixture(scope="module")
def marked_file(sample_file, tmp_path_factory):
    """A project in which every name and text that people give holds mark-up."""
    path = shutil.copy(sample_file, tmp_path_factory.mktemp("marked") / "sample.fop")
    with Project.open(path) as project:
        mark_everything(project)
    return path


@pytest.fixture
def marked(bare_window, marked_file, tmp_path):
    """The window on a copy of it."""
    assert bare_window.open_project(shutil.copy(marked_file, tmp_path / "sample.fop"))
    return bare_window


def mark_everything(project):
    store, changes = project.store, []
    for kind, names in (
        (Settings, ("name", "respondent_word")),
        (Coder, ("name",)),
        (Respondent, ("label",)),
        (Document, ("name",)),
        (Attribute, ("name",)),
        (AttributeValue, ("value",)),
        (Code, ("name", "definition")),
        (Scheme, ("name",)),
        (Coding, ("memo",)),
        (Classification, ("because",)),
    ):
        for value in store.values(kind):
            fresh = replace(value, **{name: f"{getattr(value, name)}{MARK}" for name in names})
            changes.append((value, fresh))
    before, after = zip(*changes, strict=True)
    assert project.apply(Change(f"Names with {MARK}", before, after))


@pytest.mark.parametrize("name", sorted(SCENES))
def test_by_keyboard_alone_every_control_has_a_name_and_texts_are_plain(name, marked, tmp_path):
    folder = tmp_path / "transcripts"
    folder.mkdir()
    for label in ("MX01", "MX02"):
        (folder / f"{label}.txt").write_text(f"Interviewer: How?\n{label}{MARK}: With a {MARK} of the family.\n")
    top = SCENES[name](marked, folder)
    top.activateWindow()
    for _ in range(3):  # a layout asks for another one
        QApplication.processEvents()
    assert controls(top)
    none("without a name", without_name(top))
    none("too small", too_small(top))
    none("taken for HTML", read_as_markup(top, MARK))
    if not top.property("keeps tab"):  # in the palette's field Tab stays until Esc: arrows and Enter do the rest
        tab_goes_round_with_a_ring_and_back(top)
    put_away(marked)


def tab_goes_round_with_a_ring_and_back(top):
    way = Way(top, rings=not top.findChildren(Tour))
    way.walk()
    none("on the way", way.faults)
    none("not reached", unreachable(top, way.passed))
    way.walk_back()
    none("on the way back", way.faults)


def none(what, found):
    """Fail with all that was found, one a line."""
    assert not found, "\n".join([what, *found])


def test_tab_goes_in_reading_order(window):
    window.show_panel("code")
    settle(window)
    way = Way(window, rings=False)
    way.walk()
    panel = window.panel
    parts = (window.rail, panel.documents, panel.header, panel.transcript, panel.right)
    seen = [next(n for n, p in enumerate(parts) if p is w or p.isAncestorOf(w)) for w in way.passed]
    first = seen.index(0)
    assert [*seen[first:], *seen[:first]] == sorted(seen)


def test_tab_stays_in_the_palette_and_esc_leaves_it(window):
    window.show_palette()
    QApplication.processEvents()
    before = QApplication.focusWidget()
    press("Tab")
    assert window.palette_shown.isVisible()
    assert window.palette_shown.isAncestorOf(QApplication.focusWidget())
    assert before is QApplication.focusWidget()
    press("Escape")
    assert not window.palette_shown.isVisible()
