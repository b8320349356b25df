"""What the guide shows and names is there: pictures, links, commands, menus, and every name in bold."""

from __future__ import annotations

import ast
import re
import shlex
import shutil
from pathlib import Path

import pytest
from PySide6.QtGui import QImage
from typer.testing import CliRunner

from fop_coder.cli.main import app

pytestmark = pytest.mark.untraced

ROOT = Path(__file__).resolve().parents[2]
DOCS = ROOT / "docs"
PICTURES = DOCS / "pictures"
GUIDE = [DOCS / "guide.md", *sorted(DOCS.glob("[0-9]-*.md")), DOCS / "keys.md"]
PAGES = [*GUIDE, DOCS / "cli.md", ROOT / "README.md", ROOT / "CHANGELOG.md", ROOT / "ARCHITECTURE.md"]
MEGABYTES = 3.0


def text_of(page):
    return page.read_text(encoding="utf-8")


def by_name(page):
    return page.name


def bold(page):
    """Return what a page says in bold, in one line each."""
    return [" ".join(found.split()) for found in re.findall(r"\*\*([^*]+)\*\*", text_of(page))]


def anchors(page):
    """Return the addresses of a page's headings, as web pages make them."""
    headings = re.findall(r"^#+ (.+)$", text_of(page), re.MULTILINE)
    return {re.sub(r"[^\w -]", "", h.lower()).replace(" ", "-") for h in headings}


@pytest.fixture(scope="module")
def said_in_the_window():
    """Every piece of text in the window's own code, without the marks of access keys."""
    said = set()
    for path in (ROOT / "fop_coder" / "gui").rglob("*.py"):
        for node in ast.walk(ast.parse(text_of(path))):
            if isinstance(node, ast.Constant) and isinstance(node.value, str):
                said.add(node.value.replace("&", ""))
    return said


@pytest.mark.parametrize("page", PAGES, ids=by_name)
def test_links_lead_somewhere(page):
    for target in re.findall(r"\]\(([^)]+)\)", text_of(page)):
        if target.startswith(("https://", "http://")):
            continue
        file, _, heading = target.partition("#")
        linked = page.parent / file if file else page
        assert linked.exists(), target
        assert not heading or heading in anchors(linked), target


@pytest.mark.parametrize("page", PAGES, ids=by_name)
def test_pictures_are_there_light_and_dark_and_are_told_in_words(page):
    text = text_of(page)
    for name, words in re.findall(r'<img alt="([^"]*)" src="([^"]+)"', text):
        assert name.strip(), words
    shown = re.findall(r'(?:src|srcset)="([^"]+)"', text)
    for picture in shown:
        assert (page.parent / picture).is_file(), picture
    assert sorted(p.replace("-dark", "-light") for p in shown if "-dark" in p) == sorted(
        p for p in shown if "-light" in p
    )
    assert text.count("<img ") == len(re.findall(r'<img alt="[^"]+" src="[^"]+-light.png">', text))


def test_every_picture_is_shown_somewhere_and_all_are_small():
    shown = {Path(p).name for page in PAGES for p in re.findall(r'(?:src|srcset)="([^"]+)"', text_of(page))}
    there = {p.name for p in PICTURES.iterdir()}
    assert there == shown
    assert sum(p.stat().st_size for p in PICTURES.iterdir()) < MEGABYTES * 1e6


def test_pictures_of_the_window_have_its_size_and_both_appearances_differ():
    for light in PICTURES.glob("*-light.png"):
        day, night = QImage(str(light)), QImage(str(light.with_name(light.name.replace("-light", "-dark"))))
        assert not day.isNull() and day.size() == night.size(), light.name
        assert day.pixelColor(2, 2).lightness() > night.pixelColor(2, 2).lightness(), light.name
    assert (QImage(str(PICTURES / "code-light.png")).width(), QImage(str(PICTURES / "code-light.png")).height()) == (
        1440,
        900,
    )


@pytest.mark.parametrize("page", GUIDE, ids=by_name)
def test_names_in_bold_stand_in_the_window(page, said_in_the_window):
    for name in bold(page):
        if " › " not in name:
            assert name in said_in_the_window, f"{page.name}: {name}"


def test_menus_and_actions_are_called_so(whole_window):
    menus = {
        top.text().replace("&", ""): {a.text().replace("&", "").partition(":")[0] for a in top.menu().actions()}
        for top in whole_window.menuBar().actions()
        if top.menu() is not None
    }
    named = {name for page in GUIDE for name in bold(page) if " › " in name}
    assert len(named) > 15
    for name in sorted(named):
        menu, action = name.split(" › ")
        assert action in menus.get(menu, ()), name


def commands():
    for page in GUIDE:
        for line in re.findall(r"^    (fop-coder .+)$", text_of(page), re.MULTILINE):
            yield pytest.param(page, line, id=f"{page.stem}: {line}")


@pytest.mark.parametrize(("page", "line"), list(commands()))
def test_commands_can_be_typed_as_they_stand(page, line, sample_file, tmp_path, monkeypatch):
    shutil.copy(sample_file, tmp_path / "study.fop")
    (tmp_path / "transcripts").mkdir()
    (tmp_path / "transcripts" / "KC99.txt").write_text("I: Do you plan?\n\nR: I do.\n\nI: Always?\n\nR: Nearly.\n")
    from openpyxl import Workbook

    book = Workbook()
    book.active.append(["respondent", "borough"])
    book.active.append(["KC99", "RBKC"])
    book.save(tmp_path / "people.xlsx")
    monkeypatch.chdir(tmp_path)
    done = CliRunner().invoke(app, shlex.split(line)[1:])
    assert done.exit_code == 0, done.output


def test_the_guide_leads_to_all_its_pages():
    linked = set(re.findall(r"\]\(([^)#]+)\)", text_of(DOCS / "guide.md")))
    assert {p.name for p in DOCS.glob("*.md")} - {"guide.md"} <= linked
    assert "docs/guide.md" in text_of(ROOT / "README.md")
