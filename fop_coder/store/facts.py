"""What the file knows of one coder's work, as sets of respondents: the part of a tally that pays to do in SQL.

What the facts mean is said in ``model.status`` alone. One scan of a derived table answers for all codes.
"""

import json
from collections import defaultdict
from collections.abc import Iterable, Mapping
from itertools import chain

from fop_coder.model.base import Guid
from fop_coder.model.codebook import Code, Codebook, Within
from fop_coder.model.coding import Mark, MarkKind
from fop_coder.model.documents import Assignment, Document, Finish, Speaker
from fop_coder.model.status import NOBODY, ClassFacts, CodeFacts, CoderFacts, Group
from fop_coder.store.session import Session

_Readings = tuple[Group, list[tuple[frozenset[tuple[str, int]] | None, Group]]]
"""Everybody assigned; and respondents by the set of codes (with their meanings) that a document of theirs was read for,
None where it is not finished or its text has changed since."""


def coder_facts(
    session: Session, coder: Guid, codebook: Codebook, codes: Iterable[Code], scope: frozenset[Guid] | None
) -> CoderFacts:
    """Return what one coder's work says of each code.

    Args:
        codes: those asked for; ``codebook`` says what they gather.
        scope: GUIDs of the documents looked at, None for all.
    """
    coder_id = session.identities.ids("coder")[coder]
    numbers = session.identities.ids("code")
    documents = _scope(session, scope)
    assigned, by_reading = _read_by_reading(session, coder_id, documents)
    wanted = [(code, [numbers[below] for below in codebook.gathered(code.guid)]) for code in codes]
    referred = _referred(session, coder_id, documents, {number for _, gathered in wanted for number in gathered})
    ruled = [numbers[code.guid] for code, _ in wanted if code.criteria_rule]
    criteria = _criteria(session, coder_id, documents, ruled) if ruled else {}
    marks = _marks(session, coder_id)
    facts = {}
    for code, gathered in wanted:
        unread = [who for read, who in by_reading if read is None or (code.guid, code.meaning) not in read]
        most = criteria.get(numbers[code.guid], {})
        facts[code.guid] = CodeFacts(
            unread=unread[0] if len(unread) == 1 else NOBODY.union(*unread),
            referred=_group(session, chain.from_iterable(referred.get(number, ()) for number in gathered)),
            met=_group(session, _met(session, coder_id, documents, code, most)) if most else NOBODY,
            not_asked=marks.get((code.guid, MarkKind.NOT_ASKED), NOBODY),
            too_little=marks.get((code.guid, MarkKind.TOO_LITTLE), NOBODY),
        )
    return CoderFacts(coder, assigned, facts)


def class_facts(
    session: Session, coder: Guid, scheme: Guid, scope: frozenset[Guid] | None, occasion: str
) -> ClassFacts:
    """Return what one coder says of one scheme; a class for the occasion goes before one for all occasions."""
    people, categories = session.identities.guids("respondent"), session.identities.guids("category")
    coder_id = session.identities.ids("coder")[coder]
    assigned, by_reading = _read_by_reading(session, coder_id, _scope(session, scope))
    marks = _marks(session, coder_id)
    given: dict[int, int] = {}
    for respondent_id, category_id in session.all(
        "SELECT respondent_id, category_id FROM classification WHERE scheme_id = :scheme AND coder_id = :coder"
        " AND occasion IN ('', :occasion) ORDER BY occasion",
        scheme=session.identities.ids("scheme")[scheme],
        coder=coder_id,
        occasion=occasion,
    ):
        given[respondent_id] = category_id
    classes: dict[Guid, set[Guid]] = defaultdict(set)
    for respondent_id, category_id in given.items():
        classes[categories[category_id]].add(people[respondent_id])
    return ClassFacts(
        assigned=assigned,
        unread=NOBODY.union(*(who for read, who in by_reading if read is None)),
        classes={category: frozenset(group) for category, group in classes.items()},
        not_asked=marks.get((scheme, MarkKind.NOT_ASKED), NOBODY),
        too_little=marks.get((scheme, MarkKind.TOO_LITTLE), NOBODY),
    )


def coders_at_work(session: Session, respondents: frozenset[Guid], scope: frozenset[Guid] | None) -> dict[Guid, Group]:
    """Return for each coder the respondents of whom they were assigned a document in scope."""
    documents = _scope(session, scope)
    coders = session.identities.guids("coder")
    return {guid: respondents & _read_by_reading(session, number, documents)[0] for number, guid in coders.items()}


def _group(session: Session, numbers: Iterable[int]) -> Group:
    """Return the respondents with these row numbers."""
    return frozenset(map(session.identities.guids("respondent").__getitem__, numbers))


def _scope(session: Session, scope: frozenset[Guid] | None) -> frozenset[int] | None:
    if scope is None:
        return None
    ids = session.identities.ids("document")
    return frozenset(ids[guid] for guid in scope if guid in ids)


def _in_scope(column: str, documents: frozenset[int] | None) -> str:
    """Return an SQL condition; row numbers are our own whole numbers, so they can stand in the text."""
    return "" if documents is None else f"AND {column} IN ({','.join(map(str, sorted(documents)))})"


