"""Codebooks written and read again, in every format."""

from __future__ import annotations

import csv
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from fop_coder.exporters.codebook_table import csv_bytes
from fop_coder.exporters.codebook_yaml import yaml_bytes
from fop_coder.exporters.codebooks import WRITERS, left_out, write_codebook
from fop_coder.importers.codebooks import read_codebook
from fop_coder.importers.codebooks.build import build_codebook
from fop_coder.importers.codebooks.yaml_codebook import locate_text
from fop_coder.model.base import new_guid
from fop_coder.model.codebook import (
    Band,
    Category,
    Code,
    Codebook,
    CriteriaRule,
    Criterion,
    Cut,
    Instrument,
    Item,
    Need,
    Scheme,
    Within,
    ident_from,
)
from fop_coder.model.errors import ExportRefused
from fop_coder.shipped import shipped_codebooks

SHARED = Path(__file__).resolve().parents[3].parent / "shared" / "refi-qda"
XSD = SHARED / "xsd" / "Codebook_openqda-refi-tools.xsd"
SAMPLES = sorted((SHARED / "samples").glob("*.qdc"))

AWKWARD = (
    *("yes", "No", "null", "~", "1e5", "0x1F", "2016-01-01", "=1+1", "- x", "a: b", "# c", " x ", "\n", "two\nlines"),
    *(
        "a\n\n\nb",
        "'",
        "word " * 40 + "end",
        "word  " * 30,
        "line one\n" * 3 + "end",
        "é\u2028\x85\ufeff",
        "😀 " * 50 + ".",
    ),
    *("@x", "%y", "!z", "<<", "<", "|", ">"),
)
ANY_TEXT = st.text(st.characters(exclude_categories=["Cs"]), max_size=40) | st.sampled_from(AWKWARD)
# What a sheet gives back: no white space at the ends, no control characters, line ends as \n.
SHEET_TEXT = st.text("abc =+-@'\"é😀,;:1.\n", max_size=20).map(str.strip) | st.just("word " * 60 + "end")
NAMES = st.text(st.characters(exclude_categories=["Cs", "Cc", "Zs", "Zl", "Zp"]), min_size=1, max_size=12).filter(
    lambda name: name == name.strip()
)
SHEET_NAMES = st.text("abc=+-@'é1 ", min_size=1, max_size=8).map(str.strip).filter(bool)
KEYS = st.sampled_from("abcdefgh123")


def codebooks(texts: st.SearchStrategy[str], names: st.SearchStrategy[str], examples: st.SearchStrategy[str]) -> Any:
    """Return a strategy of codebooks in which everything that the model allows comes up."""

    @st.composite
    def build(draw: st.DrawFn) -> Codebook:
        idents = iter([f"i{n}" if n % 3 else ident_from(f"no {n}") for n in range(60)])
        guid = new_guid

        def criteria() -> tuple[Criterion, ...]:
            keys = draw(st.lists(KEYS, unique=True, max_size=3))
            return tuple(Criterion(guid(), key, draw(names)) for key in keys)

        def rule(number: int) -> CriteriaRule | None:
            if number == 0 or draw(st.booleans()):
                return None
            need = draw(st.sampled_from(Need))
            at_least = draw(st.integers(1, number)) if need is Need.AT_LEAST else 1
            return CriteriaRule(need, draw(st.sampled_from(Within)), at_least)

        codes: list[Code] = []
        code_keys = draw(st.lists(KEYS | st.just(""), unique=True, max_size=4))
        for position, key in enumerate(code_keys):
            met = criteria()
            codes.append(
                Code(
                    guid(),
                    next(idents),
                    draw(names),
                    key=key,
                    definition=draw(texts),
                    include=draw(texts),
                    exclude=draw(texts),
                    examples=tuple(draw(st.lists(examples, max_size=2))),
                    criteria=met,
                    criteria_rule=rule(len(met)),
                    criteria_word=draw(texts),
                    colour=draw(st.integers(1, 12)),
                    parent=draw(st.sampled_from([None, *(c.guid for c in codes)])),
                    gathers=draw(st.booleans()),
                    position=draw(st.just(position) | st.integers(0, 99)),
                    meaning=draw(st.integers(1, 3)),
                    retired=draw(st.booleans()),
                    verb=draw(texts),
                    complement=draw(texts),
                )
            )
        schemes = tuple(
            Scheme(
                guid(),
                next(idents),
                draw(names),
                tuple(
                    Category(guid(), f"c{n}", draw(names), draw(st.sampled_from(["", "xyz"[n]])), draw(texts))
                    for n in range(3)
                ),
                definition=draw(texts),
                position=draw(st.integers(0, 3)),
            )
            for _ in range(draw(st.integers(0, 2)))
        )
        instruments = tuple(
            Instrument(
                guid(),
                next(idents),
                draw(names),
                draw(st.integers(-5, 0)),
                draw(st.integers(1, 9)),
                tuple(
                    Item(n, draw(st.booleans()), draw(texts), draw(texts))
                    for n in sorted(draw(st.sets(st.integers(1, 30), min_size=1, max_size=3)))
                ),
                higher_is=draw(texts),
                most_missing=draw(st.integers(0, 2)),
                definition=draw(texts),
            )
            for _ in range(draw(st.integers(0, 1)))
        )
        ends = sorted(draw(st.sets(st.floats(-1e9, 1e9, width=32) | st.integers(-9, 9), min_size=2, max_size=6)))
        cuts = tuple(Cut(draw(names), low, high) for low, high in zip(ends[::2], ends[1::2], strict=False))
        bands = [Band(guid(), next(idents), draw(names), cuts, number_of=draw(names), definition=draw(texts))]
        if codes:
            last = Cut(draw(names), 0, None)
            bands.append(
                Band(guid(), next(idents), draw(names), (last,), codes=tuple(c.guid for c in codes), position=1)
            )
        return Codebook(draw(names), tuple(codes), schemes, instruments, tuple(bands), definition=draw(texts))

    return build()


