"""The search with 1,000 and 10,000 pages: the commonest word, another word, a sentence, and nothing at all.

Pages are made by ``bulk_create`` and indexed as the desk would. Bars (issue 6): on SQLite 60 ms at the 95th percentile
with 1,000 pages and 150 ms with 10,000; on PostgreSQL (DATABASE_URL) 200 ms.
"""

import json
import random
from time import perf_counter, process_time

import pytest
from django.contrib.contenttypes.models import ContentType
from django.db import connection
from django.test import Client
from modelsearch.backends import get_search_backend

from cms.models import ExplainerPage
from cms.search.finding import find
from tests.cms.search.site import a_home, rows, section

pytestmark = [pytest.mark.bench, pytest.mark.django_db]
BARS = {("sqlite", 1000): 0.060, ("sqlite", 10000): 0.150, ("postgresql", 1000): 0.200, ("postgresql", 10000): 0.200}
QUERIES = {
    "the commonest word": "支援",
    "a compound": "重層的支援会議",
    "two words": "介護 相談",
    "a sentence": "親の介護と子育てで疲れてどこに相談すればいいか分からない",
    "many variants": "お金がない",
    "nothing": "ぱるぷんて",
}
TIMES = 30


def many_pages(count):
    """Pages of about 1,500 letters whose sentences are those of the list, mixed; 支援 stands in nearly all."""
    home = a_home()
    dice = random.Random(6)
    sentences = [
        sentence for _, _, lead, text in rows("documents.tsv") for sentence in f"{lead}{text}".split("。") if sentence
    ]
    titles = [title for _, title, *_ in rows("documents.tsv")]
    kind = ContentType.objects.get_for_model(ExplainerPage)
    pages = []
    for number in range(count):
        text = "。".join(dice.choices(sentences, k=45)) + "。支援を行います。"
        page = ExplainerPage(
            title=f"{dice.choice(titles)} {number}", slug=f"many-{number}", lead=dice.choice(sentences), content_type=kind,
            path=ExplainerPage._get_path(home.path, home.depth + 1, number + 10), depth=home.depth + 1, url_path=f"{home.url_path}many-{number}/",
            locale=home.locale, live=True, key_points=json.dumps([]), body=json.dumps([section("", text)]),
        )  # fmt: skip
        pages.append(page)
    return home, pages


def insert(pages):
    """Both rows of each page: ``bulk_create`` knows no inheritance."""
    from wagtail.models import Page

    names = [field.attname for field in Page._meta.concrete_fields if field.attname != "id"]
    parents = Page.objects.bulk_create([Page(**{name: getattr(page, name) for name in names}) for page in pages], 200)
    own = list(ExplainerPage._meta.local_concrete_fields)
    for parent, page in zip(parents, pages, strict=True):
        page.pk = page.page_ptr_id = page.id = parent.pk
    table, columns = ExplainerPage._meta.db_table, ", ".join(f'"{field.column}"' for field in own)
    values = [[field.get_db_prep_save(getattr(page, field.attname), connection) for field in own] for page in pages]
    with connection.cursor() as cursor:
        cursor.executemany(f"INSERT INTO {table} ({columns}) VALUES ({', '.join(['%s'] * len(own))})", values)


@pytest.mark.parametrize("count", [1000, 10000])
def test_a_search_is_answered_at_once(count):
    home, pages = many_pages(count)
    begun = perf_counter()
    insert(pages)
    made, begun = perf_counter() - begun, perf_counter()
    backend = get_search_backend()
    for start in range(0, count, 500):
        backend.add_bulk(ExplainerPage, pages[start : start + 500])
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("ANALYZE")
    print(f"\n{connection.vendor}, {count} pages: made in {made:.1f} s, indexed in {perf_counter() - begun:.1f} s")
    worst, slow = 0.0, []
    client = Client()
    for name, query in QUERIES.items():
        found = find(query, home)
        walls, cpus, answers = [], [], []
        for _ in range(TIMES):
            begun, cpu = perf_counter(), process_time()
            find(query, home)
            walls.append(perf_counter() - begun)
            cpus.append(process_time() - cpu)
            begun = perf_counter()
            assert client.get("/search/", {"q": query}).status_code == 200
            answers.append(perf_counter() - begun)
        p50, p95 = (sorted(walls)[round(share * (TIMES - 1))] * 1000 for share in (0.5, 0.95))
        cpu, page = (sorted(each)[round(0.95 * (TIMES - 1))] * 1000 for each in (cpus, answers))
        print(
            f"{name:20} {found.count:4} found, p50 {p50:6.1f} ms, p95 {p95:6.1f} ms (cpu {cpu:6.1f}), whole page {page:6.1f}"
        )
        if name == "the commonest word":
            worst = p95 / 1000
        slow.append(p95)
    assert worst <= BARS[connection.vendor, count]
