"""The key of an encrypted case file: a random data key, wrapped by a passphrase and by a recovery key (decision 13)."""

import base64
import binascii
import hashlib
import hmac
import json
import os
import secrets
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from casework.errors import BadInput, FileTrouble
from casework.language import _

COST = {"n": 2**16, "r": 8, "p": 1}
_DEAREST = {"n": 2**20, "r": 32, "p": 16}
"""A key file that asks for more was tampered with."""
LEAST_PASSPHRASE = 8
_ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
"""Crockford's base 32: no I, L, O, U, so that a recovery key can be read aloud."""


def key_file(case_file: Path) -> Path:
    """Where the key file of a case file lies: beside it, with `.key` behind its name."""
    return case_file.with_name(case_file.name + ".key")


@dataclass(frozen=True, slots=True)
class NewKey:
    """A fresh data key (64 hex digits) and the recovery key to be kept in the centre's safe."""

    data_key: str
    recovery_key: str


def is_encrypted(case_file: Path) -> bool:
    """Whether the case file is encrypted: it has a key file."""
    return key_file(case_file).exists()


def create_key(case_file: Path, passphrase: str) -> NewKey:
    """Makes the data key of a new encrypted file and writes its key file; BadInput for a short passphrase."""
    check_passphrase(passphrase)
    new = NewKey(secrets.token_hex(32), _new_recovery_key())
    body = {"passphrase": _wrap(new.data_key, passphrase), "recovery": _wrap(new.data_key, _plain(new.recovery_key))}
    _write(case_file, [body])
    return new


def open_key(case_file: Path, secret: str) -> str:
    """The data key, opened by the passphrase or the recovery key; FileTrouble where neither fits."""
    for generation in _read(case_file):
        for kind, words in (("passphrase", secret), ("recovery", _plain(secret))):
            key = _unwrap(generation[kind], words)
            if key:
                return key
    raise FileTrouble(
        _("This passphrase does not open the case file."),
        code="wrong_key",
        remedy=_("Try again, or use the recovery key from the centre's safe."),
    )


def change_passphrase(case_file: Path, old: str, new: str) -> None:
    """Wraps the data key anew; the former generation stays in the key file until the next change."""
    check_passphrase(new)
    key = open_key(case_file, old)
    latest = _read(case_file)[0]
    _write(case_file, [{**latest, "passphrase": _wrap(key, new)}, latest])


def forget_former_generation(case_file: Path) -> None:
    """Drops the former generation, so that an earlier passphrase no longer opens the file."""
    _write(case_file, _read(case_file)[:1])


def read_passphrase(path: Path) -> str:
    """The passphrase kept in a file: its first line; FileTrouble where it cannot be read."""
    try:
        return path.read_text(encoding="utf-8-sig").split("\n", 1)[0].rstrip("\r")
    except (OSError, UnicodeDecodeError):
        raise FileTrouble(_("The passphrase file cannot be read: {path}").format(path=path)) from None


def check_passphrase(passphrase: str) -> None:
    """BadInput for a passphrase that is too short."""
    if len(passphrase) < LEAST_PASSPHRASE:
        raise BadInput(_("A passphrase has at least {n} characters.").format(n=LEAST_PASSPHRASE))


def _new_recovery_key() -> str:
    letters = [secrets.choice(_ALPHABET) for _place in range(32)]
    return "-".join("".join(letters[i : i + 4]) for i in range(0, 32, 4))


def _plain(recovery_key: str) -> str:
    return recovery_key.upper().replace("-", "").replace(" ", "")


def _wrap(data_key: str, secret: str) -> dict[str, Any]:
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM

    salt, nonce = os.urandom(16), os.urandom(12)
    sealed = AESGCM(_derive(secret, salt, COST)).encrypt(nonce, data_key.encode(), b"huifang")
    encoded = {
        name: base64.b64encode(part).decode() for name, part in (("salt", salt), ("nonce", nonce), ("sealed", sealed))
    }
    return {**encoded, "kdf": "scrypt", **COST}


def _unwrap(wrapped: dict[str, Any], secret: str) -> str:
    from cryptography.exceptions import InvalidTag
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM

    salt, nonce, sealed = (base64.b64decode(wrapped[name]) for name in ("salt", "nonce", "sealed"))
    try:
        return AESGCM(_derive(secret, salt, wrapped)).decrypt(nonce, sealed, b"huifang").decode()
    except InvalidTag:
        return ""


def _derive(secret: str, salt: bytes, cost: dict[str, Any]) -> bytes:
    n, r, p = int(cost["n"]), int(cost["r"]), int(cost["p"])
    if n > _DEAREST["n"] or r > _DEAREST["r"] or p > _DEAREST["p"]:
        raise FileTrouble(_("The key file is damaged."), code="key_file")
    return hashlib.scrypt(secret.encode(), salt=salt, n=n, r=r, p=p, maxmem=256 * n * r, dklen=32)


def _write(case_file: Path, generations: list[dict[str, Any]]) -> None:
    """The key file, written whole beside its place, flushed and renamed into it."""
    target = key_file(case_file)
    text = json.dumps({"product": "huifang", "format": 1, "generations": generations}, indent=1)
    body = {"text": text, "check": hashlib.sha256(text.encode()).hexdigest()}
    draft = target.with_name(target.name + ".new")
    with draft.open("w", encoding="utf-8") as out:
        json.dump(body, out)
        out.flush()
        os.fsync(out.fileno())
    draft.replace(target)


def _read(case_file: Path) -> list[dict[str, Any]]:
    damaged = FileTrouble(
        _("The key file is damaged."),
        code="key_file",
        remedy=_("Put back the key file from a backup; it lies beside each backup."),
    )
    try:
        body = json.loads(key_file(case_file).read_text(encoding="utf-8"))
        if not hmac.compare_digest(hashlib.sha256(body["text"].encode()).hexdigest(), body["check"]):
            raise damaged
        content = json.loads(body["text"])
        return list(content["generations"])
    except FileNotFoundError:
        raise FileTrouble(
            _("The key file {name} is missing.").format(name=key_file(case_file).name),
            code="key_file",
            remedy=_("Put it back beside the case file; it lies beside each backup."),
        ) from None
    except (ValueError, KeyError, TypeError, AttributeError, binascii.Error, OSError):
        raise damaged from None
