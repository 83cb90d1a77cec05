"""The template tags say what the pages need: names, states and errors that a screen reader can find."""

from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from django import forms
from django.template import Context, Template, TemplateSyntaxError
from django.utils.translation import override

from portal.templatetags.icons import ICONS

TOKYO = ZoneInfo("Asia/Tokyo")
UTC = ZoneInfo("UTC")


@pytest.fixture(autouse=True)
def in_english() -> Any:
    """The msgids themselves: these tests ask about structure, not about the catalogue."""
    with override("en"):
        yield


def render(source: str, **context: Any) -> str:
    return Template("{% load kasane %}" + source).render(Context(context))


class InviteForm(forms.Form):
    mail = forms.EmailField(label="メールアドレス", help_text="所属の宛先")
    note = forms.CharField(label="伝えたいこと", required=False, widget=forms.Textarea)
    secret = forms.CharField(label="パスワード", widget=forms.PasswordInput)
    org = forms.ChoiceField(label="所属", choices=[("1", "みどり台クリニック")])
    role = forms.ChoiceField(label="役割", choices=[("m", "構成員"), ("c", "会長")], widget=forms.RadioSelect)
    read = forms.BooleanField(label="読みました")
    code = forms.CharField(label="確認コード（6けた）")
    token = forms.CharField(widget=forms.HiddenInput)
    days = forms.MultipleChoiceField(
        label="候補日", choices=[("1", "12月11日")], required=False, widget=forms.CheckboxSelectMultiple
    )


# --- icons, marks, chips ---------------------------------------------------------------------------


@pytest.mark.parametrize("name", sorted(ICONS))
def test_every_icon_is_one_hidden_drawing(name: str) -> None:
    drawn = render("{% icon name %}", name=name)
    assert drawn.startswith("<svg")
    assert drawn.count('aria-hidden="true"') == 1
    assert "style=" not in drawn


def test_an_unknown_icon_is_a_mistake_in_the_template() -> None:
    with pytest.raises(TemplateSyntaxError):
        render('{% icon "unicorn" %}')


def test_a_chip_says_its_word_and_escapes_it() -> None:
    drawn = render('{% chip "need" word icon="clock" %}', word="<まだ>")
    assert 'class="chip chip--need"' in drawn
    assert "&lt;まだ&gt;" in drawn
    assert "icon--clock" in drawn
    assert render('{% chip "done" "出席" %}') == '<span class="chip chip--done">出席</span>'
    with pytest.raises(TemplateSyntaxError):
        render('{% chip "purple" "まだ" %}')


@pytest.mark.parametrize(
    ("kind", "petal", "word"),
    [
        ("support", "kind--shien", "Support meeting"),
        ("支援会議", "kind--shien", "Support meeting"),
        ("plan_review", "kind--juso", "Multi-layer support meeting"),
        ("重層的支援会議", "kind--juso", "Multi-layer support meeting"),
    ],
)
def test_a_kind_is_told_by_its_petal_and_its_word(kind: str, petal: str, word: str) -> None:
    drawn = render("{% kind_mark kind %}", kind=kind)
    assert f'class="kind {petal}"' in drawn
    assert drawn.endswith(f"{word}</span>")


# --- dates ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("source", "words"),
    [
        ("{{ when|wareki }}", "令和8年11月30日（月）"),
        ("{{ when|wareki_year }}", "令和8年"),
        ("{{ when|day }}", "11月30日（月）"),
        ("{{ when|clock }}", "14:00"),
        ("{{ nothing|wareki }}{{ nothing|wareki_year }}{{ nothing|day }}{{ nothing|clock }}", ""),
        ("{% span when until plain=True %}", "令和8年11月30日（月）14:00–15:30"),
    ],
)
def test_dates_are_written_as_an_office_writes_them(source: str, words: str) -> None:
    when = datetime(2026, 11, 30, 5, 0, tzinfo=UTC)  # 14:00 in Tokyo
    assert render(source, when=when, until=datetime(2026, 11, 30, 6, 30, tzinfo=UTC), nothing=None) == words


def test_a_plain_day_is_a_day() -> None:
    assert render("{{ d|wareki }}", d=date(2019, 5, 1)) == "令和元年5月1日（水）"


def test_a_span_carries_the_machine_form_and_keeps_day_and_hours_whole() -> None:
    start = datetime(2026, 11, 30, 14, 0, tzinfo=TOKYO)
    drawn = render("{% span start end %}", start=start, end=start.replace(hour=15, minute=30))
    assert drawn == (
        '<time datetime="2026-11-30T14:00+09:00"><span class="nowrap">令和8年11月30日（月）</span>'
        '<span class="nowrap">14:00–15:30</span></time>'
    )


def test_a_table_is_read_by_a_key_of_the_page() -> None:
    assert render("{{ table|of:key }}{{ table|of:7 }}", table={"a": "5人"}, key="a") == "5人None"


# --- fields ----------------------------------------------------------------------------------------------


def test_a_field_has_its_label_above_and_its_hint_described() -> None:
    drawn = render("{% field form.mail %}", form=InviteForm())
    assert '<label class="field__label" for="id_mail">メールアドレス</label>' in drawn
    assert '<div class="field__hint" id="id_mail_helptext">所属の宛先</div>' in drawn
    assert 'aria-describedby="id_mail_helptext"' in drawn
    assert "aria-invalid" not in drawn
    assert "placeholder" not in drawn


def test_a_field_that_must_be_mended_says_so_in_a_sentence_tied_to_its_control() -> None:
    drawn = render("{% field form.mail %}", form=InviteForm({"mail": "eguchi.example"}))
    assert 'class="field field--error"' in drawn
    assert 'id="id_mail_error"' in drawn
    assert 'aria-describedby="id_mail_helptext id_mail_error"' in drawn
    assert 'aria-invalid="true"' in drawn
    assert 'value="eguchi.example"' in drawn  # what was typed stays


