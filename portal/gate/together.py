"""Questions that come while one is being answered are answered together by the next (pure).

A hundred people who open the same item at once ask the database as often as three or four would.
"""

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from typing import Generic, TypeVar

RUSH_PAUSE, RUSH_PAUSES = 0.01, 10  # seconds without anybody new after which a rush is over; how many of them at most
Question = TypeVar("Question")
Answer = TypeVar("Answer")


class Together(Generic[Question, Answer]):
    """``answer`` takes many questions and gives as many answers, in order; if it fails, it fails for all of them."""

    def __init__(self, answer: Callable[[Sequence[Question]], Awaitable[Sequence[Answer]]]) -> None:
        self._answer = answer
        self._waiting: list[tuple[Question, asyncio.Future[Answer]]] = []
        self._asking: asyncio.Task[None] | None = None

    async def ask(self, question: Question) -> Answer:
        """The answer to one question."""
        answered: asyncio.Future[Answer] = asyncio.get_running_loop().create_future()
        self._waiting.append((question, answered))
        if self._asking is None:
            self._asking = asyncio.create_task(self._ask_for_all())
        return await answered

    async def _ask_for_all(self) -> None:
        while self._waiting:
            waiting, self._waiting = self._waiting, []
            try:
                answers = await self._answer([question for question, _ in waiting])
            except Exception as error:
                for _, answered in waiting:
                    if not answered.done():
                        answered.set_exception(error)
            else:
                for (_, answered), answer in zip(waiting, answers, strict=True):
                    if not answered.done():  # else who asked is gone
                        answered.set_result(answer)
            await self._let_them_come()
        self._asking = None

    async def _let_them_come(self) -> None:
        """Where some came while one was answered, more will: they are waited for as long as they go on coming.

        Who comes alone never waits.
        """
        before = 0
        for _ in range(RUSH_PAUSES):
            if len(self._waiting) == before:
                return
            before = len(self._waiting)
            await asyncio.sleep(RUSH_PAUSE)
