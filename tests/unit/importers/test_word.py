"""Word transcripts: what a reader sees once changes are accepted, tables as turns, and files that must stay out."""

from __future__ import annotations

import tracemalloc
import zipfile
from pathlib import Path
from xml.sax.saxutils import escape

import pytest
from docx import Document
from hypothesis import given
from hypothesis import strategies as st

from fop_coder.importers import word
from fop_coder.model.documents import Role
from fop_coder.model.draft import DocumentDraft, ReadingChoices
from fop_coder.model.errors import ImportRefused

CORPUS = Path(__file__).resolve().parents[4] / "shared" / "corpus"
NS = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
NAMESPACES = (
    f'xmlns:w="{NS}" xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
    'xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math" '
    'xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape"'
)
RELATIONS = (
    '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" '
    'Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="{target}"/>'
    "</Relationships>"
)


def read(path: Path, **choices) -> DocumentDraft:
    (draft,) = word.read(path, ReadingChoices(**choices))
    return draft


def raw(folder: Path, body: str, *, main: str = "word/document.xml", prolog: str = "", namespaces: str = NAMESPACES):
    """Write a Word file whose body is given as XML."""
    path = folder / "KC01.docx"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("_rels/.rels", RELATIONS.format(target=main))
        archive.writestr(main, f"{prolog}<w:document {namespaces}><w:body>{body}</w:body></w:document>")
    return path


def p(*runs: str, mark: str = "") -> str:
    properties = f"<w:pPr><w:rPr>{mark}</w:rPr></w:pPr>" if mark else ""
    return f"<w:p>{properties}{''.join(runs)}</w:p>"


def r(text: str, properties: str = "") -> str:
    return f'<w:r><w:rPr>{properties}</w:rPr><w:t xml:space="preserve">{text}</w:t></w:r>'


def deleted(text: str) -> str:
    return f'<w:del w:id="1" w:author="x"><w:r><w:delText xml:space="preserve">{text}</w:delText></w:r></w:del>'


def inserted(text: str) -> str:
    return f'<w:ins w:id="2" w:author="x">{r(text)}</w:ins>'


def saved(folder: Path, document) -> Path:
    path = folder / "LB02.docx"
    document.save(str(path))
    return path


def spoken(draft: DocumentDraft) -> list[tuple[str, str]]:
    return [(turn.speaker, draft.text[turn.start : turn.end]) for turn in draft.turns]


def roles(draft: DocumentDraft) -> dict[str, Role]:
    return {speaker.label: speaker.role for speaker in draft.speakers}


def test_paragraphs_with_bold_names_become_turns_and_keep_every_character(tmp_path):
    document = Document()
    document.add_heading("Interview 3", 1)
    for name, words in (
        ("Interviewer", "How do you plan\u00a0a visit?"),
        ("Respondent", "I draw a map,\tthen\u2014well \U0001f642 \u2018it depends\u2019.\nAlways."),
        ("Interviewer", "And afterwards?"),
        ("Respondent", "We look back."),
    ):
        paragraph = document.add_paragraph()
        paragraph.add_run(f"{name}:").bold = True
        paragraph.add_run(f" {words}")
    draft = read(saved(tmp_path, document))
    assert spoken(draft) == [
        ("Interviewer", "How do you plan\u00a0a visit?"),
        ("Respondent", "I draw a map,\tthen\u2014well \U0001f642 \u2018it depends\u2019.\nAlways."),
        ("Interviewer", "And afterwards?"),
        ("Respondent", "We look back."),
    ]
    assert roles(draft) == {"Interviewer": Role.INTERVIEWER, "Respondent": Role.RESPONDENT}
    assert draft.format == "Word"
    assert draft.text.startswith("Interview 3\n")


