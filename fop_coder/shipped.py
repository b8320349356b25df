"""Where the material that comes with the program lies: codebooks, and what the sample project is made of.

In an installed program it lies inside the package; in a checkout at the top, where people edit it.
"""

from __future__ import annotations

from pathlib import Path

from fop_coder.model.errors import FopCoderError, NotFound

_PACKAGE = Path(__file__).resolve().parent

SAMPLE_FIGURES = (
    ("Planning", 1, 22, 25),
    ("Hypotheses", 2, 12, 25),
    ("Engagement", 3, 17, 25),
    ("Techniques", 4, 17, 25),
    ("Review", 5, 11, 25),
)
"""What the sample's tally says: the code's name, colour and key, n, N; shown before a copy is built, held by a test."""


def codebooks_folder() -> Path:
    """Return the folder of the shipped codebooks and their JSON Schema.

    Raises:
        FopCoderError: the folder is missing, so that the installation is not whole.
    """
    return _folder("codebooks")


def fixtures_folder() -> Path:
    """Return the folder of the sample project's material.

    Raises:
        FopCoderError: the folder is missing, so that the installation is not whole.
    """
    return _folder("fixtures")


def shipped_codebooks() -> tuple[Path, ...]:
    """Return the files of all shipped codebooks, sorted by name."""
    return tuple(sorted(codebooks_folder().glob("*.yaml")))


def shipped_codebook(name: str) -> Path:
    """Return the file of a shipped codebook by its name without ending ("five-learning-outcomes").

    Raises:
        NotFound: there is none of that name; the message names the nearest, or all.
    """
    by_name = {path.stem: path for path in shipped_codebooks()}
    if name not in by_name:
        import difflib

        near = difflib.get_close_matches(name, by_name, n=1) or sorted(by_name)
        raise NotFound(f"no shipped codebook is called {name!r}", do=f"Choose {' or '.join(near)}")
    return by_name[name]


def _folder(name: str) -> Path:
    for folder in (_PACKAGE / "_shipped" / name, _PACKAGE.parent / name):
        if folder.is_dir():
            return folder
    raise FopCoderError(
        f"the folder {name!r} that comes with the program is missing",
        where=str(_PACKAGE),
        do="Install the program again",
    )
