"""A Change and its history row, and why they could not be written, in the user's terms."""

from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy.exc import DatabaseError, IntegrityError

from fop_coder.model.base import Guid
from fop_coder.model.change import Change
from fop_coder.model.errors import ChangeRefused
from fop_coder.store import history
from fop_coder.store.session import Session
from fop_coder.store.writing import explain, write_change


def append_change(session: Session, change: Change, coder: Guid, undoes: int | None = None) -> int:
    """Carry out a Change and write its history row, inside a transaction; return the row's number.

    Raises:
        ChangeRefused: as ``write_change``.
    """
    write_change(session, change)
    return history.append(session, change, coder, undoes)


@contextmanager
def in_words(change: Change) -> Iterator[None]:
    """Say in the user's terms why a Change could not be written.

    Raises:
        ChangeRefused: nothing was changed.
    """
    try:
        yield
    except IntegrityError as error:  # references are looked at when the transaction ends
        raise ChangeRefused(explain(change, str(error.orig))) from error
    except DatabaseError as error:
        raise ChangeRefused(
            f"the change could not be written ({error.orig})", do="Is the disk full or the file open elsewhere?"
        ) from error
    except (UnicodeEncodeError, OverflowError) as error:
        what = "a number that is too large" if isinstance(error, OverflowError) else "half a character"
        raise ChangeRefused(f"{change.label!r} holds {what}", do="Write it anew") from error
