"""The sample project's second coder: a pack drawn and handed out, coded, merged, and some of the differences settled.

It goes the way that two people with two machines go, through the same functions; only the pack lies in a folder that is
gone afterwards.
"""

from __future__ import annotations

import csv
from collections.abc import Sequence
from pathlib import Path
from tempfile import TemporaryDirectory

from fop_coder.model.documents import Document
from fop_coder.model.errors import NotFound
from fop_coder.model.people import Coder
from fop_coder.model.second_coding import Aim, Outcome, SettledPassage
from fop_coder.project.coders import describe_coder, new_coder
from fop_coder.project.codings import criterion_named, import_codings
from fop_coder.project.disagreements import Disagreement, list_disagreements, settle
from fop_coder.project.judgements import import_classes, import_marks
from fop_coder.project.merging import merge, preview_merge
from fop_coder.project.packs import Choice, Wish, draw, hand_out
from fop_coder.project.project import Project
from fop_coder.project.reading_done import finish_documents
from fop_coder.project.rounds import open_round, round_named

SECOND_CODER = "Second coder"
ROUND = "Final check"
CHOICE = Choice(number=12, by="borough", seed=1)
"""About half: enough for agreement to differ from code to code; the rest shows what coding by one alone looks like."""

_WISH = Wish(
    SECOND_CODER,
    because="About half of the interviews, from all boroughs, to check the coding before the counts are reported.",
    round=ROUND,
    aim=Aim.FINAL,
)
_FIRST = ("lead researcher, who held some of the interviews", "drew up the codebook with two colleagues")
_SECOND = ("research assistant, who held none of the interviews", "two sessions on three practice interviews")


def add_second_coder(project: Project, material: Path) -> None:
    """Have about half of the documents coded by somebody else, and settle some of what the coders differ over.

    Args:
        project: the sample, coded and finished by its first coder.
        material: the folder of the sample's tables.

    Raises:
        FopCoderError: the material does not fit the project.
    """
    _say_who_they_are(project)
    with TemporaryDirectory() as folder:
        pack = Path(folder) / "pack.fop"
        hand_out(project, pack, _WISH, draw(project, CHOICE, SECOND_CODER))
        _code(pack, material)
        merge(project, preview_merge(project, pack))
    project.apply(open_round(project, round_named(project, ROUND)))
    _settle_some(project, material / "settlements.csv")


def _say_who_they_are(project: Project) -> None:
    (first,) = project.store.values(Coder)
    described = describe_coder(project, first, role=_FIRST[0], training=_FIRST[1])
    if described is not None:
        project.apply(described)
    project.apply(new_coder(project, SECOND_CODER, role=_SECOND[0], training=_SECOND[1]))


def _code(path: Path, material: Path) -> None:
    """Do the second coder's work in the pack, as they do it at home."""
    with Project.open(path) as pack:
        import_codings(pack, material / "second_codings.csv")
        import_classes(pack, material / "second_classifications.csv")
        import_marks(pack, material / "second_marks.csv")
        finish_documents(pack, pack.store.values(Document))


# ---- settling --------------------------------------------------------------------------------------------------------


def _settle_some(project: Project, path: Path) -> None:
    coders = project.store.values(Coder)
    found = list_disagreements(project, coders, boundaries=True)
    with path.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            over = _difference_meant(found, row)
            passages = _passages(project, over, row)
            project.apply(
                settle(project, over, Outcome(row["outcome"]), row["because"], reason=row["reason"], passages=passages)
            )


def _difference_meant(found: Sequence[Disagreement], row: dict[str, str]) -> Disagreement:
    """Return the difference that a row names by document or respondent, code or scheme, and words of a passage."""
    alike = [
        d
        for d in found
        if row["of"] == (d.document.name if d.document else d.respondent.label if d.respondent else "")
        and row["about"] == d.about.ident
        and any(row["words"] in said for said in d.said)
    ]
    if len(alike) != 1:
        raise NotFound(f"{len(alike)} differences over {row['about']} are like {row['words']!r}", where=row["of"])
    return alike[0]


def _passages(project: Project, over: Disagreement, row: dict[str, str]) -> tuple[SettledPassage, ...]:
    """Return the passage of the consensus where the coders agreed on one that neither of them had."""
    if not row["passage"] or over.document is None:
        return ()
    start = (project.store.text(over.document.guid) or "").find(row["passage"])
    if start < 0:
        raise NotFound(f"its text does not hold {row['passage']!r}", where=over.document.name)
    code = project.code_named(row["about"])
    criteria = tuple(sorted(criterion_named(code, key) for key in row["criteria"].split(";") if key))
    return (SettledPassage(start, start + len(row["passage"]), criteria),)
