"""Presence: the server says who somebody is, and nobody speaks for somebody else."""

from uuid import UUID

from hypothesis import given
from hypothesis import strategies as st

from minutes.rooms.presence import Presence
from minutes.rooms.protocol import State
from portal.gate.rules import Visitor

ONISHIS, EGUCHIS = (Visitor(UUID(int=number), "session") for number in (1, 2))
ONISHI = {"id": "1", "name": "大西 恵", "family": "大西", "agency": "かさね東"}
HERE, THERE = ({"anchor": {"tname": part}, "head": {"tname": part}} for part in ("agenda", "minutes"))
EGUCHI = {"id": "2", "name": "江口 誠", "family": "江口", "agency": "社協"}


def test_the_identity_is_the_servers():
    told = Presence().accept(
        "a", ONISHIS, ONISHI, [State(7, 3, {"user": {"name": "市長"}, "cursor": HERE, "other": 2})]
    )
    assert told == [State(7, 3, {"user": {**ONISHI, "colour": 0}, "cursor": HERE})]


def test_colours_come_in_order_of_entry_and_stay():
    presence = Presence()
    assert [presence.colour(str(number)) for number in range(10)] == [0, 1, 2, 3, 4, 5, 6, 7, 0, 1]
    assert presence.colour("3") == 3


def test_a_client_belongs_to_who_was_seen_with_it_first():
    presence = Presence()
    presence.accept("a", ONISHIS, ONISHI, [State(7, 3, {"cursor": HERE})])
    assert presence.accept("b", EGUCHIS, EGUCHI, [State(7, 9, {"cursor": THERE}), State(7, 10, None)]) == []
    presence.leave("a")
    assert presence.accept("b", EGUCHIS, EGUCHI, [State(7, 11, {"cursor": THERE})]) == []
    assert presence.everyone() == []


def test_a_leaving_connection_takes_its_clients_along_and_may_return():
    presence = Presence()
    presence.accept("a", ONISHIS, ONISHI, [State(7, 3, {"cursor": HERE})])
    (gone,) = presence.leave("a")
    assert gone == State(7, 4, None)
    (back,) = presence.accept("a2", ONISHIS, ONISHI, [State(7, 3, {"cursor": HERE})])
    assert (back.client, back.clock) == (7, 5)
    assert presence.leave("a") == []
    assert presence.everyone() == [back]


def test_old_news_is_not_told():
    presence = Presence()
    presence.accept("a", ONISHIS, ONISHI, [State(7, 3, {"cursor": HERE})])
    assert presence.accept("a", ONISHIS, ONISHI, [State(7, 3, {"cursor": THERE})]) == []


def test_a_connection_speaks_for_few_clients():
    presence = Presence()
    states = [State(number, 1, {}) for number in range(100)]
    assert len(presence.accept("a", ONISHIS, ONISHI, states)) == 4


def test_places_of_those_who_left_are_given_on():
    presence = Presence()
    for number in range(5_000):
        assert presence.accept(number, ONISHIS, ONISHI, [State(number, 1, {})])
        presence.leave(number)
    presence.accept("b", EGUCHIS, EGUCHI, [State(9_999, 1, {"cursor": HERE})])
    assert [state.client for state in presence.everyone()] == [9_999]


LOGINS = {"a": ONISHIS, "b": EGUCHIS}


@given(st.lists(st.tuples(st.sampled_from("ab"), st.integers(0, 3), st.integers(0, 2**53 - 1), st.booleans())))
def test_clocks_that_are_told_only_grow(news):
    presence, last = Presence(), {}
    for who, client, clock, here in news:
        for told in presence.accept(who, LOGINS[who], {"id": who}, [State(client, clock, {} if here else None)]):
            assert told.clock > last.get(told.client, -1)
            last[told.client] = told.clock
            assert told.fields is None or told.fields["user"]["id"] == who
