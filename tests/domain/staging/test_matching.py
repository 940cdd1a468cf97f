"""Who is who: by national code, then by ID number; a name only raises a suspicion; a placeholder says nothing."""

from uuid import uuid5

import pytest

from fupin_desktop.domain.identity import NAMESPACE, coded_id, yearly_id
from fupin_desktop.domain.staging.batch import Batch, StagedRow, State
from tests.domain.staging.sheets import household, number, person, sheet
from tests.domain.staging.small_registry import SmallRegistry


@pytest.fixture
def registry() -> SmallRegistry:
    """Two households of two."""
    made = SmallRegistry()
    members = [person(family, order) for family in (1, 2) for order in (0, 1)]
    made.apply(made.stage([sheet("households", household(1), household(2)), sheet("persons", *members)]))
    return made


def rows(batch: Batch, kind: str) -> list[StagedRow]:
    return [row for row in batch.rows if row.kind == kind]


def one(batch: Batch, kind: str) -> StagedRow:
    (row,) = rows(batch, kind)
    return row


def test_a_person_is_found_by_code_whatever_else_was_corrected(registry: SmallRegistry):
    staged = one(registry.stage([sheet("persons", person(1, 1, person__name="李演改"))]), "person")
    assert staged.state is State.CHANGED
    assert [(d.field, d.old, d.new) for d in staged.differences] == [("name", "李演11", "李演改")]


def test_without_a_code_the_id_number_says_who_it_is(registry: SmallRegistry):
    staged = one(registry.stage([sheet("persons", person(1, 1, person__person_code=None))]), "person")
    assert staged.state is State.SAME
    assert staged.id == registry.find("person", name="李演11")["id"]


def test_an_old_number_of_15_digits_is_the_same_identity(registry: SmallRegistry):
    whole = number("19720202", 101)
    short = whole[:6] + whole[8:17]
    staged = one(
        registry.stage([sheet("persons", person(1, 1, person__person_code=None, person__id_number=short))]), "person"
    )
    assert staged.id == registry.find("person", name="李演11")["id"]


def test_a_new_code_for_a_person_who_had_none_is_taken_over(registry: SmallRegistry):
    registry.find("person", name="李演11")
    record = next(values for values in registry.records["person"].values() if values["name"] == "李演11")
    record["person_code"] = None
    staged = one(registry.stage([sheet("persons", person(1, 1))]), "person")
    assert (staged.state, [d.field for d in staged.differences]) == (State.CHANGED, ["person_code"])


def test_the_same_id_number_under_another_code_is_doubtful_with_both_ways_shown(registry: SmallRegistry):
    batch = registry.stage([sheet("persons", person(1, 1, person__person_code="71411999999999"))])
    staged = one(batch, "person")
    assert staged.state is State.DOUBTFUL
    assert [way.key for way in staged.proposals] == [registry.find("person", name="李演11")["id"], "new"]
    assert staged.reasons == ("证件号码与登记库里的人相同，编号却不同",)


def test_name_and_birth_date_alone_only_raise_a_suspicion(registry: SmallRegistry):
    hand_made = person(1, 1, person__person_code=None, person__id_number=None, person__birth_date="1972-02-02")
    staged = one(registry.stage([sheet("persons", hand_made)]), "person")
    assert staged.state is State.DOUBTFUL
    assert "姓名和出生日期" in staged.reasons[0]


def test_two_people_of_one_name_and_birth_day_with_their_own_codes_are_two(registry: SmallRegistry):
    twin = person(1, 2, person__name="李演11", person__id_number=number("19720202", 777))
    assert one(registry.stage([sheet("persons", twin)]), "person").state is State.NEW


def test_the_same_code_with_another_name_and_another_number_is_doubtful(registry: SmallRegistry):
    other = person(1, 1, person__name="周别人", person__id_number=number("19900909", 5))
    staged = one(registry.stage([sheet("persons", other)]), "person")
    assert staged.reasons == ("编号相同，姓名和证件号码都不同",)


def test_two_codes_with_one_id_number_in_a_file_are_both_taken_in_for_the_checks():
    registry = SmallRegistry()
    twice = [person(1, 0), person(1, 1), person(1, 2, person__id_number=number("19720202", 101))]
    batch = registry.stage([sheet("persons", *twice)])
    assert batch.counts("person")["new"] == 3
    registry.apply(batch)
    assert registry.stage([sheet("persons", *twice)]).counts("person")["same"] == 3


