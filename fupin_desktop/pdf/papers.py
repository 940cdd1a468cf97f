"""Prints papers: which there are, and writes one for a household, a selection or a village as a PDF file.

The one door of this package. Dossiers are taken one after another and forgotten when their sheets are written.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from tempfile import TemporaryFile
from typing import BinaryIO, NamedTuple

from fupin_desktop.domain.dossier import Dossier
from fupin_desktop.domain.errors import Problem, Refused
from fupin_desktop.pdf.document import Document
from fupin_desktop.pdf.frame import frame_of
from fupin_desktop.pdf.furniture import Furniture
from fupin_desktop.pdf.glyph_check import all_problems, problem_in_title, problem_of
from fupin_desktop.pdf.layout_files import load
from fupin_desktop.pdf.occasion import Contacts, Occasion
from fupin_desktop.pdf.paper_list import HOME, PAPERS, PROFILES, Paper, check_profile, find_paper
from fupin_desktop.pdf.press import HouseholdPress, Press, Section, changed_pages
from fupin_desktop.pdf.roster import RosterPress
from fupin_desktop.pdf.target import replacing

__all__ = [
    "HOME",
    "PAPERS",
    "PROFILES",
    "Contacts",
    "Paper",
    "PrintJob",
    "PrintResult",
    "Section",
    "changed_pages",
    "check_glyphs",
    "digests",
    "find_paper",
    "write",
]


@dataclass(frozen=True, kw_only=True)
class PrintJob:
    """What to print, for whom, and the circumstances."""

    paper: str
    dossiers: Iterable[Dossier]  # taken once, in this order
    count: int  # how many there are, for the progress
    profile: str = HOME
    made_on: date
    as_of: date | None = None
    contacts: Contacts = field(default_factory=Contacts)
    layout_overrides: Path | None = None  # a folder of layout files that change the standard ones
    village_title: str = ""


class PrintResult(NamedTuple):
    """What was printed, and what each sheet told."""

    pages: int
    households: int
    sections: tuple[Section, ...]


def write(
    job: PrintJob,
    target: Path,
    progress: Callable[[int, int], None] = lambda _done, _of: None,
    cancelled: Callable[[], bool] = lambda: False,
) -> PrintResult | None:
    """Writes the file; None if it was cancelled, and then nothing is left of it.

    Refused, with a problem for each household concerned, if a character has no glyph: the file is not written.
    Unavailable, with what to do, if the disk does not take it.
    """
    try:
        with replacing(target) as stream:
            return _print(job, stream, progress, cancelled)
    except _Cancelled:
        return None


def digests(job: PrintJob) -> tuple[Section, ...]:
    """What each household's sheets would tell if they were printed now; nothing is written or refused."""
    with TemporaryFile() as stream:
        return tuple(_draw(job, stream, lambda _done, _of: None, lambda: False).press.sections)


def check_glyphs(dossiers: Iterable[Dossier], paper: str | Paper, profile: str = HOME) -> list[Problem]:
    """One problem for each household with a character that no font has: who, where, which."""
    asked = find_paper(paper) if isinstance(paper, str) else paper
    check_profile(asked, profile)
    return all_problems(load(asked.name), profile, dossiers, Occasion())


class _Cancelled(Exception):
    """The user does not want it any more."""


class _Drawn(NamedTuple):
    """Everything drawn, and what could not be."""

    document: Document
    press: Press
    title: str
    problems: list[Problem]


def _print(
    job: PrintJob, stream: BinaryIO, progress: Callable[[int, int], None], cancelled: Callable[[], bool]
) -> PrintResult:
    document, press, title, problems = _draw(job, stream, progress, cancelled)
    if problems:
        raise Refused(f"有 {len(problems)} 户的资料里有字体里没有的字，没有打印。请逐户改正后再打印。", problems)
    if not press.sections:
        raise Refused("所选范围内没有贫困户，没有可打印的内容。请另选村或户。")
    document.close(title, job.made_on.isoformat())
    return PrintResult(document.page_count, len(press.sections), tuple(press.sections))


def _draw(
    job: PrintJob, stream: BinaryIO, progress: Callable[[int, int], None], cancelled: Callable[[], bool]
) -> _Drawn:
    paper = find_paper(job.paper)
    check_profile(paper, job.profile)
    layout = load(paper.name, job.layout_overrides)
    occasion = Occasion(contacts=job.contacts, village_title=job.village_title)
    frame = frame_of(layout)
    document = Document(stream, frame.page)
    furniture = Furniture(layout=layout, frame=frame, profile=job.profile, made_on=job.made_on, as_of=job.as_of)
    title = job.village_title + layout.title
    problems: list[Problem] = []

    def drawn(dossier: Dossier) -> None:
        missing = document.fonts.missing
        if missing:
            found = problem_of(layout, job.profile, dossier, occasion)
            problems.append(found or problem_in_title(title, missing))
            missing.clear()

    press: Press = (
        HouseholdPress(document, furniture, occasion, drawn)
        if paper.per_household
        else RosterPress(document, furniture, occasion, title, drawn)
    )
    for done, dossier in enumerate(job.dossiers, 1):
        if cancelled():
            raise _Cancelled
        press.add(dossier)
        progress(done, job.count)
    press.finish()
    if cancelled():
        raise _Cancelled
    return _Drawn(document, press, title, problems)
