"""Who this computer is in a conversation, and whom it believes: its keys, its certificate, the pinned authority."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Protocol

from fupin_desktop.sync.certificates import Certificate
from fupin_desktop.sync.revocations import Revocations, joined, mark_of, read_revocations, telling
from fupin_desktop.sync.signing import DeviceKeys, NotVouched
from fupin_desktop.sync.trust import Trust


class Heard(Protocol):
    """What of the authority's word is kept (of sync/replica.py: Replica)."""

    def revocations(self) -> list[bytes]: ...
    def keep_revocations(self, lists: Sequence[bytes], instead_of: Sequence[bytes] = ()) -> None: ...
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
            revocations=self.revocations(store),
            admitted=store.admitted(),
        )

    def revocations(self, store: Heard) -> tuple[Revocations, ...]:
        """All that it has heard to be revoked, of each authority in one list."""
        return joined(read_revocations(content, self.authority) for content in store.revocations())

    def revoked_mark(self, store: Heard) -> bytes:
        """A digest of that."""
        return mark_of(self.revocations(store))

    def untold(self, store: Heard, told: Iterable[bytes]) -> tuple[bytes, ...]:
        """The lists to tell somebody who has told these; none if he knows as much."""
        theirs = joined(read_revocations(content, self.authority) for content in told if self._is_signed(content))
        return () if mark_of(theirs) == self.revoked_mark(store) else tuple(store.revocations())

    def learn_revocations(self, store: Heard, contents: Iterable[bytes]) -> None:
        """Keep what the authority has signed and what is not known here yet."""
        known = store.revocations()
        wanted = telling([*known, *(one for one in contents if self._is_signed(one))], self.authority)
        fresh = [one for one in wanted if one not in known]
        if fresh:
            store.keep_revocations(fresh, [one for one in known if one not in wanted])

    def _is_signed(self, content: bytes) -> bool:
        try:
            read_revocations(content, self.authority)
        except NotVouched:
            return False
        return True
