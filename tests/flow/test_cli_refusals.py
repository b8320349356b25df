"""What cannot be done ends with exit code 1 or 2 and one clear line; nothing is changed, nothing is left behind."""

from __future__ import annotations

import shlex

import pytest
from typer.testing import CliRunner

from fop_coder.cli.main import app
from tests.flow.cli_study import Desk, copied, desk_with_codings

LONG = "n" * 300


@pytest.fixture(scope="module")
def desk(tmp_path_factory):
    """Three interviews that Ann coded; Ben is known and has read nothing."""
    made = desk_with_codings(tmp_path_factory.mktemp("coded"))
    made.run("coder add", "Ben")
    return made


@pytest.fixture(scope="module")
def empty(tmp_path_factory):
    """A project with codes, and nobody in it."""
    made = Desk(tmp_path_factory.mktemp("empty"))
    made.run("new", "--codebook", "five-learning-outcomes", "--coder", "Ann")
    return made


@pytest.fixture(scope="module")
def bare(tmp_path_factory):
    """A project without codes, respondents or a second coder."""
    made = Desk(tmp_path_factory.mktemp("bare"))
    made.run("new", "--codebook", made.write("none.yaml", "name: None\n"), "--coder", "Ann")
    return made


@pytest.mark.parametrize("name", [LONG, "😀 [red]x%s\n=cmd()"], ids=["long", "odd"])
@pytest.mark.parametrize(
    ("command", "words"),
    [
        ("agreement", "--coders Ann,NAME"),
        ("agreement", "--coders Ann,Ben --round NAME"),
        ("agreement", "--coders Ann,Ben --level classification --scheme NAME"),
        ("disagreements", "--coders Ann,NAME"),
        ("settle", "NAME first --coders Ann,Ben"),
        ("round open", "NAME"),
        ("round add", "Second --coders Ann,Ben --documents LB01,NAME"),
        ("pack", "OUT --for Ben --documents LB01,NAME"),
        ("pack", "OUT --for Ben --documents 50% --by NAME"),
        ("pack", "OUT --for Ben --attributes NAME"),
        ("pack", "OUT --for Ben --as NAME"),
        ("merge", "NAME"),
        ("coder describe", "NAME --role assistant"),
        ("crosstab", "--rows NAME --columns planning"),
        ("correlate", "--x NAME --y codes"),
        ("change", "--of NAME --from first --to second"),
        ("change", "--of planning --from NAME --to second"),
        ("numbers", "--of NAME"),
        ("numbers", "--of 'codes: NAME'"),
        ("filters", "remove NAME"),
        ("export", "OUT.docx --view NAME"),
    ],
)
def test_a_name_that_is_not_known_is_refused_in_one_line(desk, command, words, name) -> None:
    out = desk.folder / "out.fop"
    given = [w.replace("NAME", name).replace("OUT", str(out)) for w in shlex.split(words)]
    before = sorted(desk.folder.iterdir())
    desk_says = desk.refused if command != "filters" else lambda _, *rest: filters_refused(desk, *rest)
    assert len(desk_says(command, *given)) > len("fop-coder: ")
    assert sorted(desk.folder.iterdir()) == before


def filters_refused(desk, *words):
    """Type a command on kept filters, which takes the project before its own words."""
    before = desk.project.read_bytes()
    result = desk.type("filters", desk.project, *words, code=1)
    assert (result.stdout, result.stderr.count("\n"), desk.project.read_bytes()) == ("", 1, before)
    return result.stderr


@pytest.mark.parametrize(
    ("command", "words"),
    [
        ("agreement", "--coders Ann,Ann"),
        ("disagreements", "--coders Ann,Ann"),
        ("round keep", "--coders Ann,Ann"),
    ],
)
def test_nobody_is_compared_with_themselves(desk, command, words) -> None:
    assert "a coder is named twice" in desk.refused(command, *words.split())


def test_agreement_of_which_nothing_can_be_told_is_not_put_on_record(desk) -> None:
    assert "Ann and Ben have finished no document together" in desk.refused("round keep", "--coders", "Ann,Ben")


