"""Bringing a registry back out of a backup file."""

from pathlib import Path

from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QLineEdit

from fupin_desktop.ui.first_start.journey import Answers
from fupin_desktop.ui.first_start.secret_line import SecretLine
from fupin_desktop.ui.first_start.step_page import StepPage
from fupin_desktop.ui.style.roles import button, label

WHY = "现在的登记库如果还在，会原样留在旁边的「恢复前」文件夹里，不会被覆盖。"


class BackupStep(StepPage):
    """A file and its passphrase."""

    def __init__(self) -> None:
        super().__init__("从备份恢复", WHY, "恢复并打开")
        self.file, self.secret = QLineEdit(), SecretLine("做备份时用的口令")
        self.file.setAccessibleName("备份文件")
        self.file.setPlaceholderText("备份文件，如 登记库备份_20180703-102000.fupin")
        self.file.returnPressed.connect(self.secret.setFocus)
        self.secret.entered.connect(self.entered)
        look = button("找备份文件……")
        look.clicked.connect(self._on_look)
        row = QHBoxLayout()
        row.addWidget(self.file, 1)
        row.addWidget(look)
        self._where = label("", "hint")
        self.body.addLayout(row)
        self.body.addWidget(self.secret)
        self.body.addWidget(self._where)
        self._folder = Path()

    def open(self, answers: Answers) -> None:
        """The cursor to the file."""
        self._folder = answers.folder
        self._where.setText(f"恢复到：{answers.folder}")
        if answers.backup is not None:
            self.file.setText(str(answers.backup))
        self.file.setFocus()

    def answer(self, answers: Answers) -> None:
        """Take both."""
        typed = self.file.text().strip()
        answers.backup = Path(typed).expanduser() if typed else None
        answers.passphrase = self.secret.text()

    def _on_look(self) -> None:
        start = self._folder / "backups"
        begin = str(start if start.is_dir() else self._folder)
        file, _ = QFileDialog.getOpenFileName(self, "选择备份文件", begin, "备份 (*.fupin)")
        if file:
            self.file.setText(file)
            self.secret.setFocus()
