"""The screens of an open project in the order of the rail; each is loaded and made when it is first needed."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from fop_coder.gui.panel import Panel


@dataclass(frozen=True, slots=True)
class Screen:
    """A screen that may not be made yet; what the rail and the menus show of it is known before.

    Attributes:
        load: returns the class of its panel, loading the module.
    """

    name: str
    title: str
    icon: str
    load: Callable[[], type[Panel]]


def screen_of(kind: type[Panel]) -> Screen:
    """Return the screen of a panel whose class is loaded."""
    return Screen(kind.name, kind.title, kind.icon, lambda: kind)


def _code() -> type[Panel]:
    from fop_coder.gui.panels.code.panel import CodePanel

    return CodePanel


def _respondents() -> type[Panel]:
    from fop_coder.gui.panels.respondents.panel import RespondentsPanel

    return RespondentsPanel


def _tallies() -> type[Panel]:
    from fop_coder.gui.panels.tallies.panel import TalliesPanel

    return TalliesPanel


def _matrix() -> type[Panel]:
    from fop_coder.gui.panels.matrix.panel import MatrixPanel

    return MatrixPanel


def _agreement() -> type[Panel]:
    from fop_coder.gui.panels.agreement.panel import AgreementPanel

    return AgreementPanel


def _find() -> type[Panel]:
    from fop_coder.gui.panels.find.panel import FindPanel

    return FindPanel


def _export() -> type[Panel]:
    from fop_coder.gui.panels.export.panel import ExportPanel

    return ExportPanel


def _report() -> type[Panel]:
    from fop_coder.gui.panels.report.panel import ReportPanel

    return ReportPanel


def _history() -> type[Panel]:
    from fop_coder.gui.panels.history.panel import HistoryPanel

    return HistoryPanel


SCREENS = (
    Screen("code", "Code", "ph.highlighter-circle", _code),
    Screen("respondents", "Respondents", "ph.users", _respondents),
    Screen("tallies", "Tallies", "ph.chart-bar-horizontal", _tallies),
    Screen("matrix", "Matrix", "ph.grid-four", _matrix),
    Screen("agreement", "Agreement", "ph.intersect", _agreement),
    Screen("find", "Find", "ph.magnifying-glass", _find),
    Screen("export", "Export", "ph.export", _export),
    Screen("report", "Report", "ph.article", _report),
    Screen("history", "History", "ph.clock-counter-clockwise", _history),
)
