"""The home page: what waits for me."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from portal.home.waiting import panels_of, runs_something, tasks_of
from portal.mfa.access import printed_codes_left
from portal.pledge.access import my_pledges

MOST_TASKS = 5


def home(request: HttpRequest) -> HttpResponse:
    """At most five tasks, the most urgent first; then what is coming."""
    user = request.user
    tasks = tasks_of(user)  # type: ignore[arg-type]
    today = timezone.localdate()
    return render(
        request,
        "portal/home.html",
        {
            "tasks": tasks[:MOST_TASKS],
            "more_tasks": len(tasks) - MOST_TASKS,
            "count": len(tasks),
            "panels": panels_of(user),  # type: ignore[arg-type]
            "runs": runs_something(user),  # type: ignore[arg-type]
            "pledges": [pledge for pledge in my_pledges(user) if pledge.in_force_on(today)],  # type: ignore[arg-type]
            "codes_left": printed_codes_left(user),  # type: ignore[arg-type]
            "today": today,
        },
    )
