"""The list that is posted at a step of a procedure: order number, group, head's name, size of the family; nothing else.

Privacy: domain.md §12. No ID number, phone, account or illness stands on a wall.
"""

from pathlib import Path

from fupin_desktop.domain.errors import Refused
from fupin_desktop.services.overview import village_title
from fupin_desktop.services.ports import Registry
from fupin_desktop.services.procedures import CaseView, cases, known


def posted(registry: Registry, village_code: str, procedure: str, step: str, year: int) -> list[tuple[str, str, str]]:
    """(group, head, size) of the households whose case of the year stands at this step or has hung at it."""
    views = [one for one in cases(registry, village_code) if _is_meant(one, procedure, step, year)]
    ids = [one.case.household_id for one in views if one.case.household_id]
    rows = registry.household_rows(ids, year)
    return sorted((one.villager_group or "", one.head_name or "", str(one.members or "")) for one in rows)


def print_publicity(registry: Registry, village_code: str, procedure: str, step: str, year: int, target: Path) -> int:
    """Write the list as a PDF; gives how many households stand on it. Refused if none does."""
    from fupin_desktop.pdf.publicity_sheet import PublicitySheet, write_publicity

    found = known(registry)[procedure]
    own = found.step(step)
    rows = posted(registry, village_code, procedure, step, year)
    if not rows or own is None:
        raise Refused("没有要公示的户：这个程序还没有走到公示这一步。")
    days = f"公示期 {own.days} 天" if own.days else ""
    write_publicity(
        PublicitySheet(
            title=f"{year}年{found.title}{own.title}",
            place=village_title(registry, village_code),
            opening=f"经{found.steps[0].title}等程序，拟对下列农户办理{found.title}，现予{own.title}，{days}。"
            "有异议的，请在期内向村委会、驻村工作队或乡镇反映。",
            rows=rows,
            made_on=registry.today(),
        ),
        target,
    )
    return len(rows)


def _is_meant(one: CaseView, procedure: str, step: str, year: int) -> bool:
    if (one.case.procedure, one.case.year) != (procedure, year):
        return False
    waits = one.progress.is_open and one.progress.next is not None and one.progress.next.code == step
    hung = any(each.code == step and record is not None for each, record in one.progress.steps)
    return waits or hung
