"""The window: rail, top line, the page in view, one status line. What the pages do is their own affair."""

from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QCloseEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QMainWindow, QToolButton, QVBoxLayout, QWidget

from fupin_desktop.domain.asking import Found
from fupin_desktop.ui.desk import Desk
from fupin_desktop.ui.first_start.doors import Doors
from fupin_desktop.ui.messages import TITLE
from fupin_desktop.ui.shell.closing import Closing
from fupin_desktop.ui.shell.page_stack import PageStack
from fupin_desktop.ui.shell.places import BY_NAME
from fupin_desktop.ui.shell.rail import Rail, rail_button
from fupin_desktop.ui.shell.status_line import StatusLine
from fupin_desktop.ui.shell.top_bar import TopBar
from fupin_desktop.ui.shell.undo_actions import UndoActions
from fupin_desktop.ui.style.text_size import TextSize, step


class MainWindow(QMainWindow):
    """One registry, open.

    Signals:
        text_size_chosen: the person made the text larger or smaller (TextSize).
        closed: the window has closed; nothing half typed is lost.
    """

    text_size_chosen = Signal(object)
    closed = Signal()

    def __init__(self, desk: Desk, doors: Doors | None = None) -> None:
        super().__init__()
        self.setWindowTitle(TITLE)
        self.desk = desk
        self.rail = Rail()
        self.top = TopBar(desk)
        self.stack = PageStack(desk)
        self._doors = doors
        self.status = StatusLine()
        self.undo_actions = UndoActions(desk, self)
        self._closing = Closing(desk, self, self._on_ready_to_close)
        self._may_close = False
        self.backup_wanted: Path | None = None  # to be restored once the window is closed
        self._arrange()
        self._connect()
        self._take_keys()
        self.resize(1024, 768)

    def show_place(self, name: str, wish: Any = None) -> QWidget:
        """Open a page of the window."""
        return self.stack.show_place(name, wish)

    def _arrange(self) -> None:
        actions = rail_button("操作", "undo")
        actions.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        actions.setMenu(self.undo_actions.menu)
        actions.setToolTip("撤销、重做、最近的操作")
        self.rail.put_below(actions)
        middle = QWidget()
        column = QVBoxLayout(middle)
        for widget, stretch in ((self.top, 0), (self.stack, 1), (self.status, 0)):
            column.addWidget(widget, stretch)
        whole = QWidget()
        row = QHBoxLayout(whole)
        row.addWidget(self.rail)
        row.addWidget(middle, 1)
        for layout in (column, row):
            layout.setContentsMargins(0, 0, 0, 0)
            layout.setSpacing(0)
        self.setCentralWidget(whole)

    def _connect(self) -> None:
        self.rail.chosen.connect(self.show_place)
        self.stack.place_shown.connect(self._on_place_shown)
        self.stack.page_made.connect(self._on_page_made)
        self.top.search.hit_chosen.connect(self._on_hit_chosen)
        self.top.user_pressed.connect(lambda: self.show_place("settings", {"section": "user"}))
        self.desk.dossier_requested.connect(self._on_dossier_requested)
        self.desk.page_requested.connect(self._on_page_requested)
        self.desk.told.connect(self.status.tell)

    def _take_keys(self) -> None:
        self._key("Ctrl+F", self._on_find)
        self._key("Alt+Left", self.stack.go_back)
        for keys in ("Ctrl++", "Ctrl+="):
            self._key(keys, lambda: self._resize_text(1))
        self._key("Ctrl+-", lambda: self._resize_text(-1))

    def _key(self, keys: str, slot: Any) -> None:
        QShortcut(QKeySequence(keys), self, slot, context=Qt.ShortcutContext.WindowShortcut)

    def _on_find(self) -> None:
        self.top.search.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.top.search.selectAll()

    def _on_place_shown(self, name: str) -> None:
        place = BY_NAME[name]
        self.rail.light(place.rail or name)

    def _on_page_made(self, name: str, page: Any) -> None:
        """The settings change passphrases and restore backups: they alone get the doors of the store."""
        if name == "settings":
            page.use_doors(self._doors)
            page.user_changed.connect(self.top.show_user)
            page.text_size_chosen.connect(self.text_size_chosen)
            page.backup_written.connect(self.top.lamp.look)
            page.restore_requested.connect(self._on_restore_requested)

    def _on_restore_requested(self, file: Path) -> None:
        """The registry must be closed before a backup takes its place; what follows is the program's affair."""
        self.backup_wanted = file
        self.close()

    def _on_hit_chosen(self, hit: Found) -> None:
        place = f"person:{hit.id}" if hit.record == "person" else ""
        self.desk.dossier_requested.emit(hit.household_id or hit.id, place)

    def _on_dossier_requested(self, household_id: str, place: str) -> None:
        page: Any = self.show_place("dossier")
        page.open(household_id, place)

    def _on_page_requested(self, name: str, wish: Any) -> None:
        if name in BY_NAME:
            self.show_place(name, wish)

    def _resize_text(self, by: int) -> None:
        chosen: TextSize = step(by)
        self.text_size_chosen.emit(chosen)
        self.desk.told.emit(f"字号：{chosen.label}")

    def _on_ready_to_close(self) -> None:
        self._may_close = True
        self.close()

    def closeEvent(self, event: QCloseEvent) -> None:
        """Not before everything is kept."""
        if self._may_close:
            event.accept()
            self.closed.emit()
            return
        event.ignore()
        self.stack.put_away()
        self._closing.start()
