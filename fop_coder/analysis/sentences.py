"""What a figure says in words: the sentence for the report, and why the N is what it is."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum

from fop_coder.model.codebook import Category, Code, Scheme
from fop_coder.model.filters import NO_VALUE
from fop_coder.model.in_words import listed
from fop_coder.model.status import NOT_CLASSIFIED, ClassStatuses, CodeStatuses, Group, Status
from fop_coder.model.tally import ClassCounts, Counts, Reason
from fop_coder.model.wording import PROGRAMS, Wording

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


def complement_phrase(code: Code) -> str:
    """Return what the others did: the code's own words, or "did not mention <name>"."""
    return code.complement or f"did not mention {_in_sentence(code.name)}"


def _in_sentence(name: str) -> str:
    """Return a name as it stands inside a sentence; one that is all capitals keeps them (SCORE)."""
    first, rest = name[0], name[1:]
    return name if rest[:1].isupper() else first.lower() + rest


# ---- sentences for the report ----------------------------------------------------------------------------------------


class Divider(StrEnum):
    """What divides a sample, as sentences by group tell it: the name of the template for one group."""

    ATTRIBUTE = "group"
    SCHEME = "group_classified"
    NUMBER = "group_number"


@dataclass(frozen=True, slots=True)
class Telling:
    """How sentences are told.

    Attributes:
        respondents: the plural used in this project ("family social workers").
        of: what the sample was narrowed to ("borough = RBKC"), '' for everybody; it is said in brackets.
        so_far: while somebody is pending, say so instead of nothing.
    """

    respondents: str
    wording: Wording = PROGRAMS
    of: str = ""
    so_far: bool = False


def figure_sentence(code: Code, counts: Counts, telling: Telling, *, complement: bool = False) -> str:
    """Return the sentence for a figure, '' while anybody is pending (unless it may say "so far") or nobody counts.

    Args:
        complement: of those who did not refer, instead of those who did.
    """
    return _finished(_figure(code, counts, complement), counts, telling)


def group_sentence(
    code: Code,
    counts: Counts,
    groups: Mapping[str, Counts],
    telling: Telling,
    *,
    by: str,
    divider: Divider = Divider.ATTRIBUTE,
    complement: bool = False,
) -> str:
    """Return the sentence for a figure with those of its groups after it; '' as ``figure_sentence``.

    Args:
        groups: by value; together they are everybody in ``counts``.
        by: name of what divides.
    """
    told = [
        _of_group(telling, group, c.not_referred if complement else c.n, c.of, by, divider)
        for group, c in groups.items()
        if c.total  # a category that nobody has is no group
    ]

    def say(telling: Telling, capital: bool) -> str:
        said = _figure(code, counts, complement, criteria=False)(telling, capital)
        return telling.wording.say("by_group", {"said": said, "groups": listed(told), "by": by}) if told else said

    return _finished(say, counts, telling)


def class_sentence(category: str, n: int, counts: ClassCounts, scheme: str, telling: Telling) -> str:
    """Return the sentence for a category; '' while anybody is pending or not classified, or nobody can be counted.

    Args:
        category: its name; ``n``: how many have it.
        scheme: name of the scheme.
    """

    def say(telling: Telling, capital: bool) -> str:
        values = {"category": category, "scheme": scheme, "were": "was" if n == 1 else "were"}
        return _of_figure("classified", n, counts.classified, values, telling, capital)

    return _finished(say, counts, telling)


def scheme_sentence(categories: Mapping[str, int], counts: ClassCounts, scheme: str, telling: Telling) -> str:
    """Return the sentence for all categories of a scheme; '' as ``class_sentence``.

    Args:
        categories: name → how many have it.
    """
    of = str(counts.classified)

    def say(telling: Telling, capital: bool) -> str:
        told = [telling.wording.say("category", {"n": str(n), "N": of, "category": c}) for c, n in categories.items()]
        values = {"scheme": scheme, "N": of, "respondents": telling.respondents, "categories": listed(told)}
        return telling.wording.say("scheme", values)

    return _finished(say, counts, telling)


_Say = Callable[[Telling, bool], str]
"""Gives a sentence without its end; whether a quantifier at its beginning has a capital letter."""


def _figure(code: Code, counts: Counts, complement: bool, *, criteria: bool = True) -> _Say:
    def say(telling: Telling, capital: bool) -> str:
        if complement:
            values = {"complement": complement_phrase(code), "code": code.name}
            return _of_figure("complement", counts.not_referred, counts.of, values, telling, capital)
        values = {"verb": phrase(code), "code": code.name}
        said = _of_figure("referred", counts.n, counts.of, values, telling, capital)
        if criteria and counts.criteria_met is not None and counts.n:
            said += f", of whom {counts.criteria_met} {code.criteria_word or 'who met its criteria'}"
        return said

    return say


def _of_figure(template: str, n: int, of: int, values: Mapping[str, str], telling: Telling, capital: bool) -> str:
    quantity = telling.wording.quantifiers.word(n, of)
    shown = {
        "quantity": quantity,
        "Quantity": quantity[:1].upper() + quantity[1:] if capital else quantity,
        "n": str(n),
        "N": str(of),
        "respondents": telling.respondents,
    }
    return telling.wording.say(template if quantity else f"{template}_small", {**shown, **values})


def _of_group(telling: Telling, group: str, n: int, of: int, by: str, divider: Divider) -> str:
    values = {"n": str(n), "N": str(of), "by": by}
    if group == NO_VALUE:
        return telling.wording.say("group_without", values)
    return telling.wording.say(divider.value, {**values, "group": group})


def _finished(say: _Say, counts: Counts | ClassCounts, telling: Telling) -> str:
    """Return a sentence with who was left out of it, or '' where there is none to be told."""
    of = counts.of if isinstance(counts, Counts) else counts.classified
    waiting = counts.pending + (0 if isinstance(counts, Counts) else counts.not_classified)
    if of == 0 or (waiting and not telling.so_far):
        return ""
    said = telling.wording.say("so_far", {"said": say(telling, False)}) if waiting else say(telling, True)
    left = "; ".join(part for part in (telling.of, *_left_out(counts)) if part)
    said = f"{said} ({left})" if left else said
    return said if said.endswith((".", "!", "?")) else f"{said}."


_LEFT_OUT: tuple[tuple[str, str, str], ...] = (
    ("not_classified", "was not classified", "were not classified"),
    ("not_asked", "was not asked", "were not asked"),
    ("too_little_information", "gave too little information", "gave too little information"),
    ("no_data", "has no data", "have no data"),
    ("pending", "is pending", "are pending"),
)


def _left_out(counts: Counts | ClassCounts) -> list[str]:
    """Return for each reason not to be in N how many it left out."""
    found = ((getattr(counts, name, 0), one, more) for name, one, more in _LEFT_OUT)
    return [f"{in_words(n)} {one if n == 1 else more}" for n, one, more in found if n]


_NUMBERS = ("none", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine")


def in_words(number: int) -> str:
    """Return a number as it stands in running text: in words up to nine."""
    return _NUMBERS[number] if 0 <= number < len(_NUMBERS) else str(number)


# ---- why this N ------------------------------------------------------------------------------------------------------


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
