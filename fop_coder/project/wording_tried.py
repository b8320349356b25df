"""A wording tried on the project's own figures before it is kept; and kept together with what codes are called."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from fop_coder.analysis.sentence_examples import (
    Classes,
    Example,
    ExampleFigures,
    Groups,
    code_examples,
    quantifier_examples,
    template_example,
)
from fop_coder.analysis.sentences import Divider, Telling, complement_phrase, phrase
from fop_coder.model.base import Guid, check
from fop_coder.model.change import Change
from fop_coder.model.codebook import Code
from fop_coder.model.errors import FilterRefused, NotFound, ValueRefused
from fop_coder.model.filters import NO_VALUE
from fop_coder.model.tally import Counts, TallyRow
from fop_coder.model.wording import PROGRAMS, Quantifier, Quantifiers, Wording, write_wording
from fop_coder.project.codebook_edits import edit_change
from fop_coder.project.project import Project
from fop_coder.project.report_sentences import divider_of
from fop_coder.project.samples import dividing_by_default
from fop_coder.project.table_choices import divides
from fop_coder.project.tallying import Question, look_up, tally_asked, tally_scheme

__all__ = [
    "Example",
    "ExampleFigures",
    "Telling",
    "code_examples",
    "complement_phrase",
    "example_figures",
    "half_way",
    "phrase",
    "phrase_checked",
    "phrased",
    "quantifier_examples",
    "reworded_change",
    "step_faults",
    "template_example",
    "typed_scale",
    "word_fault",
]

LONGEST = 200
"""Characters of what a code's respondents did or did not do."""


def example_figures(project: Project) -> ExampleFigures:
    """Return the figures on which a wording can be tried, in the project's default view of everybody."""
    codes = [code for code in project.codebook.codes if not code.retired]
    rows = tally_asked(project, look_up(project, Question()), codes).rows
    by_guid = {code.guid: code for code in codes}
    figures = ExampleFigures({row.code: (by_guid[row.code], row.counts) for row in rows}, _shown(rows))
    if figures.shown is None:
        return figures
    groups, without = _groups(project, by_guid[figures.shown])
    return replace(figures, groups=groups, without=without, classes=_classes(project))


def _shown(rows: tuple[TallyRow, ...]) -> Guid | None:
    """Return the code whose figure says most of a template: neither none nor all of a larger number."""
    usable = [row for row in rows if row.counts.of]
    divided = [row for row in usable if 0 < row.counts.n < row.counts.of]
    return next((row.code for row in (*divided, *usable)), None)


def _groups(project: Project, code: Code) -> tuple[Mapping[Divider, Groups], Groups | None]:
    """Return a code's figures by the first of each kind that divides, and by the first without which somebody is."""
    found: dict[Divider, Groups] = {}
    without: Groups | None = None
    bands = [band.name for band in project.codebook.bands if divides(band)]
    for name in (*dividing_by_default(project, project.codebook.schemes), *bands):
        counts = _divided(project, code, name)
        if not counts:
            continue
        groups = Groups(name, counts)
        found.setdefault(divider_of(project, name, list(counts)), groups)
        if without is None and NO_VALUE in counts:
            without = groups
    return {divider: found[divider] for divider in Divider if divider in found}, without


def _divided(project: Project, code: Code, by: str) -> Mapping[str, Counts]:
    """Return a code's figures by group; nothing where fewer than two groups have anybody, or it cannot divide now."""
    try:
        (row,) = tally_asked(project, look_up(project, Question(by=by)), [code]).rows
    except (FilterRefused, NotFound):  # a band of an attribute that is gone, classes in a view that has none
        return {}
    groups = {value: counts for value, counts in row.groups.items() if counts.total}
    return groups if len(groups) > 1 else {}


