"""What the columns of the household list say."""

from dataclasses import replace
from decimal import Decimal

from fupin_desktop.catalogue import RECORDS
from fupin_desktop.domain.asking import HouseholdRow
from fupin_desktop.fields.spec import Privacy
from fupin_desktop.ui.tables.columns import HOUSEHOLD_COLUMNS, Column, problem_sentence, problem_words
from fupin_desktop.ui.tables.masking import masked, masked_field

ROW = HouseholdRow(
    id="1",
    household_code="81411990000001",
    village_code="141124199201",
    villager_group="第一小组",
    head_name="张来福",
    head_id_number="141199196304120011",
    phone="19900000101",
    members=3,
    household_attribute="01",
    main_cause="01",
    poverty_status="1",
    net_income_per_capita=Decimal("2466.67"),
    helpers="王演示",
)


def text(name: str, row: HouseholdRow = ROW) -> str:
    return column(name).text(row)


def column(name: str) -> Column:
    return next(one for one in HOUSEHOLD_COLUMNS if one.name == name)


def test_codes_are_read_as_words_and_money_as_money() -> None:
    assert text("poverty_status") == "已脱贫（享受政策）"
    assert text("main_cause") == "因病"
    assert text("net_income_per_capita") == "2,466.67"


def test_a_blank_is_blank_and_not_zero() -> None:
    assert text("net_income_per_capita", replace(ROW, net_income_per_capita=None)) == ""
    assert text("net_income_per_capita", replace(ROW, net_income_per_capita=Decimal(0))) == "0.00"
    assert text("members", replace(ROW, members=None)) == ""


def test_numbers_and_phones_are_masked_in_lists() -> None:
    assert text("head_id_number") == "141199********0011"
    assert text("phone") == "199****0101"


def test_every_field_that_is_not_open_is_masked() -> None:
    for record in RECORDS.values():
        for spec in record.fields:
            if spec.privacy is not Privacy.OPEN:
                assert "199000001" not in masked(spec, "199000001019900000101"), f"{record.name}.{spec.name}"
    assert masked_field("household", "head_name", "张来福") == "张来福"


def test_findings_are_told_in_words_and_not_by_colour_alone() -> None:
    row = replace(ROW, errors=2, missing=1)
    assert problem_words(row) == "错2 缺1"
    assert problem_sentence(row) == "体检发现：错误 2 处、缺项 1 处"
    assert problem_words(ROW) == ""


def test_labels_are_those_of_the_catalogue() -> None:
    assert column("main_cause").label == RECORDS["household_year"].by_name["main_cause"].label
