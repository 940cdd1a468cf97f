"""Filling an empty registry with fictitious villages: the same seed gives the same content. One verb."""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from fupin_desktop.domain.asking import HouseholdQuery
from fupin_desktop.domain.changes import Deed, Edit
from fupin_desktop.domain.errors import Refused
from fupin_desktop.domain.identity import coded_id
from fupin_desktop.services.demo.attachments import PICTURES, Kept
from fupin_desktop.services.demo.helping import unit_row, units_of_county
from fupin_desktop.services.demo.numbers import Numbers
from fupin_desktop.services.demo.people import Row
from fupin_desktop.services.demo.pictures import picture
from fupin_desktop.services.demo.places import MOST_VILLAGES, Village, village_at
from fupin_desktop.services.demo.settling import Group, settle_village
from fupin_desktop.services.ports import Registry

Progress = Callable[[int, int], None]  # households done, of how many
Cancelled = Callable[[], bool]
Written = tuple[Deed, list[Edit]]
AT_A_TIME = 50  # deeds in one transaction
MOST_HOUSEHOLDS = 20_000  # of a village
MOST_SEEDS = 1_000_000_000
FULL_UP_TO = 1000  # households: in a larger demo only the first village tells every year in full
COUNTED = ("village", "household", "person", "helper")


@dataclass(frozen=True, slots=True)
class DemoCounts:
    """What was written, and how often each rule was broken on purpose."""

    villages: int
    households: int
    persons: int
    helpers: int
    commits: int
    defects: dict[str, int]


def fill_with_demo(
    registry: Registry,
    *,
    villages: int = 1,
    households: int = 200,
    seed: int = 1,
    progress: Progress | None = None,
    cancelled: Cancelled | None = None,
) -> DemoCounts:
    """Write the villages, so many households in each; when cancelled, what was written so far stays and is counted."""
    check_numbers(villages, households, seed)
    if registry.household_ids(HouseholdQuery()):
        raise Refused("这个登记库里已有农户，演示数据只能写进空的登记库，以免真假混在一起。请另选一个文件夹。")
    kept = _keep_pictures(registry)
    counts: Counter[str] = Counter()
    defects: Counter[str] = Counter()
    for batch in _batches(demo_groups(villages, households, seed, kept)):
        if cancelled and cancelled():
            break
        registry.write([_deed(village, group, seed) for village, group in batch], "写入演示数据")
        counts.update(record for _, group in batch for record, _, _ in group.rows if record in COUNTED)
        counts["commit"] += len(batch)
        defects.update(group.home.defect for _, group in batch if group.home and group.home.defect)
        for _, group in batch:
            group.rows.clear()
        if progress:
            progress(counts["household"], villages * households)
    if not registry.setting("region"):
        registry.put_setting("region", village_at(0, is_lean=False).code)
    return DemoCounts(
        villages=counts["village"],
        households=counts["household"],
        persons=counts["person"],
        helpers=counts["helper"],
        commits=counts["commit"],
        defects=dict(sorted(defects.items())),
    )


def check_numbers(villages: int, households: int, seed: int) -> None:
    """Refuse what no demo can be, before anything is made for it."""
    if not 1 <= villages <= MOST_VILLAGES or not 1 <= households <= MOST_HOUSEHOLDS:
        raise Refused(f"演示数据可有 1 到 {MOST_VILLAGES} 个村，每村 1 到 {MOST_HOUSEHOLDS} 户。请改一下数目。")
    if not 0 <= seed < MOST_SEEDS:
        raise Refused(f"种子数请写 0 到 {MOST_SEEDS - 1} 之间的整数。")


def demo_groups(villages: int, households: int, seed: int, kept: list[Kept]) -> Iterator[tuple[Village, Group]]:
    """Everything that is written, by deeds. Pure: it knows no registry."""
    numbers = Numbers(seed)
    units = units_of_county(numbers)
    is_large = villages * households > FULL_UP_TO
    for index in range(villages):
        village = village_at(index, is_lean=is_large and index > 0)
        if index == 0:
            yield village, Group("各级帮扶单位", [unit_row(unit) for unit in units])
        for group in settle_village(seed, numbers, village, units, households, kept):
            yield village, group


def _keep_pictures(registry: Registry) -> list[Kept]:
    drawn = [picture(turn) for turn in range(PICTURES)]
    return [Kept(registry.blobs.put(content), len(content)) for content in drawn]


def _deed(village: Village, group: Group, seed: int) -> Written:
    """One commit; all of them are one action, so that the demo can be taken back at once."""
    deed = Deed(
        title=f"演示数据：{group.title}", region=village.code, kind="demo", group=coded_id("demo", str(seed))[:16]
    )
    return deed, _edits(group.rows)


def _edits(rows: Iterable[Row]) -> list[Edit]:
    return [
        Edit(record, row_id, field, value)
        for record, row_id, values in rows
        for field, value in values.items()
        if value is not None
    ]


def _batches(groups: Iterator[tuple[Village, Group]]) -> Iterator[list[tuple[Village, Group]]]:
    batch: list[tuple[Village, Group]] = []
    for one in groups:
        batch.append(one)
        if len(batch) == AT_A_TIME:
            yield batch
            batch = []
    if batch:
        yield batch
