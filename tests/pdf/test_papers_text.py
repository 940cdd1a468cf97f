"""What stands on the papers can be read, found and copied, whatever the household is like."""

from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pypdfium2
import pytest

from fupin_desktop.catalogue import RECORDS
from fupin_desktop.domain.dossier import Dossier
from fupin_desktop.fields.spec import Kind
from fupin_desktop.pdf.contents import texts
from fupin_desktop.pdf.layout_files import load
from fupin_desktop.pdf.occasion import Occasion
from fupin_desktop.pdf.papers import PAPERS, Contacts
from fupin_desktop.pdf.seen import Seen
from tests.pdf import builders
from tests.pdf.printing import ink_box, printed, printed_text, squeezed, text_of

RARE = ("䶮㛃", "𣲗𬒈", "𠅤圪垯", "𠀀𪜀", "阿卜杜热合曼·阿卜杜外力", "买买提吐尔逊·阿布都克里木江·艾合买提江")
EVERY = [(paper.name, profile) for paper in PAPERS.values() for profile in paper.profiles]
LISTING = [("help_card", "home"), ("help_card", "wall"), ("registration_form", "home"), ("roster", "home")]
LONG_ADDRESS = "第二村民小组（原乙子沟自然村整体搬迁安置点）幸福家园移民小区十二号楼三单元四层东户，" * 4


def a_hard_household() -> Dossier:
    """Twelve members with rare and long names, long texts, codes that no table knows."""
    names = (*RARE, *(f"张演示{index}" for index in range(6)))
    people = tuple(
        replace(
            each,
            person=replace(each.person, name=name, id_number=each.person.id_number + "4112"[: 4 * (index == 3)]),
            now=replace(each.now, health_status=("02", "03", "04"), illness_name="类风湿性关节炎", school_status="88"),
        )
        for index, (each, name) in enumerate(zip(builders.members(12), names, strict=True))
    )
    return builders.a_dossier(
        household=builders.a_household(
            address=LONG_ADDRESS[:180],
            household_code="81411990000001234567",
            bank_account="629911112222333344455566677788",
            bank_name="临县农村商业银行股份有限公司样板乡甲子沟分理处",
        ),
        people=people,
        facts={"household_attribute": "99", "cause_note": "多年在外治疗，家中没有壮年劳力，" * 10},
        plans=tuple(replace(plan, content="分三年发展核桃产业，" * 20) for plan in builders.plans(4)),
        measures=builders.measures(14),
    )


@pytest.mark.parametrize(("paper", "profile"), EVERY)
@pytest.mark.parametrize("make", [builders.a_dossier, a_hard_household], ids=["plain", "hard"])
def test_nothing_that_is_to_be_printed_is_missing(tmp_path: Path, paper: str, profile: str, make) -> None:
    dossier = make()
    shown = printed_text(tmp_path, paper, [dossier], profile=profile)
    wanted = list(texts(load(paper), profile, Seen(dossier, Occasion())))
    assert wanted
    assert [(fact.name, text) for fact, _, text in wanted if squeezed(text) not in shown] == []


@pytest.mark.parametrize("paper", ["help_card", "registration_form", "roster"])
@pytest.mark.parametrize("name", RARE)
def test_rare_characters_can_be_found_and_copied(tmp_path: Path, paper: str, name: str) -> None:
    people = (builders.a_member(0, name=name), *builders.members(3)[1:])
    target = tmp_path / "paper.pdf"
    printed(target, paper, [builders.a_dossier(people=people)])
    assert name in squeezed(text_of(target))
    document = pypdfium2.PdfDocument(target)
    assert any(name[:2] in page.get_textpage().get_text_range() for page in document)
    document.close()


def test_characters_that_share_a_glyph_are_copied_as_they_were_written(tmp_path: Path) -> None:
    people = (builders.a_member(0, name="⼀一"), builders.a_member(1, name="一⼀"))
    shown = printed_text(tmp_path, "help_card", [builders.a_dossier(people=people)])
    assert "⼀一" in shown
    assert "一⼀" in shown


def test_marks_without_a_shape_do_not_hinder_printing(tmp_path: Path) -> None:
    people = (builders.a_member(0, name="葛\U000e0100演\u200b示"),)
    assert "葛演示" in printed_text(tmp_path, "help_card", [builders.a_dossier(people=people)])


@pytest.mark.parametrize(("paper", "profile"), LISTING)
@pytest.mark.parametrize("count", [0, 1, 5, 12, 30])
def test_no_member_is_lost_however_many_there_are(tmp_path: Path, paper: str, profile: str, count: int) -> None:
    people = builders.members(count)
    shown = printed_text(tmp_path, paper, [builders.a_dossier(people=people)], profile=profile)
    assert [each.person.name for each in people if str(each.person.name) not in shown] == []


@pytest.mark.parametrize(("profile", "pages"), [("home", 2), ("wall", 1)])
@pytest.mark.parametrize("count", [1, 4, 12, 30])
def test_a_card_keeps_to_its_pages_whatever_the_family(tmp_path: Path, profile: str, pages: int, count: int) -> None:
    dossier = builders.a_dossier(people=builders.members(count))
    assert printed(tmp_path / "card.pdf", "help_card", [dossier], profile=profile).pages == pages


def test_a_text_higher_than_a_sheet_goes_on_on_the_next(tmp_path: Path) -> None:
    marks = [f"〔{number:03d}〕" for number in range(250)]
    plan = replace(builders.plans(1)[0], content="".join(marks))
    target = tmp_path / "plan.pdf"
    plans = tuple(replace(plan, id=f"plan{number}") for number in range(3))
    assert printed(target, "plan_table", [builders.a_dossier(plans=plans)]).pages > 1
    shown = squeezed(text_of(target))
    assert [mark for mark in marks if shown.count(mark) != 3] == []


