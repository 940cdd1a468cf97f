"""A thousand two-page cards, beside typst and LibreOffice on the same card."""

import resource
import shutil
import subprocess
from collections.abc import Iterator
from datetime import date
from importlib.util import find_spec
from pathlib import Path

from bench.measuring import Line, compared, once
from bench.stores import FOLDER, registry_of
from fupin_desktop.domain.asking import HouseholdQuery
from fupin_desktop.domain.dossier import Dossier
from fupin_desktop.domain.income import figures
from fupin_desktop.paths import resources
from fupin_desktop.pdf.papers import PrintJob, write

CARDS = 1000
OFFICE_CARDS = 200  # so many that starting LibreOffice does not count


def measure(persons: int) -> Iterator[Line]:
    """Ours; typst where it is installed; LibreOffice for some cards, scaled, where it is."""
    del persons
    registry = registry_of(CARDS)
    ids = registry.household_ids(HouseholdQuery())[:CARDS]
    dossiers = list(registry.dossiers(ids))
    registry.close()
    _ours(dossiers[:10])
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    ours = once(lambda: _ours(dossiers))
    grown = (resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) / 1024
    yield Line(f"{CARDS} help cards: memory grown", f"{grown:.0f} MB", budget="flat", holds=grown < 80)
    if find_spec("typst"):
        yield compared(f"{CARDS} help cards beside typst", ours, _typst(dossiers), "< 1", 1)
    else:
        yield Line(f"{CARDS} help cards", f"{ours:.2f} s", "typst: not installed (pip install typst)")
    office = shutil.which("soffice") or shutil.which("libreoffice")
    if office:
        slow = _libreoffice(office, dossiers[:OFFICE_CARDS]) * CARDS / OFFICE_CARDS
        yield compared(f"  beside LibreOffice ({OFFICE_CARDS}, scaled)", ours, slow, "≤ 1/20", 0.05)
    else:
        yield Line("  beside LibreOffice", f"{ours:.2f} s", "not installed (soffice)")


def _ours(dossiers: list[Dossier]) -> None:
    day = date(2018, 12, 31)
    write(PrintJob(paper="help_card", dossiers=dossiers, count=len(dossiers), made_on=day), FOLDER / "cards.pdf")


def _typst(dossiers: list[Dossier]) -> float:
    import typst

    source = FOLDER / "cards.typ"
    pages = "\n#pagebreak()\n".join(_typst_card(one) for one in dossiers)
    head = '#set page("a4", margin: 15mm)\n#set text(font: "Noto Sans SC", size: 9pt)\n'
    source.write_text(head + pages, "utf-8")
    fonts = [str(resources() / "fonts")]
    return once(lambda: typst.compile(str(source), output=str(FOLDER / "typst.pdf"), font_paths=fonts, pdf_tags=False))


def _typst_card(dossier: Dossier) -> str:
    """The same facts as on the card, as two plain tables a page and the measures on the next."""
    return "\n".join(
        [
            f"#align(center, text(size: 18pt, weight: 700)[精准扶贫帮扶联系卡])\n{_quoted(dossier.head_name)}",
            _typst_table(4, [cell for pair in _facts(dossier) for cell in pair]),
            _typst_table(5, [cell for row in _members(dossier) for cell in row]),
            "#pagebreak()",
            _typst_table(4, [cell for row in _measures(dossier) for cell in row]),
        ]
    )


def _typst_table(columns: int, cells: list[str]) -> str:
    return f"#table(columns: {columns}, {', '.join(f'[{_quoted(cell)}]' for cell in cells)})" if cells else ""


def _quoted(text: str) -> str:
    return "".join(f"\\{char}" if char in "#[]*_`$<>@\\/" else char for char in text)


def _facts(dossier: Dossier) -> list[tuple[str, str]]:
    found = figures(dossier)
    household = dossier.household
    return [
        ("户编号", household.household_code or ""),
        ("住址", household.address or ""),
        ("电话", household.phone or ""),
        ("开户行", household.bank_name or ""),
        ("账号", household.bank_account or ""),
        ("人均纯收入", str(found.net_income_per_capita if found else "")),
    ]


def _members(dossier: Dossier) -> list[tuple[str, ...]]:
    return [
        (
            m.person.name or "",
            m.person.id_number or "",
            m.membership.relation_to_head or "",
            m.person.birth_date or "",
            "",
        )
        for m in dossier.members
    ]


def _measures(dossier: Dossier) -> list[tuple[str, ...]]:
    return [(m.done_on or "", m.content or "", str(m.amount or ""), m.provider or "") for m in dossier.measures]


def _libreoffice(office: str, dossiers: list[Dossier]) -> float:
    """The card as an HTML page that LibreOffice Writer turns into a PDF."""
    folder = FOLDER / "office"
    folder.mkdir(parents=True, exist_ok=True)
    files: list[Path] = []
    for number, dossier in enumerate(dossiers):
        rows = "".join(
            "<tr>" + "".join(f"<td>{cell}</td>" for cell in row) + "</tr>"
            for row in [*_facts(dossier), *_members(dossier), *_measures(dossier)]
        )
        files.append(folder / f"{number}.html")
        files[-1].write_text(f"<meta charset=utf-8><h1>帮扶联系卡</h1><table border=1>{rows}</table>", "utf-8")
    command = [office, "--headless", "--writer", "--convert-to", "pdf", "--outdir", str(folder), *map(str, files)]
    return once(lambda: subprocess.run(command, check=True, capture_output=True))
