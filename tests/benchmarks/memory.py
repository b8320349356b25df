"""Write the workbook of a project and print the most memory that this process took, in MB."""

from __future__ import annotations

import sys
from pathlib import Path

from fop_coder.project import Project
from fop_coder.project.exporting import export_project
from tests.benchmarks.workbooks import EVERYBODY, PARTS


def peak() -> float:
    """Return the most memory that this process has held so far, in MB.

    Linux tells it for the program alone; ``getrusage`` counts there what the parent held before this one began.
    """
    status = Path("/proc/self/status")
    if status.exists():
        line = next(line for line in status.read_text(encoding="ascii").splitlines() if line.startswith("VmHWM:"))
        return int(line.split()[1]) / 1024
    import resource

    most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return most / (1024 * 1024 if sys.platform == "darwin" else 1024)


def main(project: str, out: str) -> None:
    """Write the workbook."""
    with Project.open(Path(project), read_only=True) as opened:
        export_project(opened, Path(out), EVERYBODY, PARTS)
    print(f"{peak():.1f}")


if __name__ == "__main__":
    main(*sys.argv[1:])
