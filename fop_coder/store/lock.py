"""Who has a project open for writing: a small file beside it that names them, and a way to tell one left by a dead program."""

import getpass
import json
import os
import socket
import sys
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from fop_coder.model.base import now
from fop_coder.model.errors import ProjectLocked, ProjectRefused

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
        self.path = project.with_name(project.name + ".lock")
        self._project = project
        self._held = False

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
                raise ProjectRefused(
                    f"cannot be opened for writing ({error.strerror})", where=str(self._project), do="Copy it to a folder of yours"
                ) from error
            with os.fdopen(handle, "w", encoding="utf-8") as file:
                json.dump(asdict(mine), file)
            self._held = True
            return
        raise ProjectLocked("is being opened by somebody else", where=str(self._project), do="Try again in a moment")

    def release(self) -> None:
        """Give the lock back."""
        if self._held:
            self.path.unlink(missing_ok=True)
            self._held = False

    def holder(self) -> Holder | None:
        """Return who holds the lock, None if nobody does or the file tells nothing."""
        try:
            plain: dict[str, Any] = json.loads(self.path.read_text(encoding="utf-8"))
            return Holder(**plain)
        except (OSError, ValueError, TypeError):
            return None

    def _clear_if_stale(self) -> None:
        holder = self.holder()
        if holder is None and self.path.exists() and self.path.stat().st_size > 0:
            raise ProjectLocked(
                "has a lock that cannot be read", where=str(self._project), do=f"If nobody has it open, delete {self.path.name}"
            )
        if holder is None and _age(self.path) < 5:
            raise ProjectLocked("is being opened by somebody else", where=str(self._project), do="Try again in a moment")
        if holder is not None and not holder.is_gone:
            raise ProjectLocked(
                f"{holder.user} on {holder.host} has had it open since {holder.since} (process {holder.pid})",
                where=str(self._project),
                do=f"Close it there first; if you are sure that it is not open, delete {self.path.name}",
            )
        # Renamed before it is deleted: of two programs that find it stale at once, only one succeeds.
        aside = self.path.with_name(f"{self.path.name}.{os.getpid()}")
        try:
            self.path.rename(aside)
        except FileNotFoundError:
            return
        aside.unlink(missing_ok=True)


def _age(path: Path) -> float:
    import time

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
    """Return when a process started, as the system counts it; '' where that cannot be told."""
    try:
        fields = Path(f"/proc/{pid}/stat").read_text(encoding="utf-8", errors="replace").rpartition(")")[2].split()
        return fields[19]
    except (OSError, IndexError):
        return ""
