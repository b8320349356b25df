"""Agreement that stays on record: told at some moment, whatever is coded or settled later."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import combinations
from typing import Any

from fop_coder import __version__
from fop_coder.exporters.plain_agreement import report_to_plain
from fop_coder.model.agreement import Measure
from fop_coder.model.base import Guid, check, new_guid, now
from fop_coder.model.change import Change
from fop_coder.model.errors import NotFound, ValueRefused
from fop_coder.model.in_words import listed
from fop_coder.model.people import Coder
from fop_coder.model.second_coding import KeptAgreement, Round, Stage
from fop_coder.project.coders_compared import compare_coders
from fop_coder.project.comparison import Comparison, Level
from fop_coder.project.disagreements import finished_for
from fop_coder.project.project import Project


@dataclass(frozen=True, slots=True)
class KeptFigures:
    """The figures of a kept report that stand first.

    Attributes:
        level: see ``AgreementReport``; ``of`` is the scheme at the level of classification.
        unit: as a word for one of it; ``units``: how many were compared.
        percent, alpha: pooled over codes; None where not defined.
        interval: 95 %, of alpha; None where there is none.
        seed, resamples: of the interval.
    """

    level: str
    of: str
    unit: str
    units: int
    percent: float | None
    alpha: float | None
    interval: tuple[float, float] | None
    seed: int
    resamples: int


@dataclass(frozen=True, slots=True)
class OnRecord:
    """One kept agreement: what was kept, by whom it was reached, and its figures."""

    kept: KeptAgreement
    coders: tuple[str, ...]
    figures: KeptFigures


def keep_agreement(project: Project, round_: Round | None, coders: Sequence[Coder], stage: Stage) -> Change:
    """Return the Change that puts agreement on record: respondent × code, every scheme, and characters.

    Before discussion it is told from what each coded independently, after it from what they say now. What cannot be
    compared at a level (no class given, say) is left out. This takes as long as telling agreement does: in a window it
    belongs into the background, on a copy.

    Args:
        round_: only its documents; None for all that were double-coded.

    Raises:
        ValueRefused: there are not two different coders, or nothing that all of them finished.
    """
    check(len(coders) >= 2, "agreement needs two coders", do="Name at least two")
    check(len({c.guid for c in coders}) == len(coders), "a coder is named twice", do="Name two different coders")
    among = frozenset(round_.documents) if round_ else None
    if not _finished_together(project, coders, among):
        raise ValueRefused(
            f"{listed([c.name for c in coders])} have finished no document together",
            do="Agreement can be kept when there is one",
        )
    made = []
    for asked in _asked(project, round_, coders, stage):
        try:
            report = compare_coders(project, asked)
        except ValueRefused:
            continue  # nothing to compare at this level: the others are kept
        if report.overall.units == 0:
            continue
        made.append(
            KeptAgreement(
                new_guid(),
                stage,
                report.level,
                tuple(c.guid for c in coders),
                project.version,
                __version__,
                json.dumps(report_to_plain(report), ensure_ascii=False),
                now(),
                round_.guid if round_ else None,
            )
        )
    of_round = f" of round {round_.name}" if round_ else ""
    return Change(f"Keep agreement{of_round} {stage}: {listed([c.name for c in coders])}", added=tuple(made))


def _asked(project: Project, round_: Round | None, coders: Sequence[Coder], stage: Stage) -> Iterator[Comparison]:
    base = Comparison(tuple(c.guid for c in coders), round=round_.name if round_ else "", stage=stage)
    yield base
    for scheme in project.codebook.schemes:
        yield replace(base, level=Level.CLASSIFICATION, scheme=scheme.guid)
    yield replace(base, level=Level.CHARACTER)


# ---- what is kept ----------------------------------------------------------------------------------------------------


def kept_agreements(project: Project, round_: Round | None) -> list[OnRecord]:
    """Return what is kept of a round (None: of all double-coded documents), the oldest first."""
    names = {c.guid: c.name for c in project.store.values(Coder)}
    wanted = round_.guid if round_ else None
    found = [k for k in project.store.values(KeptAgreement) if k.round == wanted]
    return [OnRecord(k, tuple(names[c] for c in k.coders), figures_of(k)) for k in sorted(found, key=lambda k: k.at)]


def latest(records: Iterable[OnRecord], stage: Stage) -> list[OnRecord]:
    """Return of one stage what was kept last, for each group of coders, level and scheme."""
    found = {(one.kept.coders, one.figures.level, one.figures.of): one for one in records if one.kept.stage is stage}
    return list(found.values())


def figures_of(kept: KeptAgreement) -> KeptFigures:
    """Return the figures of a kept report that stand first."""
    plain: dict[str, Any] = json.loads(kept.report)
    overall: dict[str, Any] = plain["overall"]
    alpha = str(Measure.ALPHA)
    interval = overall["intervals"].get(alpha)
    scheme = next((n.partition(": ")[2] for n in plain["notes"] if n.startswith("Scheme: ")), "")
    return KeptFigures(
        plain["level"],
        scheme,
        plain["unit"],
        overall["units"],
        overall.get(str(Measure.PERCENT)),
        overall.get(alpha),
        (interval[0], interval[1]) if interval else None,
        plain["seed"],
        plain["resamples"],
    )


# ---- keeping it in time ----------------------------------------------------------------------------------------------


def who_compare(project: Project, round_: Round) -> list[tuple[Coder, ...]]:
    """Return who of a round can be compared: all of its coders, or the pairs that finished documents together."""
    coders = [c for c in project.store.values(Coder) if c.guid in round_.coders]
    documents = frozenset(round_.documents)
    if len(coders) >= 2 and _finished_together(project, coders, documents):
        return [tuple(coders)]
    return [pair for pair in combinations(coders, 2) if _finished_together(project, pair, documents)]


def _finished_together(project: Project, coders: Sequence[Coder], among: frozenset[Guid] | None) -> frozenset[Guid]:
    return frozenset.intersection(*(frozenset(finished_for(project, c.guid, among)) for c in coders))


def keep_round(project: Project, round_: Round, stage: Stage) -> Change | None:
    """Return the Change that keeps agreement for everybody in a round who can be compared; None where nobody can."""
    change = None
    for coders in who_compare(project, round_):
        step = keep_agreement(project, round_, coders, stage)
        change = step if change is None else change.joined(step, f"Keep agreement of round {round_.name} {stage}")
    return change


def is_kept(project: Project, round_: Guid | None, coders: Iterable[Guid] = ()) -> bool:
    """Say whether agreement before discussion is on record, of a round or for these coders."""
    wanted = set(coders)
    return any(
        k.stage is Stage.BEFORE and k.round == round_ and wanted <= set(k.coders)
        for k in project.store.values(KeptAgreement)
    )


def keep_before_settling(project: Project, coders: Sequence[Coder]) -> Change | None:
    """Return the Change that keeps agreement before discussion, if it is not on record yet; None where it is.

    To be joined to the first settlement between these coders: afterwards nobody remembers to look. Each round that
    two of them have coded together is kept; where they share no round, all that they have double-coded is.

    Raises:
        NotFound: a coder is not in the project.
    """
    who = {c.guid for c in coders}
    known = {c.guid for c in project.store.values(Coder)}
    if not who <= known:
        raise NotFound("a coder is no longer in the project", do="Choose the coders again")
    change = None
    rounds = [r for r in project.store.values(Round) if len(who & set(r.coders)) >= 2]
    for round_ in rounds:
        if not is_kept(project, round_.guid):
            step = keep_round(project, round_, Stage.BEFORE)
            change = _both(change, step)
    if not rounds and not is_kept(project, None, who) and _finished_together(project, coders, None):
        change = keep_agreement(project, None, coders, Stage.BEFORE)
    return change


def on_record_first(project: Project, change: Change, coders: Sequence[Coder]) -> Change:
    """Return a settlement between coders with what must be on record before it, in one Change."""
    kept = keep_before_settling(project, coders)
    return change if kept is None else kept.joined(change, change.label)


def _both(first: Change | None, second: Change | None) -> Change | None:
    return first.joined(second) if first and second else first or second
