"""Export contents made by hand: six respondents, three codes, one scheme; all figures counted from the respondents."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import replace

from fop_coder.model.base import derived_guid
from fop_coder.model.codebook import (
    Band,
    Category,
    Code,
    Codebook,
    CriteriaRule,
    Criterion,
    Cut,
    Instrument,
    Item,
    Need,
    Scheme,
    Within,
)
from fop_coder.model.export import ExportContents
from fop_coder.model.status import Status
from fop_coder.model.tally import (
    Base,
    CategoryRow,
    ClassCounts,
    Counts,
    Flow,
    PassageRow,
    SchemeTally,
    StatusRow,
    Tally,
    TallyRow,
)

R, N, A, T, D, P = (
    Status.REFERRED,
    Status.NOT_REFERRED,
    Status.NOT_ASKED,
    Status.TOO_LITTLE,
    Status.NO_DATA,
    Status.PENDING,
)


def guid(name: str):
    return derived_guid("test", name)


PLANNING = Code(
    guid("planning"),
    "planning",
    "Planning",
    key="1",
    definition="Preparing before a meeting",
    include="Plans made ahead",
    exclude="Plans for holidays",
    examples=("We looked at the map first.", "=1+1 is what we planned"),
    criteria=(Criterion(guid("a"), "a", "planned ahead"), Criterion(guid("b"), "b", "stayed open")),
    criteria_rule=CriteriaRule(Need.AT_LEAST, Within.PASSAGE, 1),
    criteria_word="FoP-minded",
    gathers=True,
)
MAPPING = Code(guid("mapping"), "mapping", "Mapping", parent=PLANNING.guid, colour=3, position=1)
REVIEW = Code(guid("review"), "review", "Review", key="5", colour=5, position=2, retired=True)
GROUP = Scheme(
    guid("group"),
    "group",
    "Analytic group",
    (
        Category(guid("E"), "enthusiast", "Enthusiast", "E", "embraces the values"),
        Category(guid("C"), "cautious", "Cautious", "C"),
    ),
)
CODEBOOK = Codebook(
    "Outcomes",
    (PLANNING, MAPPING, REVIEW),
    (GROUP,),
    (
        Instrument(
            guid("score"), "score", "Score", 1, 5, (Item(1), Item(2, reversed=True, subscale="strengths")), "worse"
        ),
    ),
    (Band(guid("band"), "practices", "Practices", (Cut("few", 0, 1), Cut("many", 2, None)), codes=(PLANNING.guid,)),),
    "what was hoped for",
)
CODES = (PLANNING, MAPPING, REVIEW)

PEOPLE = (
    # label, borough, days, group, statuses of planning, mapping, review; criteria of planning met
    ("AB01", "North", "10", "Enthusiast", (R, R, N), True),
    ("AB02", "North", "Trainer", "Cautious", (R, N, A), False),
    ("AB03", "South", "-3", "Enthusiast", (N, N, T), False),
    ("AB04", "South", "2,5", "not classified", (A, P, D), False),
    ("AB05", "", "", "pending", (P, P, P), False),
    ("AB06", "North", "0", "no data", (D, D, D), False),
)


def status_rows() -> tuple[StatusRow, ...]:
    return tuple(
        StatusRow(
            label,
            {key: value for key, value in (("borough", borough), ("training days", days)) if value},
            {GROUP.name: group},
            {code.ident: status for code, status in zip(CODES, statuses, strict=True)},
            frozenset({"planning"}) if met else frozenset(),
            coded=frozenset({"planning", "mapping", "review"} if label == "AB05" else ()),
            classified=frozenset({GROUP.name} if label == "AB05" else ()),
            groups={"borough": borough or "(no value)"},
        )
        for label, borough, days, group, statuses, met in PEOPLE
    )


def group_of(row: StatusRow) -> str:
    return row.attributes.get("borough", "(no value)")


def counts(rows: Iterable[StatusRow], code: Code, differ: int | None = None) -> Counts:
    found = list(rows)
    by = Counter(row.statuses[code.ident] for row in found)
    met = sum(code.ident in row.met for row in found) if code.criteria_rule else None
    interval = (0.123456789, 0.87654321) if by[R] + by[N] else None
    coded = sum(code.ident in row.coded for row in found)
    return Counts(by[R], by[N], by[A], by[T], by[D], by[P], met, coded, 0, differ, interval)


def base(rows: Sequence[StatusRow], by: str | None = None) -> Base:
    flow = Flow(interviewed=9, withdrawn=1, unusable=1, filtered_out=1, analysed=len(rows))
    sizes = Counter(group_of(row) for row in rows) if by else {}
    return Base(len(rows), 'role = "long term"', "", "First", "", ("First",), "purposive", flow, by, dict(sizes))


def tally(rows: Sequence[StatusRow], by: str | None = None, differ: int | None = None) -> Tally:
    groups: dict[str, list[StatusRow]] = {}
    for row in rows if by else ():
        groups.setdefault(group_of(row), []).append(row)
    return Tally(
        base(rows, by),
        tuple(
            TallyRow(
                code.guid,
                code.ident,
                code.name,
                1 if code.parent else 0,
                counts(rows, code, differ),
                {group: counts(members, code, differ) for group, members in groups.items()},
                code.criteria_word,
                f"Some referred to {code.ident}",
                code.retired,
            )
            for code in CODES
        ),
    )


def class_counts(rows: Iterable[StatusRow]) -> ClassCounts:
    by = Counter(row.classes[GROUP.name] for row in rows)
    classified = by["Enthusiast"] + by["Cautious"]
    return ClassCounts(classified, by["not classified"], 0, 0, by["no data"], by["pending"], min(1, by["pending"]))


def scheme(rows: Sequence[StatusRow], by: str | None = None) -> SchemeTally:
    groups: dict[str, list[StatusRow]] = {}
    for row in rows if by else ():
        groups.setdefault(group_of(row), []).append(row)

    def figure(members: Iterable[StatusRow], category: Category) -> tuple[int, int]:
        listed = list(members)
        return sum(m.classes[GROUP.name] == category.name for m in listed), class_counts(listed).classified

    return SchemeTally(
        base(rows, by),
        GROUP.guid,
        GROUP.ident,
        GROUP.name,
        tuple(
            CategoryRow(
                c.guid,
                c.ident,
                c.name,
                *figure(rows, c),
                {group: figure(members, c) for group, members in groups.items()},
                (0.25, 0.75),
            )
            for c in GROUP.categories
        ),
        class_counts(rows),
        {group: class_counts(members) for group, members in groups.items()},
    )


def passage(text: str = "We sat down and planned.", **changes: object) -> PassageRow:
    plain = PassageRow(
        guid("coding"), ("AB01",), "Interview 1", ("Respondent",), text, "planning", "Planning", "First", (), "", 5, 29
    )
    return replace(plain, **changes)  # type: ignore[arg-type]


PASSAGES = (
    passage("A stretch that nobody's turn covers.", respondents=()),
    passage("Somebody else coded this.", coder="Second"),
    passage("We drew a map.", code="mapping", code_name="Mapping", criteria=("planned ahead", "stayed open")),
    passage("Both of us planned.", respondents=("AB01", "AB02"), speakers=("Mother", "Father"), memo="two voices"),
)


def contents(passages: Iterable[PassageRow] | None = None, **changes: object) -> ExportContents:
    rows = status_rows()
    shown = PASSAGES if passages is None else passages
    plain = ExportContents(
        (("Project", "Families & friends"), ("Date", "3 May 2026"), ("Fingerprint", "=ab12")),
        tally(rows),
        (tally(rows, "borough"),),
        (scheme(rows),),
        (scheme(rows, "borough"),),
        ("borough", "training days"),
        rows,
        shown,
        len(shown) if isinstance(shown, Sequence) else 0,
        CODEBOOK,
    )
    return replace(plain, **changes)  # type: ignore[arg-type]


def nothing() -> ExportContents:
    """A project without respondents, codes or anything else."""
    empty = Base(0, "", "", "First", "", ("First",), "unknown", Flow(0, 0, 0, 0, 0))
    return ExportContents((("Project", "Empty"),), Tally(empty, ()), (), (), (), (), (), (), 0, Codebook("Empty"))
