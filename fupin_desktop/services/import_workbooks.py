"""Importing: files go into a waiting room beside what is registered; applying them is one action and one undo.

The waiting room keeps the files themselves, encrypted, and compares them anew whenever it is opened: what is shown
as old is what is registered now.
"""

import json
from collections.abc import Callable, Container, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from fupin_desktop.catalogue import CATALOGUE
from fupin_desktop.domain.changes import Deed, Edit
from fupin_desktop.domain.errors import Refused
from fupin_desktop.domain.identity import new_id, village_id
from fupin_desktop.domain.staging.applying import edits
from fupin_desktop.domain.staging.batch import Batch, Missing, SheetRead, StagedRow, State
from fupin_desktop.domain.staging.known import Known
from fupin_desktop.domain.staging.reading import CellProblem
from fupin_desktop.domain.staging.stage import stage
from fupin_desktop.services.find_records import finder
from fupin_desktop.services.ports import Registry
from fupin_desktop.services.save_records import Saved

Progress = Callable[[int, int], None]
Cancelled = Callable[[], bool]
KINDS = {"households": ("household", "户"), "persons": ("person", "人"), "helpers": ("helper", "名帮扶责任人")}


@dataclass(frozen=True, slots=True)
class Kept:
    """An import in the waiting room, before it is compared again."""

    id: str
    files: tuple[tuple[str, str], ...]  # name, hash of the content
    year: int | None
    made_at_ms: int

    @property
    def title(self) -> str:
        """How undo and lists name it."""
        names = "、".join(name for name, _ in self.files[:3])
        return names if len(self.files) <= 3 else f"{names} 等 {len(self.files)} 份"


@dataclass(frozen=True, slots=True)
class WaitingBatch:
    """An import beside what is registered now."""

    kept: Kept
    batch: Batch

    @property
    def id(self) -> str:
        """What it is called on the command line."""
        return self.kept.id

    @property
    def rows(self) -> list[StagedRow]:
        """Each household, person and helper that the files speak of."""
        return self.batch.rows

    @property
    def problems(self) -> list[CellProblem]:
        """The cells that go back to those who sent the files."""
        return self.batch.problems

    @property
    def missing(self) -> list[Missing]:
        """What is registered and not in the files."""
        return self.batch.missing

    @property
    def notes(self) -> list[str]:
        """What a person should know before applying."""
        return self.batch.notes

    @property
    def counts(self) -> dict[str, dict[str, int]]:
        """How many of each kind are new, changed, same, doubtful."""
        found = {name: self.batch.counts(kind) for name, (kind, _) in KINDS.items()}
        return found | {kind: self.batch.counts(kind) for kind in self.lists}

    @property
    def lists(self) -> list[str]:
        """The records of a village's lists of which the files speak."""
        return [one.name for one in CATALOGUE if any(sheet.layout == one.name for sheet in self.sheets)]

    @property
    def has_news(self) -> bool:
        """Whether applying would write anything without a decision."""
        return any(row.state in (State.NEW, State.CHANGED) for row in self.rows)

    @property
    def doubtful(self) -> list[StagedRow]:
        """What waits for a person's word; each says why, and in which rows of which files it stands."""
        return [row for row in self.rows if row.state is State.DOUBTFUL]

    @property
    def gone(self) -> list[Missing]:
        """The registered members whom the rosters of these files no longer list: see services/register_leaving.py."""
        return [one for one in self.missing if one.kind == "person"]

    @property
    def sheets(self) -> list[SheetRead]:
        """How each sheet was understood: its layout, its header, its year."""
        return self.batch.sheets


class _Stopped(Exception):
    """The person does not want it any more."""


def stage_files(
    registry: Registry,
    files: Sequence[Path],
    *,
    year: int | None = None,
    progress: Progress = lambda _done, _of: None,
    cancelled: Cancelled = lambda: False,
) -> WaitingBatch:
    """Put files into the waiting room. Refused, naming the file, if one cannot be read; then none is taken."""
    from fupin_desktop.excel.open_workbook import bytes_of

    contents = [(path.name, bytes_of(path)) for path in files]
    batch = _compared(registry, contents, year, progress, cancelled)
    fresh = Kept(new_id()[:12], tuple((name, registry.blobs.put(data)) for name, data in contents), year, 0)
    registry.put_batch(fresh.id, _as_text(fresh), "waiting")
    return WaitingBatch(next(kept for kept in waiting(registry) if kept.id == fresh.id), batch)


def waiting(registry: Registry) -> list[Kept]:
    """The imports that nobody has decided on, newest first."""
    return [_from_text(batch, text, made_at) for batch, text, made_at in registry.waiting_batches()]


def open_batch(registry: Registry, kept: Kept, progress: Progress = lambda _done, _of: None) -> WaitingBatch:
    """Compare a waiting import again with what is registered now."""
    contents = [(name, registry.blobs.get(blob)) for name, blob in kept.files]
    return WaitingBatch(kept, _compared(registry, contents, kept.year, progress, lambda: False))


