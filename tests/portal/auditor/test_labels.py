"""Whoever audits reads words: each kind, door and ground that can be recorded has some, and codes stand in the file only."""

from typing import get_args

import pytest
from django.apps import apps
from django.urls import get_resolver
from django.utils import translation

from meetings.agenda.need import Reason
from meetings.bodies.models import SeatChange
from meetings.pledges.services import Purpose as OfRegisters
from meetings.rosters.services import Purpose as OfRosters
from meetings.seats.reasons import StopReason
from portal.audit.models import AuditEvent
from portal.audit.services import Target, record
from portal.auditor.labels import DOORS, GROUNDS, KINDS, door_words, ground_words
from portal.auditor.table import cells_of, rows_of
from portal.pledge.models import PledgeText
from portal.resets.models import FactorReset

# never what an act is about: counters, the chain itself, and rows that belong to another row
BESIDE = {
    "meetings.digest", "meetings.reminded", "meetings.silence",
    "portal.auditevent", "portal.auditlink", "portal.chore", "portal.passkeychallenge", "portal.printedcode",
    "portal.reminder", "portal.tries", "portal.use",
}  # fmt: skip


def test_each_kind_has_words():
    ours = {
        model._meta.label_lower
        for app in ("portal", "meetings", "minutes")
        for model in apps.get_app_config(app).get_models()
    }
    assert set(KINDS) == ours - BESIDE


def test_each_part_of_the_portal_has_words():
    foreign = ("wagtail", "demo", "admin", "simple_translation")
    parts = {part for part in get_resolver().namespace_dict if not part.startswith(foreign)}
    assert parts - set(DOORS) - {"site"} == set()


@pytest.mark.parametrize(
    "choices", [OfRegisters, OfRosters, StopReason, SeatChange.Reason, FactorReset.Reason, PledgeText.Change]
)
def test_each_reason_on_a_list_has_words(choices):
    assert set(choices.values) - set(GROUNDS) == set()


def test_each_ground_of_the_rule_has_words():
    assert set(get_args(Reason)) - set(GROUNDS) == set()


def test_grounds_are_told_in_order_and_a_command_on_the_host_as_such():
    with translation.override("ja"):
        assert ground_words("emergency", "nowhere", "") == "緊急の閲覧による"
        assert ground_words("", "setup:give_audit") == "運用担当者がサーバーで"
        assert ground_words("chair", "app:12") == "会長・座長として、認証アプリ"
        assert door_words("wagtailadmin_home") == "そのほか"


@pytest.mark.django_db
def test_the_page_shows_no_code_and_the_file_keeps_them_in_one_column(cast):
    record(actor=cast.member, verb="item.opened", target=Target("meetings.item", "i1"), why="summoned")
    page = cast.client_of(cast.auditor).get("/portal/audit/?verb=item.opened").content.decode()
    shown = page[page.index("<tbody>") : page.index("</tbody>")]
    assert "議題に呼ばれて" in shown
    assert not [code for code in ("item.opened", "meetings.item", "summoned") if code in shown]
    rows = rows_of(AuditEvent.objects.select_related("actor", "link").filter(verb="item.opened"))
    [_head, cells] = cells_of(rows)
    assert cells[4] == "item.opened kind=meetings.item why=summoned"
    assert not [cell for place, cell in enumerate(cells) if place != 4 and ("meetings." in cell or "summoned" in cell)]
