"""The family of 张演示: he, his wife, his mother, a son with wife and child; known since 2017."""

from decimal import Decimal
from typing import Any

from fupin_desktop.db.registry import SqlRegistry
from fupin_desktop.domain.changes import Deed, Edit
from fupin_desktop.domain.dossier import Dossier, Member
from fupin_desktop.domain.identity import village_id, yearly_id

VILLAGE = "141124199201"
HOME, NEIGHBOUR = "home", "neighbour"
FAMILY = {
    "father": ("张演示", "1", "01"),
    "mother": ("李演示", "2", "02"),
    "grandmother": ("王演示", "2", "12"),
    "son": ("张演一", "1", "03"),
    "daughter-in-law": ("赵演示", "2", "05"),
    "grandson": ("张演二", "1", "07"),
}


def edits(record: str, record_id: str, **values: Any) -> list[Edit]:
    """Edits of one record."""
    return [Edit(record, record_id, name, value) for name, value in values.items()]


def settle(registry: SqlRegistry) -> None:
    """Write the village, the family and a neighbour who lives alone."""
    written = edits("village", village_id(VILLAGE), village_code=VILLAGE, name="甲子沟村")
    for household in (HOME, NEIGHBOUR):
        written += edits("household", household, village_code=VILLAGE, villager_group="第二小组", address="东沟5号院")
    for place, (person, (name, sex, relation)) in enumerate(FAMILY.items(), 1):
        written += _member(HOME, person, name, sex, relation, place)
    written += _member(NEIGHBOUR, "neighbour-head", "孙演示", "1", "01", 1)
    written += edits("household", HOME, head_name="张演示")
    for year in (2017, 2018):
        facts, income = yearly_id("household_year", HOME, year), yearly_id("household_income", HOME, year)
        written += edits("household_year", facts, household_id=HOME, year=year, main_cause="01", member_count=6)
        sums = {
            "wage_income": Decimal(12000),
            "net_income": Decimal(11000),
            "net_income_per_capita": Decimal("1833.33"),
        }
        written += edits("household_income", income, household_id=HOME, year=year, **sums)
    registry.put_setting("region", VILLAGE)
    registry.write([(Deed(title="登记", region=VILLAGE), written)])


def home(registry: SqlRegistry, household: str = HOME, year: int | None = None) -> Dossier:
    """The dossier as it stands now."""
    return next(registry.dossiers([household], year))


def member(dossier: Dossier, person: str) -> Member:
    """One of the family."""
    return next(one for one in dossier.members if one.person.id == person)


def relations(dossier: Dossier) -> dict[str, str | None]:
    """What each member is to the head."""
    return {one.person.id: one.membership.relation_to_head for one in dossier.members}


def _member(household: str, person: str, name: str, sex: str, relation: str, place: int) -> list[Edit]:
    owned = {"household_id": household, "person_id": person, "relation_to_head": relation, "position": place}
    years = [
        edit
        for year in (2017, 2018)
        for edit in edits(
            "person_year",
            yearly_id("person_year", person, year),
            person_id=person,
            year=year,
            education_level="03",
            work_months=Decimal(6),
        )
    ]
    return [*edits("person", person, name=name, sex=sex), *edits("membership", f"m-{person}", **owned), *years]