@pytest.mark.parametrize(("paper", "profile"), EVERY)
@pytest.mark.parametrize("make", [builders.a_dossier, a_hard_household], ids=["plain", "hard"])
def test_all_ink_stays_within_the_margins(tmp_path: Path, paper: str, profile: str, make) -> None:
    target = tmp_path / "paper.pdf"
    pages = printed(target, paper, [make()], profile=profile).pages
    page = load(paper).page
    wide, high = (297, 210) if page.orientation == "landscape" else (210, 297)
    for number in range(pages):
        left, top, right, bottom = ink_box(target, number)
        assert left >= page.margin_left_mm - 0.5
        assert top >= page.margin_top_mm - 0.5
        assert right <= wide - page.margin_right_mm + 0.5
        assert bottom <= high - page.margin_bottom_mm + 0.5


def test_blank_stays_blank_and_zero_is_printed(tmp_path: Path) -> None:
    income = builders.an_income(wage_income=None, property_income=Decimal(0))
    dossier = builders.a_dossier(income=income)
    row = next(line for line in _lines(tmp_path, dossier) if line.startswith("2018年") and "6,200.50" in line)
    assert row.split()[1:3] == ["6,200.50", "0.00"]


def test_a_household_of_which_nothing_is_known_prints_as_an_empty_form(tmp_path: Path) -> None:
    dossier = Dossier(household=builders.a_household(head_name=None), year=2018, day=builders.DAY)
    for paper, profile in EVERY:
        shown = printed_text(tmp_path, paper, [dossier], profile=profile)
        assert "None" not in shown
        assert "0.00" not in shown


def test_an_unknown_code_is_shown_as_such(tmp_path: Path) -> None:
    dossier = builders.a_dossier(facts={"main_cause": "77", "household_attribute": "66"})
    for paper in ("help_card", "registration_form", "roster"):
        shown = printed_text(tmp_path, paper, [dossier])
        assert "77（未知代码）" in shown
        assert "66（未知代码）" in shown


def test_what_holds_is_ticked_before_its_words(tmp_path: Path) -> None:
    dossier = builders.a_dossier(facts={"household_attribute": "04", "other_causes": ("03", "08")})
    shown = printed_text(tmp_path, "registration_form", [dossier])
    assert "√低保贫困户" in shown
    assert "√一般贫困户" not in shown
    assert "√因学" in shown
    assert "√缺劳力" in shown
    assert "√煤炭" in shown


def test_the_card_ticks_the_groups_of_the_measures_received(tmp_path: Path) -> None:
    measures = (
        replace(builders.measures(1)[0], kind="0601"),
        replace(builders.measures(1)[0], kind=None, category="M2"),
    )
    shown = printed_text(tmp_path, "help_card", [builders.a_dossier(measures=measures)])
    assert "√健康帮扶" in shown
    assert "√金融帮扶" in shown
    assert shown.count("√") == 2


def test_fields_that_a_year_s_form_did_not_have_are_not_on_it(tmp_path: Path) -> None:
    now = builders.a_dossier()
    then = replace(now, year=2014, years={2014: replace(now.now, year=2014)})
    assert "计划脱贫年度" in printed_text(tmp_path, "registration_form", [now])
    assert "计划脱贫年度" not in printed_text(tmp_path, "registration_form", [then])


def test_last_year_s_income_stands_beside_this_year_s(tmp_path: Path) -> None:
    lines = _lines(tmp_path, builders.a_dossier())
    assert any(line.startswith("2017年 7,200.00") for line in lines)
    assert any(line.startswith("2018年 9,600.00") for line in lines)


def test_a_date_that_was_imported_as_words_stands_as_it_came(tmp_path: Path) -> None:
    people = (builders.a_member(0, birth_date="七〇年正月"),)
    assert "七〇年正月" in printed_text(tmp_path, "registration_form", [builders.a_dossier(people=people)])


def test_an_address_does_not_name_the_village_twice(tmp_path: Path) -> None:
    for address in ("东沟5号院", "临县样板乡甲子沟村第二小组东沟5号院"):
        dossier = builders.a_dossier(household=builders.a_household(address=address))
        assert "家庭住址临县样板乡甲子沟村第二小组东沟5号院" in printed_text(tmp_path, "help_card", [dossier])


def test_every_helper_of_a_household_stands_on_its_row(tmp_path: Path) -> None:
    helpings = (builders.a_helping(), builders.a_helping(name="赵演示", phone="19900005678"))
    shown = printed_text(tmp_path, "household_roster", [builders.a_dossier(helpings=helpings)])
    for text in ("王演示、赵演示", "19900001234、", "19900005678"):
        assert text in shown


def test_contacts_stand_on_the_card_and_unknown_ones_leave_room(tmp_path: Path) -> None:
    contacts = Contacts(county_office_phone="0358-0000002", team_leader="赵演示", team_leader_phone="19900000007")
    shown = printed_text(tmp_path, "help_card", [builders.a_dossier()], contacts=contacts)
    for text in ("0358-0000002", "赵演示", "19900000007", "12317", "乡镇扶贫工作站"):
        assert text in shown


def test_every_catalogued_kind_but_references_can_be_printed() -> None:
    from fupin_desktop.pdf.facts import fact

    for record in ("household", "household_year", "person", "person_year", "assistance_plan", "helper"):
        for spec in RECORDS[record].fields:
            if spec.kind is not Kind.REF:
                assert isinstance(fact(f"{record}.{spec.name}").read(Seen(builders.a_dossier(), Occasion())), str)


def _lines(tmp_path: Path, dossier: Dossier) -> list[str]:
    target = tmp_path / "card.pdf"
    printed(target, "help_card", [dossier])
    return text_of(target).splitlines()
