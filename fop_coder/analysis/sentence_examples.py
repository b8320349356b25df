"""How templates and quantifiers read: the sentences that a wording makes of a project's own figures."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace

from fop_coder.analysis.sentences import (
    Divider,
    Telling,
    class_sentence,
    figure_sentence,
    group_sentence,
    scheme_sentence,
)
from fop_coder.model.base import Guid
from fop_coder.model.codebook import Code
from fop_coder.model.filters import NO_VALUE
from fop_coder.model.tally import ClassCounts, Counts
from fop_coder.model.wording import Quantifiers

SMALL = "_small"
"""How the names of templates without a quantifier end."""
_MOST = 1000
"""Above any N of an example: then figures stand without a quantifier."""


@dataclass(frozen=True, slots=True)
class Groups:
    """A code's figures by group.

    Attributes:
        by: name of what divides.
        counts: by value.
    """

    by: str
    counts: Mapping[str, Counts]


@dataclass(frozen=True, slots=True)
class Classes:
    """The figures of a scheme: name of a category → how many have it."""

    scheme: str
    categories: Mapping[str, int]
    counts: ClassCounts


@dataclass(frozen=True, slots=True)
class ExampleFigures:
    """What examples are told of.

    Attributes:
        codes: every code that is in use with its figure, in the order of the codebook.
        shown: the code by which templates are shown, one of ``codes``; None where no code has a figure.
        groups: by kind of what divides: the groups of the shown code.
        without: its groups where some have no value; None where everybody has one.
        classes: of a scheme on which somebody is classified.
    """

    codes: Mapping[Guid, tuple[Code, Counts]]
    shown: Guid | None = None
    groups: Mapping[Divider, Groups] = field(default_factory=dict)
    without: Groups | None = None
    classes: Classes | None = None


@dataclass(frozen=True, slots=True)
class Example:
    """A sentence, and whether its figures are invented because the project has none of the kind yet."""

    sentence: str
    is_invented: bool = False


def template_example(figures: ExampleFigures, name: str, telling: Telling) -> Example:
    """Return a sentence in which a template is used; for one of ``FIELDS`` there always is one."""
    sentence = _told(figures, name, telling)
    return Example(sentence) if sentence else Example(_told(invented_figures(), name, telling), is_invented=True)


def code_examples(code: Code, counts: Counts, telling: Telling) -> tuple[str, str]:
    """Return the sentence of a code's figure, and of those who did not refer; '' where nobody counts."""
    so_far = replace(telling, so_far=True)
    return figure_sentence(code, counts, so_far), figure_sentence(code, counts, so_far, complement=True)


def quantifier_examples(figures: ExampleFigures, telling: Telling) -> Mapping[str | int, str]:
    """Return for each quantifier that stands in a sentence of now such a sentence.

    They stand under "none", "one", "two" and "all", and under their number for steps of the scale.
    """
    found: dict[str | int, str] = {}
    so_far = replace(telling, so_far=True)
    for code, counts in figures.codes.values():
        step = quantifier_step(telling.wording.quantifiers, counts.n, counts.of)
        if step is not None and step not in found:
            found[step] = figure_sentence(code, counts, so_far)
    return found


def quantifier_step(quantifiers: Quantifiers, n: int, of: int) -> str | int | None:
    """Return which quantifier stands for n of N: its name, or its number on the scale; None for none."""
    if not quantifiers.word(n, of):
        return None
    exact: dict[int, str] = {0: "none", of: "all", 1: "one", 2: "two"}
    if n in exact:
        return exact[n]
    return next(number for number, step in enumerate(quantifiers.scale) if 100 * n < step.below * of)


# ---- templates -------------------------------------------------------------------------------------------------------


