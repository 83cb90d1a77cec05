"""Every kind of calendar mail that the portal sends, in the life of one meeting, as the city's mail server took them."""

from dataclasses import dataclass
from datetime import timedelta
from email import message_from_bytes
from email.header import decode_header, make_header
from email.message import Message
from functools import cached_property
from typing import Any

from meetings.agenda.services import call_again, call_off, remove_summons, summon
from meetings.invites.models import Notice, Participation
from meetings.invites.services import send_elsewhere, send_once_more
from meetings.replies.models import CounterProposal
from meetings.replies.proposals import refuse_proposal
from meetings.replies.services import enter_answer
from tests.factories.meetings import a_called_meeting, moved

KINDS = (
    "invited", "moved", "placed", "uninvited", "cancelled", "reinstated", "readdress", "replaced", "resent", "declined",
)  # fmt: skip
# a name that tempts every writer of quotation marks, escapes and carets
FAMILY, GIVEN = "髙𠮷", '光"さくら^\\;:,子'


@dataclass(frozen=True)
class Sent:
    """One mail as it left: what it is about, to whom, and its octets."""

    kind: str
    recipient: str
    raw: bytes

    @cached_property
    def mail(self) -> "Message[Any, Any]":
        return message_from_bytes(self.raw)

    @cached_property
    def parts(self) -> "list[Message[Any, Any]]":
        return list(self.mail.walk())

    def part(self, kind: str) -> "Message[Any, Any]":
        (found,) = (part for part in self.parts if part.get_content_type() == kind)
        return found

    def octets(self, kind: str) -> bytes:
        found = self.part(kind).get_payload(decode=True)
        assert isinstance(found, bytes)
        return found

    @property
    def ics(self) -> bytes:
        return self.octets("text/calendar")

    @cached_property
    def lines(self) -> list[str]:
        """The content lines, unfolded (RFC 5545 §3.1)."""
        return self.ics.decode().replace("\r\n ", "").split("\r\n")[:-1]

    def values(self, name: str) -> list[str]:
        """What stands after the name, with its parameters, inside the event."""
        inside = self.lines[self.lines.index("BEGIN:VEVENT") : self.lines.index("END:VEVENT")]
        return [line[len(name) :] for line in inside if line.startswith((f"{name}:", f"{name};"))]

    def value(self, name: str) -> str:
        (found,) = self.values(name)
        return found.removeprefix(":")

    @property
    def method(self) -> str:
        return next(line for line in self.lines if line.startswith("METHOD:")).removeprefix("METHOD:")

    def header(self, name: str) -> str:
        return str(make_header(decode_header(self.mail[name] or "")))


def live(cast: Any, server: Any, deliver: Any) -> list[Sent]:
    """Called, answered, moved, placed, another time refused, an address changed, a notice asked for, one added and removed,
    called off, called again; each step sent.
    """
    type(cast.summoned).objects.filter(pk=cast.summoned.pk).update(last_name=FAMILY, first_name=GIVEN)
    cast.summoned.refresh_from_db()
    meeting = a_called_meeting(cast.body, [cast.summoned])
    item = meeting.items.select_related("meeting__body").get()
    by = cast.coordinator
    deliver()
    moved(meeting, days=1)
    deliver()
    mine = Participation.objects.get(user=cast.summoned)
    enter_answer(actor=by, invitation=mine, given="ACCEPTED")
    moved(meeting, place="さくら会館; 2階, 会議室\\B")
    deliver()
    later = meeting.start + timedelta(days=3)
    proposal = CounterProposal.objects.create(
        participation=mine, start=later, end=later + timedelta(hours=1), sequence=meeting.sequence
    )
    refuse_proposal(actor=by, proposal=proposal)
    deliver()
    send_elsewhere(user=cast.chair, before=cast.chair.email, now="zacho@kasane.example")
    send_once_more(participation=Participation.objects.get(user=by))
    deliver()
    summon(actor=by, item=item, users=[cast.member])
    deliver()
    remove_summons(actor=by, item=item, user=cast.member)
    deliver()
    call_off(actor=by, meeting=meeting)
    deliver()
    call_again(actor=by, meeting=meeting)
    deliver()
    return sent_by(server)


def sent_by(server: Any) -> list[Sent]:
    """What arrived, person by person, in order."""
    kinds = dict(Notice.objects.values_list("mail__message_id", "kind"))
    return [
        Sent(kinds.get(message_from_bytes(raw)["Message-ID"], "declined"), address, raw)
        for address, mails in server.arrived.items()
        for raw in mails
    ]
