"""Figures worked out in the background, and kept as long as nothing changes that they rest on."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QObject

from fop_coder.gui.desk import Desk
from fop_coder.gui.latest_answer import LatestAnswer
from fop_coder.gui.tasks import Runner
from fop_coder.model.coding import Memo
from fop_coder.model.second_coding import KeptAgreement, Pack, PackOrigin, Settlement
from fop_coder.project.agreement_sheet import AgreementSheet, agreement_sheet
from fop_coder.project.coders_compared import Comparison

_BESIDE: frozenset[type] = frozenset((Memo, KeptAgreement, Pack, PackOrigin))
"""Kinds of values that no figure of agreement rests on."""


class FiguresReader(LatestAnswer):
    """Works out one sheet at a time, and keeps sheets as long as they hold; ``answered`` tells an AgreementSheet."""

    def __init__(self, desk: Desk, runner: Runner, parent: QObject) -> None:
        """Ask about the project on a desk."""
        super().__init__(desk, runner, parent)
        self._kept: dict[Comparison, AgreementSheet] = {}
        self.answered.connect(self._keep)

    def forget(self) -> None:
        """Keep nothing of what was worked out."""
        self._kept.clear()
        self.fall_away()

    def compare(self, comparison: Comparison) -> None:
        """Ask for a sheet; the answer comes at once where it is known."""
        known = self._kept.get(comparison)
        if known is None:
            self.ask(self.tr("Working out agreement"), partial(agreement_sheet, comparison=comparison))
        else:
            self.fall_away()
            self.answered.emit(known)

    def _keep(self, sheet: AgreementSheet) -> None:
        self._kept[sheet.comparison] = sheet


def touches_figures(kinds: frozenset[type]) -> bool:
    """Say whether figures may be others after a Change of these kinds of values."""
    return not kinds <= _BESIDE


def only_settles(kinds: frozenset[type]) -> bool:
    """Say whether a Change settled differences, or opened them again, and nothing else."""
    return Settlement in kinds and kinds <= _BESIDE | {Settlement}
