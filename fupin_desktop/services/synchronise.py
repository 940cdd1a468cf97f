"""Exchanging with the county over a line: what either side lacks, and what came of it in figures and words."""

import contextlib
import json
import time
from collections.abc import Generator
from dataclasses import asdict, dataclass

from fupin_desktop.domain.errors import Refused, Unavailable
from fupin_desktop.services.county_link import identity, learn_offset, link, server
from fupin_desktop.services.exchange_history import Happening, note
from fupin_desktop.services.ports import Registry
from fupin_desktop.services.renew_certificate import days_left, renew_if_due
from fupin_desktop.sync.chain import root, spoken
from fupin_desktop.sync.frames import BadFrame
from fupin_desktop.sync.packing import BadMessage
from fupin_desktop.sync.protocol import Busy, County, LineLost, TurnedAway
from fupin_desktop.sync.receipts import Receipt as Said
from fupin_desktop.sync.session import Outcome, Stage, Watch, exchange
from fupin_desktop.sync.transfer import FULL

RECEIPT = "last_receipt"
REASONS = {
    "revoked": "县里已经停用这台电脑，不再和它同步。资料都还在本机。请打电话问县里。",
    "expired": "这台电脑的接入证书已经到期。请向县里要一个新的接入码，重新接入；没送的改动都在本机，接入后照样送得到。",
    "unknown": "县里的服务器不认识这台电脑。请向县里要一个新的接入码，重新接入。",
    "signature": "县里的服务器认不出这台电脑的签名。请向县里要一个新的接入码，重新接入。",
    "server": "对方不是接入时的那台县服务器，什么也没有发送。请核对地址，并打电话问县里。",
    "older": "县里的服务器是较旧的版本，还不收照片和扫描件。文字不受影响。",
    "token": "这次同步隔得太久，已经作废。请再同步一次。",
}


