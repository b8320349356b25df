"""What an item of the report was made from: a question with everything it is about, kept as JSON by permanent names."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from fop_coder.model.base import check
from fop_coder.model.codebook import Within
from fop_coder.model.errors import NotFound
from fop_coder.project.bands import scheme_or_band_named
from fop_coder.project.crosstabs import DOCUMENT_NAMES
from fop_coder.project.numbers import CODES, number_named
from fop_coder.project.occasions import occasion_named
from fop_coder.project.project import Project, named
from fop_coder.project.samples import VIEWS, choose_view, divider_named, typed
from fop_coder.project.tallying import Question


class What(StrEnum):
    """What an item tells of the answer.

    ``REFERRED`` and ``COMPLEMENT``: of one code, those who referred and those who did not. ``CLASSIFIED``: of one
    category. ``SCHEME``: all categories. ``TALLY``: n of N of codes. ``CROSSTAB``: two things against one another.
    ``CODES``: codes against codes. ``MOVES``: change between two occasions. ``CORRELATION``: a number against another.
    ``NUMBERS``: how a number lies.
    """

    REFERRED = "referred"
    COMPLEMENT = "complement"
    CLASSIFIED = "classified"
    SCHEME = "scheme"
    TALLY = "tally"
    CROSSTAB = "crosstab"
    CODES = "codes"
    MOVES = "moves"
    CORRELATION = "correlation"
    NUMBERS = "numbers"


_ABOUT: dict[What, tuple[int, int | None]] = {
    What.REFERRED: (1, 1),
    What.COMPLEMENT: (1, 1),
    What.CLASSIFIED: (2, 2),
    What.SCHEME: (1, 1),
    What.TALLY: (0, None),
    What.CROSSTAB: (2, 2),
    What.CODES: (1, 1),
    What.MOVES: (3, 3),
    What.CORRELATION: (2, 2),
    What.NUMBERS: (1, 1),
}


@dataclass(frozen=True, slots=True)
class ItemAsked:
    """A question, and what of its answer is told.

    Attributes:
        about: GUIDs, or names where there is none: the code; the scheme and the category; the codes of a tally, in the
            codebook's order (none: every code in use); what makes rows and columns; where two codes must meet
            ("respondent" or "passage"); what may change, and the two occasions; the numbers, as ``number_named`` has
            them.
    """

    what: What
    about: tuple[str, ...] = ()
    question: Question = field(default_factory=Question)

    def __post_init__(self) -> None:
        """Check that it is about as much as it must be."""
        least, most = _ABOUT[self.what]
        fits = least <= len(self.about) and (most is None or len(self.about) <= most)
        check(fits, f"{self.what} is not about {len(self.about)} things", where="report")


# ---- from names ------------------------------------------------------------------------------------------------------


def sentence_asked(
    project: Project, name: str, question: Question, *, category: str = "", complement: bool = False
) -> ItemAsked:
    """Return what a sentence is asked by the names that people use.

    Args:
        name: of a code, a scheme or a band; the same name means the code.
        category: of the scheme; '' for all of them.
        complement: of a code, those who did not refer.

    Raises:
        NotFound: with the names that there are.
        ValueRefused: if a code is given a category, or a scheme is asked for those who did not.
    """
    try:
        scheme = scheme_or_band_named(project, name)
    except NotFound:
        scheme = None
    if scheme is None or (not category and _is_code(project, name)):
        code = project.code_named(name)
        check(not category, f"{code.name} is a code and has no categories", where="report")
        return ItemAsked(What.COMPLEMENT if complement else What.REFERRED, (code.guid,), question)
    check(not complement, f"{scheme.name} is no code: who is not in a category is in another", where="report")
    check(
        question.by is None, "sentences about a scheme are not divided", where="report", do="Add a table by it instead"
    )
    if not category:
        return ItemAsked(What.SCHEME, (scheme.guid,), question)
    found = named("category", scheme.categories, category, lambda c: (c.ident, c.name, typed(c.name)))
    return ItemAsked(What.CLASSIFIED, (scheme.guid, found.guid), question)


def _is_code(project: Project, name: str) -> bool:
    return any(name.casefold() in (c.ident, c.name.casefold(), c.guid) for c in project.codebook.codes)


def tally_asked_of(project: Project, codes: Sequence[str], question: Question) -> ItemAsked:
    """Return what a table or chart of codes is asked; no names mean every code in use.

    Raises:
        NotFound: with the names that there are.
    """
    wanted = {project.code_named(name).guid for name in codes}
    return ItemAsked(What.TALLY, tuple(c.guid for c in project.codebook.codes if c.guid in wanted), question)


def scheme_asked(project: Project, name: str, question: Question) -> ItemAsked:
    """Return what a table or chart of the categories of a scheme or band is asked.

    Raises:
        NotFound: with the names that there are.
    """
    return ItemAsked(What.SCHEME, (scheme_or_band_named(project, name).guid,), question)


def crosstab_asked(project: Project, rows: str, columns: str, question: Question) -> ItemAsked:
    """Return what a cross-table is asked; see ``division_named`` for the names.

    Raises:
        NotFound: with the names that there are.
    """
    return ItemAsked(What.CROSSTAB, (_side(project, rows), _side(project, columns)), question)


def _side(project: Project, name: str) -> str:
    divider = divider_named(project, name)
    if divider is not None:
        return divider.guid
    documents = DOCUMENT_NAMES.get(name.strip().casefold())
    try:
        return project.code_named(name).guid
    except NotFound:
        if documents is None:
            raise
        return documents


def codes_asked(within: Within, question: Question) -> ItemAsked:
    """Return what a table of codes against codes is asked."""
    return ItemAsked(What.CODES, (str(within),), question)


def moves_asked(project: Project, of: str, first: str, then: str, question: Question) -> ItemAsked:
    """Return what a table of moves is asked.

    Args:
        of: name of a code, scheme, band, attribute or instrument.
        first, then: two occasions.

    Raises:
        NotFound: with the names that there are.
    """
    times = tuple(occasion_named(project, name) for name in (first, then))
    return ItemAsked(What.MOVES, (_side(project, of), *times), question)


def correlation_asked(project: Project, x: str, y: str, question: Question) -> ItemAsked:
    """Return what a table of two numbers against one another is asked; see ``number_named`` for the names.

    Raises:
        NotFound: with the names that there are.
    """
    return ItemAsked(What.CORRELATION, (_number(project, x), _number(project, y)), question)


def numbers_asked(project: Project, name: str, question: Question) -> ItemAsked:
    """Return what a table of how a number lies is asked, in the sample and in the groups of ``question.by``.

    Raises:
        NotFound: with the names that there are.
    """
    return ItemAsked(What.NUMBERS, (_number(project, name),), question)


def _number(project: Project, name: str) -> str:
    """Return a number's name made of GUIDs, so that it means the same when names are others."""
    found = number_named(project, name)
    if found.attribute is not None:
        return found.attribute.guid
    if found.instrument is not None:
        guid = found.instrument.guid
        return guid if found.subscale is None else f"{guid}: {found.subscale}"
    wanted = name.strip().casefold()
    if wanted == CODES:
        return CODES
    band = next((b for b in project.codebook.bands if wanted in (b.guid, b.ident, b.name.casefold())), None)
    return f"{CODES}: {', '.join(code.guid for code in found.codes)}" if band is None else band.guid


