"""Parcels at the server: a laptop's stick is read, and the answer is written for it (docs/exchange.md §9).

What a laptop has said to have is kept, so that the next stick for it holds no more than it lacks.
"""

import os
from collections.abc import Collection
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from county_server import issuing, kept
from county_server.store import Store
from fupin_desktop.domain.errors import Refused, Unavailable
from fupin_desktop.domain.streams import Tip
from fupin_desktop.sync.certificates import Certificate
from fupin_desktop.sync.chain import plan
from fupin_desktop.sync.messages import packed_tips, unpacked_tips
from fupin_desktop.sync.packing import BadMessage, pack, unpack
from fupin_desktop.sync.parcel import NoParcel, NotForUs, Word, read_parcel, write_parcel
from fupin_desktop.sync.pieces import Altered, Cut
from fupin_desktop.sync.revocations import MOST_BYTES as MOST_TIPS_BYTES
from fupin_desktop.sync.signing import NotVouched

NUMBER, HEARD = "parcel number", "parcel heard "
RECORDS = 300


@dataclass(frozen=True, slots=True, kw_only=True)
class Read:
    """What a stick has brought."""

    device: str
    name: str
    number: int
    commits: int
    size: int
    held: int
    refused: int
    is_revoked: bool
    answer: Path | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Written:
    """A stick for a laptop."""

    file: Path
    number: int
    name: str
    commits: int
    size: int


def read(store: Store, file: Path, answer: Path | None = None) -> Read:
    """Take in a laptop's parcel; with `answer`, write the one that goes back. Refused, and then nothing was taken."""
    try:
        with file.open("rb") as source:
            word, received = read_parcel(source, store.replica, store.me)
    except FileNotFoundError:
        raise Refused(f"没有找到「{file}」。") from None
    except OSError as error:
        raise Unavailable(
            f"「{file.name}」读不出来：{error.strerror or '磁盘出错'}。请重新拷一次，或换一个优盘。"
        ) from None
    except (NoParcel, NotForUs, Cut, Altered, NotVouched, BadMessage) as error:
        raise Refused(f"「{file.name}」{_fault(error)}登记库没有改动。") from None
    is_revoked = store.me.trust(store.replica).is_revoked(word.sender)
    if not is_revoked:
        _hear(store, word)
    while store.replica.derive_stale(RECORDS):
        pass
    commits, held = (sum(getattr(one, name) for one in received.verdicts) for name in ("taken", "held"))
    refused = sum(1 for one in received.verdicts if one.refused)
    counts = {"commits": commits, "held": held, "refused": refused, "bytes": received.size, "number": word.number}
    store.replica.note(word.sender.device, "parcel_read", counts)
    return Read(
        device=word.sender.device,
        name=word.sender.name,
        number=word.number,
        commits=commits,
        size=received.size,
        held=held,
        refused=refused,
        is_revoked=is_revoked,
        answer=None if answer is None or is_revoked else write(store, answer, word.sender.device).file,
    )


def write(store: Store, file: Path, device: str) -> Written:
    """Write what a laptop lacks, as far as it has said what it has; in doubt more is written."""
    receiver = _receiver(store, device)
    store.vouch()
    theirs = _heard(store, device)
    mine = store.replica.tips(receiver.prefixes, held=False)
    todo = plan(mine, theirs, store.replica.knows(tip.id for tip in theirs))
    streams = todo.push | {stream: frozenset[bytes]() for stream in todo.forked}
    with store.database.writing("写数据包") as connection:
        number = kept.number(connection, NUMBER) + 1
        kept.put_number(connection, NUMBER, number)
    partial = file.with_name(file.name + ".part")
    receipt = store.answering.receipt_for(receiver)
    try:
        with partial.open("wb") as target:
            sent = write_parcel(
                target,
                store.replica,
                store.me,
                [receiver],
                streams,
                number,
                receipt,
                prefixes=receiver.prefixes,
            )
            target.flush()
            os.fsync(target.fileno())
        partial.replace(file)
    except OSError as error:
        with suppress(OSError):
            partial.unlink(missing_ok=True)
        raise Unavailable(
            f"数据包没有写成：{error.strerror or '磁盘出错'}。请检查优盘是否已满、是否只读，或换一个位置再写。"
        ) from None
    store.replica.note(device, "parcel_written", {"commits": sent.commits, "bytes": sent.size, "number": number})
    size = file.stat().st_size
    return Written(file=file, number=number, name=receiver.name, commits=sent.commits, size=size)


def _receiver(store: Store, device: str) -> Certificate:
    with store.database.reading() as connection:
        row = issuing.newest(connection, device)
    content = store.replica.certificate(device) if row is None else bytes(row.content)
    found = store.me.trust(store.replica).certificate(content)
    if found is None or device == store.own.device:
        raise Refused(f"没有编号为 {device} 的电脑。请用 fupin-county devices 查看编号。")
    if store.me.trust(store.replica).is_revoked(found):
        raise Refused(f"电脑「{found.name}」已经停用，不给它写数据包。")
    return found


def _hear(store: Store, word: Word) -> None:
    with store.database.writing("记下对方有什么") as connection:
        kept.put(connection, HEARD + word.sender.device, pack(packed_tips(word.tips)))


def _heard(store: Store, device: str) -> Collection[Tip]:
    with store.database.reading() as connection:
        content = kept.get(connection, HEARD + device)
    return () if content is None else unpacked_tips(unpack(content, 4 * MOST_TIPS_BYTES))


def _fault(error: Exception) -> str:
    match error:
        case Cut():
            return "不完整，多半是优盘拔早了或者没有拷完。请在写它的电脑上重新写一次。"
        case NotForUs():
            return "不是给本服务器的数据包，这里打不开它。请看是不是拿错了文件。"
        case NoParcel():
            return "不是驻村帮扶工作台的数据包，或者是更新版本的程序写的。"
        case NotVouched():
            return "的签名通不过核对：写它的电脑没有本县的证书。"
        case _:
            return "的内容被改动过或已经损坏。请在写它的电脑上重新写一次。"
