"""Differences between coders in words: who coded what, how it was settled, when and why."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from PySide6.QtCore import QCoreApplication

from fop_coder.model.people import Coder
from fop_coder.model.second_coding import Outcome
from fop_coder.project.difference_reasons import ReasonCounts
from fop_coder.project.disagreements import Disagreement, Over


def tr(words: str) -> str:
    """Translate words of the screen."""
    return QCoreApplication.translate("Agreement", words)


def short_names(coders: Sequence[Coder]) -> list[str]:
    """Return first names; whole ones where two coders share theirs."""
    first = [c.name.split()[0] for c in coders]
    return first if len(set(first)) == len(first) else [c.name for c in coders]


def place_of(disagreement: Disagreement) -> str:
    """Return where it is, or of whom: the respondent, or the document where that does not follow."""
    if disagreement.document is not None:
        return disagreement.whom or disagreement.document.name
    return disagreement.respondent.label if disagreement.respondent is not None else ""


def what_differs(disagreement: Disagreement) -> str:
    """Return in a few words what they differ over ("Only Tom coded it")."""
    names = short_names(disagreement.coders)
    if disagreement.over is Over.BOUNDARY:
        return tr("Other ends")
    if disagreement.over is not Over.PASSAGE:
        return ", ".join(f"{name}: {said}" for name, said in zip(names, disagreement.said, strict=True))
    coded = [name for name, said in zip(names, disagreement.said, strict=True) if said]
    if len(coded) == 1:
        return tr("Only {0} coded it").format(coded[0])
    return tr("Not coded by {0}").format(", ".join(n for n in names if n not in coded))


def briefly_differs(disagreement: Disagreement) -> str:
    """Return still shorter what they differ over, for where there is little room ("Only Tom", "yes / no")."""
    if disagreement.over is Over.BOUNDARY:
        return what_differs(disagreement)
    if disagreement.over is not Over.PASSAGE:
        return " / ".join(map(str, disagreement.said))
    said = list(zip(short_names(disagreement.coders), disagreement.said, strict=True))
    coded = [name for name, coding in said if coding]
    if len(coded) == 1:
        return tr("Only {0}").format(coded[0])
    return tr("Not {0}").format(", ".join(name for name, coding in said if not coding))


def outcome_word(disagreement: Disagreement) -> str:
    """Return how it was settled in one word, or that it is open."""
    words = {
        None: tr("open"),
        Outcome.FIRST: tr("first"),
        Outcome.SECOND: tr("second"),
        Outcome.BOTH: tr("both"),
        Outcome.NEITHER: tr("neither"),
        Outcome.NEW: tr("new"),
    }
    return words[disagreement.outcome]


def spoken(disagreement: Disagreement) -> str:
    """Return a line of the list for those who hear it: what, where, how it differs, how it was settled."""
    settled = outcome_word(disagreement)
    if disagreement.settlement is not None:
        settled = tr("settled: {0}").format(settled)
    return f"{disagreement.about.name}, {place_of(disagreement)}, {what_differs(disagreement)}, {settled}"


def settled_sentence(disagreement: Disagreement, by: str) -> str:
    """Return by whom and when it was settled; '' as long as it is open."""
    settlement = disagreement.settlement
    return tr("Settled by {0}, {1}").format(by, day(settlement.at)) if settlement is not None else ""


def day(moment: str) -> str:
    """Return a moment (ISO 8601) as a day and time of here ("3 May 2026, 14:05")."""
    here = datetime.fromisoformat(moment).astimezone()
    return f"{here.day} {here:%b %Y, %H:%M}"


def turn_words(first: int, last: int) -> str:
    """Return the numbers of turns ("turn 28", "turns 28 to 30")."""
    return tr("turn {0}").format(first) if first == last else tr("turns {0} to {1}").format(first, last)


def place_of_coder(place: int) -> str:
    """Return which of the coders compared somebody is."""
    words = (tr("first coder"), tr("second coder"))
    return words[place] if place < len(words) else tr("coder {0}").format(place + 1)


def reasons_sentence(counts: ReasonCounts) -> str:
    """Return why coders differed over a code: what stands out, or all reasons with their numbers; '' without any."""
    if counts.needs_wording:
        words = tr("{0} of {1} differences over {2} came from its wording")
        return words.format(counts.wording, counts.settled, counts.about.name)
    told = [f"{reason} {many}" for reason, many in counts.by_reason.items() if many]
    return tr("Why they differed over {0}: {1}").format(counts.about.name, ", ".join(told)) if told else ""


def many_disagreements(number: int) -> str:
    """Return a number of disagreements."""
    return tr("1 disagreement") if number == 1 else tr("{0} disagreements").format(f"{number:,}")
