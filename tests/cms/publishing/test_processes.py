"""Several processes: none writes words of yesterday, none waits for another's luck."""

import pytest
from wagtail.models import Site

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
