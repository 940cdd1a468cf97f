"""Members: they join, leave, head, split off and go up in another household; nobody is ever erased."""

import pytest

from fupin_desktop.catalogue.numbers import LIFE
from fupin_desktop.db.registry import SqlRegistry
from fupin_desktop.domain.errors import Refused
from fupin_desktop.services.change_members import (
    add_member,
    change_head,
    join_households,
    new_relations,
    remove_member,
    split_household,
)
from fupin_desktop.services.keep_years import seal_year
from fupin_desktop.services.undo import undo
from tests.services.a_family import FAMILY, NEIGHBOUR, VILLAGE, home, member, relations

DAY = "2018-06-30"


def everybody(registry: SqlRegistry) -> set[str]:
    return {person.id for person in registry.records("person")}


def test_a_child_is_born_into_the_household(registry: SqlRegistry) -> None:
    add_member(
        registry,
        home(registry),
        {"name": "张演三", "sex": "2"},
        {"relation_to_head": "08", "joined_on": DAY, "join_reason": "01"},
        {"education_level": "01"},
    )
    dossier = home(registry)
    child = next(one for one in dossier.members if one.person.name == "张演三")
    assert (child.membership.position, child.membership.relation_to_head) == (7, "08")
    assert child.now is not None
    assert child.now.education_level == "01"


def test_after_somebody_came_the_reported_count_does_not_hold_any_more(registry: SqlRegistry) -> None:
    add_member(registry, home(registry), {"name": "张演三"}, {"relation_to_head": "08"})
    now = home(registry).now
    assert now.facts is not None
    assert now.income is not None
    assert (now.facts.member_count, now.income.net_income_per_capita) == (None, None)


def test_a_sealed_years_count_stays_as_it_was_reported(registry: SqlRegistry) -> None:
    seal_year(registry, VILLAGE, 2018, by="张队员")
    add_member(registry, home(registry), {"name": "张演三"}, {"relation_to_head": "08"})
    facts = home(registry).now.facts
    assert facts is not None
    assert facts.member_count == 6
    assert len(home(registry).members) == 7


def test_facts_of_a_sealed_year_want_a_reason(registry: SqlRegistry) -> None:
    seal_year(registry, VILLAGE, 2018, by="张队员")
    person, facts = {"name": "张演三"}, {"education_level": "01"}
    with pytest.raises(Refused, match="补记原因"):
        add_member(registry, home(registry), person, {"relation_to_head": "08"}, facts)
    assert len(home(registry).members) == 6
    add_member(registry, home(registry), person, {"relation_to_head": "08"}, facts, reason="年底前出生，漏报")
    assert registry.groups(1)[0].title == "增加成员 张演三（张演示户）"
    child = home(registry).members[-1]
    assert child.now is not None
    entry = registry.history("person_year", [child.now.id], "education_level")[0]
    assert (entry.kind, entry.reason) == ("addendum", "年底前出生，漏报")


def test_whoever_comes_goes_or_splits_off_is_written_without_a_reason_in_a_sealed_year(registry: SqlRegistry) -> None:
    seal_year(registry, VILLAGE, 2018, by="张队员")
    remove_member(registry, home(registry), member(home(registry), "grandmother"), DAY, "03")
    son = member(home(registry), "son")
    split_household(registry, home(registry), [son], son, {"son": "01"}, DAY)
    join_households(registry, home(registry), home(registry, NEIGHBOUR), {"neighbour-head": "99"}, DAY)
    assert {"grandmother", "son"}.isdisjoint(relations(home(registry)))
    assert "neighbour-head" in relations(home(registry))


def test_a_person_without_a_name_is_refused(registry: SqlRegistry) -> None:
    with pytest.raises(Refused) as refused:
        add_member(registry, home(registry), {"sex": "1"}, {"relation_to_head": "03"})
    assert [problem.field for problem in refused.value.problems] == ["name"]
    assert len(home(registry).members) == 6


def test_who_leaves_is_a_former_member_with_day_and_reason(registry: SqlRegistry) -> None:
    before = everybody(registry)
    remove_member(registry, home(registry), member(home(registry), "grandmother"), DAY, "03")
    dossier = home(registry)
    gone = dossier.former_members[0]
    assert (gone.person.id, gone.membership.left_on, gone.membership.leave_reason) == ("grandmother", DAY, "03")
    assert everybody(registry) == before
    assert "grandmother" not in relations(dossier)


