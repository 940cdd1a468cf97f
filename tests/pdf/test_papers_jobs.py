"""A printing tells how far it is, can be given up, and leaves a whole file or none."""

import os
import sys
import tracemalloc
from dataclasses import replace
from pathlib import Path

import pytest
from pypdf import PdfReader

from fupin_desktop.domain.errors import Refused, Unavailable
from fupin_desktop.pdf.papers import PAPERS, digests, find_paper, write
from tests.pdf import builders
from tests.pdf.printing import a_job, printed, squeezed, text_of


@pytest.mark.parametrize(
    ("name", "paper"),
    [
        ("help_card", "help_card"),
        ("帮扶联系卡", "help_card"),
        ("连心卡", "help_card"),
        ("明白卡", "help_card"),
        ("贫困户登记表", "registration_form"),
        ("帮扶计划表", "plan_table"),
        ("贫困户花名册", "roster"),
    ],
)
def test_a_paper_is_found_by_its_name_in_either_language(name: str, paper: str) -> None:
    assert find_paper(name) is PAPERS[paper]


def test_an_unknown_paper_is_refused_with_the_names_there_are() -> None:
    with pytest.raises(Refused, match=r"帮扶联系卡.*贫困户花名册"):
        find_paper("户口本")


def test_progress_is_told_after_each_household(tmp_path: Path) -> None:
    told: list[tuple[int, int]] = []
    write(a_job("help_card", builders.many(3)), tmp_path / "cards.pdf", lambda done, of: told.append((done, of)))
    assert told == [(1, 3), (2, 3), (3, 3)]


@pytest.mark.parametrize("paper", list(PAPERS))
def test_households_are_taken_one_by_one_and_only_once(tmp_path: Path, paper: str) -> None:
    taken: list[int] = []
    seen: list[int] = []

    def households():
        for number, dossier in enumerate(builders.many(4), 1):
            taken.append(number)
            yield dossier

    job = a_job(paper, households(), count=4)
    write(job, tmp_path / "papers.pdf", lambda done, _of: seen.append(len(taken) - done))
    assert seen == [0, 0, 0, 0]


@pytest.mark.parametrize("paper", list(PAPERS))
def test_a_cancelled_printing_leaves_nothing_behind(tmp_path: Path, paper: str) -> None:
    done: list[int] = []
    target = tmp_path / "papers.pdf"
    result = write(
        a_job(paper, builders.many(5)), target, lambda number, _of: done.append(number), lambda: len(done) >= 2
    )
    assert result is None
    assert done == [1, 2]
    assert list(tmp_path.iterdir()) == []


def test_a_cancelled_printing_leaves_the_older_file_as_it_was(tmp_path: Path) -> None:
    target = tmp_path / "papers.pdf"
    target.write_bytes(b"older")
    assert write(a_job("help_card", builders.many(2)), target, cancelled=lambda: True) is None
    assert target.read_bytes() == b"older"
    assert list(tmp_path.iterdir()) == [target]


def test_no_household_is_refused_rather_than_an_empty_file(tmp_path: Path) -> None:
    for paper in PAPERS:
        with pytest.raises(Refused, match="没有可打印的内容"):
            write(a_job(paper, []), tmp_path / "papers.pdf")
    assert list(tmp_path.iterdir()) == []


def test_a_folder_that_is_not_there_is_told_in_words(tmp_path: Path) -> None:
    with pytest.raises(Unavailable, match=r"“cards\.pdf”.*文件夹不存在.*请"):
        write(a_job("help_card", builders.many(1)), tmp_path / "none" / "cards.pdf")


def test_a_name_that_is_a_folder_is_told_in_words(tmp_path: Path) -> None:
    (tmp_path / "cards.pdf").mkdir()
    with pytest.raises(Unavailable, match="已是一个文件夹"):
        write(a_job("help_card", builders.many(1)), tmp_path / "cards.pdf")
    assert [path.name for path in tmp_path.iterdir()] == ["cards.pdf"]


@pytest.mark.skipif(sys.platform == "win32" or not hasattr(os, "geteuid") or os.geteuid() == 0, reason="root may write")
def test_a_folder_that_may_not_be_written_is_told_in_words(tmp_path: Path) -> None:
    tmp_path.chmod(0o500)
    try:
        with pytest.raises(Unavailable, match="不能写入"):
            write(a_job("help_card", builders.many(1)), tmp_path / "cards.pdf")
    finally:
        tmp_path.chmod(0o700)


@pytest.mark.skipif(not Path("/proc/self").exists(), reason="needs a file system that takes no files")
def test_a_place_that_takes_no_files_is_told_in_words() -> None:
    with pytest.raises(Unavailable, match=r"没有写成“cards\.pdf”.*请"):
        write(a_job("help_card", builders.many(1)), Path("/proc/self/cards.pdf"))


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs a disk that is always full")
def test_a_full_disk_is_told_in_words_and_nothing_is_left(tmp_path: Path) -> None:
    (tmp_path / "cards.pdf.part").symlink_to("/dev/full")
    with pytest.raises(Unavailable, match=r"磁盘已满.*请腾出空间"):
        write(a_job("help_card", builders.many(2)), tmp_path / "cards.pdf")
    assert list(tmp_path.iterdir()) == []


def test_sections_say_where_each_household_s_sheets_are(tmp_path: Path) -> None:
    target = tmp_path / "cards.pdf"
    households = [*builders.many(2), builders.a_dossier(household=builders.a_household(id="last", household_code="77"))]
    result = printed(target, "help_card", households)
    assert (result.pages, result.households) == (6, 3)
    assert [(each.household_id, each.first_page, each.last_page) for each in result.sections] == [
        ("h1", 1, 2),
        ("h2", 3, 4),
        ("last", 5, 6),
    ]
    assert "户编号：77" in squeezed(PdfReader(target).pages[5].extract_text())


