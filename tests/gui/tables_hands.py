"""Hands for the tests of tables over respondents: they choose, read, and ask the command line the same."""

from __future__ import annotations

import json

from typer.testing import CliRunner

from fop_coder.cli.main import app as command_line
from fop_coder.gui.panels.tallies.page import CROSS
from fop_coder.model.base import derived_guid
from fop_coder.model.change import Change
from fop_coder.model.people import Attribute, AttributeType, AttributeValue, Respondent
from tests.gui.hands import settle
from tests.made import band


def with_bands(window):
    """Give the sample two bands: one of codes, one of an attribute."""
    codes = window.desk.open_project.codebook.codes
    made = (band("breadth", "0–1 2–3 4+", *codes), band("training", "0–4 5–9 10+", number_of="training days"))
    assert window.desk.apply(Change("Bands", added=made))
    settle(window)


def with_occasions(window):
    """Let respondents have a style of work at two times; every fifth was seen once only."""
    style = Attribute(derived_guid("style"), "style", AttributeType.CATEGORY)
    values = []
    for number, respondent in enumerate(window.desk.open_project.store.values(Respondent)):
        for place, occasion in enumerate(("time one", "time two")):
            if not (place and number % 5 == 0):
                value = ("open", "closed")[(number + place * (number % 3 == 0)) % 2]
                guid = derived_guid("style", respondent.guid, occasion)
                values.append(AttributeValue(guid, respondent.guid, style.guid, value, occasion=occasion))
    assert window.desk.apply(Change("Style", added=(style, *values)))
    settle(window)
    return style


def choose(window, box, words):
    """Choose in a list as the user does."""
    place = box.findText(words)
    assert place >= 0, [box.itemText(n) for n in range(box.count())]
    box.setCurrentIndex(place)
    box.activated.emit(place)
    settle(window)


def cell(table, row, column):
    """Return the cell of a row and column, by their words."""
    found = table.cells.find((row, column))
    assert found.isValid(), (row, column)
    return found


def body(table):
    """Return a table as it is read: row → column → words."""
    model = table.cells
    heads = [model.head(c).words for c in range(model.columnCount())]
    return {
        model.index(r, 0).data(): {h: model.index(r, c).data() for c, h in enumerate(heads) if c}
        for r in range(model.rowCount())
    }


def typed(window, *words):
    """Return what the command line prints for the open project."""
    result = CliRunner().invoke(
        command_line, [words[0], str(window.desk.open_project.store.path), *words[1:], "--json"]
    )
    assert result.exit_code == 0, result.output
    return json.loads(result.stdout)


def cross(window, panel, rows="Planning", columns="borough"):
    """Show the cross-table of two things."""
    panel.show_tab(CROSS)
    settle(window)
    part = panel.page.cross
    choose(window, part.rows, rows)
    choose(window, part.columns, columns)
    return part.result.table


def labels(panel):
    """Return who is listed in the drawer."""
    return [entry.person.label for entry in panel.drawer.model._entries if entry.coding is None]
