"""What 首页 reads once the window stands: the checks that are stale, and which printed papers are out of date."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from fupin_desktop.services.ports import Registry

if TYPE_CHECKING:
    from fupin_desktop.services.print_papers import OutdatedPaper


@dataclass(frozen=True, slots=True)
class Deeper:
    """How many households were checked anew, and the papers to print again."""

    checked: int
    outdated: "tuple[OutdatedPaper, ...]"


def look_deeper(registry: Registry, cancelled: Callable[[], bool]) -> Deeper:
    """Runs away from the window; its imports are late because the first start of the day waits for them."""
    from fupin_desktop.services.check_registry import refresh
    from fupin_desktop.services.print_papers import outdated_papers

    checked = refresh(registry, cancelled=cancelled)
    return Deeper(checked, () if cancelled() else tuple(outdated_papers(registry)))
