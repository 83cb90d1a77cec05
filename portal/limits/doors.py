"""The one list of doors with a limit (pure). Wrong passwords and codes have counters of their own (accounts, mfa)."""

from dataclasses import dataclass
from typing import Literal

HOUR, DAY = 3600, 24 * 3600


@dataclass(frozen=True)
class Limit:
    """``times`` uses in ``seconds``, counted by person or by address; only ``method`` costs."""

    times: int
    seconds: int = HOUR
    by: Literal["person", "address"] = "person"
    method: str = "POST"


BY_NAME: dict[str, Limit] = {
    "feedback": Limit(60, by="address"),  # a city hall shares one address
    # a mass download shows here first (ASVS 16.3.2)
    "export:word": Limit(20),
    "letters:papers": Limit(20),
    "letters:date_slips": Limit(20),
    # each sends mail
    "bodies:invite": Limit(60),
    "bodies:invite_again": Limit(60),
    "bodies:change_role": Limit(60),
    "bodies:pledge_text": Limit(30),
    "bodies:pledge_draft": Limit(60),
    "meetings:call": Limit(30),
    "bodies:make_meeting": Limit(60),  # its hints say who has another meeting at that time
    "meetings:change": Limit(60),  # to everybody invited, as the next two; looking first costs as much
    "meetings:call_off": Limit(30),
    "meetings:call_again": Limit(30),
    "meetings:add_item": Limit(120),
    "meetings:retry_notice": Limit(120),
    "replies:proposal": Limit(60),
    "office_days:take_in": Limit(20),  # a file is read
    "series:make": Limit(60),  # a year of meetings
    "series:change": Limit(60),  # and may send mail about each of them
    "polls:make": Limit(30),
    "polls:remind": Limit(60),
    "polls:renew": Limit(60),
    "polls:extend": Limit(30),
    "polls:withdraw": Limit(30),
    "polls:choose": Limit(30),
    "polls:link": Limit(120, by="address"),  # a city hall shares one address
    "feeds:feed": Limit(1200, by="address", method="GET"),  # programs of a whole city hall, each every few minutes
    "feeds:make": Limit(20),
    "enter:forgot": Limit(30, by="address"),
    "me:address": Limit(20),
    "resets:ask": Limit(20),  # and stops somebody's devices
    "bodies:mend": Limit(20),  # and says when another person has the address
    "bodies:import": Limit(30),
    "bodies:import_look": Limit(20),
    "bodies:export": Limit(20),
    "bodies:export_pledges": Limit(20),
    "audit:export": Limit(20),
    "circle:call": Limit(60),
    "circle:recuse": Limit(60),
    "circle:withdraw": Limit(60),
    "circle:lift": Limit(60),
    "proxies:let_in": Limit(60),
    "proxies:take_back": Limit(60),
    "emergency:ask": Limit(20),
    # keys to what a browser kept; each opening of a room asks once, and each new login in it
    "rooms:journal": Limit(1200),
    # each costs a slow hash, or is a try at somebody else's door; a city hall shares one address
    "enter:login": Limit(200, 15 * 60, by="address"),
    "enter:join": Limit(60, by="address"),
    "enter:code": Limit(60, 15 * 60),
    "enter:printed": Limit(30, 15 * 60),
    "enter:passkey": Limit(60, 15 * 60),  # each keeps a challenge
    "enter:pledge": Limit(60),
    "replies:by_link": Limit(120, by="address"),
    "site_search": Limit(1200, by="address", method="GET"),  # a library or a city hall shares one address
    "signoff:version": Limit(120),
    "history:restore": Limit(60),  # each keeps two whole stages
    # each makes the browsers of everybody in the room ask for the list
    "comments:document": Limit(300),
    "comments:reply": Limit(300),
    "comments:resolve": Limit(300),
    "comments:reopen": Limit(300),
    "comments:withdraw": Limit(300),
    # files are opened, unpacked and written anew
    "wagtailimages:add": Limit(100),
    "wagtailimages:add_multiple": Limit(100),
    "wagtailimages_chooser:create": Limit(100),
    "wagtaildocs:add": Limit(100),
    "wagtaildocs:add_multiple": Limit(100),
    "wagtaildocs_chooser:create": Limit(100),
}


# What one person's files may weigh together in a day, in KiB, at whichever doors (security.md A6).
UPLOADS, UPLOADED = "uploads", Limit(500 * 1024, DAY)
WEIGHED_FROM = 64  # KiB: what weighs less is no file to speak of, and costs no question


def window_of(now: float, limit: Limit) -> tuple[int, int]:
    """The number of the window that ``now`` (seconds since 1970) lies in, and the seconds until the next."""
    number = int(now) // limit.seconds
    return number, (number + 1) * limit.seconds - int(now)
