"""A process that does the store's work in children, so that a test can kill them at any instant (kill -9).

Started once by tests/db/killing.py; each job is a fork, so that a round costs milliseconds and not an import.
"""

import json
import os
import sys
import traceback
from pathlib import Path
from typing import Any

from fupin_desktop.db.backup import back_up
from fupin_desktop.db.replacing import KEYS_NAME
from fupin_desktop.db.restoring import restore
from fupin_desktop.db.upgrading import upgrade_if_older
from fupin_desktop.domain.changes import Deed, Edit
from tests.db.registries import NOON, PASSPHRASE, VILLAGE, _key, edit, open_at


def tell(*words: Any) -> None:
    """One line to the test, at once."""
    os.write(1, (json.dumps(words) + "\n").encode())


def saves(folder: str) -> None:
    """Save after save, each acknowledged when it is written, with a draft kept before it."""
    registry = open_at(Path(folder))
    for number in range(100_000):
        registry.put_draft("household:h", {"number": number})
        group = edit(registry, "household", "h", village_code=VILLAGE, address=f"东沟{number}号院{os.getpid()}")
        tell("saved", number, group)


def one_big_write(folder: str, households: int) -> None:
    """An import's worth of commits, all or none."""
    registry = open_at(Path(folder))
    deeds = [
        (Deed(title="导入", region=VILLAGE, kind="import"), [Edit("household", f"new-{number}", "address", "东沟")])
        for number in range(households)
    ]
    tell("working")
    registry.write(deeds, "导入")
    tell("saved")


def backing_up(folder: str) -> None:
    """One backup after the other, a second apart, each later than those of the rounds before."""
    registry = open_at(Path(folder))
    last = max((one.made_at_ms for one in registry.backups()), default=NOON)
    tell("working")
    for number in range(1, 1000):
        tell("saved", back_up(registry._opened, None, last + number * 1000).path.name)


def restoring(folder: str, file: str) -> None:
    """The backup in the place of the registry."""
    tell("working")
    restore(Path(folder), Path(file), PASSPHRASE, NOON)
    tell("saved")


def upgrading(file: str, scripts: str) -> None:
    """The file brought up to a newer program."""
    own = Path(file)
    tell("working")
    upgrade_if_older(own, _key(own.parent, (own.parent / KEYS_NAME).read_bytes()), "0003", Path(scripts))
    tell("saved")


JOBS = {job.__name__: job for job in (saves, one_big_write, backing_up, restoring, upgrading)}


def main() -> None:
    """Do each job that comes in on its own line in a child, and tell how the child ended."""
    for line in sys.stdin:
        job, warm, *arguments = json.loads(line)
        if warm:  # stretch the passphrase here, not in every child
            _key(Path(warm), (Path(warm) / KEYS_NAME).read_bytes())
        child = os.fork()
        if child == 0:
            try:
                JOBS[job](*arguments)
            except BaseException:  # noqa: BLE001 - told to the test, which fails on it
                tell("failed", traceback.format_exc())
                os._exit(1)
            os._exit(0)
        tell("started", child)
        os.waitpid(child, 0)
        tell("ended")


if __name__ == "__main__":
    main()
