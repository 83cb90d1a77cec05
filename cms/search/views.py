"""The search page, in each language of the site."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import translation
from django.utils.http import urlencode
from django.views.decorators.http import require_safe
from wagtail.models import Site

from cms.search.access import home_of, lexicon
from cms.search.finding import KINDS, Finding, find
from cms.search.hits import Hit, hits_of
from cms.search.marks import words_to_mark
from cms.search.sentences import count_sentence, kinds
from cms.search.services import count_search
from cms.words.ruby import with_ruby

LONGEST, A_PAGE = 100, 10


@require_safe
def search(request: HttpRequest) -> HttpResponse:
    """What is found for ``q``; nothing is kept of who asks."""
    site = Site.find_for_request(request)
    home = home_of(site, translation.get_language() or "ja") if site else None
    if home is None:
        raise Http404
    query = " ".join(_printed(request.GET.get("q", "")).split())[:LONGEST]
    kind = request.GET.get("kind", "all")
    kind = kind if kind in KINDS else "all"
    finding = find(query, home, kind)
    number, last = _page(request.GET.get("page", ""), len(finding.things))
    if query and number == 1 and kind == "all":
        count_search(query, language=home.locale.language_code, found=finding.count)
    context = home.specific.get_context(request)
    context |= {
        "query": query,
        "ask": urlencode({"q": query}),
        "typed": query.split(),
        "kind": kind,
        "kinds": kinds(),
        "count": finding.count,
        "sentence": count_sentence(query, finding.count),
        "canonical": "",
        "number": number,
        "last": last,
        **_shown(query, finding, number, request),
    }
    answer = render(request, "cms/search.html", context)
    answer.content = with_ruby(answer.content.decode())
    answer.headers["Cache-Control"] = "no-store"  # on a shared computer nobody reads what was asked before
    return answer


def _printed(text: str) -> str:
    """The text without signs that cannot be printed: spreadsheets and databases refuse some of them."""
    return "".join(sign if sign.isprintable() and ord(sign) & 0xFFFE != 0xFFFE else " " for sign in text)


def _shown(query: str, finding: Finding, number: int, request: HttpRequest) -> dict[str, list[Hit]]:
    """The results of one page of them."""
    words = words_to_mark(query, lexicon())
    things = finding.things[(number - 1) * A_PAGE : number * A_PAGE]
    return {
        "picked": hits_of(finding.picked, words, request, picked=True) if number == 1 else [],
        "hits": hits_of(things, words, request),
        "others": hits_of(finding.others, words, request) if number == 1 else [],
    }


def _page(asked: str, count: int) -> tuple[int, int]:
    """Which page of how many; what is no page is the first or the last."""
    last = max(1, -(-count // A_PAGE))
    number = int(asked) if asked.isascii() and asked.isdecimal() and len(asked) < 6 else 1
    return max(1, min(number, last)), last
