"""The codes of the record in words (pure): kinds of objects, doors, and grounds. The floor knows them by name only.

A kind, a door or a ground without words fails by name (tests/portal/auditor/test_labels.py).
"""

from typing import TYPE_CHECKING, Final

from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise

KINDS: Final[dict[str, "_StrPromise"]] = {
    "meetings.appointment": _("Seat of a member"),
    "meetings.body": _("Body"),
    "meetings.counterproposal": _("Another time that was proposed"),
    "meetings.emergency": _("Emergency reading"),
    "meetings.feedtoken": _("Calendar address"),
    "meetings.inboundmail": _("Mail about a notice"),
    "meetings.item": _("Agenda item"),
    "meetings.meeting": _("Meeting"),
    "meetings.meetingseries": _("Series of meetings"),
    "meetings.notice": _("One mail to an invited person"),
    "meetings.officeday": _("Open or closed day"),
    "meetings.participation": _("Notice of a meeting"),
    "meetings.poll": _("Question about dates"),
    "meetings.pollanswer": _("Answer about a date"),
    "meetings.polloption": _("Proposed date"),
    "meetings.pollperson": _("Who is asked about dates"),
    "meetings.recusal": _("Recusal"),
    "meetings.rosterdraft": _("List that is taken in"),
    "meetings.seatchange": _("Change of a seat"),
    "meetings.seriesdate": _("Meeting of a series"),
    "meetings.summons": _("Call to an item"),
    "minutes.changerequest": _("Wish for a change"),
    "minutes.document": _("Document of an item"),
    "minutes.entry": _("Comment"),
    "minutes.hand": _("Who wrote in a document"),
    "minutes.signoff": _("Confirmation of minutes"),
    "minutes.stage": _("Kept state of a document"),
    "minutes.thread": _("Words that are commented on"),
    "minutes.update": _("Edit of a document"),
    "minutes.version": _("Version of the minutes"),
    "minutes.writer": _("Who wrote in a document"),
    "portal.addresschange": _("Change of a mail address"),
    "portal.affiliation": _("Place of work"),
    "portal.appdevice": _("Authenticator app"),
    "portal.auditcheckpoint": _("Checkpoint of the record of acts"),
    "portal.auditmandate": _("Audit mandate"),
    "portal.factorreset": _("Setting devices up anew"),
    "portal.invitation": _("Invitation to the portal"),
    "portal.loginsession": _("Login"),
    "portal.organisation": _("Agency"),
    "portal.outboxmail": _("Mail"),
    "portal.passkey": _("Passkey"),
    "portal.pledgesignature": _("Signed pledge"),
    "portal.pledgetext": _("Text of a pledge"),
    "portal.printedcodes": _("Printed codes"),
    "portal.refusal": _("Pledge not signed for now"),
    "portal.textdraft": _("Draft of a pledge text"),
    "portal.user": _("Person"),
}
DOORS: Final[dict[str, "_StrPromise"]] = {  # by the part of the portal
    "attendance": _("Attendance of the day"),
    "letters": _("Papers to print"),
    "proxies": _("Proxies"),
    "audit": _("Record of acts"),
    "bodies": _("Bodies and members"),
    "calendar": _("Calendar"),
    "circle": _("Who can see an item"),
    "comments": _("Comments"),
    "desk": _("Editorial desk"),
    "emergency": _("Emergency reading"),
    "enter": _("Logging in"),
    "export": _("File of the minutes"),
    "feeds": _("Calendar addresses"),
    "history": _("History"),
    "home": _("Home"),
    "me": _("One's own settings"),
    "meetings": _("Meetings"),
    "office_days": _("Open and closed days"),
    "polls": _("Finding a date"),
    "readers": _("Who opened it"),
    "replies": _("Answers to notices"),
    "reminders": _("Reminders by mail"),
    "resets": _("Setting devices up anew"),
    "rooms": _("Writing room"),
    "signoff": _("Confirming minutes"),
    "series": _("Series of meetings"),
    "socket": _("Writing room"),
}
GROUNDS: Final[dict[str, "_StrPromise"]] = {
    # why it was allowed, and why not (meetings.agenda.need)
    "chair": _("as the chair"),
    "secretariat": _("as the secretariat"),
    "summoned": _("called to the item"),
    "observer": _("as an observer"),
    "invited": _("invited to the meeting"),
    "emergency": _("by an emergency reading"),
    "auditor": _("by an audit mandate"),
    "runs_body": _("runs the body"),
    "account": _("the account is stopped"),
    "seat": _("no seat today"),
    "recused": _("kept out (recusal)"),
    "draft": _("not called together yet"),
    "withdrawn": _("no longer called"),
    "stranger": _("never called to it"),
    "pledge": _("no pledge in force"),
    "factor": _("no second factor"),
    # what a code, a device or a request was like
    "wrong": _("the code differs"),
    "used": _("the code was used already"),
    "locked": _("too many wrong codes"),
    "app": _("Authenticator app"),
    "passkey": _("Passkey"),
    "printed": _("Printed codes"),
    "superseded": _("replaced by a later one"),
    # reasons that people chose from a list
    "appointing": _("Letters of appointment and fees"),
    "chasing": _("Asking those who have not signed"),
    "handover": _("Handing over within the office"),
    "list": _("A list for the members"),
    "review": _("An audit or inspection"),
    "moved": _("New post or agency"),
    "left": _("Left the agency"),
    "replaced": _("Somebody else comes"),
    "wish": _("At the person's wish"),
    "duty": _("The duty of secrecy was broken"),
    "mistake": _("Was entered by mistake"),
    "lost": _("Lost"),
    "stolen": _("Stolen"),
    "changed": _("Changed to a new one, the old one is gone"),
    "broken": _("Broken"),
    "host": _("By the operator, on the host"),
    "away": _("Is away for a long time"),
    "concern": _("Somebody else may be using the account"),
    "material": _("Everybody signs again"),
    "editorial": _("Earlier signatures stay in force"),
}


def kind_words(kind: str) -> str:
    """The kind of object; empty where there is none or it has no words."""
    return str(KINDS.get(kind, ""))


def door_words(door: str) -> str:
    """In which part of the portal it was done; the desk of the public site has doors of its own."""
    if not door:
        return ""
    return str(DOORS.get(door.partition(":")[0]) or _("Elsewhere"))


def ground_words(*codes: str) -> str:
    """The grounds that have words, in their order; ``setup:…`` is a command on the host."""
    found = (GROUNDS["host"] if code.startswith("setup:") else GROUNDS.get(code.partition(":")[0]) for code in codes)
    return "、".join(str(each) for each in found if each)
