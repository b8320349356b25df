"""Words and phrases over all turns and memos, with SQLite's FTS5: accents and case make no difference."""

import re
from collections.abc import Iterable, Iterator

from sqlalchemy import text

from fop_coder.model.base import Guid
from fop_coder.model.documents import Role
from fop_coder.model.errors import FilterRefused
from fop_coder.model.tally import Hit
from fop_coder.store.derived import HIT_BEGINS, HIT_ENDS
from fop_coder.store.session import Session
from fop_coder.store.unseen import Unseen, any_of, condition_on_codings, condition_on_memos

CONTEXT = 90
"""How many characters stand before and after a hit."""

_PART = re.compile(r'(-?)("[^"]*"?|\S+)')
_MARKS = {"begins": HIT_BEGINS, "ends": HIT_ENDS}
_UNSEARCHABLE = re.compile("[\0-\x1f\x7f\ud800-\udfff]")


def query_for(words: str) -> str:
    """Return the FTS5 query for what a user typed.

    Words must all occur in one turn; "quoted words" as a phrase; ``plan*`` begins a word; ``OR`` between alternatives;
    ``-word`` leaves turns out. Nothing of it is taken as FTS5's own syntax.

    Raises:
        FilterRefused: if there is nothing to look for.
    """
    groups: list[list[str]] = [[]]
    without: list[str] = []
    for minus, part in _PART.findall(_UNSEARCHABLE.sub(" ", words)):
        if part == "OR" and not minus:
            groups.append([])
            continue
        prefix = part.endswith("*") and not part.startswith('"')
        bare = part.strip('"*' if prefix else '"')
        if not any(c.isalnum() for c in bare):
            continue
        quoted = '"' + bare.replace('"', '""') + '"' + ("*" if prefix else "")
        (without if minus else groups[-1]).append(quoted)
    wanted = " OR ".join(f"({' AND '.join(group)})" for group in groups if group)
    if not wanted:
        raise FilterRefused(
            f"there is no word to look for in {words!r}", do="Type at least one word with a letter or digit"
        )
    return f"({wanted})" + "".join(f" NOT {w}" for w in without)


def find_in_turns(
    session: Session,
    query: str,
    *,
    roles: Iterable[Role] | None = None,
    codes: Iterable[Guid] | None = None,
    respondents: frozenset[Guid] | None = None,
    documents: frozenset[Guid] | None = None,
    unseen: Unseen | None = None,
) -> Iterator[Hit]:
    """Yield hits in turns in the order they were imported and spoken, one for each place.

    Args:
        query: from ``query_for``.
        roles: of the speaker.
        codes: only turns that touch a passage with one of these codes.
        respondents: only turns that count for one of them.
        documents: only these documents.
        unseen: passages that do not bring their turns in.
    """
    where = ["turn_words MATCH :query"]
    if roles is not None:
        where.append(f"s.role IN ({','.join(repr(str(Role(r))) for r in roles)})")
    if respondents is not None:
        where.append(any_of(session, "s.respondent_id", "respondent", respondents))
    if documents is not None:
        where.append(any_of(session, "t.document_id", "document", documents))
    if codes is not None:
        where.append(
            "EXISTS (SELECT 1 FROM coding c WHERE c.document_id = t.document_id"  # noqa: S608 - numbers of our own
            ' AND c.start < t."end" AND c."end" > t.start'
            f" AND {any_of(session, 'c.code_id', 'code', codes)}{condition_on_codings(session, unseen)})"
        )
    statement = (
        "SELECT highlight(turn_words, 0, :begins, :ends), t.start, d.name, d.guid, s.label, s.role, r.label"  # noqa: S608
        " FROM turn_words JOIN turn t ON t.id = turn_words.rowid JOIN speaker s ON s.id = t.speaker_id"
        " JOIN document d ON d.id = t.document_id LEFT JOIN respondent r ON r.id = s.respondent_id"
        f" WHERE {' AND '.join(where)} ORDER BY turn_words.rowid"
    )
    found = session.connection.execute(text(statement), {"query": query, **_MARKS})
    for marked, start, name, guid, speaker, role, respondent in found:
        for begin, end, words in _places(marked):
            yield Hit(
                where="turn",
                document=name,
                document_guid=Guid(guid),
                start=start + begin,
                end=start + end,
                text=words[begin:end],
                before=words[max(0, begin - CONTEXT) : begin],
                after=words[end : end + CONTEXT],
                speaker=speaker,
                role=role,
                respondent=respondent or "",
            )


def find_in_memos(session: Session, query: str, unseen: Unseen | None = None) -> Iterator[Hit]:
    """Yield hits in memos: those on passages first, then those on documents, respondents, codes and the project.

    Positions are code points into the memo. What is ``unseen`` is left out.
    """
    for statement in (
        "SELECT highlight(coding_words, 0, :begins, :ends), d.name, d.guid, c.guid, 'passage' FROM coding_words"  # noqa: S608
        " JOIN coding c ON c.id = coding_words.rowid JOIN document d ON d.id = c.document_id"
        f" WHERE coding_words MATCH :query{condition_on_codings(session, unseen)} ORDER BY coding_words.rowid",
        "SELECT highlight(memo_words, 0, :begins, :ends), COALESCE(d.name, r.label, c.name, 'project'), d.guid,"  # noqa: S608
        " m.about, CASE WHEN d.id THEN 'document' WHEN r.id THEN 'respondent' WHEN c.id THEN 'code' ELSE 'project' END"
        " FROM memo_words JOIN memo m ON m.id = memo_words.rowid LEFT JOIN document d ON d.guid = m.about"
        " LEFT JOIN respondent r ON r.guid = m.about LEFT JOIN code c ON c.guid = m.about"
        f" WHERE memo_words MATCH :query{condition_on_memos(session, unseen)} ORDER BY memo_words.rowid",
    ):
        for marked, name, guid, about, kind in session.connection.execute(text(statement), {"query": query, **_MARKS}):
            for begin, end, words in _places(marked):
                yield Hit(
                    where="memo",
                    document=name,
                    document_guid=Guid(guid) if guid else None,
                    start=begin,
                    end=end,
                    text=words[begin:end],
                    before=words[max(0, begin - CONTEXT) : begin],
                    after=words[end : end + CONTEXT],
                    about=None if kind == "project" else Guid(about),
                    kind=kind,
                )


def _places(marked: str) -> list[tuple[int, int, str]]:
    """Return (start, end, the words without marks) for each marked place."""
    parts = re.split(f"[{HIT_BEGINS}{HIT_ENDS}]", marked)
    words = "".join(parts)
    places, at = [], 0
    for number, part in enumerate(parts):
        if number % 2:
            places.append((at, at + len(part), words))
        at += len(part)
    return places
