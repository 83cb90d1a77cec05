"""Names and addresses that end up in mail headers."""

import pytest
from django.core.exceptions import ValidationError

from portal.accounts.fields import LineField, MailField


@pytest.mark.parametrize("text", ["水野\r\nBcc: x@example.jp", "水\u2028野", "水\x00野", "水\t野"])
def test_a_line_is_one_line(text):
    with pytest.raises(ValidationError):
        LineField().clean(text)


@pytest.mark.parametrize("text", ["水野 あかり", "髙𠮷", "O'Neil-山本"])
def test_a_name_is_taken_as_it_is(text):
    assert LineField().clean(text) == text


@pytest.mark.parametrize("address", ["taro@日本.jp", "太郎@example.jp", "taro", "a b@example.jp"])
def test_an_address_that_a_mail_server_cannot_take_is_refused(address):
    with pytest.raises(ValidationError):
        MailField().clean(address)


def test_an_address_longer_than_any_mail_server_takes_is_refused():
    with pytest.raises(ValidationError):
        MailField().clean(f"{'a' * 64}@{'b' * 60}.{'c' * 60}.{'d' * 60}.example.jp")


@pytest.mark.parametrize("typed", ["taro＠example.jp", "ｔａｒｏ＠ｅｘａｍｐｌｅ．ｊｐ", "taro@example.jp　"])
def test_an_address_from_a_japanese_keyboard_is_read_as_it_was_meant(typed):
    assert MailField().clean(typed) == "taro@example.jp"


def test_an_ordinary_address_is_taken():
    assert MailField().clean("taro@example.jp") == "taro@example.jp"
