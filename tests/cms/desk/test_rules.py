"""What the rules find, and what they let pass."""

import pytest

from cms.desk.checks.judging import judge
from tests.cms.desk.words import block, codes, html, musts, page, said


@pytest.mark.parametrize(("facts", "texts", "found"), [
    ({"image": True, "decorative": False}, {"alt": ""}, {"alt"}),
    ({"image": True, "decorative": False}, {"alt": " "}, {"alt"}),
    ({"image": True, "decorative": True}, {"alt": ""}, set()),
    ({"image": True}, {"alt": "丸いテーブルに十の席"}, set()),
    ({}, {"alternative": "", "caption": "席"}, {"alt"}),
    ({}, {"alternative": "席が十ある", "caption": "席"}, set()),
])  # fmt: skip
def test_a_picture_says_what_it_shows_or_that_it_shows_nothing(facts, texts, found):
    assert musts(block("figure", "図1", facts, **texts)) == found


def test_the_sentence_names_the_block_and_the_remedy(settings):
    from django.utils import translation

    with translation.override("ja"):
        finding = judge(page(block("figure", "図1", alternative=""))).must[0]
        assert finding.sentence.startswith("図1の代替テキストが空です。図が伝えることを80字までで書いてください。")
    assert finding.place.anchor == "block-図1"


@pytest.mark.parametrize(("text", "found"), [
    ("<h2>一</h2><h3>二</h3><h2>三</h2>", set()),
    ("<h3>二</h3>", {"heading_jump"}),
    ("<h2>一</h2><h4>三</h4>", {"heading_jump"}),
    ("<h2> </h2>", {"heading_empty"}),
    ("<h2><b></b></h2>", {"heading_empty"}),
    ("<h2>●お知らせ</h2>", {"heading_sign"}),
])  # fmt: skip
def test_no_level_of_headings_is_skipped(text, found):
    assert html(text) == found


def test_a_section_gives_the_second_level_and_running_text_the_third():
    section = block("section", heading="なぜ", anchor="naze")
    assert codes(section, block(text="<h3>はじまり</h3>", rich=("text",))) == set()
    assert codes(section, block(text="<h4>はじまり</h4>", rich=("text",))) == {"heading_jump"}
    assert codes(block("section", heading="", anchor="naze")) == {"heading_empty"}


@pytest.mark.parametrize("words", [
    "こちら", "ここ", "詳しくはこちら", "詳細はこちら", "こちらをご覧ください", "ここをクリック", "こちらから。", "click here", "Here", "more",
])  # fmt: skip
def test_a_link_says_where_it_leads(words):
    assert html(f'<p>決まりは<a href="https://example.jp/">{words}</a></p>') == {"link_words"}
    assert musts(block("related", facts={"page": True}, words=words)) == {"link_words"}


@pytest.mark.parametrize("words", ["相談の流れをくわしく見る", "ここから始まる支援の話", "こちらの窓口一覧"])
def test_a_link_that_says_more_passes(words):
    assert html(f'<p><a linktype="page" id="3">{words}</a></p>') == set()


@pytest.mark.parametrize(("words", "found"), [
    ("", "link_empty"), (" ", "link_empty"), ("https://example.jp/a", "link_address"), ("www.example.jp", "link_address"),
])  # fmt: skip
def test_a_link_has_words(words, found):
    assert html(f'<p>くらし <a href="https://example.jp/a">{words}</a></p>') == {found}


def test_a_short_name_stands_once():
    twice = [block("section", f"節{n}", heading="なぜ", anchor="naze") for n in (1, 2)]
    assert musts(*twice) == {"anchor_twice"}


@pytest.mark.parametrize(("summary", "found"), [
    ("あ。" * 49, {"pdf_short"}), ("あ。" * 50, set()), ("", {"pdf_summary"}), ("<p>" + "い。" * 50 + "</p>", set()), (" 　" * 200, {"pdf_summary"}),
])  # fmt: skip
def test_a_pdf_has_a_summary(summary, found):
    pdf = {"document": True, "is_pdf": True}
    assert musts(block("pdf", "PDF1", pdf, rich=("summary",), title="計画", summary=summary)) == found


def test_a_list_of_versions_needs_no_summary_and_running_text_no_files():
    assert codes(block("versions", facts={"file": True, "is_pdf": True}, name="第2版")) == set()
    link = '<p><a linktype="document" id="1">要綱</a></p>'
    assert html(link, facts={"pdf_linked": True}) == {"pdf_in_text"}
    assert html(link + "<p>" + "あ。" * 50 + "</p>", facts={"pdf_linked": True}) == set()
    assert html(link) == set()


