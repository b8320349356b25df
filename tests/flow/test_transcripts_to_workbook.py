"""From transcript files to workbook cells, held against gold made by hand.

Four families: A plans, B does not but reviews, C was not asked, D is not read to the end.
"""

import json

import pytest
from docx import Document as WordDocument
from openpyxl import load_workbook

from fop_coder.model.draft import ReadingChoices
from fop_coder.model.people import Standing
from fop_coder.project import Project
from fop_coder.project.codings import import_codings
from fop_coder.project.exporting import ExportWishes, export_project
from fop_coder.project.importing import import_files
from fop_coder.project.judgements import class_change, mark_change
from fop_coder.project.reading_done import finish_document
from fop_coder.project.respondents import import_sheet
from fop_coder.project.tallying import Question
from tests.study import two_codes

A = [
    ("I", "How do you begin?"),
    ("R", "I plan 😀 the evening before, on paper."),
    ("I", "And then?"),
    ("R", "We draw them all."),
]
B = [("I", "How do you begin?"), ("R", "=SUM(nothing), I just knock."), ("I", "Always?"), ("R", "Nearly always.")]
C = [
    ("Interviewer", "Tell me about the team."),
    ("C3", "They are kind."),
    ("Interviewer", "And?"),
    ("C3", "That is it."),
]

GOLD_TALLY = {
    # n, N, not referred, not asked, too little, no data, pending
    "Planning": (1, 2, 1, 1, 0, 0, 1),
    "Review": (1, 3, 2, 0, 0, 0, 1),
}
GOLD_BY_BOROUGH = {
    # borough: (n, N) of planning
    "East": (1, 2),
    "West": (0, 0),
}
GOLD_STATUSES = {
    "A1": (1, 0),
    "B2": (0, 1),
    "C3": ("not asked", 0),
    "D4": ("pending", "pending"),
}


@pytest.fixture
def project(tmp_path):
    folder = tmp_path / "transcripts"
    folder.mkdir()
    (folder / "A1.txt").write_text("".join(f"{s}: {w}\n\n" for s, w in A), encoding="utf-16")
    word = WordDocument()
    for speaker, words in B:
        word.add_paragraph(f"{speaker}: {words}")
    word.save(folder / "B2.docx")
    cues = "".join(
        f"{n}\n00:00:{n * 5:02d}.000 --> 00:00:{n * 5 + 4:02d}.000\n{s}: {w}\n\n" for n, (s, w) in enumerate(C, start=1)
    )
    (folder / "C3.vtt").write_text(f"WEBVTT\n\n{cues}", encoding="utf-8")
    (folder / "D4.csv").write_text(
        "respondent,question,answer\nD4,How do you begin?,I plan as I go.\nD4,And then?,I forget.\n", encoding="utf-8"
    )
    (tmp_path / "people.csv").write_text(
        "respondent,borough,training days\nA1,East,11\nB2,East,0\nC3,West,Trainer\nD4,West,3.5\n", encoding="utf-8"
    )
    path = tmp_path / "study.fop"
    Project.create(path, two_codes(), coder="Ann", name="Four families")
    with Project.open(path) as project:
        import_sheet(project, tmp_path / "people.csv")
        results = list(import_files(project, [folder], ReadingChoices()))
        assert [(r.file, r.result, r.respondents) for r in results] == [
            ("A1.txt", "imported", ("A1",)),
            ("B2.docx", "imported", ("B2",)),
            ("C3.vtt", "imported", ("C3",)),
            ("D4.csv", "imported", ("D4",)),
        ]
        code_and_finish(project, tmp_path)
        yield project


