"""What the demo holds: every field somewhere, only possible values, nobody who could be real."""

import re
from collections import Counter
from collections.abc import Iterator
from typing import Any

import pytest

from fupin_desktop.catalogue import CATALOGUE, RECORDS
from fupin_desktop.catalogue.codes import code_table
from fupin_desktop.catalogue.regions import region
from fupin_desktop.domain.entering import complaint_about
from fupin_desktop.domain.id_number import birth_day, has_good_check, sex
from fupin_desktop.fields.spec import Kind, Stage
from fupin_desktop.services.demo.fill import demo_groups
from fupin_desktop.services.demo.numbers import Numbers
from tests.services.demo.thought_up import NO_PICTURE, demo

LEFT_BLANK = {
    ("attachment", "preview"),  # the demo's pictures are drawn, and hardly larger than a preview would be
    ("person_year", "gets_five_guarantee"),  # on the form since 2021; the demo ends with 2018
}
KEYS = ("id", "year", "household_id", "person_id", "village_id")
PLANTED = ("I01", "I04", "I10", "I12")  # defects that are written into an identity number


def given() -> Iterator[tuple[str, str, Any, int | None]]:
    """(record, field, value, year) of everything that is filled."""
    for record, _, values in demo().rows:
        for name, value in values.items():
            if value is not None:
                yield record, name, value, values.get("year")


def test_every_field_of_the_catalogue_is_filled_somewhere() -> None:
    filled = {(record, name) for record, name, *_ in given()}
    every = {(spec.name, one.name) for spec in CATALOGUE for one in spec.fields}
    assert every - filled == LEFT_BLANK


def test_nothing_is_written_that_the_catalogue_does_not_know() -> None:
    unknown = {(record, name) for record, name, *_ in given() if name not in (*RECORDS[record].by_name, *KEYS)}
    assert unknown == set()


def test_every_value_could_have_been_typed() -> None:
    complaints = {
        (record, name, complaint)
        for record, name, value, _ in given()
        if (spec := RECORDS[record].by_name.get(name)) and (complaint := complaint_about(spec, value))
    }
    assert complaints == set()


def test_every_code_was_on_the_form_of_its_year() -> None:
    """Codes have vintages: 弱劳动力 came in 2018."""
    wrong: set[tuple[str, str, str]] = set()
    for record, name, value, year in given():
        spec = RECORDS[record].by_name.get(name)
        if spec and spec.kind in (Kind.CODE, Kind.CODES):
            for code in (value,) if isinstance(value, str) else value:
                item = code_table(spec.codes).item(code)
                if item is None or not item.valid_in(year or 2018):
                    wrong.add((record, name, code))
    assert wrong == set()


def test_fields_of_one_vintage_stand_only_in_their_years() -> None:
    wrong = {
        (record, name, year)
        for record, name, _, year in given()
        if year and name in RECORDS[record].by_name and not RECORDS[record].by_name[name].on_form_of(year)
    }
    assert wrong == set()


def test_what_a_record_cannot_be_kept_without_is_there() -> None:
    missing = {
        (record, spec.name)
        for record, _, values in demo().rows
        for spec in RECORDS[record].fields
        if spec.needed is Stage.SAVE and values.get(spec.name) is None
    }
    assert missing == set()


def test_identity_numbers_belong_to_a_county_that_does_not_exist() -> None:
    numbers = [value for _, name, value, _ in given() if name in ("id_number", "head_id_number")]
    assert {number[:6] for number in numbers} == {"141199"}
    assert region("141199") is None


def test_identity_numbers_are_right_and_nobodys_twice() -> None:
    spoilt = {home.id for home in demo().homes if home.defect in PLANTED}
    persons = demo().records("person")
    sound = [
        member.who
        for home in demo().homes
        for member in home.members
        if home.id not in spoilt and persons[member.who.id].id_number
    ]
    for who in sound:
        number = persons[who.id].id_number
        assert has_good_check(number)
        assert (birth_day(number), sex(number)) == (who.born, who.sex)
        assert len(number) == (20 if who.certificate else 18)
    everybody = Counter(v["id_number"] for record in ("person", "helper") for v in demo().values(record))
    del everybody[None]
    assert max(everybody.values()) == 1


def test_phones_are_of_a_range_that_is_not_given_out() -> None:
    phones = [value for _, name, value, _ in given() if name in ("phone", "person_phone")]
    assert phones
    assert [phone for phone in phones if not re.fullmatch(r"1990000\d{4}", phone)] == []
    assert {v["office_phone"] for v in demo().values("village")} == {"0358-0000000"}


def test_when_mobiles_are_used_up_landlines_of_no_exchange_follow_and_helpers_keep_mobiles() -> None:
    numbers = Numbers(1)
    given_out = [numbers.phone() for _ in range(9_000)] + [numbers.helper_phone() for _ in range(3_000)]
    assert len(set(given_out)) == len(given_out)
    assert {phone[:7] for phone in given_out[:7_000] + given_out[9_000:]} == {"1990000"}
    assert all(re.fullmatch(r"0358-0\d{6}", phone) for phone in given_out[7_000:9_000])


def test_the_villages_stand_in_a_township_that_is_not_in_use() -> None:
    villages = list(demo().values("village"))
    assert [v["village_code"] for v in villages] == ["141124199201", "141124199202"]
    assert [v["name"] for v in villages] == ["甲子沟村", "乙丑塬村"]
    assert region("141124199") is None
    assert {v["village_code"] for v in demo().values("household")} == {"141124199201", "141124199202"}


@pytest.mark.parametrize("mark", list("䶮㛃𣲗𬒈堃犇·"))
def test_names_with_rare_characters_and_dots_occur(mark: str) -> None:
    """They prove fonts, search and printing; a village of 200 households has each of them."""
    names = [v["name"] for v in demo(1, 200).values("person")]
    assert any(mark in name for name in names)


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_every_stage_of_school_every_health_and_every_strength_occurs(seed: int) -> None:
    years = list(demo(2, 120, seed).values("person_year"))
    stages = {v.get("school_status") for v in years}
    assert {f"{n:02d}" for n in range(1, 17)} <= stages
    assert {code for v in years for code in v["health_status"] or ()} == {"01", "02", "03", "04"}
    assert {v["labour_skill"] for v in years if v["labour_skill"]} == {"01", "02", "03", "04", "05"}


def test_households_are_of_every_size() -> None:
    sizes = Counter(len(home.here(2018)) for home in demo(1, 200).homes)
    assert set(range(1, 7)) <= set(sizes)
    assert max(sizes) == 12


def test_a_larger_demo_begins_like_a_smaller_one_of_the_same_seed() -> None:
    """The households of a village do not depend on how many follow; their helpers do."""
    small, large = demo(1, 20, 7), demo(1, 40, 7)
    names = [[m.who.name for m in home.members] for home in large.homes]
    assert [[m.who.name for m in home.members] for home in small.homes] == names[:20]


def test_in_a_large_demo_only_the_first_village_tells_every_year_in_full() -> None:
    years: dict[str, set[int]] = {}
    for village, group in demo_groups(2, 501, 1, [NO_PICTURE]):
        for record, _, values in group.rows:
            if record == "household_conditions":
                years.setdefault(village.name, set()).add(values["year"])
    assert years == {"甲子沟村": {2016, 2017, 2018}, "乙丑塬村": {2018}}
