"""What the file knows of one coder's work, as sets of respondents: the part of a tally that pays to do in SQL.

What the facts mean is said in ``model.status`` alone. One scan of the derived table's primary key answers for all codes.
"""

import json
from collections import defaultdict
from collections.abc import Iterable, Mapping

from fop_coder.model.base import Guid
from fop_coder.model.codebook import Code, Codebook, Within
from fop_coder.model.coding import MarkKind
from fop_coder.model.status import ClassFacts, CodeFacts, CoderFacts, Group
from fop_coder.store.session import Session

_ByCode = dict[int, set[int]]


def coder_facts(
    session: Session, coder: Guid, codebook: Codebook, codes: Iterable[Code], scope: frozenset[Guid] | None
) -> CoderFacts:
    """Return what one coder's work says of each code.

    Args:
        codes: those asked for; ``codebook`` says what they gather.
        scope: GUIDs of the documents looked at, None for all.
    """
    people = session.identities.guids("respondent")
    numbers = session.identities.ids("code")
    coder_id = session.identities.ids("coder")[coder]
    documents = _scope(session, scope)
    assigned, by_reading = _read_by_reading(session, coder_id, documents)
    referred, criteria = _referred(session, coder_id, documents)
    marks = _marks(session, coder_id)
    met_over_all = _met_over_respondent(session, coder_id, documents, codebook)

    def group(found: Iterable[int]) -> Group:
        return frozenset(people[number] for number in found)

    facts = {}
    for code in codes:
        found = set[int]().union(*(referred.get(numbers[below], ()) for below in codebook.gathered(code.guid)))
        unread = set[int]().union(*(who for read, who in by_reading if read is None or (code.guid, code.meaning) not in read))
        facts[code.guid] = CodeFacts(
            unread=group(unread),
            referred=group(found),
            met=group(_met(code, numbers[code.guid], criteria, met_over_all)),
            not_asked=group(marks.get((code.guid, MarkKind.NOT_ASKED), ())),
            too_little=group(marks.get((code.guid, MarkKind.TOO_LITTLE), ())),
        )
    return CoderFacts(coder, group(assigned), facts)


def class_facts(
    session: Session, coder: Guid, scheme: Guid, scope: frozenset[Guid] | None, occasion: str
) -> ClassFacts:
    """Return what one coder says of one scheme; a class for the occasion goes before one for all occasions."""
    people, categories = session.identities.guids("respondent"), session.identities.guids("category")
    coder_id = session.identities.ids("coder")[coder]
    assigned, by_reading = _read_by_reading(session, coder_id, _scope(session, scope))
    unread = set[int]().union(*(who for read, who in by_reading if read is None))
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
        assigned=frozenset(people[n] for n in assigned),
        unread=frozenset(people[n] for n in unread),
        classes={category: frozenset(group) for category, group in classes.items()},
        not_asked=frozenset(people[n] for n in marks.get((scheme, MarkKind.NOT_ASKED), ())),
        too_little=frozenset(people[n] for n in marks.get((scheme, MarkKind.TOO_LITTLE), ())),
    )


def coders_at_work(session: Session, respondents: frozenset[Guid], scope: frozenset[Guid] | None) -> dict[Guid, Group]:
    """Return for each coder the respondents of whom they were assigned a document in scope."""
    guids = session.identities.guids("coder")
    return {
        guid: respondents
        & frozenset(
            session.identities.guids("respondent")[n] for n in _read_by_reading(session, number, _scope(session, scope))[0]
        )
        for number, guid in guids.items()
    }


def _scope(session: Session, scope: frozenset[Guid] | None) -> frozenset[int] | None:
    if scope is None:
        return None
    ids = session.identities.ids("document")
    return frozenset(ids[guid] for guid in scope if guid in ids)


def _in_scope(column: str, documents: frozenset[int] | None) -> str:
    """Return an SQL condition; row numbers are our own whole numbers, so they can stand in the text."""
    return "" if documents is None else f"AND {column} IN ({','.join(map(str, sorted(documents)))})"


def _read_by_reading(
    session: Session, coder_id: int, documents: frozenset[int] | None
) -> tuple[set[int], list[tuple[frozenset[tuple[str, int]] | None, set[int]]]]:
    """Return the respondents assigned to a coder, and for each distinct set of codes read for, whose documents had it.

    The set is None for documents not finished; one whose text has changed since it was finished counts as such.
    """
    rows = session.all(
        "SELECT s.respondent_id, f.reading_id FROM assignment a JOIN document d ON d.id = a.document_id"
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
    assigned = set[int]().union(*grouped.values())
    return assigned, [(None if n is None else readings[n], who) for n, who in grouped.items()]


def _referred(
    session: Session, coder_id: int, documents: frozenset[int] | None
) -> tuple[_ByCode, dict[int, dict[int, int]]]:
    """Return respondents by code, and the most criteria that any one of their passages meets, by code and respondent."""
    referred: _ByCode = defaultdict(set)
    criteria: dict[int, dict[int, int]] = defaultdict(dict)
    for code_id, respondent_id, most in session.all(
        "SELECT code_id, respondent_id, MAX(criteria) FROM counted"
        f" WHERE coder_id = :coder {_in_scope('document_id', documents)} GROUP BY code_id, respondent_id",
        coder=coder_id,
    ):
        referred[code_id].add(respondent_id)
        if most:
            criteria[code_id][respondent_id] = most
    return referred, criteria


def _met(code: Code, number: int, criteria: Mapping[int, Mapping[int, int]], over_all: _ByCode) -> Iterable[int]:
    """Return the respondents who meet a code's criteria rule."""
    if code.criteria_rule is None:
        return ()
    needed = code.criteria_rule.needed(len(code.criteria))
    if code.criteria_rule.within is Within.RESPONDENT and needed > 1:
        return over_all.get(number, ())
    return (who for who, most in criteria.get(number, {}).items() if most >= needed)


def _met_over_respondent(
    session: Session, coder_id: int, documents: frozenset[int] | None, codebook: Codebook
) -> _ByCode:
    """Return respondents whose passages of a code together meet enough of its criteria, for the codes that ask for this."""
    met: _ByCode = {}
    for code in codebook.codes:
        rule = code.criteria_rule
        if rule is None or rule.within is not Within.RESPONDENT or rule.needed(len(code.criteria)) < 2:
            continue
        number = session.identities.ids("code")[code.guid]
        rows = session.all(
            "SELECT c.respondent_id FROM counted c JOIN coding_criterion k ON k.coding_id = c.coding_id"
            f" WHERE c.coder_id = :coder AND c.code_id = :code AND c.criteria > 0 {_in_scope('c.document_id', documents)}"
            " GROUP BY c.respondent_id HAVING COUNT(DISTINCT k.criterion_id) >= :needed",
            coder=coder_id,
            code=number,
            needed=rule.needed(len(code.criteria)),
        )
        met[number] = {row[0] for row in rows}
    return met


def _marks(session: Session, coder_id: int) -> dict[tuple[str, str], set[int]]:
    marks: dict[tuple[str, str], set[int]] = defaultdict(set)
    for about, kind, respondent_id in session.all(
        "SELECT about, kind, respondent_id FROM mark WHERE coder_id = :coder", coder=coder_id
    ):
        marks[(about, kind)].add(respondent_id)
    return marks


