"""Files coming in: previewed, corrected, remembered, told apart."""

import pytest

from fop_coder.model.documents import Document, Role, Speaker
from fop_coder.model.draft import ReadingChoices
from fop_coder.model.errors import Cancelled, ImportRefused
from fop_coder.model.people import Attribute, AttributeValue, Respondent
from fop_coder.project.importing import carry_out, import_files, preview
from fop_coder.project.respondents import import_sheet, respondent_table, unknown_respondents

ONE = "I: Do you plan visits?\n\nR: I plan each of them.\n\nI: And after?\n\nR: We look back.\n"
TWO = "I: How do you begin?\n\nR: With a cup of tea.\n\nI: Always?\n\nR: Nearly.\n"


@pytest.fixture
def folder(tmp_path):
    place = tmp_path / "transcripts"
    place.mkdir()
    (place / "KC01.txt").write_text(ONE, encoding="utf-8")
    (place / "KC02.txt").write_text(TWO, encoding="utf-8")
    return place


def results(project, *paths, **choices):
    return [(r.file, r.result, r.document) for r in import_files(project, paths, ReadingChoices(**choices))]


def test_a_folder_comes_in_with_roles_and_respondents(study, folder):
    assert results(study.project, folder) == [
        ("KC01.txt", "imported", "KC01"),
        ("KC02.txt", "imported", "KC02"),
    ]
    document = study.project.document_named("KC01")
    speakers = {s.label: s.role for s in study.project.store.values(Speaker, document=document.guid)}
    assert speakers == {"I": Role.INTERVIEWER, "R": Role.RESPONDENT}
    assert [r.label for r in study.project.store.values(Respondent)] == ["KC01", "KC02"]
    text = study.project.store.text(document.guid)
    turns = [text[t.start : t.end] for t in study.project.store.turns(document.guid).turns]
    assert turns == ["Do you plan visits?", "I plan each of them.", "And after?", "We look back."]
    assert text == ONE
    assert study.project.verify() == []


def test_a_preview_writes_nothing(study, folder):
    before = study.project.fingerprint
    found = list(preview(study.project, [folder], ReadingChoices()))
    assert [(p.name, dict(p.respondents)) for p in found] == [("KC01", {"KC01": False}), ("KC02", {"KC02": False})]
    assert study.project.fingerprint == before
    assert study.project.store.values(Document) == []


def test_the_same_text_is_told_not_doubled(study, folder):
    results(study.project, folder)
    (folder / "copy of KC01.txt").write_bytes(ONE.replace("\n", "\r\n").encode("utf-16"))
    assert results(study.project, folder) == [
        ("copy of KC01.txt", "duplicate", "KC01"),
        ("KC01.txt", "duplicate", "KC01"),
        ("KC02.txt", "duplicate", "KC02"),
    ]
    assert len(study.project.store.values(Document)) == 2


def test_another_text_of_the_same_name_gets_a_number(study, folder, tmp_path):
    results(study.project, folder)
    again = tmp_path / "second" / "KC01.txt"
    again.parent.mkdir()
    again.write_text(TWO.replace("tea", "coffee"), encoding="utf-8")
    assert results(study.project, again) == [("KC01.txt", "imported", "KC01 (2)")]
    documents = study.project.store.respondents_of_documents()
    who = study.project.respondent_labelled("KC01").guid
    assert sum(who in group for group in documents.values()) == 2


def test_a_refused_file_does_not_stop_the_rest(study, folder):
    (folder / "KC01b.docx").write_bytes(b"not a Word file at all")
    (folder / "KC01c.txt").write_bytes(b"")
    found = {r.file: r for r in import_files(study.project, [folder])}
    assert [found[f].result for f in ("KC01.txt", "KC01b.docx", "KC01c.txt", "KC02.txt")] == [
        "imported",
        "refused",
        "refused",
        "imported",
    ]
    assert "empty" in found["KC01c.txt"].why
    assert study.project.verify() == []


