"""Writes the small project as a file of the present format, with what must be found in it, into tests/migration/data.

Run once for each format, before it is first released: ``python -m tests.migration.make_old_file``. Files of released
formats are never made again; they stand for the projects that people have.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

from fop_coder.model.change import KINDS, Change
from fop_coder.model.coding import Coding
from fop_coder.model.documents import Document, TurnList
from fop_coder.model.people import Coder, Respondent, Standing
from fop_coder.model.serial import to_plain
from fop_coder.model.status import Status, statuses_of_coder
from fop_coder.store.file import SCHEMA_VERSION
from fop_coder.store.store import Store
from tests.reference import small

DATA = Path(__file__).parent / "data"


def describe(store: Store) -> dict[str, Any]:
    """Return what is in a project, in words that do not depend on the format of its file."""
    values = [to_plain(v) for kind in KINDS if kind is not TurnList for v in store.values(kind)]
    documents = store.values(Document)
    turns = [to_plain(t) for d in documents if (t := store.turns(d.guid))]
    history = [
        (entry.number, entry.coder, entry.undoes, entry.change.label if entry.change else None)
        for entry in store.history()
    ]
    described = {
        "values": sorted([*values, *turns], key=lambda v: (v["is"], v["guid"])),
        "texts": {d.name: store.text(d.guid) for d in documents},
        "counts": _counts(store),
        "found": [(hit.document, hit.start, hit.end) for hit in store.find("plan*")],
        "found in memos": [(hit.document, hit.start, hit.end) for hit in store.find_in_memos("plan* OR cafe")],
        "history": history,
    }
    plain: dict[str, Any] = json.loads(json.dumps(described))
    return plain


def _counts(store: Store) -> dict[str, dict[str, int]]:
    sample = frozenset(r.guid for r in store.values(Respondent) if r.standing is Standing.ANALYSED)
    codebook = store.codebook()
    found = {}
    for coder in store.values(Coder):
        facts = store.coder_facts(coder.guid, codebook, codebook.codes, None)
        for code in codebook.codes:
            statuses = statuses_of_coder(sample, facts, code.guid)
            counts = {str(status): len(statuses[status]) for status in Status}
            found[f"{coder.name}, {code.ident}"] = {**counts, "met": len(statuses.met)}
    return found


def main() -> None:
    """Write the file and what must be found in it."""
    path = DATA / f"v{SCHEMA_VERSION}.fop"
    if path.exists():
        sys.exit(f"{path.name} is there already: delete it first if its format was never released")
    Store.create(path, small.EVERYTHING, small.FIRST.guid)
    store = Store.open(path)
    passage: Coding = small.ASIDE
    store.apply(Change("Take off", removed=(passage,)), small.SECOND.guid)
    entry = store.entry_to_undo()
    if entry and entry.change:
        store.apply(entry.change.inverse, small.SECOND.guid, undoes=entry.number)
    described = describe(store)
    store.close()
    expected = path.with_suffix(".json")
    expected.write_text(json.dumps(described, ensure_ascii=False, indent=1) + "\n", encoding="utf-8", newline="\n")


if __name__ == "__main__":
    main()
