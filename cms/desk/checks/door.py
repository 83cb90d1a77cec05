"""The one door to the public: whatever way leads there (form, approval, bulk, schedule), a page is judged before it."""

from typing import Any

from wagtail.actions.publish_page_revision import PublishPageRevisionAction
from wagtail.models import Page

from cms.desk.checks.findings import Finding
from cms.desk.checks.judging import Verdict, judge
from cms.desk.checks.reading import read
from cms.desk.checks.signals import schedule_refused
from cms.pages.base import BasePage

SCHEDULED = "wagtail.publish.scheduled"  # as publish_scheduled calls itself


class PublicationRefused(Exception):
    """The page has something that must be mended first; ``findings`` say what and where."""

    def __init__(self, page: Page, findings: list[Finding]) -> None:
        super().__init__(" ".join(finding.sentence for finding in findings))
        self.page = page
        self.findings = findings


def verdict_on(page: Page) -> Verdict:
    """What there is to mend on a page of ours."""
    return judge(read(page))


def refuse_unready(page: Page) -> None:
    """Raises ``PublicationRefused`` where something must be mended before ``page`` is shown."""
    if isinstance(page, BasePage) and (findings := verdict_on(page).must):
        raise PublicationRefused(page, findings)


def guard_publishing() -> None:
    """Let Wagtail's one act of publishing, which all its ways share, ask first."""
    if getattr(PublishPageRevisionAction.execute, "asks_first", False):
        return
    publish = PublishPageRevisionAction.execute

    def execute(self: Any, skip_permission_checks: bool = False) -> Any:
        """As Wagtail's, for a page with nothing left to mend."""
        try:
            refuse_unready(self.object)
        except PublicationRefused as refused:
            if self.log_action != SCHEDULED:
                raise
            # the hour has come, and nobody is there to read a refusal: the others of this hour go out all the same
            _unschedule(self.revision, refused)
            return None
        return publish(self, skip_permission_checks=skip_permission_checks)

    execute.asks_first = True  # type: ignore[attr-defined]
    PublishPageRevisionAction.execute = execute
    _begin_as_draft()


def _begin_as_draft() -> None:
    """Wagtail stores a new page live before it publishes it: refused then, it would stand there."""
    from wagtail.admin.views.pages.create import CreateView  # knows tables; those of ours know this module

    publish = CreateView.publish_action

    def publish_action(self: Any) -> Any:
        """As Wagtail's, from a draft."""
        self.form.instance.live = False
        return publish(self)

    CreateView.publish_action = publish_action


def _unschedule(revision: Any, refused: PublicationRefused) -> None:
    revision.approved_go_live_at = None
    revision.save(update_fields=["approved_go_live_at"])
    schedule_refused.send(sender=BasePage, page=refused.page, revision=revision, findings=refused.findings)
