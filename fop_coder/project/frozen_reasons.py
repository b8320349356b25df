"""Why somebody stands otherwise than when figures were frozen: only what can have done it is told, nothing is guessed.

Of two statuses the one that comes first by definition (no data, pending, referred, the marks, not referred) decides:
whoever came into it did so by what leads there alone; whoever left it did so by what ended it, and by what led to
where they are now. In views of several coders everything that happened to somebody on the code is told.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from fop_coder.model.base import Guid
from fop_coder.model.filters import parse_filter
from fop_coder.model.people import Attribute
from fop_coder.model.status import NOT_CLASSIFIED, Status
from fop_coder.project.frozen import CODE, GROUP, SCHEME, Part
from fop_coder.project.frozen_facts import Did, Fact, Facts
from fop_coder.project.happenings import About
from fop_coder.project.project import Project
from fop_coder.project.samples import divider_named
from fop_coder.project.tallying import Asked

OUTSIDE = "outside the sample"
"""What stands for the status of those who were not, or are not, in the sample."""

_MARKS = frozenset({Did.MARKED})
_LEADS: dict[str, frozenset[Did]] = {
    OUTSIDE: frozenset({Did.STANDING, Did.KNOWN, Did.CLASSED}),
    Status.NO_DATA: frozenset({Did.UNASSIGNED, Did.WENT, Did.SPEAKERS, Did.CAME}),
    Status.PENDING: frozenset({Did.REOPENED, Did.ASSIGNED, Did.CAME, Did.CORRECTED, Did.SPEAKERS, Did.CODE}),
    Status.REFERRED: frozenset({Did.CODED, Did.SPEAKERS, Did.CODE}),
    Status.NOT_ASKED: _MARKS,
    Status.TOO_LITTLE: _MARKS,
}
"""What can bring somebody into a status."""

_ENDS: dict[str, frozenset[Did]] = {
    OUTSIDE: frozenset({Did.STANDING, Did.KNOWN, Did.CLASSED}),
    Status.NO_DATA: frozenset({Did.ASSIGNED, Did.CAME, Did.SPEAKERS}),
    Status.PENDING: frozenset({Did.FINISHED, Did.UNASSIGNED, Did.WENT, Did.SPEAKERS}),
    Status.REFERRED: frozenset({Did.UNCODED, Did.SPEAKERS, Did.WENT, Did.CODE}),
    Status.NOT_ASKED: _MARKS,
    Status.TOO_LITTLE: _MARKS,
}
"""What can end a status."""

_ORDER = (OUTSIDE, Status.NO_DATA, Status.PENDING, Status.REFERRED, Status.NOT_ASKED, Status.TOO_LITTLE)
_CLASS = frozenset({Did.CLASSED})


@dataclass(frozen=True, slots=True)
class Because:
    """One reason: a sentence without its full stop, and where it can be seen now, None where nowhere."""

    sentence: str
    place: About | None


class Reasons:
    """Finds reasons for one comparison."""

    def __init__(self, project: Project, asked: Asked, facts: Facts) -> None:
        """Know what the sample and its groups rest on."""
        self._project, self._asked, self._facts = project, asked, facts
        self._codebook = project.codebook
        self._coders = frozenset(c.guid for c in asked.view.coders)
        self._filtered = _rests_on(project, parse_filter(asked.sample.text).names)
        self._divided = _rests_on(project, (asked.dividing.name,) if asked.dividing is not None else ())
        self._bands = frozenset(b.guid for b in self._codebook.bands)

    def of(self, part: Part, respondent: Guid, label: str, before: str, after: str) -> tuple[Because, ...]:
        """Return why somebody stands otherwise, the first that happened first; none where nothing is found.

        Args:
            before, after: statuses, categories or groups; ``OUTSIDE`` for who is not in the sample.
        """
        dids = self._dids(part, before, after)
        found = [f for f in self._facts.of(respondent) if f.did in dids and self._bears(f, part, before, after)]
        passages = [f for f in found if f.did in (Did.UNCODED, Did.CODED, Did.RECODED)]
        others = [f for f in found if f not in passages]
        told = [Because(f.words, f.place) for f in others]
        for did in (Did.UNCODED, Did.CODED, Did.RECODED):
            some = [f for f in passages if f.did is did]
            if some:
                told.append(self._passages(some, part, respondent, label))
        return tuple(dict.fromkeys(told))

    def _dids(self, part: Part, before: str, after: str) -> frozenset[Did]:
        if OUTSIDE in (before, after):
            return _LEADS[OUTSIDE]
        if part.kind == GROUP:
            return frozenset({Did.KNOWN, Did.CLASSED})
        if part.guid in self._bands:
            return frozenset()
        if before == after:
            return frozenset({Did.CODED, Did.UNCODED, Did.RECODED, Did.CODE})
        if not self._asked.view.one:
            return frozenset(Did) - {Did.STANDING, Did.KNOWN}
        if _rank(before) < _rank(after):
            return self._ends(part, before) | self._leads(part, after)
        return self._leads(part, after)

    def _leads(self, part: Part, status: str) -> frozenset[Did]:
        unprompted = _MARKS if self._asked.question.prompted_only else frozenset[Did]()
        if part.kind == SCHEME and status not in _LEADS:
            return _CLASS
        return _LEADS.get(status, frozenset()) | (unprompted if status == Status.REFERRED else frozenset())

    @staticmethod
    def _ends(part: Part, status: str) -> frozenset[Did]:
        return _ENDS.get(status, _CLASS if part.kind == SCHEME else frozenset())

    def _bears(self, fact: Fact, part: Part, before: str, after: str) -> bool:
        """Say whether a fact is about this part, by one of the view's coders, in a document of the scope."""
        if fact.did in (Did.KNOWN, Did.CLASSED) and (OUTSIDE in (before, after) or part.kind == GROUP):
            rests_on = self._filtered if OUTSIDE in (before, after) else self._divided
            return fact.about is not None and not fact.about.isdisjoint(rests_on)
        if fact.coder is not None and fact.coder not in self._coders:
            return False
        scope = self._asked.scope.documents
        is_gone = fact.place is None
        if fact.document is not None and scope is not None and fact.document not in scope and not is_gone:
            return fact.did is Did.CAME
        return fact.about is None or not fact.about.isdisjoint(self._about(part))

    def _about(self, part: Part) -> frozenset[Guid]:
        guid = Guid(part.guid)
        return self._codebook.gathered(guid) if part.kind == CODE else frozenset({guid})

    def _passages(self, facts: Sequence[Fact], part: Part, respondent: Guid, label: str) -> Because:
        """Tell what became of passages: "LB02's only passage was taken off on 3 May by Ann"."""
        last = facts[-1] if facts[0].did is Did.UNCODED else facts[0]
        when, number = self._facts.telling.when(last.happened), len(facts)
        words = _word(dict.fromkeys(f.words for f in facts))
        if facts[0].did is not Did.UNCODED:
            said = f"a passage of {label}'s was {words} {when}"
            if number > 1:
                said = f"{number} passages of {label}'s were {words}, the first {when}"
            return Because(said, last.place)
        left = self._left(part, respondent)
        only = f"{label}'s only passage" if not left else f"a passage of {label}'s"
        every = f"all {number} passages of {label}'s" if not left else f"{number} passages of {label}'s"
        said = f"{only} was {words} {when}" if number == 1 else f"{every} were {words}, the last {when}"
        return Because(said, last.place)

    def _left(self, part: Part, respondent: Guid) -> bool:
        """Say whether a respondent has passages of a code now."""
        return bool(
            self._project.store.coding_guids(
                documents=self._asked.scope.documents,
                coders=list(self._coders),
                codes=self._about(part),
                respondents=frozenset({respondent}),
            )
        )


def _word(words: Iterable[str]) -> str:
    return " or ".join(words)


def _rank(status: str) -> int:
    """Return how early a status comes by definition; classes stand where referring does."""
    if status in _ORDER:
        return _ORDER.index(status)
    return len(_ORDER) if status in (Status.NOT_REFERRED, NOT_CLASSIFIED) else _ORDER.index(Status.REFERRED)


def _rests_on(project: Project, names: Iterable[str]) -> frozenset[Guid]:
    """Return the attributes and schemes of some names."""
    found = (divider_named(project, name) for name in names)
    return frozenset(f.guid for f in found if f is not None and (isinstance(f, Attribute) or hasattr(f, "categories")))
