"""The lane of photos on the command line: estimates, the lane after the text, what came of it. It has no command."""

from typing import TYPE_CHECKING, Any

from fupin_desktop.cli.opening import tell
from fupin_desktop.domain.errors import Refused, Unavailable

if TYPE_CHECKING:
    from fupin_desktop.services.carry_photos import Carried
    from fupin_desktop.services.photos_waiting import PhotosWaiting
    from fupin_desktop.services.ports import Registry


def estimated(registry: "Registry") -> tuple[dict[str, Any], str]:
    """What would travel and how long it takes on this line, in figures and words."""
    from fupin_desktop.services.photo_words import duration_words, waiting_photo_words
    from fupin_desktop.services.print_receipt import size_words
    from fupin_desktop.services.sync_state import waiting

    found = waiting(registry)
    text = {"commits": found.commits, "bytes": found.size, "seconds": found.seconds}
    long = "" if found.seconds is None else f"，约 {duration_words(found.seconds)}"
    said = f"文字：要送 {found.commits} 处改动 {size_words(found.size)}{long}。"
    return {"text": text, "photos": _waiting(found.photos)}, said + waiting_photo_words(found.photos)


def check(megabytes: int | None) -> None:
    """Refused, before anything travels, if it is no budget."""
    if megabytes is not None and megabytes < 1:
        raise Refused("--photo-budget 请填不小于 1 的整数（MB）；不想传照片就用 --no-photos。")


def carried(registry: "Registry", *, wanted: bool | None, megabytes: int | None) -> "Carried | None":
    """The lane, if it is wanted; the text is through, so what goes wrong here is told and is no failure of the sync."""
    from fupin_desktop.services.carry_photos import carry_photos
    from fupin_desktop.services.photos_waiting import MEGA, photos_travel

    if wanted is False or (wanted is None and not photos_travel(registry)):
        return None
    try:
        return carry_photos(registry, budget=None if megabytes is None else megabytes * MEGA)
    except (Refused, Unavailable) as error:
        tell(str(error))
        return None


def in_figures(done: "Carried") -> dict[str, Any]:
    """A session of the lane as JSON."""
    return {
        "sent": {"count": done.sent, "bytes": done.sent_bytes},
        "received": {"count": done.received, "bytes": done.received_bytes},
        "round_trips": done.round_trips,
        "ended": done.ended.value,
        "left": _waiting(done.left),
    }


def in_words(done: "Carried") -> str:
    """A session of the lane in a sentence."""
    from fupin_desktop.services.photo_words import carried_words

    return carried_words(done)


def _waiting(found: "PhotosWaiting") -> dict[str, Any]:
    return {
        "send": {"count": found.sent, "bytes": found.sent_bytes},
        "receive": {"count": found.received, "bytes": found.received_bytes},
        "elsewhere": found.elsewhere,
        "seconds": found.seconds,
        "budget": found.budget,
    }
