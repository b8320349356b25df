"""What other coders made of a document, as far as the acting coder may see it: shown beside one's own, never edited."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from fop_coder.model.base import Guid
from fop_coder.model.coding import Coding
from fop_coder.model.documents import Document
from fop_coder.model.people import Coder
from fop_coder.project.blindness import blind_for, hidden_behind
from fop_coder.project.project import Project


@dataclass(frozen=True, slots=True)
class OthersCoding:
    """Other coders' passages of one document.

    Attributes:
        codings: those that may be seen, in the order of the text.
        uncounted: GUIDs of those that count for nobody.
        names: of all other coders, by GUID.
        hidden: why something is not shown, a sentence; '' where everything is.
    """

    codings: tuple[Coding, ...] = ()
    uncounted: frozenset[Guid] = frozenset()
    names: Mapping[Guid, str] = field(default_factory=dict)
    hidden: str = ""


def others_coding(project: Project, document: Document) -> OthersCoding:
    """Return what other coders than the acting one made of a document."""
    store, me = project.store, project.coder
    names = {c.guid: c.name for c in store.values(Coder) if c.guid != me}
    if not names:
        return OthersCoding()
    unseen = blind_for(project, me).unseen()
    guids = store.coding_guids(documents=[document.guid], coders=list(names), unseen=unseen)
    counted = store.counted_for(guids)
    codes = [c.guid for c in project.codebook.codes if not c.retired]
    hidden = hidden_behind(project, me, names, codes=codes, scope=frozenset({document.guid}))
    uncounted = frozenset(guid for guid in guids if not counted[guid])
    return OthersCoding(tuple(store.codings(guids)), uncounted, names, hidden.sentence)


def initials_of(names: Iterable[str]) -> dict[str, str]:
    """Return short signs to tell people by, by name: initials ("TB"), numbered where several have the same.

    The same names, in whatever order, give the same signs.
    """
    found: dict[str, str] = {}
    for name in sorted(set(names), key=lambda n: (n.casefold(), n)):
        words = name.split()
        short = (words[0][:1] + words[-1][:1]).upper() if len(words) > 1 else name.strip()[:2].capitalize()
        sign, number = short, 1
        while sign in found.values():
            number += 1
            sign = f"{short}{number}"
        found[name] = sign
    return found