@pytest.mark.parametrize("of", ["empty", "bare"])
@pytest.mark.parametrize(
    ("command", "words"),
    [
        ("agreement", "--coders Ann,Ben"),
        ("agreement", "--coders Ann"),
        ("disagreements", "--coders Ann,Ben"),
        ("round add", "Second --coders Ann,Ben"),
        ("round keep", "--coders Ann,Ben"),
        ("pack", "OUT --for Ben --documents 3"),
        ("crosstab", "--rows borough --columns kind"),
        ("correlate", "--x 'training days' --y codes"),
        ("change", "--of planning --from first --to second"),
        ("numbers", "--of 'training days'"),
        ("export", "OUT.sav --where 'borough = RBKC'"),
        ("export", "OUT.docx --by borough"),
    ],
)
def test_a_project_with_nothing_in_it_is_no_reason_to_fall(request, of, command, words) -> None:
    desk = request.getfixturevalue(of)
    before = sorted(desk.folder.iterdir())
    desk.refused(command, *(w.replace("OUT", str(desk.folder / "out.fop")) for w in shlex.split(words)))
    assert sorted(desk.folder.iterdir()) == before


@pytest.mark.parametrize("ending", ["docx", "sav", "svg", "csv"])
def test_an_export_goes_over_no_folder_and_into_none_that_is_not_there(desk, tmp_path, ending) -> None:
    (tmp_path / f"mine.{ending}").mkdir()
    (tmp_path / f"mine.{ending}" / "notes").write_text("mine")
    (tmp_path / "file").write_text("mine")
    for place in (f"mine.{ending}", f"file/out.{ending}", f"nowhere/out.{ending}", f"{LONG}.{ending}"):
        desk.refused("export", tmp_path / place)
    assert sorted(p.name for p in tmp_path.iterdir()) == ["file", f"mine.{ending}"]
    assert (tmp_path / f"mine.{ending}" / "notes").read_text() == (tmp_path / "file").read_text() == "mine"


@pytest.mark.parametrize("ending", ["docx", "html", "sav", "svg", "png"])
def test_where_a_filter_lets_nobody_through_an_export_says_so_with_noughts(desk, tmp_path, ending) -> None:
    out = tmp_path / f"😀 {ending}.{ending}"
    desk.run("export", out, "--where", "borough = Nowhere")
    assert out.exists()


@pytest.mark.parametrize("name", [LONG, "a\0b"], ids=["too long", "null character"])
@pytest.mark.parametrize(
    "words",
    [
        "new NAME --codebook families --coder Ann",
        "info NAME",
        "NAME",
        "pack PROJECT NAME --for Ben",
        "merge PROJECT NAME",
        "backup PROJECT NAME",
        "restore PROJECT NAME",
        "import PROJECT NAME",
        "codebook check NAME",
        "codebook import PROJECT NAME",
        "respondents import PROJECT NAME",
        "codings import PROJECT NAME",
        "codings export PROJECT NAME.csv",
        "export PROJECT NAME.docx",
        "agreement --ratings NAME.csv",
    ],
)
def test_a_name_that_no_file_can_have_is_refused(desk, words, name) -> None:
    before = desk.project.read_bytes()
    given = [w.replace("NAME", str(desk.folder / name)).replace("PROJECT", str(desk.project)) for w in words.split()]
    result = CliRunner().invoke(app, given)
    assert isinstance(result.exception, SystemExit)
    assert (result.exit_code, desk.project.read_bytes()) in [(1, before), (2, before)]
    assert result.stderr


@pytest.mark.parametrize("words", ["pack PROJECT PLACE --for Ben", "merge PROJECT PLACE", "backup PROJECT PLACE"])
@pytest.mark.parametrize("place", ["notes.txt", "folder", "notes.txt/x.fop", "nowhere/x.fop", "study.fop"])
def test_what_is_there_is_neither_taken_for_a_pack_nor_written_over(desk, tmp_path, words, place) -> None:
    here = copied(desk, "again.fop")
    (tmp_path / "notes.txt").write_text("mine")
    (tmp_path / "folder").mkdir()
    (tmp_path / "study.fop").write_bytes(here.project.read_bytes())
    before = here.project.read_bytes()
    given = [w.replace("PLACE", str(tmp_path / place)).replace("PROJECT", str(here.project)) for w in words.split()]
    result = here.type(*given, code=1)
    assert (result.stdout, result.stderr[:11], result.stderr.count("\n")) == ("", "fop-coder: ", 1)
    assert here.project.read_bytes() == (tmp_path / "study.fop").read_bytes() == before
    assert sorted(p.name for p in tmp_path.iterdir()) == ["folder", "notes.txt", "study.fop"]
