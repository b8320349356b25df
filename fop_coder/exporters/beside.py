"""Files and folders written beside their place and moved there when whole, so that what was there stays until then."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from secrets import token_hex

from fop_coder.model.errors import ExportRefused


@contextmanager
def file_beside(out: Path) -> Iterator[Path]:
    """Give a path to write to, which takes the place of ``out`` when the block ends well and is removed when not.

    Raises:
        ExportRefused: if ``out`` is a folder.
        OSError: if the place cannot be written to; an existing file that is open elsewhere is found before the work.
    """
    if out.is_dir():
        raise ExportRefused("is a folder", where=str(out), do="Choose another name")
    place = out.resolve()  # a link stays a link
    if place.exists():
        with place.open("r+b"):
            pass
    part = place.with_name(f".{place.name[:100]}.{token_hex(4)}.part")
    part.touch(exist_ok=False)
    try:
        yield part
        _to_disk(part)
        if place.exists():
            shutil.copymode(place, part)
        part.replace(place)
    except BaseException:
        part.unlink(missing_ok=True)
        raise


@contextmanager
def folder_beside(out: Path, is_ours: Callable[[Path], bool]) -> Iterator[Path]:
    """Give a folder to write into, which takes the place of ``out`` when the block ends well and is removed when not.

    Args:
        out: the folder to be; a folder of that name is replaced if ``is_ours`` says of it that an export wrote it.
        is_ours: asked only about folders that hold something.

    Raises:
        ExportRefused: if ``out`` is a file, or a folder that holds anything else.
        OSError: if the place cannot be written to.
    """
    _check_folder(out, is_ours)
    place = out.resolve()
    part, aside = (place.with_name(f".{place.name[:100]}.{token_hex(4)}.{kind}") for kind in ("part", "old"))
    part.mkdir()
    try:
        yield part
        for written in part.iterdir():
            _to_disk(written)
        _swap(part, place, aside)
    except BaseException:
        shutil.rmtree(part, ignore_errors=True)
        raise
    _remove(aside)


def _swap(part: Path, place: Path, aside: Path) -> None:
    """Move a whole folder to its place and what was there aside; on failure put that back."""
    was_there = place.exists()
    if was_there:
        place.rename(aside)
    try:
        part.rename(place)
    except OSError:
        if was_there:
            aside.rename(place)
        raise


def _remove(aside: Path) -> None:
    try:
        if aside.exists():
            shutil.rmtree(aside)
    except OSError as error:
        raise ExportRefused(
            "the tables are written, but the earlier ones could not be removed",
            where=str(aside),
            do="Remove that folder",
        ) from error


def _check_folder(out: Path, is_ours: Callable[[Path], bool]) -> None:
    if out.is_file():
        raise ExportRefused(
            "is a file; tables in CSV need a folder of that name",
            where=str(out),
            do="Choose another name, or remove the file",
        )
    if out.is_dir() and any(out.iterdir()) and not is_ours(out):
        raise ExportRefused(
            "the folder holds other files, which an export would remove", where=str(out), do="Choose another name"
        )


def _to_disk(path: Path) -> None:
    with path.open("r+b") as file:
        os.fsync(file.fileno())
