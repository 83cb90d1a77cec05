"""One randomised run of people, processes and accidents; what was acknowledged must be in the end, and the same everywhere.

Two server processes hold one document. People type at either, cut themselves off and come back, at either. Meanwhile a
process is killed (``kill -9``) and started again, perhaps with every tab closed at that moment, or all tabs are closed.
"""

import random
import time
from contextlib import suppress
from dataclasses import dataclass, field

from pycrdt import Doc, Text

from minutes.documents.services import load
from portal.gate.rules import Visitor
from tests.minutes.rooms.server import Browser, ConnectionClosed, InvalidStatus, Server

STEPS = 60
PATIENCE = 30.0


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

    def __init__(self, seed: int, servers: list[Server], logins: list[Visitor], document_id) -> None:
        self.dice = random.Random(seed)
        self.servers = servers
        self.document_id = document_id
        self.people = [
            Person(f"{seed}.{number}", login, Browser(self.dice.choice(servers), login, document_id))
            for number, login in enumerate(logins)
        ]
        self.kills = 0

    def play(self) -> None:
        """Type and suffer, then come together."""
        for person in self.people:
            self._connected(person)
        for _ in range(STEPS):
            self._step()
        self._come_together()

    def _step(self) -> None:
        person = self.dice.choice(self.people)
        chance = self.dice.random()
        if chance < 0.80:
            self._type(person)
        elif chance < 0.90:
            self._hear_all()
        elif chance < 0.94:
            self._close(person)
        elif chance < 0.97 and self.kills < 1:
            self._kill(everybody_closes=self.dice.random() < 0.5)
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

    def _kill(self, everybody_closes: bool) -> None:
        """What was acknowledged until the kill lies in the store, whether or not anybody comes back."""
        self.kills += 1
        server = self.dice.choice(self.servers)
        for each in self.people:
            self._hear(each, 0)
        server.kill()
        if everybody_closes:
            for each in self.people:
                each.tab.close()
        kept = set(_stored(self.document_id).split())
        for each in self.people:
            assert each.safe <= kept
        server.start()

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
            assert time.monotonic() < end, [sorted(each.words) for each in self.people if not each.tab.saved]
            for each in self.people:
                try:
                    each.tab.hear(0.01)
                except ConnectionClosed:
                    self._come_back(each)
        stored = _stored(self.document_id)
        assert {str(each.tab.text) for each in self.people} == {stored}
        kept = stored.split()
        assert len(kept) == len(set(kept))
        assert set(kept) == {word for each in self.people for word in each.words}
        for each in self.people:
            assert each.safe <= set(kept)
            each.tab.close()

    def _same(self) -> bool:
        return all(each.tab.saved for each in self.people) and len({str(each.tab.text) for each in self.people}) == 1


def _stored(document_id) -> str:
    doc: Doc = Doc()
    doc.apply_update(load(document_id)[1])
    return str(doc.get("meta", type=Text))
