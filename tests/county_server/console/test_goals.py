"""目标 at the county: the same years, plans, exits and incomes as on the laptop that brought them."""

from decimal import Decimal

from fupin_desktop.domain.identity import village_id, yearly_id
from fupin_desktop.services.assess import targets
from tests.county_server.console.scene import FAR_STAFF, HOME, VILLAGE, YEAR, Scene, derive, edits, write


def known(scene: Scene) -> None:
    """Two years of income of one household that was planned to leave and left; another's is known in part only."""
    for year, wage, status, left in ((YEAR - 1, Decimal(8000), "0", None), (YEAR, Decimal(9200), "1", YEAR)):
        facts = yearly_id("household_year", HOME, year)
        stated = {"poverty_status": status, "exit_year": left, "planned_exit_year": YEAR}
        write(scene.first, edits("household_year", facts, household_id=HOME, year=year, **stated), "年度")
        earned = yearly_id("household_income", HOME, year)
        other = dict.fromkeys(("business_income", "property_income", "transfer_income", "business_expense"), Decimal(0))
        whole = {"household_id": HOME, "year": year, "wage_income": wage, **other}
        write(scene.first, edits("household_income", earned, **whole), "收入")
    partly = yearly_id("household_income", f"{HOME[:-1]}2", YEAR)
    one_class = {"household_id": f"{HOME[:-1]}2", "year": YEAR, "wage_income": Decimal(90000)}
    write(scene.first, edits("household_income", partly, **one_class), "收入")
    own = village_id(VILLAGE)
    write(scene.first, edits("village", own, village_kind="01", is_old_revolutionary_area=True), "村情")
    left = {"village_id": own, "year": YEAR, "is_exited": True, "exit_year": YEAR}
    write(scene.first, edits("village_year", yearly_id("village_year", own, YEAR), **left), "出列")
    scene.first.sync()
    derive(scene.store)


def test_the_goals_of_the_county_are_those_of_its_laptops(scene: Scene) -> None:
    known(scene)
    of_laptop = {one.year: one for one in targets(scene.first.registry, VILLAGE)}
    assert (of_laptop[YEAR].planned, of_laptop[YEAR].income) == (1, 4600)
    said = scene.browser().text("/goals")
    assert "登记的贫困村 1 个，已退出 1 个；其中革命老区村 1 个，已退出 1 个" in said
    assert f"{YEAR} 1 1 1/1 100% 1 4,600 {of_laptop[YEAR].growth}% 没有填" in said


def test_another_township_sees_nothing_of_it(file_scene: Scene) -> None:
    known(file_scene)
    said = file_scene.browser(FAR_STAFF).text("/goals")
    assert "还没有登记贫困村" in said
    assert "4,600" not in said
