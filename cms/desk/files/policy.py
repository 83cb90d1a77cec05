"""Files that residents read are changed by who lets pages out: a writer's new version is a new document in a draft."""

from typing import Any

from wagtail.documents import get_document_model
from wagtail.images import get_image_model
from wagtail.permission_policies.collections import CollectionOwnershipPermissionPolicy
from wagtail.permissions import register_permission_policy

from cms.publishing.shown import is_shown
from portal.accounts.desk_roles import GROUPS, DeskRole

KEPT_AS_SEEN = ("change", "delete")


class SeenByBothHeads(CollectionOwnershipPermissionPolicy):
    """As Wagtail's; what a live page shows stays as both heads saw it."""

    def user_has_permission_for_instance(self, user: Any, action: str, instance: Any) -> bool:
        """Whether ``user`` may do ``action`` to this file."""
        if not super().user_has_permission_for_instance(user, action, instance):
            return False
        return action not in KEPT_AS_SEEN or lets_out(user) or not is_shown(instance)


def lets_out(user: Any) -> bool:
    """Whether this person shows pages without asking: 課長, or the operator."""
    return user.is_superuser or user.groups.filter(name=GROUPS[DeskRole.DIVISION_HEAD]).exists()


def keep_files_as_seen() -> None:
    """Put the policy in the place of Wagtail's."""
    for model, table in ((get_image_model(), "wagtailimages.Image"), (get_document_model(), "wagtaildocs.Document")):
        policy = SeenByBothHeads(model, auth_model=table, owner_field_name="uploaded_by_user")
        register_permission_policy(model, policy, exact_class=True)  # asked before theirs, in whatever order apps start
