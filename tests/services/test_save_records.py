"""Saving: what is impossible is refused at its field, sealed years stay sealed, reported sums are not left to lie."""

from decimal import Decimal

import pytest

from fupin_desktop.catalogue.numbers import LIFE
from fupin_desktop.db.registry import SqlRegistry
from fupin_desktop.domain.changes import Edit
from fupin_desktop.domain.errors import Refused
from fupin_desktop.domain.identity import yearly_id
from fupin_desktop.services.keep_years import seal_year
from fupin_desktop.services.save_records import household_of, new_yearly, region_of, save
from tests.services.a_family import HOME, VILLAGE, edits, home

INCOME = yearly_id("household_income", HOME, 2018)
FACTS = yearly_id("household_year", HOME, 2018)


def test_a_save_is_one_commit_with_its_title_in_the_stream_of_its_village(registry: SqlRegistry) -> None:
    saved = save(registry, edits("household", HOME, address="东沟6号院", phone="19900000001"), title="修改户：住址")
    group = registry.groups(1)[0]
    assert (group.id, group.title, group.kind, group.commits) == (saved.group, "修改户：住址", "edit", 1)
    assert saved.touched == {HOME}
    assert {op.region for op in registry.group_ops(saved.group)} == {VILLAGE}


def test_every_wrong_value_is_named_at_its_field_and_nothing_is_saved(registry: SqlRegistry) -> None:
    wrong = [
        Edit("household_income", INCOME, "wage_income", Decimal(-1)),
        Edit("household_year", FACTS, "main_cause", "zz"),
        Edit("household", HOME, "address", "张\x00"),
        Edit("household", HOME, "village_code", None),
        Edit("household", HOME, "no_such_field", "x"),
        Edit("household", HOME, "phone", "19900000001"),
    ]
    with pytest.raises(Refused, match="还没有保存") as refused:
        save(registry, wrong, title="修改")
    problems = {(problem.record, problem.field): problem.message for problem in refused.value.problems}
    assert problems.keys() == {(edit.record, edit.field) for edit in wrong[:-1]}
    assert all(message.endswith("。") for message in problems.values())
    assert home(registry).household.phone is None


def test_a_new_record_without_what_it_needs_is_refused(registry: SqlRegistry) -> None:
    with pytest.raises(Refused) as refused:
        save(registry, edits("visit", "v", household_id=HOME, content="走访"), title="新建")
    assert [problem.field for problem in refused.value.problems] == ["visited_on"]
    save(registry, edits("visit", "v", household_id=HOME, content="走访", visited_on="2018-07"), title="新建")
    save(registry, edits("visit", "v", needs="修路"), title="修改")
    assert home(registry).visits[0].needs == "修路"


def test_a_changed_part_blanks_the_sums_that_were_reported_of_the_whole(registry: SqlRegistry) -> None:
    save(registry, edits("household_income", INCOME, wage_income=Decimal(15000)), title="修改")
    income = home(registry).now.income
    assert income is not None
    assert (income.wage_income, income.net_income, income.net_income_per_capita) == (Decimal(15000), None, None)


def test_a_sum_that_is_reported_anew_with_its_part_is_kept(registry: SqlRegistry) -> None:
    changed = {"wage_income": Decimal(15000), "net_income": Decimal(14000)}
    save(registry, edits("household_income", INCOME, **changed), title="修改")
    income = home(registry).now.income
    assert income is not None
    assert (income.net_income, income.net_income_per_capita) == (Decimal(14000), None)


def test_a_date_beside_the_sums_blanks_none_of_them(registry: SqlRegistry) -> None:
    save(registry, edits("household_income", INCOME, period_start="2017-10"), title="修改")
    income = home(registry).now.income
    assert income is not None
    assert income.net_income == Decimal(11000)


def sealed(registry: SqlRegistry) -> SqlRegistry:
    seal_year(registry, VILLAGE, 2018, by="张队员")
    return registry


@pytest.mark.parametrize(
    "changed",
    [
        edits("household_income", INCOME, wage_income=Decimal(1)),
        edits("person_year", yearly_id("person_year", "son", 2018), education_level="04"),
        edits("household_conditions", "c", household_id=HOME, year=2018, housing_area=Decimal(80)),
        edits("income_item", "i", household_id=HOME, year=2018, item="a01"),
        edits("household_year", FACTS, **{LIFE: False}),
    ],
)
def test_a_sealed_year_changes_only_with_a_reason_and_as_an_addendum(
    registry: SqlRegistry, changed: list[Edit]
) -> None:
    sealed(registry)
    with pytest.raises(Refused, match="2018 年已封年"):
        save(registry, changed, title="更正")
    saved = save(registry, changed, title="更正", reason="县里核实后更正")
    group = registry.groups(1)[0]
    assert (group.id, group.kind) == (saved.group, "addendum")
    assert {
        entry.reason for entry in registry.history(changed[0].record, [changed[0].id]) if entry.group == group.id
    } == {"县里核实后更正"}


@pytest.mark.parametrize(
    "changed",
    [
        edits("household", HOME, phone="19900000001"),
        edits("person", "son", ethnicity="01"),
        edits("household_income", yearly_id("household_income", HOME, 2017), wage_income=Decimal(1)),
        edits("visit", "v", household_id=HOME, visited_on="2018-07-01", content="走访"),
    ],
)
def test_what_is_not_of_the_sealed_year_is_saved_as_ever(registry: SqlRegistry, changed: list[Edit]) -> None:
    sealed(registry)
    save(registry, changed, title="修改")
    assert registry.groups(1)[0].kind == "edit"


def test_a_seal_is_not_broken_without_a_reason(registry: SqlRegistry) -> None:
    sealed(registry)
    record_id, _ = new_yearly("village_year", registry.records("village")[0].id, 2018)
    with pytest.raises(Refused, match="已封年"):
        save(registry, edits("village_year", record_id, sealed_on=None), title="启封", region=VILLAGE)


def test_a_record_belongs_to_the_village_of_its_household(registry: SqlRegistry) -> None:
    assert region_of(registry, edits("person_year", yearly_id("person_year", "son", 2018), employer="某厂")) == VILLAGE
    assert region_of(registry, edits("membership", "m-son", position=3)) == VILLAGE
    assert region_of(registry, edits("household", "new", village_code="141124199202")) == "141124199202"
    assert region_of(registry, edits("unit", "u", name="临县演示局")) == VILLAGE, "the registry's own"


def test_a_person_belongs_to_the_household_he_lives_in_now(registry: SqlRegistry) -> None:
    moved = edits("membership", "m-son", left_on="2018-06-01", leave_reason="06")
    moved += edits("membership", "m2", household_id="neighbour", person_id="son")
    save(registry, moved, title="分户")
    assert household_of(registry, "person", "son") == "neighbour"
    assert household_of(registry, "person_year", yearly_id("person_year", "son", 2018)) == "neighbour"
    assert household_of(registry, "unit", "u") is None


def test_a_record_that_was_put_into_the_bin_can_be_brought_back(registry: SqlRegistry) -> None:
    save(registry, edits("household", HOME, **{LIFE: False}), title="删除")
    assert registry.record("household", HOME) is None
    save(registry, edits("household", HOME, **{LIFE: True}), title="恢复")
    assert home(registry).head_name == "张演示"
