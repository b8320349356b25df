"""The benchmarks measure what they say, tried at a tiny size; how long anything takes is nobody's business here."""

import json
from dataclasses import dataclass, replace

import pytest

from fop_coder.model.coding import Coding
from fop_coder.model.documents import Document, Role, Speaker
from fop_coder.model.people import Respondent
from fop_coder.project import Project
from tests.benchmarks import starting
from tests.benchmarks.__main__ import ROWS, main
from tests.benchmarks.generator import TINY, Size, kept_project, make_project
from tests.benchmarks.measure import Measured, Pair, entry, table, take_turns, write_json

pytestmark = pytest.mark.untraced


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    """Return a folder that keeps what is made for the benchmarks of this module."""
    return tmp_path_factory.mktemp("bench")


@pytest.fixture(scope="module")
def project(folder):
    with Project.open(kept_project(TINY, folder), read_only=True) as opened:
        yield opened


def test_the_generated_project_is_whole_and_of_the_size_asked_for(project):
    assert project.verify() == []
    store = project.store
    documents = {d.name: d for d in store.values(Document)}
    assert len(documents) == TINY.documents + 1
    assert all(TINY.characters - 200 <= d.length <= TINY.characters for n, d in documents.items() if n[0] == "I")
    assert TINY.long_characters - 200 <= documents["Focus group"].length <= TINY.long_characters
    assert len(store.values(Respondent)) == TINY.respondents
    assert len(store.values(Coding)) == TINY.codings + TINY.long_codings
    assert len(store.values(Coding, document=documents["Focus group"].guid)) == TINY.long_codings


def test_its_codings_overlap_and_a_few_count_for_nobody(project):
    codings = project.store.values(Coding)
    overlaps = sum(a.document == b.document and a.start < b.end and b.start < a.end for a in codings for b in codings)
    assert overlaps > 3 * len(codings)
    counting = sum(bool(who) for who in project.store.counted_for(c.guid for c in codings).values())
    assert 0.8 * len(codings) < counting < len(codings)


def test_interviewers_ask_and_respondents_talk_longer(project):
    store = project.store
    for document in store.values(Document):
        text = store.text(document.guid)
        roles = {s.guid: s.role for s in store.values(Speaker, document=document.guid)}
        said = {role: [] for role in Role}
        for turn in store.turns(document.guid).turns[:-1]:
            said[roles[turn.speaker]].append(text[turn.start : turn.end])
        assert said[Role.INTERVIEWER] and all(words.endswith("?") for words in said[Role.INTERVIEWER])
        assert sum(map(len, said[Role.RESPONDENT])) > sum(map(len, said[Role.INTERVIEWER]))


def test_the_same_size_gives_the_same_project_and_is_made_once(project, folder, tmp_path):
    make_project(TINY, tmp_path / "again.fop")
    with Project.open(tmp_path / "again.fop", read_only=True) as again:
        for kind in (Coding, Document, Respondent):
            assert project.store.values(kind) == again.store.values(kind)
    kept = kept_project(TINY, folder)
    written = kept.stat().st_mtime_ns
    assert kept_project(TINY, folder).stat().st_mtime_ns == written


def test_what_was_made_otherwise_is_not_kept(tmp_path):
    before = kept_project(TINY, tmp_path)
    after = kept_project(replace(TINY, codings=10), tmp_path)
    assert (before.exists(), after.exists()) == (False, True)


def with_the_usual_bytecode(settings, bytecode, surroundings=starting._surroundings):
    """Return the environment in which a window starts, without a folder in which all has to be compiled first."""
    return {name: value for name, value in surroundings(settings, bytecode).items() if name != "PYTHONPYCACHEPREFIX"}


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row.name)
def test_every_row_can_be_measured(row, project, folder, monkeypatch):
    monkeypatch.setattr("tests.benchmarks.measure._MORE", 1)  # once is enough to see that it can
    monkeypatch.setattr(starting, "_surroundings", with_the_usual_bytecode)
    found = entry(replace(row, full=TINY, tenth=TINY), folder, runs=1, only_tenth=True)
    assert (found.name, found.budget, found.growth) == (row.name, row.budget, None)
    assert found.ours_s > 0 and found.floor_s > 0
    assert found.ratio == pytest.approx(found.ours_s / found.floor_s, rel=0.05)
    assert "codings" in found.size or "files" in found.size
    assert not [left for left in folder.iterdir() if left.name.startswith("tmp")]


TEN_TIMES = Size("full", 30, 90, 1_500, 600)


@dataclass
class TenTimesSlower:
    """A row that takes ten times as long at its full size."""

    name: str = "a row"
    budget: float = 2.0
    full: Size = TEN_TIMES
    tenth: Size = TINY

    def measure(self, size, folder, runs):
        return Measured(size.name, ours=3.0 if size is self.full else 0.3, floor=2.0)


def test_ratio_and_growth_are_worked_out_and_written(tmp_path):
    found = entry(TenTimesSlower(), tmp_path, runs=1)
    assert (found.size, found.ours_s, found.floor_s, found.ratio, found.growth) == ("full", 3.0, 2.0, 1.5, 10.0)
    write_json([found], tmp_path / "deep" / "bench.json")
    assert json.loads((tmp_path / "deep" / "bench.json").read_text()) == [
        {"name": "a row", "size": "full", "ours_s": 3.0, "floor_s": 2.0, "ratio": 1.5, "budget": 2.0, "growth": 10.0}
    ]
    headings, line = table([found]).splitlines()
    assert headings.split()[:3] == ["what", "size", "ours"]
    for shown in ("a row", "3.0000 s", "2.0000 s", "1.50 ×", "≤ 2 ×", "10.0 ×"):
        assert shown in line


def test_floor_and_ours_take_turns_and_what_comes_before_ours_is_done_each_time():
    done = []
    pair = Pair(lambda: done.append("ours"), lambda: done.append("floor"), lambda: done.append("before"))
    take_turns(pair, runs=1)
    assert done == ["floor", "before", "ours"] * 11  # once to get warm, then ten times, as it takes no time


def test_what_takes_long_is_run_as_often_as_asked_for(monkeypatch):
    seconds = iter([1.0, 9.0, 3.0, 7.0, 2.0, 8.0])
    monkeypatch.setattr("tests.benchmarks.measure._seconds", lambda work: next(seconds))
    assert take_turns(Pair(list, list), runs=3) == (8.0, 2.0)


def test_a_row_that_is_not_there_is_said(capsys):
    with pytest.raises(SystemExit):
        main(["--only", "nothing of the kind"])
    assert "no row is called 'nothing of the kind'" in capsys.readouterr().err
