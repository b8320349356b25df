"""Codebooks in YAML: what may be left out, what is refused, and where the fault is said to be."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from fop_coder.importers.codebooks import read_codebook
from fop_coder.importers.codebooks.build import build_codebook
from fop_coder.importers.codebooks.yaml_codebook import locate_text
from fop_coder.model.base import check_guid
from fop_coder.model.codebook import Codebook, Need, Within
from fop_coder.model.errors import CodebookRefused

GUID = "11111111-1111-4111-8111-111111111111"


def read(tmp_path: Path, text: str) -> Codebook:
    path = tmp_path / "codebook.yaml"
    path.write_text(text, encoding="utf-8")
    return read_codebook(path)


def faults_of(tmp_path: Path, content: str | bytes) -> list[tuple[int, int, str]]:
    path = tmp_path / "codebook.yaml"
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    with pytest.raises(CodebookRefused) as refused:
        read_codebook(path)
    return refused.value.faults


def test_a_list_of_names_is_a_codebook(tmp_path: Path) -> None:
    codebook = read(tmp_path, "name: Mine\ncodes:\n  - name: Money worries\n  - name: Money worries\n  - name: Été\n")
    assert [c.ident for c in codebook.codes] == ["money-worries", "money-worries-2", "t"]
    assert [c.colour for c in codebook.codes] == [1, 2, 3]
    assert [c.position for c in codebook.codes] == [0, 1, 2]
    assert len({c.guid for c in codebook.codes}) == 3
    for code in codebook.codes:
        check_guid(code.guid, "code")


def test_a_made_short_name_keeps_clear_of_one_that_is_given_later(tmp_path: Path) -> None:
    codebook = read(tmp_path, "name: Mine\ncodes:\n  - name: Review\n  - {name: Looking back, ident: review}\n")
    assert [c.ident for c in codebook.codes] == ["review-2", "review"]


def test_the_thirteenth_colour_is_the_first_again(tmp_path: Path) -> None:
    codebook = read(tmp_path, "name: Mine\ncodes:\n" + "".join(f"  - name: Code {n}\n" for n in range(13)))
    assert [c.colour for c in codebook.codes][-2:] == [12, 1]


def test_every_field_arrives(tmp_path: Path) -> None:
    codebook = read(
        tmp_path,
        f"""
format: 1
name: Whole
definition: All of it.
codes:
  - ident: below
    name: Below
    guid: {GUID}
    key: 1
    colour: 7
    parent: above
    definition: d
    include: i
    exclude: x
    examples: [one, two]
    criteria:
      - {{key: a, name: first}}
      - {{key: 2, name: second}}
      - {{key: c, name: third}}
    criteria_rule: {{need: at-least, at_least: 2, within: passage}}
    criteria_word: well done
    verb: spoke of it
    complement: kept silent
    meaning: 3
    retired: true
  - {{ident: above, name: Above, gathers: true, position: 9}}
schemes:
  - name: Stance
    categories:
      - {{name: Yes, key: Y, definition: agrees}}
      - name: No
instruments:
  - name: Scale
    lowest: 0
    highest: 4
    higher_is: better
    most_missing: 1
    items: [{{number: 1}}, {{number: 3, reversed: true, subscale: s, name: n}}]
bands:
  - name: How many
    codes: [below, above]
    cuts: [{{label: few, lowest: 0, highest: 0.5}}, {{label: many, lowest: 1}}]
  - name: How old
    number_of: age
    cuts: [{{label: any, lowest: 0}}]