def _classes(project: Project) -> Classes | None:
    """Return the figures of the first scheme on which somebody is classified."""
    for scheme in project.codebook.schemes:
        try:
            found = tally_scheme(project, scheme)
        except (FilterRefused, NotFound):  # the project's default view has no classes
            continue
        if found.counts.classified:
            return Classes(found.name, {row.name: row.n for row in found.rows}, found.counts)
    return None


# ---- quantifiers as they are typed -----------------------------------------------------------------------------------


def step_faults(steps: Sequence[tuple[str, str]]) -> Mapping[int, ValueRefused]:
    """Return what is wrong with steps of the scale as they are typed, by their number; nothing where all can be.

    Args:
        steps: words, and the percentage below which they stand.
    """
    faults: dict[int, ValueRefused] = {}
    last = 0.0
    for number, (words, below) in enumerate(steps):
        try:
            limit = Quantifier(words, _percentage(below)).below
            check(limit > last, f"{limit:g} % is not more than {last:g} %, where the step before ends")
            last = limit
        except ValueRefused as error:
            faults[number] = error
    return faults


def typed_scale(steps: Sequence[tuple[str, str]]) -> tuple[Quantifier, ...]:
    """Return the scale as it is typed.

    Raises:
        ValueRefused: as ``step_faults`` tells.
    """
    return Quantifiers(scale=tuple(Quantifier(words, _percentage(below)) for words, below in steps)).scale


def word_fault(words: str) -> ValueRefused | None:
    """Return what is wrong with words for a figure; None where they can be."""
    try:
        replace(PROGRAMS.quantifiers, none=words)
    except ValueRefused as error:
        return error
    return None


def half_way(lower: str, upper: str) -> str:
    """Return a percentage between two as it is typed; '' where one of them is none."""
    try:
        return f"{(_percentage(lower) + _percentage(upper)) / 2:g}"
    except ValueRefused:
        return ""


def _percentage(typed: str) -> float:
    try:
        return float(typed.strip().removesuffix("%").strip().replace(",", "."))
    except ValueError as error:
        raise ValueRefused(f"{typed!r} is no percentage", do="Write a number such as 25") from error


# ---- kept ------------------------------------------------------------------------------------------------------------


def phrase_checked(text: str, code: str) -> str:
    """Return what a code's respondents did or did not do as it is kept; '' for the program's words.

    Raises:
        ValueRefused: if it is no single line of words, or too long to be read.
    """
    kept = " ".join(text.split())
    check(kept.isprintable(), "this holds characters that cannot be printed", where=code, do="Type it anew")
    check(len(kept) <= LONGEST, f"this is longer than {LONGEST} characters", where=code, do="Say it in fewer words")
    return kept


def reworded_change(project: Project, wording: Wording, phrases: Mapping[Guid, tuple[str, str]]) -> Change | None:
    """Return the one Change that gives a project a wording and codes their phrases; None where all is so already.

    After coding began, other phrases of codes make a new version of the codebook, as every change of it does.

    Args:
        phrases: GUID of a code → what respondents did, what the others did; '' for the program's words.

    Raises:
        ValueRefused: if a phrase cannot be.
    """
    label = "Change the wording of sentences"
    settings = project.settings
    wanted = replace(settings, wording=write_wording(wording))
    pairs = [(code, phrased(code, *phrases[code.guid])) for code in project.codebook.codes if code.guid in phrases]
    pairs = [(before, after) for before, after in pairs if before != after]
    change = Change(label, tuple(before for before, _ in pairs), tuple(after for _, after in pairs))
    whole = edit_change(project, change)
    if wanted != settings:
        whole = whole.joined(Change(label, (settings,), (wanted,)), label)
    return None if whole.is_empty else whole


def phrased(code: Code, verb: str, complement: str) -> Code:
    """Return a code as sentences tell it with other phrases; '' for the program's words.

    Raises:
        ValueRefused: as ``phrase_checked``.
    """
    return replace(code, verb=phrase_checked(verb, code.name), complement=phrase_checked(complement, code.name))
