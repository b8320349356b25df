"""Backups that lie beside a project are told by their names, whatever else lies there."""

from __future__ import annotations

import os

from fop_coder.project.safekeeping import backups_beside


def test_copies_of_this_project_are_listed_the_latest_first(tmp_path):
    names = {
        "study backup 2024-05-03.fop": "backup",
        "study backup 2024-05-03 2.fop": "backup",
        "study (before restoring, 2024-05-04 101500).fop": "before restoring",
        "study (before version 2, 2024-05-04 101500, 2).fop": "before version 2",
    }
    for age, name in enumerate(names):
        (tmp_path / name).write_bytes(b"12345")
        os.utime(tmp_path / name, (1_700_000_000 + age, 1_700_000_000 + age))
    for other in ("study.fop", "study two.fop", "another backup 2024.fop", "study backup.txt"):
        (tmp_path / other).touch()
    (tmp_path / "study backup folder.fop").mkdir()
    found = backups_beside(tmp_path / "study.fop")
    assert [b.path.name for b in found] == list(reversed(names))
    assert {b.path.name: b.what for b in found} == names
    assert {b.size for b in found} == {5}
    assert found[-1].at == "2023-11-14T22:13:20Z"


def test_a_project_without_copies_has_none(tmp_path):
    assert backups_beside(tmp_path / "study.fop") == []