def test_a_table_of_time_speaker_and_speech_gives_turns_with_times(tmp_path):
    document = Document()
    document.add_paragraph("Interview with LB02")
    table = document.add_table(rows=0, cols=3)
    for cells in (
        ("Time", "Speaker", "Text"),
        ("00:00:03", "Interviewer:", "What helped?"),
        ("00:00:07", "LB02:", "The reflective group.\nAnd supervision."),
        ("", "", "It gave us time."),
        ("00:01:10", "Interviewer:", "Anything else?"),
        ("00:01:12", "LB02:", "No."),
    ):
        for cell, text in zip(table.add_row().cells, cells, strict=True):
            cell.text = text
    document.add_paragraph("End of recording")
    draft = read(saved(tmp_path, document))
    assert spoken(draft) == [
        ("Interviewer", "What helped?"),
        ("LB02", "The reflective group.\nAnd supervision. It gave us time."),
        ("Interviewer", "Anything else?"),
        ("LB02", "No."),
    ]
    assert [turn.time for turn in draft.turns] == [3000, 7000, 70000, 72000]
    assert roles(draft)["Interviewer"] is Role.INTERVIEWER
    assert "Time" not in draft.text.split("\n")
    assert draft.text.startswith("Interview with LB02\n"), "what stands around the table stays, as nobody's speech"
    assert draft.text.endswith("End of recording")
    assert "6 words around the table belong to nobody's turn" in draft.notes


def test_a_table_without_headings_is_known_by_its_repeated_speakers_and_other_columns_are_told(tmp_path):
    document = Document()
    table = document.add_table(rows=0, cols=4)
    for number, (name, words, remark) in enumerate(
        (
            ("Ola 00:01", "So how was the training for you, all in all?", ""),
            ("Mica 00:05", "It was long, but we learnt to ask other questions.", "engagement?"),
            ("Ola 00:20", "Which ones do you mean?", ""),
            ("Mica 00:22", "Circular ones, mostly, about who worries most.", "hypotheses"),
        ),
        1,
    ):
        for cell, text in zip(table.add_row().cells, (str(number), name, words, remark), strict=True):
            cell.text = text
    draft = read(saved(tmp_path, document))
    assert [(turn.speaker, turn.time) for turn in draft.turns] == [
        ("Ola", 1000),
        ("Mica", 5000),
        ("Ola", 20000),
        ("Mica", 22000),
    ]
    assert "hypotheses" not in draft.text
    assert any("column 4" in note for note in draft.notes)
    assert not any("column 1" in note for note in draft.notes), "row numbers are no loss"


def test_three_rows_are_enough_if_a_speaker_comes_back(tmp_path):
    document = Document()
    table = document.add_table(rows=0, cols=2)
    for cells in (("Ola", "How was it?"), ("Mica", "We had time to think."), ("Ola", "Thank you.")):
        for cell, text in zip(table.add_row().cells, cells, strict=True):
            cell.text = text
    draft = read(saved(tmp_path, document))
    assert [speaker for speaker, _ in spoken(draft)] == ["Ola", "Mica", "Ola"]
    assert not any("around the table" in note for note in draft.notes)


def test_a_table_of_particulars_is_read_as_paragraphs(tmp_path):
    document = Document()
    table = document.add_table(rows=0, cols=2)
    for cells in (("Place", "The office in the old town hall"), ("Date", "3 May 2016"), ("Length", "40 minutes")):
        for cell, text in zip(table.add_row().cells, cells, strict=True):
            cell.text = text
    for line in (
        "I: How was the first visit?",
        "R: Good, as we had time to plan it.",
        "I: Why is that?",
        "R: We listen.",
    ):
        document.add_paragraph(line)
    draft = read(saved(tmp_path, document))
    assert draft.text.split("\n")[:4] == ["Place", "The office in the old town hall", "Date", "3 May 2016"]
    assert [speaker for speaker, _ in spoken(draft)] == ["I", "R", "I", "R"]


def test_a_transcript_in_a_table_within_a_layout_table_is_found(tmp_path):
    document = Document()
    outer = document.add_table(rows=1, cols=1).rows[0].cells[0]
    inner = outer.add_table(rows=0, cols=2)
    for cells in (
        ("I", "What was new to you?"),
        ("R", "Mapping the family."),
        ("I", "How so?"),
        ("R", "It shows more."),
    ):
        for cell, text in zip(inner.add_row().cells, cells, strict=True):
            cell.text = text
    assert [speaker for speaker, _ in spoken(read(saved(tmp_path, document)))] == ["I", "R", "I", "R"]


def test_tracked_changes_are_taken_as_accepted(tmp_path):
    body = p(r("We "), deleted("never "), inserted("always "), r("plan."))
    body += p('<w:moveFrom w:id="3"><w:r><w:t>Moved away.</w:t></w:r></w:moveFrom>', r("Before. "))
    body += p('<w:moveTo w:id="4"><w:r><w:t>Moved here.</w:t></w:r></w:moveTo>')
    draft = read(raw(tmp_path, body))
    assert draft.text == "We always plan.\nBefore. \nMoved here."
    assert "Tracked changes are taken as accepted" in draft.notes


