"""Accidents at random: no acknowledged word is lost and all ends are identical, by WebSocket and by requests.

Two processes hold one document and either is killed. On PostgreSQL (the storage tests), the store and the doorbell are the
test's own, and break, too. The short set runs with the tests; ``FAULT_RUNS=200 FAULT_SEED=1`` makes it long.
"""

import os
from collections import Counter

import pytest
from django.db import connection

from meetings.agenda.models import Summons
from minutes.documents.models import Document
from tests.minutes.rooms.faults import Run
from tests.minutes.rooms.forking import ForkedServer
from tests.minutes.rooms.scene import a_scene, an_item, enter
from tests.minutes.rooms.stores import own_stores

pytestmark = pytest.mark.storage

RUNS = int(os.environ.get("FAULT_RUNS", "2"))
FIRST = int(os.environ.get("FAULT_SEED", "1"))


@pytest.fixture(scope="module")
def stores(django_db_setup, django_db_blocker):
    """PostgreSQL and Redis of our own; None where the tests run on SQLite."""
    with django_db_blocker.unblock():
        if connection.vendor != "postgresql":
            yield None
            return
        with own_stores() as stores:
            yield stores


@pytest.fixture(scope="module")
def pair(stores):
    """Two server processes on one database."""
    servers = [ForkedServer(stores[1].url if stores else "") for _ in range(2)]
    for server in servers:
        server.start()
    yield servers
    for server in servers:
        server.close()


@pytest.mark.parametrize("way", ["socket", "requests", "scattered"])
def test_no_acknowledged_word_is_lost(stores, pair, transactional_db, capsys, way):
    if way == "scattered" and stores is None:
        pytest.skip("several processes need a Redis")
    for server in pair:  # scattered: each request goes to either process
        server.by_requests = way != "socket"
        server.others = [each for each in pair if each is not server and way == "scattered"]
    scene = a_scene()
    logins = [enter(user) for user in (scene.member, scene.other, scene.secretariat)]
    typed, happened = 0, Counter()
    for seed in range(FIRST, FIRST + RUNS):
        item = an_item(scene.meeting, 10 + seed, scene.secretariat)
        for user in (scene.member, scene.other):
            Summons.objects.create(item=item, user=user)
        try:
            run = Run(seed, pair, logins, Document.objects.get(item=item).pk, stores)
            run.play()
        except BaseException:
            with capsys.disabled():
                print(f"\nseed {seed} by {way} failed")
            raise
        typed += sum(len(person.words) for person in run.people)
        happened += run.happened
        for server in pair:
            server.tabs.close()
        if RUNS > 10:
            with capsys.disabled():
                print(f"seed {seed} by {way}: {dict(run.happened)}, {typed} words so far")
    with capsys.disabled():
        print(f"\n{RUNS} runs by {way} from seed {FIRST}: {typed} words, {dict(happened)}, none lost")
    assert happened
