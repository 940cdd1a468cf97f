"""The derived tables: one for each record of the catalogue, and the heads and conflicts they are made from.

Nothing here is the truth. When the catalogue changes, these tables are made anew from the log (db/derive.py),
so they need no migrations.
"""

import hashlib
import json
from decimal import Decimal
from typing import Any

from sqlalchemy import Boolean, Column, Index, Integer, LargeBinary, MetaData, String, Table, TypeDecorator
from sqlalchemy.types import TypeEngine

from fupin_desktop.catalogue import CATALOGUE
from fupin_desktop.db.log_tables import WHOLE
from fupin_desktop.fields.plain import decimal_text
from fupin_desktop.fields.spec import FieldSpec, Kind, RecordSpec

DERIVED = MetaData()
DERIVATION = 2  # raise it when rows, conflicts or search keys are made otherwise than before in the same columns
SEARCHED = ("household_code", "person_code", "helper_code", "unit_code", "village_code", "id_number")


class DecimalText(TypeDecorator[Decimal]):
    """A decimal as text: SQLite's own numbers would round it."""

    impl = String
    cache_ok = True

    def process_bind_param(self, value: Decimal | None, dialect: Any) -> str | None:
        """To the database."""
        return None if value is None else decimal_text(value)

    def process_result_value(self, value: Any, dialect: Any) -> Decimal | None:
        """From the database."""
        return None if value is None else Decimal(value)


class CodeSet(TypeDecorator[tuple[str, ...]]):
    """Several codes as one JSON text; "[]" says none, NULL says not asked."""

    impl = String
    cache_ok = True

    def process_bind_param(self, value: tuple[str, ...] | None, dialect: Any) -> str | None:
        """To the database."""
        return None if value is None else json.dumps(sorted(value))

    def process_result_value(self, value: Any, dialect: Any) -> tuple[str, ...] | None:
        """From the database."""
        return None if value is None else tuple(json.loads(value))


def column_type(spec: FieldSpec) -> TypeEngine[Any]:
    """The column type of a kind."""
    match spec.kind:
        case Kind.TEXT | Kind.CODE | Kind.DAY | Kind.REF:
            return String()
        case Kind.CODES:
            return CodeSet()
        case Kind.FLAG:
            return Boolean()
        case Kind.COUNT | Kind.YEAR:
            return WHOLE
        case Kind.DECIMAL | Kind.MONEY:
            return DecimalText()


def table_of(record: RecordSpec) -> Table:
    """The table of one record: its id, its key, its fields, and whether it lies in the recycle bin."""
    columns: list[Any] = [Column("id", String, primary_key=True)]
    columns += [Column(name, Integer if name == "year" else String) for name in record.key]
    columns += [Column(spec.name, column_type(spec)) for spec in record.fields]
    columns.append(Column("deleted", Boolean, nullable=False, default=False))
    indexed = {record.owner, *(s.name for s in record.fields if s.kind is Kind.REF or s.name in SEARCHED)}
    columns += [Index(f"{record.name}_by_{name}", name) for name in sorted(indexed - {""})]
    return Table(record.name, DERIVED, *columns)


TABLES = {record.name: table_of(record) for record in CATALOGUE}

field_head = Table(
    "field_head",
    DERIVED,
    Column("record_no", WHOLE, primary_key=True, autoincrement=False),
    Column("field", WHOLE, primary_key=True, autoincrement=False),
    Column("commit_no", WHOLE, primary_key=True, autoincrement=False),
    Column("place", Integer, primary_key=True, autoincrement=False),
    sqlite_with_rowid=False,
)

stream_tip = Table(  # the commits that no other follows; two of one stream are a fork
    "stream_tip",
    DERIVED,
    Column("stream_no", WHOLE, primary_key=True, autoincrement=False),
    Column("commit_no", WHOLE, primary_key=True, autoincrement=False),
    sqlite_with_rowid=False,
)

record_home = Table(  # the regions in whose streams a record has been written
    "record_home",
    DERIVED,
    Column("record_no", WHOLE, primary_key=True, autoincrement=False),
    Column("region", String, primary_key=True),
    Index("record_by_home", "region"),
    sqlite_with_rowid=False,
)

head_print = Table(  # a digest of each record's heads, made when asked for and taken away when they change
    "head_print",
    DERIVED,
    Column("record_no", WHOLE, primary_key=True, autoincrement=False),
    Column("print", LargeBinary, nullable=False),
)

stale = Table(  # records whose heads are known and whose rows are still to be made
    "stale",
    DERIVED,
    Column("record_no", WHOLE, primary_key=True, autoincrement=False),
)

merged = Table(
    "merged",
    DERIVED,
    Column("id", String, primary_key=True),
    Column("into", String, nullable=False, index=True),
)

conflict = Table(
    "conflict",
    DERIVED,
    Column("id", String, primary_key=True),
    Column("kind", String, nullable=False),  # value, group, edited_after_deletion
    Column("record", String, nullable=False),
    Column("record_id", String, nullable=False, index=True),
    Column("field", String, nullable=False),
)

search_key = Table(
    "search_key",
    DERIVED,
    Column("key", String, primary_key=True),
    Column("record_id", String, primary_key=True),
    Column("record", String, nullable=False),
    Index("search_by_record", "record_id"),
    sqlite_with_rowid=False,
)

finding = Table(
    "finding",
    DERIVED,
    Column("no", Integer, primary_key=True),
    Column("household_id", String, nullable=False, index=True),
    Column("rule", String, nullable=False),
    Column("level", String, nullable=False),
    Column("content", String, nullable=False),  # the finding as JSON
)

checked = Table(  # households and villages whose findings are up to date; a save removes those it touches
    "checked",
    DERIVED,
    Column("household_id", String, primary_key=True),
    Column("claim", String, nullable=False, default=""),  # of the check that is under way; "": it is done
)

shared_key = Table(  # numbers and phones that a household had in common with another when it was checked
    "shared_key",
    DERIVED,
    Column("key", String, primary_key=True),
    Column("household_id", String, primary_key=True),
    Index("shared_by_household", "household_id"),
    sqlite_with_rowid=False,
)


def fingerprint() -> str:
    """What the derived tables look like now: when it differs from the file's, they are made anew."""
    tables = [
        [table.name, [[column.name, str(column.type)] for column in table.columns]] for table in DERIVED.sorted_tables
    ]
    shape = [DERIVATION, *tables]
    return hashlib.sha256(json.dumps(shape).encode()).hexdigest()[:16]
