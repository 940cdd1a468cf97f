"""体检问题清单: every problem on paper, a household's name again on each sheet, and no blank for a missing letter."""

from datetime import date
from pathlib import Path

import pypdfium2
import pytest

from fupin_desktop.domain.errors import Refused
from fupin_desktop.pdf.check_list import CheckList, Entry, write_check_list

ON = date(2018, 7, 3)


def pages(folder: Path, *entries: Entry) -> list[str]:
    """The text of each sheet."""
    target = folder / "清单.pdf"
    write_check_list(CheckList(place="甲子沟村", entries=entries, made_on=ON), target)
    document = pypdfium2.PdfDocument(target)
    return ["".join(page.get_textpage().get_text_range().split()) for page in document]


def test_a_household_that_goes_over_two_sheets_is_named_on_both(tmp_path: Path) -> None:
    many = Entry("薛满仓", "第一小组", [("错误", f"第{n}处不对") for n in range(60)])
    sheets = pages(tmp_path, many)
    assert len(sheets) > 1
    assert all("薛满仓（第一小组）" in sheet for sheet in sheets)
    assert all(f"第{n}处不对" in "".join(sheets) for n in range(60))


def test_signatures_stand_once_at_the_end(tmp_path: Path) -> None:
    for count in range(1, 50, 6):
        sheets = pages(tmp_path, *(Entry(f"户主{n}", "", [("缺项", "电话没有填")]) for n in range(count)))
        assert [("驻村工作队（签字）" in sheet) for sheet in sheets] == [False] * (len(sheets) - 1) + [True]


def test_a_letter_that_no_font_has_is_told_and_nothing_is_written(tmp_path: Path) -> None:
    with pytest.raises(Refused, match="字体里没有的字"):
        pages(tmp_path, Entry("\U0003fffd", "", [("错误", "不对")]))
    assert list(tmp_path.iterdir()) == []
