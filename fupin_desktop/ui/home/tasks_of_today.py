"""Which cards stand under 今天要办, and what each of them opens; no widget."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any

from fupin_desktop.fields.days import CHINA
from fupin_desktop.services.overview import Draft, Overview
from fupin_desktop.ui.ledgers.pages import place_of
from fupin_desktop.ui.shell.lamp import light_of

if TYPE_CHECKING:
    from fupin_desktop.services.print_papers import OutdatedPaper


@dataclass(frozen=True, slots=True)
class Card:
    """One thing to do: its number and words, its drawing and mood, and the page with its wish."""

    number: str
    words: str
    detail: str
    icon: str
    mood: str
    page: str
    wish: Any


def cards_of(
    seen: Overview, outdated: "Sequence[OutdatedPaper]", now: datetime, notices: Sequence[str] = ()
) -> list[Card]:
    """The cards in the order of urgency; nothing that is at nought is shown."""
    hung = _to_take_down(notices)
    return [*_promises(seen), *hung, *_to_reprint(outdated), *_to_check(seen), *_unfinished(seen, now)]


def _to_take_down(notices: Sequence[str]) -> list[Card]:
    if not notices:
        return []
    detail = f"填上取下的日期和异议：{notices[0]}"
    return [Card(f"{len(notices)} 个", "公示期满，可以取下", detail, "notice", "warn", "procedures", None)]


def _promises(seen: Overview) -> list[Card]:
    cards: list[Card] = []
    if seen.conflicts:
        wish = {"section": "conflicts", "household": seen.conflicts[0]}
        detail = "两个人改了同一处，请定下哪个对"
        cards.append(Card(f"{len(seen.conflicts)} 户", "有待定的冲突", detail, "conflict", "danger", "sync", wish))
    if seen.overdue:
        homes = tuple(dict.fromkeys(one.household_id for one in seen.overdue))
        first = seen.overdue[0]
        detail = f"最早的一项：{first.content}（{first.ends_on} 到期）"
        wish = exactly(homes, "计划到期没有办结")
        cards.append(Card(f"{len(seen.overdue)} 项", "帮扶计划到期没有办结", detail, "due", "warn", "households", wish))
    if seen.without_helper:
        words = "没有帮扶责任人"
        wish = exactly(seen.without_helper, words)
        cards.append(
            Card(f"{len(seen.without_helper)} 户", words, "请给他们结对", "helper", "warn", "households", wish)
        )
    return cards


def _to_reprint(outdated: "Sequence[OutdatedPaper]") -> list[Card]:
    by_paper: dict[tuple[str, str], list[str]] = {}
    for one in outdated:
        by_paper.setdefault((one.paper, one.title), []).append(one.household_id)
    detail = "资料改过，户里和墙上的已经过时"
    return [
        Card(f"{len(ids)} 份", f"「{title}」要重新打印", detail, "paper", "warn", "printing", reprint(paper, ids))
        for (paper, title), ids in by_paper.items()
    ]


def _to_check(seen: Overview) -> list[Card]:
    cards: list[Card] = []
    for level, words, mood in (
        ("E", "资料有错误", "danger"),
        ("M", "资料有缺项", "warn"),
        ("W", "资料有可疑之处", "calm"),
    ):
        homes = seen.findings.get(level, ())
        if homes:
            wish = {"problem": (level,)}
            cards.append(Card(f"{len(homes)} 户", words, "点开看是哪几户", "check", mood, "households", wish))
    return cards


def _unfinished(seen: Overview, now: datetime) -> list[Card]:
    cards: list[Card] = []
    if seen.drafts:
        cards.append(_of_drafts(seen.drafts))
    if seen.batches:
        detail = "看过差别，再决定要不要写进去"
        cards.append(Card(f"{seen.batches} 批", "导入的表格等着确认", detail, "import", "warn", "import", ()))
    light = light_of(seen.last_backup_ms, now)
    if light.colour != "good" and seen.household_ids:
        number = "没有备份" if seen.last_backup_ms is None else f"{_days_since(seen.last_backup_ms, now)} 天"
        words = "请马上做一次" if seen.last_backup_ms is None else "没有备份"
        wish = {"section": "backup"}
        cards.append(Card(number, words, "电脑坏了，备份能找回全部资料", "backup", light.colour, "settings", wish))
    return cards


def _of_drafts(drafts: Sequence[Draft]) -> Card:
    """One household's form opens where it was left; of several the list is shown."""
    homes = tuple(dict.fromkeys(one.household_id for one in drafts if one.household_id))
    number, words = f"{len(drafts)} 份", "表没有填完"
    if len(homes) == 1:
        first = next(one for one in drafts if one.household_id)
        detail = f"上次填到一半：{first.title}" if first.title else "上次填到一半，内容还在"
        return Card(number, words, detail, "draft", "warn", "dossier", (first.household_id, first.section))
    if homes:
        return Card(
            number, words, "上次填到一半，内容还在", "draft", "warn", "households", exactly(homes, "表没有填完")
        )
    record = drafts[0].section.partition(":")[2]  # of a list of the village: see ui/ledgers
    page, wish = (place_of(record) or "village", f"{record}." if record else None)
    return Card(number, words, "上次填到一半，内容还在", "draft", "warn", page, wish)


def exactly(household_ids: Sequence[str], called: str) -> dict[str, tuple[str, ...]]:
    """A wish for just these households, and what they have in common."""
    return {"id": tuple(household_ids), "called": (called,)}


def reprint(paper: str, household_ids: Sequence[str]) -> dict[str, Any]:
    """A wish for a paper of these households."""
    return {"paper": paper, "household_ids": tuple(dict.fromkeys(household_ids))}


def _days_since(last_ms: int, now: datetime) -> int:
    return (now.date() - datetime.fromtimestamp(last_ms / 1000, CHINA).date()).days
