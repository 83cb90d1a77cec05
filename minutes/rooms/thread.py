"""The one thread in which the rooms speak to the database, with one connection that it keeps."""

import asyncio
import threading
from collections.abc import Callable
from contextlib import suppress
from queue import SimpleQueue
from typing import Any, TypeVar

from django.db import connection

Result = TypeVar("Result")
Work = Callable[[], Any]


class DatabaseThread:
    """Does one piece of work after the other; whoever asked waits on the event loop.

    A thread of our own, not an executor: handing work over is most of what a small commit costs.
    """

    def __init__(self, loop: asyncio.AbstractEventLoop) -> None:
        self._loop = loop
        self._queue: SimpleQueue[tuple[Work, asyncio.Future[Any]] | None] = SimpleQueue()
        self._thread = threading.Thread(target=self._work_for_ever, name="rooms", daemon=True)
        self._thread.start()

    async def ask(self, work: Callable[[], Result]) -> Result:
        """The answer of ``work``, done in the thread; its exceptions are raised here."""
        answer: asyncio.Future[Result] = self._loop.create_future()
        self._queue.put((work, answer))
        return await answer

    async def end(self) -> None:
        """Stop after everything that was asked, and give the connection back."""
        self._queue.put(None)
        while self._thread.is_alive():
            await asyncio.sleep(0.001)

    def _work_for_ever(self) -> None:
        while (job := self._queue.get()) is not None:
            work, answer = job
            result, error = _done(work)
            with suppress(RuntimeError):  # the loop is closed: nobody waits any more
                self._loop.call_soon_threadsafe(_tell, answer, result, error)
            del job, work, answer, result, error  # what they hold must not wait for the next job
        connection.close()  # here, as the very last: each thread has its own, and what was asked meanwhile opened it again


def _done(work: Work) -> tuple[Any, BaseException | None]:
    try:
        _keep_or_replace()
        return work(), None
    except BaseException as error:
        return None, error


def _tell(answer: "asyncio.Future[Any]", result: Any, error: BaseException | None) -> None:
    if answer.done():  # who asked was cancelled
        return
    if error is None:
        answer.set_result(result)
    else:
        answer.set_exception(error)


def _keep_or_replace() -> None:
    """A connection that PostgreSQL dropped is replaced. SQLite's is a file that stays: it is kept as long as it works."""
    if connection.vendor != "sqlite" or connection.errors_occurred:
        connection.close_if_unusable_or_obsolete()
