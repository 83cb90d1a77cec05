"""Sealed bytes open where they belong, unaltered, and nowhere else."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.crypto.box import CannotOpen, seal, unseal

pytestmark = pytest.mark.usefixtures("keys")
HERE = "minutes_version|agenda|1"


@given(plain=st.binary(max_size=300), context=st.text(st.characters(exclude_categories=("Cs",)), max_size=40))
def test_what_was_sealed_opens_again(plain, context):
    assert unseal(seal(plain, context), context) == plain


@given(plain=st.binary(max_size=60), data=st.data())
def test_any_altered_byte_keeps_it_shut(plain, data):
    sealed = bytearray(seal(plain, HERE))
    at = data.draw(st.integers(0, len(sealed) - 1))
    sealed[at] ^= data.draw(st.integers(1, 255))
    with pytest.raises(CannotOpen):
        unseal(bytes(sealed), HERE)


@given(plain=st.binary(max_size=60), data=st.data())
def test_bytes_cut_short_stay_shut(plain, data):
    sealed = seal(plain, HERE)
    with pytest.raises(CannotOpen):
        unseal(sealed[: data.draw(st.integers(0, len(sealed) - 1))], HERE)


@pytest.mark.parametrize(
    "elsewhere", ["minutes_version|agenda|2", "minutes_version|minutes|1", "minutes_update|agenda|1", ""]
)
def test_another_row_column_or_table_does_not_open_it(elsewhere):
    with pytest.raises(CannotOpen):
        unseal(seal(b"words", HERE), elsewhere)


def test_the_same_words_are_sealed_differently_each_time():
    assert seal(b"words", HERE) != seal(b"words", HERE)


def test_nothing_of_the_words_is_left_to_read():
    assert "通院が途切れている".encode() not in seal("通院が途切れている".encode() * 3, HERE)


def test_a_key_that_is_gone_opens_nothing(settings, tmp_path):
    from portal.crypto.keyfile import create_key_file

    sealed = seal(b"words", HERE)
    settings.KEY_FILE = tmp_path / "other.json"
    create_key_file(settings.KEY_FILE)
    with pytest.raises(CannotOpen):  # another key under the same name
        unseal(sealed, HERE)
    renamed = bytes([2]) + b"k9" + sealed[3:]
    with pytest.raises(CannotOpen, match="unknown key"):
        unseal(renamed, HERE)
