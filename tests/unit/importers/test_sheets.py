"""Sheets of excerpts: whose rows they are, what is asked and said, and sheets that cannot be understood."""

from __future__ import annotations

import zipfile
from datetime import date, datetime, time, timedelta
from pathlib import Path

import pytest
from openpyxl import Workbook

from fop_coder.importers import sheets
from fop_coder.importers.tables import read_sheet
from fop_coder.model.documents import Role
from fop_coder.model.draft import DocumentDraft, ReadingChoices
from fop_coder.model.errors import ImportRefused

CORPUS = Path(__file__).resolve().parents[4] / "shared" / "corpus"


def read(path: Path, **choices) -> list[DocumentDraft]:
    return sheets.read(path, ReadingChoices(**choices))


def csv_file(folder: Path, text: str, *, name: str = "answers.csv", encoding: str = "utf-8") -> Path:
    path = folder / name
    path.write_bytes(text.encode(encoding))
    return path


def xlsx_file(folder, *rows, name="answers.xlsx"):
    workbook = Workbook()
    for row in rows:
        workbook.active.append(row)
    workbook.save(folder / name)
    return folder / name


def spoken(draft: DocumentDraft) -> list[tuple[str, str]]:
    return [(turn.speaker, draft.text[turn.start : turn.end]) for turn in draft.turns]


def roles(draft: DocumentDraft) -> dict[str, tuple[Role, str | None]]:
    return {speaker.label: (speaker.role, speaker.respondent) for speaker in draft.speakers}


def test_each_respondent_becomes_a_document_with_questions_answers_and_attributes(tmp_path):
    path = csv_file(
        tmp_path,
        "Respondent,Borough,Question,Answer,Asked on\n"
        "KC01,RBKC,How do you plan?,I draw a map.,Monday\n"
        "KC02,WCC,How do you plan?,I ask around.,Monday\n"
        "KC01,RBKC,How do you plan?,And I phone the school.,Tuesday\n"
        'KC01,,"What helped, most of all?","The group.\nReally.",Tuesday\n',
    )
    first, second = read(path)
    assert (first.name, second.name) == ("KC01", "KC02")
    assert spoken(first) == [
        ("Question", "How do you plan?"),
        ("KC01", "I draw a map."),
        ("KC01", "And I phone the school."),
        ("Question", "What helped, most of all?"),
        ("KC01", "The group.\nReally."),
    ]
    assert roles(first) == {"Question": (Role.INTERVIEWER, None), "KC01": (Role.RESPONDENT, "KC01")}
    assert first.respondent == "KC01"
    assert first.attributes == {"Borough": "RBKC"}
    assert second.attributes == {"Borough": "WCC"}
    assert any("Asked on" in note for note in first.notes), "what differs within a respondent is told"
    assert (first.source, first.format) == ("answers.csv", "CSV")


def test_a_column_of_speakers_and_times_gives_cues(tmp_path):
    path = xlsx_file(
        tmp_path,
        ("Participant", "Start", "End", "Speaker", "Text"),
        ("LB02", "00:00:01", "00:00:03", "Interviewer", "What helped?"),
        ("LB02", time(0, 0, 4), timedelta(seconds=9), "Mica", "The group."),
        ("LB02", 10.5, None, "Mica", "It met every week."),
    )
    (draft,) = read(path)
    assert spoken(draft) == [
        ("Interviewer", "What helped?"),
        ("Mica", "The group."),
        ("Mica", "It met every week."),
    ]
    assert [(turn.time, turn.time_end) for turn in draft.turns] == [(1000, 3000), (4000, 9000), (10500, None)]
    assert roles(draft) == {"Interviewer": (Role.INTERVIEWER, None), "Mica": (Role.RESPONDENT, "LB02")}
    assert draft.format == "Excel"


def test_without_respondents_the_sheet_is_one_document_with_a_turn_per_row(tmp_path):
    (draft,) = read(csv_file(tmp_path, "Comment\nFirst thing.\nSecond thing.\n", name="KC07.csv"))
    assert draft.name == "KC07"
    assert [words for _, words in spoken(draft)] == ["First thing.", "Second thing."]
    assert draft.text == "First thing.\nSecond thing."


def test_questions_and_answers_of_nobody_named_count_for_the_file(tmp_path):
    (draft,) = read(csv_file(tmp_path, "question;answer\nHow?;Slowly, as ever.\nWhy?;We care.\n", name="WE03.csv"))
    assert spoken(draft)[:2] == [("Question", "How?"), ("Answer", "Slowly, as ever.")]
    assert roles(draft) == {"Question": (Role.INTERVIEWER, None), "Answer": (Role.RESPONDENT, "WE03")}


@pytest.mark.parametrize(
    "headings",
    [
        "Case ID,Free text",
        "Teilnehmer,Antwort",
        "Participante,Respuesta",
        "Répondant,Réponse",
        "Respondent no.,What was said (verbatim)",
        "Deelnemer,Citaat",
    ],
)
def test_headings_of_several_kinds_and_languages_are_understood(tmp_path, headings):
    drafts = read(csv_file(tmp_path, f"{headings}\nA1,Some words here\nA2,Other words\n"))
    assert [(draft.name, draft.text) for draft in drafts] == [("A1", "Some words here"), ("A2", "Other words")]


