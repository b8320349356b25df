"""What coders say of respondents as a whole: classes and marks, one by one or as a table."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from itertools import chain
from pathlib import Path
from typing import TypeVar

from fop_coder.coding.respondents import classify, clear_status, declassify, mark_status
from fop_coder.importers.line_tables import ClassLine, MarkLine, read_classifications, read_marks
from fop_coder.model.base import Guid
from fop_coder.model.change import Change, Value
from fop_coder.model.codebook import Category, Code, Scheme
from fop_coder.model.coding import Classification, Mark, MarkKind
from fop_coder.model.errors import ChangeRefused, NotFound
from fop_coder.model.people import Respondent
from fop_coder.project.occasions import occasion_written
from fop_coder.project.project import Project, in_row, named
from fop_coder.project.samples import typed

Line = TypeVar("Line", ClassLine, MarkLine)


def category_named(scheme: Scheme, name: str) -> Category:
    """Return a category of a scheme by short name, name, key, or GUID.

    Raises:
        NotFound: naming the scheme's categories.
    """
    by_key = [c for c in scheme.categories if c.key and c.key.casefold() == name.casefold()]
    if len(by_key) == 1:
        return by_key[0]
    return named(f"category of {scheme.name}", scheme.categories, name, lambda c: (c.ident, c.name, typed(c.name)))


def classification_of(
    project: Project, respondent: Guid, scheme: Guid, coder: Guid, occasion: str = ""
) -> Classification | None:
    """Return the class that a coder gave a respondent, None if none."""
    found = project.store.values(Classification, respondent=respondent, scheme=scheme, coder=coder, occasion=occasion)
    return found[0] if found else None


def class_change(
    project: Project,
    respondent: Respondent,
    scheme: Scheme,
    category: str,
    because: str,
    coder: Guid | None = None,
    *,
    occasion: str = "",
) -> Change | None:
    """Return the Change that classifies a respondent, or takes the class off where the category is "clear".

    Args:
        occasion: the class holds for this occasion alone; '' for all.
    """
    who = coder or project.coder
    occasion = occasion_written(project, occasion)
    present = classification_of(project, respondent.guid, scheme.guid, who, occasion)
    if category.casefold() == "clear":
        return declassify(respondent, scheme, present) if present else None
    chosen = category_named(scheme, category)
    if present and present.category == chosen.guid and present.because == because:
        return None
    return classify(respondent, scheme, chosen, who, because, present, occasion=occasion)


MARKS = {"not-asked": MarkKind.NOT_ASKED, "too-little-information": MarkKind.TOO_LITTLE}


def mark_change(
    project: Project, respondent: Respondent, about: Code | Scheme, mark: str, because: str, coder: Guid | None = None
) -> Change | None:
    """Return the Change that marks a respondent on a code or scheme, or takes the mark off where it is "clear".

    Raises:
        NotFound: if there is no such mark.
    """
    who = coder or project.coder
    word = mark.strip().casefold().replace(" ", "-")
    if word not in (*MARKS, "clear"):
        raise NotFound(f"there is no mark called {mark!r}", do=f"Known: {', '.join(MARKS)}, clear")
    found = project.store.values(Mark, respondent=respondent.guid, about=about.guid, coder=who)
    present = found[0] if found else None
    if word == "clear":
        return clear_status(respondent, about, present) if present else None
    if present and present.kind is MARKS[word] and present.because == because:
        return None
    return mark_status(respondent, about, MARKS[word], who, because, present)


def import_classes(project: Project, path: Path) -> int:
    """Take over a table of classes: all rows in one Change, or none; return how many changed something.

    Raises:
        ChangeRefused: naming the first row that does not fit.
    """

    def step(line: ClassLine, coder: Guid) -> Change | None:
        respondent, scheme = project.respondent_labelled(line.respondent), project.scheme_named(line.scheme)
        return class_change(project, respondent, scheme, line.category, line.because, coder, occasion=line.occasion)

    return _import_rows(project, path, "classes", read_classifications(path), step)


def import_marks(project: Project, path: Path) -> int:
    """Take over a table of marks: all rows in one Change, or none; return how many changed something.

    Raises:
        ChangeRefused: naming the first row that does not fit.
    """

    def step(line: MarkLine, coder: Guid) -> Change | None:
        respondent, about = project.respondent_labelled(line.respondent), project.code_or_scheme_named(line.about)
        return mark_change(project, respondent, about, line.mark, line.because, coder)

    return _import_rows(project, path, "marks", read_marks(path), step)


def _import_rows(
    project: Project, path: Path, what: str, lines: Iterable[Line], step_of: Callable[[Line, Guid], Change | None]
) -> int:
    """Gather the step of each row into one Change; two rows about the same are refused, since one would be lost."""
    removed: list[Value] = []
    added: list[Value] = []
    said: dict[tuple[str, ...], int] = {}
    steps = 0
    for line in lines:
        step: Change | None = None
        with in_row(path.name, line.row):
            coder = project.coder_named(line.coder).guid if line.coder else project.coder
            step = step_of(line, coder)
        if step is None:
            continue
        subjects = {_subject(value) for value in chain(step.removed, step.added)}
        for subject in subjects:
            if said.setdefault(subject, line.row) != line.row:
                raise ChangeRefused(
                    f"row {said[subject]} says something of the same respondent and question",
                    where=f"{path.name}, row {line.row}",
                    do="Keep one of them",
                )
        removed.extend(step.removed)
        added.extend(step.added)
        steps += 1
    project.apply(Change(f"Import {what} from {path.name}", tuple(removed), tuple(added)))
    return steps


def _subject(value: Value) -> tuple[str, ...]:
    """Return what a class or mark is about: of two with the same subject only one can stand."""
    if isinstance(value, Classification):
        return ("class", value.respondent, value.scheme, value.coder, value.occasion)
    if isinstance(value, Mark):
        return ("mark", value.respondent, value.about, value.coder)
    return (type(value).__name__, value.guid)
