"""All randomness of a run comes from its seed: keys, salts, groups, boxes; nothing asks the machine.

The program takes some of its randomness directly (`secrets` in db/writing.py and db/about_file.py, the default of
`signing.box`). Only the name under which it is asked is replaced here; no line of the program is.
"""

import random
from collections.abc import Generator
from contextlib import contextmanager

from fupin_desktop.db import about_file, writing
from fupin_desktop.sync import signing


class Lots:
    """Stands where `secrets` stood; `chance` is set anew for every step, so that leaving one out moves no other."""

    def __init__(self, seed: str) -> None:
        self.chance = random.Random(seed)

    def token_hex(self, size: int) -> str:
        """As secrets.token_hex."""
        return self.chance.randbytes(size).hex()

    def token_bytes(self, size: int) -> bytes:
        """As secrets.token_bytes."""
        return self.chance.randbytes(size)


@contextmanager
def drawn_by(lots: Lots) -> Generator[None]:
    """Within it, whatever the program draws is drawn by these lots."""
    kept = about_file.secrets, writing.secrets, signing.box.__defaults__
    about_file.secrets = writing.secrets = lots  # type: ignore[assignment]
    signing.box.__defaults__ = (lots.token_bytes,)
    try:
        yield
    finally:
        about_file.secrets, writing.secrets, signing.box.__defaults__ = kept  # type: ignore[assignment]
