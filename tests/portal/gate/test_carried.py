"""A socket carried by requests: each lot is taken once and given until the reader has it, to its own login only."""

import asyncio
from contextlib import asynccontextmanager

import httpx
import pytest

from portal.gate import carried
from portal.gate.carried import CarriedSockets, packed, unpacked

PATH = "/carried/ws/echo/"
MINE = {"Cookie": "kasane_sid=mine"}


class Echo:
    """A socket that says everything back; ``b"end"`` closes it with 4409. It lets nobody in at /ws/closed/."""

    def __init__(self) -> None:
        self.heard: list[bytes] = []
        self.gone = asyncio.Event()
        self.awake = asyncio.Event()

    async def __call__(self, scope, receive, send) -> None:
        assert (await receive())["type"] == "websocket.connect"
        if scope["path"] != "/ws/echo/":
            await send({"type": "websocket.close", "code": 4403})
            return
        await send({"type": "websocket.accept"})
        while (event := await receive())["type"] != "websocket.disconnect":
            self.heard.append(event["bytes"])
            if event["bytes"].startswith(b"end"):
                await send({"type": "websocket.close", "code": int(event["bytes"][3:] or 4409)})
                return
            if event["bytes"] == b"sleep":
                await self.awake.wait()
            await send({"type": "websocket.send", "bytes": event["bytes"]})
        self.gone.set()


async def pages(_scope, _receive, send) -> None:
    await send({"type": "http.response.start", "status": 404, "headers": []})
    await send({"type": "http.response.body", "body": b"a page"})


@asynccontextmanager
async def a_browser(**headers: str):
    echo = Echo()
    transport = httpx.ASGITransport(app=CarriedSockets(pages, echo))
    async with httpx.AsyncClient(
        transport=transport, base_url="http://kasane.example", headers=MINE | headers
    ) as client:
        yield client, echo


async def opened(client: httpx.AsyncClient, path: str = PATH) -> str:
    answer = await client.post(path, headers={"X-Carried": "new"})
    assert answer.status_code == 200
    return answer.headers["X-Carried"]


async def bring(client, name: str, number: int, *frames: bytes) -> int:
    headers = {"X-Carried": name, "X-Carried-Send": str(number)}
    return (await client.post(PATH, headers=headers, content=packed(frames))).status_code


async def fetch(client, name: str, has: int) -> httpx.Response:
    return await client.post(PATH, headers={"X-Carried": name, "X-Carried-Hear": str(has)})


def test_a_lot_that_is_brought_twice_is_taken_once():
    async def story():
        async with a_browser() as (client, echo):
            name = await opened(client)
            assert [await bring(client, name, 1, b"a", b"b"), await bring(client, name, 1, b"a", b"b")] == [200, 200]
            assert await bring(client, name, 2, b"c") == 200
            answer = await fetch(client, name, 0)
            assert (answer.headers["X-Carried-Hear"], [*unpacked(answer.content)]) == ("1", [b"a", b"b", b"c"])
            assert echo.heard == [b"a", b"b", b"c"]

    asyncio.run(story())


def test_an_answer_that_was_lost_is_given_again():
    async def story():
        async with a_browser() as (client, _echo):
            name = await opened(client)
            await bring(client, name, 1, b"a")
            lost = await fetch(client, name, 0)
            await bring(client, name, 2, b"b")
            again = await fetch(client, name, 0)
            assert (lost.content, lost.headers["X-Carried-Hear"]) == (again.content, again.headers["X-Carried-Hear"])
            assert [*unpacked((await fetch(client, name, 1)).content)] == [b"b"]

    asyncio.run(story())


@pytest.mark.parametrize("number", [0, 2, 3, 10**30])
def test_a_lot_that_was_never_given_or_comes_too_early_is_refused(number):
    async def story():
        async with a_browser() as (client, echo):
            name = await opened(client)
            if number > 1:
                assert await bring(client, name, number, b"a") == 400
            assert (await fetch(client, name, number + 1)).status_code == 400
            assert echo.heard == []

    asyncio.run(story())


@pytest.mark.parametrize("words", ["", "x", "-", "²"])
def test_turns_are_numbers(words):
    async def story():
        async with a_browser() as (client, _echo):
            name = await opened(client)
            for turn in (b"x-carried-send", b"x-carried-hear"):
                answer = await client.post(PATH, headers=[(b"x-carried", name.encode()), (turn, words.encode())])
                assert answer.status_code == 400

    asyncio.run(story())


def test_without_news_the_question_is_answered_after_a_while(monkeypatch):
    monkeypatch.setattr(carried, "HEAR_SECONDS", 0.01)

    async def story():
        async with a_browser() as (client, _echo):
            answer = await fetch(client, await opened(client), 0)
            assert (answer.status_code, answer.content, answer.headers["X-Carried-Hear"]) == (200, b"", "0")
            assert "X-Carried-End" not in answer.headers

    asyncio.run(story())


