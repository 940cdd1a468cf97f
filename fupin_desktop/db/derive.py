"""From the log to the derived tables: heads, rows, conflicts, search keys. Everything here can be made anew.

Set-based for heads, so that one save and a whole township's log take the same path; rows are made record by
record from their heads by the pure functions of domain/heads.py.
"""

from collections.abc import Iterable, Sequence
from functools import cache
from typing import Any

from sqlalchemy import Column, Connection, MetaData, Row, Table, TextClause, delete, func, select, text

from fupin_desktop.catalogue.numbers import name_of
from fupin_desktop.db.log_tables import WHOLE, field_op, record_ref
from fupin_desktop.db.many_rows import CHUNK, add_records, add_rows, in_chunks
from fupin_desktop.db.merges import ALIAS_NUMBERS, members_of, merge_anew, merged_into
from fupin_desktop.db.placed_ops import registers_of
from fupin_desktop.db.record_tables import DERIVED, TABLES, conflict, search_key, stale
from fupin_desktop.db.rows import Derived, derive_row
from fupin_desktop.domain.heads import PlacedOp

ARRIVED = Table("arrived", MetaData(), Column("no", WHOLE, primary_key=True))  # of this transaction alone
# CROSS JOIN tells SQLite to begin with what arrived: it would walk the whole log instead. So would PostgreSQL, which
# knows nothing of a table just filled: it gets the numbers themselves, whose count it sees, and no other kind of join.
_ARRIVED, _NUMBERS = "arrived a", "unnest(CAST(:numbers AS BIGINT[])) AS a(no)"
_OTHER_JOINS = ("enable_hashjoin", "enable_mergejoin")
_NOT_SUPERSEDED = """
    NOT EXISTS (
        SELECT 1 FROM op_base b CROSS JOIN field_op s
        WHERE b.base_no = o.commit_no AND b.base_place = o.place AND s.commit_no = b.commit_no AND s.place = b.place
          AND s.record_no = o.record_no AND s.field = o.field)
"""
_DROP_SUPERSEDED = text("""
    DELETE FROM field_head WHERE (record_no, field, commit_no, place) IN (
        SELECT n.record_no, n.field, b.base_no, b.base_place
        FROM arrived a CROSS JOIN op_base b CROSS JOIN field_op n
        WHERE b.commit_no = a.no AND n.commit_no = b.commit_no AND n.place = b.place)
""")
_ADD_ARRIVED = text(f"""
    INSERT INTO field_head (record_no, field, commit_no, place)
    SELECT o.record_no, o.field, o.commit_no, o.place
    FROM arrived a CROSS JOIN field_op o WHERE o.commit_no = a.no AND {_NOT_SUPERSEDED}
    ON CONFLICT DO NOTHING
""")
_ALL_HEADS = text(f"""
    INSERT INTO field_head (record_no, field, commit_no, place)
    SELECT o.record_no, o.field, o.commit_no, o.place FROM field_op o WHERE {_NOT_SUPERSEDED}
""")
_TOUCHED = text("SELECT DISTINCT o.record_no, o.field FROM arrived a CROSS JOIN field_op o WHERE o.commit_no = a.no")
_NOT_FOLLOWED = "NOT EXISTS (SELECT 1 FROM commit_log n WHERE n.previous_no = c.no)"
_DROP_FOLLOWED = text("""
    DELETE FROM stream_tip WHERE (stream_no, commit_no) IN (
        SELECT c.stream_no, c.previous_no FROM arrived a CROSS JOIN commit_log c WHERE c.no = a.no)
""")
_ADD_TIPS = text(f"""
    INSERT INTO stream_tip (stream_no, commit_no)
    SELECT c.stream_no, c.no FROM arrived a CROSS JOIN commit_log c WHERE c.no = a.no AND {_NOT_FOLLOWED}
    ON CONFLICT DO NOTHING
""")
_ALL_TIPS = text(f"""
    INSERT INTO stream_tip (stream_no, commit_no) SELECT c.stream_no, c.no FROM commit_log c WHERE {_NOT_FOLLOWED}
""")
_HOMES = """
    INSERT INTO record_home (record_no, region)
    SELECT DISTINCT o.record_no, s.region
    FROM {source} field_op o CROSS JOIN commit_log c CROSS JOIN stream s
    WHERE {which} c.no = o.commit_no AND s.no = c.stream_no
    ON CONFLICT DO NOTHING
"""
_ADD_HOMES = text(_HOMES.format(source="arrived a CROSS JOIN", which="o.commit_no = a.no AND"))
_ALL_HOMES = text(_HOMES.format(source="", which=""))
_NO_PRINTS = text("""
    DELETE FROM head_print WHERE record_no IN (
        SELECT o.record_no FROM arrived a CROSS JOIN field_op o WHERE o.commit_no = a.no)
""")
_MARK_STALE = text("""
    INSERT INTO stale (record_no)
    SELECT DISTINCT o.record_no FROM arrived a CROSS JOIN field_op o WHERE o.commit_no = a.no
    ON CONFLICT DO NOTHING
""")


