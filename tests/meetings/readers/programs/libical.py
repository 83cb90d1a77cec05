"""libical (C): JSON calendars in, JSON of what it reads out; ``errors`` by its own table of RFC 5546 (restrictions.csv)."""

import ctypes
import ctypes.util
import json
import sys
from datetime import UTC, datetime


class Time(ctypes.Structure):
    """struct icaltimetype of libical 3."""

    _fields_ = [
        *((name, ctypes.c_int) for name in ("year", "month", "day", "hour", "minute", "second", "is_date", "daylight")),
        ("zone", ctypes.c_void_p),
    ]


lib = ctypes.CDLL(ctypes.util.find_library("ical") or "libical.so.3")
lib.icalparser_parse_string.restype = ctypes.c_void_p
lib.icalcomponent_get_first_component.restype = ctypes.c_void_p
lib.icalcomponent_get_first_property.restype = ctypes.c_void_p
lib.icalcomponent_get_next_property.restype = ctypes.c_void_p
for name in ("icalcomponent_get_dtstart", "icalcomponent_get_dtend", "icalcomponent_get_dtstamp"):
    getattr(lib, name).restype = Time
lib.icaltime_as_timet_with_zone.argtypes = (Time, ctypes.c_void_p)
lib.icaltime_as_timet_with_zone.restype = ctypes.c_long
for name in (
    "icalproperty_method_to_string", "icalproperty_get_value_as_string", "icalproperty_get_parameter_as_string",
    "icalcomponent_get_uid", "icalcomponent_get_summary", "icalcomponent_get_location", "icalcomponent_get_description",
):  # fmt: skip
    getattr(lib, name).restype = ctypes.c_char_p


def pointer(value):
    return ctypes.c_void_p(value)


def text(value):
    return value.decode() if value is not None else ""


def properties(component, name):
    kind = lib.icalproperty_string_to_kind(name.encode())
    found = lib.icalcomponent_get_first_property(component, kind)
    while found:
        yield pointer(found)
        found = lib.icalcomponent_get_next_property(component, kind)


def values(component, name):
    return [text(lib.icalproperty_get_value_as_string(each)) for each in properties(component, name)]


def moment(time):
    if time.year == 0:
        return ""
    return datetime.fromtimestamp(lib.icaltime_as_timet_with_zone(time, time.zone), tz=UTC).isoformat()


def read(ics):
    root = pointer(lib.icalparser_parse_string(ics.encode()))
    event = pointer(lib.icalcomponent_get_first_component(root, lib.icalcomponent_string_to_kind(b"VEVENT")))
    lib.icalrestriction_check(root)
    attendees = list(properties(event, "ATTENDEE"))
    return {
        "errors": lib.icalcomponent_count_errors(root) and values(event, "X-LIC-ERROR") + values(root, "X-LIC-ERROR"),
        "method": values(root, "METHOD")[0],
        "uid": text(lib.icalcomponent_get_uid(event)),
        "sequence": lib.icalcomponent_get_sequence(event),
        "stamp": moment(lib.icalcomponent_get_dtstamp(event)),
        "start": moment(lib.icalcomponent_get_dtstart(event)),
        "end": moment(lib.icalcomponent_get_dtend(event)),
        "summary": text(lib.icalcomponent_get_summary(event)),
        "location": text(lib.icalcomponent_get_location(event)),
        "description": text(lib.icalcomponent_get_description(event)),
        "status": "".join(values(event, "STATUS")),
        "organizer": "".join(values(event, "ORGANIZER")),
        "attendees": [text(lib.icalproperty_get_value_as_string(each)) for each in attendees],
        "partstat": [text(lib.icalproperty_get_parameter_as_string(each, b"PARTSTAT")) for each in attendees],
        "names": [text(lib.icalproperty_get_parameter_as_string(each, b"CN")).strip('"') for each in attendees],
    }


json.dump([read(ics) for ics in json.load(sys.stdin)], sys.stdout)
