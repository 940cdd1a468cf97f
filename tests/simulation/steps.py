"""How often each thing happens in a county, and which faults bring which; the steps themselves are in three rooms.

Each step draws from lots of its own, so that a run with some steps left out does the others as before. A step that has
nothing to do returns nothing.
"""

import random
from collections.abc import Callable, Mapping

from tests.simulation.incidents import (
    clone,
    crash,
    days_pass,
    intrude,
    keep_copy,
    newer,
    restore_laptop,
    restore_server,
    revoke,
    steal,
    turn_clock,
)
from tests.simulation.travelling import bad_sync, read_stick, replay, sync, write_stick
from tests.simulation.working import add, delete, merge, open_form, open_year, save, save_form, settle, take_back
from tests.simulation.world import World

Step = Callable[[World, random.Random], str | None]
ALWAYS: Mapping[Step, int] = {
    save: 16, add: 3, settle: 4, merge: 3, delete: 4, open_year: 3, take_back: 3, sync: 16, days_pass: 2,
}  # fmt: skip
FAULTS: Mapping[str, Mapping[Step, int]] = {
    "late forms": {open_form: 6, save_form: 6},
    "bad line": {bad_sync: 14, replay: 2},
    "sticks": {write_stick: 6, read_stick: 8},
    "laptops restored": {keep_copy: 3, restore_laptop: 4},
    "servers restored": {keep_copy: 3, restore_server: 3},
    "clones": {clone: 2},
    "thieves": {steal: 2, revoke: 2},
    "clocks": {turn_clock: 5},
    "crashes": {crash: 6},
    "newer program": {newer: 4},
    "intruders": {intrude: 3},
    "city": {},
    "helpers": {},
}
EVERY: frozenset[Step] = frozenset({*ALWAYS, *(step for several in FAULTS.values() for step in several)})
