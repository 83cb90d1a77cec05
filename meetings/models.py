"""Table of contents: the models of the meetings' rooms."""

from meetings.agenda.models import Emergency, Item, Recusal, Summons
from meetings.bodies.models import Appointment, Body, SeatChange
from meetings.feeds.models import FeedToken
from meetings.imports.models import RosterDraft
from meetings.invites.models import Notice, Participation
from meetings.office_days.models import OfficeDay
from meetings.polls.models import Poll, PollAnswer, PollOption, PollPerson
from meetings.reminders.models import Digest, Reminded, Silence
from meetings.replies.models import CounterProposal, InboundMail
from meetings.schedule.models import Meeting
from meetings.series.models import MeetingSeries, SeriesDate

__all__ = [
    "Appointment",
    "Body",
    "CounterProposal",
    "Digest",
    "Emergency",
    "FeedToken",
    "InboundMail",
    "Item",
    "Meeting",
    "MeetingSeries",
    "Notice",
    "OfficeDay",
    "Participation",
    "Poll",
    "PollAnswer",
    "PollOption",
    "PollPerson",
    "Recusal",
    "Reminded",
    "RosterDraft",
    "SeatChange",
    "SeriesDate",
    "Silence",
    "Summons",
]