""",
    )
    below, above = codebook.codes
    assert (below.guid, below.key, below.colour, below.parent) == (GUID, "1", 7, above.guid)
    assert (below.definition, below.include, below.exclude, below.examples) == ("d", "i", "x", ("one", "two"))
    assert [(c.key, c.name) for c in below.criteria] == [("a", "first"), ("2", "second"), ("c", "third")]
    assert below.criteria_rule is not None
    rule = below.criteria_rule
    assert (rule.need, rule.at_least, rule.within) == (Need.AT_LEAST, 2, Within.PASSAGE)
    assert (below.criteria_word, below.verb, below.complement) == ("well done", "spoke of it", "kept silent")
    assert (below.meaning, below.retired, above.gathers, above.position) == (3, True, True, 9)
    assert [(c.ident, c.name, c.key) for c in codebook.schemes[0].categories] == [("yes", "Yes", "Y"), ("no", "No", "")]
    scale = codebook.instruments[0]
    assert (scale.lowest, scale.highest, scale.higher_is, scale.most_missing) == (0, 4, "better", 1)
    assert [(i.number, i.reversed, i.subscale, i.name) for i in scale.items] == [
        (1, False, "", ""),
        (3, True, "s", "n"),
    ]
    many, old = codebook.bands
    assert many.codes == (below.guid, above.guid)
    assert [(c.label, c.lowest, c.highest) for c in many.cuts] == [("few", 0, 0.5), ("many", 1, None)]
    assert (old.codes, old.number_of) == ((), "age")


def test_yes_no_and_dates_stay_text_and_empty_entries_count_as_left_out(tmp_path: Path) -> None:
    text = "name: 2016-03-01\ncodes:\n  - name: off\n    definition:\n    ident: no\n"
    codebook = read(tmp_path, text)
    assert codebook.name == "2016-03-01"
    assert (codebook.codes[0].name, codebook.codes[0].ident, codebook.codes[0].definition) == ("off", "no", "")


def test_anchors_are_allowed(tmp_path: Path) -> None:
    text = "name: M\ncodes:\n  - {name: A, examples: &e [one]}\n  - {name: B, examples: *e}\n"
    assert [c.examples for c in read(tmp_path, text).codes] == [("one",), ("one",)]


HEAD = "name: Mine\ncodes:\n"
SCHEME = "name: M\nschemes:\n  - name: S\n    categories:\n"
SCALE = "name: M\ninstruments:\n  - name: I\n"
BAND = "name: M\nbands:\n  - name: B\n"


@pytest.mark.parametrize(
    ("text", "line", "column", "words"),
    [
        (HEAD + "  - name: A\n    colour: 13\n", 4, 13, "13 is more than 12"),
        (HEAD + "  - name: A\n    color: 3\n", 4, 5, "did you mean 'colour'?"),
        (HEAD + "  - name: A\n    zzz: 3\n", 4, 5, "'zzz' is not known here; known here are ident, name"),
        (HEAD + "  - name: A\n    name: B\n", 4, 5, "'name' stands twice here, first in line 3"),
        (HEAD + "  - key: 1\n", 3, 5, "name missing"),
        (HEAD + "  - name: 2016\n", 3, 11, "put it in quotation marks"),
        (HEAD + "  - name: ' A'\n", 3, 11, "without a space at either end"),
        (HEAD + "  - name: A\n    key: ab\n", 4, 10, "one letter or digit"),
        (HEAD + "  - name: A\n    key: 10\n", 4, 10, "10 is more than 9"),
        (HEAD + "  - name: A\n    ident: A b\n", 4, 12, "'A b' is not a short name"),
        (HEAD + f"  - name: A\n    guid: {GUID[:-1]}\n", 4, 11, "a permanent identity"),
        (HEAD + "  - name: A\n    examples: one\n", 4, 15, "begin each entry with a hyphen"),
        (HEAD + "  - name: A\n    gathers: maybe\n", 4, 14, "this is text, but should be true or false"),
        (HEAD + "  - name: A\n    parent: b\n", 4, 13, "no code in this file has the short name 'b'"),
        (HEAD + "  - name: Engage\n  - name: B\n    parent: engag\n", 5, 13, "did you mean 'engage'?"),
        (HEAD + "  - name: A\n    parent: a\n", 4, 13, "the parents run in a circle: A → A"),
        (HEAD + "  - name: A\n    key: 1\n  - name: B\n    key: '1'\n", 6, 10, "the key '1' is also that of 'A'"),
        (
            HEAD + "  - name: A\n    ident: b\n  - name: B\n    ident: b\n",
            6,
            12,
            "the short name 'b' is also that of 'A'",
        ),
        (HEAD + f"  - name: A\n    guid: {GUID}\n  - name: B\n    guid: {GUID}\n", 6, 11, "is also that of 'A'"),
        (HEAD + "  - name: A\n    criteria_rule: {need: all}\n", 3, 5, "a criteria rule needs criteria"),
        (HEAD + "  - name: A\n    criteria: []\n    criteria_rule: {need: all}\n", 5, 20, "needs criteria"),
        (
            HEAD + "  - name: A\n    criteria: [{key: a, name: x}]\n    criteria_rule: {need: at-least, at_least: 2}\n",
            *(5, 47, "asks for 2 of 1 criteria"),
        ),
        (
            HEAD + "  - name: A\n    criteria: [{key: a, name: x}]\n    criteria_rule: {need: at-least}\n",
            5,
            20,
            "at_least missing",
        ),
        (
            HEAD + "  - name: A\n    criteria: [{key: a, name: x}]\n    criteria_rule: {need: al}\n",
            5,
            27,
            "did you mean 'all'?",
        ),
        (
            HEAD + "  - name: A\n    criteria: [{key: a, name: x}, {key: a, name: y}]\n",
            4,
            41,
            "the key 'a' is also that of 'x'",
        ),
        (SCHEME + "      - name: one\n", 5, 7, "at least 2 are needed"),
        (
            SCHEME + "      - {name: one, key: K}\n      - {name: two, key: K}\n",
            *(6, 26, "the key 'K' is also that of 'one'"),
        ),
        (
            SCALE + "    lowest: 5\n    highest: 1\n    items: [{number: 1}]\n",
            4,
            13,
            "not below the highest",
        ),
        (
            SCALE + "    lowest: 1\n    highest: 5\n    items: [{number: 2}, {number: 2}]\n",
            *(6, 35, "item 2 stands twice"),
        ),
        (BAND + "    cuts: [{label: l, lowest: 0}]\n", 3, 5, "give codes or number_of"),
        (
            BAND + "    codes: [x]\n    cuts: [{label: l, lowest: 0}]\n",
            4,
            13,
            "no code in this file",
        ),
        (
            BAND + "    number_of: n\n    cuts: [{label: l, lowest: 0, highest: 2}, {label: h, lowest: 2}]\n",
            *(5, 66, "the bands 'l' and 'h' overlap"),
        ),
        (
            BAND + "    number_of: n\n    cuts: [{label: l, lowest: 0}, {label: h, lowest: 2}]\n",
            *(5, 12, "'l' has no upper end, but 'h' comes after it"),
        ),
        (HEAD + '  - name: A\n    ident: "a\\n"\n', 3, 5, "cannot be used as a short name"),
        ("format: 2\nname: M\n", 1, 9, "an edition that this version of the program does not read"),
        ("- name: M\n", 1, 1, "this is a list, but should be a group of keys"),
        ("", 1, 1, "the file is empty"),
        ("# nothing but a comment\n", 1, 1, "the file is empty"),
        ("~\n", 1, 1, "the file is empty"),
        ("name: M\ncodes:\n\t- name: A\n", 3, 1, "a tab stands where the line is indented"),
        ("name: a: b\n", 1, 8, "a colon stands in text without quotation marks"),
        ("name: 'M\n", 2, 1, "this cannot be read as YAML"),
        ("name: M\n---\nname: N\n", 2, 1, "this cannot be read as YAML"),
        ("name: M\x07\n", 1, 8, "U+0007"),
        ("name: !!python/name:os.system 'M'\n", 1, 7, "has no place in a codebook"),
        ("name: !!int '5'\n", 1, 7, "has no place in a codebook"),
        ("? [a, b]\n: c\nname: M\n", 1, 3, "a key must be one word"),
    ],
)
def test_a_fault_is_found_at_its_line_and_column(tmp_path: Path, text: str, line: int, column: int, words: str) -> None:
    faults = faults_of(tmp_path, text)
    assert [(f[0], f[1]) for f in faults] == [(line, column)], faults
    assert words in faults[0][2]


def test_all_faults_are_told_in_the_order_of_the_file(tmp_path: Path) -> None:
    text = HEAD + "  - name: A\n    colour: 0\n    key: 1\n  - name: B\n    key: 1\n    incl: x\n  - {key: 2}\n"
    faults = faults_of(tmp_path, text)
    assert [f[0] for f in faults] == [4, 7, 8, 9]


def test_the_message_names_file_line_and_column_and_how_many_more(tmp_path: Path) -> None:
    path = tmp_path / "mine.yaml"
    path.write_text("name: M\nfoo: 1\nbar: 2\n", encoding="utf-8")
    with pytest.raises(CodebookRefused, match=r"mine\.yaml:2:1: 'foo' is not known here.*\(and 1 more\)"):
        read_codebook(path)


def test_a_circle_of_three_is_told_once_at_its_first_code(tmp_path: Path) -> None:
    text = (
        HEAD
        + "  - {name: A, parent: b}\n  - {name: B, parent: c}\n  - {name: C, parent: a}\n  - {name: D, parent: a}\n"
    )
    assert faults_of(tmp_path, text) == [(3, 23, "parent: the parents run in a circle: A → B → C → A")]


def test_text_that_is_not_utf8_is_placed(tmp_path: Path) -> None:
    faults = faults_of(tmp_path, b"name: M\ncodes:\n  - name: Caf\xe9\n")
    assert [(f[0], f[1]) for f in faults] == [(3, 14)]
    assert "UTF-8" in faults[0][2]


def test_a_byte_order_mark_is_let_pass(tmp_path: Path) -> None:
    path = tmp_path / "codebook.yaml"
    path.write_bytes(b"\xef\xbb\xbfname: M\n")
    assert read_codebook(path).name == "M"


def test_aliases_that_multiply_are_stopped(tmp_path: Path) -> None:
    lines = ["name: M", "codes: &a0 [x, x, x, x, x, x, x, x, x, x]"]
    lines += [f"x{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 10)}]" for n in range(1, 10)]
    assert any("more repeated ones" in message for _, _, message in faults_of(tmp_path, "\n".join(lines)))


def test_an_entry_that_contains_itself_is_stopped(tmp_path: Path) -> None:
    assert any("contains itself" in message for _, _, message in faults_of(tmp_path, "name: M\ncodes: &a [*a]\n"))


def test_lists_too_deep_in_one_another_are_stopped(tmp_path: Path) -> None:
    faults = faults_of(tmp_path, "name: " + "[" * 5000 + "]" * 5000)
    assert [f[2] for f in faults] == ["lists and groups lie too deep in one another"]


@settings(deadline=None)
@given(st.binary(max_size=200) | st.text(alphabet="name: codes-\n[]{}&*a1'\"!|>#?,", max_size=200).map(str.encode))
def test_no_file_content_is_more_than_refused(content: bytes) -> None:
    located = locate_text(content)
    assert located.data is not None or located.faults


WORDS = ["format", "name", "codes", "schemes", "instruments", "bands", "ident", "guid", "key", "parent", "criteria"]
WORDS += [
    "criteria_rule",
    "need",
    "at_least",
    "categories",
    "items",
    "number",
    "lowest",
    "highest",
    "cuts",
    "label",
    "retired",
]
ODD = (
    st.none()
    | st.booleans()
    | st.integers(-2, 20)
    | st.floats(0, 5)
    | st.sampled_from(["a", "b", "A", "at-least", "", GUID])
)


@given(
    st.recursive(
        ODD, lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(WORDS), inner, max_size=6)
    )
)
def test_whatever_stands_in_a_file_it_is_a_codebook_or_refused_with_faults(data: object) -> None:
    try:
        assert isinstance(build_codebook("c.yaml", locate_text(yaml.safe_dump(data).encode())), Codebook)
    except CodebookRefused as refused:
        assert refused.faults
        assert all(line >= 1 and column >= 1 for line, column, _ in refused.faults)


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("codebook.txt", r"\.txt is not a format of codebooks"),
        ("codebook.yamll", "did you mean .yaml?"),
        ("c.yaml", "no such file"),
    ],
)
def test_a_file_of_no_use_is_refused_with_what_to_do(tmp_path: Path, name: str, words: str) -> None:
    with pytest.raises(CodebookRefused, match=words.replace("?", r"\?")):
        read_codebook(tmp_path / name)


def test_a_folder_and_an_enormous_file_are_refused(tmp_path: Path) -> None:
    (tmp_path / "folder.yaml").mkdir()
    with pytest.raises(CodebookRefused, match="cannot be read"):
        read_codebook(tmp_path / "folder.yaml")
    (tmp_path / "large.yaml").write_bytes(b"#" * (9 * 1024 * 1024))
    with pytest.raises(CodebookRefused, match="9 MB"):
        read_codebook(tmp_path / "large.yaml")
