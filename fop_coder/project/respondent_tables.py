"""Respondents, classes and marks as tables that the imports read again."""

from __future__ import annotations

from pathlib import Path

from fop_coder.exporters.line_tables import write_lines
from fop_coder.exporters.small_tables import write_small_table
from fop_coder.model.coding import Classification, Mark
from fop_coder.model.people import Coder, Respondent
from fop_coder.project.project import Project
from fop_coder.project.respondents import respondent_table


def export_sheet(project: Project, path: Path, *, occasion: str = "") -> int:
    """Write all respondents with their attributes and whether they take part, as .csv or .xlsx; return how many.

    Args:
        occasion: attributes as given for this occasion alone; '' for what holds for all.

    Raises:
        ExportRefused: if the ending is neither, or the file cannot be written.
    """
    headings, rows = respondent_table(project, occasion=occasion)
    return write_small_table(path, "Respondents", headings, ([row[h] for h in headings] for row in rows))


def export_classes(project: Project, path: Path) -> int:
    """Write all classes as a .csv that ``import_classes`` reads; return how many.

    Raises:
        ExportRefused: if the file cannot be written.
    """
    labels, coders = _names(project)
    schemes = {s.guid: s for s in project.codebook.schemes}
    lines = []
    for given in project.store.values(Classification):
        scheme = schemes[given.scheme]
        category = scheme.category(given.category).ident
        lines.append(
            (labels[given.respondent], scheme.ident, category, coders[given.coder], given.because, given.occasion)
        )
    headings = ("respondent", "scheme", "category", "coder", "because", "occasion")
    width = 6 if any(line[-1] for line in lines) else 5  # the column is there only where it says something
    return write_lines(path, headings[:width], sorted(line[:width] for line in lines))


def export_marks(project: Project, path: Path) -> int:
    """Write all marks of not asked and too little information as a .csv that ``import_marks`` reads; return how many.

    Raises:
        ExportRefused: if the file cannot be written.
    """
    labels, coders = _names(project)
    codebook = project.codebook
    idents = {c.guid: c.ident for c in codebook.codes} | {s.guid: s.ident for s in codebook.schemes}
    lines = [
        (labels[m.respondent], idents[m.about], str(m.kind), coders[m.coder], m.because)
        for m in project.store.values(Mark)
    ]
    return write_lines(path, ("respondent", "about", "mark", "coder", "because"), sorted(lines))


def _names(project: Project) -> tuple[dict[str, str], dict[str, str]]:
    labels = {str(r.guid): r.label for r in project.store.values(Respondent)}
    return labels, {str(c.guid): c.name for c in project.store.values(Coder)}