def code_and_finish(project, folder):
    rows = ["document,start,end,code,coder,criteria,memo,passage"]
    for document, words, code, criteria in (
        ("A1", "I plan 😀 the evening before", "planning", "a"),
        ("A1", "draw them all", "planning", "b"),
        ("B2", "How do you begin?", "planning", ""),  # the interviewer's words
        ("B2", "=SUM(nothing), I just knock.", "review", ""),
        ("D4", "I plan as I go.", "planning", ""),
    ):
        text = project.store.text(project.document_named(document).guid)
        start = text.index(words)
        rows.append(f'{document},{start},{start + len(words)},{code},Ann,{criteria},,"{words}"')
    (folder / "codings.csv").write_text("\n".join(rows) + "\n", encoding="utf-8")
    import_codings(project, folder / "codings.csv")
    for name in ("A1", "B2", "C3"):
        finish_document(project, project.document_named(name))
    for step in (
        mark_change(project, project.respondent_labelled("C3"), project.code_named("planning"), "not-asked", "skipped"),
        class_change(project, project.respondent_labelled("A1"), project.scheme_named("group"), "E", "keen"),
    ):
        project.apply(step)


def table(sheet, first="code"):
    """Return a sheet's table as dictionaries, below the row of headings that begins with ``first``."""
    rows = [list(r) for r in sheet.iter_rows(values_only=True)]
    top = next(i for i, r in enumerate(rows) if r and str(r[0]).casefold() == first)
    headings = [str(h) for h in rows[top] if h is not None]
    return [dict(zip(headings, r, strict=False)) for r in rows[top + 1 :] if r and r[0] is not None]


def test_the_workbook_holds_the_gold(project, tmp_path):
    out = tmp_path / "study.xlsx"
    export_project(project, out, Question(), ExportWishes(by=("borough",)))
    book = load_workbook(out)
    rows = {r["name"]: r for r in table(book["Tally"])}
    columns = ("n", "N", "not referred", "not asked", "too little information", "no data", "pending")
    for name, gold in GOLD_TALLY.items():
        assert tuple(rows[name][c] for c in columns) == gold, name
        assert sum(gold[1:2] + gold[3:]) == 4
    people = {r["respondent"]: r for r in table(book["Respondents × codes"], "respondent")}
    for label, gold in GOLD_STATUSES.items():
        assert (people[label]["Planning"], people[label]["Review"]) == gold, label
    assert [people[p]["training days"] for p in ("A1", "B2", "C3", "D4")] == [11, 0, "Trainer", 3.5]
    passages = table(book["Passages"], "respondent")
    assert [(p["respondent"], p["text"]) for p in passages] == [
        ("A1", "I plan 😀 the evening before"),
        ("A1", "draw them all"),
        ("(not counted)", "How do you begin?"),
        ("B2", "=SUM(nothing), I just knock."),
        ("D4", "I plan as I go."),
    ]


def test_json_and_groups_hold_the_same_gold(project, tmp_path):
    out = tmp_path / "study.json"
    export_project(project, out, Question(), ExportWishes(by=("borough",)))
    plain = json.loads(out.read_text(encoding="utf-8"))
    rows = {r["name"]: r for r in plain["tally"]["rows"]}
    for name, gold in GOLD_TALLY.items():
        row = rows[name]
        keys = ("n", "of", "not_referred", "not_asked", "too_little_information", "no_data", "pending")
        assert tuple(row[k] for k in keys) == gold
    groups = plain["tallies_by"][0]["rows"][0]["groups"]
    assert {name: (g["n"], g["of"]) for name, g in groups.items()} == GOLD_BY_BOROUGH


def test_a_withdrawn_respondent_leaves_every_table(project, tmp_path):
    from fop_coder.coding.respondents import exclude

    project.apply(exclude(project.respondent_labelled("A1"), "withdrew consent", withdrawn=True))
    assert project.respondent_labelled("A1").standing is Standing.WITHDRAWN
    out = tmp_path / "study.xlsx"
    export_project(project, out)
    book = load_workbook(out)
    assert [r["respondent"] for r in table(book["Respondents × codes"], "respondent")] == ["B2", "C3", "D4"]
    row = next(r for r in table(book["Tally"]) if r["name"] == "Planning")
    assert (row["n"], row["N"]) == (0, 1)
    about = {str(r[0]): r[1] for r in book["About"].iter_rows(values_only=True) if r and r[0]}
    assert (str(about["Interviewed"]), str(about["Withdrawn"])) == ("4", "1")
