"""Printing: the file holds whoever was asked for, is noted only as what it is, and later told of when it is old."""

from datetime import date
from pathlib import Path

import pytest
from pypdf import PdfReader

from fupin_desktop.db.registry import SqlRegistry
from fupin_desktop.domain.changes import Edit
from fupin_desktop.domain.errors import Refused
from fupin_desktop.services.keep_contacts import contacts, keep_contacts
from fupin_desktop.services.print_papers import outdated_papers, print_papers
from fupin_desktop.services.recycle_households import recycle_households
from fupin_desktop.services.save_records import save
from tests.ui import builders

ONE, TWO = builders.household_id(0), builders.household_id(1)  # 张来福, 解玉梅


def text_of(file: Path) -> str:
    return "".join(page.extract_text() for page in PdfReader(file).pages)


def change_address(village: SqlRegistry) -> None:
    save(village, [Edit("household", ONE, "address", "东沟9号院")], title="修改")


def test_the_village_and_its_contacts_stand_on_the_card(village: SqlRegistry, tmp_path: Path) -> None:
    keep_contacts(village, {"township_phone": " 0358-1990001 ", "team_leader": "  "})
    assert contacts(village).team_leader == ""
    print_papers(village, "help_card", [ONE], tmp_path / "card.pdf")
    told = text_of(tmp_path / "card.pdf")
    assert "张来福" in told
    assert "甲子沟村" in told
    assert "0358-1990001" in told


def test_a_paper_is_outdated_once_what_it_tells_was_changed(village: SqlRegistry, tmp_path: Path) -> None:
    print_papers(village, "help_card", [ONE, TWO], tmp_path / "cards.pdf")
    assert outdated_papers(village) == []
    change_address(village)
    (old,) = outdated_papers(village)
    assert (old.household_id, old.head_name, old.paper, old.profile) == (ONE, "张来福", "help_card", "home")
    print_papers(village, "help_card", [ONE], tmp_path / "again.pdf")
    assert outdated_papers(village) == []


def test_the_paper_of_a_household_that_was_put_away_is_not_asked_for_again(
    village: SqlRegistry, tmp_path: Path
) -> None:
    print_papers(village, "help_card", [ONE], tmp_path / "card.pdf")
    recycle_households(village, [ONE])
    assert outdated_papers(village) == []


@pytest.mark.parametrize("of", [{"year": 2017}, {"on": date(2018, 7, 1)}, {"noted": False}])
def test_a_look_back_or_a_preview_does_not_count_as_printed(village: SqlRegistry, tmp_path: Path, of: dict) -> None:
    print_papers(village, "help_card", [ONE], tmp_path / "card.pdf", **of)
    assert village.last_printed() == []


def test_what_is_cancelled_is_neither_written_nor_noted(village: SqlRegistry, tmp_path: Path) -> None:
    target = tmp_path / "card.pdf"
    assert print_papers(village, "help_card", [ONE, TWO], target, cancelled=lambda: True) is None
    assert not target.exists()
    assert village.last_printed() == []


def test_nobody_to_print_for_is_said(village: SqlRegistry, tmp_path: Path) -> None:
    with pytest.raises(Refused, match="没有选中农户"):
        print_papers(village, "help_card", [], tmp_path / "card.pdf")
