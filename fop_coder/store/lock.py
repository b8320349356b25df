"""Who has a project open for writing: a small file beside it that names them, and how a dead program's is told."""

import getpass
import json
import os
import socket
import sys
import time
from contextlib import suppress
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from fop_coder.model.base import now
from fop_coder.model.errors import ProjectLocked, ProjectRefused

_FRESH_SECONDS = 5
"""An empty lock younger than this is just being written."""

_STILL_ACTIVE = 259
_QUERY_LIMITED_INFORMATION = 0x1000


@dataclass(frozen=True)
class Holder:
    """Who holds the lock. ``started`` tells a process from a later one with the same number."""

    user: str
    host: str
    pid: int
    started: str
    since: str

    @property
    def is_gone(self) -> bool:
        """Whether the program that wrote it is certainly no longer running; of another machine nobody can say."""
        if self.host != socket.gethostname():
            return False
        return not _runs(self.pid) or _started(self.pid) != self.started


class Lock:
    """The lock on one project file."""

    def __init__(self, project: Path) -> None:
        """Remember where it lies: ``study.fop.lock`` beside ``study.fop``."""
        real = project.resolve()  # so that a link to a project is locked with it
        self.path = real.with_name(real.name + ".lock")
        self._project = project
        self._mine: Holder | None = None

    def acquire(self) -> None:
        """Take the lock; one left by a program that died is taken over.

        Raises:
            ProjectLocked: naming who has the project open.
            ProjectRefused: if the folder cannot be written to.
        """
        mine = Holder(_user(), socket.gethostname(), os.getpid(), _started(os.getpid()), now())
        for _ in range(3):
            try:
                handle = os.open(self.path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o644)
            except FileExistsError:
                self._clear_if_stale()
                continue
            except OSError as error:
                raise self._not_writable(error) from error
            try:
                with os.fdopen(handle, "w", encoding="utf-8") as file:
                    json.dump(asdict(mine), file)
            except OSError as error:  # the disk is full
                self.path.unlink(missing_ok=True)
                raise self._not_writable(error) from error
            self._mine = mine
            return
        raise ProjectLocked("is being opened by somebody else", where=str(self._project), do="Try again in a moment")

    def _not_writable(self, error: OSError) -> ProjectRefused:
        what = f"cannot be opened for writing ({error.strerror})"
        return ProjectRefused(what, where=str(self._project), do="Copy it to a folder of yours")

    def release(self) -> None:
        """Give the lock back."""
        if self._mine is not None and self.holder() == self._mine:  # somebody may have deleted it and taken it anew
            self.path.unlink(missing_ok=True)
        self._mine = None

    def holder(self) -> Holder | None:
        """Return who holds the lock, None if nobody does or the file tells nothing."""
        try:
            return _read_holder(self.path)
        except (OSError, ValueError, TypeError):
            return None

    def _clear_if_stale(self) -> None:
        holder = self.holder()
        if holder is None and self.path.exists() and self.path.stat().st_size > 0:
            raise ProjectLocked(
                "has a lock that cannot be read",
                where=str(self._project),
                do=f"If nobody has it open, delete {self.path.name}",
            )
        if holder is None and _age(self.path) < _FRESH_SECONDS:
            raise ProjectLocked(
                "is being opened by somebody else", where=str(self._project), do="Try again in a moment"
            )
        if holder is not None and not holder.is_gone:
            raise ProjectLocked(
                f"{holder.user} on {holder.host} has had it open since {holder.since} (process {holder.pid})",
                where=str(self._project),
                do=f"Close it there first; if you are sure that it is not open, delete {self.path.name}",
            )
        # Renamed before it is deleted: of two programs that find it stale at once, only one succeeds. What was renamed
        # may be the lock that the other has just taken; then it gets its name back.
        aside = self.path.with_name(f"{self.path.name}.{os.getpid()}")
        with suppress(FileNotFoundError, FileExistsError):
            self.path.rename(aside)
            if not _is_of(aside, holder):
                os.link(aside, self.path)
        aside.unlink(missing_ok=True)


def _read_holder(path: Path) -> Holder:
    """Read who holds a lock.

    Raises:
        OSError, ValueError, TypeError: if there is none, or the file tells nothing.
    """
    plain: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    holder = Holder(**plain)
    if not (isinstance(holder.pid, int) and 0 < holder.pid < 2**31):
        raise ValueError(f"{holder.pid!r} is no process")
    return holder


def _is_of(path: Path, holder: Holder | None) -> bool:
    """Say whether a lock is that of a holder, or for None one that was left empty."""
    try:
        return _read_holder(path) == holder
    except (ValueError, TypeError):
        return holder is None and _age(path) >= _FRESH_SECONDS


def _age(path: Path) -> float:
    try:
        return time.time() - path.stat().st_mtime
    except FileNotFoundError:
        return 0.0


def _user() -> str:
    try:
        return getpass.getuser()
    except (KeyError, OSError):  # no entry for this user, as in some containers
        return "somebody"


def _runs(pid: int) -> bool:
    if sys.platform == "win32":
        return _runs_on_windows(pid)
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return True


def _runs_on_windows(pid: int) -> bool:  # os.kill(pid, 0) would end the process there
    import ctypes

    kernel = getattr(ctypes, "windll").kernel32  # noqa: B009 - the name exists on Windows alone
    process = kernel.OpenProcess(_QUERY_LIMITED_INFORMATION, False, pid)
    if not process:
        return False
    code = ctypes.c_ulong()
    kernel.GetExitCodeProcess(process, ctypes.byref(code))
    kernel.CloseHandle(process)
    return code.value == _STILL_ACTIVE


def _started(pid: int) -> str:
    """Return when a process started, as the system counts it; '' where that cannot be told, or it has ended."""
    try:
        fields = Path(f"/proc/{pid}/stat").read_text(encoding="utf-8", errors="replace").rpartition(")")[2].split()
        return "" if fields[0] in "ZX" else fields[19]  # killed, but not yet cleared away by its parent
    except (OSError, IndexError):
        return ""
