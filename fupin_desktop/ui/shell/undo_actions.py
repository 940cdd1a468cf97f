"""Undo and redo under their names, and the list of what was done last."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

from PySide6.QtCore import QObject
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QMenu, QWidget

from fupin_desktop.domain.asking import Group
from fupin_desktop.fields.days import CHINA
from fupin_desktop.services import undo
from fupin_desktop.services.undo import Undone
from fupin_desktop.ui.desk import Desk
from fupin_desktop.ui.messages import confirm
from fupin_desktop.ui.style.icons import icon

LONGEST_NAME = 28


class UndoActions(QObject):
    """Ctrl+Z, Ctrl+Y and the menu 操作."""

    def __init__(self, desk: Desk, window: QWidget) -> None:
        super().__init__(window)
        self._desk, self._window = desk, window
        self._before: frozenset[str] | None = None  # the actions that stood when the window opened
        self._is_asked = False
        self.menu = QMenu(window)
        self.undo = self._action("undo", "撤销", QKeySequence("Ctrl+Z"), self._on_undo)
        self.redo = self._action("redo", "重做", QKeySequence("Ctrl+Y"), self._on_redo)
        self.menu.addSeparator()
        self.history = self._action("history", "最近的操作……", QKeySequence(), self._on_history)
        desk.records_changed.connect(self.look)
        self.look()

    def look(self) -> None:
        """Read anew what can be taken back."""
        registry = self._desk.registry
        is_first = self._before is None

        def work() -> tuple[Group | None, Group | None, frozenset[str]]:
            before = frozenset(one.id for one in registry.groups(200)) if is_first else frozenset[str]()
            return undo.undoable(registry), undo.redoable(registry), before

        self._desk.tasks.ask(self._window, work, self._on_seen)

    def _action(self, name: str, words: str, keys: QKeySequence, slot: Callable[[], Any]) -> QAction:
        action = QAction(icon(name), words, self._window)
        action.setShortcut(keys)
        action.triggered.connect(slot)
        self.menu.addAction(action)
        self._window.addAction(action)
        return action

    def _on_seen(self, found: tuple[Group | None, Group | None, frozenset[str]]) -> None:
        undoable, redoable, before = found
        if self._before is None:
            self._before = before
        self.undo.setEnabled(undoable is not None)
        self.undo.setText(f"撤销：{shortened(undoable.title)}" if undoable else "没有可撤销的操作")
        self.redo.setEnabled(redoable is not None)
        self.redo.setText(
            f"重做：{shortened(redoable.title.removeprefix('撤销：'))}" if redoable else "没有可重做的操作"
        )

    def _on_undo(self) -> None:
        registry = self._desk.registry
        self._desk.tasks.ask(self._window, lambda: undo.undoable(registry), self._on_undo_looked_up)

    def _on_undo_looked_up(self, group: Group | None) -> None:
        """What was done in an earlier run is out of mind: it is not taken back without a word."""
        is_earlier = group is not None and group.id in (self._before or ())
        if group is not None and is_earlier and not self._is_asked:
            at = datetime.fromtimestamp(group.at_ms / 1000, CHINA)
            question = f"这是上次打开时做的：{shortened(group.title)}（{at.month}月{at.day}日 {at:%H:%M}）。要撤销吗？"
            if not confirm(self._window, question, "撤销", "撤销后可以重做。再往前撤销时不再问。"):
                return
            self._is_asked = True
        registry = self._desk.registry
        self._desk.change(self._window, lambda: undo.undo(registry), self._on_taken_back)

    def _on_redo(self) -> None:
        registry = self._desk.registry
        self._desk.change(self._window, lambda: undo.redo(registry), self._on_taken_back)

    def _on_taken_back(self, undone: Undone) -> None:
        self._desk.told.emit(told(undone))

    def _on_history(self) -> None:
        from fupin_desktop.ui.shell.action_history import ActionHistory

        ActionHistory(self._desk, self._window).open()


def told(undone: Undone) -> str:
    """What was put back, and what was left because somebody has changed it since."""
    done, _, name = undone.title.partition("：")
    sentence = f"已{done}「{shortened(name)}」，放回 {undone.restored} 处。"
    return sentence + (f"另有 {undone.left} 处后来又改过，保持不变。" if undone.left else "")


def shortened(title: str) -> str:
    """A title that fits a menu: its beginning and its end."""
    half = LONGEST_NAME // 2
    return title if len(title) <= LONGEST_NAME else f"{title[:half]}……{title[-half + 2 :]}"
