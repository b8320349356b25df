"""Rounds, packs and agreement on record in words and rows."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication

from fop_coder.gui.panels.agreement.words import number
from fop_coder.model.second_coding import Aim, Stage
from fop_coder.project.draws import several_documents
from fop_coder.project.kept_agreement import OnRecord
from fop_coder.project.round_overview import LedgerLine, Reader, RoundOverview

AIMS = {
    Aim.TRAINING: "for training",
    Aim.CALIBRATION: "for calibration",
    Aim.FINAL: "final",
    Aim.AGAIN: "one coder again",
}


def tr(words: str) -> str:
    """Translate words of the dialog."""
    return QCoreApplication.translate("Rounds", words)


def day(at: str) -> str:
    """Return the day of a moment, as all dates of the window: 2026-05-03."""
    return at[:10]


def round_row(one: RoundOverview) -> tuple[str, str, str, str, str]:
    """Return a round's row: name, aim, documents, who is waited for, blind or open."""
    waited = ", ".join(r.coder.name for r in one.waited_for)
    state = tr("open since {0}").format(day(one.round.opened)) if one.is_open else tr("blind")
    documents = f"{len(one.documents)}"
    return one.round.name, tr(AIMS[one.round.aim]), documents, waited or tr("nobody"), state


def reader_line(reader: Reader) -> str:
    """Return how far a coder of a round has got."""
    said = tr("{0}: {1} of {2} finished").format(reader.coder.name, reader.finished, reader.assigned)
    return said + (tr("; waited for: {0}").format(", ".join(reader.waiting)) if reader.waiting else "")


def record_row(record: OnRecord) -> tuple[str, str, str, str, str, str]:
    """Return a kept agreement's row: level, coders, stage, agreement in per cent, alpha with its interval, units."""
    found = record.figures
    level = {
        "respondent": tr("Respondent × code"),
        "classification": found.of or tr("Classification"),
        "character": tr("Characters"),
    }.get(found.level, found.level)
    alpha = tr("not defined") if found.alpha is None else number(found.alpha)
    if found.interval:
        alpha += tr(" ({0} to {1})").format(*map(number, found.interval))
    percent = "" if found.percent is None else f"{100 * found.percent:.0f} %"
    when = tr("before discussion") if record.kept.stage is Stage.BEFORE else tr("after discussion")
    return level, ", ".join(record.coders), f"{when}, {day(record.kept.at)}", percent, alpha, f"{found.units:,}"


def details(one: RoundOverview) -> str:
    """Return what is known of a round beside its row."""
    lines = [
        f"{one.round.drawn[:1].upper()}{one.round.drawn[1:]}; "
        + tr("codebook version {0}, made on {1}").format(one.round.codebook_version, day(one.round.at)),
        *(reader_line(reader) for reader in one.readers),
    ]
    return "\n".join([*lines, tr("Documents: {0}").format(", ".join(one.documents))])


def pack_row(line: LedgerLine) -> tuple[str, str, str, str, str, str]:
    """Return a row of the ledger: coder, handed out, documents, round, came back, reason."""
    back = tr("merged {0}").format(day(line.pack.merged)) if line.pack.merged else tr("not merged yet")
    how = several_documents(len(line.documents))
    return line.coder, day(line.pack.at), how, line.round, back, line.pack.because
