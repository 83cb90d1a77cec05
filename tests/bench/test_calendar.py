"""The fiscal year of a body at a glance: 60 meetings, each with 40 people invited, on SQLite."""

from datetime import datetime, time, timedelta
from statistics import median
from time import perf_counter
from uuid import uuid4

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from portal.dates.fiscal import fiscal_year

pytestmark = [pytest.mark.bench, pytest.mark.django_db]
BAR = 0.100  # seconds
MOST_QUERIES = 12
MEETINGS, PEOPLE, TIMES = 60, 40, 20


@pytest.mark.parametrize("role", ["coordinator", "summoned"])
def test_a_year_of_60_meetings_with_40_people(cast, role):
    from meetings.agenda.models import Item, Summons
    from meetings.invites.models import Participation
    from meetings.schedule.models import Meeting
    from portal.accounts.models import User

    year, zone = fiscal_year(timezone.localdate()), timezone.get_current_timezone()
    first = datetime.combine(datetime(year, 4, 1).date(), time(14), zone)
    people = [
        *User.objects.bulk_create(
            User(email=f"many{n}@kasane.example", last_name=f"委員{n}", first_name="恵") for n in range(PEOPLE - 1)
        ),
        cast.summoned,
    ]
    meetings = Meeting.objects.bulk_create(
        Meeting(
            body=cast.body,
            fiscal_year=year,
            number=n + 1,
            notice_number=1000 + n,
            start=first + timedelta(days=6 * n),
            end=first + timedelta(days=6 * n, hours=2),
            place="市役所 3階 302会議室",
            state="called",
        )
        for n in range(MEETINGS)
    )
    items = Item.objects.bulk_create(
        Item(meeting=meeting, position=n + 1, heading="事例", kind="information", minutes_long=30)
        for meeting in meetings
        for n in range(3)
    )
    Summons.objects.bulk_create(Summons(item=item, user=user) for item in items for user in people)
    Participation.objects.bulk_create(
        Participation(
            meeting=meeting,
            user=user,
            address=user.email,
            uid=str(uuid4()),
            answer="ACCEPTED" if n % 3 else "NEEDS-ACTION",
        )
        for meeting in meetings
        for n, user in enumerate(people)
    )
    client, path = cast.client_of(getattr(cast, role)), f"/portal/bodies/{cast.body.pk}/year/{year}/"
    client.get(path)
    taken = []
    for _turn in range(TIMES):
        began = perf_counter()
        page = client.get(path)
        taken.append(perf_counter() - began)
    with CaptureQueriesContext(connection) as asked:
        client.get(path)
    words = page.content.decode()
    assert all(f"/portal/meetings/{meeting.pk}/" in words for meeting in meetings)
    print(
        f"\nA year of {MEETINGS} meetings, {PEOPLE} people, {role}: {median(taken) * 1000:.1f} ms, {len(asked)} queries"
    )
    assert len(asked) <= MOST_QUERIES
    assert median(taken) < BAR
