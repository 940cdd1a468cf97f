"""Checks of reconstructed houses and resettlement sites (docs/checks.md: O01–O03)."""

from collections.abc import Iterator

from fupin_desktop.domain.checks.book_case import BookCase
from fupin_desktop.domain.checks.dates import out_of_order
from fupin_desktop.domain.checks.register import Level, Remark, check

HOUSE, SITE = "house_reconstruction", "resettlement_site"
STEPS = ("agreement_on", "started_on", "completed_on", "accepted_on")
SAFE = ("1", "2")  # house_grade: A, B


@check(
    "O01",
    level=Level.E,
    title="危房改造或安置点的日期颠倒",
    source="domain.md §6.4",
    fields=(),
    reads=(HOUSE, SITE),
    of_book=True,
    refuses=True,
)
def building_steps_follow_one_another(case: BookCase) -> Iterator[Remark]:
    """Agreement, begin, end, acceptance."""
    for one in case.book.rows(HOUSE):
        for later, _earlier in out_of_order(one, STEPS):
            yield case.remark(one, later, "协议、开工、竣工、验收的日期颠倒了。请核对日期。")
    for site in case.book.rows(SITE):
        if list(out_of_order(site, ("started_on", "completed_on"))):
            yield case.remark(site, "completed_on", "竣工日期比开工日期还早。请核对日期。")


@check("O02", level=Level.W, title="改造前不是危房", source="domain.md §6.4", fields=(), reads=(HOUSE,), of_book=True)
def only_dangerous_houses_are_rebuilt(case: BookCase) -> Iterator[Remark]:
    """Grade C or D before."""
    for one in case.book.rows(HOUSE):
        if one.grade_before in SAFE:
            whose = case.book.households.get(one.household_id or "", "")
            yield case.remark(one, "grade_before", f"{whose}户：改造前等级不是 C 或 D。请核对鉴定报告。")


@check(
    "O03",
    level=Level.E,
    title="同一户同一年改造了两次",
    source="design",
    fields=(),
    reads=(HOUSE,),
    of_book=True,
    refuses=True,
)
def a_house_is_rebuilt_once(case: BookCase) -> Iterator[Remark]:
    """In a year."""
    seen: dict[tuple[str | None, int | None], list[object]] = {}
    for one in case.book.rows(HOUSE):
        seen.setdefault((one.household_id, one.plan_year), []).append(one)
    for several in seen.values():
        for one in several if len(several) > 1 else ():
            yield case.remark(one, "household_id", "这一户这一年的危房改造已经登记了。请改原来的一条。")
