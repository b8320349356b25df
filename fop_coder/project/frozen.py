"""Figures frozen under a name: who had which status, class and group at that moment, to be compared with later.

What is kept is a line for each respondent rather than the counts alone, so that a comparison can say who it was.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from fop_coder.model.base import Guid, new_guid, now
from fop_coder.model.change import Change
from fop_coder.model.codebook import Code, Scheme
from fop_coder.model.errors import FilterRefused, NotFound, ValueRefused
from fop_coder.model.people import Coder, Respondent
from fop_coder.model.report import FrozenFigures
from fop_coder.model.status import Status
from fop_coder.project.bands import band_as_scheme
from fop_coder.project.happenings import latest
from fop_coder.project.project import Project
from fop_coder.project.samples import class_statuses
from fop_coder.project.table_choices import divides
from fop_coder.project.tallying import Asked, Question, code_statuses, look_up

CODE, SCHEME, GROUP = "code", "scheme", "group"
"""What a part of frozen figures is about: a code, a scheme or band, or what divides the sample."""


@dataclass(frozen=True, slots=True)
class Part:
    """One line of a table of figures, with everybody of the sample.

    Attributes:
        kind: ``CODE``, ``SCHEME`` or ``GROUP``.
        guid: of the code or scheme; for groups the name of what divides.
        words: what respondents can have → what it is called: a status, a category's GUID, a group.
        who: respondents' GUIDs → one of these; exactly one for everybody of the sample.
        met: of those who referred, who meets the criteria rule; ``criteria_word`` is how that is called.
    """

    kind: str
    guid: str
    name: str
    words: Mapping[str, str]
    who: Mapping[Guid, str]
    met: frozenset[Guid] = frozenset()
    criteria_word: str = ""

    def count(self, word: str) -> int:
        """Return how many have a status, category or group."""
        return sum(said == word for said in self.who.values())

    @property
    def n(self) -> int:
        """How many referred."""
        return self.count(Status.REFERRED)

    @property
    def of(self) -> int:
        """N of a code: those who referred and those who did not."""
        return self.n + self.count(Status.NOT_REFERRED)


@dataclass(frozen=True, slots=True)
class Figures:
    """A table of figures, respondent by respondent.

    Attributes:
        labels: of everybody of the sample, by GUID.
        entry: number of the last entry of the history when they were taken.
    """

    labels: Mapping[Guid, str]
    parts: tuple[Part, ...]
    entry: int


@dataclass(frozen=True, slots=True)
class Frozen:
    """Frozen figures, for a list.

    Attributes:
        at: ISO 8601, UTC; by: name of the coder, '' where they are gone.
        version: of the codebook, then.
        view: name of the view, then; sample, scope: as written, '' for all; group: what divided the sample, or ''.
        respondents: size of the sample; codes: how many codes are in it.
    """

    guid: Guid
    name: str
    at: str
    by: str
    version: int
    view: str
    sample: str
    scope: str
    group: str
    respondents: int
    codes: int = field(default=0)


def take_figures(project: Project, asked: Asked) -> Figures:
    """Return the figures of a question as they are now."""
    everybody = project.store.by_guid(Respondent, asked.sample.respondents)
    labels = {guid: r.label for guid, r in sorted(everybody.items(), key=lambda item: item[1].label.casefold())}
    parts = [*_of_codes(project, asked), *_of_schemes(project, asked)]
    if asked.dividing is not None:
        groups = asked.dividing.groups
        who = {respondent: value for value, group in groups.items() for respondent in group}
        words = {value: value for value in groups}
        parts.append(Part(GROUP, asked.dividing.name, asked.dividing.name, words, who))
    return Figures(labels, tuple(parts), latest(project))


def _of_codes(project: Project, asked: Asked) -> list[Part]:
    codebook = project.codebook
    codes = [c for c in codebook.codes if asked.question.retired or not c.retired]
    statuses = code_statuses(project, asked, codes, codebook)
    return [code_part(code, statuses[code.guid].by_status, statuses[code.guid].met) for code in codes]


def code_part(code: Code, by_status: Mapping[Status, frozenset[Guid]], met: frozenset[Guid]) -> Part:
    """Return the line of a code."""
    who = {respondent: str(status) for status, group in by_status.items() for respondent in group}
    has_rule = code.criteria_rule is not None
    word = (code.criteria_word or "meets the criteria") if has_rule else ""
    words = {str(status): str(status) for status in Status}
    return Part(CODE, code.guid, code.name, words, who, met if has_rule else frozenset(), word)


def _of_schemes(project: Project, asked: Asked) -> list[Part]:
    codebook = project.codebook
    found = []
    for scheme in [*codebook.schemes, *(band_as_scheme(band) for band in codebook.bands if divides(band))]:
        part = scheme_part(project, scheme, asked)
        if part is not None:
            found.append(part)
    return found


def scheme_part(project: Project, scheme: Scheme, asked: Asked) -> Part | None:
    """Return the line of a scheme or band; None in a view without classes, or where a band's number is gone."""
    try:
        statuses = class_statuses(project, scheme, asked.sample.respondents, asked.view, asked.scope)
    except (FilterRefused, NotFound):
        return None
    groups: dict[str, frozenset[Guid]] = {**dict(statuses.by_category.items()), **statuses.by_status}
    names: dict[str, str] = {c.guid: c.name for c in scheme.categories}
    who = {respondent: key for key, group in groups.items() for respondent in group}
    return Part(SCHEME, scheme.guid, scheme.name, {key: names.get(key, key) for key in groups}, who)


