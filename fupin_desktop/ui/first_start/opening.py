"""What is done when a step of the first start is left: make, open, restore, reset. It runs away from the window."""

from dataclasses import dataclass

from fupin_desktop.services.found_registry import found_village
from fupin_desktop.services.new_folder import new_folder
from fupin_desktop.services.ports import Registry
from fupin_desktop.services.sign_in import sign_in, sign_in_again
from fupin_desktop.ui.first_start.doors import Doors
from fupin_desktop.ui.first_start.journey import Answers, Step


@dataclass(frozen=True, slots=True)
class Passed:
    """The registry that is open now, and the recovery code if it was just made."""

    registry: Registry | None = None
    recovery_code: str = ""


def pass_step(doors: Doors, step: Step, answers: Answers, registry: Registry | None) -> Passed:
    """Do the work of a step; Refused or Unavailable if it cannot be done."""
    match step:
        case Step.PASSPHRASE:
            with new_folder(answers.folder):
                code = doors.make(answers.folder, answers.passphrase)
                return Passed(_founded(doors, answers), code)
        case Step.RECOVERY:
            return Passed(registry)
        case Step.FORGOTTEN:
            doors.reset_passphrase(answers.folder, answers.recovery_code, answers.passphrase)
        case Step.BACKUP if answers.backup is not None:
            doors.restore(answers.folder, answers.backup, answers.passphrase)
        case _:
            pass
    return Passed(sign_in_again(doors.open(answers.folder, answers.passphrase)))


def _founded(doors: Doors, answers: Answers) -> Registry:
    registry = doors.open(answers.folder, answers.passphrase)
    try:
        sign_in(registry, answers.user)
        found_village(registry, answers.village_code, answers.village_name)
    except BaseException:
        registry.close()  # so that the folder can be cleared
        raise
    return registry
