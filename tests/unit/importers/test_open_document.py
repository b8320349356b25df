"""OpenDocument transcripts: white space as written, changes accepted, tables as turns, hostile files kept out."""

from __future__ import annotations

import zipfile
from pathlib import Path

import pytest
from odfdo import Document, Header, Paragraph, Table

from fop_coder.importers import open_document
from fop_coder.model.documents import Role
from fop_coder.model.draft import DocumentDraft, ReadingChoices
from fop_coder.model.errors import ImportRefused

CORPUS = Path(__file__).resolve().parents[4] / "shared" / "corpus"
NAMESPACES = " ".join(
    f'xmlns:{short}="{name}"'
    for short, name in (
        ("office", "urn:oasis:names:tc:opendocument:xmlns:office:1.0"),
        ("text", "urn:oasis:names:tc:opendocument:xmlns:text:1.0"),
        ("table", "urn:oasis:names:tc:opendocument:xmlns:table:1.0"),
        ("draw", "urn:oasis:names:tc:opendocument:xmlns:drawing:1.0"),
        ("dc", "http://purl.org/dc/elements/1.1/"),
    )
)


def read(path: Path) -> DocumentDraft:
    (draft,) = open_document.read(path, ReadingChoices())
    return draft


def raw(folder: Path, body: str, *, manifest: str = "", prolog: str = "") -> Path:
    """Write an OpenDocument text whose body is given as XML."""
    path = folder / "KC01.odt"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.text", zipfile.ZIP_STORED)
        archive.writestr(
            "content.xml",
            f"{prolog}<office:document-content {NAMESPACES}><office:body><office:text>{body}</office:text>"
            "</office:body></office:document-content>",
        )
        if manifest:
            archive.writestr("META-INF/manifest.xml", manifest)
    return path


def spoken(draft: DocumentDraft) -> list[tuple[str, str]]:
    return [(turn.speaker, draft.text[turn.start : turn.end]) for turn in draft.turns]


def test_a_transcript_written_by_a_word_processor(tmp_path):
    document = Document("text")
    document.body.clear()
    document.body.append(Header(1, "Interview KC01"))
    for line in (
        "Interviewer: How do you\tplan?",
        "KC01: I   draw a map \U0001f5fa.\nAlways.",
        "Interviewer: Why?",
        "KC01: It helps.",
    ):
        document.body.append(Paragraph(line))
    path = tmp_path / "KC01.odt"
    document.save(str(path))
    draft = read(path)
    assert draft.format == "OpenDocument"
    assert spoken(draft) == [
        ("Interviewer", "How do you\tplan?"),
        ("KC01", "I   draw a map \U0001f5fa.\nAlways."),
        ("Interviewer", "Why?"),
        ("KC01", "It helps."),
    ]
    assert {speaker.label: speaker.role for speaker in draft.speakers} == {
        "Interviewer": Role.INTERVIEWER,
        "KC01": Role.RESPONDENT,
    }


def test_a_table_of_speakers_gives_turns_with_times(tmp_path):
    document = Document("text")
    document.body.clear()
    table = Table("transcript")
    rows = (
        ("Zeit", "Sprecher", "Text"),
        ("0:03", "I", "Was hat geholfen?"),
        ("0:07", "B", "Die Gruppe, jede Woche."),
        ("1:10", "I", "Und sonst?"),
        ("1:12", "B", "Nichts."),
    )
    table.set_values(list(map(list, rows)))
    document.body.append(table)
    path = tmp_path / "table.odt"
    document.save(str(path))
    draft = read(path)
    assert spoken(draft) == [(speaker, words) for _, speaker, words in rows[1:]]
    assert [turn.time for turn in draft.turns] == [3000, 7000, 70000, 72000]


def test_white_space_is_what_the_format_says(tmp_path):
    body = (
        "<text:p>  one\n   two<text:s text:c='3'/>three<text:tab/>four<text:line-break/>five"
        "<text:span> six </text:span> seven\u00a0eight</text:p>"
    )
    assert read(raw(tmp_path, body)).text == "one two   three\tfour\nfive six seven\u00a0eight"


