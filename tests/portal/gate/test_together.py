"""Questions that come at the same time are answered together."""

import asyncio

import pytest

from portal.gate.together import Together


def test_what_comes_meanwhile_is_answered_by_the_next():
    rounds = []

    async def squares(numbers):
        rounds.append(list(numbers))
        await asyncio.sleep(0)
        return [number * number for number in numbers]

    async def story():
        together = Together(squares)
        first = asyncio.ensure_future(together.ask(1))
        await asyncio.sleep(0)
        await asyncio.sleep(0)
        rest = await asyncio.gather(*(together.ask(number) for number in (2, 3, 4)))
        assert [await first, *rest] == [1, 4, 9, 16]
        assert await together.ask(5) == 25

    asyncio.run(story())
    assert rounds == [[1], [2, 3, 4], [5]]


def test_in_a_rush_those_who_still_come_are_waited_for():
    rounds = []

    async def story():
        knocked = asyncio.Event()

        async def echo(numbers):
            rounds.append(list(numbers))
            await knocked.wait()
            return numbers

        together = Together(echo)
        first = asyncio.ensure_future(together.ask(1))
        while not rounds:
            await asyncio.sleep(0)
        second = asyncio.ensure_future(together.ask(2))
        await asyncio.sleep(0)  # it has knocked
        knocked.set()
        await first
        await asyncio.gather(together.ask(3), second)  # 3 came after the first was answered

    asyncio.run(story())
    assert rounds == [[1], [2, 3]]


def test_a_failure_is_everybodys_and_the_next_may_succeed():
    fails = [True]

    async def answer(questions):
        if fails.pop():
            raise ConnectionError
        return questions

    async def story():
        together = Together(answer)
        both = await asyncio.gather(together.ask(1), together.ask(2), return_exceptions=True)
        assert [type(each) for each in both] == [ConnectionError] * 2
        fails.append(False)
        assert await together.ask(3) == 3

    asyncio.run(story())


def test_who_went_away_keeps_nobody_waiting():
    async def answer(questions):
        await asyncio.sleep(0)
        return questions

    async def story():
        together = Together(answer)
        gone, stays = (asyncio.ensure_future(together.ask(number)) for number in (1, 2))
        await asyncio.sleep(0)
        gone.cancel()
        assert await stays == 2
        with pytest.raises(asyncio.CancelledError):
            await gone

    asyncio.run(story())