# ---- kept ------------------------------------------------------------------------------------------------------------


def fixed(project: Project, question: Question) -> Question:
    """Return a question with GUIDs in place of names, and the default view named: it means the same for ever.

    Filters stay as written; a filter kept under a name stands for what it is at the time.

    Raises:
        NotFound: if a name is of nothing.
    """
    view = choose_view(project, question.view, list(question.coders))
    named = question.view is None or view.one or question.view.casefold() in VIEWS
    coders = () if view.one or (named and not question.coders) else tuple(c.guid for c in view.coders)
    by = divider_named(project, question.by) if question.by else None
    return Question(
        view=view.coders[0].guid if view.one else view.name,
        coders=coders,
        where=question.where,
        scope=question.scope,
        by=by.guid if by else question.by,
        prompted_only=question.prompted_only,
        retired=question.retired,
    )


def asked_to_json(asked: ItemAsked) -> str:
    """Return what an item was made from as it is kept; what is at its default is left out."""
    question = asked.question
    plain: dict[str, Any] = {
        "what": str(asked.what),
        "about": list(asked.about),
        "view": question.view,
        "coders": list(question.coders),
        "where": question.where,
        "scope": question.scope,
        "by": question.by,
        "prompted_only": question.prompted_only,
        "retired": question.retired,
    }
    return json.dumps({name: held for name, held in plain.items() if held not in (None, "", [], False)})


def asked_from_json(text: str) -> ItemAsked:
    """Return what an item was made from.

    Raises:
        ValueRefused: if it is nothing that this version knows.
    """
    plain: dict[str, Any] = json.loads(text or "{}")
    known = {str(what): what for what in What}
    check(plain.get("what") in known, f"{plain.get('what')!r} is nothing that a report can show", where="report")
    return ItemAsked(
        known[plain["what"]],
        tuple(plain.get("about", ())),
        Question(
            view=plain.get("view"),
            coders=tuple(plain.get("coders", ())),
            where=plain.get("where", ""),
            scope=plain.get("scope", ""),
            by=plain.get("by"),
            prompted_only=plain.get("prompted_only", False),
            retired=plain.get("retired", False),
        ),
    )
