"""Printing papers from the registry, and knowing afterwards which printed ones are out of date."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import Any

from fupin_desktop.domain.dossier import Dossier
from fupin_desktop.domain.errors import Refused
from fupin_desktop.pdf.paper_list import PAPERS, find_paper
from fupin_desktop.services.ports import Registry
from fupin_desktop.services.print_jobs import print_job

Progress = Callable[[int, int], None]
Cancelled = Callable[[], bool]


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
    from fupin_desktop.pdf.papers import write

    if not household_ids:
        raise Refused("没有选中农户。请先选村、选户，再打印。")
    wanted = find_paper(paper)
    job = print_job(registry, wanted.name, household_ids, profile, year=year, on=on)
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
    by_kind: dict[tuple[str, str], dict[str, dict[str, Any]]] = {}
    for row in rows:
        if row["household_id"] in changed and row["paper"] in PAPERS:
            by_kind.setdefault((row["paper"], row["profile"]), {})[row["household_id"]] = row
    found: list[OutdatedPaper] = []
    for (paper, profile), printed in by_kind.items():
        title = PAPERS[paper].title
        for household_id, (head, digest) in _told_today(registry, paper, profile, list(printed)).items():
            row = printed[household_id]
            if digest != row["digest"]:
                found.append(OutdatedPaper(household_id, head, paper, title, profile, row["at"]))
    return found


def _told_today(registry: Registry, paper: str, profile: str, ids: Sequence[str]) -> dict[str, tuple[str, str]]:
    """The head of each household, and the digest of what its paper would tell if it were printed today."""
    from fupin_desktop.pdf.papers import digests

    heads: dict[str, str] = {}

    def noting(dossiers: Iterable[Dossier]) -> Iterator[Dossier]:
        for dossier in dossiers:
            heads[dossier.household.id] = dossier.head_name
            yield dossier

    try:
        job = print_job(registry, paper, ids, profile)
        sections = digests(replace(job, dossiers=noting(job.dossiers)))
    except Refused:
        return {}  # a household that cannot be printed now is told of when it is printed
    return {one.household_id: (heads[one.household_id], one.digest) for one in sections}


def check_glyphs(registry: Registry, paper: str, household_ids: Sequence[str], profile: str = "home") -> list[str]:
    """What cannot be printed, a sentence for each household."""
    from fupin_desktop.pdf.papers import check_glyphs as check

    return [problem.message for problem in check(registry.dossiers(household_ids), paper, profile)]
