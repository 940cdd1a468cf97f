"""A character that no font has is told before printing, by household, and never becomes a blank."""

from dataclasses import replace
from pathlib import Path

import pytest

from fupin_desktop.domain.errors import Refused
from fupin_desktop.pdf.fonts import missing_characters
from fupin_desktop.pdf.papers import PAPERS, check_glyphs, digests, write
from tests.pdf import builders
from tests.pdf.printing import a_job

NOWHERE = "\U00031350"  # first character of Extension H
ELSEWHERE = "\U00031351"


def _two_bad_of_three():
    good = builders.many(3)
    return [
        _renamed(good[0], 1, f"张{NOWHERE}"),
        good[1],
        _renamed(good[2], 1, f"张{NOWHERE}"),
    ]


def _renamed(dossier, index: int, name: str):
    people = list(dossier.members)
    people[index] = replace(people[index], person=replace(people[index].person, name=name))
    return replace(dossier, members=tuple(people))


def test_the_fonts_have_what_names_and_villages_of_the_county_need() -> None:
    assert missing_characters("䶮㛃𠅤圪垯塄堎硖𣲗𬒈峁墕碛崾崄塬𡎴𠀀·ⅠⅡ①②（）《》“”‘’—…㎡℃") == set()
    assert missing_characters(f"张{NOWHERE}三{ELSEWHERE}\n\u200b") == {NOWHERE, ELSEWHERE}


@pytest.mark.parametrize("paper", ["help_card", "registration_form", "roster"])
def test_printing_is_refused_with_one_reason_for_each_household(tmp_path: Path, paper: str) -> None:
    with pytest.raises(Refused, match="有 2 户") as refused:
        write(a_job(paper, _two_bad_of_three()), tmp_path / "papers.pdf")
    assert list(tmp_path.iterdir()) == []
    first, second = refused.value.problems
    for word in ("户主张演示甲1", "81411990000001", f"成员张{NOWHERE}", "姓名", f"「{NOWHERE}」（U+31350）", "请"):
        assert word in first.message
    assert (first.record, first.record_id, first.field) == ("person", "h1-p1", "name")
    assert "户主张演示甲3" in second.message


@pytest.mark.parametrize("paper", list(PAPERS))
def test_the_head_s_name_is_told_as_the_head_s(paper: str) -> None:
    dossier = _renamed(builders.a_dossier(), 0, f"张{NOWHERE}")
    (problem,) = check_glyphs([dossier], paper)
    assert (problem.record, problem.record_id, problem.field) == ("person", "h1-p0", "name")
    assert f"户主张{NOWHERE}" in problem.message


def test_every_bad_field_of_a_household_is_in_its_one_reason() -> None:
    dossier = _renamed(builders.a_dossier(household=builders.a_household(address=f"{ELSEWHERE}沟")), 2, f"李{NOWHERE}")
    (problem,) = check_glyphs([dossier], "help_card")
    assert "U+31350" in problem.message
    assert "U+31351" in problem.message
    assert "家庭住址" in problem.message


def test_what_is_not_on_the_paper_does_not_hinder_it(tmp_path: Path) -> None:
    plans = tuple(replace(plan, content=f"修{NOWHERE}") for plan in builders.plans())
    dossier = builders.a_dossier(plans=plans)
    assert check_glyphs([dossier], "roster") == []
    assert write(a_job("roster", [dossier]), tmp_path / "roster.pdf") is not None
    assert check_glyphs([dossier], "help_card", "wall") == []
    assert len(check_glyphs([dossier], "help_card", "home")) == 1


def test_the_village_s_name_on_the_title_is_told_too(tmp_path: Path) -> None:
    with pytest.raises(Refused) as refused:
        write(a_job("roster", [builders.a_dossier()], village_title=f"{NOWHERE}沟村"), tmp_path / "roster.pdf")
    (problem,) = refused.value.problems
    assert "U+31350" in problem.message
    assert "村名" in problem.message


def test_what_a_sheet_would_tell_is_known_even_if_it_cannot_be_printed() -> None:
    assert len(digests(a_job("help_card", _two_bad_of_three()))) == 3
