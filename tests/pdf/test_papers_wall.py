"""What hangs outside tells passers-by nothing that is the family's own affair."""

from dataclasses import fields, replace
from pathlib import Path

import pytest

from fupin_desktop.catalogue import CATALOGUE
from fupin_desktop.catalogue.codes import code_table
from fupin_desktop.domain.errors import Refused
from fupin_desktop.fields.spec import FieldSpec, Kind, Privacy
from fupin_desktop.pdf.layout_files import load
from fupin_desktop.pdf.papers import PAPERS
from fupin_desktop.pdf.wall import MAY_HANG_OUTSIDE, WALL
from tests.pdf import builders
from tests.pdf.printing import a_job, printed, printed_text

HANGING = [paper.name for paper in PAPERS.values() if WALL in paper.profiles]
SENSITIVE = [(record.name, spec) for record in CATALOGUE for spec in record.fields if spec.privacy is not Privacy.OPEN]
HELPER_S_OWN_PHONE = "helper.phone"
HEALTH_WORDS = {item.label for item in code_table("health_status").items} | {"健康", "患病", "残疾", "慢性病"}


def _telling(spec: FieldSpec, number: int) -> object:
    """A value of that field that can be recognised on a page."""
    if spec.kind is Kind.CODE:
        return code_table(spec.codes).items[-1].code if code_table(spec.codes).items else f"密{number}"
    if spec.kind is Kind.CODES:
        return tuple(item.code for item in code_table(spec.codes).items)
    return f"密{number:04d}{spec.name[:3]}"


def _told(value: object, spec: FieldSpec) -> list[str]:
    codes = value if isinstance(value, tuple) else (value,)
    return [code_table(spec.codes).label(str(code)) if spec.codes else str(code) for code in codes]


def _with_secrets():
    """A household with a recognisable value in every sensitive field, and the words that they would print."""
    words: list[str] = []

    def filled(name: str, record):
        known = {spec.name: spec for owner, spec in SENSITIVE if owner == name}
        own = {}
        for field in fields(record):
            spec = known.get(field.name)
            if spec is not None and f"{name}.{spec.name}" != HELPER_S_OWN_PHONE:
                own[field.name] = _telling(spec, len(words))
                words.extend(_told(own[field.name], spec))
        return replace(record, **own)

    people = tuple(
        replace(
            each,
            person=filled("person", each.person),
            now=replace(filled("person_year", each.now), labour_skill="03", dropout_reason="01"),
        )
        for each in builders.members(5)
    )
    helping = builders.a_helping()
    dossier = builders.a_dossier(
        household=filled("household", builders.a_household()),
        people=people,
        facts={"main_cause": "01", "other_causes": ("02",), "cause_note": "常年患病"},
        helpings=(replace(helping, helper=filled("helper", helping.helper)),),
    )
    return replace(dossier, village=filled("village", dossier.village)), words


@pytest.mark.parametrize("paper", HANGING)
def test_no_sensitive_value_of_anybody_hangs_outside(tmp_path: Path, paper: str) -> None:
    dossier, words = _with_secrets()
    assert len(words) > 20
    shown = printed_text(tmp_path, paper, [dossier], profile=WALL)
    assert [word for word in words if word in shown] == []


@pytest.mark.parametrize("paper", HANGING)
def test_nothing_that_betrays_an_illness_hangs_outside(tmp_path: Path, paper: str) -> None:
    dossier, _ = _with_secrets()
    shown = printed_text(tmp_path, paper, [dossier], profile=WALL)
    betraying = [*HEALTH_WORDS, "因病", "因残", "致贫原因", "丧失劳动力", "劳动技能", "证件", "银行", "身份证"]
    assert [word for word in betraying if word in shown] == []


def test_free_text_stays_inside_because_anything_can_be_in_it(tmp_path: Path) -> None:
    plans = tuple(replace(plan, content="送医治疗尿毒症", progress="住院") for plan in builders.plans(2))
    measures = tuple(replace(each, content="透析费用报销") for each in builders.measures(2))
    dossier = builders.a_dossier(plans=plans, measures=measures)
    shown = printed_text(tmp_path, "help_card", [dossier], profile=WALL)
    assert "尿毒症" not in shown
    assert "住院" not in shown
    assert "透析" not in shown


def test_the_helper_can_be_called_from_the_card_outside(tmp_path: Path) -> None:
    shown = printed_text(tmp_path, "help_card", [builders.a_dossier()], profile=WALL)
    assert "19900001234" in shown
    assert "12317" in shown
    assert "19900000001" not in shown  # the household's own


def test_the_list_outside_has_the_four_columns_of_a_publicity_and_no_more() -> None:
    listed = next(block for block in load("roster").blocks if block.profiles == (WALL,))
    assert [place.fact for place in listed.columns] == [
        "paper.number",
        "paper.group",
        "household.head_name",
        "household_year.member_count",
    ]


def test_no_sensitive_field_is_on_the_list_of_what_may_hang_but_the_helper_s_telephone() -> None:
    names = {f"{record}.{spec.name}" for record, spec in SENSITIVE}
    assert names & MAY_HANG_OUTSIDE == {HELPER_S_OWN_PHONE}


@pytest.mark.parametrize("paper", [name for name in PAPERS if name not in HANGING])
def test_a_paper_with_private_facts_is_refused_for_the_wall(tmp_path: Path, paper: str) -> None:
    with pytest.raises(Refused, match="户内存放"):
        printed(tmp_path / "paper.pdf", paper, [builders.a_dossier()], profile=WALL)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("fact", ["person.id_number", "person_year.health_status", "household_year.main_cause"])
def test_a_changed_layout_cannot_bring_a_private_fact_outside(tmp_path: Path, fact: str) -> None:
    own = tmp_path / "help_card.toml"
    own.write_text(f'[blocks.household_wall]\nrows = [["household.head_name", "{fact}"]]\n', encoding="utf-8")
    with pytest.raises(Refused, match=f"{fact}.*不得张贴"):
        printed(tmp_path / "paper.pdf", "help_card", [builders.a_dossier()], layout_overrides=tmp_path)


def test_an_unknown_profile_is_refused_with_those_there_are(tmp_path: Path) -> None:
    from fupin_desktop.pdf.papers import write

    with pytest.raises(Refused, match="home"):
        write(a_job("help_card", [builders.a_dossier()], profile="door"), tmp_path / "paper.pdf")
