"""What waits for a household: each matter with the dossier that brings it up, and a near one that does not."""

from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from fupin_desktop.catalogue.assistance.assistance_plan import AssistancePlan
from fupin_desktop.catalogue.assistance.education_aid import EducationAid
from fupin_desktop.catalogue.assistance.visit import Visit
from fupin_desktop.domain.dossier import Dossier
from fupin_desktop.domain.entitlement import entitled
from fupin_desktop.domain.policy import shipped_policy
from fupin_desktop.domain.waiting import MATTERS, waiting
from tests.domain.checks.check_builders import a_dossier, a_family, a_measure, a_pupil
from tests.domain.checks.project_cases import lent, moved

VISITED = (Visit(id="v", household_id="h1", visited_on="2018-11-30"),)


def matters(dossier: Dossier) -> dict[str, str]:
    """The keys of what waits, with the words."""
    return {matter.key: place.words for matter, place in waiting(replace(dossier, visits=VISITED), shipped_policy())}


def student(status: str, before: str | None = None, **traits: Any) -> Dossier:
    """The default family with a student at that school this year, and at that one the year before."""
    earlier = {2017: {"school_status": before}} if before else None
    return a_dossier(
        members=(*a_family(), a_pupil("张学演", born="2001-05-20", now={"school_status": status}, before=earlier)),
        **traits,
    )


def aid(dossier: Dossier, **traits: Any) -> Dossier:
    """With an aid of the last member."""
    who = dossier.members[-1].person.id
    told = {"household_id": "h1", "person_id": who, "aid_type": "01", "school_year": 2018, **traits}
    return replace(dossier, education_aids=(EducationAid(id="aid", **told),))


def test_a_household_in_order_waits_for_nothing() -> None:
    assert matters(a_dossier()) == {}


def test_a_vocational_student_without_an_application_is_named_with_the_sum_and_the_reason() -> None:
    found = [(one.aid_type, one.amount, one.reason) for one in entitled(student("10"), shipped_policy())]
    assert found == [
        ("01", 3000, "中职一年级在读，该享受雨露计划 3000 元"),
        ("06", 2000, "中职一年级在读，该享受中职国家助学金 2000 元"),
    ]
    assert "张学演" in matters(student("10"))["aid_entitled"]


@pytest.mark.parametrize(
    "dossier",
    [
        aid(student("12"), refused_reason="学籍未注册"),
        aid(student("12")),
        student("12", measures=[a_measure("0502"), a_measure()]),
    ],
)
def test_who_has_applied_was_refused_or_had_the_measure_is_not_named_again(dossier: Dossier) -> None:
    assert list(entitled(dossier, shipped_policy())) == []


def test_last_years_aid_is_not_this_years() -> None:
    assert [one.aid_type for one in entitled(aid(student("12"), school_year=2017), shipped_policy())] == ["01"]


def test_the_one_time_subsidy_is_for_those_who_begin_and_says_what_to_ask() -> None:
    (found,) = entitled(student("16", before="09"), shipped_policy())
    assert (found.aid_type, found.amount) == ("02", 5000)
    assert "二本" in found.ask
    assert list(entitled(student("16", before="16"), shipped_policy())) == []


def test_an_aid_is_followed_from_the_application_to_the_account() -> None:
    begun = student("12")
    assert "还没有批" in matters(aid(begun, applied_on="2018-09-01"))["aid_under_way"]
    assert "没有到" in matters(aid(begun, applied_on="2018-09-01", approved_on="2018-10"))["aid_under_way"]
    assert "aid_under_way" not in matters(aid(begun, applied_on="2018-09-01", paid_on="2018-11"))


def test_loans_are_told_before_they_fall_due_and_when_they_are_over() -> None:
    assert "2019-03-31 到期，还有 30000 元" in matters(lent({"due_on": "2019-03-31"}))["loan_due"]
    assert "loan_due" not in matters(lent({"due_on": "2019-04-01"}))
    assert "loan_overdue" in matters(lent({"due_on": "2018-12-30"}))
    assert "loan_overdue" not in matters(lent({"due_on": "2018-12-30", "extended_to": "2019-12-30"}))
    assert matters(lent({"due_on": "2018-12-30", "status": "05"})) == {}


def test_a_move_is_followed_to_the_old_house() -> None:
    assert "下一步验收" in matters(moved(moved_in_on=None))["move_under_way"]
    whole = {"accepted_on": "2018-06", "key_handed_on": "2018-07", "old_house_demolished_on": "2018-10"}
    assert "move_under_way" not in matters(moved(**whole))


def test_promises_helpers_and_visits() -> None:
    plan = AssistancePlan(id="p", household_id="h1", year=2018, content="修路", ends_on="2018-11")
    assert "修路" in matters(replace(a_dossier(), plans=(plan,)))["plan_overdue"]
    assert "plan_overdue" not in matters(replace(a_dossier(), plans=(replace(plan, done_on="2018-12-01"),)))
    assert "no_helper" in matters(a_dossier(helpings=[]))
    places = dict(waiting(a_dossier(day=date(2018, 12, 31)), shipped_policy()))
    assert [matter.key for matter in places] == ["not_visited"]
    long_ago = (Visit(id="v", household_id="h1", visited_on="2018-09-29"),)
    (found,) = waiting(replace(a_dossier(), visits=long_ago), shipped_policy())
    assert "已过 93 天" in found[1].words


def test_a_household_that_is_off_the_register_waits_for_nothing() -> None:
    assert matters(a_dossier(facts={"is_valid": False}, helpings=[])) == {}


def test_every_matter_says_what_to_do() -> None:
    assert len({one.key for one in MATTERS}) == len(MATTERS)
    assert all(one.hint.endswith("。") and len(one.short) <= 3 for one in MATTERS)
    assert Decimal(shipped_policy().assistance["education_aid"]["01"]["amount"]) > 0
