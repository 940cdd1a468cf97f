"""重新打印恢复单: a new code after the passphrase was typed; the old sheet is worth nothing from then on."""

from PySide6.QtWidgets import QWidget

from fupin_desktop.services.overview import village_title
from fupin_desktop.ui.desk import Desk
from fupin_desktop.ui.first_start.doors import Doors
from fupin_desktop.ui.first_start.recovery_code import RecoveryCode
from fupin_desktop.ui.first_start.recovery_sheet import RecoverySheet
from fupin_desktop.ui.first_start.secret_line import SecretLine
from fupin_desktop.ui.settings.asking_window import AskingWindow
from fupin_desktop.ui.style.roles import label

WARNING = "会生成一个新的恢复码，以前的恢复单马上作废。请确认能把新恢复单封存到乡镇。"


class RecoveryWindow(AskingWindow):
    """First the passphrase, then the code."""

    def __init__(self, desk: Desk, doors: Doors, parent: QWidget) -> None:
        super().__init__(desk, parent, "重新打印恢复单", "生成新的恢复码")
        self._doors = doors
        self._is_made = False
        self.warning, self.secret, self.code = label(WARNING, "warn"), SecretLine("现在的口令"), RecoveryCode()
        for widget in (self.warning, self.secret, self.code, self.problem):
            self.body.addWidget(widget)
        self.code.hide()
        self.secret.entered.connect(self._on_yes)
        self.yes.clicked.connect(self._on_yes)
        self.secret.setFocus()

    def _on_yes(self) -> None:
        if self._is_made:
            self.accept()
            return
        secret = self.secret.text()
        self.say("" if secret else "请输入现在的口令。")
        if secret:
            registry = self.desk.registry
            village = self.desk.village_code

            def make() -> RecoverySheet:
                code = self._doors.new_recovery_code(registry.folder, secret)
                return RecoverySheet(code, village_title(registry, village), registry.today())

            self.work(make, self._on_made)

    def _on_made(self, sheet: RecoverySheet) -> None:
        self._is_made = True
        self.code.show_sheet(sheet)
        self.code.show()
        self.secret.hide()
        self.warning.setText("这是新的恢复码，只显示这一次。请打印或抄下来，封好交乡镇；旧恢复单请销毁。")
        self.yes.setText("已打印或已抄好")
        self.back.hide()
        self.desk.told.emit("恢复码已更换，以前的恢复单作废。")