@pytest.mark.parametrize(
    ("name", "control"),
    [
        ("note", '<textarea name="note"'),
        ("secret", '<input type="password" name="secret"'),
        ("org", '<select name="org"'),
    ],
)
def test_every_control_is_named_by_a_label(name: str, control: str) -> None:
    form = InviteForm()
    drawn = render("{% field bound %}", bound=form[name])
    assert control in drawn
    assert f'for="id_{name}"' in drawn
    assert 'class="field__control"' in drawn


def test_only_what_may_be_left_out_is_marked() -> None:
    assert "field__optional" in render("{% field form.note %}", form=InviteForm())
    assert "field__optional" not in render("{% field form.mail %}", form=InviteForm())


def test_a_group_is_a_fieldset_whose_boxes_are_whole_tiles() -> None:
    drawn = render("{% field form.role %}", form=InviteForm({}))
    assert "<fieldset" in drawn
    assert '<legend class="field__label">役割</legend>' in drawn
    assert drawn.count('<label class="tile">') == 2
    assert drawn.count('type="radio"') == 2
    assert 'aria-describedby="id_role_error"' in drawn


def test_one_box_is_a_tile_with_its_words_beside_it() -> None:
    drawn = render("{% field form.read %}", form=InviteForm({}))
    assert '<label class="tile"><input type="checkbox"' in drawn
    assert "field__control" not in drawn  # the box is small; its tile is the target
    assert '<span class="tile__words">読みました</span>' in drawn
    assert 'aria-describedby="id_read_error"' in drawn


def test_the_code_is_one_big_field_that_can_be_filled_in_by_the_phone() -> None:
    drawn = render("{% field form.code big=True %}", form=InviteForm())
    assert drawn.count("<input") == 1
    assert "field__control--code" in drawn
    assert 'inputmode="numeric"' in drawn
    assert 'autocomplete="one-time-code"' in drawn


def test_what_the_form_says_about_its_control_wins() -> None:
    form = InviteForm()
    form.fields["code"].widget.attrs.update({"inputmode": "text", "class": "own"})
    drawn = render("{% field form.code big=True %}", form=form)
    assert 'inputmode="text"' in drawn
    assert 'inputmode="numeric"' not in drawn
    assert 'class="field__control field__control--code own"' in drawn


def test_a_page_may_say_label_and_hint_in_its_own_words() -> None:
    drawn = render('{% field form.secret label="あたらしいパスワード" hint="12文字より長く" %}', form=InviteForm())
    assert ">あたらしいパスワード</label>" in drawn
    assert 'aria-describedby="id_secret_helptext"' in drawn


def test_a_hidden_field_is_only_its_input() -> None:
    assert render("{% field form.token %}", form=InviteForm()).strip() == (
        '<input type="hidden" name="token" id="id_token">'
    )


# --- error summary ---------------------------------------------------------------------------------------


def test_the_summary_counts_and_leads_to_each_field() -> None:
    form = InviteForm({"mail": "a@example.jp", "secret": "x", "org": "1", "code": "1", "token": "t"})
    form.add_error(None, "もう一度ためしてください。")
    drawn = render("{% error_summary form %}", form=form)
    assert "3 things need mending" in drawn
    assert 'href="#id_role_0"' in drawn
    assert 'href="#id_read"' in drawn
    assert "<li>もう一度ためしてください。</li>" in drawn
    assert 'role="alert"' in drawn


def test_the_summary_of_several_forms_is_one() -> None:
    first, second = InviteForm({}, prefix="a"), InviteForm({}, prefix="b")
    drawn = render("{% error_summary first second %}", first=first, second=second)
    assert drawn.count('role="alert"') == 1
    assert 'href="#id_a-mail"' in drawn
    assert 'href="#id_b-mail"' in drawn


class NamesForm(forms.Form):
    family = forms.CharField(label="姓", error_messages={"required": "書いてください。"})
    given = forms.CharField(label="名", error_messages={"required": "書いてください。"})


def test_a_sentence_said_twice_says_whose_it_is() -> None:
    drawn = render("{% error_summary form %}", form=NamesForm({}))
    assert ">姓　書いてください。</a>" in drawn
    assert ">名　書いてください。</a>" in drawn
    assert ">書いてください。</a>" in render("{% error_summary form %}", form=NamesForm({"family": "江口"}))


def test_what_is_said_of_any_empty_field_says_which_one() -> None:
    class AddressForm(forms.Form):
        address = forms.CharField(label="新しいメールアドレス")

    assert ">新しいメールアドレス　This field is required.</a>" in render(
        "{% error_summary form %}", form=AddressForm({})
    )


def test_a_label_that_tells_nothing_apart_is_left_out() -> None:
    first, second = NamesForm({"given": "美帆"}, prefix="a"), NamesForm({"given": "美帆"}, prefix="b")
    assert "姓" not in render("{% error_summary first second %}", first=first, second=second)


@pytest.mark.parametrize("form", [InviteForm(), forms.Form({})])
def test_nothing_to_mend_says_nothing(form: forms.Form) -> None:
    assert render("{% error_summary form %}", form=form).strip() == ""


@pytest.mark.parametrize(("name", "says"), [("note", True), ("mail", False), ("days", False), ("read", False)])
def test_only_what_is_written_or_chosen_is_called_optional(name: str, says: bool) -> None:
    assert ("Optional" in render("{% field bound %}", bound=InviteForm()[name])) is says
