"""Code lists answer to number, pinyin initials and a part of the name."""

import pytest

from fupin_desktop.ui.forms.choices import answering, choices_of, numbered
from fupin_desktop.ui.forms.initials import answers_to


def first(table: str, typed: str, year: int = 2018) -> str:
    """The label that Enter would take."""
    found = answering(choices_of(table, year), typed)
    return found[0].label if found else ""


@pytest.mark.parametrize(
    ("typed", "label"),
    [("01", "因病"), ("1", "因病"), ("7", "缺技术"), ("qjs", "缺技术"), ("QJS", "缺技术"), ("技术", "缺技术")],
)
def test_a_cause_is_found_by_number_initials_or_part_of_its_name(typed: str, label: str) -> None:
    assert first("cause", typed) == label


def test_a_number_typed_whole_comes_before_those_that_begin_with_it() -> None:
    found = [choice.code for choice in answering(choices_of("cause", 2018), "1")]
    assert found[0] == "01"
    assert {"10", "11", "12"} <= set(found)


def test_a_code_with_a_letter_answers_to_its_digits() -> None:
    assert first("measure_category", "4") == "产业发展"
    assert first("measure_category", "m4") == "产业发展"


def test_another_name_of_a_label_is_found_too() -> None:
    assert first("health_status", "大病") == "患有大病"


def test_nothing_is_brought_up_by_what_fits_nothing() -> None:
    assert answering(choices_of("cause", 2018), "zzz") == []


def test_the_usual_reading_comes_before_the_others() -> None:
    assert first("health_status", "cj") == "残疾"
    assert first("health_status", "cq") == "长期慢性病"


def test_every_reading_of_a_character_counts() -> None:
    assert answers_to("长期慢性病", "cq")
    assert answers_to("重点户", "zdh")
    assert answers_to("重点户", "cdh")
    assert not answers_to("缺技术", "js")


def test_brackets_in_a_label_are_passed_over() -> None:
    assert answers_to("已脱贫（享受政策）", "ytpxs")


def test_what_is_chosen_stays_on_offer_though_the_year_no_longer_has_it() -> None:
    offered = [choice.code for choice in choices_of("measure_kind", 2018)]
    assert "1500" not in offered
    kept = {choice.code: choice.label for choice in choices_of("measure_kind", 2018, ["1500", "8888"])}
    assert kept["1500"] == "社会帮扶"
    assert kept["8888"] == "8888（未知代码）"


def test_records_answer_to_their_place_and_their_initials() -> None:
    people = numbered([("a", "李演示", "演示局"), ("b", "赵帮扶", "")])
    assert answering(people, "2")[0].code == "b"
    assert answering(people, "lys")[0].code == "a"
