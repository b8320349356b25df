"""Make the pictures of the guide and the README in ``docs/pictures``, light and dark, from the sample project.

Twice on one machine gives the same bytes: time stands still where nothing happens and goes on in even steps where
something does, the home folder is an invented one, and language and time zone are fixed.
"""

from __future__ import annotations

import os
import shutil
import sys
import time
from datetime import UTC, datetime, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory

from PySide6.QtWidgets import QLineEdit, QPushButton, QWidget

from fop_coder.gui.main_window import MainWindow
from fop_coder.gui.panels.tallies.panel import TalliesPanel
from fop_coder.gui.pictures import SCREENS, Scene, settle, take_pictures, without_display
from fop_coder.model import base
from fop_coder.shipped import fixtures_folder, shipped_codebook

PICTURES = Path(__file__).resolve().parents[1] / "docs" / "pictures"
BEGIN = datetime(2025, 5, 5, 9, 0, tzinfo=UTC)
STEP = timedelta(seconds=173)
CODER = "Ann Example"
SECOND_CODER = "Kim Example"
PACK = "Focus on Practice, Kim Example.fop"

MARKS = (
    ("KC03", "planning", "not-asked", "The question was skipped: the respondent had to leave."),
    ("KC05", "planning", "too-little-information", "Breaks off after half a sentence."),
    ("WE04", "hypotheses", "not-asked", "Not in the first version of the interview guide."),
)
OPEN_AGAIN = ("WE08", "WE09_otter", "HF03")
COMING_IN = ("KC04.txt", "KC05.vtt", "KC06.odt", "KC07.docx", "KC08.pdf", "WE02.srt")


class EvenTime(datetime):
    """A clock that goes on by the same step whenever it is asked."""

    asked = 0

    @classmethod
    def now(cls, tz: object = None) -> datetime:  # type: ignore[override]
        """Return the next moment."""
        cls.asked += 1
        return BEGIN + cls.asked * STEP


def stand_still(home: Path) -> None:
    """Fix whatever differs from machine to machine and from day to day."""
    os.environ |= {"HOME": str(home), "TZ": "UTC", "LANG": "en_GB.UTF-8", "LC_ALL": "en_GB.UTF-8"}
    for name in [n for n in os.environ if n.startswith("XDG_")]:
        del os.environ[name]
    time.tzset()
    base.datetime = EvenTime  # type: ignore[attr-defined]
    without_display()


def call(*words: str) -> None:
    """Do what a command does."""
    from typer.testing import CliRunner

    from fop_coder.cli.main import app

    done = CliRunner().invoke(app, list(words))
    if done.exit_code:
        sys.exit(f"fop-coder {' '.join(words)}\n{done.output}")


def build_projects(folder: Path) -> tuple[Path, Path, Path]:
    """Build the sample, the sample in the midst of work, and a study that has just begun."""
    call("sample", str(folder / "FOP Coder sample"))
    sample = folder / "FOP Coder sample" / "sample.fop"
    midway = folder / "Family social workers 2025.fop"
    shutil.copy(sample, midway)
    for respondent, about, mark, because in MARKS:
        call("status", str(midway), respondent, about, mark, "--because", because)
    call("finish", str(midway), *OPEN_AGAIN, "--reopen")
    call("settings", str(midway), "--name", "Family social workers 2025")
    begun = folder / "Second wave.fop"
    call("new", str(begun), "--codebook", str(shipped_codebook("five-learning-outcomes")), "--coder", CODER)
    call("respondents", "import", str(begun), str(fixtures_folder() / "sample" / "respondents.csv"))
    coming = folder / "Transcripts"
    coming.mkdir()
    for name in COMING_IN:
        shutil.copy(fixtures_folder() / "sample" / "transcripts" / name, coming)
    for path in (sample, midway, begun):
        moment = (BEGIN + EvenTime.asked * STEP).timestamp()
        os.utime(path, (moment, moment))
    return sample, midway, begun


def build_pack(folder: Path, sample: Path) -> Path:
    """Build a study of which a pack was handed out, and the pack beside it as it came back, coded and finished."""
    from fop_coder.coding.passages import code_passage
    from fop_coder.model.documents import Document
    from fop_coder.project import Project
    from fop_coder.project.reading_done import finish_document

    study = folder / "Handed out.fop"
    shutil.copy(sample, study)
    drawn = ("--documents", "8", "--by", "borough", "--seed", "7", "--because", "To see whether a third coder agrees")
    call("pack", str(study), str(folder / PACK), "--for", SECOND_CODER, *drawn)
    with Project.open(folder / PACK, coder=SECOND_CODER) as pack:
        code = pack.codebook.codes[0]
        for document in pack.store.values(Document):
            start = pack.store.text(document.guid).find("family")
            if start >= 0:
                pack.apply(code_passage(document, start, start + len("family"), code, pack.coder))
            finish_document(pack, document)
    return study


