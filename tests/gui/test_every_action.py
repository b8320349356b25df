"""Every action of every screen: its name and place, its keys, when it can be done, and that it does no harm."""

from __future__ import annotations

import shutil
from collections import Counter, defaultdict

import pytest
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QMenu

from fop_coder.gui import files
from fop_coder.gui.main_window import MENUS
from fop_coder.gui.shortcuts import clash
from tests.gui.hands import Attendant, put_away, settle

pytestmark = pytest.mark.untraced

SINGLE_KEYS = set("123456789ABDFGHIJKLOPQSUVWXYZ")
"""Keys that a code may have on the screen of transcripts."""

RESERVED = set("MNRT")
"""Keys that no code may have, because actions have them."""

WITHOUT_MENU = {"export.write"}
"""Actions that stand as a button on their screen alone."""

LOOKS = {f"view.{name}" for name in ("light", "dark", "system", "larger", "smaller", "usual")}
"""Actions that dress all screens anew: done once, they need no project."""


@pytest.fixture
def bare_window(bare_window):
    """Return a window with all its screens made."""
    while bare_window.furnish_next():
        pass
    return bare_window


@pytest.fixture(scope="module")
def known(window_to_look_at):
    """Return the window, with all its screens made, for those who only ask what is known of actions."""
    while window_to_look_at.furnish_next():
        pass
    return window_to_look_at


@pytest.fixture
def answers(monkeypatch, tmp_path, sample_file):
    """Let the system's file dialogs answer with files that are there, and build the sample by copying it."""
    sheet = tmp_path / "sheet.csv"
    sheet.write_text("respondent,borough\nHF01,Here\n", encoding="utf-8")
    codebook = tmp_path / "codes.yaml"
    codebook.write_text("format: 1\nname: More\ncodes:\n  - ident: trust\n    name: Trust\n    definition: Trust.\n")
    folder = tmp_path / "documents"
    folder.mkdir()
    backup = shutil.copy(sample_file, tmp_path / "backup.fop")
    places = iter(range(1000))

    def existing(_parent, _title, _folder, _kind, endings):
        return {files.PROJECTS: backup, files.CODEBOOKS: codebook}.get(endings, sheet)

    def new(_parent, _title, suggested, _kind, endings):
        ending = suggested.suffix or endings.split()[0].lstrip("*")
        return tmp_path / f"written{next(places)}{ending}"

    def build(folder, progress=None):
        folder.mkdir(parents=True)
        return shutil.copy(sample_file, folder / "sample.fop"), None

    monkeypatch.setattr(files, "choose_file", existing)
    monkeypatch.setattr(files, "choose_files", lambda *_: [])
    monkeypatch.setattr(files, "choose_folder", lambda *_: None)
    monkeypatch.setattr(files, "choose_new_file", new)
    monkeypatch.setattr(files, "documents_folder", lambda: folder)
    monkeypatch.setattr("fop_coder.project.sample.build_sample", build)
    return tmp_path


def able(window):
    """Return the ids of the actions that can be done now."""
    window._refresh()
    return {spec.id for spec, action in window.actions_known if action.isEnabled()}


def in_menus(window):
    """Return the ids of the actions in each menu of the menu bar."""
    found = defaultdict(set)
    for entry in window.menuBar().actions():
        menu = entry.menu()
        assert isinstance(menu, QMenu)
        for action in menu.actions():
            if not action.isSeparator():
                found[entry.text().replace("&", "")].add(action.objectName())
    return found


# ---- names and keys --------------------------------------------------------------------------------------------------


def test_every_action_has_a_name_in_the_users_words(known):
    titles = Counter()
    for spec, action in known.actions_known:
        assert spec.title, spec.id
        assert spec.title[0].isupper(), spec.id
        assert not spec.title.endswith("."), spec.id
        assert "&" not in spec.title, spec.id
        assert action.toolTip().strip(), spec.id
        titles[spec.title, spec.context] += 1
    assert [t for t, many in titles.items() if many > 1] == []


def test_every_action_is_in_its_menu_and_in_the_palette(window):
    menus = in_menus(window)
    assert list(menus) == [window.tr(name) for name in MENUS if name in menus]
    for spec, _ in window.actions_known:
        where = {name for name, ids in menus.items() if spec.id in ids}
        assert where == ({spec.menu} if spec.menu else set()), spec.id
        assert spec.menu or spec.id in WITHOUT_MENU, f"{spec.id} is in no menu"
    window.show_palette()
    offered = {entry.title for entry in window.palette_shown._everything}
    missing = [a.text() for s, a in window.actions_known if a.isEnabled() and s.id != "view.palette"]
    assert [text for text in missing if text not in offered] == []
    window.palette_shown.leave()


def test_no_two_actions_that_can_be_meant_at_once_share_keys(known):
    for spec, action in known.actions_known:
        for keys in action.shortcuts():
            other = clash(known.actions_known, spec.id, keys)
            assert other is None, f"{keys.toString()}: {spec.id} and {other.id if other else ''}"


def test_keys_are_such_as_keyboards_have(known):
    for spec, action in known.actions_known:
        for keys in action.shortcuts():
            assert keys.count() == 1, spec.id
            assert QKeySequence(keys.toString()) == keys, spec.id


