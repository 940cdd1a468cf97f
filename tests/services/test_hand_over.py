"""交账包: what the village changed waits on its screen until it is ticked; what came from above never does."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from openpyxl import load_workbook

from fupin_desktop.catalogue import RECORDS
from fupin_desktop.db.registry import SqlRegistry, make_registry, open_registry
from fupin_desktop.domain.changes import Edit
from fupin_desktop.domain.errors import Refused
from fupin_desktop.services.demo.fill import fill_with_demo
from fupin_desktop.services.hand_over import OfScreen, Waiting, hand_over, opens_words, tick, write_package
from fupin_desktop.services.save_records import save
from fupin_desktop.services.totals import totals
from fupin_desktop.services.undo import undo


@pytest.fixture
def village(tmp_path: Path) -> Iterator[SqlRegistry]:
    """Four households, as if the county had just sent them."""
    make_registry(tmp_path / "registry", "demo")
    opened = open_registry(tmp_path / "registry", "demo")
    fill_with_demo(opened, households=4, seed=3)
    yield opened
    opened.close()


def change(registry: SqlRegistry, record: str, record_id: str, **values: object) -> None:
    save(
        registry, [Edit(record, record_id, name, value) for name, value in values.items()], title="修改", reason="核对"
    )


def waiting(found: tuple[OfScreen, ...]) -> list[Waiting]:
    return [one for each in found for one in each.waiting]


def test_what_came_from_above_is_there_already(village: SqlRegistry) -> None:
    found = hand_over(village)
    assert waiting(found) == []
    assert [each.screen.title for each in found] == ["户信息", "家庭成员", "收入支出", "生产生活条件", "帮扶责任人结对"]
    assert found[0].done == 4


def test_a_change_waits_on_its_screen_until_it_is_ticked_and_again_when_it_changes(village: SqlRegistry) -> None:
    home = village.records("household")[0]
    before = home.phone
    change(village, "household", home.id, phone="19900009999")
    (one,) = waiting(hand_over(village))
    assert (one.entry.screen.key, one.household_id) == ("household", home.id)
    (said,) = one.changes
    assert (said.cell.spec.label, said.before, said.now) == ("户联系电话", before or "空", "19900009999")
    assert opens_words(one) == "现在可录"  # a phone may be typed at any time (resources/policy/national_entry.toml)

    tick(village, [one])
    assert waiting(hand_over(village)) == []

    change(village, "household", home.id, phone="19900008888")
    (again,) = waiting(hand_over(village))
    assert (again.changes[0].before, again.changes[0].now) == ("19900009999", "19900008888")

    undo(village)
    assert waiting(hand_over(village)) == []


def test_income_waits_for_the_yearly_opening_unless_it_is_open(village: SqlRegistry) -> None:
    home = village.records("household")[0]
    income = next(one for one in village.records("household_income") if (one.household_id, one.year) == (home.id, 2018))
    change(village, "household_income", income.id, wage_income=1)
    (one,) = waiting(hand_over(village))
    month = village.today().month
    assert opens_words(one) == ("现在可录" if month in (10, 11) else "等年度开放")


def test_somebody_who_left_is_to_be_typed_too(village: SqlRegistry) -> None:
    member = next(one for one in village.records("membership") if one.relation_to_head != "01" and not one.left_on)
    change(village, "membership", member.id, left_on="2018-12-01", leave_reason="01")
    (one,) = waiting(hand_over(village))
    assert {each.cell.spec.label for each in one.changes} == {"减少日期", "减少原因"}


def test_the_package_lists_what_waits_with_every_field_of_the_screen_in_order(
    village: SqlRegistry, tmp_path: Path
) -> None:
    home = village.records("household")[0]
    change(village, "household", home.id, phone="19900009999")
    assert write_package(village, hand_over(village), "", tmp_path / "package.xlsx") == 1
    book = load_workbook(tmp_path / "package.xlsx")
    assert book.sheetnames == ["清单", "户信息", "汇总"]
    line = [cell.value for cell in book["清单"][3]]
    assert line[1:4] == ["户信息", home.household_code, village.household_rows([home.id])[0].head_name]
    assert "19900009999" in line[5]
    headers = [cell.value for cell in book["户信息"][2]]
    fields = [one for name in ("household", "household_year") for one in RECORDS[name].fields]
    assert headers[3:] == [one.label for one in fields if one.national and not one.derived]
    assert book["户信息"].cell(3, headers.index("户联系电话") + 1).value == "19900009999"


def test_nothing_to_hand_over_is_said(village: SqlRegistry, tmp_path: Path) -> None:
    with pytest.raises(Refused, match="没有要交的"):
        write_package(village, hand_over(village), "", tmp_path / "package.xlsx")


def test_township_and_county_are_the_sums_of_their_villages(tmp_path: Path) -> None:
    make_registry(tmp_path / "two", "demo")
    registry = open_registry(tmp_path / "two", "demo")
    fill_with_demo(registry, villages=2, households=6, seed=4)
    county, township, *villages = totals(registry, 2018)
    registry.close()
    assert [one.level for one in (county, township, *villages)] == ["county", "township", "village", "village"]
    for figure in ("households", "persons", "poor_persons", "exited_households", "exits_planned"):
        assert getattr(county, figure) == getattr(township, figure) == sum(getattr(one, figure) for one in villages)
    assert county.households == county.poor_households + county.exited_households > 0
