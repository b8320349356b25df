"""The style sheet of the window; colours, sizes and pictures are filled in by the theme."""

from __future__ import annotations

from collections.abc import Mapping


def style_sheet(values: Mapping[str, str], pictures: Mapping[str, str]) -> str:
    """Return the style sheet for an appearance.

    Args:
        values: colours and lengths by the names that they have below.
        pictures: files of the signs that are drawn on controls, by name.
    """
    sheet = _STYLE_SHEET
    for name, file in pictures.items():
        sheet = sheet.replace(f"@{name}@", file)
    for name, value in values.items():
        sheet = sheet.replace(f"@{name};", f"{value};").replace(f"@{name} ", f"{value} ")
    return sheet


_STYLE_SHEET = """
QMainWindow, QDialog { background: @window; }
QToolTip { padding: 4px 8px; border: none; }
QMenuBar { background: @rail; border: none; border-bottom: 1px solid @line; padding: 2px 8px; }
QMenuBar::item { padding: 4px 8px; border-radius: 6px; background: transparent; }
QMenuBar::item:selected { background: @sel; }
QMenu { background: @base; border: 1px solid @card_edge; padding: 4px; }
QMenu::item { padding: 6px 24px 6px 12px; border-radius: 6px; }
QMenu::item:selected { background: @sel; color: @text; }
QMenu::item:disabled { color: @disabled; }
QMenu::separator { height: 1px; background: @line; margin: 4px 8px; }
QStatusBar { background: @rail; border-top: 1px solid @line; }
QStatusBar::item { border: none; }
QPushButton, QComboBox { background: @button; border: 1px solid @control_edge; border-radius: 6px; padding: 0 12px;
    min-height: @control; }
QPushButton:hover, QComboBox:hover { background: @hover; }
QPushButton:pressed, QPushButton:checked { background: @sel; font-weight: 600; }
QPushButton:disabled { color: @disabled; border-color: @card_edge; }
QPushButton[main="true"] { background: @accent; color: @on_accent; border-color: @accent; font-weight: 600; }
QPushButton[main="true"]:disabled { background: @disabled; border-color: @disabled; }
QPushButton[flat="true"], QToolButton { background: transparent; border: 1px solid transparent; border-radius: 6px;
    padding: 2px 6px; }
QPushButton[flat="true"]:hover, QToolButton:hover { background: @hover; }
QPushButton[joined] { border-radius: 0; border-left: none; }
QPushButton[joined="first"], QPushButton[joined="firstlast"] { border-left: 1px solid @control_edge;
    border-top-left-radius: 6px; border-bottom-left-radius: 6px; }
QPushButton[joined="last"], QPushButton[joined="firstlast"] { border-top-right-radius: 6px;
    border-bottom-right-radius: 6px; }
QPushButton[narrow="true"] { padding: 0 6px; }
QPushButton[narrow="true"]::menu-indicator, QPushButton[chip="true"]::menu-indicator { image: none; width: 0; }
QPushButton[chip="true"] { background: @chip; border: 1px solid transparent; padding: 2px 9px; min-height: 0; }
QPushButton[chip="true"]:hover { background: @sel; }
QPushButton[joined]:focus, QPushButton[chip="true"]:focus { border: 2px solid @accent; }
QPushButton[link="true"] { background: transparent; border: 1px solid transparent; border-radius: 6px; padding: 0 4px;
    min-height: 0; text-decoration: underline; }
QPushButton[link="true"]:hover { background: @hover; }
QPushButton[link="true"][alone="true"] { min-height: 22px; }
QPushButton:focus, QComboBox:focus, QToolButton:focus { border: 2px solid @accent; }
QPushButton[main="true"]:focus { border: 2px solid @control_edge; }
QLineEdit, QPlainTextEdit, QTextEdit[field="true"], QSpinBox, QDoubleSpinBox { background: @base;
    border: 1px solid @control_edge; border-radius: 6px; padding: 2px 8px; selection-background-color: @highlight;
    selection-color: @highlighted_text; }
QLineEdit, QSpinBox { min-height: @control; padding: 0 8px; }
QComboBox::drop-down { border: none; width: 24px; }
QComboBox::down-arrow { image: url("@caret@"); width: 12px; height: 12px; }
QSpinBox { padding-right: 24px; }
QSpinBox QLineEdit, QSpinBox QLineEdit:focus { border: none; background: transparent; padding: 0 6px; min-height: 0; }
QSpinBox::up-button, QSpinBox::down-button { subcontrol-origin: border; width: 22px; border: none;
    background: transparent; }
QSpinBox::up-button { subcontrol-position: top right; margin: 3px 3px 0 0; }
QSpinBox::down-button { subcontrol-position: bottom right; margin: 0 3px 3px 0; }
QSpinBox::up-arrow { image: url("@caret_up@"); width: 10px; height: 10px; }
QSpinBox::down-arrow { image: url("@caret@"); width: 10px; height: 10px; }
QSpinBox::up-button:hover, QSpinBox::down-button:hover { background: @hover; border-radius: 4px; }
QLineEdit:focus, QPlainTextEdit:focus, QTextEdit[field="true"]:focus, QSpinBox:focus { border: 2px solid @accent; }
QCheckBox, QRadioButton { spacing: 8px; min-height: 24px; }
QCheckBox::indicator, QAbstractItemView::indicator { width: 14px; height: 14px; border: 1px solid @control_edge;
    border-radius: 4px; background: @base; }
QCheckBox::indicator:checked, QAbstractItemView::indicator:checked { background: @accent; border-color: @accent;
    image: url("@check@"); }
QCheckBox::indicator:disabled { border-color: @card_edge; }
QCheckBox:focus, QRadioButton:focus { outline: none; border: 2px solid @accent; border-radius: 6px; }
QListView, QTreeView, QTableView { background: @base; border: none; outline: none; selection-background-color: @sel;
    selection-color: @text; alternate-background-color: @base; }
QListView[side="true"], QTreeView[side="true"] { background: @side; }
QListView:focus, QTreeView:focus, QTableView:focus { border: 2px solid @accent; }
QHeaderView::section { background: @side; color: @sub; border: none; border-bottom: 1px solid @line; padding: 4px 8px;
    font-weight: 600; }
QTableView { gridline-color: @line; }
QScrollBar:vertical { background: transparent; width: 12px; margin: 0; }
QScrollBar:horizontal { background: transparent; height: 12px; margin: 0; }
QScrollBar::handle { background: @scroll; border-radius: 3px; margin: 3px; }
QScrollBar::handle:vertical { min-height: 32px; }
QScrollBar::handle:horizontal { min-width: 32px; }
QScrollBar::add-line, QScrollBar::sub-line, QScrollBar::add-page, QScrollBar::sub-page { background: none; border: none;
    width: 0; height: 0; }
QSplitter::handle { background: @line; }
QTabBar::tab { background: transparent; border: none; padding: 8px 12px; color: @sub; }
QTabBar::tab:selected { color: @text; font-weight: 600; border-bottom: 2px solid @accent; }
QTabBar::tab:focus { border: 2px solid @accent; }
QProgressBar { background: @bar; border: none; border-radius: 3px; max-height: 6px; }
QProgressBar::chunk { background: @accent; border-radius: 3px; }
QLabel[role="title"] { font-size: @title; font-weight: 600; }
QLabel[role="brand"] { font-size: @brand; font-weight: 600; }
QLabel[role="lead"] { color: @sub; font-size: @section; }
QLabel[role="strong"] { font-weight: 600; }
QLabel[key="true"] { color: @sub; background: @base; border: 1px solid @card_edge; border-radius: 5px; padding: 0 4px;
    font-size: @small; }
QLabel[role="section"] { font-size: @section; font-weight: 600; }
QLineEdit[role="search"] { font-size: @section; padding: 4px 8px; }
QLabel[role="sub"] { color: @sub; }
QLabel[role="small"] { color: @sub; font-size: @small; }
QLabel[note="warning"] { background: @warning_ground; color: @warning_ink; border-radius: 6px; padding: 6px 8px; }
QLabel[note="error"] { background: @error_ground; color: @error_ink; border-radius: 6px; padding: 6px 8px; }
QLabel[note="good"] { background: @good_ground; color: @good_ink; border-radius: 6px; padding: 6px 8px; }
QLabel[note="pending"] { background: @pending_ground; color: @pending_ink; border-radius: 6px; padding: 6px 8px; }
QLabel[note="grey"] { background: @chip; color: @sub; border-radius: 6px; padding: 6px 8px; }
QLabel[chip="true"] { background: @chip; border-radius: 6px; padding: 3px 9px; }
QFrame[card="true"] { background: @base; border: 1px solid @card_edge; border-radius: 10px; }
QFrame[popup="true"] { background: @base; border: 1px solid @card_edge; border-radius: 12px; }
QLineEdit[bare="true"], QLineEdit[bare="true"]:focus { border: none; background: transparent; font-size: @section;
    padding: 0; }
QListView[lined="true"] { border-top: 1px solid @line; border-bottom: 1px solid @line; border-radius: 0; }
QWidget[side="true"] { background: @side; }
QWidget[rail="true"] { background: @rail; }
"""
"""``@token;`` and ``@token `` stand for a value, ``@name@`` for a picture."""
