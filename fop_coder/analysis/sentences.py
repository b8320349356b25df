"""What a figure says in words: the sentence for the report, and why the N is what it is."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from fop_coder.model.codebook import Category, Code, Scheme
from fop_coder.model.status import NOT_CLASSIFIED, ClassStatuses, CodeStatuses, Group, Status
from fop_coder.model.tally import ClassCounts, Counts, Reason

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


def _left_out(counts: Counts | ClassCounts) -> str:
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
            sentence = _WHY[status].format(who=_who(group), code=code.name)
            if status is Status.PENDING and statuses.pending_coded:
                sentence += f" Of them {len(statuses.pending_coded)} already coded."
            if status is Status.REFERRED and statuses.unprompted:
                sentence += f" Of them {len(statuses.unprompted)} raised it unprompted."
            reasons.append(Reason(str(status), tuple(label(group)), sentence, len(group)))
    return tuple(reasons)


def class_sentence(category: str, n: int, counts: ClassCounts, respondents: str, scheme: str) -> str:
    """Return the plain sentence for a category, '' while anybody is pending, not classified, or nobody can be counted.

    Args:
        category: its name; ``n``: how many have it.
        respondents: the plural used in this project.
        scheme: name of the scheme.
    """
    if counts.pending or counts.not_classified or counts.classified == 0:
        return ""
    were = "was" if n == 1 else "were"
    sentence = f"{n} of {counts.classified} {respondents} {were} classified as {category} ({scheme}"
    left = _left_out(counts)
    return f"{sentence}; {left})." if left else f"{sentence})."


_WHY_NO_CLASS: dict[str, str] = {
    NOT_CLASSIFIED: "{who} left out of N: read, but not classified on {scheme} yet.",
    Status.NOT_ASKED: "{who} left out of N: marked as not asked about {scheme}, and without a class.",
    Status.TOO_LITTLE: "{who} left out of N: marked as having told too little about {scheme}, and without a class.",
    Status.PENDING: "{who} left out of N for now: a document of theirs is not finished, or coders differ.",
    Status.NO_DATA: "{who} left out of N: no document of theirs is to be read in this view and scope.",
}


def why_classes(scheme: Scheme, statuses: ClassStatuses, label: Callable[[Group], Iterable[str]]) -> tuple[Reason, ...]:
    """Return the card "why this N?" of a scheme: one sentence per category and per reason to have none.

    Args:
        label: gives the respondents' labels in their order.
    """
    reasons = [_why_category(scheme, c, statuses.by_category[c.guid], label) for c in scheme.categories]
    for status, sentence in _WHY_NO_CLASS.items():
        group = statuses.by_status[status]
        if group:
            said = sentence.format(who=_who(group), scheme=scheme.name)
            if status == Status.PENDING and statuses.pending_classified:
                said += f" Of them {len(statuses.pending_classified)} already classified."
            reasons.append(Reason(str(status), tuple(label(group)), said, len(group)))
    return tuple(reasons)


def _why_category(scheme: Scheme, category: Category, group: Group, label: Callable[[Group], Iterable[str]]) -> Reason:
    sentence = f"{_who(group)} counted in N: classified as {category.name} on {scheme.name}."
    return Reason(category.name, tuple(label(group)), sentence, len(group))


def _who(group: Group) -> str:
    return f"{len(group)} {'is' if len(group) == 1 else 'are'}"
