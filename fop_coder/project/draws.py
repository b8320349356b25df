"""Drawing documents for double coding: all, some at random, in proportion to groups, or those that are named."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from random import Random

from fop_coder.model.base import Guid
from fop_coder.model.documents import Document
from fop_coder.model.errors import NotFound
from fop_coder.model.names import names_between_commas
from fop_coder.model.people import Coder, Respondent, Standing
from fop_coder.model.second_coding import Pack
from fop_coder.project.project import Project
from fop_coder.project.samples import Scope, choose_view, divide


@dataclass(frozen=True, slots=True)
class Choice:
    """Which documents shall be handed out.

    Attributes:
        names: of documents; if there are any, nothing is drawn.
        number, share: how many shall be drawn, or which part (0 to 1); all where both are None.
        by: attribute or scheme whose groups the draw keeps in proportion, each with at least one document.
        seed: begins the draw; the same seed on the same documents draws the same.
    """

    names: tuple[str, ...] = ()
    number: int | None = None
    share: float | None = None
    by: str | None = None
    seed: int = 1


@dataclass(frozen=True, slots=True)
class Draw:
    """Documents chosen, and how.

    Attributes:
        words: for the ledger ("5 of 25 documents, in proportion by borough").
        groups: name of each group → (drawn, there).
        seed: None where nothing was left to chance.
        handed_out: names of documents that the coder was handed before, left out of the draw.
    """

    documents: tuple[Document, ...]
    words: str
    groups: Mapping[str, tuple[int, int]]
    seed: int | None
    handed_out: tuple[str, ...] = ()


def parse_choice(text: str, *, by: str | None = None, seed: int = 1) -> Choice:
    """Read which documents are meant: "20%", "5", names with commas between them, or nothing for all.

    Raises:
        NotFound: if a share or number makes no sense.
    """
    words = text.strip()
    if not words or words.casefold() == "all":
        return Choice(by=by, seed=seed)
    if words.endswith("%"):
        share = _number(words[:-1])
        if share is None or not 0 < share <= 100:
            raise NotFound(f"{text!r} is not a share of the documents", do="Write one such as 20%")
        return Choice(share=share / 100, by=by, seed=seed)
    if words.isdecimal():
        if int(words) == 0:
            raise NotFound("0 documents make no pack", do="Write how many shall be drawn")
        return Choice(number=int(words), by=by, seed=seed)
    return Choice(names_between_commas(words), seed=seed)


def _number(text: str) -> float | None:
    try:
        return float(text)
    except ValueError:
        return None


# ---- drawing ---------------------------------------------------------------------------------------------------------


def draw(project: Project, choice: Choice, coder: str = "", *, among: frozenset[Guid] | None = None) -> Draw:
    """Choose documents: those named, or some at random, in proportion to groups where that is asked for.

    Documents of respondents who are left out of every sample are not drawn, nor those handed to the coder before;
    ``among`` narrows the draw further.

    Raises:
        NotFound: if a document or the attribute is not known, or there is nothing to draw from.
    """
    if choice.names:
        named = {d.guid: d for d in (project.document_named(name) for name in choice.names)}
        chosen = tuple(named.values())
        return Draw(chosen, f"{several_documents(len(chosen))} chosen by name", {}, None)
    everything, handed_out = _candidates(project, coder)
    everything = [d for d in everything if among is None or d.guid in among]
    if not everything:
        raise NotFound("there is no document left to hand out", do="Name the documents to hand them out again")
    groups = _groups(project, everything, choice.by)
    wanted = _how_many(choice, len(everything))
    if wanted == len(everything):
        counts = {name: (len(group), len(group)) for name, group in groups.items()} if choice.by else {}
        return Draw(tuple(everything), f"all {several_documents(len(everything))}", counts, None, handed_out)
    shares = _proportionate(wanted, {name: len(group) for name, group in groups.items()}, choice.by)
    chance = Random(choice.seed)  # noqa: S311 - a draw that can be repeated, nothing secret
    drawn = {d.guid for name, group in groups.items() for d in chance.sample(group, shares[name])}
    proportion = f", in proportion by {choice.by}" if choice.by else ""
    return Draw(
        tuple(d for d in everything if d.guid in drawn),
        f"{wanted} of {several_documents(len(everything))} drawn at random{proportion}, seed {choice.seed}",
        {name: (shares[name], len(group)) for name, group in groups.items()} if choice.by else {},
        choice.seed,
        handed_out,
    )


def several_documents(count: int) -> str:
    """Return how many documents there are, in words."""
    return "1 document" if count == 1 else f"{count} documents"


def _candidates(project: Project, coder: str) -> tuple[list[Document], tuple[str, ...]]:
    """Return the documents to draw from, in the order of the project, and the names of those handed out before."""
    analysed = {r.guid for r in project.store.values(Respondent) if r.standing is Standing.ANALYSED}
    speaking = project.store.respondents_of_documents()
    who = next((c.guid for c in project.store.values(Coder) if c.name.casefold() == coder.casefold()), None)
    before = {d for pack in project.store.values(Pack) if pack.coder == who for d in pack.documents}
    usable = [d for d in project.store.values(Document) if speaking.get(d.guid, frozenset()) & analysed]
    return [d for d in usable if d.guid not in before], tuple(d.name for d in usable if d.guid in before)


def _groups(project: Project, documents: Sequence[Document], by: str | None) -> dict[str, list[Document]]:
    """Divide documents by what their respondents have of an attribute or scheme; all in one group for None."""
    if by is None:
        return {"": list(documents)}
    speaking = project.store.respondents_of_documents()
    everybody = frozenset(r for d in documents for r in speaking[d.guid])
    dividing = divide(project, by, everybody, choose_view(project, None), Scope("", None, ""))
    groups: dict[str, list[Document]] = {}
    for document in documents:
        theirs = [name for name, group in dividing.groups.items() if group & speaking[document.guid]]
        groups.setdefault(" and ".join(theirs), []).append(document)
    return groups


def _how_many(choice: Choice, there: int) -> int:
    if choice.share is not None:
        return max(1, round(choice.share * there))
    if choice.number is None:
        return there
    if choice.number > there:
        raise NotFound(f"{choice.number} documents were asked for, there are {there}", do="Ask for fewer, or for all")
    return choice.number


def _proportionate(wanted: int, sizes: Mapping[str, int], by: str | None) -> dict[str, int]:
    """Share a number out in proportion to the groups' sizes (largest remainders), at least one to each group.

    Raises:
        NotFound: if there are more groups than documents to be drawn.
    """
    if wanted < len(sizes):
        raise NotFound(
            f"{several_documents(wanted)} cannot hold one of each of the {len(sizes)} groups by {by}",
            do=f"Draw at least {len(sizes)}, or divide by something else",
        )
    whole = sum(sizes.values())
    shares = {name: max(1, wanted * size // whole) for name, size in sizes.items()}
    by_rest = sorted(sizes, key=lambda name: (shares[name] - wanted * sizes[name] / whole, name))
    while sum(shares.values()) < wanted:
        name = min((n for n in by_rest if shares[n] < sizes[n]), key=lambda n: shares[n] - wanted * sizes[n] / whole)
        shares[name] += 1
    while sum(shares.values()) > wanted:
        name = max((n for n in by_rest if shares[n] > 1), key=lambda n: shares[n] - wanted * sizes[n] / whole)
        shares[name] -= 1
    return shares
