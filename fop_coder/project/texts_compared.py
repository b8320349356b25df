"""Agreement on the text itself: characters, turns or sentences of respondents, code by code."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from fop_coder.agreement.comparing import compare
from fop_coder.agreement.passages import (
    Ground,
    Passages,
    measure_characters,
    measure_stretches,
    rate_lengths,
    trimmed,
)
from fop_coder.agreement.ratings import Whole
from fop_coder.agreement.sentences import sentences_in
from fop_coder.agreement.unitized import squared_lengths
from fop_coder.model.agreement import AgreementReport
from fop_coder.model.base import Guid, check
from fop_coder.model.codebook import Code
from fop_coder.model.documents import Document, Speaker
from fop_coder.model.errors import ValueRefused
from fop_coder.project.comparison import YES, YES_NO, Asked, Level, Segment
from fop_coder.project.differences import finished_for
from fop_coder.project.stages import discussed_notes, is_after, settled_clusters

_ReadFor = Mapping[Guid, frozenset[tuple[Guid, int]]]
"""Of one coder, the documents finished, with the codes and their meanings that they were read for."""


@dataclass(frozen=True, slots=True, eq=False)
class Read:
    """The documents that two coders or more have finished, and for what.

    Attributes:
        documents: those in which somebody of the sample speaks; ``speakers``: whose words count for the sample.
        finished: codes × documents × coders: 1 where the coder read the document for the code.
        by_coder: what each coder finished, others' documents or not.
    """

    codes: tuple[Code, ...]
    documents: tuple[Document, ...]
    speakers: tuple[Speaker, ...]
    finished: Whole
    by_coder: tuple[_ReadFor, ...]


def compare_texts(asked: Asked) -> AgreementReport:
    """Compare coders on respondents' words alone: interviewers' would be agreed upon by nobody coding them.

    Raises:
        ValueRefused: if there is no code, or no document that two of the coders finished.
    """
    read = documents_read(asked)
    by_character = asked.comparison.level is Level.CHARACTER
    by_sentence = not by_character and asked.comparison.segment is Segment.SENTENCE
    ground = ground_of(asked, read, sentences=by_sentence)
    measure = measure_characters if by_character else measure_stretches
    lengths = measure(passages_of(asked, read), ground, len(read.codes), len(asked.coders))
    squares = squared_lengths(lengths, len(read.codes)) if by_character and bool(read.finished.all()) else None
    terms = asked.terms(
        unit="character" if by_character else str(asked.comparison.segment),
        drawn="document",
        codes=tuple((c.ident, c.name) for c in read.codes),
        yes=YES,
    )
    rated = rate_lengths(lengths, asked.names, YES_NO, read.finished)
    return compare(rated, terms, squares=squares, notes=_notes(asked, read))


def documents_read(asked: Asked) -> Read:
    """Return what two of the coders or more have finished, of documents in which somebody of the sample speaks.

    Raises:
        ValueRefused: if there is no code, or no such document.
    """
    codes = asked.codes
    check(bool(codes), "the codebook has no code")
    sample = asked.sample()
    speakers = [s for s in asked.project.store.values(Speaker) if s.counts_for in sample]
    heard = {s.document for s in speakers}
    finished_by = [finished_for(asked.project, c.guid, asked.scope.documents) for c in asked.coders]
    read = tuple({d: what for d, what in theirs.items() if d in heard} for theirs in finished_by)
    documents = [d for d in asked.project.store.values(Document) if sum(d.guid in r for r in read) >= 2]
    if not documents:
        heard_there = " and in which a respondent of the sample speaks" if any(finished_by) else ""
        what = f"there is no document that two of the coders finished{heard_there}"
        raise ValueRefused(what, do="Finish some, or choose others")
    finished = np.array(
        [[[(c.guid, c.meaning) in r.get(d.guid, ()) for r in read] for d in documents] for c in codes], dtype=np.int64
    )
    return Read(tuple(codes), tuple(documents), tuple(speakers), finished, read)


def ground_of(asked: Asked, read: Read, *, sentences: bool = False) -> Ground:
    """Return what counts in the documents: turns of respondents of the sample, or the sentences in them."""
    store, documents = asked.project.store, [d.guid for d in read.documents]
    columns = store.turn_columns(documents, [s.guid for s in read.speakers])
    columns = columns[columns[:, 1] < columns[:, 2]]
    if sentences:
        columns = _sentences(asked, documents, columns)
    return Ground(len(documents), columns[:, 0], columns[:, 1], columns[:, 2])


def _sentences(asked: Asked, documents: Sequence[Guid], turns: Whole) -> Whole:
    found, text, at = [], "", -1
    for number, start, end in turns.tolist():
        if number != at:
            text, at = asked.project.store.text(documents[number]) or "", number
        found += [(number, first, last) for first, last in sentences_in(text, start, end)]
    return np.array(found, dtype=np.int64).reshape(-1, 3)


def passages_of(asked: Asked, read: Read) -> Passages:
    """Return the coders' passages that count for somebody, in code points, as the stage has them."""
    store, documents = asked.project.store, [d.guid for d in read.documents]
    coders, codes = [c.guid for c in asked.coders], [c.guid for c in read.codes]
    independent = not is_after(asked) and bool(store.discussed_codings())
    columns = store.coding_columns(documents, coders, codes, independent=independent)
    if is_after(asked):
        columns = _with_settled(asked, read, columns)
    if asked.comparison.trim:
        columns = _trimmed(asked, documents, columns)
    return Passages(*(np.ascontiguousarray(columns[:, n]) for n in range(5)))