def test_a_correction_is_what_is_written_and_is_remembered_for_the_next_file(study, tmp_path):
    first = tmp_path / "KC01.txt"
    first.write_text("Rowan: Tell me.\n\nAsh: I plan.\n\nRowan: More?\n\nAsh: That is all.\n", encoding="utf-8")
    second = tmp_path / "KC02.txt"
    second.write_text("Elm: I look back?\n\nAsh: Why.\n\nElm: Do I?\n\nAsh: So.\n", encoding="utf-8")
    choices = ReadingChoices(roles={"Ash": Role.INTERVIEWER, "Rowan": Role.RESPONDENT})
    (found,) = preview(study.project, [first], choices)
    assert {s.label: s.role for s in found.draft.speakers} == {"Rowan": Role.RESPONDENT, "Ash": Role.INTERVIEWER}
    assert carry_out(study.project, found).result == "imported"
    (again,) = preview(study.project, [second], ReadingChoices())
    assert {s.label: s.role for s in again.draft.speakers} == {"Elm": Role.RESPONDENT, "Ash": Role.INTERVIEWER}


def test_stopping_keeps_what_is_in(study, folder):
    asked = iter([False, True])
    incoming = import_files(study.project, [folder], cancelled=lambda: next(asked))
    assert next(incoming).document == "KC01"
    with pytest.raises(Cancelled):
        next(incoming)
    assert [d.name for d in study.project.store.values(Document)] == ["KC01"]


def test_a_sheet_gives_attributes_and_lists_what_it_does_not_guess(study, folder, tmp_path):
    results(study.project, folder)
    sheet = tmp_path / "people.csv"
    sheet.write_text(
        "respondent,borough,training days\nkc01,RBKC,11\nKC03,WCC,Trainer\nKC04,LBHF,1\nKC04,WCC,2\n,RBKC,3\n",
        encoding="utf-8",
    )
    report = import_sheet(study.project, sheet)
    assert (report.added, report.updated, report.unnamed) == (("KC03",), ("kc01",), (6,))
    assert report.doubled == {"KC04": (4, 5)}
    headings, rows = respondent_table(study.project)
    assert headings == ["respondent", "borough", "training days", "standing", "because"]
    assert [(r["respondent"], r["borough"], r["training days"]) for r in rows] == [
        ("KC01", "RBKC", "11"),
        ("KC02", "", ""),
        ("KC03", "WCC", "Trainer"),
    ]
    from fop_coder.importers.respondent_sheets import read_respondents

    assert unknown_respondents(study.project, read_respondents(sheet)) == ["KC02"]
    study.project.undo()
    assert study.project.store.values(Attribute) == [] and study.project.store.values(AttributeValue) == []


def test_a_sheet_read_again_changes_only_what_changed(study, tmp_path):
    sheet = tmp_path / "people.csv"
    sheet.write_text("respondent,borough\nKC01,RBKC\nKC02,WCC\n", encoding="utf-8")
    import_sheet(study.project, sheet)
    numbers = len(study.project.history())
    import_sheet(study.project, sheet)
    assert len(study.project.history()) == numbers
    sheet.write_text("respondent,borough\nKC01,LBHF\nKC02,WCC\n", encoding="utf-8")
    import_sheet(study.project, sheet)
    (change,) = (e.change for e in study.project.history(last=1))
    assert [(v.value) for v in change.removed] == ["RBKC"] and [v.value for v in change.added] == ["LBHF"]


def test_an_empty_sheet_is_refused(study, tmp_path):
    sheet = tmp_path / "people.csv"
    sheet.write_text("", encoding="utf-8")
    with pytest.raises(ImportRefused, match="empty"):
        import_sheet(study.project, sheet)


def test_a_table_of_respondents_among_the_transcripts_is_taken_for_what_it_is(study, folder):
    (folder / "people.csv").write_text("Case,Age\nKC01,24\nKC03,x\nKC04,1\nKC04,2\n", encoding="utf-8")
    found = {r.file: r for r in import_files(study.project, [folder])}
    assert found["people.csv"].result == "imported"
    assert found["people.csv"].why == "a table of 2 respondents with their attributes: Age"
    assert any("KC04 stands in rows 4, 5" in note for note in found["people.csv"].notes)
    assert study.project.attribute_named("Age")
    assert [r.label for r in study.project.store.values(Respondent)] == ["KC01", "KC02", "KC03"]
    (folder / "odd.csv").write_text("colour,size\nred,1\n", encoding="utf-8")
    assert (
        "no column that is recognised as the text"
        in {r.file: r.why for r in import_files(study.project, [folder / "odd.csv"])}["odd.csv"]
    )
