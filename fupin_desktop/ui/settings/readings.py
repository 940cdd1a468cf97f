"""The log of readings in words: when, who, whose, which field."""

from datetime import datetime

from fupin_desktop.catalogue import RECORDS
from fupin_desktop.fields.days import CHINA
from fupin_desktop.services.ports import Registry
from fupin_desktop.services.save_records import household_of

MOST = 200


def readings_in_words(registry: Registry) -> list[str]:
    """The latest readings, newest first, several of one field in a row as one line."""
    lines: list[str] = []
    names: dict[tuple[str, str], str] = {}
    for row in registry.readings(MOST):
        key = str(row["record"]), str(row["record_id"])
        if key not in names:
            names[key] = whose(registry, *key)
        spec = RECORDS[key[0]].by_name.get(str(row["field"])) if key[0] in RECORDS else None
        at = datetime.fromtimestamp(int(row["at"]) / 1000, CHINA)
        line = f"{at:%Y-%m-%d %H:%M}　{row['user']}　看了 {names[key]} 的「{spec.label if spec else row['field']}」"
        if not lines or lines[-1] != line:
            lines.append(line)
    return lines


def whose(registry: Registry, record: str, record_id: str) -> str:
    """The name of whom a record is about."""
    found = registry.record(record, record_id) if record in RECORDS else None
    name = getattr(found, "name", None) or getattr(found, "head_name", None)
    person_id = getattr(found, "person_id", None)
    if name is None and person_id:
        name = getattr(registry.record("person", person_id), "name", None)
    if name is None and found is not None:
        home = household_of(registry, record, record_id)
        name = getattr(registry.record("household", home), "head_name", None) if home else None
    return name or "一条记录"
