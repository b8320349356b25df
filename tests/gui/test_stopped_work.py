"""Work that was stopped: what only asks shows nothing any more, what writes says what it has done."""

from __future__ import annotations

import threading

import pytest

from fop_coder.gui.latest_answer import LatestAnswer
from fop_coder.gui.tasks import Runner
from fop_coder.model.errors import Cancelled, FopCoderError, NotFound

LATE = 5.0
"""s that a job waits at most."""


class LateJob:
    """Ends in its own way when it is told to, without ever looking whether it was stopped."""

    def __init__(self, outcome):
        self.outcome, self.may_end = outcome, threading.Event()

    def __call__(self, _progress, _cancelled):
        return self.end()

    def end(self, _project=None):
        assert self.may_end.wait(LATE)
        if isinstance(self.outcome, Exception):
            raise self.outcome
        return self.outcome


@pytest.fixture
def runner(qtbot):
    runner = Runner()
    yield runner
    runner.stop()


@pytest.mark.parametrize("outcome", ["an answer", NotFound("there is no such coder")])
@pytest.mark.parametrize("only_asks", [True, False])
def test_what_ends_though_it_was_stopped(runner, qtbot, outcome, only_asks):
    job, told, finished, failed = LateJob(outcome), [], [], []
    task = runner.run("Counting", job, told.append, told.append, only_asks=only_asks)
    task.finished.connect(finished.append)
    task.failed.connect(failed.append)
    task.cancel()
    job.may_end.set()
    qtbot.waitUntil(lambda: bool(told))
    if only_asks:
        assert isinstance(told[0], Cancelled)
    else:
        assert told == [outcome]
    assert finished + failed == told
    assert bool(failed) == isinstance(told[0], FopCoderError)


def test_a_fault_of_ours_is_raised_even_where_it_was_stopped(runner, qtbot):
    job, told = LateJob(ZeroDivisionError()), []
    with qtbot.captureExceptions() as raised:
        runner.run("Counting", job, told.append, told.append, only_asks=True).cancel()
        job.may_end.set()
        qtbot.waitUntil(lambda: bool(raised))
    assert raised[0][0] is ZeroDivisionError
    assert told == []


class FakeProject:
    """Has copies of itself."""

    def snapshot(self):
        return self

    def __enter__(self):
        return self

    def __exit__(self, *_):
        return None


class FakeDesk:
    """Holds a project."""

    project = FakeProject()


@pytest.fixture
def asked(runner, qtbot):
    answer, heard = LatestAnswer(FakeDesk(), runner, runner), []
    answer.answered.connect(lambda found: heard.append(("answered", found)))
    answer.refused.connect(lambda error: heard.append(("refused", str(error))))
    answer.stopped.connect(lambda: heard.append(("stopped", None)))
    answer.waiting.connect(lambda waits: heard.append(("waiting", waits)))
    return answer, heard


def test_an_answer_that_comes_after_stop_is_not_shown(asked, qtbot):
    answer, heard = asked
    job = LateJob("too late")
    answer.ask("Counting", job.end)
    answer.stop()
    job.may_end.set()
    qtbot.waitUntil(lambda: not answer.is_waiting)
    assert heard == [("waiting", True), ("waiting", False), ("stopped", None)]


def test_an_earlier_question_says_nothing_when_it_ends(asked, qtbot):
    answer, heard = asked
    first, second = LateJob("first"), LateJob("second")
    answer.ask("Counting", first.end)
    answer.ask("Counting", second.end)
    first.may_end.set()
    second.may_end.set()
    qtbot.waitUntil(lambda: not answer.is_waiting)
    assert [said for said in heard if said[0] != "waiting"] == [("answered", "second")]


@pytest.mark.parametrize(
    ("outcome", "said"), [("the figures", ("answered", "the figures")), (NotFound("no", do=""), ("refused", "no"))]
)
def test_what_is_asked_at_once_is_answered_before_one_goes_on(asked, outcome, said):
    answer, heard = asked
    job = LateJob(outcome)
    job.may_end.set()
    answer.ask("Counting", job.end, at_once=True)
    assert heard == [said]
    assert not answer.is_waiting


def test_nothing_is_asked_where_no_project_is_open(asked):
    answer, heard = asked
    FakeDesk.project, kept = None, FakeDesk.project
    try:
        answer.ask("Counting", lambda _project: "nobody")
    finally:
        FakeDesk.project = kept
    assert heard == []
