"""Which page stands for each step; a page is imported when it is first shown."""

from fupin_desktop.ui.first_start.journey import Step
from fupin_desktop.ui.first_start.step_page import StepPage

WHERE = "一般不用改。要放在别的盘，请选一个空文件夹；不要放在会被清理的地方。"
FIND = "请找到登记库所在的文件夹，里面有 registry.db 和 keys.json 两个文件。"


def make_step(step: Step) -> StepPage:
    """The page of a step."""
    match step:
        case Step.WELCOME:
            from fupin_desktop.ui.first_start.welcome_step import WelcomeStep

            return WelcomeStep()
        case Step.CHOICE:
            from fupin_desktop.ui.first_start.choice_step import ChoiceStep

            return ChoiceStep()
        case Step.FOLDER | Step.FIND:
            from fupin_desktop.ui.first_start.folder_step import FolderStep

            return FolderStep("资料放在哪里？", WHERE) if step is Step.FOLDER else FolderStep("打开已有的登记库", FIND)
        case Step.VILLAGE:
            from fupin_desktop.ui.first_start.village_step import VillageStep

            return VillageStep()
        case Step.NAME:
            from fupin_desktop.ui.first_start.name_step import NameStep

            return NameStep()
        case _:
            return _make_secret_step(step)


def _make_secret_step(step: Step) -> StepPage:
    match step:
        case Step.PASSPHRASE:
            from fupin_desktop.ui.first_start.passphrase_step import PassphraseStep

            return PassphraseStep()
        case Step.RECOVERY:
            from fupin_desktop.ui.first_start.recovery_step import RecoveryStep

            return RecoveryStep()
        case Step.FORGOTTEN:
            from fupin_desktop.ui.first_start.forgotten_step import ForgottenStep

            return ForgottenStep()
        case Step.BACKUP:
            from fupin_desktop.ui.first_start.backup_step import BackupStep

            return BackupStep()
        case _:
            from fupin_desktop.ui.first_start.unlock_step import UnlockStep

            return UnlockStep()
