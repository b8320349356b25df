"""The sample project: 25 invented interviews, coded and classified, built through the same importers as any study.

Half of them are coded a second time, see ``sample_second``; the figures are the first coder's.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from fop_coder.importers.codebooks import read_codebook
from fop_coder.model.change import Change
from fop_coder.model.documents import Document
from fop_coder.model.errors import ProjectRefused
from fop_coder.project.codings import import_codings
from fop_coder.project.exporting import export_project
from fop_coder.project.importing import import_files
from fop_coder.project.judgements import import_classes, import_marks
from fop_coder.project.project import Project
from fop_coder.project.reading_done import finish_document
from fop_coder.project.respondents import import_sheet
from fop_coder.project.sample_second import add_second_coder
from fop_coder.shipped import SAMPLE_FIGURES, fixtures_folder, shipped_codebook

NAME = "Focus on Practice (sample)"
CODER = "First coder"
PROJECT_FILE, WORKBOOK_FILE = "sample.fop", "sample.xlsx"

FIGURES = SAMPLE_FIGURES


def build_sample(folder: Path, progress: Callable[[int, int], None] | None = None) -> tuple[Path, Path]:
    """Build ``sample.fop`` and ``sample.xlsx`` in a folder (made if it is not there); return both.

    Raises:
        ProjectRefused: if a sample project is there already, or its material does not come in.
    """
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise ProjectRefused(f"the folder cannot be made ({error.strerror})", where=str(folder)) from error
    path = folder / PROJECT_FILE
    material = fixtures_folder() / "sample"
    Project.create(path, read_codebook(shipped_codebook("five-learning-outcomes")), coder=CODER, name=NAME)
    try:
        with Project.open(path) as project:
            _fill(project, material, progress)
            workbook = folder / WORKBOOK_FILE
            export_project(project, workbook)
    except BaseException:
        path.unlink(missing_ok=True)
        raise
    return path, workbook


def _fill(project: Project, material: Path, progress: Callable[[int, int], None] | None) -> None:
    settings = project.settings
    named = replace(settings, respondent_word="family social workers", chosen="purposive")
    project.apply(Change("Say who the respondents are", (settings,), (named,)))
    import_sheet(project, material / "respondents.csv")
    for result in import_files(project, [material / "transcripts"], progress=progress):
        if result.result != "imported":
            raise ProjectRefused(f"{result.file} of the sample did not come in: {result.why}")
    import_codings(project, material / "codings.csv")
    import_classes(project, material / "classifications.csv")
    import_marks(project, material / "marks.csv")
    for document in project.store.values(Document):
        finish_document(project, document)
    add_second_coder(project, material)
