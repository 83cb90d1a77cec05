"""Notes at the words of the field."""

import re

import pytest

from cms.records.models import GlossaryTerm
from cms.words.terms import Term, with_notes
from tests.cms.reading import Page

TERMS = [
    Term(1, "支援会議", "しえんかいぎ", "秘密を守って <話す> 会議です。"),
    Term(2, "重層的支援会議", "じゅうそうてきしえんかいぎ", "プランを話す会議です。"),
]


def noted(body):
    return with_notes(f"<body><p>支援会議</p><main>{body}</main><p>支援会議</p></body>", TERMS, "/yogo/", "用語集へ")


def buttons(html):
    return re.findall(r'popovertarget="note-(\d)">([^<]+)</button>', html)


def test_the_first_place_has_a_note_and_no_other():
    html = noted("<p>はじめに、支援会議と支援会議と重層的支援会議があります。</p>")
    assert buttons(html) == [("1", "支援会議"), ("2", "重層的支援会議")]
    assert html.count('id="note-1" popover') == 1
    assert 'href="/yogo/#term-1"' in html
    assert "&lt;話す&gt;" in html


@pytest.mark.parametrize(
    "body",
    [
        "<h2>支援会議</h2>",
        "<p><a href='/'>支援会議とは</a></p>",
        "<table><tr><th>支援会議</th></tr></table>",
        "<p>庁内支援会議室</p>",
        "<p>3支援会議</p>",
        "<p>支援会議《しえんかいぎ》</p>",
        "<details><summary>支援会議</summary></details>",
        "<div>支援会議</div>",
        "<p><svg><text>支援会議</text></svg></p>",
        "<form><p>支援会議</p></form>",
    ],
)
def test_where_no_note_may_stand(body):
    assert buttons(noted(body)) == []
    assert body in noted(body)


def test_a_page_of_the_site_explains_its_words(client, site):
    page = client.get("/shikumi/toha/").content.decode()
    shown = set(re.findall(r'popovertarget="(note-\d+)"', page))
    assert shown
    assert shown <= set(Page(page).ids)
    assert len(Page(page).ids) == len(set(Page(page).ids))
    targets = {target for target in Page(page).targets if target.startswith("/yogo/#term-")}
    numbers = {str(number) for number in GlossaryTerm.objects.values_list("pk", flat=True)}
    assert {target.rpartition("-")[2] for target in targets} <= numbers
    assert "popover" not in client.get("/yogo/").content.decode()


def test_a_sign_that_is_written_as_a_word_is_no_word():
    assert with_notes("<main><p>A &lt; B</p></main>", [Term(3, "lt", "エルティー", "－")], "/yogo/", "用語集へ") == (
        "<main><p>A &lt; B</p></main>"
    )
