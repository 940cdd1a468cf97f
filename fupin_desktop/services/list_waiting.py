"""What waits in a village, gathered: by matter for the screen and the command line, by household for the paper."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from fupin_desktop.domain.asking import HouseholdQuery
from fupin_desktop.domain.errors import Refused
from fupin_desktop.domain.waiting import MATTERS, Matter, Place, waiting
from fupin_desktop.services.check_context import policy_of
from fupin_desktop.services.overview import village_title
from fupin_desktop.services.ports import Registry

Progress = Callable[[int, int], None]
Cancelled = Callable[[], bool]


@dataclass(frozen=True, slots=True)
class Waiting:
    """One thing that waits, and whose household it is."""

    matter: Matter
    place: Place
    household_id: str
    household_code: str
    household: str  # the head's name
    group: str  # villagers' group


@dataclass(frozen=True, slots=True)
class OfMatter:
    """All that waits of one kind."""

    matter: Matter
    found: tuple[Waiting, ...]


def gather(
    registry: Registry,
    village_code: str = "",
    progress: Progress | None = None,
    cancelled: Cancelled | None = None,
) -> tuple[OfMatter, ...]:
    """By matter, in the order of MATTERS, only where something waits ("": in every village).

    Seen on the last day of each household's newest year with data, at latest today, like the checks.
    """
    by_key: dict[str, list[Waiting]] = {}
    for one in _everything(registry, village_code, progress, cancelled):
        by_key.setdefault(one.matter.key, []).append(one)
    return tuple(OfMatter(matter, tuple(by_key[matter.key])) for matter in MATTERS if matter.key in by_key)


def print_waiting(registry: Registry, village_code: str, target: Path) -> int:
    """Write the list to take along as a PDF, by household; returns how many households stand on it.

    Refused if nothing waits, or if a name has a character that no font has.
    """
    from fupin_desktop.pdf.check_list import WAITING_LIST, CheckList, Entry, write_check_list

    by_household: dict[str, list[Waiting]] = {}
    for one in sorted(_everything(registry, village_code), key=lambda one: (one.group, one.household)):
        by_household.setdefault(one.household_id, []).append(one)
    if not by_household:
        raise Refused("没有等着办的事，没有要打印的清单。")
    entries = [
        Entry(own[0].household, own[0].group, [(one.matter.short, one.place.words) for one in own])
        for own in by_household.values()
    ]
    place = village_title(registry, village_code) if village_code else "全部村"
    paper = CheckList(place=place, entries=entries, made_on=registry.today(), words=WAITING_LIST)
    write_check_list(paper, target)
    return len(entries)


def _everything(
    registry: Registry,
    village_code: str,
    progress: Progress | None = None,
    cancelled: Cancelled | None = None,
) -> Iterator[Waiting]:
    filters = {"village_code": (village_code,)} if village_code else {}
    ids, policy = registry.household_ids(HouseholdQuery(filters=filters)), policy_of(registry)
    for done, dossier in enumerate(registry.dossiers(ids, None, registry.today()), start=1):
        if cancelled and cancelled():
            return
        home = dossier.household
        code, group = home.household_code or "", home.villager_group or ""
        name = dossier.head_name or "未填户主"
        yield from (Waiting(matter, place, home.id, code, name, group) for matter, place in waiting(dossier, policy))
        if progress:
            progress(done, len(ids))
