"""Long runs: `python -m tests.simulation --seeds N [--start S] [--steps K] [--postgres] [--minutes M] [--faults a,b]`.

A seed that fails is shrunk to few steps and shown with its trace; the next ones go on.
"""

import argparse
import gc
import sys
import time
import traceback
from collections import Counter
from collections.abc import Callable
from contextlib import nullcontext
from typing import Any

from tests.simulation.county_on_postgres import disks_on, server
from tests.simulation.simulator import Run, run, shrink
from tests.simulation.steps import EVERY


def main() -> int:
    """Run the seeds; 1 if one of them failed."""
    asked = _asked()
    gc.freeze()
    faults = None if asked.faults is None else tuple(filter(None, asked.faults.split(",")))
    with server() if asked.postgres else nullcontext() as socket:
        return _many(asked, {"faults": faults, "server_disk": disks_on(socket) if socket else None})


def _many(asked: argparse.Namespace, world: dict[str, Any]) -> int:
    happened: Counter[str] = Counter({f"step {step.__name__}": 0 for step in EVERY})
    out, began, steps, failed, done = sys.stdout.write, time.monotonic(), 0, 0, 0
    for seed in range(asked.start, asked.start + asked.seeds):
        if asked.minutes and time.monotonic() - began > asked.minutes * 60:
            break
        found = run(seed, count=asked.steps, **world)
        done, steps = done + 1, steps + found.steps
        happened.update(found.happened)
        if asked.verbose:
            out("\n".join(found.trace) + f"\n{seed} {found.digest} {found.failure}\n")
        if found.failure:
            failed += 1
            _show(found if asked.whole else shrink(found, asked.steps, **world), out)
    out("".join(f"{count:>8}  {name}\n" for name, count in sorted(happened.items())))
    minutes = (time.monotonic() - began) / 60
    out(f"{done} seeds, {steps} steps, {failed} failed; ")
    out(f"{done / minutes:.0f} seeds/min, {steps / minutes:.0f} steps/min\n")
    return 1 if failed else 0


def _show(found: Run, out: Callable[[str], object]) -> None:
    out(f"\n== seed {found.seed} ({', '.join(sorted(found.faults))}): {found.failure}\n")
    out("\n".join(found.trace) + "\n")
    if found.error is not None and not isinstance(found.error, AssertionError):
        out("".join(traceback.format_exception(found.error)[-6:]))
    sys.stdout.flush()


def _asked() -> argparse.Namespace:
    asked = argparse.ArgumentParser(prog="python -m tests.simulation", description=__doc__)
    asked.add_argument("--seeds", type=int, default=100)
    asked.add_argument("--start", type=int, default=0)
    asked.add_argument("--steps", type=int, default=30)
    asked.add_argument("--minutes", type=float, default=0)
    asked.add_argument("--postgres", action="store_true", help="the servers on a real PostgreSQL")
    asked.add_argument("--faults", default=None)
    asked.add_argument("--whole", action="store_true", help="do not shrink what fails")
    asked.add_argument("--verbose", action="store_true")
    return asked.parse_args()


if __name__ == "__main__":
    sys.exit(main())
