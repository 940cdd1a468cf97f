"""Prints in tests, and reads what was printed as a person would: as text, and as ink on a page."""

from collections.abc import Iterable, Sequence, Sized
from datetime import date
from pathlib import Path
from typing import Any

import pypdfium2
from pypdf import PdfReader

from fupin_desktop.domain.dossier import Dossier
from fupin_desktop.pdf.papers import PrintJob, PrintResult, write

MADE_ON = date(2018, 12, 5)
MM = 72 / 25.4


def a_job(paper: str, dossiers: Iterable[Dossier], **facts: Any) -> PrintJob:
    """A job of that paper for these households."""
    count = len(dossiers) if isinstance(dossiers, Sized) else 0
    return PrintJob(paper=paper, dossiers=iter(dossiers), **{"count": count, "made_on": MADE_ON, **facts})


def printed(target: Path, paper: str, dossiers: Sequence[Dossier], **facts: Any) -> PrintResult:
    """Prints, and gives what was printed."""
    result = write(a_job(paper, dossiers, **facts), target)
    assert result is not None
    return result


def text_of(path: Path) -> str:
    """All text of the file, page after page."""
    return "\n".join(page.extract_text() for page in PdfReader(path, strict=True).pages)


def squeezed(text: str) -> str:
    """Without blanks and line breaks: where a line was broken is no matter."""
    return "".join(text.split())


def printed_text(tmp_path: Path, paper: str, dossiers: Sequence[Dossier], **facts: Any) -> str:
    """What a paper says, without blanks."""
    target = tmp_path / "paper.pdf"
    printed(target, paper, dossiers, **facts)
    return squeezed(text_of(target))


def ink_box(path: Path, page: int) -> tuple[float, float, float, float]:
    """Left, top, right and bottom of the ink on a page, in millimetres from its upper left corner."""
    document = pypdfium2.PdfDocument(path)
    try:
        image = document[page].render(scale=2, grayscale=True).to_pil()
    finally:
        document.close()
    box = image.point(lambda grey: 255 if grey < 250 else 0).getbbox()
    assert box is not None
    left, top, right, bottom = (side / 2 / MM for side in box)
    return left, top, right, bottom
