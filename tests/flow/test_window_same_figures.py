"""Window, command line, workbook and a second, plain count of everything show the same figures, cell by cell."""

from __future__ import annotations

import os
import shutil
from contextlib import closing

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

import json

import openpyxl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PySide6.QtCore import QCoreApplication, QEvent, QSettings
from typer.testing import CliRunner

from fop_coder.cli.main import app as command_line
from fop_coder.gui import app
from fop_coder.gui.main_window import MainWindow
from fop_coder.gui.panels.tallies.lines import CLASSIFIED, Kind
from fop_coder.gui.panels.tallies.model import FIGURE
from fop_coder.gui.preferences import Preferences
from fop_coder.gui.theme import Appearance, Theme
from fop_coder.model.base import derived_guid
from fop_coder.model.change import Change
from fop_coder.model.codebook import Code
from fop_coder.model.filters import NO_VALUE
from fop_coder.model.people import Attribute, AttributeType, AttributeValue
from fop_coder.model.second_coding import Settlement
from fop_coder.project.exporting import ExportWishes, export_project
from fop_coder.project.respondent_grid import ColumnKind
from fop_coder.project.tallying import Question
from fop_coder.store.store import Store
from tests.reference import small
from tests.reference.figures import (
    ALL,
    NO_CLASS,
    STATUSES,
    Asked,
    classes,
    counted,
    counted_classes,
    grouped,
    material_of,
    sample_of,
    standings,
)
from tests.reference.projects import materials

pytestmark = pytest.mark.untraced

BOROUGHS = ("RBKC", "WCC", "")
BOROUGH = Attribute(derived_guid("same figures", "borough"), "borough", AttributeType.CATEGORY)
_PLAIN = {s: s.replace(" ", "_") for s in STATUSES}
"""Status → the key of the JSON."""


# ---- a window, and the places where it shows figures -----------------------------------------------------------------


@pytest.fixture(scope="module")
def window(qapp, tmp_path_factory):
    """One window for all projects; they are opened in it one after the other."""
    theme = Theme(qapp)
    theme.apply(Appearance.LIGHT, 1.0)
    kept = QSettings(str(tmp_path_factory.mktemp("window") / "preferences.ini"), QSettings.Format.IniFormat)
    window = MainWindow(theme, Preferences(kept), app.all_panels())
    window.resize(1440, 900)
    window.show()
    yield window
    window.close()
    window.deleteLater()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    QCoreApplication.processEvents()


def shown_tallies(window, question):
    """Return what the screen of tallies shows: per code and category, per group, n and N; and where everybody went."""
    window.show_panel("tallies")
    panel = window.panel
    panel._bring_up_to_date()
    panel.controls.set_question(question)
    assert panel.controls.question() == question, "the controls can ask this question"
    panel.ask()
    model = panel.table.tallies
    figures, went = {}, {}
    for row, line in enumerate(model.lines):
        name = (line.kind, line.name)
        for column in range(FIGURE, model.columnCount() - 1):
            shown = model.index(row, column).data()
            if column != FIGURE + 1 and shown:
                figures[name, model.group_of(column) or ALL] = tuple(map(int, shown.split("/")))
        went[name] = {str(part): count for part, count in line.went}
        assert model.cell(line, model.went_column) == ", ".join(f"{p!s} {n}" for p, n in line.went)
    return figures, went, {line.name: line.detail for line in model.lines if line.kind is Kind.CODE}


def shown_statuses(window, coder):
    """Return the status words in the grid of respondents: (respondent, code's name) → word; and classes."""
    window.desk.act_as(coder)
    window.show_panel("respondents")
    panel = window.panel
    panel._bring_up_to_date()
    model = panel.table.grid
    found, given = {}, {}
    for column in range(model.columnCount()):
        meant = model.column_at(column)
        for row in range(model.rowCount()):
            who = model.row_at(row).respondent.guid
            if meant.kind is ColumnKind.CODE:
                found[who, meant.about.guid] = model.index(row, column).data()
            elif meant.kind is ColumnKind.CLASS:
                given[who] = model.index(row, column).data()
    return found, given


def shown_beside_text(window, coder):
    """Return the column "referred" of the codebook beside the transcript, as it is spoken: code → "n of N"."""
    window.desk.act_as(coder)
    window.show_panel("code")
    QCoreApplication.processEvents()
    model = window.panel.right.codebook.model
    spoken = {}
    for row in range(model.rowCount()):
        code = model.row(row).code
        spoken[code.guid] = model.spoken(model.row(row)).split(", ")[-1].removesuffix(" referred")
    return spoken


