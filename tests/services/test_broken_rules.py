"""Rules that stand in the way of saving: told at the field, nothing written; what was broken before does not hinder."""

from decimal import Decimal
from typing import Any

import pytest

from fupin_desktop.db.registry import SqlRegistry
from fupin_desktop.domain.changes import Edit
from fupin_desktop.domain.errors import Refused
from fupin_desktop.services.change_fields import add_record
from fupin_desktop.services.check_registry import findings_of, refresh
from fupin_desktop.services.save_records import save
from tests.ui import builders

HOME = builders.household_id(0)
LOAN = {"amount": Decimal(30000), "started_on": "2017-06-01", "due_on": "2020-06-01", "status": "01"}


def edits(record_id: str, record: str = "micro_loan", **values: Any) -> list[Edit]:
    return [Edit(record, record_id, name, value) for name, value in ({"household_id": HOME} | values).items()]


def test_a_loan_over_the_cap_is_refused_at_its_amount_with_the_circular(village: SqlRegistry) -> None:
    with pytest.raises(Refused) as refusal:
        save(village, edits("loan-1", **{**LOAN, "amount": Decimal(50001)}), title="登记贷款")
    (problem,) = refusal.value.problems
    assert (problem.record, problem.record_id, problem.field) == ("micro_loan", "loan-1", "amount")
    assert "50001元超过上限50000元（国开办发〔2014〕78号）" in problem.message
    assert village.records("micro_loan") == []


def test_two_loans_count_together_and_a_repaid_one_makes_room(village: SqlRegistry) -> None:
    save(village, edits("loan-1", **LOAN), title="登记贷款")
    with pytest.raises(Refused):
        save(village, edits("loan-2", **LOAN), title="登记贷款")
    save(village, [Edit("micro_loan", "loan-1", "status", "05")], title="结清")
    save(village, edits("loan-2", **LOAN), title="登记贷款")
    assert len(village.records("micro_loan")) == 2


def test_dates_out_of_order_and_an_aid_that_does_not_fit_the_school_are_refused(village: SqlRegistry) -> None:
    person = village.records("membership", "household_id", [HOME])[0].person_id
    aid = {"person_id": person, "aid_type": "01", "school_year": 2018, "school_status": "04"}
    with pytest.raises(Refused) as refusal:
        save(
            village, edits("aid-1", "education_aid", **aid, applied_on="2018-09-02", paid_on="2018-09-01"), title="资助"
        )
    assert {one.field for one in refusal.value.problems} == {"aid_type", "paid_on"}
    with pytest.raises(Refused, match="填写不对"):
        save(
            village,
            edits("move-1", "relocation", plan_year=2017, agreement_on="2018-02", moved_in_on="2018-01"),
            title="搬迁",
        )


def test_what_came_in_broken_is_reported_and_does_not_hinder_other_records(village: SqlRegistry) -> None:
    """As from an import or another computer, which write without asking."""
    from fupin_desktop.domain.changes import Deed

    broken = edits("loan-1", **{**LOAN, "amount": Decimal(80000)})
    village.write([(Deed(title="并入", region=builders.VILLAGE), broken)])
    refresh(village)
    assert "D01" in {one.rule for one in findings_of(village, HOME)}
    save(village, edits("move-1", "relocation", plan_year=2017), title="登记搬迁")
    save(village, [Edit("household", HOME, "phone", "19900001111")], title="改电话")
    with pytest.raises(Refused):
        save(village, [Edit("micro_loan", "loan-1", "bank", "样板信用社")], title="改贷款")
    save(village, [Edit("micro_loan", "loan-1", "amount", Decimal(50000))], title="改贷款")
    refresh(village)
    assert "D01" not in {one.rule for one in findings_of(village, HOME)}


def test_the_countys_own_cap_holds(village: SqlRegistry) -> None:
    folder = village.folder / "policy"
    folder.mkdir()
    (folder / "checks.toml").write_text("[D01]\ncap = 20000\n", "utf-8")
    with pytest.raises(Refused) as refusal:
        save(village, edits("loan-1", **LOAN), title="登记贷款")
    assert "上限20000元" in refusal.value.problems[0].message


def test_the_command_lines_form_adds_a_record_and_finds_people_by_their_numbers(village: SqlRegistry) -> None:
    person = village.record("person", village.records("membership", "household_id", [HOME])[0].person_id)
    values = [("borrower_id", person.id_number), ("amount", "3万"), ("started_on", "2018-3-1"), ("bank", "样板信用社")]
    if person.id_number is None:
        values = values[1:]
    record_id, _ = add_record(
        village, "micro_loan", builders.household_code(0), [values[0], ("amount", "30000"), *values[2:]]
    )
    loan = village.record("micro_loan", record_id)
    assert (loan.household_id, loan.amount, loan.started_on) == (HOME, 30000, "2018-03-01")
    with pytest.raises(Refused, match="不能这样新增"):
        add_record(village, "household", builders.household_code(0), [])
