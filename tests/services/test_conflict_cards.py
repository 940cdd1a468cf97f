"""Cards in words, without a window: what stands on them, and what merging and parting does to the records."""

import pytest

from fupin_desktop.catalogue.numbers import LIFE
from fupin_desktop.db.registry import SqlRegistry
from fupin_desktop.domain.changes import Deed, Edit
from fupin_desktop.domain.errors import Refused
from fupin_desktop.domain.identity import yearly_id
from fupin_desktop.services.conflict_cards import CardKind, conflict_cards
from fupin_desktop.services.doubtful_records import doubtful_cards
from fupin_desktop.services.exchange_history import Happening, exchanges, last_speed, note
from fupin_desktop.services.merge_duplicates import is_noted_different, keep_in_household, merge_people, note_different
from fupin_desktop.services.resolve_conflict import agree_to_deletion
from fupin_desktop.services.sync_state import may_decide_for_county, sync_state
from fupin_desktop.services.undo import undo
from tests.services.a_family import FAMILY, HOME, NEIGHBOUR, VILLAGE, edits
from tests.ui.builders import id_number

FACTS = yearly_id("household_year", HOME, 2018)
NUMBER = id_number("19991231", "1", 91)


def apart(registry: SqlRegistry, record: str, record_id: str, field: str, *values: object) -> None:
    """Several people write a field, each having seen what stood there before."""
    seen = registry.heads(record, record_id).get(field, ())
    for value in values:
        registry.write([(Deed(title="修改", region=VILLAGE), [Edit(record, record_id, field, value, seen)])])


def test_a_card_has_both_values_in_words_with_what_was_seen(registry: SqlRegistry) -> None:
    apart(registry, "household_year", FACTS, "main_cause", "02", "07")
    (card,) = conflict_cards(registry)
    assert (card.kind, card.whose, card.what) == (CardKind.VALUE, "张演示户", "2018年 · 主要致贫原因")
    assert sorted(one.values[0].words for one in card.opinions) == ["因残", "缺技术"] or len(card.opinions) == 2
    assert {one.values[0].saw for one in card.opinions} == {"因病"}
    assert [one.is_shown for one in card.opinions].count(True) == 1
    assert card.earlier[0].values[0].words == "因病"
    assert not card.of_county
    assert card.spec is not None
    assert card.place == f"household_year.main_cause:{FACTS}"


def test_three_who_wrote_two_values_are_two_sides(registry: SqlRegistry) -> None:
    apart(registry, "household", HOME, "address", "东沟6号院", "西沟1号院", "东沟6号院")
    (card,) = conflict_cards(registry)
    assert sorted(len(one.by) for one in card.opinions) == [1, 2]


def test_what_the_county_decides_is_marked(registry: SqlRegistry) -> None:
    apart(registry, "household_year", FACTS, "household_attribute", "04", "06")
    (card,) = conflict_cards(registry)
    assert card.of_county
    assert not may_decide_for_county(registry)


def test_a_computer_without_a_county_has_nothing_to_send(registry: SqlRegistry) -> None:
    assert not sync_state(registry).is_enrolled


def twins(registry: SqlRegistry) -> list[str]:
    """One child entered twice, with yearly facts and a place in the household each."""
    for one, name in (("a-child", "张小宝"), ("b-child", "张晓宝")):
        written = edits("person", one, name=name, id_number=NUMBER)
        written += edits("membership", f"m-{one}", household_id=HOME, person_id=one, relation_to_head="03")
        facts = yearly_id("person_year", one, 2018)
        written += edits("person_year", facts, person_id=one, year=2018, education_level="03")
        registry.write([(Deed(title="新增", region=VILLAGE), written)])
    return ["a-child", "b-child"]


def test_what_one_computer_wrote_twice_is_left_to_the_checks(registry: SqlRegistry) -> None:
    twins(registry)
    assert doubtful_cards(registry) == []


def test_merging_leaves_one_person_with_one_place_and_one_year(registry: SqlRegistry) -> None:
    ids = twins(registry)
    merge_people(registry, ids)
    assert len([one for one in registry.records("person") if one.id in ids]) == 1
    assert len(registry.records("person_year", "person_id", ["a-child"])) == 1
    assert len(registry.records("membership", "person_id", ["a-child"])) == 1
    assert [one["field"] for one in registry.conflicts()] == ["name"]
    with pytest.raises(Refused, match="已经合并"):
        merge_people(registry, ids)


def test_a_merge_is_taken_back_under_its_own_name(registry: SqlRegistry) -> None:
    ids = twins(registry)
    merge_people(registry, ids)
    assert "合并重复的人：张小宝、张晓宝" in undo(registry).title
    assert len([one for one in registry.records("person") if one.id in ids]) == 2
    assert len(registry.records("person_year", "person_id", ids)) == 2
    assert registry.conflicts() == []
    assert registry.verify().differences == ()


def test_different_people_are_remembered_in_whatever_order(registry: SqlRegistry) -> None:
    note_different(registry, ["b", "a"])
    assert is_noted_different(registry, ["a", "b"])
    assert not is_noted_different(registry, ["a", "c"])


def test_a_person_in_two_households_belongs_to_one(registry: SqlRegistry) -> None:
    son = list(FAMILY)[3]
    owned = {"household_id": NEIGHBOUR, "person_id": son, "relation_to_head": "03"}
    registry.write([(Deed(title="迁入", region=VILLAGE), edits("membership", "m2", **owned))])
    (card,) = doubtful_cards(registry)
    assert card.kind is CardKind.TWO_HOUSEHOLDS
    keep_in_household(registry, "m2")
    assert doubtful_cards(registry) == []
    with pytest.raises(Refused, match="只在一户里"):
        keep_in_household(registry, "m2")
    undo(registry)
    assert [one.kind for one in doubtful_cards(registry)] == [CardKind.TWO_HOUSEHOLDS]


def test_a_deletion_can_be_agreed_to_and_taken_back(registry: SqlRegistry) -> None:
    seen = tuple(op for several in registry.heads("household", HOME).values() for op in several)
    registry.write([(Deed(title="修改", region=VILLAGE), [Edit("household", HOME, "address", "东沟6号院")])])
    registry.write([(Deed(title="删除", region=VILLAGE), [Edit("household", HOME, LIFE, value=False, seen=seen)])])
    (card,) = conflict_cards(registry)
    assert card.kind is CardKind.EDITED_AFTER_DELETION
    assert [one.button for one in card.opinions] == ["留着", "放进回收站"]
    assert [one.words for one in card.opinions[0].values] == ["东沟6号院"]
    agree_to_deletion(registry, card.id)
    assert [one.id for one in registry.records("household")] == [NEIGHBOUR]
    undo(registry)
    assert HOME in [one.id for one in registry.records("household")]
    assert registry.conflicts() == []


def test_the_speed_of_the_line_is_that_of_the_last_exchange_large_enough(registry: SqlRegistry) -> None:
    assert last_speed(registry) is None
    note(registry, "f" * 16, Happening.SYNCED, {"sent_bytes": 30_000, "received_bytes": 10_000, "ms": 8_000})
    note(registry, "f" * 16, Happening.SYNCED, {"sent_bytes": 10, "ms": 4_000})
    assert last_speed(registry) == 5_000
    assert [one.sent_bytes for one in exchanges(registry)] == [10, 30_000]