def test_the_head_does_not_leave_before_another_is_named(registry: SqlRegistry) -> None:
    dossier = home(registry)
    with pytest.raises(Refused, match=r"张演示是户主.*先变更户主"):
        remove_member(registry, dossier, member(dossier, "father"), DAY, "03")


def test_the_last_one_of_a_household_may_leave(registry: SqlRegistry) -> None:
    dossier = home(registry, NEIGHBOUR)
    remove_member(registry, dossier, dossier.members[0], DAY, "03")
    assert home(registry, NEIGHBOUR).members == ()


def test_with_another_head_every_relation_is_rewritten_in_one_save(registry: SqlRegistry) -> None:
    dossier = home(registry)
    son = member(dossier, "son")
    proposed = new_relations(dossier, son)
    assert None not in proposed.values()
    change_head(registry, dossier, son, {one: relation or "" for one, relation in proposed.items()})
    after = home(registry)
    assert relations(after) == {
        "son": "01",
        "father": "11",
        "mother": "12",
        "grandmother": "18",
        "daughter-in-law": "02",
        "grandson": "03",
    }
    assert (after.head_name, after.household.head_name) == ("张演一", "张演一")
    assert registry.groups(1)[0].commits == 1
    undo(registry)
    assert relations(home(registry)) == {person: relation for person, (_, _, relation) in FAMILY.items()}


def test_some_members_found_a_household_of_their_own(registry: SqlRegistry) -> None:
    dossier = home(registry)
    leaving = [member(dossier, person) for person in ("son", "daughter-in-law", "grandson")]
    to_son = {"son": "01", "daughter-in-law": "02", "grandson": "03"}
    household_id, _ = split_household(registry, dossier, leaving, leaving[0], to_son, DAY)
    new, old = home(registry, household_id), home(registry)
    assert relations(new) == to_son
    assert (new.head_name, new.household.village_code, new.household.villager_group) == ("张演一", VILLAGE, "第二小组")
    assert set(relations(old)) == {"father", "mother", "grandmother"}
    assert {one.person.id for one in old.former_members} == set(to_son)
    assert member(new, "son").years, "his years go with him"
    assert everybody(registry) == {*FAMILY, "neighbour-head"}


@pytest.mark.parametrize("who", [(), tuple(FAMILY)])
def test_a_household_is_not_split_into_nothing(registry: SqlRegistry, who: tuple[str, ...]) -> None:
    dossier = home(registry)
    leaving = [member(dossier, person) for person in who]
    with pytest.raises(Refused, match="至少留下一人"):
        split_household(registry, dossier, leaving, dossier.members[0], {}, DAY)


def test_the_head_does_not_split_off(registry: SqlRegistry) -> None:
    dossier = home(registry)
    with pytest.raises(Refused, match="户主不能分出去"):
        split_household(
            registry, dossier, [member(dossier, "father")], member(dossier, "father"), {"father": "01"}, DAY
        )


def test_one_household_goes_up_in_another_and_nobody_is_erased(registry: SqlRegistry) -> None:
    before = everybody(registry)
    join_households(registry, home(registry), home(registry, NEIGHBOUR), {"neighbour-head": "99"}, DAY)
    dossier = home(registry)
    assert relations(dossier)["neighbour-head"] == "99"
    assert dossier.members[-1].membership.position == 7
    assert everybody(registry) == before
    assert registry.record("household", NEIGHBOUR) is None
    assert [one.id for one in registry.records("household", deleted=True)] == [NEIGHBOUR]
    assert registry.conflicts() == []
    undo(registry)
    assert set(relations(home(registry, NEIGHBOUR))) == {"neighbour-head"}
    assert len(home(registry).members) == 6


def test_a_dissolved_household_keeps_its_history(registry: SqlRegistry) -> None:
    join_households(registry, home(registry), home(registry, NEIGHBOUR), {"neighbour-head": "99"}, DAY)
    assert [entry.value for entry in registry.history("household", [NEIGHBOUR], LIFE)] == [False, True]


def test_a_household_does_not_go_up_in_itself(registry: SqlRegistry) -> None:
    with pytest.raises(Refused, match="选择另一户"):
        join_households(registry, home(registry), home(registry), {}, DAY)


def test_a_relation_that_must_be_asked_is_proposed_as_unknown(registry: SqlRegistry) -> None:
    dossier = home(registry)
    assert new_relations(dossier, member(dossier, "grandson"))["m-son"] is None
