"""Exchanging by stick: a parcel written for the county or for the village's other laptops, and one read."""

import json
import os
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from fupin_desktop.domain.errors import Refused, Unavailable
from fupin_desktop.domain.streams import Tip
from fupin_desktop.services.county_link import identity, server
from fupin_desktop.services.exchange_history import Happening, note
from fupin_desktop.services.ports import Registry
from fupin_desktop.services.synchronise import keep_parcel_receipt
from fupin_desktop.sync.certificates import Certificate
from fupin_desktop.sync.chain import plan
from fupin_desktop.sync.identity import Identity
from fupin_desktop.sync.packing import BadMessage
from fupin_desktop.sync.parcel import NoParcel, NotForUs, Word, read_parcel, write_parcel
from fupin_desktop.sync.pieces import Altered, Cut
from fupin_desktop.sync.receipts import Receipt, read_receipt
from fupin_desktop.sync.session import vouch_for_own
from fupin_desktop.sync.signing import NotVouched

SUFFIX = ".fpkg"
NUMBER, HEARD = "parcel_number", "parcels_heard"
TO = ("county", "village")


@dataclass(frozen=True, slots=True, kw_only=True)
class Written:
    """A parcel that was written."""

    path: Path
    number: int
    commits: int
    size: int
    receivers: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Read:
    """What a parcel has brought."""

    sender: str
    number: int
    at_ms: int
    commits: int
    size: int
    held: int
    refused: int
    conflicts: int
    records: frozenset[str]
    receipt: Receipt | None  # the county's, in the parcel that comes back


def write(registry: Registry, file: Path, to: str = "county") -> Written:
    """Write what the receivers lack, as far as it is known what they have; in doubt more is written."""
    if to not in TO:
        raise Refused(f"「{to}」不对：--to 只能是 county（给县里）或 village（给本村别的电脑）。")
    me, replica = identity(registry), registry.replica()
    receivers = [server(registry)] if to == "county" else _village(registry, me)
    vouch_for_own(replica, me)
    theirs = _known_there(registry, receivers)
    todo = plan(replica.tips(me.prefixes), theirs, replica.knows(tip.id for tip in theirs))
    streams = todo.push | {stream: frozenset[bytes]() for stream in todo.forked}  # nobody can ask for a ladder here
    number = int(registry.setting(NUMBER) or 0) + 1
    partial = file.with_name(file.name + ".part")
    try:
        with partial.open("wb") as target:
            sent = write_parcel(target, replica, me, receivers, streams, number)
            target.flush()
            os.fsync(target.fileno())
        partial.replace(file)
    except OSError as error:
        with suppress(OSError):
            partial.unlink(missing_ok=True)
        raise Unavailable(f"数据包没有写成：{_why(error)}登记库没有改动。") from None
    registry.put_setting(NUMBER, str(number))
    made = Written(
        path=file,
        number=number,
        commits=sent.commits,
        size=file.stat().st_size,
        receivers=tuple(one.name for one in receivers),
    )
    counts = {"sent_commits": made.commits, "sent_bytes": made.size, "number": number, "to_county": to == "county"}
    note(registry, receivers[0].device, Happening.WRITTEN, counts)
    return made


def read(registry: Registry, file: Path) -> Read:
    """Take in a parcel; a file that is cut off, altered, of somebody else or for somebody else changes nothing."""
    me, replica = identity(registry), registry.replica()
    try:
        with file.open("rb") as source:
            word, received = read_parcel(source, replica, me)
    except FileNotFoundError:
        raise Refused(f"没有找到「{file}」。") from None
    except OSError as error:
        raise Unavailable(f"「{file.name}」读不出来：{_why(error)}") from None
    except (NoParcel, NotForUs, Cut, Altered, NotVouched, BadMessage) as error:
        raise Refused(f"「{file.name}」{_fault(error)}登记库没有改动。") from None
    _hear(registry, word)
    receipt = _receipt(registry, me, word)
    if receipt is not None and receipt.server == server(registry).device:
        keep_parcel_receipt(registry, receipt, word.number)
    commits = sum(one.taken for one in received.verdicts)
    counts = {"received_commits": commits, "received_bytes": received.size, "number": word.number}
    note(registry, word.sender.device, Happening.READ, counts)
    return Read(
        sender=word.sender.name,
        number=word.number,
        at_ms=word.at_ms,
        commits=commits,
        size=received.size,
        held=sum(one.held for one in received.verdicts),
        refused=sum(1 for one in received.verdicts if one.refused),
        conflicts=len(registry.conflicts()),
        records=frozenset(received.records),
        receipt=receipt,
    )


def _known_there(registry: Registry, receivers: Sequence[Certificate]) -> set[Tip]:
    """What each of the receivers is known to have: it said so in a parcel, or in a receipt."""
    replica = registry.replica()
    several = [{*_heard(registry, one.device), *replica.confirmed(one.device, "applied")} for one in receivers]
    return several[0].intersection(*several[1:])


def _village(registry: Registry, me: Identity) -> list[Certificate]:
    """The other laptops of the village that are known here."""
    trust = me.trust(registry.replica())
    known = [trust.certificate(content) for content in registry.replica().certificates()]
    return [
        one
        for one in known
        if one and one.device != me.device and one.prefixes == me.prefixes and not trust.is_revoked(one)
    ] or _nobody()


def _nobody() -> list[Certificate]:
    raise Refused("还不知道本村有别的电脑：它们接入县里，并且和县里各同步过一次以后，才能互相传数据包。")


def _receipt(registry: Registry, me: Identity, word: Word) -> Receipt | None:
    if not word.receipt:
        return None
    with suppress(NotVouched):
        said = read_receipt(word.receipt, word.sender.sign)
        if said.device == me.device and said.server == word.sender.device:
            registry.replica().keep_receipt(said.server, word.receipt, said.tips, said.level.value)
            return said
    return None


def _heard(registry: Registry, device: str) -> Sequence[Tip]:
    """What a device said in its last parcel to have."""
    from fupin_desktop.sync.messages import unpacked_tips
    from fupin_desktop.sync.packing import unpack

    kept: dict[str, str] = json.loads(registry.setting(HEARD) or "{}")
    return unpacked_tips(unpack(bytes.fromhex(kept[device]), 16 << 20)) if device in kept else ()


def _hear(registry: Registry, word: Word) -> None:
    from fupin_desktop.sync.messages import packed_tips
    from fupin_desktop.sync.packing import pack

    kept: dict[str, str] = json.loads(registry.setting(HEARD) or "{}")
    kept[word.sender.device] = pack(packed_tips(word.tips)).hex()
    registry.put_setting(HEARD, json.dumps(kept))


def _fault(error: Exception) -> str:
    match error:
        case Cut():
            return "不完整，多半是优盘拔早了或者没有拷完。请到写它的电脑上重新拷一次。"
        case NotForUs():
            return "不是给这台电脑的数据包，本机打不开它。请交给收件的电脑。"
        case NoParcel():
            return "不是本程序的数据包，或者是更新版本的程序写的。"
        case NotVouched():
            return "的签名通不过核对：写它的电脑没有本县的证书。"
        case _:
            return "的内容被改动过或已经损坏。请重新拷一次。"


def _why(error: OSError) -> str:
    known = {
        28: "磁盘满了。请清理出一些空间或换一个优盘。",
        13: "没有写的权限。请换一个位置。",
        30: "这个位置只能读。请换一个位置。",
    }
    return known.get(error.errno or 0, f"{error.strerror or '磁盘出错'}。请换一个位置再试。")
