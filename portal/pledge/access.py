"""Who has pledged what, and what is still to be signed.

The floor knows no bodies. Who asks for pledges registers the rows that say of whom: their ``user``, the
``series``, and as what ``kind`` of person. All that a gate asks is asked of the dates, each time.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache
from typing import Any
from uuid import UUID

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.http import Http404
from django.utils import timezone

from portal.accounts.models import User
from portal.dates.fiscal import fiscal_year_end
from portal.pledge.models import Kind, PledgeSignature, PledgeText, Refusal, TextDraft
from portal.pledge.running import Running
from portal.sessions.kept import ANYBODY, KeptRows

RENEWAL = timedelta(days=30)  # so long before the end of the fiscal year one may sign for the next
Needs = Callable[[date], QuerySet[Any]]
Runs = Callable[[str], Running]


@dataclass
class _Asking:
    """Who asks for pledges, and who may publish texts."""

    needs: list[Needs]
    runs: list[Runs]


_asking = _Asking([], [])


def register_need(needs: Needs, runs: Runs) -> None:
    """Let a concept above say of whom it asks for pledges.

    ``needs`` answers, for a day, rows with ``user_id``, ``series`` and ``kind`` (a ``Kind``); ``runs`` for a
    series, which bodies ask for it and who runs them today.
    """
    _asking.needs.append(needs)
    _asked_of_one.cache_clear()
    _asking.runs.append(runs)


def needs_of(people: Iterable[UUID], on: date) -> dict[UUID, dict[str, int]]:
    """What is asked of each of these people on a day: the kind of text by series; one query."""
    found: dict[UUID, dict[str, int]] = {pk: {} for pk in people}
    for needs in _asking.needs:
        rows = needs(on).filter(user_id__in=found).order_by()
        for user_id, series, kind in rows.values_list("user_id", "series", "kind"):
            found[user_id][series] = max(kind, found[user_id].get(series, 0))
    return found


def may_publish(series: str, *people: User) -> bool:
    """Whether these people, one or two, together run all bodies that ask for this series: it binds everybody there."""
    return any(runs(series).all_run_by(*(person.pk for person in people)) for runs in _asking.runs)


def partners_of(user: User, series: str) -> list[User]:
    """Who could publish what this person drafts: together they run all bodies that ask for the series."""
    found = {pk for runs in _asking.runs for pk in runs(series).partners_of(user.pk)}
    return list(User.objects.filter(pk__in=found).order_by("last_name", "first_name")) if found else []


def drafts_for(user: User) -> list[TextDraft]:
    """What others drafted and this person may publish, the oldest first."""
    drafts = list(TextDraft.objects.exclude(drafted_by=user).select_related("drafted_by"))
    running = {series: [runs(series) for runs in _asking.runs] for series in {draft.series for draft in drafts}}
    return [
        draft
        for draft in drafts
        if any(each.all_run_by(draft.drafted_by_id, user.pk) for each in running[draft.series])
    ]


def own_drafts(user: User, series: str) -> list[TextDraft]:
    """What the person handed in and nobody has published yet."""
    return list(TextDraft.objects.filter(drafted_by=user, series=series).select_related("drafted_by"))


def get_draft(user: User, series: str, pk: UUID | str) -> TextDraft:
    """One's own draft, or one that one may publish; anything else is 404."""
    for draft in (*own_drafts(user, series), *drafts_for(user)):
        if draft.series == series and str(draft.pk) == str(pk):
            return draft
    raise Http404


def signatures_in_force(day: date | None = None) -> QuerySet[PledgeSignature]:
    """Everybody's signatures that open doors on a day, today if none is named.

    One counts until its own last day, while no later material text for its kind of people is in force, and
    unless the person takes part in a way that asks for more, with a text of its own.
    """
    on = day or timezone.localdate()
    later = PledgeText.objects.filter(
        series=OuterRef("text__series"), kind=OuterRef("text__kind"), line__gt=OuterRef("text__line")
    )
    found = PledgeSignature.objects.filter(~Exists(later.filter(in_force_from__lte=on)), valid_until__gte=on)
    for needs in _asking.needs:
        of_its_own = PledgeText.objects.filter(
            series=OuterRef("series"), kind=OuterRef("kind"), in_force_from__lte=on
        ).order_by()
        more = needs(on).filter(
            Exists(of_its_own), user=OuterRef("user"), series=OuterRef("text__series"), kind__gt=OuterRef("text__kind")
        )
        found = found.filter(~Exists(more.order_by()))
    return found.order_by()


def signed_series(user: User) -> set[str]:
    """The series for which the person's pledge is in force today.

    The gate asks this of every request, and Django takes longer to write the query than the database to answer it:
    the text of the query is kept for the day, the answer never.
    """
    return _signed_by(user.pk)


def _signed_by(person: UUID) -> set[str]:
    return {series for (series,) in _asked_of_one(timezone.localdate()).about(person)}