FULL_THERE = (
    "有些改动县里没有收：等县里决定的改动已经放满。这台电脑上一处也没有少；请打电话给县里，县里处理以后再同步。"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Receipt:
    """The county's signed word, as it is shown and printed."""

    server: str
    device: str
    at_ms: int
    root: str  # of everything that both sides have, in hexadecimal
    streams: int
    level: str = "applied"
    sent_commits: int = 0
    sent_bytes: int = 0
    received_commits: int = 0
    received_bytes: int = 0
    by_parcel: int = 0  # the number of the parcel that brought the receipt; 0: it came over the line

    @property
    def spoken(self) -> str:
        """Eight digits of the root, in two groups: two people compare them over the telephone."""
        return spoken(bytes.fromhex(self.root))


class Stopped(Exception):
    """Whoever watches an exchange raises it: enough for now. What came over is kept."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Synced:
    """What an exchange has moved."""

    sent_commits: int
    sent_bytes: int
    received_commits: int
    received_bytes: int
    round_trips: int
    conflicts: int
    held_there: int
    held_here: int
    receipt: Receipt
    records: frozenset[str]
    was_copied: bool = False
    is_behind: bool = False
    days_left: int | None = None  # of the certificate, where a person has to hear of it
    is_full_there: bool = False  # the county puts no more aside of this computer or village


def synchronise(registry: Registry, county: County | None = None, watch: Watch | None = None) -> Synced:
    """Exchange with the county until both have the same.

    Refused or Unavailable, in one sentence, if it cannot be or was cut off; what had come over by then is kept, and the
    next time goes on from there.
    """
    me, answering = identity(registry), server(registry)
    replica, outcome, began = registry.replica(), Outcome(), time.monotonic()
    what = Happening.CUT
    with _in_words(outcome), line(registry, county) as there:
        try:
            exchange(replica, there, me, answering, outcome, watch or _nobody)
            what = Happening.SYNCED
        except Stopped:
            what = Happening.STOPPED
            raise
        finally:
            if outcome.round_trips:
                learn_offset(registry, outcome.offset_ms)
            note(registry, answering.device, what, _counts(outcome, time.monotonic() - began))
    if outcome.was_copied:
        registry.begin_anew("cloned")
    now_ms = me.now() + outcome.offset_ms
    if county is None:
        renew_if_due(registry, now_ms)
    tips = replica.tips(me.prefixes)
    receipt = Receipt(
        server=answering.name,
        device=me.certificate.name,
        at_ms=now_ms,
        root=root(tips).hex(),
        streams=len(tips),
        sent_commits=outcome.sent.commits,
        sent_bytes=outcome.sent.size,
        received_commits=outcome.received_commits,
        received_bytes=outcome.received_bytes,
    )
    registry.put_setting(RECEIPT, json.dumps(asdict(receipt)))
    return _synced(registry, outcome, receipt)


def last_receipt(registry: Registry) -> Receipt | None:
    """The receipt of the last exchange that came to its end."""
    kept = registry.setting(RECEIPT)
    return Receipt(**json.loads(kept)) if kept else None


def keep_parcel_receipt(registry: Registry, said: Said, number: int) -> None:
    """A parcel has brought the county's word: it is the newest receipt now, unless a newer one came over the line."""
    before = last_receipt(registry)
    if before is not None and before.at_ms > said.at_ms:
        return
    me, answering = identity(registry), server(registry)
    made = Receipt(
        server=answering.name,
        device=me.certificate.name,
        at_ms=said.at_ms,
        root=root(said.tips).hex(),
        streams=len(said.tips),
        level=said.level.value,
        by_parcel=number,
    )
    registry.put_setting(RECEIPT, json.dumps(asdict(made)))


def _counts(outcome: Outcome, seconds: float) -> dict[str, int]:
    return {
        "sent_commits": outcome.sent.commits,
        "sent_bytes": outcome.sent.size,
        "received_commits": outcome.received_commits,
        "received_bytes": outcome.received_bytes,
        "held": outcome.held + sum(one.held for one in outcome.verdicts),
        "ms": round(seconds * 1000),
    }


def _synced(registry: Registry, outcome: Outcome, receipt: Receipt) -> Synced:
    return Synced(
        sent_commits=outcome.sent.commits,
        sent_bytes=outcome.sent.size,
        received_commits=outcome.received_commits,
        received_bytes=outcome.received_bytes,
        round_trips=outcome.round_trips,
        conflicts=len(registry.conflicts()),
        held_there=sum(one.held for one in outcome.verdicts),
        is_full_there=any(one.refused == FULL for one in outcome.verdicts),
        held_here=outcome.held,
        receipt=receipt,
        records=frozenset(outcome.records),
        was_copied=outcome.was_copied,
        is_behind=outcome.is_behind,
        days_left=days_left(registry, receipt.at_ms),
    )


@contextlib.contextmanager
def line(registry: Registry, county: County | None) -> Generator[County]:
    """The county over its line, unless another one is given."""
    if county is not None:
        yield county
        return
    from fupin_desktop.sync.http import HttpCounty, client

    known = link(registry)
    with client(known.url, known.tls) as http:
        yield HttpCounty(http)


@contextlib.contextmanager
def _in_words(outcome: Outcome) -> Generator[None]:
    """Say in one sentence why it did not come to its end, and what is safe."""
    try:
        yield
    except LineLost:
        raise Unavailable(f"网络断了，没有同步完。{_so_far(outcome)}等网络好了再同步，会从断开的地方接着来。") from None
    except Busy as busy:
        seconds = round(busy.after_seconds)
        raise Unavailable(f"县里的服务器正忙，请过 {seconds} 秒再同步。资料都还在本机。") from None
    except TurnedAway as away:
        other = f"县里的服务器没有接受这次同步（{away.reason}）。请打电话问县里。"
        raise Refused(REASONS.get(away.reason, other)) from None
    except (BadMessage, BadFrame):
        raise Unavailable("县里服务器的答复读不懂，没有同步完。资料都还在本机。请过一会儿再试。") from None


def _so_far(outcome: Outcome) -> str:
    if not (outcome.sent.commits or outcome.received_commits):
        return "资料都还在本机。"
    return f"已经收到 {outcome.received_commits} 处改动；"


def _nobody(stage: Stage, so_far: int) -> None:
    """Nobody looks on."""
