"""What a parser gives instead of a value it cannot stand behind."""

from typing import Any, NamedTuple


class Fault(NamedTuple):
    """A reason in words; `value` is what is taken all the same, None for a cell that is not taken."""

    reason: str
    value: Any = None
