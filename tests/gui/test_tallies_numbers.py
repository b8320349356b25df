"""Bands, change between occasions, and numbers against numbers at the window."""

from __future__ import annotations

from itertools import pairwise

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt

from fop_coder.gui import app
from fop_coder.gui.panels.tallies.dot_plot import Dot, marks
from fop_coder.gui.panels.tallies.page import BANDS, NUMBERS
from fop_coder.gui.panels.tallies.panel import TalliesPanel
from fop_coder.model.change import Change
from fop_coder.model.coding import FilterOver, NamedFilter
from fop_coder.model.people import Attribute, AttributeValue
from fop_coder.project.settings import change_settings
from tests.gui.hands import settle
from tests.gui.screens import CodeScreen, RespondentsScreen, StartScreen
from tests.gui.tables_hands import body, cell, choose, labels, typed, with_bands, with_occasions
from tests.made import band


@pytest.fixture
def bare_window(window_in_turn):
    return window_in_turn


@pytest.fixture(scope="module", autouse=True)
def screens():
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(app, "window_panels", lambda: ([StartScreen, CodeScreen, RespondentsScreen, TalliesPanel], ()))
        yield


@pytest.fixture
def panel(window):
    window.show_panel("tallies")
    settle(window)
    return window.panel_named("tallies")


# ---- bands and change ------------------------------------------------------------------------------------------------


@pytest.mark.own_window
def test_without_bands_and_occasions_it_says_what_is_needed(panel, window, qtbot, monkeypatch):
    panel.show_tab(BANDS)
    settle(window)
    part = panel.page.bands
    assert part.state.isVisible() and part.state.title.text() == "No bands yet"
    assert part.change.none.text().startswith("Change needs two occasions")
    asked = []
    window.actions_known.action("bands.show").triggered.disconnect()
    window.actions_known.action("bands.show").triggered.connect(lambda: asked.append(1))
    qtbot.mouseClick(part.state.main, Qt.MouseButton.LeftButton)
    assert asked == [1]


def test_a_band_stands_against_a_class(panel, window):
    with_bands(window)
    panel.show_tab(BANDS)
    settle(window)
    part = panel.page.bands
    assert [part.band.itemText(n) for n in range(part.band.count())] == ["Breadth", "Training"]
    assert part.against.currentText() == "Analytic group" and not part.state.isVisible()
    found = typed(window, "crosstab", "--rows", "breadth", "--columns", "analytic-group")
    shown = body(part.result.table)
    for expected in found["cells"]:
        assert shown[expected["row"]][expected["column"]] == str(expected["n"])
    part.result.table.follow(cell(part.result.table, "4+", "Enthusiast"))
    assert panel.drawer._title.text() == "Breadth: 4+, Analytic group: Enthusiast"
    assert len(labels(panel)) == int(shown["4+"]["Enthusiast"]) > 0
    assert panel.drawer.behind.evidence.passages > 0, "the passages of the codes that the band counts"


def test_bands_stand_among_the_schemes_and_divide_the_first_tab(panel, window):
    with_bands(window)
    lines = {line.name: line for line in panel.table.tallies.lines}
    found = typed(window, "tally", "--scheme", "breadth")
    for row in found["rows"]:
        assert (lines[row["name"]].figure.n, lines[row["name"]].figure.of) == (row["n"], row["of"])
    assert lines["Breadth"].detail == "band" and lines["Analytic group"].detail == "classification"
    assert len(panel.page.unclassified) == 1, "nobody can classify by a band"
    choose(window, panel.controls.by, "Breadth")
    assert panel.table.tallies.groups == ["0–1", "2–3", "4+"]
    model = panel.table.tallies
    panel.table.ask(model.index(model.row_of(lines["4+"].guid), 1))
    assert panel.drawer.isVisible() and len(labels(panel)) == lines["4+"].figure.n


def test_a_band_of_an_attribute_that_is_gone_is_said_and_hides_nothing_else(panel, window):
    window.desk.apply(Change("Band", added=(band("odd", "0–1 2+", number_of="shoe size"),)))
    settle(window)
    assert "odd" in panel.page.no_classes.text().casefold() and panel.page.no_classes.isVisible()
    assert "Analytic group" in {line.name for line in panel.table.tallies.lines}


