"""Who is asked to confirm, who has, and what is still open."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db.models import Count, Exists, OuterRef, Q, QuerySet, Sum

from meetings.agenda.access import (
    decisions,
    far_drafts,
    invitations_shown,
    items_for,
    standing_recusals,
    standing_summonses,
    visible_meetings,
)
from meetings.agenda.models import ATTENDED, Item, Summons
from meetings.agenda.need import READ_ONLY
from meetings.attendance.access import in_place_of, mark_of, proxies_among
from meetings.attendance.marks import ABSENT, PRESENT, words
from meetings.bodies.access import bodies_run_by, lasting_seats
from meetings.bodies.models import Appointment
from meetings.invites.models import Participation
from meetings.schedule.models import Meeting
from minutes.signoff.models import ChangeRequest, SignOff
from minutes.signoff.progress import Counts
from minutes.versions.models import Version
from portal.accounts.models import User
from portal.organisations.access import workplaces
from portal.organisations.models import Affiliation


@dataclass(frozen=True)
class Signer:
    """One person called to the item: whether they were there, whether they are asked to confirm, and whether they did.

    Who was there and was recused since is asked no more; nor is who ``left`` the body before they confirmed.
    """

    user: User
    agency: str
    attended: bool
    asked: bool
    signoff: SignOff | None
    asks_change: bool = False
    left: bool = False
    attendance: str = ""  # 遅刻（14:20から）, in words
    plainly: bool = True  # nothing more than that they were there, or were not


def signers(version: Version) -> list[Signer]:
    """Everybody called to the item who was not recused before it, by name."""
    return signers_of([version])[version.pk]


def signers_of(versions: Iterable[Version]) -> dict[UUID, list[Signer]]:
    """The same for several versions, by version; four queries at any number."""
    listed = list(versions)
    rows = _summonses().filter(item__in=[version.item_id for version in listed]).filter(Q(recused=False) | ATTENDED)
    rows = rows.select_related("user", "stands_for__user")
    summonses = list(rows.order_by("user__last_name", "user__first_name"))
    done = {(each.version_id, each.user_id): each for each in SignOff.objects.filter(version__in=listed)}
    places = workplaces([summons.user for summons in summonses])
    asking = set(ChangeRequest.objects.filter(version__in=listed).values_list("version_id", "user_id"))
    return {
        version.pk: [
            _signer(
                version,
                summons,
                places.get(summons.user_id),
                done.get((version.pk, summons.user_id)),
                (version.pk, summons.user_id) in asking,
                words(mark_of(summons), proxies=proxies_among(summonses, summons), in_place_of=in_place_of(summons)),
            )
            for summons in summonses
            if summons.item_id == version.item_id
        ]
        for version in listed
    }


def _summonses() -> QuerySet[Summons, Summons]:
    """Everybody ever called and not called off, with ``recused`` and ``seated``."""
    recused = standing_recusals().filter(user=OuterRef("user"), item=OuterRef("item"))
    rows = Summons.objects.filter(withdrawn_at=None)
    return rows.annotate(recused=Exists(recused), seated=Exists(_seats_of_signer()))


def _seats_of_signer() -> QuerySet[Appointment]:
    """The seats, today's and later ones, by which a summons' person can still come to see its item.

    A pledge can be signed again and a stopped account opened: whoever lacks only these is waited for.
    """
    return lasting_seats().filter(user=OuterRef("user"), body=OuterRef("item__meeting__body"))


def _signer(
    version: Version,
    summons: Summons,
    place: Affiliation | None,
    signoff: SignOff | None,
    asks_change: bool,
    attendance: str,
) -> Signer:
    agency = place.organisation.name if place else ""
    attended = bool(summons.attended)
    bound = attended and not summons.recused  # type: ignore[attr-defined]  # annotated by _summonses
    # what became final without somebody did so because they had left, whatever seat they hold today
    waits = version.final_at is None and summons.seated  # type: ignore[attr-defined]
    asked = bound and (signoff is not None or waits)
    asks_change = asks_change and signoff is None and asked
    plainly = mark_of(summons).kind in (PRESENT, ABSENT, "") and summons.stands_for_id is None
    return Signer(summons.user, agency, attended, asked, signoff, asks_change, bound and not asked, attendance, plainly)


def may_be_frozen(meeting: Meeting) -> bool:
    """Whether the meeting stands where its minutes are frozen: called, or held with an item opened again."""
    return meeting.state in (Meeting.State.CALLED, Meeting.State.HELD)


def must_sign(user: User, version: Version) -> bool:
    """Whether this version waits for the person's confirmation."""
    return _to_sign(user).filter(pk=version.pk).exists()


def all_signed(version: Version) -> bool:
    """Whether everybody who is asked has confirmed: who attended, was not recused since and has not left the body."""
    asked = standing_summonses().filter(ATTENDED, Exists(_seats_of_signer()), item=version.item_id)
    return not asked.exclude(user__signoffs__version=version).exists()


