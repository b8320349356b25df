"""Who may see whose coding: second coders read a document blind until they have finished it.

For an acting coder C, another coder's codings of a document (and classes, marks and memos where they would be shown)
are hidden from C while C is assigned the document and has not finished its present text; codings of a single code, as
long as C has not read the document for that code in its present meaning (a retired code counts as read). A round that
has the document and C among its coders, and was opened (``Round.opened``), lifts this. A coder's second reading of
their own (``Coder.again_of``) is another coder. Whoever is not assigned a document may see what others make of it.

Figures are never changed by this: statuses and n are computed on everything, and a sentence says what is not shown.
The command line shows everything unless it is told who is looking.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from fop_coder.model.base import Guid
from fop_coder.model.codebook import Code
from fop_coder.model.coding import Coding
from fop_coder.model.documents import Assignment, Document, Finish
from fop_coder.model.in_words import listed
from fop_coder.model.people import Coder
from fop_coder.model.second_coding import Round, Settlement
from fop_coder.model.status import NOBODY, Group
from fop_coder.project.project import Project
from fop_coder.store.unseen import Unseen

_RESTS_ON = (Assignment, Code, Coder, Document, Finish, Round)


@dataclass(frozen=True, slots=True)
class Blindness:
    """What a coder is not to see yet.

    Attributes:
        coder: who is looking.
        others: all other coders.
        unread: document → codes that it is not read for yet, None for all of them, as it was never finished; documents
            in which everything may be seen are left out.
        finished: documents whose present text the coder has read.
        opened: documents of rounds of theirs that were opened.
    """

    coder: Guid
    others: frozenset[Guid] = frozenset()
    unread: Mapping[Guid, frozenset[Guid] | None] = field(default_factory=dict)
    finished: frozenset[Guid] = frozenset()
    opened: frozenset[Guid] = frozenset()

    @property
    def hidden_documents(self) -> frozenset[Guid]:
        """Documents in which something of other coders' work is hidden."""
        return frozenset(self.unread)

    def documents(self, codes: Iterable[Guid] | None = None) -> frozenset[Guid]:
        """Return the documents in which codings of some codes are hidden; None for those that hide everything."""
        if codes is None:
            return frozenset(document for document, unread in self.unread.items() if unread is None)
        asked = frozenset(codes)
        return frozenset(d for d, unread in self.unread.items() if unread is None or unread & asked)

    def may_see(self, document: Guid, code: Guid, other: Guid) -> bool:
        """Say whether what another coder coded with a code in a document may be seen."""
        if other == self.coder or document not in self.unread:
            return True
        unread = self.unread[document]
        return unread is not None and code not in unread

    def hides(self, coding: Coding) -> bool:
        """Say whether a coding is hidden."""
        return not self.may_see(coding.document, coding.code, coding.coder)

    def unseen(self, respondents: Group = NOBODY) -> Unseen:
        """Return the same for queries; ``respondents``: on whom others' memos are hidden."""
        return Unseen(self.coder, self.unread, respondents)


def blind_for(project: Project, coder: Guid) -> Blindness:
    """Return what a coder is not to see; kept until somebody is assigned, finishes, or a round is opened."""
    return project.store.keep(_RESTS_ON, ("blindness", coder), lambda: _look(project, coder))


def _look(project: Project, coder: Guid) -> Blindness:
    store = project.store
    others = frozenset(c.guid for c in store.values(Coder)) - {coder}
    opened = frozenset(d for r in store.values(Round) if r.opened and coder in r.coders for d in r.documents)
    if not others:
        return Blindness(coder, opened=opened)
    texts = {d.guid: d.sha256 for d in store.values(Document)}
    in_use = {(c.guid, c.meaning) for c in project.codebook.codes if not c.retired}
    read = {
        f.document: {(r.code, r.meaning) for r in f.read_for}
        for f in store.values(Finish, coder=coder)
        if f.sha256 == texts[f.document]
    }
    unread: dict[Guid, frozenset[Guid] | None] = {}
    for assignment in store.values(Assignment, coder=coder):
        document = assignment.document
        if document in opened:
            continue
        if document not in read:
            unread[document] = None
        elif missing := in_use - read[document]:
            unread[document] = frozenset(code for code, _ in missing)
    return Blindness(coder, others, unread, frozenset(read), opened)


