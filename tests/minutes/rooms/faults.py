"""One randomised run of people, processes and accidents; what was acknowledged must be in the end, and the same everywhere.

Two server processes hold one document. People type at either, cut themselves off and come back, at either. Meanwhile a
process is killed (``kill -9``) and started again, perhaps with every tab closed at that moment, or all tabs are closed;
and where the run has stores of its own, PostgreSQL is restarted or crashes, or Redis is killed, while people type on.
"""

import random
import time
from collections import Counter
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field

from django.db import connection
from pycrdt import Doc, Text

from minutes.documents.services import load
from portal.gate.rules import Visitor
from tests.minutes.rooms.server import Browser, ConnectionClosed, InvalidStatus, Server
from tests.minutes.rooms.stores import Postgres, Redis

STEPS = 60
PATIENCE = 90.0  # a process that was killed starts anew meanwhile, on a machine with other work
Accident = Callable[[], None]


@dataclass
class Person:
    """Somebody with a tab; ``words`` are all they typed, ``safe`` those that were acknowledged."""

    name: str
    login: Visitor
    tab: Browser
    words: list[str] = field(default_factory=list)
    safe: set[str] = field(default_factory=set)


class Run:
    """One run, told by its seed."""

    def __init__(
        self,
        seed: int,
        servers: list[Server],
        logins: list[Visitor],
        document_id,
        stores: tuple[Postgres, Redis] | None = None,
    ) -> None:
        self.dice = random.Random(seed)
        self.servers = servers
        self.document_id = document_id
        self.people = [
            Person(f"{seed}.{number}", login, Browser(self.dice.choice(servers), login, document_id))
            for number, login in enumerate(logins)
        ]
        self.happened: Counter[str] = Counter()
        accidents: list[Accident] = [self._kill, self._kill_and_close]
        if stores is not None:
            self.postgres, self.redis = stores
            accidents += [self._restart_postgres, self._crash_postgres, self._kill_redis]
        # one in every run, a second in some
        self.accidents = {step: self.dice.choice(accidents) for step in self.dice.choices(range(5, STEPS), k=1)}
        if self.dice.random() < 0.3:
            self.accidents[self.dice.randrange(5, STEPS)] = self.dice.choice(accidents)

    def play(self) -> None:
        """Type and suffer, then come together."""
        for person in self.people:
            self._connected(person)
        for step in range(STEPS):
            accident = self.accidents.get(step)
            if accident is not None:
                accident()
            self._step()
        self._come_together()

    def _step(self) -> None:
        person = self.dice.choice(self.people)
        chance = self.dice.random()
        if chance < 0.82:
            self._type(person)
        elif chance < 0.92:
            self._hear_all()
        elif chance < 0.96:
            self._close(person)
        else:
            self._come_back(person)
        for each in self.people:
            self._hear(each, 0)

    def _type(self, person: Person) -> None:
        word = f"{person.name}.{len(person.words)}"
        person.words.append(word)
        person.tab.type(f"{word} ")

    def _hear(self, person: Person, timeout: float = 0.02) -> None:
        with suppress(ConnectionClosed):
            while person.tab.hear(timeout):
                pass
        # the first edit of a connection is its answer to the server's question: all it had typed by then
        if person.tab.saved:
            person.safe |= set(person.words)

    def _hear_all(self) -> None:
        for each in self.people:
            self._hear(each)

    def _close(self, person: Person) -> None:
        self._hear(person, 0)
        person.tab.close()

    # --- accidents ------------------------------------------------------------------------

    def _kill(self, everybody_closes: bool = False) -> None:
        """What was acknowledged until the kill lies in the store, whether or not anybody comes back."""
        self.happened["kill and close" if everybody_closes else "kill"] += 1
        server = self.dice.choice(self.servers)
        for each in self.people:
            self._hear(each, 0)
        server.kill()
        if everybody_closes:
            for each in self.people:
                each.tab.close()
        self._nothing_is_lost()
        server.start()

    def _kill_and_close(self) -> None:
        self._kill(everybody_closes=True)

    def _restart_postgres(self) -> None:
        self._without("postgres restarted", self.postgres.stop, self.postgres.start)

    def _crash_postgres(self) -> None:
        self._without("postgres crashed", self.postgres.crash, self.postgres.start)

    def _kill_redis(self) -> None:
        self._without("redis killed", self.redis.kill, self.redis.start)

    def _without(self, what: str, end: Accident, begin: Accident) -> None:
        """Something ends in the middle of a word, people type on for a while or not, and it begins again."""
        self.happened[what] += 1
        for _ in range(self.dice.randrange(4)):
            self._type(self.dice.choice(self.people))
        end()
        for _ in range(self.dice.randrange(6)):
            self._type(self.dice.choice(self.people))
            self._hear_all()
        begin()
        self._nothing_is_lost()

    def _nothing_is_lost(self) -> None:
        kept = set(self._stored().split())
        for each in self.people:
            assert each.safe <= kept

    # --- the end --------------------------------------------------------------------------

    def _come_back(self, person: Person) -> None:
        end = time.monotonic() + PATIENCE
        while time.monotonic() < end:
            person.tab.close()
            with suppress(ConnectionClosed, InvalidStatus, OSError, EOFError):
                person.tab.reconnect(self.dice.choice(self.servers), person.login, self.document_id)
                return
        raise AssertionError("nobody let them in again")

    def _connected(self, person: Person) -> None:
        person.tab.until(lambda: person.tab.saved)
        person.safe |= set(person.words)

    def _come_together(self) -> None:
        end = time.monotonic() + PATIENCE
        while not self._same():
            assert time.monotonic() < end, [each.tab for each in self.people if not each.tab.saved]
            for each in self.people:
                try:
                    each.tab.hear(0.01)
                except ConnectionClosed:
                    self._come_back(each)
        stored = self._stored()
        assert {str(each.tab.text) for each in self.people} == {stored}
        kept = stored.split()
        assert len(kept) == len(set(kept))
        assert set(kept) == {word for each in self.people for word in each.words}
        for each in self.people:
            assert each.safe <= set(kept)
            each.tab.close()

    def _same(self) -> bool:
        return all(each.tab.saved for each in self.people) and len({str(each.tab.text) for each in self.people}) == 1

    def _stored(self) -> str:
        connection.close()  # it may be that of a database that was restarted
        doc: Doc = Doc()
        doc.apply_update(load(self.document_id)[1])
        return str(doc.get("meta", type=Text))
