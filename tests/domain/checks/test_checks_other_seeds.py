"""What holds on the samples holds on others: households in order are told nothing, every defect is found."""

from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from fupin_desktop.domain.checks import Finding, context_of, run, run_all
from fupin_desktop.domain.dossier import Dossier
from tests.domain.checks.check_builders import context_for
from tests.domain.checks.random_households import DEFECTS, a_village_of

SEEDS = st.integers(min_value=0, max_value=2**32)
QUIET = settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.too_slow], derandomize=True)


def words(findings: list[Finding] | tuple[Finding, ...]) -> list[str]:
    return [f"{one.rule} {one.level.value} {one.message}" for one in findings]


@QUIET
@given(seed=SEEDS)
def test_households_in_order_are_told_nothing(seed: int):
    village = a_village_of(seed, households=60)
    assert words(run_all(village, context_of(village, village[0].day)).findings) == []


@pytest.mark.parametrize("rule", DEFECTS)
def test_a_defect_put_into_any_village_is_found_and_no_neighbour_is_blamed(rule: str):
    put_in = 0
    for seed in (1, 2, 3):
        village = a_village_of(seed, households=40)
        for at, household in enumerate(village):
            spoilt = DEFECTS[rule](household)
            if spoilt is None:
                continue
            put_in += 1
            registry = [*village[:at], spoilt, *village[at + 1 :]]
            assert rule in {one.rule for one in findings_of(registry, at)}, (seed, at)
            assert findings_of(registry, (at + 1) % len(registry)) == []
            break
    assert put_in == 3


def test_every_household_of_a_village_that_can_carry_a_defect_shows_it():
    village = a_village_of(11, households=80)
    context = context_of(village, village[0].day)
    for rule, put_in in DEFECTS.items():
        for household in village:
            spoilt = put_in(household)
            if spoilt is not None:
                assert rule in {one.rule for one in run(spoilt, context)}, (rule, household.household.id)


def test_two_households_that_share_a_number_are_both_found():
    village = a_village_of(5, households=20)
    number = village[3].members[0].person.id_number
    taken = DEFECTS["I01"](village[7])
    assert taken is not None
    head, *others = taken.members
    double = replace(head, person=replace(head.person, id_number=number))
    village[7] = replace(taken, members=(double, *others))
    for at in (3, 7):
        assert "S07" in {one.rule for one in findings_of(village, at)}


def findings_of(village: list[Dossier], at: int) -> list[Finding]:
    return run(village[at], context_for(*village, every_column=False))
