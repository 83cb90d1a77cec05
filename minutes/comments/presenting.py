"""The talk about a document as the room's script draws it."""

import base64
from typing import Any

from django.urls import reverse

from minutes.comments.access import Act, Talk, how_far, may_comment, talks_about
from minutes.documents.models import Document
from portal.accounts.models import User
from portal.dates.wareki import clock, day


def presented(user: User, document: Document) -> dict[str, Any]:
    """Everything said so far; ``count`` is how far the talk has come, as the room's socket says it."""
    count = how_far([document.pk]).get(document.pk, 0)  # before the acts: news in between is asked for once more
    talks = talks_about(document)
    return {
        "count": count,
        "may": may_comment(user, document),
        "threads": [_thread(talk, str(user.pk)) for talk in talks],
    }


def _thread(talk: Talk, me: str) -> dict[str, Any]:
    return {
        "id": str(talk.thread.pk),
        "part": talk.thread.part,
        "anchor": base64.b64encode(talk.thread.anchor).decode(),
        "quote": talk.thread.quote,
        "resolved": talk.resolved,
        "stands": talk.stands,
        "doors": {name: reverse(f"comments:{name}", args=[talk.thread.pk]) for name in ("reply", "resolve", "reopen")},
        "acts": [_act(act, me) for act in talk.acts],
    }


def _act(act: Act, me: str) -> dict[str, Any]:
    mine = act.who["id"] == me
    return {
        "id": str(act.pk),
        "kind": act.kind,
        "name": act.who["name"],
        "agency": act.who["agency"],
        "mine": mine,
        "at": act.at.isoformat(),
        "when": f"{day(act.at)} {clock(act.at)}",
        "text": act.text,
        "withdrawn": act.withdrawn,
        "withdraw": reverse("comments:withdraw", args=[act.pk]) if mine and act.text is not None else "",
    }
