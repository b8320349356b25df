"""Agreement of a project's coders at its levels: respondents, their criteria, their classes, and the text."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from fop_coder.model.agreement import AgreementReport
from fop_coder.model.base import Guid
from fop_coder.project.classes_compared import compare_classes
from fop_coder.project.comparison import Asked, Comparison, Level, Segment, look_up
from fop_coder.project.project import Project
from fop_coder.project.respondents_compared import compare_criteria, compare_respondents
from fop_coder.project.texts_compared import compare_texts

__all__ = ["Comparison", "Level", "Segment", "compare_coders"]

_BY_LEVEL: dict[Level, Callable[[Asked], AgreementReport]] = {
    Level.RESPONDENT: compare_respondents,
    Level.CRITERION: compare_criteria,
    Level.CLASSIFICATION: compare_classes,
    Level.SEGMENT: compare_texts,
    Level.CHARACTER: compare_texts,
}


def compare_coders(project: Project, comparison: Comparison, *, seen_by: Guid | None = None) -> AgreementReport:
    """Return how far coders agree. Only what all of them finished is compared; what was left out is said.

    Before discussion, compared is what each of them coded independently. After it, everything they coded, and where a
    difference between them was settled, each of them has what it was settled to; what is open stays a difference.

    Args:
        seen_by: the coder who will read it: figures stay the same, but notes name nobody whose marks are hidden yet.

    Raises:
        NotFound, FilterRefused: if a name is not known.
        ValueRefused: if there are not two coders, nothing of what is asked for is in the codebook, or no document was
            finished by two of them (text levels).
    """
    report = _BY_LEVEL[comparison.level](look_up(project, comparison, seen_by=seen_by))
    return replace(report, stage=str(comparison.stage))