def test_change_between_occasions_names_those_who_were_seen_once(panel, window):
    style = with_occasions(window)
    panel.show_tab(BANDS)
    settle(window)
    change = panel.page.bands.change
    choose(window, change.of, "style")
    found = typed(window, "change", "--of", style.name, "--from", "time one", "--to", "time two")
    shown = body(change.result.table)
    for move in found["moves"]:
        assert shown[move["from"]][move["to"]] == str(move["n"])
    words = change.result.counted.text()
    assert f"{found['counted']}, of whom {found['stayed']} the same and {found['moved']} another" in words
    assert list(body(change.once)) == [s["respondent"] for s in found["seen_once"]]
    assert change.once_title.text() == "5 counted once, 0 at neither time"
    first = found["seen_once"][0]["respondent"]
    change.once.follow(cell(change.once, first, "time one"))
    assert labels(panel) == [first]
    choose(window, change.then, "time one")
    assert "Both times are the same" in change.none.text() and not change.result.isVisible()
    choose(window, change.then, "time two")
    assert change.result.isVisible() and not change.none.isVisible()


def test_those_counted_at_neither_time_are_named_too(panel, window):
    with_occasions(window)
    panel.show_tab(BANDS)
    settle(window)
    change = panel.page.bands.change
    choose(window, change.of, "Planning")
    assert change.result.counted.text() == "Nobody is counted at both times."
    assert change.once_title.text() == "0 counted once, 25 at neither time" and change.once.cells.rowCount() == 25


# ---- numbers ---------------------------------------------------------------------------------------------------------


def numbers(window, panel, across="training days", up="Distinct codes"):
    panel.show_tab(NUMBERS)
    settle(window)
    part = panel.page.numbers
    choose(window, part.across, across)
    choose(window, part.up, up)
    return part


def test_numbers_show_what_the_command_line_says(panel, window, qtbot):
    part = numbers(window, panel)
    found = typed(window, "correlate", "--x", "training days", "--y", "codes", "--test")
    shown = body(part.coefficients)
    assert shown["Spearman's rho"]["value"] == f"{found['spearman']['value']:.2f}"
    assert shown["Kendall's tau-b"]["value"] == f"{found['kendall']['value']:.2f}"
    assert "95 % interval" not in shown["Spearman's rho"], "not drawn at random"
    people = body(part.people)
    assert {p["respondent"]: f"{p['x']:.0f}" for p in found["points"]} == {r: c[found["x"]] for r, c in people.items()}
    assert sum(len(dot.who) for dot in part.plot.dots) == found["n"] == 25
    qtbot.mouseClick(part.anyway, Qt.MouseButton.LeftButton)
    low, high = found["spearman"]["interval"]
    assert body(part.coefficients)["Spearman's rho"]["95 % interval"] == f"{low:.2f} to {high:.2f}"
    assert "Bonett and Wright" in part.caution.text() and found["assumption"] in part.caution.text()
    qtbot.mouseClick(part.test, Qt.MouseButton.LeftButton)
    settle(window)
    assert body(part.coefficients)["Spearman's rho"]["p"] == f"{found['spearman']['p']:.3f}"
    assert part.said.sentence.text() == found["sentence"]
    spread = typed(window, "numbers", "--of", "training days")
    assert body(part.spreads)["training days"]["median"] == f"{spread['median']:g}"


def test_groups_have_numbers_of_their_own(panel, window):
    part = numbers(window, panel)
    choose(window, panel.controls.by, "borough")
    found = typed(window, "numbers", "--of", "training days", "--by", "borough")
    shown = body(part.spreads)
    for group, spread in found["groups"].items():
        assert shown[f"training days, borough: {group}"]["n"] == str(spread["n"])


def test_those_without_a_number_are_named_with_the_reason(panel, window):
    project = window.desk.open_project
    days = next(a for a in project.store.values(Attribute) if a.name == "training days")
    who = project.respondent_labelled("HF01")
    values = project.store.values(AttributeValue, attribute=days.guid, respondent=who.guid)
    window.desk.apply(Change("Unknown", removed=tuple(values)))
    part = numbers(window, panel)
    assert body(part.people)["HF01"]["Left out, because"] == "training days: no value"
    assert part.counted.text() == "Respondents with both numbers: 24. Left out: 1; the table says why."
    part.people.follow(cell(part.people, "HF01", "Left out, because"))
    assert labels(panel) == ["HF01"]


