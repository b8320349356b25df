"""What is asked when coders are compared: of whom, at which level, where, and before or after they discussed."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from fop_coder.agreement.figures import Terms
from fop_coder.model.agreement import RESAMPLES, SEED
from fop_coder.model.base import Guid, check
from fop_coder.model.codebook import Code
from fop_coder.model.people import Coder, Respondent
from fop_coder.model.second_coding import Stage
from fop_coder.model.status import Group, Status
from fop_coder.project.project import Project
from fop_coder.project.samples import choose_sample
from fop_coder.project.views import Scope, choose_scope, choose_view, narrow_to_round

NO, YES = 0, 1
YES_NO = ("no", "yes")
"""The categories of everything that is coded or not, in the order of their numbers."""

WAITING = (Status.NO_DATA, Status.PENDING)
"""Said of respondents whose documents a coder was not given, or has not finished."""


class Level(StrEnum):
    """At which level coders are compared."""

    RESPONDENT = "respondent"
    CRITERION = "criterion"
    CLASSIFICATION = "classification"
    SEGMENT = "segment"
    CHARACTER = "character"


class Segment(StrEnum):
    """What a segment of the text is."""

    TURN = "turn"
    SENTENCE = "sentence"


@dataclass(frozen=True, slots=True)
class Comparison:
    """What is compared and how.

    Attributes:
        coders: names, two or more.
        level: see ``Level``; ``scheme`` names the scheme for the level of classification, the first one for ''.
        where, scope: filters over respondents and documents.
        round: name of a round of double coding; only its documents are looked at. '' for all.
        segment: what segments are, for their level.
        trim: white space at the edges of passages is left out of the text levels.
        stage: before discussion, only what was coded independently counts; after it, everything does, and what was
            settled is taken as every coder's own.
    """

    coders: tuple[str, ...]
    level: Level = Level.RESPONDENT
    scheme: str = ""
    where: str = ""
    scope: str = ""
    round: str = ""
    resamples: int = RESAMPLES
    seed: int = SEED
    segment: Segment = Segment.TURN
    trim: bool = True
    stage: Stage = Stage.BEFORE


@dataclass(frozen=True, slots=True)
class Asked:
    """A comparison with its names looked up.

    Attributes:
        seen_by: who will read it, and may not see everything yet; None for somebody who may.
    """

    project: Project
    comparison: Comparison
    coders: tuple[Coder, ...]
    scope: Scope
    seen_by: Guid | None = None

    @property
    def names(self) -> list[str]:
        """The coders' names."""
        return [coder.name for coder in self.coders]

    @property
    def codes(self) -> list[Code]:
        """The codes compared: all that are in use."""
        return [code for code in self.project.codebook.codes if not code.retired]

    def people(self) -> list[Respondent]:
        """Return the respondents looked at, in the order of the project."""
        sample = self.sample()
        return [r for r in self.project.store.values(Respondent) if r.guid in sample]

    def sample(self) -> Group:
        """Return the respondents looked at; those who are excluded never are."""
        view = choose_view(self.project, self.coders[0].guid)
        return choose_sample(self.project, self.comparison.where, view, self.scope).respondents

    def terms(self, *, unit: str, drawn: str, codes: tuple[tuple[str, str], ...] = (), yes: int | None = None) -> Terms:
        """Return the terms on which figures are made; see ``Terms``."""
        asked = self.comparison
        row = ("criterion", "criteria") if asked.level is Level.CRITERION else ("code", "codes")
        return Terms(str(asked.level), unit, drawn, codes, yes, asked.resamples, asked.seed, row=row)


def look_up(project: Project, comparison: Comparison, *, seen_by: Guid | None = None) -> Asked:
    """Return a comparison with its names looked up; ``seen_by`` as in ``Asked``.

    Raises:
        NotFound, FilterRefused: if a name is not known.
        ValueRefused: if there are not two coders.
    """
    coders = tuple(project.coder_named(name) for name in comparison.coders)
    check(len(coders) >= 2, "agreement needs two coders", do="Name at least two")
    check(len({c.guid for c in coders}) == len(coders), "a coder is named twice", do="Name two different coders")
    scope = narrow_to_round(project, choose_scope(project, comparison.scope), comparison.round)
    return Asked(project, comparison, coders, scope, seen_by)


def left_out_notes(
    coders: Sequence[Coder], parts: Sequence[Mapping[str, Group]], people: Sequence[Respondent]
) -> Iterator[str]:
    """Yield for each coder the respondents whose documents they have not finished, or were not given.

    Args:
        parts: respondents by status, in the order of the coders.
    """
    labels = {r.guid: r.label for r in people}
    for coder, part in zip(coders, parts, strict=True):
        for status, why in (
            (Status.NO_DATA, "was given no document"),
            (Status.PENDING, "has not finished the documents"),
        ):
            group = part[status]
            if group:
                yield f"Left out, because {coder.name} {why}: {_listed(labels, group)}"


def _listed(labels: Mapping[Guid, str], group: Group) -> str:
    return ", ".join(label for guid, label in labels.items() if guid in group)
