"""Codes against codes: in whom two codes meet, and in whose passages they overlap."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence

from fop_coder.analysis.crosstabs import pair
from fop_coder.analysis.overlaps import overlapping_pairs
from fop_coder.model.base import Guid
from fop_coder.model.codebook import Code, Codebook, Within
from fop_coder.model.coding import Coding
from fop_coder.model.crosstab import Cooccurrence
from fop_coder.model.errors import FilterRefused
from fop_coder.model.status import Group
from fop_coder.project.crosstabs import labelling
from fop_coder.project.documents import voices_of
from fop_coder.project.project import Project
from fop_coder.project.tallying import Asked, Question, base_of, code_statuses, look_up

Places = dict[frozenset[Guid], list[Group]]
"""By two codes: for each place where passages of theirs overlap, the respondents for whom the overlap counts."""


def cooccurrence(project: Project, within: Within, question: Question | None = None) -> Cooccurrence:
    """Return how each two codes in use meet: in the same respondent, or in overlapping passages of one coder.

    A code that gathers brings the passages of those below it, as in a tally. The overlap itself must hold something
    that a respondent says; a single passage is no overlap of a code with the one that gathers it.

    Raises:
        NotFound, FilterRefused: with the names that there are; passages in a view of several coders.
    """
    asked = look_up(project, question or Question())
    codebook = project.codebook
    codes = [c for c in codebook.codes if asked.question.retired or not c.retired]
    places: Places | None = None
    if within is Within.PASSAGE:
        if not asked.view.one:
            raise FilterRefused(
                f"passages do not overlap in the view {asked.view.name!r}, which has no passages of its own",
                do="Choose one coder, or --within respondent",
            )
        places = _overlaps(project, asked, codes, codebook)
    statuses = code_statuses(project, asked, codes, codebook)
    sample = asked.sample.respondents
    label = labelling(project, sample)

    def overlapping(row: Code, column: Code) -> Sequence[Group] | None:
        if places is None or row.guid == column.guid:
            return None
        return places.get(frozenset((row.guid, column.guid)), [])

    pairs = tuple(
        tuple(
            pair(
                (row.ident, statuses[row.guid]),
                (column.ident, statuses[column.guid]),
                sample,
                label,
                overlapping(row, column),
            )
            for column in codes
        )
        for row in codes
    )
    return Cooccurrence(base_of(project, asked), str(within), tuple((c.ident, c.name) for c in codes), pairs)


def _overlaps(project: Project, asked: Asked, codes: Sequence[Code], codebook: Codebook) -> Places:
    gathering: dict[Guid, list[Guid]] = defaultdict(list)
    for code in codes:
        for below in codebook.gathered(code.guid):
            gathering[below].append(code.guid)
    guids = project.store.coding_guids(
        documents=asked.scope.documents,
        coders=[c.guid for c in asked.view.coders],
        codes=list(gathering),
        respondents=asked.sample.respondents,
    )
    by_document: dict[Guid, list[Coding]] = defaultdict(list)
    for coding in project.store.codings(guids):
        by_document[coding.document].append(coding)
    places: Places = defaultdict(list)
    for document, codings in by_document.items():
        voices = voices_of(project, document)
        for one, other, start, end in overlapping_pairs(codings):
            heard = voices.heard_in(start, end)
            if heard:
                for codes_met in _met(gathering[one.code], gathering[other.code]):
                    places[codes_met].append(heard)
    return places


def _met(one: Iterable[Guid], other: Iterable[Guid]) -> set[frozenset[Guid]]:
    others = list(other)
    return {frozenset((first, second)) for first in one for second in others if first != second}
