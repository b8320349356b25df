"""Rounds of double coding: documents that several coders read blind, or one coder a second time, until it is opened."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from fop_coder.coding.documents import assignment
from fop_coder.model.base import Guid, check, new_guid, now
from fop_coder.model.change import Change, Value
from fop_coder.model.documents import Assignment, Document
from fop_coder.model.errors import ChangeRefused, NotFound, ValueRefused
from fop_coder.model.in_words import listed
from fop_coder.model.people import Coder
from fop_coder.model.second_coding import Aim, KeptAgreement, Round, Stage
from fop_coder.project.disagreements import finished_for
from fop_coder.project.draws import Choice, Draw, draw, several_documents
from fop_coder.project.kept_agreement import keep_round
from fop_coder.project.project import Project

_READINGS = ("second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth")


def round_named(project: Project, name: str) -> Round:
    """Return a round by its name, without regard to case.

    Raises:
        NotFound: naming those that there are.
    """
    rounds = project.store.values(Round)
    found = next((r for r in rounds if r.name.casefold() == name.casefold() or r.guid == name), None)
    if found is None:
        known = ", ".join(r.name for r in rounds)
        raise NotFound(f"there is no round called {name!r}", do=f"Known: {known or 'none yet'}")
    return found


# ---- making them -----------------------------------------------------------------------------------------------------


def add_round(project: Project, name: str, aim: Aim, chosen: Draw, coders: Sequence[Coder]) -> Change:
    """Return the Change that makes a round and assigns its documents to its coders.

    Raises:
        ValueRefused: the name is empty, or there are fewer than two coders.
        ChangeRefused: a round of that name is there, or one coder again is meant: see ``read_again``.
    """
    if aim is Aim.AGAIN:
        raise ChangeRefused("a second reading is made of one coder", do="Name the one who reads again")
    who = tuple({c.guid: c for c in coders}.values())
    check(len(who) >= 2, "a round needs two coders", do="Name at least two")
    made = _fresh(project, name, aim, chosen, who)
    label = f"Round {made.name}: {several_documents(len(made.documents))} for {listed([c.name for c in who])}"
    return Change(label, added=(*_assignments(project, made.documents, who), made))


def read_again(project: Project, name: str, chosen: Draw, coder: Coder) -> Change:
    """Return the Change that makes a round of one coder against themselves, who codes the documents afresh.

    The second reading is somebody of their own ("Ruth Adeyemi (second reading)"), so that nothing of the first is
    overwritten or shown, and the two are compared like any coders.

    Raises:
        ChangeRefused: a round of that name is there, or the coder has not finished a document in the first place.
    """
    done = finished_for(project, coder.guid, None)
    unread = [d.name for d in chosen.documents if d.guid not in done]
    if unread:
        raise ChangeRefused(
            f"{coder.name} has not finished {listed(unread[:5])}{' and more' if len(unread) > 5 else ''}",
            do="Choose documents that were read once, to have them read again",
        )
    again = Coder(
        new_guid(), second_reading_name(project, coder), coder.role, coder.training, coder.again_of or coder.guid
    )
    made = _fresh(project, name, Aim.AGAIN, chosen, (coder, again))
    label = f"Round {made.name}: {coder.name} reads {several_documents(len(made.documents))} again"
    return Change(label, added=(again, *_assignments(project, made.documents, (again,)), made))


def second_reading_name(project: Project, coder: Coder) -> str:
    """Return a name that nobody has yet for a coder's next reading: "Ruth Adeyemi (second reading)"."""
    taken = {c.name.casefold() for c in project.store.values(Coder)}
    first = next((c for c in project.store.values(Coder) if c.guid == coder.again_of), coder)
    number = 0
    while True:
        which = _READINGS[number] if number < len(_READINGS) else f"{number + 2}th"
        if (name := f"{first.name} ({which} reading)").casefold() not in taken:
            return name
        number += 1


def draw_to_read_again(project: Project, choice: Choice, coder: Coder) -> Draw:
    """Choose documents among those that a coder has finished, for them to read again.

    Raises:
        NotFound: as ``draw``; or they have finished none.
    """
    done = frozenset(finished_for(project, coder.guid, None))
    if not done:
        raise NotFound(f"{coder.name} has finished no document", do="A second reading needs a first one")
    return draw(project, choice, among=done)


