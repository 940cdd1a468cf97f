"""Identity numbers and disability certificates: read, never corrected, never guessed."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fupin_desktop.domain.id_number import (
    birth_day,
    check_character,
    disability,
    doubt_about,
    has_good_check,
    identity,
    is_placeholder,
    masked,
    normalised,
    sex,
)

BODY = "14119919700101001"
NUMBER = BODY + check_character(BODY)
bodies = st.from_regex(r"[1-6][0-9]{5}(19|20)[0-9]{2}[0-9]{7}", fullmatch=True).filter(lambda b: len(set(b)) > 1)


def test_a_number_typed_full_width_with_blanks_and_small_x_is_the_same_number() -> None:
    assert normalised(" １４１１９９ 19700101001ｘ ") == "14119919700101001X"


@given(bodies)
def test_every_body_has_one_check_character(body: str) -> None:
    good = [last for last in "0123456789X" if has_good_check(body + last)]
    assert good == [check_character(body)]


@given(bodies, st.integers(0, 16), st.integers(1, 9))
def test_one_wrong_digit_is_always_noticed(body: str, place: int, by: int) -> None:
    wrong = body[:place] + str((int(body[place]) + by) % 10) + body[place + 1 :]
    assert not has_good_check(wrong + check_character(body))


def test_fifteen_digits_and_eighteen_are_one_person() -> None:
    assert identity("141199700101001") == identity(NUMBER) == NUMBER


@pytest.mark.parametrize("certificate", [NUMBER + "43", NUMBER + "43B1"])
def test_a_disability_certificate_is_the_same_person_with_category_and_grade(certificate: str) -> None:
    assert identity(certificate) == NUMBER
    assert disability(certificate) == ("4", "3")


@pytest.mark.parametrize(
    "written", [None, "", "0", "111111111111111111", "999999197001010018", "14119919700101001", "无"]
)
def test_what_stands_for_no_number_is_nobodys(written: str | None) -> None:
    assert identity(written) is None


@pytest.mark.parametrize("written", [NUMBER[:17] + ("0" if NUMBER[17] != "0" else "1"), "1411991970010100Y8", "１２"])
def test_a_wrong_number_identifies_nobody(written: str) -> None:
    assert identity(written) is None


def test_the_placeholder_of_the_national_system_is_known() -> None:
    assert is_placeholder("999999201312310011")
    assert not is_placeholder(NUMBER)


def test_birth_and_sex_are_read_from_either_length() -> None:
    assert birth_day(NUMBER) == birth_day("141199700101001") == date(1970, 1, 1)
    assert sex(NUMBER) == sex("141199700101001") == "1"
    assert sex("141199197001010026") == "2"


@pytest.mark.parametrize("number", [None, "", "141199197013010018", "141199197002300018", "1411991970"])
def test_an_impossible_birth_date_is_no_birth_date(number: str | None) -> None:
    assert birth_day(number) is None


def test_a_number_is_masked_as_offices_mask_it() -> None:
    assert masked(NUMBER) == "141199********" + NUMBER[-4:]
    assert masked("12345") == "*****"
    assert masked(None) == ""


@given(st.text(max_size=25))
def test_any_text_is_read_without_falling_over(text: str) -> None:
    for read in (identity, birth_day, sex, disability, masked, normalised):
        read(text)


def test_a_wrong_check_digit_is_said_and_a_right_one_is_not() -> None:
    wrong = NUMBER[:-1] + ("0" if NUMBER[-1] != "0" else "1")
    assert doubt_about("") == doubt_about(NUMBER) == ""
    assert "校验码对不上" in doubt_about(wrong)
    assert "现有12位" in doubt_about(NUMBER[:12])
