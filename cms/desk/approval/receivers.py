"""What 決裁 tells: who is asked next, what was sent back, what is let out."""

from typing import Any

from django.dispatch import receiver
from django.utils import timezone
from wagtail.models import Page, TaskState
from wagtail.signals import task_submitted, workflow_approved, workflow_rejected

from cms.desk.approval.letters import write
from cms.desk.checks.signals import schedule_refused
from cms.desk.models import ApprovalStep
from portal.accounts.models import User


@receiver(task_submitted)
def ask_who_is_next(sender: Any, instance: TaskState, user: Any, **kwargs: Any) -> None:
    """Everybody who may take the step, but for who sent it there."""
    step, page = instance.task.specific, instance.workflow_state.content_object
    if isinstance(step, ApprovalStep) and isinstance(page, Page):
        people = User.objects.filter(groups__in=step.groups.all(), is_active=True).distinct()
        by = instance.workflow_state.requested_by
        draft = page.get_latest_revision_as_object()
        write("asked", draft, (each for each in people if each != user), step=step.name, by=by.full_name if by else "")


@receiver(workflow_rejected)
def say_what_came_back(sender: Any, instance: Any, user: Any, **kwargs: Any) -> None:
    """To who asked, with the words of who looked."""
    if isinstance(instance.content_object, Page):
        comment = instance.current_task_state.comment if instance.current_task_state else ""
        by = user.full_name if user else ""
        write("sent_back", instance.content_object, [instance.requested_by], comment=comment, by=by)


@receiver(workflow_approved)
def say_it_is_let_out(sender: Any, instance: Any, user: Any, **kwargs: Any) -> None:
    """To who asked: it is there, or from when it will be."""
    page = instance.content_object
    if isinstance(page, Page):
        draft = page.get_latest_revision_as_object()
        later = draft.go_live_at if draft.go_live_at and draft.go_live_at > timezone.now() else None
        write("let_out", draft, [instance.requested_by], later=later, by=user.full_name if user else "")


@receiver(schedule_refused)
def say_it_was_not_shown(sender: Any, page: Page, revision: Any, findings: Any, **kwargs: Any) -> None:
    """To who wrote it and who let it out: the hour came, and something had to be mended."""
    states = page.workflow_states.filter(status="approved").order_by("-pk")[:1]
    people = [revision.user, *(state.requested_by for state in states)]
    write("not_shown", page, people, findings=[finding.sentence for finding in findings])