def test_a_question_that_is_asked_anew_lets_the_earlier_one_go():
    async def story():
        async with a_browser() as (client, _echo):
            name = await opened(client)
            earlier = asyncio.create_task(fetch(client, name, 0))
            await asyncio.sleep(0)
            later = asyncio.create_task(fetch(client, name, 0))
            assert (await earlier).content == b""
            await bring(client, name, 1, b"a")
            assert [*unpacked((await later).content)] == [b"a"]

    asyncio.run(story())


def test_the_code_comes_after_the_last_words():
    async def story():
        async with a_browser() as (client, _echo):
            name = await opened(client)
            await bring(client, name, 1, b"a", b"end")
            first = await fetch(client, name, 0)
            assert ([*unpacked(first.content)], "X-Carried-End" in first.headers) == ([b"a"], False)
            last = await fetch(client, name, 1)
            assert (last.content, last.headers["X-Carried-End"]) == (b"", "4409")
            assert await bring(client, name, 2, b"late") == 200

    asyncio.run(story())


def test_who_is_not_let_in_and_a_name_nobody_knows_get_the_same_answer():
    async def story():
        async with a_browser() as (client, _echo):
            name = await opened(client)
            refused = [
                await client.post("/carried/ws/closed/", headers={"X-Carried": "new"}),
                await fetch(client, "x" * 43, 0),
                await client.post("/carried/ws/other/", headers={"X-Carried": name, "X-Carried-Hear": "0"}),
            ]
            client.headers["Cookie"] = "kasane_sid=another"
            refused.append(await fetch(client, name, 0))
            answers = {(each.status_code, each.content, tuple(sorted(each.headers.items()))) for each in refused}
            assert len(answers) == 1
            assert refused[0].status_code == 403

    asyncio.run(story())


@pytest.mark.parametrize(("method", "headers"), [("POST", {}), ("GET", {"X-Carried": "new"})])
def test_what_no_script_of_ours_asks_goes_to_the_pages(method, headers):
    async def story():
        async with a_browser() as (client, _echo):
            answer = await client.request(method, PATH, headers=headers)
            assert (answer.status_code, answer.content) == (404, b"a page")

    asyncio.run(story())


def test_a_closed_tab_is_told_and_a_silent_one_is_taken_for_closed(monkeypatch):
    monkeypatch.setattr(carried, "GONE_SECONDS", 0.01)

    async def silent():
        async with a_browser() as (client, echo):
            await opened(client)
            await asyncio.wait_for(echo.gone.wait(), 10)

    async def closed():
        async with a_browser() as (client, echo):
            name = await opened(client)
            await client.post(PATH, headers={"X-Carried": name, "X-Carried-End": ""})
            await asyncio.wait_for(echo.gone.wait(), 10)

    asyncio.run(silent())
    monkeypatch.setattr(carried, "GONE_SECONDS", 1000.0)
    asyncio.run(closed())


def test_one_login_has_so_many_at_once_and_refused_ones_do_not_count(monkeypatch):
    monkeypatch.setattr(carried, "AT_ONCE_OF_ONE", 2)

    async def story():
        async with a_browser() as (client, _echo):
            for _each in range(5):
                await client.post("/carried/ws/closed/", headers={"X-Carried": "new"})
                await asyncio.sleep(0)
            await opened(client)
            await opened(client)
            assert (await client.post(PATH, headers={"X-Carried": "new"})).status_code == 503
            client.headers["Cookie"] = "kasane_sid=another"
            await opened(client)

    asyncio.run(story())


@pytest.mark.parametrize("code", [4401, 4403, 4428])
def test_what_was_not_fetched_before_the_right_ended_is_not_handed_out(code):
    async def story():
        async with a_browser() as (client, _echo):
            name = await opened(client)
            await bring(client, name, 1, b"seen")
            assert [*unpacked((await fetch(client, name, 0)).content)] == [b"seen"]
            await bring(client, name, 2, b"secret", b"end%d" % code)
            await until(lambda: conversation_of(client, name).code is not None)
            for has in (0, 1):
                last = await fetch(client, name, has)
                assert (last.content, last.headers["X-Carried-End"]) == (b"", str(code))

    asyncio.run(story())


def test_who_comes_and_goes_is_let_in_again_and_leaves_little_behind():
    async def story():
        async with a_browser() as (client, _echo):
            names: list[str] = []
            for _each in range(3 * carried.AT_ONCE_OF_ONE):
                names.append(await opened(client))
                await bring(client, names[-1], 1, b"end")
                for name in names[1 - carried.AT_ONCE_OF_ONE :]:
                    assert (await fetch(client, name, 0)).headers["X-Carried-End"] == "4409"
            assert len(client._transport.app._open) <= carried.AT_ONCE_OF_ONE

    asyncio.run(story())


