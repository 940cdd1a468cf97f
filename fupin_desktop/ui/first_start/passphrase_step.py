"""Choosing the passphrase of a new registry."""

from fupin_desktop.ui.first_start.journey import Answers
from fupin_desktop.ui.first_start.new_passphrase import NewPassphrase
from fupin_desktop.ui.first_start.step_page import StepPage


class PassphraseStep(StepPage):
    """The two lines."""

    def __init__(self) -> None:
        super().__init__(
            "取一个口令", "资料全部加密存放，每次打开要输口令。电脑丢了，没有口令谁也看不到村民的资料。", "建立登记库"
        )
        self.lines = NewPassphrase()
        self.lines.entered.connect(self.entered)
        self.body.addWidget(self.lines)

    def open(self, answers: Answers) -> None:
        """The cursor into the first line."""
        self.lines.setFocus()

    def answer(self, answers: Answers) -> None:
        """Take both."""
        answers.passphrase, answers.again = self.lines.texts()