def _fresh(project: Project, name: str, aim: Aim, chosen: Draw, coders: Sequence[Coder]) -> Round:
    check(name.strip() != "", "a round needs a name", do="Call it after what it is for, such as Training")
    if any(r.name.casefold() == name.strip().casefold() for r in project.store.values(Round)):
        raise ChangeRefused(f"there is a round called {name.strip()!r} already", do="Choose another name")
    return Round(
        new_guid(),
        name.strip(),
        aim,
        tuple(sorted(d.guid for d in chosen.documents)),
        tuple(sorted(c.guid for c in coders)),
        chosen.words,
        chosen.seed,
        project.version,
        now(),
    )


# ---- more documents, more coders -------------------------------------------------------------------------------------


def extend_round(
    project: Project, round_: Round, documents: Iterable[Document] = (), coders: Iterable[Coder] = ()
) -> Change:
    """Return the Change that adds documents or coders to a round; every document is assigned to every coder of it.

    Raises:
        ChangeRefused: the round is open: whoever came to it now would not code blind.
        ValueRefused: nothing would be added.
    """
    if round_.opened:
        raise ChangeRefused(
            f"round {round_.name} is open, its coders see each other's work", do="Make a new round instead"
        )
    new_documents = [d for d in documents if d.guid not in round_.documents]
    new_coders = [c for c in coders if c.guid not in round_.coders]
    if not (new_documents or new_coders):
        raise ValueRefused(f"round {round_.name} has all of them already", do="Name others")
    if new_coders and round_.aim is Aim.AGAIN:
        raise ChangeRefused("a second reading is one coder's alone", do="Make a new round instead")
    known = project.store.by_guid(Coder, round_.coders)
    wider = replace(
        round_,
        documents=tuple(sorted({*round_.documents, *(d.guid for d in new_documents)})),
        coders=tuple(sorted({*round_.coders, *(c.guid for c in new_coders)})),
    )
    everybody = (*known.values(), *new_coders)
    added: list[Value] = _assignments(project, [d.guid for d in new_documents], everybody)
    added += _assignments(project, round_.documents, new_coders)
    parts = ([several_documents(len(new_documents))] if new_documents else []) + [c.name for c in new_coders]
    return Change(f"Round {round_.name}: add {listed(parts)}", (round_,), (*added, wider))


def _assignments(project: Project, documents: Iterable[Guid], coders: Iterable[Coder]) -> list[Value]:
    there = {(a.document, a.coder) for a in project.store.values(Assignment)}
    return [assignment(d, c.guid) for c in coders for d in documents if (d, c.guid) not in there]


# ---- opening ---------------------------------------------------------------------------------------------------------


def may_open(project: Project) -> bool:
    """Say whether who acts is the project leader: the coder whom the project's settings name first."""
    return project.coder == project.settings.default_coder


def open_round(project: Project, round_: Round) -> Change:
    """Return the Change that lets the coders of a round see each other's work; the history says when that was.

    Agreement before discussion is kept in the same Change, if it was not yet: as far as its coders have got.

    Raises:
        ChangeRefused: the round is open, or who acts does not lead the project.
    """
    if round_.opened:
        raise ChangeRefused(f"round {round_.name} is open already", do="Its coders see each other's work")
    if not may_open(project):
        leader = project.store.by_guid(Coder, [project.settings.default_coder])[project.settings.default_coder]
        raise ChangeRefused(
            f"only {leader.name}, who leads the project, may open a round", do=f"Ask {leader.name} to open it"
        )
    opened = Change(
        f"Open round {round_.name}: its coders may see each other's work", (round_,), (replace(round_, opened=now()),)
    )
    kept = keep_round(project, round_, Stage.BEFORE)
    on_record = {k.report for k in project.store.values(KeptAgreement) if k.round == round_.guid}
    added = tuple(k for k in kept.added if isinstance(k, KeptAgreement) and k.report not in on_record) if kept else ()
    return Change(opened.label, opened.removed, (*added, *opened.added))
