"""The passages of coders put side by side: how many match, are split, overlap too little, or were missed."""

from __future__ import annotations

from itertools import combinations

from fop_coder.agreement.matching import THRESHOLD, match_lengths, pool_matches
from fop_coder.agreement.passages import measure_characters
from fop_coder.model.agreement import MatchTable
from fop_coder.project.comparison import Comparison, look_up
from fop_coder.project.project import Project
from fop_coder.project.texts_compared import documents_read, ground_of, passages_of


def match_passages(project: Project, comparison: Comparison, threshold: float = THRESHOLD) -> tuple[MatchTable, ...]:
    """Return for each pair of the coders how their passages fit together, by code and pooled.

    Compared are the characters that count, as at the level of characters, whatever level the comparison names: each
    coder's own passages that overlap or touch count as one, and only documents that both have finished are looked at.

    Args:
        threshold: from which overlap on two passages match: characters of both / characters of either. Above 0, at
            most 1.

    Raises:
        NotFound, FilterRefused: if a name is not known.
        ValueRefused: if there are not two coders, no document that two of them finished, or no such threshold.
    """
    asked = look_up(project, comparison)
    read = documents_read(asked)
    lengths = measure_characters(passages_of(asked, read), ground_of(asked, read), len(read.codes), len(asked.coders))
    codes = tuple((code.ident, code.name) for code in read.codes)
    found = []
    for first, second in combinations(range(len(asked.coders)), 2):
        rows = match_lengths(lengths, (first, second), read.finished, codes, threshold)
        documents = int((read.finished[:, :, [first, second]].all(axis=2)).any(axis=0).sum())
        pair = (asked.coders[first].name, asked.coders[second].name)
        found.append(MatchTable(pair, threshold, documents, rows, pool_matches(rows, "All codes, pooled")))
    return tuple(found)