def test_absurd_repetitions_are_not_believed(tmp_path):
    body = (
        "<text:p>a<text:s text:c='999999999'/>b</text:p><table:table>"
        "<table:table-row table:number-rows-repeated='99999999'>"
        "<table:table-cell table:number-columns-repeated='99999999'><text:p>cell</text:p></table:table-cell>"
        "</table:table-row></table:table>"
    )
    text = read(raw(tmp_path, body)).text
    assert len(text) < 2000
    assert text.endswith("b\ncell")


def test_notes_comments_hidden_and_deleted_text_are_left_out_and_counted(tmp_path):
    body = (
        "<text:tracked-changes><text:changed-region><text:deletion><text:p>Deleted.</text:p></text:deletion>"
        "</text:changed-region></text:tracked-changes>"
        "<text:p>We plan<text:note text:note-class='footnote'><text:note-citation>1</text:note-citation>"
        "<text:note-body><text:p>A note.</text:p></text:note-body></text:note> ahead"
        "<office:annotation><dc:creator>x</dc:creator><text:p>Really?</text:p></office:annotation>"
        "<text:change text:change-id='c'/> always"
        "<text:hidden-text text:string-value='x'>secret</text:hidden-text>.</text:p>"
    )
    draft = read(raw(tmp_path, body))
    assert draft.text == "We plan ahead always."
    assert "Left out: 1 footnote, 1 comment" in draft.notes
    assert "Tracked changes are taken as accepted" in draft.notes
    assert "Hidden text is left out" in draft.notes


def test_lists_sections_frames_links_and_nested_tables_come_in_reading_order(tmp_path):
    body = (
        "<text:section><text:h>Heading</text:h></text:section>"
        "<text:list><text:list-item><text:number>1.</text:number><text:p>Item</text:p></text:list-item></text:list>"
        "<text:p>Before<draw:frame><draw:text-box><text:p>In a box</text:p></draw:text-box></draw:frame>"
        "<text:a> linked</text:a></text:p>"
        "<table:table><table:table-header-rows><table:table-row><table:table-cell><text:p>A1</text:p></table:table-cell>"
        "<table:table-cell><table:table><table:table-row><table:table-cell><text:p>Inner</text:p></table:table-cell>"
        "</table:table-row></table:table></table:table-cell></table:table-row></table:table-header-rows>"
        "<table:table-row><table:covered-table-cell/><table:table-cell><text:p>B2</text:p></table:table-cell>"
        "</table:table-row></table:table>"
    )
    assert read(raw(tmp_path, body)).text == "Heading\nItem\nBefore linked\nIn a box\nA1\nInner\nB2"


def test_an_encrypted_file_is_refused_as_such(tmp_path):
    manifest = (
        '<manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"><manifest:file-entry>'
        "<manifest:encryption-data/></manifest:file-entry></manifest:manifest>"
    )
    with pytest.raises(ImportRefused, match="password"):
        read(raw(tmp_path, "<text:p>x</text:p>", manifest=manifest))


def test_entities_are_refused_and_so_is_a_file_without_text(tmp_path):
    path = raw(tmp_path, "<text:p>&x;</text:p>", prolog='<!DOCTYPE x [<!ENTITY x "y">]>')
    with pytest.raises(ImportRefused, match="document type"):
        read(path)
    with pytest.raises(ImportRefused, match="no words"):
        read(raw(tmp_path, "<text:p/>"))


@pytest.mark.skipif(not CORPUS.exists(), reason="the corpus is not here")
def test_an_open_document_file_from_the_corpus():
    draft = read(CORPUS / "qualcoder_examples" / "ID2.odt")
    assert "The course cost €200.00 and I do not want to waste my money." in draft.text
    assert len(draft.turns) == 3
