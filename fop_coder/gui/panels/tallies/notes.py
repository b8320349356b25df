"""What stands beneath the table: what the figures are over, what is pending, and what the intervals assume."""

from __future__ import annotations

from collections.abc import Mapping

from fop_coder.gui.panels.tallies.lines import tr
from fop_coder.model.tally import Base, SchemeTally
from fop_coder.project.figures import flow_text
from fop_coder.project.tally_sheet import TallySheet

_MOST = 4
"""So many names are said; the table shows the others."""


def base_words(sheet: TallySheet) -> str:
    """Return what the figures are over, in one line."""
    return over_words(sheet.codes.base)


def over_words(base: Base) -> str:
    """Return what figures are over, in one line."""
    view = base.view + (f" ({base.view_note})" if base.view_note else "")
    parts = [
        tr("{0} respondents: {1}").format(base.respondents, base.sample or tr("everybody")),
        tr("documents: {0}").format(base.scope or tr("all")),
        tr("view: {0}").format(view),
    ]
    flow = base.flow
    if flow.withdrawn or flow.unusable or flow.filtered_out:
        parts.append(flow_text(base))
    return " · ".join(parts)


def pending_words(sheet: TallySheet) -> str:
    """Return the note on what is pending; '' where nothing is."""
    if not sheet.pending:
        return ""
    how_many = {found[0] for found in sheet.pending.values()}
    everything = len(sheet.codes.rows) + len(sheet.schemes)
    if len(how_many) == 1 and len(sheet.pending) == everything:
        count = how_many.pop()
        words = (
            tr("{0} respondent is pending throughout.") if count == 1 else tr("{0} respondents are pending throughout.")
        )
        said = words.format(count)
    else:
        said = tr("Pending: {0}.").format(_listed(sheet.pending))
    return f"{said} {tr('The counts cover those whose documents are finished.')}"


def nothing_pending(sheet: TallySheet) -> str:
    """Return the note where nothing is pending."""
    return tr("Nothing is pending. Every row adds up to {0}.").format(sheet.codes.base.respondents)


def _listed(pending: Mapping[str, tuple[int, int]]) -> str:
    said = []
    for name, (count, coded) in list(pending.items())[:_MOST]:
        already = tr(" (of whom {0} already coded)").format(coded) if coded else ""
        said.append(f"{name}: {count}{already}")
    more = len(pending) - _MOST
    return ", ".join(said) + (tr(" and {0} more").format(more) if more > 0 else "")


def unclassified(sheet: TallySheet) -> list[tuple[SchemeTally, str]]:
    """Return a sentence for each scheme with respondents whom nobody has classified yet, though some have been."""
    return [
        (scheme, tr("{0} not classified on {1}.").format(scheme.counts.not_classified, scheme.name))
        for scheme in sheet.schemes
        if scheme.counts.not_classified and scheme.counts.classified and scheme.scheme not in sheet.bands
    ]