def _with_settled(asked: Asked, read: Read, columns: Whole) -> Whole:
    """Return passages with those of each settled cluster replaced, for each coder, by what it was settled to."""
    documents = {d.guid: n for n, d in enumerate(read.documents)}
    codes = {c.guid: n for n, c in enumerate(read.codes)}
    coders = {c.guid: n for n, c in enumerate(asked.coders)}
    replaced: set[tuple[int, ...]] = set()
    settled: set[tuple[int, ...]] = set()
    for one in settled_clusters(asked, read.codes):
        if one.cluster.document not in documents:
            continue
        place = (documents[one.cluster.document], codes[one.cluster.code])
        for coder in one.coders:
            own = (c for c in one.cluster.codings if c.coder == coder)
            replaced |= {(*place, coders[coder], c.start, c.end) for c in own}
            settled |= {(*place, coders[coder], p.start, p.end) for p in one.settlement.passages}
    if not replaced and not settled:
        return columns
    kept = [row for row in map(tuple, columns.tolist()) if row not in replaced]
    return np.array([*kept, *settled], dtype=np.int64).reshape(-1, 5)


def _trimmed(asked: Asked, documents: Sequence[Guid], columns: Whole) -> Whole:
    """Return passages without white space at their edges; those of nothing else are left out."""
    columns = columns[np.argsort(columns[:, 0], kind="stable")]
    bounds = np.searchsorted(columns[:, 0], np.arange(len(documents) + 1))
    for number, document in enumerate(documents):
        rows = columns[bounds[number] : bounds[number + 1], 3:]
        if rows.size:
            text = asked.project.store.text(document) or ""
            rows[:] = [trimmed(text, start, end) for start, end in rows.tolist()]
    return columns[columns[:, 3] < columns[:, 4]]


def _notes(asked: Asked, read: Read) -> list[str]:
    whose = "turns of the sample's respondents" if asked.comparison.where else "respondents' turns"
    notes = [f"Compared: {whose}; interviewers' words are left out"]
    if asked.comparison.trim:
        notes.append("White space at the edges of passages is left out")
    notes += discussed_notes(asked, read.codes)
    looked_at = {d.guid for d in read.documents}
    for coder, theirs in zip(asked.coders, read.by_coder, strict=True):
        others = {d for r in read.by_coder for d in r} - theirs.keys()
        names = [d.name for d in asked.project.store.values(Document) if d.guid in others]
        if names:
            notes.append(f"Not finished by {coder.name}: {', '.join(names)}")
    left_out = {d for r in read.by_coder for d in r} - looked_at
    if left_out:
        documents = "1 document" if len(left_out) == 1 else f"{len(left_out):,} documents"
        notes.append(f"Left out, because only one coder finished them: {documents}")
    return notes
