"""A small city in November 2026, before anything is asked of anybody."""

from dataclasses import dataclass
from datetime import date

from meetings.bodies.models import Appointment, Body
from meetings.bodies.services import found_body
from portal.accounts.models import User
from portal.audit.setup import Setup
from portal.pledge.models import PledgeText
from tests.factories.people import SERIES, a_member, a_text


@dataclass
class City:
    """A body and its four people, all with a seat and a pledge in force."""

    body: Body
    text: PledgeText
    coordinator: User
    chair: User
    summoned: User
    member: User


def a_city() -> City:
    """Made by the services, at whatever time it is."""
    body = found_body(actor=Setup("tests"), name="かさね市支援会議", kind=Body.Kind.SUPPORT, pledge_series=SERIES)
    text, role = a_text(SERIES, date(2026, 4, 1)), Appointment.Role
    return City(
        body,
        text,
        a_member(body, text, "水野", role.SECRETARIAT),
        a_member(body, text, "藤原", role.CHAIR),
        a_member(body, text, "大西"),
        a_member(body, text, "岡本"),
    )
