"""What papers tell of a dossier in words of their own: place, age, labour, team, period, scale."""

from collections.abc import Callable, Iterable
from typing import Any, NamedTuple

from fupin_desktop.catalogue.assistance.assistance_measure import AssistanceMeasure
from fupin_desktop.catalogue.assistance.assistance_plan import AssistancePlan
from fupin_desktop.catalogue.helpers.helper import Helper
from fupin_desktop.catalogue.regions import region_path
from fupin_desktop.domain.dossier import Dossier
from fupin_desktop.domain.id_number import birth_day
from fupin_desktop.fields.days import age_on
from fupin_desktop.fields.plain import decimal_text
from fupin_desktop.pdf.seen import Seen, day_words, helping, labels, member, viewed

_CAN_WORK = ("01", "02", "05")  # C-10: 普通劳动力, 技能劳动力, 弱劳动力或半劳动力


class Told(NamedTuple):
    """A label and how the words are found."""

    label: str
    read: Callable[[Seen], str]


def _number(seen: Seen) -> str:
    return str(seen.number) if seen.number else ""


def _year(seen: Seen) -> str:
    return f"{viewed(seen).year}年"


def _place(seen: Seen) -> str:
    """County, township and village by name, from the village's record, its code, or the title given."""
    village = seen.dossier.village
    if village and village.name:
        return "".join(part or "" for part in (village.county_name, village.township_name, village.name))
    path = region_path(seen.dossier.household.village_code or "", seen.dossier.year)
    return (path.county + path.township + path.village) if path.village else seen.occasion.village_title


def _group(seen: Seen) -> str:
    """The villagers' group, with its village where the title names another one."""
    village, group = seen.dossier.village, seen.dossier.household.villager_group or ""
    name = (village.name if village else None) or ""
    return group if name in seen.occasion.village_title or not seen.occasion.village_title else name + group


def _address(seen: Seen) -> str:
    """Where the household lives: place, group and house, each said once however full the address is."""
    household, village = seen.dossier.household, seen.dossier.village
    house, group = household.address or "", household.villager_group or ""
    place = "" if village and village.name and village.name in house else _place(seen)
    return place + ("" if group in house else group) + house


def _born(seen: Seen) -> str:
    """The birth date, from the ID number where it was not written apart."""
    found = member(seen)
    if found is None or found.person.birth_date:
        return (found.person.birth_date or "") if found else ""
    born = birth_day(found.person.id_number)
    return born.isoformat() if born else ""


def _birth(seen: Seen) -> str:
    return day_words(_born(seen))


def _age(seen: Seen) -> str:
    age = age_on(_born(seen), seen.dossier.day)
    return "" if age is None else str(age)


def labour_count(dossier: Dossier) -> int | None:
    """How many members can work; None while it is known of none of them."""
    skills = [each.now.labour_skill for each in dossier.members if each.now and each.now.labour_skill]
    return sum(skill in _CAN_WORK for skill in skills) if skills else None


def _labour(seen: Seen) -> str:
    found = labour_count(seen.dossier)
    return "" if found is None else str(found)


def _causes(seen: Seen) -> str:
    facts = viewed(seen).now.facts
    if facts is None:
        return ""
    label = labels(viewed(seen).year)
    codes = (*((facts.main_cause,) if facts.main_cause else ()), *(facts.other_causes or ()))
    return "、".join(label("cause", code) for code in codes)


def _post(seen: Seen) -> str:
    """In what capacity somebody helps."""
    found = helping(seen)
    helper = found.helper if found else None
    if helper is None:
        return ""
    posts = (
        (helper.is_first_secretary, "第一书记"),
        (helper.is_team_leader, "工作队队长"),
        (helper.is_team_member, "驻村队员"),
    )
    return "、".join(word for holds, word in posts if holds) or "帮扶责任人"


def _helpers(part: str) -> Callable[[Seen], str]:
    """All who help now, in their order, on one line."""

    def read(seen: Seen) -> str:
        helpers = (each.helper for each in seen.dossier.helpers_now if each.helper)
        return "、".join(filter(None, (getattr(helper, part) for helper in helpers)))

    return read


