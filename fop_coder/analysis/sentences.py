"""What a figure says in words: the sentence for the report, and why the N is what it is."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from fop_coder.model.codebook import Code
from fop_coder.model.status import CodeStatuses, Group, Status
from fop_coder.model.tally import Counts, Reason

ASSUMED = "95 % Wilson interval of the share, for a simple random sample."
"""How intervals are worded where the respondents were drawn at random."""

NOT_RANDOM = (
    "These respondents were not drawn at random. If these {of} were a simple random sample, the 95 % Wilson interval "
    "of the share would be the one given."
)
"""How intervals are worded where they were not, and the user insists."""


def phrase(code: Code) -> str:
    """Return what respondents did: the code's own words, or "referred to <name>"."""
    return code.verb or f"referred to {_in_sentence(code.name)}"


def _in_sentence(name: str) -> str:
    """Return a name as it stands inside a sentence; one that is all capitals keeps them (SCORE)."""
    first, rest = name[0], name[1:]
    return name if rest[:1].isupper() else first.lower() + rest


def figure_sentence(code: Code, counts: Counts, respondents: str) -> str:
    """Return the plain sentence for a figure, '' while anybody is pending or nobody can be counted.

    Args:
        respondents: the plural used in this project ("family social workers").
    """
    if counts.pending or counts.of == 0:
        return ""
    sentence = f"{counts.n} of {counts.of} {respondents} {phrase(code)}"
    if counts.criteria_met is not None and counts.n:
        word = code.criteria_word or "who met its criteria"
        sentence += f", of whom {counts.criteria_met} {word}"
    left = _left_out(counts)
    return f"{sentence} ({left})." if left else f"{sentence}."


def _left_out(counts: Counts) -> str:
    parts = (
        (counts.not_asked, "was not asked", "were not asked"),
        (counts.too_little_information, "gave too little information", "gave too little information"),
        (counts.no_data, "has no data", "have no data"),
    )
    return "; ".join(f"{n} {one if n == 1 else more}" for n, one, more in parts if n)


_WHY: dict[Status, str] = {
    Status.REFERRED: "{who} counted in n and N: at least one passage on their own turns carries {code}.",
    Status.NOT_REFERRED: "{who} counted in N alone: all of theirs was read for {code} and no passage carries it.",
    Status.NOT_ASKED: "{who} left out of N: marked as not asked about {code}, and without a passage.",
    Status.TOO_LITTLE: "{who} left out of N: marked as having told too little about {code}, and without a passage.",
    Status.PENDING: "{who} left out of N for now: a document of theirs is not finished for {code}, or coders differ.",
    Status.NO_DATA: "{who} left out of N: no document of theirs is to be read in this view and scope.",
}


def why(code: Code, statuses: CodeStatuses, label: Callable[[Group], Iterable[str]]) -> tuple[Reason, ...]:
    """Return the card "why this N?": one sentence per status, with everybody it holds of.

    Args:
        label: gives the respondents' labels in their order.
    """
    reasons = []
    for status in (
        Status.REFERRED,
        Status.NOT_REFERRED,
        Status.NOT_ASKED,
        Status.TOO_LITTLE,
        Status.PENDING,
        Status.NO_DATA,
    ):
        group = statuses[status]
        if group or status in (Status.REFERRED, Status.NOT_REFERRED):
            who = f"{len(group)} {'is' if len(group) == 1 else 'are'}"
            sentence = _WHY[status].format(who=who, code=code.name)
            if status is Status.PENDING and statuses.pending_coded:
                sentence += f" Of them {len(statuses.pending_coded)} already coded."
            if status is Status.REFERRED and statuses.unprompted:
                sentence += f" Of them {len(statuses.unprompted)} raised it unprompted."
            reasons.append(Reason(str(status), tuple(label(group)), sentence))
    return tuple(reasons)
