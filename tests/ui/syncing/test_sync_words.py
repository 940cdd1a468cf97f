"""What is said of an exchange: the lamp, what waits, how long it takes."""

from datetime import datetime, timedelta

import pytest

from fupin_desktop.fields.days import CHINA
from fupin_desktop.services.photo_words import waiting_photo_words
from fupin_desktop.services.photos_waiting import PhotosWaiting
from fupin_desktop.services.sync_state import SyncState, Waiting, grouped_code
from fupin_desktop.ui.syncing.sync_words import day_words, duration_words, light_of_sync, waiting_words

NOW = datetime(2018, 7, 10, 9, 30, tzinfo=CHINA)


def ms(moment: datetime) -> int:
    return round(moment.timestamp() * 1000)


def state(days: int | None, unsent: int, parcel: int = 0) -> SyncState:
    at = None if days is None else ms(NOW - timedelta(days=days))
    return SyncState(is_enrolled=True, confirmed_at_ms=at, unsent=unsent, parcel=parcel)


@pytest.mark.parametrize(
    ("days", "unsent", "parcel", "words", "colour"),
    [
        (7, 12, 0, "县里已确认到 7月3日 · 12 条未送", "good"),
        (9, 12, 0, "县里已确认到 7月1日 · 12 条未送", "warn"),
        (20, 12, 0, "县里已确认到 6月20日 · 12 条未送", "danger"),
        (20, 0, 0, "县里已确认到 6月20日 · 都已送到", "warn"),
        (0, 0, 0, "县里已确认到 今天 9:30 · 都已送到", "good"),
        (2, 5, 3, "县里已确认到 7月8日 · 5 条等第 3 号数据包的回执", "good"),
        (None, 1, 0, "还没有和县里同步过 · 1 条未送", "warn"),
    ],
)
def test_the_lamp(days: int | None, unsent: int, parcel: int, words: str, colour: str) -> None:
    light = light_of_sync(state(days, unsent, parcel), NOW)
    assert (light.words, light.colour) == (words, colour)


def test_another_year_is_named() -> None:
    assert day_words(ms(NOW - timedelta(days=400)), NOW) == "2017年6月5日"


def test_what_waits_is_told_with_its_time_on_this_line() -> None:
    told = waiting_words(Waiting(commits=120, size=38_000, seconds=240, photos=PhotosWaiting()))
    assert told == "要送 38 KB 文字（120 处改动），按上次的速度约 4 分钟。"


def test_photos_are_told_with_both_times_where_one_session_is_not_enough() -> None:
    told = waiting_photo_words(PhotosWaiting(sent=61, sent_bytes=92_000_000, seconds=7_200, budget=20_000_000))
    assert told == "照片和扫描件：要送 61 份 92.0 MB，全部约 2 小时；每次最多传 20.0 MB，这次约 26 分钟。"
    assert waiting_photo_words(PhotosWaiting()) == ""
    later = waiting_photo_words(PhotosWaiting(elsewhere=3))
    assert "3 份还在同事的电脑上" in later


@pytest.mark.parametrize(("seconds", "words"), [(2, "5 秒"), (44, "45 秒"), (150, "2 分钟"), (7_200, "2 小时")])
def test_time_is_told_no_finer_than_it_is_known(seconds: float, words: str) -> None:
    assert duration_words(seconds) == words


def test_a_code_is_grouped_from_whatever_was_typed() -> None:
    assert grouped_code("ａｂ12·cd o") == "AB12C-D0"
