"""The guide is tested against the window that it tells of."""

import pytest

from tests.gui.conftest import (  # noqa: F401 - fixtures
    bare_window,
    own_window,
    preferences,
    sample_copy,
    theme,
    window,
)


@pytest.fixture
def whole_window(window):  # noqa: F811 - the fixture
    """Return the window with all its screens made."""
    while window.furnish_next():
        pass
    return window