# ---- scenes besides the screens --------------------------------------------------------------------------------------


def new_project(window: MainWindow) -> QWidget:
    """The dialog for a new project, filled in."""
    from fop_coder.gui.new_project import NewProjectDialog

    window.actions_known.action("project.new").trigger()
    dialog = window.findChildren(NewProjectDialog)[0]
    dialog.name.setText("Foster carers 2026")
    dialog.coder.setText(CODER)
    dialog.folder.setText("~/Documents")
    return dialog


def importing(window: MainWindow) -> QWidget:
    """What is found in a folder of transcripts, before anything is written."""
    from fop_coder.gui.importing.dialog import ImportDialog

    window.project_actions.material.import_transcripts((Path.home() / "Documents" / "Transcripts",))
    return window.findChildren(ImportDialog)[0]


def palette(window: MainWindow) -> QWidget:
    """The palette with a few letters typed."""
    window.show_panel("code")
    settle(window)
    window.show_palette()
    window.palette_shown.findChildren(QLineEdit)[0].setText("fin")
    return window


def why(window: MainWindow) -> QWidget:
    """The card that says why N is what it is, in the midst of work."""
    scene = next(s for s in SCREENS if s.name == "evidence")
    scene.show(window)
    settle(window)
    buttons = window.panel_named("tallies").findChildren(QPushButton)
    next(b for b in buttons if b.text() == "Why this N?").click()
    return window


def divided(window: MainWindow) -> QWidget:
    """The tally, group by group."""
    window.show_panel("tallies")
    settle(window)
    panel = window.panel_named("tallies")
    assert isinstance(panel, TalliesPanel)  # noqa: S101 - for the types
    panel.drawer.clear()
    panel.controls.by.setCurrentIndex(panel.controls.by.findText("borough"))
    panel.ask()
    return window


def settings(window: MainWindow) -> QWidget:
    """The settings of the machine and of the project."""
    from fop_coder.gui.settings_dialog import SettingsDialog

    window.show_settings()
    return window.findChildren(SettingsDialog)[0]


def hand_out(window: MainWindow) -> QWidget:
    """A pack for a second coder, before it is written."""
    from fop_coder.gui.second_coding.choosing import SHARE
    from fop_coder.gui.second_coding.hand_out import HandOutDialog

    window.actions_known.action("pack.hand_out").trigger()
    dialog = window.findChildren(HandOutDialog)[0]
    dialog.coder.setEditText(SECOND_CODER)
    choice = dialog.choice
    choice.how.setCurrentIndex(choice.how.findData(SHARE))
    choice.share.setValue(40)
    choice.by.setCurrentIndex(choice.by.findText("borough"))
    dialog.round.setEditText("Second check")
    dialog.because.setText("To check the codebook once more, in all boroughs")
    choice.look_again()
    return dialog


def merge(window: MainWindow) -> QWidget:
    """What a pack brings that came back, before anything is written."""
    from fop_coder.gui.second_coding.merging import MergeDialog

    window.project_actions.second_coding.merge(Path.home() / "Documents" / PACK)
    return window.findChildren(MergeDialog)[0]


OF_MIDWAY = (Scene("why", why), Scene("divided", divided))
OF_BEGUN = (Scene("new-project", new_project, with_project=False), Scene("import", importing))
OF_SAMPLE = (Scene("palette", palette), Scene("settings", settings), Scene("hand-out", hand_out))
OF_HANDED_OUT = (Scene("merge", merge),)


def main() -> None:
    """Make all pictures anew."""
    with TemporaryDirectory() as made:
        home = Path(made) / "home"
        folder = home / "Documents"
        folder.mkdir(parents=True)
        stand_still(home)
        from fop_coder.gui.theme import Appearance

        sample, midway, begun = build_projects(folder)
        handed_out = build_pack(folder, sample)
        both = (Appearance.LIGHT, Appearance.DARK)
        shutil.rmtree(PICTURES, ignore_errors=True)
        of_start = [s for s in SCREENS if not s.with_project]
        written = take_pictures(midway, PICTURES, of_start, both, recent=(begun, sample))
        written += take_pictures(sample, PICTURES, [*(s for s in SCREENS if s.with_project), *OF_SAMPLE], both)
        written += take_pictures(midway, PICTURES, OF_MIDWAY, both)
        written += take_pictures(handed_out, PICTURES, OF_HANDED_OUT, both)
        written += take_pictures(begun, PICTURES, OF_BEGUN, both)
    size = sum(path.stat().st_size for path in written)
    print(f"{len(written)} pictures in {PICTURES}, {size / 1e6:.1f} MB")


if __name__ == "__main__":
    main()