@lru_cache(maxsize=2)
def _asked_of_one(on: date) -> KeptRows:
    """The query of ``series_in_force`` for one person."""
    return KeptRows(signatures_in_force(on).filter(user=ANYBODY).values_list("text__series"))


def series_in_force(people: Iterable[UUID]) -> dict[UUID, set[str]]:
    """The series for which each of these people has a pledge in force today; one query."""
    found: dict[UUID, set[str]] = {pk: set() for pk in people}
    if len(found) == 1:  # one item's page asks of one
        return {pk: _signed_by(pk) for pk in found}
    rows = signatures_in_force().filter(user__in=found)
    for user_id, series in rows.values_list("user_id", "text__series"):
        found[user_id].add(series)
    return found


def has_pledge_in_force(user: User) -> bool:
    """Whether any pledge opens doors for this person today."""
    return bool(signed_series(user))


def signers(users: Iterable[User], series: str) -> set[UUID]:
    """Which of these people have a pledge in force today for a series; one query."""
    return {pk for pk, signed in series_in_force(user.pk for user in users).items() if series in signed}


def texts_in_force(series: Iterable[str], on: date) -> dict[tuple[str, int], PledgeText]:
    """The newest text in force on a day, by series and kind; one query."""
    texts = PledgeText.objects.filter(series__in=list(series), in_force_from__lte=on)
    return {(text.series, text.kind): text for text in texts.order_by("version")}


def text_for(texts: dict[tuple[str, int], PledgeText], series: str, kind: int) -> PledgeText | None:
    """The text for this kind of people; where none was published for them, that of the members."""
    return texts.get((series, kind)) or texts.get((series, Kind.MEMBER))


def next_text_to_sign(user: User) -> PledgeText | None:
    """The text of the first series still to be signed today; after those, one whose pledge ends soon."""
    today = timezone.localdate()
    asked = needs_of([user.pk], today)[user.pk]
    if not asked:
        return None
    texts = texts_in_force(asked, today)
    ends = _ends(user, today)
    for late in (False, True):
        for series in sorted(asked):
            until = ends.get(series)
            if until is None or (late and until <= renewable_until(today)):
                text = text_for(texts, series, asked[series])
                if text is not None:
                    return text
    return None


def renewable_until(today: date) -> date:
    """Pledges that end on this day or before may be signed anew: those of this year, in its last days."""
    end = fiscal_year_end(today)
    return end if end - today <= RENEWAL else today - timedelta(days=1)


def lasts_until(today: date) -> date:
    """The last day of a pledge that is signed today: of this fiscal year, in its last 30 days of the next."""
    end = fiscal_year_end(today)
    return fiscal_year_end(end + timedelta(days=1)) if end - today <= RENEWAL else end


def _ends(user: User, on: date) -> dict[str, date]:
    """The last day of the person's pledges in force, by series."""
    rows = signatures_in_force(on).filter(user=user).order_by("valid_until")
    return dict(rows.values_list("text__series", "valid_until"))


def is_renewal(user: User, text: PledgeText) -> bool:
    """Whether the person's pledge of this series is in force still, and is to be signed for the next year."""
    return text.series in signed_series(user)


def signed_before(user: User, text: PledgeText) -> PledgeSignature | None:
    """The person's latest signature in the series of a text, on whichever version."""
    found = PledgeSignature.objects.filter(user=user, text__series=text.series)
    return found.select_related("text").order_by("-signed_at").first()


def my_pledges(user: User) -> list[PledgeSignature]:
    """The person's own signed records, newest first."""
    return list(PledgeSignature.objects.filter(user=user).select_related("text"))


def pledges_in_force(user: User) -> list[PledgeSignature]:
    """Those of the person's own records that open doors today, newest first."""
    return list(signatures_in_force().filter(user=user).select_related("text").order_by("-signed_at"))


def get_my_pledge(user: User, pk: UUID | str) -> PledgeSignature:
    """One of the person's own signed records; anything else is 404."""
    pledge = PledgeSignature.objects.filter(user=user, pk=pk).select_related("text").first()
    if pledge is None:
        raise Http404
    return pledge


def latest_signatures(users: Iterable[User], series: str) -> dict[UUID, PledgeSignature]:
    """The latest signature of each of these people in a series, in force or not; one query."""
    rows = PledgeSignature.objects.filter(user__in=list(users), text__series=series).select_related("text")
    return {row.user_id: row for row in rows.order_by("signed_at")}


def latest_refusals(users: Iterable[User], series: str) -> dict[UUID, Refusal]:
    """The latest 「いまは署名しない」 of each of these people in a series; one query."""
    rows = Refusal.objects.filter(Q(user__in=list(users)) & Q(text__series=series)).select_related("text")
    return {row.user_id: row for row in rows.order_by("at")}


def newest_text(series: str, kind: int = Kind.MEMBER) -> PledgeText | None:
    """The last published version for a kind of people, also one that is not in force yet."""
    return PledgeText.objects.filter(series=series, kind=kind).order_by("-version").first()
