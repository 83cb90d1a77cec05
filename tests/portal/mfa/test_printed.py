"""Printed codes: ten, hashed, each good for one new app and nothing more."""

import pytest
from django.db import connection

from portal.accounts.tokens import LETTERS
from portal.mfa.access import printed_codes_left, printed_sheet
from portal.mfa.models import PrintedCode
from portal.mfa.printed import typed
from portal.mfa.services import print_codes, use_printed_code
from portal.mfa.step_up import WrongCode
from tests.factories.people import a_person
from tests.portal.mfa.floor import together

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("keys", "quick_hashes")]


@pytest.fixture
def person():
    return a_person("大西")


@pytest.fixture
def words(person):
    return print_codes(actor=person)


def use(person, text):
    use_printed_code(actor=person, sheet=printed_sheet(person), typed=text)


def test_there_are_ten_all_different_with_eighty_bits_each(words):
    assert [word.split("-")[0] for word in words] == [str(number) for number in range(1, 11)]
    letters = ["".join(word.split("-")[1:]) for word in words]
    assert len(set(letters)) == 10
    assert {len(each) for each in letters} == {16}
    assert set("".join(letters)) <= set(LETTERS)
    assert len(LETTERS) == 32
    assert not set(LETTERS) & set("01IO")


def test_the_database_holds_hashes_only(words):
    with connection.cursor() as cursor:
        cursor.execute("SELECT code_hash FROM portal_printedcode")
        stored = "".join(value for (value,) in cursor.fetchall())
    for word in words:
        assert word not in stored
        assert "".join(word.split("-")[1:]) not in stored


def test_they_are_hashed_with_argon2id(person, settings):
    settings.PASSWORD_HASHERS = [
        "django.contrib.auth.hashers.Argon2PasswordHasher",
        "portal.mfa.hashing.PrintedCodeHasher",
    ]
    words = print_codes(actor=person)
    assert PrintedCode.objects.get(index=1).code_hash.startswith("argon2code$argon2id$v=19$m=19456,t=2,p=1$")
    use(person, words[0])
    with pytest.raises(WrongCode):
        use(person, words[0])


def test_each_works_once(person, words, clock):
    use(person, words[2])
    assert printed_codes_left(person) == 9
    with pytest.raises(WrongCode):
        use(person, words[2])
    clock.wait(60)
    use(person, words[3])
    assert printed_codes_left(person) == 8


def test_a_used_one_is_kept(person, words):
    use(person, words[0])
    assert PrintedCode.objects.count() == 10
    assert PrintedCode.objects.get(index=1).used_at


def test_small_letters_full_width_and_gaps_are_forgiven(person, words, clock):
    use(person, words[0].lower())
    use(person, words[1].translate({code: code + 0xFEE0 for code in range(0x21, 0x7F)}))
    use(person, words[2].replace("-", " - "))
    use(person, words[3].replace("-", "ー"))


@pytest.mark.parametrize("wrong", ["", "3", "3-", "-ABCD", "99-ABCD-EFGH-JKLM-NPQR", "²-ABCD", "あ"])
def test_anything_else_is_refused(person, words, wrong):
    with pytest.raises(WrongCode):
        use(person, wrong)
    assert printed_codes_left(person) == 10


def test_the_number_in_front_belongs_to_the_word(person, words):
    with pytest.raises(WrongCode):
        use(person, "2" + words[0][1:])


def test_the_sheet_of_somebody_else_opens_nothing(person, words):
    other = a_person("外川")
    print_codes(actor=other)
    with pytest.raises(WrongCode):
        use(other, words[0])
    with pytest.raises(WrongCode):
        use_printed_code(actor=other, sheet=printed_sheet(person), typed=words[0])


def test_a_new_sheet_ends_the_old_one(person, words, clock):
    new = print_codes(actor=person)
    with pytest.raises(WrongCode):
        use(person, words[0])
    clock.wait(60)
    use(person, new[0])
    assert printed_codes_left(person) == 9


def test_guessing_is_slowed_down(person, words, clock):
    with pytest.raises(WrongCode):
        use(person, "1-AAAA-AAAA-AAAA-AAAA")
    with pytest.raises(WrongCode):
        use(person, words[0])
    clock.wait(1)
    use(person, words[0])


@pytest.mark.storage
@pytest.mark.django_db(transaction=True)
def test_eight_at_once_with_one_code_one_gets_in(person, words):
    answers = together(8, lambda _: use(person, words[4]))
    assert sorted(str(type(answer).__name__) for answer in answers) == ["NoneType"] + ["WrongCode"] * 7


def test_the_comparison_form():
    assert typed(" ３‐abcd‑ｅｆｇｈ ") == "3-ABCD-EFGH"
