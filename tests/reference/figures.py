"""Figures counted once more, respondent by respondent: what every screen, table and command must show of a project."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from fop_coder.model.base import Guid
from fop_coder.model.codebook import Code
from fop_coder.model.coding import Classification, Coding, Mark
from fop_coder.model.documents import Assignment, Document, Finish, Speaker
from fop_coder.model.people import Coder, Respondent
from fop_coder.model.people import Standing as TakesPart
from fop_coder.store.store import Store
from tests.reference import statuses
from tests.reference.material import Material

STATUSES = ("referred", "not referred", "not asked", "too little information", "pending", "no data")
NO_CLASS = ("not classified", "not asked", "too little information", "no data", "pending")
ALL = ""
"""Stands for the whole sample among its groups."""


@dataclass(frozen=True)
class Asked:
    """A question. ``view``: "one", "either", "both" or "consensus"; ``scope``: documents, None for all."""

    view: str
    coders: tuple[Guid, ...]
    scope: tuple[Guid, ...] | None
    occasion: str = ""


def material_of(store: Store) -> Material:
    """Return everything in a project as plain lists."""
    codebook = store.codebook()
    documents = store.values(Document)
    return Material(
        coders=store.values(Coder),
        codes=list(codebook.codes),
        schemes=list(codebook.schemes),
        respondents=store.values(Respondent),
        documents=documents,
        texts={d.guid: store.text(d.guid) or "" for d in documents},
        speakers=store.values(Speaker),
        turns=[turns for d in documents if (turns := store.turns(d.guid))],
        assignments=store.values(Assignment),
        finishes=store.values(Finish),
        codings=store.values(Coding),
        marks=store.values(Mark),
        classifications=store.values(Classification),
    )


def sample_of(material: Material) -> list[Guid]:
    """Return everybody who takes part."""
    return [r.guid for r in material.respondents if r.standing is TakesPart.ANALYSED]


def about(material: Material, respondent: Guid) -> Material:
    """Return the part of a project that one respondent speaks in: the reference is slow, and needs no more."""
    theirs = {s.document for s in material.speakers if s.respondent == respondent}
    return replace(
        material,
        documents=[d for d in material.documents if d.guid in theirs],
        turns=[t for t in material.turns if t.document in theirs],
        codings=[c for c in material.codings if c.document in theirs],
        speakers=[s for s in material.speakers if s.document in theirs],
    )


def standings(material: Material, code: Code, asked: Asked) -> dict[Guid, statuses.Standing]:
    """Return where everybody in the sample stands on a code."""
    join = {"one": lambda said: said[0], "either": statuses.either, "both": statuses.both}
    join["consensus"] = statuses.consensus
    return {
        who: join[asked.view](
            [statuses.of_coder(about(material, who), who, code, coder, asked.scope) for coder in asked.coders]
        )
        for who in sample_of(material)
    }


def classes(material: Material, asked: Asked) -> dict[Guid, tuple[str, bool]]:
    """Return everybody's category in the first scheme (its GUID), or why they have none."""
    scheme = material.schemes[0].guid

    def of(who: Guid) -> tuple[str, bool]:
        said = [
            statuses.class_of_coder(material, who, scheme, coder, asked.scope, asked.occasion) for coder in asked.coders
        ]
        return said[0] if asked.view == "one" else statuses.class_in_consensus(said)

    return {who: of(who) for who in sample_of(material)}


def counted(found: Mapping[Guid, statuses.Standing], groups: Mapping[str, Sequence[Guid]]) -> dict[str, dict[str, int]]:
    """Return for the whole sample and for each group how many have each status, and what is said beside."""
    return {
        name: {
            **{status: sum(found[who].status == status for who in group) for status in STATUSES},
            "met": sum(found[who].met for who in group),
            "coded": sum(found[who].coded for who in group),
            "unprompted": sum(found[who].unprompted for who in group),
            "differ": sum(found[who].differ for who in group),
        }
        for name, group in {ALL: list(found), **groups}.items()
    }


def counted_classes(
    material: Material, found: Mapping[Guid, tuple[str, bool]], groups: Mapping[str, Sequence[Guid]]
) -> dict[str, Counter[str]]:
    """Return for the whole sample and each group how many are in each category (by name), or why in none."""
    names = {c.guid: c.name for c in material.schemes[0].categories}
    return {
        name: Counter(names.get(Guid(found[who][0]), found[who][0]) for who in group)
        for name, group in {ALL: list(found), **groups}.items()
    }


def grouped(values: Mapping[Guid, str], sample: Sequence[Guid]) -> dict[str, list[Guid]]:
    """Divide a sample by a value; those without have a group of their own."""
    groups: dict[str, list[Guid]] = {}
    for who in sample:
        groups.setdefault(values.get(who, "(no value)"), []).append(who)
    return groups
