"""Code tables: complete, unambiguous, and able to read what real exports contain."""

import csv
import re
from itertools import combinations

import pytest

from fupin_desktop.catalogue.codes import CodeItem, CodeTable, code_table, plain_label, table_names
from fupin_desktop.paths import resources

CODES = resources() / "codes"
NOT_TABLES = {"INDEX", "regions", "old_county_codes"}
BASE_COLUMNS = ["code", "label", "aliases", "valid_from", "valid_to", "local", "note"]
OPEN = 9999

# Every label in the coded columns of the sample exports, with the national code that it must be given.
SAMPLE_LABELS = {
    "access_road": {"泥土路": "01", "砂石路": "02", "水泥路": "03", "沥青路": "04"},
    "affiliation": {"乡镇": "60", "县直": "50", "市直": "40"},
    "education_level": {
        "文盲或半文盲": "01",
        "小学": "02",
        "初中": "03",
        "高中": "04",
        "大专及以上": "05",
        "学龄前儿童": "06",
    },
    "ethnicity": {"汉族": "01", "蒙古族": "02", "回族": "03", "维吾尔族": "05", "满族": "11"},
    "flag": {"是": "1", "否": "0"},
    "fuel": {"柴草": "01", "煤炭": "03", "清洁能源": "04"},
    "house_grade": {"A级": "1", "B级": "2", "C级": "3", "D级": "4"},
    "household_attribute": {
        "一般贫困户": "01",
        "低保(脱贫)户": "02",
        "五保(脱贫)户": "03",
        "低保贫困户": "04",
        "一般脱贫户": "05",
        "五保贫困户": "06",
    },
    "id_type": {"居民身份证": "01", "残疾人证": "09"},
    "identification_standard": {"国家标准": "01", "省定标准": "02"},
    "labour_skill": {
        "普通劳动力": "01",
        "技能劳动力": "02",
        "丧失劳动力": "03",
        "无劳动力": "04",
        "弱劳动力或半劳动力": "05",
    },
    "political_status": {"中共党员": "01", "群众": "13"},
    "poverty_status": {
        "未脱贫": "0",
        "已脱贫（享受政策）": "1",
        "预脱贫": "2",
        "已脱贫（不再享受政策）": "4",
    },
    "relation": {
        "户主": "01",
        "配偶": "02",
        "之子": "03",
        "之女": "04",
        "之儿媳": "05",
        "之孙子": "07",
        "之孙女": "08",
        "之父": "11",
        "之母": "12",
        "之公公": "15",
        "之婆婆": "16",
    },
    "school_status": {
        "非在校生": "01",
        "学前教育": "02",
        "小学": "03",
        "七年级": "04",
        "八年级": "05",
        "九年级": "06",
        "高中一年级": "07",
        "高中二年级": "08",
        "高中三年级": "09",
        "中职一年级": "10",
        "中职二年级": "11",
        "中职三年级": "12",
        "高职一年级": "13",
        "高职二年级": "14",
        "高职三年级": "15",
        "大专及以上": "16",
    },
    "sex": {"男": "1", "女": "2", "1": "1", "2": "2"},
}
SAMPLE_CAUSES = [
    "交通条件落后",
    "交通条件落后,缺水",
    "交通条件落后,缺资金",
    "交通条件落后,自身发展动力不足",
    "因学",
    "因学,缺土地",
    "因残",
    "因残,缺水",
    "因病",
    "缺劳力",
    "缺劳力,自身发展动力不足",
    "缺土地",
    "缺土地,缺技术",
    "缺土地,自身发展动力不足",
    "缺技术",
    "缺技术,交通条件落后",
    "缺技术,缺资金",
    "缺技术,自身发展动力不足",
    "缺水",
    "缺水,交通条件落后",
    "缺水,缺土地",
    "缺水,缺技术",
    "缺资金",
    "缺资金,缺土地",
    "缺资金,缺技术",
    "缺资金,缺水",
    "自身发展动力不足",
    "自身发展动力不足,缺土地",
    "自身发展动力不足,缺技术",
    "自身发展动力不足,缺水",
]
CAUSE_CODES = {
    **{"因病": "01", "因残": "02", "因学": "03", "缺土地": "05", "缺水": "06", "缺技术": "07"},
    **{"缺劳力": "08", "缺资金": "09", "交通条件落后": "10", "自身发展动力不足": "11"},
}

