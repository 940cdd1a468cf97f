"""Keys, signatures and boxes: the only place that calls cryptography for the exchange (docs/exchange.md §3).

A signature says for which purpose it was made, so that a seal can never be passed off as a receipt. Suite 1 is Ed25519,
X25519, HKDF over BLAKE2b and ChaCha20-Poly1305; another family can stand beside it under another number.
"""

import os
from collections.abc import Callable
from dataclasses import dataclass, field
from enum import IntEnum
from functools import cached_property
from typing import Any

from cryptography.exceptions import InvalidSignature, InvalidTag
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey, X25519PublicKey
from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305
from cryptography.hazmat.primitives.hashes import BLAKE2b
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from fupin_desktop.sync.packing import BadMessage, pack, unpack

SUITE = 1
KEY_BYTES = 32
SIGNATURE_BYTES = 64
BOX_OVERHEAD = 1 + KEY_BYTES + 16  # suite, ephemeral key, tag
_NONCE = bytes(12)  # each box has a key of its own, used once

RandomBytes = Callable[[int], bytes]


class NotVouched(ValueError):
    """A signature that does not hold, or a statement whose signer has no right to it."""


class NotOpened(ValueError):
    """A box that is not for this key and this context, or was damaged."""


class Purpose(IntEnum):
    """What a signature is for. A number is never used again."""

    AUTHORITY = 1
    CERTIFICATE = 2
    INCARNATION = 3
    SEAL = 4
    REVOCATIONS = 5
    HELLO = 6
    ANSWER = 7
    RECEIPT = 8
    SNAPSHOT = 9
    PARCEL = 10
    ENROLMENT = 11
    TLS = 12
    RENEWAL = 13
    VOUCHING = 14
    ATTACHMENTS = 15


@dataclass(frozen=True)
class DeviceKeys:
    """What a device or an authority signs with and opens boxes with; kept only in the encrypted store."""

    sign_seed: bytes = field(repr=False)
    box_seed: bytes = field(repr=False)

    @classmethod
    def generate(cls, random_bytes: RandomBytes = os.urandom) -> "DeviceKeys":
        """New keys; a simulator brings its own randomness."""
        return cls(random_bytes(KEY_BYTES), random_bytes(KEY_BYTES))

    @classmethod
    def from_bytes(cls, content: bytes) -> "DeviceKeys":
        """As they were kept; BadMessage if these are no keys of this suite."""
        if len(content) != 1 + 2 * KEY_BYTES or content[0] != SUITE:
            raise BadMessage("no keys of this suite")
        return cls(content[1 : 1 + KEY_BYTES], content[1 + KEY_BYTES :])

    def to_bytes(self) -> bytes:
        """As they are kept: secret."""
        return bytes((SUITE,)) + self.sign_seed + self.box_seed

    @cached_property
    def signer(self) -> Ed25519PrivateKey:
        """The private key that signs."""
        return Ed25519PrivateKey.from_private_bytes(self.sign_seed)

    @cached_property
    def opener(self) -> X25519PrivateKey:
        """The private key that opens boxes."""
        return X25519PrivateKey.from_private_bytes(self.box_seed)

    @cached_property
    def sign_public(self) -> bytes:
        """The public key by which others know its signatures."""
        return self.signer.public_key().public_bytes_raw()

    @cached_property
    def box_public(self) -> bytes:
        """The public key to which others box what only it may read."""
        return self.opener.public_key().public_bytes_raw()

    def secret(self, context: bytes) -> bytes:
        """32 bytes that only the holder of these keys knows, others for each context."""
        return _derived(self.box_seed, b"fupin secret" + context)


def sign(keys: DeviceKeys, purpose: Purpose, content: bytes) -> bytes:
    """The signature over the content for this purpose: 64 bytes."""
    return keys.signer.sign(_signed_input(purpose, content))


def verify(public: bytes, purpose: Purpose, content: bytes, signature: bytes) -> None:
    """NotVouched unless the holder of the key signed this content for this purpose."""
    try:
        Ed25519PublicKey.from_public_bytes(public).verify(signature, _signed_input(purpose, content))
    except (InvalidSignature, ValueError):
        raise NotVouched(f"no signature for {purpose.name.lower()}") from None


def signed(keys: DeviceKeys, purpose: Purpose, value: Any) -> bytes:
    """A plain value as signed bytes: suite, signature, deterministic CBOR. What is verified is the very bytes."""
    content = pack(value)
    return bytes((SUITE,)) + sign(keys, purpose, content) + content


def unverified(statement: bytes, most: int) -> list[Any]:
    """The list that a signed statement holds, to see who claims to have signed it. Believe nothing of it yet."""
    if len(statement) > most or statement[:1] != bytes((SUITE,)):
        raise NotVouched("too large, or of an unknown suite")
    try:
        found = unpack(statement[1 + SIGNATURE_BYTES :], most)
    except BadMessage as error:
        raise NotVouched(str(error)) from None
    if not isinstance(found, list):
        raise NotVouched("not a list")
    return found  # pyright: ignore[reportUnknownVariableType]


def verify_signed(public: bytes, purpose: Purpose, statement: bytes) -> None:
    """NotVouched unless the holder of the key made this statement for this purpose."""
    signature, content = statement[1 : 1 + SIGNATURE_BYTES], statement[1 + SIGNATURE_BYTES :]
    verify(public, purpose, content, signature)


def box(public_box_key: bytes, content: bytes, context: bytes, random_bytes: RandomBytes = os.urandom) -> bytes:
    """The content so that only the holder of the key can read it, and only in the same context."""
    ephemeral = X25519PrivateKey.from_private_bytes(random_bytes(KEY_BYTES))
    own = ephemeral.public_key().public_bytes_raw()
    key = _box_key(ephemeral, public_box_key, own + public_box_key)
    return bytes((SUITE,)) + own + ChaCha20Poly1305(key).encrypt(_NONCE, content, context)


def unbox(keys: DeviceKeys, sealed: bytes, context: bytes) -> bytes:
    """What was boxed for these keys; NotOpened if it was not, or not in this context, or was damaged."""
    if len(sealed) < BOX_OVERHEAD or sealed[0] != SUITE:
        raise NotOpened("too short, or of an unknown suite")
    own = sealed[1 : 1 + KEY_BYTES]
    key = _box_key(keys.opener, own, own + keys.box_public)
    try:
        return ChaCha20Poly1305(key).decrypt(_NONCE, sealed[1 + KEY_BYTES :], context)
    except InvalidTag:
        raise NotOpened("not for these keys and this context, or damaged") from None


def _signed_input(purpose: Purpose, content: bytes) -> bytes:
    return bytes((SUITE, purpose)) + len(content).to_bytes(8, "big") + content


def _box_key(private: X25519PrivateKey, public: bytes, both: bytes) -> bytes:
    try:
        shared = private.exchange(X25519PublicKey.from_public_bytes(public))
    except ValueError:  # not 32 bytes, or one of the few points whose product is the same for everybody
        raise NotOpened("no key to box to") from None
    return _derived(shared, b"fupin box" + bytes((SUITE,)) + both)


def _derived(secret: bytes, info: bytes) -> bytes:
    return HKDF(algorithm=BLAKE2b(64), length=KEY_BYTES, salt=None, info=info).derive(secret)
