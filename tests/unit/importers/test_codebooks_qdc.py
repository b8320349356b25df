"""Codebooks of other programs, in REFI-QDA."""

from __future__ import annotations

from pathlib import Path

import pytest

from fop_coder.importers.codebooks import read_codebook
from fop_coder.model.base import derived_guid
from fop_coder.model.codebook import Codebook
from fop_coder.model.errors import CodebookRefused

SAMPLES = Path(__file__).resolve().parents[3].parent / "shared" / "refi-qda" / "samples"
GUID = "5215cc69-b628-4e02-afb9-9beeaee55808"


def read(tmp_path: Path, codes: str, namespace: str = "urn:QDA-XML:codebook:1.0") -> Codebook:
    path = tmp_path / "From elsewhere.qdc"
    path.write_text(
        '<?xml version="1.0" encoding="utf-8"?>\n'
        f'<CodeBook xmlns="{namespace}">\n<Codes>\n{codes}\n</Codes></CodeBook>',
        encoding="utf-8",
    )
    return read_codebook(path)


def refused(tmp_path: Path, content: str) -> CodebookRefused:
    path = tmp_path / "bad.qdc"
    path.write_text(content, encoding="utf-8")
    with pytest.raises(CodebookRefused) as found:
        read_codebook(path)
    return found.value


def test_a_tree_of_codes_keeps_its_order_and_headings_gather(tmp_path: Path) -> None:
    codebook = read(
        tmp_path,
        f"""<Code guid="{{{GUID.upper()}}}" name="Work" isCodable="false">
              <Description>
                 On the work.
                   Indented.
              </Description>
              <Code guid="{GUID[:-1]}9" name="Visits" isCodable="true">
                <Code guid="x" name="At home" isCodable="1"/>
              </Code>
            </Code>
            <Code guid="{GUID[:-1]}7" name=" Money &amp;&#10; time " isCodable="0"/>""",
    )
    work, visits, home, money = codebook.codes
    assert codebook.name == "From elsewhere"
    assert (work.guid, work.definition) == (GUID, "On the work.\n  Indented.")
    assert (visits.parent, home.parent, money.parent) == (work.guid, visits.guid, None)
    assert [c.gathers for c in codebook.codes] == [True, False, False, True]
    assert (money.name, money.ident) == ("Money & time", "money-time")


def test_codes_of_the_same_name_get_different_short_names(tmp_path: Path) -> None:
    codes = read(
        tmp_path, '<Code guid="a" name="Other" isCodable="true"/><Code guid="b" name="Other" isCodable="true"/>'
    ).codes
    assert [c.ident for c in codes] == ["other", "other-2"]


def test_a_guid_that_is_none_gives_the_same_identity_each_time(tmp_path: Path) -> None:
    text = '<Code guid="c001" name="A" isCodable="true"/>'
    assert read(tmp_path, text).codes[0].guid == read(tmp_path, text).codes[0].guid == derived_guid("qda", "c001")


def test_colours_become_the_nearest_code_colour(tmp_path: Path) -> None:
    written = ["#2060d0", "#F00", "#00ff00", "nonsense", ""]
    text = "".join(f'<Code guid="{n}" name="C{n}" isCodable="true" color="{c}"/>' for n, c in enumerate(written))
    colours = [c.colour for c in read(tmp_path, text).codes]
    assert colours[:2] == [1, 5]
    assert colours[3:] == [4, 5]


def test_a_namespace_of_another_edition_is_read_as_well(tmp_path: Path) -> None:
    assert read(tmp_path, '<Code guid="a" name="A" isCodable="true"/>', "urn:QDA-XML:project:1.0").codes[0].name == "A"


def test_faults_have_lines(tmp_path: Path) -> None:
    with pytest.raises(CodebookRefused) as found:
        read(
            tmp_path, f'<Code guid="{GUID}" name="A" isCodable="true"/>\n<Code guid="{GUID}" name="" isCodable="true"/>'
        )
    assert [f[0] for f in found.value.faults] == [5, 5]
    assert "GUID" in found.value.faults[0][2]


def test_entities_are_never_expanded(tmp_path: Path) -> None:
    secret = tmp_path / "secret.txt"
    secret.write_text("do not read", encoding="utf-8")
    found = refused(
        tmp_path,
        f'<!DOCTYPE CodeBook [<!ENTITY s SYSTEM "{secret.as_uri()}">]>'
        '<CodeBook><Codes><Code guid="a" name="A" isCodable="true"><Description>&s;</Description></Code></Codes>'
        "</CodeBook>",
    )
    assert "document type" in str(found)
    assert "do not read" not in str(found)


def test_what_is_no_codebook_is_refused(tmp_path: Path) -> None:
    assert "not a REFI-QDA codebook" in str(refused(tmp_path, "<Project><CodeBook/></Project>"))
    assert refused(tmp_path, "<CodeBook>\n<Codes></CodeBook>").faults[0][0] == 2
    assert "XML" in str(refused(tmp_path, ""))


@pytest.mark.skipif(not SAMPLES.is_dir(), reason="the samples of other programs are not here")
def test_the_samples_of_other_programs_are_read() -> None:
    openqda = read_codebook(SAMPLES / "openqda_nonguid_codebook.qdc")
    assert [c.name for c in openqda.codes] == ["Negativ/Aufgeregt", "Rage", "Anger", "Positiv/Aufgeregt", "Joy"]
    assert [c.parent is None for c in openqda.codes] == [True, False, False, True, False]
    assert openqda.codes[0].definition == "All emotions with negative valence and positive arousal."
    taguette = read_codebook(SAMPLES / "taguette-1.5.2_codebook_generated.qdc")
    assert [c.ident for c in taguette.codes] == ["ilo-planning", "ilo-hypotheses", "ilo-engagement", "review-reflect-x"]
    assert taguette.codes[0].guid == "cf6ac0f2-1e06-5f2a-bd23-63449c21e155"