def full() -> Codebook:
    """Return a small codebook with something of everything."""
    top = Code(
        new_guid(),
        "top",
        "Top & first",
        key="1",
        definition="Two\nlines",
        examples=("one", "two"),
        gathers=True,
        colour=3,
    )
    met = (Criterion(new_guid(), "a", "ahead"), Criterion(new_guid(), "b", "mapped"))
    below = Code(
        *(new_guid(), "below", "Below"),
        include="this",
        exclude="=that",
        criteria=met,
        criteria_rule=CriteriaRule(),
        parent=top.guid,
        position=1,
    )
    scheme = Scheme(
        new_guid(), "stance", "Stance", (Category(new_guid(), "yes", "Yes", "Y"), Category(new_guid(), "no", "No"))
    )
    return Codebook("Full", (top, below), (scheme,), definition="All of it")


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(codebooks(ANY_TEXT, NAMES, ANY_TEXT))
def test_yaml_gives_back_exactly_what_was_written(codebook: Codebook) -> None:
    assert build_codebook("c.yaml", locate_text(yaml_bytes(codebook))) == codebook


@settings(
    max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture]
)
@given(codebook=codebooks(SHEET_TEXT, SHEET_NAMES, SHEET_NAMES), ending=st.sampled_from([".csv", ".xlsx"]))
def test_a_sheet_gives_back_what_was_written(tmp_path: Path, codebook: Codebook, ending: str) -> None:
    path = tmp_path / f"c{ending}"
    write_codebook(codebook, path)
    assert read_codebook(path) == codebook


@pytest.mark.parametrize("ending", [".yaml", ".yml", ".csv", ".xlsx"])
@pytest.mark.parametrize("shipped", shipped_codebooks(), ids=lambda path: path.stem)
def test_shipped_codebooks_come_back(tmp_path: Path, shipped: Path, ending: str) -> None:
    codebook = read_codebook(shipped)
    path = tmp_path / f"copy{ending}"
    write_codebook(codebook, path)
    assert read_codebook(path) == codebook


def test_yaml_is_written_for_people() -> None:
    text = yaml_bytes(full()).decode()
    assert text.startswith(
        "format: 1\nname: Full\ndefinition: All of it\n\ncodes:\n  - ident: top\n    name: Top & first\n"
    )
    assert "    definition: |-\n      Two\n      lines\n" in text
    assert "\n\n  - ident: below\n" in text
    assert "parent: top\n" in text
    assert "ident: 'yes'" in text  # YAML 1.1 would read a bare yes as true
    assert "retired" not in text


def test_text_like_a_formula_stays_text(tmp_path: Path) -> None:
    from openpyxl import load_workbook

    codebook = Codebook("Risky", (Code(new_guid(), "a", "=HYPERLINK(1)", definition="@x", include="-1", exclude="+2"),))
    write_codebook(codebook, tmp_path / "c.xlsx")
    cells = [
        cell
        for row in load_workbook(tmp_path / "c.xlsx")["Codebook"].iter_rows()
        for cell in row
        if cell.value is not None
    ]
    assert {cell.data_type for cell in cells} == {"s"}
    assert {c.value for c in cells if c.quotePrefix} == {"=HYPERLINK(1)", "@x", "-1", "+2"}
    rows = list(csv.reader(csv_bytes(codebook).decode("utf-8-sig").splitlines()))
    assert {"'=HYPERLINK(1)", "'@x", "'-1", "'+2"} < set(rows[-1])
    write_codebook(codebook, tmp_path / "c.csv")
    for ending in (".csv", ".xlsx"):
        assert read_codebook(tmp_path / f"c{ending}") == codebook


