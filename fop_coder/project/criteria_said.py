"""Which criteria respondents meet in each coder's view, before coders discussed or after."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence

from fop_coder.model.base import Guid
from fop_coder.model.codebook import Code
from fop_coder.model.status import NOBODY, Group
from fop_coder.project.comparison import Asked
from fop_coder.project.stages import Settled, clusters_of, is_after, settled_clusters

Met = Mapping[Guid, Group]
"""Respondents by the criterion they meet."""


def criteria_said(asked: Asked, codes: Sequence[Code]) -> list[Met]:
    """Return for each coder who meets which criterion: in one of the coder's passages, or in a settled one."""
    store, scope, after = asked.project.store, asked.scope.documents, is_after(asked)
    found: list[Met] = [store.criteria_met(c.guid, scope, independent=not after) for c in asked.coders]
    if not after:
        return found
    by_code: dict[Guid, list[Settled]] = defaultdict(list)
    for settled in settled_clusters(asked, codes):
        by_code[settled.cluster.code].append(settled)
    for code in codes:
        for place, coder in enumerate(asked.coders):
            theirs = [s for s in by_code[code.guid] if coder.guid in s.coders]
            if theirs:
                found[place] = {**found[place], **_with_settled(asked, code, coder.guid, theirs, found[place])}
    return found


def _with_settled(asked: Asked, code: Code, coder: Guid, settled: Sequence[Settled], before: Met) -> Met:
    """Return who meets the criteria of a code, with what was settled in the place of the coder's own passages there."""
    store = asked.project.store
    documents = asked.scope.documents
    if documents is None:
        documents = frozenset(d for d in store.respondents_of_documents())
    replaced = {coding.guid for s in settled for coding in s.cluster.codings}
    own = [c for cluster in clusters_of(asked, [coder], documents, [code.guid]) for c in cluster.codings]
    counted = store.counted_for([*replaced, *(c.guid for c in own)])
    touched = NOBODY.union(*(counted[guid] for guid in replaced))
    met: dict[Guid, set[Guid]] = {c.guid: set(before.get(c.guid, NOBODY) - touched) for c in code.criteria}
    for coding in own:
        if coding.guid not in replaced:
            for criterion in coding.criteria:
                met[criterion] |= counted[coding.guid] & touched
    for one in settled:
        bears_on = NOBODY.union(*(counted[c.guid] for c in one.cluster.codings))
        for criterion in {c for passage in one.settlement.passages for c in passage.criteria} & met.keys():
            met[criterion] |= bears_on
    return {criterion: frozenset(group) for criterion, group in met.items()}