# Labels of other vintages and programs (domain.md §1.8, §10), with the codes they must lead to.
OTHER_LABELS = [
    ("cause", "缺劳动力", "08"),
    ("cause", "自身发展力不足", "11"),
    ("cause", "99", "12"),
    ("cause", "因婚", "13"),
    ("cause", "产业扶贫失败", "14"),
    ("household_attribute", "特困供养户", "03"),
    ("household_attribute", "特困供养脱贫户", "03"),
    ("household_attribute", "特困供养贫困户", "06"),
    ("household_attribute", "低保特困供养（脱贫）户", "08"),
    ("poverty_status", "已脱贫(享受政策)", "1"),
    ("poverty_status", "已脱贫（享受政策 ）", "1"),
    ("poverty_status", "已脱贫不享受政策", "4"),
    ("relation", "本人或户主", "01"),
    ("relation", "本人", "01"),
    ("relation", "子", "03"),
    ("relation", "长子", "03"),
    ("relation", "女", "04"),
    ("relation", "之侄儿", "26"),
    ("school_status", "普通高中一年级", "07"),
    ("school_status", "高职高专三年级", "15"),
    ("health_status", "大病", "03"),
    ("work_status", "乡(镇)外县内务工", "02"),
    ("ethnicity", "汉", "01"),
    ("ethnicity", "鄂伦春", "52"),
    ("fuel", "05", "99"),
    ("flag", "√", "1"),
    ("flag", "ｙ", "1"),
    ("flag", "无", "0"),
    ("affiliation", "省直", "20"),
    ("affiliation", "村级", "70"),
    ("join_reason", "婚入", "02"),
    ("leave_reason", "婚出", "02"),
    ("village_kind", "“十三五”贫困村", "05"),
    ("measure_kind", "公益性岗位帮扶", "0400"),
    ("measure_kind", "住房安全保障", "0700"),
]


def rows(table: str) -> list[dict[str, str]]:
    with (CODES / f"{table}.csv").open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))


def overlap(one: CodeItem, other: CodeItem) -> bool:
    return (one.valid_from or 0) <= (other.valid_to or OPEN) and (other.valid_from or 0) <= (one.valid_to or OPEN)


def test_the_index_and_the_files_name_the_same_tables() -> None:
    assert {path.stem for path in CODES.glob("*.csv")} - NOT_TABLES == set(table_names())


def test_every_c_number_of_the_domain_reference_has_one_table() -> None:
    numbers = [row["number"] for row in rows("INDEX") if row["number"]]
    assert sorted(numbers) == [f"C-{number:02}" for number in range(1, 28)]


def test_every_table_says_where_it_comes_from() -> None:
    assert [row["table"] for row in rows("INDEX") if not row["source"] or not row["title_zh"]] == []


@pytest.mark.parametrize("table", table_names())
def test_a_table_begins_with_the_common_columns_and_is_filled(table: str) -> None:
    header = (CODES / f"{table}.csv").read_text("utf-8").splitlines()[0].split(",")
    assert header[: len(BASE_COLUMNS)] == BASE_COLUMNS
    for row in rows(table):
        assert row["code"]
        assert row["label"]
        assert row["local"] in ("0", "1")
        assert None not in row, f"too many cells: {row}"
        assert re.fullmatch(r"(\d{4})?", row["valid_from"])
        assert re.fullmatch(r"(\d{4})?", row["valid_to"])


@pytest.mark.parametrize("table", table_names())
def test_no_code_stands_twice_in_the_same_year(table: str) -> None:
    for one, other in combinations(code_table(table).items, 2):
        assert one.code != other.code or not overlap(one, other), f"{table} {one.code}"


@pytest.mark.parametrize("table", table_names())
def test_no_name_leads_to_two_codes_in_the_same_year(table: str) -> None:
    for one, other in combinations(code_table(table).items, 2):
        if one.code == other.code or not overlap(one, other):
            continue
        names = {plain_label(name) for name in (one.label, *one.aliases)}
        shared = names & {plain_label(name) for name in (other.label, *other.aliases)}
        assert not shared, f"{table}: {shared} lead to {one.code} and {other.code}"


