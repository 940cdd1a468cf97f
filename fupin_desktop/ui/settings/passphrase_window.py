"""更换口令: the present passphrase, and the new one twice."""

from PySide6.QtWidgets import QWidget

from fupin_desktop.ui.desk import Desk
from fupin_desktop.ui.first_start.doors import Doors
from fupin_desktop.ui.first_start.journey import passphrase_problem
from fupin_desktop.ui.first_start.new_passphrase import NewPassphrase
from fupin_desktop.ui.first_start.secret_line import SecretLine
from fupin_desktop.ui.settings.asking_window import AskingWindow
from fupin_desktop.ui.style.roles import label


class PassphraseWindow(AskingWindow):
    """Three hidden lines."""

    def __init__(self, desk: Desk, doors: Doors, parent: QWidget) -> None:
        super().__init__(desk, parent, "更换口令", "更换")
        self._doors = doors
        self.old, self.new = SecretLine("现在的口令"), NewPassphrase()
        self.body.addWidget(self.old)
        self.body.addWidget(label("新口令："))
        self.body.addWidget(self.new)
        self.body.addWidget(label("恢复单不变，仍然有效。以前的备份仍用做备份时的口令打开。", "hint"))
        self.body.addWidget(self.problem)
        self.old.entered.connect(self.new.setFocus)
        self.new.entered.connect(self._on_yes)
        self.yes.clicked.connect(self._on_yes)
        self.old.setFocus()

    def _on_yes(self) -> None:
        old, (first, second) = self.old.text(), self.new.texts()
        wrong = "请输入现在的口令。" if not old else passphrase_problem(first, second)
        self.say(wrong)
        if not wrong:
            folder = self.desk.registry.folder
            self.work(lambda: self._doors.change_passphrase(folder, old, first), self._on_changed)

    def _on_changed(self, _none: None) -> None:
        self.desk.told.emit("口令已更换。下次打开请用新口令。")
        self.accept()
