"""Classes of villages: by which facts, blank is none of them, and which projects fit."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from fupin_desktop.catalogue import RECORDS
from fupin_desktop.catalogue.codes import code_table
from fupin_desktop.catalogue.projects.sector_project import SectorProject
from fupin_desktop.catalogue.villages.village import Village
from fupin_desktop.catalogue.villages.village_year import VillageYear
from fupin_desktop.domain.book import Book
from fupin_desktop.domain.policy import shipped_policy
from fupin_desktop.domain.village_groups import (
    PER_HEAD,
    SHARES,
    VillageInGroup,
    classify_village,
    village_groups,
)

DAY = date(2018, 12, 31)


def found(projects: tuple[SectorProject, ...] = (), **of_year: Any) -> dict[str, VillageInGroup]:
    book = Book(Village(id="v", terrain="01"), DAY, {"sector_project": projects})
    year = VillageYear(id="y", village_id="v", year=2018, **of_year)
    return {one.group.key: one for one in classify_village(book, year, shipped_policy())}


def test_what_is_blank_puts_a_village_into_no_class() -> None:
    assert set(found()) == {"hilly"}, "the terrain is all that is known"


@pytest.mark.parametrize(
    ("of_year", "key", "fact"),
    [
        ({"cooperatives": 0}, "no_cooperative", "农民专业合作社个数 0 个"),
        ({"collective_income": Decimal("4.9")}, "thin_collective", "村集体经济收入 4.9 万元"),
        ({"has_paved_road_to_township": False}, "no_road", "到乡镇是否通沥青（水泥）路 否"),
        ({"unsafe_water_households": 3}, "water", "未实现饮水安全户数 3 户"),
        ({"labour_persons": 39, "persons_total": 100}, "little_labour", "劳动力占总人口 39.0%"),
        ({"migrant_workers": 20, "labour_persons": 50}, "away", "外出务工占劳动力 40.0%"),
        ({"cultivated_land": Decimal(140), "persons_total": 100}, "little_land", "人均耕地 1.4 亩"),
    ],
)
def test_a_fact_puts_a_village_into_its_class_and_is_told(of_year: dict[str, Any], key: str, fact: str) -> None:
    assert found(**of_year)[key].facts == (fact,)


@pytest.mark.parametrize(
    "of_year",
    [{"cooperatives": 1}, {"collective_income": Decimal(5)}, {"labour_persons": 40, "persons_total": 100}],
)
def test_at_its_limit_a_village_is_in_none(of_year: dict[str, Any]) -> None:
    assert set(found(**of_year)) == {"hilly"}


def test_only_a_project_of_the_year_and_of_a_fitting_sector_counts() -> None:
    road, old, school = (
        SectorProject(id=name, village_id="v", year=year, sector=sector, name=name)
        for name, year, sector in (("road", 2018, "01"), ("old", 2017, "01"), ("school", 2018, "04"))
    )
    assert found((road, old, school), has_paved_road_to_township=False)["no_road"].project_ids == ("road",)


def test_every_class_asks_for_what_there_is() -> None:
    sectors = {item.code for item in code_table("project_sector").items}
    for group in village_groups(shipped_policy()):
        assert set(group.sectors) <= sectors
        for one in group.when:
            record, _, field = one["field"].partition(".")
            assert one["field"] in {*SHARES, *PER_HEAD} or field in RECORDS[record].by_name
