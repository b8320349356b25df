"""The words of this screen, and how cells are told."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication

from fop_coder.model.matrix import MatrixCell
from fop_coder.model.status import Status


def tr(words: str) -> str:
    """Return words in the user's language."""
    return QCoreApplication.translate("Matrix", words)


def hidden() -> str:
    """Return what stands in cells that who is looking may not see yet."""
    return tr("hidden until read")


def no_summary() -> str:
    """Return what stands where passages are not summed up yet."""
    return tr("No summary yet")


def count_words(number: int) -> str:
    """Return how many passages there are."""
    return tr("1 passage") if number == 1 else tr("{0} passages").format(number)


def evidence_words(cell: MatrixCell) -> str:
    """Return what is behind a cell: the number of its passages, or why there are none; never ''."""
    if cell.status is None:
        return hidden()
    if not cell.passages:
        return str(cell.status)
    words = count_words(len(cell.passages))
    return words if cell.status is Status.REFERRED else f"{cell.status}, {words}"


def summary_words(cell: MatrixCell) -> str:
    """Return the summary, or that there is none yet where there could be one; '' elsewhere."""
    if cell.summary:
        return cell.summary
    if cell.summary_hidden:
        return "" if cell.status is None else tr("summary hidden until read")
    return no_summary() if cell.passages else ""
