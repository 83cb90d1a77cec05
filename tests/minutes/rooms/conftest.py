"""The scene and a real server on the tests' database."""

import pytest


@pytest.fixture
def scene(transactional_db: None):
    """A called meeting, committed, so that another process sees it."""
    from tests.minutes.rooms.scene import a_scene  # models can be imported only once Django has started

    return a_scene()


@pytest.fixture(scope="module")
def process(django_db_setup: None):
    """One server process for a file of tests; those that kill it start it again."""
    from tests.minutes.rooms.server import Server

    process = Server()
    yield process
    process.stop()
    process.socket.close()


@pytest.fixture
def server(scene, process):
    """The running server. All sockets are closed before the database is emptied."""
    if not process.running:
        process.start()
    yield process
    process.tabs.close()
