"""The layouts: the official columns in their order, every field in the catalogue, no header with two meanings."""

import pytest

from fupin_desktop.catalogue import RECORDS
from fupin_desktop.excel.characters import plain_header
from fupin_desktop.excel.layout import NAMES, header_of, layout, layouts, spec_of

COLUMNS = {"households": 53, "exits": 10, "persons": 28, "helpers": 17}
# What §10.2–10.5 of the domain reference call these fields, in whatever sheet.
SYNONYMS = {
    "households": {
        "特困供养金": "household_income.five_guarantee_payment",
        "特困人员救助供养金": "household_income.five_guarantee_payment",
        "危房户": "household_conditions.is_dangerous_house",
        "危房等级": "household_conditions.house_grade",
        "其他致贫原因": "household_year.other_causes",
        "银行账号": "household.bank_account",
        "户主\n姓名": "household.head_name",
        "户主个人编号": "household.head_person_code",
        "首次识别时间": "household.first_identified",
        "贫困户属性": "household_year.household_attribute",
        "县（市、区、旗）": "region.county",
        "苏木乡": "region.township",
        "嘎查村": "region.village",
        "家庭编号": "household.household_code",
        "联系电话": "household.phone",
    },
    "persons": {
        "人口编号": "person.person_code",
        "是否参加新型农村合作医疗": "person_year.in_rural_medical_insurance",
        "是否参加新农合": "person_year.in_rural_medical_insurance",
        "新型养老": "person_year.in_resident_pension",
        "职工养老": "person_year.in_employee_pension",
        "享受低保政策情况": "person_year.gets_minimum_living",
        "义务教育阶段未上学原因": "person_year.dropout_reason",
        "家庭成员联系电话": "person.person_phone",
        "参加大病医疗": "person_year.in_major_illness_insurance",
        "劳动能力": "person_year.labour_skill",
        "户内序号": "membership.position",
        "务工所在县": "person_year.work_county",
        "致贫原因1": "household_year.main_cause",
        "联系电话": "person.person_phone",
    },
    "helpers": {
        "helpPerson": "helper.name",
        "所属单位": "unit.name",
        "职务": "helper.post",
        "helpPerson_phone": "helper.phone",
        "联系电话": "helper.phone",
    },
    "villages": {
        "村小学（个数）": "village_year.primary_schools",
        "行政村文化（图书）室个数 （个）": "village_year.libraries",
        "行政村执业（助理）医师（人）": "village_year.licensed_doctors",
        "村级集体经济收入（万元）": "village_year.collective_income",
    },
}


@pytest.mark.parametrize("name", NAMES)
def test_every_column_and_every_synonym_names_a_field_of_the_catalogue(name: str):
    shape = layout(name)
    for path in (*dict(shape.columns).values(), *shape.vocabulary.values(), *shape.keys, *shape.months):
        assert spec_of(path).label


@pytest.mark.parametrize(("name", "number"), COLUMNS.items())
def test_the_national_layouts_have_their_columns_once_each(name: str, number: int):
    shape = layout(name)
    assert len(shape.columns) == number
    assert len(shape.own) == number
    assert len({plain_header(header) for header, _ in shape.columns}) == number


@pytest.mark.parametrize("name", NAMES)
def test_no_field_of_a_sheet_is_reached_by_a_header_that_another_column_of_it_bears(name: str):
    shape = layout(name)
    headers = {plain_header(header): path for header, path in shape.columns}
    for header, path in headers.items():
        meant = shape.vocabulary.get(header, path)
        assert shape.alone.get(meant, meant) == path


@pytest.mark.parametrize("name", SYNONYMS)
def test_the_synonyms_of_the_field_are_known(name: str):
    from fupin_desktop.excel.header import _understood

    shape = layout(name)
    for header, path in SYNONYMS[name].items():
        assert _understood(shape.vocabulary, (header,))[0] == path, header


def test_every_fact_of_a_household_a_person_and_a_helper_can_be_read_from_some_sheet():
    reachable = {path for shape in layouts() for path in shape.vocabulary.values()}
    for record in ("household", "household_year", "household_income", "household_conditions"):
        for name in RECORDS[record].by_name:
            assert f"{record}.{name}" in reachable
    for record in ("person", "person_year", "helper", "unit", "village", "village_year"):
        for name in RECORDS[record].by_name:
            if name not in ("unit_id", "poor", "sealed_on", "sealed_by"):
                assert f"{record}.{name}" in reachable, (record, name)


def test_the_first_name_of_a_field_is_the_one_that_people_are_told():
    assert header_of("household.household_code") == "户编号"
