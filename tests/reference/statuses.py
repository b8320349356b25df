"""The definition of statuses, views and classes once more, as product.md words it: plain loops over respondents.

Nothing here is shared with ``model.status`` or the store but the nouns. Statuses are plain words.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from fop_coder.model.base import Guid
from fop_coder.model.codebook import Code
from fop_coder.model.coding import Coding
from fop_coder.model.documents import Document
from fop_coder.model.second_coding import SettledPassage, Settlement
from tests.reference.material import Material

Scope = Sequence[Guid] | None


@dataclass(frozen=True)
class Standing:
    """Where a respondent stands on a code.

    ``met``: referred, and the criteria rule is met. ``coded``: pending, but there is a passage already. ``unprompted``:
    referred although marked as not asked. ``differ``: the coders of the view say different things.
    """

    status: str
    met: bool = False
    coded: bool = False
    unprompted: bool = False
    differ: bool = False


# ---- who speaks ------------------------------------------------------------------------------------------------------


def counts_for(material: Material, coding: Coding) -> list[Guid]:
    """Return the respondents on whose turns the passage covers at least one character that is not a space."""
    found: list[Guid] = []
    text = material.texts[coding.document]
    for place in range(coding.start, coding.end):
        who = _heard_at(material, coding.document, place)
        if who is not None and not text[place].isspace() and who not in found:
            found.append(who)
    return found


def _heard_at(material: Material, document: Guid, place: int) -> Guid | None:
    for turns in material.turns:
        if turns.document != document:
            continue
        for turn in turns.turns:
            if turn.start <= place < turn.end:
                for speaker in material.speakers:
                    if speaker.guid == turn.speaker and speaker.role in ("respondent", "interpreter"):
                        return speaker.respondent
    return None


def documents_of(material: Material, respondent: Guid, scope: Scope) -> list[Document]:
    """Return the documents in scope in which somebody speaks as the respondent or for them."""
    found = []
    for document in material.documents:
        if scope is not None and document.guid not in scope:
            continue
        for speaker in material.speakers:
            speaks = speaker.document == document.guid and speaker.respondent == respondent
            if speaks and speaker.role in ("respondent", "interpreter") and document not in found:
                found.append(document)
    return found


# ---- one coder -------------------------------------------------------------------------------------------------------


def assigned(material: Material, respondent: Guid, coder: Guid, scope: Scope) -> list[Document]:
    """Return the respondent's documents in scope that the coder has to read."""
    found = []
    for document in documents_of(material, respondent, scope):
        for assignment in material.assignments:
            if assignment.document == document.guid and assignment.coder == coder:
                found.append(document)
    return found


def finished_for(material: Material, document: Document, coder: Guid, code: Code | None) -> bool:
    """Say whether the coder has read this text for the code in its present meaning; for None, whether at all."""
    for finish in material.finishes:
        if finish.document == document.guid and finish.coder == coder and finish.sha256 == document.sha256:
            if code is None:
                return True
            for read in finish.read_for:
                if read.code == code.guid and read.meaning == code.meaning:
                    return True
    return False


def gathered(material: Material, code: Code) -> list[Guid]:
    """Return the code, and where it gathers them the codes below it with what those gather."""
    found = [code.guid]
    if code.gathers:
        for below in material.codes:
            if below.parent == code.guid:
                found.extend(gathered(material, below))
    return found


def passages(material: Material, respondent: Guid, coder: Guid, codes: Sequence[Guid], scope: Scope) -> list[Coding]:
    """Return the coder's passages in scope with one of the codes that count for the respondent."""
    found = []
    for coding in material.codings:
        if coding.coder != coder or coding.code not in codes:
            continue
        if scope is not None and coding.document not in scope:
            continue
        if respondent in counts_for(material, coding):
            found.append(coding)
    return found


def marked(material: Material, respondent: Guid, coder: Guid, about: Guid, kind: str) -> bool:
    """Say whether the coder has marked the respondent so."""
    for mark in material.marks:
        if mark.respondent == respondent and mark.coder == coder and mark.about == about and mark.kind == kind:
            return True
    return False


