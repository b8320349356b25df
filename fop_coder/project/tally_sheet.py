"""One sheet of figures for the window: every code and every scheme, for one question."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from fop_coder.analysis.sentences import class_sentence
from fop_coder.coding.filters import keep_filter
from fop_coder.model.base import Guid, check
from fop_coder.model.change import Change
from fop_coder.model.coding import FilterOver, NamedFilter
from fop_coder.model.errors import FilterRefused, NotFound
from fop_coder.model.filters import parse_filter
from fop_coder.model.people import Attribute, Coder
from fop_coder.model.tally import SchemeTally, Tally
from fop_coder.project.bands import band_as_scheme
from fop_coder.project.numbers import answer_attributes
from fop_coder.project.project import Project
from fop_coder.project.samples import VIEWS, choose_sample, choose_scope, choose_view
from fop_coder.project.settings import view_name
from fop_coder.project.table_choices import divides
from fop_coder.project.tallying import Question, tally, tally_scheme
from fop_coder.project.views import read_view, says_several
from fop_coder.project.wording import telling_of

LARGE_PROJECT = 20_000
"""From how many codings on a sheet is better asked for in the background."""


@dataclass(frozen=True, slots=True)
class TallySheet:
    """All figures of one question.

    Attributes:
        schemes: and the bands as schemes of their cuts; what is missing is told by ``no_classes``, with the reason.
        sentences: for the report, by GUID of code or category; '' while it would say too much.
        bands: GUIDs of those of ``schemes`` that are derived, so that nobody can classify by them.
    """

    question: Question
    codes: Tally
    schemes: tuple[SchemeTally, ...]
    no_classes: str
    sentences: Mapping[Guid, str]
    bands: frozenset[Guid] = frozenset()

    @property
    def pending(self) -> Mapping[str, tuple[int, int]]:
        """Names of codes and schemes with respondents pending → how many, and how many of them are coded already."""
        by_code = {r.name: (r.counts.pending, r.counts.pending_coded) for r in self.codes.rows}
        by_scheme = {s.name: (s.counts.pending, s.counts.pending_classified) for s in self.schemes}
        return {name: found for name, found in {**by_code, **by_scheme}.items() if found[0]}


def tally_sheet(project: Project, question: Question) -> TallySheet:
    """Return all figures of a question.

    Raises:
        NotFound, FilterRefused: with the names that there are.
    """
    codes = tally(project, question)
    telling = telling_of(project)
    sentences = {row.code: row.sentence for row in codes.rows}
    schemes: list[SchemeTally] = []
    missing: dict[str, None] = {}
    bands = [band_as_scheme(band) for band in project.codebook.bands if divides(band)]
    for scheme in [*project.codebook.schemes, *bands]:
        try:
            found = tally_scheme(project, scheme, question)
        except (FilterRefused, NotFound) as error:  # a view without classes, a band of an attribute that is gone
            missing[" ".join(f"{part[:1].upper()}{part[1:]}." for part in (error.what, error.do) if part)] = None
            continue
        schemes.append(found)
        for row in found.rows:
            sentences[row.category] = class_sentence(row.name, row.n, found.counts, found.name, telling)
    derived = frozenset(band.guid for band in bands)
    return TallySheet(question, codes, tuple(schemes), " ".join(missing), sentences, derived)


def is_large(project: Project) -> bool:
    """Say whether a project has so many codings that long readings belong into the background."""
    return project.store.count("coding") >= LARGE_PROJECT


@dataclass(frozen=True, slots=True)
class Choices:
    """What can be chosen in a question.

    Attributes:
        views: names of coders, then of the views of several where there are several, then of kept views.
        default_view: the one the project keeps.
        dividing: names of attributes, schemes and bands.
        samples, scopes, kept_views: what is kept under names, name → as written.
    """

    views: tuple[str, ...]
    coders: tuple[str, ...]
    default_view: str
    dividing: tuple[str, ...]
    samples: Mapping[str, str]
    scopes: Mapping[str, str]
    kept_views: Mapping[str, str] = field(default_factory=dict)


def choices(project: Project) -> Choices:
    """Return what can be chosen in a question."""
    coders = tuple(c.name for c in project.store.values(Coder))
    kept = project.store.values(NamedFilter)
    answers = answer_attributes(project)
    everything = sorted(project.store.values(Attribute), key=lambda a: a.position)
    attributes = [a for a in everything if a.guid not in answers]
    return Choices(
        views=(*coders, *(VIEWS if len(coders) > 1 else ()), *(f.name for f in kept if f.over is FilterOver.VIEWS)),
        coders=coders,
        default_view=view_name(project, project.settings.default_view),
        dividing=tuple(
            dict.fromkeys(
                (
                    *(a.name for a in attributes),
                    *(s.name for s in project.codebook.schemes),
                    *(b.name for b in project.codebook.bands if divides(b)),
                )
            )
        ),
        samples={f.name: f.filter for f in kept if f.over is FilterOver.RESPONDENTS},
        scopes={f.name: f.filter for f in kept if f.over is FilterOver.DOCUMENTS},
        kept_views={f.name: f.filter for f in kept if f.over is FilterOver.VIEWS},
    )


def check_question(project: Project, question: Question) -> int:
    """Return how many respondents a question lets through, without counting anything of them.

    Raises:
        NotFound, FilterRefused: with the names that there are.
    """
    view = choose_view(project, question.view, list(question.coders))
    scope = choose_scope(project, question.scope)
    return len(choose_sample(project, question.where, view, scope).respondents)


def keep_filter_change(project: Project, over: FilterOver, name: str, written: str) -> Change | None:
    """Return the Change that keeps a sample, scope or view under a name; None where it is kept so already.

    Raises:
        FilterRefused: if the filter is empty or cannot be read.
        NotFound: if a view names nobody.
        ValueRefused: if a view's name is that of a coder or of a view.
    """
    text = _view_to_keep(project, name, written) if over is FilterOver.VIEWS else _filter_to_keep(written)
    same = [f for f in project.store.values(NamedFilter) if f.over is over and f.name.casefold() == name.casefold()]
    if same and same[0].name == name and same[0].filter == text:
        return None
    return keep_filter(over, name, text, same[0] if same else None)


def _filter_to_keep(written: str) -> str:
    wanted = parse_filter(written)
    if not wanted.conditions:
        raise FilterRefused("an empty filter lets everything through and needs no name", do="Write a filter first")
    return wanted.text


def _view_to_keep(project: Project, name: str, written: str) -> str:
    """Return a view as written."""
    check_view_name(project, name)
    read_view(project, written)
    return " ".join(written.split())


def check_view_name(project: Project, name: str) -> None:
    """Refuse a name under which a view would never be asked for, since it says a coder or view in itself.

    Raises:
        ValueRefused: if it does.
    """
    taken = {*VIEWS, *(c.name.casefold() for c in project.store.values(Coder))}
    check(name.casefold() not in taken, f"a view is called {name!r} already", do="Choose another name")
    check(not says_several(name), f"{name!r} says a view in itself", do="Choose another name")
