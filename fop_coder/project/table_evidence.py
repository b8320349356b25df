"""Behind the cells of tables over respondents: what they are about, who may be listed, and their passages."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from fop_coder.model.base import Guid
from fop_coder.model.codebook import Code, Scheme
from fop_coder.model.crosstab import Labels
from fop_coder.model.errors import NotFound
from fop_coder.model.people import Respondent
from fop_coder.model.status import NOBODY, Group
from fop_coder.model.tally import Reason
from fop_coder.project.blindness import hidden_behind
from fop_coder.project.evidence import Behind, Evidence, evidence_for_people
from fop_coder.project.numbers import NumberAsked, number_named
from fop_coder.project.project import Project
from fop_coder.project.samples import divider_named
from fop_coder.project.tallying import Question, look_up


@dataclass(frozen=True, slots=True)
class About:
    """What a table rests on: codes, whose passages are behind it, and schemes; attributes rest on neither."""

    codes: tuple[Code, ...] = ()
    schemes: tuple[Scheme, ...] = ()


@dataclass(frozen=True, slots=True)
class Unlisted:
    """Respondents who are counted in a table, and not named in it, as who is looking has not read theirs yet.

    Attributes:
        labels: theirs; sentence: says so, '' where everybody may be named.
    """

    respondents: Group = NOBODY
    labels: frozenset[str] = frozenset()
    sentence: str = ""


EVERYBODY_LISTED = Unlisted()


def about_sides(project: Project, names: Iterable[str]) -> About:
    """Return what the sides of a cross-table rest on; ``names`` as they are asked for."""
    codes: dict[Guid, Code] = {}
    schemes: dict[Guid, Scheme] = {}
    bands = {b.guid: b for b in project.codebook.bands}
    by_guid = {c.guid: c for c in project.codebook.codes}
    for name in names:
        found = divider_named(project, name)
        if isinstance(found, Scheme):
            if found.guid not in bands:
                schemes[found.guid] = found
            else:
                codes |= {guid: by_guid[guid] for guid in bands[found.guid].codes if guid in by_guid}
        elif found is None:
            try:
                code = project.code_named(name)
            except NotFound:  # kinds of documents, which rest on nobody's work
                continue
            codes[code.guid] = code
    return About(tuple(codes.values()), tuple(schemes.values()))


def about_numbers(project: Project, names: Iterable[str]) -> About:
    """Return the codes that numbers count, none where they are written or answered.

    Raises:
        NotFound: naming the numbers that there are.
    """
    asked: list[NumberAsked] = [number_named(project, name) for name in names]
    return About(tuple({c.guid: c for number in asked for c in number.codes}.values()))


def unlisted(project: Project, about: About, question: Question, seen_by: Guid | None) -> Unlisted:
    """Return who is not to be named in a table to a coder; see ``blindness``.

    Raises:
        NotFound, FilterRefused: with the names that there are.
    """
    if seen_by is None or not (about.codes or about.schemes):
        return EVERYBODY_LISTED
    asked = look_up(project, question)
    coders = [c.guid for c in asked.view.coders]
    found = []
    if about.codes:
        gathered = frozenset[Guid]().union(*(project.codebook.gathered(c.guid) for c in about.codes))
        found.append(hidden_behind(project, seen_by, coders, codes=gathered, scope=asked.scope.documents))
    if about.schemes:
        found.append(hidden_behind(project, seen_by, coders, codes=None))
    respondents = NOBODY.union(*(h.respondents for h in found))
    labels = frozenset(r.label for r in project.store.by_guid(Respondent, respondents).values())
    return Unlisted(respondents, labels, " ".join(dict.fromkeys(h.sentence for h in found if h.sentence)))


def named(who: Sequence[str], hidden: Unlisted) -> Labels:
    """Return those who may be named."""
    return tuple(label for label in who if label not in hidden.labels)


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell to be followed.

    Attributes:
        title: what is said of those in it; who: labels; of: how many they are a part of.
        reasons: the card "why this N?".
    """

    title: str
    who: Labels
    of: int
    reasons: tuple[Reason, ...] = ()


def evidence_behind(
    project: Project, about: About, question: Question, cell: Cell, *, seen_by: Guid | None = None
) -> Evidence:
    """Return the respondents in a cell with their passages; those who may not be named are counted all the same.

    Args:
        seen_by: the coder who is looking, who may not see everything yet; None for somebody who may.

    Raises:
        NotFound, FilterRefused: with the names that there are.
    """
    hidden = unlisted(project, about, question, seen_by)
    reasons = tuple(replace(reason, respondents=named(reason.respondents, hidden)) for reason in cell.reasons)
    unnamed = (hidden.respondents, hidden.sentence)
    behind = Behind(cell.title, cell.who, cell.of, about.codes, about.schemes, unnamed, reasons)
    return evidence_for_people(project, behind, question, seen_by=seen_by)