def test_no_action_takes_a_key_that_codes_or_classes_have(known):
    project = known.desk.open_project
    classes = {c.key.upper() for c in project.codebook.schemes[0].categories}
    codes = {c.key.upper() for c in project.codebook.codes if c.key}
    assert classes == {"E", "C", "L"}
    assert not codes & (classes | RESERVED)
    for spec, action in known.actions_known:
        taken = {keys.toString().upper() for keys in action.shortcuts()}
        if spec.context in ("", "code"):
            assert not taken & (SINGLE_KEYS | classes), spec.id
        if spec.context == "":
            assert not taken & RESERVED, f"{spec.id} would swallow the letter everywhere"


def test_a_single_key_belongs_to_a_screen_and_is_left_to_fields(known):
    for spec, action in known.actions_known:
        for keys in action.shortcuts():
            if len(keys.toString()) == 1:
                assert spec.context, f"{spec.id} has the single key {keys.toString()} everywhere"


# ---- when they can be done -------------------------------------------------------------------------------------------


def test_without_a_project_only_what_needs_none_can_be_done(bare_window):
    expected = {s.id for s, _ in bare_window.actions_known if not s.needs_project}
    assert able(bare_window) == expected
    assert {"project.new", "project.open", "project.sample", "project.restore", "window.quit"} <= expected
    of_a_screen = ("code.", "respondents.", "tallies.", "agreement.", "export.")
    assert {name for name in expected if name.startswith(of_a_screen)} == {"agreement.of_table"}


def test_reading_only_nothing_that_writes_can_be_done(bare_window, sample_copy):
    bare_window.desk.open(sample_copy, read_only=True)
    for name in ("code", "respondents", "tallies", "matrix", "agreement", "find", "export", "history"):
        bare_window.show_panel(name)
        assert not able(bare_window) & {s.id for s, _ in bare_window.actions_known if s.writes}, name


def test_undo_and_back_can_be_done_when_there_is_something_to_go_back_to(window):
    assert not able(window) & {"edit.undo", "edit.redo", "view.back"}
    project = window.desk.open_project
    from fop_coder.coding.respondents import rename_respondent

    window.desk.apply(rename_respondent(project.respondent_labelled("HF01"), "XX01"))
    assert able(window) & {"edit.undo", "edit.redo"} == {"edit.undo"}
    window.actions_known.action("edit.undo").trigger()
    assert able(window) & {"edit.undo", "edit.redo"} == {"edit.redo"}
    window.actions_known.action("edit.find").trigger()
    assert "view.back" in able(window)
    window.actions_known.action("view.back").trigger()
    assert "view.back" not in able(window)


# ---- doing them ------------------------------------------------------------------------------------------------------


def home(window, spec, path, *, read_only=False):
    """Bring the window to where an action belongs, with the project open."""
    if window.desk.project is None or window.desk.open_project.store.path != path:
        window.desk.open(path, read_only=read_only)
    window.show_panel(spec.context or "code")
    settle(window)


def do_all(window, qtbot, path, where, *, read_only=False, only=lambda _spec: True):
    """Do every action on the first of the screens that ``where`` tells where it can be; say what went wrong."""
    wrong = []
    for spec, action in window.actions_known:
        if spec.id == "window.quit" or not only(spec):
            continue
        home(window, spec, path, read_only=read_only)
        for name in where(spec):
            window.show_panel(name)
            if action.isEnabled():
                break
        else:
            continue
        with qtbot.captureExceptions() as raised, Attendant():
            action.trigger()
            settle(window)
            put_away(window)
        wrong += [f"{spec.id}: {kind.__name__}: {error}" for kind, error, _ in raised]
        assert window.isVisible(), f"{spec.id} closed the window"
    return wrong


def test_every_action_can_be_done_from_another_screen_or_on_its_own(window, qtbot, answers, sample_copy):
    """What belongs to a screen is done there: it is gone to first."""

    def where(spec):
        return ("history", spec.context) if spec.context else ("code",)

    assert do_all(window, qtbot, sample_copy, where) == []
    home(window, window.actions_known.spec("view.code"), sample_copy)
    assert window.desk.open_project.verify() == []


def test_what_belongs_to_a_screen_is_done_where_it_can_be_seen(window, qtbot):
    window.show_panel("history")
    for name, screen in (("code.next_turn", "code"), ("respondents.copy", "respondents"), ("code.take_off", "code")):
        window.actions_known.action(name).trigger()
        assert window.panel.name == screen
    window.actions_known.action("view.back").trigger()
    assert window.panel.name == "respondents"


def test_every_action_can_be_done_at_the_start_screen(bare_window, qtbot, answers):
    for spec, action in bare_window.actions_known:
        if not action.isEnabled() or spec.id in {"window.quit", *LOOKS}:
            continue
        with Attendant():
            action.trigger()
            settle(bare_window)
            put_away(bare_window)
        bare_window.desk.close()
        settle(bare_window)


def may_write(spec):
    """Say whether an action is one of the project: looks, sizes and the way about are tried elsewhere."""
    return spec.needs_project and not spec.id.startswith(("view.", "window."))


def test_reading_only_every_action_leaves_the_file_as_it_was(bare_window, qtbot, answers, sample_copy):
    before = sample_copy.read_bytes()
    wrong = do_all(
        bare_window, qtbot, sample_copy, lambda spec: (spec.context or "code",), read_only=True, only=may_write
    )
    assert wrong == []
    bare_window.desk.close()
    assert sample_copy.read_bytes() == before


def test_quit_closes_the_window_and_the_project(window, sample_copy):
    window.actions_known.action("window.quit").trigger()
    assert not window.isVisible()
    assert window.desk.project is None
    assert not sample_copy.with_name(sample_copy.name + ".lock").exists()
