"""The certificate of this computer: made anew with the weekly sync, long before it runs out.

Whoever has not synced for two years gets in again with a new code; nothing on the computer is lost by that.
"""

from dataclasses import replace

from fupin_desktop.domain.errors import Refused, Unavailable
from fupin_desktop.services.county_link import device_keys, identity, keep_link, link
from fupin_desktop.services.ports import Registry
from fupin_desktop.sync.certificates import Certificate, read
from fupin_desktop.sync.protocol import Busy, LineLost, TurnedAway
from fupin_desktop.sync.signing import NotVouched

DAY_MS = 86_400_000
DUE_DAYS = 90  # before its end: earlier the county gives the same again (docs/exchange.md §3)
TOLD_DAYS = 30  # before its end a person hears of it


def renew_if_due(registry: Registry, now_ms: int) -> None:
    """Ask for it anew where it is near its end. What does not come is asked for again with the next sync."""
    me = identity(registry)
    if me.certificate.not_after_ms - now_ms > DUE_DAYS * DAY_MS:
        return
    from fupin_desktop.sync.http import HttpCounty, client, renew

    known = link(registry)
    try:
        with client(known.url, known.tls) as http:
            content = renew(HttpCounty(http), device_keys(registry), me.certificate)
        fresh = read(content, me.authority)
    except (LineLost, Busy, TurnedAway, NotVouched, Refused, Unavailable):
        return
    if _is_ours(fresh, me.certificate):
        registry.replica().keep_credentials([(me.device, content)], [])
        keep_link(registry, replace(known, certificate=content))


def days_left(registry: Registry, now_ms: int) -> int | None:
    """How many days the certificate still holds, where a person has to hear of it; None otherwise."""
    left = (identity(registry).certificate.not_after_ms - now_ms) // DAY_MS
    return max(0, left) if left < TOLD_DAYS else None


def running_out_words(days: int) -> str:
    """What to do about it."""
    return f"这台电脑的接入证书还有 {days} 天到期，没有续上。请打电话问县里；资料都在本机，不受影响。"


def _is_ours(fresh: Certificate, old: Certificate) -> bool:
    return (fresh.device, fresh.sign, fresh.box) == (old.device, old.sign, old.box)
