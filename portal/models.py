"""Table of contents: the models of the portal's rooms."""

from portal.accounts.models import Invitation, User
from portal.addresses.models import AddressChange
from portal.audit.models import AuditCheckpoint, AuditEvent, AuditLink
from portal.auditor.models import AuditMandate
from portal.chores.models import Chore
from portal.limits.models import Use
from portal.mfa.models import AppDevice, Passkey, PasskeyChallenge, PrintedCode, PrintedCodes, Tries
from portal.organisations.models import Affiliation, Organisation
from portal.outbox.models import OutboxMail
from portal.pledge.models import PledgeSignature, PledgeText, Refusal
from portal.reminders.models import Reminder
from portal.resets.models import FactorReset
from portal.sessions.models import LoginSession

__all__ = [
    "AddressChange",
    "Affiliation",
    "AppDevice",
    "AuditCheckpoint",
    "AuditEvent",
    "AuditLink",
    "AuditMandate",
    "Chore",
    "FactorReset",
    "Invitation",
    "LoginSession",
    "Organisation",
    "OutboxMail",
    "Passkey",
    "PasskeyChallenge",
    "PledgeSignature",
    "PledgeText",
    "PrintedCode",
    "PrintedCodes",
    "Refusal",
    "Reminder",
    "Tries",
    "Use",
    "User",
]