def _read_by_reading(session: Session, coder_id: int, documents: frozenset[int] | None) -> _Readings:
    """Return the respondents assigned to a coder, and for each distinct set of codes read for, whose documents had it.

    Kept until somebody is assigned or finishes something: every figure asks for it, and few edits touch it.
    """
    return session.keep(
        (Assignment, Document, Finish, Speaker),
        ("read by reading", coder_id, documents),
        lambda: _ask_by_reading(session, coder_id, documents),
    )


def _ask_by_reading(session: Session, coder_id: int, documents: frozenset[int] | None) -> _Readings:
    rows = session.all(
        "SELECT s.respondent_id, f.reading_id FROM assignment a"  # noqa: S608 - numbers of our own
        " JOIN document d ON d.id = a.document_id"
        " JOIN speaker s ON s.document_id = a.document_id AND s.respondent_id IS NOT NULL"
        " LEFT JOIN finish f ON f.coder_id = a.coder_id AND f.document_id = a.document_id AND f.sha256 = d.sha256"
        f" WHERE a.coder_id = :coder {_in_scope('a.document_id', documents)}",
        coder=coder_id,
    )
    grouped: dict[int | None, set[int]] = defaultdict(set)
    for respondent_id, reading_id in rows:
        grouped[reading_id].add(respondent_id)
    readings = {
        number: frozenset((r["code"], r["meaning"]) for r in json.loads(codes))
        for number, codes in session.all("SELECT id, codes FROM reading")
        if number in grouped
    }
    groups = [(None if n is None else readings[n], _group(session, who)) for n, who in grouped.items()]
    return NOBODY.union(*(who for _, who in groups)), groups


def _referred(
    session: Session, coder_id: int, documents: frozenset[int] | None, codes: Iterable[int]
) -> Mapping[int, list[int]]:
    """Return respondents by code, in row numbers.

    They come as one JSON list for each code: a row for each respondent and code would take three times as long.
    """
    rows = session.all(
        "SELECT code_id, json_group_array(respondent_id) FROM refers"  # noqa: S608 - numbers of our own
        f" WHERE coder_id = :coder AND code_id IN ({_listed(codes)}) {_in_scope('document_id', documents)}"
        " GROUP BY code_id",
        coder=coder_id,
    )
    return {code_id: json.loads(respondents) for code_id, respondents in rows}


def _listed(numbers: Iterable[int]) -> str:
    return ",".join(map(str, sorted(numbers)))


def _criteria(
    session: Session, coder_id: int, documents: frozenset[int] | None, codes: Iterable[int]
) -> Mapping[int, dict[int, int]]:
    """Return by code and respondent the most criteria, if any, that one of their passages meets; in row numbers."""
    most: dict[int, dict[int, int]] = defaultdict(dict)
    for code_id, respondent_id, criteria in session.all(
        "SELECT code_id, respondent_id, MAX(criteria) FROM refers"  # noqa: S608 - numbers of our own
        f" WHERE coder_id = :coder AND code_id IN ({_listed(codes)}) AND criteria > 0"
        f" {_in_scope('document_id', documents)} GROUP BY code_id, respondent_id",
        coder=coder_id,
    ):
        most[code_id][respondent_id] = criteria
    return most


def _met(
    session: Session, coder_id: int, documents: frozenset[int] | None, code: Code, most: Mapping[int, int]
) -> Iterable[int]:
    """Return the respondents, in row numbers, who meet a code's criteria rule.

    Args:
        most: of those who meet any criteria, the most that one of their passages meets.
    """
    if code.criteria_rule is None:
        return ()
    needed = code.criteria_rule.needed(len(code.criteria))
    met = {who for who, criteria in most.items() if criteria >= needed}
    if code.criteria_rule.within is Within.RESPONDENT:
        # Whoever meets the rule in one passage meets it over all; only for the others must passages be put together.
        others = most.keys() - met
        met.update(_met_together(session, coder_id, documents, code, others) if others else ())
    return met


def _met_together(
    session: Session, coder_id: int, documents: frozenset[int] | None, code: Code, respondents: Iterable[int]
) -> Iterable[int]:
    """Return those of some respondents whose passages of a code together meet enough of its criteria."""
    rule = code.criteria_rule
    rows = session.all(
        "SELECT c.respondent_id FROM counted c"  # noqa: S608 - numbers of our own
        " JOIN coding_criterion k ON k.coding_id = c.coding_id"
        f" WHERE c.coder_id = :coder AND c.code_id = :code AND c.respondent_id IN ({_listed(respondents)})"
        f" AND c.criteria > 0 {_in_scope('c.document_id', documents)}"
        " GROUP BY c.respondent_id HAVING COUNT(DISTINCT k.criterion_id) >= :needed",
        coder=coder_id,
        code=session.identities.ids("code")[code.guid],
        needed=rule.needed(len(code.criteria)) if rule else 0,
    )
    return (row[0] for row in rows)


def _marks(session: Session, coder_id: int) -> Mapping[tuple[str, str], Group]:
    """Return the respondents marked by a coder, by what the mark is about and its kind."""
    return session.keep([Mark], ("marks", coder_id), lambda: _ask_marks(session, coder_id))


def _ask_marks(session: Session, coder_id: int) -> dict[tuple[str, str], Group]:
    marks: dict[tuple[str, str], set[int]] = defaultdict(set)
    for about, kind, respondent_id in session.all(
        "SELECT about, kind, respondent_id FROM mark WHERE coder_id = :coder", coder=coder_id
    ):
        marks[(about, kind)].add(respondent_id)
    return {asked: _group(session, who) for asked, who in marks.items()}
