"""What 首页 reads once the window stands: stale checks, outdated papers, notices to take down, the years' goals."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from fupin_desktop.services.ports import Registry

MOST = 2000  # households whose goals are reckoned for a plot; of more 考核 tells

if TYPE_CHECKING:
    from fupin_desktop.domain.targets import YearOfTargets
    from fupin_desktop.services.print_papers import OutdatedPaper


@dataclass(frozen=True, slots=True)
class Deeper:
    """How many households were checked anew, the papers to print again, the notices that have hung long enough."""

    checked: int
    outdated: "tuple[OutdatedPaper, ...]" = ()
    notices: tuple[str, ...] = ()  # 「张来福户 脱贫退出 2018」
    goals: "tuple[YearOfTargets, ...]" = ()


def look_deeper(registry: Registry, village_code: str, households: int, cancelled: Callable[[], bool]) -> Deeper:
    """Runs away from the window; its imports are late because the first start of the day waits for them."""
    from fupin_desktop.services.assess import targets
    from fupin_desktop.services.check_registry import refresh
    from fupin_desktop.services.print_papers import outdated_papers
    from fupin_desktop.services.procedures import notices_to_take_down

    checked = refresh(registry, cancelled=cancelled)
    if cancelled():
        return Deeper(checked)
    outdated, notices = tuple(outdated_papers(registry)), tuple(notices_to_take_down(registry, village_code))
    few = households <= MOST and not cancelled()
    return Deeper(checked, outdated, notices, tuple(targets(registry, village_code)) if few else ())
