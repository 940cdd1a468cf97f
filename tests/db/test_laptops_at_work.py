"""Two laptops at work, any way the days may go: late forms, deletions, merges, undo, wrong clocks, sticks carried."""

import os
import random
import shutil
import tempfile
from contextlib import suppress
from pathlib import Path
from typing import Any

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule, run_state_machine_as_test

from fupin_desktop.catalogue.numbers import ALIAS, LIFE
from fupin_desktop.db.registry import SqlRegistry
from fupin_desktop.domain.errors import Refused
from fupin_desktop.services.undo import redo, undo
from tests.db.registries import Clock, ask, bases_of, carry, copied, edit, open_at, tables

EXAMPLES = int(os.environ.get("FUPIN_EXAMPLES", "12"))
PEOPLE = ("p1", "p2", "p3")
SAYINGS: dict[str, dict[str, Any]] = {
    "name": {"name": "张演示"},
    "other name": {"name": "张演士"},
    "number": {"id_number": "141199197001010018", "sex": "1"},
    "birth": {"birth_date": "1970-01-01"},
    "phone": {"person_phone": "19900000001"},
    "no phone": {"person_phone": None},
}
laptops = st.integers(0, 1)
people = st.sampled_from(PEOPLE)


class LaptopsAtWork(RuleBasedStateMachine):
    """What each laptop acknowledged, and the forms that stand open, are the whole model."""

    def __init__(self, templates: list[Path]) -> None:
        super().__init__()
        self.folder = Path(tempfile.mkdtemp(prefix="fupin-laptops-"))
        self.clocks = [Clock(), Clock()]
        self.laptops = [
            open_at(copied(templates[number], self.folder / str(number)), self.clocks[number]) for number in (0, 1)
        ]
        self.acknowledged: set[str] = set()
        self.forms: dict[int, tuple[str, dict[str, Any]]] = {}
        self.touched: set[int] = set()

    def teardown(self) -> None:
        try:
            self.everything_meets()
        finally:
            for laptop in self.laptops:
                laptop.close()
            shutil.rmtree(self.folder)

    @rule(which=laptops, person=people, saying=st.sampled_from(sorted(SAYINGS)))
    def save(self, which: int, person: str, saying: str) -> None:
        self._wrote(which, edit(self.laptops[which], "person", person, **SAYINGS[saying]))

    @rule(which=laptops, person=people)
    def open_a_form(self, which: int, person: str) -> None:
        self.forms[which] = (person, bases_of(self.laptops[which], "person", person))

    @precondition(lambda self: self.forms)
    @rule(which=laptops, saying=st.sampled_from(sorted(SAYINGS)))
    def save_the_form_that_stood_open(self, which: int, saying: str) -> None:
        if which in self.forms:
            person, seen = self.forms.pop(which)
            self._wrote(which, edit(self.laptops[which], "person", person, seen, **SAYINGS[saying]))

    @rule(which=laptops, person=people, stands=st.booleans())
    def delete_or_restore(self, which: int, person: str, *, stands: bool) -> None:
        if self.laptops[which].history("person", [person]):
            self._wrote(which, edit(self.laptops[which], "person", person, **{LIFE: stands}))

    @rule(which=laptops, one=people, other=people | st.none())
    def merge_or_part(self, which: int, one: str, other: str | None) -> None:
        self._wrote(which, edit(self.laptops[which], "person", one, **{ALIAS: other}))

    @rule(which=laptops, again=st.booleans())
    def take_back(self, which: int, *, again: bool) -> None:
        with suppress(Refused):  # there may be nothing to take back
            self._wrote(which, (redo if again else undo)(self.laptops[which]).group)

    @rule(which=laptops, days=st.integers(-3650, 3650))
    def turn_the_clock(self, which: int, days: int) -> None:
        self.clocks[which].go(days)

    @rule(to=laptops, seed=st.none() | st.integers(0, 9))
    def carry_a_stick(self, to: int, seed: int | None) -> None:
        carry(self.laptops[1 - to], self.laptops[to], None if seed is None else random.Random(seed))
        self.touched.add(to)

    @invariant()
    def the_tables_are_what_the_log_says(self) -> None:
        for which in self.touched:
            assert self.laptops[which].verify().differences == ()
        self.touched.clear()

    def everything_meets(self) -> None:
        """After full exchange both show the same, and nothing that was acknowledged is missing."""
        one, other = self.laptops
        carry(one, other)
        carry(other, one, random.Random(1))
        assert tables(one) == tables(other)
        assert one.verify().differences == ()
        kept = {row.group_id for row in ask(one, "SELECT DISTINCT group_id FROM commit_log")}
        assert self.acknowledged <= kept
        self._settled(one)

    def _settled(self, registry: SqlRegistry) -> None:
        """A person who decides one disagreement after the other comes to an end."""
        for _ in range(len(registry.conflicts())):
            for found in registry.conflicts()[:1]:
                first = found["heads"][0]
                values = {first.field: first.value} if found["kind"] != "edited_after_deletion" else {LIFE: True}
                edit(registry, found["record"], found["record_id"], **values)
        assert registry.conflicts() == []

    def _wrote(self, which: int, group: str) -> None:
        if ask(self.laptops[which], "SELECT 1 FROM commit_log WHERE group_id = :group", group=group):
            self.acknowledged.add(group)
        self.touched.add(which)


def test_two_laptops_at_work_agree_in_the_end_and_lose_nothing(templates: list[Path]) -> None:
    run_state_machine_as_test(
        lambda: LaptopsAtWork(templates),
        settings=settings(
            max_examples=EXAMPLES,
            stateful_step_count=15,
            deadline=None,
            suppress_health_check=[HealthCheck.too_slow, HealthCheck.filter_too_much],
        ),
    )
