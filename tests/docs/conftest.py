"""The guide is tested against the window that it tells of."""

from tests.gui.conftest import (  # noqa: F401 - fixtures
    bare_window,
    preferences,
    sample_copy,
    sample_file,
    theme,
    window,
)
