"""The scene and a real server on the tests' database."""

import threading

import pytest


@pytest.fixture(autouse=True)
def _no_room_is_left_open():
    """A hub that is not drained keeps its thread, and with it a connection to the database."""
    before = _threads()
    yield
    assert _threads() <= before


def _threads() -> set[threading.Thread]:
    return {each for each in threading.enumerate() if each.name == "rooms"}


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
    """The running server. All sockets are closed, and what is done after the last, before the database is emptied."""
    if not process.running:
        process.start()
    yield process
    process.tabs.close()
    process.rest()
