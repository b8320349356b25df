"""The published evaluation's own tables, as far as it names counts, on respondents made up to give them."""

from collections import Counter

import pytest

from fop_coder.project.bands import scheme_or_band_named
from fop_coder.project.correlating import correlation, number_table
from fop_coder.project.crosstabs import crosstab
from fop_coder.project.moves import moves
from fop_coder.project.tallying import Question, tally_scheme
from tests.made import Made, band, code, instrument, scheme

DAYS = {
    "RBKC": (0, 11, 15, 10, 0, 10, 11, 0, 0, 10, 14, 15),
    "WCC": (12, 0, 15, 9, 13, 12, 10, 15, 13),
    "LBHF": (11, 0, 13, 9),
}
OUTCOMES = {"planning": 22, "hypotheses": 12, "engagement": 17, "techniques": 17, "review": 11}


def family_social_workers():
    study = Made(
        *(code(ident, position=place) for place, ident in enumerate(OUTCOMES)), scheme("supervision", "Yes", "No")
    )
    supervision = ["Yes"] * 14 + ["No"] * 8 + [""] * 3
    people = [(borough, days) for borough, all_days in DAYS.items() for days in all_days]
    for number, (borough, days) in enumerate(people):
        said = [ident for ident, n in OUTCOMES.items() if (number * 7) % 25 < n]
        marks = {"supervision": "too little information"} if number in (22, 23) else {}
        classes = {"supervision": supervision[number]} if supervision[number] else {}
        study.says(f"F{number:02}", *said, borough=borough, training_days=days, marks=marks, classes=classes)
    return study


def test_codes_by_borough(bare_project):
    with family_social_workers().open(bare_project) as project:
        for ident, n in OUTCOMES.items():
            table = crosstab(project, ident, "borough", test=True)
            assert table.row_sizes[:2] == (n, 25 - n)
            assert table.column_sizes == (4, 12, 9, 0)
            assert (table.test.test, table.test.n) == ("chi-square test", 25)
            assert "were not drawn at random. If these 25 were a simple random sample" in table.test.assumption


def test_training_days_against_number_of_codes(bare_project):
    with family_social_workers().open(bare_project) as project:
        found = correlation(project, "training days", "codes", test=True)
    assert len(found.points) == 25
    assert sorted(p.x for p in found.points) == sorted(days for all_days in DAYS.values() for days in all_days)
    assert sum(p.y for p in found.points) == sum(OUTCOMES.values())
    assert found.left_out == ()


def test_supervision_with_two_who_said_too_little_and_one_unaccounted_for(bare_project):
    with family_social_workers().open(bare_project) as project:
        table = crosstab(project, "supervision", "borough")
    assert dict(zip(table.rows.labels, table.row_sizes, strict=True)) == {
        "Yes": 14,
        "No": 8,
        "not classified": 1,
        "not asked": 0,
        "too little information": 2,
        "pending": 0,
        "no data": 0,
    }
    assert (table.counted, sum(len(who) for _, _, who in table.left_out())) == (22, 3)


def test_bands_of_practices_in_vignettes(bare_project):
    practices = [code(f"p-{letter}", position=place) for place, letter in enumerate("abcdefghi")]
    study = Made(*practices, band("practices", "0–1 2–4 5+", *practices))
    shown = [0] * 4 + [1] * 4 + [2] * 5 + [4] * 6 + [5, 7, 9]
    for number, n in enumerate(shown):
        trained = "untrained" if number in (0, 3, 7) else "trained"
        study.says(f"V{number:02}", *(p.ident for p in practices[:n]), kind="vignette", training=trained)
    study.says("V22", training="trained")
    study.says("V23", kind="vignette", training="trained", marks={"p-a": "too little information"})
    with study.open(bare_project) as project:
        vignettes = Question(scope="kind = vignette")
        found = tally_scheme(project, scheme_or_band_named(project, "practices"), vignettes)
        table = crosstab(project, "practices", "training", vignettes)
    assert [(row.name, row.n) for row in found.rows] == [("0–1", 8), ("2–4", 11), ("5+", 3)]
    assert (found.counts.no_data, found.counts.too_little_information, found.counts.total) == (1, 1, 24)
    assert table.columns.values == ("trained", "untrained")
    assert table.counts == ((5, 3), (11, 0), (3, 0))


