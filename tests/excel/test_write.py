"""Writing the national layouts: text cells, nothing half done, and nothing changed when it comes back."""

import gc
import os
import signal
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import date
from pathlib import Path

import openpyxl
import pytest

from fupin_desktop.catalogue.villages.village import Village
from fupin_desktop.catalogue.villages.village_year import VillageYear
from fupin_desktop.domain.dossier import Dossier
from fupin_desktop.domain.errors import Unavailable
from fupin_desktop.domain.staging.batch import State
from fupin_desktop.excel.layout import layout
from fupin_desktop.excel.read import read_workbook
from fupin_desktop.excel.write import SHEETS, write_sheet, write_villages
from tests.domain.staging.small_registry import SmallRegistry
from tests.excel import books
from tests.excel.books import helper_row, household_row, person_row

HOW = {"year": 2018, "exported_on": date(2019, 6, 1)}
NAMES = ("households", "exits", "persons", "helpers")


@pytest.fixture
def registry(tmp_path: Path) -> SmallRegistry:
    made = SmallRegistry()
    families = household_row(1, 次要致贫原因="无"), household_row(2, 户主姓名="彭　平")
    members = person_row(1, 0), person_row(1, 1, 健康状况="长期慢性病、残疾"), person_row(2, 0, 姓名="宋平𬒈")
    pairings = helper_row(1, 1), helper_row(2, 1, 帮扶结束时间="2018-05-17")
    files = (
        books.households(tmp_path / "户.xlsx", *families),
        books.persons(tmp_path / "人.xlsx", *members),
        books.helpers(tmp_path / "帮.xlsx", *pairings),
    )
    made.apply(made.stage([one for file in files for one in read_workbook(file)]))
    return made


@pytest.fixture
def dossiers(registry: SmallRegistry) -> list[Dossier]:
    return registry.dossiers(2018)


@pytest.mark.parametrize("name", NAMES)
def test_the_header_stands_in_row_three_in_the_national_order(dossiers: list[Dossier], tmp_path: Path, name: str):
    write_sheet(name, dossiers, tmp_path / "出.xlsx", **HOW)
    page = openpyxl.load_workbook(tmp_path / "出.xlsx").active
    assert page.title == layout(name).title
    assert [cell.value for cell in page[3]] == [header for header, _ in layout(name).columns]


def test_every_cell_is_text(dossiers: list[Dossier], tmp_path: Path):
    assert write_sheet("households", dossiers, tmp_path / "出.xlsx", **HOW) == 2
    page = openpyxl.load_workbook(tmp_path / "出.xlsx").active
    cells = [cell for row in page.iter_rows(min_row=4) for cell in row if cell.value is not None]
    assert {cell.data_type for cell in cells} == {"s"}
    by_header = {header.value: cell.value for header, cell in zip(page[3], page[4], strict=True)}
    assert by_header["户主证件号码"] == household_row(1)["户主证件号码"]
    assert by_header["人均纯收入"] == "3000.5"
    assert by_header["主要致贫原因"] == "因病"
    assert by_header["次要致贫原因"] == "无"
    assert by_header["是否危房户"] == "否"
    assert by_header["银行卡号"] is None
    assert [by_header[name] for name in ("省", "市", "县", "乡", "村")] == list(books.VILLAGE)


def test_what_is_written_and_read_again_changes_nothing(registry: SmallRegistry, tmp_path: Path):
    readings = []
    for name in NAMES:
        write_sheet(name, registry.dossiers(2018), tmp_path / f"{name}.xlsx", **HOW)
        readings += read_workbook(tmp_path / f"{name}.xlsx")
    batch = registry.stage(readings)
    assert {row.state for row in batch.rows} == {State.SAME}
    assert batch.problems == []
    assert batch.missing == []


def test_what_is_written_makes_the_same_registry_elsewhere(registry: SmallRegistry, tmp_path: Path):
    readings = []
    for name in NAMES:
        write_sheet(name, registry.dossiers(2018), tmp_path / f"{name}.xlsx", **HOW)
        readings += read_workbook(tmp_path / f"{name}.xlsx")
    elsewhere = SmallRegistry()
    elsewhere.apply(elsewhere.stage(readings))
    assert elsewhere.records == registry.records


def test_a_name_that_looks_like_a_formula_stays_a_name(dossiers: list[Dossier], tmp_path: Path):
    evil = '=HYPERLINK("http://example.invalid","点我")'
    spoilt = replace(dossiers[0], household=replace(dossiers[0].household, address=evil, head_name=evil))
    write_sheet("households", [spoilt], tmp_path / "出.xlsx", **HOW)
    page = openpyxl.load_workbook(tmp_path / "出.xlsx").active
    (cell,) = [cell for cell in page[4] if cell.value == evil]
    assert cell.data_type == "s"
    assert cell.quotePrefix


