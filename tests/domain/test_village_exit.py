"""The criteria of a village's exit, counted from form, households and accepted projects; unknown is not met."""

from datetime import date
from typing import Any

from fupin_desktop.catalogue.households.household_conditions import HouseholdConditions
from fupin_desktop.catalogue.projects.sector_project import SectorProject
from fupin_desktop.catalogue.villages.village import Village
from fupin_desktop.catalogue.villages.village_year import VillageYear
from fupin_desktop.domain.book import Book
from fupin_desktop.domain.policy import shipped_policy
from fupin_desktop.domain.village_exit import Criterion, Standing, criteria, in_the_way


def found(
    poor: int = 0, projects: tuple[SectorProject, ...] = (), tv: tuple[bool, ...] = (), **form: Any
) -> dict[str, Criterion]:
    year = VillageYear(id="y", village_id="v", year=2018, **form) if form else None
    book = Book(Village(id="v", name="甲子沟村"), date(2018, 12, 31), {"sector_project": projects})
    homes = tuple(
        HouseholdConditions(id=str(n), household_id=str(n), year=2018, has_radio_tv=one) for n, one in enumerate(tv)
    )
    return {one.item.key: one for one in criteria(Standing(year, poor, homes, book), shipped_policy())}


def test_the_rate_is_below_two_in_a_hundred_and_not_just_two() -> None:
    assert found(9, persons_total=500)["poverty_rate"].is_met is True  # 1.8 %
    assert found(10, persons_total=500)["poverty_rate"].is_met is False
    assert found(10)["poverty_rate"].is_met is None


def test_an_accepted_project_speaks_for_what_the_form_leaves_open_or_has_not_yet() -> None:
    road = SectorProject(id="r", sector="01", name="通村路", accepted_on="2018-05-01")
    assert found(projects=(road,))["paved_road"].is_met is True
    built = found(projects=(road,), has_paved_road_to_township=False)["paved_road"]
    assert (built.is_met, built.project_ids) == (True, ("r",))
    begun = SectorProject(id="b", sector="01", name="通村路")
    assert found(projects=(begun,), has_paved_road_to_township=False)["paved_road"].is_met is False


def test_water_power_clinic_and_television_are_counted() -> None:
    assert found(unsafe_water_households=1)["water"].is_met is False
    assert found(unsafe_water_households=0)["water"].is_met is True
    assert found(powered_natural_villages=3, groups_total=4)["power"].is_met is False
    assert found(clinics=1, licensed_doctors=0)["clinic"].is_met is False
    assert found(clinics=1, licensed_doctors=1)["clinic"].is_met is True
    assert found(tv=(True, False))["radio_tv"].is_met is False
    assert found(tv=(True, True))["radio_tv"].is_met is True


def test_what_is_demanded_and_not_known_stands_in_the_way_what_is_considered_does_not() -> None:
    keys = {one.item.key for one in in_the_way(found().values())}
    assert {"poverty_rate", "water", "clinic"} <= keys
    assert not {"industry", "collective_income"} & keys
