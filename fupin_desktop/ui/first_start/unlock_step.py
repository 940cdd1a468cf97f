"""Opening a registry with its passphrase; ways out for who forgot it, or wants another registry."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout

from fupin_desktop.ui.first_start.journey import Answers
from fupin_desktop.ui.first_start.secret_line import SecretLine
from fupin_desktop.ui.first_start.step_page import StepPage
from fupin_desktop.ui.style.roles import button, label


class UnlockStep(StepPage):
    """One hidden line.

    Signals:
        forgotten: the person does not know the passphrase.
        other_wanted: the person wants another registry, a new one, or a backup.
    """

    forgotten = Signal()
    other_wanted = Signal()

    def __init__(self) -> None:
        super().__init__("请输入口令", "", "打开")
        self.where = label("", "hint")
        self.secret = SecretLine("口令")
        self.secret.entered.connect(self.entered)
        self.forgot, self.other = button("忘记口令", "quiet"), button("打开别的登记库、新建或恢复", "quiet")
        row = QHBoxLayout()
        row.addWidget(self.forgot)
        row.addWidget(self.other)
        row.addStretch()
        self.body.addWidget(self.where)
        self.body.addWidget(self.secret)
        self.body.addLayout(row)
        self.forgot.clicked.connect(self.forgotten)
        self.other.clicked.connect(self.other_wanted)

    def open(self, answers: Answers) -> None:
        """The cursor into the line."""
        self.where.setText(f"登记库位置：{answers.folder}")
        self.secret.setFocus()

    def answer(self, answers: Answers) -> None:
        """Take what was typed."""
        answers.passphrase = self.secret.text()

    def show_problem(self, sentence: str) -> None:
        """What was typed is marked, so that the next key replaces it."""
        super().show_problem(sentence)
        if sentence:
            self.secret.setFocus()
            self.secret.line.selectAll()
