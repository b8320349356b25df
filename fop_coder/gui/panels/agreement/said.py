"""What the screen says around the figures: what is compared, what stands out, and why there are no figures."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from fop_coder.gui.panels.agreement.note_line import Part
from fop_coder.gui.panels.agreement.words import tr
from fop_coder.model.agreement import AgreementReport
from fop_coder.project.agreement_sheet import AgreementSheet, Unread
from fop_coder.project.coders_compared import Level

_MOST_NOTABLE = 2
_MOST_NAMES = 6
_MOST_ROWS = 3


@dataclass(frozen=True, slots=True)
class Nothing:
    """Why there are no figures, and what to do.

    Attributes:
        main: words of the main button, and which action it does; other: of a second way.
    """

    title: str
    line: str
    main: str
    does: str
    other: tuple[str, str] = ("", "")
    other_does: str = ""


HAND_OUT, MERGE, CODE, AGAIN, STOP = "pack.hand_out", "pack.merge", "code", "again", "stop"


def no_second_coder() -> Nothing:
    """Return what to say where one coder is alone."""
    return Nothing(
        tr("No second coder yet"),
        tr("A second coder codes some documents without seeing the first coding; then their agreement can be told."),
        tr("Hand out a pack …"),
        HAND_OUT,
        (tr("Merge a pack …"), tr("when it has come back from the second coder")),
        MERGE,
    )


def in_a_pack() -> Nothing:
    """Return what to say in a pack, which holds the work of one coder."""
    return Nothing(
        tr("This is a pack"),
        tr("It holds the work of one coder. Agreement is told in the project that it came from, once it is merged."),
        tr("Go to Code"),
        CODE,
    )


def nothing_shared(sheet: AgreementSheet, acting: str) -> Nothing:
    """Return what to say where no document was finished by two of the coders; ``acting``: who sits here."""
    lines = " ".join(unread_words(u) for u in sheet.unread)
    mine = next((u for u in sheet.unread if u.coder == acting and u.waiting), None)
    title = tr("No document is finished by both yet")
    merge = (tr("Merge a pack …"), tr("when it has come back from the second coder"))
    if mine is not None:
        return Nothing(title, lines, tr("Go to Code"), CODE, merge, MERGE)
    hand_out = (tr("Hand out a pack …"), tr("for a second coder to code without seeing the first coding"))
    return Nothing(title, lines, merge[0], MERGE, hand_out, HAND_OUT)


def at_work() -> Nothing:
    """Return what to say while the first figures are worked out."""
    return Nothing(tr("Being worked out …"), tr("Figures and their intervals come in a moment."), tr("Cancel"), STOP)


def stopped() -> Nothing:
    """Return what to say where the user stopped the work."""
    return Nothing(tr("Stopped"), tr("The figures were not worked out, so none are shown."), tr("Work them out"), AGAIN)


def unread_words(unread: Unread) -> str:
    """Return what a coder has not finished, with some names."""
    if not unread.given:
        return tr("{0} was given no document here.").format(unread.coder)
    if not unread.waiting:
        return tr("{0} has finished all {1:,}.").format(unread.coder, unread.given)
    names = _listed(unread.waiting, _MOST_NAMES)
    return tr("{0} has not finished {1:,} of {2:,}: {3}.").format(
        unread.coder, len(unread.waiting), unread.given, names
    )


def units_words(report: AgreementReport) -> str:
    """Return what is compared, in one line."""
    who = tr("both") if len(report.coders) == 2 else tr("all of them")
    drawn = report.overall.drawn
    if report.level == Level.CLASSIFICATION:
        units = tr("{0}, each classified by two coders").format(_many(report.overall.units, report.unit))
    elif report.unit == report.drawn:
        units = tr("{0}, each finished by {1}").format(_many(drawn, report.drawn), who)
    else:
        most = max((row.units for row in report.rows), default=0)
        who = who if len(report.coders) == 2 else tr("two coders or more")
        units = tr("{0} of respondents\u2019 speech in {1}, each finished by {2}").format(
            _many(most, report.unit), _many(drawn, report.drawn), who
        )
    return tr("Units: {0}. Intervals: bootstrap, {1:,} draws, 95 %.").format(units, report.resamples)


def _many(number: int, noun: str) -> str:
    return f"{number:,} {noun}" if number == 1 else f"{number:,} {noun}s"


def note_parts(sheet: AgreementSheet) -> list[Part]:
    """Return what stands out: rows that would be misread, who is left out, whether there are units enough."""
    parts: list[Part] = []
    alike: dict[str, list[str]] = {}
    for found in sheet.notable:
        alike.setdefault(found.sentence, []).append(found.name)
    for sentence, names in list(alike.items())[:_MOST_NOTABLE]:
        parts += [Part(f"{_listed(names, _MOST_ROWS)}:", strong=True), Part(_sentence(sentence))]
    more = sum(len(names) for names in list(alike.values())[_MOST_NOTABLE:])
    if more:
        parts.append(Part(tr("There are notes on {0:,} more.").format(more)))
    parts += [
        Part(tr("{0} has not finished {1:,} of {2:,} documents: left out.").format(u.coder, len(u.waiting), u.given))
        for u in sheet.unread
        if u.waiting
    ]
    if sheet.enough:
        parts.append(Part(sheet.enough, quiet=True))
    return parts


def _listed(names: Sequence[str], most: int) -> str:
    """Return names, so many at most, and how many more there are."""
    said = ", ".join(names[:most])
    return tr("{0} and {1:,} more").format(said, len(names) - most) if len(names) > most else said


def _sentence(words: str) -> str:
    return f"{words[:1].upper()}{words[1:]}" if not words[:1].isdigit() else words


def all_notes(report: AgreementReport) -> list[str]:
    """Return every note of a report, those of a row with its name before them."""
    rows: Iterable[str] = (
        f"{row.name or report.level}: {note}" for row in (*report.rows, report.overall) for note in row.notes
    )
    drawn = tr("Intervals: 95 %, percentile bootstrap, {0:,} resamples of {1}s, seed {2}")
    return [*report.notes, *rows, drawn.format(report.resamples, report.drawn, report.seed)]


def standing_words(open_: int, pending: int) -> str:
    """Return what is left to settle, for the status line."""
    if not open_:
        said = tr("No disagreement is open.")
    elif open_ == 1:
        said = tr("1 disagreement is open.")
    else:
        said = tr("{0:,} disagreements are open.").format(open_)
    if not pending:
        return f"{said} {tr('The consensus is pending for nobody.')}"
    one = tr("The consensus is pending for 1 respondent.")
    many = tr("The consensus is pending for {0:,} respondents.").format(pending)
    return f"{said} {one if pending == 1 else many}"
