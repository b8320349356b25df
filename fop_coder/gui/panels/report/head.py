"""The head of the report's screen: how it stands, and what is done with the whole of it."""

from __future__ import annotations

from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QLabel, QPushButton, QWidget


class ReportHead(QWidget):
    """Title, standing, and buttons."""

    def __init__(self) -> None:
        """Build it."""
        super().__init__()
        title = QLabel(self.tr("Report"))
        title.setProperty("role", "title")
        self.standing = QLabel()
        self.standing.setProperty("role", "small")
        self.renew_all, self.add = QPushButton(self.tr("Renew all")), QPushButton(self.tr("Add"))
        self.renew_all.setToolTip(self.tr("Take the figures of now; sentences that you edited keep their words"))
        self.publication = QCheckBox(self.tr("For publication"))
        self.publication.setToolTip(
            self.tr("Figures of small groups are hidden; quotations have their label, not where they stand")
        )
        self.write = QPushButton(self.tr("Write to Word…"))
        self.write.setProperty("main", True)
        self.write.setToolTip(self.tr("A Word document or a web page (Ctrl+Enter)"))
        row = QHBoxLayout(self)
        row.setContentsMargins(24, 16, 24, 0)
        row.setSpacing(8)
        row.addWidget(title)
        row.addSpacing(8)
        row.addWidget(self.standing, 1)
        for button in (self.renew_all, self.add, self.write):
            button.setAutoDefault(False)
        for widget in (self.renew_all, self.add, self.publication, self.write):
            row.addWidget(widget)
