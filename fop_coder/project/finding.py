"""Words and phrases over all turns and memos, narrowed by who speaks, what is coded, and who the respondents are."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import chain

from fop_coder.model.documents import Role
from fop_coder.model.tally import Hit
from fop_coder.project.project import Project
from fop_coder.project.samples import choose_sample, choose_scope, choose_view


@dataclass(frozen=True, slots=True)
class Narrowing:
    """Where to look; what is left empty is not narrowed.

    Attributes:
        roles: of the speaker.
        codes: names of codes; a code that gathers brings those below it.
        where: filter over respondents by attribute and class; scope: filter over documents.
        memos: whether memos are searched too; never with another narrowing, which memos cannot meet.
    """

    roles: Sequence[Role] = ()
    codes: Sequence[str] = ()
    where: str = ""
    scope: str = ""
    memos: bool = True


def find(project: Project, words: str, narrowing: Narrowing | None = None) -> Iterator[Hit]:
    """Yield hits one by one, in the order of documents and text, then those in memos.

    Raises:
        FilterRefused: if there is no word to look for, or a filter cannot be read.
    """
    wanted = narrowing or Narrowing()
    scope = choose_scope(project, wanted.scope)
    respondents = None
    if wanted.where:
        respondents = choose_sample(project, wanted.where, choose_view(project, None), scope).respondents
    codes = None
    if wanted.codes:
        codebook = project.codebook
        codes = frozenset(chain.from_iterable(codebook.gathered(project.code_named(c).guid) for c in wanted.codes))
    hits = project.store.find(
        words, roles=wanted.roles or None, codes=codes, respondents=respondents, documents=scope.documents
    )
    narrowed = wanted.roles or wanted.codes or wanted.where or wanted.scope
    return hits if narrowed or not wanted.memos else chain(hits, project.store.find_in_memos(words))
