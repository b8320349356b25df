"""What respondents did and did not do, code by code, as sentences say it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel

from fop_coder.gui.second_coding.parts import label
from fop_coder.gui.sentences import what_and_do
from fop_coder.gui.theme import Theme
from fop_coder.gui.wording.beside_list import BesideList
from fop_coder.gui.wording.checked_field import CheckedField
from fop_coder.model.base import Guid
from fop_coder.model.codebook import Code
from fop_coder.model.errors import ValueRefused
from fop_coder.project.wording_tried import complement_phrase, phrase, phrase_checked, phrased

_Pair = tuple[str, str]


class PhrasesTab(BesideList):
    """Holds what is typed for every code; empty stands for the program's words."""

    def __init__(self, theme: Theme, codes: Sequence[Code], *, read_only: bool) -> None:
        """Show codes with what is kept of them."""
        self._codes = {code.guid: code for code in codes}
        self._typed: dict[str, _Pair] = {code.guid: (code.verb, code.complement) for code in codes}
        self._read_only = read_only
        super().__init__(theme, self.tr("Codes"), self.tr("own words"))
        by_name = self.tr("By its name")
        self.verb = CheckedField(theme, self.tr("What those who referred did"), by_name)
        self.complement = CheckedField(theme, self.tr("What the others did"), by_name)
        self.reads, self.reads_not = self._reading(), self._reading()
        for words, field, reads in (
            (self.tr("Those who &referred …"), self.verb, self.reads),
            (self.tr("The &others …"), self.complement, self.reads_not),
        ):
            heading = label(words, "small")
            heading.setBuddy(field.line)
            field.edited.connect(self._take)
            for part in (heading, field, reads):
                self.column.addWidget(part)
            self.column.addSpacing(8)
        self.column.addStretch(1)
        self.model.show({code.guid: code.name for code in codes})
        if codes:
            self.go_to(codes[0].guid)
        else:
            self.title.setText(self.tr("The codebook has no code yet."))
            self.verb.setEnabled(False)
            self.complement.setEnabled(False)
        self._tell()

    def _reading(self) -> QLabel:
        made = label("")
        made.setAccessibleName(self.tr("How it reads"))
        made.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        return made

    # ---- what is typed -----------------------------------------------------------------------------------------------

    @property
    def typed(self) -> Mapping[Guid, _Pair]:
        """What is typed, by GUID of the code."""
        return {Guid(guid): pair for guid, pair in self._typed.items()}

    @property
    def wrong(self) -> Mapping[str, ValueRefused]:
        """The codes whose words cannot be, with the reason."""
        faults = {}
        for guid, pair in self._typed.items():
            error = next((e for e in map(self._fault, pair) if e is not None), None)
            if error is not None:
                faults[guid] = error
        return faults

    def _fault(self, words: str) -> ValueRefused | None:
        try:
            phrase_checked(words, "")
        except ValueRefused as error:
            return error
        return None

    def _take(self) -> None:
        if self.current:
            self._typed[self.current] = (self.verb.text, self.complement.text)
            self._tell()
            self.edited.emit()

    def _tell(self) -> None:
        changed = [guid for guid, pair in self._typed.items() if any(words.strip() for words in pair)]
        self.model.set_states(list(self.wrong), changed)
        pair = self._typed.get(self.current, ("", ""))
        for field, words in zip((self.verb, self.complement), pair, strict=True):
            error = self._fault(words)
            field.show_fault(what_and_do(error) if error is not None else "")

    # ---- showing -----------------------------------------------------------------------------------------------------

    def show_current(self) -> None:
        """Show what the current code is called in sentences."""
        code = self._codes.get(Guid(self.current))
        if code is None:
            return
        self.title.setText(code.name)
        plain = phrased(code, "", "")
        self.verb.line.setPlaceholderText(phrase(plain))
        self.complement.line.setPlaceholderText(complement_phrase(plain))
        verb, complement = self._typed[code.guid]
        self.verb.show_text(verb, "", read_only=self._read_only)
        self.complement.show_text(complement, "", read_only=self._read_only)
        self._tell()
        self.edited.emit()

    def retold(self, code: Code) -> Code:
        """Return the current code with what is typed, as far as it can be."""
        return code if self.current in self.wrong else phrased(code, *self._typed[self.current])

    def show_examples(self, sentences: _Pair | None) -> None:
        """Show how the current code reads; '' where nobody counts, None while the figures are not there yet."""
        nothing = self.tr("No figure yet: nobody counts for this code.")
        shown = (self.tr("…"), self.tr("…")) if sentences is None else tuple(s or nothing for s in sentences)
        for part, words in zip((self.reads, self.reads_not), shown, strict=True):
            part.setTextFormat(Qt.TextFormat.PlainText)
            part.setText(words if self.current else "")
