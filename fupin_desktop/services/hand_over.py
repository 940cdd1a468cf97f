"""交账包: what the village has changed and the national system has not yet got, and ticking off what was typed there.

What came by an import stands in the national system already; so does a screen that was ticked, as long as it says
the same (plan 三(一)3: 信息互通).
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from fupin_desktop.domain.asking import HistoryEntry, HouseholdQuery
from fupin_desktop.domain.changes import Edit
from fupin_desktop.domain.dossier import Dossier
from fupin_desktop.domain.errors import Refused
from fupin_desktop.domain.handing_over import Cell, Entry, Screen, entries, in_window, screens
from fupin_desktop.domain.identity import coded_id
from fupin_desktop.fields.spec import Privacy
from fupin_desktop.services.check_context import policy_of
from fupin_desktop.services.overview import village_title
from fupin_desktop.services.ports import Registry
from fupin_desktop.services.record_words import value_words
from fupin_desktop.services.save_records import Saved, save
from fupin_desktop.services.totals import FIGURES, Totals, totals

if TYPE_CHECKING:
    from fupin_desktop.excel.hand_over_book import Line, ScreenSheet

Progress = Callable[[int, int], None]
Cancelled = Callable[[], bool]
RECORD = "national_entry"
FROM_ABOVE = ("import", "demo")  # kinds of commits whose values the national system has
AT_ONCE = 100  # households


@dataclass(frozen=True, slots=True)
class Change:
    """One field that differs from what the national system has."""

    cell: Cell
    before: str
    now: str
    is_open: bool  # can be typed today; else it waits for the yearly opening

    @property
    def is_secret(self) -> bool:
        """Whether lists mask it."""
        return self.cell.spec.privacy is not Privacy.OPEN


@dataclass(frozen=True, slots=True)
class Waiting:
    """One screen of one household, person or pairing that is to be typed."""

    entry: Entry
    changes: tuple[Change, ...]
    household_id: str
    household_code: str
    head: str
    village_code: str
    year: int

    @property
    def is_open(self) -> bool:
        """Whether anything of it can be typed today."""
        return any(one.is_open for one in self.changes)


@dataclass(frozen=True, slots=True)
class OfScreen:
    """All that waits on one screen, and how many screens of the kind are done with."""

    screen: Screen
    waiting: tuple[Waiting, ...]
    done: int


def hand_over(
    registry: Registry,
    village_code: str = "",
    year: int | None = None,
    progress: Progress | None = None,
    cancelled: Cancelled | None = None,
) -> tuple[OfScreen, ...]:
    """Screen by screen, in the order in which the national system asks ("": of every village)."""
    policy = policy_of(registry)
    shown = screens(policy)
    ids = registry.household_ids(
        HouseholdQuery(filters={"village_code": (village_code,)} if village_code else {}, year=year)
    )
    is_on = in_window(policy, registry.today())
    found: dict[str, list[Waiting]] = {one.key: [] for one in shown}
    done = dict.fromkeys(found, 0)
    for start in range(0, len(ids), AT_ONCE):
        if cancelled and cancelled():
            break
        for one in _looked_at(registry, ids[start : start + AT_ONCE], year, shown, is_on=is_on):
            if one.changes:
                found[one.entry.screen.key].append(one)
            else:
                done[one.entry.screen.key] += 1
        if progress:
            progress(min(start + AT_ONCE, len(ids)), len(ids))
    return tuple(OfScreen(one, tuple(found[one.key]), done[one.key]) for one in shown)


def tick(registry: Registry, typed: Sequence[Waiting]) -> Saved:
    """Note that these screens were typed into the national system, as they stand; one action, one undo."""
    if not typed:
        raise Refused("没有选中要标记的内容。请先在清单里选一条。")
    if len({one.village_code for one in typed}) > 1:
        raise Refused("请一个村一个村地标记：先在左上角选定一个村。")
    today, who = registry.today().isoformat(), registry.user
    edits: list[Edit] = []
    for one in typed:
        record_id = coded_id(RECORD, f"{one.entry.screen.key}/{one.entry.about_id}/{one.year}")
        values: dict[str, Any] = {
            "household_id": one.household_id,
            "screen": one.entry.screen.key,
            "about_id": one.entry.about_id,
            "year": one.year,
            "said": one.entry.digest,
            "typed_on": today,
            "typed_by": who,
        }
        edits += [Edit(RECORD, record_id, name, value) for name, value in values.items()]
    titles = "、".join(dict.fromkeys(one.entry.screen.title for one in typed))
    return save(registry, edits, title=f"已录入国家系统：{titles} {len(typed)} 条", region=typed[0].village_code)


def _looked_at(
    registry: Registry, ids: Sequence[str], year: int | None, shown: Sequence[Screen], *, is_on: bool
) -> Iterator[Waiting]:
    """Every screen of these households; without changes if there is nothing to be typed."""
    dossiers = [one for one in registry.dossiers(ids, year, registry.today()) if _is_registered(one)]
    filled = [(dossier, entry) for dossier in dossiers for screen in shown for entry in entries(dossier, screen)]
    own = _history(registry, [entry for _, entry in filled])
    ticks = {(one.screen, one.about_id, one.year): one for one in registry.records(RECORD, "household_id", ids)}
    ticked_at = _ticked_at(registry, [one.id for one in ticks.values()])
    for dossier, entry in filled:
        ticked = ticks.get((entry.screen.key, entry.about_id, dossier.year))
        is_done = ticked is not None and ticked.said == entry.digest
        since = ticked_at.get(ticked.id, 0) if ticked is not None else 0
        changes = () if is_done else tuple(_changes(registry, entry, own, since, is_on=is_on))
        home = dossier.household
        code, village = home.household_code or "", home.village_code or ""
        yield Waiting(entry, changes, home.id, code, dossier.head_name, village, dossier.year)


def _is_registered(dossier: Dossier) -> bool:
    return dossier.now.facts is None or dossier.now.facts.is_valid is not False


def _history(registry: Registry, filled: Iterable[Entry]) -> dict[tuple[str, str, str], list[HistoryEntry]]:
    """What was written to every field of these screens, newest first."""
    ids: dict[str, dict[str, None]] = {}
    for entry in filled:
        for cell in entry.cells:
            ids.setdefault(cell.record, {})[cell.id] = None
    found: dict[tuple[str, str, str], list[HistoryEntry]] = {}
    for record, several in ids.items():
        for one in registry.history(record, list(several)):
            found.setdefault((record, one.id, one.field), []).append(one)
    return found


def _ticked_at(registry: Registry, ids: Sequence[str]) -> dict[str, int]:
    found: dict[str, int] = {}
    for one in registry.history(RECORD, ids) if ids else ():
        if one.field == "said":
            found[one.id] = max(found.get(one.id, 0), one.at_ms)
    return found


def _changes(
    registry: Registry,
    entry: Entry,
    own: dict[tuple[str, str, str], list[HistoryEntry]],
    since: int,
    *,
    is_on: bool,
) -> Iterator[Change]:
    """The fields whose value is not the one that the national system got by import or by a tick."""
    for cell in entry.cells:
        written = own.get((cell.record, cell.id, cell.spec.name), [])
        known = next((one for one in written if one.kind in FROM_ABOVE or one.at_ms <= since), None)
        before = known.value if known else None
        if cell.value == before:
            continue
        words = [value_words(registry, cell.spec, value) for value in (before, cell.value)]
        yield Change(cell, *words, is_open=entry.screen.is_open_for(cell.spec.name, in_window=is_on))


def write_package(registry: Registry, found: Sequence[OfScreen], village_code: str, target: Path) -> int:
    """Write the workbook to take to the township office; gives the number of lines on its tick list."""
    from fupin_desktop.excel import hand_over_book as book

    waiting = [one for each in found for one in each.waiting]
    if not waiting:
        raise Refused("没有要交的：登记库里的内容，国家系统都已有了。")
    lines = [_line(one) for one in waiting]
    sheets = [_sheet(registry, each) for each in found if each.waiting]
    sums = [_plain_totals(one) for one in totals(registry, waiting[0].year)]
    title = f"{village_title(registry, village_code) if village_code else '全部村'}　{waiting[0].year} 年度"
    book.write_package(lines, sheets, sums, target, title=title, made_on=registry.today())
    return len(lines)


def _line(one: Waiting) -> "Line":
    from fupin_desktop.excel.hand_over_book import Line

    said = "；".join(f"{each.cell.spec.label}：{each.before} → {each.now}" for each in one.changes)
    return Line(one.entry.screen.title, one.household_code, one.head, one.entry.name, said, opens_words(one))


def opens_words(one: Waiting) -> str:
    """When it can be typed."""
    if all(each.is_open for each in one.changes):
        return "现在可录"
    return "部分现在可录" if one.is_open else "等年度开放"


def _sheet(registry: Registry, each: OfScreen) -> "ScreenSheet":
    from fupin_desktop.excel.hand_over_book import ScreenSheet

    specs = list(each.screen.fields())
    rows: list[list[str]] = []
    changed: set[tuple[int, int]] = set()
    for at, one in enumerate(each.waiting):
        cells = {(cell.record, cell.spec.name): cell for cell in one.entry.cells}
        is_changed = {(change.cell.record, change.cell.spec.name) for change in one.changes}
        rows.append([one.household_code, one.head, one.entry.name])
        for column, (record, spec) in enumerate(specs, 3):
            cell = cells.get((record, spec.name))
            has_value = cell is not None and cell.value is not None
            rows[-1].append(value_words(registry, spec, cell.value) if cell and has_value else "")
            if (record, spec.name) in is_changed:
                changed.add((at, column))
    headers = ("户编号", "户主", "姓名", *(spec.label for _, spec in specs))
    return ScreenSheet(each.screen.title, headers, rows, frozenset(changed))


def _plain_totals(one: Totals) -> dict[str, str]:
    level = {"village": "村", "township": "乡镇", "county": "县"}[one.level]
    return {"级别": level, "名称": one.name} | {label: str(int(getattr(one, name))) for name, label in FIGURES.items()}