# ---- the others ------------------------------------------------------------------------------------------------------


def typed(path, question, *more):
    """Return what ``tally --json`` prints for a question."""
    words = ["tally", str(path), "--json", "--view", question.view, *more]
    words += ["--coders", ",".join(question.coders)] if question.coders else []
    words += ["--by", question.by] if question.by else []
    words += ["--scope", question.scope] if question.scope else []
    result = CliRunner().invoke(command_line, words)
    assert result.exit_code == 0, result.output
    return json.loads(result.stdout)


def written(project, question, folder):
    """Return the sheets of a workbook as rows of cells."""
    out = folder / "figures.xlsx"
    by = (question.by,) if question.by else ()
    export_project(project, out, Question(question.view, question.coders, scope=question.scope), ExportWishes(by=by))
    book = openpyxl.load_workbook(out)
    sheets = {sheet.title: [[cell.value for cell in row] for row in sheet.iter_rows()] for sheet in book}
    book.close()
    return sheets


def table(rows, first):
    """Return the headings and the rows of the table that begins with the heading ``first``."""
    head = next(n for n, row in enumerate(rows) if row and row[0] == first)
    body = []
    for row in rows[head + 1 :]:
        if not row or row[0] is None:
            break
        body.append(row)
    return rows[head], body


# ---- comparing -------------------------------------------------------------------------------------------------------


