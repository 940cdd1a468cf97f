"""What a filter is called and which values it takes: by the catalogue's name or label, by code or label."""

from fupin_desktop.catalogue import RECORDS
from fupin_desktop.catalogue.codes import code_table
from fupin_desktop.domain.errors import Refused
from fupin_desktop.fields.spec import FieldSpec, Kind

OTHERS = {"problem": "问题", "conflict": "不一致", "helper_id": "帮扶责任人", "village_code": "村编号"}
FIELDS: dict[str, FieldSpec] = {
    **{spec.name: spec for spec in RECORDS["household"].fields},
    **{spec.name: spec for spec in RECORDS["household_year"].fields},
}


def parse_filter(text: str) -> tuple[str, tuple[str, ...]]:
    """(name, values) of NAME=VALUE; an empty value asks for blank. Several values are joined by commas."""
    called, mark, given = text.partition("=")
    if not mark:
        raise Refused(f"筛选「{text}」请写成 名称=值，例如 poverty_status=0。")
    name = _name(called.strip())
    return name, tuple(_value(name, one.strip()) for one in given.split(","))


def _name(called: str) -> str:
    if called in OTHERS or called in FIELDS:
        return called
    by_label = {label: name for name, label in OTHERS.items()} | {spec.label: name for name, spec in FIELDS.items()}
    if called not in by_label:
        raise Refused(f"没有「{called}」这个筛选。可用：{'、'.join(_offered())}。")
    return by_label[called]


def _offered() -> list[str]:
    """Every filter once, by its label and the name that may stand for it."""
    labels = {name: spec.label for name, spec in FIELDS.items()} | OTHERS
    return [f"{label}（{name}）" for name, label in labels.items()]


def _value(name: str, given: str) -> str:
    spec = FIELDS.get(name)
    if spec is None or not given or spec.kind is not Kind.CODE:
        return given
    table = code_table(spec.codes)
    found = given if table.knows(given) else table.find(given)
    if found is None:
        choices = "、".join(f"{item.code} {item.label}" for item in table.choices())
        raise Refused(f"「{spec.label}」没有「{given}」这一项。可选：{choices}。")
    return found
