"""Summaries: one for each respondent and code, never empty, the same on every machine."""

from __future__ import annotations

from dataclasses import replace

import pytest

from fop_coder.model.base import new_guid
from fop_coder.model.change import KINDS
from fop_coder.model.errors import ValueRefused
from fop_coder.model.matrix import MatrixCell, Summary, summary_guid
from fop_coder.model.people import Coder, Respondent
from fop_coder.model.status import Status

WHO, CODE, ANN = new_guid(), new_guid(), new_guid()
SUMMARY = Summary(summary_guid(WHO, CODE), WHO, CODE, ANN, "Plans ahead")


def test_the_guid_comes_from_respondent_and_code_alone():
    assert summary_guid(WHO, CODE) == summary_guid(WHO, CODE)
    assert len({summary_guid(WHO, CODE), summary_guid(CODE, WHO), summary_guid(WHO, ANN)}) == 3


@pytest.mark.parametrize("text", ["", " ", "\n\t"])
def test_an_empty_summary_is_refused(text):
    with pytest.raises(ValueRefused, match="empty"):
        replace(SUMMARY, text=text)


@pytest.mark.parametrize("name", ["guid", "respondent", "code", "coder"])
def test_what_is_no_guid_is_refused(name):
    with pytest.raises(ValueRefused, match="not a GUID"):
        replace(SUMMARY, **{name: "LB01"})


def test_summaries_come_after_what_they_refer_to():
    assert KINDS.index(Summary) > max(KINDS.index(Respondent), KINDS.index(Coder))


def test_a_cell_lacks_a_summary_where_there_are_passages_and_one_could_be_seen():
    passage = (new_guid(),)
    assert MatrixCell(Status.REFERRED, passage).lacks_summary
    assert not MatrixCell(Status.REFERRED, passage, "Plans").lacks_summary
    assert not MatrixCell(Status.NOT_REFERRED).lacks_summary
    assert not MatrixCell(Status.REFERRED, passage, summary_hidden=True).lacks_summary
    assert MatrixCell(None).is_hidden and not MatrixCell(Status.PENDING).is_hidden