# ---- keeping ---------------------------------------------------------------------------------------------------------


def freeze(project: Project, name: str, question: Question) -> Change:
    """Return the Change that keeps the figures of a question under a name.

    The question is kept with GUIDs and filters as they are now: what is called otherwise later stays the same question.

    Raises:
        NotFound, FilterRefused: with the names that there are.
        ValueRefused: if the name is empty or taken, or nobody is in the sample.
    """
    title = name.strip()
    if any(f.name.casefold() == title.casefold() for f in project.store.values(FrozenFigures)):
        raise ValueRefused(f"figures are frozen as {title!r} already", do="Choose another name, or forget those first")
    asked = look_up(project, question)
    if not asked.sample.respondents:
        raise ValueRefused("nobody is in the sample: there are no figures to freeze", do="Choose another sample")
    kept = FrozenFigures(
        new_guid(),
        title,
        json.dumps(_question_to_plain(asked), ensure_ascii=False),
        json.dumps(_figures_to_plain(take_figures(project, asked)), ensure_ascii=False, separators=(",", ":")),
        project.version,
        project.coder,
        now(),
    )
    return Change(f"Freeze figures as {title}", added=(kept,))


def frozen_figures(project: Project) -> list[Frozen]:
    """Return what is frozen, the latest first."""
    coders = {c.guid: c.name for c in project.store.values(Coder)}
    kept = sorted(project.store.values(FrozenFigures), key=lambda f: f.name.casefold())
    return [_listed(f, coders) for f in sorted(kept, key=lambda f: f.at, reverse=True)]


def _listed(kept: FrozenFigures, coders: Mapping[Guid, str]) -> Frozen:
    asked, figures = json.loads(kept.asked), figures_of(kept)
    return Frozen(
        kept.guid,
        kept.name,
        kept.at,
        coders.get(kept.by, ""),
        kept.version,
        asked["view_name"],
        asked["where"],
        asked["scope"],
        asked["by"] or "",
        len(figures.labels),
        sum(part.kind == CODE for part in figures.parts),
    )


def frozen_named(project: Project, name: str) -> FrozenFigures:
    """Return frozen figures by name, without regard to case.

    Raises:
        NotFound: naming those that there are.
    """
    kept = project.store.values(FrozenFigures)
    found = next((f for f in kept if f.guid == name or f.name.casefold() == name.strip().casefold()), None)
    if found is None:
        known = ", ".join(sorted((f.name for f in kept), key=str.casefold))
        raise NotFound(f"no figures are frozen as {name!r}", do=f"Known: {known or 'none yet'}")
    return found


def forget_frozen(kept: FrozenFigures) -> Change:
    """Return the Change that forgets frozen figures; nothing else is touched."""
    return Change(f"Forget the figures frozen as {kept.name}", removed=(kept,))


# ---- as JSON ---------------------------------------------------------------------------------------------------------


def _question_to_plain(asked: Asked) -> dict[str, Any]:
    coders = [c.guid for c in asked.view.coders]
    return {
        "view": coders[0] if asked.view.one else asked.view.name,
        "view_name": asked.view.name,
        "coders": [] if asked.view.one else coders,
        "where": asked.sample.text,
        "scope": asked.scope.text,
        "by": asked.dividing.name if asked.dividing else None,
        "prompted_only": asked.question.prompted_only,
        "retired": asked.question.retired,
    }


def question_of(kept: FrozenFigures) -> Question:
    """Return the question that was frozen."""
    plain = json.loads(kept.asked)
    return Question(
        plain["view"],
        tuple(plain["coders"]),
        plain["where"],
        plain["scope"],
        plain["by"],
        plain["prompted_only"],
        plain["retired"],
    )


def _figures_to_plain(figures: Figures) -> dict[str, Any]:
    place = {guid: n for n, guid in enumerate(figures.labels)}
    parts = []
    for part in figures.parts:
        who: dict[str, list[int]] = {word: [] for word in part.words}
        for respondent, word in part.who.items():
            who[word].append(place[respondent])
        parts.append(
            {
                "kind": part.kind,
                "guid": part.guid,
                "name": part.name,
                "words": {word: name for word, name in part.words.items() if name != word},
                "who": {word: sorted(members) for word, members in who.items()},
                "met": sorted(place[r] for r in part.met),
                "criteria_word": part.criteria_word,
            }
        )
    return {"entry": figures.entry, "respondents": [list(item) for item in figures.labels.items()], "parts": parts}


def figures_of(kept: FrozenFigures) -> Figures:
    """Return the figures that were frozen."""
    plain = json.loads(kept.figures)
    people = [guid for guid, _ in plain["respondents"]]
    parts = tuple(
        Part(
            one["kind"],
            one["guid"],
            one["name"],
            {word: one["words"].get(word, word) for word in one["who"]},
            {people[place]: word for word, members in one["who"].items() for place in members},
            frozenset(people[place] for place in one["met"]),
            one["criteria_word"],
        )
        for one in plain["parts"]
    )
    return Figures(dict(plain["respondents"]), parts, plain["entry"])


def asked_now(project: Project, kept: FrozenFigures) -> Asked:
    """Return the question that was frozen, looked up in the project as it is now, also for codes retired since.

    Raises:
        NotFound, FilterRefused: where something that it names is gone or called otherwise.
    """
    return look_up(project, replace(question_of(kept), retired=True))
