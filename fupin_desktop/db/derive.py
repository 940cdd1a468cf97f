"""From the log to the derived tables: heads, rows, conflicts, search keys. Everything here can be made anew.

Set-based for heads, so that one save and a whole township's log take the same path; rows are made record by
record from their heads by the pure functions of domain/heads.py.
"""

from collections.abc import Iterable, Sequence

from sqlalchemy import Connection, delete, insert, select, text

from fupin_desktop.catalogue.numbers import name_of
from fupin_desktop.db.append import CHUNK, in_chunks
from fupin_desktop.db.log_tables import record_ref
from fupin_desktop.db.merges import ALIAS_NUMBERS, members_of, merge_anew, merged_into
from fupin_desktop.db.placed_ops import registers_of
from fupin_desktop.db.record_tables import DERIVED, TABLES, conflict, search_key
from fupin_desktop.db.rows import Derived, derive_row
from fupin_desktop.domain.heads import PlacedOp

# CROSS JOIN tells SQLite to begin with what arrived: it would walk the whole log instead.
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
    INSERT OR IGNORE INTO field_head (record_no, field, commit_no, place)
    SELECT o.record_no, o.field, o.commit_no, o.place
    FROM arrived a CROSS JOIN field_op o WHERE o.commit_no = a.no AND {_NOT_SUPERSEDED}
""")
_ALL_HEADS = text(f"""
    INSERT INTO field_head (record_no, field, commit_no, place)
    SELECT o.record_no, o.field, o.commit_no, o.place FROM field_op o WHERE {_NOT_SUPERSEDED}
""")
_TOUCHED = text("SELECT DISTINCT o.record_no, o.field FROM arrived a CROSS JOIN field_op o WHERE o.commit_no = a.no")


def take_in(connection: Connection, commit_numbers: Sequence[int]) -> set[str]:
    """Bring heads and rows up to date with commits that have just been appended; returns the records touched."""
    if not commit_numbers:
        return set()
    connection.execute(text("CREATE TEMP TABLE IF NOT EXISTS arrived (no INTEGER PRIMARY KEY)"))
    connection.execute(text("DELETE FROM arrived"))
    connection.execute(text("INSERT INTO arrived VALUES (:no)"), [{"no": no} for no in commit_numbers])
    connection.execute(_DROP_SUPERSEDED)
    connection.execute(_ADD_ARRIVED)
    touched = connection.execute(_TOUCHED).all()
    ids = _ids(connection, {row.record_no for row in touched})
    if any(row.field in ALIAS_NUMBERS for row in touched):
        ids |= merge_anew(connection)
    canonical = merged_into(connection, ids)
    refresh(connection, {canonical.get(record_id, record_id) for record_id in ids})
    return ids


def make_anew(connection: Connection) -> None:
    """Drop every derived table and make it again from the log."""
    for table in reversed(DERIVED.sorted_tables):
        connection.execute(text(f'DROP TABLE IF EXISTS "{table.name}"'))
    DERIVED.create_all(connection)
    connection.execute(_ALL_HEADS)
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
        rows = [found.row for found in derived if found.record == name]
        if rows:
            connection.execute(insert(TABLES[name]), rows)
    conflicts = [row for found in derived for row in found.conflicts]
    if conflicts:
        connection.execute(insert(conflict), conflicts)
    keys = [row for found in derived for row in found.search_keys]
    if keys:
        connection.execute(insert(search_key).prefix_with("OR IGNORE"), keys)
