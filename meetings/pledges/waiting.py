"""What pledges have waiting: signing for the next year; speaking with who did not; publishing what another drafted."""

from collections.abc import Iterable

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from meetings.bodies.access import bodies_run_by
from meetings.bodies.models import Body
from meetings.pledges.access import law_changes, may_write, refusing_in
from portal.accounts.models import User
from portal.dates.fiscal import fiscal_year_end
from portal.home.waiting import Task, register
from portal.pledge.access import RENEWAL, drafts_for, is_renewal, next_text_to_sign


def tasks(user: User) -> Iterable[Task]:
    """One's own signature; and the people who declined, for who runs their body."""
    text = next_text_to_sign(user)
    if text is not None:
        renewal = is_renewal(user, text)
        yield Task(
            title=_("Sign the pledge for the next fiscal year") if renewal else _("Sign the pledge"),
            text=text.covers,
            url=reverse("enter:pledge"),
            act=_("Read the pledge"),
            until=fiscal_year_end(timezone.localdate()) if renewal else None,
            when_label=_("Until"),
        )
    bodies = bodies_run_by(user)
    yield from _refusals(bodies)
    yield from _drafts(user, bodies)
    yield from _law(user, bodies)


def _drafts(user: User, bodies: list[Body]) -> Iterable[Task]:
    for draft in drafts_for(user) if bodies else ():
        body = next(body for body in bodies if body.pledge_series == draft.series)
        yield Task(
            title=_("Read a draft of the pledge, and publish it or not"),
            text=_("%(name)s drafted the next version. A second person publishes it.")
            % {"name": draft.drafted_by.full_name},
            url=reverse("bodies:pledge_draft", args=[body.pk, draft.pk]),
            act=_("Read the draft"),
        )


def _law(user: User, bodies: list[Body]) -> Iterable[Task]:
    """A change that is known is told a month ahead: the text is to be read once more by the city's legal officer."""
    day = timezone.localdate()
    changes = law_changes(bodies, day + RENEWAL) if bodies else {}
    for body in bodies:
        changed = changes.get(body.pk)
        if changed is not None and may_write(user, body.pledge_series):
            title = (
                _("The law that the pledge cites changes")
                if changed > day
                else _("The law that the pledge cites has changed")
            )
            yield Task(
                title=title,
                text=_("%(body)s: please have the legal officer look at the text, and publish its next version.")
                % {"body": body.name},
                url=reverse("bodies:pledge_text", args=[body.pk]),
                act=_("Open the text"),
                until=changed,
                when_label=_("Changes on") if changed > day else _("Changed on"),
            )


def _refusals(bodies: list[Body]) -> Iterable[Task]:
    refusing = refusing_in(bodies) if bodies else {}
    for body_id, people in refusing.items():
        yield Task(
            title=ngettext(
                "%(n)s person chose not to sign the pledge for now",
                "%(n)s people chose not to sign the pledge for now",
                len(people),
            )
            % {"n": len(people)},
            text=_("Perhaps something in the text worries them. A call helps."),
            url=reverse("bodies:pledges", args=[body_id]),
            act=_("Open the register"),
        )


def register_all() -> None:
    """Say so to the home page."""
    register(tasks=tasks)
