"""Several processes: a carried socket lives in one, and goes on whichever is asked."""

import asyncio
from contextlib import asynccontextmanager

import httpx
import pytest

from portal.gate.carried import LOT_BYTES, CarriedSockets, packed, unpacked
from portal.gate.neighbours import Neighbours
from tests.portal.gate.test_carried import MINE, PATH, Echo, bring, fetch, opened, pages


@asynccontextmanager
async def two(folder):
    """Two processes, as a browser reaches them; and the first one's door."""
    neighbours = [Neighbours(folder), Neighbours(folder)]
    apps = [CarriedSockets(pages, Echo(), each) for each in neighbours]
    clients = [
        httpx.AsyncClient(transport=httpx.ASGITransport(app=app), base_url="http://kasane.example", headers=MINE)
        for app in apps
    ]
    async with clients[0], clients[1]:
        yield *clients, neighbours[0]
        for each in neighbours:
            await each.close()


@pytest.fixture
def folder(tmp_path_factory):
    return tmp_path_factory.mktemp("n") / "carried"


def test_any_process_brings_and_fetches(folder):
    async def story():
        async with two(folder) as (here, there, _door):
            name = await opened(here)
            assert await bring(there, name, 1, b"a", b"x" * 2_000_000) == 200
            assert await bring(here, name, 2, b"b") == 200
            heard: list[bytes] = []
            has = 0
            while len(heard) < 3:
                answer = await fetch(there, name, has)
                has = int(answer.headers["X-Carried-Hear"])
                heard += unpacked(answer.content)
            assert heard == [b"a", b"x" * 2_000_000, b"b"]
            await bring(there, name, 3, b"end4409")
            assert (await fetch(there, name, has)).headers["X-Carried-End"] == "4409"
            assert folder.stat().st_mode & 0o777 == 0o700

    asyncio.run(story())


def test_what_is_refused_here_is_refused_there(folder):
    async def story():
        async with two(folder) as (here, there, _door):
            name = await opened(here)
            for stranger in ("kasane_sid=another", ""):
                assert (await there.post(PATH, headers={"X-Carried": name, "Cookie": stranger})).status_code == 403
            unknown = [f"{name.partition('.')[0]}.{'x' * 43}", f"{'0' * 16}.{'x' * 43}", "../carried/x.y", ".", "x"]
            for each in unknown:
                assert (await fetch(there, each, 0)).status_code == 403
            assert await bring(there, name, 7, b"a lot is missing") == 400
            assert await bring(there, name, 1, b"x" * (LOT_BYTES + 1)) == 413
            headers = {"X-Carried": name, "X-Carried-Send": "1"}
            assert (await there.post(PATH, headers=headers, content=packed([b"a"])[:-1])).status_code == 400

    asyncio.run(story())


def test_a_process_that_was_killed_is_as_one_that_never_was(folder):
    async def story():
        async with two(folder) as (here, there, door):
            name = await opened(here)
            await door.close()
            assert (await fetch(there, name, 0)).status_code == 403
            assert len(list(folder.iterdir())) == 1
            again = await opened(there)  # opening a door takes away those that nobody is behind
            assert [each.name for each in folder.iterdir()] == [again.partition(".")[0]]

    asyncio.run(story())


def test_where_there_can_be_no_door_each_goes_by_itself(tmp_path):
    (tmp_path / "file").write_text("in the way")

    async def story():
        async with two(tmp_path / "file" / "carried") as (here, _there, _door):
            name = await opened(here)
            assert await bring(here, name, 1, b"a") == 200

    asyncio.run(story())


def test_a_folder_that_was_there_is_closed_to_others(folder):
    folder.mkdir(parents=True, exist_ok=True)
    folder.chmod(0o755)

    async def nobody(_scope, _receive, _send) -> None: ...

    async def story() -> None:
        neighbours = Neighbours(folder)
        assert await neighbours.open(nobody)
        assert folder.stat().st_mode & 0o777 == 0o700
        await neighbours.close()

    asyncio.run(story())
