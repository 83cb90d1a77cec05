"""Saving by itself makes many revisions: those that nobody will ask for again go, in small pieces."""

from datetime import timedelta

from django.db.models import Q
from django.utils import timezone
from wagtail.models import Page, PageLogEntry, Revision, TaskState

KEPT = 30  # of each page, whatever their age
AGE = timedelta(days=90)
AT_ONCE = 500


def prune_revisions() -> None:
    """Delete old drafts of pages; never what is live, planned, was published, or was in the hands of an approver."""
    needed = set(PageLogEntry.objects.filter(action__startswith="wagtail.publish").values_list("revision", flat=True))
    needed |= set(TaskState.objects.values_list("revision", flat=True))
    needed |= set(Page.objects.values_list("latest_revision", flat=True))
    needed |= set(Page.objects.values_list("live_revision", flat=True))
    old = Revision.page_revisions.filter(created_at__lt=timezone.now() - AGE).exclude(
        Q(pk__in=needed - {None}) | Q(approved_go_live_at__isnull=False)
    )
    for number in old.values_list("object_id", flat=True).distinct():
        latest = Revision.page_revisions.filter(object_id=number).order_by("-created_at", "-pk")
        kept = list(latest.values_list("pk", flat=True)[:KEPT])
        doomed = list(old.filter(object_id=number).exclude(pk__in=kept).values_list("pk", flat=True)[:AT_ONCE])
        Revision.objects.filter(pk__in=doomed).delete()
