"""Every rule finds what it is for and is silent beside it; a household in order is told nothing."""

from typing import Any

import pytest

from fupin_desktop.catalogue import RECORDS
from fupin_desktop.domain.checks import ALL_CHECKS, Finding, VillageFacts, run, run_village
from fupin_desktop.domain.dossier import Dossier
from tests.domain.checks.check_builders import a_dossier, a_neighbour, a_village, context_for
from tests.domain.checks.check_cases import CASES


def findings_of(scene: Any) -> list[Finding]:
    if isinstance(scene, VillageFacts):
        return run_village(scene, context_for(a_dossier()))
    dossiers = (scene,) if isinstance(scene, Dossier) else scene
    return run(dossiers[0], context_for(*dossiers))


def rules_in(scene: Any) -> set[str]:
    return {finding.rule for finding in findings_of(scene)}


def test_a_household_in_order_is_told_nothing():
    assert rules_in((a_dossier(), a_neighbour())) == set()
    assert rules_in((a_neighbour(), a_dossier())) == set()


def test_a_village_in_order_is_told_nothing():
    assert rules_in(a_village()) == set()


def test_every_rule_has_its_cases():
    assert set(CASES) == {one.id for one in ALL_CHECKS.values() if not one.of_book}  # those: test_book_rules


@pytest.mark.parametrize("rule", CASES)
def test_a_rule_finds_what_it_is_for(rule: str):
    assert rule in rules_in(CASES[rule].fires())


@pytest.mark.parametrize("rule", CASES)
def test_a_rule_is_silent_beside_it(rule: str):
    assert rule not in rules_in(CASES[rule].silent())


@pytest.mark.parametrize("rule", CASES)
def test_a_finding_says_what_is_wrong_and_leads_to_a_field(rule: str):
    scene = CASES[rule].fires()
    for finding in (one for one in findings_of(scene) if one.rule == rule):
        spec = RECORDS[finding.record].by_name[finding.field]
        assert spec.label
        assert "：" in finding.message
        assert finding.message.endswith(("。", "）。"))
        assert "None" not in finding.message
        assert "未知代码" not in finding.message
        assert finding.person_name in finding.message
        assert (finding.household_id == "") is isinstance(scene, VillageFacts)
        assert finding.record_id in ids_of(scene, finding.record)


def ids_of(scene: Any, record: str) -> set[str]:
    """The ids under which a finding may be shown; "" stands for a record that is yet to be made."""
    if isinstance(scene, VillageFacts):
        return {scene.year.id}
    dossier = scene if isinstance(scene, Dossier) else scene[0]
    members, now = dossier.members, dossier.now
    found: dict[str, list[Any]] = {
        "household": [dossier.household],
        "household_year": [now.facts],
        "household_income": [now.income],
        "household_conditions": [now.conditions],
        "person": [one.person for one in members],
        "membership": [one.membership for one in members],
        "person_year": [one.now for one in members],
        "pairing": [one.pairing for one in dossier.helpings],
        "helper": [one.helper for one in dossier.helpings],
        "assistance_measure": list(dossier.measures),
        "education_aid": list(dossier.education_aids),
        "micro_loan": list(dossier.micro_loans),
        "relocation": list(dossier.relocations),
    }
    still_to_be_made = {"pairing", "assistance_measure", "membership"}
    return {one.id for one in found[record] if one} | ({""} if record in still_to_be_made else set())


@pytest.mark.parametrize("rule", CASES)
def test_no_message_shows_a_whole_number_or_phone(rule: str):
    scene = CASES[rule].fires()
    if isinstance(scene, VillageFacts):
        return
    people = (scene,) if isinstance(scene, Dossier) else scene
    secrets = {m.person.id_number for d in people for m in d.members} | {d.household.phone for d in people}
    secrets |= {h.helper.phone for d in people for h in d.helpings if h.helper}
    for finding in findings_of(scene):
        assert not any(secret in finding.message for secret in secrets if secret and len(set(secret)) > 1)