def families():
    study = Made(
        code("contact"), scheme("network", "Strong", "Moderate", "Low"), instrument("score-15", 15, [2, 4, 5, 7])
    )
    totals = {
        "Strong": (16, 18, 20, 24, 27),
        "Moderate": (20, 30, 33, 40, 51),
        "Low": (25, 28, 30, 33, 39, 41, 48),
    }
    number = 0
    for network, all_totals in totals.items():
        for total in all_totals:
            study.says(f"FA{number:02}", occasion="time one", classes={"network": network})
            for item, answer in enumerate(answers(total), 1):
                turned = 6 - answer if item in (2, 4, 5, 7) else answer
                study.known(f"FA{number:02}", {f"SCORE-15_{item:02}": str(turned)}, occasion="time one")
            number += 1
    return study


def answers(total):
    """Return fifteen answers from 1 to 5 that add up to a total."""
    return [total // 15 + (place < total % 15) for place in range(15)]


def test_ranges_of_score_15_by_network(bare_project):
    with families().open(bare_project) as project:
        found = number_table(project, "score-15", Question(by="network", scope="occasion = Time One"))
    assert {s.group: (s.n, s.lowest, s.highest) for s in found.spreads} == {
        "": (17, 16, 51),
        "Strong": (5, 16, 27),
        "Moderate": (5, 20, 51),
        "Low": (7, 25, 48),
    }


def test_case_types_at_time_one_and_time_two(bare_project):
    study = families()
    before = ["child in need"] * 7 + ["child protection"] * 10
    after = (
        ["child in need"] * 4
        + ["child protection"] * 2
        + [""]
        + ["child in need"]
        + ["child protection"] * 6
        + [""] * 3
    )
    for number, (one, two) in enumerate(zip(before, after, strict=True)):
        study.known(f"FA{number:02}", {"case type": one}, occasion="time one")
        if two:
            study.known(f"FA{number:02}", {"case type": two}, occasion="time two")
    with study.open(bare_project) as project:
        found = moves(project, "case type", "time one", "time two")
    assert found.table.row_sizes[:2] == (7, 10)
    assert found.table.column_sizes[:2] == (5, 8)
    assert (found.table.counted, found.stayed, found.moved) == (13, 10, 3)
    assert [s.respondent for s in found.once] == ["FA06", "FA14", "FA15", "FA16"]
    assert found.never == ()


def test_closeness_by_frequency_says_who_is_missing(bare_project):
    closeness, frequency = ("very close", "moderate", "loose", "difficult"), ("daily", "weekly", "monthly", "less")
    study = Made(code("contact"))
    for number in range(17):
        known = {"closeness": closeness[number % 4]}
        if number != 16:
            known["frequency"] = frequency[number // 4]
        study.says(f"FA{number:02}")
        study.known(f"FA{number:02}", known)
    with study.open(bare_project) as project:
        table = crosstab(project, "closeness", "frequency")
    assert table.counted == 16
    assert table.left_out() == [("very close", "(no value)", ("FA16",))]


@pytest.mark.parametrize(
    ("question", "counts"),
    [
        ("talking", {"Disagree": 9, "Agree": 5, "Not sure": 3}),
        ("help", {"Disagree": 1, "Agree": 14, "Not sure": 2}),
        ("feelings", {"Positive": 10, "Negative": 2, "Neutral": 2, "Mixed": 3}),
        ("priorities", {"Yes": 12, "No": 1, "Some disagreement": 3, "Not sure": 1}),
    ],
)
def test_what_families_say_adds_up_to_seventeen(bare_project, question, counts):
    study = Made(code("contact"), scheme(question, *counts))
    for number, answer in enumerate(Counter(counts).elements()):
        study.says(f"FA{number:02}", classes={question: answer}, case="child in need" if number < 7 else "protection")
    with study.open(bare_project) as project:
        table = crosstab(project, question, "case")
    assert dict(zip(table.rows.values, table.row_totals, strict=True)) == counts
    assert (table.counted, table.left_out()) == (17, [])
