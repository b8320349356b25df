"""The profile on paper: a document of plain paragraphs, every word of which is text."""

from __future__ import annotations

from collections.abc import Mapping
from html import escape

from PySide6.QtGui import QTextDocument

from fop_coder.gui.panels.respondents.model import standing_text, tr
from fop_coder.gui.theme import Theme
from fop_coder.model.base import Guid
from fop_coder.model.people import Standing
from fop_coder.model.tally import PassageRow
from fop_coder.project.profile import Profile


def profile_document(profile: Profile, passages: Mapping[Guid, PassageRow], theme: Theme) -> QTextDocument:
    """Return a respondent's sheet; ``passages`` by their GUIDs, all of them."""
    respondent = profile.respondent
    parts = [f"<h1>{escape(respondent.label)}</h1>"]
    if respondent.standing is not Standing.ANALYSED or respondent.do_not_quote:
        parts.append(f"<p><b>{escape(standing_text(respondent))}</b></p>")
    parts.append("<table cellpadding='3'>")
    for name, value in profile.attributes:
        parts.append(f"<tr><td><i>{escape(name)}</i></td><td>{escape(value or '–')}</td></tr>")
    for case in profile.cases:
        words = ", ".join((case.name, *(label for _, label in case.others)))
        parts.append(f"<tr><td><i>{escape(tr('case'))}</i></td><td>{escape(words)}</td></tr>")
    for found in profile.documents:
        words = f"{found.document.name}: {found.reading}"
        parts.append(f"<tr><td><i>{escape(tr('document'))}</i></td><td>{escape(words)}</td></tr>")
    for said in profile.classes:
        if said.category is not None:
            word = said.category.name
        else:
            word = str(said.mark.kind).replace("-", " ") if said.mark else tr("not classified")
        because = f": {said.because}" if said.because else ""
        parts.append(f"<tr><td><i>{escape(said.scheme.name)}</i></td><td>{escape(word + because)}</td></tr>")
    parts.append("</table>")
    for code in profile.codes:
        status = ", ".join(w for w in (str(code.status or ""), code.word) if w)
        parts.append(f"<h3>{escape(code.code.name)}: {escape(status)}</h3>")
        parts.extend(
            f"<p>\u201c{escape(' '.join(p.text.split()))}\u201d <i>({escape(p.document)})</i></p>"
            for p in (passages[guid] for guid in code.passages if guid in passages)
        )
    memos = [(profile.coder, profile.memo.text)] if profile.memo else []
    for name, text in (*memos, *profile.other_memos):
        lines = "<br>".join(escape(line) for line in text.split("\n"))
        parts.append(f"<h3>{escape(tr('Memo'))}, {escape(name)}</h3><p>{lines}</p>")
    document = QTextDocument()
    document.setDefaultFont(theme.serif(14))
    document.setHtml("".join(parts))
    return document
