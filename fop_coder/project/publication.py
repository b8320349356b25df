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
    if contents.agreement:
        contents = replace(contents, agreement=_publishable(contents.agreement, contents, labels, lines=parts.passages))
    about = [("For", f"publication; groups of fewer than {smallest} respondents are hidden")]
    if contents.suppressed:
        about.append(("Hidden", contents.suppressed))
    return replace(contents, about=(*contents.about, *about))


def quotable(project: Project, passages: PassagesBehind) -> PassagesBehind:
    """Leave out the passages of those who are not to be quoted, also where they share them with others."""
    silent = {r.guid for r in project.store.values(Respondent) if r.do_not_quote}
    theirs = {guid for person, guids in passages.by_respondent(project).items() if person in silent for guid in guids}
    return replace(passages, guids=tuple(guid for guid in passages.guids if guid not in theirs))


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
