"""Whom a store believes: the pinned authority, what it revoked, and what the county's signed word has witnessed."""

from collections.abc import Iterable
from dataclasses import dataclass

from fupin_desktop.domain.streams import StreamKey, Tip
from fupin_desktop.sync.certificates import Certificate, read
from fupin_desktop.sync.revocations import Revocations, Revoked
from fupin_desktop.sync.signing import NotVouched


@dataclass(frozen=True, slots=True, kw_only=True)
class Trust:
    """Plain facts, gathered once for a conversation; nothing here asks a store or a clock."""

    authority: bytes  # the pinned public key
    prefixes: tuple[str, ...]  # the regions of which anything is kept here
    now_ms: int  # by the offset learnt at the last contact, not as the machine says
    revocations: tuple[Revocations, ...] = ()
    witnessed: tuple[Tip, ...] = ()  # what a server of the county has said, signed, that it had taken in
    admitted: frozenset[bytes] = frozenset()  # commits that the staff of this very server has let in

    def certificate(self, content: bytes | None) -> Certificate | None:
        """The certificate in these bytes; None if our authority does not vouch for it."""
        try:
            return read(content, self.authority) if content is not None else None
        except NotVouched:
            return None

    def revoked(self, certificate: Certificate) -> Revoked | None:
        """What makes the certificate void, if anything does."""
        return next((found for several in self.revocations if (found := several.of(certificate))), None)

    def is_admitted(self, commit: bytes, certificate: Certificate) -> bool:
        """Whether a commit was let in: here, or, signed, by the authority that certified whoever wrote it."""
        own = (one for one in self.revocations if one.authority == certificate.authority)
        return commit in self.admitted or any(commit in one.admitted for one in own)

    def is_revoked(self, certificate: Certificate) -> bool:
        """Whether the certificate is void."""
        return self.revoked(certificate) is not None


def witnessed_length(stream: StreamKey, first_seq: int, ids: list[bytes], tips: Iterable[Tip]) -> int:
    """How many leading commits of a segment stand behind one of these tips.

    A tip within the segment must be one of its commits: another branch of a fork was not witnessed. A tip beyond it is
    believed to be on this branch, which nobody can know who has not what lies between.
    """
    most = 0
    for tip in tips:
        place = tip.seq - first_seq
        if tip.stream == stream and (place >= len(ids) or (place >= 0 and ids[place] == tip.id)):
            most = max(most, min(place + 1, len(ids)))
    return most
