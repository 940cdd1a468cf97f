"""How records and their values are called where a person reads of them outside a form."""

from fupin_desktop.catalogue import RECORDS
from fupin_desktop.catalogue.codes import code_table
from fupin_desktop.fields.spec import FieldSpec, Kind
from fupin_desktop.fields.wording import with_unit
from fupin_desktop.services.ledgers import called
from fupin_desktop.services.ports import Registry

BLANK = "空"
NAMES = ("name", "head_name", "title", "content")


def value_words(registry: Registry, spec: FieldSpec, value: object) -> str:
    """A value as a person reads it; a record that is referred to by its name."""
    if value is None:
        return BLANK
    if spec.kind is Kind.REF:
        return name_of_record(registry, spec.target, str(value))
    return with_unit(spec, value, lambda table, code: code_table(table).label(code)) or BLANK


def name_of_record(registry: Registry, record: str, record_id: str) -> str:
    """How a record is called: a person's name, a household's head, a link by its household and entity."""
    found = registry.record(record, record_id)
    told = called(registry, record, [found]) if found is not None else ()
    return next((name for _, name in told), f"（{RECORDS[record].title}）")


def whose(registry: Registry, household_id: str) -> str:
    """Of which household a card is."""
    if not household_id:
        return "本村"
    rows = registry.household_rows([household_id])
    found = registry.record("household", household_id)
    head = (rows[0].head_name if rows else "") or (found.head_name if found else "")
    return f"{head}户" if head else "（无户主）户"


def record_words(registry: Registry, record: str, record_id: str) -> str:
    """「李秀英 」, 「2018年 」: what of the household, before the field's label; "" for the household itself."""
    found = registry.record(record, record_id)
    parts: list[str] = []
    person_id = record_id if record == "person" else getattr(found, "person_id", None)
    if person_id:
        parts.append(name_of_record(registry, "person", person_id))
    elif record not in ("household", "household_year"):
        name = next((text for one in NAMES if (text := getattr(found, one, None))), None)
        parts.append(name or RECORDS[record].title)
    year = getattr(found, "year", None)
    if year:
        parts.append(f"{year}年")
    return "".join(f"{part} · " for part in parts)
