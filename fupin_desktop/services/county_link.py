"""What a registry knows of its county: under which keys it speaks, whom it believes, and where the server is.

Kept among the registry's settings, and so encrypted with it.
"""

import json
from collections.abc import Callable
from dataclasses import asdict, dataclass, field

from fupin_desktop.domain.errors import Refused
from fupin_desktop.services.ports import Registry
from fupin_desktop.sync.certificates import Certificate, read
from fupin_desktop.sync.identity import Identity
from fupin_desktop.sync.signing import DeviceKeys

OCTETS = ("certificate", "authority", "server", "tls")
KEYS, LINK, OFFSET = "device_keys", "county_link", "clock_offset_ms"
NOT_ENROLLED = (
    "这台电脑还没有接入县里的服务器，不能同步。请向县里要一个接入码，在「同步」里填写，"
    "或运行 fupin enrol 接入码 --server 地址。"
)


@dataclass(frozen=True, kw_only=True)
class CountyLink:
    """What enrolment has brought."""

    url: str
    certificate: bytes  # our own
    authority: bytes  # the county's public key, pinned
    server: bytes  # the server's certificate
    tls: bytes = field(repr=False, default=b"")  # what its line is checked against; empty where the system's will do


def device_keys(registry: Registry) -> DeviceKeys:
    """The keys of this computer, made when they are first asked for."""
    kept = registry.setting(KEYS)
    if kept:
        return DeviceKeys.from_bytes(bytes.fromhex(kept))
    made = DeviceKeys.generate()
    registry.put_setting(KEYS, made.to_bytes().hex())
    return made


def keep_link(registry: Registry, link: CountyLink) -> None:
    """Keep what enrolment has brought."""
    plain = {name: value.hex() if isinstance(value, bytes) else value for name, value in asdict(link).items()}
    registry.put_setting(LINK, json.dumps(plain))


def link(registry: Registry) -> CountyLink:
    """The county of this registry; Refused, with what to do, if it has none."""
    kept = registry.setting(LINK)
    if not kept:
        raise Refused(NOT_ENROLLED)
    plain: dict[str, str] = json.loads(kept)
    octets = {name: bytes.fromhex(plain[name]) for name in OCTETS}
    return CountyLink(url=plain["url"], **octets)


def is_enrolled(registry: Registry) -> bool:
    """Whether there is a county to exchange with."""
    return bool(registry.setting(LINK))


def identity(registry: Registry) -> Identity:
    """Who this computer is to its county; Refused if it is not enrolled."""
    known = link(registry)
    certificate = read(known.certificate, known.authority)
    return Identity(device_keys(registry), certificate, known.authority, county_clock(registry))


def server(registry: Registry) -> Certificate:
    """Who answers."""
    known = link(registry)
    return read(known.server, known.authority)


def county_clock(registry: Registry) -> Callable[[], int]:
    """The county's time, as far as it was learnt at the last contact."""
    offset = int(registry.setting(OFFSET) or 0)
    return lambda: registry.now_ms() + offset


def learn_offset(registry: Registry, more: int) -> None:
    """Keep by how much the machine's clock is behind the county's."""
    registry.put_setting(OFFSET, str(int(registry.setting(OFFSET) or 0) + more))
