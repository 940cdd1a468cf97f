"""The sample exports as dossiers, by a reader that serves these tests only: no importer stands behind it."""

import json
import re
import unicodedata
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any

from python_calamine import CalamineWorkbook

from fupin_desktop.catalogue import RECORDS
from fupin_desktop.catalogue.codes import code_table
from fupin_desktop.domain.checks import CheckContext, context_of
from fupin_desktop.domain.dossier import Dossier, Helping, HouseholdInYear, Member
from fupin_desktop.domain.id_number import normalised
from fupin_desktop.fields.spec import FieldSpec, Kind

SAMPLES = Path(__file__).resolve().parents[2] / "samples"
SETS = ("county-export", "county-export-messy")
DAY = date(2018, 12, 31)
YEAR = 2018
VILLAGE = "141124199201"

# Headers whose name is not the catalogue's label, after half-width and without blanks; "" is of no use here.
OTHER_NAMES = {
    "次要致贫原因": "household_year.other_causes",
    "主要致贫原因": "household_year.main_cause",
    "特困供养金": "household_income.five_guarantee_payment",
    "务工时间(月)": "person_year.work_months",
    "是否参加新型农村合作医疗": "person_year.in_rural_medical_insurance",
    "人口编号": "person.person_code",
    "人编号": "person.person_code",
    "脱贫状态": "household_year.poverty_status",
    "首次识别时间": "household.first_identified",
    "户主个人编号": "household.head_person_code",
    "户主编号": "household.head_person_code",
    "户主姓名": "household.head_name",
}
HOUSEHOLD = ("household", "household_year", "household_income", "household_conditions")
PERSON = ("person", "person_year", "membership")


@dataclass(frozen=True)
class SampleSet:
    """One folder: its dossiers, their context, and what its truth.json says."""

    dossiers: tuple[Dossier, ...]
    context: CheckContext
    truth: dict[str, Any]


@cache
def sample_set(name: str) -> SampleSet:
    """The set of that name, read once."""
    folder = SAMPLES / name
    dossiers = tuple(_dossiers(folder))
    truth = json.loads((folder / "truth.json").read_text("utf-8"))
    return SampleSet(dossiers, context_of(dossiers, DAY), truth)


def _dossiers(folder: Path) -> list[Dossier]:
    homes: dict[str, dict[str, str]] = {}
    for title in ("户信息", "户脱贫信息"):
        for row in _rows(folder / f"{title}_20181231.xlsx"):
            homes.setdefault(row["户编号"], {}).update({k: v for k, v in row.items() if v})
    persons: dict[str, list[dict[str, str]]] = {}
    for row in _rows(folder / "贫困人口信息_20181231.xlsx"):
        persons.setdefault(row["户编号"], []).append(row)
    helpings: dict[str, list[Helping]] = {}
    for at, row in enumerate(_rows(folder / "帮扶责任人结对查询_20181231.xlsx")):
        helpings.setdefault(row["户编号"], []).append(_helping(at, row))
    return [
        _dossier(code, homes.get(code, {}), persons.get(code, []), helpings.get(code, []))
        for code in dict.fromkeys((*homes, *persons))
    ]


def _dossier(code: str, row: dict[str, str], persons: list[dict[str, str]], helpings: list[Helping]) -> Dossier:
    made = {record: _record(record, row, code) for record in HOUSEHOLD}
    household = replace(made.pop("household"), household_code=code, village_code=VILLAGE)
    now = HouseholdInYear(
        year=YEAR,
        facts=made["household_year"],
        income=made["household_income"],
        conditions=made["household_conditions"],
    )
    members = tuple(_member(code, one) for one in persons)
    return Dossier(
        household=household,
        year=YEAR,
        day=DAY,
        years={YEAR: now} if row else {},
        members=members,
        helpings=tuple(helpings),
    )


def _member(household: str, row: dict[str, str]) -> Member:
    code = row.get("人编号") or row.get("人口编号") or ""
    person, now, membership = (_record(record, row, code) for record in PERSON)
    person = replace(person, first_identified=None)
    membership = replace(membership, person_id=code, household_id=household)
    return Member(person=person, membership=membership, years=(now,), now=now)


def _helping(at: int, row: dict[str, str]) -> Helping:
    helper = RECORDS["helper"].cls(
        id=row["帮扶责任人编号"],
        helper_code=row["帮扶责任人编号"],
        name=row["姓名"].strip(),
        phone=row["联系人电话"].removesuffix(".0"),
    )
    pairing = RECORDS["pairing"].cls(
        id=f"pairing-{at}",
        household_id=row["户编号"],
        helper_id=helper.id,
        started_on=_day(row["帮扶开始时间"]),
        ended_on=_day(row["帮扶结束时间"]) if row["帮扶结束时间"] else None,
    )
    return Helping(pairing=pairing, helper=helper)


def _record(record: str, row: dict[str, str], owner: str) -> Any:
    """The record of the columns that belong to it."""
    spec = RECORDS[record]
    values = {
        field.name: _value(field, row[header]) for header, field in _columns(record, tuple(row)).items() if row[header]
    }
    keys = {spec.owner: owner, "year": YEAR} if spec.key else {}
    return spec.cls(id=f"{record}-{owner}" if spec.key or record == "membership" else owner, **keys, **values)


@cache
def _columns(record: str, headers: tuple[str, ...]) -> dict[str, FieldSpec]:
    spec = RECORDS[record]
    labels = {unicodedata.normalize("NFKC", field.label): field for field in spec.fields}
    found: dict[str, FieldSpec] = {}
    for header in headers:
        plain = re.sub(r"\(亩\)$", "", header)
        owner, _, name = OTHER_NAMES.get(header, "").partition(".")
        if owner == record:
            found[header] = spec.by_name[name]
        elif not owner and plain in labels:
            found[header] = labels[plain]
    return found


def _value(field: FieldSpec, text: str) -> Any:
    match field.kind:
        case Kind.CODE:
            return code_table(field.codes).find(text, YEAR)
        case Kind.CODES:
            return code_table(field.codes).find_many(text, YEAR)
        case Kind.FLAG:
            return text == "是"
        case Kind.COUNT | Kind.YEAR:
            return int(Decimal(text))
        case Kind.DECIMAL | Kind.MONEY:
            return Decimal(text)
        case Kind.DAY:
            return _day(text)
        case Kind.TEXT | Kind.REF:
            return _text(field, text)


def _text(field: FieldSpec, text: str) -> str:
    if field.name == "id_number":
        return normalised(text)
    return text.strip().removesuffix(".0") if "phone" in field.name else text.strip()


def _day(text: str) -> str:
    """201312, 20131201, 2013-12, 2013年12月: the year and the month are enough here."""
    digits = re.sub(r"\D", "", text)
    return f"{digits[:4]}-{digits[4:6]}"


def _rows(path: Path) -> list[dict[str, str]]:
    """The rows of the sheet under its header row, without the totals and signatures below."""
    lines = CalamineWorkbook.from_path(str(path)).get_sheet_by_index(0).to_python()
    headers = ["".join(unicodedata.normalize("NFKC", str(cell)).split()) for cell in lines[2]]
    rows = [dict(zip(headers, (str(cell) for cell in line), strict=True)) for line in lines[3:]]
    return [row for row in rows if row["户编号"].isdecimal()]
