"""Where coders differ, and settling it: over passages, over the status of a respondent, over a class."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from fop_coder.model.base import Guid, new_guid, now
from fop_coder.model.change import Change
from fop_coder.model.codebook import Code
from fop_coder.model.coding import Coding
from fop_coder.model.errors import ChangeRefused, NotFound
from fop_coder.model.people import Coder
from fop_coder.model.second_coding import Outcome, SettledPassage, Settlement
from fop_coder.model.status import NOBODY, NOT_CLASSIFIED, Group, Status
from fop_coder.project.differences import (
    Disagreement,
    Over,
    Where,
    finished_for,
    list_disagreements,
    settlement_key,
)
from fop_coder.project.project import Project

__all__ = [
    "Disagreement",
    "Over",
    "Where",
    "disagreement_named",
    "explain",
    "finished_for",
    "list_disagreements",
    "settle",
    "settlement_key",
    "unsettle",
    "waiting_for",
]


def waiting_for(found: Iterable[Disagreement]) -> Group:
    """Return the respondents for whom the consensus is pending because one of these disagreements is open."""
    return NOBODY.union(*(d.waiting for d in found if d.settlement is None))


def disagreement_named(found: Iterable[Disagreement], name: str) -> Disagreement:
    """Return the disagreement of a name.

    Raises:
        NotFound: if there is none, or more than one that begins so.
    """
    alike = [d for d in found if d.identity.startswith(name.casefold())] if name else []
    if len(alike) != 1:
        what = "no disagreement is" if not alike else "more than one disagreement is"
        raise NotFound(f"{what} called {name!r}", do="List them with: fop-coder disagreements")
    return alike[0]


# ---- settling --------------------------------------------------------------------------------------------------------


def settle(
    project: Project,
    disagreement: Disagreement,
    outcome: Outcome,
    because: str = "",
    *,
    reason: str = "",
    passages: Sequence[SettledPassage] = (),
    label: str = "",
) -> Change:
    """Return the Change that settles a disagreement, or settles it otherwise.

    Args:
        because: a note; reason: why they had differed, one of ``Reason``, '' where nobody says.
        passages: of the consensus, for the outcome new over passages.
        label: the status or the category's name, for the outcome new over a status or class.

    Raises:
        ChangeRefused: if the outcome does not fit what they differ over.
        ValueRefused: if the reason is none.
    """
    if disagreement.document is not None:
        kept = _kept_passages(disagreement, outcome, passages)
        fields: dict[str, object] = {"passages": kept}
    else:
        fields = _settled_label(disagreement, outcome, label)
    before = disagreement.settlement
    made = Settlement(
        before.guid if before else new_guid(),
        disagreement.about.guid,
        tuple(c.guid for c in disagreement.coders),
        disagreement.basis,
        outcome,
        project.coder,
        now(),
        because,
        disagreement.document.guid if disagreement.document else None,
        disagreement.respondent.guid if disagreement.respondent else None,
        reason=reason,
        **fields,  # type: ignore[arg-type]
    )
    return Change(f"Settle {disagreement.about.name}{_where(disagreement)}", (before,) if before else (), (made,))


def explain(disagreement: Disagreement, reason: str, because: str) -> Change | None:
    """Return the Change that says why they differed, of what is settled already; None where it says so or is open.

    Raises:
        ValueRefused: if the reason is none.
    """
    before = disagreement.settlement
    if before is None or (before.reason, before.because) == (reason, because):
        return None
    after = replace(before, reason=reason, because=because)
    return Change(f"Say why they differed over {disagreement.about.name}{_where(disagreement)}", (before,), (after,))


def unsettle(disagreement: Disagreement) -> Change | None:
    """Return the Change that opens a settled disagreement again, None where it is open."""
    settlement = disagreement.settlement
    if settlement is None:
        return None
    return Change(f"Open {disagreement.about.name}{_where(disagreement)} again", removed=(settlement,))


def _where(disagreement: Disagreement) -> str:
    if disagreement.document is not None:
        return f" on {disagreement.document.name}"
    return f" for {disagreement.respondent.label}" if disagreement.respondent else ""


def _kept_passages(
    disagreement: Disagreement, outcome: Outcome, passages: Sequence[SettledPassage]
) -> tuple[SettledPassage, ...]:
    codings = disagreement.cluster.codings if disagreement.cluster else ()
    if outcome is Outcome.NEW:
        if not passages:
            raise ChangeRefused("a new passage is needed", do="Select it in the transcript, or choose neither")
        end = disagreement.document.length if disagreement.document else 0
        if max(p.end for p in passages) > end:
            raise ChangeRefused(f"the text ends at character {end}", do="Choose the passage again")
        return tuple(passages)
    if outcome is Outcome.NEITHER:
        if disagreement.over is Over.BOUNDARY:
            raise ChangeRefused("all of them coded it: neither does not settle where it ends", do="Choose another")
        return ()
    if outcome is Outcome.BOTH:
        return _united(codings)
    chosen = _chosen(disagreement, outcome)
    return _as_settled([c for c in codings if c.coder == chosen.guid])


def _as_settled(codings: Iterable[Coding]) -> tuple[SettledPassage, ...]:
    met: dict[tuple[int, int], set[Guid]] = {}
    for coding in codings:
        met.setdefault((coding.start, coding.end), set()).update(coding.criteria)
    return tuple(SettledPassage(start, end, tuple(sorted(criteria))) for (start, end), criteria in sorted(met.items()))


def _united(codings: Sequence[Coding]) -> tuple[SettledPassage, ...]:
    """Return the passages of all, those that overlap as one: from the first beginning to the last end."""
    return tuple(
        SettledPassage(
            start, end, tuple(sorted({guid for c in codings if start <= c.start < end for guid in c.criteria}))
        )
        for start, end in _spans(codings)
    )


def _spans(codings: Iterable[Coding]) -> list[tuple[int, int]]:
    spans: list[tuple[int, int]] = []
    for coding in sorted(codings, key=lambda c: c.start):
        if spans and coding.start < spans[-1][1]:
            spans[-1] = spans[-1][0], max(spans[-1][1], coding.end)
        else:
            spans.append((coding.start, coding.end))
    return spans


def _chosen(disagreement: Disagreement, outcome: Outcome) -> Coder:
    return disagreement.coders[0 if outcome is Outcome.FIRST else 1]


def _settled_label(disagreement: Disagreement, outcome: Outcome, label: str) -> dict[str, object]:
    """Return the status or category that a difference over a respondent is settled to."""
    if outcome in (Outcome.BOTH, Outcome.NEITHER):
        raise ChangeRefused(
            f"{outcome} does not settle a {disagreement.over}", do="Choose first, second, or another one"
        )
    words = label if outcome is Outcome.NEW else disagreement.said[0 if outcome is Outcome.FIRST else 1]
    if isinstance(disagreement.about, Code):
        allowed = (Status.NOT_REFERRED, Status.NOT_ASKED, Status.TOO_LITTLE)
        if words not in [str(s) for s in allowed]:
            raise ChangeRefused(
                f"{words!r} is no status that can be settled to", do=f"Choose one of: {', '.join(map(str, allowed))}"
            )
        return {"status": words}
    called = words.casefold()
    categories = disagreement.about.categories
    category = next((c for c in categories if c.name.casefold() == called), None)
    if category is None and outcome is Outcome.NEW:
        category = next((c for c in categories if called in (c.ident.casefold(), c.guid)), None)
    if category is not None:
        return {"category": category.guid}
    known = ", ".join(c.name for c in categories)
    if words == NOT_CLASSIFIED or words in [str(s) for s in Status]:
        raise ChangeRefused(f"{words!r} is no class to settle to", do=f"Settle to one of: {known}")
    raise NotFound(f"there is no category called {words!r}", do=f"Known: {known}")
