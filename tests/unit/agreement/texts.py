"""How tests write passages down, and texts with passages to try things on."""

from __future__ import annotations

import numpy as np
from hypothesis import strategies as st

from fop_coder.agreement.passages import Ground, Passages

CODERS = ("Ann", "Ben", "Cem")
CODES = 2


def columns(rows):
    """Codings (document, code, coder, start, end) as columns."""
    return Passages(*(np.array([row[k] for row in rows], dtype=np.int64) for k in range(5)))


def ground_of(turns, documents):
    """Stretches (document, start, end) that count."""
    return Ground(documents, *(np.array([turn[k] for turn in turns], dtype=np.int64) for k in range(3)))


def everybody(documents, coders, codes=CODES):
    return np.ones((codes, documents, coders), dtype=np.int64)


@st.composite
def materials(draw):
    """Documents of 30 characters with turns that count, codings over everything, and who finished what."""
    documents, coders = draw(st.integers(1, 3)), draw(st.integers(2, 3))
    turns = []
    for document in range(documents):
        edges = sorted(draw(st.sets(st.integers(0, 30), max_size=6)))
        turns += [(document, a, b) for a, b in zip(edges[::2], edges[1::2], strict=False)]
    row = st.tuples(
        st.integers(0, documents - 1),
        st.integers(0, CODES - 1),
        st.integers(0, coders - 1),
        st.integers(0, 29),
        st.integers(0, 12),
    ).map(lambda r: (*r[:4], min(r[3] + r[4], 30)))
    rows = draw(st.lists(row, max_size=15))
    done = draw(st.lists(st.booleans(), min_size=CODES * documents * coders, max_size=CODES * documents * coders))
    finished = np.array(done, dtype=np.int64).reshape(CODES, documents, coders)
    return rows, turns, documents, coders, finished if draw(st.booleans()) else np.ones_like(finished)