def test_a_deleted_paragraph_mark_joins_paragraphs_and_a_deleted_row_goes(tmp_path):
    gone = '<w:del w:id="1" w:author="x"/>'
    body = p(r("We map the family"), mark=gone) + p(r(" before the visit."), mark="") + p(r("Then we go."))
    body += (
        f"<w:tbl><w:tr><w:trPr>{gone}</w:trPr><w:tc>{p(deleted('Old row'))}</w:tc></w:tr>"
        f"<w:tr><w:tc>{p(r('New row'))}</w:tc></w:tr></w:tbl>"
    )
    assert read(raw(tmp_path, body)).text == "We map the family before the visit.\nThen we go.\nNew row"


def test_fields_show_their_result_and_never_their_code(tmp_path):
    def mark(kind):
        return f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>'

    code = "<w:r><w:instrText>HYPERLINK http://example.org</w:instrText></w:r>"
    nested = mark("begin") + code + mark("separate") + r("inner code") + mark("end")
    body = p(r("See "), mark("begin"), code, nested, mark("separate"), r("the guide"), mark("end"), r(", page "))
    body += p('<w:fldSimple w:instr="PAGE">' + r("7") + "</w:fldSimple>", r("."))
    assert read(raw(tmp_path, body)).text == "See the guide, page \n7."


def test_content_controls_links_and_text_boxes_keep_their_words_and_prompts_do_not(tmp_path):
    box = (
        f"<w:r><mc:AlternateContent><mc:Choice Requires='wps'><w:drawing><wps:txbx><w:txbxContent>{p(r('In a box.'))}"
        f"</w:txbxContent></wps:txbx></w:drawing></mc:Choice><mc:Fallback><w:pict>{p(r('In a box.'))}</w:pict>"
        "</mc:Fallback></mc:AlternateContent></w:r>"
    )
    prompt = f"<w:sdt><w:sdtPr><w:showingPlcHdr/></w:sdtPr><w:sdtContent>{r('Click here')}</w:sdtContent></w:sdt>"
    body = f"<w:sdt><w:sdtContent>{p(r('Controlled. '), prompt, box)}</w:sdtContent></w:sdt>"
    body += p("<w:hyperlink>" + r("Linked ") + "</w:hyperlink><w:smartTag>" + r("tagged") + "</w:smartTag>")
    assert read(raw(tmp_path, body)).text == "Controlled. \nIn a box.\nLinked tagged"


def test_breaks_tabs_and_special_characters_of_a_run(tmp_path):
    run = (
        "<w:r><w:t>one</w:t><w:tab/><w:t>two</w:t><w:br/><w:t>three</w:t><w:noBreakHyphen/><w:t>four</w:t>"
        '<w:softHyphen/><w:t xml:space="preserve"> five </w:t><w:sym w:font="Wingdings" w:char="F0E0"/></w:r>'
    )
    body = p('<w:r><w:br w:type="page"/></w:r>', run) + p("<w:r><w:t>six</w:t><w:cr/></w:r>", r("seven"))
    assert read(raw(tmp_path, body)).text == "one\ttwo\nthree\u2011four five →\nsix\nseven"


def test_notes_count_what_is_left_out_and_hidden_text_is_not_shown(tmp_path):
    reference = '<w:r><w:{0} w:id="{1}"/></w:r>'
    body = p(
        r("We plan"),
        reference.format("footnoteReference", 2),
        reference.format("footnoteReference", 3),
        reference.format("commentReference", 1),
        r(" secretly", "<w:vanish/>"),
        r(" ahead", '<w:vanish w:val="0"/>'),
    )
    draft = read(raw(tmp_path, body))
    assert draft.text == "We plan ahead"
    assert "Left out: 2 footnotes, 1 comment" in draft.notes
    assert "Hidden text is left out" in draft.notes


def test_headers_and_footers_stay_out(tmp_path):
    document = Document()
    document.sections[0].header.paragraphs[0].text = "CONFIDENTIAL"
    document.sections[0].footer.paragraphs[0].text = "Page 1 of 9"
    document.add_paragraph("We talked about the family.", style="List Number")
    assert read(saved(tmp_path, document)).text == "We talked about the family."


