"""A hundred acts of an editor at random: after each, whoever asks gets exactly what is live."""

import random

import pytest
from wagtail.models import PageViewRestriction

from cms.models import ExplainerPage
from cms.publishing.services import publish
from tests.cms.publishing.pages import a_page, a_site

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.storage]
ACTS, PAGES = 100, 6


class Editor:
    """Does something to one page; remembers every address that there ever was."""

    def __init__(self, home, seed):
        self.home, self.chance = home, random.Random(seed)
        self.addresses, self.number = set(), 0
        for _each in range(PAGES):
            self.make()

    def make(self):
        self.number += 1
        self.remember(a_page(self.home, f"ページ{self.number}", "<p>－</p>"))

    def remember(self, page):
        self.addresses |= {each.url for each in page.get_descendants(inclusive=True)}

    def act(self):
        pages = list(ExplainerPage.objects.exclude(slug="toha"))
        page = self.chance.choice(pages)
        acts = [
            self.make,
            page.unpublish,
            lambda: self.change(page),
            lambda: self.rename(page),
            lambda: self.close(page),
        ]
        acts += [lambda: self.move(page), lambda: page.save_revision().publish()]
        if len(pages) > 3:
            acts.append(page.delete)
        self.chance.choice(acts)()
        for each in ExplainerPage.objects.all():
            self.remember(each)

    def change(self, page):
        self.number += 1
        page.title = f"変更{self.number}"
        page.save_revision().publish()

    def rename(self, page):
        self.number += 1
        page.slug = f"neu-{self.number}"
        page.save_revision().publish()

    def move(self, page):
        below = self.chance.choice(list(ExplainerPage.objects.exclude(pk=page.pk)))
        if not below.is_descendant_of(page):
            page.move(below, pos="last-child")
        else:
            page.move(self.home, pos="last-child")

    def close(self, page):
        closed = PageViewRestriction.objects.filter(page=page)
        if closed.exists():
            closed.first().delete()
        else:
            PageViewRestriction.objects.create(page=page, restriction_type="login")


def live(addresses):
    found = {page.url: page.title for page in ExplainerPage.objects.live().public()}
    return {address: found.get(address) for address in addresses}


def met(front, addresses):
    told = {}
    for address in addresses:
        answer = front.get(address)
        told[address] = (
            answer.body.decode().split("<h1")[1].split(">", 1)[1].split("<")[0].strip()
            if answer.status == 200
            else None
        )
    return told


def test_nothing_stale_after_any_of_a_hundred_acts(transactional_db, place, front):
    editor = Editor(a_site().home, seed=20261130)
    publish()
    for number in range(ACTS):
        editor.act()
        kept = {path for path in place.manifest()["entries"] if path in editor.addresses}
        wanted = live(editor.addresses)
        assert {path for path in kept if wanted[path] is None} == set(), number
        assert met(front, kept) == {path: wanted[path] for path in kept}, number
        if number % 30 == 9:
            assert met(front, editor.addresses) == wanted, number
            publish()
            files = {path for path in editor.addresses if front.get(path).from_files}
            assert files == {path for path, title in wanted.items() if title}, number
