"""The browser fixture notices what it promises to notice."""

import pytest

LOUD = {
    "a message": "console.log('seen')",
    "a failing script": "setTimeout(() => { throw new Error('seen') }); new Promise(done => setTimeout(done, 50))",
    "another host": "fetch('http://kasane.invalid/').catch(() => null)",
}


def test_a_quiet_page_is_quiet(page_factory):
    visit = page_factory(width=390)
    visit.page.set_content("<p lang=ja>静か")
    visit.assert_quiet()
    facts = "[innerWidth, navigator.language, Intl.DateTimeFormat().resolvedOptions().timeZone]"
    assert visit.page.evaluate(facts) == [390, "ja-JP", "Asia/Tokyo"]


@pytest.mark.parametrize("script", LOUD.values(), ids=LOUD.keys())
def test_a_loud_page_is_heard(page_factory, script):
    visit = page_factory()
    visit.page.set_content("<p>")
    visit.page.evaluate(script)
    with pytest.raises(AssertionError):
        visit.assert_quiet()
