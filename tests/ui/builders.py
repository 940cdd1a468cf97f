"""A small village for tests of windows: 甲子沟村, twelve fictitious households, the years 2017 and 2018.

Each household is one line of HOUSEHOLDS; everything else follows from it. Names of fields are the catalogue's.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from fupin_desktop.domain.changes import Deed, Edit
from fupin_desktop.domain.id_number import check_character
from fupin_desktop.domain.identity import coded_id, village_id, yearly_id
from fupin_desktop.services.ports import Registry

VILLAGE = "141124199201"
PASSPHRASE = "demo-1234"
USER = "王演示"
YEARS = (2017, 2018)
HELPERS = ("王演示", "李驻村", "赵帮扶")


@dataclass(frozen=True)
class Home:
    """One household: its head, its members as (name, relation, sex, birth), and what 2018 says of it."""

    head: str
    group: str
    attribute: str
    cause: str
    status: str
    wage: int | None
    members: tuple[tuple[str, str, str, str], ...]
    helper: int | None = 0
    planned: int = 2019


HOUSEHOLDS = (
    Home("张来福", "第一小组", "01", "01", "0", 6200, (
        ("张来福", "01", "1", "19630412"), ("李秀英", "02", "2", "19650720"), ("张小军", "03", "1", "19900105"))),
    Home("解玉梅", "第一小组", "04", "02", "0", 2100, (
        ("解玉梅", "01", "2", "19551103"), ("单建国", "02", "1", "19520318"))),
    Home("刘三娃", "第一小组", "01", "03", "1", 18400, (
        ("刘三娃", "01", "1", "19700909"), ("任桂花", "02", "2", "19720214"), ("刘佳", "04", "2", "20030630"),
        ("刘洋", "03", "1", "20060815"))),
    Home("高富贵", "第一小组", "01", "09", "1", 15200, (
        ("高富贵", "01", "1", "19681225"), ("薛梅兰", "02", "2", "19700402")), helper=1),
    Home("秦有才", "第二小组", "06", "02", "0", None, (("秦有才", "01", "1", "19410606"),), helper=1, planned=2020),
    Home("薛满仓", "第二小组", "01", "07", "2", 9800, (
        ("薛满仓", "01", "1", "19660130"), ("郭翠平", "02", "2", "19680811"), ("薛磊", "03", "1", "19941017"),
        ("成丽", "05", "2", "19960423"), ("薛子轩", "07", "1", "20170509")), helper=1, planned=2018),
    Home("𠅤守义", "第二小组", "01", "08", "0", 3900, (
        ("𠅤守义", "01", "1", "19580228"), ("白改变", "02", "2", "19600317")), helper=2),
    Home("白候小", "第二小组", "04", "01", "0", 4500, (
        ("白候小", "01", "1", "19621008"), ("白艳", "04", "2", "19990919")), helper=2),
    Home("郝双喜", "第三小组", "01", "05", "1", 22000, (
        ("郝双喜", "01", "1", "19750505"), ("牛爱珍", "02", "2", "19770707"),
        ("郝鹏", "03", "1", "20010101")), helper=2),
    Home("牛根锁", "第三小组", "01", "11", "0", 5100, (("牛根锁", "01", "1", "19690814"),), helper=None),
    Home("成二小", "第三小组", "05", "09", "4", 26800, (
        ("成二小", "01", "1", "19731111"), ("高粉兰", "02", "2", "19751212"), ("成凯", "03", "1", "19980606"))),
    Home("任虎生", "第三小组", "01", "04", "3", 2600, (
        ("任虎生", "01", "1", "19640101"), ("刘巧珍", "02", "2", "19660202"), ("任雪", "04", "2", "20000303")),
        helper=None),
)  # fmt: skip


def household_id(place: int) -> str:
    """The id of a household of the village, counted from 0."""
    return coded_id("household", household_code(place))


def household_code(place: int) -> str:
    """The national code of a household."""
    return f"8141199{place + 1:07d}"


def person_id(place: int, member: int = 0) -> str:
    """The id of a member of a household."""
    return coded_id("person", f"{household_code(place)}{member + 1:02d}")


def helper_id(place: int) -> str:
    """The id of a helper."""
    return coded_id("helper", f"H{place}")


def id_number(birth: str, sex: str, serial: int) -> str:
    """An identity number that belongs to nobody: 141199 is no region."""
    body = f"141199{birth}{serial % 100:02d}{serial % 5 * 2 + (1 if sex == '1' else 0)}"
    return body + check_character(body)


def fill(registry: Registry) -> None:
    """Write the whole village, as one action."""
    deed = Deed(title="录入甲子沟村", region=VILLAGE, kind="demo")
    edits = [*_village(), *_helpers()]
    for place, home in enumerate(HOUSEHOLDS):
        edits += [*_household(place, home), *_years(place, home), *_help(place, home)]
    registry.write([(deed, edits)])
    registry.put_setting("region", VILLAGE)


def many_households(count: int) -> list[Edit]:
    """As many small households as a test of long lists wants, beside the twelve."""
    edits: list[Edit] = []
    for n in range(count):
        place = 1000 + n
        head = f"户{n:05d}"
        home = Home(head, f"第{n % 9 + 1}小组", "01", f"{n % 9 + 1:02d}", str(n % 2), 3000 + n, (
            (head, "01", "1", f"19{50 + n % 45}0{n % 9 + 1}15"),))  # fmt: skip
        edits += [*_household(place, home), *_years(place, home)]
    return edits


def _set(record: str, record_id: str, **values: Any) -> Iterator[Edit]:
    yield from (Edit(record, record_id, name, value) for name, value in values.items() if value is not None)


def _village() -> Iterator[Edit]:
    own = village_id(VILLAGE)
    names = {"name": "甲子沟村", "township_name": "样板乡", "county_name": "临县"}
    yield from _set(
        "village", own, village_code=VILLAGE, **names, village_kind="01", leader_name="郝支书", leader_post="支部书记"
    )
    for year in YEARS:
        of_year = yearly_id("village_year", own, year)
        yield from _set(
            "village_year", of_year, village_id=own, year=year, households_total=214, persons_total=612, groups_total=3
        )


def _helpers() -> Iterator[Edit]:
    unit = coded_id("unit", "U1")
    yield from _set("unit", unit, name="临县演示局", kind="01", affiliation="50")
    for n, name in enumerate(HELPERS):
        yield from _set(
            "helper",
            helper_id(n),
            name=name,
            sex="1",
            unit_id=unit,
            phone=f"1990000{n + 1:04d}",
            id_number=id_number(f"197{n}0101", "1", n + 70),
            political_status="01",
            is_first_secretary=n == 0,
            is_team_leader=n == 0,
            is_team_member=n > 0,
        )


def _household(place: int, home: Home) -> Iterator[Edit]:
    own = household_id(place)
    numbers = [id_number(birth, sex, place * 7 + n) for n, (_, _, sex, birth) in enumerate(home.members)]
    yield from _set(
        "household",
        own,
        household_code=household_code(place),
        village_code=VILLAGE,
        villager_group=home.group,
        head_name=home.head,
        head_id_number=numbers[0],
        phone=f"1990000{place + 100:04d}",
        address=f"{home.group}{place + 1}号院",
        first_identified="2014-06",
    )
    for n, (name, relation, sex, birth) in enumerate(home.members):
        one = person_id(place, n)
        yield from _set(
            "person",
            one,
            person_code=f"{household_code(place)}{n + 1:02d}",
            name=name,
            sex=sex,
            id_type="01",
            id_number=numbers[n],
            ethnicity="01",
            birth_date=f"{birth[:4]}-{birth[4:6]}-{birth[6:]}",
        )
        yield from _set(
            "membership",
            coded_id("membership", f"{household_code(place)}{n + 1:02d}"),
            household_id=own,
            person_id=one,
            relation_to_head=relation,
            position=n,
        )
        for year in YEARS:
            yield from _person_year(one, year, int(birth[:4]))


def _person_year(person: str, year: int, born: int) -> Iterator[Edit]:
    age = year - born
    yield from _set(
        "person_year",
        yearly_id("person_year", person, year),
        person_id=person,
        year=year,
        education_level="06" if age < 6 else "02" if age > 55 else "03",
        school_status="03" if 6 <= age < 12 else "01",
        health_status=("02",) if age > 60 else ("01",),
        labour_skill="04" if age < 16 or age > 70 else "01",
        in_rural_medical_insurance=True,
        in_resident_pension=age >= 16,
    )


def _years(place: int, home: Home) -> Iterator[Edit]:
    own = household_id(place)
    exited = home.status in ("1", "4")
    for year in YEARS:
        newest = year == max(YEARS)
        yield from _set(
            "household_year",
            yearly_id("household_year", own, year),
            household_id=own,
            year=year,
            identification_standard="01",
            household_attribute=home.attribute,
            main_cause=home.cause,
            poverty_status=home.status if newest or home.status == "4" else "0",
            planned_exit_year=home.planned,
            exit_year=(2016 if home.status == "4" else 2018) if exited and newest else None,
            return_year=2018 if home.status == "3" and newest else None,
        )
        yield from _set(
            "household_conditions",
            yearly_id("household_conditions", own, year),
            household_id=own,
            year=year,
            cultivated_land=place + 4,
            has_domestic_power=True,
            is_dangerous_house=place % 5 == 0,
        )
        if home.wage is not None:
            yield from _set(
                "household_income",
                yearly_id("household_income", own, year),
                household_id=own,
                year=year,
                wage_income=home.wage if newest else home.wage // 2,
                business_income=1800 + 100 * place,
                business_expense=600,
                minimum_living_payment=2400 if home.attribute in ("04", "06") else None,
            )


def _help(place: int, home: Home) -> Iterator[Edit]:
    own = household_id(place)
    if home.helper is not None:
        yield from _set(
            "pairing",
            coded_id("pairing", household_code(place)),
            household_id=own,
            helper_id=helper_id(home.helper),
            started_on="2017-03-01",
        )
        yield from _set(
            "visit",
            coded_id("visit", household_code(place)),
            household_id=own,
            visited_on=f"2018-0{place % 9 + 1}-1{place % 9}",
            helper_id=helper_id(home.helper),
            visitor=HELPERS[home.helper],
            kind="01",
            content="入户了解生产和收入情况",
            needs="想学核桃修剪技术" if place % 3 == 0 else None,
        )
    yield from _set(
        "assistance_plan",
        coded_id("assistance_plan", household_code(place)),
        household_id=own,
        year=2018,
        category="M4",
        content="发展核桃三亩",
        target="稳定脱贫",
        starts_on="2018-03-01",
        ends_on="2018-10-31",
        done_on="2018-09-20" if place % 4 else None,
        responsible="村委会",
    )
    yield from _set(
        "assistance_measure",
        coded_id("assistance_measure", household_code(place)),
        household_id=own,
        done_on="2018-04-16",
        category="M4",
        content="发放核桃苗九十株",
        provider="临县演示局",
        amount=450,
    )