def meets_rule(material: Material, respondent: Guid, coder: Guid, code: Code, scope: Scope) -> bool:
    """Say whether the respondent's passages of the code itself meet its criteria rule."""
    rule = code.criteria_rule
    if rule is None:
        return False
    needed = {"all": len(code.criteria), "any": 1, "at-least": rule.at_least}[rule.need]
    together: list[Guid] = []
    for coding in passages(material, respondent, coder, [code.guid], scope):
        if rule.within == "passage" and len(coding.criteria) >= needed:
            return True
        for criterion in coding.criteria:
            if criterion not in together:
                together.append(criterion)
    return rule.within == "respondent" and len(together) >= needed


def of_coder(material: Material, respondent: Guid, code: Code, coder: Guid, scope: Scope) -> Standing:
    """Return where the respondent stands in one coder's view: first match wins."""
    to_read = assigned(material, respondent, coder, scope)
    if not to_read:
        return Standing("no data")
    has_passage = bool(passages(material, respondent, coder, gathered(material, code), scope))
    for document in to_read:
        if not finished_for(material, document, coder, code):
            return Standing("pending", coded=has_passage)
    not_asked = marked(material, respondent, coder, code.guid, "not-asked")
    if has_passage:
        met = meets_rule(material, respondent, coder, code, scope)
        return Standing("referred", met=met, unprompted=not_asked)
    if not_asked:
        return Standing("not asked")
    if marked(material, respondent, coder, code.guid, "too-little-information"):
        return Standing("too little information")
    return Standing("not referred")


# ---- several coders --------------------------------------------------------------------------------------------------


def either(standings: Sequence[Standing]) -> Standing:
    """Return where a respondent stands if one coder's word is enough."""
    return _joined(standings, any)


def both(standings: Sequence[Standing]) -> Standing:
    """Return where a respondent stands if all coders must have it so."""
    return _joined(standings, all)


def _joined(standings, enough) -> Standing:
    said = [s.status for s in standings]
    if "no data" in said:
        return Standing("no data")
    if "pending" in said:
        return Standing("pending", coded=_any_passage(standings))
    differ = any(one != said[0] for one in said)
    if enough(one == "referred" for one in said):
        return Standing(
            "referred",
            met=enough(s.met for s in standings),
            unprompted=any(s.unprompted for s in standings),
            differ=differ,
        )
    for status in ("not asked", "too little information"):
        if status in said:
            return Standing(status, differ=differ)
    return Standing("not referred", differ=differ)


def _any_passage(standings: Sequence[Standing]) -> bool:
    return any(s.status == "referred" or s.coded for s in standings)


def consensus(standings: Sequence[Standing], settled: str | None = None, settled_met: bool = False) -> Standing:
    """Return where a respondent stands once everything is settled.

    Args:
        standings: in all coders' views.
        settled: the status settled on, None where nothing was.
        settled_met: whether the criteria rule was settled as met.
    """
    at_work = [s for s in standings if s.status != "no data"]
    if not at_work:
        return Standing("no data")
    said = [s.status for s in at_work]
    if "pending" in said:
        return Standing("pending", coded=_any_passage(standings))
    alike = all(one == said[0] for one in said)
    if not alike and settled is None:
        return Standing("pending", coded=_any_passage(standings), differ=True)
    status = said[0] if alike else settled or ""
    if status != "referred":
        return Standing(status)
    told = [s.met for s in at_work]
    met = told[0] if alike and all(one == told[0] for one in told) else settled_met
    return Standing("referred", met=met, unprompted=any(s.unprompted for s in at_work))


# ---- classes ---------------------------------------------------------------------------------------------------------


def class_of_coder(
    material: Material, respondent: Guid, scheme: Guid, coder: Guid, scope: Scope, occasion: str
) -> tuple[str, bool]:
    """Return the category's GUID, or why there is none; and whether somebody pending is classified already."""
    to_read = assigned(material, respondent, coder, scope)
    if not to_read:
        return "no data", False
    given = ""
    for wanted in ("", occasion):  # a class for the occasion goes before one for all
        for classification in material.classifications:
            ours = classification.respondent == respondent and classification.scheme == scheme
            if ours and classification.coder == coder and classification.occasion == wanted:
                given = classification.category
    for document in to_read:
        if not finished_for(material, document, coder, None):
            return "pending", bool(given)
    if given:
        return given, False
    if marked(material, respondent, coder, scheme, "not-asked"):
        return "not asked", False
    if marked(material, respondent, coder, scheme, "too-little-information"):
        return "too little information", False
    return "not classified", False


