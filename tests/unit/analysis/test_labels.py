"""Labels of quotations by template."""

from __future__ import annotations

import pytest
from hypothesis import assume, example, given
from hypothesis import strategies as st

from fop_coder.analysis.labels import read_label_template
from fop_coder.model.errors import ValueRefused

KNOWN = {"respondent": "respondent", "Role": "role", "class": "class", "training days": "days"}
VALUES = {"respondent": "LB02", "role": "Family social worker", "class": "enthusiast", "days": "11"}


def label(template, **without):
    return read_label_template(template, KNOWN).filled({**VALUES, **without})


@pytest.mark.parametrize(
    ("template", "without", "said"),
    [
        ("{role}, {class}", {}, "Family social worker, enthusiast"),
        ("{Role}, { CLASS }", {}, "Family social worker, enthusiast"),
        ("{role}, {class}", {"role": ""}, "enthusiast"),
        ("{role}, {class}", {"class": ""}, "Family social worker"),
        ("{role}, {class}", {"role": "", "class": ""}, ""),
        ("{role}, {class}, {respondent}", {"class": " "}, "Family social worker, LB02"),
        ("{role} ({class})", {}, "Family social worker (enthusiast)"),
        ("{role} ({class})", {"class": ""}, "Family social worker"),
        ("{role} ({class}; {training days} days)", {"days": ""}, "Family social worker (enthusiast)"),
        ("{role} ({class}; {training days} days)", {"class": "", "days": ""}, "Family social worker"),
        ("{respondent}: {training days} days' training, {class}", {"days": ""}, "LB02, enthusiast"),
        ("{respondent} – {class} - {role}", {"class": ""}, "LB02 - Family social worker"),
        ("A worker, {class}", {"class": ""}, "A worker"),
        ("{{{respondent}}}", {}, "{LB02}"),
        (":-) {respondent}", {"respondent": "LB [2"}, ":-) LB [2"),
    ],
)
def test_a_label_says_what_is_known_without_stray_signs(template, without, said) -> None:
    assert label(template, **without) == said


@pytest.mark.parametrize(
    ("template", "problem"),
    [
        ("{borough}", "nothing is called so.*Known: {respondent}, {Role}, {class}, {training days}"),
        ("{}", "nothing is called so"),
        ("{role", "brace too many"),
        ("role}", "brace too many"),
        ("  ", "empty"),
    ],
)
def test_what_a_label_cannot_say_is_refused_with_what_it_can(template, problem) -> None:
    with pytest.raises(ValueRefused, match=problem):
        read_label_template(template, KNOWN)


@given(st.lists(st.sampled_from(["{ab}", *"ab ,-:;()[]–"]), min_size=1, max_size=20).map("".join))
@example("[[]")
@example("[(])")
@example("([)]")
def test_where_all_is_known_a_template_says_all_of_itself(template) -> None:
    assume(template.strip())
    said = read_label_template(template, {"ab": "ab"}).filled({"ab": "ab"})
    assert "".join(said.split()) == "".join(template.replace("{ab}", "ab").split())
