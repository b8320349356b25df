"""Edits in the grid of respondents: one Change, however many respondents a key was pressed for."""

from __future__ import annotations

from collections.abc import Iterable

from fop_coder.coding.respondents import (
    add_respondents,
    classify,
    clear_status,
    declassify,
    exclude,
    include,
    mark_status,
    set_quoting,
)
from fop_coder.model.base import Guid
from fop_coder.model.change import Change, Value
from fop_coder.model.codebook import Code, Scheme
from fop_coder.model.coding import Classification, Mark, MarkKind
from fop_coder.model.errors import ChangeRefused
from fop_coder.model.people import Attribute, Respondent, Standing
from fop_coder.project.judgements import category_named
from fop_coder.project.project import Project
from fop_coder.project.respondent_grid import ColumnKind, GridColumn
from fop_coder.project.respondents import attribute_change


class Steps:
    """Steps gathered into one Change; what is there already is read once."""

    def __init__(self, project: Project) -> None:
        self._project = project
        self._classes: dict[Guid, dict[Guid, Classification]] = {}
        self._marks: dict[Guid, dict[Guid, Mark]] = {}
        self._removed: list[Value] = []
        self._added: list[Value] = []
        self._labels: list[str] = []

    def change(self, label: str = "") -> Change | None:
        """Return all steps as one Change, None where nothing changes."""
        if not self._labels:
            return None
        said = self._labels[0] if len(self._labels) == 1 else label or self._labels[0]
        return Change(said, tuple(self._removed), tuple(self._added))

    def add(self, step: Change | None) -> None:
        """Take a step in."""
        if step is not None and not step.is_empty:
            self._removed += step.removed
            self._added += step.added
            self._labels.append(step.label)

    def given(self, respondent: Respondent, scheme: Scheme) -> Classification | None:
        """Return the class that the acting coder gave."""
        if scheme.guid not in self._classes:
            found = self._project.store.values(
                Classification, scheme=scheme.guid, coder=self._project.coder, occasion=""
            )
            self._classes[scheme.guid] = {c.respondent: c for c in found}
        return self._classes[scheme.guid].get(respondent.guid)

    def marked(self, respondent: Respondent, about: Code | Scheme) -> Mark | None:
        """Return the mark that the acting coder set."""
        if about.guid not in self._marks:
            found = self._project.store.values(Mark, about=about.guid, coder=self._project.coder)
            self._marks[about.guid] = {m.respondent: m for m in found}
        return self._marks[about.guid].get(respondent.guid)

    def classify(self, respondent: Respondent, scheme: Scheme, category: str, because: str | None) -> None:
        """Give a class in place of another or of a mark; ``because`` None keeps the reason that is there."""
        present, mark = self.given(respondent, scheme), self.marked(respondent, scheme)
        chosen = category_named(scheme, category)
        kept = present.because if present else mark.because if mark else ""
        reason = kept if because is None else because
        if mark is not None:
            self.add(clear_status(respondent, scheme, mark))
        if present is None or (present.category, present.because) != (chosen.guid, reason):
            self.add(classify(respondent, scheme, chosen, self._project.coder, reason, present))

    def mark(self, respondent: Respondent, about: Code | Scheme, kind: MarkKind, because: str | None) -> None:
        """Set a mark; on a scheme it takes the place of a class. ``because`` None keeps the reason that is there."""
        present = self.marked(respondent, about)
        given = self.given(respondent, about) if isinstance(about, Scheme) else None
        kept = present.because if present else given.because if given else ""
        reason = kept if because is None else because
        if isinstance(about, Scheme) and given is not None:
            self.add(declassify(respondent, about, given))
        if present is None or (present.kind, present.because) != (kind, reason):
            self.add(mark_status(respondent, about, kind, self._project.coder, reason, present))

    def clear(self, respondent: Respondent, about: Code | Scheme) -> None:
        """Take class and mark off."""
        mark = self.marked(respondent, about)
        given = self.given(respondent, about) if isinstance(about, Scheme) else None
        if isinstance(about, Scheme) and given is not None:
            self.add(declassify(respondent, about, given))
        if mark is not None:
            self.add(clear_status(respondent, about, mark))

    def explain(self, respondent: Respondent, about: Code | Scheme, because: str) -> None:
        """Give the class or mark that is there a reason.

        Raises:
            ChangeRefused: if there is neither.
        """
        given = self.given(respondent, about) if isinstance(about, Scheme) else None
        mark = self.marked(respondent, about)
        if isinstance(about, Scheme) and given is not None:
            self.classify(respondent, about, given.category, because)
        elif mark is not None:
            self.mark(respondent, about, mark.kind, because)
        elif because:
            raise ChangeRefused(
                f"{respondent.label} has neither a class nor a mark on {about.name}",
                do="A reason belongs to one: give that first",
            )