class Comparison:
    """One question, asked everywhere."""

    def __init__(self, window, path, folder, question, asked, boroughs):
        self.window, self.path, self.folder, self.question = window, path, folder, question
        self.project = window.desk.open_project
        self.material = material_of(self.project.store)
        self.asked = asked
        self.sample = sample_of(self.material)
        self.has_classes = asked.view in ("one", "consensus") and bool(self.material.schemes)
        self.classes = classes(self.material, asked) if self.has_classes else {}
        self.groups = self._groups(boroughs)
        self.codes: list[Code] = [c for c in self.material.codes if not c.retired]
        self.expected = {c.name: counted(standings(self.material, c, asked), self.groups) for c in self.codes}

    def _groups(self, boroughs):
        if self.question.by is None:
            return {}
        if self.question.by == BOROUGH.name:
            return grouped(boroughs, self.sample)
        names = {c.guid: c.name for c in self.material.schemes[0].categories}
        given = {who: names[word] for who, (word, _) in self.classes.items() if word in names}
        groups = grouped(given, self.sample)
        return {**{name: groups.get(name, []) for name in names.values()}, **groups}

    def check(self):
        """Compare what everybody says with the plain count."""
        self.check_window()
        self.check_command_line()
        self.check_workbook()

    def check_window(self):
        figures, went, details = shown_tallies(self.window, self.question)
        for code in self.codes:
            name, expected = (Kind.CODE, code.name), self.expected[code.name]
            assert {g: figures[name, g] for g in expected} == {g: pair(c) for g, c in expected.items()}, code.name
            assert went[name] == {s: expected[ALL][s] for s in STATUSES}
            assert sum(went[name].values()) == len(self.sample)
            self._check_detail(code, details[code.name], expected[ALL])
        assert {name for (kind, name), _ in figures if kind is Kind.CODE} == {c.name for c in self.codes}
        if not self.has_classes:
            assert not any(kind is not Kind.CODE for kind, _ in went), "classes have no such view"
            return
        counts = counted_classes(self.material, self.classes, self.groups)
        scheme = self.material.schemes[0]
        for category in scheme.categories:
            for group, counter in counts.items():
                shown = figures[(Kind.CATEGORY, category.name), group]
                assert shown == (counter[category.name], self._classified(counter)), (category.name, group)
        assert went[Kind.SCHEME, scheme.name] == {
            CLASSIFIED: self._classified(counts[ALL]),
            **{label: counts[ALL][label] for label in NO_CLASS},
        }

    def _classified(self, counter):
        return sum(counter[c.name] for c in self.material.schemes[0].categories)

    def _check_detail(self, code, detail, expected):
        """The words beneath a code's name: those who meet its rule, unprompted ones, and what is coded already."""
        said = {part.strip() for part in detail.split("·")}

        def is_said(number, *words):
            return any(str(number) in part.split() and all(w in part for w in words) for part in said)

        assert is_said(expected["met"], "of whom") == (code.criteria_rule is not None)
        assert is_said(expected["unprompted"], "unprompted") == (expected["unprompted"] > 0)
        assert is_said(expected["coded"], "pending", "coded") == (expected["coded"] > 0)
        several = self.asked.view != "one" and expected["differ"] > 0
        assert is_said(expected["differ"], "differ") == several

    def check_command_line(self):
        found = typed(self.path, self.question)
        assert found["sample"]["respondents"] == len(self.sample)
        by_name = {row["name"]: row for row in found["rows"]}
        assert by_name.keys() == self.expected.keys()
        for code in self.codes:
            row, expected = by_name[code.name], self.expected[code.name]
            for group, counts in expected.items():
                self._check_plain(row if group == ALL else row["groups"][group], code, counts)
        if self.has_classes:
            self._check_typed_classes()

    def _check_plain(self, plain, code, counts):
        assert {s: plain[key] for s, key in _PLAIN.items()} == {s: counts[s] for s in STATUSES}
        assert (plain["n"], plain["of"]) == pair(counts)
        n, of = pair(counts)
        assert plain["share"] == (n / of if of else None)
        assert plain["criteria_met"] == (counts["met"] if code.criteria_rule else None)
        assert (plain["pending_coded"], plain["unprompted"]) == (counts["coded"], counts["unprompted"])
        assert plain["differ"] == (None if self.asked.view == "one" else counts["differ"])

    def _check_typed_classes(self):
        scheme = self.material.schemes[0]
        found = typed(self.path, self.question, "--scheme", scheme.ident)
        counts = counted_classes(self.material, self.classes, self.groups)
        for row in found["rows"]:
            for group, counter in counts.items():
                shown = row if group == ALL else row["groups"][group]
                assert (shown["n"], shown["of"]) == (counter[row["name"]], self._classified(counter))

    def check_workbook(self):
        sheets = written(self.project, self.question, self.folder)
        headings, rows = table(sheets["Tally"], "code")
        by_name = {row[1]: dict(zip(headings, row, strict=True)) for row in rows}
        assert by_name.keys() == self.expected.keys()
        for name, expected in self.expected.items():
            row, counts = by_name[name], expected[ALL]
            assert (row["n"], row["N"], row["total"]) == (*pair(counts), len(self.sample))
            assert {s: row[s] for s in STATUSES if s != "referred"} == {s: counts[s] for s in STATUSES[1:]}
            assert row["of pending, already coded"] == counts["coded"]
            assert row["of n, unprompted"] == counts["unprompted"]
        if self.question.by:
            self._check_blocks(sheets[f"Tally by {self.question.by}"])
        self._check_lines(sheets["Respondents × codes"])
        if self.has_classes:
            self._check_classes(sheets["Classification"])

    def _check_blocks(self, rows):
        headings, body = table(rows, "code")
        for row in body:
            cells, expected = dict(zip(headings, row, strict=True)), self.expected[row[1]]
            for group, counts in expected.items():
                named = group or "all"
                assert (cells[f"{named}: n"], cells[f"{named}: N"]) == pair(counts), (row[1], named)
                for status in STATUSES[2:]:
                    assert cells[f"{named}: {status}"] == counts[status]

    def _check_lines(self, rows):
        headings, body = table(rows, "respondent")
        labels = {r.label: r.guid for r in self.material.respondents}
        assert {labels[str(row[0])] for row in body} == set(self.sample)
        in_words = {"referred": 1, "not referred": 0}
        for code in self.codes:
            found = standings(self.material, code, self.asked)
            column = headings.index(code.name)
            for row in body:
                status = found[labels[str(row[0])]].status
                assert row[column] == in_words.get(status, status), (row[0], code.name)

    def _check_classes(self, rows):
        _, body = table(rows, "scheme")
        scheme = self.material.schemes[0]
        counts = counted_classes(self.material, self.classes, {})[ALL]
        shown = {row[1]: row[3] for row in body if row[0] == scheme.name}
        assert shown == {
            **{c.name: counts[c.name] for c in scheme.categories},
            **{label: counts[label] for label in NO_CLASS},
            "total": len(self.sample),
        }

    def check_other_screens(self, coder):
        """The grid and the codebook beside the text show the view of the coder who acts, over all documents."""
        statuses, given = shown_statuses(self.window, coder.name)
        asked = Asked("one", (coder.guid,), None)
        beside = shown_beside_text(self.window, coder.name)
        for code in self.codes:
            found = standings(self.material, code, asked)
            assert {who: statuses[who, code.guid] for who in found} == {w: s.status for w, s in found.items()}
            n, of = pair(counted(found, {})[ALL])
            assert beside[code.guid] == f"{n} of {of}"
        categories = {c.guid: c.name for s in self.material.schemes for c in s.categories}
        for who, (word, already) in classes(self.material, asked).items() if self.material.schemes else ():
            if not already and word in (*categories, *NO_CLASS[:1]):
                assert given[who] == categories.get(word, word)