def test_the_main_part_may_have_another_name_and_the_strict_namespace(tmp_path):
    strict = 'xmlns:w="http://purl.oclc.org/ooxml/wordprocessingml/main"'
    path = raw(tmp_path, p("<w:r><w:t>Strictly.</w:t></w:r>"), main="word/document2.xml", namespaces=strict)
    assert read(path).text == "Strictly."


def test_merged_cells_keep_columns_in_place(tmp_path):
    document = Document()
    table = document.add_table(rows=5, cols=2)
    rows = (("I", "Who was there?"), ("R", "Everybody."), ("", "Even the aunt."), ("I", "For how long?"))
    for row, cells in zip(table.rows, rows, strict=False):
        for cell, text in zip(row.cells, cells, strict=True):
            cell.text = text
    title = table.rows[4].cells[0].merge(table.rows[4].cells[1])
    title.text = "Part two, after a pause for coffee and cake"
    table.rows[1].cells[0].merge(table.rows[2].cells[0])
    draft = read(saved(tmp_path, document))
    assert "Part two, after a pause for coffee and cake" in draft.text
    assert spoken(draft) == [("I", "Who was there?"), ("R", "Everybody. Even the aunt."), ("I", "For how long?")]


@pytest.mark.parametrize("content", [b"PK\x03\x04 but cut off", b"not a zip at all"])
def test_a_damaged_file_is_refused_by_name(tmp_path, content):
    path = tmp_path / "broken.docx"
    path.write_bytes(content)
    with pytest.raises(ImportRefused, match=r"broken\.docx: is damaged"):
        word.read(path, ReadingChoices())


def test_xml_that_is_not_well_formed_or_of_another_kind_is_refused(tmp_path):
    with pytest.raises(ImportRefused, match="not well-formed"):
        word.read(raw(tmp_path, "<w:p><w:r>"), ReadingChoices())
    path = tmp_path / "sheet.docx"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("_rels/.rels", RELATIONS.format(target="xl/workbook.xml"))
        archive.writestr("xl/workbook.xml", "<workbook/>")
    with pytest.raises(ImportRefused, match="holds no text"):
        word.read(path, ReadingChoices())


def test_an_encrypted_file_is_refused_as_such(tmp_path):
    path = tmp_path / "secret.docx"
    path.write_bytes(
        bytes.fromhex("D0CF11E0A1B11AE1") + bytes(600) + "EncryptedPackage".encode("utf-16-le") + bytes(600)
    )
    with pytest.raises(ImportRefused, match="password"):
        word.read(path, ReadingChoices())


def test_entities_are_neither_expanded_nor_fetched(tmp_path):
    secret = tmp_path / "secret.txt"
    secret.write_text("not for you", encoding="utf-8")
    for declaration in (f'<!ENTITY x SYSTEM "{secret.as_uri()}">', '<!ENTITY a "ha"><!ENTITY x "&a;&a;&a;&a;">'):
        path = raw(tmp_path, p("<w:r><w:t>&x;</w:t></w:r>"), prolog=f"<!DOCTYPE w:document [{declaration}]>")
        with pytest.raises(ImportRefused, match="document type"):
            word.read(path, ReadingChoices())


def test_a_zip_bomb_is_refused_without_unpacking_it(tmp_path):
    path = tmp_path / "bomb.docx"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("_rels/.rels", RELATIONS.format(target="word/document.xml"))
        with archive.open("word/document.xml", "w") as member:
            for _ in range(400):
                member.write(b" " * 1024 * 1024)
    tracemalloc.start()
    try:
        with pytest.raises(ImportRefused, match="unpacks to more"):
            word.read(path, ReadingChoices())
        assert tracemalloc.get_traced_memory()[1] < 20_000_000
    finally:
        tracemalloc.stop()


@pytest.mark.skipif(not CORPUS.exists(), reason="the corpus is not here")
def test_a_word_file_from_the_corpus():
    draft = read(CORPUS / "qualcoder_examples" / "ID1.docx")
    assert draft.text.startswith("I really like learning new things.")
    assert len(draft.turns) == 3
    assert draft.respondent == "ID1"


@given(st.lists(st.text(st.characters(exclude_categories=["Cs", "Cc", "Co", "Cn"]), max_size=30), max_size=5))
def test_whatever_is_written_comes_back_paragraph_by_paragraph(tmp_path_factory, lines):
    lines = ["Words first", *lines]
    body = "".join(p(r(escape(line))) for line in lines)
    assert read(raw(tmp_path_factory.mktemp("docx"), body)).text == "\n".join(lines)