def class_in_consensus(said: Sequence[tuple[str, bool]], settled: str | None = None) -> tuple[str, bool]:
    """Return the settled class, or the equal one, or why there is none."""
    at_work = [word for word, _ in said if word != "no data"]
    words = ("no data", "pending", "not classified", "not asked", "too little information")
    given = any(already or word not in words for word, already in said)
    if not at_work:
        return "no data", False
    if "pending" in at_work:
        return "pending", given
    if all(word == at_work[0] for word in at_work):
        return at_work[0], False
    return (settled, False) if settled is not None else ("pending", given)


def divided(standings: Mapping[Guid, Standing]) -> dict[str, set[Guid]]:
    """Return respondents by status."""
    found: dict[str, set[Guid]] = {}
    for respondent, standing in standings.items():
        found.setdefault(standing.status, set()).add(respondent)
    return found


# ---- what settling passages leads to ---------------------------------------------------------------------------------


def components(codings: Sequence[Coding]) -> list[list[Coding]]:
    """Return groups of codings that share characters, directly or through others."""
    groups: list[list[Coding]] = []
    for coding in codings:
        places = set(range(coding.start, coding.end))
        near = [g for g in groups if any(places & set(range(c.start, c.end)) for c in g)]
        groups = [g for g in groups if g not in near] + [[coding, *(c for g in near for c in g)]]
    return groups


def consensus_settled(
    material: Material, respondent: Guid, code: Code, scope: Scope, settled: Mapping[frozenset[Guid], Settlement]
) -> Standing:
    """Return where a respondent stands in the consensus of all coders.

    Args:
        settled: settlements over passages, by the codings that had differed.
    """
    standings = [of_coder(material, respondent, code, coder.guid, scope) for coder in material.coders]
    at_work = [s for s in standings if s.status != "no data"]
    if not at_work or any(s.status == "pending" for s in at_work):
        return consensus(standings)
    told = [(s.status, s.met) for s in at_work]
    statuses_alike = all(one[0] == told[0][0] for one in told)
    stands, was_settled, is_open = _bearing_on(material, respondent, code, scope, settled)
    silent = any(one != "referred" for one, _ in told)
    if not is_open and stands and silent and (was_settled or not statuses_alike):
        unprompted = any(s.unprompted for s in standings)
        return Standing("referred", met=_rule_is_met(code, stands), unprompted=unprompted)
    if statuses_alike:
        met = not is_open and was_settled and _rule_is_met(code, stands)
        return consensus(standings, told[0][0], met)
    if is_open or not was_settled:
        return consensus(standings)
    words = [one for one, _ in told]
    marks = [word for word in ("not asked", "too little information") if word in words]
    return consensus(standings, marks[0] if marks else "not referred")


def _bearing_on(material, respondent, code, scope, settled) -> tuple[list[list[Guid]], bool, bool]:
    """Return the criteria of passages that stand on somebody's turns, whether any was settled, whether one is open."""
    stands, was_settled, is_open = [], False, False
    for document in documents_of(material, respondent, scope):
        assigned_to = {a.coder for a in material.assignments if a.document == document.guid}
        for one in gathered(material, code):
            codings = [c for c in material.codings if (c.document, c.code) == (document.guid, one)]
            for group in components([c for c in codings if counts_for(material, c)]):
                theirs = any(respondent in counts_for(material, c) for c in group)
                settlement = settled.get(frozenset(c.guid for c in group))
                if settlement is not None:
                    heard = [p for p in settlement.passages if respondent in counts_for(material, _coding(group[0], p))]
                    stands += [list(p.criteria) if one == code.guid else [] for p in heard]
                    was_settled = was_settled or theirs or bool(heard)
                elif theirs and assigned_to <= {c.coder for c in group}:
                    stands.append([k for c in group for k in c.criteria] if one == code.guid else [])
                elif theirs:
                    is_open = True
    return stands, was_settled, is_open


def _coding(like: Coding, passage: SettledPassage) -> Coding:
    return Coding(like.guid, like.document, passage.start, passage.end, like.code, like.coder)


def _rule_is_met(code: Code, criteria: Sequence[Sequence[Guid]]) -> bool:
    rule = code.criteria_rule
    if rule is None:
        return False
    needed = {"all": len(code.criteria), "any": 1, "at-least": rule.at_least}[rule.need]
    if rule.within == "passage":
        return any(len(set(met)) >= needed for met in criteria)
    return len({k for met in criteria for k in met}) >= needed
