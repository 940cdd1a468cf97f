"""Who decides a disagreement: a group has one decider, and what the national system gives out is the county's."""

import pytest

from fupin_desktop.catalogue import CATALOGUE
from fupin_desktop.fields.spec import Decider, FieldSpec, RecordSpec
from tests.fields.sample_values import EVERY_FIELD, NAMES


@pytest.mark.parametrize("record", CATALOGUE, ids=lambda record: record.name)
def test_a_group_has_one_decider(record: RecordSpec) -> None:
    assert all(len({spec.decided_by for spec in several}) == 1 for several in record.groups.values())


@pytest.mark.parametrize(("record", "spec"), EVERY_FIELD, ids=NAMES)
def test_the_number_under_which_the_nation_knows_a_thing_is_the_countys_to_decide(
    record: RecordSpec, spec: FieldSpec
) -> None:
    if spec.name in (f"{record.name}_code", "village_code", "head_person_code"):
        assert spec.decided_by is Decider.COUNTY
