"""The tables of the editors' desk."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.models import AbstractGroupApprovalTask, Page

from cms.desk.checks.door import refuse_unready, verdict_on

LONGEST_ADDRESS = 500


class ApprovalStep(AbstractGroupApprovalTask):
    """One step of 決裁: members of its groups let a page pass, and only one with nothing left to mend."""

    class Meta:
        verbose_name = _("step of approval")
        verbose_name_plural = _("steps of approval")

    def start(self, workflow_state: Any, user: Any = None) -> Any:
        """Nobody is asked to look at a page that could not be shown. Raises ``PublicationRefused``."""
        refuse_unready(workflow_state.content_object.get_latest_revision_as_object())
        return super().start(workflow_state, user=user)

    def get_actions(self, obj: Page, user: Any) -> list[tuple[str, Any, bool]]:
        """What may be done; letting pass is offered only for a page with nothing left to mend."""
        actions: list[tuple[str, Any, bool]] = super().get_actions(obj, user)
        if actions and verdict_on(obj.get_latest_revision_as_object()).must:
            return [action for action in actions if action[0] != "approve"]
        return actions

    def on_action(self, task_state: Any, user: Any, action_name: str, **kwargs: Any) -> None:
        """Let pass or send back; asked again here, for the page may have changed since the button was drawn."""
        if not (user.is_superuser or self._user_in_groups(user)):
            raise PermissionDenied
        if action_name == "approve":
            refuse_unready(task_state.workflow_state.content_object.get_latest_revision_as_object())
        super().on_action(task_state, user, action_name, **kwargs)


class ReviewReminder(models.Model):
    """A mail that told somebody to look at a page again: once for each page, day of review and step."""

    page = models.ForeignKey("wagtailcore.Page", on_delete=models.CASCADE, related_name="+")
    review_on = models.DateField()
    step = models.SmallIntegerField()  # months after the day: -1, 0, 1 …
    sent_on = models.DateField()

    class Meta:
        constraints = (models.UniqueConstraint(fields=("page", "review_on", "step"), name="reminded_of_a_review_once"),)


class LinkCheck(models.Model):
    """What came of asking an address outside the site: its status, or why there was none."""

    url = models.URLField(max_length=LONGEST_ADDRESS, unique=True)
    answer = models.CharField(max_length=40)
    checked_at = models.DateTimeField()

    @property
    def is_well(self) -> bool:
        """Whether it answered that it is there."""
        return self.answer.startswith(("2", "3"))