def apply_batch(
    registry: Registry,
    waiting_batch: WaitingBatch,
    decisions: Mapping[str, str] | None = None,
    *,
    accepted: Container[str] | None = None,
    progress: Progress = lambda _done, _of: None,
    cancelled: Cancelled = lambda: False,
) -> Saved | None:
    """Take the new and changed rows in (those accepted, if named) and the decided doubtful ones; None if cancelled.

    A backup is made first. What is doubtful and undecided stays in the waiting room.
    """
    groups = edits(waiting_batch.batch, accepted, decisions)
    kept = waiting_batch.kept
    if not groups:
        _settle(registry, waiting_batch, decisions)
        raise Refused("没有要记入的内容：表里的与登记库相同，或都存疑、等您先定。")
    registry.back_up()
    region = registry.setting("region") or ""
    sealed = _sealed_years(registry)

    def deeds() -> Iterator[tuple[Deed, Sequence[Edit]]]:
        for _, village_code, several in groups:
            place = village_code or region
            deed = Deed(title=f"导入 {kept.title}", region=place, kind="import")
            if sealed and _years(registry, several) & sealed.get(village_id(place), set()):
                deed = Deed(title=deed.title, region=place, kind="addendum", reason=f"按导入的《{kept.title}》补记")
            yield deed, several

    def step(done: int) -> None:
        if cancelled():
            raise _Stopped
        progress(done, len(groups))

    try:
        group, touched = registry.write(deeds(), "导入", step)
    except _Stopped:
        return None
    _settle(registry, waiting_batch, decisions)
    return Saved(group, frozenset(touched))


def drop_batch(registry: Registry, kept: Kept) -> None:
    """Take an import out of the waiting room without taking anything in."""
    registry.put_batch(kept.id, _as_text(kept), "dropped")


def return_workbooks(registry: Registry, waiting_batch: WaitingBatch, folder: Path) -> list[Path]:
    """Write the files that have problems again, with the bad cells coloured and the reasons in a last column."""
    from fupin_desktop.excel.returned import return_workbook

    written: list[Path] = []
    for name, blob in waiting_batch.kept.files:
        problems = [one for one in waiting_batch.problems if one.file == name]
        if problems:
            written.append(return_workbook(name, registry.blobs.get(blob), problems, folder))
    return written


def _compared(
    registry: Registry,
    contents: Sequence[tuple[str, bytes]],
    year: int | None,
    progress: Progress,
    cancelled: Cancelled,
) -> Batch:
    from fupin_desktop.excel.ledger_sheet import ledgers_in
    from fupin_desktop.excel.open_workbook import open_bytes
    from fupin_desktop.excel.read import read_sheets

    readings: list[Any] = []
    lists: list[Any] = []
    for done, (name, data) in enumerate(contents, 1):
        if cancelled():
            raise Refused("已取消，没有导入任何内容。")
        found, book = ledgers_in(open_bytes(name, data))
        lists += found
        readings += read_sheets(book, year) if book.sheets or not found else []
        progress(done, len(contents) + 1)
    newest = next(iter(registry.years()), None)
    index = Known(
        registry.values, lambda record, ids: dict(registry.values(record, ids)), registry.ids_ever_given, newest
    )
    batch = stage(readings, index, lists=lists, find=finder(registry))
    progress(len(contents) + 1, len(contents) + 1)
    return batch


def _settle(registry: Registry, waiting_batch: WaitingBatch, decisions: Mapping[str, str] | None) -> None:
    """What is undecided stays in the waiting room; otherwise the import is done with."""
    undecided = [r for r in waiting_batch.rows if r.state is State.DOUBTFUL and r.key not in (decisions or {})]
    registry.put_batch(waiting_batch.id, _as_text(waiting_batch.kept), "waiting" if undecided else "applied")


def _sealed_years(registry: Registry) -> dict[str, set[int]]:
    found: dict[str, set[int]] = {}
    for one in registry.records("village_year"):
        if one.sealed_on:
            found.setdefault(one.village_id, set()).add(one.year)
    return found


def _years(registry: Registry, several: Sequence[Edit]) -> set[int]:
    """The years of the records that these edits change."""
    written = {int(edit.value) for edit in several if edit.field == "year" and edit.value}
    known_ids: dict[str, set[str]] = {}
    for edit in several:
        known_ids.setdefault(edit.record, set()).add(edit.id)
    held = (
        values.get("year") for record, ids in known_ids.items() for _, values in registry.values(record, sorted(ids))
    )
    return written | {int(year) for year in held if year}


def _as_text(kept: Kept) -> str:
    return json.dumps({"files": kept.files, "year": kept.year}, ensure_ascii=False)


def _from_text(batch: str, text: str, made_at: int) -> Kept:
    content = json.loads(text)
    return Kept(batch, tuple((name, blob) for name, blob in content["files"]), content["year"], made_at)
