"""Frozen figures beside those of now: which moved, who moved them, and why."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass

from fop_coder.model.base import Guid
from fop_coder.model.report import FrozenFigures
from fop_coder.model.status import Group
from fop_coder.project.blindness import hidden_behind, hidden_by_code
from fop_coder.project.frozen import (
    CODE,
    Figures,
    Part,
    asked_now,
    figures_of,
    take_figures,
)
from fop_coder.project.frozen_facts import KINDS, Facts
from fop_coder.project.frozen_reasons import OUTSIDE, Because, Reasons
from fop_coder.project.happenings import About
from fop_coder.project.project import Project
from fop_coder.project.since import net_changes
from fop_coder.project.tallying import Asked


@dataclass(frozen=True, slots=True)
class Moved:
    """One respondent who stands otherwise now.

    Attributes:
        before, after: in words.
        because: what did it, as far as the history says.
    """

    respondent: Guid
    label: str
    before: str
    after: str
    because: tuple[Because, ...]

    @property
    def reason(self) -> str:
        """Why, as a sentence; '' where the history names nothing that can have done it."""
        said = "; ".join(b.sentence for b in self.because)
        return f"{said[:1].upper()}{said[1:]}." if said else ""

    @property
    def place(self) -> About:
        """Where to look: at the last reason that leads anywhere, or else at the respondent."""
        places = [b.place for b in self.because if b.place is not None]
        return places[-1] if places else About(respondent=self.respondent)


@dataclass(frozen=True, slots=True)
class PartMoved:
    """One code, scheme or grouping in which somebody moved.

    Attributes:
        kind: ``CODE``, ``SCHEME`` or ``GROUP`` of ``project.frozen``.
        counts: word → how many then, how many now; those alone that nobody has or had are left out.
        figure: "22/25 → 21/25" for a code; "Enthusiast 7 → 6, Cautious 9 → 10" else.
        moved: by label; of some it may not be told yet (``Comparison.hidden``).
    """

    kind: str
    guid: str
    name: str
    counts: Mapping[str, tuple[int, int]]
    figure: str
    moved: tuple[Moved, ...]


@dataclass(frozen=True, slots=True)
class Comparison:
    """Frozen figures against those of now.

    Attributes:
        name, at, version: of the frozen figures; at in ISO 8601, UTC.
        version_now: of the codebook.
        parts: in the order in which they were frozen; those in which nobody moved are left out.
        same: how many parts are as they were.
        gone: names of what is no longer there; fresh: of codes that were not yet.
        respondents: how many were in the sample, and how many are.
        hidden: says whose moves are not told, as who is looking has not read them yet; '' where all are.
    """

    name: str
    at: str
    version: int
    version_now: int
    parts: tuple[PartMoved, ...]
    same: int
    gone: tuple[str, ...]
    fresh: tuple[str, ...]
    respondents: tuple[int, int]
    hidden: str = ""

    @property
    def is_same(self) -> bool:
        """Whether every figure is as it was."""
        return not (self.parts or self.gone or self.fresh)


def compare_frozen(
    project: Project,
    kept: FrozenFigures,
    *,
    seen_by: Guid | None = None,
    progress: Callable[[int, int], None] | None = None,
) -> Comparison:
    """Compare frozen figures with those of now, respondent by respondent.

    Args:
        seen_by: the coder who is looking, who may not see everything yet; None for somebody who may.
        progress: told how many of how many entries of the history were looked at.

    Raises:
        NotFound, FilterRefused: where the question names something that is gone or called otherwise.
    """
    then, asked = figures_of(kept), asked_now(project, kept)
    now = take_figures(project, asked)
    reasons = Reasons(project, asked, Facts(project, net_changes(project, then.entry, KINDS, progress)))
    present = {(part.kind, part.guid): part for part in now.parts}
    hidden, sentence = _hidden(project, asked, then, seen_by)
    moved, gone, same = [], [], 0
    for before in then.parts:
        after = present.get((before.kind, before.guid))
        if after is None:
            gone.append(before.name)
            continue
        found = _compare_part(before, after, (then, now), hidden, reasons)
        if found is None:
            same += 1
        else:
            moved.append(found)
    known = {(part.kind, part.guid) for part in then.parts}
    retired = {c.guid for c in project.codebook.codes if c.retired}
    fresh = [p.name for p in now.parts if (p.kind, p.guid) not in known and p.guid not in retired]
    return Comparison(
        kept.name,
        kept.at,
        kept.version,
        project.version,
        tuple(moved),
        same,
        tuple(gone),
        tuple(fresh),
        (len(then.labels), len(now.labels)),
        sentence,
    )


def _hidden(project: Project, asked: Asked, then: Figures, seen_by: Guid | None) -> tuple[Mapping[str, Group], str]:
    """Return for each part who of it may not be told of, and the sentence that says so."""
    coders, scope = [c.guid for c in asked.view.coders], asked.scope.documents
    known = frozenset(c.guid for c in project.codebook.codes)
    codes = [Guid(p.guid) for p in then.parts if p.kind == CODE and p.guid in known]
    found: dict[str, Group] = dict(hidden_by_code(project, seen_by, coders, codes, scope).items())
    classes = hidden_behind(project, seen_by, coders, codes=None, scope=scope)
    found |= {p.guid: classes.respondents for p in then.parts if p.kind != CODE}
    return found, hidden_behind(project, seen_by, coders, codes=codes, scope=scope).sentence


def _compare_part(
    before: Part, after: Part, over: tuple[Figures, Figures], hidden: Mapping[str, Group], reasons: Reasons
) -> PartMoved | None:
    """Return what moved in one part; None where nothing did."""
    then, now = over
    labels = {**then.labels, **now.labels}
    differing = [r for r in labels if _stands(before, r) != _stands(after, r)]
    if not differing:
        return None
    unseen = hidden.get(before.guid, frozenset())
    moved = [
        Moved(
            respondent,
            labels[respondent],
            _said(before, respondent),
            _said(after, respondent),
            reasons.of(
                after, respondent, labels[respondent], _stands(before, respondent)[0], _stands(after, respondent)[0]
            ),
        )
        for respondent in differing
        if respondent not in unseen
    ]
    moved.sort(key=lambda m: m.label.casefold())
    return PartMoved(
        after.kind, after.guid, after.name, dict(_counts(before, after)), _figure(before, after), tuple(moved)
    )


def _stands(part: Part, respondent: Guid) -> tuple[str, bool]:
    return part.who.get(respondent, OUTSIDE), respondent in part.met


def _said(part: Part, respondent: Guid) -> str:
    """Return where somebody stands, in words; with a criteria rule also whether it is met."""
    word = part.who.get(respondent, OUTSIDE)
    name = part.words.get(word, word)
    return f"{name}, {part.criteria_word}" if respondent in part.met else name


def _counts(before: Part, after: Part) -> Iterator[tuple[str, tuple[int, int]]]:
    words = dict.fromkeys((*before.words, *after.words))
    for word in words:
        then, now = before.count(word), after.count(word)
        if then or now:
            yield after.words.get(word, before.words.get(word, word)), (then, now)


def _figure(before: Part, after: Part) -> str:
    if after.kind == CODE:
        figure = f"{before.n}/{before.of} → {after.n}/{after.of}"
        if len(before.met) != len(after.met):
            figure += f", {after.criteria_word} {len(before.met)} → {len(after.met)}"
        return figure
    changed = ((word, pair) for word, pair in _counts(before, after) if pair[0] != pair[1])
    return ", ".join(f"{word} {then} → {now}" for word, (then, now) in changed)


def movements(comparison: Comparison) -> Iterable[tuple[PartMoved, Moved]]:
    """Yield everybody who moved, part by part."""
    for part in comparison.parts:
        for moved in part.moved:
            yield part, moved


def sentence_of(part: PartMoved, moved: Moved) -> str:
    """Return one line: "Planning 22/25 → 21/25: LB02's only passage was taken off on 3 May by Ann."."""
    said = moved.reason or f"{moved.label} was {moved.before}, and is {moved.after}."
    return f"{part.name} {part.figure}: {said}"
