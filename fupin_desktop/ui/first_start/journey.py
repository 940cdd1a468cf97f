"""The first start as a path of questions: which comes next, and what is wrong with an answer. No widget is here."""

from dataclasses import dataclass, field
from enum import Enum
from pathlib import Path

SHORTEST = 4  # characters of a passphrase; db/registry_file.py refuses shorter ones
SAFER = 8


class Step(Enum):
    """One question."""

    WELCOME = "welcome"
    CHOICE = "choice"
    FOLDER = "folder"
    VILLAGE = "village"
    NAME = "name"
    PASSPHRASE = "passphrase"
    RECOVERY = "recovery"  # the code is shown; the registry is made by then
    FIND = "find"
    UNLOCK = "unlock"
    FORGOTTEN = "forgotten"
    BACKUP = "backup"


class Way(Enum):
    """What the person came for."""

    CREATE = "create"
    OPEN = "open"
    RESTORE = "restore"
    FORGOTTEN = "forgotten"


STEPS = {
    Way.CREATE: (Step.WELCOME, Step.CHOICE, Step.FOLDER, Step.VILLAGE, Step.NAME, Step.PASSPHRASE, Step.RECOVERY),
    Way.OPEN: (Step.WELCOME, Step.CHOICE, Step.FIND, Step.UNLOCK),
    Way.RESTORE: (Step.WELCOME, Step.CHOICE, Step.BACKUP),
    Way.FORGOTTEN: (Step.UNLOCK, Step.FORGOTTEN),
}
AT_WORK = (Step.PASSPHRASE, Step.RECOVERY, Step.UNLOCK, Step.FORGOTTEN, Step.BACKUP)  # to leave them is work


@dataclass
class Answers:
    """What was answered so far."""

    folder: Path
    way: Way = Way.CREATE
    village_code: str = ""
    village_name: str = ""
    user: str = ""
    passphrase: str = field(default="", repr=False)
    again: str = field(default="", repr=False)
    recovery_code: str = field(default="", repr=False)
    is_copied: bool = False
    backup: Path | None = None


class Journey:
    """Where one stands on the way, forwards and back."""

    def __init__(self, answers: Answers, start: Step = Step.WELCOME) -> None:
        self.answers = answers
        self.step = start
        self._past: list[Step] = []

    @property
    def can_go_back(self) -> bool:
        """Not to before the start, and not past the moment in which the registry was made."""
        return bool(self._past) and self.step is not Step.RECOVERY

    @property
    def place(self) -> tuple[int, int]:
        """Which step this is, of how many on this way; (0, 0) off the way of a first start, or before it is chosen."""
        steps = STEPS[self.answers.way]
        is_on_it = self.answers.way is not Way.FORGOTTEN and self.step in steps[2:] and self._past
        return (steps.index(self.step) + 1, len(steps)) if is_on_it else (0, 0)

    def forward(self) -> None:
        """On to the next question of the way."""
        steps = STEPS[self.answers.way]
        self._past.append(self.step)
        self.step = steps[steps.index(self.step) + 1]

    def back(self) -> None:
        """To the question before."""
        self.step = self._past.pop()
        if self.step is Step.UNLOCK:
            self.answers.way = Way.OPEN

    def take(self, way: Way, step: Step) -> None:
        """Turn off: to another way, at that step."""
        self._past.append(self.step)
        self.answers.way, self.step = way, step


def problem(step: Step, answers: Answers, has_registry: bool) -> str:
    """What is wrong with the answer to a step, in one sentence with what to do; "" if nothing is."""
    match step:
        case Step.FOLDER if has_registry:
            return "这个文件夹里已经有登记库了。要用它，请返回选「打开已有的」；要新建，请换一个文件夹。"
        case Step.FIND if not has_registry:
            return "这个文件夹里没有登记库。请换一个文件夹，里面应有 registry.db 和 keys.json 两个文件。"
        case Step.VILLAGE:
            return _village_problem(answers)
        case Step.NAME if not answers.user.strip():
            return "请写上您的姓名：以后每次修改都会记下是谁改的。"
        case Step.PASSPHRASE | Step.FORGOTTEN:
            code = "请先输入恢复码。" if step is Step.FORGOTTEN and not answers.recovery_code.strip() else ""
            return code or passphrase_problem(answers.passphrase, answers.again)
        case Step.RECOVERY if not answers.is_copied:
            return "请先打印或抄下恢复码，再勾选「已打印或已抄好」。"
        case Step.UNLOCK if not answers.passphrase:
            return "请输入口令。"
        case Step.BACKUP:
            return _backup_problem(answers)
        case _:
            return ""


def passphrase_problem(passphrase: str, again: str) -> str:
    """Whether a new passphrase will do."""
    if len(passphrase) < SHORTEST:
        return f"口令至少 {SHORTEST} 个字，现在是 {len(passphrase)} 个。"
    return "" if passphrase == again else "两次输入的口令不一样，请再输一遍。"


def passphrase_advice(passphrase: str) -> str:
    """What would make it safer; advice, never a refusal."""
    if passphrase and len(passphrase) < SAFER and passphrase.isdigit():
        return f"只用几个数字，容易被猜到。最好用 {SAFER} 个以上的字母和数字。"
    return ""


def _village_problem(answers: Answers) -> str:
    code = answers.village_code
    if not code:
        return "请在列表里选一个村，或输入 12 位村编号。"
    if len(code) != 12 or not (code.isascii() and code.isdigit()):
        return f"村编号应为 12 位数字，现在是 {len(code)} 位。"
    return "" if answers.village_name.strip() else "代码表里没有这个编号，可以照用。请写上村名。"


def _backup_problem(answers: Answers) -> str:
    if answers.backup is None:
        return "请先选一个备份文件（名字像「登记库备份_20180703-1020.fupin」）。"
    return "" if answers.passphrase else "请输入做这份备份时用的口令。"
