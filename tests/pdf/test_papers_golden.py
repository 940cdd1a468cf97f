"""The papers as they were accepted, byte by byte, with their text beside them so that a change can be read.

To accept new ones: FUPIN_ACCEPT=1 pytest tests/pdf, and look at the pictures and the difference of the texts.
"""

import os
import re
import zlib
from dataclasses import replace
from pathlib import Path

import pytest

from fupin_desktop.domain.dossier import Dossier
from tests.pdf import builders
from tests.pdf.printing import printed, text_of

GOLDEN = Path(__file__).parents[1] / "golden" / "papers"
NAMES = ("张演示", "阿卜杜热合曼·阿卜杜外力", "䶮㛃", "𣲗𬒈", "张𠀀", "李演示")


def a_family() -> Dossier:
    """Six members, some with rare names, two who are ill."""
    people = tuple(
        replace(
            each,
            person=replace(each.person, name=name),
            now=replace(each.now, health_status=("02", "04") if index in (1, 4) else ("01",)),
        )
        for index, (each, name) in enumerate(zip(builders.members(6), NAMES, strict=True))
    )
    return builders.a_dossier(people=people)


PAPERS = {
    "help_card-home": ("help_card", "home", [a_family()]),
    "help_card-wall": ("help_card", "wall", [a_family()]),
    "registration_form": ("registration_form", "home", [a_family()]),
    "plan_table": ("plan_table", "home", [a_family()]),
    "roster-home": ("roster", "home", [a_family(), *builders.many(6)]),
    "roster-wall": ("roster", "wall", [a_family(), *builders.many(6)]),
    "household_roster": ("household_roster", "home", [a_family(), *builders.many(6)]),
}


@pytest.mark.golden
@pytest.mark.parametrize("name", list(PAPERS))
def test_a_paper_is_as_it_was_accepted(tmp_path: Path, name: str) -> None:
    paper, profile, households = PAPERS[name]
    target, golden = tmp_path / "paper.pdf", GOLDEN / f"{name}.pdf"
    printed(target, paper, households, profile=profile, village_title="山西省吕梁市临县样板乡甲子沟村")
    text = text_of(target) + "\n"
    if os.environ.get("FUPIN_ACCEPT"):
        GOLDEN.mkdir(parents=True, exist_ok=True)
        golden.write_bytes(target.read_bytes())
        golden.with_suffix(".txt").write_text(text, encoding="utf-8")
    assert text == golden.with_suffix(".txt").read_text(encoding="utf-8")
    assert unpacked(target.read_bytes()) == unpacked(golden.read_bytes())


def unpacked(data: bytes) -> list[bytes]:
    """Every object, streams unpacked: builds of zlib pack the same bytes differently."""
    body = data[: data.rindex(b"\nxref\n")]
    objects = re.split(rb"\nendobj\n", body)
    return [_unpacked(each) for each in objects]


def _unpacked(text: bytes) -> bytes:
    head, found, packed = text.partition(b"\nstream\n")
    if not found:
        return text
    return re.sub(rb"/Length \d+", b"", head) + zlib.decompress(packed.removesuffix(b"\nendstream"))
