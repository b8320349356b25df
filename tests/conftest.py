"""What all tests share: how Hypothesis searches, and projects made once and copied: setting one up costs 0.2 s."""

from __future__ import annotations

import gc
import importlib
import os
import pkgutil
import shutil

import pytest
from coverage import Coverage
from hypothesis import HealthCheck, settings

import fop_coder
from fop_coder.project.sample import build_sample
from fop_coder.store.store import Store
from tests.quick import ShortCuts
from tests.reference import small

settings.register_profile(
    "dev",
    deadline=None,
    max_examples=int(os.environ.get("EXAMPLES", "20")),
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)
settings.register_profile("ci", settings.get_profile("dev"), derandomize=True, print_blob=True)
settings.load_profile("ci" if os.environ.get("CI") else "dev")


@pytest.hookimpl(wrapper=True)
def pytest_runtest_protocol(item):
    """Measure no coverage in tests that go over what others have covered: tracing makes them half as fast again."""
    measured = Coverage.current()
    if measured is None or item.get_closest_marker("untraced") is None:
        return (yield)
    measured.stop()
    try:
        return (yield)
    finally:
        measured.start()


def pytest_collection_finish():
    """Load all that is measured, and leave what is loaded out of later searches for garbage.

    What an untraced test loads first would never be seen to be loaded. Garbage is looked for as seldom as in use.
    """
    if Coverage.current() is not None:
        for module in pkgutil.walk_packages(fop_coder.__path__, "fop_coder."):
            if not module.name.endswith(("__main__", "migrations.env")):
                importlib.import_module(module.name)
    gc.collect()
    gc.freeze()
    gc.set_threshold(20_000, 20, 50)


@pytest.fixture(scope="session", autouse=True)
def short_cuts():
    """Take short cuts in the whole run; see ``tests.quick``."""
    taken = ShortCuts()
    taken.take()
    yield taken
    taken.give_back()


@pytest.fixture
def as_in_use(short_cuts):
    """Take no short cuts in a test that is about what they leave out."""
    short_cuts.give_back()
    yield
    short_cuts.take()


@pytest.fixture(scope="session")
def small_project(tmp_path_factory):
    """Return the path of a file with the project of ``tests.reference.small``; copy it, do not write to it."""
    path = tmp_path_factory.mktemp("template") / "small.fop"
    Store.create(path, small.EVERYTHING, small.FIRST.guid)
    return path


@pytest.fixture(scope="session")
def bare_project(tmp_path_factory):
    """Return the path of a file that holds one coder and the settings alone; copy it, do not write to it."""
    path = tmp_path_factory.mktemp("template") / "bare.fop"
    Store.create(path, small.BARE, small.FIRST.guid)
    return path


@pytest.fixture(scope="session")
def sample_built(tmp_path_factory, short_cuts):
    """Return the paths of the sample project and its workbook, built once; copy them, do not write to them."""
    return build_sample(tmp_path_factory.mktemp("sample"))


@pytest.fixture(scope="session")
def sample_file(sample_built):
    """Return the path of the sample project; copy it, do not write to it."""
    return sample_built[0]


@pytest.fixture
def project_file(tmp_path, small_project):
    """Return the path of a copy of the small project."""
    return shutil.copy(small_project, tmp_path / "study.fop")


@pytest.fixture
def make_store(tmp_path, small_project, bare_project):
    """Return a function that makes a project with further Changes and opens it; all are closed at the end."""
    opened = []

    def make(*changes, name="study.fop", bare=False):
        path = tmp_path / name
        shutil.copy(bare_project if bare else small_project, path)
        store = Store.open(path)
        opened.append(store)
        for change in changes:
            store.apply(change, small.FIRST.guid)
        return store

    yield make
    for store in opened:
        store.close()


@pytest.fixture
def store(make_store):
    """Return the small project, open for writing."""
    return make_store()
