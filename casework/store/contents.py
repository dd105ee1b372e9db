"""The bytes of attachments, each content once under its SHA-256."""

import hashlib
from pathlib import Path

from casework.errors import BadInput, FileTrouble, NotFound
from casework.language import _
from casework.store.store import Store

LARGEST = 64 * 1024 * 1024
"""Bytes: a larger file makes every backup slow and belongs on a shelf of its own."""


def read_content(path: Path) -> bytes:
    """The bytes of a file to be attached; BadInput where it is too large, FileTrouble where it cannot be read."""
    try:
        if path.stat().st_size > LARGEST:
            raise BadInput(
                _("{name} is larger than {n} MB.").format(name=path.name, n=LARGEST // 1024 // 1024),
                remedy=_("Attach a smaller copy, or write down where the file lies."),
            )
        return path.read_bytes()
    except OSError:
        raise FileTrouble(_("{path} cannot be read.").format(path=path), code="no_rights") from None


def digest_of(content: bytes) -> str:
    """What a content is known by."""
    return hashlib.sha256(content).hexdigest()


def keep_content(store: Store, content: bytes) -> str:
    """Keeps the bytes, once; their digest."""
    digest = digest_of(content)
    store.maintain(
        lambda database: database.execute(
            "insert into attachment_content values (?, ?) on conflict (digest) do nothing", [digest, content]
        )
    )
    return digest


def content(store: Store, digest: str) -> bytes:
    """The bytes kept under a digest; NotFound where they are missing."""
    rows = store.query("select bytes from attachment_content where digest = :digest", {"digest": digest})
    if not rows:
        raise NotFound(_("The content of this attachment is missing."))
    return bytes(rows[0]["bytes"])
