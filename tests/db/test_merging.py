"""Duplicates merged by a person: one record to look at, nothing lost, and it can be taken back."""

from collections.abc import Callable

import pytest

from fupin_desktop.catalogue.numbers import ALIAS, LIFE
from fupin_desktop.db.registry import SqlRegistry
from fupin_desktop.domain.asking import HouseholdQuery
from fupin_desktop.domain.changes import Deed, Edit
from fupin_desktop.domain.identity import yearly_id
from fupin_desktop.services.undo import undo
from tests.db.registries import VILLAGE, carry, edit, tables


@pytest.fixture
def twice(registry: SqlRegistry) -> SqlRegistry:
    """One person who was entered twice, in one household."""
    edit(registry, "household", "h", village_code=VILLAGE)
    edit(registry, "person", "a", name="张演示", ethnicity="01")
    edit(registry, "person", "b", name="张演士", person_phone="19900000001")
    edit(registry, "membership", "m", household_id="h", person_id="b", relation_to_head="01")
    return registry


def merge(registry: SqlRegistry, duplicate: str, into: str | None) -> None:
    registry.write([(Deed(title="合并重复", region=VILLAGE, kind="merge"), [Edit("person", duplicate, ALIAS, into)])])


def test_after_a_merge_there_is_one_record_and_both_names_lie_side_by_side(twice: SqlRegistry) -> None:
    merge(twice, "b", "a")
    assert [person.id for person in twice.records("person")] == ["a"]
    found = twice.conflicts()
    assert [(one["field"], sorted(head.value for head in one["heads"])) for one in found] == [
        ("name", ["张演士", "张演示"])
    ]
    assert twice.verify().differences == ()


def test_what_only_one_of_them_had_is_kept(twice: SqlRegistry) -> None:
    merge(twice, "b", "a")
    person = twice.record("person", "a")
    assert person is not None
    assert (person.ethnicity, person.person_phone) == ("01", "19900000001")


def test_the_merged_one_is_found_under_its_old_id_and_whoever_refers_to_it_refers_to_the_whole(
    twice: SqlRegistry,
) -> None:
    merge(twice, "b", "a")
    assert twice.record("person", "b") == twice.record("person", "a")
    assert twice.heads("person", "b") == twice.heads("person", "a")
    membership = twice.record("membership", "m")
    assert membership is not None
    assert membership.person_id == "a"
    assert [member.person.id for dossier in twice.dossiers(["h"]) for member in dossier.members] == ["a"]


def test_the_history_of_both_is_told_together(twice: SqlRegistry) -> None:
    merge(twice, "b", "a")
    names = {entry.value for entry in twice.history("person", ["a"], "name")}
    assert names == {entry.value for entry in twice.history("person", ["b"], "name")} == {"张演示", "张演士"}


def test_saving_the_whole_settles_what_lay_side_by_side(twice: SqlRegistry) -> None:
    merge(twice, "b", "a")
    edit(twice, "person", "a", name="张演示")
    assert twice.conflicts() == []
    assert [entry.value for entry in twice.history("person", ["a"], "name") if entry.is_current] == ["张演示"]
    assert twice.verify().differences == ()


def test_a_merge_taken_back_leaves_both_as_they_were(twice: SqlRegistry) -> None:
    before = tables(twice)
    merge(twice, "b", "a")
    undo(twice)
    after = tables(twice)
    assert {name: after[name] for name in ("person", "membership", "conflict", "search_key")} == {
        name: before[name] for name in ("person", "membership", "conflict", "search_key")
    }
    assert twice.verify().differences == ()


def test_it_does_not_matter_which_one_is_said_to_be_the_duplicate(laptop: Callable[..., SqlRegistry]) -> None:
    one, other = laptop(0), laptop(1)
    for registry, pair in ((one, ("a", "b")), (other, ("b", "a"))):
        edit(registry, "person", "a", name="张演示")
        edit(registry, "person", "b", name="张演示")
        merge(registry, *pair)
    carry(one, other)
    carry(other, one)
    assert tables(one) == tables(other)
    assert [person.id for person in one.records("person")] == ["a"]
    assert one.conflicts() == []


def test_three_merged_one_into_the_other_do_not_disagree_about_it(registry: SqlRegistry) -> None:
    for person in "abc":
        edit(registry, "person", person, name="张演示")
    merge(registry, "a", "b")
    merge(registry, "b", "c")
    assert [person.id for person in registry.records("person")] == ["a"]
    assert registry.conflicts() == []
    merge(registry, "b", None)
    assert [person.id for person in registry.records("person")] == ["a", "c"]
    assert registry.verify().differences == ()


def test_merged_by_one_and_parted_by_another_is_told(laptop: Callable[..., SqlRegistry]) -> None:
    one, other = laptop(0), laptop(1)
    for person in "abc":
        edit(one, "person", person, name="张演示")
    merge(one, "b", "a")
    carry(one, other)
    merge(one, "b", None)
    merge(other, "b", "c")
    carry(other, one)
    assert [(found["record_id"], found["field"]) for found in one.conflicts()] == [("b", ALIAS)]


def test_two_households_with_the_same_year_are_listed_once_when_merged(registry: SqlRegistry) -> None:
    for household in ("h1", "h2"):
        edit(registry, "household", household, village_code=VILLAGE)
        year = yearly_id("household_year", household, 2018)
        edit(registry, "household_year", year, household_id=household, year=2018, main_cause="01")
    edit(registry, "household", "h2", **{ALIAS: "h1"})
    assert registry.household_ids(HouseholdQuery()) == ["h1"]
    assert len(registry.household_rows(["h1"])) == 1


def test_deleting_the_whole_deletes_both_and_restoring_brings_both_back(twice: SqlRegistry) -> None:
    merge(twice, "b", "a")
    edit(twice, "person", "a", **{LIFE: False})
    assert twice.records("person") == []
    assert twice.conflicts() == []
    undo(twice)
    assert [person.id for person in twice.records("person")] == ["a"]
    assert twice.verify().differences == ()


def test_a_merged_person_is_found_by_what_either_had(twice: SqlRegistry) -> None:
    merge(twice, "b", "a")
    edit(twice, "person", "a", name="张演示")
    assert [found.id for found in twice.search("张演示")] == ["a"]
    assert [found.id for found in twice.search("19900000001")] == ["a"]
