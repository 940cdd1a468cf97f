"""Ids of records: random, unless two laptops must arrive at the same one."""

from uuid import uuid5

from hypothesis import given
from hypothesis import strategies as st

from fupin_desktop.domain.identity import NAMESPACE, coded_id, new_id, village_id, yearly_id


def test_two_laptops_that_open_a_year_make_one_record() -> None:
    assert yearly_id("household_year", "abc", 2018) == yearly_id("household_year", "abc", 2018)


def test_another_record_owner_or_year_is_another_id() -> None:
    made = [
        yearly_id("household_year", "abc", 2018),
        yearly_id("household_year", "abc", 2019),
        yearly_id("household_year", "abd", 2018),
        yearly_id("household_income", "abc", 2018),
        coded_id("household", "abc"),
        coded_id("person", "abc"),
    ]
    assert len(set(made)) == len(made)


def test_the_same_national_code_imported_twice_is_one_household() -> None:
    assert coded_id("household", "81411990000001") == coded_id("household", "81411990000001")
    assert village_id("141124199201") == coded_id("village", "141124199201")


def test_new_records_never_share_an_id() -> None:
    assert len({new_id() for _ in range(1000)}) == 1000


@given(st.text(st.characters(codec="utf-8")), st.integers(1900, 2100))
def test_ids_are_what_the_standard_makes_of_names_so_that_any_program_can(owner: str, year: int) -> None:
    assert yearly_id("person_year", owner, year) == uuid5(NAMESPACE, f"person_year|{owner}|{year}").hex
    assert coded_id("person", owner) == uuid5(NAMESPACE, f"person|{owner}").hex


def test_ids_of_the_first_release_stay_what_they_are() -> None:
    assert yearly_id("household_year", "0" * 32, 2018) == "6fb136a9127258fab236bad37e19528c"
    assert village_id("141124199201") == "2de3bfc5a23957cabfaa1daa94e8452e"
