"""Packs coming back: what is new, what differs, what cannot fit and why; then all of it in one Change, or nothing."""

from __future__ import annotations

import shutil
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory

from fop_coder.model.change import Change
from fop_coder.model.errors import ChangeRefused, ProjectDamaged, ProjectRefused
from fop_coder.model.second_coding import KeptAgreement, PackOrigin, Round
from fop_coder.project.pack_compared import NEW, Merging, PackReader, Unfit, UnknownCoder
from fop_coder.project.project import Progress, Project
from fop_coder.project.round_overview import keep_completed
from fop_coder.store import file
from fop_coder.store.collecting import collecting_later

__all__ = ["NEW", "Merging", "Unfit", "UnknownCoder", "merge", "merge_change", "origin_of", "preview_merge"]

_AGAIN = "Ask for the file again"


def preview_merge(
    project: Project, path: Path, coders: Mapping[str, str] | None = None, progress: Progress | None = None
) -> Merging:
    """Say what merging a pack would do, without doing it.

    Where it is the last that a round waits for, agreement before discussion is told and kept in the same Change, so
    that nobody can forget to look before differences are talked about.

    Args:
        coders: for coders of the pack whom the project does not know: who they are here, or "new".
        progress: told how much of the pack was looked through; what it raises stops the looking.

    Raises:
        ProjectRefused: if the file is no pack, damaged, of a newer version, or was made from another project.
        NotFound: if ``coders`` names nobody the project knows.
    """
    with _opened(path) as pack, collecting_later():
        problems = pack.verify(progress, derived_too=False)  # what is derived is made anew here
        if problems:
            raise _damaged(path, problems[0])
        origin = _origin(project, pack, path)
        found = PackReader(project, pack, origin).merging({k.casefold(): v for k, v in (coders or {}).items()})
    return _with_agreement(project, found)


def origin_of(path: Path) -> PackOrigin | None:
    """Return where a pack comes from, None for a project that is no pack.

    Raises:
        ProjectRefused: if the file cannot be read.
    """
    with _opened(path) as opened:
        return next(iter(opened.store.values(PackOrigin)), None)


@contextmanager
def _opened(path: Path) -> Iterator[Project]:
    """Open a pack for reading; one that an older program wrote is brought up to date in a copy, never where it lies."""
    if file.check_header(path) >= file.SCHEMA_VERSION:
        try:
            pack = Project.open(path, read_only=True)
        except ProjectDamaged as error:
            raise _damaged(path, error.what) from error
        with pack:
            yield pack
        return
    with TemporaryDirectory() as folder:
        copy = Path(folder) / "pack.fop"
        shutil.copyfile(path, copy)
        try:
            pack = Project.open(copy)
        except ProjectRefused as error:
            if isinstance(error, ProjectDamaged):
                raise _damaged(path, error.what) from error
            raise ProjectRefused(error.what, where=str(path), do=error.do or _AGAIN) from error
        with pack:
            yield pack


def _damaged(path: Path, why: str) -> ProjectRefused:
    return ProjectRefused(f"the pack is damaged: {why}", where=str(path), do=_AGAIN)


def _with_agreement(project: Project, merging: Merging) -> Merging:
    """Add what must be kept of the rounds that a merge completes."""
    if merging.change.is_empty or not project.store.values(Round):
        return merging
    with project.scratch() as after:
        after.apply(merging.change)
        kept = keep_completed(after)
        if kept is None:
            return merging
        rounds = {r.guid: r.name for r in after.store.values(Round)}
    of = dict.fromkeys(rounds[k.round] for k in kept.added if isinstance(k, KeptAgreement) and k.round)
    return replace(merging, change=merging.change.joined(kept, merging.change.label), completes=tuple(of))


def merge_change(merging: Merging, *, leave_out: bool = False) -> Change:
    """Return the Change that does what a preview says; empty where everything is here already.

    Args:
        leave_out: what cannot fit is left out, instead of refusing everything.

    Raises:
        ChangeRefused: if something cannot fit, or a coder is not told apart.
    """
    if merging.unknown:
        one = merging.unknown[0]
        raise ChangeRefused(
            f"the project has no coder called {one.name!r}",
            do=f'Say who it is: --coder "{one.name}={one.near[0] if one.near else NEW}", or "{one.name}={NEW}"',
        )
    if merging.unfit and not leave_out:
        one_unfit = merging.unfit[0]
        more = f" (and {len(merging.unfit) - 1} more)" if len(merging.unfit) > 1 else ""
        raise ChangeRefused(
            f"{one_unfit.why}{more}",
            where=one_unfit.what,
            do="Nothing was changed. Leave out what cannot fit, or mend it",
        )
    return merging.change


def merge(project: Project, merging: Merging, *, leave_out: bool = False) -> bool:
    """Carry out what a preview says; return whether anything changed.

    Raises:
        ChangeRefused: as ``merge_change``; nothing was changed.
    """
    change = merge_change(merging, leave_out=leave_out)
    project.apply(change)
    return not change.is_empty


def _origin(project: Project, pack: Project, path: Path) -> PackOrigin:
    origins = pack.store.values(PackOrigin)
    if not origins:
        raise ProjectRefused("is a project, not a pack", where=str(path), do="Choose a file made with: fop-coder pack")
    if origins[0].project != project.settings.guid:
        raise ProjectRefused(
            "is a pack of another project", where=str(path), do="Merge it into the project that it was made from"
        )
    return origins[0]
