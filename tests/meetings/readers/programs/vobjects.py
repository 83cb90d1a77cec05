"""vobject: JSON calendars in, JSON of what it reads out."""

import json
import sys
from datetime import UTC

import vobject


def value(event, name):
    return getattr(event, name).value if hasattr(event, name) else ""


def moment(event, name):
    found = value(event, name)
    return found.astimezone(UTC).isoformat() if found else ""


def read(ics):
    calendar = vobject.readOne(ics)
    event = calendar.vevent
    attendees = getattr(event, "attendee_list", [])
    return {
        "method": calendar.method.value,
        "uid": value(event, "uid"),
        "sequence": int(value(event, "sequence") or 0),
        "stamp": moment(event, "dtstamp"),
        "start": moment(event, "dtstart"),
        "end": moment(event, "dtend"),
        "summary": value(event, "summary"),
        "location": value(event, "location"),
        "description": value(event, "description"),
        "status": value(event, "status"),
        "organizer": value(event, "organizer"),
        "attendees": [each.value for each in attendees],
        "partstat": [each.params.get("PARTSTAT", [""])[0] for each in attendees],
        "names": [each.params.get("CN", [""])[0] for each in attendees],
    }


json.dump([read(ics) for ics in json.load(sys.stdin)], sys.stdout)
