"""The right to finish adding a device: this person's, for this device, for a quarter of an hour; without it no service adds one."""

from dataclasses import replace

import pytest
from django.core.exceptions import PermissionDenied

from portal.devices import adding_right, services
from portal.devices.access import app_to_finish
from portal.mfa.access import app_devices, unfinished_device
from portal.mfa.models import Passkey, PasskeyChallenge
from tests.factories.people import a_factor
from tests.portal.mfa.floor import app_shows

pytestmark = pytest.mark.django_db
SPOILT = {
    "somebody else's": {"person": "someone"},
    "of another device": {"about": "0"},
    "of the other kind": {"kind": "passkey"},
    "run out": {"until": 0},
}


def begin(user):
    return services.begin_adding(actor=user, name="自宅", factor=a_factor(user, services.ADDING, user.pk))


@pytest.mark.parametrize("changed", SPOILT.values(), ids=SPOILT)
def test_no_app_is_added_without_it(cast, clock, changed):
    right = replace(begin(cast.member), **changed)
    device = unfinished_device(cast.member)
    typed = app_shows(device.secret, clock.now.timestamp())
    assert app_to_finish(cast.member, right) is None
    with pytest.raises(PermissionDenied):
        services.finish_adding(actor=cast.member, device=device, typed=typed, right=right, here=None)
    assert app_devices(cast.member).count() == 1


def test_nobody_finishes_the_app_of_another_person(cast, clock):
    right, device = begin(cast.member), unfinished_device(cast.member)
    typed = app_shows(device.secret, clock.now.timestamp())
    with pytest.raises(PermissionDenied):
        services.finish_adding(actor=cast.chair, device=device, typed=typed, right=right, here=None)
    services.finish_adding(actor=cast.member, device=device, typed=typed, right=right, here=None)
    assert app_devices(cast.member).count() == 2


@pytest.mark.parametrize("changed", [SPOILT["somebody else's"], {"kind": "app"}, SPOILT["run out"]])
def test_no_passkey_is_asked_for_or_added_without_it(cast, clock, changed):
    user = cast.member
    right = services.begin_passkey(actor=user, name="鍵", factor=a_factor(user, services.ADDING, user.pk))
    assert right.about == "鍵"
    services.passkey_options(actor=user, right=right)
    PasskeyChallenge.objects.all().delete()
    spoilt = replace(right, **changed)
    with pytest.raises(PermissionDenied):
        services.passkey_options(actor=user, right=spoilt)
    with pytest.raises(PermissionDenied):
        services.add_passkey(actor=user, answer="{}", right=spoilt, here=None)
    assert not PasskeyChallenge.objects.exists()
    assert not Passkey.objects.exists()


def test_it_ends_after_a_quarter_of_an_hour_and_is_kept_apart_by_kind(cast, clock):
    session: dict[str, object] = {}
    right = begin(cast.member)
    adding_right.keep(session, right)
    assert (adding_right.kept(session, "app"), adding_right.kept(session, "passkey")) == (right, None)
    clock.wait(15 * 60 - 1)
    assert right.allows(cast.member, "app", right.about)
    clock.wait(1)
    assert not right.allows(cast.member, "app", right.about)
    adding_right.spend(session, "app")
    assert adding_right.kept(session, "app") is None
