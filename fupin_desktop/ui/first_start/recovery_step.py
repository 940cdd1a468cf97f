"""The recovery code, shown once; on only goes who says that it was copied."""

from datetime import date

from PySide6.QtCore import QPoint
from PySide6.QtWidgets import QCheckBox

from fupin_desktop.ui.first_start.journey import Answers
from fupin_desktop.ui.first_start.recovery_code import RecoveryCode
from fupin_desktop.ui.first_start.recovery_sheet import RecoverySheet
from fupin_desktop.ui.first_start.step_page import StepPage

WHY = "登记库建好了。万一忘了口令，只有这个恢复码能打开。它只显示这一次，程序里不保存。请打印或抄下来，封好交乡镇保管。"


class _WholeRow(QCheckBox):
    """The row lights up under the mouse, so all of it answers to the mouse."""

    def hitButton(self, pos: QPoint) -> bool:
        return self.rect().contains(pos)


class RecoveryStep(StepPage):
    """The code and a tick."""

    def __init__(self) -> None:
        super().__init__("请收好恢复码", WHY, "开始使用")
        self.code, self.copied = RecoveryCode(), _WholeRow("已打印或已抄好")
        self.body.addWidget(self.code)
        self.body.addWidget(self.copied)
        self.copied.toggled.connect(lambda: self.show_problem(""))

    def open(self, answers: Answers) -> None:
        """Show the code."""
        self.code.show_sheet(RecoverySheet(answers.recovery_code, answers.village_name, date.today()))  # noqa: DTZ011
        self.copied.setFocus()

    def press(self) -> None:
        """Enter: on."""
        self.entered.emit()

    def answer(self, answers: Answers) -> None:
        """Take the tick."""
        answers.is_copied = self.copied.isChecked()