def test_columns_that_say_nothing_can_be_named(tmp_path):
    path = csv_file(tmp_path, "Who,What they told us\nA1,Some words\n")
    (draft,) = read(path, columns={"respondent": "who", "text": "WHAT they told us"})
    assert (draft.respondent, draft.text) == ("A1", "Some words")
    with pytest.raises(ImportRefused, match=r"no column 'Whom'.*Who.*What they told us"):
        read(path, columns={"text": "Whom"})
    with pytest.raises(ImportRefused, match="a column cannot be 'words'"):
        read(path, columns={"words": "Who"})


def test_a_sheet_without_a_text_column_is_refused_with_its_headings(tmp_path):
    with pytest.raises(ImportRefused, match=r'recognised as the text; its headings are "Case", "Age"') as refused:
        read(csv_file(tmp_path, "Case,Age\nID1,30\n"))
    assert "Say which column" in refused.value.do


def test_the_longer_of_two_text_columns_is_the_text_and_the_choice_is_told(tmp_path):
    (draft,) = read(csv_file(tmp_path, "Respondent,Comment,Response\nA1,odd,A long answer to it\n"))
    assert draft.text == "A long answer to it"
    assert '"Response" is taken as the text, not "Comment"' in draft.notes


def test_a_column_of_participants_that_names_the_interviewer_holds_speakers(tmp_path):
    (draft,) = read(
        csv_file(tmp_path, "Participant,Text\nInterviewer,How?\nP1,Slowly.\nInterviewer,Why?\n", name="P1.csv")
    )
    assert spoken(draft) == [("Interviewer", "How?"), ("P1", "Slowly."), ("Interviewer", "Why?")]


def test_names_in_turn_are_speakers_and_running_numbers_are_nobody(tmp_path):
    (chat,) = read(csv_file(tmp_path, "Name,Text\nOla,How was it?\nMica,Good.\nOla,Why?\nMica,We had time.\n"))
    assert [speaker for speaker, _ in spoken(chat)] == ["Ola", "Mica", "Ola", "Mica"]
    (talk,) = read(csv_file(tmp_path, "ID,Speaker,Text\n1,Ola,How was it?\n2,Mica,Good.\n"))
    assert [speaker for speaker, _ in spoken(talk)] == ["Ola", "Mica"]


def test_respondents_are_filled_down_and_told_and_spelt_alike(tmp_path):
    path = csv_file(tmp_path, "Respondent,Text\nKC01,One.\n,Two.\n\nkc01 ,Three.\nKC02,\n")
    (draft,) = read(path)
    assert [words for _, words in spoken(draft)] == ["One.", "Two.", "Three."]
    assert any("1 row without a respondent (3)" in note for note in draft.notes)
    assert any('No text for "KC02"' in note for note in draft.notes)


def test_a_text_above_the_first_respondent_is_refused_with_its_row(tmp_path):
    with pytest.raises(ImportRefused, match=r"answers\.csv, row 2: has a text but names no respondent"):
        read(csv_file(tmp_path, "Respondent,Text\n,One.\nKC01,Two.\n"))


@pytest.mark.parametrize("separator", [",", ";", "\t"])
@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "cp1252"])
def test_separators_and_encodings_of_spreadsheet_programs(tmp_path, separator, encoding):
    rows = (
        ("Respondent", "Answer"),
        ("Zoë", '"Über 1,5 Stunden; ja, „wirklich“"'),
        ("Ana", '"Two\r\nlines ""said"" so"'),
    )
    path = csv_file(tmp_path, "".join(separator.join(row) + "\r\n" for row in rows), encoding=encoding)
    first, second = read(path)
    assert (first.name, first.text) == ("Zoë", "Über 1,5 Stunden; ja, „wirklich“")
    assert second.text == 'Two\nlines "said" so'


def test_excel_s_own_separator_line_is_no_row(tmp_path):
    (draft,) = read(csv_file(tmp_path, "sep=;\nRespondent;Answer\nA1;Yes, we do\n"))
    assert draft.text == "Yes, we do"


def test_very_long_answers_are_whole(tmp_path):
    words = "word " * 60_000
    (draft,) = read(csv_file(tmp_path, f'Respondent,Answer\nA1,"{words}"\n'))
    assert draft.text == words.strip()


def test_ragged_rows_are_read_and_told(tmp_path):
    path = csv_file(tmp_path, "Respondent,Answer,Role\nA1,Yes\nA2,No, never,SP\nA3,Maybe,SP\n")
    first, second, third = read(path)
    assert [draft.text for draft in (first, second, third)] == ["Yes", "No", "Maybe"]
    assert any(note.startswith("Row 2 has fewer cells") for note in first.notes)
    assert any(note.startswith("Row 3 has more cells") for note in first.notes)


def test_a_quotation_mark_that_is_never_closed_is_refused_with_its_row(tmp_path):
    with pytest.raises(ImportRefused, match=r"row 3: has a quotation mark that is never closed"):
        read(csv_file(tmp_path, 'Respondent,Answer\nA1,"fine"\nA2,"never closed\nA3,lost\n'))


