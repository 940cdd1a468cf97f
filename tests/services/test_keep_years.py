"""Years: opened from the last one without inventing income, sealed once, changed afterwards only by addendum."""

import pytest

from fupin_desktop.db.registry import SqlRegistry
from fupin_desktop.domain.errors import Refused
from fupin_desktop.domain.identity import yearly_id
from fupin_desktop.services.keep_years import YearState, carry_over, is_sealed, open_year, seal_year, year_states
from fupin_desktop.services.save_records import save
from fupin_desktop.services.undo import undo
from tests.services.a_family import HOME, VILLAGE, edits, home


def test_a_year_is_opened_from_what_the_last_one_says(registry: SqlRegistry) -> None:
    carry_over(registry, [home(registry)], 2019)
    dossier = home(registry, year=2019)
    facts = dossier.now.facts
    assert facts is not None
    assert (facts.id, facts.main_cause) == (yearly_id("household_year", HOME, 2019), "01")
    assert [one.now.education_level for one in dossier.members if one.now] == ["03"] * 6


def test_money_and_what_happened_only_then_are_not_carried_over(registry: SqlRegistry) -> None:
    carry_over(registry, [home(registry)], 2019)
    dossier = home(registry, year=2019)
    assert dossier.now.income is None
    assert dossier.now.facts is not None
    assert dossier.now.facts.member_count is None
    assert [one.now.work_months for one in dossier.members if one.now] == [None] * 6


def test_a_field_that_the_new_years_form_has_no_more_is_left_behind(registry: SqlRegistry) -> None:
    record = yearly_id("household_conditions", HOME, 2017)
    then = {"is_water_safe": True, "has_radio_tv": True}
    save(registry, edits("household_conditions", record, household_id=HOME, year=2017, **then), title="填表")
    carry_over(registry, [home(registry, year=2017)], 2018)
    conditions = home(registry, year=2018).now.conditions
    assert conditions is not None
    assert (conditions.has_radio_tv, conditions.is_water_safe) == (True, None)


def test_what_is_filled_already_is_not_touched(registry: SqlRegistry) -> None:
    save(registry, edits("household_year", yearly_id("household_year", HOME, 2018), main_cause="07"), title="修改")
    with pytest.raises(Refused, match="没有可以结转的内容"):
        carry_over(registry, [home(registry)], 2018)
    facts = home(registry).now.facts
    assert facts is not None
    assert facts.main_cause == "07"


def test_opening_a_year_is_one_action_with_its_name(registry: SqlRegistry) -> None:
    carry_over(registry, [home(registry)], 2019)
    assert undo(registry).title == "撤销：从 2018 年结转到 2019 年"
    assert 2019 not in registry.years()


def test_a_household_without_an_earlier_year_has_nothing_to_carry_over(registry: SqlRegistry) -> None:
    with pytest.raises(Refused, match="没有可以结转"):
        carry_over(registry, [home(registry)], 2016)


def test_two_laptops_that_open_the_year_make_the_same_records(registry: SqlRegistry) -> None:
    carry_over(registry, [home(registry)], 2019)
    assert registry.record("person_year", yearly_id("person_year", "son", 2019)) is not None


def test_a_year_is_sealed_once_with_day_and_name(registry: SqlRegistry) -> None:
    assert not is_sealed(registry, VILLAGE, 2018)
    seal_year(registry, VILLAGE, 2018, by="张队员")
    assert is_sealed(registry, VILLAGE, 2018)
    kept = registry.records("village_year")[0]
    assert (kept.year, kept.sealed_on, kept.sealed_by) == (2018, "2018-07-01", "张队员")
    with pytest.raises(Refused, match="已在 2018-07-01 封年"):
        seal_year(registry, VILLAGE, 2018, by="李队员")


def test_sealing_a_year_that_has_a_village_form_keeps_the_form(registry: SqlRegistry) -> None:
    village = registry.records("village")[0].id
    form = yearly_id("village_year", village, 2018)
    save(registry, edits("village_year", form, village_id=village, year=2018, persons_total=426), title="填表")
    seal_year(registry, VILLAGE, 2018, by="张队员")
    assert [one.persons_total for one in registry.records("village_year")] == [426]


def test_nothing_is_carried_over_into_a_sealed_year(registry: SqlRegistry) -> None:
    seal_year(registry, VILLAGE, 2019, by="张队员")
    with pytest.raises(Refused, match="2019 年已封年"):
        carry_over(registry, [home(registry)], 2019)


def test_with_a_reason_a_sealed_year_is_filled_by_a_dated_addendum(registry: SqlRegistry) -> None:
    seal_year(registry, VILLAGE, 2019, by="张队员")
    carry_over(registry, [home(registry)], 2019, reason="漏了这一户")
    record = yearly_id("household_year", HOME, 2019)
    entry = registry.history("household_year", [record], "main_cause")[0]
    assert (entry.kind, entry.reason, entry.value) == ("addendum", "漏了这一户", "01")


def test_a_year_is_opened_for_the_whole_village_unless_it_is_stopped(registry: SqlRegistry) -> None:
    assert open_year(registry, VILLAGE, 2019, cancelled=lambda: True) is None
    assert 2019 not in registry.years()
    open_year(registry, VILLAGE, 2019)
    seal_year(registry, VILLAGE, 2018, by="张队员")
    assert year_states(registry, VILLAGE) == [YearState(2019, ""), YearState(2018, "2018-07-01"), YearState(2017, "")]


def test_the_seal_of_one_year_or_village_is_no_seal_of_another(registry: SqlRegistry) -> None:
    seal_year(registry, VILLAGE, 2018, by="张队员")
    assert not is_sealed(registry, VILLAGE, 2017)
    assert not is_sealed(registry, "141124199202", 2018)