@pytest.mark.parametrize("table", table_names())
def test_every_label_and_alias_is_found_in_the_years_of_its_item(table: str) -> None:
    found = code_table(table)
    for item in found.items:
        for name in (item.label, *item.aliases):
            year = item.valid_from or item.valid_to or 2015
            assert found.find(name, year) == item.code, f"{table} {name}"


@pytest.mark.parametrize("table", SAMPLE_LABELS)
def test_the_labels_of_the_sample_exports_become_the_national_codes(table: str) -> None:
    found = code_table(table)
    assert {label: found.find(label, 2018) for label in SAMPLE_LABELS[table]} == SAMPLE_LABELS[table]


@pytest.mark.parametrize("text", SAMPLE_CAUSES)
def test_the_joined_causes_of_the_sample_exports_are_taken_apart(text: str) -> None:
    assert code_table("cause").find_many(text, 2018) == tuple(CAUSE_CODES[part] for part in text.split(","))


def test_the_longest_name_is_read_first() -> None:
    assert code_table("cause").find_many("因病致贫缺水") == ("01", "06")


@pytest.mark.parametrize(("table", "label", "code"), OTHER_LABELS)
def test_labels_of_other_vintages_and_programs_are_understood(table: str, label: str, code: str) -> None:
    assert code_table(table).find(label) == code


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        ("健康", ("01",)),
        ("大病残疾", ("03", "04")),
        ("患有大病,残疾", ("03", "04")),
        ("长期慢性病，残疾", ("02", "04")),
        ("长期慢性病及残疾", ("02", "04")),
        ("长期慢性病、残疾", ("02", "04")),
        ("残疾 长期慢性病\n残疾", ("04", "02")),
        ("02,04", ("02", "04")),
        ("残疾,死亡", None),
        ("重残疾", None),
        ("02,05", None),
        ("", ()),
    ],
)
def test_joined_health_is_taken_apart_whole_or_not_at_all(text: str, codes: tuple[str, ...] | None) -> None:
    assert code_table("health_status").find_many(text) == codes


def test_an_unknown_label_is_not_guessed() -> None:
    assert code_table("health_status").find("死亡") is None
    assert code_table("cause").find("懒") is None
    assert code_table("cause").find("") is None


def test_an_unknown_code_is_shown_and_not_refused() -> None:
    assert code_table("cause").label("77") == "77（未知代码）"
    assert not code_table("cause").knows("77")
    assert code_table("cause").item("77") is None


def test_a_code_is_believed_only_when_no_label_fits() -> None:
    assert code_table("labour_skill").find("02") == "02"
    assert code_table("cause").find("05") == "05"
    assert code_table("fuel").find("05") == "99", "an alias goes before a code"


@pytest.mark.parametrize("table", ["ethnicity", "affiliation", "village_kind", "join_reason", "leave_reason"])
def test_codes_that_programs_number_differently_are_never_believed(table: str) -> None:
    assert code_table(table).find("02") is None
    assert code_table(table).find("10") is None


def test_ethnicity_keeps_the_other_numbering_beside_the_national_standard() -> None:
    codes = {item.label: (item.code, item.extra["system_code"]) for item in code_table("ethnicity").items}
    assert codes["满族"] == ("11", "02")
    assert codes["蒙古族"] == ("02", "04")
    assert codes["侗族"] == ("12", "12")
    assert sum(label.endswith("族") for label in codes) == 56
    system = [system for _, system in codes.values() if system]
    assert len(system) == len(set(system)) == 57


def test_the_year_decides_what_a_name_of_two_vintages_means() -> None:
    education = code_table("education_level")
    assert education.find("大专", 2018) == "05"
    assert education.find("大专", 2022) == "L01"
    assert education.find("本科及以上") == "L02", "without a year the newest"
    assert education.find("大专及以上", 2023) == "05", "an old label in a new file is still understood"


def test_only_what_a_year_knows_is_offered() -> None:
    offered = {item.code for item in code_table("household_attribute").choices(2014)}
    assert offered == {"01", "02", "03", "04"}
    assert code_table("work_status").choices(2017) == ()
    assert len(code_table("work_status").choices(2016)) == 5
    assert "23" not in {item.code for item in code_table("relation").choices(2018)}
    assert "23" in {item.code for item in code_table("relation").choices()}


