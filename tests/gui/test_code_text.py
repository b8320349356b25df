"""What is shown of a stored text, and the way between positions on screen and in the text; lanes of stripes."""

from __future__ import annotations

from random import Random

from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtGui import QTextDocument

from fop_coder.gui.panels.code.coding_index import LINE_OF_TEXT, CodingIndex
from fop_coder.gui.panels.code.segments import Segments
from fop_coder.gui.panels.code.under_text import underline_lanes
from fop_coder.gui.panels.code.words import keys_sentence
from fop_coder.model.base import new_guid
from fop_coder.model.codebook import Code
from fop_coder.model.coding import Coding
from fop_coder.model.documents import Role
from fop_coder.project.documents import Speech

SPOKEN = st.text(st.sampled_from("ab \n😀é\u00a0\u2028\u2029\ufdd0\x0b"), min_size=1, max_size=12)


def transcript(turns):
    """Return a text with labels, and its turns."""
    text, speeches = "Interview of May\n\n", []
    for number, words in enumerate(turns):
        who = ("I", "KC01")[number % 2]
        text += f"{who}: "
        role = Role.RESPONDENT if number % 2 else Role.INTERVIEWER
        speeches.append(Speech(len(text), len(text) + len(words), who, role, "", None))
        text += f"{words}\n"
    return text, speeches


def test_labels_are_left_out_and_other_words_outside_turns_stay():
    text, speeches = transcript(["Why?", "First.\n\nSecond."])
    shown = Segments(text, speeches)
    assert shown.paragraphs == ("Interview of May", "Why?", "First.", "Second.")
    assert [shown.turn_of(n) for n in range(4)] == [None, 0, 1, 1]
    assert list(shown.paragraphs_of(1)) == [2, 3]
    assert shown.stored(0, len("\n".join(shown.paragraphs))) == "Interview of May\nWhy?\nFirst.\nSecond."


@given(st.lists(SPOKEN, min_size=1, max_size=6))
def test_every_stored_position_comes_back_from_qt_and_qt_keeps_every_paragraph(turns):
    text, speeches = transcript(turns)
    shown = Segments(text, speeches)
    document = QTextDocument()
    document.setPlainText("\n".join(shown.paragraphs))
    assert document.blockCount() == len(shown)
    for number in range(len(shown)):
        segment = shown[number]
        block = document.findBlockByNumber(number)
        assert block.position() == shown.to_qt(segment.start)
        for point in range(segment.start, segment.end):
            unit = shown.to_qt(point)
            assert shown.from_qt(unit) == point
            assert document.findBlock(unit).blockNumber() == number
        first, last, blocks = shown.passage_to_qt(segment.start, segment.end)
        assert list(blocks) == ([number] if segment.start < segment.end else [])  # a blank turn shows no passage
        assert shown.stored(first, last) == text[segment.start : segment.end]


def test_ends_move_over_labels_to_the_next_words():
    text, speeches = transcript(["Why so?", "Because 😀 yes."])
    shown = Segments(text, speeches)
    why = text.index("so?") + 3
    assert text[: shown.next_end(why)].endswith("KC01: Because")
    because = text.index("Because")
    assert text[shown.previous_start(because) :].startswith("so?")
    assert text[shown.next_start(because) :].startswith("😀")
    assert text[: shown.previous_end(len(text) - 1)].endswith("😀")
    assert shown.next_end(len(text)) == len(text)


def index_of(passages, codes=1):
    text, speeches = transcript(["x" * 30, "word " * 200])
    shown = Segments(text, speeches)
    index = CodingIndex(shown)
    known = [Code(new_guid(), f"c{n}", f"C{n}", position=n) for n in range(codes)]
    coder, document, base = new_guid(), new_guid(), speeches[1].start
    made = [
        Coding(new_guid(), document, base + a, base + b, known[n % codes].guid, coder)
        for n, (a, b) in enumerate(passages)
    ]
    index.fill(made, {c.guid: c for c in known}, frozenset())
    return index, made, known


def test_stripes_that_meet_in_one_line_do_not_share_a_lane():
    index, made, _ = index_of([(0, 200), (150, 200), (201, 400), (400 + LINE_OF_TEXT, 600)])
    index.in_block(2)
    assert [index.get(c.guid).lane for c in made] == [0, 1, 2, 0]


def test_the_longest_coding_takes_the_first_underline():
    index, made, _ = index_of([(10, 40), (0, 200), (20, 30)])
    lanes = underline_lanes(index.in_block(2))
    assert [lanes.get(c.guid) for c in made] == [1, 0, None]


def test_adding_and_taking_off_one_by_one_gives_the_same_picture_as_reading_anew():
    rng = Random(3)
    spans = sorted({(a, a + rng.randint(1, 120)) for a in (rng.randint(0, 850) for _ in range(60))})
    index, made, known = index_of(spans, codes=3)
    rng.shuffle(made)
    code = {c.guid: c for c in known}
    for coding in made[:40]:
        index.remove(coding.guid)
        fresh = CodingIndex(index._segments)
        left = [d.coding for d in index.in_order()]
        fresh.fill(left, code, frozenset())
        assert picture(index) == picture(fresh)
    for coding in made[:40]:
        index.add(coding, code[coding.code], counted=True)
        fresh.fill([d.coding for d in index.in_order()], code, frozenset())
        assert picture(index) == picture(fresh)
    assert len(index) == len(made)


def picture(index):
    blocks = {n: {d.coding.guid for d in index.in_block(n)} for n in range(4)}
    lanes = [(d.coding.guid, d.lane) for d in index.in_order()]
    return lanes, blocks, {g: n for g, n in index.counts().items() if n}


def test_the_coding_of_exactly_a_passage_is_found_among_others():
    index, made, known = index_of([(0, 50), (0, 50), (0, 60), (5, 50)], codes=2)
    assert index.at(made[0].start, made[0].end, known[0].guid).coding == made[0]
    assert index.at(made[1].start, made[1].end, known[1].guid).coding == made[1]
    assert index.at(made[3].start, made[3].end, known[0].guid) is None


def test_keys_in_words():
    assert keys_sentence(["1", "2", "3"]) == "Press 1 to 3 to code them."
    assert keys_sentence(["1", "3", "A"]) == "Press 1, 3, A to code them."
    assert keys_sentence([]) == "Press / to code them."
