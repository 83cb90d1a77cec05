"""Who has pledged what, and what is still to be signed.

The floor knows no bodies. Those who ask for a pledge register a function that names, for a
person, the series they must have signed.
"""

from collections.abc import Callable, Iterable
from uuid import UUID

from django.db.models import Exists, Max, OuterRef, QuerySet
from django.http import Http404
from django.utils import timezone

from portal.accounts.models import User
from portal.pledge.models import PledgeSignature, PledgeText

SeriesOf = Callable[[User], Iterable[str]]
_asking: list[SeriesOf] = []


def register_need(series_of: SeriesOf) -> None:
    """Let a concept above name the series that a person must have signed."""
    _asking.append(series_of)


def needed_series(user: User) -> set[str]:
    """Every series that somebody asks of this person today."""
    return {series for ask in _asking for series in ask(user)}


def signed_series(user: User) -> set[str]:
    """The series with a pledge in force today, on the newest text of that series."""
    return series_in_force([user.pk])[user.pk]


def series_in_force(people: Iterable[UUID]) -> dict[UUID, set[str]]:
    """The series that each of these people has signed on the text in force today; one query."""
    found: dict[UUID, set[str]] = {pk: set() for pk in people}
    for user_id, series in signatures_in_force().filter(user__in=found).values_list("user_id", "text__series"):
        found[user_id].add(series)
    return found


def signatures_in_force() -> QuerySet[PledgeSignature]:
    """Everybody's signatures that open doors today: not lapsed, and no newer text of the series is in force."""
    today = timezone.localdate()
    newer = PledgeText.objects.filter(
        series=OuterRef("text__series"), version__gt=OuterRef("text__version"), in_force_from__lte=today
    )
    return PledgeSignature.objects.filter(~Exists(newer), valid_until__gte=today).order_by()


def newest_versions(series: Iterable[str]) -> dict[str, int]:
    """The version in force today, by series."""
    rows = PledgeText.objects.filter(series__in=list(series), in_force_from__lte=timezone.localdate())
    return dict(rows.order_by().values_list("series").annotate(Max("version")))


def has_pledge_in_force(user: User) -> bool:
    """Whether any pledge opens doors for this person today."""
    return bool(signed_series(user))


def next_text_to_sign(user: User) -> PledgeText | None:
    """The text of the first series still to be signed, newest version."""
    today = timezone.localdate()
    for series in sorted(needed_series(user) - signed_series(user)):
        text = PledgeText.objects.filter(series=series, in_force_from__lte=today).first()
        if text is not None:
            return text
    return None


def my_pledges(user: User) -> list[PledgeSignature]:
    """The person's own signed records, newest first."""
    return list(PledgeSignature.objects.filter(user=user).select_related("text"))


def get_my_pledge(user: User, pk: UUID | str) -> PledgeSignature:
    """One of the person's own signed records; anything else is 404."""
    pledge = PledgeSignature.objects.filter(user=user, pk=pk).select_related("text").first()
    if pledge is None:
        raise Http404
    return pledge


def signers(users: Iterable[User], series: str) -> set[UUID]:
    """Which of these people have pledged the newest text of a series, in force today; two queries."""
    today = timezone.localdate()
    newest = newest_versions({series}).get(series)
    rows = PledgeSignature.objects.filter(
        user__in=list(users), valid_until__gte=today, text__series=series, text__version=newest or 0
    )
    return set(rows.values_list("user_id", flat=True))