def test_keys_go_from_dot_to_dot_and_enter_leads_to_the_respondent(panel, window, qtbot):
    part = numbers(window, panel)
    plot = part.plot
    plot.setFocus()
    qtbot.keyClick(plot, Qt.Key.Key_Right)
    assert plot.current == plot.dots[1] and plot.dots[1].who[0] in plot.accessibleName()
    qtbot.keyClick(plot, Qt.Key.Key_Left)
    qtbot.keyClick(plot, Qt.Key.Key_Left)
    assert plot.current == plot.dots[-1]
    qtbot.keyClick(plot, Qt.Key.Key_Return)
    assert labels(panel) == list(plot.dots[-1].who)
    panel.close_drawer()
    dot = plot.dots[4]
    place = plot.place_of(dot).toPoint()
    qtbot.mouseMove(plot, place)
    qtbot.mouseClick(plot, Qt.MouseButton.LeftButton, pos=place)
    assert labels(panel) == list(dot.who) and plot.current == dot
    panel.close_drawer()
    qtbot.mouseClick(plot, Qt.MouseButton.LeftButton, pos=QPoint(1, 1))
    assert not panel.drawer.isVisible() and plot.dot_at(QPointF(1, 1)) is None


def test_a_random_sample_has_its_intervals_without_insisting(panel, window):
    change_settings(window.desk.open_project, chosen="random")
    part = numbers(window, panel)
    part.ask_again()
    settle(window)
    assert "95 % interval" in body(part.coefficients)["Spearman's rho"] and not part.anyway.isVisible()
    assert part.caution.property("note") == "grey"


def test_where_nobody_has_numbers_it_says_so(panel, window):
    part = numbers(window, panel)
    panel.controls.sample.set_text("borough = nowhere")
    panel.ask()
    settle(window)
    assert part.counted.text() == "Nobody has both numbers. The table says why." and part.plot.dots == []
    assert "not defined" in body(part.coefficients)["Spearman's rho"]["value"]
    part.plot.setFocus()
    part.plot.grab()


@pytest.mark.parametrize(("low", "high"), [(0, 1), (0, 15), (3, 3), (-4.5, 1200), (0.001, 0.002), (7, 8.5)])
def test_marks_of_an_axis_hold_every_number(low, high):
    found = marks(low, high)
    assert found[0] <= low and found[-1] >= high and 2 <= len(found) <= 9
    steps = {round(b - a, 9) for a, b in pairwise(found)}
    assert len(steps) == 1


def test_respondents_with_the_same_numbers_share_a_dot(panel, window):
    part = numbers(window, panel)
    shared = [dot for dot in part.plot.dots if len(dot.who) > 1]
    assert shared and ", ".join(shared[0].who) in part.plot.words(shared[0])
    assert part.plot.words(Dot(1.0, 2.5, ("A",))).endswith("training days 1, distinct codes 2.5")


# ---- kept filters ----------------------------------------------------------------------------------------------------


def test_a_kept_filter_is_chosen_by_name_and_forgotten_again(panel, window, qtbot):
    field = panel.controls.sample
    field.set_text("borough = RBKC")
    assert field.keep_button.isVisible() and field.keep_button.text() == "Keep under a name …"
    panel.keeping.keep_as(FilterOver.RESPONDENTS, field, "Kensington")
    settle(window)
    assert field.text == "Kensington" and field.forget_button.isVisible() and not field.keep_button.isVisible()
    qtbot.mouseClick(field.forget_button, Qt.MouseButton.LeftButton)
    settle(window)
    assert window.desk.open_project.store.values(NamedFilter) == []
    assert field.text == "borough = RBKC" and "no longer kept" in window.status.sentence.text()
    window.desk.undo_stack.undo()
    assert [f.name for f in window.desk.open_project.store.values(NamedFilter)] == ["Kensington"]
