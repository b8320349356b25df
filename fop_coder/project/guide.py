"""The topic guide of a project: its questions, brought in from files and edited."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from fop_coder.coding.guide import add_question, edit_question, move_question, remove_questions
from fop_coder.importers.guide import GuideLine, read_guide
from fop_coder.model.base import check, new_guid
from fop_coder.model.change import Change
from fop_coder.model.codebook import Code
from fop_coder.model.coding import GuideQuestion
from fop_coder.model.errors import NotFound
from fop_coder.project.project import Project, in_row

__all__ = [
    "add_change",
    "codes_of",
    "edit_change",
    "guide_questions",
    "import_change",
    "move_question",
    "question_named",
    "remove_questions",
]


def guide_questions(project: Project) -> list[GuideQuestion]:
    """Return the questions of the guide in their order."""
    return sorted(project.store.values(GuideQuestion), key=lambda q: (q.position, q.text.casefold(), q.guid))


def codes_of(project: Project, question: GuideQuestion) -> list[Code]:
    """Return the codes that a question asks about, in its order; those that are gone are left out."""
    codes = {c.guid: c for c in project.codebook.codes}
    return [codes[guid] for guid in question.codes if guid in codes]


def question_named(project: Project, name: str) -> GuideQuestion:
    """Return a question by its number, counted from 1, by its words, by words that it begins with, or by GUID.

    Raises:
        NotFound: if there is none, or several begin so.
    """
    questions = guide_questions(project)
    wanted = " ".join(name.split()).casefold()
    if wanted.isdecimal() and 1 <= int(wanted) <= len(questions):
        return questions[int(wanted) - 1]
    exact = [q for q in questions if q.guid == name or q.text.casefold() == wanted]
    found = exact or [q for q in questions if wanted and q.text.casefold().startswith(wanted)]
    if len(found) == 1:
        return found[0]
    what = "more than one question begins with" if found else "the topic guide has no question"
    raise NotFound(f"{what} {name!r}", do=f"Name it by its number, 1 to {len(questions)}" if questions else "")


def add_change(project: Project, text: str, codes: Sequence[Code]) -> Change | None:
    """Return the Change that puts a question into the guide; one of the same words gets these codes instead.

    Returns:
        None where it is there already and asks about these.
    """
    words, present = " ".join(text.split()), guide_questions(project)
    same = next((q for q in present if q.text.casefold() == words.casefold()), None)
    if same is not None:
        return edit_question(same, words, codes)
    return add_question(words, codes, present)


def edit_change(project: Project, question: GuideQuestion, text: str, codes: Sequence[Code]) -> Change | None:
    """Return the Change that words a question otherwise or lets it ask about other codes; None where nothing changes.

    Raises:
        ValueRefused: if another question has these words.
    """
    words = " ".join(text.split())
    others = [q.text.casefold() for q in guide_questions(project) if q.guid != question.guid]
    check(words.casefold() not in others, "the guide has this question already", do="Change its wording")
    return edit_question(question, words, codes)


def import_change(project: Project, path: Path, *, instead: bool = False) -> Change | None:
    """Return the Change that takes over a topic guide from a text or a table; None where everything is so already.

    A question of the same words gets the file's codes where it names any; others are put at the end.

    Args:
        instead: what the file does not hold is taken out of the guide, and its order holds.

    Raises:
        ImportRefused: if the file cannot be read.
        ChangeRefused: naming the row with a code that there is none of.
    """
    present = {q.text.casefold(): q for q in guide_questions(project)}
    lines = read_guide(path)
    wanted = _instead(project, path, lines, present) if instead else _besides(project, path, lines, present)
    before = {q.guid: q for q in present.values()}
    kept = {q.guid for q in wanted}
    removed = [q for q in before.values() if q not in wanted and (instead or q.guid in kept)]
    added = [q for q in wanted if before.get(q.guid) != q]
    label = f"Import the topic guide {path.name}"
    return Change(label, tuple(removed), tuple(added)) if removed or added else None


def _besides(
    project: Project, path: Path, lines: Sequence[GuideLine], present: dict[str, GuideQuestion]
) -> list[GuideQuestion]:
    found = []
    last = max((q.position for q in present.values()), default=-1)
    for line in lines:
        same = present.get(line.text.casefold())
        last += same is None
        found.append(_question(project, path, line, same, last if same is None else same.position))
    return found


def _instead(
    project: Project, path: Path, lines: Sequence[GuideLine], present: dict[str, GuideQuestion]
) -> list[GuideQuestion]:
    return [_question(project, path, line, present.get(line.text.casefold()), n) for n, line in enumerate(lines)]


def _question(
    project: Project, path: Path, line: GuideLine, same: GuideQuestion | None, position: int
) -> GuideQuestion:
    with in_row(path.name, line.row):
        codes = tuple(dict.fromkeys(project.code_named(name).guid for name in line.codes))
    if same is None:
        return GuideQuestion(new_guid(), line.text, position, codes)
    return replace(same, text=line.text, position=position, codes=codes or same.codes)