def pair(counts):
    """Return n and N."""
    return counts["referred"], counts["referred"] + counts["not referred"]


# ---- the tests -------------------------------------------------------------------------------------------------------


@st.composite
def questions(draw):
    """Return a random project and a question that it can be asked."""
    material = draw(materials())
    view = draw(st.sampled_from(("one", "one", "either", "both", "consensus")))
    chosen = draw(st.lists(st.sampled_from(material.coders), min_size=1, unique=True))
    chosen = chosen[:1] if view == "one" else [c for c in material.coders if c in chosen]
    by = draw(st.sampled_from((None, BOROUGH.name, "Group")))
    if by == "Group" and view in ("either", "both"):
        by = BOROUGH.name
    return material, view, chosen, by, draw(st.sampled_from(("", "kind = interview")))


@given(questions())
@settings(max_examples=12, suppress_health_check=list(HealthCheck))
def test_random_projects_show_the_same_figures_everywhere(window, bare_project, tmp_path_factory, drawn):
    material, view, chosen, by, scope = drawn
    folder = tmp_path_factory.mktemp("figures")
    path, boroughs = random_project(bare_project, folder, material)
    documents = tuple(d.guid for d in material.documents if d.kind == "interview") if scope else None
    asked = Asked(view, tuple(c.guid for c in chosen), documents)
    names = () if view == "one" else tuple(c.name for c in chosen)
    question = Question(chosen[0].name if view == "one" else view, names, scope=scope, by=by)
    window.desk.open(path)
    try:
        comparison = Comparison(window, path, folder, question, asked, boroughs)
        comparison.check()
        comparison.check_other_screens(chosen[0])
    finally:
        window.desk.close()
        shutil.rmtree(folder)


def random_project(bare_project, folder, material):
    """Write a random project with boroughs to a file; return its path and who lives where."""
    path = folder / "random.fop"
    shutil.copy(bare_project, path)
    boroughs = {r.guid: BOROUGHS[n % 3] for n, r in enumerate(material.respondents) if BOROUGHS[n % 3]}
    values = [
        AttributeValue(derived_guid("same figures", who), who, BOROUGH.guid, name) for who, name in boroughs.items()
    ]
    with closing(Store.open(path)) as store:
        store.apply(material.as_change(), small.FIRST.guid)
        store.apply(Change("Boroughs", added=(BOROUGH, *values)), small.FIRST.guid)
    return path, boroughs


@pytest.fixture(scope="module")
def sample(window, sample_file, tmp_path_factory):
    """The sample project, open in the window: half of it coded by two, before anything was settled between them."""
    path = shutil.copy(sample_file, tmp_path_factory.mktemp("sample") / "sample.fop")
    window.desk.open(path)
    settled = window.desk.open_project.store.values(Settlement)
    window.desk.apply(Change("Open what was settled again", removed=tuple(settled)))
    yield path
    window.desk.close()


@pytest.mark.parametrize("by", [None, "borough", "Analytic group"])
@pytest.mark.parametrize("view", ["First coder", "Second coder", "consensus"])
def test_the_sample_shows_the_same_figures_everywhere(window, sample, tmp_path, view, by):
    store = window.desk.open_project.store
    coders = {c.name: c.guid for c in material_of(store).coders}
    asked = Asked("one", (coders[view],), None) if view in coders else Asked("consensus", tuple(coders.values()), None)
    (borough,) = [a.guid for a in store.values(Attribute) if a.name == "borough"]
    lives = {v.respondent: v.value for v in store.values(AttributeValue, attribute=borough)}
    comparison = Comparison(window, sample, tmp_path, Question(view, by=by), asked, lives)
    comparison.check()
    if view == "First coder" and by is None:
        assert [pair(c[ALL]) for c in comparison.expected.values()] == [
            (22, 25),
            (12, 25),
            (17, 25),
            (17, 25),
            (11, 25),
        ]


def test_the_other_screens_show_the_figures_of_the_sample(window, sample, tmp_path):
    coders = material_of(window.desk.open_project.store).coders
    for coder in coders:
        asked = Asked("one", (coder.guid,), None)
        comparison = Comparison(window, sample, tmp_path, Question(coder.name), asked, {})
        comparison.check_other_screens(coder)


def test_those_without_a_value_have_a_group_of_their_own():
    assert list(grouped({}, [small.LB01.guid])) == [NO_VALUE]
