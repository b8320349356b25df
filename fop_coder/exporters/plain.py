"""Tallies as plain dictionaries: the JSON that callers of the command line rely on, and that exports hold."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from fop_coder.model.tally import Base, CategoryRow, ClassCounts, Counts, SchemeTally, Tally, TallyRow

Plain = dict[str, Any]


def tally_to_plain(tally: Tally) -> Plain:
    """Return a tally as JSON types; each row has ``groups`` where the tally is divided."""
    divided = tally.base.by is not None
    return {**base_to_plain(tally.base), "rows": [_tally_row(row, divided, tally.base.hidden) for row in tally.rows]}


def scheme_to_plain(scheme: SchemeTally) -> Plain:
    """Return the tally of a scheme as JSON types, with everybody who has no category and why."""
    divided = scheme.base.by is not None
    plain = {
        **base_to_plain(scheme.base),
        "scheme": scheme.ident,
        "name": scheme.name,
        "rows": [_category_row(row, divided, scheme.base.hidden) for row in scheme.rows],
        **_class_counts(scheme.counts),
    }
    if divided:
        groups = {group: _class_counts(counts) for group, counts in scheme.groups.items()}
        plain["groups"] = _with_hidden(groups, scheme.base.hidden, _class_counts(scheme.counts))
    return plain


def base_to_plain(base: Base) -> Plain:
    """Return what a figure is over as JSON types."""
    flow = base.flow
    plain: Plain = {
        "sample": {
            "respondents": base.respondents,
            "filter": base.sample,
            "flow": {
                "interviewed": flow.interviewed,
                "withdrawn": flow.withdrawn,
                "unusable": flow.unusable,
                "filtered_out": flow.filtered_out,
                "analysed": flow.analysed,
            },
            "chosen": base.chosen,
        },
        "scope": base.scope,
        "view": base.view,
        "view_note": base.view_note,
        "coders": list(base.coders),
    }
    if base.by is not None:
        plain["by"] = base.by
        plain["group_sizes"] = dict(base.group_sizes)
    if base.hidden:
        plain["hidden_groups"] = list(base.hidden)
        plain["hidden_because"] = base.hidden_because
    return plain


def _with_hidden(groups: Plain, hidden: Sequence[str], empty: Plain) -> Plain:
    """Return groups with those that are hidden, whose figures are null; ``empty``: any figures, for their names."""
    return groups | {group: dict.fromkeys(empty) | {"hidden": True} for group in hidden}


def _tally_row(row: TallyRow, divided: bool, hidden: Sequence[str]) -> Plain:
    plain = {
        "code": row.ident,
        "name": row.name,
        **_counts(row.counts),
        "sentence": row.sentence,
        "criteria_word": row.criteria_word,
        "depth": row.depth,
        "retired": row.retired,
    }
    if divided:
        groups = {group: _counts(counts) for group, counts in row.groups.items()}
        plain["groups"] = _with_hidden(groups, hidden, _counts(row.counts))
    return plain


def _counts(counts: Counts) -> Plain:
    return {
        "n": counts.n,
        "of": counts.of,
        "referred": counts.referred,
        "not_referred": counts.not_referred,
        "not_asked": counts.not_asked,
        "too_little_information": counts.too_little_information,
        "no_data": counts.no_data,
        "pending": counts.pending,
        "criteria_met": counts.criteria_met,
        "pending_coded": counts.pending_coded,
        "unprompted": counts.unprompted,
        "differ": counts.differ,
        "share": counts.share,
        "interval": None if counts.interval is None else list(counts.interval),
    }


def _category_row(row: CategoryRow, divided: bool, hidden: Sequence[str]) -> Plain:
    plain = {
        "category": row.ident,
        "name": row.name,
        "n": row.n,
        "of": row.of,
        "share": row.share,
        "interval": None if row.interval is None else list(row.interval),
    }
    if divided:
        plain["groups"] = _with_hidden(_category_groups(row.groups), hidden, {"n": None, "of": None, "share": None})
    return plain


def _category_groups(groups: Mapping[str, tuple[int, int]]) -> Plain:
    return {group: {"n": n, "of": of, "share": n / of if of else None} for group, (n, of) in groups.items()}


def _class_counts(counts: ClassCounts) -> Plain:
    return {
        "classified": counts.classified,
        "not_classified": counts.not_classified,
        "not_asked": counts.not_asked,
        "too_little_information": counts.too_little_information,
        "no_data": counts.no_data,
        "pending": counts.pending,
        "pending_classified": counts.pending_classified,
    }