def is_discussed(project: Project, document: Guid, coder: Guid, code: Guid) -> bool:
    """Say whether a coding that a coder makes now is made after discussion, not independently of the other coders.

    It is if a round with the document was opened to the coder; if a difference over it that was theirs is settled; or
    if they have read it for the code, so that codings of others, where there are any, may be seen. Where a finished
    document must be read again for one code, or the code is being made just now, only what was settled on that code
    counts: the others' codings of it are hidden again. Whoever takes up a document that they were not assigned codes
    it blind until they have finished it. A document that was finished and opened again is one that is not finished:
    what its coder may have looked at in between is not known, and the guide says so.
    """
    blind = blind_for(project, coder)
    if document in blind.opened:
        return True
    if not blind.others:
        return False
    unread = blind.unread.get(document, frozenset())
    is_new = all(code != known.guid for known in project.codebook.codes)
    is_unread = is_new or unread is None or code in unread
    is_read_again = document in blind.finished and is_unread
    for settlement in project.store.values(Settlement, document=document):
        if coder in settlement.coders and (settlement.about == code or not is_read_again):
            return True
    if document not in blind.finished or is_unread:
        return False
    return project.store.is_coded(document, blind.others, but=unread or ())


# ---- what is hidden behind a figure ----------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Hidden:
    """What is not shown behind a figure.

    Attributes:
        documents: those in which other coders' work is hidden, in the order of the project.
        respondents: those who speak in them: their statuses and passages are not shown one by one.
        sentence: says so; '' where nothing is hidden. It never says how much, which would tell what was coded.
        unseen: the same for queries, None where nothing is hidden.
    """

    documents: tuple[Guid, ...] = ()
    respondents: Group = NOBODY
    sentence: str = ""
    unseen: Unseen | None = None

    def hides(self, document: Guid, code: Guid, coders: Iterable[Guid]) -> bool:
        """Say whether what these coders say together of a document is hidden: what is the looker's own alone is not."""
        unseen = self.unseen
        if unseen is None or document not in unseen.unread:
            return False
        codes = unseen.unread[document]
        return (codes is None or code in codes) and any(coder != unseen.coder for coder in coders)


NOTHING = Hidden()


def hidden_behind(
    project: Project,
    seen_by: Guid | None,
    coders: Iterable[Guid],
    *,
    codes: Iterable[Guid] | None,
    scope: frozenset[Guid] | None = None,
) -> Hidden:
    """Return what is hidden from a coder behind a figure of some coders' work.

    Args:
        seen_by: who is looking; nothing is hidden from None, the project's leader at the command line.
        coders: those whose work the figure rests on.
        codes: that the figure is of; None for classes and memos, which wait until the whole document is read.
        scope: GUIDs of the documents looked at, None for all.
    """
    if seen_by is None:
        return NOTHING
    blind = blind_for(project, seen_by)
    others = frozenset(coders) - {seen_by}
    documents = blind.documents(codes)
    if scope is not None:
        documents &= scope
    if not (others and documents):
        return NOTHING
    at_work = {coder: _at_work(project, coder) & documents for coder in others}
    found = frozenset[Guid]().union(*at_work.values())
    if not found:
        return NOTHING
    speaking = project.store.respondents_of_documents()
    respondents = NOBODY.union(*(speaking[d] for d in found))
    ordered = tuple(d.guid for d in project.store.values(Document) if d.guid in found)
    who = [coder for coder, theirs in at_work.items() if theirs]
    return Hidden(ordered, respondents, _sentence(project, blind, who, ordered), blind.unseen(respondents))


def hidden_by_code(
    project: Project,
    seen_by: Guid | None,
    coders: Iterable[Guid],
    codes: Iterable[Guid],
    scope: frozenset[Guid] | None = None,
) -> Mapping[Guid, Group]:
    """Return for each code the respondents whose status on it is hidden; see ``hidden_behind``."""
    if seen_by is None or not blind_for(project, seen_by).unread:
        return {}
    codebook, chosen = project.codebook, list(coders)
    return {
        code: hidden_behind(project, seen_by, chosen, codes=codebook.gathered(code), scope=scope).respondents
        for code in codes
    }


def _at_work(project: Project, coder: Guid) -> frozenset[Guid]:
    """Return the documents that a coder is to read or has coded."""
    assigned = {a.document for a in project.store.values(Assignment, coder=coder)}
    return frozenset(assigned | project.store.codes_by_document(coder).keys())


_MOST = 4
"""So many documents are named; of more it is said how many."""


def _sentence(project: Project, blind: Blindness, coders: Iterable[Guid], documents: tuple[Guid, ...]) -> str:
    names = {c.guid: c.name for c in project.store.values(Coder)}
    titles = {d.guid: d.name for d in project.store.by_guid(Document, documents[:_MOST]).values()}
    named = [titles[d] for d in documents[:_MOST]]
    if len(documents) > _MOST:
        named.append(f"{len(documents) - _MOST} more")
    who = listed(sorted((names[c] for c in coders), key=str.casefold))
    is_again = all(document in blind.finished for document in documents)
    done = f"read {'it' if len(documents) == 1 else 'them'} again" if is_again else ""
    done = done or f"finished {'it' if len(documents) == 1 else 'them'}"
    until = "you have" if blind.coder == project.coder else f"{names[blind.coder]} has"
    return f"What {who} made of {listed(named)} is hidden until {until} {done}."