def test_every_household_begins_a_sheet_and_numbers_its_own(tmp_path: Path) -> None:
    target = tmp_path / "cards.pdf"
    printed(target, "help_card", builders.many(2))
    pages = [squeezed(page.extract_text()) for page in PdfReader(target).pages]
    assert ["第1页共2页" in page for page in pages] == [True, False, True, False]
    assert "8141199" + "0000002" in pages[2]


def test_a_roster_totals_each_sheet_and_all_of_them(tmp_path: Path) -> None:
    target = tmp_path / "roster.pdf"
    result = printed(target, "roster", builders.many(14), village_title="临县样板乡甲子沟村")
    pages = [squeezed(page.extract_text()) for page in PdfReader(target).pages]
    assert result.pages == len(pages) == 3
    totals = [page.split("本页小计")[1].split("人")[0].split("户") for page in pages]
    assert [sum(column) for column in zip(*(map(int, total) for total in totals), strict=True)] == [14, 56]
    assert "合计14户56人" in pages[-1]
    assert all("共3页" in page for page in pages)
    assert pages[0].startswith("临县样板乡甲子沟村贫困户花名册")
    assert "填表人" in pages[-1]


def test_a_household_of_another_village_is_told_as_such_on_a_roster(tmp_path: Path) -> None:
    here, there = builders.many(2)
    there = replace(there, village=replace(there.village, name="乙沟村"))
    target = tmp_path / "roster.pdf"
    printed(target, "roster", [here, there], village_title="临县样板乡甲子沟村")
    shown = squeezed(text_of(target))
    assert shown.count("乙沟村第二小组") == 1
    assert "甲子沟村第二小组" not in shown


def test_blank_rows_are_not_worth_another_sheet(tmp_path: Path) -> None:
    for count in range(4, 9):
        dossier = builders.a_dossier(people=builders.members(count), effects=())
        assert printed(tmp_path / "form.pdf", "registration_form", [dossier]).pages == 3


def test_a_household_that_goes_on_on_the_next_sheet_is_named_there_again(tmp_path: Path) -> None:
    target = tmp_path / "roster.pdf"
    result = printed(target, "roster", builders.many(14))
    split = [each for each in result.sections if each.first_page != each.last_page]
    assert split
    code = f"8141199{int(split[0].household_id[1:]):07d}"
    pages = PdfReader(target).pages
    assert code in pages[split[0].first_page - 1].extract_text()
    assert code in pages[split[0].last_page - 1].extract_text()


@pytest.mark.parametrize("count", [36, 37, 38, 39, 40])
def test_seal_and_signatures_of_a_roster_never_stand_on_a_sheet_without_a_household(tmp_path: Path, count: int) -> None:
    target = tmp_path / "roster.pdf"
    printed(target, "household_roster", builders.many(count))
    last = squeezed(PdfReader(target).pages[-1].extract_text())
    assert "村民委员会（盖章）" in last
    assert f"张演示甲{count}" in last


def test_memory_does_not_grow_with_the_number_of_households(tmp_path: Path) -> None:
    def households(count: int):
        for number in range(count):
            yield builders.a_dossier(household=builders.a_household(id=f"h{number}", household_code=str(number)))

    def peak(count: int) -> int:
        tracemalloc.start()
        write(a_job("help_card", households(count), count=count), tmp_path / "cards.pdf")
        _, most = tracemalloc.get_traced_memory()
        tracemalloc.stop()
        return most

    peak(5)
    few, many = peak(20), peak(120)
    assert many - few < 100 * 4_000  # a card of two pages is 20 kB before packing


def test_the_same_facts_give_the_same_bytes(tmp_path: Path) -> None:
    for paper in PAPERS:
        for name in ("a", "b"):
            printed(tmp_path / f"{name}.pdf", paper, builders.many(3))
        assert (tmp_path / "a.pdf").read_bytes() == (tmp_path / "b.pdf").read_bytes()


def test_what_a_sheet_tells_does_not_depend_on_the_day_of_printing(tmp_path: Path) -> None:
    from datetime import date

    first = printed(tmp_path / "a.pdf", "help_card", builders.many(1)).sections
    later = printed(tmp_path / "a.pdf", "help_card", builders.many(1), made_on=date(2019, 3, 1)).sections
    assert first == later
    assert digests(a_job("help_card", builders.many(1))) == first


def test_only_the_sheets_on_which_something_changed_are_out_of_date(tmp_path: Path) -> None:
    from fupin_desktop.pdf.papers import changed_pages

    def digest(**parts) -> str:
        return printed(tmp_path / "a.pdf", "help_card", [builders.a_dossier(**parts)]).sections[0].digest

    before = digest()
    measures = (replace(builders.measures(3)[0], amount=None), *builders.measures(3)[1:])
    assert changed_pages(before, digest(measures=measures)) == (2,)
    assert changed_pages(before, digest(household=builders.a_household(phone="19900000009"))) == (1,)
    assert changed_pages(before, digest(income=builders.an_income(wage_income=None, property_income=9600))) == (2,)
    assert changed_pages(before, digest()) == ()


def test_a_tick_that_moved_makes_the_sheet_out_of_date(tmp_path: Path) -> None:
    def digest(attribute: str) -> str:
        dossier = builders.a_dossier(facts={"household_attribute": attribute})
        return printed(tmp_path / "a.pdf", "registration_form", [dossier]).sections[0].digest

    assert digest("01") != digest("04")
