"""Several processes: none writes words of yesterday, none waits for another's luck."""

import pytest
from django.utils.module_loading import import_string
from wagtail.models import Site

from cms.publishing.publisher import Publisher
from cms.publishing.services import publish, request
from cms.records.models import SiteWords

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("at_once")]


def test_what_another_process_changed_is_in_the_files(site, place, front):
    words = SiteWords.objects.create(site=Site.objects.get(is_default_site=True), name="きのうの名前")
    publish()
    assert "きのうの名前" in front.get("/").body.decode()
    SiteWords.objects.filter(pk=words.pk).update(name="きょうの名前")  # no signal: as if elsewhere
    request()
    publish()
    assert place.wanted() == place.made_for()
    assert "きょうの名前" in front.get("/").body.decode()
    assert "きのうの名前" not in front.get("/").body.decode()


@pytest.fixture
def publisher(place, monkeypatch):
    """The thread's work without a thread; ``turn`` is one round of it."""
    monkeypatch.setattr("cms.publishing.publisher.connection.close", lambda: None)
    monkeypatch.setattr("cms.publishing.publisher.close_old_connections", lambda: None)
    made = Publisher()

    def turns(number):
        monkeypatch.setattr(made, "_stopping", Stopping(number))
        made.run()

    made.turns = turns
    return made


class Stopping:
    """Says after so many rounds that it is time to stop, and never waits."""

    def __init__(self, turns):
        self.turns = turns

    def wait(self, seconds):
        self.turns -= 1
        return self.turns < 0


@pytest.mark.parametrize("what", ["look_over", "published"])
def test_a_stumble_at_the_start_does_not_lose_the_first_publication(site, place, publisher, monkeypatch, what):
    publish()  # by the version before, whose templates were others
    before = place.current.resolve()
    stumble_once(monkeypatch, f"cms.publishing.publisher.{what}")
    publisher.turns(2)
    assert place.current.resolve() != before
    assert place.wanted() == place.made_for()


def stumble_once(monkeypatch, name):
    whole, tries = import_string(name), []

    def stumble():
        tries.append(1)
        if len(tries) == 1:
            raise OSError("away on purpose")
        return whole()

    monkeypatch.setattr(name, stumble)
