"""口令与恢复单: another passphrase, a new recovery sheet. Both ask for the present passphrase."""

from fupin_desktop.ui.desk import Desk
from fupin_desktop.ui.first_start.doors import Doors
from fupin_desktop.ui.settings.passphrase_window import PassphraseWindow
from fupin_desktop.ui.settings.recovery_window import RecoveryWindow
from fupin_desktop.ui.settings.section import Section
from fupin_desktop.ui.style.roles import button

WHY = "资料全部加密。忘记口令时，只有恢复单上的恢复码能打开。"


class SecretsSection(Section):
    """Two buttons."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk, "口令与恢复单", WHY)
        self._doors: Doors | None = None
        self.change_button, self.recovery_button = button("更换口令……"), button("重新打印恢复单……")
        self.add_row(self.change_button, self.recovery_button)
        self.change_button.clicked.connect(self._on_change)
        self.recovery_button.clicked.connect(self._on_recovery)

    def use_doors(self, doors: Doors | None) -> None:
        """Without doors nothing can be changed here."""
        self._doors = doors
        for one in (self.change_button, self.recovery_button):
            one.setEnabled(doors is not None)

    def _on_change(self) -> None:
        if self._doors is not None:
            PassphraseWindow(self.desk, self._doors, self.window()).open()

    def _on_recovery(self) -> None:
        if self._doors is not None:
            RecoveryWindow(self.desk, self._doors, self.window()).open()
