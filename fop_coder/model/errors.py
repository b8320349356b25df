"""Domain errors: each says what went wrong, in which file or row, and what to do about it."""

from __future__ import annotations


class FopCoderError(Exception):
    """Anything the user can be told about; the command line prints it as one line, the window as one dialog.

    Args:
        what: what happened, a clause without a final full stop.
        where: the file, row, document or name concerned; empty if the sentence already says it.
        do: what the user can do about it; empty where nothing can be done.
    """

    def __init__(self, what: str, *, where: str = "", do: str = "") -> None:
        """Keep the parts and build the one-line message."""
        self.what, self.where, self.do = what, where, do
        line = f"{where}: {what}" if where else what
        super().__init__(f"{line}. {do}" if do else line)


class ValueRefused(FopCoderError):
    """A value that cannot be (an empty name, a passage that ends before it starts)."""


class ChangeRefused(FopCoderError):
    """A Change that does not fit the project's present state; nothing was changed."""


class ImportRefused(FopCoderError):
    """A file that cannot come in, with the reason."""

    def __init__(self, path: str, reason: str, *, line: int | None = None, do: str = "") -> None:
        """Name the file, the reason and, where there is one, the line or row (counted from 1)."""
        self.path, self.reason, self.line = path, reason, line
        super().__init__(reason, where=f"{path}, row {line}" if line else path, do=do)


class TextColumnMissing(ImportRefused):
    """A sheet without a column of text. ``has_respondents``: one of its headings names respondents."""

    has_respondents = False


class CodebookRefused(FopCoderError):
    """A codebook file with one or more faults.

    Args:
        path: the file.
        faults: (line, column, message) each, counted from 1; 0 where the format has no such place.
    """

    def __init__(self, path: str, faults: list[tuple[int, int, str]]) -> None:
        """Keep all faults; the message shows the first and says how many more there are."""
        self.path, self.faults = path, faults
        line, column, message = faults[0]
        place = f"{path}:{line}:{column}" if line else path
        more = f" (and {len(faults) - 1} more)" if len(faults) > 1 else ""
        super().__init__(f"{message}{more}", where=place)


class ProjectRefused(FopCoderError):
    """A project file that cannot be created or opened."""


class ProjectDamaged(ProjectRefused):
    """A project file that holds what no project can."""


class ProjectLocked(ProjectRefused):
    """Somebody else has the project open for writing."""


class NotFound(FopCoderError):
    """A name or GUID that the project does not know."""


class FilterRefused(FopCoderError):
    """A filter such as ``borough = RBKC and "training days" >= 10`` that cannot be read or applied."""


class ExportRefused(FopCoderError):
    """An export that cannot be written."""


class Cancelled(FopCoderError):
    """The user stopped a long piece of work; nothing half-done is left."""