def test_the_year_of_the_data_is_stated_whatever_the_day_of_the_export(dossiers: list[Dossier], tmp_path: Path):
    write_sheet("persons", dossiers, tmp_path / "出.xlsx", **HOW)
    (reading,) = read_workbook(tmp_path / "出.xlsx")
    assert reading.year == 2018


def test_villages_are_written_and_read(tmp_path: Path):
    village = Village(id="v", village_code="141124199201", name="甲子沟村", township_name="样板乡", county_name="临县")
    facts = VillageYear(id="y", village_id="v", year=2018, households_total=321, has_bus=True)
    write_villages([(village, facts)], tmp_path / "村.xlsx", **HOW)
    registry = SmallRegistry()
    batch = registry.stage(read_workbook(tmp_path / "村.xlsx"))
    registry.apply(batch)
    assert registry.find("village_year", year=2018)["households_total"] == 321
    assert registry.find("village", name="甲子沟村")["county_name"] == "临县"


def test_progress_is_told_and_a_cancelled_export_leaves_nothing(dossiers: list[Dossier], tmp_path: Path):
    seen: list[int] = []
    write_sheet("persons", dossiers, tmp_path / "出.xlsx", progress=seen.append, **HOW)
    assert seen == [1, 2]
    before = (tmp_path / "出.xlsx").read_bytes()
    assert write_sheet("persons", dossiers, tmp_path / "出.xlsx", cancelled=lambda: True, **HOW) is None
    assert (tmp_path / "出.xlsx").read_bytes() == before
    assert not list(tmp_path.glob("*.part"))


def test_a_dossier_that_breaks_leaves_the_old_file_in_place(dossiers: list[Dossier], tmp_path: Path):
    (tmp_path / "出.xlsx").write_bytes(b"old")

    def broken() -> Iterator[Dossier]:
        yield dossiers[0]
        raise ValueError("a bug elsewhere")

    with pytest.raises(ValueError, match="a bug"):
        write_sheet("persons", broken(), tmp_path / "出.xlsx", **HOW)
    assert (tmp_path / "出.xlsx").read_bytes() == b"old"
    assert not list(tmp_path.glob("*.part"))


@contextmanager
def disk_with_room_for(size: int) -> Iterator[None]:
    """The kernel refuses to let any file grow beyond this, as a full disk would."""
    import resource

    ignored = signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
        signal.signal(signal.SIGXFSZ, ignored)


@pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning", "ignore::ResourceWarning")
@pytest.mark.skipif(sys.platform == "win32", reason="the kernel's limit is POSIX")
def test_a_full_disk_is_said_in_a_sentence_and_the_old_file_stays(dossiers: list[Dossier], tmp_path: Path):
    (tmp_path / "出.xlsx").write_bytes(b"old")
    with disk_with_room_for(2000), pytest.raises(Unavailable, match=r"磁盘已满，.*没有写成，原来的文件没有动"):
        write_sheet("households", dossiers, tmp_path / "出.xlsx", **HOW)
    gc.collect()  # what XlsxWriter has left open is closed here, not in the next test
    assert [path.name for path in tmp_path.iterdir() if path.is_dir() or path.name.startswith("出")] == ["出.xlsx"]
    assert (tmp_path / "出.xlsx").read_bytes() == b"old"


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no /dev/full here")
def test_a_device_that_is_full_says_so(dossiers: list[Dossier], tmp_path: Path):
    (tmp_path / "出.xlsx.part").symlink_to("/dev/full")
    with pytest.raises(Unavailable, match="磁盘已满"):
        write_sheet("households", dossiers, tmp_path / "出.xlsx", **HOW)
    assert not (tmp_path / "出.xlsx").exists()


def test_a_folder_that_cannot_be_written_is_named(dossiers: list[Dossier], tmp_path: Path):
    folder = tmp_path / "只读"
    folder.mkdir()
    folder.chmod(0o555)
    if os.access(folder, os.W_OK):  # root may write everywhere but here
        folder = Path("/proc/self")
    with pytest.raises(Unavailable, match=r"写不进「.*」：这个文件夹是只读的|找不到文件夹"):
        write_sheet("households", dossiers, folder / "出.xlsx", **HOW)


def test_a_drive_that_was_pulled_out_is_named(dossiers: list[Dossier], tmp_path: Path):
    with pytest.raises(Unavailable, match="U盘可能已拔出"):
        write_sheet("households", dossiers, tmp_path / "没有" / "更没有" / "出.xlsx", **HOW)


def test_the_list_of_sheets_names_each_with_its_title():
    assert [one.name for one in SHEETS] == ["households", "exits", "persons", "helpers", "villages"]
    assert SHEETS[0].title == "户信息"
