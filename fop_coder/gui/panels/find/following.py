"""What is done with hits: following one to its place, and putting codes on their turns."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QCoreApplication

from fop_coder.gui.panel import Place, Surroundings
from fop_coder.model.codebook import Code
from fop_coder.model.errors import FopCoderError
from fop_coder.model.tally import Hit
from fop_coder.project.finding import code_turns_change


def tr(text: str) -> str:
    """Return the user's words for a text of this panel."""
    return QCoreApplication.translate("FindPanel", text)


def place_of_hit(hit: Hit, *, step: bool = False) -> Place | None:
    """Return where a hit is; None for a memo on the project, which has no place."""
    if hit.where == "turn":
        return Place("code", document=hit.document_guid, position=hit.start, step=step)
    places = {
        "passage": Place("code", document=hit.document_guid, coding=hit.about, step=step),
        "document": Place("code", document=hit.document_guid, step=step),
        "respondent": Place("respondents", respondent=hit.about, step=step),
        "code": Place("tallies", code=hit.about, step=step),
    }
    return places.get(hit.kind)


def put_code(around: Surroundings, key: str, hits: Sequence[Hit]) -> None:
    """Put the code of a key on the turns of hits, or take it off where all have it; say what was done."""
    project = around.desk.project
    if project is None:
        return
    code = next((c for c in project.codebook.codes if c.key.casefold() == key.casefold() and not c.retired), None)
    if code is None:
        around.say(tr("No code has the key {0}").format(key.upper()))
        return
    if around.desk.is_read_only:
        around.say(tr("The project is open for reading only"))
        return
    try:
        change, is_on = code_turns_change(project, hits, code)
    except FopCoderError as error:
        around.show_error(error)
        return
    if change is None:
        around.say(tr("Memos cannot be coded"))
    elif around.desk.apply(change):
        _say_done(around, code, max(len(change.added), len(change.removed)), is_on=is_on)


def _say_done(around: Surroundings, code: Code, turns: int, *, is_on: bool) -> None:
    words = tr("{0} put on {1}") if is_on else tr("{0} taken off {1}")
    many = tr("{0} turns").format(turns) if turns > 1 else tr("one turn")
    (around.offer_undo if turns > 1 else around.say)(words.format(code.name, many))
