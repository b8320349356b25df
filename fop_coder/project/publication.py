"""What of an export may be published: small groups hidden, people who are not to be quoted left out."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from fop_coder.analysis.names import NameFinder
from fop_coder.analysis.suppression import anonymous_lines, suppress
from fop_coder.exporters.parts import Parts
from fop_coder.model.agreement_told import AgreementContents
from fop_coder.model.errors import ExportRefused
from fop_coder.model.export import ExportContents
from fop_coder.model.people import Respondent
from fop_coder.project.project import Project
from fop_coder.project.tallying import PassagesBehind


def for_publication(contents: ExportContents, smallest: int, parts: Parts) -> ExportContents:
    """Hide small groups; what would tell more than the figures stays only where it was named.

    Args:
        smallest: groups of fewer respondents are small.
        parts: what is shown.

    Raises:
        ExportRefused: a group of one is a person.
    """
    if smallest < 2:
        raise ExportRefused(f"{smallest} is too small: a group of one is a person", do="Take 2 or more")
    labels = [row.respondent for row in contents.status_rows]
    contents = suppress(contents, smallest)
    if not parts.respondents:
        contents = replace(anonymous_lines(contents), live=False)
    about = [("For", f"publication; groups of fewer than {smallest} respondents are hidden")]
    if contents.agreement:
        agreement, few = _without_few(contents.agreement, smallest)
        if agreement is not None:
            agreement = _publishable(agreement, contents, labels, lines=parts.passages)
        contents = replace(contents, agreement=agreement)
        if few:
            words = "1 figure rests" if few == 1 else f"{few} figures rest"
            about.append(("Agreement left out", f"{words} on fewer than {smallest} respondents or documents"))
    if contents.suppressed:
        about.append(("Hidden", contents.suppressed))
    return replace(contents, about=(*contents.about, *about))


def quotable(project: Project, passages: PassagesBehind) -> PassagesBehind:
    """Leave out the passages of those who are not to be quoted, also where they share them with others."""
    silent = {r.guid for r in project.store.values(Respondent) if r.do_not_quote}
    theirs = {guid for person, guids in passages.by_respondent(project).items() if person in silent for guid in guids}
    return replace(passages, guids=tuple(guid for guid in passages.guids if guid not in theirs))


def _without_few(agreement: AgreementContents, smallest: int) -> tuple[AgreementContents | None, int]:
    """Leave out counts of yes and no over few respondents or documents, and comparisons that rest on so few.

    Returns:
        What is left, None where no comparison is; and how many figures are gone.
    """
    told, gone = [], 0
    for one in agreement.told:
        rows = one.report["rows"]
        if _is_few(one.report["overall"], smallest):
            gone += max(1, len(rows))
            continue
        kept = [row for row in rows if not _is_few(row, smallest)]
        gone += len(rows) - len(kept)
        told.append(replace(one, report={**one.report, "rows": kept}))
    return (replace(agreement, told=tuple(told)) if told else None), gone


def _is_few(figures: Mapping[str, Any], smallest: int) -> bool:
    """Say whether figures rest on few of what is resampled: respondents, or documents where texts are compared."""
    return 0 < int(figures["resampled"]) < smallest


def _publishable(
    agreement: AgreementContents, contents: ExportContents, labels: Sequence[str], *, lines: bool
) -> AgreementContents:
    """Leave out differences, which are told with passages and whose they are, and notes that name respondents.

    Args:
        lines: whether passages go out; then those of people who are not to be quoted alone are left out.
    """
    if lines:
        quotable = (row for row in agreement.disagreements if contents.unquoted.isdisjoint(row.respondents))
        return replace(agreement, disagreements=tuple(quotable))
    finder = NameFinder(labels)
    told = tuple(replace(one, report=_without_labels(one.report, finder)) for one in agreement.told)
    return replace(agreement, told=told, disagreements=())


def _without_labels(value: Any, finder: NameFinder) -> Any:
    """Return JSON types without the texts of lists that name anybody."""
    if isinstance(value, Mapping):
        return {key: _without_labels(held, finder) for key, held in value.items()}
    if isinstance(value, list | tuple):
        kept = (held for held in value if not (isinstance(held, str) and any(finder.found_in(held))))
        return [_without_labels(held, finder) for held in kept]
    return value
