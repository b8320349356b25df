"""The levels of agreement as the screen offers them, and what they are called to the project."""

from __future__ import annotations

from enum import StrEnum

from fop_coder.project.coders_compared import Comparison, Level, Segment


class Tab(StrEnum):
    """The levels as the screen offers them."""

    RESPONDENT = "respondent"
    GROUP = "group"
    PASSAGES = "passages"
    CRITERIA = "criteria"


class Piece(StrEnum):
    """What passages are measured in."""

    CHARACTER = "character"
    TURN = "turn"
    SENTENCE = "sentence"


_SEGMENTS = {Piece.TURN: Segment.TURN, Piece.SENTENCE: Segment.SENTENCE}


def level_of(tab: Tab, piece: Piece) -> tuple[Level, Segment]:
    """Return level and segment of a tab and what passages are measured in."""
    if tab is Tab.PASSAGES:
        return (Level.CHARACTER, Segment.TURN) if piece is Piece.CHARACTER else (Level.SEGMENT, _SEGMENTS[piece])
    level = {Tab.RESPONDENT: Level.RESPONDENT, Tab.GROUP: Level.CLASSIFICATION, Tab.CRITERIA: Level.CRITERION}[tab]
    return level, Segment.TURN


def tab_of(comparison: Comparison) -> tuple[Tab, Piece]:
    """Return tab and piece of a comparison."""
    if comparison.level is Level.CHARACTER:
        return Tab.PASSAGES, Piece.CHARACTER
    if comparison.level is Level.SEGMENT:
        return Tab.PASSAGES, next(p for p, segment in _SEGMENTS.items() if segment is comparison.segment)
    tabs = {Level.CLASSIFICATION: Tab.GROUP, Level.CRITERION: Tab.CRITERIA}
    return tabs.get(comparison.level, Tab.RESPONDENT), Piece.CHARACTER
