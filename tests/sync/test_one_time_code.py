"""A code can be read over the telephone and typed by anybody; a slip of the hand is noticed before anything is sent."""

import random
from collections.abc import Callable

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from fupin_desktop.domain.errors import Refused
from fupin_desktop.sync.one_time_code import LENGTH, LETTERS, Code, read_code, shown

codes = st.builds(Code, st.binary(min_size=6, max_size=6), st.binary(min_size=9, max_size=9))
SOME = Code(b"secret", b"authority")


@given(codes)
def test_a_code_is_26_characters_in_groups_of_five_and_is_read_as_it_was_made(code: Code) -> None:
    text = shown(code)
    assert [len(group) for group in text.split("-")] == [5, 5, 5, 5, 5, 1]
    assert read_code(text) == code


def full_width(text: str) -> str:
    return "".join(chr(ord(letter) + 0xFEE0) for letter in text)


WAYS: dict[str, Callable[[str], str]] = {
    "small": str.lower,
    "without hyphens": lambda text: text.replace("-", ""),
    "with blanks": lambda text: text.replace("-", " "),
    "full width": full_width,
    "long hyphens": lambda text: text.replace("-", "—"),
    "wide hyphens": lambda text: text.replace("-", "－"),
    "between blanks": lambda text: f"  {text}\n",
    "O for 0 and I for 1": lambda text: text.replace("0", "O").replace("1", "I"),
    "o for 0 and l for 1": lambda text: text.replace("0", "o").replace("1", "l"),
}


@pytest.mark.parametrize("way", WAYS)
def test_it_does_not_matter_how_it_is_typed(way: str) -> None:
    for seed in range(20):
        code = Code(random.Random(seed).randbytes(6), random.Random(seed).randbytes(9))
        assert read_code(WAYS[way](shown(code))) == code


@given(
    codes, st.integers(0, LENGTH - 1), st.sampled_from(LETTERS), st.integers(0, LENGTH - 1), st.sampled_from(LETTERS)
)
def test_any_two_wrong_letters_are_noticed(code: Code, one: int, first: str, other: int, second: str) -> None:
    letters = list(shown(code).replace("-", ""))
    wrong = letters.copy()
    wrong[one], wrong[other] = first, second
    assume(wrong != letters)
    with pytest.raises(Refused, match="打错"):
        read_code("".join(wrong))


@given(codes, st.integers(0, LENGTH - 1), st.integers(0, LENGTH - 1))
def test_two_letters_exchanged_are_noticed(code: Code, one: int, other: int) -> None:
    letters = list(shown(code).replace("-", ""))
    assume(letters[one] != letters[other])
    letters[one], letters[other] = letters[other], letters[one]
    with pytest.raises(Refused, match="打错"):
        read_code("".join(letters))


@pytest.mark.parametrize(
    ("typed", "told"),
    [
        ("", "现在是 0 个"),
        (shown(SOME)[:-1], "现在是 25 个"),
        (shown(SOME) + "2", "现在是 27 个"),
        ("U" + shown(SOME)[1:], "第 1 组里的「U」"),
        (shown(SOME)[:7] + "村" + shown(SOME)[8:], "第 2 组里的「村」"),
    ],
)
def test_what_is_wrong_is_told_in_words(typed: str, told: str) -> None:
    with pytest.raises(Refused, match=told):
        read_code(typed)


@given(st.text(max_size=40))
def test_whatever_is_typed_is_refused_in_a_sentence(typed: str) -> None:
    with pytest.raises(Refused, match=r"。$"):
        read_code(typed + "U")


def test_the_secret_is_not_printed() -> None:
    assert "secret" not in repr(SOME).replace("secret=", "")
