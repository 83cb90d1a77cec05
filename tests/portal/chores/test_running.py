"""A chore is run when it is due: once, by one of several, again after a failure, and nothing of a case is logged."""

from datetime import timedelta

import pytest

from portal.chores.models import Chore
from portal.chores.services import AGAIN, UNDER_WAY, register, run_due
from portal.outbox.worker import Worker
from tests.portal.mfa.floor import PATIENCE, together

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("no_chores")]
HOUR = timedelta(hours=1)


@pytest.fixture
def runs():
    """What was run, in order."""
    return []


def test_a_new_chore_is_run_at_once_and_then_every_so_often(clock, runs):
    register("tests.count", HOUR, lambda: runs.append(clock.now))
    begun = clock.now
    assert run_due() == 1
    clock.wait(HOUR.total_seconds() - 1)
    assert run_due() == 0
    clock.wait(1)
    assert run_due() == 1
    assert runs == [begun, begun + HOUR]
    assert Chore.objects.get().last_run_at == begun + HOUR


def test_where_nothing_is_due_one_query_says_so(clock, runs, django_assert_num_queries):
    for number in range(5):
        register(f"tests.{number}", HOUR, lambda: runs.append(1))
    run_due()
    with django_assert_num_queries(1):
        assert run_due() == 0


def test_a_chore_that_fails_is_tried_again_soon_and_keeps_nobody_waiting(clock, runs, caplog):
    def fail():
        raise ValueError("事例 R8-014")

    register("tests.fails", HOUR, fail)
    register("tests.works", HOUR, lambda: runs.append(1))
    run_due()
    assert runs == [1]
    failed = Chore.objects.get(name="tests.fails")
    assert (failed.last_failure, failed.last_run_at) == ("ValueError", None)
    assert "R8-014" not in caplog.text
    assert "tests.fails" in caplog.text
    register("tests.fails", HOUR, lambda: runs.append(2))
    clock.wait(AGAIN.total_seconds())
    run_due()
    assert runs == [1, 2]
    assert Chore.objects.get(name="tests.fails").last_failure == ""


def test_a_chore_of_a_process_that_died_is_run_by_another(clock, runs):
    register("tests.count", HOUR, lambda: runs.append(1))
    Chore.objects.create(name="tests.count", due_at=clock.now + UNDER_WAY)  # taken, never finished
    assert run_due() == 0
    clock.wait(UNDER_WAY.total_seconds())
    assert run_due() == 1


@pytest.mark.storage
@pytest.mark.django_db(transaction=True)
def test_of_several_at_once_one_runs_it(clock, runs):
    register("tests.count", HOUR, lambda: runs.append(1))
    answers = together(4, lambda _number: run_due())
    assert sorted(answers) == [0, 0, 0, 1]
    assert runs == [1]


@pytest.mark.storage
@pytest.mark.django_db(transaction=True)
def test_the_worker_runs_them(clock):
    from threading import Event

    done = Event()
    register("tests.done", HOUR, done.set)
    worker = Worker()
    worker.start()
    try:
        assert done.wait(PATIENCE)
    finally:
        worker.stop()
