"""打印: saving, printing, what is noted of it, and papers that are out of date."""

from collections.abc import Callable
from pathlib import Path

import pytest
from pypdfium2 import PdfDocument
from PySide6.QtCore import Qt
from PySide6.QtGui import QPageLayout
from PySide6.QtPrintSupport import QPrinter, QPrinterInfo
from PySide6.QtWidgets import QFileDialog, QLabel, QPushButton
from pytestqt.qtbot import QtBot

from fupin_desktop.domain.changes import Deed, Edit
from fupin_desktop.services.pdf_pictures import _one_at_a_time
from fupin_desktop.ui.desk import Desk
from fupin_desktop.ui.printing.paint_pages import paint_pages
from fupin_desktop.ui.printing.print_out import put_on
from fupin_desktop.ui.printing.printing_page import PrintingPage
from tests.ui import builders

pytestmark = pytest.mark.gui
Settle = Callable[[Desk], None]
FIRST, SECOND = builders.household_id(0), builders.household_id(1)


def change(desk: Desk, record: str, record_id: str, field: str, value: str) -> None:
    """Somebody saves."""
    desk.registry.write([(Deed(title="改", region=builders.VILLAGE), [Edit(record, record_id, field, value)])])
    desk.records_changed.emit(frozenset({record_id}))


def to_file(target: Path) -> QPrinter:
    """A printer whose paper is a file."""
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(target))
    printer.setResolution(100)
    return printer


def page_sizes(target: Path) -> list[tuple[int, int]]:
    """In points."""
    with _one_at_a_time:  # the preview may be drawing
        document = PdfDocument(target)
        sizes = [(round(one.get_width()), round(one.get_height())) for one in document]
        document.close()
    return sizes


def test_saving_writes_the_file_says_so_and_notes_it(
    qtbot: QtBot, page: PrintingPage, desk: Desk, settled: Settle, tmp_path: Path
) -> None:
    target = tmp_path / "卡.pdf"
    page.preset("help_card", [FIRST, SECOND])
    assert desk.registry.last_printed() == []
    with (
        qtbot.waitSignal(page.out.done),
        qtbot.waitSignal(desk.told) as told,
        qtbot.waitSignal(desk.papers_printed) as printed,
        qtbot.assertNotEmitted(desk.records_changed),
    ):
        page.out.save_to(page.order(), target)
    settled(desk)

    assert len(page_sizes(target)) == 4
    assert printed.args == [{FIRST, SECOND}]
    assert told.args == ["已保存《帮扶联系卡》2 户、4 页：卡.pdf"]
    assert page.outcome.isVisible()
    assert {row["household_id"] for row in desk.registry.last_printed()} == {FIRST, SECOND}


def test_the_file_is_offered_under_a_name_that_says_what_it_is(
    qtbot: QtBot, page: PrintingPage, desk: Desk, settled: Settle
) -> None:
    page.profile.choices["wall"].click()
    settled(desk)
    page.save_button.click()
    dialog = page.findChild(QFileDialog)
    assert dialog is not None
    offered = Path(dialog.selectedFiles()[0]).name
    dialog.reject()

    assert offered == f"帮扶联系卡_甲子沟村_户外张贴_{desk.registry.today():%Y%m%d}.pdf"


def test_looking_at_the_preview_notes_nothing(page: PrintingPage, desk: Desk) -> None:
    page.preview.after.click()
    assert desk.registry.last_printed() == []


def test_an_older_year_is_saved_and_not_noted(
    qtbot: QtBot, page: PrintingPage, desk: Desk, settled: Settle, tmp_path: Path
) -> None:
    page.moment.list.setCurrentIndex(page.moment.list.findData(2017))
    with qtbot.waitSignal(page.out.done):
        page.out.save_to(page.order(), tmp_path / "旧.pdf")
    settled(desk)

    assert (tmp_path / "旧.pdf").exists()
    assert desk.registry.last_printed() == []


def test_printing_puts_every_page_on_paper_and_notes_it(
    qtbot: QtBot, page: PrintingPage, desk: Desk, settled: Settle, tmp_path: Path
) -> None:
    page.preset("help_card", [FIRST])
    with qtbot.waitSignal(desk.told, timeout=20_000) as told:
        page.out.print_on(page.order(), to_file(tmp_path / "纸.pdf"))
    settled(desk)

    assert page_sizes(tmp_path / "纸.pdf") == [(595, 842)] * 2
    assert told.args == ["《帮扶联系卡》1 户、2 页已送到打印机。"]
    assert [row["household_id"] for row in desk.registry.last_printed()] == [FIRST]


def test_a_list_lies_on_the_paper_as_it_lies_in_the_preview(
    page: PrintingPage, desk: Desk, settled: Settle, tmp_path: Path
) -> None:
    page.paper.choices["roster"].click()
    settled(desk)
    printer, sheets = to_file(tmp_path / "册.pdf"), page.preview.view.sheets
    assert sheets is not None
    paint_pages(printer, sheets, lambda _done, _of: None, lambda: False)

    assert printer.pageLayout().orientation() == QPageLayout.Orientation.Landscape
    assert page_sizes(tmp_path / "册.pdf")[0] == (842, 595)


@pytest.mark.parametrize("steps", [0, 1, 4])
def test_a_cancelled_printing_is_not_noted(page: PrintingPage, desk: Desk, tmp_path: Path, steps: int) -> None:
    asked = iter(range(steps + 1))
    order = page.order().only((FIRST, SECOND))
    printer = to_file(tmp_path / "纸.pdf")
    pages = put_on(printer, desk.registry, order, lambda _done, _of: None, lambda: next(asked, steps) >= steps)

    assert pages is None
    assert desk.registry.last_printed() == []


def test_without_a_printer_the_pdf_is_offered_instead(qtbot: QtBot, page: PrintingPage) -> None:
    if QPrinterInfo.availablePrinterNames():
        pytest.skip("this machine has a printer")
    page.print_button.click()

    assert "没有装打印机" in page.outcome.sentence.text()
    page.outcome.next.click()
    dialog = page.findChild(QFileDialog)
    assert dialog is not None
    dialog.reject()


def test_after_a_change_the_paper_is_out_of_date_and_only_it_is_printed_again(
    qtbot: QtBot, page: PrintingPage, desk: Desk, settled: Settle, tmp_path: Path
) -> None:
    with qtbot.waitSignal(page.out.done):
        page.out.save_to(page.order(), tmp_path / "全.pdf")
    settled(desk)
    assert not page.outdated.isVisible()
    change(desk, "household", FIRST, "phone", "19900007777")
    qtbot.waitUntil(page.outdated.isVisible)
    said = "".join(one.text() for one in page.outdated.findChildren(QLabel))
    assert "《帮扶联系卡》1 份：张来福" in said
    again = next(one for one in page.outdated.findChildren(QPushButton) if one.isVisible())
    qtbot.mouseClick(again, Qt.MouseButton.LeftButton)
    settled(desk)

    assert page.order().household_ids == (FIRST,)
    with qtbot.waitSignal(page.out.done):
        page.out.save_to(page.order(), tmp_path / "一.pdf")
    qtbot.waitUntil(lambda: not page.outdated.isVisible())
