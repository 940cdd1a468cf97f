"""Printing papers from the registry, and knowing afterwards which printed ones are out of date."""

import json
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, fields
from datetime import date
from pathlib import Path

from fupin_desktop.catalogue.regions import region_path
from fupin_desktop.domain.dossier import Dossier
from fupin_desktop.domain.errors import Refused
from fupin_desktop.pdf.occasion import Contacts
from fupin_desktop.pdf.paper_list import PAPERS, find_paper
from fupin_desktop.services.ports import Registry

Progress = Callable[[int, int], None]
Cancelled = Callable[[], bool]
CONTACTS = "contacts"
LAYOUTS = "layouts"


@dataclass(frozen=True, slots=True)
class PaperInfo:
    """A paper that can be printed."""

    name: str
    title: str
    per_household: bool
    profiles: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Printed:
    """What a printing made."""

    pages: int
    households: int
    path: Path


@dataclass(frozen=True, slots=True)
class OutdatedPaper:
    """A paper in somebody's house that no longer tells what is registered."""

    household_id: str
    head_name: str
    paper: str
    title: str
    profile: str
    printed_at_ms: int


def papers() -> list[PaperInfo]:
    """Every paper, in the order in which it is offered."""
    return [PaperInfo(one.name, one.title, one.per_household, one.profiles) for one in PAPERS.values()]


def print_papers(
    registry: Registry,
    paper: str,
    household_ids: Sequence[str],
    target: Path,
    *,
    profile: str = "home",
    year: int | None = None,
    on: date | None = None,
    progress: Progress = lambda _done, _of: None,
    cancelled: Cancelled = lambda: False,
    noted: bool = True,
) -> Printed | None:
    """Write the papers into a PDF; None if cancelled. `noted`: remember it, to tell later what is out of date."""
    from fupin_desktop.pdf.papers import PrintJob, write

    if not household_ids:
        raise Refused("没有选中农户。请先选村、选户，再打印。")
    wanted = find_paper(paper)
    dossiers = _known_then(registry, household_ids, on) if on else registry.dossiers(household_ids, year)
    first, rest = _title_from(dossiers)
    job = PrintJob(
        paper=wanted.name,
        dossiers=rest,
        count=len(household_ids),
        profile=profile,
        made_on=registry.today(),
        as_of=on,
        contacts=_contacts(registry),
        layout_overrides=registry.folder / LAYOUTS,
        village_title=first,
    )
    result = write(job, target, progress, cancelled)
    if result is None:
        return None
    if noted and on is None and year is None and wanted.per_household:
        registry.note_printed(
            [
                {"paper": wanted.name, "profile": profile, "household_id": s.household_id, "digest": s.digest}
                for s in result.sections
            ]
        )
    return Printed(result.pages, result.households, target)


def outdated_papers(registry: Registry) -> list[OutdatedPaper]:
    """The printed papers whose content would be another today."""
    rows = registry.last_printed()
    if not rows:
        return []
    changed = registry.households_changed_since(min(row["at"] for row in rows))
    rows = [row for row in rows if row["household_id"] in changed and row["paper"] in PAPERS]
    by_kind: dict[tuple[str, str], list[dict[str, object]]] = {}
    for row in rows:
        by_kind.setdefault((row["paper"], row["profile"]), []).append(row)
    found: list[OutdatedPaper] = []
    for (paper, profile), several in by_kind.items():
        now = _digests_now(registry, paper, profile, [str(row["household_id"]) for row in several])
        for row in several:
            household_id = str(row["household_id"])
            if household_id in now and now[household_id][1] != row["digest"]:
                at = int(str(row["at"]))
                found.append(OutdatedPaper(household_id, now[household_id][0], paper, PAPERS[paper].title, profile, at))
    return found


def check_glyphs(registry: Registry, paper: str, household_ids: Sequence[str], profile: str = "home") -> list[str]:
    """What cannot be printed, a sentence for each household."""
    from fupin_desktop.pdf.papers import check_glyphs as check

    return [problem.message for problem in check(registry.dossiers(household_ids), paper, profile)]


@dataclass(frozen=True, slots=True)
class LayoutSetting:
    """One thing of a layout that may be changed, with its value now."""

    key: str
    label: str
    least: float
    most: float
    value: float | bool


def layout_settings(registry: Registry, paper: str) -> list[LayoutSetting]:
    """What may be changed of a paper's layout."""
    from fupin_desktop.pdf.layout_files import SETTINGS, settings

    now = settings(paper, registry.folder / LAYOUTS)
    return [LayoutSetting(one.key, one.label, one.least, one.most, now[one.key]) for one in SETTINGS]


def save_layout(registry: Registry, paper: str, changes: Mapping[str, float | bool]) -> None:
    """Keep changed settings of a layout; Refused if they leave no room on the page."""
    from fupin_desktop.pdf.layout_files import adjust

    adjust(paper, registry.folder / LAYOUTS, changes)


def reset_layout(registry: Registry, paper: str) -> bool:
    """Back to the standard layout; whether there was anything to take back."""
    from fupin_desktop.pdf.layout_files import reset

    return reset(paper, registry.folder / LAYOUTS)


def _digests_now(registry: Registry, paper: str, profile: str, ids: Sequence[str]) -> dict[str, tuple[str, str]]:
    """(head, digest) of each household's paper if it were printed now."""
    from fupin_desktop.pdf.papers import PrintJob, digests

    names: dict[str, str] = {}

    def noting() -> Iterator[Dossier]:
        for dossier in registry.dossiers(ids):
            names[dossier.household.id] = dossier.head_name
            yield dossier

    title, dossiers = _title_from(noting())
    job = PrintJob(
        paper=paper,
        dossiers=dossiers,
        count=len(ids),
        profile=profile,
        made_on=registry.today(),
        contacts=_contacts(registry),
        layout_overrides=registry.folder / LAYOUTS,
        village_title=title,
    )
    try:
        return {one.household_id: (names[one.household_id], one.digest) for one in digests(job)}
    except Refused:
        return {}  # a household that cannot be printed now is told of when it is printed


def _known_then(registry: Registry, household_ids: Sequence[str], on: date) -> Iterator[Dossier]:
    """The dossiers as of a day, without the households of which nothing is known for it: no blank paper is dated."""
    return (dossier for dossier in registry.dossiers_as_of(household_ids, on) if dossier.years)


def _title_from(dossiers: Iterator[Dossier]) -> tuple[str, Iterable[Dossier]]:
    """How the village is called on titles, from the first dossier, which is put back."""
    first = next(dossiers, None)
    if first is None:
        raise Refused("选中的农户已不在登记库里，或那一天还没有资料。请刷新列表或换一个日期再试。")
    village, code = first.village, first.household.village_code or ""
    path = region_path(code)
    names = (
        path.province,
        path.city,
        (village.county_name if village else None) or path.county,
        (village.township_name if village else None) or path.township,
        (village.name if village else None) or path.village,
    )

    def again() -> Iterator[Dossier]:
        yield first
        yield from dossiers

    return "".join(name for name in names if name), again()


def _contacts(registry: Registry) -> Contacts:
    kept = json.loads(registry.setting(CONTACTS) or "{}")
    known = {one.name for one in fields(Contacts)}
    return Contacts(**{name: value for name, value in kept.items() if name in known and value})