def test_a_code_of_two_vintages_is_labelled_by_its_year() -> None:
    old = CodeItem("01", "旧名", valid_to=2015)
    new = CodeItem("01", "新名", valid_from=2016)
    table = CodeTable("t", "表", "", (old, new))
    assert (table.label("01", 2014), table.label("01", 2016), table.label("01")) == ("旧名", "新名", "新名")


def test_every_gbt_4761_code_becomes_a_known_relation() -> None:
    relation = code_table("relation")
    items = code_table("relation_gbt4761").items
    assert len(items) == 84
    assert [item.code for item in items if not relation.knows(item.extra["relation"])] == []


def test_a_gbt_4761_word_means_the_same_by_code_and_by_label() -> None:
    relation = code_table("relation")
    for item in code_table("relation_gbt4761").items:
        found = relation.find(item.label)
        assert found in (item.extra["relation"], None), f"{item.code} {item.label}"


@pytest.mark.parametrize(
    ("gbt", "relation"),
    [
        ("01", "01"),
        ("12", "02"),
        ("24", "03"),
        ("38", "05"),
        ("28", "06"),
        ("51", "11"),
        ("57", "11"),
        ("55", "13"),
        ("53", "15"),
        ("64", "20"),
        ("45", "99"),
        ("93", "26"),
    ],
)
def test_gbt_4761_is_mapped_as_the_domain_reference_says(gbt: str, relation: str) -> None:
    item = code_table("relation_gbt4761").item(gbt)
    assert item is not None
    assert item.extra["relation"] == relation


def test_every_relation_says_which_sex_it_demands() -> None:
    sexes = {item.code: item.extra["sex"] for item in code_table("relation").items}
    assert set(sexes.values()) == {"M", "F", "any", "opposite"}
    assert [code for code, sex in sexes.items() if sex == "F"] == (
        ["04", "05", "08", "10", "12", "14", "16", "18", "20", "22", "24", "27"]
    )
    assert sexes["02"] == "opposite"


def test_attributes_say_whether_they_count_as_poor() -> None:
    poor = {item.code: item.extra["counts_as_poor"] for item in code_table("household_attribute").items}
    assert {code for code, counts in poor.items() if counts == "1"} == {"01", "04", "06", "07"}
    assert {code for code, counts in poor.items() if counts == "0"} == {"05", "08"}


def test_causes_say_where_they_are_allowed() -> None:
    main = {item.code for item in code_table("cause").items if item.extra["as_main"] == "1"}
    back = {item.code for item in code_table("cause").items if item.extra["as_return"] == "1"}
    assert main == {f"{number:02}" for number in range(1, 13)}
    assert back - main == {"13", "14"}


def test_income_items_feed_the_fields_of_their_category() -> None:
    totals: dict[str, set[str]] = {}
    for item in code_table("income_item").items:
        totals.setdefault(item.extra["category"], set()).add(item.extra["total"])
        assert item.code.startswith(item.extra["category"])
    assert set(totals) == {item.code for item in code_table("income_category").items}
    assert totals == {
        "a": {"wage_income"},
        "b": {"business_income"},
        "c": {"asset_dividend_income", "other_property_income"},
        "d": {"family_planning_payment", "minimum_living_payment", "five_guarantee_payment"}
        | {"pension_payment", "ecological_compensation", "other_transfer"},
        "e": {"business_expense"},
    }


def test_measures_stand_in_their_groups_and_known_categories() -> None:
    kinds = code_table("measure_kind")
    for item in kinds.items:
        assert item.code[:2] == item.extra["group"]
        assert kinds.label(item.extra["group"] + "00") == item.extra["group_label"]
        assert item.extra["category"] == "" or code_table("measure_category").knows(item.extra["category"])


def test_every_kind_of_evidence_may_be_attached_under_the_same_code() -> None:
    attachments = code_table("attachment_kind")
    for item in code_table("evidence").items:
        assert attachments.label(item.code) == item.label
    assert len(code_table("evidence").items) == 38


def test_dangerous_houses_are_those_of_grade_c_and_d() -> None:
    grades = code_table("house_grade")
    assert [item.label for item in grades.items if item.extra["dangerous"] == "1"] == ["C级", "D级"]
