"""`make check-site` can fail: each of its rules finds its fault in a page that has it, and none in a good one."""

import httpx
import pytest

from tools.site.crawl import Answer, locations
from tools.site.rules import faults

POLICY = "default-src 'none'; style-src 'self'"
GOOD = """<!DOCTYPE html><html lang="ja"><head><title>相談の流れ</title><meta name="description" content="流れ">
<link rel="stylesheet" href="/static/site.css"></head><body><a href="#main">本文へ移動</a>
<nav class="crumbs"><ol><li><a href="/">トップ</a></li><li>相談の流れ</li></ol></nav><main id="main"><h1>相談の流れ</h1>
<p class="facts"><time datetime="2026-10-01">10月1日</time> ページID：12</p><h2>話す</h2><p><img src="/a.png" alt="窓口"></p>
<section class="contact">0000-00-0100</section></main></body></html>"""


def site(html=GOOD, status=200, headers=None, path="/sodan/nagare/", more=()):
    told = httpx.Headers({"content-type": "text/html", "content-security-policy": POLICY} | (headers or {}))
    pages = [("/", GOOD.replace("<title>相談の流れ", "<title>トップ"), 200, told), (path, html, status, told), *more]
    return {
        f"http://site{where}": Answer(f"http://site{where}", code, how, words.encode(), "/")
        for where, words, code, how in pages
    }


def test_a_good_page_has_no_fault():
    assert list(faults(site())) == []


@pytest.mark.parametrize(
    ("old", "new", "fault"),
    [
        ('lang="ja"', "", "the language is missing"),
        ('lang="ja"', 'lang="ja-easy"', "the language is missing"),
        ("<title>相談の流れ</title>", "", "the title is missing"),
        ("<title>相談の流れ", "<title>トップ", "2 pages are called"),
        ('<a href="#main">本文へ移動</a>', "", "the first link does not lead to the text"),
        ("<h2>話す</h2>", "<h1>話す</h1>", "2 first headings"),
        ("<h2>話す</h2>", "<h3>話す</h3>", "after h1 comes h3"),
        ('<meta name="description" content="流れ">', "", "no description"),
        ("<li>相談の流れ</li>", '<li><a href="/x">相談の流れ</a></li>', "its last step is a link"),
        ('2026-10-01">10月1日</time> ページID：12', 'x"></time>', "the page number is missing"),
        ('<time datetime="2026-10-01">10月1日</time>', "", "the date of the last change is missing"),
        ('class="contact"', "", "nobody answers for it"),
        (' alt="窓口"', "", "has no alternative text"),
        ("話す</h2>", "話す</h2><svg></svg>", "neither named nor hidden"),
        ("話す</h2>", '話す</h2><a href="/x#y"></a>', "has no words"),
        ("話す</h2>", '話す</h2><a href="/x" target="_blank">外</a>', "opens a new window"),
        ("話す</h2>", '話す</h2><a href="#nowhere">下</a>', "which has no such place"),
        ("話す</h2>", '話す</h2><p id="a"></p><p id="a"></p>', "stands 2 times"),
        ("話す</h2>", "話す</h2><script>1</script>", "a script stands in the page"),
        ("話す</h2>", '話す</h2><p style="color:red"></p>', "a style stands in the page"),
        ("話す</h2>", '話す</h2><p onclick="1"></p>', "an element carries a script"),
        ("話す</h2>", '話す</h2><a href="/portal/">入る</a>', "leads into the member area"),
        ("話す</h2>", '話す</h2><a href="/a.pdf">計画</a>', "neither kind nor size"),
        ('src="/a.png"', 'src="https://elsewhere.example/a.png"', "loads https://elsewhere.example/a.png"),
    ],
)
def test_each_fault_is_found(old, new, fault):
    html = GOOD.replace(old, new)
    assert html != GOOD
    assert [found for found in faults(site(html)) if fault in found]


@pytest.mark.parametrize(
    ("headers", "fault"),
    [
        ({"set-cookie": "a=b"}, "sets a cookie"),
        ({"vary": "Accept-Encoding, Cookie"}, "differs by reader"),
        ({"vary": "accept-language"}, "differs by reader"),
        ({"content-security-policy": ""}, "content policy: none"),
        ({"content-security-policy": "style-src 'unsafe-inline'"}, "content policy"),
        ({"content-security-policy": "script-src 'nonce-a'"}, "names a nonce"),
    ],
)
def test_each_header_is_judged(headers, fault):
    assert [found for found in faults(site(headers=headers)) if fault in found]


def test_a_link_that_leads_nowhere_is_told_with_the_page_it_stands_on():
    assert "/: leads to /gone/, which answers 404" in list(faults(site(status=404, path="/gone/")))


def test_a_translation_that_does_not_lead_back_is_found():
    link = '<link rel="alternate" hreflang="en" href="http://site/en/">'
    assert [each for each in faults(site(GOOD.replace("</head>", f"{link}</head>"))) if "does not lead back" in each]


def test_a_size_that_is_not_that_of_the_file_is_found():
    html = GOOD.replace("話す</h2>", '話す</h2><ul><li><a href="/a.pdf">計画</a> PDF：9KB</li></ul>')
    pdf = httpx.Headers({"content-type": "application/pdf"})
    assert [each for each in faults(site(html, more=[("/a.pdf", "x" * 20_000, 200, pdf)])) if "says PDF：9KB" in each]
    assert not [each for each in faults(site(html, more=[("/a.pdf", "x" * 9_000, 200, pdf)])) if "says PDF" in each]


def test_the_sitemap_is_read():
    assert locations("<url><loc>\nhttp://site/a/ </loc></url><url><loc>http://site/b/</loc></url>") == [
        "http://site/a/",
        "http://site/b/",
    ]
