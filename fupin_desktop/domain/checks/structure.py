"""Checks of the household's structure: head, spouse, relations, doubles (docs/checks.md)."""

from collections.abc import Iterator

from fupin_desktop.domain.checks.case import Case
from fupin_desktop.domain.checks.index import number_key
from fupin_desktop.domain.checks.meanings import FEMALE, MALE, sex_of_relation
from fupin_desktop.domain.checks.register import Level, Remark, check
from fupin_desktop.domain.checks.subject import Subject
from fupin_desktop.domain.checks.wording import label, named, said
from fupin_desktop.domain.dossier import HEAD, SPOUSE
from fupin_desktop.domain.id_number import masked
from fupin_desktop.fields.days import year_of

RELATION = "membership.relation_to_head"


@check("S01", level=Level.E, title="户内没有户主", source="R18; GZ 3_02_011, 3_11_001", fields=(RELATION,))
def has_a_head(case: Case) -> Iterator[Remark]:
    """No member with relation 01; a household without any member is S04."""
    if case.subjects and not any(one.relation == HEAD for one in case.subjects):
        yield case.remark(
            RELATION, f"没有一个人的与户主关系是“{named('relation', HEAD)}”。请确定户主，其他人按新户主改关系。"
        )


@check("S02", level=Level.E, title="户主多于一人", source="GZ 3_11_002", fields=(RELATION,))
def has_one_head(case: Case) -> Iterator[Remark]:
    """Said of the second head and of those that follow."""
    heads = [one for one in case.subjects if one.relation == HEAD]
    for one in heads[1:]:
        yield one.remark(
            RELATION, f"与户主关系填的是户主，但{heads[0].name}已经是户主。一户只能有一个户主，请改正其中一人。"
        )


@check(
    "S03",
    level=Level.E,
    title="家庭人口数与成员名单不符",
    source="GS14",
    fields=("household_year.member_count", "membership.person_id"),
)
def count_matches_members(case: Case) -> Iterator[Remark]:
    """The reported count against the list; a list that is empty is S04.

    The count is what the county last knew: births, deaths and moves registered here since then explain it.
    """
    counted = case.facts.member_count if case.facts else None
    listed = len(case.subjects)
    if counted is None or not listed:
        return
    joined = sum(_since(one.member.membership.joined_on, case.year) for one in case.subjects)
    left = sum(_since(one.membership.left_on, case.year) for one in case.dossier.former_members)
    if not listed - joined <= counted <= listed + left:
        yield case.remark(
            "household_year.member_count",
            f"家庭人口数是{counted}人，名单上有{listed}人。请核对谁增谁减，改正人口数或名单。",
        )


def _since(day: str | None, year: int) -> bool:
    return bool(day) and year_of(day or "") >= year


@check(
    "S04",
    level=Level.E,
    title="户内没有成员（空挂户）",
    source="R18; GS14",
    fields=("membership.person_id",),
)
def has_members(case: Case) -> Iterator[Remark]:
    """Only where the village's persons are known at all."""
    if not case.subjects:
        yield case.remark(
            "membership.person_id", "这一户名下一个人也没有。请补登家庭成员；确已销户的，请办理自然销户。"
        )


@check(
    "S05",
    level=Level.E,
    title="人员没有所在户，或只在人口表里有这一户",
    source="GS14",
    fields=("membership.person_id", "household_year.main_cause|household_year.member_count"),
    reads=("household_income", "household_conditions"),
)
def household_is_registered(case: Case) -> Iterator[Remark]:
    """A household that the national system knows by code, of which nothing but members came."""
    if case.subjects and case.household.household_code and not _has_any_facts(case):
        yield case.remark(
            "household.household_code",
            f"名下有{len(case.subjects)}人，但没有这一户的户信息。请核对户编号，或补登户信息。",
        )


def _has_any_facts(case: Case) -> bool:
    return any(
        of_year.income
        or of_year.conditions
        or (of_year.facts and (of_year.facts.main_cause or of_year.facts.member_count is not None))
        for of_year in case.dossier.years.values()
    )


