"""How a year's figures come about, and how far away a day is, in words. Pure functions."""

from datetime import date

from fupin_desktop.domain.dossier import Dossier
from fupin_desktop.fields.days import last_day


def explain_count(dossier: Dossier) -> str:
    """How many people share the income, and whether that agrees with the list of members."""
    reported = dossier.now.facts.member_count if dossier.now.facts else None
    listed = len(dossier.members)
    if reported is None:
        return f"按成员名单算，现有 {listed} 人。" if listed else "成员名单还是空的。"
    if reported == listed:
        return "上级报来的人数，与成员名单一致。"
    return f"上级报来 {reported} 人，成员名单上是 {listed} 人，请核对。"


def due_words(ends_on: str | None, done_on: str | None, today: date) -> tuple[str, str]:
    """(words, role) of a promise: when it was kept, or how far away its day is."""
    if done_on:
        return f"已办结 {done_on}", "good"
    day = last_day(ends_on) if ends_on else None
    if day is None:
        return "未定期限", "hint"
    left = (day - today).days
    if left < 0:
        return f"逾期 {-left} 天", "danger"
    return ("今天到期", "warn") if left == 0 else (f"还有 {left} 天", "warn" if left <= 30 else "hint")
