"""The calendar object that refuses another time (DECLINECOUNTER; pure)."""

from datetime import UTC, datetime

from icalendar import Calendar, Event, vCalAddress

REFUSED = "ご提案の日時には変えられませんでした。会議は、ご案内の日時のままです。"


def decline_counter(*, uid: str, stamped_at: datetime, organizer: str) -> bytes:
    """Only UID, DTSTAMP, ORGANIZER and COMMENT: strict readers refuse more (RFC 5546 §3.2.8 as libical has it)."""
    event = Event()
    event.add("UID", uid)
    event.add("DTSTAMP", stamped_at.astimezone(UTC))
    event.add("ORGANIZER", vCalAddress(f"mailto:{organizer}"))
    event.add("COMMENT", REFUSED)
    calendar = Calendar()
    calendar.add("PRODID", "-//Kasane//Portal//JA")
    calendar.add("VERSION", "2.0")
    calendar.add("METHOD", "DECLINECOUNTER")
    calendar.add_component(event)
    return bytes(calendar.to_ical())
