"""Killing processes at any instant: starts a job, lets it run for a while, ends it with SIGKILL, hears what it told."""

import json
import os
import select
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

ROUNDS = int(os.environ.get("FUPIN_KILLS", "12"))
ROOT = Path(__file__).resolve().parents[2]


class Nursery:
    """The process whose children are killed."""

    def __init__(self) -> None:
        self._process = subprocess.Popen(
            [sys.executable, "-m", "tests.db.killed_worker"],
            cwd=ROOT,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
        )
        self._unread = b""

    def run(self, job: str, *arguments: object, seconds: float, warm: Path | None = None) -> list[list[Any]]:
        """What a job told until it was killed after so many seconds of work, or ended by itself."""
        assert self._process.stdin is not None
        self._process.stdin.write((json.dumps([job, str(warm or ""), *arguments]) + "\n").encode())
        self._process.stdin.flush()
        child = next(line[1] for line in iter(self._line, None) if line[0] == "started")
        told: list[list[Any]] = []
        until: float | None = None
        while (line := self._line(until)) != ["ended"]:
            if line is None:
                os.kill(child, signal.SIGKILL)
                until = None
                continue
            told.append(line)
            if until is None and len(told) == 1:
                until = time.monotonic() + seconds
        assert not [line for line in told if line[0] == "failed"], told
        return told

    def close(self) -> None:
        """End the process."""
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        self._process.stdin.close()
        self._process.wait()
        self._process.stdout.close()

    def _line(self, until: float | None = None) -> list[Any] | None:
        assert self._process.stdout is not None
        while b"\n" not in self._unread:
            rest = None if until is None else max(0.0, until - time.monotonic())
            if not select.select([self._process.stdout], [], [], rest)[0]:
                return None
            self._unread += os.read(self._process.stdout.fileno(), 65536)
        line, _, self._unread = self._unread.partition(b"\n")
        return json.loads(line)