def take_in(connection: Connection, commit_numbers: Sequence[int], *, rows_later: bool = False) -> set[str]:
    """Bring heads and rows up to date with commits that have just been appended; returns the records touched.

    With `rows_later` only the heads are: rows, merges and conflicts wait for `derive_stale`.
    """
    if not commit_numbers:
        return set()
    steps = (_DROP_SUPERSEDED, _ADD_ARRIVED, _DROP_FOLLOWED, _ADD_TIPS, _ADD_HOMES, _NO_PRINTS)
    touched = _stepped(connection, commit_numbers, [*steps, *([_MARK_STALE] if rows_later else []), _TOUCHED])
    ids = _ids(connection, {row.record_no for row in touched})
    if rows_later:
        return ids
    return _derive(connection, ids, merges=any(row.field in ALIAS_NUMBERS for row in touched))


def derive_stale(connection: Connection, limit: int) -> set[str]:
    """Make the rows of some records that wait for it; returns those touched, none when nothing waits."""
    numbers = list(connection.scalars(select(stale.c.record_no).order_by(stale.c.record_no).limit(limit)))
    aliased = False
    for chunk in in_chunks(numbers, CHUNK):
        query = select(field_op.c.place).where(field_op.c.record_no.in_(chunk), field_op.c.field.in_(ALIAS_NUMBERS))
        aliased |= connection.execute(query.limit(1)).first() is not None
        connection.execute(delete(stale).where(stale.c.record_no.in_(chunk)))
    return _derive(connection, _ids(connection, numbers), merges=aliased)


def _derive(connection: Connection, ids: set[str], *, merges: bool) -> set[str]:
    if merges:
        ids |= merge_anew(connection)
    canonical = merged_into(connection, ids)
    refresh(connection, {canonical.get(record_id, record_id) for record_id in ids})
    return ids


def _stepped(connection: Connection, numbers: Sequence[int], steps: Sequence[TextClause]) -> Sequence[Row[Any]]:
    """Run the steps over what has arrived; returns the rows of the last."""
    if connection.dialect.name != "postgresql":
        _put_arrived(connection, numbers)
        return [connection.execute(step) for step in steps][-1].all()
    connection.execute(select(*(func.set_config(join, "off", True) for join in _OTHER_JOINS)))
    done = [connection.execute(_by_numbers(step.text), {"numbers": list(numbers)}) for step in steps]
    connection.execute(select(*(func.set_config(join, "on", True) for join in _OTHER_JOINS)))
    return done[-1].all()


@cache
def _by_numbers(sql: str) -> TextClause:
    return text(sql.replace(_ARRIVED, _NUMBERS))


def _put_arrived(connection: Connection, numbers: Sequence[int]) -> None:
    connection.execute(text("CREATE TEMP TABLE IF NOT EXISTS arrived (no BIGINT PRIMARY KEY)"))
    connection.execute(text("DELETE FROM arrived"))
    add_rows(connection, ARRIVED, ("no",), ((no,) for no in numbers))


def make_anew(connection: Connection) -> None:
    """Drop every derived table and make it again from the log."""
    for table in reversed(DERIVED.sorted_tables):
        connection.execute(text(f'DROP TABLE IF EXISTS "{table.name}"'))
    DERIVED.create_all(connection)
    for step in (_ALL_HEADS, _ALL_TIPS, _ALL_HOMES):
        connection.execute(step)
    everything: set[str] = set(connection.scalars(select(record_ref.c.id)))
    merge_anew(connection)
    canonical = merged_into(connection, everything)
    refresh(connection, {canonical.get(record_id, record_id) for record_id in everything})


def refresh(connection: Connection, canonical_record_ids: Iterable[str]) -> None:
    """Write the rows, conflicts and search keys of these records anew from their heads."""
    for chunk in in_chunks(sorted(canonical_record_ids), CHUNK):
        members = members_of(connection, chunk)
        registers = registers_of(connection, members)
        into = {one: whole for whole, several in members.items() for one in several}
        merges = merged_into(connection, _referred(registers)) | into
        derived = [derive_row(whole, found, merges) for whole, found in registers.items()]
        kinds = {name[0] for found in registers.values() for number in found if (name := name_of(number))}
        _replace(connection, [*members, *into], kinds, [row for row in derived if row])


def _ids(connection: Connection, numbers: Iterable[int]) -> set[str]:
    found: set[str] = set()
    for chunk in in_chunks(numbers, CHUNK):
        found.update(connection.scalars(select(record_ref.c.id).where(record_ref.c.no.in_(chunk))))
    return found


def _referred(registers: dict[str, dict[int, list[PlacedOp]]]) -> set[str]:
    found: set[str] = set()
    for fields in registers.values():
        for field, ops in fields.items():
            name = name_of(field)
            if name and (name[1].endswith("_id")) and isinstance(ops[0].value, str):
                found.add(ops[0].value)
    return found


def _replace(connection: Connection, ids: Sequence[str], kinds: Iterable[str], derived: Sequence[Derived]) -> None:
    for name in kinds:
        connection.execute(delete(TABLES[name]).where(TABLES[name].c.id.in_(ids)))
    connection.execute(delete(conflict).where(conflict.c.record_id.in_(ids)))
    connection.execute(delete(search_key).where(search_key.c.record_id.in_(ids)))
    for name in kinds:
        add_records(connection, TABLES[name], [found.row for found in derived if found.record == name])
    add_records(connection, conflict, [row for found in derived for row in found.conflicts])
    keys = {(row["key"], row["record_id"]): row for found in derived for row in found.search_keys}
    add_records(connection, search_key, list(keys.values()))