def test_cells_of_a_workbook_are_read_as_people_see_them(tmp_path):
    workbook = Workbook()
    sheet = workbook.active
    values = [
        12.0,
        0.1 + 0.2,
        7,
        True,
        date(2016, 5, 3),
        datetime(2016, 5, 3, 9, 30),
        0.25,
        "  =SUM(1)  ",
        "a_x000D_\nb",
    ]
    sheet.append([f"h{place}" for place in range(len(values))])
    sheet.append(values)
    sheet.cell(2, 3).number_format = "000"
    sheet.cell(2, 7).number_format = "0%"
    sheet.cell(2, 8).data_type = "s"
    workbook.save(tmp_path / "a.xlsx")
    (row,) = read_sheet(tmp_path / "a.xlsx").rows
    assert row.cells == ("12", "0.3", "007", "TRUE", "2016-05-03", "2016-05-03 09:30:00", "25%", "=SUM(1)", "a\nb")


def test_formulas_give_the_value_last_worked_out(tmp_path):
    path = xlsx_file(tmp_path, ("Respondent", "Text"), ("A1", "placeholder"), ("A2", "Other"))
    changed = tmp_path / "formula.xlsx"
    with zipfile.ZipFile(path) as old, zipfile.ZipFile(changed, "w") as new:
        for name in old.namelist():
            content = old.read(name)
            if name == "xl/worksheets/sheet1.xml":
                start = content.index(b'<c r="B2"')
                end = content.index(b"</c>", start) + 4
                cell = b'<c r="B2" t="str"><f>CONCATENATE("So ","said")</f><v>So said</v></c>'
                content = content[:start] + cell + content[end:]
            new.writestr(name, content)
    assert read(changed)[0].text == "So said"


def test_the_first_visible_sheet_with_content_is_read_and_the_others_are_told(tmp_path):
    workbook = Workbook()
    workbook.active.title = "Empty"
    hidden = workbook.create_sheet("Hidden")
    hidden.append(("Respondent", "Text"))
    hidden.append(("A9", "Secret"))
    hidden.sheet_state = "hidden"
    for name in ("Answers", "Later"):
        sheet = workbook.create_sheet(name)
        sheet.append(("Evaluation 2016",))
        sheet.append(())
        sheet.append(("Respondent", "Text"))
        sheet.append(("A1", f"Words of {name}"))
        sheet.merge_cells("A4:A5")
        sheet["B5"] = "More words"
    workbook.save(tmp_path / "many.xlsx")
    (draft,) = read(tmp_path / "many.xlsx")
    assert [words for _, words in spoken(draft)] == ["Words of Answers", "More words"]
    assert 'Only the sheet "Answers" is read, not "Later"' in draft.notes
    assert "The headings are in row 3; what stands above them is not taken in" in draft.notes


def test_a_stray_cell_in_the_last_row_and_column_costs_nothing(tmp_path):
    workbook = Workbook()
    sheet = workbook.active
    sheet.append(("Respondent", "Text"))
    sheet.append(("A1", "Words"))
    sheet["XFD1048576"].number_format = "0.00"
    workbook.save(tmp_path / "stray.xlsx")
    assert read(tmp_path / "stray.xlsx")[0].text == "Words"


def test_files_that_are_no_sheets_are_refused(tmp_path):
    encrypted = tmp_path / "secret.xlsx"
    encrypted.write_bytes(bytes.fromhex("D0CF11E0A1B11AE1") + bytes(600) + "EncryptedPackage".encode("utf-16-le"))
    with pytest.raises(ImportRefused, match="password"):
        read(encrypted)
    damaged = tmp_path / "damaged.xlsx"
    with zipfile.ZipFile(damaged, "w") as archive:
        archive.writestr("xl/workbook.xml", "<workbook>")
    with pytest.raises(ImportRefused, match=r"damaged\.xlsx: is damaged"):
        read(damaged)
    with pytest.raises(ImportRefused, match="no rows below"):
        read(csv_file(tmp_path, "Respondent,Text\n"))
    with pytest.raises(ImportRefused, match="nothing in the column 'Text'"):
        read(csv_file(tmp_path, "Respondent,Text,Age\nA1,,30\n"))


def test_entities_in_a_workbook_are_refused(tmp_path):
    path = xlsx_file(tmp_path, ("Respondent", "Text"), ("A1", "Words"))
    with zipfile.ZipFile(path, "a") as archive:
        archive.writestr("xl/extra.xml", '<!DOCTYPE x [<!ENTITY a "ha">]><x>&a;</x>')
    with pytest.raises(ImportRefused, match="document type"):
        read(path)


@pytest.mark.skipif(not CORPUS.exists(), reason="the corpus is not here")
def test_a_survey_from_the_corpus():
    drafts = read(CORPUS / "qualcoder_examples" / "survey456.csv")
    assert [(draft.name, draft.attributes.get("Age")) for draft in drafts] == [
        ("ID4", "24"),
        ("ID5", None),
        ("ID6", "67"),
    ]
    assert drafts[1].text.startswith("I needed to upskill")