@pytest.mark.parametrize("placeholder", ["0", "00000000000000", "无"])
def test_a_placeholder_is_never_a_key(placeholder: str):
    registry = SmallRegistry()
    files = [
        sheet(
            "households",
            *(household(order, household__household_code=placeholder) for order in (1, 2, 3)),
        ),
        sheet(
            "persons",
            *(
                person(
                    order,
                    0,
                    person__person_code=placeholder,
                    household__household_code=None,
                    household__head_id_number=number("19700101", order),
                )
                for order in (1, 2, 3)
            ),
        ),
    ]
    batch = registry.stage(files)
    assert batch.counts("household")["new"] == 3
    assert batch.counts("person")["new"] == 3


def test_numbers_that_stand_for_none_make_nobody_the_same():
    registry = SmallRegistry()
    nobody = [person(1, order, person__person_code=None, person__id_number="999999197001010018") for order in range(3)]
    batch = registry.stage([sheet("persons", *nobody)])
    assert batch.counts("person")["new"] == 3


def test_a_household_without_code_is_found_by_its_heads_code_or_number(registry: SmallRegistry):
    by_number = household(1, household__household_code=None)
    by_code = household(
        2, household__household_code=None, household__head_id_number=None, household__head_person_code="71411990000020"
    )
    batch = registry.stage([sheet("households", by_number, by_code)])
    ids = [row.id for row in rows(batch, "household")]
    assert ids == [registry.find("household", head_name=f"赵演{order}")["id"] for order in (1, 2)]


def test_a_locally_made_household_gets_its_code_when_the_export_brings_it(registry: SmallRegistry):
    record = next(one for one in registry.records["household"].values() if one["head_name"] == "赵演1")
    record["household_code"] = None
    staged = one(registry.stage([sheet("households", household(1))]), "household")
    assert (staged.state, [d.field for d in staged.differences]) == (State.CHANGED, ["household_code"])


def test_another_code_for_the_same_head_is_doubtful(registry: SmallRegistry):
    staged = one(
        registry.stage([sheet("households", household(1, household__household_code="81411999999999"))]), "household"
    )
    assert staged.reasons == ("户主证件号码与登记库里另一户相同，户编号却不同",)


def test_a_household_with_nothing_but_a_name_is_doubtful_and_the_namesakes_are_shown(registry: SmallRegistry):
    staged = one(
        registry.stage(
            [sheet("households", household(1, household__household_code=None, household__head_id_number=None))]
        ),
        "household",
    )
    assert staged.state is State.DOUBTFUL
    assert staged.proposals[0].key == registry.find("household", head_name="赵演1")["id"]


def test_a_sheet_with_codes_and_one_without_speak_of_the_same_household():
    without = sheet("households", household(1, household__household_code=None, household_year__exit_year=2017))
    with_code = sheet("exits", household(1, household_year__poverty_status="1"))
    batch = SmallRegistry().stage([without, with_code])
    assert batch.counts("household")["new"] == 1


def test_a_registered_household_that_two_sheets_name_by_different_keys_is_one_row(registry: SmallRegistry):
    by_code = household(1, household__head_id_number=None, household__phone="19900000001")
    by_head = household(1, household__household_code=None, household__address="东沟")
    staged = one(registry.stage([sheet("households", by_code), sheet("exits", by_head)]), "household")
    assert {difference.field for difference in staged.differences} == {"phone", "address"}


def test_a_roster_without_household_columns_is_split_at_each_head():
    without = dict.fromkeys(("household__household_code",), None)
    members = [person(family, order, **without) for family in (1, 2) for order in (0, 1, 2)]
    registry = SmallRegistry()
    registry.apply(registry.stage([sheet("persons", *members)]))
    assert registry.count("household") == 2
    homes = [one["household_id"] for one in registry.records["membership"].values()]
    assert sorted(homes.count(home) for home in set(homes)) == [3, 3]


def test_two_laptops_make_the_same_records_from_the_same_export():
    files = [sheet("households", household(1)), sheet("persons", person(1, 0), person(1, 1))]
    first, second = SmallRegistry(), SmallRegistry()
    for registry in (first, second):
        registry.apply(registry.stage(files))
    assert first.records == second.records


def test_ids_from_codes_are_those_of_the_standard_and_never_change():
    assert coded_id("household", "81411990000001") == uuid5(NAMESPACE, "household|81411990000001").hex
    assert yearly_id("household_year", "甲", 2018) == uuid5(NAMESPACE, "household_year|甲|2018").hex
    assert coded_id("person", "7141199") == "6385b9468b5458ffb699371b53b4e8ce"


def test_an_id_that_a_corrected_record_has_taken_is_not_given_again(registry: SmallRegistry):
    record = next(one for one in registry.records["household"].values() if one["head_name"] == "赵演1")
    record["household_code"] = "81411998888888"
    record["head_id_number"] = None
    for member in registry.records["person"].values():
        member["id_number"] = None
    batch = registry.stage([sheet("households", household(1, household__head_id_number=None))])
    staged = one(batch, "household")
    assert staged.state is State.NEW
    assert staged.id not in registry.records["household"]
