"""A new passphrase by the recovery code, which someone reads over the telephone."""

from PySide6.QtWidgets import QLineEdit

from fupin_desktop.ui.first_start.journey import Answers
from fupin_desktop.ui.first_start.new_passphrase import NewPassphrase
from fupin_desktop.ui.first_start.step_page import StepPage

WHY = "请保管恢复单的人（一般在乡镇）在电话里念恢复码：8 组，每组 5 位数字。念错了会告诉您是哪一组。"


class ForgottenStep(StepPage):
    """The code and the two lines."""

    def __init__(self) -> None:
        super().__init__("用恢复码重设口令", WHY, "重设并打开")
        self.code, self.lines = QLineEdit(), NewPassphrase()
        self.code.setAccessibleName("恢复码")
        self.code.setPlaceholderText("恢复码，如 12345-67890-……，横线可以不打")
        self.code.returnPressed.connect(self.lines.setFocus)
        self.lines.entered.connect(self.entered)
        self.body.addWidget(self.code)
        self.body.addWidget(self.lines)

    def open(self, answers: Answers) -> None:
        """The cursor into the code."""
        self.code.setFocus()

    def answer(self, answers: Answers) -> None:
        """Take all three."""
        answers.recovery_code = self.code.text()
        answers.passphrase, answers.again = self.lines.texts()
