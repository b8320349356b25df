"""Hands for the tests of the grid of respondents: they go to cells, select, paste, and look into the project."""

from __future__ import annotations

from PySide6.QtCore import QItemSelection, QItemSelectionModel, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication, QLineEdit

from fop_coder.model.coding import Classification
from fop_coder.model.people import AttributeValue, Respondent

CTRL = Qt.KeyboardModifier.ControlModifier


def column(panel, name):
    return next(n for n, c in enumerate(panel.table.grid.columns) if c.name == name)


def go_to(panel, label, name):
    panel.table.show_cell(row(panel, label), column(panel, name))
    panel.table.setFocus()


def row(panel, label):
    grid = panel.table.grid
    return next(r for r in range(grid.rowCount()) if grid.row_at(r).respondent.label == label)


def cell(panel, label, name):
    grid = panel.table.grid
    return grid.index(row(panel, label), column(panel, name)).data()


def select(panel, labels, names):
    grid, model = panel.table.grid, panel.table.selectionModel()
    rows, columns = [row(panel, x) for x in labels], [column(panel, n) for n in names]
    whole = QItemSelection(grid.index(min(rows), min(columns)), grid.index(max(rows), max(columns)))
    model.setCurrentIndex(grid.index(min(rows), min(columns)), QItemSelectionModel.SelectionFlag.Current)
    model.select(whole, QItemSelectionModel.SelectionFlag.ClearAndSelect)


def classes(project, scheme="analytic-group"):
    """Return the classes that the acting coder gave: label → category and reason."""
    found = project.scheme_named(scheme)
    people = {r.guid: r.label for r in project.store.values(Respondent)}
    given = project.store.values(Classification, scheme=found.guid, coder=project.coder)
    return {people[c.respondent]: (found.category(c.category).name, c.because) for c in given}


def value(project, label, name):
    guid, attribute = project.respondent_labelled(label).guid, project.attribute_named(name)
    found = project.store.values(AttributeValue, respondent=guid, attribute=attribute.guid)
    return found[0].value if found else ""


def steps(window):
    return window.desk.undo_stack.count()


def paste(qtbot, panel, text):
    QGuiApplication.clipboard().setText(text)
    qtbot.keyClick(panel.table, Qt.Key.Key_V, CTRL)


def editor_of(panel):
    editors = [w for w in panel.table.viewport().findChildren(QLineEdit) if w.isVisible()]
    return editors[0] if editors else None


def open_question(kind):
    return next(w for w in QApplication.topLevelWidgets() if isinstance(w, kind) and w.isVisible())
