"""The door to the public: whatever way leads there (form, approval, bulk, schedule, copy, alias), a page is judged before it.

Wagtail publishes by one act, and shows copies and aliases of live pages by two others that do not know it: all three ask.
"""

from collections.abc import Callable, Iterable
from typing import Any

from wagtail.actions.copy_page import CopyPageAction
from wagtail.actions.create_alias import CreatePageAliasAction
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
    """Let Wagtail's act of publishing, which all its ways but copying share, ask first; and those of copying, too."""
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
    for copying in (CopyPageAction, CreatePageAliasAction):
        copying.execute = _asking_first(copying.execute)
    _begin_as_draft()


def _asking_first(copy: Callable[..., Any]) -> Callable[..., Any]:
    """Copying, for pages of which none that would be shown anew has something to mend; as drafts all may be copied."""

    def execute(self: Any, skip_permission_checks: bool = False) -> Any:
        """As Wagtail's, once all are judged: half a tree is no copy."""
        if getattr(self, "keep_live", True):  # an alias is always shown where its page is
            for page in _copied(self):
                if page.live:
                    refuse_unready(page)
        return copy(self, skip_permission_checks=skip_permission_checks)

    return execute


def _copied(action: Any) -> Iterable[Page]:
    yield action.page.specific
    if action.recursive:
        yield from action.page.get_descendants().live().specific()


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
