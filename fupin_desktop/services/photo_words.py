"""The lane of photos in sentences, as window and command line tell them."""

from collections.abc import Sequence

from fupin_desktop.catalogue.assistance.attachment import Attachment
from fupin_desktop.services.attach_files import missing_contents
from fupin_desktop.services.carry_photos import Carried, Ended
from fupin_desktop.services.photos_waiting import PhotosWaiting, is_on_the_way
from fupin_desktop.services.ports import Registry
from fupin_desktop.services.print_receipt import size_words

MINUTE, HOUR = 60, 3_600
WHY = {
    Ended.BUDGET: "这次要传的量已经传满",
    Ended.STOPPED: "已按您的意思先到这里",
    Ended.LINE: "线路断了",
    Ended.BUSY: "县里的服务器正忙",
    Ended.FULL: "县里服务器的磁盘满了，照片收不下（文字不受影响），请告诉县里",
}


def waiting_photo_words(found: PhotosWaiting) -> str:
    """What would travel, and how long that takes; "" where there is nothing to say."""
    what = _counts(found.sent, found.sent_bytes, "要送") + _counts(found.received, found.received_bytes, "要收")
    if not what and not found.elsewhere:
        return ""
    said = f"照片和扫描件：{'，'.join(what)}{_how_long(found)}。" if what else "照片和扫描件：要送的都已送到。"
    if found.elsewhere:
        said += f"另有 {found.elsewhere:,} 份还在同事的电脑上，等他们送到县里以后再收。"
    return said


def carried_words(done: Carried) -> str:
    """What a session has moved, why it ended, and what is left."""
    what = _counts(done.sent, done.sent_bytes, "送出") + _counts(done.received, done.received_bytes, "收到")
    moved = "，".join(what) or "没有新的"
    left = done.left.sent + done.left.received
    if done.ended is Ended.ALL:
        said = f"照片和扫描件：{moved}。"
        if done.refused:
            said += f"有 {done.refused:,} 份县里没有收：写着它们的改动县里还没有收下。"
    else:
        rest = f"还剩 {left:,} 份，下次从断开的地方接着传" if left else "下次接着传"
        said = f"照片和扫描件：{moved}；{WHY[done.ended]}，{rest}。"
    if done.unreadable:
        said += f"有 {done.unreadable:,} 份在本机已损坏，送不出去，请从备份恢复附件文件夹。"
    return said


def coming_words(registry: Registry, attachments: Sequence[Attachment]) -> str:
    """Which of these have not come to this computer yet, and where they are; "" if all are here."""
    lacking = missing_contents(registry, [one for one in attachments if one.blob])
    if not lacking:
        return ""
    there = sum(is_on_the_way(registry, one.blob or "") for one in lacking)
    said = f"有 {len(lacking):,} 份的原图还没有到这台电脑。"
    said += f"县里已有 {there:,} 份，下次同步照片会收到。" if there else ""
    if there < len(lacking):
        said += f"{len(lacking) - there:,} 份还在同事的电脑上，等他们送到县里以后会收到。"
    return said


def duration_words(seconds: float) -> str:
    """「10 秒」「4 分钟」「2 小时」."""
    if seconds < MINUTE:
        return f"{max(5, round(seconds / 5) * 5)} 秒"
    if seconds < HOUR:
        return f"{max(1, round(seconds / MINUTE))} 分钟"
    hours = seconds / HOUR
    return f"{hours:.0f} 小时" if hours >= 10 or abs(hours - round(hours)) < 0.05 else f"{hours:.1f} 小时"


def _counts(count: int, size: int, verb: str) -> list[str]:
    if not count:
        return [f"{verb}预览图 {size_words(size)}"] if size else []
    return [f"{verb} {count:,} 份 {size_words(size)}"]


def _how_long(found: PhotosWaiting) -> str:
    if found.seconds is None or found.now_seconds is None:
        return "，这条线路还没有测过速度，估不出要多久"
    if found.size <= found.budget:
        return f"，约 {duration_words(found.seconds)}"
    return (
        f"，全部约 {duration_words(found.seconds)}；"
        f"每次最多传 {size_words(found.budget)}，这次约 {duration_words(found.now_seconds)}"
    )
