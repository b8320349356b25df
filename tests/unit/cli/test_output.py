"""What reaches the terminal cannot act on it, and JSON stays JSON."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fop_coder.cli.options import pairs, separated
from fop_coder.cli.output import Progress, counted, one_line, print_json, refuse, safe, say, tell
from fop_coder.model.errors import FopCoderError

ACTING = "\x1b[31mred\x1b[0m \x9b2J \x07 \u202eturned\u202c \x00 \x7f"


def test_nothing_that_acts_on_a_terminal_is_left_and_positions_stay() -> None:
    shown = safe(ACTING)
    assert not set(shown) & set("\x1b\x9b\x07\u202e\u202c\x00\x7f")
    assert len(shown) == len(ACTING)
    assert shown.index("turned") == ACTING.index("turned")


def test_words_of_all_languages_tabs_and_line_ends_stay() -> None:
    text = "naïve\tcafé 😀\n日本語 שלום\u200f e\u0301"
    assert safe(text) == text


def test_one_line_has_no_line_ends() -> None:
    assert one_line("a\nb\tc\u2028d\re") == "a b c d\ufffde"


@given(st.text())
def test_json_is_read_back_exactly_whatever_the_text(text: str) -> None:
    with pytest.MonkeyPatch.context() as patch:
        written: list[str] = []
        patch.setattr("fop_coder.cli.output.typer.echo", written.append)
        print_json({"text": text})
    assert json.loads(written[0]) == {"text": text}
    assert not set(written[0]) & set("\x1b\x9b\x07\u202e\u2028\x7f")


def test_results_go_to_stdout_and_the_rest_to_stderr(capsys: pytest.CaptureFixture[str]) -> None:
    say("one\x1b", "two")
    tell("three\nfour")
    exit_ = refuse(FopCoderError("no\x1bgo", where="a\nfile"))
    out, err = capsys.readouterr()
    assert out == "one\ufffd\ntwo\n"
    assert err == "three four\nfop-coder: a file: no\ufffdgo\n"
    assert exit_.exit_code == 1


def test_numbers_stand_with_their_noun() -> None:
    assert (counted(1, "document"), counted(2, "document")) == ("1 document", "2 documents")
    assert (counted(1, "class", "classes"), counted(1200, "class", "classes")) == ("1 class", "1,200 classes")


def test_progress_is_shown_only_to_somebody_who_watches(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    Progress("Reading")(1, 2)
    assert capsys.readouterr().err == ""
    monkeypatch.setattr("sys.stderr.isatty", lambda: True)
    watched = Progress("Reading")
    watched(1, 2)
    assert capsys.readouterr().err == "\rReading 1 of 2"
    watched(2, 2)
    assert capsys.readouterr().err.endswith("\r")


def test_names_between_commas_and_repeated_options_are_one_list() -> None:
    assert separated(["Ann, Ben", "Cy"]) == ("Ann", "Ben", "Cy")
    assert separated(None) == ()


def test_pairs_are_taken_apart_at_the_first_equals_sign() -> None:
    assert pairs("--role", ["Speaker 1 = interviewer", "a=b=c"]) == {"Speaker 1": "interviewer", "a": "b=c"}


@pytest.mark.parametrize("wrong", ["interviewer", "=interviewer", "Speaker 1="])
def test_half_a_pair_is_wrong_usage(wrong: str) -> None:
    with pytest.raises(Exception, match="NAME=VALUE") as found:
        pairs("--role", [wrong])
    assert getattr(found.value, "exit_code", None) == 2
