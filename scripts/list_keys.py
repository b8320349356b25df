"""Write the first part of ``docs/keys.md``, the keys of all actions, from the actions that the window declares.

What follows the mark in that page is written by hand: keys of lists, fields and grids, which are not actions.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby
from pathlib import Path
from tempfile import TemporaryDirectory

from fop_coder.gui.actions import ActionRegistry
from fop_coder.gui.menus import MENUS

PAGE = Path(__file__).resolve().parents[1] / "docs" / "keys.md"
MARK = "<!-- Above: written by `make screenshots`. Below: by hand. -->"
NAMES = {"Return": "Enter", "Del": "Delete", "PgDown": "Page Down", "PgUp": "Page Up"}
ELSEWHERE = "Export"
"""The heading over actions that stand in no menu: those of the Export screen."""

HEAD = """# Keys

**Help › All keys** (F1) shows this list in the window. There you can also change a key; two actions that can be meant
at the same time never share one. Single letters work wherever no text field has the caret.
"""


def words_of(keys: str) -> str:
    """Return keys as they are printed on a keyboard: Ctrl+Enter for Ctrl+Return."""
    *held, last = keys.rsplit("+", 1) if not keys.endswith("++") else (keys[:-2], "+")
    return "+".join([*held, NAMES.get(last, last)])


def tables(actions: ActionRegistry) -> Iterator[str]:
    """Yield the lines of a table for each menu, with every action that has keys."""
    rows = [(spec.menu or ELSEWHERE, spec.title, spec.shortcut) for spec, _ in actions if spec.shortcut]
    order = (*MENUS, ELSEWHERE)
    for menu, lines in groupby(sorted(rows, key=lambda row: order.index(row[0])), key=lambda row: row[0]):
        yield from ("", f"## {menu}", "", "| keys | what |", "| --- | --- |")
        yield from (f"| {words_of(keys)} | {title} |" for _, title, keys in lines)


def page(actions: ActionRegistry, present: str) -> str:
    """Return the page with its first part written anew."""
    by_hand = present.partition(MARK)[2]
    return "\n".join([HEAD.rstrip(), *tables(actions), "", MARK]) + by_hand


def main() -> None:
    """Write the page."""
    from PySide6.QtCore import QSettings

    from fop_coder.gui.app import all_panels, make_application
    from fop_coder.gui.main_window import MainWindow
    from fop_coder.gui.pictures import without_display
    from fop_coder.gui.preferences import Preferences
    from fop_coder.gui.theme import Theme

    without_display()
    application = make_application(["fop-coder"])
    with TemporaryDirectory() as folder:
        settings = QSettings(str(Path(folder) / "preferences.ini"), QSettings.Format.IniFormat)
        window = MainWindow(Theme(application), Preferences(settings), all_panels())
        PAGE.write_text(page(window.actions_known, PAGE.read_text(encoding="utf-8")), encoding="utf-8")
        window.close()


if __name__ == "__main__":
    main()
