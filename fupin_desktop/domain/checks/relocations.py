"""Checks of relocations (docs/checks.md: Y01–Y04)."""

from collections.abc import Iterator
from decimal import Decimal

from fupin_desktop.catalogue.assistance.relocation import Relocation
from fupin_desktop.domain.checks.case import Case
from fupin_desktop.domain.checks.dates import out_of_order
from fupin_desktop.domain.checks.register import Level, Remark, check
from fupin_desktop.domain.checks.wording import label, number, yuan

MOVE = "relocation"
STEPS = ("agreement_on", "started_on", "completed_on", "accepted_on", "key_handed_on", "moved_in_on")
OLD_HOUSE = ("agreement_on", "old_house_demolished_on", "reclaimed_on")


@check("Y01", level=Level.E, title="安置住房人均面积超标", source="P-reloc", fields=(), reads=(MOVE,))
def new_houses_keep_to_the_red_line(case: Case) -> Iterator[Remark]:
    """25 m² a head. It stands there as it was built: reported, never refused."""
    most = Decimal(case.parameters("Y01")["area_per_head"])
    for move in case.dossier.relocations:
        if move.house_area and move.persons and move.house_area > most * move.persons:
            words = f"{move.persons}人{number(move.house_area)}平方米，人均超过{number(most)}平方米的红线。"
            yield _at(case, move, "house_area", f"{words}请核对面积和搬迁人口。")


@check(
    "Y02",
    level=Level.E,
    title="搬迁步骤的日期颠倒",
    source="domain.md §6.4",
    fields=(),
    reads=(MOVE,),
    refuses=True,
)
def steps_follow_one_another(case: Case) -> Iterator[Remark]:
    """Agreement, begin, end, acceptance, key, moving in; the old house after the agreement."""
    for move in case.dossier.relocations:
        for steps in (STEPS, OLD_HOUSE):
            for later, earlier in out_of_order(move, steps):
                words = f"“{label(f'{MOVE}.{later}')}”比“{label(f'{MOVE}.{earlier}')}”还早。请核对日期。"
                yield _at(case, move, later, words)


@check("Y03", level=Level.W, title="搬迁自筹资金过高", source="domain.md §6.4", fields=(), reads=(MOVE,))
def movers_do_not_fall_into_debt(case: Case) -> Iterator[Remark]:
    """So much a head and so much a household, whichever is less."""
    known = case.parameters("Y03")
    for move in case.dossier.relocations:
        if move.self_raised is None:
            continue
        per_head = Decimal(known["per_head"]) * move.persons if move.persons else None
        most = min(Decimal(known["per_household"]), per_head or Decimal(known["per_household"]))
        if move.self_raised > most:
            words = f"自筹{yuan(move.self_raised)}，一般不超过{yuan(most)}。请核对，不要让群众举债搬迁。"
            yield _at(case, move, "self_raised", words)


@check(
    "Y04",
    level=Level.W,
    title="搬迁户已脱贫，没有后续产业或就业",
    source="S-seed; domain.md §6.4",
    fields=(),
    reads=(MOVE, "household_year"),
)
def movers_have_something_to_live_on(case: Case) -> Iterator[Remark]:
    """搬得出、稳得住：the plan demands income and jobs for those who moved."""
    if not case.is_exited:
        return
    for move in case.dossier.relocations:
        if move.moved_in_on and not (move.follow_up_id or move.follow_up):
            words = "搬迁入住、已脱贫，却没有登记后续产业或就业。请补登后续措施。"
            yield _at(case, move, "follow_up", words)


def _at(case: Case, move: Relocation, field: str, message: str) -> Remark:
    return case.remark_on(MOVE, move.id, field, message)
