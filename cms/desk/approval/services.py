"""決裁: putting the two steps in place, once."""

from django.contrib.auth.models import Group, Permission
from django.db import transaction
from django.db.models import Q
from wagtail.models import (
    Collection,
    GroupCollectionPermission,
    GroupPagePermission,
    Page,
    Workflow,
    WorkflowPage,
    WorkflowTask,
)

from cms.desk.approval.roles import ALL_GROUPS, FILES, KEPT, PAGE_RIGHTS, STEPS, WORKFLOW
from cms.desk.models import ApprovalStep

OF_WAGTAIL = "Moderators approval"  # the workflow with which Wagtail comes


@transaction.atomic
def ensure_approval() -> Workflow:
    """The groups, their rights and the workflow 係長 → 課長 for all pages; what a city changed afterwards stays.

    May be called any number of times.
    """
    root: Page = Page.get_first_root_node()
    for name in ALL_GROUPS:
        _give_rights(Group.objects.get_or_create(name=name)[0], root)
    workflow, new = Workflow.objects.get_or_create(name=WORKFLOW)
    if new:
        for order, step in enumerate(STEPS):
            task, _made = ApprovalStep.objects.get_or_create(name=step.name)
            task.groups.add(Group.objects.get(name=step.group))
            WorkflowTask.objects.create(workflow=workflow, task=task, sort_order=order)
    place = WorkflowPage.objects.filter(page=root).select_related("workflow").first()
    if place is None:
        WorkflowPage.objects.create(page=root, workflow=workflow)
    elif place.workflow.name == OF_WAGTAIL:
        place.workflow = workflow
        place.save()
    return workflow


def _give_rights(group: Group, root: Page) -> None:
    group.permissions.add(*_permissions())
    for codename in PAGE_RIGHTS[group.name]:
        right = Permission.objects.get(content_type__app_label="wagtailcore", codename=codename)
        GroupPagePermission.objects.get_or_create(group=group, page=root, permission=right)
    collection: Collection = Collection.get_first_root_node()
    for right in Permission.objects.filter(
        codename__in=FILES, content_type__app_label__in=("wagtailimages", "wagtaildocs")
    ):
        GroupCollectionPermission.objects.get_or_create(group=group, collection=collection, permission=right)


def _permissions() -> list[Permission]:
    kept = Q(content_type__app_label="wagtailadmin", codename="access_admin")
    for table, verbs in KEPT.items():
        app, _dot, model = table.partition(".")
        kept |= Q(content_type__app_label=app, codename__in=[f"{verb}_{model}" for verb in verbs])
    return list(Permission.objects.filter(kept))
