"""How rounds of double coding stand: who has read how much, who is waited for, what is kept, which packs are out."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from fop_coder.model.base import Guid
from fop_coder.model.change import Change
from fop_coder.model.codebook import Code
from fop_coder.model.documents import Assignment, Document
from fop_coder.model.people import Coder
from fop_coder.model.second_coding import Pack, Round, Stage
from fop_coder.project.disagreements import finished_for
from fop_coder.project.kept_agreement import OnRecord, is_kept, keep_round, kept_agreements, latest
from fop_coder.project.project import Project


@dataclass(frozen=True, slots=True)
class Reader:
    """A coder of a round: how many of its documents are theirs, and which of them they have not finished.

    A document counts as finished when it was read for every code in use.
    """

    coder: Coder
    assigned: int
    waiting: tuple[str, ...]

    @property
    def finished(self) -> int:
        """How many of theirs they have finished."""
        return self.assigned - len(self.waiting)


@dataclass(frozen=True, slots=True)
class LedgerLine:
    """A pack as the ledger tells of it; ``round`` is the round's name, '' for none."""

    pack: Pack
    coder: str
    documents: tuple[str, ...]
    round: str

    @property
    def is_out(self) -> bool:
        """Whether it has not come back with anything yet."""
        return not self.pack.merged


@dataclass(frozen=True, slots=True)
class RoundOverview:
    """How a round stands.

    Attributes:
        documents: their names, in the order of the project.
        readers: its coders, in the order of the project.
        before, after: what is on record of the two stages, the last of each level.
        packs: those handed out for it.
    """

    round: Round
    documents: tuple[str, ...]
    readers: tuple[Reader, ...]
    before: tuple[OnRecord, ...]
    after: tuple[OnRecord, ...]
    packs: tuple[LedgerLine, ...]

    @property
    def is_open(self) -> bool:
        """Whether its coders see each other's work."""
        return bool(self.round.opened)

    @property
    def waited_for(self) -> tuple[Reader, ...]:
        """Those who have not finished all that is theirs."""
        return tuple(reader for reader in self.readers if reader.waiting)

    @property
    def is_complete(self) -> bool:
        """Whether two coders or more have finished all that is theirs, and nobody is waited for."""
        return sum(reader.assigned > 0 for reader in self.readers) >= 2 and not self.waited_for


def rounds_overview(project: Project) -> list[RoundOverview]:
    """Return how each round stands, in the order in which they were made."""
    names = {d.guid: d.name for d in project.store.values(Document)}
    lines = pack_ledger(project)
    readers = _Readers(project, names)
    found = []
    for round_ in sorted(project.store.values(Round), key=lambda r: r.at):
        records = kept_agreements(project, round_)
        found.append(
            RoundOverview(
                round_,
                tuple(name for guid, name in names.items() if guid in round_.documents),
                readers.of(round_),
                tuple(latest(records, Stage.BEFORE)),
                tuple(latest(records, Stage.AFTER)),
                tuple(line for line in lines if line.pack.round == round_.guid),
            )
        )
    return found


def pack_ledger(project: Project) -> list[LedgerLine]:
    """Return the packs that were handed out, in that order."""
    coders = {c.guid: c.name for c in project.store.values(Coder)}
    names = {d.guid: d.name for d in project.store.values(Document)}
    rounds = {r.guid: r.name for r in project.store.values(Round)}
    return [
        LedgerLine(
            pack,
            coders.get(pack.coder, ""),
            tuple(name for guid, name in names.items() if guid in pack.documents),
            rounds.get(pack.round, "") if pack.round else "",
        )
        for pack in sorted(project.store.values(Pack), key=lambda p: p.at)
    ]


def keep_completed(project: Project) -> Change | None:
    """Return the Change that keeps agreement before discussion of every round that is complete and has none on record.

    A round that was opened is passed over: what was coded since may have been discussed. None where there is none.
    """
    change = None
    names = {d.guid: d.name for d in project.store.values(Document)}
    readers = _Readers(project, names)
    for round_ in project.store.values(Round):
        if round_.opened or is_kept(project, round_.guid):
            continue
        theirs = readers.of(round_)
        if sum(r.assigned > 0 for r in theirs) >= 2 and not any(r.waiting for r in theirs):
            step = keep_round(project, round_, Stage.BEFORE)
            change = change.joined(step) if change and step else change or step
    return change


class _Readers:
    """Asks the project once who was assigned and has finished what."""

    def __init__(self, project: Project, names: Mapping[Guid, str]) -> None:
        self._names = names
        self._coders = project.store.values(Coder)
        self._assigned = {(a.coder, a.document) for a in project.store.values(Assignment)}
        in_use = frozenset((c.guid, c.meaning) for c in project.store.values(Code) if not c.retired)
        self._done = {
            c.guid: {d for d, read in finished_for(project, c.guid, None).items() if in_use <= read}
            for c in self._coders
        }

    def of(self, round_: Round) -> tuple[Reader, ...]:
        found = []
        for coder in self._coders:
            if coder.guid not in round_.coders:
                continue
            theirs = [d for d in self._names if d in round_.documents and (coder.guid, d) in self._assigned]
            waiting = tuple(self._names[d] for d in theirs if d not in self._done[coder.guid])
            found.append(Reader(coder, len(theirs), waiting))
        return tuple(found)
