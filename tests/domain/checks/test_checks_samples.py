"""On the sample exports every injected defect is found, and nothing is said of the households in order."""

import pytest

from fupin_desktop.domain.checks import Finding, Level, run_all
from tests.domain.checks.sample_dossiers import SAMPLES, SETS, sample_set

pytestmark = pytest.mark.skipif(not SAMPLES.is_dir(), reason="the sample exports are not beside the project")


def findings(name: str) -> tuple[Finding, ...]:
    sample = sample_set(name)
    return run_all(sample.dossiers, sample.context).findings


@pytest.mark.parametrize("name", SETS)
def test_every_injected_defect_is_found_and_nothing_else_in_its_household(name: str):
    found: dict[str, set[str]] = {}
    for one in findings(name):
        found.setdefault(one.household_code, set()).add(one.rule)
    for defect in sample_set(name).truth["defects"]:
        expected = {defect["rule"], *defect.get("also", ())}
        assert found.get(defect["household_code"], set()) == expected, defect["note"]


@pytest.mark.parametrize("name", SETS)
def test_a_defect_of_a_person_is_found_at_that_person(name: str):
    found = {(one.rule, one.person_id) for one in findings(name)}
    for defect in sample_set(name).truth["defects"]:
        if defect["person_code"]:
            assert (defect["rule"], defect["person_code"]) in found


@pytest.mark.parametrize("name", SETS)
def test_no_clean_household_is_flagged_at_level_e(name: str):
    clean = set(sample_set(name).truth["clean_household_codes"])
    assert [one for one in findings(name) if one.level is Level.E and one.household_code in clean] == []


@pytest.mark.parametrize("name", SETS)
def test_hardly_a_clean_household_is_suspected(name: str):
    clean = set(sample_set(name).truth["clean_household_codes"])
    suspected = {one.household_code for one in findings(name)} & clean
    assert len(suspected) <= len(clean) * 0.02


@pytest.mark.parametrize("name", SETS)
def test_rules_about_columns_that_the_exports_lack_say_so_once(name: str):
    sample = sample_set(name)
    outcome = run_all(sample.dossiers, sample.context)
    rules = [one.rule for one in outcome.unchecked]
    assert len(rules) == len(set(rules))
    assert {"C06", "A13", "P04"} <= set(rules)
    assert not {one.rule for one in outcome.findings} & set(rules)
