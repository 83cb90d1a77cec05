"""Two processes on one document, killed at random: no acknowledged word is lost and all end identical.

The short set runs with the tests; ``FAULT_RUNS=200 FAULT_SEED=1`` makes it long.
"""

import os

import pytest

from meetings.agenda.models import Summons
from minutes.documents.models import Document
from tests.minutes.rooms.faults import Run
from tests.minutes.rooms.scene import enter

pytestmark = pytest.mark.storage

RUNS = int(os.environ.get("FAULT_RUNS", "3"))
FIRST = int(os.environ.get("FAULT_SEED", "1"))


@pytest.fixture(scope="module")
def pair(django_db_setup):
    """Two server processes on the tests' database."""
    from tests.minutes.rooms.server import Server

    servers = [Server(os.environ.get("REDIS_URL", "")) for _ in range(2)]
    for server in servers:
        server.start()
    yield servers
    for server in servers:
        server.stop()
        server.socket.close()


def test_no_acknowledged_word_is_lost(transactional_db, pair, capsys):
    from tests.minutes.rooms.scene import a_scene, an_item

    scene = a_scene()
    logins = [enter(user) for user in (scene.member, scene.other, scene.secretariat)]
    typed = kills = 0
    for seed in range(FIRST, FIRST + RUNS):
        item = an_item(scene.meeting, 10 + seed, scene.secretariat)
        for user in (scene.member, scene.other):
            Summons.objects.create(item=item, user=user)
        try:
            run = Run(seed, pair, logins, Document.objects.get(item=item).pk)
            run.play()
        except BaseException:
            with capsys.disabled():
                print(f"\nseed {seed} failed")
            raise
        typed += sum(len(person.words) for person in run.people)
        kills += run.kills
        for server in pair:
            server.tabs.close()
        if RUNS > 10:
            with capsys.disabled():
                print(f"seed {seed}: {run.kills} kills, {typed} words so far")
    with capsys.disabled():
        print(f"\n{RUNS} runs from seed {FIRST}: {typed} words, {kills} kills, none lost")
    assert kills
