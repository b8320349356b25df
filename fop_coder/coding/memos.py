"""Notes that a coder keeps on documents, respondents, codes and the project."""

from __future__ import annotations

from dataclasses import replace

from fop_coder.model.base import Guid, new_guid, now
from fop_coder.model.change import Change
from fop_coder.model.coding import Memo, MemoOn


def write_memo(on: MemoOn, about: Guid, name: str, coder: Guid, text: str, present: Memo | None) -> Change | None:
    """Write a memo; an empty text takes it off. None where nothing changes.

    Args:
        about: GUID of what it is about; ``name``: what people call that.
        present: the coder's memo that is there now.
    """
    written = text.strip()
    if written == (present.text if present else ""):
        return None
    if not written:
        return None if present is None else Change(f"Take the memo off {name}", removed=(present,))
    if present is None:
        return Change(f"Memo on {name}", added=(Memo(new_guid(), on, about, coder, written, now()),))
    return Change(f"Memo on {name}", (present,), (replace(present, text=written, at=now()),))
