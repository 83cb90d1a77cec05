"""A meeting with two items whose minutes go round."""

from dataclasses import dataclass

from meetings.agenda.models import Item
from meetings.schedule.models import Meeting
from minutes.signoff.models import SignOff
from minutes.signoff.services import CONFIRMING, freeze_minutes, sign_version
from minutes.versions.models import Version
from portal.accounts.models import User
from portal.mfa.step_up import Factor
from tests.factories.meetings import a_called_meeting, write
from tests.factories.people import Cast, a_factor

FIRST_WORDS, SECOND_WORDS = "往診を始める。初回は顔なじみが同行する。", "灯油代の支払いを確かめる。"


@dataclass
class Round:
    """First item: ``summoned`` and ``chair`` are called. Second: ``member``. Nothing is frozen yet."""

    cast: Cast
    meeting: Meeting
    first: Item
    second: Item

    def freeze(self, *there: User, second: tuple[User, ...] | None = None) -> tuple[Version, Version]:
        """Freeze both; ``there`` attended the first item, ``second`` (or ``member``) the second."""
        attended = {
            self.first.pk: {user.pk: True for user in there},
            self.second.pk: {user.pk: True for user in (second if second is not None else (self.cast.member,))},
        }
        freeze_minutes(actor=self.cast.coordinator, meeting=self.meeting, attended=attended)
        self.meeting.refresh_from_db()
        return self.standing(self.first), self.standing(self.second)

    def standing(self, item: Item) -> Version:
        """The version of the item that counts now."""
        return Version.objects.get(item=item, withdrawn_at=None)

    @property
    def state(self) -> str:
        """The meeting's state as stored."""
        return str(Meeting.objects.get(pk=self.meeting.pk).state)


def a_round(cast: Cast) -> Round:
    """The meeting, with words in both items."""
    meeting = a_called_meeting(cast.body, [cast.summoned, cast.chair], [cast.member])
    first, second = meeting.items.order_by("position")
    write(first, cast.summoned, agenda="通院が途切れている。", minutes=FIRST_WORDS)
    write(second, cast.member, minutes=SECOND_WORDS)
    return Round(cast, meeting, first, second)


def sign(user: User, version: Version, *, shown: str = "", factor: Factor | None = None) -> SignOff:
    """The person confirms what they read."""
    return sign_version(
        actor=user,
        version=version,
        shown=shown or version.sha256,
        factor=factor or a_factor(user, CONFIRMING, version.sha256),
    )
