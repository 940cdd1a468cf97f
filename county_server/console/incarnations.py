"""Under which numbers each device has written, and why it took a new one: restored, copied, or two writing as one."""

from collections.abc import Collection
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, func, select

from fupin_desktop.db.log_tables import commit_log, incarnation, stream
from fupin_desktop.db.record_tables import stream_tip
from fupin_desktop.domain.streams import Incarnation
from fupin_desktop.sync.certificates import Authority, read
from fupin_desktop.sync.seals import check_incarnation
from fupin_desktop.sync.signing import NotVouched

REASONS = {"created": "接入", "restored": "从备份恢复", "cloned": "资料被复制到别处", "heard": "没有说明"}
NOTICED = ("restored", "cloned")


@dataclass(frozen=True, slots=True)
class Written:
    """One number that a device has written under."""

    id: str
    device: str
    reason: str  # created, restored, cloned; heard where its own statement is not (or no longer) readable
    at_ms: int
    commits: int  # counted only where devices are named: it takes a walk through the log
    forks: int  # streams with two ends: two computers wrote as this one

    @property
    def is_noticed(self) -> bool:
        """Whether somebody should ask the team what happened."""
        return self.reason in NOTICED or self.forks > 0

    @property
    def reason_words(self) -> str:
        """Why it was taken."""
        return REASONS.get(self.reason, "没有说明")


def incarnations(connection: Connection, authority: Authority, devices: Collection[str] = ()) -> list[Written]:
    """The numbers of these devices (of all without any), in the order in which they were taken."""
    counts = _counts(connection, devices) if devices else {}
    forks = _forks(connection)
    query = select(incarnation).order_by(incarnation.c.no)
    rows = connection.execute(query.where(incarnation.c.device_id.in_(devices)) if devices else query).all()
    certificates = _certificates(connection)
    return [
        Written(
            row.id, row.device_id, *_said(row, certificates, authority), counts.get(row.no, 0), forks.get(row.no, 0)
        )
        for row in rows
    ]


def _said(row: Any, certificates: dict[str, bytes], authority: Authority) -> tuple[str, int]:
    """What the device has signed about the number; what was written down here where that cannot be read."""
    content = certificates.get(row.device_id)
    if row.statement is None or content is None:
        return row.reason, row.created_at
    try:
        sign = read(content, authority.sign).sign
        made = check_incarnation(Incarnation(row.id, row.device_id, row.statement, row.signature), sign)
    except NotVouched:
        return row.reason, row.created_at
    return made.reason, made.at_ms


def _certificates(connection: Connection) -> dict[str, bytes]:
    from fupin_desktop.db.log_tables import device

    query = select(device.c.id, device.c.certificate).where(device.c.certificate.is_not(None))
    return {row.id: row.certificate for row in connection.execute(query)}


def _counts(connection: Connection, devices: Collection[str]) -> dict[int, int]:
    query = (
        select(stream.c.incarnation_no, func.count())
        .join(commit_log, commit_log.c.stream_no == stream.c.no)
        .join(incarnation, incarnation.c.no == stream.c.incarnation_no)
        .where(incarnation.c.device_id.in_(devices))
        .group_by(stream.c.incarnation_no)
    )
    return {int(row[0]): int(row[1]) for row in connection.execute(query)}


def _forks(connection: Connection) -> dict[int, int]:
    """Streams of each number with more than one end, or begun more than once."""
    ends = (
        select(stream.c.incarnation_no, stream.c.region, func.count().label("ends"))
        .join(stream_tip, stream_tip.c.stream_no == stream.c.no)
        .group_by(stream.c.incarnation_no, stream.c.region)
        .having(func.count() > 1)
        .subquery()
    )
    query = select(ends.c.incarnation_no, func.count()).group_by(ends.c.incarnation_no)
    return {int(row[0]): int(row[1]) for row in connection.execute(query)}
