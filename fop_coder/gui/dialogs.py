"""The one dialog for errors, and small questions."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QMessageBox, QWidget

from fop_coder.model.errors import FopCoderError


def show_error(parent: QWidget, error: Exception) -> None:
    """Say what happened, to which file or row, that nothing was changed, and what to do."""
    box = QMessageBox(parent)
    box.setIcon(QMessageBox.Icon.Warning)
    box.setWindowTitle(parent.tr("That did not work"))
    box.setTextFormat(Qt.TextFormat.PlainText)
    if isinstance(error, FopCoderError):
        where = f"{error.where}\n\n" if error.where else ""
        box.setText(f"{where}{error.what}.")
        box.setInformativeText(f"{parent.tr('Nothing was changed.')}\n{error.do}".strip())
    else:
        box.setText(str(error))
    copy = box.addButton(parent.tr("Copy details"), QMessageBox.ButtonRole.ActionRole)
    box.addButton(parent.tr("Close"), QMessageBox.ButtonRole.RejectRole)
    box.exec()
    if box.clickedButton() is copy:
        QGuiApplication.clipboard().setText(str(error))
    box.deleteLater()


def ask(parent: QWidget, title: str, question: str, yes: str, no: str) -> bool:
    """Ask a question whose buttons are verbs; say whether the first was chosen."""
    box = QMessageBox(parent)
    box.setIcon(QMessageBox.Icon.Question)
    box.setWindowTitle(title)
    box.setTextFormat(Qt.TextFormat.PlainText)
    box.setText(question)
    chosen = box.addButton(yes, QMessageBox.ButtonRole.AcceptRole)
    box.addButton(no, QMessageBox.ButtonRole.RejectRole)
    box.setDefaultButton(chosen)
    box.exec()
    answer = box.clickedButton() is chosen
    box.deleteLater()
    return answer
