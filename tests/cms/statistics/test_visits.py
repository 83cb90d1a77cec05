"""How often pages are read: from a log or in this process, without anything about who read."""

from datetime import date

import pytest
from django.core.management import CommandError, call_command
from django.urls import reverse

from cms.statistics.access import daily, months, top_pages
from cms.statistics.counting import counted, taken
from cms.statistics.lines import page_of, visits
from cms.statistics.models import VisitCount
from cms.statistics.services import INSIDE, count_log, store_counted
from tests.factories.people import Cast

DAY = date(2026, 10, 1)
PERSON = "Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X)"


def line(path="/sodan/", status=200, method="GET", agent=PERSON, at="01/Oct/2026:23:30:00 +0900", ip="203.0.113.9"):
    return f'{ip} - - [{at}] "{method} {path} HTTP/1.1" {status} 5120 "https://example.jp/\\"x" "{agent}"'


@pytest.mark.parametrize(("given", "found"), [
    (line(), {(DAY, "/sodan/"): 1}), (line("/sodan/?q=%E7%9B%B8"), {(DAY, "/sodan/"): 1}), (line("/"), {(DAY, "/"): 1}),
    (line(status=304), {(DAY, "/sodan/"): 1}), (line(status=404), {}), (line(status=301), {}), (line(method="POST"), {}), (line(method="HEAD"), {}),
    (line("/portal/"), {}), (line("/editorial/"), {}), (line("/static/cms/site.css"), {}), (line("/robots.txt"), {}), (line("/" + "a" * 300 + "/"), {}),
    (line(agent="Googlebot/2.1"), {}), (line(agent="curl/8.5"), {}), (line("//evil\x00/"), {}), (line(at="32/Oct/2026:00:00:00 +0900"), {}),
    ("", {}), ("\x16\x03\x01", {}), ('1.2.3.4 - - [x] "" 400 0 "-" "-"', {}), (line("/%E3%81%82/"), {(DAY, "/あ/"): 1}),
    ('::1 - - [01/Oct/2026:00:00:01 +0900] "GET /sodan/ HTTP/2.0" 200 12', {(DAY, "/sodan/"): 1}),
])  # fmt: skip
def test_lines_of_a_log(given, found):
    assert dict(visits([given])) == found


def test_no_line_takes_long():
    import time

    begun = time.process_time()
    visits(["1 1 [" + "[" * 50_000, '1 - - [x] "GET / HTTP/1.1" 200 1 "' + "\\" * 50_000])
    assert time.process_time() - begun < 5


@pytest.mark.django_db
def test_a_log_taken_in_twice_counts_once():
    log = [line(), line(), line("/"), line(at="02/Oct/2026:08:00:00 +0900")]
    for _ in range(2):
        assert count_log(log) == 4
    assert daily() == [(DAY, "/", 1), (DAY, "/sodan/", 2), (date(2026, 10, 2), "/sodan/", 1)]
    count_log(log[:1])  # the log was cut since: what was known stays
    count_log([*log, line()])  # it grew since
    assert dict(top_pages(DAY)) == {"/sodan/": 4, "/": 1}
    assert months() == [(DAY, 5)]


@pytest.mark.django_db
def test_the_command_reads_files(tmp_path, capsys):
    import gzip

    (tmp_path / "access.log").write_text(line() + "\n")
    with gzip.open(tmp_path / "access.log.1.gz", "wt") as file:
        file.write(line("/") + "\n")
    call_command("count_visits", str(tmp_path / "access.log"), str(tmp_path / "access.log.1.gz"))
    assert "2 reads" in capsys.readouterr().out
    with pytest.raises(CommandError):
        call_command("count_visits", str(tmp_path / "none.log"))


@pytest.mark.django_db
def test_nothing_about_readers_is_kept():
    count_log([line(ip="198.51.100.77")])
    assert "198.51.100.77" not in str(list(VisitCount.objects.values()))
    assert {field.name for field in VisitCount._meta.fields} == {"id", "source", "day", "path", "count"}


@pytest.mark.django_db
def test_this_process_counts_and_stores():
    taken()
    for path in ("/sodan/", "/sodan/", "/portal/", "/static/x.css"):
        counted(path)
    counted("/sodan/", "SomeBot/1.0")
    store_counted()
    counted("/sodan/")
    store_counted()
    store_counted()
    assert list(VisitCount.objects.values_list("source", "path", "count")) == [(INSIDE, "/sodan/", 3)]


def test_what_is_asked_for_by_chance_does_not_fill_the_memory(monkeypatch):
    monkeypatch.setattr("cms.statistics.counting.MOST", 3)
    taken()
    for number in range(9):
        counted(f"/{number}/")
    assert len(taken()) == 3


@pytest.mark.parametrize(
    ("target", "page"),
    [
        ("/a/#b", "/a/"),
        ("a/", None),
        ("/a", None),
        ("/_util/x/", None),
        ("/oshirase/rss/", None),
        ("/en/news/rss/?x=1", None),
        ("/oshirase/", "/oshirase/"),
        ("/rss/", None),
    ],
)
def test_what_is_a_page(target, page):
    assert page_of(target) == page


def test_the_report_and_its_table(cast: Cast, site):
    count_log([line(), line("/=1+1/")])
    desk = cast.client_of(cast.editor)
    assert "読まれた回数" in desk.get(reverse("desk:report", args=["visits"])).content.decode()
    table = desk.get(reverse("desk:visits_csv")).content.decode("utf-8-sig")
    assert table.splitlines()[1:] == ["2026-10-01,/=1+1/,1", "2026-10-01,/sodan/,1"]
