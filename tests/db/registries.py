"""Real registries for the tests of the store: opened with a clock of their own, carried from one to another."""

import json
import random
import shutil
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, insert, select, text

from fupin_desktop.db import keys, registry_file
from fupin_desktop.db.append import append
from fupin_desktop.db.derive import take_in
from fupin_desktop.db.engine import FILE_NAME, open_engine
from fupin_desktop.db.log_tables import commit_log, device, incarnation, stream
from fupin_desktop.db.record_tables import DERIVED
from fupin_desktop.db.registry import SqlRegistry, make_registry
from fupin_desktop.db.replacing import KEYS_NAME
from fupin_desktop.db.verify import CHECKED, commits_of
from fupin_desktop.domain.changes import Commit, Deed, Edit, OpId

VILLAGE = "141124199201"
PASSPHRASE = "演示口令"
NOON = 1_530_417_600_000  # 2018-07-01 12:00 in China


@dataclass
class Clock:
    """A clock that stands until it is told; every reading is a millisecond later, as saves are."""

    now: int = NOON

    def __call__(self) -> int:
        self.now += 1
        return self.now

    def go(self, days: float) -> None:
        """Let days pass, or turn the clock back."""
        self.now += int(days * 86_400_000)


def open_at(folder: Path, clock: Callable[[], int] | None = None, user: str = "张队员") -> SqlRegistry:
    """Open for writing, with a clock of the test's; the passphrase of one keys.json is stretched only once."""
    key = _key(folder, (folder / KEYS_NAME).read_bytes())
    engine = open_engine(folder / FILE_NAME, key)
    opened = registry_file.OpenFile(folder, engine, key, registry_file.take_lock(folder))
    return SqlRegistry(opened, user, clock or Clock())


_KEYS: dict[bytes, bytes] = {}


def _key(folder: Path, wrapped: bytes) -> bytes:
    if wrapped not in _KEYS:
        _KEYS[wrapped] = keys.unlock(folder / KEYS_NAME, PASSPHRASE)
    return _KEYS[wrapped]


def a_template(folder: Path) -> Path:
    """An empty registry to be copied: making one stretches two passphrases, copying none."""
    make_registry(folder, PASSPHRASE)
    return folder


def copied(template: Path, folder: Path) -> Path:
    """A registry of the same device in another folder."""
    shutil.copytree(template, folder)
    return folder


def edit(registry: SqlRegistry, record: str, record_id: str, seen: dict[str, Any] | None = None, **values: Any) -> str:
    """One save of one record; with `seen`, as from a form that was opened when these were its heads."""
    before = {name: tuple(seen.get(name, ())) for name in values} if seen is not None else {}
    edits = [Edit(record, record_id, name, value, before.get(name)) for name, value in values.items()]
    return registry.write([(Deed(title="修改", region=VILLAGE), edits)])[0]


def commits(registry: SqlRegistry) -> list[tuple[Commit, dict[str, Any]]]:
    """Every commit with what a receiver has to know of its stream."""
    with registry._engine.connect() as connection:
        rows = connection.execute(
            select(commit_log.c.no, *STREAM_FACTS)
            .join(stream, stream.c.no == commit_log.c.stream_no)
            .join(incarnation, incarnation.c.no == stream.c.incarnation_no)
            .join(device, device.c.id == incarnation.c.device_id)
        ).all()
        of_stream = {row[0]: row for row in rows}
        return [
            (commit, _stream_facts(of_stream[number]))
            for number, _, _, commit in commits_of(connection, sorted(of_stream))
        ]


def receive(registry: SqlRegistry, arriving: Sequence[tuple[Commit, dict[str, Any]]]) -> None:
    """Take commits into a registry, as one delivery."""
    with registry._write("接收") as connection:
        found = [(_stream_here(connection, facts), commit) for commit, facts in arriving]
        take_in(connection, append(connection, found, "peer", NOON))


def carry(source: SqlRegistry, target: SqlRegistry, chance: random.Random | None = None) -> None:
    """Everything that one registry holds comes to another: at once, or in any order, split and twice."""
    arriving = commits(source)
    if chance is None:
        receive(target, arriving)
        return
    arriving += chance.sample(arriving, len(arriving) // 2)
    chance.shuffle(arriving)
    while arriving:
        size = chance.randint(1, len(arriving))
        receive(target, arriving[:size])
        arriving = arriving[size:]


def tables(registry: SqlRegistry) -> dict[str, list[tuple[Any, ...]]]:
    """Every derived table as its rows, without the local numbers that differ from laptop to laptop."""
    with registry._engine.connect() as connection:
        found = {t.name: _rows(connection, t.name) for t in CHECKED if t.name != "field_head"}
        found["field_head"] = sorted(
            (row[0], row[1], row[2], row[3])
            for row in connection.execute(
                text(
                    "SELECT r.id, h.field, c.id, h.place FROM field_head h"
                    " JOIN record_ref r ON r.no = h.record_no JOIN commit_ref c ON c.no = h.commit_no"
                )
            )
        )
        return found


def run(registry: SqlRegistry, sql: str, **parameters: Any) -> None:
    """Change the tables behind the program's back."""
    with registry._write("破坏") as connection:
        if parameters:
            connection.execute(text(sql), parameters)
        else:
            connection.exec_driver_sql(sql)


def ask(registry: SqlRegistry, sql: str, **parameters: Any) -> list[Any]:
    """Rows of any query."""
    with registry._read() as connection:
        return list(connection.execute(text(sql), parameters).all())


def bases_of(registry: SqlRegistry, record: str, record_id: str) -> dict[str, tuple[OpId, ...]]:
    """What a form that is opened now shows."""
    return registry.heads(record, record_id)


def _rows(connection: Connection, name: str) -> list[tuple[Any, ...]]:
    return sorted((tuple(row) for row in connection.execute(select(DERIVED.tables[name]))), key=json_key)


def json_key(row: Iterable[Any]) -> str:
    """An order for rows that hold blanks."""
    return json.dumps([str(value) for value in row])


STREAM_FACTS = (
    stream.c.region,
    stream.c.salt,
    incarnation.c.id,
    incarnation.c.device_id,
    incarnation.c.reason,
    device.c.name,
    device.c.created_at,
)


def _stream_facts(row: Any) -> dict[str, Any]:
    _, region, salt, incarnation_id, device_id, reason, name, made_at = row
    return {
        "region": region,
        "salt": salt,
        "inc": incarnation_id,
        "reason": reason,
        "device": (device_id, name, made_at),
    }


def _stream_here(connection: Connection, facts: dict[str, Any]) -> int:
    """The local number of a stream, written down with its device and incarnation when it is first heard of."""
    device_id, name, made_at = facts["device"]
    if not connection.scalars(select(device.c.id).where(device.c.id == device_id)).first():
        connection.execute(insert(device).values(id=device_id, name=name, created_at=made_at))
    known = connection.scalars(select(incarnation.c.no).where(incarnation.c.id == facts["inc"])).first()
    if known is None:
        values = {"id": facts["inc"], "device_id": device_id, "created_at": made_at, "reason": facts["reason"]}
        known = connection.execute(insert(incarnation).values(values)).inserted_primary_key[0]  # type: ignore[index]
    own = (stream.c.incarnation_no == known) & (stream.c.region == facts["region"])
    found = connection.scalars(select(stream.c.no).where(own)).first()
    if found is None:
        values = {"incarnation_no": known, "region": facts["region"], "salt": facts["salt"]}
        found = connection.execute(insert(stream).values(values)).inserted_primary_key[0]  # type: ignore[index]
    return int(found)
