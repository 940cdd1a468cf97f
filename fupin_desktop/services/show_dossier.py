"""A dossier as plain data, for the command line and whoever reads its JSON: codes with their labels beside them."""

from collections.abc import Iterable
from dataclasses import asdict
from typing import Any

from fupin_desktop.catalogue import RECORDS
from fupin_desktop.catalogue.codes import code_table
from fupin_desktop.domain.dossier import Dossier, Helping, Member
from fupin_desktop.domain.income import Figures, figures, member_count
from fupin_desktop.fields.plain import decimal_text, to_plain
from fupin_desktop.fields.spec import Kind

RECORD_OF = {record.cls: record for record in RECORDS.values()}


def plain_record(record: Any) -> dict[str, Any] | None:
    """One record as JSON can hold it; every code has its label beside it."""
    if record is None:
        return None
    spec = RECORD_OF[type(record)]
    shown: dict[str, Any] = {"id": record.id} | {name: getattr(record, name) for name in spec.key}
    for field in spec.fields:
        value = getattr(record, field.name)
        shown[field.name] = to_plain(field, value)
        if value is not None and field.kind is Kind.CODE:
            shown[f"{field.name}_label"] = code_table(field.codes).label(value)
        elif value is not None and field.kind is Kind.CODES:
            shown[f"{field.name}_label"] = [code_table(field.codes).label(one) for one in value]
    return shown


def plain_dossier(dossier: Dossier) -> dict[str, Any]:
    """The whole dossier in its year."""
    counted = _counted(figures(dossier))
    return {
        "household": plain_record(dossier.household),
        "head_name": dossier.head_name,
        "year": dossier.year,
        "day": dossier.day.isoformat(),
        "years": sorted(dossier.years),
        "village": plain_record(dossier.village),
        "member_count": member_count(dossier),
        "household_year": plain_record(dossier.now.facts),
        "household_income": plain_record(dossier.now.income),
        "figures": counted,
        "household_conditions": plain_record(dossier.now.conditions),
        "income_items": _several(dossier.now.items),
        "members": [_member(member) for member in dossier.members],
        "former_members": [_member(member) for member in dossier.former_members],
        "helpers": [_helping(helping) for helping in dossier.helpings],
        "plans": _several(dossier.plans),
        "measures": _several(dossier.measures),
        "effects": _several(dossier.effects),
        "visits": _several(dossier.visits),
        "education_aids": _several(dossier.education_aids),
        "micro_loans": _several(dossier.micro_loans),
        "relocations": _several(dossier.relocations),
        "explanations": _several(dossier.explanations),
        "attachments": _several(dossier.attachments),
    }


def _counted(found: Figures | None) -> dict[str, str]:
    if found is None:
        return {}
    return {name: decimal_text(value) for name, value in asdict(found).items() if value is not None}


def _several(records: Iterable[Any]) -> list[dict[str, Any] | None]:
    return [plain_record(record) for record in records]


def _member(member: Member) -> dict[str, Any]:
    return {
        "person": plain_record(member.person),
        "membership": plain_record(member.membership),
        "person_year": plain_record(member.now),
    }


def _helping(helping: Helping) -> dict[str, Any]:
    return {
        "pairing": plain_record(helping.pairing),
        "helper": plain_record(helping.helper),
        "unit": plain_record(helping.unit),
    }
