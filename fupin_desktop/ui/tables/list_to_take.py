"""Asking where a list to take along is to be saved, and writing it with progress. It knows no list."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QStandardPaths, QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QFileDialog, QWidget

from fupin_desktop.ui.desk import Desk
from fupin_desktop.ui.tables.notice import Notice

KINDS = {".pdf": ("存成 PDF", "PDF 文件 (*.pdf)"), ".xlsx": ("存成 Excel", "Excel 工作簿 (*.xlsx)")}
Write = Callable[[Path], int]  # gives back how many households stand on it


def ask_where(page: QWidget, name: str, save_to: Callable[[Path], None]) -> None:
    """Ask for a file's place; `name` is what it is called unless somebody says otherwise, its ending which kind."""
    ending = Path(name).suffix
    folder = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)
    heading, kind = KINDS[ending]
    dialog = QFileDialog(page, heading, folder, kind)
    dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
    dialog.setDefaultSuffix(ending)
    dialog.selectFile(name)
    dialog.fileSelected.connect(lambda path: save_to(Path(path)))
    dialog.finished.connect(dialog.deleteLater)
    dialog.open()


def write_list(desk: Desk, page: QWidget, notice: Notice, target: Path, write: Write, then: str) -> None:
    """Write it in the background; `then` says what to do with it."""

    def landed(households: int) -> None:
        folder = QUrl.fromLocalFile(str(target.parent))
        words = f"清单已存成「{target.name}」，共 {households} 户。{then}"
        notice.say(words, "good", "打开所在文件夹", lambda: QDesktopServices.openUrl(folder))

    desk.tasks.long(page.window(), "正在写清单……", lambda _progress, _cancelled: write(target), landed, writes=False)
