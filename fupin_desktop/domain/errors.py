"""The two families of error that people see; anything else is a bug and is never caught."""

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing that is wrong, at one field: which record, what, and what to do, in Chinese."""

    message: str
    record: str = ""
    record_id: str = ""
    field: str = ""


class Refused(Exception):
    """The rules say no. Carries the reasons; nothing was changed."""

    def __init__(self, message: str, problems: Sequence[Problem] = ()) -> None:
        super().__init__(message)
        self.problems = tuple(problems)


class Unavailable(Exception):
    """The world says no: disk, lock, file, printer. Says what to do; may be tried again."""