def versions_to_sign(user: User) -> list[Version]:
    """The versions that wait for this person's confirmation; not where they asked for a change instead."""
    waiting = _to_sign(user).exclude(change_requests__user=user)
    return list(waiting.select_related("item__meeting__body").order_by("sign_by"))


def perhaps_complete(user: User | None = None) -> list[Item]:
    """The items whose versions somebody confirmed already and that wait for nobody any more but who has left.

    ``user``: only those that this person attended. Whether they are complete is asked under a lock.
    """
    left = Summons.objects.filter(ATTENDED, ~Exists(_seats_of_signer()), withdrawn_at=None)
    left = left.filter(user=user) if user else left
    open_versions = Version.objects.filter(withdrawn_at=None, final_at=None, item__in=left.values("item"))
    found = open_versions.filter(Exists(SignOff.objects.filter(version=OuterRef("pk")))).select_related("item")
    return [version.item for version in found if all_signed(version)]


def my_request(user: User, version: Version) -> ChangeRequest | None:
    """What the person asked to be changed in this version, the latest."""
    return ChangeRequest.objects.filter(version=version, user=user).order_by("-asked_at").first()


def _to_sign(user: User) -> QuerySet[Version]:
    """Versions that stand open, of items that the person attended and may still see."""
    return Version.objects.filter(
        withdrawn_at=None,
        final_at=None,
        item__summonses__in=Summons.objects.filter(ATTENDED, user=user, withdrawn_at=None),
        item__in=items_for(user).values("pk"),
    ).exclude(signoffs__user=user)


def all_final(meeting: Meeting) -> bool:
    """Whether every item of the meeting has a final version."""
    return not meeting.items.exclude(versions__final_at__isnull=False).exists()


def change_requests(user: User, versions: Iterable[Version]) -> dict[UUID, list[ChangeRequest]]:
    """What was asked to be changed, by version; only for who runs the item."""
    listed = list(versions)
    found = decisions((user, version.item) for version in listed)
    read = [version.pk for version in listed if found[user.pk, version.item_id].runs]
    asked: dict[UUID, list[ChangeRequest]] = {}
    rows = ChangeRequest.objects.filter(version__in=read).select_related("user").order_by("asked_at")
    for row in rows:
        asked.setdefault(row.version_id, []).append(row)
    return asked


def counts_of(user: User, meetings: Iterable[Meeting]) -> dict[UUID, Counts]:
    """How far the items have come that the person may see, by meeting; the number of queries does not grow."""
    pks = [meeting.pk for meeting in meetings]
    found: dict[UUID, dict[str, int]] = {pk: {} for pk in pks}

    def take(rows: Iterable[Mapping[str, Any]], key: str) -> None:
        for row in rows:
            found[row[key]] |= {name: number or 0 for name, number in row.items() if name != key}

    theirs = items_for(user).filter(meeting__in=pks)
    items = theirs.order_by()
    take(items.values("meeting").annotate(items=Count("pk"), minutes=Sum("minutes_long")), "meeting")
    invited = invitations_shown(user, pks).order_by()
    silent, coming = Q(answer=Participation.Answer.NONE), Q(answer=Participation.Answer.ACCEPTED)
    returned = Q(bounced_at__isnull=False)
    take(
        invited.values("meeting").annotate(
            invited=Count("pk"),
            coming=Count("pk", filter=coming),
            silent=Count("pk", filter=silent),
            unreached=Count("pk", filter=silent & returned),
        ),
        "meeting",
    )
    standing = Version.objects.filter(item__in=theirs.values("pk"), withdrawn_at=None).order_by()
    confirmed = Count("signoffs", distinct=True)
    take(
        standing.values("item__meeting").annotate(frozen=Count("item", distinct=True), confirmed=confirmed),
        "item__meeting",
    )
    signed = SignOff.objects.filter(
        user=OuterRef("user"), version__item=OuterRef("item"), version__withdrawn_at=None
    ).order_by()
    bound = Exists(_seats_of_signer()) | Exists(signed)
    asked = standing_summonses().filter(ATTENDED, bound, item__in=theirs.values("pk")).order_by()
    take(asked.values("item__meeting").annotate(asked=Count("pk")), "item__meeting")
    there = standing_summonses().filter(ATTENDED, item__in=theirs.values("pk")).order_by()
    take(there.values("item__meeting").annotate(present=Count("user", distinct=True)), "item__meeting")
    return {pk: Counts(**numbers) for pk, numbers in found.items()}


def meetings_in_hand(user: User) -> list[Meeting]:
    """The meetings that the person runs and that are not closed, the nearest first; drafts of a series once they are near."""
    run = [body.pk for body in bodies_run_by(user)]
    rows = visible_meetings(user).filter(body__in=run).exclude(state__in=READ_ONLY).exclude(far_drafts())
    return list(rows.order_by("start"))
