"""One difference between coders as it is looked at: the turns around it, and what each of them made of it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from fop_coder.model.base import Guid
from fop_coder.model.codebook import Code, Scheme
from fop_coder.model.coding import Classification, Coding, Mark
from fop_coder.model.people import Attribute, AttributeValue, Coder
from fop_coder.model.status import NOBODY
from fop_coder.project.blindness import blind_for, hidden_behind, hidden_by_code
from fop_coder.project.differences import Disagreement
from fop_coder.project.documents import Speech, speeches_of, text_of
from fop_coder.project.project import Project

BEFORE, AFTER = 2, 2
"""Turns shown before and after those that the passages are in."""
MOST_ATTRIBUTES = 3


@dataclass(frozen=True, slots=True)
class Side:
    """What one coder made of a place or of a respondent.

    Attributes:
        said: a status or category, where they differ over one; '' for passages.
        codings: theirs, in the order of the text.
        criteria: names of those met, by any of the passages.
        notes: memos on the passages, or the reason of the mark or class, a text each.
    """

    coder: Coder
    said: str
    codings: tuple[Coding, ...]
    criteria: tuple[str, ...]
    notes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Around:
    """Some turns of a document.

    Attributes:
        text: the document's, which all offsets refer to.
        speeches: the turns shown.
        number: of the first of them in the document, counted from 1.
        first, last: numbers of the turns that the passages are in.
    """

    text: str
    speeches: tuple[Speech, ...]
    number: int
    first: int
    last: int


def sides_of(project: Project, disagreement: Disagreement) -> tuple[Side, ...]:
    """Return what each coder made of it, in the order in which they are compared."""
    if disagreement.cluster is None:
        return tuple(
            Side(coder, said, (), (), _reasons(project, disagreement, coder.guid))
            for coder, said in zip(disagreement.coders, disagreement.said, strict=True)
        )
    about = disagreement.about
    criteria = about.criteria if isinstance(about, Code) else ()
    found = []
    for coder in disagreement.coders:
        theirs = tuple(c for c in disagreement.cluster.codings if c.coder == coder.guid)
        met = tuple(c.name for c in criteria if any(c.guid in coding.criteria for coding in theirs))
        found.append(Side(coder, "", theirs, met, tuple(c.memo for c in theirs if c.memo)))
    return tuple(found)


def _reasons(project: Project, disagreement: Disagreement, coder: Guid) -> tuple[str, ...]:
    """Return the reasons of a coder's marks on the code, or of their class."""
    about, respondent = disagreement.about, disagreement.respondent
    if respondent is None:
        return ()
    values: list[Mark | Classification] = [
        *project.store.values(Mark, respondent=respondent.guid, about=about.guid, coder=coder)
    ]
    if isinstance(about, Scheme):
        values += project.store.values(Classification, respondent=respondent.guid, scheme=about.guid, coder=coder)
    return tuple(v.because for v in values if v.because)


def left_to_see(
    project: Project, found: Sequence[Disagreement], seen_by: Guid, compared: Sequence[Coder] = ()
) -> tuple[list[Disagreement], str]:
    """Return the disagreements that a coder may see, and a sentence on what is hidden; '' where nothing is.

    Hidden is what others made of a document that the coder is still to read blind.

    Args:
        compared: whose disagreements they are, so that the sentence stands even where none was found: that they agree
            on a document tells what they made of it, too.
    """
    blind = blind_for(project, seen_by)
    coders = [c.guid for c in (compared or (found[0].coders if found else ()))]
    if not blind.unread or not coders:
        return list(found), ""
    people = hidden_behind(project, seen_by, coders, codes=None).respondents
    codes = [c.guid for c in project.codebook.codes if not c.retired]
    by_code = hidden_by_code(project, seen_by, coders, codes)
    kept = []
    for d in found:
        unseen = people | by_code.get(d.about.guid, NOBODY)
        is_seen = d.respondent is None or d.respondent.guid not in unseen
        if d.document is not None:
            is_seen = all(blind.may_see(d.document.guid, d.about.guid, coder) for coder in coders)
        if is_seen:
            kept.append(d)
    return kept, hidden_behind(project, seen_by, coders, codes=codes).sentence


def turns_around(project: Project, disagreement: Disagreement) -> Around | None:
    """Return the turns of a difference over passages, with some before and after; None for one over a respondent."""
    cluster, document = disagreement.cluster, disagreement.document
    if cluster is None or document is None:
        return None
    speeches = speeches_of(project, document)
    touched = [n for n, s in enumerate(speeches) if s.start < cluster.end and cluster.start < s.end]
    first, last = (touched[0], touched[-1]) if touched else (0, 0)
    begin = max(0, first - BEFORE)
    shown = tuple(speeches[begin : last + AFTER + 1])
    return Around(text_of(project, document), shown, begin + 1, first + 1, last + 1)


def about_whom(project: Project, disagreement: Disagreement) -> tuple[str, ...]:
    """Return a few words on the respondent, or the labels of several."""
    respondents = (
        {disagreement.respondent.guid: disagreement.respondent.label}
        if disagreement.respondent is not None
        else _speakers(project, disagreement)
    )
    if len(respondents) != 1:
        return tuple(respondents.values())
    occasion = disagreement.document.occasion if disagreement.document is not None else ""
    values = {
        v.attribute: v.value
        for v in sorted(project.store.values(AttributeValue, respondent=next(iter(respondents))), key=_by_occasion)
        if v.occasion in ("", occasion)
    }
    known = sorted(project.store.values(Attribute), key=lambda a: a.position)
    told = [(a.name, values[a.guid]) for a in known if a.guid in values][:MOST_ATTRIBUTES]
    return tuple(f"{value} {name}" if value[:1].isdigit() else value for name, value in told)


def _by_occasion(value: AttributeValue) -> str:
    return value.occasion


def _speakers(project: Project, disagreement: Disagreement) -> dict[Guid, str]:
    """Return those whose words the passages are, with their labels."""
    around = turns_around(project, disagreement)
    if around is None or disagreement.cluster is None:
        return {}
    start, end = disagreement.cluster.start, disagreement.cluster.end
    return {s.person: s.respondent for s in around.speeches if s.person and s.start < end and start < s.end}


def settled_by(project: Project, disagreement: Disagreement) -> str:
    """Return the name of who settled it, '' as long as it is open."""
    settlement = disagreement.settlement
    if settlement is None:
        return ""
    return project.store.by_guid(Coder, [settlement.by])[settlement.by].name
