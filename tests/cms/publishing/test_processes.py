"""Several processes: none writes words of yesterday, none waits for another's luck."""

from contextlib import contextmanager

import pytest
from django.urls import reverse
from django.utils.module_loading import import_string
from wagtail.models import Collection, CollectionViewRestriction, Site

from cms.publishing.publisher import Publisher
from cms.publishing.services import look_over, publish, publish_if_wanted, request
from cms.records.models import SiteWords
from cms.words.models import Reading
from tests.cms.publishing.pages import a_page, text_of

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


def test_every_process_looks_over_once_a_minute(site, place, publisher, monkeypatch):
    now, looked = [1000.0], []
    monkeypatch.setattr("cms.publishing.publisher.monotonic", lambda: now[0], raising=False)
    monkeypatch.setattr("cms.publishing.publisher.look_over", lambda: looked.append(now[0]))
    for moment in (1000.0, 1030.0, 1061.0, 1090.0, 1122.0):
        now[0] = moment
        publisher.turns(1)
    assert looked == [1000.0, 1061.0, 1122.0]


@pytest.fixture
def elsewhere(settings, tmp_path):
    """Another host's directory; in ``with elsewhere():`` this process is of that host."""

    @contextmanager
    def there():
        here, settings.PUBLISHED_DIR = settings.PUBLISHED_DIR, tmp_path / "elsewhere"
        yield
        settings.PUBLISHED_DIR = here

    return there


def test_another_host_follows_a_correction(site, place, front, elsewhere):
    page = a_page(site.home, "", "<p>まちがい</p>")
    publish()
    with elsewhere():
        page.body = text_of("<p>正しい</p>")
        page.save_revision().publish()
    assert "まちがい" in front.get(page.url).body.decode()
    look_over()
    assert "正しい" in front.get(page.url).body.decode()
    assert not front.get(page.url).from_files
    assert publish_if_wanted()
    assert front.get(page.url).from_files
    look_over()
    assert not publish_if_wanted()


def test_another_host_follows_what_the_desk_changes_of_records_and_files(site, place, elsewhere, cast):
    word = Reading.objects.create(word="相談", reading="そうだん")
    publish()
    with elsewhere():
        desk = cast.client_of(cast.superuser)  # the desk gets its rights with the starter content
        address = reverse("wagtailsnippets_cms_reading:edit", args=[word.pk])
        desk.post(address, {"word": "相談", "reading": "さうだん"})
        assert Reading.objects.get().reading == "さうだん"
    assert not publish_if_wanted()
    look_over()
    assert publish_if_wanted()
    with elsewhere():
        closed = Collection.get_first_root_node().add_child(name="内部")
        CollectionViewRestriction.objects.create(collection=closed, restriction_type="login")
    look_over()
    assert publish_if_wanted()
    look_over()
    assert not publish_if_wanted()
