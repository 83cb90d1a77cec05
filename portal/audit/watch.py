"""The daily watch over the record: link what a crash left, recompute all of it, make a checkpoint."""

import logging
from datetime import timedelta

from portal.audit.outside import kept_anchors
from portal.audit.services import link_waiting, make_checkpoint, record
from portal.audit.verification import verify_record
from portal.chores.services import register

log = logging.getLogger(__name__)


def watch() -> None:
    """Recorded either way: the auditor's page says up to when the record is verified."""
    link_waiting()
    verdict = verify_record(kept_anchors())
    if verdict.broken is None:
        record(actor=None, verb="record.verified", detail=str(verdict.seq))
    else:
        log.error("the record of acts does not hold: %s", verdict.broken)
        record(actor=None, verb="record.broken", detail=str(verdict.broken)[:120])
    make_checkpoint()


def register_chores() -> None:
    """Once a day."""
    register("record.watch", timedelta(days=1), watch)
