"""Plain screens that stand for others in the tests of one: they remember where they were asked to go."""

from __future__ import annotations

from fop_coder.gui.panel import Panel


class StartScreen(Panel):
    """Stands for the start screen."""

    name, title, icon = "start", "Start", "ph.house"


class CodeScreen(Panel):
    """Stands for the screen of transcripts."""

    name, title, icon = "code", "Code", "ph.highlighter-circle"

    def __init__(self, around):
        super().__init__(around)
        self.went = []

    def go(self, place):
        self.went.append(place)


class RespondentsScreen(CodeScreen):
    """Stands for the screen of respondents."""

    name, title, icon = "respondents", "Respondents", "ph.users"


class TalliesScreen(CodeScreen):
    """Stands for the screen of tallies."""

    name, title, icon = "tallies", "Tallies", "ph.chart-bar-horizontal"
