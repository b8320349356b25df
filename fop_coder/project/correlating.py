"""Numbers of respondents: how they lie, and numbers against numbers, with everybody who has none and why."""

from __future__ import annotations

from collections.abc import Mapping

from fop_coder.analysis.association import assumed, detected, p_text
from fop_coder.analysis.correlation import correlate, spread
from fop_coder.analysis.numbers import NOT_A_NUMBER, WITHOUT, Numbers
from fop_coder.model.base import Guid
from fop_coder.model.crosstab import Coefficient, Correlation, NumberRow, NumberTable, Point
from fop_coder.model.people import Respondent
from fop_coder.project.numbers import NumberAsked, attribute_values, number_named, numbers_of
from fop_coder.project.project import Project
from fop_coder.project.samples import Scope
from fop_coder.project.tallying import Asked, Question, base_of, look_up


def correlation(
    project: Project, x: str, y: str, question: Question | None = None, *, test: bool = False
) -> Correlation:
    """Return how two numbers go together over a sample: the points, rank correlations, and who was left out and why.

    Args:
        x, y: names of numbers, see ``number_named``.
        test: whether to say in words if an association was detected.

    Raises:
        NotFound, FilterRefused: with the names that there are.
    """
    asked = look_up(project, question or Question())
    across, up = number_named(project, x), number_named(project, y)
    horizontal, vertical = (_numbers(project, number, asked) for number in (across, up))
    names = _names(project, asked)
    both = [r for r in names if r in horizontal.values and r in vertical.values]
    points = tuple(Point(names[r], horizontal.values[r], vertical.values[r]) for r in both)
    why = _joined(
        (across.name, _reasons(project, across, horizontal, asked)), (up.name, _reasons(project, up, vertical, asked))
    )
    left_out = tuple((names[r], why[r]) for r in names if r not in set(both))
    coefficients, notes = correlate([p.x for p in points], [p.y for p in points])
    return Correlation(
        base_of(project, asked),
        across.name,
        up.name,
        points,
        left_out,
        coefficients,
        notes,
        sentence=_sentence(coefficients[0], len(points)) if test else "",
        assumption=assumed(len(points), project.settings.chosen),
    )


def _sentence(spearman: Coefficient, n: int) -> str:
    if spearman.value is None or spearman.p is None:
        return ""
    return detected(f"Spearman's rho = {spearman.value:.2f}, p {p_text(spearman.p)}, N = {n}", spearman.p)


def number_table(project: Project, name: str, question: Question | None = None) -> NumberTable:
    """Return everybody's number, and how the numbers lie in the sample and in each group of ``question.by``.

    Raises:
        NotFound, FilterRefused: with the names that there are.
    """
    asked = look_up(project, question or Question())
    number = number_named(project, name)
    found = _numbers(project, number, asked)
    reasons = _reasons(project, number, found, asked)
    documents = _documents(project, asked.scope)
    rows = tuple(
        NumberRow(label, found.values.get(r), reasons.get(r, ""), documents.get(r, 0))
        for r, label in _names(project, asked).items()
    )
    groups = {"": asked.sample.respondents, **(asked.dividing.groups if asked.dividing else {})}
    spreads = tuple(
        spread(label, [found.values[r] for r in group if r in found.values], len(group - found.values.keys()))
        for label, group in groups.items()
    )
    codes = tuple(c.name for c in number.codes)
    return NumberTable(base_of(project, asked), number.name, number.kind, codes, rows, spreads)


def _numbers(project: Project, number: NumberAsked, asked: Asked) -> Numbers:
    return numbers_of(project, number, asked.sample.respondents, asked.view, asked.scope)


def _names(project: Project, asked: Asked) -> dict[Guid, str]:
    """Return the labels of the sample by respondent, in the order of labels."""
    found = project.store.by_guid(Respondent, asked.sample.respondents).values()
    return {r.guid: r.label for r in sorted(found, key=lambda r: r.label.casefold())}


def _reasons(project: Project, number: NumberAsked, numbers: Numbers, asked: Asked) -> dict[Guid, str]:
    """Return why respondents have no number, with the words that stand in place of one."""
    found = {r: reason for reason in WITHOUT for r in numbers.without.get(reason, frozenset())}
    if number.attribute is not None:
        written = attribute_values(project, number.attribute, asked.scope.occasion)
        for respondent in numbers.without.get(NOT_A_NUMBER, frozenset()):
            found[respondent] = f"{NOT_A_NUMBER} ({' '.join(written[respondent].value.split())})"
    return found


def _joined(*sides: tuple[str, Mapping[Guid, str]]) -> dict[Guid, str]:
    """Return the reasons of both sides, each with the number that is missing; once where both are the same number."""
    said: dict[Guid, dict[str, None]] = {}
    for name, reasons in sides:
        for respondent, reason in reasons.items():
            said.setdefault(respondent, {})[f"{name}: {reason}"] = None
    return {respondent: "; ".join(words) for respondent, words in said.items()}


def _documents(project: Project, scope: Scope) -> dict[Guid, int]:
    found: dict[Guid, int] = {}
    for document, who in project.store.respondents_of_documents().items():
        if scope.documents is None or document in scope.documents:
            for respondent in who:
                found[respondent] = found.get(respondent, 0) + 1
    return found
