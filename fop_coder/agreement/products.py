"""Products of matrices, a block at a time."""

from __future__ import annotations

import numpy as np

from fop_coder.agreement.ratings import Real

_ON_ONE_PROCESSOR = 250_000
"""Multiplications at once that OpenBLAS still leaves on one processor."""

_NARROWEST = 8


def product(left: Real, right: Real) -> Real:
    """Return a product of matrices, block by block of columns.

    Products as flat as ours take longer to be spread over processors, which others may be using, than to be worked out.
    """
    columns = right.shape[1]
    block = max(_ON_ONE_PROCESSOR // max(left.size, 1), _NARROWEST)
    found = np.empty((len(left), columns))
    for first in range(0, columns, block):
        np.matmul(left, right[:, first : first + block], out=found[:, first : first + block])
    return found