@pytest.mark.parametrize(("text", "found"), [
    ("①電話する", {"machine_letters"}), ("㈱かさね", {"machine_letters"}), ("㍿", {"machine_letters"}), ("ｶｻﾈ市", {"machine_letters"}), ("第Ⅱ期", {"machine_letters"}),
    ("電話は３番", {"wide_letters"}), ("ＰＤＦ", {"wide_letters"}), ("電話は3番、PDF", set()),
    ("日　時", {"spaces_in_words"}), ("対 象 者", {"spaces_in_words"}), ("日時　場所", set()), ("相談 窓口", set()), ("火曜 朝", set()),
    ("令和8年10月1日", {"one_calendar"}), ("2026年10月1日", {"one_calendar"}), ("令和8年（2026年）10月1日", set()), ("令和8年度の計画", set()),
    ("令和元年5月1日", {"one_calendar"}), ("電話は0000-00-1234です", {"phone_typed"}), ("03（1234）5678", {"phone_typed"}), ("110番", set()), ("〒000-0000", set()),
    ("社会福祉法第106条の4", {"article_typed"}), ("第二十条", {"article_typed"}), ("第3期の計画", set()),
    ("1年以下の懲役", {"old_penalty"}), ("1年以下の拘禁刑", set()),
    ("3人が話しました", {"small_number"}), ("13人が話しました", set()), ("10人未満", set()), ("一人ひとり", set()), ("令和8年度は412件", set()), ("第3回", set()),
    ("お気軽にどうぞ", {"filler"}), ("誰一人取り残さない", {"filler"}),
    ("高齢者等を支えます", {"and_so_on"}), ("平等に聞きます", set()), ("中等教育", set()), ("等級", set()), ("等しく", set()),
    ("犬など猫など。", {"such_as_twice"}), ("犬など。猫など。", set()),
    ("あ" * 50 + "。", set()), ("あ" * 51 + "。", {"sentence_long"}), ("あ" * 40 + "。" + "い" * 40, set()),
])  # fmt: skip
def test_how_it_is_written(text, found):
    assert said(text) == found
    assert html(f"<p>{text}</p>") == found


def test_a_number_as_a_link_is_a_number_to_call():
    assert html('<p><a href="tel:0000001234">0000-00-1234</a></p>') == set()
    assert codes(block("office", office_phone="0000-00-1234")) == set()


def test_people_of_a_made_up_example_may_be_counted():
    assert codes(block("example", who="母と子の2人")) == set()


@pytest.mark.parametrize(("text", "found"), [
    ("相談《そうだん》できます", set()), ("相談できます", {"ruby_missing"}), ("市役所《しやくしょ》に 行《い》く", set()), ("市役所《しやくしょ》に 行く", {"ruby_missing"}),
    ("あ" * 24, set()), ("あ" * 25, {"sentence_long_easy"}), ("あ " * 24, set()), ("日 時", {"ruby_missing"}),
])  # fmt: skip
def test_easy_japanese(text, found):
    assert said(text, "ja-simple") == found


@pytest.mark.parametrize(("text", "found"), [
    ("You can call us.", set()), ("Support Meeting (支援会議)", set()), ("Please come. 相談は無料です。", {"untranslated"}),
    ("Support (支援会議は、話し合う場です。)", {"untranslated"}), ("こちら", {"untranslated"}),
])  # fmt: skip
def test_no_japanese_is_left_on_an_english_page(text, found):
    assert musts(block(text=text), language="en") == found


def test_the_name_of_the_programme_may_be_shown_at_a_counter():
    assert musts(block("programme_name", text="重層的支援体制整備事業"), language="en") == set()


def test_a_translation_that_is_its_original_is_none():
    original = page(block(text="相談は無料です。予約も申請もなく、話すところから始められます。"))
    left = block(text="おかねは いりません。予約も申請もなく、話すところから始められます。")
    assert musts(left, language="ja-simple", original=original) == {"same_as_original"}
    assert musts(block(text="おかねは いりません。"), language="ja-simple", original=original) == set()


@pytest.mark.parametrize(("kind", "text", "found"), [
    ("title", "", {"title_empty"}), ("title", "あ" * 41, {"title_long"}), ("title", "あ" * 40, set()),
    ("lead", "", {"lead_missing"}), ("lead", "あ。" * 46, {"lead_long"}), ("needs_confirmation", "電話番号", {"to_confirm"}),
])  # fmt: skip
def test_what_every_page_has(kind, text, found):
    assert codes(block(kind, **{kind: text})) == found


def test_a_day_of_review_that_passed_is_said():
    assert codes(block("review_on", facts={"review_on": "2026-09-30"})) == {"review_passed"}
    assert codes(block("review_on", facts={"review_on": "2026-10-01"})) == set()
    assert codes(block("review_on", facts={"review_on": ""})) == set()


def test_what_is_found_once_at_a_place_is_said_once():
    verdict = judge(page(block(text="<h4>あ</h4><h6>い</h6>", rich=("text",))))
    assert len(verdict.must) == 1
    assert "headings" not in verdict.good
    assert "pictures" in verdict.good