def _team(role: str, part: str) -> Callable[[Seen], str]:
    """The contact given, else the helper of this household who holds the office."""

    def read(seen: Seen) -> str:
        contacts = seen.occasion.contacts
        if getattr(contacts, role):
            return getattr(contacts, role if part == "name" else f"{role}_phone")
        return getattr(_officer(seen.dossier, f"is_{role}"), part, None) or ""

    return read


def _officer(dossier: Dossier, office: str) -> Helper | None:
    helpers = (each.helper for each in dossier.helpers_now)
    return next((helper for helper in helpers if helper and getattr(helper, office)), None)


def _contact(name: str) -> Callable[[Seen], str]:
    return lambda seen: getattr(seen.occasion.contacts, name)


def _period(seen: Seen) -> str:
    plan: AssistancePlan = seen.item
    start, end = day_words(plan.starts_on), day_words(plan.ends_on)
    if start and end and start[:5] == end[:5] and len(end) > 5:
        end = end[5:]  # 2018年3月至11月
    return f"{start}至{end}" if start or end else ""


def _progress(seen: Seen) -> str:
    plan: AssistancePlan = seen.item
    done = f"{day_words(plan.done_on)}办结" if plan.done_on else ""
    return "；".join(filter(None, (plan.progress, done)))


def _responsible(seen: Seen) -> str:
    plan: AssistancePlan = seen.item
    return plan.responsible or _named(seen, plan)


def _provider(seen: Seen) -> str:
    measure: AssistanceMeasure = seen.item
    return measure.provider or _named(seen, measure)


def _named(seen: Seen, line: AssistancePlan | AssistanceMeasure) -> str:
    """The names of the unit and the helper that the line refers to, as far as the dossier has them."""
    units = (each.unit.name for each in seen.dossier.helpings if each.unit and each.unit.id == line.unit_id)
    helpers = (each.helper.name for each in seen.dossier.helpings if each.helper and each.helper.id == line.helper_id)
    return "、".join(dict.fromkeys(filter(None, (*units, *helpers))))


def _scale(seen: Seen) -> str:
    measure: AssistanceMeasure = seen.item
    if measure.quantity is None:
        return measure.quantity_unit or ""
    return decimal_text(measure.quantity) + (measure.quantity_unit or "")


def _work_place(seen: Seen) -> str:
    found = member(seen)
    now = found.now if found else None
    parts: Iterable[Any] = (
        (now.work_province, now.work_city, now.work_county, now.work_town, now.employer) if now else ()
    )
    return "".join(part or "" for part in parts)


TOLD: dict[str, Told] = {
    "paper.number": Told("序号", _number),
    "paper.year": Told("年度", _year),
    "paper.place": Told("所在村", _place),
    "paper.group": Told("村民小组", _group),
    "paper.address": Told("家庭住址", _address),
    "paper.labour_count": Told("劳动力（人）", _labour),
    "paper.causes": Told("致贫原因", _causes),
    "paper.birth": Told("出生日期", _birth),
    "paper.age": Told("年龄", _age),
    "paper.work_place": Told("务工地点及企业", _work_place),
    "paper.helper_post": Told("帮扶身份", _post),
    "paper.helper_names": Told("帮扶责任人", _helpers("name")),
    "paper.helper_phones": Told("帮扶责任人电话", _helpers("phone")),
    "paper.plan_period": Told("实施时间", _period),
    "paper.plan_progress": Told("进展情况", _progress),
    "paper.plan_responsible": Told("责任单位或责任人", _responsible),
    "paper.measure_scale": Told("规模", _scale),
    "paper.measure_provider": Told("帮扶单位（责任人）", _provider),
    "contacts.team_leader": Told("驻村工作队队长", _team("team_leader", "name")),
    "contacts.team_leader_phone": Told("联系电话", _team("team_leader", "phone")),
    "contacts.first_secretary": Told("第一书记", _team("first_secretary", "name")),
    "contacts.first_secretary_phone": Told("联系电话", _team("first_secretary", "phone")),
    "contacts.township": Told("乡镇扶贫工作站", _contact("township")),
    "contacts.township_phone": Told("联系电话", _contact("township_phone")),
    "contacts.county_office": Told("县扶贫办", _contact("county_office")),
    "contacts.county_office_phone": Told("联系电话", _contact("county_office_phone")),
    "contacts.complaint_line": Told("扶贫监督举报电话", _contact("complaint_line")),
}
