"""Regions of two editions, and the old county codes in identity numbers."""

import csv

import pytest

from fupin_desktop.catalogue import regions
from fupin_desktop.catalogue.regions import RegionPath, find_village, old_county, region, region_path, villages
from fupin_desktop.paths import resources

# Village-level units and townships by county (platform.md §10): 2016 edition, 2023 edition.
COUNTIES = {
    "141102": ("离石区", 253, 12, 190, 11),
    "141121": ("文水县", 203, 12, 158, 12),
    "141122": ("交城县", 151, 11, 111, 9),
    "141123": ("兴县", 383, 18, 254, 16),
    "141124": ("临县", 642, 23, 504, 23),
    "141125": ("柳林县", 261, 15, 198, 15),
    "141126": ("石楼县", 135, 9, 68, 9),
    "141127": ("岚县", 168, 13, 137, 10),
    "141128": ("方山县", 171, 7, 94, 6),
    "141129": ("中阳县", 100, 7, 89, 6),
    "141130": ("交口县", 96, 7, 94, 7),
    "141181": ("孝义市", 427, 17, 354, 16),
    "141182": ("汾阳市", 301, 16, 205, 14),
}


def rows() -> list[dict[str, str]]:
    with (resources() / "codes" / "regions.csv").open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))


def townships(county: str, year: int) -> int:
    held = regions._regions()
    return sum(p.level == "township" and p.code.startswith(county) and p.valid_in(year) for p in held)


@pytest.mark.parametrize("county", COUNTIES)
def test_each_edition_has_the_units_that_were_counted(county: str) -> None:
    name, old_villages, old_towns, new_villages, new_towns = COUNTIES[county]
    found = region(county)
    assert found is not None
    assert found.name == name
    assert (len(villages(county, 2016)), townships(county, 2016)) == (old_villages, old_towns)
    assert (len(villages(county, 2023)), townships(county, 2023)) == (new_villages, new_towns)


def test_the_city_has_all_units_of_both_editions() -> None:
    assert len(villages(year=2015)) == 3291
    assert len(villages(year=2023)) == 2456
    assert len(villages()) == 3291 + 2456 - 1775, "1775 are in both under the same name"


def test_no_code_is_valid_twice_in_a_year() -> None:
    for year in (2014, 2022, 2023, 2030):
        held = [row["code"] for row in rows() if (row["valid_from"] or "0") <= str(year) <= (row["valid_to"] or "9")]
        assert len(held) == len(set(held))


def test_every_region_stands_under_a_region_of_its_edition() -> None:
    for place in regions._regions():
        year = place.valid_to or place.valid_from or 2016
        parent = region(place.parent, year)
        assert place.level == "city" or (parent is not None and parent.valid_in(year)), place


def test_a_successor_is_a_region_that_came_and_stands_in_the_same_county() -> None:
    succeeded = [place for place in regions._regions() if place.successor]
    assert len(succeeded) > 400
    for place in succeeded:
        heir = region(place.successor or "", 2023)
        assert place.valid_to == 2022
        assert heir is not None
        assert heir.valid_from == 2023
        assert (heir.level, heir.code[:6]) == (place.level, place.code[:6])


def test_no_two_places_have_the_same_successor() -> None:
    successors = [place.successor for place in regions._regions() if place.successor]
    assert len(successors) == len(set(successors))


def test_a_township_that_became_a_town_is_followed() -> None:
    old = region("141122200000")
    assert old is not None
    assert (old.name, old.valid_to, old.successor) == ("洪相乡", 2022, "141122106000")


def test_a_code_given_to_another_place_has_the_name_of_its_year() -> None:
    assert regions.region_name("141102001003", 2015) == "永东社区居委会"
    assert regions.region_name("141102001003", 2023) == "城中社区居委会"
    assert regions.region_name("141102001003") == "城中社区居委会"


def test_a_code_in_no_table_is_no_error() -> None:
    assert region("141124199201") is None
    assert regions.region_name("110101001001") is None
    assert region("") is None


def test_a_path_names_every_level_that_is_known() -> None:
    assert region_path("141124100201") == ("山西省", "吕梁市", "临县", "临泉镇", "前麻峪村委会")
    assert region_path("141124") == RegionPath("山西省", "吕梁市", "临县", "", "")
    assert region_path("141124000000") == RegionPath("山西省", "吕梁市", "临县", "", "")
    assert region_path("141124199201") == RegionPath("山西省", "吕梁市", "临县", "", "")
    assert region_path("110101001001") == RegionPath("", "", "", "", "")


@pytest.mark.parametrize(
    ("county", "township", "village"),
    [
        ("临县", "临泉镇", "前麻峪村"),
        ("临县", "临泉镇", "前麻峪村委会"),
        ("临县", "临泉", "前麻峪"),
        (" 临 县", "临泉镇　", "前麻峪 村民委员会"),
    ],
)
def test_a_village_is_found_under_any_way_of_writing_it(county: str, township: str, village: str) -> None:
    found = find_village(county, township, village, 2018)
    assert found is not None
    assert found.code == "141124100201"


def test_a_village_beside_a_residents_committee_of_its_name_is_told_apart() -> None:
    village, community = (find_village("临县", "白文镇", name, 2023) for name in ("白文村", "白文居委会"))
    assert village is not None
    assert community is not None
    assert (village.name, community.name) == ("白文村委会", "白文居委会")


def test_a_village_is_found_in_the_edition_of_the_year() -> None:
    old = find_village("交城县", "洪相乡", "洪相村", 2016)
    new = find_village("交城县", "洪相镇", "洪相村", 2023)
    assert old is not None
    assert new is not None
    assert (old.code[:9], new.code[:9]) == ("141122200", "141122106")
    assert old.successor == new.code


def test_a_village_that_became_a_community_is_found_as_it_is_in_the_year() -> None:
    village, community = (find_village("离石区", "滨河街道", "东关村", year) for year in (2016, 2023))
    assert village is not None
    assert community is not None
    assert (village.name, community.name) == ("东关村村委会", "东关社区居委会")


def test_a_village_of_the_other_edition_is_better_than_none() -> None:
    found = find_village("临县", "临泉镇", "凤凰社区", 2016)
    assert found is not None
    assert (found.code, found.valid_from) == ("141124100009", 2023)


def test_a_village_that_does_not_exist_is_not_guessed() -> None:
    assert find_village("临县", "样板乡", "甲子沟村", 2018) is None
    assert find_village("兴县", "临泉镇", "前麻峪村", 2018) is None


def test_every_village_is_found_by_the_names_on_its_own_path() -> None:
    for year in (2016, 2023):
        for place in villages(year=year):
            path = region_path(place.code, year)
            assert find_village(path.county, path.township, path.village, year) == place


def test_the_old_county_codes_lead_to_the_counties_of_today() -> None:
    jiaokou = old_county("142333")
    fenyang = [old_county(code) for code in ("142303", "142321")]
    assert jiaokou is not None
    assert (jiaokou.name, jiaokou.valid_from, jiaokou.valid_to) == ("交口县", 1982, 2002)
    assert {county.successor for county in fenyang if county} == {"141182"}
    assert old_county("141124") is None


def test_every_old_county_leads_to_a_region_that_exists() -> None:
    successors = [county.successor for county in regions._old_counties().values()]
    assert len(successors) == 17
    assert [code for code in successors if region(code) is None] == []
    assert set(successors) == {"141100", *COUNTIES}
