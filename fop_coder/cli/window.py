"""What opens the window."""

from __future__ import annotations

from fop_coder.model.errors import FopCoderError


def open_window(project: str | None) -> None:
    """Open the window, on a project if one is named.

    Raises:
        FopCoderError: always; the window comes with a later version.
    """
    do = f"Use the commands meanwhile: fop-coder info {project}" if project else "See the commands: fop-coder --help"
    raise FopCoderError("the window is not part of this version yet", do=do)
