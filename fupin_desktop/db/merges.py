"""Which records were merged as duplicates, and into which: derived from alias ops, so a merge can be undone."""

import json
from collections.abc import Iterable, Sequence

from sqlalchemy import Connection, delete, insert, select

from fupin_desktop.catalogue import CATALOGUE
from fupin_desktop.catalogue.numbers import ALIAS, number_of
from fupin_desktop.db.log_tables import field_op, record_ref
from fupin_desktop.db.many_rows import CHUNK, in_chunks
from fupin_desktop.db.record_tables import TABLES, field_head, merged
from fupin_desktop.domain.heads import canonical_ids
from fupin_desktop.domain.streams import could_be_id
from fupin_desktop.fields.spec import Kind

ALIAS_NUMBERS = [number_of(record.name, ALIAS) for record in CATALOGUE]


def merge_anew(connection: Connection) -> set[str]:
    """Compute which records are merged; returns every record whose row may change by it."""
    before = {row.id: row.into for row in connection.execute(select(merged))}
    query = (
        select(record_ref.c.id, field_op.c.value)
        .select_from(field_head)
        .join(
            field_op,
            (field_op.c.commit_no == field_head.c.commit_no) & (field_op.c.place == field_head.c.place),
        )
        .join(record_ref, record_ref.c.no == field_head.c.record_no)
        .where(field_head.c.field.in_(ALIAS_NUMBERS), field_op.c.value != "null")
    )
    said = ((row.id, json.loads(row.value)) for row in connection.execute(query))
    after = canonical_ids((one, other) for one, other in said if isinstance(other, str) and could_be_id(other))
    if after == before:
        return set()
    connection.execute(delete(merged))
    if after:
        connection.execute(insert(merged), [{"id": one, "into": whole} for one, whole in after.items()])
    changed = {one for one in before.keys() | after.keys() if before.get(one) != after.get(one)}
    sets = {*changed, *(before.get(one, one) for one in changed), *(after.get(one, one) for one in changed)}
    return sets | _referring(connection, sets)


def merged_into(connection: Connection, ids: Iterable[str]) -> dict[str, str]:
    """The surviving record of each merged one among these."""
    found: dict[str, str] = {}
    for chunk in in_chunks(ids, CHUNK):
        found.update((row.id, row.into) for row in connection.execute(select(merged).where(merged.c.id.in_(chunk))))
    return found


def members_of(connection: Connection, canonical: Sequence[str]) -> dict[str, list[str]]:
    """Each surviving record with those merged into it, itself first."""
    found: dict[str, list[str]] = {whole: [whole] for whole in canonical}
    for chunk in in_chunks(canonical, CHUNK):
        for row in connection.execute(select(merged).where(merged.c.into.in_(chunk)).order_by(merged.c.id)):
            if row.id != row.into:
                found[row.into].append(row.id)
    return found


def _referring(connection: Connection, ids: Iterable[str]) -> set[str]:
    found: set[str] = set()
    for record in CATALOGUE:
        table = TABLES[record.name]
        names = {*(s.name for s in record.fields if s.kind is Kind.REF), record.owner} - {""}
        for name in names:
            for chunk in in_chunks(ids, CHUNK):
                found.update(connection.scalars(select(table.c.id).where(table.c[name].in_(chunk))))
    return found