def _told(figures: ExampleFigures, name: str, telling: Telling) -> str:
    base = name.removesuffix(SMALL)
    smallest = telling.wording.quantifiers.smallest
    if base in ("referred", "complement", "classified"):
        smallest = _MOST if name.endswith(SMALL) else 1
    quantifiers = replace(telling.wording.quantifiers, smallest=smallest)
    telling = replace(telling, wording=replace(telling.wording, quantifiers=quantifiers), so_far=True)
    return _TELLERS[base](figures, telling)


def _of_code(figures: ExampleFigures, telling: Telling, *, complement: bool = False, pending: bool = False) -> str:
    if figures.shown is None:
        return ""
    code, counts = figures.codes[figures.shown]
    if pending and not counts.pending:
        counts = replace(counts, pending=1)
    return figure_sentence(code, counts, telling, complement=complement)


def _complement(figures: ExampleFigures, telling: Telling) -> str:
    return _of_code(figures, telling, complement=True)


def _so_far(figures: ExampleFigures, telling: Telling) -> str:
    return _of_code(figures, telling, pending=True)


def _classified(figures: ExampleFigures, telling: Telling) -> str:
    classes = figures.classes
    if classes is None:
        return ""
    name = max(classes.categories, key=lambda category: classes.categories[category])
    return class_sentence(name, classes.categories[name], classes.counts, classes.scheme, telling)


def _scheme(figures: ExampleFigures, telling: Telling) -> str:
    classes = figures.classes
    return "" if classes is None else scheme_sentence(classes.categories, classes.counts, classes.scheme, telling)


def _grouped(figures: ExampleFigures, telling: Telling, groups: Groups | None, divider: Divider) -> str:
    if groups is None or figures.shown is None:
        return ""
    code, counts = figures.codes[figures.shown]
    return group_sentence(code, counts, groups.counts, telling, by=groups.by, divider=divider)


def _by(divider: Divider) -> Callable[[ExampleFigures, Telling], str]:
    return lambda figures, telling: _grouped(figures, telling, figures.groups.get(divider), divider)


def _by_group(figures: ExampleFigures, telling: Telling) -> str:
    divider = next(iter(figures.groups), None)
    return "" if divider is None else _grouped(figures, telling, figures.groups[divider], divider)


def _without(figures: ExampleFigures, telling: Telling) -> str:
    return _grouped(figures, telling, figures.without, Divider.ATTRIBUTE)


_TELLERS: Mapping[str, Callable[[ExampleFigures, Telling], str]] = {
    "referred": _of_code,
    "complement": _complement,
    "classified": _classified,
    "scheme": _scheme,
    "category": _scheme,
    "by_group": _by_group,
    "group": _by(Divider.ATTRIBUTE),
    "group_classified": _by(Divider.SCHEME),
    "group_number": _by(Divider.NUMBER),
    "group_without": _without,
    "so_far": _so_far,
}


# ---- where a project has no figures ----------------------------------------------------------------------------------


def invented_figures() -> ExampleFigures:
    """Return figures of nobody: 22 of 25, by every kind of group."""
    code = Code(Guid("00000000-0000-4000-8000-000000000001"), "planning", "Planning before visits")
    halves = _counts(12, 1), _counts(10, 2)
    return ExampleFigures(
        {code.guid: (code, _counts(22, 3))},
        code.guid,
        {
            Divider.ATTRIBUTE: Groups("borough", dict(zip(("North", "South"), halves, strict=True))),
            Divider.SCHEME: Groups("stance", dict(zip(("open", "guarded"), halves, strict=True))),
            Divider.NUMBER: Groups("training days", dict(zip(("0\u20134", "5+"), halves, strict=True))),
        },
        Groups("borough", {"North": _counts(12, 1), NO_VALUE: _counts(10, 2)}),
        Classes("stance", {"open": 16, "guarded": 9}, ClassCounts(25, 0, 0, 0, 0, 0)),
    )


def _counts(referred: int, not_referred: int) -> Counts:
    return Counts(referred, not_referred, 0, 0, 0, 0)
