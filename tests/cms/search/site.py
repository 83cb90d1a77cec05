"""A small public site for tests of the search: the pages of ``documents.tsv``, and the starter list of words."""

import json
from pathlib import Path
from urllib.parse import urlsplit

from django.conf import settings
from django.utils import timezone
from wagtail.models import Page, Site

from cms.models import ExplainerPage, HomePage, NewsIndexPage, NewsPage
from cms.search.services import start_search
from cms.seed.records import ensure_records, ensure_words

HERE = Path(__file__).parent
KINDS = {"/oshirase/": NewsIndexPage}


def rows(name):
    lines = (HERE / name).read_text().splitlines()
    return [line.split("\t") for line in lines if line and not line.startswith("#")]


def a_home():
    """A home page and nothing below, with its words and offices."""
    start_search()
    home = HomePage(title="かさねて支える", slug="kasanete", headline="－", urgent_note="－", lead="－", body="[]")
    Page.get_first_root_node().add_child(instance=home)
    site = Site.objects.get()
    site.root_page, site.hostname = home, urlsplit(settings.BASE_URL).hostname
    site.save()
    ensure_words(site, ensure_records())
    return home


def a_page(parent, slug, title, lead, text, model=ExplainerPage, **more):
    page = model(title=title, slug=slug, lead=lead, last_published_at=timezone.now(), **more)
    if hasattr(page, "body"):
        page.body = json.dumps([section("", text)])
    parent.add_child(instance=page)
    return page


def section(heading, text):
    content = [{"type": "text", "value": f"<p>{text}</p>"}]
    return {"type": "section", "value": {"heading": heading, "anchor": "", "content": content}}


def a_site():
    """The pages of ``documents.tsv`` below a home page: their numbers by path."""
    made = {"/": a_home().pk}
    for path, title, lead, text in rows("documents.tsv"):
        *above, slug = path.strip("/").split("/")
        parent = Page.objects.get(pk=made["/" + "".join(f"{each}/" for each in above)])
        model = NewsPage if path.startswith("/oshirase/") else ExplainerPage
        made[path] = a_page(parent, slug, title, lead, text, KINDS.get(path, model)).pk
    return made