def test_what_a_cell_cannot_hold_is_refused_and_control_characters_are_shown(tmp_path: Path) -> None:
    long = Codebook("Long", (Code(new_guid(), "a", "Endless", definition="x" * 40_000),))
    with pytest.raises(ExportRefused, match=r"Endless.*40,000 characters.*YAML"):
        write_codebook(long, tmp_path / "c.xlsx")
    assert not (tmp_path / "c.xlsx").exists()
    odd = Codebook("Odd", (Code(new_guid(), "a", "A", definition="one\x0btwo _x0041_"),))
    for ending in (".csv", ".xlsx", ".qdc"):
        write_codebook(odd, tmp_path / f"c{ending}")
        assert read_codebook(tmp_path / f"c{ending}").codes[0].definition == "one␋two _x0041_"


def test_refi_qda_keeps_the_tree_and_puts_the_rest_into_words(tmp_path: Path) -> None:
    codebook = full()
    write_codebook(codebook, tmp_path / "Full.qdc")
    top, below = read_codebook(tmp_path / "Full.qdc").codes
    assert (top.guid, top.name, top.colour, top.gathers, top.parent) == (
        codebook.codes[0].guid,
        "Top & first",
        3,
        True,
        None,
    )
    assert top.definition == "Two\nlines\n\nExamples:\n– one\n– two"
    assert (below.parent, below.gathers) == (top.guid, False)
    assert below.definition == "Include: this\n\nExclude: =that\n\nCriteria (2 of 2 needed):\na: ahead\nb: mapped"
    assert left_out(codebook, tmp_path / "Full.qdc") == (
        "1 scheme left out",
        "the keys of codes left out",
        "criteria written into descriptions",
        "what to include and exclude, and examples, written into descriptions",
    )
    assert left_out(codebook, tmp_path / "Full.yaml") == ()


@pytest.mark.skipif(not XSD.is_file(), reason="the schema of REFI-QDA is not here")
@settings(
    max_examples=20, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture]
)
@given(codebook=codebooks(ANY_TEXT, NAMES, ANY_TEXT).filter(lambda c: c.codes))
def test_refi_qda_is_valid(tmp_path: Path, codebook: Codebook) -> None:
    from lxml import etree

    write_codebook(codebook, tmp_path / "c.qdc")
    etree.XMLSchema(etree.parse(XSD)).assertValid(etree.parse(tmp_path / "c.qdc"))
    assert {c.guid for c in read_codebook(tmp_path / "c.qdc").codes} == {c.guid for c in codebook.codes}


@pytest.mark.skipif(not SAMPLES, reason="the samples of other programs are not here")
@pytest.mark.parametrize("sample", SAMPLES, ids=lambda path: path.stem)
@pytest.mark.parametrize("ending", [".yaml", ".csv", ".xlsx", ".qdc"])
def test_codebooks_of_other_programs_come_back_in_every_format(tmp_path: Path, sample: Path, ending: str) -> None:
    codebook = read_codebook(sample)
    path = tmp_path / f"{codebook.name}{ending}"
    write_codebook(codebook, path)
    assert read_codebook(path) == codebook


def test_refi_qda_without_codes_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ExportRefused, match="no codes"):
        write_codebook(Codebook("Empty"), tmp_path / "c.qdc")


def test_a_band_over_a_code_from_elsewhere_is_refused(tmp_path: Path) -> None:
    band = Band(new_guid(), "b", "Lost", (Cut("any", 0, None),), codes=(new_guid(),))
    with pytest.raises(ExportRefused, match="Lost"):
        write_codebook(Codebook("C", bands=(band,)), tmp_path / "c.yaml")


def test_what_was_there_stays_whole_until_the_new_file_is(tmp_path: Path) -> None:
    path = tmp_path / "c.yaml"
    write_codebook(full(), path)
    before = path.read_bytes()
    with pytest.raises(ExportRefused):
        write_codebook(
            Codebook("C", bands=(Band(new_guid(), "b", "B", (Cut("any", 0, None),), codes=(new_guid(),)),)), path
        )
    assert path.read_bytes() == before
    write_codebook(replace(full(), name="New"), path)
    assert read_codebook(path).name == "New"
    assert [p.name for p in tmp_path.iterdir()] == ["c.yaml"]


def test_places_and_endings_of_no_use_are_refused(tmp_path: Path) -> None:
    with pytest.raises(ExportRefused, match=r"\.doc is not a format of codebooks.*\.yaml"):
        write_codebook(full(), tmp_path / "c.doc")
    with pytest.raises(ExportRefused, match="not a format"):
        left_out(full(), tmp_path / "c")
    with pytest.raises(ExportRefused, match="cannot be written"):
        write_codebook(full(), tmp_path / "nowhere" / "c.yaml")
    (tmp_path / "folder.yaml").mkdir()
    with pytest.raises(ExportRefused, match="folder"):
        write_codebook(full(), tmp_path / "folder.yaml")


def test_every_format_that_is_read_can_be_written() -> None:
    from fop_coder.importers.codebooks import READERS

    assert set(READERS) == set(WRITERS)
