"""Files of every format that was ever written open, are whole, and hold what they held; newer ones are left alone."""

import json
import shutil
import sqlite3
from pathlib import Path

import pytest

from fop_coder.model.change import Change
from fop_coder.model.errors import ProjectRefused
from fop_coder.model.people import Respondent
from fop_coder.store import file
from fop_coder.store.store import Store
from tests.migration.make_old_file import describe
from tests.reference import small

DATA = Path(__file__).parent / "data"
OLD_FILES = sorted(DATA.glob("v*.fop"))


def test_there_is_a_file_of_every_format():
    assert [path.name for path in OLD_FILES] == [f"v{n}.fop" for n in range(1, file.SCHEMA_VERSION + 1)]


@pytest.fixture(params=OLD_FILES, ids=lambda path: path.stem)
def old_file(request, tmp_path):
    return shutil.copy(request.param, tmp_path / request.param.name), request.param.with_suffix(".json")


def test_an_old_file_opens_is_whole_and_holds_what_it_held(old_file):
    path, expected = old_file
    store = Store.open(path)
    assert store.find_problems() == []
    found = describe(store)
    for what, held in json.loads(expected.read_text(encoding="utf-8")).items():
        assert found[what] == held, what
    store.apply(Change("Add", added=(Respondent(small.guid("new"), "LB99"),)), small.FIRST.guid)
    assert store.find_problems() == []
    store.close()
    assert file.check_header(path) == file.SCHEMA_VERSION


def test_the_counts_that_an_old_file_held_are_those_worked_out_by_hand():
    counts = json.loads((DATA / "v1.json").read_text(encoding="utf-8"))["counts"]
    nothing = {"not asked": 0, "too little information": 0, "no data": 0, "pending": 0}
    assert counts["First coder, planning"] == {**nothing, "referred": 2, "not asked": 1, "not referred": 1, "met": 1}
    assert counts["First coder, needs"] == {**nothing, "referred": 1, "not referred": 3, "met": 0}
    assert counts["First coder, housing"] == {**nothing, "referred": 1, "pending": 1, "not referred": 2, "met": 0}
    assert counts["Second coder, planning"] == {**nothing, "referred": 1, "no data": 3, "not referred": 0, "met": 0}
    assert counts["Second coder, needs"] == {
        **nothing,
        "referred": 0,
        "pending": 1,
        "no data": 3,
        "not referred": 0,
        "met": 0,
    }


@pytest.mark.parametrize("read_only", [False, True])
def test_a_file_of_a_newer_version_is_refused_untouched(project_file, read_only):
    raw = sqlite3.connect(project_file)
    raw.execute(f"PRAGMA user_version = {file.SCHEMA_VERSION + 1}")
    raw.execute("DROP TABLE coding")
    raw.close()
    before = project_file.read_bytes()
    with pytest.raises(ProjectRefused, match="newer version") as refused:
        Store.open(project_file, read_only=read_only)
    assert "Update FOP Coder" in refused.value.do
    assert project_file.read_bytes() == before
    assert [p.name for p in project_file.parent.iterdir()] == [project_file.name]
