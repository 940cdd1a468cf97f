"""The designs that lose work lose it here too: what must fail fails, in a world in which ours does not."""

from collections.abc import Callable
from contextlib import AbstractContextManager, nullcontext
from typing import Any

import pytest

from fupin_desktop.sync.session import exchange
from tests.simulation import controls
from tests.simulation.simulator import run

Around = Callable[[], AbstractContextManager[Any]]
MUST_FAIL: dict[str, tuple[Around, Any, tuple[str, ...], int, str]] = {
    "last writer wins": (controls.the_last_writer_wins, exchange, (), 0, "I4"),
    "dropping what is refused": (controls.what_is_refused_is_dropped, exchange, ("intruders",), 0, "I3"),
    "numbers without ids": (controls.numbers_instead_of_ids, exchange, ("clones", "laptops restored"), 4, "I3"),
    "the peer's root adopted": (nullcontext, controls.AdoptedRoot(), ("bad line",), 35, "I2"),
    "a cursor": (nullcontext, controls.by_cursor, ("servers restored", "laptops restored"), 4, "I3"),
    "a digest of local numbers": (controls.the_digest_counts_local_numbers, exchange, (), 0, "I1"),
    "a row left behind": (controls.rows_are_left_as_they_were, exchange, (), 0, "I6"),
    "no region looked at": (controls.everybody_is_told_everything, exchange, (), 0, "I8"),
    "the revoked go on": (controls.the_revoked_go_on, exchange, ("thieves", "sticks"), 2, "I8"),
    "headers corrected": (controls.what_arrives_is_corrected, exchange, (), 0, "I10"),
    "a blind decision": (controls.a_decision_sees_nothing, exchange, (), 0, "I12"),
    "copies unnoticed": (controls.nobody_notices_copies, exchange, ("clones", "laptops restored"), 1, "I15"),
}


@pytest.mark.parametrize("name", MUST_FAIL)
def test_it_loses_work_and_is_found_out(name: str) -> None:
    around, talk, faults, seed, law = MUST_FAIL[name]
    with around():
        found = run(seed, count=25, faults=faults, talk=talk)
    assert found.failure.startswith(f"Broken: {law}:"), found.failure or "nobody noticed"
    assert not run(seed, count=25, faults=faults).failure


def test_the_cursor_is_good_enough_for_a_world_without_restores() -> None:
    assert not run(4, count=25, faults=(), talk=controls.by_cursor).failure