def classify_change(
    project: Project, respondents: Iterable[Respondent], scheme: Scheme, category: str, because: str | None = None
) -> Change | None:
    """Return the Change that gives respondents a class; ``because`` None keeps the reasons that are there.

    Raises:
        NotFound: if the scheme has no such category.
    """
    steps, people = Steps(project), list(respondents)
    for respondent in people:
        steps.classify(respondent, scheme, category, because)
    return steps.change(f"{len(people)} respondents: {category_named(scheme, category).name}")


def marks_change(
    project: Project,
    respondents: Iterable[Respondent],
    about: Code | Scheme,
    kind: MarkKind,
    because: str | None = None,
) -> Change | None:
    """Return the Change that marks respondents on a code or scheme; ``because`` None keeps the reasons there are."""
    steps, people = Steps(project), list(respondents)
    for respondent in people:
        steps.mark(respondent, about, kind, because)
    return steps.change(f"{len(people)} respondents, {about.name}: {str(kind).replace('-', ' ')}")


def reasons_change(
    project: Project, respondents: Iterable[Respondent], about: Code | Scheme, because: str
) -> Change | None:
    """Return the Change that gives the classes or marks of respondents a reason.

    Raises:
        ChangeRefused: if somebody has neither.
    """
    steps, people = Steps(project), list(respondents)
    for respondent in people:
        steps.explain(respondent, about, because.strip())
    return steps.change(f"Reason for {len(people)} respondents, {about.name}")


def clear_change(project: Project, targets: Iterable[tuple[Respondent, GridColumn]]) -> Change | None:
    """Return the Change that empties cells: values, classes with their reasons, marks."""
    steps = Steps(project)
    values: dict[Attribute, dict[Guid, str]] = {}
    cells = list(targets)
    judged = {r.guid for r, column in cells if column.kind is ColumnKind.CLASS}
    for respondent, column in cells:
        if isinstance(column.about, Attribute):
            values.setdefault(column.about, {})[respondent.guid] = ""
        elif column.kind is ColumnKind.REASON and isinstance(column.about, Scheme):
            if respondent.guid not in judged:
                steps.explain(respondent, column.about, "")
        elif isinstance(column.about, (Code, Scheme)):
            steps.clear(respondent, column.about)
    steps.add(attribute_change(project, values))
    return steps.change(f"Empty {len(cells)} cells")


def add_change(project: Project, label: str) -> Change:
    """Return the Change that adds a respondent.

    Raises:
        ChangeRefused: if there is one of that label.
        ValueRefused: if it cannot be a label.
    """
    wanted = label.strip()
    if any(r.label.casefold() == wanted.casefold() for r in project.store.values(Respondent)):
        raise ChangeRefused(f"there is a respondent {wanted!r} already", do="Labels must differ")
    return add_respondents([wanted])


def leave_out_change(
    project: Project, respondents: Iterable[Respondent], because: str, *, withdrawn: bool
) -> Change | None:
    """Return the Change that puts respondents outside every sample.

    Raises:
        ValueRefused: if there is no reason.
    """
    steps, people = Steps(project), list(respondents)
    for respondent in people:
        steps.add(exclude(respondent, because.strip(), withdrawn=withdrawn))
    return steps.change(f"Leave {len(people)} respondents out")


def take_back_change(project: Project, respondents: Iterable[Respondent]) -> Change | None:
    """Return the Change that takes respondents back into the samples; None where all are in them."""
    steps = Steps(project)
    for respondent in respondents:
        if respondent.standing is not Standing.ANALYSED:
            steps.add(include(respondent))
    return steps.change("Take respondents back in")


def quoting_change(project: Project, respondents: Iterable[Respondent], *, do_not_quote: bool) -> Change | None:
    """Return the Change that keeps respondents out of quotations, or lets them be quoted again; None if they are so."""
    steps = Steps(project)
    for respondent in respondents:
        if respondent.do_not_quote is not do_not_quote:
            steps.add(set_quoting(respondent, do_not_quote=do_not_quote))
    return steps.change("Do not quote" if do_not_quote else "May be quoted again")
