"""Behind a cell of a tally: who has which status, with their passages and reasons, and why the N is what it is."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from fop_coder.analysis.sentences import why, why_classes
from fop_coder.model.base import Guid
from fop_coder.model.codebook import Code, Scheme
from fop_coder.model.coding import Classification, Mark
from fop_coder.model.people import Attribute, AttributeValue, Respondent
from fop_coder.model.status import ClassStatuses, CodeStatuses, Group, Status
from fop_coder.model.tally import PassageRow, Reason
from fop_coder.project.blindness import hidden_behind
from fop_coder.project.consensus_passages import ConsensusPassage
from fop_coder.project.passage_rows import passage_rows
from fop_coder.project.project import Project
from fop_coder.project.samples import class_statuses
from fop_coder.project.tallying import Asked, Question, code_statuses, find_passages, labels, look_up

STATUS_ORDER = (
    Status.REFERRED,
    Status.NOT_REFERRED,
    Status.NOT_ASKED,
    Status.TOO_LITTLE,
    Status.PENDING,
    Status.NO_DATA,
)
"""The order in which statuses are always shown."""


@dataclass(frozen=True, slots=True)
class PersonBehind:
    """One respondent behind a number.

    Attributes:
        about: their attributes in a few words.
        word: what is said beside them: the word for meeting the criteria, or "unprompted"; '' for nothing.
        reason: of their class or mark; '' where none was given.
        passages: GUIDs of theirs with the code, in the order of documents and text.
        documents: GUIDs of theirs in scope, to open where there are no passages.
        do_not_quote: their passages may be read and counted, never quoted.
    """

    respondent: Guid
    label: str
    about: str
    word: str
    reason: str
    passages: tuple[Guid, ...]
    documents: tuple[Guid, ...]
    do_not_quote: bool = False


@dataclass(frozen=True, slots=True)
class Evidence:
    """Everybody behind a cell.

    Attributes:
        n, of: the figure of the cell.
        people: by status (or category), in the order shown; they add up to the sample, or the group.
        passages: how many lie behind the whole cell.
        reasons: the card "why this N?".
        numbers: how many have each status (or category), also those who are not listed.
        joint: passages of the consensus that are no coding of one coder, by GUID.
        hidden: says what is not listed, as who is looking has not read it yet; '' where everything is.
    """

    n: int
    of: int
    people: Mapping[str, tuple[PersonBehind, ...]]
    passages: int
    reasons: tuple[Reason, ...]
    numbers: Mapping[str, int]
    joint: Mapping[Guid, ConsensusPassage] = field(default_factory=dict)
    hidden: str = ""

    def rows(self, project: Project, passages: Iterable[Guid]) -> Iterator[PassageRow]:
        """Yield some of its passages with whose and where they are."""
        return passage_rows(project, passages, self.joint)

    def place_of(self, project: Project, passage: Guid) -> tuple[Guid, int] | None:
        """Return the document in which a passage lies and where it begins; None where it is gone."""
        found = [self.joint[passage]] if passage in self.joint else project.store.codings([passage])
        return (found[0].document, found[0].start) if found else None


def evidence_for_code(
    project: Project, code: Code, question: Question, group: str | None = None, *, seen_by: Guid | None = None
) -> Evidence:
    """Return who is behind a code's figure.

    Args:
        group: a value of what divides the sample, None for all of it.
        seen_by: the coder who is looking, who may not see everything yet; None for somebody who may.

    Raises:
        NotFound, FilterRefused: with the names that there are.
    """
    asked = look_up(project, question)
    statuses = _within(code_statuses(project, asked, [code], project.codebook)[code.guid], _group(asked, group))
    found = find_passages(project, [code], asked, seen_by=seen_by)
    whole = find_passages(project, [code], asked) if found.hidden.sentence else found
    theirs = whole.by_respondent(project)
    words = dict.fromkeys(statuses.unprompted, "unprompted")
    words |= dict.fromkeys(statuses.met, code.criteria_word or "meets the criteria")
    reasons = dict.fromkeys(statuses[Status.REFERRED] - theirs.keys(), _NOT_SETTLED) if not asked.view.one else {}
    reasons |= _mark_reasons(project, code.guid, asked)
    shown = found.by_respondent(project) if found.hidden.sentence else theirs
    known = _Known(project, asked, frozenset[Guid]().union(*statuses.by_status.values()), words, reasons, shown)
    hidden = found.hidden.respondents
    referred = statuses[Status.REFERRED]
    return Evidence(
        n=len(referred),
        of=len(referred) + len(statuses[Status.NOT_REFERRED]),
        people={str(status): known.people(statuses[status] - hidden) for status in STATUS_ORDER},
        passages=len({passage for respondent in referred for passage in theirs.get(respondent, ())}),
        reasons=why(code, statuses, lambda who: labels(project, who - hidden)),
        numbers={str(status): len(statuses[status]) for status in STATUS_ORDER},
        joint=found.joint,
        hidden=found.hidden.sentence,
    )


_NOT_SETTLED = "Coded by all, but not in the same places, and not settled."
"""Said of those who referred in the consensus as each coder says so, though no passage stands."""


def evidence_for_scheme(
    project: Project,
    scheme: Scheme,
    question: Question,
    group: str | None = None,
    category: Guid | None = None,
    *,
    seen_by: Guid | None = None,
) -> Evidence:
    """Return who is behind the figures of a scheme; n is of one category, or of all classified where it is None.

    Args:
        group, seen_by: as for a code.

    Raises:
        NotFound, FilterRefused: with the names that there are.
    """
    asked = look_up(project, question)
    within = _group(asked, group)
    whole = class_statuses(project, scheme, asked.sample.respondents, asked.view, asked.scope)
    statuses = ClassStatuses(
        {c: g & within for c, g in whole.by_category.items()},
        {s: g & within for s, g in whole.by_status.items()},
        whole.pending_classified & within,
    )
    known = _Known(project, asked, within, {}, _class_reasons(project, scheme, asked), {})
    behind = hidden_behind(project, seen_by, [c.guid for c in asked.view.coders], codes=None)
    groups = {c.name: statuses.by_category[c.guid] for c in scheme.categories}
    groups |= {str(status): members for status, members in statuses.by_status.items()}
    classified = sum(len(g) for g in statuses.by_category.values())
    return Evidence(
        n=len(statuses.by_category[category]) if category else classified,
        of=classified,
        people={name: known.people(members - behind.respondents) for name, members in groups.items()},
        passages=0,
        reasons=why_classes(scheme, statuses, lambda who: labels(project, who - behind.respondents)),
        numbers={name: len(members) for name, members in groups.items()},
        hidden=behind.sentence,
    )


@dataclass(frozen=True, slots=True)
class Behind:
    """What a cell of a table over respondents is about.

    Attributes:
        title: what is said of those in it, which stands where a status does elsewhere.
        who: labels; of: what they are a part of.
        codes: whose passages are theirs in this cell; schemes: whose reasons are.
        hidden: respondents who are counted and not listed, and the sentence that says so.
        reasons: the card "why this N?".
    """

    title: str
    who: tuple[str, ...]
    of: int
    codes: tuple[Code, ...] = ()
    schemes: tuple[Scheme, ...] = ()
    hidden: tuple[Group, str] = (frozenset(), "")
    reasons: tuple[Reason, ...] = ()


def evidence_for_people(
    project: Project, behind: Behind, question: Question, *, seen_by: Guid | None = None
) -> Evidence:
    """Return who is behind a cell of a table that is about more than one code or class.

    Args:
        seen_by: as for a code.

    Raises:
        NotFound, FilterRefused: with the names that there are.
    """
    asked = look_up(project, question)
    unlisted, sentence = behind.hidden
    wanted = frozenset(behind.who)
    group = frozenset(r.guid for r in project.store.values(Respondent) if r.label in wanted) & asked.sample.respondents
    joint: Mapping[Guid, ConsensusPassage] = {}
    theirs: Mapping[Guid, list[Guid]] = {}
    count: set[Guid] = set()
    if behind.codes:
        found = find_passages(project, behind.codes, asked, seen_by=seen_by)
        joint, theirs = found.joint, found.by_respondent(project)
        whole = find_passages(project, behind.codes, asked).by_respondent(project) if found.hidden.sentence else theirs
        count = {passage for respondent in group for passage in whole.get(respondent, ())}
    because: dict[Guid, str] = {}
    for code in behind.codes:
        because |= _mark_reasons(project, code.guid, asked)
    for scheme in behind.schemes:
        because |= _class_reasons(project, scheme, asked)
    known = _Known(project, asked, group, {}, because, theirs)
    return Evidence(
        n=len(behind.who),
        of=behind.of,
        people={behind.title: known.people(group - unlisted)},
        passages=len(count),
        reasons=behind.reasons,
        numbers={behind.title: len(behind.who)},
        joint=joint,
        hidden=sentence,
    )


def _group(asked: Asked, group: str | None) -> Group:
    if group is None or asked.dividing is None:
        return asked.sample.respondents
    return asked.dividing.groups.get(group, frozenset())


def _within(statuses: CodeStatuses, group: Group) -> CodeStatuses:
    return CodeStatuses(
        {s: members & group for s, members in statuses.by_status.items()},
        statuses.met & group,
        statuses.pending_coded & group,
        statuses.unprompted & group,
        statuses.differ & group,
    )


def _mark_reasons(project: Project, about: Guid, asked: Asked) -> dict[Guid, str]:
    coders = {c.guid for c in asked.view.coders}
    marks = project.store.values(Mark, about=about)
    return {m.respondent: m.because for m in marks if m.coder in coders and m.because}


def _class_reasons(project: Project, scheme: Scheme, asked: Asked) -> dict[Guid, str]:
    coders = [c.guid for c in asked.view.coders]
    given = project.store.values(Classification, scheme=scheme.guid, coder=coders)
    classes = {c.respondent: c.because for c in given if c.because and c.occasion in ("", asked.scope.occasion)}
    return _mark_reasons(project, scheme.guid, asked) | classes


class _Known:
    """What is said of each respondent, read once."""

    def __init__(
        self,
        project: Project,
        asked: Asked,
        everybody: Group,
        words: Mapping[Guid, str],
        reasons: Mapping[Guid, str],
        passages: Mapping[Guid, list[Guid]],
    ) -> None:
        respondents = project.store.by_guid(Respondent, everybody)
        self._labels = {r.guid: r.label for r in respondents.values()}
        self._unquoted = {r.guid for r in respondents.values() if r.do_not_quote}
        self._about = attribute_words(project, asked.scope.occasion)
        self._words, self._reasons, self._passages = words, reasons, passages
        self._documents: dict[Guid, list[Guid]] = {}
        scope = asked.scope.documents
        for document, who in project.store.respondents_of_documents().items():
            if scope is None or document in scope:
                for respondent in who:
                    self._documents.setdefault(respondent, []).append(document)

    def people(self, group: Group) -> tuple[PersonBehind, ...]:
        """Return respondents in the order of their labels."""
        return tuple(
            PersonBehind(
                respondent,
                self._labels[respondent],
                self._about.get(respondent, ""),
                self._words.get(respondent, ""),
                self._reasons.get(respondent, ""),
                tuple(self._passages.get(respondent, ())),
                tuple(self._documents.get(respondent, ())),
                respondent in self._unquoted,
            )
            for respondent in sorted(group, key=lambda r: self._labels[r].casefold())
        )


def attribute_words(project: Project, occasion: str = "", most: int = 3) -> dict[Guid, str]:
    """Return the first attributes of each respondent in a few words ("RBKC, long term, 11 training days")."""
    attributes = sorted(project.store.values(Attribute), key=lambda a: a.position)[:most]
    said: dict[Guid, dict[Guid, str]] = {}
    for value in sorted(project.store.values(AttributeValue), key=lambda v: v.occasion):
        if value.occasion in ("", occasion):
            said.setdefault(value.respondent, {})[value.attribute] = _words(value)
    names = {a.guid: a.name for a in attributes}
    return {
        respondent: ", ".join(
            f"{found[a]} {name}" if found[a][:1].isdigit() else found[a] for a, name in names.items() if a in found
        )
        for respondent, found in said.items()
    }


def _words(value: AttributeValue) -> str:
    return " ".join(value.value.split())
