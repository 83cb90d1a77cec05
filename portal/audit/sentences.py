"""What each kind of act is called in plain words, for the auditor's page, its CSV and the page of an item's readers.

The floor knows the verbs of all storeys by their names only. A verb without a sentence fails by name
(tests/house/test_verbs.py).
"""

from typing import TYPE_CHECKING, Final

from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise

SENTENCES: Final[dict[str, "_StrPromise"]] = {
    # people, logins, factors
    "address.asked": _("asked for another mail address"),
    "address.changed": _("changed a mail address"),
    "affiliation.begun": _("registered where somebody works"),
    "app.enrolled": _("set up an authenticator app"),
    "code.accepted": _("showed a right confirmation code"),
    "code.refused": _("entered a code that was refused"),
    "device.added": _("added a device"),
    "device.removed": _("removed a device"),
    "device.renamed": _("named a device"),
    "devices.stopped": _("stopped all devices of a person"),
    "door.refused": _("was refused at a door"),
    "editor.appointed": _("let a person edit the public site"),
    "editor.dismissed": _("let a person edit the public site no more"),
    "invitation.opened": _("made an invitation to the portal"),
    "invitation.refused": _("A setup code was refused"),
    "invitation.withdrawn": _("took an invitation back"),
    "limit.reached": _("reached a limit of requests"),
    "login.opened": _("let a person try to log in again"),
    "login.refused": _("A password was refused"),
    "login.stopped": _("Logging in was stopped after many refused passwords"),
    "organisation.registered": _("registered an agency"),
    "passkey.accepted": _("confirmed with a passkey"),
    "passkey.refused": _("showed a passkey that was refused"),
    "password.changed": _("changed a password"),
    "password.link_sent": _("asked for a link to replace a password"),
    "password.replaced": _("replaced a forgotten password"),
    "person.appointed": _("gave a seat in a body"),
    "person.joined": _("joined the portal"),
    "person.logged_in": _("logged in with a password"),
    "person.logged_out": _("logged out"),
    "person.readdressed": _("changed the mail address of a person"),
    "person.restored": _("let a person in again"),
    "person.suspended": _("suspended a person"),
    "printed_code.used": _("used a printed code"),
    "printed_codes.made": _("made a sheet of printed codes"),
    "reset.approved": _("approved that devices are set up anew"),
    "reset.asked": _("asked that devices are set up anew"),
    "reset.code_refused": _("A code for setting devices up anew was refused"),
    "reset.from_host": _("let devices be set up anew, from the host"),
    "reset.used": _("set devices up anew"),
    "reset.withdrawn": _("took back that devices are set up anew"),
    "roster.exported": _("exported the list of members"),
    "roster.imported": _("took in a list of members"),
    "seat.changed": _("changed the role of a member"),
    "seat.ended": _("ended the term of a member early"),
    "seat.extended": _("made the term of a member longer"),
    "session.all_ended": _("ended all logins of a person"),
    "session.ended": _("ended one login of a person"),
    # pledges
    "pledge.asked": _("reminded of the pledge"),
    "pledge.declined": _("did not sign the pledge for now"),
    "pledge.duty_continued": _("A person left; the duty of the pledge goes on"),
    "pledge.opened": _("read a signed pledge"),
    "pledge.signed": _("signed the pledge"),
    "pledge_register.exported": _("exported the register of pledges"),
    "pledge_text.published": _("published a pledge text"),
    # meetings and items
    "body.founded": _("registered a body"),
    "emergency.allowed": _("allowed an emergency reading"),
    "emergency.asked": _("asked for an emergency reading"),
    "emergency.ended": _("ended an emergency reading"),
    "emergency.expired": _("The time of an emergency reading ended"),
    "emergency.refused": _("refused an emergency reading"),
    "emergency.used": _("used an emergency reading"),
    "item.added": _("added an item"),
    "item.opened": _("opened an item"),
    "meeting.called": _("called a meeting"),
    "meeting.closed": _("A meeting was closed"),
    "meeting.held": _("registered a meeting as held"),
    "meeting.opened": _("opened the page of a meeting"),
    "meeting.planned": _("planned a meeting"),
    "person.invited": _("sent a notice of a meeting"),
    "person.recused": _("kept a person out of an item"),
    "person.summoned": _("called a person to an item"),
    "person.uninvited": _("took a notice of a meeting back"),
    "seat.agreed": _("agreed that a person runs a body"),
    "seat.agreed_from_host": _("agreed that a person runs a body, from the host"),
    "recusal.lifted": _("let a person back to an item"),
    "summons.withdrawn": _("called a person off an item"),
    # the record
    "attendance.recorded": _("registered who was there"),
    "change.asked": _("asked for a change of the minutes"),
    "document.created": _("began the document of an item"),
    "document.frozen": _("froze a document"),
    "document.thawed": _("opened a document for changes"),
    "minutes.exported": _("exported the minutes"),
    "minutes.opened": _("opened the overview of the minutes"),
    "room.joined": _("came into the writing room"),
    "room.refused": _("was refused at a writing room"),
    "version.confirmed": _("confirmed a version of the minutes"),
    "version.final": _("A version of the minutes became final"),
    "version.frozen": _("made a version of the minutes"),
    "version.opened": _("read a version of the minutes"),
    "version.withdrawn": _("withdrew a version of the minutes"),
    # the record of acts and the keys
    "audit_mandate.ended": _("ended an audit mandate"),
    "audit_mandate.given": _("gave an audit mandate"),
    "keys.changed": _("changed the sealing key"),
    "keys.resealed": _("sealed the stored data anew"),
    "keys.retired": _("took an old key out of use"),
    "keys.signing_changed": _("changed the signing key"),
    "record.broken": _("The record of acts did not prove whole"),
    "record.caught_up": _("Acts without a place got one in the chain"),
    "record.exported": _("exported the record of acts"),
    "record.opened": _("read the record of acts"),
    "sealed.unreadable": _("Sealed data could not be opened"),
    "record.checkpoint_mailed": _("A checkpoint of the record of acts was mailed"),
    "record.verified": _("The record of acts was verified"),
}


def sentence(verb: str) -> str:
    """The act in plain words; a verb of an older version is shown as it is."""
    return str(SENTENCES.get(verb, verb))
