"""Exchanges in words: the lamp, what waits, what came of it, the list of the last ones. No widget, reads nothing."""

from datetime import datetime

from fupin_desktop.fields.days import CHINA
from fupin_desktop.services.exchange_history import Exchange, Happening
from fupin_desktop.services.exchange_parcels import Read, Written
from fupin_desktop.services.photo_words import duration_words
from fupin_desktop.services.print_receipt import size_words
from fupin_desktop.services.renew_certificate import running_out_words
from fupin_desktop.services.sync_state import SyncState, Waiting
from fupin_desktop.services.synchronise import FULL_THERE, Synced
from fupin_desktop.ui.shell.lamp import Light

LATE, TOO_LATE = 8, 15  # days: they drive to the township once a week


def day_words(at_ms: int, now: datetime) -> str:
    """「今天 14:20」「昨天」「7月3日」; the year only where it is another one."""
    at = datetime.fromtimestamp(at_ms / 1000, CHINA)
    days = (now.date() - at.date()).days
    if days == 0:
        return f"今天 {at.hour}:{at:%M}"
    if days == 1:
        return "昨天"
    year = "" if at.year == now.year else f"{at.year}年"
    return f"{year}{at.month}月{at.day}日"


def light_of_sync(state: SyncState, now: datetime) -> Light:
    """What the lamp says of the county."""
    unsent = f"{state.unsent:,} 条未送" if state.unsent else "都已送到"
    if state.parcel:
        unsent = f"{state.unsent:,} 条等第 {state.parcel} 号数据包的回执"
    if state.confirmed_at_ms is None:
        return Light(f"还没有和县里同步过 · {unsent}", unsent, "warn")
    days = (now.date() - datetime.fromtimestamp(state.confirmed_at_ms / 1000, CHINA).date()).days
    colour = "good"
    if state.unsent:
        colour = "danger" if days >= TOO_LATE else "warn" if days >= LATE else "good"
    elif days >= TOO_LATE:
        colour = "warn"
    until = day_words(state.confirmed_at_ms, now)
    return Light(f"县里已确认到 {until} · {unsent}", unsent if state.unsent else f"{until} 已同步", colour)


def waiting_words(found: Waiting) -> str:
    """What would be sent, and how long that takes."""
    if not found.commits:
        return "这台电脑没有要送的。同步一次，可以收到县里和同事的改动。"
    what = f"要送 {size_words(found.size)} 文字（{found.commits:,} 处改动）"
    if found.seconds is None:
        return f"{what}。这条线路还没有测过速度，估不出要多久；中途断了，下次会接着送。"
    return f"{what}，按上次的速度约 {duration_words(found.seconds)}。"


def moved_words(commits: int, size: int) -> str:
    """「12 处改动（3.2 KB）」."""
    return f"{commits:,} 处改动（{size_words(size)}）" if commits else "0 处改动"


def synced_words(found: Synced) -> str:
    """What an exchange did, in a sentence or two."""
    if found.sent_commits or found.received_commits:
        sent = moved_words(found.sent_commits, found.sent_bytes)
        came = moved_words(found.received_commits, found.received_bytes)
        said = f"同步完成：送出 {sent}，收到 {came}。"
    else:
        said = "同步完成：两边已经一样，没有要送的，也没有要收的。"
    return said + "".join(_beside(found))


def _beside(found: Synced) -> list[str]:
    """What the person should know beside the result."""
    said: list[str] = []
    if found.held_there:
        said.append(f"有 {found.held_there:,} 处改动县里先放着，要等县里的人决定；可以打电话问一问。")
    if found.is_full_there:
        said.append(FULL_THERE)
    if found.held_here:
        said.append(f"收到的改动里有 {found.held_here:,} 处核对不过，没有写进登记库，请告诉县里。")
    if found.was_copied:
        said.append("有另一台电脑在用这份登记库的拷贝：两边的改动都保留了，请告诉县里。")
    if found.is_behind:
        said.append("县里的服务器恢复过旧的备份，缺的改动已经由这台电脑补上。")
    if found.days_left is not None:
        said.append(running_out_words(found.days_left))
    return said


def to_decide_words(count: int) -> str:
    """What is left to do after an exchange; "" if nothing is."""
    return f"有 {count:,} 处两个人填得不一样，请核定。" if count else ""


def written_words(made: Written) -> str:
    """A parcel was written, and what to do with it."""
    to_whom = "、".join(made.receivers)
    return (
        f"第 {made.number} 号数据包已写好：{made.commits:,} 处改动，{size_words(made.size)}，文件是 {made.path.name}。"
        f"请先弹出优盘再拔下，把它交给：{to_whom}。只有收件的电脑能打开。"
    )


def read_words(got: Read) -> str:
    """A parcel was read."""
    said = f"已读入「{got.sender}」的第 {got.number} 号数据包：收到 {got.commits:,} 处新改动。"
    if not got.commits:
        said = f"「{got.sender}」的第 {got.number} 号数据包里没有新的改动，本机都已经有了。"
    if got.held or got.refused:
        said += f"其中 {got.held + got.refused:,} 处核对不过，没有写进登记库，请告诉县里。"
    if got.receipt:
        said += "里面有县里的回执，可以打印。"
    return said


def exchange_words(one: Exchange, now: datetime) -> str:
    """A line of the list of the last exchanges."""
    when = day_words(one.at_ms, now)
    moved = f"送出 {one.sent_commits:,} 处，收到 {one.received_commits:,} 处"
    match one.what:
        case Happening.SYNCED:
            return f"{when}　同步完成，{moved}"
        case Happening.CUT:
            return f"{when}　没有同步完，{moved}"
        case Happening.STOPPED:
            return f"{when}　中途停下，{moved}"
        case Happening.WRITTEN:
            whom = "给县里" if one.to_county else "给本村别的电脑"
            return f"{when}　写了第 {one.number} 号数据包{whom}，{one.sent_commits:,} 处改动"
        case Happening.READ:
            return f"{when}　读了第 {one.number} 号数据包，收到 {one.received_commits:,} 处"
        case Happening.PHOTOS:
            return f"{when}　照片和扫描件，送出 {one.sent_photos:,} 份，收到 {one.received_photos:,} 份"
