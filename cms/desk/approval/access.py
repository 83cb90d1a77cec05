"""Reading what was approved by whom: for who may edit the page."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.http import Http404
from wagtail.models import Page, PageLogEntry, Revision, TaskState, WorkflowState

from cms.desk.approval.changes import Line, changes
from cms.desk.checks.reading import read
from portal.accounts.models import User

SHOWN = ("wagtail.publish", "wagtail.publish.scheduled")


@dataclass(frozen=True)
class Act:
    """One step that somebody took, or that waits; ``state`` is Wagtail's word for how it ended."""

    what: str
    who: str
    at: datetime | None
    state: str
    comment: str


@dataclass(frozen=True)
class Record:
    """決裁記録: one page on paper."""

    number: int
    page: Page
    draft: Page
    state: str
    asked_by: str
    asked_at: datetime
    acts: list[Act]
    before: Revision | None
    shown_at: datetime | None
    changed: list[list[Line]]


def records_of(page_id: int, user: Any) -> tuple[Page, list[WorkflowState]]:
    """The page with its approvals, latest first. Raises ``Http404`` for who may not edit it."""
    page = _page(page_id, user)
    return page, list(page.workflow_states.select_related("requested_by").order_by("-created_at", "-pk"))


def record_of(number: int, user: Any) -> Record:
    """One approval. Raises ``Http404`` where there is none, and for who may not edit its page."""
    state = WorkflowState.objects.select_related("requested_by").filter(pk=number).first()
    if state is None or not isinstance(state.content_object, Page):
        raise Http404
    page = _page(state.content_object.pk, user)
    tasks = list(state.task_states.select_related("task", "finished_by", "revision").order_by("started_at", "pk"))
    latest = tasks[-1].revision if tasks else page.get_latest_revision()
    before = _before(page, state)
    draft = latest.as_object() if latest else page
    return Record(
        number=state.pk,
        page=page,
        draft=draft,
        state=state.status,
        asked_by=_name(state.requested_by),
        asked_at=state.created_at,
        acts=list(_acts(tasks)),
        before=before,
        shown_at=_shown_at(page, latest),
        changed=changes(read(before.as_object()) if before else None, read(draft)),
    )


def _page(page_id: int, user: Any) -> Page:
    page = Page.objects.filter(pk=page_id).first()
    if page is None or not page.permissions_for_user(user).can_edit():
        raise Http404
    return page.specific


def _acts(tasks: list[TaskState]) -> Iterator[Act]:
    for task in tasks:
        yield Act(task.task.name, _name(task.finished_by), task.finished_at, task.status, task.comment)


def _before(page: Page, state: WorkflowState) -> Revision | None:
    """What residents read when it was asked."""
    entry = (
        PageLogEntry.objects.filter(page=page, action__in=SHOWN, timestamp__lt=state.created_at, revision__isnull=False)
        .select_related("revision")
        .order_by("-timestamp")
        .first()
    )
    return entry.revision if entry else None


def _shown_at(page: Page, revision: Revision | None) -> datetime | None:
    entries = PageLogEntry.objects.filter(page=page, action__in=SHOWN, revision=revision) if revision else None
    first = entries.order_by("timestamp").first() if entries is not None else None
    return first.timestamp if first else None


def _name(user: User | None) -> str:
    return user.full_name if user else ""
