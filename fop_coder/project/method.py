"""The paragraph on double coding for the method section of a report: who, what, how, how well, how it was settled."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from datetime import date

from fop_coder import __version__
from fop_coder.agreement.figures import SMALLEST
from fop_coder.agreement.resampling import UNRELIABLE
from fop_coder.model.agreement_told import MethodParagraph
from fop_coder.model.base import Guid
from fop_coder.model.in_words import listed
from fop_coder.model.people import Coder
from fop_coder.model.second_coding import Aim, Outcome, Reason
from fop_coder.project.coders_compared import Comparison
from fop_coder.project.disagreements import Disagreement, Over
from fop_coder.project.double_coding import DoubleCoding, gather_double_coding, scheme_name
from fop_coder.project.method_words import (
    coefficients,
    computing,
    in_words,
    over_codes,
    pooled_over,
    pooling,
    sentence,
    several,
    too_few,
    unit_of,
    unreliable,
)
from fop_coder.project.project import Project

SOFTWARE = f"FOP Coder {__version__}"

_MONTHS = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)


def method_paragraph(project: Project, comparison: Comparison) -> MethodParagraph:
    """Return the paragraph for the coders, level and round of a comparison.

    Figures before discussion are those on record where there are any, so that nothing coded later changes them.

    Raises:
        NotFound, FilterRefused: if a name is not known.
        ValueRefused: if there are not two coders, or nothing that two of them finished.
    """
    return paragraph_of(gather_double_coding(project, comparison))


# ---- writing ---------------------------------------------------------------------------------------------------------


def paragraph_of(told: DoubleCoding) -> MethodParagraph:
    """Return the paragraph on what was gathered."""
    missing: list[str] = []
    parts = {
        "coders": _coders(told, missing),
        "documents": " ".join(_documents(told, missing)),
        "codebook": _codebook(told),
        "blind": " ".join(_blind(told, missing)),
        "unit": unit_of(told.before, scheme_name(told.project, told.comparison)),
        "before": _before(told),
        "codes": " ".join(over_codes(told.before)),
        "limits": " ".join((*too_few(told.before, SMALLEST), *unreliable(told.before, UNRELIABLE))),
        "differences": _differences(told),
        "settling": " ".join(_settling(told)),
        "after": _after(told),
        "computing": f"{pooling(told.before)} {computing(told.before, SOFTWARE)}".strip(),
    }
    return MethodParagraph({name: words for name, words in parts.items() if words}, tuple(dict.fromkeys(missing)))


def _coders(told: DoubleCoding, missing: list[str]) -> str:
    again = next((c for c in told.coders if c.again_of in {o.guid for o in told.coders}), None)
    if again is not None and len(told.coders) == 2:
        first = next(c for c in told.coders if c.guid == again.again_of)
        return f"The documents were coded twice by the same coder, {_person(first, missing)}."
    people = [_person(c, missing) for c in told.coders]
    return f"The documents were coded by {in_words(len(people))} coders: {listed(people)}."


def _person(coder: Coder, missing: list[str]) -> str:
    role = coder.role.strip() or _placeholder(f"role of {coder.name}", missing)
    training = coder.training.strip() or _placeholder(f"training of {coder.name}", missing)
    return f"{coder.name} ({role}; training: {training})"


def _placeholder(what: str, missing: list[str]) -> str:
    missing.append(f"[{what}]")
    return missing[-1]


def _documents(told: DoubleCoding, missing: list[str]) -> Iterator[str]:
    number = len(told.documents)
    if number == told.of:
        yield (
            f"All {several(number, 'document')} were double-coded." if number > 1 else "The document was double-coded."
        )
    else:
        was = "was" if number == 1 else "were"
        share = f"{100 * number / told.of:.0f} %" if told.of else ""
        yield f"Of {several(told.of, 'document')}, {number:,} ({share}) {was} double-coded."
    drawn = dict.fromkeys(words for words in _ways_of_drawing(told) if words)
    if drawn:
        yield sentence(f"They were chosen so: {'; '.join(drawn)}")
    elif number != told.of:
        yield sentence(f"They were chosen so: {_placeholder('how the documents were chosen', missing)}")


def _ways_of_drawing(told: DoubleCoding) -> Iterator[str]:
    """Yield how documents were drawn, with the seed where the words do not have it, and why."""
    packs = [p for p in told.packs if told.round is None or p.round == told.round.guid]
    if told.round is not None and told.round.drawn not in {p.drawn for p in packs}:
        yield _drawn(told.round.drawn, told.round.seed, "")
    for pack in packs:
        yield _drawn(pack.drawn, pack.seed, pack.because)


def _drawn(words: str, seed: int | None, because: str) -> str:
    seeded = f", seed {seed}" if words and seed is not None and "seed" not in words else ""
    why = because.strip().rstrip(".")
    return f"{words}{seeded}{f' (reason given: “{why}”)' if why else ''}"


def _codebook(told: DoubleCoding) -> str:
    version = told.project.version
    used = {told.round.codebook_version} if told.round else {p.codebook_version for p in told.packs}
    worked = listed(f"version {number}" for number in sorted(used or {version}))
    codes = several(sum(not code.retired for code in told.project.codebook.codes), "code")
    round_ = f" in the {told.round.aim} round “{told.round.name}”" if told.round and told.round.aim != Aim.AGAIN else ""
    since = f" (now version {version})" if used and max(used) < version else ""
    return f"Coding followed {worked} of the codebook{since}, with {codes} in use{round_}."


def _blind(told: DoubleCoding, missing: list[str]) -> Iterator[str]:
    """Yield what is on record of who could see what; nothing is claimed that is not."""
    worked_apart = [c.name for c in told.coders if any(p.coder == c.guid and p.merged for p in told.packs)]
    if told.round is not None and told.round.aim is Aim.AGAIN:
        yield "The first coding was not shown during the second."
    elif worked_apart:
        files = "a file of their own that held" if len(worked_apart) == 1 else "files of their own that held"
        yield f"{listed(worked_apart)} coded blind, in {files} nobody else's coding."
    elif told.round is not None:
        yield "They coded blind: nobody was shown another's coding of a document before they had finished it."
    else:
        yield f"{_placeholder('say whether they coded blind to each other', missing)}."
    if told.round is not None and told.round.opened:
        yield f"They were allowed to see each other's coding from {day_in_words(told.round.opened)} on."
    if told.discussed:
        were = "was" if told.discussed == 1 else "were"
        passages = f"{several(told.discussed, 'passage')} {were}"
        yield f"{passages} coded in sight of another's coding and left out of the figures before discussion."


def _before(told: DoubleCoding) -> str:
    record = f" (as put on record on {day_in_words(told.kept_at)})" if told.kept_at else ""
    figures = coefficients(told.before["overall"])
    return sentence(f"Before differences were discussed{record}{pooled_over(told.before)}: {figures}")


def _differences(told: DoubleCoding) -> str:
    number = len(told.differences)
    if not number:
        return "The coders did not differ in anything that both had finished."
    kinds = Counter(d.over for d in told.differences)
    words = {
        Over.PASSAGE: "over whether a passage carries the code",
        Over.BOUNDARY: "over where a passage begins or ends",
        Over.STATUS: "over a respondent's status",
        Over.CLASS: "over a respondent's class",
    }
    if len(kinds) == 1:
        cases = "once" if number == 1 else f"in {number:,} cases"
        return f"They differed {cases}, {words[next(iter(kinds))]}."
    detail = listed(f"{kinds[over]:,} {said}" for over, said in words.items() if kinds[over])
    return f"They differed in {number:,} cases: {detail}."


def _settling(told: DoubleCoding) -> Iterator[str]:
    settled = [d for d in told.differences if d.settlement is not None]
    left = len(told.differences) - len(settled)
    if not told.differences:
        return
    if not settled:
        yield "None of these differences has been settled." if left > 1 else "It has not been settled."
        return
    ways = Counter(settled_words(d) for d in settled)
    detail = listed(f"{number:,} {how}" for how, number in ways.most_common())
    by = _names(told.project, {d.settlement.by for d in settled if d.settlement})
    yield f"{several(len(settled), 'difference')} {'was' if len(settled) == 1 else 'were'} settled by {by}: {detail}."
    reasons = Counter(d.settlement.reason for d in settled if d.settlement)
    given = [f"{reason} ({reasons[reason]:,})" for reason in Reason if reasons[reason]]
    if given:
        without = f"; none was given for {reasons['']:,}" if reasons[""] else ""
        were = "reason for differing was" if len(given) == 1 else "reasons for differing were"
        yield sentence(f"The {were} {listed(given)}{without}")
    if left:
        yield f"{several(left, 'difference')} {'is' if left == 1 else 'are'} not settled yet."


def settled_words(difference: Disagreement) -> str:
    """Return how a difference was settled, as words after a number ("as Ann had it"); '' where it is open."""
    outcome = difference.outcome
    if outcome is None:
        return ""
    if outcome is Outcome.FIRST:
        return f"as {difference.coders[0].name} had it"
    if outcome is Outcome.SECOND:
        return f"as {difference.coders[1].name} had it"
    is_passage = difference.over in (Over.PASSAGE, Over.BOUNDARY)
    words = {
        Outcome.BOTH: "with the passages of all" if len(difference.coders) > 2 else "with both passages",
        Outcome.NEITHER: "with no passage",
        Outcome.NEW: "with a new passage" if is_passage else "otherwise",
    }
    return words[outcome]


def _names(project: Project, guids: set[Guid]) -> str:
    names = {c.guid: c.name for c in project.store.values(Coder)}
    return listed(sorted(names[g] for g in guids))


def _after(told: DoubleCoding) -> str:
    if told.after is None:
        return ""
    figures = coefficients(told.after["overall"])
    return (
        f"After discussion, what was settled being taken as every coder's own: {figures}. These figures show how far "
        "differences were settled; they are no measure of how reliably the codes are applied."
    )


def day_in_words(moment: str) -> str:
    """Return the day of a moment, ISO 8601 ("3 May 2026")."""
    day = date.fromisoformat(moment[:10])
    return f"{day.day} {_MONTHS[day.month - 1]} {day.year}"
