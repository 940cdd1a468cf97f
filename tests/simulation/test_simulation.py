"""A county lives through seeds in which everything goes wrong; long runs: python -m tests.simulation."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.postgres import postgres_server
from tests.simulation.county_on_postgres import disks_on
from tests.simulation.simulator import faults_of, run
from tests.simulation.steps import EVERY, FAULTS

SEEDS = int(os.environ.get("FUPIN_SEEDS", "6"))
__all__ = ["postgres_server"]
ROOT = Path(__file__).parents[2]


@pytest.mark.parametrize("seed", range(SEEDS))
def test_whatever_happens_nothing_is_lost_and_nothing_is_invisible(seed: int) -> None:
    found = run(seed, count=32)
    assert not found.failure, "\n".join([found.failure, *found.trace])


@pytest.mark.parametrize("fault", ["servers restored", "newer program"])
def test_it_holds_with_one_fault_at_a_time(fault: str) -> None:
    found = run(7, count=25, faults=(fault,))
    assert not found.failure, "\n".join([found.failure, *found.trace])


def test_the_county_on_postgresql_says_byte_for_byte_what_it_says_on_sqlite(postgres_server: Path) -> None:
    faults = ("servers restored", "bad line", "clones", "city")
    there = run(4, count=20, faults=faults, server_disk=disks_on(postgres_server))
    assert not there.failure, "\n".join([there.failure, *there.trace])
    assert there.digest == run(4, count=20, faults=faults).digest


def test_one_seed_is_one_run_byte_for_byte_also_in_another_process() -> None:
    here = run(5, count=20)
    assert here.digest == run(5, count=20).digest != run(6, count=20).digest
    said = "from tests.simulation.simulator import run; print(run(5, count=20).digest)"
    there = subprocess.run(
        [sys.executable, "-c", said],
        cwd=ROOT,
        env=os.environ | {"PYTHONHASHSEED": "4711"},
        capture_output=True,
        text=True,
        check=True,
    )
    assert there.stdout.strip() == here.digest


def test_a_step_left_out_moves_no_other() -> None:
    whole = run(9, count=12, faults=("late forms",))
    fewer = run(9, count=12, faults=("late forms",), keep=range(1, 12))
    saves = [line for line in whole.trace if " saves " in line and not line.startswith("  0")]
    assert saves
    assert [line for line in fewer.trace if " saves " in line] == saves


def test_a_few_fixed_seeds_take_every_step_at_least_once() -> None:
    happened = {name for seed in (14, 13, 7, 0, 4, 5) for name in run(seed, count=32).happened}
    assert not {f"step {step.__name__}" for step in EVERY} - happened


def test_every_kind_of_fault_is_met_by_some_seed_and_missed_by_another() -> None:
    several = [faults_of(seed) for seed in range(40)]
    assert all(0 < sum(name in drawn for drawn in several) < 40 for name in FAULTS)