@check("S06", level=Level.E, title="同一人在户内登记两次", source="design", fields=("membership.person_id",))
def nobody_is_listed_twice(case: Case) -> Iterator[Remark]:
    """By record or by number; said of the second one."""
    first: dict[str, Subject] = {}
    for one in case.subjects:
        known = first.get(one.id) or first.get(number_key(one.number) or one.id)
        if known:
            shared = f"与{known.name}证件号码相同（{masked(one.number)}）。" if one.number else ""
            yield one.remark(
                "person.id_number",
                f"在本户登记了两次。{shared}同一个人只能登记一次，请删去重复的；不是同一个人的，请改正号码。",
            )
        first.setdefault(one.id, one)
        if key := number_key(one.number):
            first.setdefault(key, one)


@check(
    "S07",
    level=Level.E,
    title="证件号码与别人重复",
    source="R18; GZ 1_01_001",
    fields=("person.id_number",),
    same_as=("S06",),
)
def number_is_unique(case: Case) -> Iterator[Remark]:
    """Within what this registry holds; the first 18 characters are compared (GB 11643, 残疾人证)."""
    persons = case.context.seen.persons
    for one in case.subjects:
        same = persons.get(number_key(one.number) or "", ()) if one.number else ()
        others = [row for row in same if (row.person_id, row.household_id) != (one.id, case.household.id)]
        if others:
            other = others[0]
            home = f"{other.head_name}户（户编号{other.household_code or '未编'}）"
            where = "本户" if other.household_id == case.household.id else home
            yield one.remark(
                "person.id_number",
                f"证件号码{masked(one.number)}与{where}的{other.name}相同。请核对证件原件；"
                "如果是同一个人，只能留在一户。",
            )


@check(
    "S08",
    level=Level.W,
    title="户主与配偶性别相同",
    source="R18; GZ 2_02_001",
    fields=(RELATION, "person.sex"),
)
def spouses_differ_in_sex(case: Case) -> Iterator[Remark]:
    """Said of the spouse."""
    head = next((one for one in case.subjects if one.relation == HEAD), None)
    for one in case.subjects:
        if one.relation == SPOUSE and head and one.sex == head.sex and one.sex in (MALE, FEMALE):
            yield one.remark(
                "person.sex",
                f"是户主{head.name}的配偶，两人性别都是{said('person.sex', one.sex)}。请核对性别和与户主关系。",
            )


@check(
    "S09",
    level=Level.E,
    title="与户主关系和性别矛盾",
    source="R18; GZ 2_01_004",
    fields=(RELATION, "person.sex"),
)
def relation_fits_sex(case: Case) -> Iterator[Remark]:
    """A son is a man (C-06)."""
    expected = sex_of_relation()
    for one in case.subjects:
        sex = expected.get(one.relation or "")
        if sex and one.sex in (MALE, FEMALE) and one.sex != sex:
            yield one.remark(
                RELATION,
                f"{label(RELATION)}是{said(RELATION, one.relation)}，性别却是{said('person.sex', one.sex)}。"
                "请核对，改正其中一项。",
            )


@check("S10", level=Level.W, title="配偶多于一人", source="design", fields=(RELATION,))
def has_one_spouse(case: Case) -> Iterator[Remark]:
    """Said of the second spouse and of those that follow."""
    spouses = [one for one in case.subjects if one.relation == SPOUSE]
    for one in spouses[1:]:
        yield one.remark(RELATION, f"与户主关系是配偶，但{spouses[0].name}也是配偶。请改正其中一人的关系。")


@check("S11", level=Level.M, title="与户主关系没有填", source="GZ 3_01_001", fields=(RELATION,))
def relation_is_given(case: Case) -> Iterator[Remark]:
    """Relation blank."""
    for one in case.subjects:
        if one.relation is None:
            yield one.remark(RELATION, "与户主关系没有填。请补上。")