def test_after_the_tab_closed_nothing_is_handed_out():
    async def story():
        async with a_browser() as (client, echo):
            name = await opened(client)
            await bring(client, name, 1, b"secret")
            await client.post(PATH, headers={"X-Carried": name, "X-Carried-End": ""})
            await asyncio.wait_for(echo.gone.wait(), 10)
            assert (await fetch(client, name, 0)).content == b""

    asyncio.run(story())


def test_what_was_brought_before_the_tab_closed_is_still_read():
    async def story():
        async with a_browser() as (client, echo):
            name = await opened(client)
            await bring(client, name, 1, b"sleep", b"last words")
            await until(lambda: echo.heard)
            await client.post(PATH, headers={"X-Carried": name, "X-Carried-End": ""})
            echo.awake.set()
            await asyncio.wait_for(echo.gone.wait(), 10)
            assert echo.heard == [b"sleep", b"last words"]

    asyncio.run(story())


def test_lots_are_bounded_in_bytes_and_frames(monkeypatch):
    monkeypatch.setattr(carried, "LOT_BYTES", 20)
    monkeypatch.setattr(carried, "LOT_FRAMES", 2)

    async def story():
        async with a_browser() as (client, echo):
            name = await opened(client)
            assert await bring(client, name, 1, b"more than twenty octets") == 413
            assert await bring(client, name, 1, b"", b"", b"") == 413
            assert await bring(client, name, 1, b"a", b"b") == 200
            await until(lambda: echo.heard == [b"a", b"b"])

    asyncio.run(story())


@pytest.mark.parametrize("name", ["new", "unknown"])
@pytest.mark.parametrize("turn", ["Send", "Hear", "End"])
def test_of_strangers_no_body_is_read(name, turn):
    async def story():
        async def body():
            raise AssertionError("read")
            yield b""

        async with a_browser() as (client, _echo):
            headers = {"X-Carried": name} | ({} if name == "new" else {f"X-Carried-{turn}": "1"})
            path = "/carried/ws/closed/" if name == "new" else PATH
            assert (await client.post(path, headers=headers, content=body())).status_code == 403

    asyncio.run(story())


def test_what_nobody_reads_yet_lets_the_next_lot_wait_and_one_lot_comes_at_a_time(monkeypatch):
    monkeypatch.setattr(carried, "WAITING_BYTES", 3)

    async def story():
        async with a_browser() as (client, echo):
            name = await opened(client)
            waiting = asyncio.create_task(bring(client, name, 1, b"sleep", b"four", b"four", b"four"))
            await until(lambda: echo.heard and conversation_of(client, name)._incoming)
            assert await bring(client, name, 2, b"x") == 503
            assert len(conversation_of(client, name)._incoming) == 1
            echo.awake.set()
            has = 0
            while has < 4:  # nor is more said than the reader fetches
                answer = await fetch(client, name, has)
                assert len([*unpacked(answer.content)]) == 1
                has = int(answer.headers["X-Carried-Hear"])
            assert await waiting == 200
            await until(lambda: echo.heard == [b"sleep", b"four", b"four", b"four"])

    asyncio.run(story())


async def until(holds):
    """Let the others run until something holds."""
    async with asyncio.timeout(20):
        while not holds():
            await asyncio.sleep(0)


def conversation_of(client, name):
    return client._transport.app._open[name]


def test_half_an_upload_is_none():
    async def story():
        echo = Echo()
        app = CarriedSockets(pages, echo)
        async with httpx.AsyncClient(
            transport=httpx.ASGITransport(app=app), base_url="http://kasane.example", headers=MINE
        ) as client:
            name = await opened(client)
            headers = [(b"cookie", b"kasane_sid=mine"), (b"x-carried", name.encode()), (b"x-carried-send", b"1")]
            events = iter(
                [
                    {"type": "http.request", "body": packed([b"first"]), "more_body": True},
                    {"type": "http.disconnect"},
                ]
            )
            said = []

            async def receive():
                return next(events)

            async def send(event):
                said.append(event)

            await app({"type": "http", "method": "POST", "path": PATH, "headers": headers}, receive, send)
            assert (said, echo.heard) == ([], [])
            assert await bring(client, name, 1, b"first", b"second") == 200
            await until(lambda: echo.heard == [b"first", b"second"])

    asyncio.run(story())


@pytest.mark.parametrize("body", [b"\0", b"\0\0\0\2a", packed([b"a"]) + b"\0\0"])
def test_half_a_frame_is_refused(body):
    async def story():
        async with a_browser() as (client, echo):
            headers = {"X-Carried": await opened(client), "X-Carried-Send": "1"}
            assert (await client.post(PATH, headers=headers, content=body)).status_code == 400
            assert echo.heard == []

    asyncio.run(story())


def test_frames_survive_packing():
    frames = [b"", b"a", b"\0" * 1000]
    assert [*unpacked(packed(frames))] == frames
