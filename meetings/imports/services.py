"""Inviting everybody on a roster's file: kept for an hour to be looked at, then all at once or nobody."""

import json
from dataclasses import dataclass

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone

from meetings.bodies.access import places_to_take, runs_body
from meetings.bodies.models import Body
from meetings.bodies.services import Newcomer, invite
from meetings.imports.access import KEPT, judge_draft
from meetings.imports.judging import PROXY, Entry, Judged
from meetings.imports.models import RosterDraft
from portal.accounts.models import User
from portal.accounts.services import SetupCode, Way, new_setup_code
from portal.audit.services import record


class MustBeMended(Exception):
    """Not every row can be taken; nobody was invited."""


@dataclass(frozen=True)
class Sheet:
    """One person who was invited; ``way`` is None for who has an account and only got the seat."""

    entry: Entry
    way: Way | None


@transaction.atomic
def keep_draft(*, actor: User, body: Body, judged: Judged) -> RosterDraft:
    """Keep the people of a file, sealed, to be looked at; an earlier draft of this person goes. Raises ``MustBeMended``."""
    if not runs_body(actor, body):
        raise PermissionDenied
    if judged.wrong:
        raise MustBeMended
    RosterDraft.objects.filter(made_by=actor, body=body).delete()
    people = json.dumps([entry.stored() for entry in judged.entries])
    return RosterDraft.objects.create(made_by=actor, body=body, people=people)


def invite_all(*, actor: User, draft: RosterDraft) -> list[Sheet]:
    """Invite everybody of the draft, all or nobody; their setup codes are shown once. Raises ``MustBeMended``."""
    _require(actor, draft)
    judged = judge_draft(draft)
    if judged.wrong:
        raise MustBeMended
    # half a minute for five hundred: nobody else could write meanwhile, had the transaction begun
    return _invite_all(actor, draft, [new_setup_code() for _ in judged.entries])


@transaction.atomic
def _invite_all(actor: User, draft: RosterDraft, codes: list[SetupCode]) -> list[Sheet]:
    _require(actor, draft)
    taken = RosterDraft.objects.select_for_update().filter(pk=draft.pk).first()  # two clicks: the second finds nothing
    judged = judge_draft(draft)
    if taken is None or judged.wrong:
        raise MustBeMended
    in_turn = sorted(judged.entries, key=lambda entry: entry.role == PROXY)  # those whose place others take come first
    invited = {
        entry.row: Sheet(entry, invite(actor=actor, body=draft.body, newcomer=_newcomer(draft.body, entry), code=code))
        for entry, code in zip(in_turn, codes, strict=True)
    }
    sheets = [invited[entry.row] for entry in judged.entries]
    record(actor=actor, verb="roster.imported", target=draft.body, detail=str(len(sheets)))
    taken.delete()
    return sheets


def _require(actor: User, draft: RosterDraft) -> None:
    if draft.made_by_id != actor.pk or not runs_body(actor, draft.body):
        raise PermissionDenied


def _newcomer(body: Body, entry: Entry) -> Newcomer:
    told = entry.stored() | {"starts_on": entry.starts_on, "ends_on": entry.ends_on}
    del told["row"]
    place = places_to_take(body).filter(user__email=entry.stands_for).order_by("starts_on").first()
    return Newcomer(**told | {"stands_for": place if entry.role == PROXY else None})


def forget_drafts() -> None:
    """The chore: what nobody confirmed within its hour is deleted."""
    RosterDraft.objects.filter(made_at__lte=timezone.now() - KEPT).delete()
