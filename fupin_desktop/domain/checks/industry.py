"""Checks of a village's industry (docs/checks.md: E01–E06)."""

from collections.abc import Iterator

from fupin_desktop.domain.checks.book_case import BookCase
from fupin_desktop.domain.checks.dates import is_before
from fupin_desktop.domain.checks.register import Level, Remark, check
from fupin_desktop.domain.industry import ENTITY, INCOME, LINK, PROCEEDS, leading

CHARACTERS = "0123456789ABCDEFGHJKLMNPQRTUWXY"  # GB 32100-2015: no I, O, S, V, Z
WHOLE_CODE = 18
LAND = "04"  # link_kind


@check(
    "E01",
    level=Level.W,
    title="没有主要带动的龙头企业或合作社",
    source="计划三(二)1：每个贫困村有一个",
    fields=(),
    reads=(ENTITY,),
    of_book=True,
)
def each_village_has_its_leading_entity(case: BookCase) -> Iterator[Remark]:
    """None registered is a gap, none of them leading a doubt."""
    entities = case.book.rows(ENTITY)
    if not entities:
        words = "没有登记带动主体。请在「项目资金 › 带动主体」登记龙头企业或合作社。"
        yield case.remark(case.book.village, "name", words, Level.M)
    elif not leading(entities):
        words = "登记了带动主体，没有一个是主要带动的龙头企业或合作社。请标出，或引进。"
        yield case.remark(entities[0], "is_leading", words)


@check(
    "E02",
    level=Level.W,
    title="统一社会信用代码不对",
    source="GB 32100-2015",
    fields=(),
    reads=(ENTITY,),
    of_book=True,
)
def credit_codes_are_whole(case: BookCase) -> Iterator[Remark]:
    """Eighteen characters with a check character."""
    for one in case.book.rows(ENTITY):
        if one.credit_code and not is_credit_code(one.credit_code):
            yield case.remark(one, "credit_code", f"{one.name}：信用代码不是 18 位，或校验位不对。请照营业执照核对。")


@check(
    "E03",
    level=Level.E,
    title="建档户成员多于成员",
    source="design",
    fields=(),
    reads=(ENTITY,),
    of_book=True,
    refuses=True,
)
def poor_members_are_among_the_members(case: BookCase) -> Iterator[Remark]:
    """The part is not larger than the whole."""
    for one in case.book.rows(ENTITY):
        if one.members is not None and one.poor_members is not None and one.poor_members > one.members:
            words = f"{one.name}：成员{one.members}户，其中建档户{one.poor_members}户。请核对。"
            yield case.remark(one, "poor_members", words)


@check(
    "E04",
    level=Level.E,
    title="联结协议结束早于开始",
    source="domain.md §6.1",
    fields=(),
    reads=(LINK,),
    of_book=True,
    refuses=True,
)
def contracts_end_after_they_begin(case: BookCase) -> Iterator[Remark]:
    """Start and end."""
    for one in case.book.rows(LINK):
        if one.started_on and one.ended_on and is_before(one.ended_on, one.started_on):
            yield case.remark(one, "ended_on", "协议结束比开始还早。请核对日期。")


@check(
    "E05",
    level=Level.W,
    title="土地流转没有面积，或联结没有协议",
    source="design",
    fields=(),
    reads=(LINK,),
    of_book=True,
)
def links_say_what_was_agreed(case: BookCase) -> Iterator[Remark]:
    """Land has an area; every link a contract."""
    for one in case.book.rows(LINK):
        whose = case.book.households.get(one.household_id or "", "")
        if one.kind == LAND and one.land_area is None:
            yield case.remark(one, "land_area", f"{whose}户：土地流转没有填面积。请照协议补填。")
        if not one.contract_no:
            yield case.remark(one, "contract_no", f"{whose}户：利益联结没有协议编号。请补签或补填。")


@check(
    "E06",
    level=Level.W,
    title="联结收益不在协议年份，或一年记了两次",
    source="design",
    fields=(),
    reads=(INCOME, LINK),
    of_book=True,
)
def proceeds_belong_to_a_contract_and_a_year(case: BookCase) -> Iterator[Remark]:
    """Within the contract; once a year."""
    seen: set[tuple[str | None, int | None]] = set()
    for one in case.book.rows(INCOME):
        link = case.book.one(LINK, one.link_id)
        begun, ended = (link.started_on or "")[:4] if link else "", (link.ended_on or "9999")[:4] if link else "9999"
        if link and one.year and not begun <= str(one.year) <= ended:
            yield case.remark(
                one, "year", f"{one.year}年不在协议期内（{link.started_on or '？'} 至 {link.ended_on or '今'}）。"
            )
        if (one.link_id, one.year) in seen and any(getattr(one, name) for name in PROCEEDS):
            yield case.remark(one, "year", f"这份联结 {one.year} 年的收益记了两次。请合到一条。")
        seen.add((one.link_id, one.year))


def is_credit_code(code: str) -> bool:
    """Whether the check character of a unified social credit code is right."""
    if len(code) != WHOLE_CODE or any(one not in CHARACTERS for one in code):
        return False
    weighed = sum(CHARACTERS.index(one) * pow(3, place, 31) for place, one in enumerate(code[:-1]))
    return CHARACTERS[(31 - weighed % 31) % 31] == code[-1]
