"""The home page: what waits for me."""

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone

from portal.accounts.requests import PersonRequest
from portal.home.waiting import own_pages_of, panels_of, runs_something, tasks_of
from portal.mfa.access import printed_codes_left
from portal.pledge.access import pledges_in_force

MOST_TASKS = 5


def home(request: PersonRequest) -> HttpResponse:
    """At most five tasks, the most urgent first; then what is coming."""
    user = request.user
    tasks = tasks_of(user)
    today = timezone.localdate()
    return render(
        request,
        "portal/home.html",
        {
            "tasks": tasks[:MOST_TASKS],
            "more_tasks": len(tasks) - MOST_TASKS,
            "count": len(tasks),
            "panels": panels_of(user),
            "runs": runs_something(user),
            "pledges": pledges_in_force(user),
            "codes_left": printed_codes_left(user),
            "today": today,
        },
    )


def me(request: PersonRequest) -> HttpResponse:
    """The reader's own pages: devices, logins, pledges, and what concepts let them set."""
    return render(request, "portal/me/home.html", {"own_pages": own_pages_of(request.user)})
