"""Who is here, as the server says: identity from the login, cursor from the client (pure)."""

from collections.abc import Hashable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from minutes.rooms.cursors import told_on
from minutes.rooms.protocol import State
from portal.gate.rules import Visitor

COLOURS = 8  # ui.md §5; from the ninth person on they repeat
CLIENTS_PER_CONNECTION = 4
CLIENTS_PER_ROOM = 2_000
LAST_CLOCK = 2**50  # far away, and room above it to count on


@dataclass(slots=True)
class _Client:
    """One Yjs client id: whose it is, the connection it lives on, its clocks in and out."""

    person: Visitor
    connection: Hashable | None
    seen: int
    told: int
    fields: dict[str, Any] | None = None


@dataclass
class Presence:
    """The presence of one room. ``connection`` is any hashable; ``person`` is the login on it."""

    _clients: dict[int, _Client] = field(default_factory=dict)
    _colours: dict[str, int] = field(default_factory=dict)

    def colour(self, user_id: str) -> int:
        """The person's cursor colour 0..7, given in order of entry and kept while the room is open."""
        return self._colours.setdefault(user_id, len(self._colours) % COLOURS)

    def accept(
        self, connection: Hashable, person: Visitor, identity: Mapping[str, object], states: Iterable[State]
    ) -> list[State]:
        """What to tell the others of ``states``: only this connection's own clients, under its own name."""
        user = {**identity, "colour": self.colour(str(identity["id"]))}
        return [told for state in states if (told := self._accept(connection, person, user, state))]

    def leave(self, connection: Hashable) -> list[State]:
        """The removals to tell when a connection ends."""
        gone = []
        for number, client in self._clients.items():
            if client.connection == connection:
                client.connection = None
                if client.fields is not None:
                    gone.append(_next(number, client, None))
        return gone

    def everyone(self) -> list[State]:
        """All who are here now."""
        return [State(number, each.told, each.fields) for number, each in self._clients.items() if each.fields]

    def user_of(self, client: int) -> UUID | None:
        """Who was first seen with this client id; None if nobody."""
        known = self._clients.get(client)
        return None if known is None else known.person.user_id

    def _accept(self, connection: Hashable, person: Visitor, user: Mapping[str, Any], state: State) -> State | None:
        client = self._clients.get(state.client) or self._claim(connection, person, state)
        if client is None or client.person != person:
            return None  # somebody else's cursor: clients repeat what they heard, and some may lie
        if client.connection != connection:  # the same login came back before its old socket closed
            client.connection, client.seen = connection, -1
        if not client.seen < state.clock < LAST_CLOCK:
            return None
        client.seen = state.clock
        fields = state.fields
        return _next(state.client, client, None if fields is None else {"user": user, **told_on(fields)})

    def _claim(self, connection: Hashable, person: Visitor, state: State) -> _Client | None:
        if len(self._clients) >= CLIENTS_PER_ROOM:  # places of those who left are given on
            self._clients = {number: each for number, each in self._clients.items() if each.connection is not None}
        mine = sum(1 for each in self._clients.values() if each.connection == connection)
        if state.fields is None or mine >= CLIENTS_PER_CONNECTION or len(self._clients) >= CLIENTS_PER_ROOM:
            return None
        if state.clock >= LAST_CLOCK:
            return None
        return self._clients.setdefault(state.client, _Client(person, connection, seen=-1, told=state.clock - 1))


def _next(number: int, client: _Client, fields: dict[str, Any] | None) -> State:
    # clocks we tell only grow: a removal and a return must both be believed (y-protocols awareness.js)
    client.told = max(client.told + 1, client.seen)
    client.fields = fields
    return State(number, client.told, fields)
