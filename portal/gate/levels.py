"""The one list of doors that ask for less than everything. A door that is not here asks for a pledge.

Names are URL names (``namespace:name``); third-party doors are named by the package of their view.
"""

from enum import IntEnum


class Level(IntEnum):
    """What a visitor must have shown; each level includes the ones before it."""

    PUBLIC = 0
    PASSWORD = 1
    VERIFIED = 2
    PLEDGED = 3
    CLOSED = 4  # nobody passes, whatever they show


BY_NAME: dict[str, Level] = {
    # the public site and what any visitor needs
    "healthz": Level.PUBLIC,
    "readyz": Level.PUBLIC,
    "set_language": Level.PUBLIC,
    "wagtail_serve": Level.PUBLIC,
    # a file that a live public page uses; others are there for the desk only (cms/publishing/access.py)
    "wagtaildocs_serve": Level.PUBLIC,
    "picture": Level.PUBLIC,
    "sitemap": Level.PUBLIC,
    "robots": Level.PUBLIC,
    "site_search": Level.PUBLIC,
    # yes, no or a few words about a public page; nothing about who sent them is kept
    "feedback": Level.PUBLIC,
    "feedback_thanks": Level.PUBLIC,
    "enter:login": Level.PUBLIC,
    "enter:join": Level.PUBLIC,
    "enter:logout": Level.PUBLIC,
    "enter:forgot": Level.PUBLIC,
    "enter:reset": Level.PUBLIC,
    "polls:link": Level.PUBLIC,  # a neutral page; the link of the mail says who answers
    "feeds:feed": Level.PUBLIC,  # a calendar program; the address says whose meetings, and holds no word of a case
    "desk_login": Level.PUBLIC,
    "site_login": Level.PUBLIC,
    # the link of an invitation: day and room, and the one answer
    "replies:by_link": Level.PUBLIC,
    # these doors exist in demo mode only
    "demo:mail": Level.PUBLIC,
    "demo:letter": Level.PUBLIC,
    "demo:part": Level.PUBLIC,
    # second step: a password alone opens only these
    "enter:code": Level.PASSWORD,
    "enter:printed": Level.PASSWORD,
    "enter:app": Level.PASSWORD,
    "enter:setup_code": Level.PASSWORD,
    "enter:passkey": Level.PASSWORD,
    # signing the pledge, and one's own records
    "enter:codes": Level.VERIFIED,
    "enter:pledge": Level.VERIFIED,
    "enter:later": Level.VERIFIED,
    "me:home": Level.VERIFIED,
    "me:sessions": Level.VERIFIED,
    "me:end_session": Level.VERIFIED,
    "me:end_sessions": Level.VERIFIED,
    "me:stay": Level.VERIFIED,
    "me:password": Level.VERIFIED,
    "me:address": Level.VERIFIED,
    "me:new_address": Level.VERIFIED,
    "me:pledges": Level.VERIFIED,
    "me:pledge": Level.VERIFIED,
    "me:devices": Level.VERIFIED,
    "me:add_app": Level.VERIFIED,
    "me:finish_app": Level.VERIFIED,
    "me:new_codes": Level.VERIFIED,
    "me:add_passkey": Level.VERIFIED,
    "me:finish_passkey": Level.VERIFIED,
    "me:rename_device": Level.VERIFIED,
    "me:remove_device": Level.VERIFIED,
}

BY_PACKAGE: dict[str, Level] = {
    # the editorial desk has no case content; Wagtail asks for its own permissions on top
    "wagtail.admin": Level.VERIFIED,
    "wagtail.documents.views.serve": Level.PLEDGED,
    "wagtail.images.views.serve": Level.PLEDGED,
}
# People are the portal's: Wagtail's forms would change a name, an address or a password unrecorded.
# Who edits the public site is said by `manage.py editor`.
CLOSED = ("wagtailusers_users:", "wagtailusers_groups:", "wagtailadmin_account")
EDITORIAL_PREFIX = "/editorial/"

METHODS = frozenset({"GET", "HEAD", "POST"})


def level_of(view_name: str, module: str, path: str) -> Level:
    """The level that a resolved door asks for (pure)."""
    if view_name in BY_NAME:
        return BY_NAME[view_name]
    if view_name.startswith(CLOSED):
        return Level.CLOSED
    for package, level in BY_PACKAGE.items():
        if module == package or module.startswith(f"{package}."):
            return level
    if path.startswith(EDITORIAL_PREFIX) and module.split(".", 1)[0] in ("wagtail", "django", "cms"):
        return Level.VERIFIED
    return Level.PLEDGED
