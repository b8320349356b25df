"""The transcript as a QTextDocument: formatted once, before any view lays it out; nothing changes it afterwards."""

from __future__ import annotations

from PySide6.QtCore import QObject
from PySide6.QtGui import (
    QTextBlockFormat,
    QTextCharFormat,
    QTextCursor,
    QTextDocument,
    QTextFrameFormat,
)

from fop_coder.gui.panels.code.measures import PARAGRAPH_GAP, TURN_GAP, Measures
from fop_coder.gui.panels.code.segments import Segments
from fop_coder.gui.theme import INTERVIEWER, INTERVIEWER_LINE, READING_LINE, SMALL, Theme

_FIXED = QTextBlockFormat.LineHeightTypes.FixedHeight.value


def build_document(segments: Segments, theme: Theme, places: Measures, parent: QObject) -> QTextDocument:
    """Return the document of a transcript: one block for each paragraph, no undo, fixed line heights."""
    document = QTextDocument(parent)
    document.setUndoRedoEnabled(False)
    document.setDocumentMargin(0)
    document.setDefaultFont(theme.serif())
    frame = QTextFrameFormat()
    frame.setLeftMargin(places.gutter)
    frame.setTopMargin(theme.px(12))
    frame.setBottomMargin(theme.px(160))
    document.rootFrame().setFrameFormat(frame)
    loud, quiet, note = _formats(theme)
    cursor = QTextCursor(document)
    cursor.beginEditBlock()
    for number, words in enumerate(segments.paragraphs):
        segment = segments[number]
        if segment.turn is None:
            block, letters = note
        else:
            first, following, letters = loud if segments.speeches[segment.turn].role.counts else quiet
            block = first if segment.first else following
        if number:
            cursor.insertBlock(block, letters)
        else:
            cursor.setBlockFormat(block)
            cursor.setBlockCharFormat(letters)
        cursor.insertText(words, letters)
    cursor.endEditBlock()
    return document


def line_height(segments: Segments, number: int, theme: Theme) -> int:
    """Return the fixed height of a paragraph's lines in px."""
    turn = segments.turn_of(number)
    if turn is not None and segments.speeches[turn].role.counts:
        return theme.px(READING_LINE)
    return theme.px(INTERVIEWER_LINE if turn is not None else 16)


_Pair = tuple[QTextBlockFormat, QTextBlockFormat, QTextCharFormat]


def _formats(theme: Theme) -> tuple[_Pair, _Pair, tuple[QTextBlockFormat, QTextCharFormat]]:
    """Return the formats of those who count, of the interviewer, and of words outside turns."""
    loud = QTextCharFormat()
    loud.setForeground(theme.colour("text"))
    loud.setFont(theme.serif())
    quiet = QTextCharFormat()
    quiet.setForeground(theme.colour("sub"))
    quiet.setFont(theme.serif(INTERVIEWER))
    note = QTextCharFormat()
    note.setForeground(theme.colour("sub"))
    note.setFont(theme.sans(SMALL))
    return (
        (_block(theme, READING_LINE, TURN_GAP), _block(theme, READING_LINE, PARAGRAPH_GAP), loud),
        (_block(theme, INTERVIEWER_LINE, TURN_GAP), _block(theme, INTERVIEWER_LINE, PARAGRAPH_GAP), quiet),
        (_block(theme, 16, TURN_GAP), note),
    )


def _block(theme: Theme, line: int, gap: int) -> QTextBlockFormat:
    block = QTextBlockFormat()
    block.setLineHeight(theme.px(line), _FIXED)
    block.setTopMargin(theme.px(gap))
    return block
