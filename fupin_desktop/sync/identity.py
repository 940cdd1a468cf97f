"""Who this computer is in a conversation, and whom it believes: its keys, its certificate, the pinned authority."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Protocol

from fupin_desktop.sync.certificates import Certificate
from fupin_desktop.sync.revocations import Revocations, read_revocations
from fupin_desktop.sync.signing import DeviceKeys, NotVouched
from fupin_desktop.sync.trust import Trust


class Heard(Protocol):
    """What of the authority's word is kept (of sync/replica.py: Replica)."""

    def revocations(self) -> bytes | None: ...
    def keep_revocations(self, signed: bytes) -> None: ...
    def admitted(self) -> frozenset[bytes]: ...


@dataclass(frozen=True, slots=True)
class Identity:
    """A device after its enrolment."""

    keys: DeviceKeys
    certificate: Certificate
    authority: bytes  # the pinned public key; nothing that it has not vouched for is believed
    now: Callable[[], int]  # milliseconds since 1970, by the offset learnt at the last contact

    @property
    def device(self) -> str:
        """Its id."""
        return self.certificate.device

    @property
    def prefixes(self) -> tuple[str, ...]:
        """The regions that it may write in, and receives."""
        return self.certificate.prefixes

    def trust(self, store: Heard) -> Trust:
        """What it believes at this moment."""
        return Trust(
            authority=self.authority,
            prefixes=self.prefixes,
            now_ms=self.now(),
            revocations=(self.revocations(store),),
            admitted=store.admitted(),
        )

    def revocations(self, store: Heard) -> Revocations:
        """The newest list that it has heard."""
        content = store.revocations()
        return read_revocations(content, self.authority) if content else Revocations()

    def learn_revocations(self, store: Heard, content: bytes) -> None:
        """Keep a list if it is the authority's, and newer than the one that is here."""
        try:
            fresh = read_revocations(content, self.authority)
        except NotVouched:
            return
        if fresh.version > self.revocations(store).version:
            store.keep_revocations(content)
