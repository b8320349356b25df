"""Agreement on the classes of respondents."""

from __future__ import annotations

import numpy as np

from fop_coder.agreement.comparing import compare
from fop_coder.agreement.ratings import MISSING, rate_units
from fop_coder.model.agreement import AgreementReport
from fop_coder.model.base import Guid, check
from fop_coder.model.codebook import Scheme
from fop_coder.model.status import ClassStatuses
from fop_coder.project.comparison import WAITING, Asked, left_out_notes
from fop_coder.project.shared_reading import narrow_to_shared
from fop_coder.project.stages import class_statuses


def compare_classes(asked: Asked) -> AgreementReport:
    """Return how far coders agree on the classes of a scheme; all of its categories were possible, used or not.

    Raises:
        NotFound: if there is no scheme of that name.
        ValueRefused: if there is none at all.
    """
    project, wanted = asked.project, asked.comparison.scheme
    schemes = project.codebook.schemes
    check(bool(schemes), "the codebook has no classification scheme")
    scheme = project.scheme_named(wanted) if wanted else schemes[0]
    people = asked.people()
    parts = class_statuses(asked, scheme, frozenset(r.guid for r in people))
    numbers = [_category_numbers(part, scheme) for part in parts]
    waiting = frozenset[Guid]().union(*(part.by_status[status] for part in parts for status in WAITING))
    compared = [r for r in people if r.guid not in waiting]
    values = np.array(
        [[numbered.get(r.guid, MISSING) for numbered in numbers] for r in compared], dtype=np.int64
    ).reshape(len(compared), len(asked.coders))
    rated = rate_units(values, asked.names, [c.name for c in scheme.categories])
    notes = [f"Scheme: {scheme.name}", *left_out_notes(asked.coders, [part.by_status for part in parts], people)]
    unequal = narrow_to_shared(asked).left_out
    judged = [f"{r.label} (not all were given {', '.join(unequal[r.guid])})" for r in compared if r.guid in unequal]
    if judged:
        notes.append(f"Classified on unequal grounds: {'; '.join(judged)}")
    return compare(rated, asked.terms(unit="respondent", drawn="respondent"), notes=notes)


def _category_numbers(part: ClassStatuses, scheme: Scheme) -> dict[Guid, int]:
    return {r: n for n, category in enumerate(scheme.categories) for r in part.by_category[category.guid]}
