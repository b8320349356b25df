"""The profile on the right: everything about one respondent on one sheet."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import (
    QButtonGroup,
    QCheckBox,
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from fop_coder.gui.flow_layout import FlowLayout
from fop_coder.gui.painting import icon
from fop_coder.gui.panels.respondents.case_part import CasePart
from fop_coder.gui.panels.respondents.code_list import CodeList
from fop_coder.gui.panels.respondents.text_field import TextField
from fop_coder.gui.theme import Theme
from fop_coder.gui.tips import plain_tip
from fop_coder.model.base import Guid
from fop_coder.model.people import Standing
from fop_coder.model.tally import PassageRow
from fop_coder.project.profile import ClassProfile, Profile

_LONG_NAME = 20
"""A name of more characters goes on in another line rather than push its value out of the pane."""


class ProfilePane(QScrollArea):
    """The pane.

    Signals:
        document_opened: GUID of a document to be shown.
        code_opened: the CodeProfile whose first passage shall be shown.
        classified: name of a category of the active scheme.
        reason_settled, memo_settled: the text typed, with the respondent's GUID that it belongs to.
        print_asked: the profile shall be printed.
        passage_opened: GUID of a passage to be shown in its transcript.
        quoting_set: whether the respondent is never to be quoted.
        passages_asked: all passages shall be shown, or the first of each code again.
    """

    document_opened = Signal(str)
    code_opened = Signal(object)
    classified = Signal(str)
    reason_settled = Signal(str, str)
    memo_settled = Signal(str, str)
    print_asked = Signal()
    passage_opened = Signal(str)
    quoting_set = Signal(bool)
    passages_asked = Signal()

    def __init__(self, theme: Theme) -> None:
        """Build it; ``show_profile`` fills it."""
        super().__init__()
        self._theme = theme
        self.profile: Profile | None = None
        self._scheme: Guid | None = None
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setProperty("pane", True)
        self.setAccessibleName(self.tr("Profile"))
        self._inside = QWidget()
        self._inside.setProperty("side", True)
        self._inside.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._column = QVBoxLayout(self._inside)
        self._column.setContentsMargins(0, 14, 0, 16)
        self._column.setSpacing(8)
        self._build_head()
        self._build_class()
        self._build_codes()
        self._build_memo()
        self._column.addStretch(1)
        self.setWidget(self._inside)

    # ---- building ----------------------------------------------------------------------------------------------------

    def _part(self) -> QVBoxLayout:
        """Return a new part of the sheet, set in from its edges."""
        part = QVBoxLayout()
        part.setContentsMargins(16, 0, 16, 0)
        part.setSpacing(6)
        self._column.addLayout(part)
        return part

    def _line(self) -> None:
        line = QFrame()
        line.setFixedHeight(1)
        line.setObjectName("hairline")
        self._column.addSpacing(4)
        self._column.addWidget(line)
        self._column.addSpacing(4)

    def _build_head(self) -> None:
        part = self._part()
        head = QWidget()
        row = FlowLayout(head, 8)
        self.label = _plain("title")
        self.open_button = QPushButton(self.tr("Open in Code"))
        self.open_button.clicked.connect(self._open_first)
        self.print_button = QPushButton(self.tr("Print"))
        self.print_button.setToolTip(self.tr("Print this sheet, or keep it as PDF"))
        self.print_button.clicked.connect(self.print_asked)
        for widget in (self.label, self.print_button, self.open_button):
            row.addWidget(widget)
        part.addWidget(head)
        self.standing = _plain("")
        self.standing.setProperty("note", "warning")
        self.standing.setWordWrap(True)
        part.addWidget(self.standing)
        self.quoting = QCheckBox(self.tr("Do not quote"))
        self.quoting.setToolTip(self.tr("Never to appear in quotations; counted like everybody else"))
        self.quoting.clicked.connect(self.quoting_set)
        self._facts = QGridLayout()
        self._facts.setContentsMargins(0, 4, 0, 0)
        self._facts.setHorizontalSpacing(12)
        self._facts.setVerticalSpacing(3)
        self._facts.setColumnStretch(1, 1)
        part.addLayout(self._facts)
        self.cases = CasePart(self._theme)
        part.addWidget(self.cases)
        part.addWidget(self.quoting)

    def _build_class(self) -> None:
        self._line()
        part = self._part()
        self._class_title = _plain("small")
        self._class_title.setWordWrap(True)
        part.addWidget(self._class_title)
        self._class_buttons = QVBoxLayout()
        self._class_buttons.setSpacing(4)
        part.addLayout(self._class_buttons)
        self._group = QButtonGroup(self)
        self._group.setExclusive(False)
        self._reason_title = _plain("small")
        self._reason_title.setText(self.tr("Reason"))
        self.reason = TextField()
        self.reason.setAccessibleName(self.tr("Reason of the class"))
        self._reason_title.setBuddy(self.reason)
        part.addWidget(self._reason_title)
        part.addWidget(self.reason)
        self.reason.settled.connect(self._reason_settled)

    def _build_codes(self) -> None:
        self._line()
        part = self._part()
        row = QHBoxLayout()
        title = _plain("small")
        title.setText(self.tr("Codes and passages"))
        self._referred = _plain("small")
        self.all_passages = QCheckBox(self.tr("All passages in full"))
        self.all_passages.setToolTip(self.tr("Show every passage of every code, not only the first line of the first"))
        self.all_passages.clicked.connect(self.passages_asked)
        row.addWidget(title, 1)
        row.addWidget(self._referred)
        part.addLayout(row)
        part.addWidget(self.all_passages)
        self.codes = CodeList(self._theme)
        self.codes.opened.connect(self.code_opened)
        self.codes.passage_opened.connect(self.passage_opened)
        self._column.addWidget(self.codes)

    def _build_memo(self) -> None:
        self._line()
        part = self._part()
        title = _plain("small")
        title.setText(self.tr("Memo"))
        self.memo = TextField()
        self.memo.setAccessibleName(self.tr("Memo on the respondent"))
        self.memo.setPlaceholderText(self.tr("What strikes you about this respondent"))
        title.setBuddy(self.memo)
        self._others = _plain("sub")
        self._others.setWordWrap(True)
        part.addWidget(title)
        part.addWidget(self.memo)
        part.addWidget(self._others)
        self.memo.settled.connect(self._memo_settled)

    # ---- filling -----------------------------------------------------------------------------------------------------

    @property
    def shows_all(self) -> bool:
        """Say whether all passages are shown in full."""
        return self.all_passages.isChecked()

    def show_profile(
        self,
        profile: Profile | None,
        scheme: Guid | None,
        *,
        read_only: bool,
        passages: Mapping[Guid, PassageRow] | None = None,
    ) -> None:
        """Show a respondent; what is being typed about another one is settled first.

        Args:
            passages: all of theirs by GUID where they are shown in full.
        """
        if self.profile is not None and (profile is None or profile.respondent.guid != self.profile.respondent.guid):
            self.reason.settle()
            self.memo.settle()
        self.profile, self._scheme = profile, scheme
        self._inside.setVisible(profile is not None)
        if profile is None:
            return
        self.label.setText(profile.respondent.label)
        self._show_standing(profile)
        self._show_facts(profile)
        self.cases.show_cases(profile.cases, read_only=read_only)
        self._show_class(profile, read_only=read_only)
        self._referred.setText(self.tr("{0} of {1} referred").format(profile.referred, len(profile.codes)))
        self.codes.show_codes(profile.codes, passages if self.shows_all else None)
        self.quoting.setChecked(profile.respondent.do_not_quote)
        self.quoting.setEnabled(not read_only)
        self.memo.show_text(profile.memo.text if profile.memo else "")
        self.memo.setReadOnly(read_only)
        others = profile.hidden or "\n\n".join(f"{name}: {text}" for name, text in profile.other_memos)
        self._others.setText(others)
        self._others.setVisible(bool(others))
        self.open_button.setEnabled(bool(profile.documents))

    def _show_standing(self, profile: Profile) -> None:
        respondent = profile.respondent
        out = respondent.standing is not Standing.ANALYSED
        if out:
            self.standing.setText(self.tr("Left out, {0}: {1}").format(respondent.standing, respondent.because))
        self.standing.setVisible(out)

    def _show_facts(self, profile: Profile) -> None:
        while self._facts.count():
            item = self._facts.takeAt(0)
            widget = item.widget() if item is not None else None
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        for row, (name, value) in enumerate(profile.attributes):
            self._facts.addWidget(_named(name), row, 0, Qt.AlignmentFlag.AlignTop)
            shown = _plain("")
            shown.setText(value or "\u2013")
            shown.setWordWrap(True)
            self._facts.addWidget(shown, row, 1)
        first = len(profile.attributes)
        self._facts.addWidget(_named(self.tr("documents")), first, 0, Qt.AlignmentFlag.AlignTop)
        if not profile.documents:
            none = _plain("sub")
            none.setText(self.tr("none yet"))
            self._facts.addWidget(none, first, 1)
        for number, found in enumerate(profile.documents):
            self._facts.addWidget(self._document(found.document.guid, found.document.name), first + 2 * number, 1)
            reading = _plain("small")
            reading.setText(found.reading)
            reading.setWordWrap(True)
            self._facts.addWidget(reading, first + 2 * number + 1, 1)

    def _document(self, guid: Guid, name: str) -> QPushButton:
        link = QPushButton(name.replace("&", "&&"))
        link.setProperty("flat", True)
        link.setAccessibleName(self.tr("Open {0} in Code").format(name))
        font = self._theme.sans(weight=500)
        font.setUnderline(True)
        link.setFont(font)
        link.setStyleSheet("text-align: left; padding: 0px; min-height: 24px;")
        link.clicked.connect(partial(self.document_opened.emit, guid))
        return link

    def _show_class(self, profile: Profile, *, read_only: bool) -> None:
        for button in self._group.buttons():
            self._group.removeButton(button)
            self._class_buttons.removeWidget(button)
            button.hide()
            button.deleteLater()
        found = self.class_profile()
        for widget in (self._class_title, self._reason_title, self.reason):
            widget.setVisible(found is not None)
        if found is None:
            return
        said = self.tr("{0}, by {1}").format(found.scheme.name, profile.coder)
        if found.category is None and found.mark is not None:
            said += f": {str(found.mark.kind).replace('-', ' ')}"
        self._class_title.setText(said)
        for category in found.scheme.categories:
            name = category.name.replace("&", "&&")
            button = QPushButton(f"{category.key}   {name}" if category.key else name)
            button.setAccessibleName(self.tr("{0}, key {1}").format(category.name, category.key or self.tr("none")))
            button.setToolTip(plain_tip(category.definition))
            button.setCheckable(True)
            button.setChecked(found.category is not None and found.category.guid == category.guid)
            button.setEnabled(not read_only)
            button.setStyleSheet("text-align: left;")
            button.clicked.connect(partial(self._classified, category.name))
            self._group.addButton(button)
            self._class_buttons.addWidget(button)
        self.reason.show_text(found.because)
        self.reason.setReadOnly(read_only or (found.category is None and found.mark is None))
        self.reason.setPlaceholderText(self.tr("Why this class") if found.category else self.tr("Classify first"))

    def class_profile(self) -> ClassProfile | None:
        """Return what is said on the active scheme."""
        if self.profile is None:
            return None
        return next((c for c in self.profile.classes if c.scheme.guid == self._scheme), None)

    # ---- from here on ------------------------------------------------------------------------------------------------

    def _classified(self, category: str, checked: bool = True) -> None:
        self.classified.emit(category if checked else "")

    def _open_first(self) -> None:
        if self.profile is not None and self.profile.documents:
            self.document_opened.emit(self.profile.documents[0].document.guid)

    def _reason_settled(self, text: str) -> None:
        if self.profile is not None:
            self.reason_settled.emit(self.profile.respondent.guid, text)

    def _memo_settled(self, text: str) -> None:
        if self.profile is not None:
            self.memo_settled.emit(self.profile.respondent.guid, text)

    def dress(self) -> None:
        """Take over colours and sizes."""
        theme = self._theme
        self.setStyleSheet(f"#hairline {{ background: {theme.colour('line').name()}; }}")
        for button, name in ((self.open_button, "ph.highlighter-circle"), (self.print_button, "ph.printer")):
            button.setIcon(icon(name, theme.colour("text")))
            button.setIconSize(QSize(theme.px(16), theme.px(16)))
        self.reason.setFixedHeight(theme.px(80))
        self.memo.setFixedHeight(theme.px(84))
        self.codes.update()


def _plain(role: str) -> QLabel:
    label = QLabel()
    label.setTextFormat(Qt.TextFormat.PlainText)
    label.setProperty("role", role)
    return label


def _named(name: str) -> QLabel:
    label = _plain("sub")
    label.setText(name[:1].upper() + name[1:])
    label.setWordWrap(len(name) > _LONG_NAME)
    return label
