"""What a conflict card says around the values: why it is there, who wrote what and when. No widget."""

from datetime import datetime

from fupin_desktop.services.conflict_cards import Card, CardKind, Hand, Said
from fupin_desktop.services.record_words import BLANK
from fupin_desktop.ui.syncing.sync_words import day_words
from fupin_desktop.ui.tables.masking import masked_field

KEPT = "没有选中的说法也留在修改历史里；定错了，可以在左下的「操作」里撤销。"
BY_COUNTY = "这一栏由县里定：等县里定好，下次同步就会收到。你们可以打电话告诉县里哪个对。"
UNDECIDED = "两个人各填各的，填得不一样。"
WHY = {
    CardKind.VALUE: "两个人各填各的，填得不一样。请定下哪个对。",
    CardKind.GROUP: "这几栏要一起定：两个人各改了一遍，改得不一样。请定下哪一份对。",
    CardKind.TRANSITION: "两边各办了一次变动，办得不一样。请定下算哪一次；另一次留在修改历史里。",
    CardKind.EDITED_AFTER_DELETION: "一边放进了回收站，另一边不知道，又改了它。请定下留还是不留。",
    CardKind.DUPLICATE: "两台电脑上各登记了一个人，证件号码一样。是同一个人就合并，合并以后也可以撤销。",
    CardKind.DOUBLE_PAYMENT: "两台电脑上各记了一笔帮扶，日期、类别、金额都一样。是同一笔就合并，免得算两次。",
    CardKind.TWO_HOUSEHOLDS: "同一个人现在在两户里。请定下是哪户的人；另一户里的那条放进回收站。",
    CardKind.ORPHAN: "这些记录所属的户不在这台电脑里，可能还没有收到。再同步一次；还是没有，请打电话问乡镇。",
}

SAME = {CardKind.DUPLICATE: "是同一个人，合并", CardKind.DOUBLE_PAYMENT: "是同一笔，合并"}
DIFFERENT = {CardKind.DUPLICATE: "不是同一个人", CardKind.DOUBLE_PAYMENT: "确实是两笔"}
NOTED = {
    CardKind.DUPLICATE: "已记下：不是同一个人，这台电脑上不再问。证件号码有一个填错了，请核对。",
    CardKind.DOUBLE_PAYMENT: "已记下：确实是两笔，这台电脑上不再问。",
}


def heading(card: Card) -> str:
    """「张来福户　家庭住址」."""
    return f"{card.whose}　{card.what}"


def since(card: Card, now: datetime) -> str:
    """From when on it is so."""
    return f"{day_words(card.since_ms, now)}起" if card.since_ms else ""


def hand_words(hand: Hand, now: datetime) -> str:
    """「李驻村　今天 14:20　在甲子沟村二号机上」."""
    return f"{hand.user}　{day_words(hand.at_ms, now)}　在「{hand.device}」上" if hand.at_ms else ""


def value_words(said: Said, *, is_revealed: bool) -> str:
    """A value, masked until it is asked for."""
    return _shown(said, said.words, is_revealed)


def saw_words(said: Said, *, is_revealed: bool) -> str:
    """What the writer had before his eyes."""
    if not said.saw:
        return ""
    if said.saw == BLANK:
        return "改的时候这里是空的"
    return f"改的时候看到的是：{_shown(said, said.saw, is_revealed)}"


def _shown(said: Said, words: str, is_revealed: bool) -> str:
    if is_revealed or said.is_open or words == BLANK:
        return words
    return masked_field(said.record, said.field, words)
