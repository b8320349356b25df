import pytest

from tests.study import Study


@pytest.fixture
def study(tmp_path):
    made = Study(tmp_path)
    yield made
    made.project.close()
