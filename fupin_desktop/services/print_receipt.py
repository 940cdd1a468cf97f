"""The last receipt as a page for the file of the village, and as lines for the screen."""

from collections.abc import Sequence
from datetime import datetime
from pathlib import Path

from fupin_desktop.catalogue.regions import region_path
from fupin_desktop.domain.errors import Refused
from fupin_desktop.fields.days import CHINA
from fupin_desktop.services.county_link import identity
from fupin_desktop.services.overview import village_title
from fupin_desktop.services.ports import Registry
from fupin_desktop.services.synchronise import Receipt, last_receipt

LEVELS = {"applied": "已经写进县里的登记库", "durable": "已经写进县里的登记库，并有异地备份"}


def receipt_lines(registry: Registry, receipt: Receipt) -> Sequence[tuple[str, str]]:
    """What it says, line by line."""
    at = datetime.fromtimestamp(receipt.at_ms / 1000, CHINA)
    how = f"优盘（第 {receipt.by_parcel} 号数据包）" if receipt.by_parcel else "网络"
    lines = [
        ("所在地", place_of(registry)),
        ("电脑", receipt.device),
        ("县服务器", receipt.server),
        ("时间", f"{at.year}年{at.month}月{at.day}日 {at:%H:%M}（县里的时钟）"),
        ("方式", how),
    ]
    if not receipt.by_parcel:
        lines += [
            ("送出", f"{receipt.sent_commits:,} 处改动，{size_words(receipt.sent_bytes)}"),
            ("收到", f"{receipt.received_commits:,} 处改动，{size_words(receipt.received_bytes)}"),
        ]
    return [*lines, ("状态", LEVELS.get(receipt.level, LEVELS["applied"]))]


def place_of(registry: Registry) -> str:
    """The regions that this computer exchanges, by their names."""
    return "、".join(_place(registry, code) for code in identity(registry).prefixes)


def _place(registry: Registry, code: str) -> str:
    path = region_path(code)
    above = "".join(part for part in (path.county, path.township) if part)
    if len(code) < 12:
        return above or code
    return above + village_title(registry, code)


def print_receipt(registry: Registry, target: Path) -> Path:
    """Write the last receipt as a PDF; Refused if there is none."""
    from fupin_desktop.pdf.sync_receipt import ReceiptPaper, write_receipt

    receipt = last_receipt(registry)
    if receipt is None:
        raise Refused("还没有回执：和县里同步成功一次以后才有。请先同步。")
    paper = ReceiptPaper(
        place=place_of(registry),
        rows=receipt_lines(registry, receipt),
        spoken=receipt.spoken,
        made_on=registry.today(),
    )
    write_receipt(paper, target)
    return target


def size_words(size: int) -> str:
    """「38 KB」「92 MB」: as people say it, never more exact than it helps."""
    if size < 1_000:
        return f"{size} 字节"
    if size < 1_000_000:
        return f"{size / 1_000:.0f} KB" if size >= 10_000 else f"{size / 1_000:.1f} KB"
    return f"{size / 1_000_000:.1f} MB"
