"""Packs: documents drawn for a second coder and handed over as a project file that holds nobody else's work."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from fop_coder.agreement.sample_size import UnitsNeeded, enough_units
from fop_coder.coding.codebook import new_version
from fop_coder.coding.documents import assignment
from fop_coder.model.base import Guid, new_guid, now
from fop_coder.model.change import Change, Value
from fop_coder.model.documents import Assignment, Document, Finish, Speaker, Text
from fop_coder.model.errors import ChangeRefused, NotFound
from fop_coder.model.names import check_new_coder_name
from fop_coder.model.people import Attribute, AttributeValue, Coder, Respondent, Settings, Standing
from fop_coder.model.second_coding import Aim, Pack, PackOrigin, Round
from fop_coder.project.draws import Choice, Draw, draw, parse_choice, several_documents
from fop_coder.project.project import Project
from fop_coder.store.store import Store

__all__ = [
    "Choice",
    "Draw",
    "Wish",
    "coded_before",
    "draw",
    "hand_out",
    "parse_choice",
    "several_documents",
    "units_of",
    "write_pack",
]

TARGET, RARE = 0.8, 0.25
"""The alpha that is aimed at, and the share of respondents with the rarest code that matters, where none is named."""

_NAMED = 3
"""Documents that are named in a caution before the rest is counted."""


@dataclass(frozen=True, slots=True)
class Wish:
    """Everything about a pack but its documents.

    Attributes:
        coder: whom it is for; added to the project if nobody is called so.
        attributes: names of those that go along; none unless asked for.
        because: why, for the ledger.
        round: name of the round of double coding it belongs to, '' for none; made if there is none.
    """

    coder: str
    attributes: tuple[str, ...] = ()
    because: str = ""
    round: str = ""
    aim: Aim = Aim.FINAL


def units_of(project: Project, chosen: Draw, alpha: float = TARGET, share: float = RARE) -> UnitsNeeded:
    """Say whether the respondents of a draw are enough to show an alpha (Bloch and Kraemer 1989).

    Args:
        alpha: the smallest acceptable, from 0 to below 1.
        share: of respondents who refer to the rarest code that matters, between 0 and 1.

    Raises:
        ValueRefused: if one is outside its range.
    """
    analysed = {r.guid for r in project.store.values(Respondent) if r.standing is Standing.ANALYSED}
    speaking = project.store.respondents_of_documents()
    there = {r for d in chosen.documents for r in speaking.get(d.guid, frozenset())}
    return enough_units(len(there & analysed), alpha, share)


def coded_before(project: Project, coder: str, chosen: Draw) -> str:
    """Return the caution that documents of a draw were coded or finished by the coder they are drawn for; '' for none.

    Nobody is a second coder to themselves: what comes back would be taken for changes of the first coding.
    """
    try:
        who = project.coder_named(coder)
    except NotFound:
        return ""
    finished = {f.document for f in project.store.values(Finish, coder=who.guid)}
    theirs = [
        d.name
        for d in chosen.documents
        if d.guid in finished or project.store.coding_guids(documents=[d.guid], coders=[who.guid])
    ]
    if not theirs:
        return ""
    some = ", ".join(theirs[:_NAMED]) + (f" and {len(theirs) - _NAMED} more" if len(theirs) > _NAMED else "")
    return (
        f"{who.name} has coded {several_documents(len(theirs))} of these already ({some}). What comes back changes "
        "that coding and is compared with nobody's. Choose another coder, or a second reading: a round of one coder."
    )


# ---- handing out -----------------------------------------------------------------------------------------------------


def hand_out(project: Project, out: Path, wish: Wish, chosen: Draw) -> Pack:
    """Write a pack and enter it into the ledger; the documents are assigned to its coder.

    Raises:
        ProjectRefused, NotFound, ChangeRefused: as ``write_pack``; nothing was changed then, and no file is left.
    """
    pack, ledger = write_pack(project, out, wish, chosen)
    try:
        project.apply(ledger)
    except BaseException:
        out.unlink(missing_ok=True)
        raise
    return pack


def write_pack(project: Project, out: Path, wish: Wish, chosen: Draw) -> tuple[Pack, Change]:
    """Write a pack; return it with the Change that enters it into the ledger, to be carried out by the caller.

    The pack is a project with the texts, the codebook and the respondents' labels. Of anybody's codings, classes, marks
    and memos it holds nothing, and of the attributes only those that were asked for.

    Raises:
        ProjectRefused: if the file is there already or cannot be written.
        NotFound: if an attribute is not known.
        ValueRefused: if the coder is new and cannot be called so.
        ChangeRefused: if the round is open, so that nobody in it codes blind any more.
    """
    coder, is_new = _coder(project, wish.coder)
    attributes = [project.attribute_named(name) for name in wish.attributes]
    documents = tuple(sorted(d.guid for d in chosen.documents))
    turn = _round(project, wish, chosen, documents, coder) if wish.round else None
    pack = Pack(
        new_guid(),
        coder.guid,
        documents,
        chosen.words,
        chosen.seed,
        wish.because,
        project.version,
        now(),
        turn[1].guid if turn else None,
    )
    ledger = _ledger(project, pack, coder if is_new else None, turn, chosen)
    Store.create(out, _contents(project, pack, coder, chosen.documents, attributes), coder.guid)
    return pack, ledger


def _coder(project: Project, name: str) -> tuple[Coder, bool]:
    try:
        return project.coder_named(name), False
    except NotFound:
        check_new_coder_name(name)
        return Coder(new_guid(), name), True


def _round(
    project: Project, wish: Wish, chosen: Draw, documents: tuple[Guid, ...], coder: Coder
) -> tuple[Round | None, Round]:
    """Return the round as it is, if it is there, and as it shall be with these documents and this coder."""
    present = next((r for r in project.store.values(Round) if r.name.casefold() == wish.round.casefold()), None)
    others = {a.coder for a in project.store.values(Assignment, document=list(documents))}
    if present is not None and present.opened:
        raise ChangeRefused(
            f"round {present.name} is open, its coders see each other's work", do="Hand it out for a new round"
        )
    if present is None:
        coders = tuple(sorted(others | {coder.guid}))
        fresh = Round(
            new_guid(), wish.round, wish.aim, documents, coders, chosen.words, chosen.seed, project.version, now()
        )
        return None, fresh
    return present, replace(
        present,
        documents=tuple(sorted({*present.documents, *documents})),
        coders=tuple(sorted({*present.coders, coder.guid} | (others if present.aim is not Aim.AGAIN else set()))),
    )


def _ledger(
    project: Project, pack: Pack, fresh: Coder | None, turn: tuple[Round | None, Round] | None, chosen: Draw
) -> Change:
    """Return the Change that enters a pack into the ledger and assigns its documents."""
    name = fresh.name if fresh else project.store.by_guid(Coder, [pack.coder])[pack.coder].name
    have = set() if fresh else {a.document for a in project.store.values(Assignment, coder=pack.coder)}
    added: list[Value] = [fresh] if fresh else []
    added += [assignment(d.guid, pack.coder) for d in chosen.documents if d.guid not in have]
    removed: list[Value] = []
    if turn is not None and turn[0] != turn[1]:
        removed += [turn[0]] if turn[0] else []
        added.append(turn[1])
    added.append(pack)
    return Change(f"Pack for {name} ({several_documents(len(chosen.documents))})", tuple(removed), tuple(added))


def _contents(
    project: Project, pack: Pack, coder: Coder, documents: Sequence[Document], attributes: Iterable[Attribute]
) -> Change:
    """Return the first and only Change of a pack: values built anew, so that nothing else can come along."""
    codebook, settings = project.codebook, project.settings
    chosen = {d.guid for d in documents}
    speakers = project.store.values(Speaker, document=list(chosen))
    people = project.store.by_guid(Respondent, {s.respondent for s in speakers if s.respondent})
    wanted = {a.guid: a for a in attributes}
    known = project.store.values(AttributeValue, respondent=list(people)) if wanted and people else []
    turns = [turn_list for d in documents if (turn_list := project.store.turns(d.guid))]
    own = Settings(
        new_guid(),
        f"{settings.name}, pack for {coder.name}",
        coder.guid,
        coder.guid,
        respondent_word=settings.respondent_word,
    )
    return Change(
        f"Pack for {coder.name}",
        added=(
            Coder(coder.guid, coder.name),
            own,
            new_version(pack.codebook_version - 1, "As handed out"),
            *codebook.codes,
            *codebook.schemes,
            *codebook.instruments,
            *codebook.bands,
            *(Respondent(r.guid, r.label) for r in people.values()),
            *wanted.values(),
            *(value for value in known if value.attribute in wanted),
            *documents,
            *speakers,
            *turns,
            *(assignment(d.guid, coder.guid) for d in documents),
            PackOrigin(pack.guid, settings.guid, coder.guid, pack.at),
        ),
        texts=tuple(Text.of(text) for d in documents if (text := project.store.text(d.guid)) is not None),
    )
